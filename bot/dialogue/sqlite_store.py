"""Conversations in a SQLite file: one process, one machine, nothing to install."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from bot.dialogue.assistant import State
from bot.dialogue.store import HISTORY, Conversation, Entry, StoreError

Result = TypeVar("Result")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, channel TEXT NOT NULL, expires REAL NOT NULL, slots TEXT NOT NULL, issued TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS conversations_by_expiry ON conversations (expires);
CREATE TABLE IF NOT EXISTS messages (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
    id TEXT NOT NULL, sender TEXT NOT NULL, body TEXT NOT NULL, helpful INTEGER
);
CREATE INDEX IF NOT EXISTS messages_of_conversation ON messages (conversation, position);
"""


class SqliteStore:
    """A `ConversationStore` in one file. A turn is one transaction of the write-ahead log: a `kill -9` loses none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._db: sqlite3.Connection

    async def open(self) -> None:
        """Opens or makes the file. Raises `StoreError` where it cannot be written."""
        await self._do(self._open)

    async def close(self) -> None:
        """Waits for what is under way, and closes the file."""
        await self._do(lambda: self._db.close())
        self._thread.shutdown()

    async def add(self, conversation: Conversation, entries: list[Entry]) -> None:
        """Keeps a new conversation and its first messages."""

        def work() -> None:
            row = (conversation.id, conversation.channel, conversation.expires, *_packed(conversation))
            with self._db:
                self._db.execute(
                    "INSERT INTO conversations (id, channel, expires, slots, issued) VALUES (?, ?, ?, ?, ?)", row
                )
                self._insert(conversation.id, entries)

        await self._do(work)

    async def find(self, id_: str, now: float) -> Conversation | None:
        """The conversation of an id; None where there is none, or it has expired."""

        def work() -> Conversation | None:
            row = self._db.execute(
                "SELECT channel, expires, slots, issued FROM conversations WHERE id = ? AND expires > ?", (id_, now)
            ).fetchone()
            return Conversation(id_, row[0], row[1], State(json.loads(row[2])), json.loads(row[3])) if row else None

        return await self._do(work)

    async def advance(self, conversation: Conversation, entries: list[Entry]) -> None:
        """Keeps a turn whole; does nothing where the conversation was forgotten meanwhile."""

        def work() -> None:
            with self._db:
                changed = self._db.execute(
                    "UPDATE conversations SET slots = ?, issued = ? WHERE id = ?",
                    (*_packed(conversation), conversation.id),
                )
                if changed.rowcount:
                    self._insert(conversation.id, entries)

        await self._do(work)

    async def history(self, id_: str) -> list[Entry]:
        """The messages of a conversation, oldest first."""

        def work() -> list[Entry]:
            rows = self._db.execute(
                "SELECT id, sender, body FROM messages WHERE conversation = ? ORDER BY position", (id_,)
            )
            return [Entry(row[0], row[1], json.loads(row[2])) for row in rows]

        return await self._do(work)

    async def rate(self, id_: str, message_id: str, helpful: bool) -> bool:
        """Keeps whether a message of the bot helped."""

        def work() -> bool:
            with self._db:
                changed = self._db.execute(
                    "UPDATE messages SET helpful = ? WHERE conversation = ? AND id = ? AND sender = 'bot'",
                    (helpful, id_, message_id),
                )
            return changed.rowcount > 0

        return await self._do(work)

    async def delete(self, id_: str) -> None:
        """Forgets a conversation, and overwrites where it stood."""

        def work() -> None:
            with self._db:
                self._db.execute("DELETE FROM conversations WHERE id = ?", (id_,))
            self._empty_log()

        await self._do(work)

    async def delete_expired(self, now: float) -> int:
        """Forgets all conversations that have expired."""

        def work() -> int:
            with self._db:
                deleted = self._db.execute("DELETE FROM conversations WHERE expires <= ?", (now,)).rowcount
            if deleted:
                self._empty_log()
            return deleted

        return await self._do(work)

    async def is_ready(self) -> bool:
        """Whether the file answers."""
        return await self._do(lambda: self._db.execute("SELECT 1").fetchone() == (1,))

    async def _do(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _open(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self._path)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA secure_delete = ON")
            self._db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"Conversations cannot be kept in {self._path} ({error}): set DATABASE_URL to a file that can be written."
            ) from error

    def _empty_log(self) -> None:
        """Takes what was deleted out of the write-ahead log, too."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _insert(self, id_: str, entries: list[Entry]) -> None:
        rows = [(id_, entry.id, entry.sender, json.dumps(entry.body, ensure_ascii=False)) for entry in entries]
        self._db.executemany("INSERT INTO messages (conversation, id, sender, body) VALUES (?, ?, ?, ?)", rows)
        self._db.execute(
            "DELETE FROM messages WHERE conversation = ?1 AND position <= "
            "(SELECT position FROM messages WHERE conversation = ?1 ORDER BY position DESC LIMIT 1 OFFSET ?2)",
            (id_, HISTORY),
        )


def _packed(conversation: Conversation) -> tuple[Any, ...]:
    return json.dumps(conversation.state.slots), json.dumps(conversation.issued, ensure_ascii=False)
