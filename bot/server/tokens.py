"""Signed tokens: each opens one conversation, for a while."""

from itsdangerous import BadSignature, URLSafeTimedSerializer


class TokenError(PermissionError):
    """The token was not issued here, was changed, or has expired."""


class Tokens:
    """Issues and reads tokens. A token holds a conversation's id, signed with the server's secret (HMAC)."""

    def __init__(self, secret: str, time_to_live: float) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt="conversation")
        self._time_to_live = int(time_to_live)

    def issue(self, conversation: str) -> str:
        """A token for a conversation."""
        token = self._serializer.dumps(conversation)
        return token if isinstance(token, str) else token.decode()

    def read(self, token: str) -> str:
        """The conversation that a token opens. Raises `TokenError`."""
        try:
            conversation = self._serializer.loads(token, max_age=self._time_to_live)
        except BadSignature as error:
            raise TokenError("the token is not valid or has expired") from error
        if not isinstance(conversation, str):
            raise TokenError("the token is of another kind")
        return conversation
