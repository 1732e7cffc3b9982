"""The demo as a newcomer meets it on a phone: everybody has something to do at once.

The two pictures that it takes stand in the README; DOCS_IMG says where to keep them.
"""

import os
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Sandbox
from tests.browser.page import ChatPage

IMAGES = Path(os.environ.get("DOCS_IMG", "tests/browser/out"))
ASKED = {
    "Ветрова": "Паре нужна помощь: Белова",
    "Журавлёв": "ещё не отмечена. Состоялась?",
    "Белова": "Обычный срок между встречами прошёл",
    "Морозова": "Была эта встреча?",
    "Орлов": "Предлагают встретиться",
    "Кузнецов Артём": "Была эта встреча?",
    "Соловьёва": "Просьба куратора. Примете?",
}


def test_everybody_has_something_to_do(sandbox: Sandbox, browser: Browser) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="ru-RU", device_scale_factor=2
    )
    errors: list[str] = []
    page = phone.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    chat = ChatPage(page, sandbox.start())

    for name, words in ASKED.items():
        chat.opens(name)
        expect(asking(chat, words).last).to_be_visible()
    log_of_yesterday(chat)
    overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    card_of_a_pair(chat)
    chat.opens("Кузнецова")
    chat.asks("/menu")
    chat.taps("Мои дети")
    chat.sees("Артём")

    assert (errors, overflow) == ([], False)
    phone.close()


def asking(chat: ChatPage, words: str) -> Locator:
    return chat.page.get_by_test_id("message").filter(has_text=words)


def log_of_yesterday(chat: ChatPage) -> None:
    """The first tap of a log is on the notification itself."""
    chat.opens("Журавлёв")
    held = asking(chat, "ещё не отмечена. Состоялась?").last
    held.get_by_test_id("message-button").filter(has_text="Состоялась").click()
    begun = asking(chat, "(2 из 4)").last
    expect(begun).to_be_visible()
    begun.scroll_into_view_if_needed()
    chat.page.screenshot(path=IMAGES / "meeting.png")


def card_of_a_pair(chat: ChatPage) -> None:
    chat.opens("Ветрова")
    chat.asks("/pair")
    chat.sees("Сейчас: 7 пар")
    chat.taps("Журавлёв П. Н. → Морозова")
    chat.sees("Пара · работает")
    chat.page.screenshot(path=IMAGES / "pair.png")
