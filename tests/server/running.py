"""The real server: a process of its own, on a port and a file of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx

from bot.server.settings import Settings

ROOT = Path(__file__).parents[2]
SECRET_KEY = "a secret that only these tests use, 0123456789"
PATIENCE = httpx.Timeout(30)
STARTING = 120.0
STOPPING = 40.0


class Server:
    """A server that can be started, stopped, killed and started again; its file and its log stay the same."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.file = folder / "conversations.db"
        self._log = folder / "server.log"
        self._settings = {"PORT": self.port, "DATABASE_URL": f"sqlite:///{self.file}"} | settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """All that the process has written, to its standard output and error."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @cached_property
    def description(self) -> dict[str, Any]:
        """The OpenAPI document that the server gives."""
        document: dict[str, Any] = httpx.get(
            f"{self.url}/api/v1/openapi.json", timeout=PATIENCE, trust_env=False
        ).json()
        return document

    def start(self) -> None:
        """Starts the process and waits until it is ready."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                _COMMAND, cwd=ROOT, env=_environment(self._settings), stdout=log, stderr=log
            )
        ends = time.monotonic() + STARTING
        while not self._is_ready():
            assert self._process.poll() is None, f"the server ended with {self._process.returncode}:\n{self.log}"
            assert time.monotonic() < ends, f"the server was not ready after {STARTING} s:\n{self.log}"
            time.sleep(0.1)

    def signal(self, number: signal.Signals) -> None:
        """Sends the process a signal."""
        assert self._process
        self._process.send_signal(number)

    def wait(self) -> int:
        """Waits until the process has ended, and returns its exit code."""
        assert self._process
        return self._process.wait(STOPPING)

    def stop(self) -> int:
        """Tells the process to stop, and returns its exit code."""
        self.signal(signal.SIGTERM)
        return self.wait()

    def end(self) -> None:
        """Leaves no process behind."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOPPING)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/api/v1/health/ready", timeout=2, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False


@contextmanager
def running(folder: Path, **settings: object) -> Iterator[Server]:
    """A server that is ready, as long as the block lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(folder, **settings)
    try:
        server.start()
        yield server
    finally:
        server.end()


def refused(folder: Path, **settings: object) -> subprocess.CompletedProcess[str]:
    """How a server ends that must not start."""
    given = {"PORT": _free_port(), "DATABASE_URL": f"sqlite:///{folder / 'conversations.db'}"} | settings
    return subprocess.run(
        _COMMAND, cwd=ROOT, env=_environment(given), capture_output=True, text=True, timeout=STARTING, check=False
    )


_COMMAND = [sys.executable, "-m", "bot", "run"]


def _environment(settings: dict[str, object]) -> dict[str, str]:
    ours = {name.upper() for name in Settings.model_fields}
    machine = {name: value for name, value in os.environ.items() if name not in ours}
    given = {"HOST": "127.0.0.1", "SECRET_KEY": SECRET_KEY, "RATE_LIMIT_PER_MINUTE": 1_000_000} | settings
    return machine | {name: str(value) for name, value in given.items()}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
