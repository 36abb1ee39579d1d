"""What every response carries, what none does, and what is not there at all."""

import re
import socket

import httpx
import pytest

from tests.server.running import Server
from tests.server.visitor import CONVERSATIONS, MESSAGES, Visitor

PAGES = ["/", "/chat.js", "/chat.css", "/icon.svg"]
CALLS = ["/api/v1/openapi.json", "/api/v1/health/live", "/api/v1/health/ready"]
REFUSED = [
    ("GET", MESSAGES, 401),
    ("POST", MESSAGES, 401),
    ("POST", CONVERSATIONS, 415),
    ("PUT", MESSAGES, 405),
    ("GET", "/nothing", 404),
    ("POST", "/nothing", 404),
]
RASA = [
    "/webhooks/rest/webhook",
    "/webhooks/rest/",
    "/webhooks/callback/webhook",
    "/webhooks/slack/webhook",
    "/socket.io/",
    "/socket.io/?EIO=4&transport=polling",
    "/model",
    "/model/parse",
    "/model/train",
    "/conversations/x/tracker",
    "/conversations/x/tracker/events",
    "/conversations/x/execute",
    "/conversations/x/messages",
    "/domain",
    "/status",
    "/version",
    "/actions",
    "/webhook",
]
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
TELLING = ("server", "x-powered-by", "set-cookie", "access-control-allow-origin", "access-control-allow-credentials")


def assert_safe(response: httpx.Response) -> None:
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    assert "camera=()" in response.headers["permissions-policy"]
    for name in TELLING:
        assert name not in response.headers
    policy = directives(response)
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in response.headers["content-security-policy"]


def directives(response: httpx.Response) -> dict[str, str]:
    parts = [
        part.strip().partition(" ") for part in response.headers["content-security-policy"].split(";") if part.strip()
    ]
    return {name: values for name, _, values in parts}


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_safe_and_may_load_this_origin_alone(http: httpx.Client, path: str) -> None:
    response = http.get(path)
    assert response.status_code == 200
    assert_safe(response)
    policy = directives(response)
    assert all(policy[directive] == "'self'" for directive in ("script-src", "style-src", "connect-src", "img-src"))
    assert policy["base-uri"] == "'none'"
    assert set(policy.values()) <= {"'self'", "'none'"}
    assert response.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", CALLS)
def test_calls_are_safe_and_never_cached(http: httpx.Client, path: str) -> None:
    response = http.get(path)
    assert response.status_code == 200
    assert_safe(response)
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["content-type"] == "application/json"


@pytest.mark.parametrize(("method", "path", "status"), REFUSED)
def test_refusals_are_safe_and_never_cached(http: httpx.Client, method: str, path: str, status: int) -> None:
    response = http.request(method, path)
    assert response.status_code == status
    assert_safe(response)
    assert response.headers["cache-control"] == "no-store"


def test_a_whole_conversation_is_safe_and_never_cached(http: httpx.Client) -> None:
    opens = {"Authorization": f"Bearer {http.post(CONVERSATIONS, json={'channel': 'api'}).json()['token']}"}
    answer = http.post(MESSAGES, json={"text": "bonjour"}, headers=opens)
    rated = {"message_id": answer.json()["messages"][0]["id"], "helpful": True}
    responses = [
        http.post(CONVERSATIONS, json={"channel": "api"}),
        answer,
        http.get(MESSAGES, headers=opens),
        http.post("/api/v1/feedback", json=rated, headers=opens),
        http.post(MESSAGES, json={"text": ""}, headers=opens),
        http.post(MESSAGES, content=b" " * 9000, headers=opens | {"Content-Type": "application/json"}),
        http.delete(CONVERSATIONS, headers=opens),
    ]
    assert [response.status_code for response in responses] == [201, 200, 200, 204, 422, 413, 204]
    for response in responses:
        assert_safe(response)
        assert response.headers["cache-control"] == "no-store"


def test_pages_of_other_origins_are_not_let_in(http: httpx.Client, visitor: Visitor) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    asked = origin | {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    opened = http.get(MESSAGES, headers=visitor.opens | origin)
    for response in (http.options(MESSAGES, headers=asked), opened, http.get("/", headers=origin)):
        assert not [name for name in response.headers if name.startswith("access-control-")]


def test_the_page_has_nothing_inline_that_its_policy_would_block(http: httpx.Client) -> None:
    page = http.get("/").text
    assert re.findall(r"<script[^>]*>", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page, re.IGNORECASE)
    assert not re.search(r"(src|href|action)=[\"']?(https?:)?//", page, re.IGNORECASE)


def test_the_page_says_its_language_and_type(http: httpx.Client) -> None:
    response = http.get("/")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="fr">' in response.text


@pytest.mark.parametrize("path", RASA)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_rasas_own_routes_are_not_there(http: httpx.Client, method: str, path: str) -> None:
    response = http.request(method, path)
    assert response.status_code == 404
    assert_safe(response)


@pytest.mark.parametrize(
    "request_line",
    [
        b"NONSENSE",
        b"GET / HTTP/9.9",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: a",
        b"\x16\x03\x01\x02\x00",
        b"GET " + b"/a" * 9000,
    ],
)
def test_what_is_no_http_gets_no_answer_that_tells_how_the_server_is_made(
    server: Server, http: httpx.Client, request_line: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(request_line + b"\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    status = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
    assert not answer or (status and 400 <= int(status.group(1)) < 500)
    assert not re.search(rb"Traceback|\.py|sanic|python", answer, re.IGNORECASE)
    assert http.get("/api/v1/health/live").status_code == 200
