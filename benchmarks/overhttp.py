"""The server as a process of its own, and clients that ask it."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

import aiohttp

from benchmarks.latency import Latency
from benchmarks.questions import mixed

LONGEST_START = 60.0


class Server:
    """Runs `python -m bot run` on a free port of this machine, and ends it."""

    def __enter__(self) -> Self:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._folder = tempfile.TemporaryDirectory()
        settings = {
            "PORT": str(port),
            "DATABASE_URL": f"sqlite:///{self._folder.name}/conversations.db",
            "SECRET_KEY": "measuring-only-measuring-only-measuring",
            "RATE_LIMIT_PER_MINUTE": "1000000",
        }
        self.address = f"http://127.0.0.1:{port}"
        started = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env=os.environ | settings, stderr=subprocess.DEVNULL
        )
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() - started > LONGEST_START:
                raise RuntimeError("the server did not start")
            time.sleep(0.02)
        self.seconds_to_ready = time.monotonic() - started
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)
        self._folder.cleanup()

    def megabytes(self) -> float:
        """Resident memory of the process, in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/api/v1/health/ready", timeout=1) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


async def load(address: str, clients: int, seconds: float) -> Latency:
    """As many clients at once, each with a conversation of its own, one message after the other."""
    latency = Latency()
    begun = time.perf_counter()
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        await asyncio.gather(
            *(_client(session, address, number, begun + seconds, latency) for number in range(clients))
        )
    latency.elapsed = time.perf_counter() - begun
    return latency


async def _client(session: aiohttp.ClientSession, address: str, number: int, until: float, latency: Latency) -> None:
    async with session.post(f"{address}/api/v1/conversations", json={"channel": "api"}) as response:
        headers = {"Authorization": f"Bearer {(await response.json())['token']}"}
    for text in mixed(100_000, seed=number):
        started = time.perf_counter()
        if started >= until:
            return
        async with session.post(f"{address}/api/v1/messages", json={"text": text}, headers=headers) as response:
            response.raise_for_status()
            await response.read()
        latency.seconds.append(time.perf_counter() - started)
