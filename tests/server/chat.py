"""The page on `/` by what a visitor calls its parts, for tests in a real browser."""

import re

from playwright.async_api import Locator, Page, expect

from tests.server.running import ROOT

SCREENSHOTS = ROOT / "build" / "screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
QUESTION = "C’est quoi New Nero ?"


class Chat:
    """The parts of the page, by what a visitor calls them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.conversation = page.get_by_role("list", name="Conversation")
        self.field = page.get_by_role("textbox", name="Votre question")
        self.sending = page.get_by_role("button", name="Envoyer")
        self.restarting = page.get_by_role("button", name="Recommencer")
        self.retrying = page.get_by_role("button", name="Réessayer")
        self.status = page.get_by_role("status")
        self.greeting = self.conversation.get_by_text("Bonjour")

    async def open(self) -> None:
        await self.page.goto("/")
        await expect(self.greeting).to_be_visible()

    async def ask(self, text: str) -> None:
        await self.field.fill(text)
        await self.sending.click()

    async def ask_and_wait(self, text: str) -> None:
        before = await self.answers.count()
        await self.ask(text)
        await expect(self.answers).to_have_count(before + 1)

    @property
    def messages(self) -> Locator:
        return self.conversation.locator("> li")

    @property
    def answers(self) -> Locator:
        return self.messages.filter(has_text=re.compile("^Robot : "))

    @property
    def last(self) -> Locator:
        return self.messages.last

    def choices(self, message: Locator) -> Locator:
        return message.get_by_role("group", name="Questions proposées").get_by_role("button")
