import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.dialogue.assistant import Assistant
from bot.dialogue.conversations import Conversations, UnknownChoiceError, UnknownConversationError
from bot.dialogue.sqlite_store import SqliteStore
from bot.replies.reply import Reply


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = SqliteStore(tmp_path / "conversations.db")
    await store.open()
    yield store
    await store.close()


@pytest.fixture
def conversations(assistant: Assistant, store: SqliteStore) -> Conversations:
    return Conversations(assistant, store, time_to_live=60)


async def begun(conversations: Conversations) -> str:
    conversation, _ = await conversations.begin("widget", "fr")
    return conversation.id


async def test_a_conversation_begins_with_the_greeting(conversations: Conversations) -> None:
    conversation, said = await conversations.begin("widget", "fr")
    assert said.reply.outcome == "smalltalk"
    (entry,) = await conversations.history(conversation.id)
    assert (entry.id, entry.sender) == (said.id, "bot")
    assert Reply.from_dict(entry.body) == said.reply


async def test_both_sides_are_remembered_in_order(conversations: Conversations) -> None:
    id_ = await begun(conversations)
    answer = await conversations.say(id_, "c'est quoi New Nero ?")
    _, question, reply = await conversations.history(id_)
    assert (question.sender, question.body["text"]) == ("visitor", "c'est quoi New Nero ?")
    assert (reply.sender, reply.id) == ("bot", answer.id)


async def test_a_conversation_remembers_what_it_was_about(conversations: Conversations) -> None:
    id_ = await begun(conversations)
    await conversations.say(id_, "c'est quoi l'équipe mobile ?")
    assert "Maradi" in (await conversations.say(id_, "c'était où ?")).reply.text


async def test_messages_sent_at_once_are_answered_one_after_the_other(conversations: Conversations) -> None:
    id_ = await begun(conversations)
    texts = [f"c'est quoi New Nero ? {number}" for number in range(8)]
    await asyncio.gather(*(conversations.say(id_, text) for text in texts))
    _, *entries = await conversations.history(id_)
    assert [entry.sender for entry in entries] == ["visitor", "bot"] * 8
    assert [entry.body["text"] for entry in entries[::2]] == texts


async def test_one_conversation_does_not_hear_another(conversations: Conversations) -> None:
    mine, yours = await begun(conversations), await begun(conversations)
    await asyncio.gather(conversations.say(mine, "c'est quoi l'équipe mobile ?"), conversations.say(yours, "merci"))
    assert (await conversations.say(yours, "c'était où ?")).reply.outcome == "clarify"
    assert len(await conversations.history(mine)) == 3


async def test_a_choice_that_was_offered_can_be_tapped(conversations: Conversations) -> None:
    conversation, greeting = await conversations.begin("widget", "fr")
    choice = greeting.reply.choices[0]
    said = await conversations.choose(conversation.id, choice.value)
    assert said.reply.topics == (choice.value.removeprefix("topic:"),)
    _, tapped, _ = await conversations.history(conversation.id)
    assert tapped.body == {"text": choice.label, "choice": choice.value, "language": "fr"}


async def test_a_choice_of_an_earlier_answer_can_still_be_tapped(conversations: Conversations) -> None:
    conversation, greeting = await conversations.begin("widget", "fr")
    await conversations.say(conversation.id, "merci")
    assert await conversations.choose(conversation.id, greeting.reply.choices[-1].value)


@pytest.mark.parametrize("value", ["topic:evacuation_2023", "topic:nowhere", "talk:something_else", "", "/restart"])
async def test_a_choice_that_was_never_offered_is_refused(value: str, conversations: Conversations) -> None:
    id_ = await begun(conversations)
    with pytest.raises(UnknownChoiceError):
        await conversations.choose(id_, value)
    assert len(await conversations.history(id_)) == 1


async def test_a_choice_of_another_conversation_is_refused(conversations: Conversations) -> None:
    mine, yours = await begun(conversations), await begun(conversations)
    choice = (await conversations.say(mine, "c'est quoi les menaces ?")).reply.choices[0]
    with pytest.raises(UnknownChoiceError):
        await conversations.choose(yours, choice.value)


async def test_a_forgotten_conversation_is_gone(conversations: Conversations) -> None:
    id_ = await begun(conversations)
    await conversations.forget(id_)
    for going_on in (
        conversations.say(id_, "bonjour"),
        conversations.choose(id_, "topic:new_nero"),
        conversations.history(id_),
        conversations.rate(id_, "x", helpful=True),
        conversations.forget(id_),
    ):
        with pytest.raises(UnknownConversationError):
            await going_on


async def test_a_conversation_that_never_was_is_not_made_up(conversations: Conversations) -> None:
    with pytest.raises(UnknownConversationError):
        await conversations.say("nobody", "bonjour")


async def test_an_expired_conversation_is_gone(assistant: Assistant, store: SqliteStore) -> None:
    short_lived = Conversations(assistant, store, time_to_live=-1)
    id_ = await begun(short_lived)
    with pytest.raises(UnknownConversationError):
        await short_lived.say(id_, "bonjour")
    assert await short_lived.forget_expired() == 1


async def test_the_bots_message_can_be_rated(conversations: Conversations) -> None:
    id_ = await begun(conversations)
    said = await conversations.say(id_, "merci")
    assert await conversations.rate(id_, said.id, helpful=False)
    assert not await conversations.rate(id_, "nothing", helpful=True)


async def test_nothing_is_left_waiting_once_all_is_answered(conversations: Conversations) -> None:
    id_ = await begun(conversations)
    await asyncio.gather(*(conversations.say(id_, "merci") for _ in range(3)))
    with pytest.raises(UnknownChoiceError):
        await conversations.choose(id_, "topic:nowhere")
    assert conversations._locks == {}
