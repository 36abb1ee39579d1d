"""How many test conversations are answered right: the same measure for everyone who runs it."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.dialogue.assistant import Assistant, State
from bot.errors import OperatorError
from bot.knowledge.loading import knowledge_base
from bot.replies.reply import Reply


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
    """What the bot replied to a case, and what was wrong with it: nothing where it was right."""

    case: Case
    reply: Reply
    faults: list[str]

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


def judge(case: Case, reply: Reply) -> Verdict:
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
    return Verdict(case, reply, faults)


async def evaluate(cases: Iterable[Case], console: Console) -> list[Verdict]:
    """Has every conversation with the bot, each from its beginning, and judges its last reply."""
    assistant = Assistant.load(knowledge_base())
    verdicts = []
    try:
        for case in track(list(cases), "Asking…", console=console, transient=True):
            state = State.fresh(None)
            for text in case.turns:
                turn = await assistant.answer_text(state, text)
                state = turn.state
            verdicts.append(judge(case, turn.reply))
    finally:
        assistant.close()
    return verdicts


def report(verdicts: list[Verdict], console: Console) -> None:
    """Prints every miss with what was said, then the rates by language, kind and persona."""
    for verdict in verdicts:
        if not verdict.right:
            case = verdict.case
            console.print(f"✗ {case.id} {case.kind}: {' ⏎ '.join(case.turns)}", markup=False)
            console.print(
                f"    said ({verdict.reply.outcome}, {', '.join(verdict.reply.topics) or '–'}): {verdict.reply.text!r}",
                markup=False,
            )
            console.print(f"    {'; '.join(verdict.faults)}\n", markup=False)
    for title, group in (("language", "lang"), ("kind", "kind"), ("persona", "persona")):
        table = Table(title, "right", "of", "rate")
        counts: dict[str, list[bool]] = defaultdict(list)
        for verdict in verdicts:
            counts[getattr(verdict.case, group)].append(verdict.right)
        for name, rights in sorted(counts.items()):
            table.add_row(name, str(sum(rights)), str(len(rights)), f"{100 * sum(rights) / len(rights):.1f} %")
        console.print(table)
    right = sum(verdict.right for verdict in verdicts)
    console.print(f"{right} of {len(verdicts)} right: {100 * right / max(1, len(verdicts)):.1f} %")


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None
