"""What serving takes on the disk, and how long training takes."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def installed_megabytes() -> float:
    """The size of a fresh environment with what `make run` installs, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"UV_PROJECT_ENVIRONMENT": folder, "UV_LINK_MODE": "copy"}
        subprocess.run(
            ["uv", "sync", "--locked", "--no-default-groups", "--quiet"], env=os.environ | environment, check=True
        )
        return (
            sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file() and not path.is_symlink())
            / 1e6
        )


def training_seconds() -> float:
    """How long `python -m bot train --force` takes."""
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "bot", "train", "--force"], check=True, stderr=subprocess.DEVNULL)
    return time.monotonic() - started
