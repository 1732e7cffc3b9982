"""Questionnaires in a real browser: the intake of mentors goes to ten people and survives the
death of the program; a questionnaire without names; one of the school's own, and paper."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.conftest import Sandbox
from tests.browser.page import ChatPage
from tests.browser.survey_steps import (
    ASKED,
    CURATOR,
    END,
    EVENT,
    INTAKE,
    LEFT_OUT,
    OWN,
    bank_card,
    go,
    launch,
    own_questionnaire,
    papers_by_table,
    publish_own,
    results,
    sheets,
)


@contextmanager
def opened(sandbox: Sandbox, browser: Browser) -> Iterator[ChatPage]:
    """The page on a phone; no error of it is let pass, and nothing sticks out of it."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="ru-RU", accept_downloads=True
    )
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    chat = ChatPage(page, sandbox.start("--no-pairs"))
    chat.opens(CURATOR)
    chat.sees("добрый день")  # the answer to /start, so that none comes in between
    yield chat
    assert errors == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    context.close()


def answer(chat: ChatPage, name: str, path: tuple[str, ...]) -> None:
    """From the menu, where the questionnaire waits."""
    chat.opens(name)
    chat.asks("/menu")
    chat.taps("📋 Анкета")
    go(chat, path)


def send(chat: ChatPage) -> None:
    chat.sees("Всё готово.")
    chat.taps("✅ Отправить")
    chat.sees("Спасибо!")


def test_an_intake_of_ten_survives_the_death_of_the_program(
    sandbox: Sandbox, browser: Browser
) -> None:
    with opened(sandbox, browser) as chat:
        launch(chat, INTAKE, ASKED)
        chat.goes_to("2026-11-17T18:00")
        answer(chat, "Журавлёв", (
            "11–20 лет", "=Физика, 7–11 классы", "Первая", "Коллегам-педагогам", "Готово",
            "Приёмы и ход урока", "Оценивание", "Готово", "9", "7", *END, *LEFT_OUT,
        ))  # fmt: skip
        send(chat)
        answer(chat, "Белова", (
            "Больше 20 лет", "=Начальные классы", "Пропустить", "Ученикам", "Готово",
            "Уверенность в себе", "Готово", "8", *END, "Расти вместе", "Готово", *LEFT_OUT[:2],
        ))  # fmt: skip
        send(chat)
        answer(chat, "Орлов", ("До 3 лет", "=История, 5–9 классы"))
        chat.sees("3 из 25")
        chat.sees("Какая у Вас категория?")

        sandbox.kill()
        chat.page.goto(sandbox.start("--no-pairs"))

        chat.opens("Орлов")
        chat.asks("/menu")
        chat.taps("📋 Анкета: осталось 23 вопроса")
        chat.sees("3 из 25")
        chat.sees("Какая у Вас категория?")
        chat.taps("Соответствие должности")
        chat.sees("4 из 25")
        answer(chat, "Калинина", (
            "4–10 лет", "=Музыка", "Высшая", "Студентам на практике", "Готово",
            "Навыки профессии", "Готово", "10", *END, *LEFT_OUT,
        ))  # fmt: skip
        send(chat)

        chat.goes_to("2026-11-18T18:00")
        results(chat, INTAKE)
        chat.sees("Ответили 3 из 10")
        chat.taps("По вопросам")
        chat.taps("1. Сколько лет")
        for years, count in (("До 3 лет", 0), ("4–10 лет", 1), ("11–20 лет", 1)):
            chat.sees(re.compile(rf"[█░] {count}[^█░]* {years}"))
        chat.taps("← Назад")
        chat.taps("← Назад")
        chat.taps("Excel")
        book = sheets(chat)
        bank_card(chat, "Белова")
        chat.sees("Уверенность в себе 8")
        bank_card(chat, "Журавлёв")
        chat.sees("Приёмы и ход урока 9, Оценивание 7")
        chat.taps("Принять в банк")
        chat.sees("в банке")

    head, *rows = book["Ответы"]
    columns = [next(at for at, each in enumerate(head) if str(each).startswith(f"{n}. "))
               for n in (1, 2, 3, 4)]  # fmt: skip
    said = {row[1]: tuple(row[at] for at in columns) for row in rows}
    assert said == {
        "Белова Наталья Игоревна": ("Больше 20 лет", "Начальные классы", "пропущено", "Ученикам"),
        "Журавлёв Павел Николаевич": (
            "11–20 лет", "Физика, 7–11 классы", "Первая", "Коллегам-педагогам",
        ),
        "Калинина Ирина Борисовна": ("4–10 лет", "Музыка", "Высшая", "Студентам на практике"),
    }  # fmt: skip


def test_without_names_and_of_the_schools_own_and_on_paper(
    sandbox: Sandbox, browser: Browser, tmp_path: Path
) -> None:
    four = ("Белова", "Дроздова", "Журавлёв", "Калинина")
    with opened(sandbox, browser) as chat:
        launch(chat, EVENT, (four,))
        chat.goes_to("2026-11-17T18:00")
        for name in four:
            answer(chat, name, ("4", "5", "Да, сразу", f"=Слова: {name}"))
            send(chat)
        results(chat, EVENT)
        chat.sees("итоги появятся, когда она закроется")
        close(chat)
        results(chat, EVENT)
        chat.sees("Ответили 4 из 4.")
        chat.sees("Поэтому итогов нет, а сами ответы стёрты.")
        assert buttons(chat) == ["← Назад", "Меню"]

        publish_own(chat, own_questionnaire(tmp_path))
        launch(chat, OWN, (("Белова", "Голубев", "Зимина", "Калинина"),))
        papers_by_table(chat, {"Голубев": (3, "Да"), "Зимина": (5, "Нет", "Времени")})
        results(chat, OWN)
        chat.sees("Ответили 2 из 4")
        chat.sees("Из них с бумаги: 2.")
        chat.taps("Excel")
        book = sheets(chat)

    head, *rows = book["Ответы"]
    how = head.index("Как ответили")
    said = {str(row[1]).split()[0]: (row[how], *row[how + 3 :]) for row in rows}
    assert said == {
        "Голубев": ("с бумаги", 3, "Да", None), "Зимина": ("с бумаги", 5, "Нет", "Времени"),
    }  # fmt: skip


def close(chat: ChatPage) -> None:
    chat.opens(CURATOR)
    chat.asks("/menu")
    chat.taps("Анкетирование")
    chat.taps(f"{EVENT} · ")
    chat.taps("Срок и завершение")
    chat.taps("Закрыть сейчас")
    chat.sees("Прислали ответы: 4. Это меньше пяти: итогов не будет, ответы сотрутся.")
    chat.taps("Да, закрыть")
    chat.sees("✅ Анкета закрыта.")


def buttons(chat: ChatPage) -> list[str]:
    found = chat.last.get_by_test_id("message-button")
    return [caption.replace("\u00a0", " ") for caption in found.all_inner_texts()]
