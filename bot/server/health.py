"""Whether the server lives, and whether it can answer: for load balancers and the person on call."""

from sanic import HTTPResponse, Request, Sanic, json

from bot.server.problems import problem_response


def install(app: Sanic) -> None:
    """Mounts both calls."""
    app.add_route(live, "/api/v1/health/live")
    app.add_route(ready, "/api/v1/health/ready")


async def live(_: Request) -> HTTPResponse:
    """200 as long as the process runs."""
    return json({"status": "live"})


async def ready(request: Request) -> HTTPResponse:
    """200 while messages are answered; 503 before, after, and while the store does not answer."""
    bot = request.app.ctx.bot
    if bot.ready and await bot.store.is_ready():
        return json({"status": "ready"})
    return problem_response(
        503, "The conversations cannot be kept at the moment; try again shortly.", {"Retry-After": "5"}
    )
