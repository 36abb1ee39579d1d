"""What callers may send and what they get, as types: the API checks with them, and its description is made from them."""

from json import loads
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from sanic import Request

from bot.knowledge.schema import Language
from bot.replies.reply import Outcome
from bot.server.problems import ProblemError

LONGEST_TEXT = 500
LARGEST_BODY = 8 * 1024


class Body(BaseModel):
    """A request body: unknown keys are refused, values are not converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


class NewConversation(Body):
    """Starts a conversation."""

    channel: Literal["widget", "kiosk", "api"]
    language: Language | None = None


class NewMessage(Body):
    """Says something: a typed text, or a choice that the bot offered."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["text"]}, {"required": ["choice"]}]})

    text: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT, pattern=r"\S")] = Field(default=None)  # type: ignore[assignment] # absent, never null
    choice: Annotated[str, StringConstraints(min_length=1, max_length=100)] = Field(default=None)  # type: ignore[assignment] # absent, never null

    @model_validator(mode="after")
    def _one_of_both(self) -> "NewMessage":
        if len(self.model_fields_set) != 1:
            raise ValueError("send either `text` or `choice`")
        if self.text is not None and not self.text.strip():
            raise ValueError("`text` has nothing but blanks")
        return self


class NewFeedback(Body):
    """Says whether a message of the bot helped."""

    message_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    helpful: bool


class SourceBody(BaseModel):
    """Where an answer comes from."""

    title: str
    publisher: str
    url: str
    date: str | None
    confidence: Literal["official", "press"]


class ChoiceBody(BaseModel):
    """Something to tap: send `value` back as `choice`."""

    label: str
    value: str


class Message(BaseModel):
    """A message of the bot, or, in the history, of the visitor (`sender`)."""

    id: str
    sender: Literal["bot", "visitor"]
    text: str
    language: Language
    outcome: Outcome | None
    topics: list[str]
    sources: list[SourceBody]
    choices: list[ChoiceBody]
    card: dict[str, Any] | None


class ConversationBody(BaseModel):
    """A new conversation: `token` opens it until `expires_at` (RFC 3339)."""

    token: str
    expires_at: str
    language: Language
    messages: list[Message]


class MessagesBody(BaseModel):
    """Messages, oldest first, and the conversation's language."""

    messages: list[Message]
    language: Language


class ProblemBody(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


SomeBody = TypeVar("SomeBody", bound=Body)


def read(request: Request, kind: type[SomeBody]) -> SomeBody:
    """The request's body as its type. Raises `ProblemError`: 415 for no JSON type, 400 for no JSON, 422 for the rest."""
    content_type = (request.headers.get("content-type") or "").split(";")[0].strip().lower()
    if content_type != "application/json":
        raise ProblemError(415, "Send JSON, with the header `Content-Type: application/json`.")
    try:
        data = loads(request.body.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, "The body is not JSON in UTF-8.") from error
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc'])) or 'body'}: {fault['msg']}" for fault in error.errors()]
        raise ProblemError(422, "; ".join(faults)) from error
