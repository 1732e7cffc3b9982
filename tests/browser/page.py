"""The chat page as a person drives it."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

WAIT_MS = 20_000
YEAR_MS = 240_000  # months are played reminder by reminder
GONE_ON = """button => !button.isConnected || button.closest("article") !==
    [...document.querySelectorAll("#messages > article")].at(-1)"""


class ChatPage:
    """One browser page in front of the sandbox."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        page.set_default_timeout(WAIT_MS)
        page.goto(address)

    def opens(self, name: str) -> None:
        """Choose a person on the left; the chat stands there whole, with its newest messages."""
        if self.page.get_by_test_id("back").is_visible():
            self.page.get_by_test_id("back").click()
            expect(self.page.get_by_test_id("back")).to_be_hidden()
        called = self.page.locator(".name", has_text=name)  # the last line may name others
        person = self.page.locator("[data-testid^='person-']", has=called)
        if person.get_attribute("aria-current"):
            self.page.reload()
        else:
            person.click()
        number = person.get_attribute("data-id")
        expect(self.page.locator("#messages")).to_have_attribute(
            "data-of", str(number), timeout=WAIT_MS
        )
        expect(self.last).to_be_visible()

    @property
    def last(self) -> Locator:
        return self.page.get_by_test_id("message").last

    def sees(self, words: str | re.Pattern[str]) -> None:
        """The newest message says so."""
        expect(self.last).to_contain_text(words, timeout=WAIT_MS)

    def taps(self, caption: str) -> None:
        """Press a button of the newest message, by the words that it begins with or holds; what
        comes of it is there: the message is another one now, or a newer one follows."""
        buttons = self.last.get_by_test_id("message-button")
        # A space may be one that does not break.
        words = re.escape(caption).replace("\\ ", r"\s")
        exact = buttons.filter(has_text=re.compile(rf"^\s*{words}\s*$"))
        holding = buttons.filter(has_text=re.compile(words))
        expect(holding.first).to_be_visible(timeout=WAIT_MS)
        button = (exact if exact.count() else holding).first.element_handle()
        button.click()
        self.page.wait_for_function(GONE_ON, arg=button)

    def sends(self, text: str) -> None:
        self.page.get_by_test_id("input").fill(text)
        self.page.get_by_test_id("send").click()

    def asks(self, command: str) -> None:
        """Send a command; its answer is there, so no older screen is taken for it."""
        said = self.page.locator(".message.from-me")
        before = said.count()
        self.sends(command)
        expect(said).to_have_count(before + 1, timeout=WAIT_MS)
        answer = said.last.locator("xpath=following-sibling::article")
        expect(answer.first).to_be_visible(timeout=WAIT_MS)

    def sends_file(self, file: Path) -> None:
        self.page.get_by_test_id("file-input").set_input_files(str(file))
        self.page.get_by_test_id("send").click()

    def downloads(self) -> Path:
        """The newest document, under its own name."""
        with self.page.expect_download() as download:
            self.page.get_by_test_id("document-link").last.click()
        path = Path(download.value.path())
        return path.rename(path.with_name(download.value.suggested_filename))

    def goes_to(self, moment: str) -> None:
        """Move the program's time to a local moment, «2026-12-17T16:05»."""
        if not self.page.get_by_test_id("clock-date").is_visible():
            self.page.get_by_test_id("clock-toggle").click()
        self.page.get_by_test_id("clock-date").fill(moment)
        self.page.get_by_test_id("clock-go").click()
        expect(self.page.get_by_test_id("clock-go")).to_be_enabled(timeout=YEAR_MS)
