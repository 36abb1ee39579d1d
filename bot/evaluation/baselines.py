"""Two baselines on the same conversations: what the bot reaches where its intents are ranked in another way."""

from contextlib import closing
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.dialogue.assistant import MODELS_FOLDER, Assistant, State
from bot.dialogue.processor import Processor
from bot.evaluation.cases import Case, Verdict
from bot.evaluation.nearest_neighbour import encoder, rank
from bot.evaluation.stock_rasa import VERSION, StockRasa, StockRasaError
from bot.evaluation.talking import evaluate
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loading import knowledge_base
from bot.nlu.example_importer import examples
from bot.nlu.intent_classifier import RANKING
from bot.nlu.intent_decision import QUESTIONS, IntentDecision
from bot.nlu.ranking import Ranking

ROOT = Path(__file__).parents[2]

NEAREST = "nearest example"
STOCK = f"stock Rasa {VERSION}"

_SWITCHING = frozenset(IntentDecision.get_default_config()["switching"])
"""The intents beside which the name of a language asks for an answer in it."""


class RankedAssistant(Assistant):
    """The assistant with another's ranking of intents: the likeliest one is asked, whatever was said before.

    Language, entities, actions and knowledge stay its own. A message is one question: it is not divided.
    """

    def __init__(self, base: KnowledgeBase, processor: Processor, rankings: dict[str, Ranking]) -> None:
        """`rankings` holds those of every text that will be said, the likeliest intent first."""
        super().__init__(base, processor)
        self._rankings = rankings

    def parse(self, text: str, state: State) -> dict[str, Any]:
        """What the NLU pipeline makes of a text, with the other ranking; commands and blanks stay what they are."""
        parsed = super().parse(text, state)
        return with_ranking(parsed, self._rankings[text]) if QUESTIONS in parsed else parsed


def with_ranking(parsed: dict[str, Any], ranking: Ranking) -> dict[str, Any]:
    """A parsed message that asks one question, the likeliest of a ranking."""
    intent, entities = ranking[0], parsed["entities"]
    named = [entity["value"] for entity in entities if entity["entity"] == "language"]
    language = named[0] if named and intent["name"] in _SWITCHING else parsed["language"]
    asked = {**intent, RANKING: ranking, "entities": entities, "text": parsed["text"], "language": language}
    return {**parsed, "intent": intent, RANKING: ranking, QUESTIONS: [asked]}


async def measure(
    cases: list[Case], console: Console, with_page: bool = True, train_stock: bool = False
) -> dict[str, list[Verdict] | str]:
    """Has all conversations with each baseline: by name, the verdicts, or why it is left out."""
    texts = list(dict.fromkeys(text for case in cases for text in case.turns))
    taught = [
        (example.get("text"), example.get("intent"))
        for file in sorted((ROOT / "data" / "nlu").rglob("*.yml"))
        for example in examples(file)
    ]
    base, processor = knowledge_base(), Processor(MODELS_FOLDER)
    measured: dict[str, list[Verdict] | str] = {}
    with closing(RankedAssistant(base, processor, rank(texts, taught, encoder(console)))) as nearest:
        measured[NEAREST] = await evaluate(cases, console, with_page, nearest)
    try:
        with closing(RankedAssistant(base, processor, StockRasa(ROOT, console).rank(texts, train_stock))) as stock:
            measured[STOCK] = await evaluate(cases, console, with_page, stock)
    except StockRasaError as error:
        measured[STOCK] = str(error)
    return measured
