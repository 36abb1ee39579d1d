import pytest
from rasa_sdk import Tracker

from actions.understanding import close_topics, language_of, questions, topic_of
from bot.knowledge.question import Question
from tests.actions.trackers import asked, tracker, tracker_state


def question(intent: str = "ask_new_nero", text: str = "", **entities: object) -> Question:
    (read,) = questions(tracker(asked(intent, text, **entities)))
    return read


def test_a_question_holds_what_was_named_in_order_and_once() -> None:
    read = question(
        fact=["new_nero", "mobile_team", "new_nero"], place="maradi", year=[2017, 2019], number=320, aspect="when"
    )
    assert read.facts == ("new_nero", "mobile_team")
    assert read.places == ("maradi",)
    assert read.years == (2017, 2019)
    assert read.numbers == (320,)
    assert read.aspects == ("when",)
    assert read.language == "fr"


def test_every_kind_of_entity_has_its_place() -> None:
    read = question(
        unknown="cost", figure="total", actor="belgium", mark=["now", "yes_no"], ordinal="first", share="half"
    )
    assert (read.unknowns, read.figures, read.actors) == (("cost",), ("total",), ("belgium",))
    assert (read.ordinals, read.shares) == (("first",), ("half",))
    assert read.marks == {"now", "yes_no"}


@pytest.mark.parametrize(
    ("text", "entities", "polar"),
    [
        ("Est-ce que c'était en 2017", {"mark": "yes_no"}, True),
        ("Il y a un accord", {"mark": "existence"}, True),
        ("C'était en 2017 ?", {"year": 2017}, True),
        ("Quelle opération ?", {"mark": "open"}, False),
        ("Quand ?", {"aspect": "when"}, False),
        ("New Nero", {}, False),
    ],
)
def test_yes_or_no_is_expected_where_it_is_asked(text: str, entities: dict, polar: bool) -> None:
    assert question(text=text, **entities).polar is polar


def test_at_least_one_question_is_read_and_at_most_three() -> None:
    many = [asked(f"ask_{topic}") for topic in ("new_nero", "threats", "piracy", "migration", "refugees")]
    assert [read.intent for read in questions(tracker(*many))] == ["ask_new_nero", "ask_threats", "ask_piracy"]


def test_a_message_of_another_parser_is_one_question() -> None:
    state = tracker_state(asked("ask_new_nero", "New Nero ?", aspect="when"))
    del state["latest_message"]["questions"]
    (read,) = questions(Tracker.from_dict(state))
    assert (read.intent, read.aspects) == ("ask_new_nero", ("when",))


def test_a_message_in_which_nothing_was_understood_is_one_question_about_nothing() -> None:
    state = tracker_state(asked("x"))
    state["latest_message"] = {}
    (read,) = questions(Tracker.from_dict(state))
    assert (read.intent, read.facts) == ("", ())


def test_a_conversation_without_a_language_is_french() -> None:
    assert language_of(tracker(asked("greet"), language=None)) == "fr"
    assert language_of(tracker(asked("greet"), language="nl")) == "nl"


def test_the_close_topics_are_those_of_the_ranking_in_order() -> None:
    unclear = asked("unclear", ranking=("ask_threats", "greet", "ask_piracy"))
    assert close_topics(tracker(unclear)) == ["threats", "piracy"]


def test_only_intents_that_ask_have_a_topic() -> None:
    assert topic_of("ask_new_nero") == "new_nero"
    assert topic_of("greet") is None
