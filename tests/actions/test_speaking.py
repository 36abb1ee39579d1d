from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking import joined, speak
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.question import Question
from bot.replies import answers, talk
from bot.replies.reply import Reply


def answer(base: KnowledgeBase, topic: str) -> Reply:
    return answers.answer(base, topic, Question("", "fr"))


def test_one_reply_is_spoken_as_it_is(base: KnowledgeBase) -> None:
    reply, dispatcher = answer(base, "new_nero"), CollectingDispatcher()
    assert speak(dispatcher, [reply]) == [SlotSet("language", "fr"), SlotSet("topic", "new_nero")]
    (message,) = dispatcher.messages
    assert message["text"] == reply.text
    assert Reply.from_dict(message["custom"]) == reply


def test_small_talk_leaves_the_topic_as_it_is(base: KnowledgeBase) -> None:
    dispatcher = CollectingDispatcher()
    assert speak(dispatcher, [talk.small_talk(base, "thank", "fr")]) == [SlotSet("language", "fr")]
    assert dispatcher.messages[0]["text"]


def test_two_answers_are_one_message_with_all_sources(base: KnowledgeBase) -> None:
    one, other = answer(base, "new_nero"), answer(base, "units_trained")
    both = joined([one, other])
    assert both.text == f"{one.text}\n\n{other.text}"
    assert both.topics == (*one.topics, *other.topics)
    assert set(both.sources) == {*one.sources, *other.sources}
    assert len(both.sources) == len(set(both.sources))
    assert len(both.choices) <= 3


def test_what_is_told_is_not_offered(base: KnowledgeBase) -> None:
    for topics in (("strength_total", "strength_on_site"), ("strength_on_site", "strength_total")):
        both = joined([answer(base, topic) for topic in topics])
        assert not {choice.value for choice in both.choices} & {f"topic:{topic}" for topic in both.topics}


def test_the_same_answer_twice_is_said_once(base: KnowledgeBase) -> None:
    reply = answer(base, "new_nero")
    assert joined([reply, reply]).text == reply.text


def test_an_answer_beside_an_unknown_is_an_answer(base: KnowledgeBase) -> None:
    assert joined([answer(base, "cost"), answer(base, "new_nero")]).outcome == "answered"
    assert joined([answer(base, "new_nero"), answer(base, "cost")]).outcome == "answered"
    assert joined([answer(base, "cost"), answer(base, "pay")]).outcome == "out_of_scope"
