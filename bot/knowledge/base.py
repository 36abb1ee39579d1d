"""The knowledge file as the rest of the bot sees it: facts by id, by name, by year and by kinship."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from bot.knowledge.schema import Actor, Fact, Knowledge, Language, Names, Place, Quantity, Source, Text, Unknown


def text_in(text: Text, language: Language) -> str:
    """The text in a language. Raises `KeyError` where the file has none; the checks see to it that it has."""
    return text if isinstance(text, str) else text[language]


def names_in(names: Names, language: Language) -> list[str]:
    """The names in a language: none where the file has none."""
    return list(names) if isinstance(names, list) else list(names.get(language, []))


SERIES = 5
"""Small facts of so many different years make a series."""


class KnowledgeBase:
    """Read-only access to a checked `Knowledge`. Building it is cheap; every lookup is a dictionary's."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.facts: dict[str, Fact] = {fact.id: fact for fact in knowledge.facts}
        self.unknowns: dict[str, Unknown] = {unknown.id: unknown for unknown in knowledge.unknowns}

    @property
    def languages(self) -> list[Language]:
        """The languages that are complete, and so are served."""
        return list(self.knowledge.complete)

    @cached_property
    def timeline(self) -> list[Fact]:
        """The events of the mission page, oldest first."""
        return [self.facts[id_] for id_ in self.knowledge.timeline]

    @cached_property
    def later(self) -> list[Fact]:
        """What came after the mission page's timeline, oldest first."""
        return [self.facts[id_] for id_ in self.knowledge.later]

    @cached_property
    def last_known_state(self) -> list[Fact]:
        """What is known last of the mission: the answer to every “and today?”."""
        return [self.facts[id_] for id_ in self.knowledge.last_known_state]

    @cached_property
    def _children(self) -> dict[str, list[Fact]]:
        children = defaultdict(list)
        for fact in self.facts.values():
            if fact.part_of:
                children[fact.part_of].append(fact)
        return children

    def parts_of(self, fact_id: str) -> list[Fact]:
        """The small facts that detail a bigger one, in the order of the file."""
        return self._children.get(fact_id, [])

    def main_fact(self, fact: Fact) -> Fact:
        """The bigger fact that a small one details, or the fact itself."""
        while fact.part_of:
            fact = self.facts[fact.part_of]
        return fact

    def family(self, fact: Fact) -> Iterator[Fact]:
        """The fact and all that details it, the fact first."""
        yield fact
        for part in self.parts_of(fact.id):
            yield from self.family(part)

    def is_series(self, fact: Fact) -> bool:
        """Whether the small facts of a fact tell the same thing of one year after the other, such as the strength."""
        years = {part.date.year for part in self.parts_of(fact.id) if part.date}
        return len(years) >= SERIES

    def figure(self, figure_id: str) -> Quantity:
        """The number that people call by a figure's names."""
        figure = self.knowledge.figures[figure_id]
        return self.facts[figure.fact].numbers[figure.number]

    @cached_property
    def counted(self) -> frozenset[str]:
        """The ids of the facts that tell a number which people call by a name."""
        return frozenset(figure.fact for figure in self.knowledge.figures.values())

    def main_numbers(self, fact: Fact) -> list[str]:
        """The keys of a fact's numbers that people calculate with."""
        return [figure.number for figure in self.knowledge.figures.values() if figure.fact == fact.id]

    def dated(self, year: int, month: int | None = None) -> list[Fact]:
        """The facts whose main date lies in a year or month: the page's first, then by date, main facts before small ones."""
        timeline = set(self.knowledge.timeline)
        found = [fact for fact in self.facts.values() if fact.date and fact.date.year == year]
        found = [fact for fact in found if month is None or (fact.date and fact.date.month == month)]
        return sorted(found, key=lambda fact: (fact.id not in timeline, fact.part_of is not None, fact.date))

    def sources_of(self, fact: Fact) -> list[Source]:
        """The publications that a fact rests on."""
        return [self.knowledge.sources[id_] for id_ in fact.sources]

    def is_press_only(self, fact: Fact) -> bool:
        """Whether no official source tells the fact, so that it must be attributed."""
        return all(source.confidence == "press" for source in self.sources_of(fact))

    def named(self, id_: str) -> Actor | Place:
        """The actor or place of an id. Raises `KeyError` where the file has neither."""
        actor = self.knowledge.actors.get(id_)
        return actor if actor else self.knowledge.places[id_]
