import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.loading import load
from bot.replies import calculations
from bot.replies.reply import Reply
from bot.replies.typography import typeset
from tests.replies.asking import TODAY, ask, figures_in, with_date, with_number

REAL = load()


def first_number(reply: Reply) -> float:
    return figures_in(reply.text)[0]


def title(base: KnowledgeBase, id_: str) -> str:
    return typeset(text_in(base.facts[id_].title, "fr"), "fr")


@pytest.mark.parametrize(
    ("one", "other", "years"),
    [
        ("cooperation_start", "new_nero", 17),
        ("cooperation_start", "memorandum_2005", 5),
        ("agreement_2003", "memorandum_2005", 2),
        ("memorandum_2005", "new_nero", 12),
        ("new_nero", "mobile_team", 2),
        ("cooperation_start", "mobile_team", 19),
        ("mobile_team", "suspension_2023", 4),
    ],
)
def test_years_between_two_events_are_counted_in_either_order(
    one: str, other: str, years: int, base: KnowledgeBase
) -> None:
    for facts in ((one, other), (other, one)):
        reply = calculations.interval(base, ask(facts=facts), TODAY, None)
        assert first_number(reply) == years
        assert title(base, one) in reply.text
        assert title(base, other) in reply.text
        assert set(reply.topics) == {one, other}


def test_years_stand_for_the_events_of_the_page(base: KnowledgeBase) -> None:
    assert first_number(calculations.interval(base, ask(years=(2000, 2017)), TODAY, None)) == 17
    assert first_number(calculations.interval(base, ask(facts=("new_nero",), years=(2000,)), TODAY, None)) == 17


def test_the_last_topic_is_the_other_event(base: KnowledgeBase) -> None:
    reply = calculations.interval(base, ask(facts=("new_nero",)), TODAY, base.facts["mobile_team"])
    assert first_number(reply) == 2


def test_since_an_event_counts_to_today(base: KnowledgeBase) -> None:
    reply = calculations.interval(
        base, ask(facts=("cooperation_start",), marks=frozenset({"now"})), TODAY, base.facts["new_nero"]
    )
    assert first_number(reply) == TODAY.year - 2000
    assert str(TODAY.year) in reply.text


def test_without_events_the_years_count_from_the_beginning_to_today(base: KnowledgeBase) -> None:
    reply = calculations.interval(base, ask(), TODAY, None)
    assert first_number(reply) == TODAY.year - 2000


@given(st.integers(2001, 2016))
def test_an_interval_follows_the_dates_of_the_file(year: int) -> None:
    changed = with_date(REAL, "memorandum_2005", str(year))
    reply = calculations.interval(changed, ask(facts=("memorandum_2005", "new_nero")), TODAY, None)
    assert figures_in(reply.text)[:2] == [2017 - year, year]


@given(st.integers(1, 300), st.integers(301, 5000))
def test_a_share_follows_the_numbers_of_the_file(part: int, whole: int) -> None:
    changed = with_number(with_number(REAL, "on_site", part), "total", whole)
    reply = calculations.share(changed, ask(figures=("on_site",)))
    assert figures_in(reply.text)[0] == round(100 * part / whole)
    assert {part, whole} <= set(figures_in(reply.text))


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_difference_follows_the_numbers_of_the_file(one: int, other: int) -> None:
    changed = with_number(with_number(REAL, "on_site", one), "support", other)
    for figures in (("on_site", "support"), ("support", "on_site")):
        numbers = figures_in(calculations.difference(changed, ask(figures=figures)).text)[:3]
        assert numbers == [abs(one - other), max(one, other), min(one, other)]


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_ratio_is_of_the_larger_to_the_smaller(one: int, other: int) -> None:
    changed = with_number(with_number(REAL, "on_site", one), "support", other)
    ratio, larger, smaller = figures_in(calculations.ratio(changed, ask(figures=("on_site", "support"))).text)[:3]
    assert (larger, smaller) == (max(one, other), min(one, other))
    assert ratio == pytest.approx(larger / smaller, abs=0.051)


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_sum_follows_the_numbers_of_the_file(one: int, other: int) -> None:
    changed = with_number(with_number(REAL, "on_site", one), "support", other)
    assert figures_in(calculations.total(changed, ask(), None).text)[:3] == [one + other, one, other]


@given(st.integers(1, 100_000), st.integers(1, 100))
def test_an_average_follows_the_numbers_of_the_file(people: int, units: int) -> None:
    changed = with_number(with_number(REAL, "people", people), "units", units, approx=False)
    numbers = figures_in(calculations.average(changed, ask()).text)
    assert numbers == [round(people / units), people, units]


def test_the_numbers_of_the_page_give_the_known_results(base: KnowledgeBase) -> None:
    assert first_number(calculations.share(base, ask(figures=("on_site",)))) == 31
    assert first_number(calculations.share(base, ask(figures=("support",)))) == 69
    assert first_number(calculations.difference(base, ask())) == 120
    assert first_number(calculations.ratio(base, ask())) == 2.2
    assert first_number(calculations.total(base, ask(), None)) == 320
    assert first_number(calculations.average(base, ask())) == 131
    assert first_number(calculations.count(base, ask())) == 5


def test_about_in_gives_about_out(base: KnowledgeBase) -> None:
    assert "±" in calculations.difference(base, ask()).text
    exact = with_number(with_number(base, "on_site", 100, approx=False), "support", 220, approx=False)
    assert "±" not in calculations.difference(exact, ask()).text.partition(".")[0]
    assert "Environ" not in calculations.share(with_number(exact, "total", 320, approx=False), ask()).text


@pytest.mark.parametrize(
    ("figure", "supposed", "verdict"),
    [
        ("on_site", "third", "Oui."), ("on_site", "half", "Non."), ("on_site", "all", "Non."), ("on_site", "most", "Non."),
        ("support", "most", "Oui."), ("support", "two_thirds", "Oui."), ("support", "half", "Non."),
        ("support", "quarter", "Non."),
    ],
)  # fmt: skip
def test_a_share_that_is_supposed_is_judged_first(
    figure: str, supposed: str, verdict: str, base: KnowledgeBase
) -> None:
    assert calculations.share(base, ask(figures=(figure,), shares=(supposed,))).text.startswith(verdict)


def test_a_judged_share_follows_the_file(base: KnowledgeBase) -> None:
    all_of_them = with_number(base, "on_site", 320)
    assert calculations.share(all_of_them, ask(figures=("on_site",), shares=("all",))).text.startswith("Oui.")


@given(st.integers(1, 320))
def test_every_share_has_a_name_in_words(part: int) -> None:
    text = calculations.share(with_number(REAL, "on_site", part), ask(figures=("on_site",))).text
    assert "soit" in text


def test_events_are_counted_within_the_years_that_are_named(base: KnowledgeBase) -> None:
    assert first_number(calculations.count(base, ask(years=(2000, 2005)))) == 3
    assert first_number(calculations.count(base, ask(years=(2017, 2000)))) == 4
    for event in base.timeline:
        assert title(base, event.id) in calculations.count(base, ask()).text


def test_the_count_follows_the_dates_of_the_file(base: KnowledgeBase) -> None:
    earlier = with_date(base, "mobile_team", "2004")
    assert first_number(calculations.count(earlier, ask(years=(2000, 2005)))) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [("cooperation_start", "agreement_2003"), ("agreement_2003", "memorandum_2005"), ("memorandum_2005", "new_nero")],
)
def test_the_older_of_two_comes_first(one: str, other: str, base: KnowledgeBase) -> None:
    for facts in ((one, other), (other, one)):
        text = calculations.older(base, ask(facts=facts), None).text
        assert 0 <= text.index(title(base, one)) < text.index(title(base, other))


def test_which_is_older_follows_the_dates_of_the_file(base: KnowledgeBase) -> None:
    swapped = with_date(base, "agreement_2003", "2006")
    text = calculations.older(swapped, ask(facts=("agreement_2003", "memorandum_2005")), None).text
    assert text.index(title(base, "memorandum_2005")) < text.index(title(base, "agreement_2003"))


def test_two_events_of_one_year_are_said_to_be_so(base: KnowledgeBase) -> None:
    text = calculations.older(base, ask(facts=("new_nero", "military_assistance_project")), None).text
    assert "2017" in text
    assert "Le plus ancien" not in text


def test_before_and_after_are_told_of_the_event_that_is_named(base: KnowledgeBase) -> None:
    before = calculations.older(base, ask(facts=("memorandum_2005",), marks=frozenset({"before"})), None)
    after = calculations.older(
        base, ask(facts=("memorandum_2005",), marks=frozenset({"after"})), base.facts["mobile_team"]
    )
    assert before.topics == ("agreement_2003",)
    assert after.topics == ("military_assistance_project",)
    assert title(base, "memorandum_2005") in before.text


def test_what_comes_beside_an_event_is_told_with_its_date(base: KnowledgeBase) -> None:
    for one, other in zip(base.timeline, base.timeline[1:], strict=False):
        after = calculations.beside(base, one, 1, "fr")
        before = calculations.beside(base, other, -1, "fr")
        assert (after.topics, before.topics) == ((other.id,), (one.id,))
        assert str(other.date) in after.text
        assert str(one.date) in before.text


def test_after_the_pages_last_event_comes_what_followed(base: KnowledgeBase) -> None:
    assert calculations.beside(base, base.timeline[-1], 1, "fr").topics == (base.later[0].id,)


def test_there_is_nothing_before_the_first_and_after_the_last(base: KnowledgeBase) -> None:
    assert "première étape" in calculations.beside(base, base.timeline[0], -1, "fr").text
    assert "dernière étape" in calculations.beside(base, base.later[-1], 1, "fr").text


@pytest.mark.parametrize(
    ("ordinal", "place"), [("first", 0), ("second", 1), ("third", 2), ("fourth", 3), ("fifth", 4), ("last", 4)]
)
def test_the_events_of_the_page_can_be_asked_for_by_their_place(ordinal: str, place: int, base: KnowledgeBase) -> None:
    reply = calculations.nth(base, ordinal, "fr")
    assert reply.topics == (base.timeline[place].id,)
    assert title(base, base.timeline[place].id) in reply.text


def test_a_place_follows_the_timeline_of_the_file(base: KnowledgeBase) -> None:
    shorter = KnowledgeBase(base.knowledge.model_copy(update={"timeline": base.knowledge.timeline[:3]}))
    assert calculations.nth(shorter, "last", "fr").topics == ("memorandum_2005",)
    assert first_number(calculations.count(shorter, ask())) == 3
    assert first_number(calculations.nth(shorter, "fifth", "fr")) == 3


def test_every_result_has_the_sources_of_its_operands(base: KnowledgeBase) -> None:
    reply = calculations.interval(base, ask(facts=("cooperation_start", "suspension_2023")), TODAY, None)
    expected = {
        source.url for id_ in ("cooperation_start", "suspension_2023") for source in base.sources_of(base.facts[id_])
    }
    assert {note.url for note in reply.sources} == expected


def test_what_lies_between_two_events_is_told(base: KnowledgeBase) -> None:
    asked = ask(facts=("memorandum_2005", "mobile_team"), marks=frozenset({"between"}))
    assert calculations.older(base, asked, None).topics == ("military_assistance_project",)


def test_until_an_event_counts_from_the_first(base: KnowledgeBase) -> None:
    asked = ask(facts=("mobile_team",), marks=frozenset({"until"}))
    assert first_number(calculations.interval(base, asked, TODAY, None)) == 19


def test_a_sum_after_people_trained_is_theirs(base: KnowledgeBase) -> None:
    told = calculations.total(base, ask(), base.facts["units_trained"])
    assert "units_trained" in told.topics
    both = calculations.total(base, ask(figures=("on_site", "support", "units")), None)
    assert set(both.topics) >= {"units_trained", "strength_on_site", "strength_support"}


def test_a_part_of_its_whole_is_a_share_not_a_multiple(base: KnowledgeBase) -> None:
    assert first_number(calculations.ratio(base, ask(figures=("on_site", "total")))) == 31


def test_most_of_them_in_no_particular_place_is_the_larger_part(base: KnowledgeBase) -> None:
    assert first_number(calculations.share(base, ask(shares=("most",)))) == 69
