"""Numbers, dates and lists as each language writes them."""

import re

from bot.knowledge.arithmetic import Result
from bot.knowledge.dates import PartialDate
from bot.knowledge.schema import Language
from bot.replies.wording import say, words_for

NARROW, NO_BREAK = "\u202f", "\u00a0"

_THOUSANDS: dict[Language, str] = {"fr": NARROW, "nl": ".", "en": ",", "de": "."}
_FRENCH_MARKS = re.compile(r" ([;!?»])")


def number(value: float, language: Language) -> str:
    """A number with the language's thousands mark; with one decimal where it is no whole number."""
    rounded = round(value, 1)
    whole = f"{int(rounded):,}".replace(",", _THOUSANDS[language])
    if rounded == int(rounded):
        return whole
    return f"{whole}{'.' if language == 'en' else ','}{str(rounded).split('.')[1]}"


def about(result: Result, language: Language) -> str:
    """A calculated number, marked with ± where it is approximate, and then rounded to the unit."""
    value = round(result.value) if result.approx else result.value
    return f"{'±' + NO_BREAK if result.approx else ''}{number(value, language)}"


def date(value: PartialDate, language: Language) -> str:
    """A date as exact as it is known: “2017”, “octobre 2021”, “30 juillet 2023”."""
    if value.month is None:
        return str(value.year)
    month = words_for(language, "months")[value.month - 1]
    if value.day is None:
        return f"{month} {value.year}"
    return say(
        language, "date", day=say(language, "first_day") if value.day == 1 else value.day, month=month, year=value.year
    )


def enumeration(items: list[str], language: Language) -> str:
    """“a, b et c”."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {say(language, 'and')} {items[-1]}"


def typeset(text: str, language: Language) -> str:
    """The text with the spaces that must not break: after ±, inside numbers, and before French double marks."""
    text = re.sub(r"± ?(?=\d)", f"±{NO_BREAK}", text)
    if language == "fr":
        text = re.sub(r"(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))", rf"\1{NARROW}", text)
        text = _FRENCH_MARKS.sub(NARROW + r"\1", text)
        text = re.sub(r"« ", "«" + NARROW, re.sub(r" :", NO_BREAK + ":", text))
    return text
