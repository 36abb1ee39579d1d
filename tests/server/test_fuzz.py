"""Ten thousand bodies that nobody expected: none makes the server fail."""

import json

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.running import Server, Visitor

BODIES = 10_000
EXPECTED = {
    "conversations": {201, 400, 413, 415, 422, 429},
    "messages": {200, 400, 413, 415, 422},
    "feedback": {204, 400, 413, 415, 422},
}

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
nearly_right = st.fixed_dictionaries(
    {},
    optional={
        "text": st.text(max_size=520) | anything,
        "choice": st.sampled_from(["topic:new_nero", "topic:nothing", "talk:something_else"]) | st.text(max_size=120),
        "channel": st.sampled_from(["widget", "kiosk", "api"]) | anything,
        "language": st.sampled_from(["fr", "nl", "xx"]) | anything,
        "message_id": st.text(max_size=70) | anything,
        "helpful": st.booleans() | anything,
    },
)
typed = st.fixed_dictionaries({"text": st.text(min_size=1, max_size=500)})
bodies = st.one_of(
    st.binary(max_size=600),
    anything.map(lambda value: json.dumps(value).encode()),
    nearly_right.map(lambda value: json.dumps(value).encode()),
    nearly_right.map(lambda value: json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")),
    typed.map(lambda value: json.dumps(value).encode()),
)


@pytest.mark.parametrize(("call", "share"), [("messages", 0.5), ("conversations", 0.25), ("feedback", 0.25)])
def test_no_body_makes_the_server_fail(server: Server, call: str, share: float) -> None:
    visitor = Visitor(server.address)

    @settings(
        max_examples=int(BODIES * share), deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(bodies)
    def send(body: bytes) -> None:
        answer = visitor.http.post(f"/{call}", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in EXPECTED[call], (answer.status_code, body)

    send()


@settings(max_examples=200, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=300))
def test_no_token_makes_the_server_fail(server: Server, token: str) -> None:
    answer = httpx.get(f"{server.address}/api/v1/messages", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
