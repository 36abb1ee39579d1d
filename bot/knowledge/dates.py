"""Dates that are known to the year, the month or the day, and no further."""

import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Literal, Self

Precision = Literal["year", "month", "day"]

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date as exact as its source gives it: `2017`, `2017-02` or `2017-02-20`."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, value: object) -> Self:
        """Reads a date from what YAML makes of it: an integer (year), a string or a `date`.

        Raises `ValueError` with the accepted forms for anything else, and for a day that no calendar has.
        """
        if isinstance(value, cls):
            return value
        if isinstance(value, date):
            return cls(value.year, value.month, value.day)
        match = _FORM.fullmatch(str(value))
        if not match or isinstance(value, bool):
            raise ValueError(f"{value!r} is not a date: write 2017, 2017-02 or 2017-02-20")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        try:
            date(year, month or 1, day or 1)
        except ValueError:
            raise ValueError(f"{value!r} is not a day of the calendar") from None
        return cls(year, month, day)

    @property
    def precision(self) -> Precision:
        """How exact the date is."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def __lt__(self, other: "PartialDate") -> bool:
        return (self.year, self.month or 0, self.day or 0) < (other.year, other.month or 0, other.day or 0)
