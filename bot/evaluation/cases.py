"""Test conversations, and what makes a reply to one of them right."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.errors import OperatorError
from bot.replies.reply import Reply

UNRELATED = "unrelated"
"""The kind of an utterance that must not get a fact."""


@dataclass(frozen=True)
class Case:
    """A conversation and what the reply to its last turn must be like.

    `expect` holds regular expressions, searched in the whole reply without regard to case: every one of `all`, at
    least one of `any` where there are any, none of `none`. `outcome` lists the acceptable outcomes.
    """

    id: str
    lang: str
    persona: str
    kind: str
    turns: list[str]
    expect: dict[str, list[str]] = field(default_factory=dict)
    outcome: list[str] = field(default_factory=list)
    reply_lang: str | None = None


class CaseError(OperatorError):
    """A file of test conversations cannot be read; the message names the line."""


@dataclass(frozen=True)
class Verdict:
    """What the bot replied to a case, and what was wrong with it: nothing where it was right.

    `confidence` is how sure it was of having understood the last message, from 0 to 1.
    """

    case: Case
    reply: Reply
    faults: list[str]
    confidence: float = 1.0

    @property
    def right(self) -> bool:
        """Whether nothing was wrong."""
        return not self.faults


def read_cases(path: Path) -> list[Case]:
    """Reads cases, one JSON object a line. Raises `CaseError` with file and line for a line that is none."""
    cases = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path} cannot be read as text: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                data: dict[str, Any] = json.loads(line)
                cases.append(Case(**{"reply_lang": data["lang"], **data}))
            except (ValueError, TypeError, KeyError) as error:
                raise CaseError(
                    f"{path}:{number}: this line is not a test conversation ({error}): see `Case`."
                ) from error
    return cases


def read_utterances(path: Path) -> list[Case]:
    """Reads utterances that have nothing to do with the mission, one a line; the file's name is their language.

    None of them may get a fact. Raises `CaseError` for a file that cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path} cannot be read as text: {error}") from error
    outcomes = ["out_of_scope", "clarify", "sensitive", "smalltalk"]
    return [
        Case(f"{path.stem}:{number}", path.stem, "visitor", UNRELATED, [line], outcome=outcomes)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def judge(case: Case, reply: Reply, confidence: float = 1.0) -> Verdict:
    """Holds a reply against what its case expects."""
    text = reply.text
    expect = case.expect
    faults = [f"lacks /{pattern}/" for pattern in expect.get("all", []) if not _found(pattern, text)]
    if expect.get("any") and not any(_found(pattern, text) for pattern in expect["any"]):
        faults.append("has none of " + ", ".join(f"/{pattern}/" for pattern in expect["any"]))
    faults += [f"says /{pattern}/" for pattern in expect.get("none", []) if _found(pattern, text)]
    if case.outcome and reply.outcome not in case.outcome:
        faults.append(f"outcome {reply.outcome}, not {' or '.join(case.outcome)}")
    if case.reply_lang and reply.language != case.reply_lang:
        faults.append(f"in {reply.language}, not {case.reply_lang}")
    return Verdict(case, reply, faults, confidence)


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None
