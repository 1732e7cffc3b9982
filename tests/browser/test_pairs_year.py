"""Pairs in a real browser: twelve come in from Excel with their orders, three of them live a
school year; a pupil pair with a parent, and a consent withdrawn with its act."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Sandbox
from tests.browser.page import ChatPage
from tests.browser.pairs_steps import (
    PAIRS,
    SECOND,
    SECOND_MENTEE,
    SILENT,
    SILENT_MENTEE,
    STEADY,
    STEADY_MENTEE,
    agree_on_programme,
    complete,
    confirm,
    import_pairs,
    leave,
    log,
    log_as_substitute,
    meet,
    monday,
    plan_first,
    rematch,
    silent_are_asked_first,
    twelve_pairs,
)
from tests.browser.pupil_steps import (
    act_of_erasing,
    add_pupil,
    enter_paper,
    pair_now,
    pair_of_pupil,
    parent_agrees,
    withdraw,
)


@contextmanager
def opened(sandbox: Sandbox, browser: Browser) -> Iterator[ChatPage]:
    """The page of a school that begins its year; no error of the page is let pass."""
    sandbox.clock_start = "2026-09-07T10:00:00+03:00"
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="ru-RU", accept_downloads=True
    )
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield ChatPage(page, sandbox.start("--no-pairs"))
    assert errors == []
    context.close()


def test_a_year_of_pairs(sandbox: Sandbox, browser: Browser, tmp_path: Path) -> None:
    with opened(sandbox, browser) as chat:
        import_pairs(chat, twelve_pairs(tmp_path))
        pupil_pair_and_its_withdrawal(chat)
        plan_first(chat)
        chat.goes_to("2026-09-08T17:00")
        chat.opens(STEADY_MENTEE)
        chat.sees("Завтра, в среду 9 сентября, в 15:00")
        chat.goes_to("2026-09-09T17:00")
        logs = [log(chat, mentor) for mentor in (STEADY, SILENT, SECOND)]
        agree_on_programme(chat)
        chat.goes_to("2026-09-10T17:00")
        for mentee in (STEADY_MENTEE, SECOND_MENTEE):
            confirm(chat, mentee)
            chat.taps("К напоминанию")
            chat.taps("Подходит")
            chat.sees("Сейчас: назначена")
        confirm(chat, SILENT_MENTEE)  # and says nothing of the next one
        chat.goes_to("2026-09-14T12:00")
        september = monday(chat)
        chat.goes_to("2026-09-23T17:00")
        logs += [log(chat, mentor) for mentor in (STEADY, SECOND)]

        chat.goes_to("2026-10-08T17:00")
        silent_are_asked_first(chat)
        chat.goes_to("2026-10-19T12:00")
        october = monday(chat)
        act = act_of_erasing(chat)
        rematch(chat)
        leave(chat)
        chat.goes_to("2026-10-20T17:00")
        log_as_substitute(chat)
        chat.goes_to("2026-10-21T17:00")
        confirm(chat, STEADY_MENTEE, "Разбор урока")
        chat.goes_to("2026-10-26T12:00")
        after = monday(chat)

        logs.append(meet(chat, SECOND, SECOND_MENTEE, date(2026, 12, 7)))
        logs.append(meet(chat, STEADY, SILENT_MENTEE, date(2027, 3, 15)))
        chat.goes_to("2027-03-22T12:00")
        march = monday(chat)
        chat.goes_to("2027-05-24T12:00")
        complete(chat)
        chat.goes_to("2027-05-31T12:00")
        may = monday(chat)

    assert len(september["Встречи"]) == 3
    assert {row[2] for row in september["Встречи"]} == {"подтверждена"}
    worst = f"{PAIRS[1][0]} → {PAIRS[1][1]}"
    assert [row[1] for row in october["Пары"] if row[0] == worst] == ["нужна помощь"]
    assert [row[1:] for row in after["Встречи"]] == [
        (f"{PAIRS[0][0]}, {PAIRS[2][0]} → {PAIRS[0][1]}", "подтверждена")
    ]
    assert [row[1:] for row in march["Встречи"]] == [
        (f"{PAIRS[0][0]} → {PAIRS[1][1]}", "подтверждена")
    ]
    assert f"{PAIRS[2][0]} → {PAIRS[2][1]}" not in [row[0] for row in may["Пары"]]
    assert logs == [4] * 7
    assert act.startswith("АКТ\nоб уничтожении персональных данных")
    assert "Основание: отзыв согласия, 07.09.2026" in act
    assert "Кораблёв" not in act


def pupil_pair_and_its_withdrawal(chat: ChatPage) -> None:
    """The parent answers in the chat, the papers are entered; the answer is taken back."""
    add_pupil(chat)
    pair_of_pupil(chat)
    chat.sees("согласи")  # it waits for the parent's
    parent_agrees(chat)
    enter_paper(chat, "Согласие родителя", "17/ПД")
    enter_paper(chat, "Согласие ученика", "18/ПД")  # fourteen, and without a chat
    expect(pair_now(chat)).to_contain_text("Пара · работает")
    withdraw(chat)
    expect(pair_now(chat)).to_contain_text("Пара · на паузе")
