"""The calls of the HTTP API, version 1: conversations, messages, feedback."""

import time
from datetime import UTC, datetime
from typing import Any

from sanic import HTTPResponse, Request, Sanic, empty, json

from bot.dialogue.conversations import Said, UnknownChoiceError, UnknownConversationError
from bot.dialogue.store import Entry
from bot.server import metrics
from bot.server.bodies import NewConversation, NewFeedback, NewMessage, read
from bot.server.problems import ProblemError
from bot.server.tokens import TokenError

PREFIX = "/api/v1"


def install(app: Sanic) -> None:
    """Mounts the calls."""
    app.add_route(start, f"{PREFIX}/conversations", methods=["POST"])
    app.add_route(forget, f"{PREFIX}/conversations", methods=["DELETE"], name="forget")
    app.add_route(say, f"{PREFIX}/messages", methods=["POST"])
    app.add_route(history, f"{PREFIX}/messages", methods=["GET"], name="history")
    app.add_route(rate, f"{PREFIX}/feedback", methods=["POST"])


async def start(request: Request) -> HTTPResponse:
    """`POST /conversations`: a new conversation, with the greeting."""
    bot = request.app.ctx.bot
    _limit(request, f"address {request.client_ip}")
    body = read(request, NewConversation)
    conversation, said = await bot.conversations.begin(body.channel, body.language)
    metrics.conversation_started(body.channel)
    expires_at = datetime.fromtimestamp(conversation.expires, UTC).isoformat(timespec="seconds")
    answer = {
        "token": bot.tokens.issue(conversation.id),
        "expires_at": expires_at,
        "language": said.reply.language,
        "messages": [_message(said)],
    }
    return json(answer, status=201, ensure_ascii=False)


async def say(request: Request) -> HTTPResponse:
    """`POST /messages`: a text or a choice, answered."""
    bot = request.app.ctx.bot
    conversation = _opened(request)
    _limit(request, f"conversation {conversation}")
    body = read(request, NewMessage)
    started = time.perf_counter()
    try:
        if body.text is not None:
            said = await bot.conversations.say(conversation, body.text)
        else:
            said = await bot.conversations.choose(conversation, body.choice)
    except UnknownConversationError as error:
        raise _gone() from error
    except UnknownChoiceError as error:
        raise ProblemError(
            422, "choice: it was not offered in this conversation; send the `value` of an offered choice."
        ) from error
    metrics.message_answered(said.reply, time.perf_counter() - started)
    return json({"messages": [_message(said)], "language": said.reply.language}, ensure_ascii=False)


async def history(request: Request) -> HTTPResponse:
    """`GET /messages`: the conversation so far, both sides."""
    conversation = _opened(request)
    _limit(request, f"conversation {conversation}")
    try:
        entries = await request.app.ctx.bot.conversations.history(conversation)
    except UnknownConversationError as error:
        raise _gone() from error
    if not entries:
        raise _gone()
    answer = {"messages": [_kept(entry) for entry in entries], "language": entries[-1].body["language"]}
    return json(answer, ensure_ascii=False)


async def rate(request: Request) -> HTTPResponse:
    """`POST /feedback`: whether a message helped."""
    conversation = _opened(request)
    _limit(request, f"conversation {conversation}")
    body = read(request, NewFeedback)
    try:
        kept = await request.app.ctx.bot.conversations.rate(conversation, body.message_id, body.helpful)
    except UnknownConversationError as error:
        raise _gone() from error
    if not kept:
        raise ProblemError(422, "message_id: the bot said no such message in this conversation.")
    metrics.feedback_given(body.helpful)
    return empty()


async def forget(request: Request) -> HTTPResponse:
    """`DELETE /conversations`: nothing of the conversation is left."""
    conversation = _opened(request)
    try:
        await request.app.ctx.bot.conversations.forget(conversation)
    except UnknownConversationError as error:
        raise _gone() from error
    return empty()


def _opened(request: Request) -> str:
    """The conversation that the request's token opens."""
    scheme, _, token = (request.headers.get("authorization") or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise ProblemError(
            401, "Send the conversation's token: `Authorization: Bearer <token>`.", {"WWW-Authenticate": "Bearer"}
        )
    try:
        conversation: str = request.app.ctx.bot.tokens.read(token.strip())
    except TokenError as error:
        raise _gone() from error
    return conversation


def _limit(request: Request, caller: str) -> None:
    wait = request.app.ctx.bot.limit.wait(caller, time.monotonic())
    if wait:
        raise ProblemError(429, f"Wait {wait} s before the next request.", {"Retry-After": str(wait)})


def _gone() -> ProblemError:
    detail = "The token is not valid or has expired, or the conversation was forgotten: start a new conversation."
    return ProblemError(401, detail, {"WWW-Authenticate": 'Bearer error="invalid_token"'})


def _message(said: Said) -> dict[str, Any]:
    return {"id": said.id, "sender": "bot", **said.reply.as_dict()}


def _kept(entry: Entry) -> dict[str, Any]:
    if entry.sender == "bot":
        return {"id": entry.id, "sender": "bot", **entry.body}
    said: dict[str, Any] = {"text": entry.body["text"], "language": entry.body["language"], "outcome": None}
    return {"id": entry.id, "sender": "visitor", **said, "topics": [], "sources": [], "choices": [], "card": None}
