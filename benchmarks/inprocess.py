"""How long a turn takes without a network."""

import statistics
import time

from benchmarks.latency import Latency
from benchmarks.questions import mixed, questions
from bot.dialogue.assistant import Assistant, State
from bot.knowledge.loading import knowledge_base
from bot.logs import quiet


async def in_process(count: int = 1000, repeats: bool = True) -> Latency:
    """Times `count` messages, each the second of a conversation; without `repeats` every text is a new one."""
    quiet()
    assistant = Assistant.load(knowledge_base())
    texts = mixed(count) if repeats else [f"{text} {number}" for number, text in enumerate(questions())]
    for text in questions()[:20]:
        await assistant.answer_text(State.fresh(None), f"warm up: {text}")
    latency = Latency()
    begun = time.perf_counter()
    for text in texts:
        started = time.perf_counter()
        await assistant.answer_text(State.fresh(None), text)
        latency.seconds.append(time.perf_counter() - started)
    latency.elapsed = time.perf_counter() - begun
    assistant.close()
    return latency


async def conversation_growth(turns: int = 520, around: int = 20) -> float:
    """The median time of messages about number 500 of one conversation, over that of messages about number 5.

    The same messages are timed at both places, so that only the length of the conversation differs.
    """
    quiet()
    assistant = Assistant.load(knowledge_base())
    state = State.fresh(None)
    asked = questions()[:around]
    for text in asked:
        await assistant.answer_text(state, text)
    times = []
    for number in range(turns):
        started = time.perf_counter()
        state = (await assistant.answer_text(state, asked[number % around])).state
        times.append(time.perf_counter() - started)
    assistant.close()
    return statistics.median(times[500 - around : 500]) / statistics.median(times[:around])
