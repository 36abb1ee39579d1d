"""Answers that are worked out from numbers of the file: shares, differences, ratios, sums, averages."""

from dataclasses import replace

from bot.knowledge import arithmetic
from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.question import Question
from bot.knowledge.schema import Fact, Figure, Language
from bot.replies.answers import answer, told
from bot.replies.reply import Reply
from bot.replies.typography import about, enumeration, number
from bot.replies.wording import say

_FRACTIONS = (
    (97, "all"),
    (70, "three_quarters"),
    (60, "two_thirds"),
    (42, "half"),
    (29, "third"),
    (22, "quarter"),
    (17, "fifth"),
    (0, "small"),
)
"""From how many per cent on a share is called what."""

_SHARE_BOUNDS = {
    "all": (97, 100),
    "most": (50, 100),
    "half": (45, 55),
    "third": (28, 38),
    "two_thirds": (60, 72),
    "quarter": (20, 29),
}
"""Between how many per cent a share that a visitor supposes is right."""


def share(base: KnowledgeBase, question: Question) -> Reply:
    """A part in per cent and in plain words; a share that the visitor supposes is confirmed or corrected."""
    language = question.language
    part, whole = _part_and_whole(base, question)
    result = arithmetic.share(base.figure(part), base.figure(whole))
    fraction = next(name for least, name in _FRACTIONS if result.value >= least)
    verdict = ""
    if question.shares:
        low, high = _SHARE_BOUNDS[question.shares[0]]
        verdict = say(language, "verdict.yes" if low <= result.value <= high else "verdict.no")
    sentence = say(
        language,
        "compute.share" if result.approx else "compute.share_exact",
        percent=number(round(result.value), language),
        fraction=say(language, f"fractions.{fraction}"),
        part=_figure(base, part, language),
        whole=_figure(base, whole, language),
    )
    context = text_in(base.facts[base.knowledge.figures[whole].fact].short, language)
    return _told_of(base, [part, whole], language, [verdict, sentence, context])


def difference(base: KnowledgeBase, question: Question) -> Reply:
    """By how much one figure exceeds another."""
    language = question.language
    smaller, larger = _two_figures(base, question)
    result = arithmetic.difference(base.figure(larger), base.figure(smaller))
    return _compared(base, "difference", larger, smaller, language, result=about(result, language))


def ratio(base: KnowledgeBase, question: Question) -> Reply:
    """How many times one figure goes into another; of a part and its whole, the share."""
    language = question.language
    smaller, larger = _two_figures(base, question)
    if base.knowledge.figures[smaller].part_of == larger:
        return share(base, question)
    result = arithmetic.ratio(base.figure(larger), base.figure(smaller))
    return _compared(base, "ratio", larger, smaller, language, ratio=number(result.value, language))


def total(base: KnowledgeBase, question: Question, context: Fact | None = None) -> Reply:
    """The sum of figures that are parts of one whole; figures of different wholes are never added.

    Where a question names another figure, or follows one and names none, that is told: it is a sum already.
    """
    language = question.language
    parted = {key for key, figure in base.knowledge.figures.items() if figure.part_of}
    told_before = [key for key, figure in base.knowledge.figures.items() if context and figure.fact == context.id]
    summed = next((key for key in (*question.figures, *told_before) if not parted & {key, *_parts(base, key)}), None)
    if summed and (summed in question.figures or not parted & set(question.figures)):
        return answer(base, base.knowledge.figures[summed].fact, replace(question, intent=""))
    whole = next(figure.part_of for figure in base.knowledge.figures.values() if figure.part_of)
    parts = [key for key, figure in base.knowledge.figures.items() if figure.part_of == whole]
    result = arithmetic.total([base.figure(part) for part in parts])
    listed = enumeration([_figure(base, part, language) for part in parts], language)
    return _told_of(
        base, parts, language, [say(language, "compute.total", result=about(result, language), parts=listed)]
    )


def average(base: KnowledgeBase, question: Question) -> Reply:
    """How much of one figure comes to each of another: of those that the question names, else people for each unit."""
    language = question.language
    named = [key for key in question.figures if not base.knowledge.figures[key].part_of or len(question.figures) == 2]
    if len(named) == 2:
        among, amount = sorted(named, key=lambda key: base.figure(key).value)
    else:
        amount, among = _counted_people_and_units(base)
    result = arithmetic.average(base.figure(amount), base.figure(among))
    sentence = say(
        language,
        "compute.average",
        result=about(result, language),
        amount=_figure(base, amount, language),
        among=_figure(base, among, language),
    )
    return _told_of(base, [amount, among], language, [sentence])


def _part_and_whole(base: KnowledgeBase, question: Question) -> tuple[str, str]:
    """The part that a question names and its whole; of a supposed share in no particular part, the largest."""
    parts = [key for key, figure in base.knowledge.figures.items() if figure.part_of]
    if question.shares:
        parts.sort(key=lambda key: -base.figure(key).value)
    part = next((key for key in question.figures if key in parts), parts[0])
    whole = base.knowledge.figures[part].part_of
    assert whole
    return part, whole


def _two_figures(base: KnowledgeBase, question: Question) -> tuple[str, str]:
    """The two figures that a question compares, the smaller first: those it names, else the parts of the whole."""
    figures = base.knowledge.figures
    named = list(dict.fromkeys(question.figures))[:2]
    if len(named) < 2:
        others = [key for key, figure in figures.items() if figure.part_of and key not in named]
        named = [*named, *others][:2]
    smaller, larger = sorted(named, key=lambda key: base.figure(key).value)
    return smaller, larger


def _parts(base: KnowledgeBase, whole: str) -> set[str]:
    return {key for key, figure in base.knowledge.figures.items() if figure.part_of == whole}


def _counted_people_and_units(base: KnowledgeBase) -> tuple[str, str]:
    by_unit = {base.figure(key).unit: key for key in base.knowledge.figures}
    return by_unit["people"], by_unit["units"]


def _compared(base: KnowledgeBase, key: str, larger: str, smaller: str, language: Language, **values: str) -> Reply:
    sentence = say(
        language,
        f"compute.{key}",
        larger=_figure(base, larger, language),
        smaller=_figure(base, smaller, language),
        **values,
    )
    return _told_of(base, [larger, smaller], language, [sentence])


def _figure(base: KnowledgeBase, key: str, language: Language) -> str:
    figure: Figure = base.knowledge.figures[key]
    quantity = base.figure(key)
    return f"{about(arithmetic.Result(quantity.value, quantity.approx), language)} {text_in(figure.label, language)}"


def _told_of(base: KnowledgeBase, figures: list[str], language: Language, sentences: list[str]) -> Reply:
    facts = list(dict.fromkeys(base.facts[base.knowledge.figures[key].fact] for key in figures))
    wholes = {whole for key in figures if (whole := base.knowledge.figures[key].part_of)} - set(figures)
    context = [text_in(base.facts[base.knowledge.figures[whole].fact].short, language) for whole in wholes]
    return told(base, facts, language, [*sentences, *context])
