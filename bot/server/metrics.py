"""Counts for Prometheus: how many, how fast, with which outcome. Never what was said, nor by whom."""

import hmac

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from sanic import HTTPResponse, Request, Sanic, raw

from bot.replies.reply import Reply
from bot.server.problems import ProblemError

_registry = CollectorRegistry()
ProcessCollector(registry=_registry)
_conversations = Counter("bot_conversations", "Conversations started", ["channel"], registry=_registry)
_messages = Counter("bot_messages", "Messages answered", ["language", "outcome"], registry=_registry)
_feedback = Counter("bot_feedback", "Answers rated", ["helpful"], registry=_registry)
_responses = Counter("bot_http_responses", "HTTP responses", ["method", "status"], registry=_registry)
_seconds = Histogram(
    "bot_message_seconds",
    "Time to answer a message",
    registry=_registry,
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)


def install(app: Sanic) -> None:
    """Mounts `/metrics` where the settings give it a token, and counts responses."""

    @app.on_response
    async def count(request: Request, response: HTTPResponse) -> None:
        known = request.method if request.method in ("GET", "POST", "DELETE", "HEAD", "OPTIONS") else "other"
        _responses.labels(known, response.status).inc()

    if app.ctx.bot.settings.metrics_token:
        app.add_route(metrics, "/metrics")


async def metrics(request: Request) -> HTTPResponse:
    """The counts as Prometheus text, for the holder of `METRICS_TOKEN`."""
    given = (request.headers.get("authorization") or "").encode()
    wanted = f"Bearer {request.app.ctx.bot.settings.metrics_token}".encode()
    if not hmac.compare_digest(given, wanted):
        raise ProblemError(
            401, "Send the metrics token: `Authorization: Bearer <token>`.", {"WWW-Authenticate": "Bearer"}
        )
    return raw(generate_latest(_registry), content_type=CONTENT_TYPE_LATEST)


def conversation_started(channel: str) -> None:
    """Counts a conversation."""
    _conversations.labels(channel).inc()


def message_answered(reply: Reply, seconds: float) -> None:
    """Counts an answer and its time."""
    _messages.labels(reply.language, reply.outcome).inc()
    _seconds.observe(seconds)


def feedback_given(helpful: bool) -> None:
    """Counts a rating."""
    _feedback.labels(str(helpful).lower()).inc()
