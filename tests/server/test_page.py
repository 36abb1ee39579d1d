"""The page, in a real browser, found by role and name as a person would."""

import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, Request, async_playwright, expect

from tests.server.running import Server

SCREENSHOTS = "build/screenshots"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser, server: Server) -> AsyncIterator[Page]:
    context = await browser.new_context(locale="fr-BE", viewport={"width": 900, "height": 760})
    page = await context.new_page()
    await page.goto(server.address)
    await expect(page.get_by_text("Je suis un robot d’information")).to_be_visible()
    yield page
    await context.close()


async def ask(page: Page, text: str) -> None:
    await page.get_by_label("Votre question").fill(text)
    await page.keyboard.press("Enter")


async def test_a_question_is_asked_and_answered_by_keyboard_alone(page: Page) -> None:
    for _ in range(20):
        await page.keyboard.press("Tab")
        if await page.get_by_label("Votre question").evaluate("field => field === document.activeElement"):
            break
    await page.keyboard.type("c koi new nero")
    await page.keyboard.press("Enter")
    answer = page.get_by_role("listitem").filter(has_text="New Nero est l'opération")
    await expect(answer.first).to_be_visible()
    await expect(answer.first.get_by_role("link").first).to_have_attribute(
        "href", "https://www.mil.be/fr/niger-operation-new-nero"
    )
    await expect(answer.first).to_contain_text("non daté")
    await page.screenshot(path=f"{SCREENSHOTS}/answer.png")


async def test_an_answer_is_announced_to_a_screen_reader(page: Page) -> None:
    await ask(page, "qui est Flahaut ?")
    await expect(page.get_by_role("status")).to_contain_text("Flahaut")


async def test_a_choice_is_tapped_and_stays_readable(page: Page) -> None:
    choice = page.get_by_role("button", name="Opération New Nero").first
    await choice.click()
    await expect(page.get_by_text("New Nero est l'opération").first).to_be_visible()
    await expect(choice).to_be_enabled()


async def test_the_conversation_survives_a_reload(page: Page) -> None:
    await ask(page, "qui est Flahaut ?")
    await expect(page.get_by_role("listitem").filter(has_text="ministre").first).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("qui est Flahaut ?").first).to_be_visible()
    await expect(page.get_by_role("listitem").filter(has_text="ministre").first).to_be_visible()


async def test_starting_again_leaves_nothing(page: Page) -> None:
    await ask(page, "qui est Flahaut ?")
    await expect(page.get_by_role("listitem").filter(has_text="ministre").first).to_be_visible()
    await page.get_by_role("button", name="Recommencer").click()
    await expect(page.get_by_text("qui est Flahaut ?")).to_have_count(0)
    await page.reload()
    await expect(page.get_by_text("Je suis un robot d’information")).to_be_visible()
    await expect(page.get_by_text("qui est Flahaut ?")).to_have_count(0)


async def test_a_message_that_was_not_sent_can_be_sent_again(page: Page) -> None:
    await page.route("**/api/v1/messages", lambda route: route.abort())
    await ask(page, "c koi new nero")
    retry = page.get_by_role("button", name="Réessayer")
    await expect(retry).to_be_visible()
    await page.unroute("**/api/v1/messages")
    await retry.click()
    await expect(page.get_by_text("New Nero est l'opération").first).to_be_visible()
    await expect(retry).to_have_count(0)


async def test_markup_is_shown_as_it_was_typed(page: Page) -> None:
    await ask(page, "<img src=x onerror=alert(1)> <b>gras</b>")
    await expect(page.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    assert await page.locator("#log img, #log b").count() == 0


async def test_the_page_asks_nobody_else(browser: Browser, server: Server) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    await page.goto(server.address)
    await ask(page, "c koi new nero")
    await expect(page.get_by_text("New Nero est l'opération").first).to_be_visible()
    assert asked
    assert all(url.startswith(server.address) for url in asked)
    assert await context.cookies() == []
    await context.close()


async def test_a_small_phone_needs_no_sideways_scrolling(browser: Browser, server: Server) -> None:
    context = await browser.new_context(viewport={"width": 320, "height": 640}, color_scheme="dark")
    page = await context.new_page()
    await page.goto(server.address)
    await ask(page, "c koi new nero")
    await expect(page.get_by_text("New Nero est l'opération").first).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.screenshot(path=f"{SCREENSHOTS}/phone.png")
    await context.close()
