import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.assistant import Assistant
from bot.nlu.intent_classifier import RANKING
from bot.nlu.nearest_examples import NEARNESS, NearestExamples, weighed

RANKED = [{"name": "ask_stakes", "confidence": 0.4}, {"name": "ask_threats", "confidence": 0.3}]


def test_the_intent_of_a_near_example_overtakes_one_that_was_a_little_likelier() -> None:
    ranking = weighed(RANKED, {"ask_stakes": 0.5, "ask_threats": 0.9}, weight=4)
    assert [entry["name"] for entry in ranking] == ["ask_threats", "ask_stakes"]


def test_where_all_are_as_near_nothing_changes() -> None:
    ranking = weighed(RANKED, {"ask_stakes": 0.7, "ask_threats": 0.7}, weight=4)
    assert [entry["confidence"] for entry in ranking] == pytest.approx([0.4, 0.3])


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=10), st.lists(st.floats(-1, 1), min_size=10, max_size=10))
def test_confidences_still_add_up_to_what_they_did(confidences: list[float], cosines: list[float]) -> None:
    ranking = [{"name": f"ask_{place}", "confidence": confidence} for place, confidence in enumerate(confidences)]
    near = {f"ask_{place}": cosine for place, cosine in enumerate(cosines)}
    assert sum(entry["confidence"] for entry in weighed(ranking, near, 4)) == pytest.approx(sum(confidences))


def test_what_the_classifier_is_sure_of_is_not_measured(assistant: Assistant) -> None:
    sure = Message({TEXT: "x", RANKING: [{"name": "ask_stakes", "confidence": 0.95}]})
    assistant.component(NearestExamples).process([sure])
    assert sure.get(NEARNESS) is None
