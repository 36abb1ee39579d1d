"""What is counted, for whom, and what is never in it."""

from collections.abc import Iterator

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.server.conftest import METRICS_TOKEN
from tests.server.documented import assert_problem
from tests.server.running import Server
from tests.server.visitor import Visitor, bearer, client


@pytest.fixture
def operator(watched: Server) -> Iterator[httpx.Client]:
    with client(watched) as operator:
        yield operator


def counts(operator: httpx.Client) -> dict[tuple[str, ...], float]:
    """The value of each series, by its name and labels."""
    response = operator.get("/metrics", headers=bearer(METRICS_TOKEN))
    assert response.status_code == 200
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def test_without_a_metrics_token_there_are_no_metrics(http: httpx.Client) -> None:
    assert_problem(http.get("/metrics"), 404)
    assert_problem(http.get("/metrics", headers=bearer("None")), 404)


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": METRICS_TOKEN},
        {"Authorization": "Bearer é".encode()},
        bearer("None"),
        bearer(METRICS_TOKEN[:-1]),
        bearer(METRICS_TOKEN + "a"),
    ],
    ids=str,
)
def test_nobody_else_sees_the_metrics(operator: httpx.Client, header: dict[str, str]) -> None:
    refused = operator.get("/metrics", headers=header)
    assert_problem(refused, 401)
    assert refused.headers["www-authenticate"].startswith("Bearer")


def test_a_visitors_token_does_not_open_the_metrics(operator: httpx.Client) -> None:
    assert_problem(operator.get("/metrics", headers=Visitor(operator).opens), 401)


def test_the_metrics_are_prometheus_text_that_is_not_cached(operator: httpx.Client) -> None:
    response = operator.get("/metrics", headers=bearer(METRICS_TOKEN))
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=")
    assert response.headers["cache-control"] == "no-store"


def test_counts_rise_with_what_happens(operator: httpx.Client) -> None:
    before = counts(operator)
    visitor = Visitor(operator, "kiosk")
    answer = visitor.say("C’est quoi New Nero ?")
    visitor.choose(answer["choices"][0]["value"])
    visitor.rate(answer["id"], True)
    visitor.rate(answer["id"], False)
    visitor.send({"text": ""})
    after = counts(operator)
    rose = {name: value - before.get(name, 0) for name, value in after.items()}
    assert rose["bot_conversations_total", "kiosk"] == 1
    assert rose["bot_messages_total", "fr", "answered"] == 2
    assert rose["bot_feedback_total", "true"] == rose["bot_feedback_total", "false"] == 1
    assert rose["bot_message_seconds_count",] == 2
    assert rose["bot_message_seconds_sum",] > 0
    assert rose["bot_http_responses_total", "POST", "201"] == 1
    assert rose["bot_http_responses_total", "POST", "422"] == 1


def test_no_visitor_can_make_new_series(operator: httpx.Client) -> None:
    counts(operator)
    operator.request("PROPFIND", "/nothing")
    before = counts(operator)
    for number in range(20):
        operator.request("PROPFIND", f"/nothing/{number}", headers={"User-Agent": f"agent {number}"})
    assert counts(operator).keys() == before.keys()


def test_nothing_that_was_said_is_in_the_metrics(operator: httpx.Client) -> None:
    marker = "tournesol-embouteillage"
    visitor = Visitor(operator)
    visitor.say(f"C’est quoi New Nero, {marker} ?")
    visitor.send({"choice": marker})
    visitor.rate(marker, True)
    operator.get(f"/{marker}")
    text = operator.get("/metrics", headers=bearer(METRICS_TOKEN)).text
    for secret in (marker, "New Nero", visitor.token, visitor.token.split(".")[0], METRICS_TOKEN, "127.0.0.1"):
        assert secret not in text
