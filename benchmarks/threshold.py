"""`python -m benchmarks.threshold`: what each threshold of the gate for out of scope costs and brings, drawn for the docs.

For every threshold, all test conversations are had and all unrelated utterances said once: some minutes on two cores.
"""

import asyncio
from pathlib import Path

import numpy as np
from rich.console import Console

from bot.dialogue.assistant import Assistant
from bot.evaluation.cases import UNRELATED, Case, read_cases, read_utterances
from bot.evaluation.report import FACTUAL
from bot.evaluation.talking import evaluate
from bot.knowledge.loading import knowledge_base
from bot.logs import quiet
from bot.nlu.intent_decision import IntentDecision

ROOT = Path(__file__).parents[1]
CONVERSATIONS = ROOT / "tests" / "conversations"
THRESHOLDS = np.array([-1.0, -0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3])
OUT = ROOT / "docs" / "threshold.svg"


async def measured(assistant: Assistant, cases: list[Case], console: Console) -> tuple[float, float]:
    """Per cent of the conversations that are answered right, and of the unrelated utterances that get a fact."""
    verdicts = await evaluate(cases, console, assistant=assistant)
    right = [verdict.right for verdict in verdicts if verdict.case.kind != UNRELATED]
    given = [verdict.reply.outcome in FACTUAL for verdict in verdicts if verdict.case.kind == UNRELATED]
    return 100 * float(np.mean(right)), 100 * float(np.mean(given))


def main() -> None:
    """Measures every threshold, prints the figures and writes the curve to `docs/threshold.svg`."""
    from matplotlib.figure import Figure

    quiet()
    console = Console(highlight=False)
    cases = [case for file in sorted(CONVERSATIONS.glob("*.jsonl")) for case in read_cases(file)]
    cases += [case for file in sorted(CONVERSATIONS.glob("unrelated/*.txt")) for case in read_utterances(file)]
    assistant = Assistant.load(knowledge_base())
    decision = assistant.component(IntentDecision)
    used = decision.threshold
    figures = []
    for decision.threshold in THRESHOLDS:
        figures.append(asyncio.run(measured(assistant, cases, console)))
        console.print(f"{decision.threshold:5.2f}  right {figures[-1][0]:.1f} %  unrelated {figures[-1][1]:.2f} %")
    assistant.close()
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    axes.plot([given for _, given in figures], [right for right, _ in figures], marker="o")
    for threshold, (right, given) in zip(THRESHOLDS, figures, strict=True):
        axes.annotate(f"{threshold:.2f}", (given, right), textcoords="offset points", xytext=(6, -4))
    axes.set_title(f"The gate for out of scope, by its threshold ({used} is used)")
    axes.set_xlabel("unrelated utterances that get a fact, %")
    axes.set_ylabel("conversations right, %")
    figure.savefig(OUT)
    console.print(f"Drawn in {OUT.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
