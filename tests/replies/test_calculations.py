import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loading import load
from bot.replies import calculations
from tests.replies.asking import ask, figures_in, first_number, with_number

REAL = load()


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


def test_a_sum_after_people_trained_is_theirs(base: KnowledgeBase) -> None:
    told = calculations.total(base, ask(), base.facts["units_trained"])
    assert "units_trained" in told.topics
    both = calculations.total(base, ask(figures=("on_site", "support", "units")), None)
    assert set(both.topics) >= {"units_trained", "strength_on_site", "strength_support"}


def test_a_part_of_its_whole_is_a_share_not_a_multiple(base: KnowledgeBase) -> None:
    assert first_number(calculations.ratio(base, ask(figures=("on_site", "total")))) == 31


def test_most_of_them_in_no_particular_place_is_the_larger_part(base: KnowledgeBase) -> None:
    assert first_number(calculations.share(base, ask(shares=("most",)))) == 69
