"""The first story whole, in a real browser: a Word roadmap goes in, the sheet comes out.

The two screenshots that it makes stand in the README; DOCS_IMG says where to keep them.
"""

import os
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser

from tests.browser.conftest import Sandbox
from tests.browser.page import ChatPage
from tests.browser.roadmap_docx import city_roadmap

SHARED = Path(__file__).resolve().parents[3] / "shared" / "roadmaps" / "norilsk.docx"
IMAGES = Path(os.environ.get("DOCS_IMG", "tests/browser/out"))
CURATOR, METHODIST, HEAD = "Ветрова", "Калинина", "Тихомиров"


def document(name: str, folder: Path) -> Path:
    if name == "invented":
        return city_roadmap(folder / "roadmap.docx")
    if not SHARED.exists():
        pytest.skip("../shared/roadmaps/norilsk.docx is absent")
    return SHARED


@pytest.mark.parametrize("name", ["norilsk", "invented"])
def test_a_word_roadmap_goes_in_and_the_sheet_comes_out(
    name: str, sandbox: Sandbox, browser: Browser, tmp_path: Path
) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    address = sandbox.start("--no-pairs")
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="ru-RU", accept_downloads=True
    )
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    chat = ChatPage(page, address)

    chat.opens(CURATOR)
    chat.sees("куратор")
    chat.sends_file(document(name, tmp_path))
    chat.sees("Прочитано: 26 строк")
    decide(chat)
    launch(chat)
    chat.goes_to("2026-12-17T16:05")
    tick_off(chat)
    sheet = progress(chat)
    phone_picture(browser, address)

    assert errors == []
    ticked = next(row for row in sheet if row[0] == "2.2")
    assert ticked[3:6] == (
        "Тихомиров Андрей Павлович, Калинина Ирина Борисовна",
        "выполнено",
        "№ 15 от 16.12.2026",
    )
    context.close()


def decide(chat: ChatPage) -> None:
    """The period is over: the same months of this year; three phrases nobody knows yet."""
    chat.taps("Прошедшие сроки")
    chat.sees("Период этой дорожной карты уже прошёл")
    chat.taps("В этом году, в том же месяце")
    chat.sees("3 вопроса")
    chat.taps("Разобрать")
    chat.sees("Управление")
    chat.taps("Роль")
    chat.taps("Руководители")
    chat.sees("Методический центр")
    chat.taps(METHODIST)
    chat.sees("Муниципальные координаторы")
    chat.taps("Это я")
    chat.sees("Всё понятно")


def launch(chat: ChatPage) -> None:
    chat.taps("Запустить")
    chat.sees("Первые напоминания: 17 декабря")
    chat.taps("Запустить сейчас")
    chat.sees("Дорожная карта запущена")


def tick_off(chat: ChatPage) -> None:
    """The methodist sees the reminder and answers it with one tap and a document's number."""
    chat.opens(METHODIST)
    chat.sees("Напоминаю: 3 дела")
    chat.page.screenshot(path=IMAGES / "desktop.png")
    chat.taps("✅ 2 Готово")
    chat.sees("Отмечено")
    chat.taps("Прикрепить")
    chat.sends("№ 15 от 16.12.2026")
    chat.sees("№ 15")


def progress(chat: ChatPage) -> list[tuple[object, ...]]:
    """The curator downloads the sheet; its cells."""
    chat.opens(CURATOR)
    chat.sends("/roadmap")
    chat.taps("Муниципальная дорожная карта")
    chat.sees("Выполнено 1 из 26")
    chat.taps("Таблица Excel")
    chat.sees(".xlsx")
    book = load_workbook(BytesIO(chat.downloads().read_bytes()))
    return list(book.worksheets[0].iter_rows(values_only=True))


def phone_picture(browser: Browser, address: str) -> None:
    """The same roadmap on a phone; nothing may stick out to the side."""
    phone = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="ru-RU", device_scale_factor=2
    )
    small = ChatPage(phone.new_page(), address)
    small.opens(CURATOR)
    small.sends("/roadmap")
    small.taps("Муниципальная дорожная карта")
    small.sees("Выполнено 1 из 26")
    overflow = small.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    small.page.screenshot(path=IMAGES / "phone.png")
    phone.close()
    assert not overflow
