"""Pairs in a real browser: twelve come in from Excel with their orders, three of them live a
school year; a pupil pair with a parent, and a consent withdrawn with its act.

Not collected by `make test` yet: `asks` counts messages while a chat that was just opened is
still being drawn, which fails on a busy machine. By hand:

    make test ARGS=tests/browser/pairs_year.py
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Sandbox
from tests.browser.page import ChatPage
from tests.browser.test_year import words_of

CURATOR, PARENT = "Ветрова", "Анна Кораблёва"
PUPIL = "Михаил К."  # as messages name pupils
PAIRS = (
    ("Журавлёв Павел Николаевич", "Морозова Анна Дмитриевна"),
    ("Белова Наталья Игоревна", "Орлов Кирилл Максимович"),
    ("Калинина Ирина Борисовна", "Соловьёва Марина Юрьевна"),
)
STEADY, SILENT, SECOND = (pair[0].split()[0] for pair in PAIRS)
STEADY_MENTEE, SILENT_MENTEE, SECOND_MENTEE = (pair[1].split()[0] for pair in PAIRS)
OTHERS = ("Азов", "Белкин", "Волков", "Гусев", "Дымов", "Жуков", "Зорин", "Носов", "Павлов")
HEAD = (
    "№ п/п", "Наставляемый", "Наставник", "Форма", "Срок с", "Срок по", "Приказ №",
    "Дата приказа", "Согласие", "Доп. соглашение", "Оплата",
)  # fmt: skip
LIKELIEST = ("✅ Состоялась", "", "", "📅 Встретиться")  # "": the first that is offered


def twelve_pairs(folder: Path) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Наставнические пары на 2026–2027 учебный год"])
    sheet.append(list(HEAD))
    strangers = [(f"{name} Роман Львович", f"{name} Глеб Ильич") for name in OTHERS]
    for number, (mentor, mentee) in enumerate([*PAIRS, *strangers], 1):
        papers = (f"№ {number} от 28.08.2026", f"№ {number} от 31.08.2026")
        sheet.append([
            number, mentee, mentor, "педагог – педагог", "01.09.2026", "31.05.2027",
            str(40 + number), "01.09.2026", *papers, "3000 рублей в месяц",
        ])  # fmt: skip
    path = folder / "пары.xlsx"
    book.save(path)
    return path


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
    yield ChatPage(page, sandbox.start())
    assert errors == []
    context.close()


def test_twelve_pairs_from_excel_and_a_year_of_three(
    sandbox: Sandbox, browser: Browser, tmp_path: Path
) -> None:
    with opened(sandbox, browser) as chat:
        import_pairs(chat, twelve_pairs(tmp_path))
        plan_first(chat)
        chat.goes_to("2026-09-08T17:00")
        chat.opens(STEADY_MENTEE)
        chat.sees("Завтра, в среду 9 сентября, в 15:00")
        chat.goes_to("2026-09-09T17:00")
        logs = [log(chat, mentor) for mentor in (STEADY, SILENT, SECOND)]
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
        rematch(chat)
        leave(chat)
        chat.goes_to("2026-10-20T17:00")
        log_as_substitute(chat)
        chat.goes_to("2026-10-21T17:00")
        confirm(chat, STEADY_MENTEE, "Разбор урока")
        chat.goes_to("2026-10-26T12:00")
        after = monday(chat)

    assert len(september["Встречи"]) == 3
    assert {row[2] for row in september["Встречи"]} == {"подтверждена"}
    worst = f"{PAIRS[1][0]} → {PAIRS[1][1]}"
    assert [row[1] for row in october["Пары"] if row[0] == worst] == ["нужна помощь"]
    assert [row[1:] for row in after["Встречи"]] == [
        (f"{PAIRS[0][0]}, {PAIRS[2][0]} → {PAIRS[0][1]}", "подтверждена")
    ]
    assert logs == [4] * 5


def asks(chat: ChatPage, command: str) -> None:
    """Its answer is there, so that no button of an older screen is taken for a new one."""
    messages = chat.page.get_by_test_id("message")
    before = messages.count()
    chat.sends(command)
    expect(messages).to_have_count(before + 2)


def import_pairs(chat: ChatPage, file: Path) -> None:
    chat.opens(CURATOR)
    chat.sends_file(file)
    chat.sees("Готово к загрузке: 12 пар")
    chat.taps("Добавить 18 человек и закрепить 12 пар")
    chat.sees("Внесено: 12 пар")
    chat.taps("Открыть пары")
    chat.sees("Сейчас: 12 пар")
    expect(chat.last).not_to_contain_text("⚠️")  # every paper is there
    chat.taps(STEADY)
    chat.taps("Бумаги пары")
    chat.sees("№ 41")


def plan_first(chat: ChatPage) -> None:
    """Each of the three proposes the likely time, the other sides agree with a tap."""
    for mentor in (STEADY, SILENT, SECOND):
        chat.opens(mentor)
        asks(chat, "/meeting")
        chat.sees("Встреч пока нет")
        chat.taps("Назначить встречу")
        chat.taps("В среду, 9 сентября, 15:00")
        chat.sees("ждёт ответа")
    chat.goes_to("2026-09-07T16:30")
    for mentee in (STEADY_MENTEE, SILENT_MENTEE, SECOND_MENTEE):
        chat.opens(mentee)
        chat.sees("Предлагают встретиться: 9 сентября в 15:00. Подходит?")
        chat.taps("✅ Подходит")
        chat.sees("Сейчас: назначена")


def log(chat: ChatPage, mentor: str) -> int:
    """A held meeting from the notification itself; how many taps it took."""
    chat.opens(mentor)
    chat.sees("ещё не отмечена. Состоялась?")
    taps = 0
    for number, caption in enumerate(LIKELIEST, 2):
        if caption:
            chat.taps(caption)
        else:
            chat.last.get_by_test_id("message-button").first.click()
        taps += 1
        chat.sees(f"({number} из 4)" if number <= 4 else "Сейчас: ждёт подтверждения")
    return taps


def confirm(chat: ChatPage, mentee: str, topic: str = "Знакомство и ожидания") -> None:
    """One tap from the notification."""
    chat.opens(mentee)
    chat.sees(f"Тема: {topic}. Была эта встреча?")
    chat.taps("Да, была")
    chat.sees("встреча подтверждена")


def monday(chat: ChatPage) -> dict[str, list[tuple[object, ...]]]:
    """The table of the morning: rows under the heads of the sheets of pairs and meetings."""
    chat.opens(CURATOR)
    messages = chat.page.get_by_test_id("message")
    expect(messages.filter(has_text="Таблица к сводке").last).to_be_visible()
    book = load_workbook(chat.downloads())
    found = {}
    for sheet, corner in (("Пары", "Пара"), ("Встречи", "День")):
        rows = list(book[sheet].iter_rows(values_only=True))
        head = next(at for at, row in enumerate(rows) if row[0] == corner)
        found[sheet] = [row for row in rows[head + 1 :] if row[0]]
    return found


def silent_are_asked_first(chat: ChatPage) -> None:
    """Both sides are asked; the curator has not heard of them yet."""
    for person in (SILENT, SILENT_MENTEE):
        chat.opens(person)
        chat.sees("Встреч не было с 9 сентября. Всё ли в порядке?")
    chat.opens(CURATOR)
    told = chat.page.get_by_test_id("message").filter(has_text=f"Паре нужна помощь: {SILENT}")
    expect(told).to_have_count(0)


def rematch(chat: ChatPage) -> None:
    asks(chat, "/pair")
    chat.taps("Кому нужна помощь")
    chat.taps(f"1. {SILENT}")
    chat.sees("На вопрос бота нет ответа")
    chat.sees("Ответа пока нет.")
    chat.taps("Другой наставник")
    chat.taps(STEADY)
    chat.sees("Передано. Новая пара: Журавлёв")
    chat.taps("Открыть пару")
    chat.sees("Пара · ")


def leave(chat: ChatPage) -> None:
    """A leave of two weeks; who hears the reminders stands in for the mentor too."""
    asks(chat, "/menu")
    chat.taps("Люди")
    chat.taps("Найти")
    chat.sees("Поиск")
    chat.sends(STEADY)
    chat.sees("По запросу")
    chat.taps(STEADY)
    chat.taps("Отпуск, больничный")
    chat.taps("На две недели")
    chat.taps(SECOND)
    chat.sees("Без замены наставника: 2 пары")
    chat.taps(f"Замена в паре: {STEADY_MENTEE}")
    chat.sees("Замещающий наставник")
    chat.taps(SECOND)
    chat.taps("Весь отпуск")
    chat.sees("Замещающий наставник назначен")


def log_as_substitute(chat: ChatPage) -> None:
    chat.opens(SECOND)
    asks(chat, "/meeting")
    chat.taps("Отметить встречу")
    chat.taps(STEADY_MENTEE)
    chat.taps("Сегодня")
    chat.sees("О чём была встреча?")
    chat.sends("Разбор урока")
    chat.taps("Цель достигнута")
    chat.taps("Без следующего шага")
    chat.sees("Сейчас: ждёт подтверждения")


def test_a_pupil_pair_with_a_parent_and_a_withdrawal_with_its_act(
    sandbox: Sandbox, browser: Browser
) -> None:
    with opened(sandbox, browser) as chat:
        chat.opens(CURATOR)
        chat.taps("Люди")
        chat.taps("Добавить учеников")
        chat.sends("Кораблёв Михаил Ильич, 9 Б, 20.05.2012")
        chat.sees("добавлено: 1 человек")
        pair_of_pupil(chat)
        chat.sees("согласи")  # it waits for the parent's
        parent_agrees(chat)
        enter_paper(chat, "Согласие родителя", "17/ПД")
        enter_paper(chat, "Согласие ученика", "18/ПД")  # fourteen, and without a chat
        expect(pair_now(chat)).to_contain_text("Пара · работает")
        withdraw(chat)
        expect(pair_now(chat)).to_contain_text("Пара · на паузе")
        chat.goes_to("2026-10-12T12:00")
        act = act_of_erasing(chat)

    assert act.startswith("АКТ\nоб уничтожении персональных данных")
    assert "Основание: отзыв согласия, 07.09.2026" in act
    assert "Кораблёв" not in act


def pair_of_pupil(chat: ChatPage) -> None:
    asks(chat, "/pair")
    chat.taps("Внести пару")
    chat.taps(STEADY)
    chat.sees("Наставник: Журавлёв")
    chat.taps(PUPIL)
    chat.taps("Закрепить: уже работает")


def person_card(chat: ChatPage) -> None:
    chat.opens(CURATOR)
    asks(chat, "/menu")
    chat.taps("Люди")
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
    asks(chat, "/pair")
    chat.taps("Журавлёв")
    return chat.last


def withdraw(chat: ChatPage) -> None:
    chat.opens(PARENT)
    asks(chat, "/menu")
    chat.taps("Мои дети")
    chat.taps("Отозвать согласие")
    chat.sees("Сразу 1 пара остановится")
    chat.taps("Да, отозвать")
    chat.sees("Согласие отозвано")


def act_of_erasing(chat: ChatPage) -> str:
    chat.opens(CURATOR)
    asks(chat, "/menu")
    chat.taps("Согласия")
    chat.taps("Удаление данных")
    chat.taps("Участник")
    chat.taps("Акт")
    chat.sees(".docx")
    return words_of(chat.downloads())
