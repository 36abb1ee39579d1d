"""Libraries that Rasa imports at start and that answering never uses: imported on first use, so that serving is light.

Rasa imports every channel's client, every database's driver and the training libraries whichever of them a project
uses. In the serving process a deferred library's names are stand-ins until one is called; then the library is imported
and takes their place. Measured on Rasa 3.6.21: `benchmarks` prints what start and memory come to.
"""

import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

LIBRARIES = frozenset({
    "aio_pika", "aiogram", "aiormq", "boto3", "botocore", "cachecontrol", "fbmessenger", "google", "jwt", "matplotlib",
    "mattermostwrapper", "pamqp", "prompt_toolkit", "pymongo", "questionary", "redis", "rocketchat_API", "sanic_jwt",
    "sentry_sdk", "sklearn", "slack_sdk", "socketio", "twilio", "webexteamssdk",
})  # fmt: skip


class _Deferred:
    """Stands for a name of a deferred library until it is called."""

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._real()(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Deferred(self._module, f"{self._name}.{name}")

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        return ()

    def __or__(self, other: Any) -> Any:
        return other

    def _real(self) -> Any:
        uninstall()
        found: Any = importlib.import_module(self._module)
        for step in self._name.split("."):
            found = getattr(found, step)
        return found


class _DeferredModule(ModuleType):
    """A module whose every name is deferred."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Deferred(self.__name__, name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] in LIBRARIES:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _DeferredModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """A deferred module has nothing to run."""


def install() -> None:
    """Defers the libraries that are not imported yet."""
    if not LIBRARIES & sys.modules.keys():
        sys.meta_path.insert(0, _Finder())


def uninstall() -> None:
    """Ends the deferral: whoever imports a library from now on gets the library."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, _Finder)]
    for name, module in list(sys.modules.items()):
        if isinstance(module, _DeferredModule):
            del sys.modules[name]
