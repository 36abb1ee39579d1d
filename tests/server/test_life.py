"""How the server starts, stops, fails to start, and what outlives it."""

import asyncio
import json
import signal
import sqlite3
import time
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from tests.server.documented import assert_problem
from tests.server.running import Server, refused, running
from tests.server.visitor import CONVERSATIONS, FEEDBACK, MESSAGES, Visitor, bearer, client, many

QUESTION = "C’est quoi New Nero ?"
VISITORS = 40
FIRST = 3
ENOUGH = 10
MARKER = "tournesol-embouteillage"


@pytest.fixture(scope="session")
def clean_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("refused")


async def test_messages_under_way_when_the_server_is_told_to_stop_are_answered(model: Path, tmp_path: Path) -> None:
    with running(tmp_path) as server:
        async with AsyncExitStack() as open_connections:
            visitors = [await open_connections.enter_async_context(many(server)) for _ in range(VISITORS)]
            tokens = [(await _begin(http, 1))[0] for http in visitors]
            asked = [
                asyncio.create_task(http.post(MESSAGES, json={"text": QUESTION}, headers=bearer(token)))
                for http, token in zip(visitors, tokens, strict=True)
            ]
            for _ in range(FIRST):
                await asyncio.wait([task for task in asked if not task.done()], return_when=asyncio.FIRST_COMPLETED)
            under_way = sum(not task.done() for task in asked)
            server.signal(signal.SIGTERM)
            answers = await asyncio.gather(*asked)
        code = await asyncio.to_thread(server.wait)
        kept = _said(server.file)
        assert "Traceback" not in server.log
    assert under_way
    assert [answer.status_code for answer in answers] == [200] * VISITORS
    assert code == 0
    assert {answer.json()["messages"][0]["id"] for answer in answers} <= kept


async def test_every_message_that_was_answered_survives_a_kill(model: Path, tmp_path: Path) -> None:
    with running(tmp_path) as server:
        answered: dict[str, list[str]] = {}
        enough = asyncio.Event()
        async with many(server) as http:
            for token in await _begin(http, 8):
                answered[token] = []
            asking = [asyncio.create_task(_ask_until_gone(http, token, ids, enough)) for token, ids in answered.items()]
            await enough.wait()
            server.signal(signal.SIGKILL)
            await asyncio.gather(*asking)
        assert await asyncio.to_thread(server.wait) == -signal.SIGKILL
        await asyncio.to_thread(server.start)
        with client(server) as again:
            for token, ids in answered.items():
                messages = again.get(MESSAGES, headers=bearer(token)).json()["messages"]
                assert [message["id"] for message in messages if message["sender"] == "bot"][1 : len(ids) + 1] == ids
                assert [message["sender"] for message in messages] == [
                    "bot",
                    *["visitor", "bot"] * (len(messages) // 2),
                ]
            goes_on = again.post(MESSAGES, json={"text": QUESTION}, headers=bearer(next(iter(answered))))
            assert goes_on.status_code == 200
        assert server.stop() == 0


def test_a_conversation_in_postgresql_survives_a_restart(model: Path, postgres_url: str, tmp_path: Path) -> None:
    with running(tmp_path, DATABASE_URL=postgres_url) as server:
        with client(server) as http:
            visitor = Visitor(http)
            answer = visitor.say(QUESTION)
            visitor.choose(answer["choices"][0]["value"])
            assert visitor.rate(answer["id"], True).status_code == 204
            before = visitor.history()
        assert server.stop() == 0
        server.start()
        with client(server) as http:
            again = http.get(MESSAGES, headers=visitor.opens)
            assert again.json()["messages"] == before
            chosen = http.post(MESSAGES, json={"choice": answer["choices"][1]["value"]}, headers=visitor.opens)
            assert chosen.json()["messages"][0]["outcome"] == "answered"
            assert http.delete(CONVERSATIONS, headers=visitor.opens).status_code == 204
            assert_problem(http.get(MESSAGES, headers=visitor.opens), 401)
        assert not server.file.exists()


def test_a_conversation_is_over_when_its_time_is_up_and_then_deleted(model: Path, tmp_path: Path) -> None:
    with running(tmp_path, CONVERSATION_TTL=1) as server:
        with client(server) as http:
            visitor = Visitor(http)
            assert visitor.say(MARKER)
            time.sleep(2.1)
            assert_problem(http.get(MESSAGES, headers=visitor.opens), 401)
            assert_problem(visitor.send({"text": QUESTION}), 401)
            assert_problem(visitor.rate(visitor.greeting["id"], True), 401)
            assert_problem(visitor.leave(), 401)
        server.stop()
        server.start()
        for _ in range(50):
            if not _said(server.file):
                break
            time.sleep(0.1)
        assert not _said(server.file)


def test_a_database_of_no_known_kind_is_refused_in_one_line(model: Path, clean_folder: Path) -> None:
    ended = refused(clean_folder, DATABASE_URL="mysql://bot:geheim@localhost/bot")
    assert ended.returncode == 1
    (line,) = (ended.stdout + ended.stderr).strip().splitlines()
    assert "DATABASE_URL" in line
    assert "geheim" not in line


@pytest.mark.parametrize("url", ["sqlite:///{folder}/junk.db", "postgresql://bot:geheim@127.0.0.1:1/none"])
def test_a_database_that_cannot_be_opened_is_refused_in_one_line(model: Path, clean_folder: Path, url: str) -> None:
    (clean_folder / "junk.db").write_text("junk" * 500)
    ended = refused(clean_folder, DATABASE_URL=url.format(folder=clean_folder))
    assert ended.returncode == 1
    told = ended.stdout + ended.stderr
    (line,) = told.strip().splitlines()
    assert "DATABASE_URL" in line
    assert "geheim" not in line


def test_a_port_that_cannot_be_is_refused(clean_folder: Path) -> None:
    ended = refused(clean_folder, PORT="65536")
    assert ended.returncode == 1
    assert [line.partition(":")[0] for line in (ended.stdout + ended.stderr).strip().splitlines()[1:]] == ["PORT"]


def test_settings_that_cannot_be_are_refused_with_a_line_for_each(clean_folder: Path) -> None:
    wrong = {
        "PORT": "http",
        "SECRET_KEY": "geheim",
        "RATE_LIMIT_PER_MINUTE": "0",
        "METRICS_TOKEN": "geheim",
        "CONVERSATION_TTL": "-1",
    }
    ended = refused(clean_folder, **wrong)
    assert ended.returncode == 1
    told = ended.stdout + ended.stderr
    assert {line.partition(":")[0] for line in told.strip().splitlines()[1:]} == wrong.keys()
    assert "Traceback" not in told
    assert "geheim" not in told


def test_nothing_that_is_said_is_in_the_log(watched: Server) -> None:
    with client(watched) as http:
        visitor = Visitor(http)
        visitor.say(f"C’est quoi New Nero, {MARKER} ?")
        visitor.say(MARKER)
        visitor.send({"text": MARKER * 50})
        visitor.send({"text": MARKER, "choice": MARKER})
        visitor.send({MARKER: MARKER})
        visitor.send({"choice": MARKER})
        visitor.post(f'{{"text": "{MARKER}'.encode())
        visitor.post(f'{{"text": "{MARKER} \xff"}}'.encode("latin-1"))
        visitor.post(json.dumps({"text": MARKER * 400}).encode())
        visitor.post(MARKER.encode(), content_type="text/plain")
        visitor.rate(MARKER, True)
        http.post(FEEDBACK, json={"message_id": visitor.greeting["id"], "helpful": MARKER}, headers=visitor.opens)
        http.get(MESSAGES, headers=bearer(MARKER))
        visitor.leave()
    assert "Ready on http://127.0.0.1" in watched.log
    assert MARKER not in watched.log
    assert "New Nero" not in watched.log
    assert visitor.token not in watched.log


def test_the_log_of_a_server_is_short_unless_asked_otherwise(server: Server, visitor: Visitor) -> None:
    before = server.log
    visitor.say(QUESTION)
    visitor.send({"text": ""})
    assert server.log == before


async def _begin(http: httpx.AsyncClient, many: int) -> list[str]:
    begun = await asyncio.gather(*(http.post(CONVERSATIONS, json={"channel": "api"}) for _ in range(many)))
    return [response.json()["token"] for response in begun]


async def _ask_until_gone(http: httpx.AsyncClient, token: str, ids: list[str], enough: asyncio.Event) -> None:
    while True:
        try:
            answer = await http.post(MESSAGES, json={"text": QUESTION}, headers=bearer(token))
        except httpx.TransportError:
            return
        ids.append(answer.json()["messages"][0]["id"])
        if len(ids) >= ENOUGH:
            enough.set()


def _said(file: Path) -> set[str]:
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return {id_ for (id_,) in database.execute("SELECT id FROM messages")}
    finally:
        database.close()
