"""A baseline: Rasa's default pipeline with TensorFlow, in a Python of its own, trained on the same examples."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from rasa.shared.nlu.constants import INTENT_NAME_KEY
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.errors import OperatorError
from bot.nlu.intent_decision import OUT_OF_SCOPE
from bot.nlu.ranking import Ranking

VERSION = "3.6.21"
PYTHON = "3.10"
"""The newest Python that this Rasa supports."""
EPOCHS = 100
PIPELINE = f"""\
# What `rasa init` of Rasa {VERSION} trains: rasa/engine/recipes/config_files/default_config.yml.
recipe: default.v1
assistant_id: stock-rasa
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {EPOCHS}
    constrain_similarities: true
  - name: EntitySynonymMapper
  - name: ResponseSelector
    epochs: {EPOCHS}
    constrain_similarities: true
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
"""

FALLBACK = "nlu_fallback"
"""The intent that Rasa's FallbackClassifier puts first where the others are unlikely or too close."""

_EPOCH = re.compile(rb"Epochs: +\d+%[^\r\n]*? (\d+)/\d+ \[")
_WORKER = Path(__file__).with_name("stock_worker.py")
_SETTINGS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_MAX_CACHE_SIZE": "0",  # a cache of tens of thousands of examples takes a gigabyte, and longer than it saves
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "UV_PYTHON_DOWNLOADS": "never",
}


class StockRasaError(OperatorError):
    """Stock Rasa cannot be measured here; the message says why."""


class StockRasa:
    """Rasa as it comes, kept in a folder: its Python environment, and the model of the last examples."""

    def __init__(self, root: Path, console: Console) -> None:
        """`root` is the folder of the project."""
        self._examples = root / "data" / "nlu"
        self._folder = root / "build" / "stock-rasa"
        self._uv = shutil.which("uv") or str(root / ".tools" / "bin" / "uv")
        self._console = console

    def rank(self, texts: Sequence[str], may_train: bool = False) -> dict[str, Ranking]:
        """The likeliest intents of each text. Sets Rasa up, and trains it on these examples where that may take hours.

        Raises `StockRasaError` where Rasa cannot be set up, or is not trained and may not be.
        """
        model = self._folder / "models" / f"{fingerprint(self._examples)}.tar.gz"
        trained = model.exists()
        if not trained:
            find_python()
        if not trained and not may_train:
            raise StockRasaError("it is not trained on these examples: `--train-stock` does so, which takes hours.")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._set_up()
        if not trained:
            self._train(model)
        given, found = self._folder / "texts.json", self._folder / "rankings.json"
        given.write_text(json.dumps(list(texts)), encoding="utf-8")
        with self._console.status(f"Rasa {VERSION} ranks {len(texts)} messages…"):
            self._run(
                [*self._python("-W", "ignore"), str(_WORKER), str(model), str(given), str(found)], "could not rank"
            )
        return read_rankings(texts, found)

    def _set_up(self) -> None:
        done = self._folder / f"installed-{VERSION}"
        if done.exists():
            return
        python = find_python()
        with self._console.status(f"Installing Rasa {VERSION} with TensorFlow (2.5 GB) …"):
            # Without the project's own settings: they take TensorFlow out of Rasa.
            uv = [self._uv, "--no-config"]
            venv = str(self._folder / "venv")
            self._run([*uv, "venv", "--clear", "--no-project", "--python", str(python), venv], "could not be installed")
            packages = ["--python", self._python()[0], f"rasa=={VERSION}"]
            self._run([*uv, "pip", "install", *packages], "could not be installed")
        done.touch()

    def _train(self, model: Path) -> None:
        config = self._folder / "config.yml"
        config.write_text(PIPELINE, encoding="utf-8")
        name = "unfinished.tar.gz"
        command = [*self._python("-W", "ignore", "-m", "rasa"), "train", "nlu", "--config", str(config)]
        command += ["--nlu", str(self._examples), "--out", str(model.parent), "--fixed-model-name", name]
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, TimeElapsedColumn(), console=self._console, transient=True) as progress:
            task = progress.add_task(f"Training Rasa {VERSION}: reading the examples…", total=None)
            for epoch in self._epochs(command):
                progress.update(task, description=f"Training Rasa {VERSION}: epochs", total=EPOCHS, completed=epoch)
        if not (model.parent / name).exists():
            raise StockRasaError(f"Rasa {VERSION} could not be trained: see {self._folder / 'training.log'}.")
        for old in set(model.parent.glob("*.tar.gz")) - {model.parent / name}:
            old.unlink()
        (model.parent / name).rename(model)

    def _epochs(self, command: list[str]) -> Iterator[int]:
        """Runs Rasa's training and says which epoch it is in, from 0 on, as it goes."""
        options = {"cwd": self._folder, "env": os.environ | _SETTINGS}
        with (
            (self._folder / "training.log").open("wb") as log,
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options) as child,  # type: ignore[call-overload] # noqa: S603
        ):
            while written := child.stdout.read1(4096):
                log.write(written)
                yield from map(int, _EPOCH.findall(written))

    def _python(self, *options: str) -> list[str]:
        """Stock Rasa's Python; `-I` keeps it from this folder's `html.py`, and from the project's packages."""
        return [str(self._folder / "venv" / "bin" / "python"), "-I", *options]

    def _run(self, command: list[str], failure: str) -> None:
        try:
            done = subprocess.run(  # noqa: S603
                command, cwd=self._folder, env=os.environ | _SETTINGS, capture_output=True, text=True, check=False
            )
        except OSError as error:
            raise StockRasaError(f"Rasa {VERSION} {failure}: {error}") from error
        if done.returncode:
            raise StockRasaError(f"Rasa {VERSION} {failure}: {' '.join(done.stderr.split())[-300:]}")


def fingerprint(examples: Path) -> str:
    """A hash of all that goes into the model: the pipeline and the examples."""
    digest = hashlib.sha256(f"{VERSION}\n{PIPELINE}".encode())
    for file in sorted(examples.rglob("*.yml")):
        digest.update(str(file.relative_to(examples)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def read_rankings(texts: Sequence[str], found: Path) -> dict[str, Ranking]:
    """What the worker wrote, text by text; where Rasa falls back, the text is out of scope."""
    rankings: list[Ranking] = json.loads(found.read_text(encoding="utf-8"))
    for ranking in rankings:
        for entry in ranking:
            if entry[INTENT_NAME_KEY] == FALLBACK:
                entry[INTENT_NAME_KEY] = OUT_OF_SCOPE
    return dict(zip(texts, rankings, strict=True))


def find_python() -> Path:
    """A Python 3.10 of this machine, from the PATH or pyenv's. Raises `StockRasaError` where there is none."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    on_path = shutil.which(f"python{PYTHON}")
    for python in (*([Path(on_path)] if on_path else []), *sorted(pyenv.glob(f"versions/{PYTHON}.*/bin/python"))):
        asked = [str(python), "-c", "import sys; print('{}.{}'.format(*sys.version_info))"]
        if subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() == PYTHON:  # noqa: S603
            return python
    raise StockRasaError(
        f"Rasa {VERSION} with TensorFlow needs Python {PYTHON}: there is none on the PATH or under pyenv."
    )
