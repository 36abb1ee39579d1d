import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.segments import MOST_PARTS, segments


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Merci. Elle est arrivée quand ?", ["Merci.", "Elle est arrivée quand ?"]),
        ("C'est quoi New Nero ? Et le MoU ?", ["C'est quoi New Nero ?", "Et le MoU ?"]),
        ("date de l'accord et celle de New Nero", ["date de l'accord", "celle de New Nero"]),
        ("Effectif total ; effectif sur place", ["Effectif total", "effectif sur place"]),
        ("effectif total, unités formées, lieu METT", ["effectif total", "unités formées", "lieu METT"]),
        (
            "Deux questions pour moi : qui a commencé, et quel accord ensuite ?",
            ["Deux questions pour moi:", "qui a commencé", "quel accord"],
        ),
    ],
)
def test_questions_in_one_message_are_told_apart(text: str, parts: list[str]) -> None:
    assert segments(text, "fr") == parts


@pytest.mark.parametrize("text", ["C'est quoi New Nero ?", "quand et où", "± 1 575 personnes", "", "???", "M. Flahaut"])
def test_one_question_stays_whole(text: str) -> None:
    assert segments(text, "fr") == []


@given(st.text(max_size=500))
def test_there_are_never_many_parts_and_none_is_empty(text: str) -> None:
    parts = segments(text, "fr")
    assert len(parts) <= MOST_PARTS
    assert all(part.strip() for part in parts)
