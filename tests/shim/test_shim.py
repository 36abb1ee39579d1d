"""Rasa runs without TensorFlow, and says so plainly to who asks for it."""

import subprocess
import sys
from pathlib import Path

import pytest

MINIMAL = """
recipe: default.v1
assistant_id: test
language: fr
pipeline: [{{name: WhitespaceTokenizer}}, {{name: {component}}}]
policies: [{{name: {policy}}}]
"""
DOMAIN = 'version: "3.1"\nintents: [greet, bye]\nresponses: {utter_greet: [{text: Bonjour}]}\n'
DATA = """version: "3.1"
nlu:
- intent: greet
  examples: "- bonjour\\n- salut"
- intent: bye
  examples: "- au revoir\\n- adieu"
rules:
- rule: greet
  steps: [{intent: greet}, {action: utter_greet}]
"""


def rasa(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rasa", *arguments], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize(
    ("component", "policy"),
    [
        ("DIETClassifier", "RulePolicy"),
        ("ResponseSelector", "RulePolicy"),
        ("LanguageModelFeaturizer", "RulePolicy"),
        ("KeywordIntentClassifier", "TEDPolicy"),
        ("KeywordIntentClassifier", "UnexpecTEDIntentPolicy"),
    ],
)
def test_a_config_that_asks_for_tensorflow_gets_one_clear_sentence(component: str, policy: str, tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text(MINIMAL.format(component=component, policy=policy))
    (tmp_path / "domain.yml").write_text(DOMAIN)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "all.yml").write_text(DATA)
    done = rasa(tmp_path, "train", "--skip-validation")
    asked_for = policy if policy != "RulePolicy" else component
    assert done.returncode != 0
    assert f"config.yml asks for {asked_for}, which needs TensorFlow" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_nothing_pretends_to_be_tensorflow() -> None:
    code = (
        "import rasa.engine.recipes.default_components, sys, importlib.util;"
        "assert 'tensorflow' not in sys.modules and 'keras' not in sys.modules;"
        "assert importlib.util.find_spec('tensorflow') is None"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_telemetry_is_off_for_every_way_in() -> None:
    code = "import rasa.telemetry; assert not rasa.telemetry.is_telemetry_enabled()"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120, env={"PATH": "/usr/bin:/bin"})
