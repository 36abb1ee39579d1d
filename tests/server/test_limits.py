from hypothesis import given
from hypothesis import strategies as st

from bot.server.limits import CALLERS, RateLimit


def test_a_caller_may_call_so_often_and_then_waits() -> None:
    limit = RateLimit(per_minute=3)
    assert [limit.wait("a", now=0) for _ in range(4)] == [0, 0, 0, 20]


def test_callers_do_not_count_for_each_other() -> None:
    limit = RateLimit(per_minute=1)
    assert limit.wait("a", now=0) == 0
    assert limit.wait("b", now=0) == 0


def test_who_waits_as_long_as_told_may_call_again() -> None:
    limit = RateLimit(per_minute=1)
    limit.wait("a", now=0)
    wait = limit.wait("a", now=0)
    assert limit.wait("a", now=wait) == 0


def test_only_so_many_callers_are_remembered() -> None:
    limit = RateLimit(per_minute=1)
    for number in range(CALLERS + 5):
        limit.wait(str(number), now=0)
    assert len(limit._buckets) == CALLERS


@given(st.lists(st.floats(0, 10), max_size=60))
def test_no_pattern_of_calls_gets_more_than_the_limit(pauses: list[float]) -> None:
    limit, now, allowed = RateLimit(per_minute=10), 0.0, 0
    for pause in pauses:
        now += pause
        allowed += limit.wait("a", now) == 0
    assert allowed <= 10 + now * 10 / 60
