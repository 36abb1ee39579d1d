"""The results of an evaluation as one page with plots: accuracy by language, confusions, calibration."""

import html
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.evaluation.cases import Verdict
from bot.replies.reply import OUTCOMES

BINS = 10
"""Ranges of confidence that calibration is measured in."""


def write(verdicts: Sequence[Verdict], path: Path) -> None:
    """Writes the page. It loads nothing: the plots are drawings inside it."""
    plots = [_accuracy(verdicts), _confusions(verdicts), _calibration(verdicts)]
    misses = "".join(_miss(verdict) for verdict in verdicts if not verdict.right)
    right = sum(verdict.right for verdict in verdicts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Evaluation</title>"
        f"<style>body{{font:16px/1.5 sans-serif;max-width:60rem;margin:auto;padding:1rem}}svg{{max-width:100%}}</style>"
        f"<h1>{right} of {len(verdicts)} right</h1>{''.join(plots)}<h2>Misses</h2><dl>{misses}</dl></html>",
        encoding="utf-8",
    )


def calibration(verdicts: Sequence[Verdict]) -> list[tuple[float, float, int]]:
    """For each range of confidence that occurs: mean confidence, share of right replies, how many.

    Guo et al., “On calibration of modern neural networks” (2017), arXiv:1706.04599.
    """
    ranges = []
    for start in np.arange(BINS) / BINS:
        inside = [one for one in verdicts if start < one.confidence <= start + 1 / BINS]
        if inside:
            sure = float(np.mean([one.confidence for one in inside]))
            ranges.append((sure, sum(one.right for one in inside) / len(inside), len(inside)))
    return ranges


def _accuracy(verdicts: Sequence[Verdict]) -> str:
    figure, axes = _plot("Right, by language", (6, 3))
    languages = sorted({verdict.case.lang for verdict in verdicts})
    of_each = [[verdict.right for verdict in verdicts if verdict.case.lang == language] for language in languages]
    bars = axes.bar(languages, [100 * float(np.mean(rights)) for rights in of_each])
    axes.bar_label(bars, fmt="%.1f %%")
    axes.set_ylim(0, 110)
    return _drawn(figure)


def _confusions(verdicts: Sequence[Verdict]) -> str:
    figure, axes = _plot("Outcome wanted (first acceptable one) and given", (6, 5))
    pairs = Counter((verdict.case.outcome[0], verdict.reply.outcome) for verdict in verdicts if verdict.case.outcome)
    table = np.array([[pairs[wanted, given] for given in OUTCOMES] for wanted in OUTCOMES])
    axes.imshow(np.log1p(table), cmap="Blues")
    axes.set_xticks(range(len(OUTCOMES)), OUTCOMES, rotation=30)
    axes.set_yticks(range(len(OUTCOMES)), OUTCOMES)
    for row, column in np.argwhere(table):
        axes.text(column, row, str(table[row, column]), ha="center", va="center")
    return _drawn(figure)


def _calibration(verdicts: Sequence[Verdict]) -> str:
    figure, axes = _plot("Share of right replies against confidence", (6, 4))
    axes.plot([0, 1], [0, 1], linestyle="dashed")
    points = calibration(verdicts)
    axes.plot([sure for sure, _, _ in points], [share for _, share, _ in points], marker="o")
    for sure, share, count in points:
        axes.annotate(f"n={count}", (sure, share))
    return _drawn(figure)


def _plot(title: str, inches: tuple[float, float]) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=inches, layout="constrained")
    axes = figure.subplots()
    axes.set_title(title)
    return figure, axes


def _drawn(figure: Any) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg")
    drawing = buffer.getvalue()
    return drawing[drawing.index("<svg") :]


def _miss(verdict: Verdict) -> str:
    case = verdict.case
    asked = html.escape(f"{case.id} ({case.kind}): {' ⏎ '.join(case.turns)}")
    said = html.escape(f"{verdict.reply.outcome}: {verdict.reply.text}")
    return f"<dt>{asked}<dd>{said}<br><em>{html.escape('; '.join(verdict.faults))}</em>"
