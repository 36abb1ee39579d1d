"""How a message is brought to the form that it is compared in: lower case, no accents, known spellings."""

import re
import unicodedata

WORD = "="
"""What stands before a word that is counted as a whole, so that it is told from the same letters inside of words."""

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u00a0": " ", "\u202f": " "})
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_MARKUP = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*|[?!]+")


def tidy(text: str) -> str:
    """The text with one kind of apostrophe and space, no markup beside words, and drawn-out letters brought back to two."""
    text = _DRAWN_OUT.sub(r"\1\1", unicodedata.normalize("NFC", text).translate(_APOSTROPHES))
    bare = _MARKUP.sub(" ", text)
    return _SPACES.sub(" ", bare if bare.strip() else text).strip()


def plain(text: str) -> str:
    """The text in lower case and without accents, in which “Où”, “ou” and “OÙ” are one."""
    folded = text.casefold()
    if folded.isascii():
        return tidy(folded)
    return tidy("".join(char for char in unicodedata.normalize("NFD", folded) if not unicodedata.combining(char)))


def ngrams_of(word: str, shortest: int, longest: int) -> list[str]:
    """A word, marked as one, and the letter n-grams that it has with its borders."""
    bordered = f" {word} "
    sizes = range(shortest, longest + 1)
    return [WORD + word] + [bordered[start : start + n] for n in sizes for start in range(len(bordered) - n + 1)]


def words(text: str) -> list[str]:
    """The words of a plain text, and its question and exclamation marks."""
    return _WORD.findall(plain(text))
