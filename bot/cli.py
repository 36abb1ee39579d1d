"""`python -m bot …`: run, train, check, chat, ask, evaluate, schema."""

import argparse
import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bot import deferred
from bot.errors import OperatorError
from bot.logs import quiet

console = Console(stderr=True, highlight=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit status: 0 well, 1 not well, 2 misused."""
    options = _parser().parse_args(arguments)
    deferred.install()
    quiet()
    try:
        return int(options.command(options) or 0)
    except OperatorError as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
    except KeyboardInterrupt:
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="A conversational information point on Belgium's mission in Niger."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(command=run)
        return made

    command("run", _run, "serve the page and the API (settings: docs/configuration.md)")
    train = command("train", _train, "train the model if what it is made of has changed")
    train.add_argument("--force", action="store_true", help="train even if nothing has changed")
    check = command("check", _check, "check the knowledge file")
    check.add_argument("file", nargs="?", type=Path, help="another file than knowledge/niger.yaml")
    command("schema", _schema, "write knowledge/niger.schema.json, from which editors complete and check")
    command("chat", _chat, "talk in the terminal")
    ask = command("ask", _ask, "answer one question")
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="print the whole reply as JSON")
    evaluate = command("evaluate", _evaluate, "measure how many test conversations are answered right")
    evaluate.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="conversations (.jsonl: one JSON object a line), or unrelated utterances (.txt: one a line)",
    )
    evaluate.add_argument("--without-page", action="store_true", help="begin without the language of a page")
    evaluate.add_argument(
        "--baselines",
        action="store_true",
        help="also measure what the nearest example and, where there is a Python 3.10, stock Rasa would have done",
    )
    evaluate.add_argument(
        "--train-stock",
        action="store_true",
        help="with --baselines: train stock Rasa where it is not trained on these examples (hours)",
    )
    evaluate.add_argument("--html", type=Path, help="also write a report with plots to this file")
    evaluate.add_argument("--lang", action="append", help="only conversations of this language (may be repeated)")
    evaluate.add_argument("--least", type=float, default=0.0, help="exit with 1 below this rate, in per cent")
    return parser


def _run(_: argparse.Namespace) -> None:
    from bot.server.serving import serve
    from bot.server.settings import Settings

    serve(Settings.from_environment(os.environ))


def _train(options: argparse.Namespace) -> None:
    from bot.training import train

    train(console, force=options.force)


def _check(options: argparse.Namespace) -> None:
    from bot.knowledge.loading import KNOWLEDGE_FILE, load

    base = load(options.file or KNOWLEDGE_FILE)
    counts = f"{len(base.facts)} facts, {len(base.unknowns)} unknowns, {len(base.knowledge.sources)} sources"
    print(f"{counts}: all well ({', '.join(base.languages)}).")


def _schema(_: argparse.Namespace) -> None:
    from bot.knowledge.loading import KNOWLEDGE_FILE, json_schema

    KNOWLEDGE_FILE.with_suffix(".schema.json").write_text(json_schema(), encoding="utf-8")


def _chat(_: argparse.Namespace) -> None:
    from bot.terminal import chat

    asyncio.run(chat(console))


def _ask(options: argparse.Namespace) -> None:
    from bot.terminal import ask

    asyncio.run(ask(options.question, as_json=options.json))


def _evaluate(options: argparse.Namespace) -> int:
    from bot.evaluation.cases import read_cases, read_utterances
    from bot.evaluation.report import report
    from bot.evaluation.talking import evaluate

    read = [case for file in options.files for case in (read_utterances if file.suffix == ".txt" else read_cases)(file)]
    cases = [case for case in read if not options.lang or case.lang in options.lang]
    verdicts = asyncio.run(evaluate(cases, console, with_page=not options.without_page))
    printed = Console(highlight=False, soft_wrap=True)
    report(verdicts, printed)
    if options.baselines:
        from bot.evaluation.baselines import measure
        from bot.evaluation.report import compare

        others = asyncio.run(measure(cases, console, not options.without_page, options.train_stock))
        compare({"the bot": verdicts, **others}, printed)
    if options.html:
        from bot.evaluation.html import write

        write(verdicts, options.html)
    right = sum(verdict.right for verdict in verdicts)
    return int(100 * right < options.least * len(verdicts))
