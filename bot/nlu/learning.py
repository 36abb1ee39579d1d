"""What all components share that learn from examples: how they are made, and where they keep what they learnt."""

from pathlib import Path
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage


class LearningComponent(GraphComponent):
    """A component that keeps what it learnt in files of the model: arrays, JSON and text, never code.

    A subclass says what it keeps (`write`) and how it reads that again (`read`), and ends its `train` with `keep`.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Makes the component, to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> Self:
        """Makes the component with what it learnt."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.read(folder)
        return component

    def keep(self) -> Resource:
        """Writes what was learnt into the model."""
        with self._storage.write_to(self._resource) as folder:
            self.write(folder)
        return self._resource

    def write(self, folder: Path) -> None:
        """Writes what was learnt into a folder."""
        raise NotImplementedError

    def read(self, folder: Path) -> None:
        """Takes up what was learnt from a folder."""
        raise NotImplementedError
