"""The OpenAPI description, made from the very types that the API checks with."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from sanic import HTTPResponse, Request, Sanic, json

from bot.server.bodies import ConversationBody, MessagesBody, NewConversation, NewFeedback, NewMessage, ProblemBody

_REFERENCE = "#/components/schemas/{model}"
_REFUSALS = {
    "400": "The body is not JSON.",
    "401": "The token is missing, not valid or expired.",
    "413": "The body has more than 8 KiB.",
    "415": "The body is of another content type.",
    "422": "The body says something that cannot be.",
    "429": "Too many requests: wait as long as `Retry-After` says.",
}


def install(app: Sanic) -> None:
    """Serves the description at `/api/v1/openapi.json`."""
    document = describe()

    @app.get("/api/v1/openapi.json")
    async def openapi(_: Request) -> HTTPResponse:
        return json(document, ensure_ascii=False)


def describe() -> dict[str, Any]:
    """The description as data."""
    models: list[type[BaseModel]] = [
        NewConversation,
        NewMessage,
        NewFeedback,
        ConversationBody,
        MessagesBody,
        ProblemBody,
    ]
    _, schemas = models_json_schema([(model, "validation") for model in models], ref_template=_REFERENCE)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Mission Niger: a conversational information point",
            "version": "1.0.0",
            "description": "Answers about Belgium's military mission in Niger, each with its source and date. "
            "Errors are problems of RFC 9457.",
        },
        "paths": {
            "/api/v1/conversations": {
                "post": _call(
                    "Start a conversation",
                    "201",
                    ConversationBody,
                    NewConversation,
                    ["400", "413", "415", "422", "429"],
                ),
                "delete": _call("Forget a conversation", "204", None, None, ["401"], opened=True),
            },
            "/api/v1/messages": {
                "post": _call("Say something", "200", MessagesBody, NewMessage, list(_REFUSALS), opened=True),
                "get": _call("The conversation so far", "200", MessagesBody, None, ["401", "429"], opened=True),
            },
            "/api/v1/feedback": {
                "post": _call("Say whether a message helped", "204", None, NewFeedback, list(_REFUSALS), opened=True),
            },
            "/api/v1/health/live": {"get": _health("Whether the process runs", [])},
            "/api/v1/health/ready": {"get": _health("Whether messages are answered", ["503"])},
        },
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "The token of one conversation"}
            },
        },
    }


def _call(
    summary: str,
    status: str,
    answer: type[BaseModel] | None,
    body: type[BaseModel] | None,
    refusals: list[str],
    opened: bool = False,
) -> dict[str, Any]:
    responses: dict[str, Any] = {status: {"description": "Done"} | _content(answer, "application/json")}
    responses |= {
        code: {"description": _REFUSALS[code]} | _content(ProblemBody, "application/problem+json") for code in refusals
    }
    call: dict[str, Any] = {"summary": summary, "responses": responses}
    if body:
        call["requestBody"] = {"required": True} | _content(body, "application/json")
    if opened:
        call["security"] = [{"token": []}]
    return call


def _content(model: type[BaseModel] | None, content_type: str) -> dict[str, Any]:
    if model is None:
        return {}
    return {"content": {content_type: {"schema": {"$ref": _REFERENCE.format(model=model.__name__)}}}}


def _health(summary: str, refusals: list[str]) -> dict[str, Any]:
    responses: dict[str, Any] = {"200": {"description": "Yes"}}
    responses |= {code: {"description": "No"} | _content(ProblemBody, "application/problem+json") for code in refusals}
    return {"summary": summary, "responses": responses}
