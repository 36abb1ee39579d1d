"""The page on `/` as a visitor meets it, in a real browser."""

import re

import pytest
from playwright.async_api import BrowserContext, Page, Request, Route, expect

from tests.server.chat import QUESTION, SCREENSHOTS, Chat
from tests.server.running import Server
from tests.server.visitor import MESSAGES

MARKUP = "<img src=x onerror=alert(1)><b>gras</b><script>alert(2)</script>"
LONG_WORD = "Donaudampfschiff" * 20
TABS = 30


async def focused(page: Page) -> str:
    name: str = await page.evaluate(
        "document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent"
    )
    return name


async def tab_to(chat: Chat, name: str) -> None:
    for _ in range(TABS):
        await chat.page.keyboard.press("Tab")
        if (await focused(chat.page)).strip() == name:
            return
    pytest.fail(f"{TABS} times Tab did not lead to “{name}”")


async def scrolls_sideways(page: Page) -> bool:
    boxes = "[...document.querySelectorAll('html, body, body :not(input)')]"
    wide: bool = await page.evaluate(
        f"{boxes}.some(box => box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1)"
    )
    return wide


async def test_the_visitor_is_greeted_with_choices(chat: Chat) -> None:
    await chat.open()
    await expect(chat.page.get_by_role("heading", level=1)).to_have_text("La mission militaire belge au Niger")
    await expect(chat.messages).to_have_count(1)
    assert await chat.choices(chat.last).count() >= 3


async def test_a_question_can_be_asked_by_keyboard_alone(chat: Chat) -> None:
    await chat.open()
    await tab_to(chat, "Votre question")
    await chat.page.keyboard.type(QUESTION)
    await chat.page.keyboard.press("Enter")
    await expect(chat.messages).to_have_count(3)
    await expect(chat.messages.nth(1)).to_contain_text(QUESTION)
    await expect(chat.last).to_contain_text("New Nero est")
    await expect(chat.field).to_be_focused()
    await expect(chat.field).to_have_value("")


async def test_an_answer_shows_its_sources_with_dates_as_links(chat: Chat) -> None:
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    sources = chat.last.get_by_role("listitem")
    assert await sources.count() >= 1
    for source in await sources.all():
        await expect(source).to_contain_text(re.compile(r"^Source : .+\(.*(\d{4}|non daté).*\)$"))
        link = source.get_by_role("link")
        assert (await link.get_attribute("href") or "").startswith("https://")
        assert "noopener" in (await link.get_attribute("rel") or "")
    await expect(sources.filter(has_text=re.compile(r"\(30 novembre 2018\)"))).to_have_count(1)
    await chat.page.screenshot(path=SCREENSHOTS / "answer.png")


async def test_a_choice_can_be_tapped(chat: Chat) -> None:
    await chat.open()
    choice = chat.choices(chat.last).nth(1)
    label = await choice.inner_text()
    await choice.click()
    await expect(chat.messages).to_have_count(3)
    await expect(chat.messages.nth(1)).to_contain_text(f"Vous : {label}")
    await expect(chat.last.get_by_role("listitem").first).to_contain_text("Source")


async def test_a_choice_can_be_made_by_keyboard_alone(chat: Chat) -> None:
    await chat.open()
    label = await chat.choices(chat.last).first.inner_text()
    await tab_to(chat, label)
    await chat.page.keyboard.press("Enter")
    await expect(chat.messages).to_have_count(3)
    await expect(chat.messages.nth(1)).to_contain_text(label)


async def test_a_reload_keeps_the_conversation(chat: Chat) -> None:
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    await chat.choices(chat.last).first.click()
    await expect(chat.messages).to_have_count(5)
    before = await chat.messages.all_inner_texts()
    await chat.page.reload()
    await expect(chat.messages).to_have_count(5)
    assert await chat.messages.all_inner_texts() == before
    await chat.choices(chat.messages.nth(2)).first.click()
    await expect(chat.messages).to_have_count(7)
    await expect(chat.last).to_contain_text("Robot : ")


async def test_restarting_empties_the_conversation(chat: Chat) -> None:
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    async with chat.page.expect_response(lambda response: response.request.method == "DELETE") as deleted:
        await chat.restarting.click()
    assert (await deleted.value).status == 204
    await expect(chat.messages).to_have_count(1)
    await expect(chat.conversation).not_to_contain_text(QUESTION)
    await expect(chat.greeting).to_be_visible()
    await expect(chat.field).to_be_focused()
    await chat.page.reload()
    await expect(chat.messages).to_have_count(1)


async def test_a_new_tab_is_a_conversation_of_its_own(chat: Chat, context: BrowserContext) -> None:
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    other = Chat(await context.new_page())
    await other.open()
    await expect(other.messages).to_have_count(1)


@pytest.mark.parametrize(
    "text", [MARKUP, "&lt;b&gt; &amp;", "javascript:alert(1)", "{{7*7}} ${7*7} %s", "[lien](https://elsewhere.example)"]
)
async def test_what_a_visitor_types_is_shown_as_text(chat: Chat, text: str) -> None:
    await chat.open()
    await chat.ask_and_wait(text)
    for _ in range(2):
        await expect(chat.messages.nth(1)).to_have_text(f"Vous : {text}")
        await expect(chat.messages.nth(1).locator("img, b, script, a")).to_have_count(0)
        await chat.page.reload()
        await expect(chat.messages).to_have_count(3)


async def test_what_the_server_says_is_shown_as_text(chat: Chat) -> None:
    async def marked_up(route: Route) -> None:
        source = {
            "title": MARKUP,
            "publisher": MARKUP,
            "url": "javascript:alert(1)",
            "date": None,
            "confidence": "press",
        }
        message: dict[str, object] = {
            "id": "1",
            "sender": "bot",
            "text": MARKUP,
            "language": "fr",
            "outcome": "answered",
            "topics": [],
            "card": None,
        }
        told = message | {"sources": [source], "choices": [{"label": MARKUP, "value": "a"}]}
        await route.fulfill(json={"messages": [told], "language": "fr"})

    await chat.open()
    await chat.page.route(f"**{MESSAGES}", marked_up)
    await chat.ask("bonjour")
    await expect(chat.last).to_contain_text(MARKUP)
    await expect(chat.choices(chat.last)).to_have_text([MARKUP])
    await expect(chat.last.locator("img, b, script")).to_have_count(0)
    await expect(chat.last.get_by_role("link")).to_have_count(0)


async def test_the_answer_is_announced(chat: Chat) -> None:
    await chat.open()
    await chat.page.evaluate(
        "window.said = []; new MutationObserver(() => window.said.push(document.querySelector('[role=status]').textContent))"
        ".observe(document.querySelector('[role=status]'), {childList: true, characterData: true, subtree: true})"
    )
    await chat.ask_and_wait(QUESTION)
    await expect(chat.status).to_contain_text("New Nero est")
    said = await chat.page.evaluate("window.said")
    assert said[0] == "Le robot cherche la réponse…"
    assert await chat.status.inner_text() in await chat.last.inner_text()


async def test_an_empty_question_is_not_sent(chat: Chat) -> None:
    await chat.open()
    for nothing in ("", "   "):
        await chat.field.fill(nothing)
        await chat.page.keyboard.press("Enter")
    await chat.ask_and_wait("merci")
    await expect(chat.messages).to_have_count(3)


async def test_no_more_can_be_typed_than_is_taken(chat: Chat) -> None:
    await chat.open()
    await chat.field.click()
    await chat.page.keyboard.insert_text("a" * 600)
    assert len(await chat.field.input_value()) == 500
    await chat.page.keyboard.press("Enter")
    await expect(chat.answers).to_have_count(2)
    await expect(chat.retrying).to_have_count(0)


@pytest.mark.parametrize("width", [320, 360, 1024])
async def test_the_page_never_scrolls_sideways(chat: Chat, width: int) -> None:
    await chat.page.set_viewport_size({"width": width, "height": 640})
    await chat.open()
    assert not await scrolls_sideways(chat.page)
    await chat.ask_and_wait(QUESTION)
    await chat.ask_and_wait(LONG_WORD)
    assert not await scrolls_sideways(chat.page)
    await expect(chat.field).to_be_in_viewport()
    await expect(chat.sending).to_be_in_viewport()
    await chat.page.screenshot(path=SCREENSHOTS / f"width-{width}.png")


async def test_the_newest_answer_is_in_view(chat: Chat) -> None:
    await chat.page.set_viewport_size({"width": 360, "height": 640})
    await chat.open()
    for _ in range(4):
        await chat.ask_and_wait(QUESTION)
    await expect(chat.last).to_be_in_viewport()


async def test_what_can_be_tapped_is_large_enough_for_a_finger(chat: Chat) -> None:
    await chat.page.set_viewport_size({"width": 320, "height": 640})
    await chat.open()
    for button in await chat.page.get_by_role("button").all():
        box = await button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44


async def test_nothing_is_asked_of_another_origin(chat: Chat, server: Server) -> None:
    asked: list[Request] = []
    chat.page.on("request", lambda request: asked.append(request))
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    await chat.page.reload()
    await expect(chat.messages).to_have_count(3)
    assert asked
    assert {request.url.startswith(f"{server.url}/") for request in asked} == {True}


async def test_nothing_is_left_in_the_browser_but_the_token_of_this_tab(chat: Chat, context: BrowserContext) -> None:
    await chat.open()
    await chat.ask_and_wait(QUESTION)
    assert await context.cookies() == []
    assert await chat.page.evaluate("Object.keys(localStorage)") == []
    assert await chat.page.evaluate("Object.keys(sessionStorage)") == ["token"]
