import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.base import KnowledgeBase, names_in
from bot.knowledge.loading import load
from bot.nlu.mentions import MentionFinder

FINDER = MentionFinder(load(), "fr")


def found(text: str) -> set[tuple[str, str]]:
    return {(mention.kind, mention.value) for mention in FINDER.find(text)}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("c'est quoi New Nero", "fact", "new_nero"),
        ("NEW NERO", "fact", "new_nero"),
        ("new néro", "fact", "new_nero"),
        ("l'équipe mobile", "fact", "mobile_team"),
        ("l’equipe mobile", "fact", "mobile_team"),
        ("le MoU", "fact", "memorandum_2005"),
        ("le protocole d'accord", "fact", "memorandum_2005"),
        ("et Maradi ?", "place", "maradi"),
        ("a maradhi", "place", "maradi"),
        ("a Agades", "place", "agadez"),
        ("Tillabery", "place", "tillaberi"),
        ("André Flahaut", "actor", "andre_flahaut"),
        ("c ki flahault", "actor", "andre_flahaut"),
        ("flahot", "actor", "andre_flahaut"),
        ("la Belgique", "actor", "belgium"),
        ("c'est quand", "aspect", "when"),
        ("c kan", "aspect", "when"),
        ("QUAND", "aspect", "when"),
        ("cb de soldats", "aspect", "how_many"),
        ("pk", "aspect", "why"),
        ("avec quel pays", "aspect", "with_whom"),
        ("combien de temps", "aspect", "how_long"),
        ("et mtn", "mark", "now"),
        ("aujourd'hui", "mark", "now"),
        ("la 2e", "ordinal", "second"),
        ("la dernière étape", "ordinal", "last"),
        ("la moitié des soldats", "share", "half"),
        ("sur place", "figure", "on_site"),
    ],
)
def test_what_people_name_is_found_however_they_type_it(text: str, kind: str, value: str) -> None:
    assert (kind, value) in found(text)


def test_where_is_told_from_or_by_its_accent() -> None:
    assert ("aspect", "where") in found("c'est où")
    assert ("aspect", "where") in found("OÙ")
    assert ("aspect", "where") not in found("Niamey ou Bruxelles")


def test_where_without_its_accent_is_understood_where_nothing_else_can_be_meant() -> None:
    assert ("aspect", "where") in found("c'est ou ?")


def test_the_longest_name_counts() -> None:
    assert ("aspect", "how_many") not in found("combien de temps")
    assert ("share", "half") not in found("plus de la moitié")
    assert ("share", "most") in found("plus de la moitié")
    assert ("mark", "before") in found("juste avant")


def test_names_of_different_kinds_are_all_found() -> None:
    kinds = {kind for kind, _ in found("quand l'équipe mobile est-elle arrivée à Maradi, et qui était le premier ?")}
    assert {"aspect", "fact", "place", "ordinal"} <= kinds


@pytest.mark.parametrize("text", ["", "   ", "?", "😀", "bla bla", "Что это", "这是什么", "ما هذا"])
def test_where_nothing_is_named_nothing_is_found(text: str) -> None:
    assert not {kind for kind, _ in found(text)} & {"fact", "actor", "place", "aspect", "figure"}


def test_a_word_that_people_use_is_not_read_as_a_slip_of_a_name() -> None:
    slip = "flahauts"
    assert MentionFinder(load(), "fr", frozenset({slip})).find(slip) == []
    assert FINDER.find(slip)


def test_short_words_are_never_read_as_a_slip() -> None:
    for word in ("mari", "noir", "nerf", "mai", "mou"):
        assert ("place", "maradi") not in found(word)
        assert ("fact", "new_nero") not in found(word)


def test_a_mention_tells_where_it_stands() -> None:
    text = "Et l’équipe mobile à Maradhi, c’était quand ?"
    stands = {mention.value: text[mention.start : mention.end] for mention in FINDER.find(text)}
    assert stands["maradi"] == "Maradhi"
    assert stands["when"] == "quand"
    assert "quipe" in stands["mobile_team"]


def test_every_name_of_the_file_leads_to_what_it_names(base: KnowledgeBase) -> None:
    for fact in base.facts.values():
        for name in names_in(fact.names, "fr"):
            assert {kind for kind, value in found(name) if kind == "fact"}, (fact.id, name)


def test_mentions_are_told_in_the_order_of_the_text() -> None:
    starts = [mention.start for mention in FINDER.find("Niamey, Maradi, quand et pourquoi New Nero ?")]
    assert starts == sorted(starts)


@settings(max_examples=60)
@given(st.text(max_size=500))
def test_any_text_can_be_searched(text: str) -> None:
    for mention in FINDER.find(text):
        assert 0 <= mention.start < mention.end <= len(text)


@settings(max_examples=60)
@given(st.sampled_from(["flahaut", "tillaberi"]), st.integers(0, 8), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_one_wrong_letter_in_a_name_is_forgiven(name: str, place: int, letter: str) -> None:
    place = min(place, len(name) - 1)
    typed = name[:place] + letter + name[place + 1 :]
    assert any(kind in ("actor", "place") for kind, _ in found(typed)), typed
