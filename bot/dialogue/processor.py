"""Rasa's message processor with the project's graph runner and its actions in the same process."""

import re
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, create_bot_utterance
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.nlg import NaturalLanguageGenerator, TemplatedNaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.engine import loader
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.model import get_latest_model
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from bot.errors import OperatorError
from bot.knowledge.schema import Language

_COMMAND = re.compile(r"\s*/\w+\s*(?:\{.*)?", re.DOTALL)


class ModelMissingError(OperatorError):
    """There is no trained model where one was looked for."""


class InProcessAction(Action):
    """A custom action of `actions/`, run here as the action server would run it: no second process, no network."""

    def __init__(self, name: str, executor: ActionExecutor) -> None:
        self._name = name
        self._run = executor.actions[name]

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return self._name

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """Runs the action on what it may see of the conversation: slots and the latest message."""
        seen = Tracker(
            sender_id=tracker.sender_id,
            slots=tracker.current_slot_values(),
            latest_message=tracker.latest_message.parse_data if tracker.latest_message else {},
            events=[],
            paused=False,
            followup_action=None,
            active_loop={},
            latest_action_name=tracker.latest_action_name,
        )
        dispatcher = CollectingDispatcher()
        events = await self._run(dispatcher, seen, {})
        uttered = [
            create_bot_utterance({"text": said["text"], "custom": said["custom"]}) for said in dispatcher.messages
        ]
        return [*uttered, *deserialise_events(events)]


class Processor(MessageProcessor):
    """Parses messages and runs the prediction loop; keeps no conversation itself."""

    def __init__(self, model: Path) -> None:
        """Loads the newest model of a folder, or a model file. Raises `ModelMissingError` where there is none."""
        domain = Domain.empty()
        nlg = TemplatedNaturalLanguageGenerator({})
        super().__init__(model, InMemoryTrackerStore(domain), InMemoryLockStore(), nlg)
        handler = self.graph_runner._graph_schema.nodes[self.model_metadata.nlu_target]
        self._text_node = handler.needs["messages"]
        self._executor = ActionExecutor()
        self._executor.register_package("actions")
        self._actions = {name: InProcessAction(name, self._executor) for name in self._executor.actions}

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, Any, GraphRunner]:
        from bot.dialogue.graph import SequentialGraphRunner

        path = model_path if Path(model_path).is_file() else get_latest_model(model_path)
        if not path:
            raise ModelMissingError(f"There is no trained model in {model_path}: run `python -m bot train` first.")
        with TempDirectoryPath(get_temp_dir_name()) as unpacked:
            metadata, runner = loader.load_predict_graph_runner(
                Path(unpacked), Path(path), LocalModelStorage, SequentialGraphRunner
            )
        return Path(path).name, metadata, runner

    def understand(self, text: str, language: Language | None, topic: str | None) -> dict[str, Any]:
        """What the NLU pipeline makes of a typed text, in a conversation in `language` that was about `topic`.

        Rasa's last node turns a text that begins with “/” into an intent and entities; that is for developers, so the
        graph runs up to the node before it, and whatever visitors type is text. Blanks alone are nonsense, and one of
        Rasa's commands (“/restart”, “/greet{…}”) is in no language and asks for nothing.
        """
        if not text.strip() or _COMMAND.fullmatch(text):
            name = "prompt_injection" if text.strip() else "nonsense"
            return {"text": text, "intent": {"name": name, "confidence": 1.0}, "entities": []}
        said = UserMessage(text, metadata={"language": language, "topic": topic})
        inputs = {PLACEHOLDER_MESSAGE: [said], PLACEHOLDER_TRACKER: DialogueStateTracker("", [])}
        (message,) = self.graph_runner.run(inputs, targets=[self._text_node])[self._text_node]
        return {"text": text, **message.as_dict(only_output_properties=True)}

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        """The next action and why; an action of `actions/` is the one that runs in this process."""
        action, prediction = super().predict_next_with_tracker_if_should(tracker)
        return self._actions.get(action.name(), action), prediction
