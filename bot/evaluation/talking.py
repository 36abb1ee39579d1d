"""Has the test conversations with the bot."""

from collections.abc import Iterable
from contextlib import closing

from rich.console import Console
from rich.progress import track

from bot.dialogue.assistant import Assistant, State
from bot.evaluation.cases import Case, Verdict, judge
from bot.knowledge.loading import knowledge_base
from bot.knowledge.schema import LANGUAGES, Language


async def evaluate(
    cases: Iterable[Case], console: Console, with_page: bool = True, assistant: Assistant | None = None
) -> list[Verdict]:
    """Has every conversation with the bot, each from its beginning, and judges its last reply.

    It begins on a page in the language of the case, as a visitor's does; without one where `with_page` is false.
    Another `assistant` than the one that serves visitors may answer; who gave it closes it.
    """
    if assistant is None:
        with closing(Assistant.load(knowledge_base())) as own:
            return await evaluate(cases, console, with_page, own)
    verdicts = []
    for case in track(list(cases), "Asking…", console=console, transient=True):
        page: Language | None = case.lang if with_page and case.lang in LANGUAGES else None
        state = State.fresh(page)
        for text in case.turns:
            before = state
            turn = await assistant.answer_text(state, text)
            state = turn.state
        parsed = assistant.parse(text, before)
        verdicts.append(judge(case, turn.reply, float(parsed["intent"]["confidence"])))
    return verdicts
