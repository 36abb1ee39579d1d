"""The OpenAPI document: what it says is what the server does."""

import json
import re
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from tests.server.bodies import TAKING, UNUSABLE_MESSAGES
from tests.server.running import Server
from tests.server.visitor import CONVERSATIONS, FEEDBACK, MESSAGES

SEEN_ONLY_BY_THE_SERVER = {"a choice never offered", "an intent as a choice", "a lone surrogate"}


def test_the_description_is_an_openapi_document(server: Server) -> None:
    description = server.description
    assert re.fullmatch(r"3\.1\.\d+", description["openapi"])
    assert description["info"].keys() >= {"title", "version"}
    for schema in description["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for reference in re.findall(r'"\$ref": "([^"]*)"', json.dumps(description)):
        assert reference.removeprefix("#/components/schemas/") in description["components"]["schemas"]
    for call in (call for path in description["paths"].values() for call in path.values()):
        assert call["summary"]
        assert all(
            re.fullmatch(r"[1-5]\d\d", status) and response["description"]
            for status, response in call["responses"].items()
        )
        assert all(
            name in description["components"]["securitySchemes"] for one in call.get("security", []) for name in one
        )


def test_every_call_of_the_description_exists(http: httpx.Client, server: Server) -> None:
    assert set(server.description["paths"]) >= {
        CONVERSATIONS,
        MESSAGES,
        FEEDBACK,
        "/api/v1/health/live",
        "/api/v1/health/ready",
    }
    for path, calls in server.description["paths"].items():
        for method in calls:
            assert http.request(method.upper(), path).status_code not in (404, 405)


@pytest.mark.parametrize(("path", "body"), TAKING, ids=[path for path, _ in TAKING])
def test_the_description_accepts_what_the_server_accepts(server: Server, path: str, body: dict[str, Any]) -> None:
    schema = server.description["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    Draft202012Validator({**server.description, **schema}).validate(body)


@pytest.mark.parametrize("name", sorted(UNUSABLE_MESSAGES.keys() - SEEN_ONLY_BY_THE_SERVER))
def test_the_description_refuses_what_the_server_refuses(server: Server, name: str) -> None:
    schema = server.description["components"]["schemas"]["NewMessage"]
    assert not Draft202012Validator(schema).is_valid(UNUSABLE_MESSAGES[name])
