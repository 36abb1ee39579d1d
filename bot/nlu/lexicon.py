"""The small words of each language that carry the question: who, when, still, about half, the second one.

They are data (`data/lexicon/<language>.yml`), so that a language is added or mended without touching code.
"""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from bot.knowledge.question import Bound
from bot.knowledge.schema import Aspect, Language

LEXICON_FOLDER = Path(__file__).parents[2] / "data" / "lexicon"


class Lexicon(BaseModel):
    """The words of one language. Phrases are matched word by word, in lower case and without accents.

    `spelling` turns how people type (“koi”, “pk”) into how it is written; `accented` lists the words that their accent
    tells from others (“où” from “ou”); `claiming` what stands before a year that something is said of (“in”, “since”);
    `joining` the words between two questions; `marks` names what a phrase says about the question besides its aspect
    (that it asks about now, for yes or no…); `languages` has what each language is called, `months` the names of each
    month in turn; `bounds` what says that a number is exceeded or not reached (“more than 300?”); `years` the words for
    years, after a number of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    spelling: dict[str, str]
    accented: list[str]
    claiming: list[str]
    joining: list[str]
    aspects: dict[Aspect, list[str]]
    marks: dict[str, list[str]]
    ordinals: dict[str, list[str]]
    languages: dict[Language, list[str]]
    months: list[list[str]]
    shares: dict[str, list[str]]
    bounds: dict[Bound, list[str]]
    years: list[str]


@cache
def lexicon(language: Language) -> Lexicon:
    """The lexicon of a language, read once. Raises `OSError` where there is none."""
    return Lexicon.model_validate(yaml.safe_load((LEXICON_FOLDER / f"{language}.yml").read_text(encoding="utf-8")))
