"""The HTTP API as its callers meet it."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.server.running import Server, Visitor


def refused(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in answer.text
    assert ".py" not in answer.text
    return problem


def test_a_conversation_begins_with_a_greeting_that_says_it_is_a_bot(visitor: Visitor) -> None:
    assert visitor.begun.status_code == 201
    assert visitor.begun.json()["language"] == "fr"
    assert "robot" in visitor.greeting["text"]
    assert visitor.greeting["outcome"] == "smalltalk"
    assert visitor.greeting["choices"]


def test_no_language_means_the_first_one(server: Server) -> None:
    answer = httpx.post(f"{server.address}/api/v1/conversations", json={"channel": "widget", "language": None})
    assert answer.json()["language"] == "fr"


def test_a_question_is_answered_with_its_source_and_date(visitor: Visitor) -> None:
    message = visitor.say("c koi new nero ?")
    assert message["outcome"] == "answered"
    assert "2017" in message["text"]
    assert message["topics"] == ["new_nero"]
    assert all(source["url"].startswith("http") and source["publisher"] for source in message["sources"])
    assert all(set(source) == {"title", "publisher", "url", "date", "confidence"} for source in message["sources"])
    assert message["language"] == "fr"


def test_an_offered_choice_is_answered(visitor: Visitor) -> None:
    choice = visitor.greeting["choices"][0]
    assert visitor.choose(choice["value"])["outcome"] in ("answered", "stale")
    assert visitor.history()[1]["text"] == choice["label"]


def test_the_history_shows_both_sides_in_order(visitor: Visitor) -> None:
    answer = visitor.say("Qui est André Flahaut ?")
    shown = visitor.history()
    assert [message["sender"] for message in shown] == ["bot", "visitor", "bot"]
    assert shown[1]["text"] == "Qui est André Flahaut ?"
    assert shown[2] == answer | {"sender": "bot"}


def test_an_answer_can_be_rated(visitor: Visitor) -> None:
    answer = visitor.say("quand a commencé la coopération")
    body = {"message_id": answer["id"], "helpful": True}
    assert visitor.http.post("/feedback", json=body).status_code == 204
    refused(visitor.http.post("/feedback", json=body | {"message_id": "another"}), 422)


def test_nothing_is_left_of_a_forgotten_conversation(visitor: Visitor) -> None:
    visitor.say("merci")
    assert visitor.http.delete("/conversations").status_code == 204
    refused(visitor.http.get("/messages"), 401)
    refused(visitor.http.post("/messages", json={"text": "encore moi"}), 401)
    refused(visitor.http.delete("/conversations"), 401)


def test_two_visitors_do_not_see_each_other(server: Server) -> None:
    one, other = Visitor(server.address), Visitor(server.address)
    one.say("c'est quoi le protocole d'accord ?")
    assert len(other.history()) == 1
    assert "protocole" not in other.say("c'était quand ?")["text"].lower()


@pytest.mark.parametrize("text", ["/restart", "/session_start", '/choose{"fact": "new_nero"}', "/ask_new_nero", "/"])
def test_a_command_is_only_text(visitor: Visitor, text: str) -> None:
    visitor.say("c'est quoi le protocole d'accord ?")
    answer = visitor.say(text)
    assert answer["outcome"] in ("out_of_scope", "clarify", "smalltalk", "answered")
    assert "2005" in visitor.say("c'était quand ?")["text"] or answer["topics"]
    assert len(visitor.history()) == 7


def test_messages_sent_at_once_are_answered_one_after_the_other(visitor: Visitor) -> None:
    asked = [f"{number} : c'est quoi New Nero ?" for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(visitor.say, asked))
    senders = [message["sender"] for message in visitor.history()[1:]]
    assert senders == ["visitor", "bot"] * 8


def test_five_hundred_characters_are_taken_and_one_more_is_not(visitor: Visitor) -> None:
    assert visitor.say("é" * 500)["outcome"]
    refused(visitor.http.post("/messages", json={"text": "é" * 501}), 422)


@pytest.mark.parametrize(
    "body",
    [
        {}, {"text": ""}, {"text": "   "}, {"text": None}, {"text": 5}, {"text": ["a"]}, {"text": "a", "choice": "b"},
        {"text": "a", "sender": "b"}, {"choice": ""}, {"choice": None}, {"choice": "x" * 101}, [], "a", 5, None, True,
    ],
)  # fmt: skip
def test_a_body_that_says_something_else_is_refused(visitor: Visitor, body: object) -> None:
    answer = visitor.http.post("/messages", content=json.dumps(body), headers={"Content-Type": "application/json"})
    refused(answer, 422)


def test_a_choice_that_was_never_offered_is_refused(visitor: Visitor) -> None:
    refused(visitor.http.post("/messages", json={"choice": "topic:gazelle_end"}), 422)
    refused(visitor.http.post("/messages", json={"choice": "/restart"}), 422)


@pytest.mark.parametrize("body", [b"", b"{", b"{'text': 'a'}", b"\xff\xfe", b'{"text": "\xe9"}', b"[" * 4000])
def test_what_is_no_json_is_refused(visitor: Visitor, body: bytes) -> None:
    answer = visitor.http.post("/messages", content=body, headers={"Content-Type": "application/json"})
    refused(answer, 400)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_another_content_type_is_refused(visitor: Visitor, content_type: str) -> None:
    answer = visitor.http.post("/messages", content=b'{"text": "a"}', headers={"Content-Type": content_type})
    refused(answer, 415)


def test_a_body_over_eight_kibibytes_is_refused(server: Server) -> None:
    visitor = Visitor(server.address)
    answer = visitor.http.post(
        "/messages", content=json.dumps({"text": "a" * 9000}), headers={"Content-Type": "application/json"}
    )
    refused(answer, 413)


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer a.b.c", "bearer " + "x" * 3000]
)
def test_a_bad_token_opens_nothing(server: Server, authorization: str) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    for call in (
        httpx.get(f"{server.address}/api/v1/messages", headers=headers),
        httpx.post(f"{server.address}/api/v1/messages", headers=headers, json={"text": "a"}),
        httpx.post(f"{server.address}/api/v1/feedback", headers=headers, json={"message_id": "a", "helpful": True}),
        httpx.delete(f"{server.address}/api/v1/conversations", headers=headers),
    ):
        refused(call, 401)
        assert call.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "body", [{}, {"channel": "fax"}, {"channel": "api", "language": "es"}, {"channel": "api", "id": "mine"}]
)
def test_a_conversation_is_not_begun_with_anything_else(server: Server, body: dict[str, str]) -> None:
    refused(httpx.post(f"{server.address}/api/v1/conversations", json=body), 422)


def test_a_wrong_method_and_a_wrong_address_are_told(server: Server) -> None:
    answer = httpx.put(f"{server.address}/api/v1/messages", json={})
    refused(answer, 405)
    assert "POST" in answer.headers["allow"]
    refused(httpx.get(f"{server.address}/api/v2/messages"), 404)


def test_who_calls_too_often_is_told_how_long_to_wait(model: Path, tmp_path: Path) -> None:
    with Server(tmp_path, RATE_LIMIT_PER_MINUTE="2") as server:
        visitor = Visitor(server.address)
        visitor.say("bonjour")
        visitor.say("merci")
        answer = visitor.http.post("/messages", json={"text": "encore"})
        refused(answer, 429)
        assert 0 < int(answer.headers["retry-after"]) <= 60
        Visitor(server.address)
        refused(httpx.post(f"{server.address}/api/v1/conversations", json={"channel": "api"}), 429)


def test_the_description_names_every_call_and_every_status(server: Server, visitor: Visitor) -> None:
    described = httpx.get(f"{server.address}/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for path, calls in described["paths"].items():
        for method, call in calls.items():
            answer = httpx.request(method, f"{server.address}{path}", timeout=20)
            assert answer.status_code not in (404, 405)
            assert str(answer.status_code) in call["responses"]
    references = json.dumps(described).count("#/components/schemas/")
    assert references
    for part in json.dumps(described).split('"#/components/schemas/')[1:]:
        assert part.split('"')[0] in described["components"]["schemas"]
