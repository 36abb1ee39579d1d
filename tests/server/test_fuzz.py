"""Ten thousand bodies that nobody would send, to the three calls that take one, over real connections that stay open."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.documented import PROBLEM, described
from tests.server.running import Server
from tests.server.visitor import CONVERSATIONS, FEEDBACK, MESSAGES, Visitor, client

TURNS = 200
GREETING = b"the id of the greeting"
FUZZ = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)

ANY = st.characters(exclude_categories=())
CONTROL = st.characters(categories=("Cc", "Cf", "Co", "Cn", "Zs", "Zl", "Zp"))
MARKS = st.characters(categories=("Mn", "Me", "Sk", "So", "Sm", "Nl", "No"))
TYPED = st.sampled_from(
    [*"abcéœ ?!.,;:'’\"/\\{}[]()<>&%$#@*_-–…\n\t0123456789", "New Nero ", "c'est quoi ", "combien ", "2017 ", "½ "]
)
CHOICES = st.sampled_from(["topic:new_nero", "something_else", "topic:", ":", "/restart"])
TEXTS = st.one_of(
    st.text(ANY, max_size=60),
    st.text(CONTROL, max_size=30),
    st.text(MARKS, max_size=30),
    st.lists(TYPED, max_size=40).map("".join),
    st.tuples(ANY, st.integers(498, 502)).map(lambda drawn: drawn[0] * drawn[1]),
)
CHANNELS = st.sampled_from(["widget", "kiosk", "api"])
LANGUAGES = st.sampled_from(["fr", "nl", "en", "de", None])
KEYS = st.sampled_from(["text", "choice", "channel", "language", "message_id", "helpful", "id", ""]) | st.text(
    ANY, max_size=5
)
NUMBERS = st.integers() | st.floats() | st.sampled_from([0, -1, 1e308, 10**30])
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
JSON = st.builds(lambda value, ascii_only: _encoded(value, ascii_only), VALUES, st.booleans())


def _encoded(value: Any, ascii_only: bool) -> bytes:
    return json.dumps(value, ensure_ascii=ascii_only).encode(errors="surrogatepass")


def _cut(drawn: tuple[bytes, int]) -> bytes:
    content, at = drawn
    return content[: at % (len(content) + 1)]


def bodies(*right: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[bytes]:
    """Half of them of the right form, the others nearly so, cut off, or nothing like it."""
    good = st.one_of([st.fixed_dictionaries(keys) for keys in right])
    values = {name: values | VALUES for keys in right for name, values in keys.items()}
    nearly = st.fixed_dictionaries({}, optional=values | {"other": VALUES})
    whole = st.builds(_encoded, good, st.booleans())
    broken = st.tuples(whole, st.integers(0, 10_000)).map(_cut)
    letters = st.text(ANY, max_size=200).map(lambda text: text.encode(errors="surrogatepass"))
    others = st.one_of(st.builds(_encoded, nearly, st.booleans()), broken, JSON, letters, st.binary(max_size=300))
    return st.booleans().flatmap(lambda well: whole if well else others)


class Fuzzed:
    """Sends bodies as a visitor who begins anew now and then."""

    def __init__(self, server: Server, http: httpx.Client) -> None:
        self._server = server
        self._http = http
        self._visitor = Visitor(http)
        self._turns = 0

    def send(self, path: str, body: bytes) -> None:
        """Fails where the answer is not one that is documented, or is a fault of the server."""
        self._turns += 1
        if self._turns % TURNS == 0:
            self._visitor = Visitor(self._http)
        response = self._visitor.post(body.replace(GREETING, self._visitor.greeting["id"].encode()), path=path)
        if response.status_code >= 500:
            self._visitor = Visitor(self._http)
        call = described(self._server.description, "POST", path)
        assert call
        assert response.status_code < 500, response.text
        assert str(response.status_code) in call["responses"]
        if response.status_code >= 400:
            assert response.headers["content-type"] == PROBLEM
            assert response.json()["status"] == response.status_code


@pytest.fixture(scope="module")
def fuzzed(server: Server) -> Iterator[Fuzzed]:
    with client(server) as http:
        yield Fuzzed(server, http)


@settings(FUZZ, max_examples=5000)
@given(bodies({"text": TEXTS}, {"text": TEXTS}, {"choice": CHOICES | TEXTS}))
def test_no_message_brings_the_server_down(fuzzed: Fuzzed, body: bytes) -> None:
    fuzzed.send(MESSAGES, body)


@settings(FUZZ, max_examples=2500)
@given(
    bodies({"channel": CHANNELS, "language": LANGUAGES}, {"channel": CHANNELS | TEXTS, "language": LANGUAGES | TEXTS})
)
def test_no_beginning_brings_the_server_down(fuzzed: Fuzzed, body: bytes) -> None:
    fuzzed.send(CONVERSATIONS, body)


@settings(FUZZ, max_examples=2500)
@given(
    bodies(
        {"message_id": st.just(GREETING.decode()), "helpful": st.booleans()},
        {"message_id": TEXTS, "helpful": st.booleans()},
    )
)
def test_no_rating_brings_the_server_down(fuzzed: Fuzzed, body: bytes) -> None:
    fuzzed.send(FEEDBACK, body)


def test_the_server_answers_as_ever_after_all_of_it(visitor: Visitor) -> None:
    assert visitor.say("C’est quoi New Nero ?")["outcome"] == "answered"
