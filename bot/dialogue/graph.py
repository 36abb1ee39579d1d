"""Runs a trained Rasa graph node after node, in an order found once."""

from functools import lru_cache
from typing import Any, TypeVar

from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

Component = TypeVar("Component")


class SequentialGraphRunner(DaskGraphRunner):
    """Rasa's runner without the scheduler: a turn's graph is a short chain, and scheduling it costs more than it gains."""

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Runs what the targets need and returns their outputs by name; the inputs stand in for nodes of their names."""
        wanted = tuple(targets or self._graph_schema.target_names)
        results: dict[str, tuple[str, Any]] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needs in self._order(wanted):
            results[name] = self._instantiated_nodes[name](*(results[need] for need in needs))
        return {name: results[name][1] for name in wanted}

    def component(self, kind: type[Component]) -> Component:
        """The component of a class, for who measures it. Raises `StopIteration` where the graph has none."""
        return next(node._component for node in self._instantiated_nodes.values() if isinstance(node._component, kind))

    @lru_cache(maxsize=16)  # noqa: B019 - one runner lives as long as the process
    def _order(self, targets: tuple[str, ...]) -> list[tuple[str, list[str]]]:
        schema: GraphSchema = self._graph_schema.minimal_graph_schema(list(targets))
        order: list[tuple[str, list[str]]] = []
        placed: set[str] = set()

        def place(name: str) -> None:
            node = schema.nodes.get(name)
            if node is None or name in placed:
                return
            placed.add(name)
            for need in node.needs.values():
                place(need)
            order.append((name, list(node.needs.values())))

        for target in targets:
            place(target)
        return order
