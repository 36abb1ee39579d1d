"""What several tests need: the real knowledge file, the real model, a real PostgreSQL."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from rich.console import Console

os.environ["RASA_TELEMETRY_ENABLED"] = "false"

from bot.dialogue.assistant import Assistant
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loading import load
from bot.logs import quiet


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    """The knowledge file as it is."""
    return load()


@pytest.fixture(scope="session")
def model() -> Path:
    """The model of the data as they are, trained if there is none yet."""
    from bot.training import train

    return train(Console(stderr=True))


@pytest.fixture(scope="session")
async def assistant(base: KnowledgeBase, model: Path) -> AsyncIterator[Assistant]:
    """The assistant that answers visitors."""
    quiet()
    assistant = Assistant.load(base, model)
    yield assistant
    assistant.close()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL that lives as long as the tests, reached through a socket in its own folder."""
    import pgserver

    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()
