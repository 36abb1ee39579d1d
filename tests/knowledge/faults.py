"""One way to break each rule of the knowledge file, and what an editor must then be told."""

from dataclasses import dataclass

from bot.knowledge.checks import SHORT_LIMIT, WHOLE_LIMIT
from tests.knowledge.small import changed

MISSING = "mend the spelling or add it"
UNSTATED = "add the field or mend the text"


@dataclass(frozen=True)
class Fault:
    """A change to the small file, and patterns of what is wrong and of what to do; `stands` is on the line to name."""

    old: str
    new: str
    wrong: str
    advice: str
    stands: str = ""
    also: tuple[tuple[str, str], ...] = ()

    @property
    def where(self) -> str:
        """What only the line has that must be named."""
        return self.stands or self.new.strip()


def broken(*whats: str) -> str:
    """The small file with faults."""
    faults = [FAULTS[what] for what in whats]
    return changed(
        *((fault.old, fault.new) for fault in faults), *(change for fault in faults for change in fault.also)
    )


UNDATED = """\
  - id: undated
    title: {fr: "Sans date"}
    short: {fr: "Un jour."}
    sources: [page]
unknowns:
"""

FAULTS = {
    "a source that is not there": Fault("sources: [journal]", "sources: [journal, radio]", "“radio”.*source", MISSING),
    "a place that is not there": Fault("where: [maradi]", "where: [maradi, zinder]", "“zinder”.*place", MISSING),
    "an actor that is not there": Fault("who: [minister]", "who: [minister, general]", "“general”.*actor", MISSING),
    "a partner that is not there": Fault("whom: [belgium]", "whom: [belgium, sweden]", "“sweden”.*actor", MISSING),
    "a follow-up that is not there": Fault("ups: [team]", "ups: [team, parade]", "“parade”.*fact", MISSING),
    "a follow-up to itself": Fault("ups: [start]", "ups: [start, team]", "“team”.*other fact", MISSING),
    "a newer state that is not there": Fault("superseded_by: [stop]", "superseded_by: [halt]", "“halt”.*fact", MISSING),
    "a bigger fact that is not there": Fault("    part_of: team", "    part_of: squad", "“squad”.*fact", MISSING),
    "a near fact that is not there": Fault("nearest: [start]", "nearest: [begin]", "“begin”.*fact", MISSING),
    "a contact that is not there": Fault("contact: defence", "contact: embassy", "“embassy”.*contact", MISSING),
    "a number that is not there": Fault("number: on_site", "number: on_sight", "“on_sight”.*number", MISSING),
    "a figure that is not there": Fault("    part_of: total", "    part_of: sum", "“sum”.*figure", MISSING),
    "an event that is not there": Fault("timeline: [start", "timeline: [start, teem", "“teem”.*fact", MISSING),
    "a later event that is not there": Fault("later: [stop]", "later: [stop, end]", "“end”.*fact", MISSING),
    "a last state that is not there": Fault("state: [stop]", "state: [stop, now]", "“now”.*fact", MISSING),
    "a first choice that is not there": Fault("starters: [start", "starters: [tem", "“tem”.*fact", MISSING),
    "the same id twice": Fault("- id: cost", "- id: stop # again", "“stop”.*taken", "choose another"),
    "the same name for two facts": Fault(
        'names:\n      fr: ["équipe mobile", "mett"]',
        'names: {fr: ["équipe mobile", "Début"]}',
        "“Début”.*“start”",
        "give it to one of them",
    ),
    "a fact of the press that does not say so": Fault(
        "Selon Le Journal, la coopération est suspendue", "La coopération est suspendue", "press", "name the source"
    ),
    "a number in digits": Fault("commencé en 2000.", "commencé en 2000, avec 15 hommes.", "“15”", UNSTATED),
    "a number in thousands": Fault("commencé en 2000.", "commencé en 2000 avec 1 575 hommes.", "“1 575”", UNSTATED),
    "twelve in words": Fault("Le ministre André Flahaut.", "Les douze ministres.", "“douze”", UNSTATED),
    "forty or so in words": Fault("L'équipe est", "Une quarantaine d'hommes est", "“quarantaine”", UNSTATED),
    "a long short answer": Fault("La coopération a", "a" * SHORT_LIMIT, "characters", f"{SHORT_LIMIT} at most"),
    "a long detail": Fault("L'équipe est arrivée", "a" * WHOLE_LIMIT, "characters", f"{WHOLE_LIMIT} at most"),
    "events out of order": Fault("timeline: [start, team]", "timeline: [team, start]", "“start” is older", "in order"),
    "an event without a date": Fault(
        "later: [stop]", "later: [stop, undated]", "“undated”.*no date", "`date`", also=(("unknowns:\n", UNDATED),)
    ),
    "an end before its beginning": Fault("until: 2024", "until: 2022", "before `date`", "mend"),
    "a misspelt key": Fault(
        "follow_ups: [start]", "folow_ups: [start]", "folow_ups.*not one that", "mend its spelling"
    ),
    "a language that nobody speaks": Fault('"Maradi"', "{fr: Maradi, fra: Maradi}", "fra", "'fr', 'nl', 'en' or 'de'"),
    "a day that no calendar has": Fault("2026-01-31", '"2026-02-30"', "2026-02-30", "not a day of the calendar"),
    "a date in words": Fault("2023-08-02", "le 2 août", "le 2 août.*not a date", "write 2017, 2017-02 or 2017-02-20"),
    "an address without http": Fault("https://example.org/article", "example.org/article", "url", "http"),
    "a confidence that there is not": Fault(
        "confidence: press", "confidence: rumour", "confidence", "'official' or 'press'"
    ),
    "an id with capitals": Fault("- id: cost", "- id: Cost", "id", "a-z"),
    "a fact without a source": Fault("sources: [journal]", "sources: []", "sources", "at least 1"),
    "an aspect that there is not": Fault("      who:\n", "      which:\n", "which", "'who'"),
    "a unit that there is not": Fault("unit: weeks", "unit: fortnights", "unit", "'weeks'"),
    "the same key twice": Fault(
        "    until: 2024",
        "    until: 2024\n    title: {fr: Fin}",
        "“title” stands twice",
        "keep one",
        stands="{fr: Fin}",
    ),
}
