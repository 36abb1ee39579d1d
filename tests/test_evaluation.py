import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from bot.errors import OperatorError
from bot.evaluation.cases import Case, Verdict, judge, read_cases, read_utterances
from bot.evaluation.html import write
from bot.evaluation.report import report
from bot.replies.reply import OUTCOMES, Reply
from bot.training import ROOT

REPLY = Reply("New Nero a été lancée en 2017.", "fr", "answered", ("new_nero",))
FILES = sorted((ROOT / "tests" / "conversations").glob("*.jsonl"))


def case(**changes: object) -> Case:
    return Case(**{"id": "x", "lang": "fr", "persona": "visitor", "kind": "fact", "turns": ["?"], **changes})  # type: ignore[arg-type] # a case


@pytest.mark.parametrize(
    ("expect", "right"),
    [
        ({}, True),
        ({"all": ["2017", "new nero"]}, True),
        ({"all": ["2017", "2018"]}, False),
        ({"any": ["2018", "lanc[ée]e"]}, True),
        ({"any": ["2018"]}, False),
        ({"any": []}, True),
        ({"none": ["2018"]}, True),
        ({"none": ["NERO"]}, False),
        ({"all": ["2017"], "any": ["nero"], "none": ["oui"]}, True),
    ],
)
def test_a_reply_is_held_against_what_is_expected(expect: dict, right: bool) -> None:
    assert judge(case(expect=expect), REPLY).right is right


def test_outcome_and_language_count_too() -> None:
    assert judge(case(outcome=["answered", "stale"], reply_lang="fr"), REPLY).right
    assert not judge(case(outcome=["stale"]), REPLY).right
    assert not judge(case(reply_lang="nl"), REPLY).right


def test_every_fault_is_named() -> None:
    faults = judge(
        case(expect={"all": ["a1"], "any": ["b2"], "none": ["2017"]}, outcome=["stale"], reply_lang="nl"), REPLY
    ).faults
    assert len(faults) == 5
    for said in ("a1", "b2", "2017", "stale", "nl"):
        assert any(said in fault for fault in faults)


def test_the_reply_is_expected_in_the_language_of_the_case(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    data = {"id": "x", "lang": "nl", "persona": "visitor", "kind": "fact", "turns": ["?"]}
    path.write_text("\n".join(["", json.dumps(data), json.dumps({**data, "reply_lang": "fr"}), ""]))
    assert [read.reply_lang for read in read_cases(path)] == ["nl", "fr"]


@pytest.mark.parametrize(
    "line", ["nonsense", "{}", "[]", '{"lang": "fr"}', '{"lang": "fr", "id": "x", "mood": "good"}']
)
def test_a_line_that_is_no_case_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(f"\n{line}\n")
    with pytest.raises(OperatorError, match=r"cases\.jsonl:2"):
        read_cases(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_projects_conversations_can_be_read(path: Path) -> None:
    read = read_cases(path)
    assert read
    for one in read:
        assert one.turns, one.id
        assert all(turn.strip() for turn in one.turns), one.id
        assert set(one.outcome) <= set(OUTCOMES), one.id
        assert set(one.expect) <= {"all", "any", "none"}, one.id


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_expectation_is_a_pattern(path: Path) -> None:
    for one in read_cases(path):
        judge(one, REPLY)


def test_a_report_shows_every_miss_and_the_rates() -> None:
    miss = judge(case(id="miss", persona="child", turns=["où ?", "[et] quand ?"], expect={"all": ["2018"]}), REPLY)
    written = reported([Verdict(case(), REPLY, []), Verdict(case(persona="child"), REPLY, []), miss])
    assert "✗ miss" in written
    assert "[et] quand ?" in written
    assert "lacks /2018/" in written
    assert "right: 2 of 3 (66.67 %)" in written
    assert "50.0 %" in written


def test_a_report_of_nothing_can_be_read() -> None:
    assert "right: 0 of 0" in reported([])


def reported(verdicts: list[Verdict]) -> str:
    written = io.StringIO()
    report(verdicts, Console(file=written, width=200))
    return written.getvalue()


def test_unrelated_utterances_may_get_any_reply_but_a_fact(tmp_path: Path) -> None:
    path = tmp_path / "nl.txt"
    path.write_text("zet een wekker\n\nwat is de hoofdstad van Peru\n", encoding="utf-8")
    alarm, capital = read_utterances(path)
    assert (alarm.lang, capital.turns) == ("nl", ["wat is de hoofdstad van Peru"])
    outside = Reply("Dat weet ik niet.", "nl", "out_of_scope")
    assert judge(alarm, outside).right
    assert not judge(capital, REPLY).right
    assert "unrelated utterances that got a fact: 1 of 2" in reported([judge(alarm, outside), judge(capital, REPLY)])


def test_the_html_report_holds_every_figure_and_loads_nothing(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    misses = [judge(case(id="<b>", expect={"all": ["2018"]}), REPLY, 0.9)]
    write([judge(case(), REPLY, 0.8), *misses], page)
    text = page.read_text(encoding="utf-8")
    assert text.count("<svg") == 3
    assert "&lt;b&gt;" in text
    assert not re.search(r"(?:src|href)=[\"']?https?:", text.replace('xlink:href="#', ""))
