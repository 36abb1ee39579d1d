"""A knowledge file small enough to be broken on purpose, one line at a time."""

from pathlib import Path

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loading import KnowledgeError, load

SMALL = """\
version: 1
complete: [fr]
reviewed: 2026-01-31
timeline: [start, team]
later: [stop]
last_known_state: [stop]
starters: [start, team]
figures:
  total:
    fact: team
    number: total
    label:
      fr: "militaires en tout"
    names:
      fr: ["au total"]
  on_site:
    fact: team
    number: on_site
    label:
      fr: "militaires sur place"
    part_of: total
sources:
  page:
    publisher: "Défense belge"
    title: "Page de mission"
    url: https://example.org/page
    date: "undated"
    confidence: official
  journal:
    publisher: "Le Journal"
    title: "Article sur la suspension"
    url: https://example.org/article
    date: 2023-08-02
    confidence: press
actors:
  belgium:
    kind: country
    name:
      fr: "la Belgique"
  minister:
    kind: person
    name: "André Flahaut"
    role:
      fr: "ministre"
places:
  maradi:
    name: "Maradi"
facts:
  - id: start
    title:
      fr: "Début de la coopération"
    names:
      fr: ["début", "commencement"]
    short:
      fr: "La coopération a commencé en 2000."
    answers:
      who:
        fr: "Le ministre André Flahaut."
    date: 2000
    who: [minister]
    with_whom: [belgium]
    sources: [page]
    superseded_by: [stop]
    follow_ups: [team]
  - id: team
    title:
      fr: "Équipe mobile"
    names:
      fr: ["équipe mobile", "mett"]
    short:
      fr: "En 2019, 320 militaires ont participé, dont 100 sur place."
    detail:
      fr: "L'équipe est arrivée à Maradi le 2 septembre 2019."
    date: 2019-09
    also: [2019-09-02]
    numbers:
      total: {value: 320, unit: soldiers, approx: true}
      on_site: {value: 100, unit: soldiers, approx: true}
    where: [maradi]
    sources: [page]
    follow_ups: [start]
  - id: team_length
    title:
      fr: "Durée de la formation"
    names:
      fr: ["durée de la formation"]
    short:
      fr: "La formation durait de 12 à 14 semaines."
    date: 2020
    numbers:
      weeks: {value: 12, to: 14, unit: weeks}
    sources: [page]
    part_of: team
  - id: stop
    title:
      fr: "La suspension"
    short:
      fr: "Selon Le Journal, la coopération est suspendue depuis 2023."
    date: 2023
    until: 2024
    sources: [journal]
unknowns:
  - id: cost
    title:
      fr: "Le coût"
    short:
      fr: "Aucune source ne donne le coût."
    nearest: [start]
    contact: defence
contacts:
  defence:
    name:
      fr: "La Défense"
    text:
      fr: "Écrivez à la Défense."
helplines:
  - name:
      fr: "Urgences"
    number: "112"
    languages: [fr]
"""


def written(folder: Path, text: str) -> Path:
    """A knowledge file of a text."""
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def small_base(folder: Path) -> KnowledgeBase:
    """The small file as the rest of the bot sees it."""
    return load(written(folder, SMALL))


def changed(*changes: tuple[str, str]) -> str:
    """The small file with some of its lines changed, each of which it has exactly once."""
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def line_of(text: str, part: str) -> int:
    """The number of the one line that has a part."""
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if part in line]
    assert len(lines) == 1, (part, lines)
    return lines[0]


def problems(path: Path) -> list[str]:
    """What is wrong with a file: nothing where it passes."""
    try:
        load(path)
    except KnowledgeError as error:
        return error.problems
    return []
