"""Training, when what the model is made of has changed since the last one."""

import hashlib
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console

from bot.errors import OperatorError

ROOT = Path(__file__).parents[1]
MODELS = ROOT / "models"
MADE_OF = ("config.yml", "domain.yml", "data", "knowledge/niger.yaml", "bot/nlu", "uv.lock")
TRAINER = "import gc; gc.disable(); from rasa.__main__ import main; main()"
"""Rasa without the garbage collector, which would look at a million objects time and again: a seventh of the time."""
KEPT = 3
"""Models that are kept: the newest is served, the others are there to go back to."""


class TrainingError(OperatorError):
    """Rasa could not train; the message holds its words."""


def fingerprint(root: Path = ROOT) -> str:
    """A hash of all that goes into a model: data, config, the names in the knowledge file, the components' code."""
    digest = hashlib.sha256()
    for name in MADE_OF:
        path = root / name
        files = (
            sorted(file for file in path.rglob("*") if file.suffix in (".yml", ".yaml", ".py"))
            if path.is_dir()
            else [path]
        )
        for file in files:
            digest.update(str(file.relative_to(root)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def train(console: Console, force: bool = False) -> Path:
    """Trains a model unless the newest one is made of the same. Raises `TrainingError` where it fails."""
    model = MODELS / f"{fingerprint()}.tar.gz"
    if model.exists() and not force:
        console.print(f"The model is up to date ({model.name}).")
        model.touch()
        return model
    started = time.monotonic()
    command = [
        sys.executable,
        "-c",
        TRAINER,
        "train",
        "--skip-validation",
        "--out",
        str(MODELS),
        "--fixed-model-name",
        model.name,
    ]
    console.print("Training the model (about a minute and a half) …")
    with console.status("Training …"):
        done = subprocess.run([*command, "--force"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode or not model.exists():
        raise TrainingError(f"Training failed. Rasa said:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    model.touch()
    console.print(f"Trained {model.name} in {time.monotonic() - started:.0f} s.")
    for old in sorted(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink()
    return model
