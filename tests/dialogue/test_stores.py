"""Both stores keep the same promises, so both are held to the same tests."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.dialogue.assistant import State
from bot.dialogue.postgres_store import PostgresStore
from bot.dialogue.sqlite_store import SqliteStore
from bot.dialogue.store import HISTORY, Conversation, ConversationStore, Entry, StoreError


@pytest.fixture(params=["sqlite", "postgres"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ConversationStore]:
    if request.param == "sqlite":
        store: ConversationStore = SqliteStore(tmp_path / "conversations.db")
    else:
        store = PostgresStore(request.getfixturevalue("postgres_url"))
    await store.open()
    yield store
    await store.close()


def conversation(lives_for: float = 60) -> Conversation:
    return Conversation(
        uuid.uuid4().hex, "widget", time.time() + lives_for, State.fresh("fr"), {"topic:new_nero": "New Nero"}
    )


def entry(text: str, sender: str = "bot") -> Entry:
    return Entry(uuid.uuid4().hex, sender, {"text": text})


async def test_a_conversation_is_found_as_it_was_kept(store: ConversationStore) -> None:
    kept = conversation()
    await store.add(kept, [entry("Bonjour !")])
    assert await store.find(kept.id, time.time()) == kept


async def test_a_turn_is_kept_whole_and_in_order(store: ConversationStore) -> None:
    kept = conversation()
    await store.add(kept, [entry("Bonjour !")])
    after = replace(kept, state=State({"language": "fr", "topic": "new_nero"}))
    await store.advance(after, [entry("c’est quoi New Nero ?", "visitor"), entry("Une opération…")])
    assert await store.find(kept.id, time.time()) == after
    assert [(said.sender, said.body["text"]) for said in await store.history(kept.id)] == [
        ("bot", "Bonjour !"),
        ("visitor", "c’est quoi New Nero ?"),
        ("bot", "Une opération…"),
    ]


async def test_two_visitors_never_see_each_others_messages(store: ConversationStore) -> None:
    mine, yours = conversation(), conversation()
    await store.add(mine, [entry("à moi")])
    await store.add(yours, [entry("à vous")])
    assert [said.body["text"] for said in await store.history(mine.id)] == ["à moi"]


async def test_an_expired_conversation_is_not_found_and_then_deleted(store: ConversationStore) -> None:
    old, young = conversation(lives_for=-1), conversation()
    await store.add(old, [entry("vieux")])
    await store.add(young, [entry("jeune")])
    assert await store.find(old.id, time.time()) is None
    assert await store.delete_expired(time.time()) >= 1
    assert await store.history(old.id) == []
    assert await store.find(young.id, time.time()) == young


async def test_nothing_is_left_of_a_deleted_conversation(store: ConversationStore) -> None:
    kept = conversation()
    await store.add(kept, [entry("secret")])
    await store.delete(kept.id)
    assert await store.find(kept.id, time.time()) is None
    assert await store.history(kept.id) == []


async def test_a_turn_of_a_conversation_that_was_deleted_meanwhile_is_dropped(store: ConversationStore) -> None:
    kept = conversation()
    await store.add(kept, [])
    await store.delete(kept.id)
    await store.advance(kept, [entry("trop tard")])
    assert await store.history(kept.id) == []


async def test_only_the_bots_messages_of_this_conversation_can_be_rated(store: ConversationStore) -> None:
    kept, other = conversation(), conversation()
    answer, question = entry("réponse"), entry("question", "visitor")
    await store.add(kept, [answer, question])
    await store.add(other, [])
    assert await store.rate(kept.id, answer.id, True)
    assert not await store.rate(kept.id, question.id, True)
    assert not await store.rate(other.id, answer.id, True)
    assert not await store.rate(kept.id, "unknown", True)


async def test_the_history_of_a_long_conversation_is_bounded(store: ConversationStore) -> None:
    kept = conversation()
    await store.add(kept, [entry("0")])
    for turn in range(HISTORY):
        await store.advance(kept, [entry(str(turn + 1))])
    texts = [said.body["text"] for said in await store.history(kept.id)]
    assert texts == [str(number) for number in range(1, HISTORY + 1)]


async def test_many_conversations_go_on_at_once(store: ConversationStore) -> None:
    kept = [conversation() for _ in range(40)]
    await asyncio.gather(*(store.add(one, [entry(one.id)]) for one in kept))
    await asyncio.gather(*(store.advance(one, [entry("suite")]) for one in kept))
    for one in kept:
        assert [said.body["text"] for said in await store.history(one.id)] == [one.id, "suite"]


async def test_a_store_says_that_it_is_ready(store: ConversationStore) -> None:
    assert await store.is_ready()


async def test_a_folder_that_cannot_be_written_is_told_to_the_operator(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = SqliteStore(tmp_path / "file" / "conversations.db")
    with pytest.raises(StoreError, match="DATABASE_URL"):
        await store.open()


async def test_a_database_that_does_not_answer_is_told_without_its_password() -> None:
    store = PostgresStore("postgresql://bot:geheim@127.0.0.1:1/none")
    with pytest.raises(StoreError, match="DATABASE_URL") as caught:
        await store.open()
    assert "geheim" not in str(caught.value)


async def test_a_file_survives_being_opened_again(tmp_path: Path) -> None:
    first = SqliteStore(tmp_path / "conversations.db")
    await first.open()
    kept = conversation()
    await first.add(kept, [entry("Bonjour !")])
    await first.close()
    second = SqliteStore(tmp_path / "conversations.db")
    await second.open()
    assert await second.find(kept.id, time.time()) == kept
    await second.close()
