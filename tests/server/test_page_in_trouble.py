"""The page on `/` where the server is away, in trouble or has forgotten, in a real browser."""

import pytest
from playwright.async_api import Route, expect

from tests.server.chat import QUESTION, SCREENSHOTS, Chat
from tests.server.visitor import MESSAGES


async def test_a_message_that_does_not_get_through_can_be_sent_again(chat: Chat) -> None:
    await chat.open()
    await chat.page.route(f"**{MESSAGES}", _fail)
    await chat.ask(QUESTION)
    await expect(chat.retrying).to_be_visible()
    await expect(chat.last).to_contain_text("Le message n’est pas parti")
    await expect(chat.status).to_contain_text("Le message n’est pas parti")
    await chat.page.screenshot(path=SCREENSHOTS / "trouble.png")
    await chat.retrying.click()
    await expect(chat.retrying).to_have_count(1)
    await expect(chat.messages).to_have_count(3)
    await chat.page.unroute(f"**{MESSAGES}", _fail)
    await chat.retrying.click()
    await expect(chat.retrying).to_have_count(0)
    await expect(chat.messages).to_have_count(3)
    await expect(chat.messages.nth(1)).to_contain_text(QUESTION)
    await expect(chat.last).to_contain_text("New Nero est")


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_in_trouble_is_told_as_trouble(chat: Chat, status: int) -> None:
    async def broken(route: Route) -> None:
        await route.fulfill(status=status, content_type="text/html", body="<h1>Bad Gateway</h1>")

    await chat.open()
    await chat.page.route(f"**{MESSAGES}", broken)
    await chat.ask(QUESTION)
    await expect(chat.retrying).to_be_visible()
    await expect(chat.page.get_by_text("Bad Gateway")).to_have_count(0)


async def test_who_writes_too_fast_is_told_how_long_to_wait(chat: Chat) -> None:
    async def too_many(route: Route) -> None:
        problem = '{"type": "about:blank", "title": "Too many requests", "status": 429, "detail": "Wait 7 s."}'
        await route.fulfill(
            status=429, headers={"Retry-After": "7", "Content-Type": "application/problem+json"}, body=problem
        )

    await chat.open()
    await chat.page.route(f"**{MESSAGES}", too_many)
    await chat.ask(QUESTION)
    await expect(chat.last).to_contain_text("Réessayez dans 7 s")
    await expect(chat.retrying).to_be_visible()


async def test_a_page_that_could_not_begin_says_so_and_works_once_the_server_is_back(chat: Chat) -> None:
    await chat.page.route("**/api/v1/**", _fail)
    await chat.page.goto("/")
    await expect(chat.last).to_contain_text("réessayez")
    await chat.page.unroute("**/api/v1/**", _fail)
    await chat.ask(QUESTION)
    await expect(chat.last).to_contain_text("New Nero est")


async def test_a_conversation_that_has_expired_begins_anew_on_reload(chat: Chat) -> None:
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    await _forget(chat)
    await chat.page.reload()
    await expect(chat.greeting).to_be_visible()
    await expect(chat.messages).to_have_count(1)
    await chat.ask_and_wait(QUESTION)
    await expect(chat.last).to_contain_text("New Nero est")


async def test_a_question_asked_after_the_conversation_has_expired_is_answered(chat: Chat) -> None:
    await chat.open()
    await chat.ask_and_wait("merci")
    await _forget(chat)
    await chat.ask(QUESTION)
    await expect(chat.last).to_contain_text("New Nero est")


async def _fail(route: Route) -> None:
    await route.abort()


async def _forget(chat: Chat) -> None:
    token = await chat.page.evaluate("sessionStorage.getItem('token')")
    forgotten = await chat.page.request.delete("/api/v1/conversations", headers={"Authorization": f"Bearer {token}"})
    assert forgotten.status == 204
