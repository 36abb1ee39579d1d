from datetime import date

import pytest

from actions.answering import reply_to
from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.question import Question
from bot.replies.typography import typeset


def ask(intent: str, **entities: object) -> Question:
    return Question(intent, "fr", **entities)  # type: ignore[arg-type] # fields of Question


@pytest.mark.parametrize(
    ("intent", "outcome"),
    [
        ("ask_new_nero", "answered"),
        ("ask_cost", "out_of_scope"),
        ("ask_last_known_state", "stale"),
        ("ask_year", "clarify"),
        ("compute_share", "answered"),
        ("compute_interval", "answered"),
        ("greet", "smalltalk"),
        ("help", "smalltalk"),
        ("opsec", "sensitive"),
        ("distress", "sensitive"),
        ("nonsense", "out_of_scope"),
        ("prompt_injection", "out_of_scope"),
        ("out_of_scope", "out_of_scope"),
        ("ask_something_forgotten", "out_of_scope"),
        ("", "out_of_scope"),
    ],
)
def test_every_kind_of_question_has_its_outcome(intent: str, outcome: str, base: KnowledgeBase) -> None:
    reply = reply_to(base, ask(intent), None)
    assert reply.outcome == outcome
    assert reply.text


def test_every_topic_gets_its_fact(base: KnowledgeBase) -> None:
    for fact in base.facts.values():
        if fact.id not in ("last_known_state", "year"):
            reply = reply_to(base, ask(f"ask_{fact.id}"), None)
            assert reply.outcome == "answered"
            assert reply.topics == (fact.id,)


def test_a_year_gets_its_events(base: KnowledgeBase) -> None:
    reply = reply_to(base, ask("ask_year", years=(2005,)), None)
    assert typeset(text_in(base.facts["memorandum_2005"].short, "fr"), "fr") in reply.text
    assert reply_to(base, ask("ask_year", years=(2040,)), None).outcome == "stale"


@pytest.mark.parametrize(
    ("what", "entities", "said"),
    [
        ("interval", {"years": (2000, 2017)}, "17 ans"),
        ("order", {"facts": ("new_nero", "agreement_2003")}, "2003"),
        ("event_count", {}, "5 étapes"),
        ("share", {"figures": ("on_site",)}, "31 %"),
        ("difference", {}, "±\u00a0120"),
        ("ratio", {}, "2,2"),
        ("sum", {}, "±\u00a0320"),
        ("average", {}, "±\u00a0131"),
    ],
)
def test_every_calculation_is_made(what: str, entities: dict, said: str, base: KnowledgeBase) -> None:
    reply = reply_to(base, ask(f"compute_{what}", **entities), None)
    assert said in reply.text.replace("\u202f%", " %")
    assert reply.sources


def test_since_counts_to_this_year(base: KnowledgeBase) -> None:
    reply = reply_to(base, ask("compute_interval", facts=("cooperation_start",), marks=frozenset({"now"})), None)
    assert f"{date.today().year - 2000} ans" in reply.text


def test_a_calculation_may_lean_on_the_last_topic(base: KnowledgeBase) -> None:
    reply = reply_to(base, ask("compute_interval", facts=("new_nero",)), "cooperation_start")
    assert "17 ans" in reply.text


def test_a_last_topic_that_is_no_fact_does_no_harm(base: KnowledgeBase) -> None:
    for topic in ("cost", "gone", ""):
        assert reply_to(base, ask("compute_order"), topic).text


@pytest.mark.parametrize(("mark", "told"), [("after", "military_assistance_project"), ("before", "agreement_2003")])
def test_what_came_right_before_or_after_a_year_is_the_event_beside_its_own(
    mark: str, told: str, base: KnowledgeBase
) -> None:
    reply = reply_to(base, Question("ask_year", "fr", years=(2005,), marks=frozenset({mark})), None)
    assert reply.topics == (told,)
