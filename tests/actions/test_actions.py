from typing import Any

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException

from bot.replies.reply import Reply
from bot.training import ROOT
from tests.actions.trackers import asked, tracker_state


@pytest.fixture(scope="module")
def executor() -> ActionExecutor:
    made = ActionExecutor()
    made.register_package("actions")
    return made


async def run(
    executor: ActionExecutor, action: str, *questions: dict[str, Any], topic: str | None = None
) -> dict[str, Any]:
    state = tracker_state(*questions, topic=topic)
    call = {"next_action": action, "sender_id": "test", "tracker": state, "domain": {}}
    answered = await executor.run(call)  # type: ignore[arg-type] # an action call in JSON's types
    assert answered
    return answered


def reply_of(answered: dict[str, Any]) -> Reply:
    (response,) = answered["responses"]
    return Reply.from_dict(response["custom"])


def test_every_action_of_the_domain_is_there_and_no_other(executor: ActionExecutor) -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert set(executor.actions) == set(domain["actions"])


async def test_an_answer_is_spoken_and_its_topic_remembered(executor: ActionExecutor) -> None:
    answered = await run(executor, "action_answer", asked("ask_new_nero", "c koi new nero"))
    assert reply_of(answered).topics == ("new_nero",)
    assert answered["responses"][0]["text"] == reply_of(answered).text
    assert [(event["name"], event["value"]) for event in answered["events"]] == [
        ("language", "fr"),
        ("topic", "new_nero"),
    ]


async def test_two_questions_get_two_answers_in_order(executor: ActionExecutor) -> None:
    reply = reply_of(await run(executor, "action_answer", asked("ask_new_nero"), asked("ask_units_trained")))
    assert reply.topics == ("new_nero", "units_trained")
    assert reply.text.index("New Nero") < reply.text.index("douze unités")


async def test_the_second_question_may_follow_the_first(executor: ActionExecutor) -> None:
    questions = (asked("ask_mobile_team"), asked("follow_up", "et quand ?", aspect="when"))
    reply = reply_of(await run(executor, "action_answer", *questions, topic="threats"))
    assert reply.topics == ("mobile_team",)
    assert "septembre 2019" in reply.text


async def test_a_follow_up_is_about_the_remembered_topic(executor: ActionExecutor) -> None:
    reply = reply_of(
        await run(executor, "action_answer", asked("follow_up", "où ?", aspect="where"), topic="mobile_team")
    )
    assert "Maradi" in reply.text


async def test_clarifying_offers_the_two_nearest_topics_and_a_way_out(executor: ActionExecutor) -> None:
    unclear = asked("unclear", ranking=("ask_threats", "ask_year", "ask_piracy", "ask_migration"))
    reply = reply_of(await run(executor, "action_clarify", unclear))
    assert reply.outcome == "clarify"
    assert [choice.value for choice in reply.choices] == ["topic:threats", "topic:piracy", "talk:something_else"]


async def test_clarifying_without_topics_offers_a_way_out(executor: ActionExecutor) -> None:
    reply = reply_of(await run(executor, "action_clarify", asked("unclear", ranking=("greet",))))
    assert [choice.value for choice in reply.choices] == ["talk:something_else"]


@pytest.mark.parametrize(
    ("action", "outcome"), [("action_out_of_scope", "out_of_scope"), ("action_greet", "smalltalk")]
)
async def test_borders_and_greetings_remember_no_topic(action: str, outcome: str, executor: ActionExecutor) -> None:
    answered = await run(executor, action, asked("out_of_scope"), topic="new_nero")
    assert reply_of(answered).outcome == outcome
    assert [event["name"] for event in answered["events"]] == ["language"]


async def test_an_action_that_there_is_not_is_refused(executor: ActionExecutor) -> None:
    with pytest.raises(ActionNotFoundException):
        await run(executor, "action_fly", asked("greet"))
