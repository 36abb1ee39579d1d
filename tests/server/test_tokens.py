import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer

from bot.server.tokens import TokenError, Tokens

SECRET = "a secret of more than thirty-two characters"


def test_a_token_opens_the_conversation_it_was_issued_for() -> None:
    tokens = Tokens(SECRET, time_to_live=60)
    assert tokens.read(tokens.issue("abc")) == "abc"


def test_a_token_of_another_server_opens_nothing() -> None:
    with pytest.raises(TokenError):
        Tokens(SECRET, time_to_live=60).read(Tokens(SECRET + "!", time_to_live=60).issue("abc"))


def test_an_expired_token_opens_nothing() -> None:
    with pytest.raises(TokenError):
        Tokens(SECRET, time_to_live=-1).read(Tokens(SECRET, time_to_live=60).issue("abc"))


def test_a_token_signed_for_something_else_opens_nothing() -> None:
    with pytest.raises(TokenError):
        Tokens(SECRET, time_to_live=60).read(str(URLSafeTimedSerializer(SECRET, salt="other").dumps("abc")))
    with pytest.raises(TokenError):
        Tokens(SECRET, time_to_live=60).read(str(URLSafeTimedSerializer(SECRET, salt="conversation").dumps(["abc"])))


@given(st.text(max_size=200))
def test_nothing_made_up_opens_anything(made_up: str) -> None:
    with pytest.raises(TokenError):
        Tokens(SECRET, time_to_live=60).read(made_up)
