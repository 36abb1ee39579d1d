import pytest

from bot.knowledge.base import KnowledgeBase
from bot.replies import talk
from bot.replies.choices import SOMETHING_ELSE
from bot.replies.typography import typeset
from tests.replies.asking import BORDERS, SENSITIVE, SMALL_TALK


def test_the_greeting_says_that_it_is_a_robot_and_offers_where_to_begin(base: KnowledgeBase) -> None:
    reply = talk.greeting(base, "fr")
    assert "robot" in reply.text
    assert [choice.value for choice in reply.choices] == [f"topic:{id_}" for id_ in base.knowledge.starters]


@pytest.mark.parametrize("kind", SMALL_TALK)
def test_small_talk_is_short_and_no_fact(kind: str, base: KnowledgeBase) -> None:
    reply = talk.small_talk(base, kind, "fr")
    assert reply.outcome == "smalltalk"
    assert len(reply.text) <= 300
    assert reply.sources == ()


def test_nobody_is_led_to_believe_that_a_person_answers(base: KnowledgeBase) -> None:
    assert "pas une personne" in talk.small_talk(base, "who_are_you", "fr").text


@pytest.mark.parametrize("kind", BORDERS)
def test_a_border_says_what_can_be_asked_instead(kind: str, base: KnowledgeBase) -> None:
    reply = talk.out_of_scope(base, kind, "fr")
    assert reply.outcome == "out_of_scope"
    assert 1 <= len(reply.choices) <= 3


@pytest.mark.parametrize("kind", SENSITIVE)
def test_what_is_sensitive_is_met_with_care_and_no_fact(kind: str, base: KnowledgeBase) -> None:
    reply = talk.sensitive(base, kind, "fr")
    assert reply.outcome == "sensitive"
    assert reply.sources == ()


def test_who_is_in_distress_gets_help_and_nothing_to_tap(base: KnowledgeBase) -> None:
    reply = talk.sensitive(base, "distress", "fr")
    assert reply.choices == ()
    for line in base.knowledge.helplines:
        assert (typeset(line.number, "fr") in reply.text) == ("fr" in line.languages)


def test_who_worries_about_a_relative_is_told_where_to_ask(base: KnowledgeBase) -> None:
    reply = talk.sensitive(base, "worried_relative", "fr")
    assert "mil.be" in reply.text
    assert reply.choices == ()


def test_two_topics_and_a_way_out_are_offered_where_it_is_unclear(base: KnowledgeBase) -> None:
    values = [choice.value for choice in talk.clarify(base, ["new_nero", "mobile_team", "threats"], "fr").choices]
    assert values == ["topic:new_nero", "topic:mobile_team", SOMETHING_ELSE]


def test_a_follow_up_to_nothing_is_asked_back(base: KnowledgeBase) -> None:
    reply = talk.nothing_before(base, "fr")
    assert reply.outcome == "clarify"
    assert reply.choices
