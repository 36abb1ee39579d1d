"""Cuts a message into the parts that may each be a question of their own."""

import re
from functools import cache

from bot.knowledge.schema import Language
from bot.nlu.lexicon import lexicon

_INTRODUCTION = re.compile(r"^\s*((?:\S+\s+){2,}\S+)\s*:\s+(?=(?:\S+\s+){2,}\S)")
"""Some words and a colon before the question itself: “In German, please: who began it?”."""
_BOUNDARY = re.compile(r"(?<=[?!;])\s+|(?<=[a-zà-ÿ]{2}[.])\s+|\s*[;\n+]\s*")
_COMMA = re.compile(r"\s*,\s+|\s+/\s+")
FEWEST_ENTRIES, LONGEST_ENTRY = 3, 5
_SENTENCE_ENDS = (".", "!", "?", ";", ":")

MOST_PARTS = 4
"""More parts than this are an enumeration or a wall of text, not questions."""


@cache
def _joined(language: Language) -> re.Pattern[str]:
    joining = "|".join(map(re.escape, lexicon(language).joining))
    return re.compile(rf"\s*,?\s+(?:{joining})\s+", re.IGNORECASE)


@cache
def _listed(language: Language) -> re.Pattern[str]:
    """A comma before a question word: “when did it begin, who began it, …”."""
    phrases = {phrase for phrases in lexicon(language).aspects.values() for phrase in phrases}
    asking = sorted(phrase for phrase in phrases if phrase.replace(" ", "").isalpha())
    return re.compile(rf"\s*,\s+(?=(?:{'|'.join(map(re.escape, asking))})\b)", re.IGNORECASE)


def _enumerated(sentence: str) -> list[str]:
    """The entries of a list of at least three short ones: “total strength, units trained, place of the METT”."""
    entries = _COMMA.split(sentence)
    short = all(1 < len(entry.split()) <= LONGEST_ENTRY for entry in entries)
    return entries if short and len(entries) >= FEWEST_ENTRIES else []


def segments(text: str, language: Language) -> list[str]:
    """The parts of a message at its sentence ends, conjunctions and lists, or none where it has one part only.

    A part of one word is no question of its own, unless a sentence end sets it apart.
    """
    parts: list[str] = []
    for sentence in _BOUNDARY.split(_INTRODUCTION.sub(r"\1:\n", text)):
        if not sentence or not re.search(r"\w", sentence):
            continue
        clauses = [part for clause in _listed(language).split(sentence) for part in _joined(language).split(clause)]
        clauses = _enumerated(sentence) or [clause for clause in clauses if re.search(r"\w", clause)]
        parts += clauses if all(len(clause.split()) > 1 for clause in clauses) else [sentence]
    if any(len(part.split()) == 1 and not part.endswith(_SENTENCE_ENDS) for part in parts):
        return []
    return parts if 1 < len(parts) <= MOST_PARTS else []
