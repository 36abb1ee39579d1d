"""The results of an evaluation in a terminal."""

from collections import defaultdict
from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from bot.evaluation.cases import UNRELATED, Verdict

FACTUAL = ("answered", "stale")
"""The outcomes that give a fact."""
LONG = 3
"""Words from which on a message says its language."""


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
    conversations = [verdict for verdict in verdicts if verdict.case.kind != UNRELATED]
    for title, group in (("language", "lang"), ("kind", "kind"), ("persona", "persona")):
        table = Table(title, "right", "of", "rate")
        counts: dict[str, list[bool]] = defaultdict(list)
        for verdict in conversations:
            counts[getattr(verdict.case, group)].append(verdict.right)
        for name, rights in sorted(counts.items()):
            table.add_row(name, str(sum(rights)), str(len(rights)), f"{100 * sum(rights) / len(rights):.1f} %")
        console.print(table)
    console.print(_rate("right", [verdict.right for verdict in conversations]))
    given = [verdict.reply.outcome in FACTUAL for verdict in verdicts if verdict.case.kind == UNRELATED]
    if given:
        console.print(_rate("unrelated utterances that got a fact", given))
    spoken = [
        verdict.reply.language == verdict.case.reply_lang
        for verdict in verdicts
        if verdict.case.reply_lang and len(verdict.case.turns[-1].split()) >= LONG
    ]
    console.print(_rate(f"reply language right, messages of {LONG} words or more", spoken))


def compare(measured: Mapping[str, list[Verdict] | str], console: Console) -> None:
    """Prints what each of several ways to rank intents reaches on the same conversations, or why it was left out."""
    table = Table("intents ranked by", "right", "unrelated that got a fact")
    for name, verdicts in measured.items():
        if isinstance(verdicts, str):
            console.print(f"left out: {name}: {verdicts}", markup=False)
            continue
        right = [verdict.right for verdict in verdicts if verdict.case.kind != UNRELATED]
        given = [verdict.reply.outcome in FACTUAL for verdict in verdicts if verdict.case.kind == UNRELATED]
        table.add_row(name, _share(right), _share(given) if given else "–")
    console.print(table)


def _rate(what: str, hits: list[bool]) -> str:
    return f"{what}: {_share(hits)}"


def _share(hits: list[bool]) -> str:
    return f"{sum(hits)} of {len(hits)} ({100 * sum(hits) / max(1, len(hits)):.2f} %)"
