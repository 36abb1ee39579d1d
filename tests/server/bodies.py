"""What can be sent to the API, and what cannot."""

from tests.server.visitor import CONVERSATIONS, FEEDBACK, MESSAGES

OPENED = [
    ("POST", MESSAGES, {"text": "bonjour"}),
    ("GET", MESSAGES, None),
    ("POST", FEEDBACK, {"message_id": "0" * 32, "helpful": True}),
    ("DELETE", CONVERSATIONS, None),
]
TAKING = [
    (CONVERSATIONS, {"channel": "api"}),
    (MESSAGES, {"text": "bonjour"}),
    (FEEDBACK, {"message_id": "0" * 32, "helpful": True}),
]
UNUSABLE_MESSAGES = {
    "both text and choice": {"text": "bonjour", "choice": "topic:new_nero"},
    "neither": {},
    "an unknown key": {"text": "bonjour", "sender": "bot"},
    "a conversation's name": {"text": "bonjour", "conversation": "abc"},
    "null text": {"text": None},
    "null choice": {"choice": None},
    "null text beside a choice": {"text": None, "choice": "topic:new_nero"},
    "no text": {"text": ""},
    "spaces only": {"text": "   "},
    "other white space only": {"text": "\t\n\u00a0\u2003"},
    "a number": {"text": 3},
    "a list": {"text": ["bonjour"]},
    "a lone surrogate": {"text": "a\ud800b"},
    "no choice": {"choice": ""},
    "a long choice": {"choice": "a" * 101},
    "a choice never offered": {"choice": "topic:nothing_like_it"},
    "an intent as a choice": {"choice": "/restart"},
    "a list of messages": [{"text": "bonjour"}],
    "a string": "bonjour",
    "null": None,
}
