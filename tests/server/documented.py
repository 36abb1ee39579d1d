"""Holds every response to what `/api/v1/openapi.json` says of its call."""

from typing import Any

import httpx
from jsonschema import Draft202012Validator

PROBLEM = "application/problem+json"


def check(description: dict[str, Any], response: httpx.Response) -> None:
    """Fails where the call is described, and this response to it is not."""
    call = described(description, response.request.method, response.request.url.path)
    if call is None:
        return
    documented = call["responses"]
    assert str(response.status_code) in documented, f"not documented: {response.status_code} of {response.request}"
    content = documented[str(response.status_code)].get("content", {})
    if not content:
        return
    kind = response.headers["content-type"]
    assert kind in content
    Draft202012Validator({**description, **content[kind]["schema"]}).validate(response.json())


def described(description: dict[str, Any], method: str, path: str) -> dict[str, Any] | None:
    """What the document says of a call; None where it has no such call."""
    call: dict[str, Any] | None = description["paths"].get(path, {}).get(method.lower())
    return call


def assert_problem(response: httpx.Response, status: int) -> dict[str, Any]:
    """Fails where a response is not the problem it should be, or tells how the server is made."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == PROBLEM
    problem: dict[str, Any] = response.json()
    assert problem.keys() == {"type", "title", "status", "detail"}
    assert problem["status"] == status
    assert problem["title"].strip()
    assert problem["detail"].strip()
    for trace in ("Traceback", ".py", "site-packages", "Exception"):
        assert trace not in response.text
    return problem
