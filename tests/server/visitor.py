"""Somebody who talks to the server over HTTP."""

from typing import Any

import httpx

from tests.server.documented import check
from tests.server.running import PATIENCE, Server

CONVERSATIONS = "/api/v1/conversations"
MESSAGES = "/api/v1/messages"
FEEDBACK = "/api/v1/feedback"


def client(server: Server) -> httpx.Client:
    """A client whose responses are all held to the API's description."""

    def hook(response: httpx.Response) -> None:
        response.read()
        check(server.description, response)

    return httpx.Client(base_url=server.url, timeout=PATIENCE, trust_env=False, event_hooks={"response": [hook]})


def many(server: Server) -> httpx.AsyncClient:
    """A client for many calls at once, each on a connection of its own."""
    assert server.description

    async def hook(response: httpx.Response) -> None:
        await response.aread()
        check(server.description, response)

    limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
    return httpx.AsyncClient(
        base_url=server.url, timeout=PATIENCE, trust_env=False, limits=limits, event_hooks={"response": [hook]}
    )


def bearer(token: str) -> dict[str, str]:
    """The header that opens a conversation."""
    return {"Authorization": f"Bearer {token}"}


class Visitor:
    """One visitor with one conversation."""

    def __init__(self, http: httpx.Client, channel: str = "api", **begin: Any) -> None:
        self._http = http
        begun = http.post(CONVERSATIONS, json={"channel": channel} | begin)
        assert begun.status_code == 201, begun.text
        self.begun: dict[str, Any] = begun.json()
        self.token: str = self.begun["token"]
        self.greeting: dict[str, Any] = self.begun["messages"][0]

    @property
    def opens(self) -> dict[str, str]:
        """The header that opens this conversation."""
        return bearer(self.token)

    def send(self, body: Any) -> httpx.Response:
        """Posts a message as it is."""
        return self._http.post(MESSAGES, json=body, headers=self.opens)

    def post(
        self, content: bytes, content_type: str | None = "application/json", path: str = MESSAGES
    ) -> httpx.Response:
        """Posts bytes."""
        headers = self.opens | ({"Content-Type": content_type} if content_type is not None else {})
        return self._http.post(path, content=content, headers=headers)

    def say(self, text: str) -> dict[str, Any]:
        """The bot's answer to a text."""
        return self._message(self.send({"text": text}))

    def choose(self, value: str) -> dict[str, Any]:
        """The bot's answer to a tap."""
        return self._message(self.send({"choice": value}))

    def history(self) -> list[dict[str, Any]]:
        """The conversation so far."""
        response = self._http.get(MESSAGES, headers=self.opens)
        assert response.status_code == 200, response.text
        messages: list[dict[str, Any]] = response.json()["messages"]
        return messages

    def rate(self, message_id: Any, helpful: Any) -> httpx.Response:
        """Says whether a message helped."""
        return self._http.post(FEEDBACK, json={"message_id": message_id, "helpful": helpful}, headers=self.opens)

    def leave(self) -> httpx.Response:
        """Has the conversation forgotten."""
        return self._http.delete(CONVERSATIONS, headers=self.opens)

    @staticmethod
    def _message(response: httpx.Response) -> dict[str, Any]:
        assert response.status_code == 200, response.text
        (message,) = response.json()["messages"]
        assert isinstance(message, dict)
        return message
