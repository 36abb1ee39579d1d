import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.schema import LANGUAGES, Language
from bot.nlu.example_importer import examples
from bot.nlu.language_model import LanguageModel, traits

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    folders = {language: (ROOT / "data" / "nlu" / language).glob("*.yml") for language in LANGUAGES}
    taught = (
        (e.get("text"), language) for language, files in folders.items() for file in files for e in examples(file)
    )
    return LanguageModel.fit(taught)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("combien de soldats belges", "fr"),
        ("hoeveel soldaten zitten daar", "nl"),
        ("how many soldiers are there", "en"),
        ("wie viele Soldaten sind dort", "de"),
        ("c koi new nero", "fr"),
        ("wa is da new nero voor iets", "nl"),
        ("wat r they doing there lol", "en"),
        ("was machn die dort", "de"),
    ],
)
def test_a_few_words_tell_the_language(model: LanguageModel, text: str, language: Language) -> None:
    assert model.detect(text, None) == language
    for prior in LANGUAGES:
        assert model.detect(text, prior) == language


@pytest.mark.parametrize("text", ["Maradi?", "ok", "New Nero", "MoU 2005", "320 ?", "👍", "", "Что такое?"])
@pytest.mark.parametrize("prior", LANGUAGES)
def test_what_all_languages_share_stays_in_the_language_of_the_conversation(
    model: LanguageModel, text: str, prior: Language
) -> None:
    assert model.detect(text, prior) == prior


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_words_or_more_are_told_in_98_of_100_messages(model: LanguageModel, language: Language) -> None:
    file = ROOT / "tests" / "conversations" / f"{language}.jsonl"
    cases = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    said = [case["turns"][-1] for case in cases if case["kind"] != "switch" and case["reply_lang"] == language]
    long = [text for text in said if len(text.split()) >= 3]
    assert sum(model.detect(text, language) == language for text in long) >= 0.98 * len(long)


@given(st.text(max_size=200))
def test_any_text_has_traits(text: str) -> None:
    assert all(count > 0 for count in traits(text).values())
