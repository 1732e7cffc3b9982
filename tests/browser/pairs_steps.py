"""Steps of the story of twelve pairs of teachers and their year."""

from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from tests.browser.page import ChatPage

CURATOR = "Ветрова"
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
LIKELIEST = ("Состоялась", "", "", "📅 Встретиться")  # "": the first that is offered


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


def import_pairs(chat: ChatPage, file: Path) -> None:
    chat.opens(CURATOR)
    chat.sends_file(file)
    chat.sees("Готово к загрузке: 12 пар")
    chat.taps("Добавить 18 человек и закрепить 12 пар")
    chat.sees("Внесено: 12 пар")
    chat.taps("Открыть пары")
    chat.sees("Сейчас: 12 пар")
    expect(chat.last).not_to_contain_text("⚠️")  # every paper is there
    chat.sends(STEADY)
    chat.taps(STEADY)
    chat.taps("Бумаги пары")
    chat.sees("№ 41")


def plan_first(chat: ChatPage) -> None:
    """Each of the three proposes the likely time, the other sides agree with a tap."""
    for mentor in (STEADY, SILENT, SECOND):
        chat.opens(mentor)
        chat.asks("/meeting")
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
    expect(messages.filter(has_text="Сводка ·").last).to_be_visible()
    book = load_workbook(chat.downloads())
    found: dict[str, list[tuple[object, ...]]] = {}
    for sheet, corner in (("Пары", "Пара"), ("Встречи", "День")):
        rows = list(book[sheet].iter_rows(values_only=True)) if sheet in book else [(corner,)]
        head = next(at for at, row in enumerate(rows) if row[0] == corner)
        found[sheet] = [tuple(row) for row in rows[head + 1 :] if row[0]]
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
    chat.asks("/pair")
    chat.taps("Другие действия")
    chat.taps("Кому нужна помощь")
    chat.taps(f". {SILENT}")
    chat.sees("На вопрос бота нет ответа")
    chat.sees("Ответа пока нет.")
    chat.taps("Другой наставник")
    chat.taps(STEADY)
    chat.sees("Передано. Новая пара: Журавлёв")
    chat.taps("Открыть пару")
    chat.sees("Пара · предложена")
    chat.taps("Внести бумаги")
    chat.taps("Внести: согласие")
    chat.sends("№ 61 от 19.10.2026")
    chat.taps("Бумаги пары")
    chat.taps("Внести: доп. соглашение")
    chat.taps("Соглашение не нужно")
    chat.taps("Входит в должностные")
    chat.taps("Бумаги пары")
    chat.taps("Внести: приказ")
    chat.sends("№ 61 от 19.10.2026")
    chat.taps("Открыть пару")
    chat.sees("Пара · работает")


def leave(chat: ChatPage) -> None:
    """A leave of two weeks; who hears the reminders stands in for the mentor too."""
    chat.asks("/menu")
    chat.taps("Люди")
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
    chat.asks("/meeting")
    chat.taps("Отметить встречу")
    chat.taps(STEADY_MENTEE)
    chat.taps("Сегодня")
    chat.sees("О чём была встреча?")
    chat.sends("Разбор урока")
    chat.taps("Цель достигнута")
    chat.taps("Без следующего шага")
    chat.sees("Сейчас: ждёт подтверждения")


def agree_on_programme(chat: ChatPage) -> None:
    """The mentor takes a template, the mentee agrees with one tap from the notification."""
    chat.opens(STEADY)
    chat.asks("/pair")
    chat.taps("Составить программу")
    chat.taps("Опытный педагог")
    chat.taps("Взять этот образец")
    chat.taps("Отправить на согласование")
    chat.sees("Программа отправлена на согласование")
    chat.goes_to("2026-09-09T17:30")
    chat.opens(STEADY_MENTEE)
    chat.sees("Программа пары готова")
    chat.taps("✅ Согласовать")
    chat.sees("Программа согласована всеми и начала работать")


def meet(chat: ChatPage, mentor: str, mentee: str, monday: date) -> int:
    """A meeting of later months from the proposal to the confirmation; taps of its log."""
    chat.goes_to(f"{monday}T12:00")
    chat.opens(mentor)
    chat.asks("/meeting")
    chat.taps("Назначить встречу")
    if not chat.last.get_by_text("Когда?").count():
        chat.taps(mentee)  # of several pairs
    day = monday + timedelta(days=1)
    chat.taps(f"Во вторник, {day.day}")
    chat.sees("ждёт ответа")
    chat.goes_to(f"{monday}T16:30")
    chat.opens(mentee)
    chat.sees("Подходит?")
    chat.taps("Подходит")
    chat.sees("Сейчас: назначена")
    chat.goes_to(f"{day}T17:00")
    taps = log(chat, mentor)
    chat.goes_to(f"{day + timedelta(days=1)}T17:00")
    chat.opens(mentee)
    chat.sees("Была эта встреча?")
    chat.taps("Да, была")
    chat.sees("встреча подтверждена")
    return taps


def complete(chat: ChatPage) -> None:
    """The curator closes a pair at the end of the year."""
    chat.opens(CURATOR)
    chat.asks("/pair")
    chat.sends(SECOND)
    chat.taps(SECOND_MENTEE)
    chat.taps("Пауза, завершение")
    chat.sees("Что с парой?")
    chat.taps("Завершить")
    chat.sees("Пара завершена")
