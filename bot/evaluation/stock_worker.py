"""Runs in the Python of stock Rasa, not in the project's: ranks the intents of many messages with a trained model.

`python -I stock_worker.py MODEL TEXTS RANKINGS` reads a list of texts and writes a list of rankings, both JSON. It is a file
of its own, which imports nothing of the project, because the project and TensorFlow have no Python in common.
"""

import json
import sys
from pathlib import Path


def main(model: str, texts: str, rankings: str) -> None:
    """Ranks every text in one batch. Like the project's own processor, it stops before “/…” is read as a command."""
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage
    from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
    from rasa.shared.core.trackers import DialogueStateTracker

    processor = Agent.load(model).processor
    handler = processor.graph_runner._graph_schema.nodes[processor.model_metadata.nlu_target]
    node = handler.needs["messages"]
    said = [UserMessage(text) for text in json.loads(Path(texts).read_text(encoding="utf-8"))]
    inputs = {PLACEHOLDER_MESSAGE: said, PLACEHOLDER_TRACKER: DialogueStateTracker("", [])}
    messages = processor.graph_runner.run(inputs, targets=[node])[node]
    found = [message.get("intent_ranking") for message in messages]
    Path(rankings).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
