"""Servers that several tests share, clients for them, and a browser."""

import re
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, async_playwright

from tests.server.chat import NAMES, QUIETLY, SCREENSHOTS, Chat
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


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found:
        pytest.fail("The tests of the page need Chromium: install it, on Debian with `apt-get install chromium`.")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=QUIETLY)
        yield browser
        await browser.close()


@pytest.fixture
async def context(browser: Browser, server: Server) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(base_url=server.url, locale="fr-BE", viewport={"width": 1024, "height": 768})
    context.set_default_timeout(20_000)
    yield context
    await context.close()


@pytest.fixture
async def chat(context: BrowserContext) -> AsyncIterator[Chat]:
    page = await context.new_page()
    troubles: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type == "error" and not re.search(
            "net::ERR_FAILED|the server responded with a status of", message.text
        ):
            troubles.append(message.text)

    page.on("console", console)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    chat = Chat(page)
    yield chat
    assert not troubles
