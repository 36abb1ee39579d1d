"""The HTTP API as its callers meet it; every response is held to the OpenAPI document, too."""

import asyncio
import json
import re
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.server.bodies import OPENED
from tests.server.documented import assert_problem
from tests.server.running import Server, running
from tests.server.visitor import CONVERSATIONS, MESSAGES, Visitor, bearer, client, many

QUESTION = "C’est quoi New Nero ?"
COMMANDS = [
    "/",
    "/restart",
    " /restart",
    "/restart{}",
    "/session_start",
    "/greet",
    "/something_else",
    '/choose{"fact": "strength_total"}',
    '/ask_new_nero{"fact": {"a": 1}}',
    "/nothing_like_it{bad",
    "/etc/passwd",
]


def test_a_conversation_begins_with_a_greeting_and_choices(visitor: Visitor) -> None:
    assert visitor.greeting["sender"] == "bot"
    assert visitor.greeting["outcome"] == "smalltalk"
    assert visitor.greeting["choices"]
    assert visitor.begun["messages"] == [visitor.greeting]


def test_a_conversation_says_when_it_expires(visitor: Visitor) -> None:
    lasts = datetime.fromisoformat(visitor.begun["expires_at"]) - datetime.now(UTC)
    assert 23.9 * 3600 < lasts.total_seconds() <= 24 * 3600


@pytest.mark.parametrize("channel", ["widget", "kiosk", "api"])
def test_every_channel_can_begin_a_conversation(http: httpx.Client, channel: str) -> None:
    assert Visitor(http, channel).greeting["text"]


@pytest.mark.parametrize("begin", [{}, {"language": None}, {"language": "fr"}], ids=["unsaid", "null", "fr"])
def test_a_conversation_is_in_french_unless_asked_otherwise(http: httpx.Client, begin: dict[str, Any]) -> None:
    visitor = Visitor(http, **begin)
    assert visitor.begun["language"] == visitor.greeting["language"] == "fr"


@pytest.mark.parametrize("language", ["fr", "nl", "en", "de"])
def test_the_greeting_is_in_the_language_that_the_conversation_is_said_to_be_in(
    http: httpx.Client, language: str
) -> None:
    visitor = Visitor(http, language=language)
    assert visitor.greeting["language"] == visitor.begun["language"]


def test_a_question_is_answered_with_sources_and_their_dates(visitor: Visitor) -> None:
    answer = visitor.say(QUESTION)
    assert answer["outcome"] == "answered"
    assert "new_nero" in answer["topics"]
    assert "New Nero" in answer["text"]
    assert all(
        source["title"] and source["publisher"] and source["url"].startswith("https://") for source in answer["sources"]
    )
    dates = [source["date"] for source in answer["sources"] if source["date"]]
    assert dates
    assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date) for date in dates)


def test_what_the_bot_offers_can_be_chosen(visitor: Visitor) -> None:
    for choice in visitor.say(QUESTION)["choices"]:
        answer = visitor.choose(choice["value"])
        assert answer["outcome"] in ("answered", "stale")
        assert choice["value"].removeprefix("topic:") in answer["topics"]


def test_a_choice_of_the_greeting_can_still_be_chosen_later(visitor: Visitor) -> None:
    visitor.say(QUESTION)
    visitor.say("merci")
    assert visitor.choose(visitor.greeting["choices"][0]["value"])["outcome"] == "answered"


def test_the_history_shows_both_sides_in_order(visitor: Visitor) -> None:
    asked = visitor.say(QUESTION)
    choice = asked["choices"][0]
    chosen = visitor.choose(choice["value"])
    history = visitor.history()
    assert [message["sender"] for message in history] == ["bot", "visitor", "bot", "visitor", "bot"]
    assert [history[0], history[2], history[4]] == [visitor.greeting, asked, chosen]
    assert [history[1]["text"], history[3]["text"]] == [QUESTION, choice["label"]]


def test_the_history_of_a_new_conversation_is_its_greeting(visitor: Visitor) -> None:
    assert visitor.history() == [visitor.greeting]


def test_a_text_is_kept_as_it_was_typed(visitor: Visitor) -> None:
    typed = "  <b>Où</b> ça ?\n👩‍✈️ \u202e&amp; \\u0041 \u0000 ' OR 1=1; --  "
    visitor.say(typed)
    assert visitor.history()[1]["text"] == typed


@pytest.mark.parametrize("helpful", [True, False])
def test_an_answer_can_be_rated_and_rated_again(visitor: Visitor, helpful: bool) -> None:
    answer = visitor.say(QUESTION)
    for rating in (helpful, not helpful):
        response = visitor.rate(answer["id"], rating)
        assert (response.status_code, response.content) == (204, b"")


def test_only_what_the_bot_said_in_this_conversation_can_be_rated(visitor: Visitor, another: Visitor) -> None:
    visitor.say(QUESTION)
    for message_id in (visitor.history()[1]["id"], another.greeting["id"], "unknown"):
        assert_problem(visitor.rate(message_id, True), 422)


def test_nothing_opens_a_conversation_that_was_deleted(http: httpx.Client, visitor: Visitor) -> None:
    visitor.say(QUESTION)
    left = visitor.leave()
    assert (left.status_code, left.content) == (204, b"")
    for method, path, body in OPENED:
        assert_problem(http.request(method, path, json=body, headers=visitor.opens), 401)


def test_a_deleted_conversation_is_in_no_table(server: Server, visitor: Visitor) -> None:
    marker = "petite phrase à oublier"
    visitor.say(marker)
    visitor.leave()
    database = sqlite3.connect(f"file:{server.file}?mode=ro", uri=True)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [row for table in tables for row in database.execute(f"SELECT * FROM {table}")]
    database.close()
    assert rows
    assert marker not in str(rows)


@pytest.mark.parametrize("text", COMMANDS)
def test_text_that_looks_like_a_command_is_answered_as_text_and_changes_nothing(
    visitor: Visitor, another: Visitor, text: str
) -> None:
    for one, said in ((visitor, text), (another, "xyzzy")):
        one.say(QUESTION)
        answer = one.say(said)
        assert "technique" not in answer["text"]
        assert [message["text"] for message in one.history()[3:]] == [said, answer["text"]]
    assert visitor.say("depuis quand ?")["text"] == another.say("depuis quand ?")["text"]
    assert visitor.say(QUESTION)["outcome"] == "answered"


def test_two_visitors_know_nothing_of_each_other(visitor: Visitor, another: Visitor) -> None:
    mine = visitor.say(QUESTION)
    theirs = another.say("Combien de militaires belges ?")
    assert [message["id"] for message in visitor.history()][2:] == [mine["id"]]
    assert [message["id"] for message in another.history()][2:] == [theirs["id"]]


def test_what_was_offered_to_one_visitor_cannot_be_chosen_by_another(visitor: Visitor, another: Visitor) -> None:
    everybodys = {choice["value"] for choice in visitor.greeting["choices"]}
    offered = [choice["value"] for choice in visitor.say(QUESTION)["choices"] if choice["value"] not in everybodys]
    assert offered
    assert_problem(another.send({"choice": offered[0]}), 422)
    assert another.history() == [another.greeting]


def test_one_visitor_leaving_leaves_the_other_alone(visitor: Visitor, another: Visitor) -> None:
    visitor.leave()
    assert another.say(QUESTION)["outcome"] == "answered"


async def test_messages_of_one_conversation_sent_at_once_are_answered_one_after_the_other(server: Server) -> None:
    with client(server) as http:
        visitor = Visitor(http)
    texts = [f"C’est quoi New Nero ? ({number})" for number in range(12)]
    async with many(server) as http:
        responses = await asyncio.gather(
            *(http.post(MESSAGES, json={"text": text}, headers=visitor.opens) for text in texts)
        )
        kept = (await http.get(MESSAGES, headers=visitor.opens)).json()["messages"]
    answers = {text: response.json()["messages"][0]["id"] for text, response in zip(texts, responses, strict=True)}
    pairs = list(zip(kept[1::2], kept[2::2], strict=True))
    assert len(pairs) == len(texts)
    assert {question["text"]: answer["id"] for question, answer in pairs} == answers
    assert {question["sender"] for question, _ in pairs} == {"visitor"}


async def test_two_messages_sent_one_right_after_the_other_are_handled_in_order(server: Server) -> None:
    with client(server) as http:
        visitor = Visitor(http)
    body = b"".join(_request(visitor.token, text) for text in ("C’est quoi New Nero ?", "merci"))
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(body)
    await writer.drain()
    received = b""
    while received.count(b"HTTP/1.1 200") < 2:
        chunk = await asyncio.wait_for(reader.read(65536), 20)
        assert chunk, received
        received += chunk
    writer.close()
    await writer.wait_closed()
    with client(server) as http:
        kept = http.get(MESSAGES, headers=visitor.opens).json()["messages"]
    assert [message["text"] for message in kept if message["sender"] == "visitor"] == ["C’est quoi New Nero ?", "merci"]
    assert [message["outcome"] for message in kept] == ["smalltalk", None, "answered", None, "smalltalk"]


async def test_many_visitors_at_once_are_all_answered(server: Server) -> None:
    async with many(server) as http:
        begun = await asyncio.gather(*(http.post(CONVERSATIONS, json={"channel": "kiosk"}) for _ in range(40)))
        tokens = [response.json()["token"] for response in begun]
        answers = await asyncio.gather(
            *(http.post(MESSAGES, json={"text": QUESTION}, headers=bearer(token)) for token in tokens)
        )
    assert len(set(tokens)) == 40
    assert {answer.json()["messages"][0]["outcome"] for answer in answers} == {"answered"}


def test_who_asks_too_often_is_told_how_long_to_wait(model: Path, tmp_path: Path) -> None:
    with running(tmp_path, RATE_LIMIT_PER_MINUTE=60) as limited, client(limited) as http:
        hasty, patient = Visitor(http), Visitor(http)
        refusal = _until_refused(lambda: http.get(MESSAGES, headers=hasty.opens))
        for call in (
            lambda: hasty.send({"text": QUESTION}),
            lambda: hasty.rate(hasty.greeting["id"], True),
            lambda: http.get(MESSAGES, headers=hasty.opens),
        ):
            assert _until_refused(call)
        assert patient.say(QUESTION)["outcome"] == "answered"
        beginning = _until_refused(lambda: http.post(CONVERSATIONS, json={"channel": "api"}))
        elsewhere = {"X-Forwarded-For": "203.0.113.7", "X-Real-IP": "203.0.113.7", "Forwarded": "for=203.0.113.7"}
        assert _until_refused(lambda: http.post(CONVERSATIONS, json={"channel": "api"}, headers=elsewhere), at_most=3)
        for refused in (refusal, beginning):
            assert 1 <= int(refused.headers["retry-after"]) <= 60
        time.sleep(int(refusal.headers["retry-after"]))
        assert hasty.say(QUESTION)["outcome"] == "answered"
        assert hasty.leave().status_code == 204


@pytest.mark.parametrize("which", ["live", "ready"])
def test_the_server_says_how_it_is(http: httpx.Client, which: str) -> None:
    assert http.get(f"/api/v1/health/{which}").json() == {"status": which}


def _until_refused(call: Any, at_most: int = 80) -> httpx.Response:
    for _ in range(at_most):
        response: httpx.Response = call()
        if response.status_code == 429:
            assert_problem(response, 429)
            return response
    raise AssertionError(f"{at_most} calls were all allowed")


def _request(token: str, text: str) -> bytes:
    body = json.dumps({"text": text}).encode()
    head = [
        f"POST {MESSAGES} HTTP/1.1",
        "Host: localhost",
        f"Authorization: Bearer {token}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body
