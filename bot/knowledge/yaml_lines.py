"""Reads YAML and remembers on which line each value stands, so that a message can send an editor there."""

from pathlib import Path
from typing import Any

import yaml

Place = tuple[str | int, ...]
"""The way to a value: keys and list positions, as in `("facts", 3, "title", "fr")`."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(ValueError):
    """The file is not YAML, or says the same key twice. `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class Document:
    """A YAML file: its `data`, and the line of each place in it.

    Raises `YamlError` where the file cannot be read as YAML or a mapping repeats a key (YAML would silently keep the
    last of the two), and `OSError` where it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        try:
            loader = _Loader(path.read_text(encoding="utf-8"))
        except (UnicodeDecodeError, yaml.YAMLError) as error:
            raise YamlError(1, f"the file is not text in UTF-8 ({error}): save it as UTF-8") from error
        try:
            self._root = loader.get_single_node()
            if self._root is None:
                raise YamlError(1, "the file is empty")
            _refuse_repeated_keys(self._root)
            self.data: Any = loader.construct_document(self._root)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise YamlError(mark.line + 1 if mark else 1, error.problem or "this is not YAML") from error
        except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
            if isinstance(error, YamlError):
                raise
            raise YamlError(1, f"the file holds what YAML cannot read ({error}): mend or quote it") from error
        finally:
            loader.dispose()

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest part of it that the file has."""
        node = self._root
        line = node.start_mark.line
        for step in place:
            child = _child(node, step)
            if child is None:
                break
            node, line = child
        return int(line) + 1


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, int] | None:
    """The node one step below, with the line where it is named."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line
    return None


def _refuse_repeated_keys(node: yaml.Node) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise YamlError(key.start_mark.line + 1, f"the key “{key.value}” stands twice here: keep one")
            seen.add(key.value)
            _refuse_repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeated_keys(item)
