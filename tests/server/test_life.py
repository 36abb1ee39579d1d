"""The server's life: start, stop, crash, and the start that must not be."""

import signal
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.server.running import Server, Visitor


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest) -> dict[str, str]:
    return {"DATABASE_URL": request.getfixturevalue("postgres_url")} if request.param == "postgres" else {}


def test_no_answered_message_is_lost_when_the_process_is_killed(
    model: Path, tmp_path: Path, settings: dict[str, str]
) -> None:
    server = Server(tmp_path, **settings)
    server.start()
    visitor = Visitor(server.address)
    answers = [visitor.say(text) for text in ("c'est quoi New Nero ?", "c'était quand ?", "et où ?")]
    server.stop(signal.SIGKILL)
    server.start()
    shown = visitor.history()
    assert [message["id"] for message in shown if message["sender"] == "bot"] == [
        visitor.greeting["id"], *(answer["id"] for answer in answers)
    ]  # fmt: skip
    assert "2017" in visitor.say("c'était quand ?")["text"]
    assert server.stop() == 0


def test_what_is_being_answered_when_the_server_stops_is_answered(model: Path, tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.start()
    visitors = [Visitor(server.address) for _ in range(6)]
    answered: list[str] = []
    broken: list[Exception] = []
    stopping = threading.Event()

    def talk(visitor: Visitor) -> None:
        while True:
            try:
                answered.append(visitor.say("c'est quoi New Nero ?")["text"])
            except httpx.ConnectError:
                return
            except httpx.HTTPError as error:
                broken.append(error)
                return

    threads = [threading.Thread(target=talk, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    stopping.set()
    assert server.stop() == 0
    for thread in threads:
        thread.join(timeout=20)
    assert len(answered) > len(visitors)
    assert not [error for error in broken if isinstance(error, httpx.HTTPStatusError)]


def test_an_expired_conversation_is_closed(model: Path, tmp_path: Path) -> None:
    with Server(tmp_path, CONVERSATION_TTL="1") as server:
        visitor = Visitor(server.address)
        time.sleep(2.1)
        assert visitor.http.get("/messages").status_code == 401


def test_the_log_holds_no_message(server: Server, visitor: Visitor) -> None:
    visitor.say("mon numéro est le 0470123456 et je suis xylophoniste")
    log = server.log.read_text()
    assert "0470123456" not in log
    assert "xylophoniste" not in log
    assert visitor.token not in log


@pytest.mark.parametrize(
    ("name", "wrong", "told"),
    [
        ("PORT", "eighty", "PORT"),
        ("PORT", "99999", "PORT"),
        ("CONVERSATION_TTL", "-5", "CONVERSATION_TTL"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("DATABASE_URL", "mysql://here", "DATABASE_URL"),
        ("DATABASE_URL", "sqlite:////proc/none/here.db", "DATABASE_URL"),
    ],
)
def test_a_server_that_cannot_start_says_why(model: Path, tmp_path: Path, name: str, wrong: str, told: str) -> None:
    server = Server(tmp_path, **{name: wrong})
    with pytest.raises(RuntimeError) as caught:
        server.start()
    assert server.process.returncode not in (0, None)
    assert told in str(caught.value)
    assert "Traceback" not in str(caught.value)
