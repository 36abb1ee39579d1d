"""What every response says to the browser, and what is not mounted."""

import httpx
import pytest

from tests.server.running import Server, Visitor


@pytest.mark.parametrize(
    "path", ["/", "/chat.js", "/chat.css", "/api/v1/health/live", "/api/v1/openapi.json", "/nothing"]
)
def test_every_response_is_guarded(server: Server, path: str) -> None:
    headers = httpx.get(f"{server.address}{path}").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "set-cookie" not in headers
    assert "sanic" not in str(headers).lower()


def test_answers_are_not_cached(server: Server, visitor: Visitor) -> None:
    assert visitor.http.get("/messages").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/webhooks/rest/webhook",
        "/webhooks/rest",
        "/model",
        "/model/train",
        "/conversations/default/tracker",
        "/socket.io/",
        "/domain",
        "/version",
    ],
)
def test_none_of_rasas_own_doors_is_open(server: Server, path: str) -> None:
    assert httpx.get(f"{server.address}{path}").status_code == 404
    assert httpx.post(f"{server.address}{path}", json={"sender": "a", "message": "/restart"}).status_code == 404
