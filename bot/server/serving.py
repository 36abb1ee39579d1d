"""Puts the parts together and serves until told to stop."""

import asyncio
import socket

from sanic import Sanic

from bot.dialogue.assistant import Assistant
from bot.dialogue.conversations import Conversations
from bot.dialogue.store import ConversationStore, StoreError
from bot.knowledge.loading import knowledge_base
from bot.memory import give_back_memory
from bot.server.app import Context, create_app
from bot.server.limits import RateLimit
from bot.server.settings import Settings, SettingsError
from bot.server.tokens import Tokens


def store_for(url: str) -> ConversationStore:
    """The store that a `DATABASE_URL` names. Raises `StoreError` for an address of no known kind."""
    if url.startswith("sqlite:///"):
        from pathlib import Path

        from bot.dialogue.sqlite_store import SqliteStore

        return SqliteStore(Path(url.removeprefix("sqlite:///")))
    if url.startswith(("postgresql://", "postgres://")):
        from bot.dialogue.postgres_store import PostgresStore

        return PostgresStore(url)
    raise StoreError("DATABASE_URL has to begin with sqlite:/// (and a file's path) or postgresql://")


def make_app(settings: Settings) -> Sanic:
    """The app with its model loaded and its knowledge checked.

    Raises `KnowledgeError`, `ModelMissingError` or `StoreError` where it must not or cannot start.
    """
    base = knowledge_base()
    assistant = Assistant.load(base)
    store = store_for(settings.database_url)
    context = Context(
        settings=settings,
        conversations=Conversations(assistant, store, settings.conversation_ttl),
        store=store,
        tokens=Tokens(settings.secret(), settings.conversation_ttl),
        limit=RateLimit(settings.rate_limit_per_minute),
        languages=tuple(base.languages),
    )
    return create_app(context)


def serve(settings: Settings) -> None:
    """Serves in one process until SIGINT or SIGTERM; what is being answered then is answered."""
    _try_address(settings.host, settings.port)
    asyncio.run(_try_out(store_for(settings.database_url)))
    app = make_app(settings)
    give_back_memory()
    app.run(settings.host, settings.port, single_process=True, motd=False, access_log=False)


def _try_address(host: str, port: int) -> None:
    """Raises `SettingsError` where the server cannot listen there."""
    try:
        (family, kind, protocol, _, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        raise SettingsError(f"The server cannot listen on HOST={host} PORT={port}: {error.strerror}.") from error


async def _try_out(store: ConversationStore) -> None:
    """Raises `StoreError` where conversations cannot be kept, before anything else is started."""
    await store.open()
    await store.close()
