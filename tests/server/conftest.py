"""Servers that several tests share, and clients for them."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.server.running import Server, running
from tests.server.visitor import Visitor, client

METRICS_TOKEN = "a token that only these tests use"


@pytest.fixture(scope="session")
def server(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that lets everybody ask as often as they like, and has no metrics."""
    with running(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="session")
def watched(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with metrics and an access log."""
    with running(tmp_path_factory.mktemp("watched"), METRICS_TOKEN=METRICS_TOKEN, ACCESS_LOG="true") as server:
        yield server


@pytest.fixture
def http(server: Server) -> Iterator[httpx.Client]:
    """A client of `server`."""
    with client(server) as http:
        yield http


@pytest.fixture
def visitor(http: httpx.Client) -> Visitor:
    """Somebody with a new conversation."""
    return Visitor(http)


@pytest.fixture
def another(http: httpx.Client) -> Visitor:
    """Somebody else."""
    return Visitor(http)
