import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.knowledge.loading import KNOWLEDGE_FILE
from bot.replies.reply import Reply
from bot.training import ROOT

NLU = """version: "3.1"
nlu:
- intent: ask_new_nero
  examples: |
    - c'est quoi New Nero ?
    - new nero kesako
- intent: greet
  examples: |
    - bonjour
    - salut
"""

CASES = [
    {"id": "a", "turns": ["c koi new nero"], "expect": {"all": ["2017"]}, "outcome": ["answered"]},
    {"id": "b", "turns": ["bonjour", "c koi les menaces"], "expect": {"any": ["terrorisme"]}, "outcome": ["answered"]},
    {"id": "c", "turns": ["c koi new nero"], "expect": {"all": ["pingouin"]}, "outcome": ["answered"]},
]


def run(*arguments: str, folder: Path = ROOT, stdin: str = "") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done


def bot(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return run("bot", *arguments, folder=folder)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.jsonl"
    common = {"lang": "fr", "persona": "visitor", "kind": "fact"}
    path.write_text("\n".join(json.dumps({**common, **case}) for case in CASES), encoding="utf-8")
    return path


def test_without_a_command_it_is_said_which_there_are() -> None:
    done = bot()
    assert done.returncode == 2
    assert "COMMAND" in done.stderr


@pytest.mark.parametrize("command", ["run", "train", "check", "schema", "chat", "ask", "evaluate"])
def test_help_names_every_command(command: str) -> None:
    done = bot(command, "--help")
    assert done.returncode == 0
    assert command in done.stdout


def test_the_real_knowledge_file_is_well() -> None:
    done = bot("check")
    assert done.returncode == 0
    assert "all well" in done.stdout


def test_a_broken_knowledge_file_is_told_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    text = KNOWLEDGE_FILE.read_text(encoding="utf-8")
    path.write_text(text.replace("starters: [mission_aim,", "starters: [mission_aime,"), encoding="utf-8")
    line = next(number for number, line in enumerate(text.splitlines(), start=1) if line.startswith("starters:"))
    done = bot("check", str(path))
    assert done.returncode == 1
    assert f"{path}:{line}: starters: names “mission_aime”" in done.stdout + done.stderr
    assert "[red]" not in done.stdout + done.stderr


@pytest.mark.parametrize("text", ["", "facts: [", "- a\n- b\n", "version: 1\nversion: 1\n", "version: 2\n"])
def test_what_is_no_knowledge_file_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")
    done = bot("check", str(path))
    assert done.returncode == 1
    assert str(path) in done.stdout + done.stderr


def test_a_knowledge_file_that_is_not_there_is_named() -> None:
    done = bot("check", "nowhere.yaml")
    assert done.returncode == 1
    assert "nowhere.yaml" in done.stderr
    assert "is the path right?" in done.stderr


def test_the_schema_is_written_where_editors_look_for_it(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "knowledge").mkdir()
    assert bot("schema", folder=tmp_path).returncode == 0
    written = (tmp_path / "knowledge" / "niger.schema.json").read_text(encoding="utf-8")
    assert written == KNOWLEDGE_FILE.with_suffix(".schema.json").read_text(encoding="utf-8")


def test_a_question_is_answered_with_its_sources(model: Path) -> None:
    done = bot("ask", "c koi new nero")
    assert done.returncode == 0
    assert "2017" in done.stdout
    assert "Source" in done.stdout


def test_a_question_is_answered_for_programs(model: Path) -> None:
    done = bot("ask", "--json", "conbien dunités la belgique a formé")
    assert done.returncode == 0
    assert Reply.from_dict(json.loads(done.stdout)).topics == ("units_trained",)


def test_conversations_are_measured_and_misses_are_shown(cases: Path, model: Path) -> None:
    done = bot("evaluate", str(cases), "--least", "66")
    assert done.returncode == 0
    assert "right: 2 of 3 (66.67 %)" in done.stdout
    assert "✗ c fact: c koi new nero" in done.stdout
    assert "lacks /pingouin/" in done.stdout


def test_fewer_right_than_asked_for_is_a_failure(cases: Path, model: Path) -> None:
    assert bot("evaluate", str(cases), "--least", "67").returncode == 1


def test_a_file_that_holds_no_conversations_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('\n{"id": 1}\n')
    for wrong, said in ((path, f"{path}:2"), (tmp_path / "nowhere.jsonl", "nowhere.jsonl")):
        done = bot("evaluate", str(wrong))
        assert done.returncode == 1
        assert said in done.stderr


def test_a_model_that_is_up_to_date_is_not_trained_again(model: Path) -> None:
    done = bot("train")
    assert done.returncode == 0
    assert "up to date" in done.stderr or "Trained" in done.stderr


def test_rasas_own_measure_of_understanding_runs(model: Path, tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(NLU, encoding="utf-8")
    arguments = ("--nlu", str(tmp_path / "nlu.yml"), "--model", str(model), "--out", str(tmp_path / "out"), "--no-plot")
    assert run("rasa", "test", "nlu", *arguments).returncode == 0
    report = json.loads((tmp_path / "out" / "intent_report.json").read_text(encoding="utf-8"))
    assert report["accuracy"] == 1


def test_rasas_own_measure_of_conversations_finds_every_story_right(model: Path, tmp_path: Path) -> None:
    stories = str(ROOT / "tests" / "test_stories.yml")
    done = run("rasa", "test", "core", "--stories", stories, "--model", str(model), "--out", str(tmp_path), "--no-plot")
    assert done.returncode == 0
    report = json.loads((tmp_path / "story_report.json").read_text(encoding="utf-8"))
    assert report["conversation_accuracy"]["accuracy"] == 1
    assert report["conversation_accuracy"]["total"] >= 4


def test_rasas_own_shell_shows_what_is_understood(model: Path) -> None:
    done = run("rasa", "shell", "nlu", "--model", str(model), stdin="c koi new nero\n/stop\n")
    assert done.returncode == 0
    assert '"ask_new_nero"' in done.stdout
