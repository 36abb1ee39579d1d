"""From the knowledge file to a `KnowledgeBase`, or to a list of what is wrong with it and where."""

import json
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from bot.errors import OperatorError
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.checks import check
from bot.knowledge.schema import Knowledge
from bot.knowledge.yaml_lines import Document, Place, YamlError

KNOWLEDGE_FILE = Path(__file__).parents[2] / "knowledge" / "niger.yaml"


class KnowledgeError(OperatorError):
    """The knowledge file does not pass. `problems` holds one line for each fault: file, line, what, what to do."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join([f"The knowledge file does not pass, {len(problems)} to mend:", *problems]))
        self.problems = problems


def load(path: Path = KNOWLEDGE_FILE) -> KnowledgeBase:
    """Reads and checks the knowledge file.

    Raises `KnowledgeError` with every problem found, so that an editor mends them in one go.
    """
    try:
        document = Document(path)
    except OSError as error:
        raise KnowledgeError([f"{path}: cannot be read ({error.strerror}): is the path right?"]) from error
    except YamlError as error:
        raise KnowledgeError([f"{path}:{error.line}: {error}"]) from error
    try:
        knowledge = Knowledge.model_validate(document.data)
    except ValidationError as error:
        lines = [
            _told(path, document, _place(detail["loc"]), _advice(detail["msg"], detail["type"]))
            for detail in error.errors()
        ]
        raise KnowledgeError(list(dict.fromkeys(lines))) from error
    problems = check(knowledge)
    if problems:
        raise KnowledgeError([_told(path, document, problem.place, problem.message) for problem in problems])
    return KnowledgeBase(knowledge)


@cache
def knowledge_base() -> KnowledgeBase:
    """The project's own knowledge file, read once for the whole process. Raises `KnowledgeError` as `load` does."""
    return load()


def json_schema() -> str:
    """The JSON Schema of the knowledge file, for editors that complete and check while typing."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Knowledge.model_json_schema()}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _place(location: tuple[str | int, ...]) -> Place:
    """Pydantic's location without the names of union members, which are not in the file."""
    return tuple(step for step in location if isinstance(step, int) or ("[" not in step and step not in ("str",)))


def _told(path: Path, document: Document, place: Place, message: str) -> str:
    named = place
    if len(place) > 1 and place[0] in ("facts", "unknowns") and isinstance(place[1], int):
        entry = document.data[place[0]][place[1]]
        named = (str(entry.get("id", place[1])) if isinstance(entry, dict) else place[1], *place[2:])
    return f"{path}:{document.line(place)}: {'.'.join(str(step) for step in named)}: {message}"


def _advice(message: str, kind: str) -> str:
    if kind == "extra_forbidden":
        return "this key is not one that the schema knows: mend its spelling or take it out"
    if kind == "missing":
        return "is missing: add it"
    return message.removeprefix("Value error, ")
