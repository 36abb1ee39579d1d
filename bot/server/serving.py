"""Puts the parts together and serves until told to stop."""

import asyncio

from sanic import Sanic

from bot.dialogue.assistant import Assistant
from bot.dialogue.conversations import Conversations
from bot.dialogue.store import ConversationStore, StoreError
from bot.knowledge.loading import knowledge_base
from bot.memory import give_back_memory
from bot.server.app import Context, create_app
from bot.server.limits import RateLimit
from bot.server.settings import Settings
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
    asyncio.run(_try_out(store_for(settings.database_url)))
    app = make_app(settings)
    give_back_memory()
    app.run(settings.host, settings.port, single_process=True, motd=False, access_log=settings.access_log)


async def _try_out(store: ConversationStore) -> None:
    """Raises `StoreError` where conversations cannot be kept, before anything else is started."""
    await store.open()
    await store.close()
