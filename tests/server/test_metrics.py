"""Counts for the operator, and no word of a visitor."""

from pathlib import Path

import httpx

from tests.server.conftest import METRICS_TOKEN
from tests.server.running import Server, Visitor


def counts(server: Server) -> str:
    answer = httpx.get(f"{server.address}/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"})
    answer.raise_for_status()
    return answer.text


def value(text: str, start: str) -> float:
    return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(start))


def test_metrics_are_for_the_holder_of_the_token(server: Server) -> None:
    assert httpx.get(f"{server.address}/metrics").status_code == 401
    assert httpx.get(f"{server.address}/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_without_a_token_there_are_no_metrics(model: Path, tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        assert httpx.get(f"{server.address}/metrics").status_code == 404


def test_messages_are_counted_and_never_quoted(server: Server, visitor: Visitor) -> None:
    before = value(counts(server), "bot_messages_total")
    visitor.say("combien de soldats xylophone ?")
    after = counts(server)
    assert value(after, "bot_messages_total") == before + 1
    assert 'outcome="' in after
    assert "bot_message_seconds_bucket" in after
    assert "xylophone" not in after
    assert visitor.token not in after
