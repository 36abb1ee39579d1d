import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from bot.dialogue.assistant import Assistant, State
from bot.evaluation import stock_rasa
from bot.evaluation.baselines import RankedAssistant, with_ranking
from bot.evaluation.cases import Case, Verdict, judge
from bot.evaluation.nearest_neighbour import LEAST_SIMILARITY, encoder, rank
from bot.evaluation.report import compare
from bot.evaluation.stock_rasa import StockRasa, StockRasaError, find_python, fingerprint, read_rankings
from bot.evaluation.talking import evaluate
from bot.replies.reply import Reply

QUIET = Console(file=io.StringIO())
EXAMPLES = [
    ("Quand la coopération a-t-elle commencé ?", "ask_cooperation_start"),
    ("How many soldiers are there?", "ask_strength_total"),
    ("Since when do you work together?", "ask_cooperation_start"),
    ("hello", "greet"),
]


def entry(name: str, confidence: float) -> dict:
    return {"name": name, "confidence": confidence}


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing on its path and nothing under pyenv."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return tmp_path


def put_python(path: Path, says: str) -> Path:
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\n{says}\n")
    path.chmod(0o755)
    return path


def test_a_text_asks_what_the_most_similar_example_asks() -> None:
    rankings = rank(
        ["How many soldiers do you have there?", "when did you begin to work together"], EXAMPLES, encoder(QUIET)
    )
    assert [ranking[0]["name"] for ranking in rankings.values()] == ["ask_strength_total", "ask_cooperation_start"]
    for ranking in rankings.values():
        assert {one["name"] for one in ranking} == {"ask_cooperation_start", "ask_strength_total", "greet"}
        confidences = [one["confidence"] for one in ranking]
        assert confidences == sorted(confidences, reverse=True)


def test_an_example_is_most_similar_to_itself() -> None:
    rankings = rank([text for text, _ in EXAMPLES], EXAMPLES, encoder(QUIET))
    for text, intent in EXAMPLES:
        assert rankings[text][0] == {"name": intent, "confidence": pytest.approx(1, abs=1e-3)}


def test_what_is_similar_to_no_example_is_out_of_scope() -> None:
    (ranking,) = rank(["blue cheese recipe with walnuts"], EXAMPLES, encoder(QUIET)).values()
    assert ranking[0] == entry("out_of_scope", LEAST_SIMILARITY)
    assert ranking[1]["confidence"] < LEAST_SIMILARITY


def test_rankings_of_stock_rasa_are_read_text_by_text(tmp_path: Path) -> None:
    handed = tmp_path / "rankings.json"
    sure, unsure = [entry("greet", 0.9), entry("thank", 0.1)], [entry("nlu_fallback", 0.3), entry("greet", 0.2)]
    handed.write_text(json.dumps([sure, unsure]))
    found = read_rankings(["hello", "hm"], handed)
    assert found == {"hello": sure, "hm": [entry("out_of_scope", 0.3), entry("greet", 0.2)]}


def test_a_ranking_for_every_text_or_none(tmp_path: Path) -> None:
    handed = tmp_path / "rankings.json"
    handed.write_text("[]")
    with pytest.raises(ValueError, match="shorter"):
        read_rankings(["hello"], handed)


def test_stock_rasa_is_handed_texts_and_hands_back_rankings(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker is a stand-in for Rasa that finds every text a greeting; environment and model are there already."""
    folder = machine / "build" / "stock-rasa"
    model = folder / "models" / f"{fingerprint(machine / 'data' / 'nlu')}.tar.gz"
    model.parent.mkdir(parents=True)
    model.touch()
    (folder / f"installed-{stock_rasa.VERSION}").touch()
    put_python(folder / "venv" / "bin" / "python", f'exec "{sys.executable}" "$@"')
    worker = machine / "worker.py"
    worker.write_text(
        "import json, sys\nmodel, texts, rankings = sys.argv[1:]\n"
        "found = [[{'name': 'greet', 'confidence': len(text)}] for text in json.load(open(texts, encoding='utf-8'))]\n"
        "json.dump(found, open(rankings, 'w'))\n"
    )
    monkeypatch.setattr(stock_rasa, "_WORKER", worker)
    assert StockRasa(machine, QUIET).rank(["où ?", "hé"]) == {"où ?": [entry("greet", 4)], "hé": [entry("greet", 2)]}


def test_without_its_python_stock_rasa_is_left_out_and_says_why(machine: Path) -> None:
    with pytest.raises(StockRasaError, match=r"Python 3\.10"):
        StockRasa(machine, QUIET).rank(["hello"])


def test_hours_of_training_have_to_be_asked_for(machine: Path) -> None:
    put_python(machine / "bin" / "python3.10", "echo 3.10")
    with pytest.raises(StockRasaError, match="--train-stock"):
        StockRasa(machine, QUIET).rank(["hello"])
    assert not (machine / "build").exists()


def test_its_python_is_found_under_pyenv_behind_a_command_that_does_not_work(machine: Path) -> None:
    put_python(machine / "bin" / "python3.10", "echo 'pyenv: command not found' >&2; exit 127")
    python = put_python(machine / "pyenv" / "versions" / "3.10.13" / "bin" / "python", "echo 3.10")
    assert find_python() == python


def test_the_model_is_another_where_an_example_changed(tmp_path: Path) -> None:
    file = tmp_path / "fr" / "x.yml"
    file.parent.mkdir()
    file.write_text("one")
    first = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == first
    file.write_text("another")
    assert fingerprint(tmp_path) != first


def test_the_worker_needs_nothing_of_the_project() -> None:
    worker = Path(stock_rasa.__file__).with_name("stock_worker.py")
    asked = [sys.executable, "-I", str(worker)]
    done = subprocess.run(asked, capture_output=True, text=True, cwd=os.sep, check=False)
    assert "missing 3 required positional arguments" in done.stderr


@pytest.mark.parametrize(("intent", "language"), [("change_language", "nl"), ("greet", "en")])
def test_the_language_asked_for_is_that_of_the_reply(intent: str, language: str) -> None:
    named = [{"entity": "language", "value": "nl"}]
    parsed = {"text": "Dutch please", "entities": named, "language": "en", "questions": [{}, {}], "intent": {}}
    (question,) = with_ranking(parsed, [entry(intent, 0.8)])["questions"]
    assert (question["name"], question["language"], question["entities"]) == (intent, language, named)


async def test_a_baseline_decides_the_intent_and_the_bot_answers(assistant: Assistant) -> None:
    text = "Hoeveel militairen waren er, en wanneer begon de samenwerking?"
    ranked = RankedAssistant(assistant.base, assistant._processor, {text: [entry("ask_cooperation_start", 0.9)]})
    case = Case("x", "nl", "visitor", "fact", [text], {"all": ["2000"]}, ["answered"], "nl")
    (verdict,) = await evaluate([case], QUIET, assistant=ranked)
    assert verdict.right, verdict.faults
    assert verdict.reply.topics == ("cooperation_start",)
    assert verdict.confidence == 0.9


async def test_a_command_is_no_question_for_a_baseline_either(assistant: Assistant) -> None:
    ranked = RankedAssistant(assistant.base, assistant._processor, {})
    assert ranked.parse("/restart", State.fresh("fr")) == assistant.parse("/restart", State.fresh("fr"))
    ranked.close()


def test_a_comparison_shows_every_rate_and_what_is_left_out() -> None:
    fact = Reply("In 2017.", "en", "answered", ("new_nero",))
    unrelated = Case("en:1", "en", "visitor", "unrelated", ["cheese"], outcome=["out_of_scope"])
    conversation = Case("x", "en", "visitor", "fact", ["when?"])
    verdicts = [Verdict(conversation, fact, []), judge(unrelated, fact)]
    written = io.StringIO()
    compare({"the bot": verdicts, "stock": "there is no [Python]"}, Console(file=written, width=200))
    assert written.getvalue().count("1 of 1 (100.00 %)") == 2
    assert "left out: stock: there is no [Python]" in written.getvalue()
