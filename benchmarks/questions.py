"""The questions that are asked while measuring: real ones, from the project's own test conversations."""

import json
import random
from pathlib import Path

CONVERSATIONS = Path("tests/conversations")


def questions() -> list[str]:
    """Every first message of the test conversations, each once."""
    lines = [
        line for file in sorted(CONVERSATIONS.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return list(dict.fromkeys(json.loads(line)["turns"][0] for line in lines))


def mixed(count: int, seed: int = 0) -> list[str]:
    """`count` questions as a public sends them: few asked often, many asked seldom (Zipf's law)."""
    asked = questions()
    dice = random.Random(seed)
    dice.shuffle(asked)
    return dice.choices(asked, weights=[1 / rank for rank in range(1, len(asked) + 1)], k=count)
