"""Errors as RFC 9457 problems: what was wrong, and what to do, never how the server is made."""

import logging

from sanic import HTTPResponse, Request, Sanic, json
from sanic.exceptions import SanicException

log = logging.getLogger("bot.server")

_TITLES = {
    400: "The request cannot be read",
    401: "A valid token is needed",
    404: "There is nothing here",
    405: "This cannot be done here",
    413: "The request is too large",
    415: "The content type is not taken here",
    417: "The expectation cannot be met",
    422: "The request cannot be used",
    429: "Too many requests",
    500: "The server failed",
    503: "The server is not ready",
}


class ProblemError(Exception):
    """An error to tell the caller of. `detail` says what was wrong and what to do."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}


def problem_response(status: int, detail: str, headers: dict[str, str] | None = None) -> HTTPResponse:
    """The problem as a response of type `application/problem+json`."""
    body = {
        "type": "about:blank",
        "title": _TITLES.get(status, "The request failed"),
        "status": status,
        "detail": detail,
    }
    return json(body, status=status, headers=headers, content_type="application/problem+json")


def install(app: Sanic) -> None:
    """Turns every error of the app into a problem; a fault of the server is logged by its kind and place alone."""

    @app.exception(ProblemError)
    async def told(_: Request, problem: ProblemError) -> HTTPResponse:
        return problem_response(problem.status, problem.detail, problem.headers)

    @app.exception(SanicException)
    async def refused(_: Request, error: SanicException) -> HTTPResponse:
        status = error.status_code or 500
        headers = {name: str(value) for name, value in (error.headers or {}).items() if name.lower() == "allow"}
        return problem_response(
            status, _DETAILS.get(status, "See the API description at /api/v1/openapi.json."), headers
        )

    @app.exception(Exception)
    async def failed(request: Request, error: Exception) -> HTTPResponse:
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown"
        log.error("%s %s failed: %s at %s", request.method, request.path, type(error).__name__, place)
        return problem_response(500, "Try again in a moment; if it goes on, tell the operator.")


_DETAILS = {
    400: "The request is not well formed.",
    404: "No page or call has this address; the calls are listed at /api/v1/openapi.json.",
    405: "The address exists, but not with this method.",
    413: "A request may have 8 KiB at most.",
    417: "The header `Expect` is not supported.",
}
