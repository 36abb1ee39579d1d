"""The Sanic app: what is mounted, in what order it starts and stops."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass

from sanic import HTTPResponse, Request, Sanic
from sanic.http import Http

from bot.dialogue.conversations import Conversations
from bot.dialogue.store import ConversationStore
from bot.server import api, health, metrics, openapi, pages, problems, security
from bot.server.bodies import LARGEST_BODY
from bot.server.limits import RateLimit
from bot.server.settings import Settings
from bot.server.tokens import Tokens

log = logging.getLogger("bot.server")

CLEANING_INTERVAL = 60.0
"""Seconds between two rounds that forget expired conversations."""


SETTLING = 0.05
"""Seconds after the start before the server says that it is ready: a SIGTERM that comes earlier is lost by Sanic."""


@dataclass
class Context:
    """What the handlers share."""

    settings: Settings
    conversations: Conversations
    store: ConversationStore
    tokens: Tokens
    limit: RateLimit
    languages: tuple[str, ...]
    ready: bool = False


def create_app(context: Context) -> Sanic:
    """An app that serves the API, the pages, health and metrics; it opens the store when it starts and closes it last."""
    app = Sanic("mission-niger", configure_logging=False, env_prefix="SANIC_IGNORED_")
    app.config.update(
        REQUEST_MAX_SIZE=LARGEST_BODY,
        REQUEST_TIMEOUT=15,
        RESPONSE_TIMEOUT=15,
        KEEP_ALIVE_TIMEOUT=30,
        GRACEFUL_SHUTDOWN_TIMEOUT=context.settings.shutdown_timeout,
        ACCESS_LOG=False,
        FALLBACK_ERROR_FORMAT="json",
        MOTD=False,
        OAS=False,
        PROXIES_COUNT=context.settings.trusted_proxies or None,
    )
    app.ctx.bot = context
    for part in (problems, security, api, health, metrics, openapi, pages):
        part.install(app)

    @app.on_response
    async def hang_up_when_stopping(request: Request, response: HTTPResponse) -> None:
        if not context.ready and isinstance(request.stream, Http):
            request.stream.keep_alive = False

    @app.before_server_start
    async def open_store(app: Sanic) -> None:
        await context.store.open()

    @app.after_server_start
    async def keep_clean(app: Sanic) -> None:
        app.add_task(_forget_expired(context.conversations), name="forget_expired")
        app.loop.call_later(SETTLING, setattr, context, "ready", True)
        log.info("Ready on http://%s:%s", context.settings.host, context.settings.port)

    @app.before_server_stop
    async def refuse_new(app: Sanic) -> None:
        context.ready = False
        with contextlib.suppress(Exception):
            await app.cancel_task("forget_expired", raise_exception=False)

    @app.after_server_stop
    async def close_store(app: Sanic) -> None:
        await context.store.close()

    return app


async def _forget_expired(conversations: Conversations) -> None:
    while True:
        try:
            await conversations.forget_expired()
        except Exception as error:
            log.error("expired conversations could not be forgotten: %s", type(error).__name__)
        await asyncio.sleep(CLEANING_INTERVAL)
