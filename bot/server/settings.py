"""The operator's settings, from environment variables; docs/configuration.md explains each."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import OperatorError

DATA_FOLDER = Path(__file__).parents[2] / "var"


class SettingsError(OperatorError):
    """A variable has a value that cannot be; the message names it and says what it takes."""


class Settings(BaseModel):
    """What the server needs to know. Times are in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 5005
    database_url: str = f"sqlite:///{DATA_FOLDER / 'conversations.db'}"
    secret_key: Annotated[str, Field(min_length=32)] | None = None
    conversation_ttl: Annotated[float, Field(gt=0, le=366 * 24 * 3600)] = 24 * 3600
    rate_limit_per_minute: Annotated[int, Field(ge=1)] = 30
    trusted_proxies: Annotated[int, Field(ge=0)] = 0
    metrics_token: Annotated[str, Field(min_length=16)] | None = None
    shutdown_timeout: Annotated[float, Field(ge=0, le=600)] = 15

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Reads the variables that are set. Raises `SettingsError` with a line for each that cannot be."""
        given = {name: environment[name.upper()] for name in cls.model_fields if environment.get(name.upper())}
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            lines = [f"{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors()]
            raise SettingsError("These settings cannot be used:\n" + "\n".join(lines)) from error

    def secret(self) -> str:
        """The key that signs tokens: the one given, else one that is made at the first start and kept for the next."""
        if self.secret_key:
            return self.secret_key
        path = DATA_FOLDER / "secret_key"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48), encoding="ascii")
        return path.read_text(encoding="ascii")
