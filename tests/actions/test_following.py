import pytest

from actions.following import follow
from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.question import Question
from bot.replies.reply import Reply
from bot.replies.typography import typeset

FOLLOW_UPS = ("follow_up", "more", "shorter", "repeat", "next", "previous")


def ask(intent: str, **entities: object) -> Question:
    return Question(intent, "fr", **entities)  # type: ignore[arg-type] # fields of Question


def followed(base: KnowledgeBase, question: Question, topic: str | None) -> Reply:
    reply = follow(base, question, topic)
    assert reply
    return reply


def short(base: KnowledgeBase, id_: str) -> str:
    return typeset(text_in(base.facts[id_].short, "fr"), "fr")


@pytest.mark.parametrize("intent", ["ask_new_nero", "greet", "compute_share", "out_of_scope", ""])
def test_a_question_of_its_own_is_no_follow_up(intent: str, base: KnowledgeBase) -> None:
    assert follow(base, ask(intent), "threats") is None


@pytest.mark.parametrize("intent", FOLLOW_UPS)
@pytest.mark.parametrize("topic", [None, "gone"])
def test_a_follow_up_to_nothing_is_asked_back(intent: str, topic: str | None, base: KnowledgeBase) -> None:
    reply = followed(base, ask(intent), topic)
    assert reply.outcome == "clarify"
    assert reply.choices


@pytest.mark.parametrize("intent", FOLLOW_UPS)
def test_every_topic_can_be_followed_up(intent: str, base: KnowledgeBase) -> None:
    for topic in (*base.facts, *base.unknowns):
        reply = followed(base, ask(intent), topic)
        assert 0 < len(reply.text) <= 620
        assert reply.outcome in ("answered", "out_of_scope")


def test_an_aspect_is_answered_of_the_last_topic(base: KnowledgeBase) -> None:
    reply = followed(base, ask("follow_up", aspects=("where",)), "mobile_team")
    assert reply.text.startswith("À Maradi")
    assert reply.topics == ("mobile_team",)


def test_what_the_follow_up_names_itself_counts_more_than_the_last_topic(base: KnowledgeBase) -> None:
    reply = followed(base, ask("follow_up", aspects=("when",), facts=("memorandum_2005",)), "mobile_team")
    assert reply.topics == ("memorandum_2005",)
    assert "2005" in reply.text


def test_now_of_the_last_topic_is_the_last_known_state(base: KnowledgeBase) -> None:
    assert followed(base, ask("follow_up", marks=frozenset({"now"})), "strength_on_site").outcome == "stale"


def test_next_and_previous_go_along_the_events(base: KnowledgeBase) -> None:
    assert followed(base, ask("next"), "agreement_2003").topics == ("memorandum_2005",)
    assert followed(base, ask("previous"), "memorandum_2005").topics == ("agreement_2003",)


@pytest.mark.parametrize(
    ("ordinal", "topic"), [("first", "cooperation_start"), ("third", "memorandum_2005"), ("last", "mobile_team")]
)
def test_the_nth_event_needs_no_topic_before(ordinal: str, topic: str, base: KnowledgeBase) -> None:
    assert followed(base, ask("nth", ordinals=(ordinal,)), None).topics == (topic,)


def test_the_nth_without_a_number_is_an_event(base: KnowledgeBase) -> None:
    assert followed(base, ask("nth"), None).outcome == "answered"


def test_more_tells_what_was_not_told(base: KnowledgeBase) -> None:
    for fact in base.facts.values():
        told = followed(base, ask("more"), fact.id)
        if fact.detail:
            assert typeset(text_in(fact.detail, "fr"), "fr") in told.text


def test_shorter_is_the_short_answer(base: KnowledgeBase) -> None:
    for id_ in base.facts:
        assert followed(base, ask("shorter"), id_).text == short(base, id_)


def test_repeat_says_it_again(base: KnowledgeBase) -> None:
    assert short(base, "new_nero") in followed(base, ask("repeat"), "new_nero").text


def test_a_tapped_topic_is_told(base: KnowledgeBase) -> None:
    assert followed(base, ask("choose", facts=("new_nero",)), "threats").topics == ("new_nero",)
    assert followed(base, ask("choose", unknowns=("cost",)), None).outcome == "out_of_scope"


def test_something_else_shows_where_to_begin(base: KnowledgeBase) -> None:
    for question in (ask("something_else"), ask("choose")):
        reply = followed(base, question, "new_nero")
        assert reply.outcome == "smalltalk"
        assert [choice.value for choice in reply.choices] == [f"topic:{id_}" for id_ in base.knowledge.starters]


@pytest.mark.parametrize(
    ("topic", "year", "told"),
    [("agreement_2003", 2005, "memorandum_2005"), ("memorandum_2005", 2017, "military_assistance_project")],
)
def test_another_year_moves_on_to_its_event(topic: str, year: int, told: str, base: KnowledgeBase) -> None:
    assert followed(base, ask("follow_up", years=(year,)), topic).topics[0] == told


def test_the_year_of_the_topic_itself_stays_with_it(base: KnowledgeBase) -> None:
    assert followed(base, ask("follow_up", years=(2003,)), "agreement_2003").topics == ("agreement_2003",)


@pytest.mark.parametrize(("topic", "mark", "years", "told"), [
    ("agreement_2003", "after", 2, "memorandum_2005"),
    ("memorandum_2005", "before", 2, "agreement_2003"),
    ("military_assistance_project", "after", 2, "mobile_team"),
])  # fmt: skip
def test_years_are_counted_from_the_last_topic(
    topic: str, mark: str, years: int, told: str, base: KnowledgeBase
) -> None:
    for intent in ("follow_up", "next", "previous", "ask_year"):
        question = ask(intent, marks=frozenset({mark}), spans=(years,), length=4)
        if intent in ("follow_up", "ask_year"):
            assert followed(base, question, topic).topics[0] == told


def test_what_lies_that_way_may_be_named_itself(base: KnowledgeBase) -> None:
    assert followed(base, ask("previous", facts=("agreement_2003",)), "memorandum_2005").topics == ("agreement_2003",)
    assert followed(base, ask("next", facts=("agreement_2003",)), "memorandum_2005").topics == ("memorandum_2005",)


def test_more_of_another_topic_is_that_topic(base: KnowledgeBase) -> None:
    reply = followed(base, ask("more", facts=("trafficking",)), "threats")
    assert reply.text.startswith(short(base, "trafficking"))


@pytest.mark.parametrize(
    ("topic", "figures", "negated", "told"),
    [
        ("strength_on_site", (), False, "strength_support"),
        ("strength_support", (), False, "strength_on_site"),
        ("strength_total", ("on_site",), True, "strength_support"),
    ],
)
def test_the_others_are_the_other_part_of_the_whole(
    topic: str, figures: tuple[str, ...], negated: bool, told: str, base: KnowledgeBase
) -> None:
    marks = frozenset({"others", "negated"} if negated else {"others"})
    assert followed(base, ask("follow_up", marks=marks, figures=figures), topic).topics[0] == told


def test_the_others_of_what_has_no_parts_are_nobody_in_particular(base: KnowledgeBase) -> None:
    assert followed(base, ask("follow_up", marks=frozenset({"others"})), "mobile_team").topics == ("mobile_team",)


def test_there_is_a_place_and_no_number_unless_one_is_asked(base: KnowledgeBase) -> None:
    assert followed(base, ask("follow_up", figures=("on_site",)), "mobile_team").topics[0] == "mobile_team"
    many = ask("follow_up", figures=("on_site",), aspects=("how_many",))
    assert followed(base, many, "mobile_team").topics[0] == "strength_on_site"


def test_the_last_one_after_the_list_of_events_is_the_last_event(base: KnowledgeBase) -> None:
    assert followed(base, ask("follow_up", ordinals=("last",)), "timeline").topics == ("mobile_team",)
