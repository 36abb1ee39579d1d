"""The real server as a process of its own, and a client for it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

SECRET = "only for tests, only for tests, only for tests"
LONGEST_START = 60.0


class Server:
    """Runs `python -m bot run` on a free port of this machine with settings of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"server-{self.port}.log"
        self._settings = {
            "PORT": str(self.port),
            "DATABASE_URL": f"sqlite:///{folder / 'conversations.db'}",
            "SECRET_KEY": SECRET,
            "RATE_LIMIT_PER_MINUTE": "1000000",
        } | settings

    def start(self) -> None:
        """Starts the process and waits until it is ready. Raises `RuntimeError` with its words where it ends instead."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"], env=os.environ | self._settings, stdout=log, stderr=log
            )
        begun = time.monotonic()
        while True:
            if self.process.poll() is not None or time.monotonic() - begun > LONGEST_START:
                raise RuntimeError(self.log.read_text())
            try:
                if httpx.get(f"{self.address}/api/v1/health/ready", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)

    def stop(self, how: int = signal.SIGTERM) -> int:
        """Ends the process and returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class Visitor:
    """A conversation with a server, as a widget has it."""

    def __init__(self, address: str, **headers: str) -> None:
        self.http = httpx.Client(base_url=f"{address}/api/v1", timeout=20, headers=headers)
        self.begun = self.http.post("/conversations", json={"channel": "api", "language": "fr"})
        self.begun.raise_for_status()
        self.token = self.begun.json()["token"]
        self.greeting = self.begun.json()["messages"][0]
        self.http.headers["Authorization"] = f"Bearer {self.token}"

    def say(self, text: str) -> dict[str, Any]:
        """Says a text and returns the bot's message."""
        return self.sent({"text": text})

    def choose(self, value: str) -> dict[str, Any]:
        """Taps a choice and returns the bot's message."""
        return self.sent({"choice": value})

    def sent(self, body: dict[str, str]) -> dict[str, Any]:
        """Sends a body and returns the bot's message."""
        answer = self.http.post("/messages", json=body)
        answer.raise_for_status()
        (message,) = answer.json()["messages"]
        return dict(message)

    def history(self) -> list[dict[str, Any]]:
        """Both sides so far."""
        answer = self.http.get("/messages")
        answer.raise_for_status()
        return list(answer.json()["messages"])
