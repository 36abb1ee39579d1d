"""The bot in a terminal: a conversation, or one question and its answer."""

import json

from rich.console import Console
from rich.prompt import Prompt

from bot.dialogue.assistant import Assistant, State
from bot.knowledge.loading import knowledge_base
from bot.replies import talk
from bot.replies.sources import as_plain_text


async def chat(console: Console) -> None:
    """Talks until the person leaves (Ctrl-D, or an empty line twice)."""
    assistant = _load(console)
    state = State.fresh(None)
    console.print(as_plain_text(talk.greeting(assistant.base, assistant.base.languages[0])), markup=False)
    try:
        while True:
            text = Prompt.ask("\n[bold]>[/]", console=console).strip()
            if text:
                turn = await assistant.answer_text(state, text)
                state = turn.state
                console.print(as_plain_text(turn.reply), markup=False)
    except EOFError:
        console.print()
    finally:
        assistant.close()


async def ask(question: str, as_json: bool) -> None:
    """Prints the answer to one question, for people or for programs."""
    assistant = _load(Console(stderr=True))
    try:
        turn = await assistant.answer_text(State.fresh(None), question)
    finally:
        assistant.close()
    if as_json:
        print(json.dumps(turn.reply.as_dict(), ensure_ascii=False, indent=2))
    else:
        print(as_plain_text(turn.reply))


def _load(console: Console) -> Assistant:
    with console.status("Starting…"):
        return Assistant.load(knowledge_base())
