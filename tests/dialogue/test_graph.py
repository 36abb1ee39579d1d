from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.assistant import Assistant
from bot.dialogue.graph import SequentialGraphRunner

QUESTIONS = [
    "c koi new nero", "combien de soldats au total ?", "et c'était quand ?", "bonjour", "quel temps fait-il ?",
    "C'est quoi le MoU ? Et combien d'unités ont été formées ?", "😀", "la 3e étape", "merci !",
    "combien d'années entre 2000 et 2017 ?",
]  # fmt: skip


@pytest.fixture
def runner(assistant: Assistant) -> SequentialGraphRunner:
    found = assistant._processor.graph_runner
    assert isinstance(found, SequentialGraphRunner)
    return found


def understood(runner: DaskGraphRunner, run: Any, assistant: Assistant, text: str) -> dict[str, Any]:
    target = assistant._processor.model_metadata.nlu_target
    inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: DialogueStateTracker("", [])}
    (message,) = run(runner, inputs=inputs, targets=[target])[target]
    return message.as_dict(only_output_properties=True)


def predicted(runner: DaskGraphRunner, run: Any, assistant: Assistant, parsed: dict[str, Any]) -> list[float]:
    domain: Domain = assistant._processor.domain
    tracker = DialogueStateTracker("", domain.slots)
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered(parsed["text"], parsed["intent"], parsed["entities"], parsed), domain)
    target = assistant._processor.model_metadata.core_target
    return run(runner, inputs={PLACEHOLDER_TRACKER: tracker}, targets=[target])[target].probabilities


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_understood_and_answered_as_rasas_own_runner_would(
    text: str, runner: SequentialGraphRunner, assistant: Assistant
) -> None:
    own, rasas = (understood(runner, kind.run, assistant, text) for kind in (SequentialGraphRunner, DaskGraphRunner))
    assert own == rasas
    own_choice, rasas_choice = (
        predicted(runner, kind.run, assistant, own) for kind in (SequentialGraphRunner, DaskGraphRunner)
    )
    assert own_choice == rasas_choice


def test_an_order_is_found_once_for_each_target(runner: SequentialGraphRunner, assistant: Assistant) -> None:
    targets = (assistant._processor.model_metadata.nlu_target,)
    assert runner._order(targets) is runner._order(targets)


def test_every_node_comes_after_what_it_needs(runner: SequentialGraphRunner, assistant: Assistant) -> None:
    metadata = assistant._processor.model_metadata
    for target in (metadata.nlu_target, metadata.core_target):
        placed = {PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER}
        for name, needs in runner._order((target,)):
            assert set(needs) <= placed
            placed.add(name)
        assert target in placed
