"""Conversations in PostgreSQL: several processes or machines, backed up with the rest."""

import json
from typing import Any

import asyncpg

from bot.dialogue.assistant import State
from bot.dialogue.store import HISTORY, Conversation, Entry, StoreError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, channel TEXT NOT NULL, expires DOUBLE PRECISION NOT NULL, slots TEXT NOT NULL, issued TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS conversations_by_expiry ON conversations (expires);
CREATE TABLE IF NOT EXISTS messages (
    position BIGSERIAL PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
    id TEXT NOT NULL, sender TEXT NOT NULL, body TEXT NOT NULL, helpful BOOLEAN
);
CREATE INDEX IF NOT EXISTS messages_of_conversation ON messages (conversation, position);
"""

_TIMEOUT = 10.0
"""Seconds that a statement, or the wait for a connection, may take."""


class PostgresStore:
    """A `ConversationStore` in a PostgreSQL database. A turn is one transaction."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: Any

    async def open(self) -> None:
        """Connects and makes the tables. Raises `StoreError` where the database does not answer."""
        try:
            self._pool = await asyncpg.create_pool(
                self._url, min_size=1, max_size=8, timeout=_TIMEOUT, command_timeout=_TIMEOUT
            )
            await self._pool.execute(_SCHEMA)
        except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
            reason = type(error).__name__
            raise StoreError(f"The database of DATABASE_URL does not answer ({reason}): is it running?") from error

    async def close(self) -> None:
        """Waits for what is under way, and disconnects."""
        await self._pool.close()

    async def add(self, conversation: Conversation, entries: list[Entry]) -> None:
        """Keeps a new conversation and its first messages."""
        async with self._pool.acquire(timeout=_TIMEOUT) as connection, connection.transaction():
            await connection.execute(
                "INSERT INTO conversations (id, channel, expires, slots, issued) VALUES ($1, $2, $3, $4, $5)",
                conversation.id,
                conversation.channel,
                conversation.expires,
                *_packed(conversation),
            )
            await self._insert(connection, conversation.id, entries)

    async def find(self, id_: str, now: float) -> Conversation | None:
        """The conversation of an id; None where there is none, or it has expired."""
        row = await self._pool.fetchrow(
            "SELECT channel, expires, slots, issued FROM conversations WHERE id = $1 AND expires > $2", id_, now
        )
        return Conversation(id_, row[0], row[1], State(json.loads(row[2])), json.loads(row[3])) if row else None

    async def advance(self, conversation: Conversation, entries: list[Entry]) -> None:
        """Keeps a turn whole; does nothing where the conversation was forgotten meanwhile."""
        async with self._pool.acquire(timeout=_TIMEOUT) as connection, connection.transaction():
            changed = await connection.execute(
                "UPDATE conversations SET slots = $1, issued = $2 WHERE id = $3",
                *_packed(conversation),
                conversation.id,
            )
            if changed != "UPDATE 0":
                await self._insert(connection, conversation.id, entries)

    async def history(self, id_: str) -> list[Entry]:
        """The messages of a conversation, oldest first."""
        rows = await self._pool.fetch(
            "SELECT id, sender, body FROM messages WHERE conversation = $1 ORDER BY position", id_
        )
        return [Entry(row[0], row[1], json.loads(row[2])) for row in rows]

    async def rate(self, id_: str, message_id: str, helpful: bool) -> bool:
        """Keeps whether a message of the bot helped."""
        changed = await self._pool.execute(
            "UPDATE messages SET helpful = $1 WHERE conversation = $2 AND id = $3 AND sender = 'bot'",
            helpful,
            id_,
            message_id,
        )
        return bool(changed != "UPDATE 0")

    async def delete(self, id_: str) -> None:
        """Forgets a conversation."""
        await self._pool.execute("DELETE FROM conversations WHERE id = $1", id_)

    async def delete_expired(self, now: float) -> int:
        """Forgets all conversations that have expired."""
        changed: str = await self._pool.execute("DELETE FROM conversations WHERE expires <= $1", now)
        return int(changed.split()[-1])

    async def is_ready(self) -> bool:
        """Whether the database answers."""
        try:
            return bool(await self._pool.fetchval("SELECT 1") == 1)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
            return False

    async def _insert(self, connection: Any, id_: str, entries: list[Entry]) -> None:
        await connection.executemany(
            "INSERT INTO messages (conversation, id, sender, body) VALUES ($1, $2, $3, $4)",
            [(id_, entry.id, entry.sender, json.dumps(entry.body, ensure_ascii=False)) for entry in entries],
        )
        await connection.execute(
            "DELETE FROM messages WHERE conversation = $1 AND position <= "
            "(SELECT position FROM messages WHERE conversation = $1 ORDER BY position DESC LIMIT 1 OFFSET $2)",
            id_,
            HISTORY,
        )


def _packed(conversation: Conversation) -> tuple[str, str]:
    return json.dumps(conversation.state.slots), json.dumps(conversation.issued, ensure_ascii=False)
