import io
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console

from bot import training
from bot.errors import OperatorError
from bot.training import MADE_OF, ROOT, fingerprint


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in MADE_OF:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name)
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def rasa(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SimpleNamespace:
    """Rasa that trains at once, or fails."""
    state = SimpleNamespace(folder=tmp_path / "models", trained=[], fails=False)
    state.folder.mkdir()

    def trains(command: list[str], **_: object) -> SimpleNamespace:
        name = next(word for word in command if word.endswith(".tar.gz"))
        state.trained.append(name)
        if not state.fails:
            (state.folder / name).write_text("model")
        return SimpleNamespace(returncode=int(state.fails), stdout="", stderr="config.yml asks for magic")

    monkeypatch.setattr(training, "MODELS", state.folder)
    monkeypatch.setattr(subprocess, "run", trains)
    return state


def train(force: bool = False) -> tuple[Path, str]:
    said = io.StringIO()
    return training.train(Console(file=said, width=200), force=force), said.getvalue()


def test_the_same_project_has_the_same_fingerprint(project: Path) -> None:
    assert fingerprint(project) == fingerprint(project) == fingerprint(ROOT)


@pytest.mark.parametrize(
    "name", ["config.yml", "domain.yml", "data/nlu/fr/mission.yml", "data/lexicon/fr.yml", "knowledge/niger.yaml"]
)
def test_a_change_of_what_the_model_is_made_of_is_noticed(name: str, project: Path) -> None:
    before = fingerprint(project)
    with (project / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert fingerprint(project) != before


def test_a_change_of_a_components_code_is_noticed(project: Path) -> None:
    before = fingerprint(project)
    (project / "bot" / "nlu" / "normalizer.py").write_text("")
    assert fingerprint(project) != before


def test_a_new_file_of_examples_is_noticed(project: Path) -> None:
    before = fingerprint(project)
    (project / "data" / "nlu" / "fr" / "new.yml").write_text('version: "3.1"\n')
    assert fingerprint(project) != before


def test_what_the_model_is_not_made_of_changes_nothing(project: Path) -> None:
    before = fingerprint(project)
    (project / "README.md").write_text("new")
    (project / "bot" / "nlu" / "__pycache__").mkdir(exist_ok=True)
    (project / "bot" / "nlu" / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert fingerprint(project) == before


def test_a_model_is_trained_once(rasa: SimpleNamespace) -> None:
    model, said = train()
    assert model.is_file()
    assert model.name in said
    again, said = train()
    assert again == model
    assert "up to date" in said
    assert rasa.trained == [model.name]


def test_a_model_can_be_trained_again_on_demand(rasa: SimpleNamespace) -> None:
    train()
    train(force=True)
    assert len(rasa.trained) == 2


def test_old_models_are_taken_away_and_the_newest_kept(rasa: SimpleNamespace) -> None:
    for number in range(5):
        (rasa.folder / f"{number}.tar.gz").write_text("old")
    model, _ = train()
    assert model.is_file()
    assert len(list(rasa.folder.glob("*.tar.gz"))) == training.KEPT


def test_where_training_fails_rasas_words_are_told_and_the_old_models_kept(rasa: SimpleNamespace) -> None:
    (rasa.folder / "old.tar.gz").write_text("old")
    rasa.fails = True
    with pytest.raises(OperatorError, match="asks for magic"):
        train()
    assert [path.name for path in rasa.folder.iterdir()] == ["old.tar.gz"]
