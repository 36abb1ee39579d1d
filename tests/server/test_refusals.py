"""What the API refuses, and how it says so; every response is held to the OpenAPI document, too."""

import json
import time
from typing import Any
from unittest import mock

import httpx
import pytest

from bot.server.tokens import Tokens
from tests.server.bodies import OPENED, TAKING, UNUSABLE_MESSAGES
from tests.server.documented import assert_problem
from tests.server.running import SECRET_KEY
from tests.server.visitor import CONVERSATIONS, FEEDBACK, MESSAGES, Visitor, bearer

QUESTION = "C’est quoi New Nero ?"
LARGEST = 8 * 1024
LONGEST = 500
UNREADABLE = {
    "nothing": b"",
    "nothing but a space": b" ",
    "half an object": b'{"text": "bonjour"',
    "two values": b'{"text": "bonjour"} {}',
    "single quotes": b"{'text': 'bonjour'}",
    "a word": b"bonjour",
    "a form": b"text=bonjour",
    "invalid UTF-8": b'{"text": "bonjour \xff"}',
    "Latin-1": '{"text": "été"}'.encode("latin-1"),
    "deep nesting": b"[" * 4000 + b"]" * 4000,
    "deep nesting in a value": b'{"text":' + b"[" * 3900 + b"]" * 3900 + b"}",
    "a number of thousands of digits": b'{"text": ' + b"9" * 5000 + b"}",
}


def test_a_text_of_exactly_500_characters_is_taken(visitor: Visitor) -> None:
    for character in ("a", "é", "語", "👍"):
        assert visitor.send({"text": character * LONGEST}).status_code == 200


def test_a_text_over_500_characters_is_refused(visitor: Visitor) -> None:
    assert "500" in assert_problem(visitor.send({"text": "a" * (LONGEST + 1)}), 422)["detail"]


@pytest.mark.parametrize(("path", "body"), TAKING, ids=[path for path, _ in TAKING])
def test_a_body_over_8_kib_is_refused(visitor: Visitor, path: str, body: dict[str, Any]) -> None:
    packed = json.dumps(body).encode()
    assert visitor.post(packed.ljust(LARGEST), path=path).status_code < 500
    assert visitor.post(packed.ljust(LARGEST), path=path).status_code != 413
    assert_problem(visitor.post(packed.ljust(LARGEST + 1), path=path), 413)
    assert_problem(visitor.post(packed.ljust(LARGEST * 20), path=path), 413)


def test_a_body_over_8_kib_of_unsaid_length_is_refused(http: httpx.Client, visitor: Visitor) -> None:
    chunks = (b" " * 1024 for _ in range(9))
    response = http.post(MESSAGES, content=chunks, headers=visitor.opens | {"Content-Type": "application/json"})
    assert_problem(response, 413)


@pytest.mark.parametrize(("method", "path", "body"), OPENED, ids=[f"{method} {path}" for method, path, _ in OPENED])
def test_only_a_good_token_opens_a_conversation(
    http: httpx.Client, visitor: Visitor, method: str, path: str, body: Any
) -> None:
    conversation = Tokens(SECRET_KEY, 60).read(visitor.token)
    with mock.patch("time.time", return_value=time.time() - 25 * 3600):
        expired = Tokens(SECRET_KEY, 60).issue(conversation)
    payload, issued, signature = visitor.token.split(".")
    refused: dict[str, dict[str, Any]] = {
        "missing": {},
        "empty": {"Authorization": ""},
        "no token": {"Authorization": "Bearer"},
        "a dot for a token": bearer("."),
        "another scheme": {"Authorization": f"Basic {visitor.token}"},
        "no scheme": {"Authorization": visitor.token},
        "made up": bearer("abc"),
        "not ASCII": {"Authorization": "Bearer é.é.é".encode()},
        "the conversation itself": bearer(conversation),
        "changed": bearer(f"{payload}.{issued}.{signature.swapcase()}"),
        "for another conversation": bearer(f"{payload[:-2]}AA.{issued}.{signature}"),
        "unsigned": bearer(payload),
        "very long": bearer("a" * 4000),
        "expired": bearer(expired),
        "foreign": bearer(Tokens("the secret of some other server, 0123456789", 60).issue(conversation)),
        "for a conversation that never was": bearer(Tokens(SECRET_KEY, 60).issue("0" * 32)),
    }
    for kind, header in refused.items():
        response = http.request(method, path, json=body, headers=header)
        assert response.status_code == 401, kind
        assert_problem(response, 401)
        assert response.headers["www-authenticate"].startswith("Bearer")
    assert visitor.history() == [visitor.greeting]


def test_the_scheme_of_a_token_may_be_written_in_any_case(http: httpx.Client, visitor: Visitor) -> None:
    assert http.get(MESSAGES, headers={"Authorization": f"bearer {visitor.token}"}).status_code == 200


@pytest.mark.parametrize("body", UNUSABLE_MESSAGES.values(), ids=UNUSABLE_MESSAGES.keys())
def test_a_message_that_cannot_be_used_is_refused_and_not_kept(visitor: Visitor, body: Any) -> None:
    assert_problem(visitor.post(json.dumps(body).encode()), 422)
    assert visitor.history() == [visitor.greeting]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"channel": "phone"},
        {"channel": None},
        {"channel": "api", "language": "it"},
        {"channel": "api", "language": 1},
        {"channel": "api", "id": "x"},
        [],
    ],
    ids=str,
)
def test_a_conversation_that_cannot_be_is_refused(http: httpx.Client, body: Any) -> None:
    assert_problem(http.post(CONVERSATIONS, json=body), 422)


@pytest.mark.parametrize(
    ("message_id", "helpful"),
    [(None, True), (3, True), ("", True), ("a" * 65, True), ("GREETING", "true"), ("GREETING", 1), ("GREETING", None)],
)
def test_a_rating_that_cannot_be_is_refused(visitor: Visitor, message_id: Any, helpful: Any) -> None:
    assert_problem(visitor.rate(visitor.greeting["id"] if message_id == "GREETING" else message_id, helpful), 422)


@pytest.mark.parametrize("path", [path for path, _ in TAKING])
@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_not_json_is_refused(visitor: Visitor, path: str, content: bytes) -> None:
    assert_problem(visitor.post(content, path=path), 400)


def test_of_a_key_given_twice_the_last_counts(visitor: Visitor) -> None:
    assert visitor.post('{"text": "bonjour", "text": "C’est quoi New Nero ?"}'.encode()).status_code == 200
    assert visitor.history()[1]["text"] == QUESTION


@pytest.mark.parametrize(("path", "body"), TAKING, ids=[path for path, _ in TAKING])
@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=a",
        "text/json",
        "*/*",
    ],
)
def test_a_content_type_that_is_not_json_is_refused(
    visitor: Visitor, path: str, body: dict[str, Any], content_type: str | None
) -> None:
    assert_problem(visitor.post(json.dumps(body).encode(), content_type, path), 415)


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON", "application/json ;charset=UTF-8"]
)
def test_json_may_be_said_to_be_so_in_several_ways(visitor: Visitor, content_type: str) -> None:
    assert visitor.post(b'{"text": "bonjour"}', content_type).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", MESSAGES, {"GET", "POST"}),
        ("PATCH", MESSAGES, {"GET", "POST"}),
        ("DELETE", MESSAGES, {"GET", "POST"}),
        ("GET", CONVERSATIONS, {"POST", "DELETE"}),
        ("PUT", CONVERSATIONS, {"POST", "DELETE"}),
        ("GET", FEEDBACK, {"POST"}),
        ("DELETE", FEEDBACK, {"POST"}),
        ("POST", "/api/v1/health/ready", {"GET"}),
        ("POST", "/api/v1/openapi.json", {"GET"}),
        ("POST", "/", {"GET"}),
    ],
)
def test_another_method_is_refused_with_those_that_are_taken(
    http: httpx.Client, method: str, path: str, allowed: set[str]
) -> None:
    response = http.request(method, path)
    assert_problem(response, 405)
    assert allowed <= {name.strip() for name in response.headers["allow"].split(",")}
    assert method not in response.headers["allow"]


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/api",
        "/api/v1",
        "/api/v2/messages",
        "/api/v1/messages/1",
        "/index.html",
        "/..%2f..%2fpyproject.toml",
        "/%00",
        "/é",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_address_is_told_so(http: httpx.Client, method: str, path: str) -> None:
    assert_problem(http.request(method, path), 404)
