"""Steps of the story of a pupil pair: a parent, papers, a withdrawal and its act."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.page import ChatPage
from tests.browser.pairs_steps import CURATOR
from tests.browser.test_year import words_of

PARENT, PUPIL = "Анна Кораблёва", "Михаил К."  # the pupil as messages name him
MENTOR, SURNAME = "Дроздова", "Кораблёв"


def add_pupil(chat: ChatPage) -> None:
    chat.opens(CURATOR)
    chat.asks("/menu")
    chat.taps("Люди")
    chat.taps("Добавить, найти, выгрузить")
    chat.taps("Добавить учеников")
    chat.sends("Кораблёв Михаил Ильич, 9 Б, 20.05.2012")
    chat.sees("добавлено: 1 человек")


def pair_of_pupil(chat: ChatPage) -> None:
    chat.asks("/pair")
    chat.taps("Внести пару")
    chat.sees("Кто наставник?")
    chat.sends(MENTOR)
    chat.taps(MENTOR)
    chat.sees(f"Наставник: {MENTOR}")
    chat.sends(SURNAME)
    chat.taps(PUPIL)
    chat.taps("Закрепить: уже работает")


def person_card(chat: ChatPage) -> None:
    chat.opens(CURATOR)
    chat.asks("/menu")
    chat.taps("Люди")
    chat.sends(SURNAME)
    chat.taps(PUPIL)
    chat.taps("Согласия и бумаги")


def parent_agrees(chat: ChatPage) -> None:
    """The parent comes by a link of her own; her tap waits for the paper."""
    person_card(chat)
    chat.taps("Родители")
    chat.taps("Ссылка для родителя")
    chat.last.locator("a[href*='start=']").first.click()
    chat.page.get_by_test_id("open-as-person").select_option("new")
    chat.page.get_by_test_id("open-as-name").fill(PARENT)
    chat.page.get_by_test_id("open-as-go").click()
    chat.taps("Даю согласие")
    chat.taps("Оставить так")
    chat.taps("Мои дети")
    chat.sees("Согласие родителя: нет")
    chat.taps("Ответить")
    chat.sees(re.compile(r"Дальше \(|Даю согласие"))
    while (more := chat.last.get_by_text("Дальше (")).count():
        caption = more.first.inner_text().strip()
        chat.taps(caption)
        expect(chat.last).not_to_contain_text(caption)
    chat.taps("Даю согласие")
    chat.sees("Ответ ждёт бумаги")


def enter_paper(chat: ChatPage, document: str, number: str) -> None:
    person_card(chat)
    chat.taps("Внести бумагу")
    chat.taps(document)
    chat.sees("Что на бумаге?")  # the screen before has a button of nearly these words
    chat.taps("Согласие")
    chat.taps("Сегодня")
    chat.sends(number)
    chat.sees(f"№ {number}")


def pair_now(chat: ChatPage) -> Locator:
    chat.opens(CURATOR)
    chat.asks("/pair")
    chat.taps(MENTOR)
    return chat.last


def withdraw(chat: ChatPage) -> None:
    chat.opens(PARENT)
    chat.asks("/menu")
    chat.taps("Мои дети")
    chat.taps("Отозвать согласие")
    chat.sees("Сразу 1 пара остановится")
    chat.taps("Да, отозвать")
    chat.sees("Согласие отозвано")


def act_of_erasing(chat: ChatPage) -> str:
    chat.opens(CURATOR)
    chat.asks("/menu")
    chat.taps("Люди")
    chat.taps("Добавить, найти, выгрузить")
    chat.taps("Согласия")
    chat.taps("Удаление данных")
    chat.taps("Участник")
    chat.taps("Акт")
    chat.sees(".docx")
    return words_of(chat.downloads())
