import json
from typing import Any

import pytest

from bot.dialogue.assistant import Assistant, State
from bot.replies.reply import OUTCOMES, Reply


async def talk(assistant: Assistant, *texts: str) -> list[Reply]:
    state, replies = State.fresh("fr"), []
    for text in texts:
        turn = await assistant.answer_text(state, text)
        state = turn.state
        replies.append(turn.reply)
    return replies


@pytest.mark.parametrize(
    ("text", "topic", "said"),
    [
        ("c koi new nero", "new_nero", "2017"),
        ("c ki flahaut", "cooperation_start", "Flahaut"),
        ("cb de soldat sur place", "strength_on_site", "100"),
        ("conbien dunités la belgique a formé", "units_trained", "douze"),
        ("kel son les menace", "threats", "terrorisme"),
        ("où est l'équipe mobile a maradhi", "mobile_team", "Maradi"),
        ("mission au niger sa sert a koi", "mission_aim", "capacités"),
        ("Que s'est-il passé en 2005 ?", "memorandum_2005", "protocole"),
    ],
)
async def test_a_question_is_answered_however_it_is_typed(
    text: str, topic: str, said: str, assistant: Assistant
) -> None:
    (reply,) = await talk(assistant, text)
    assert reply.outcome == "answered"
    assert reply.topics[0] == topic
    assert said in reply.text
    assert reply.sources


async def test_an_aspect_is_asked_of_the_last_topic(assistant: Assistant) -> None:
    _, when, where = await talk(assistant, "c'est quoi l'équipe mobile ?", "c kan ?", "et c'est où ?")
    assert "septembre 2019" in when.text
    assert where.text.startswith("À Maradi")


async def test_one_can_go_on_and_back_along_the_events(assistant: Assistant) -> None:
    third, after, before = await talk(assistant, "c'est quoi la 3e étape", "et la suivante ?", "et celle d'avant ?")
    assert third.topics == ("memorandum_2005",)
    assert after.topics == ("military_assistance_project",)
    assert before.topics == ("memorandum_2005",)


async def test_the_first_and_the_last_event_can_be_asked_for(assistant: Assistant) -> None:
    first, last = await talk(assistant, "quelle est la première étape ?", "la dernière étape, c'est quoi ?")
    assert first.topics == ("cooperation_start",)
    assert last.topics == ("mobile_team",)


async def test_an_answer_can_be_had_shorter_longer_and_again(assistant: Assistant) -> None:
    whole, short, again, more = await talk(
        assistant, "c'est quoi New Nero ?", "plus court stp", "répète", "dis m'en plus"
    )
    assert len(short.text) < len(whole.text)
    assert short.text in whole.text
    assert short.text in again.text
    assert {reply.topics[0] for reply in (whole, short, again, more)} == {"new_nero"}


async def test_something_else_shows_where_to_begin(assistant: Assistant) -> None:
    _, reply = await talk(assistant, "c'est quoi New Nero ?", "autre chose")
    assert reply.outcome == "smalltalk"
    assert len(reply.choices) > 3


async def test_two_questions_in_one_message_are_both_answered(assistant: Assistant) -> None:
    (reply,) = await talk(assistant, "C'est quoi New Nero ? Et combien d'unités ont été formées ?")
    assert reply.topics == ("new_nero", "units_trained")
    assert "douze unités" in reply.text


async def test_who_asks_for_today_gets_the_last_known_state(assistant: Assistant) -> None:
    (reply,) = await talk(assistant, "les belges sont encore au niger aujourd'hui ?")
    assert reply.outcome == "stale"
    assert "2023" in reply.text


async def test_a_follow_up_to_nothing_is_asked_back(assistant: Assistant) -> None:
    (reply,) = await talk(assistant, "et après ?")
    assert reply.outcome == "clarify"
    assert reply.choices


async def test_small_talk_does_not_make_the_topic_forgotten(assistant: Assistant) -> None:
    *_, reply = await talk(assistant, "c'est quoi l'équipe mobile ?", "merci", "c'était où ?")
    assert reply.topics == ("mobile_team",)


async def test_what_is_no_question_about_the_mission_is_met_in_its_own_way(assistant: Assistant) -> None:
    outcomes = [
        reply.outcome for reply in await talk(assistant, "bonjour", "joue du Stromae", "je veux mourir", "merci")
    ]
    assert outcomes == ["smalltalk", "out_of_scope", "sensitive", "smalltalk"]


async def test_who_is_in_distress_is_given_a_number_to_call(assistant: Assistant) -> None:
    (reply,) = await talk(assistant, "jveux mourir")
    assert "112" in reply.text
    assert "0800" in reply.text


async def test_years_between_two_events_are_worked_out(assistant: Assistant) -> None:
    (reply,) = await talk(assistant, "combien d'années entre 2000 et New Nero ?")
    assert "17 ans" in reply.text


async def test_a_tapped_topic_is_told_and_remembered(assistant: Assistant) -> None:
    turn = await assistant.answer_choice(State.fresh("fr"), "topic:mobile_team", "L'équipe mobile")
    assert turn.reply.topics == ("mobile_team",)
    following = await assistant.answer_text(turn.state, "c'était où ?")
    assert "Maradi" in following.reply.text


async def test_a_tapped_unknown_is_said_to_be_unknown(assistant: Assistant) -> None:
    turn = await assistant.answer_choice(State.fresh("fr"), "topic:cost", "Le coût")
    assert turn.reply.outcome == "out_of_scope"
    assert turn.reply.topics == ("cost",)


async def test_the_way_out_of_a_choice_shows_where_to_begin(assistant: Assistant) -> None:
    turn = await assistant.answer_choice(State.fresh("fr"), "talk:something_else", "Autre chose")
    assert len(turn.reply.choices) > 3


@pytest.mark.parametrize("text", ["/restart", "/session_start", "/back", '/ask_cost{"topic": "cost"}', "/slot{}", "/"])
async def test_a_command_is_only_text(text: str, assistant: Assistant) -> None:
    before = await assistant.answer_text(State.fresh("fr"), "c'est quoi New Nero ?")
    turn = await assistant.answer_text(before.state, text)
    assert turn.state.slots["language"] == "fr"
    assert "problème technique" not in turn.reply.text
    assert turn.reply.topics != ("cost",)
    assert (await assistant.answer_text(turn.state, "c'est quoi New Nero ?")).reply.topics == ("new_nero",)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 500,
        ("blabla combien de soldats " * 25)[:500],
        "😀😀😀",
        "🇳🇪 👍🏽",
        "\u200b",
        "\u00a0\u202f",
        "...",
        "???",
        "Что такое это?",
        "新尼禄行动是什么",
        "<script>alert(1)</script>",
        "{{topic}} %s ${x}",
        "quand\x00 ?",
    ],
)
async def test_whatever_is_typed_gets_a_reply(text: str, assistant: Assistant) -> None:
    (reply,) = await talk(assistant, text)
    assert reply.outcome in OUTCOMES
    assert 0 < len(reply.text) <= 1300
    assert "problème technique" not in reply.text


async def test_the_same_conversation_goes_the_same_way_again(assistant: Assistant) -> None:
    texts = ("c koi new nero", "c kan", "et apres", "cb de soldats")
    assert await talk(assistant, *texts) == await talk(assistant, *texts)


async def test_message_sixty_costs_what_message_five_did(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    run = assistant._processor._run_prediction_loop

    async def counted(channel: Any, tracker: Any) -> None:
        await run(channel, tracker)
        seen.append(len(tracker.events))

    monkeypatch.setattr(assistant._processor, "_run_prediction_loop", counted)
    state, sizes = State.fresh("fr"), []
    for text in ("c'est quoi New Nero ?", "c'était quand ?", "merci", "et la suivante ?") * 15:
        state = (await assistant.answer_text(state, text)).state
        sizes.append(len(json.dumps(state.slots)))
    assert len(seen) == 60
    assert max(seen[4:]) <= max(seen[:8]) <= 15
    assert max(sizes) <= 200


async def test_a_state_can_be_kept_as_json(assistant: Assistant) -> None:
    turn = await assistant.answer_text(State.fresh("fr"), "c'est quoi New Nero ?")
    assert json.loads(json.dumps(turn.state.slots)) == turn.state.slots


async def test_an_action_that_fails_is_met_with_a_kind_reply(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await assistant.answer_text(State.fresh("fr"), "c'est quoi New Nero ?")
    with monkeypatch.context() as broken:
        broken.setattr("actions.actions.reply_to", lambda *_: 1 / 0)
        turn = await assistant.answer_text(before.state, "combien d'unités la Belgique a-t-elle formées ?")
    assert "Réessayez" in turn.reply.text
    assert turn.reply.choices
    assert turn.state == before.state
    assert (
        await assistant.answer_text(turn.state, "combien d'unités la Belgique a-t-elle formées ?")
    ).reply.topics == ("units_trained",)
