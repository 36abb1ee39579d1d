import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.claims import TOLERANCE, agrees, numbers_agree, years_agree
from bot.knowledge.dates import PartialDate
from bot.knowledge.question import Bound
from bot.knowledge.schema import Fact, Quantity


def fact(date: str | None = None, until: str | None = None, also: tuple[str, ...] = (), **numbers: Quantity) -> Fact:
    return Fact(
        id="x", title="x", short="x", sources=["s"], numbers=numbers,
        date=PartialDate.parse(date) if date else None,
        until=PartialDate.parse(until) if until else None,
        also=[PartialDate.parse(day) for day in also],
    )  # fmt: skip


def soldiers(value: float, approx: bool = False) -> Quantity:
    return Quantity(value=value, unit="soldiers", approx=approx)


@pytest.mark.parametrize(("years", "agreed"), [([2017], True), ([2016], False), ([2016, 2017], False), ([], None)])
def test_a_year_is_right_or_wrong_or_not_given(years: list[int], agreed: bool | None) -> None:
    assert years_agree(fact("2017-02"), years) is agreed


def test_nothing_can_be_said_of_the_year_of_what_has_no_date() -> None:
    assert years_agree(fact(), [2017]) is None


@pytest.mark.parametrize(("year", "agreed"), [(2018, False), (2019, True), (2020, True), (2021, True), (2022, False)])
def test_every_year_of_a_period_is_right(year: int, agreed: bool) -> None:
    assert years_agree(fact("2019-09", until="2021-10"), [year]) is agreed


def test_a_lesser_date_of_a_fact_is_no_mistake() -> None:
    assert years_agree(fact("2017", also=("2019-09-02",)), [2019]) is None
    assert years_agree(fact("2017", also=("2019-09-02",)), [2017, 2019]) is True
    assert years_agree(fact("2017", also=("2019-09-02",)), [2015, 2019]) is False


def test_a_number_is_held_against_the_main_numbers() -> None:
    both = fact(total=soldiers(320), lesser=soldiers(41))
    assert numbers_agree(both, ["total"], [320]) is True
    assert numbers_agree(both, ["total"], [41]) is False
    assert numbers_agree(both, [], [41]) is True
    assert numbers_agree(both, ["total"], []) is None
    assert numbers_agree(fact(), [], [41]) is None


@given(st.integers(100, 5000))
def test_near_is_right_only_where_the_source_says_about(value: int) -> None:
    near, far = int(value * (1 + TOLERANCE / 2)), int(value * (1 + TOLERANCE * 3)) + 1
    about, exact = fact(n=soldiers(value, approx=True)), fact(n=soldiers(value))
    assert numbers_agree(about, [], [near]) is True
    assert numbers_agree(about, [], [far]) is False
    assert numbers_agree(exact, [], [value]) is True
    assert numbers_agree(exact, [], [value + 1]) is False


def test_all_that_is_supposed_must_be_right() -> None:
    team = fact("2019", total=soldiers(320))
    assert agrees(team, [], [2019], [320]) is True
    assert agrees(team, [], [2019], [500]) is False
    assert agrees(team, [], [2018], [320]) is False
    assert agrees(team, [], [], []) is None


@pytest.mark.parametrize(
    ("topic", "years", "numbers", "agreed"),
    [
        ("new_nero", [2017], [], True),
        ("new_nero", [2015], [], False),
        ("strength_total", [], [320], True),
        ("strength_total", [], [500], False),
        ("strength_on_site", [], [100], True),
        ("strength_on_site", [], [220], False),
        ("units_trained", [], [12], True),
        ("units_trained", [], [1600], True),
        ("units_trained", [], [2000], False),
        ("cooperation_start", [1998], [], False),
        ("memorandum_2005", [2005], [], True),
    ],
)
def test_what_visitors_suppose_of_the_mission_is_judged(
    topic: str, years: list[int], numbers: list[int], agreed: bool, base: KnowledgeBase
) -> None:
    asked = base.facts[topic]
    assert agrees(asked, base.main_numbers(asked), years, numbers) is agreed


@pytest.mark.parametrize(("bound", "number", "agreed"), [
    ("above", 1000, True), ("above", 1575, False), ("above", 2000, False),
    ("below", 2000, True), ("below", 1575, False), ("below", 1000, False),
])  # fmt: skip
def test_a_number_may_be_supposed_above_or_below(bound: Bound, number: int, agreed: bool) -> None:
    assert agrees(fact(people=soldiers(1575, approx=True)), [], [], [number], (bound,)) is agreed
