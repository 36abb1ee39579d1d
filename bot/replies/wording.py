"""The bot's own sentences, in files of one language each (`bot/replies/wording/<language>.yml`)."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.schema import Language

WORDING_FOLDER = Path(__file__).parent / "wording"


@cache
def _sentences(language: Language) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((WORDING_FOLDER / f"{language}.yml").read_text(encoding="utf-8"))
    return data


def say(language: Language, key: str, **values: object) -> str:
    """The sentence of a key, with its `{placeholders}` filled.

    Raises `KeyError` for a key that the language's file lacks.
    """
    sentence: Any = _sentences(language)
    for step in key.split("."):
        sentence = sentence[step]
    return str(sentence).format(**values).strip()


def words_for(language: Language, key: str) -> list[str]:
    """The list of words of a key, such as the months."""
    return list(_sentences(language)[key])
