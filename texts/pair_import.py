"""Pairs from a table: what was understood, the example, the receipts."""

from collections.abc import Sequence
from typing import Final

from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.typography import tidy

PAIRS = ("пара", "пары", "пар")
TAKEN = ("пару", "пары", "пар")
PEOPLE = ("человек", "человека", "человек")
ADDED = ("человека", "человек", "человек")
MEETINGS = ("встреча", "встречи", "встреч")
OF_KNOWN = ("известной пары", "известных пар", "известных пар")
ROWS = ("строка", "строки", "строк")
MENTORS = ("наставника", "наставников", "наставников")

LIST = "Список пар"
EXAMPLE = "Образец таблицы"
DROP = "Не загружать"
UNDO = "Отменить загрузку"
TO_PAIRS = "Открыть пары"
EXAMPLE_NAME = "Образец: пары и группы"

FAULTS: Final = {
    "no_mentor": "не указан наставник",
    "no_mentee": "не указан наставляемый",
    "self": "один человек на обеих сторонах",
    "several": "несколько людей подходят под имя «{told}»: напишите полностью",
    "short": "«{told}»: напишите фамилию, имя и отчество",
    "term_order": "конец срока раньше начала",
    "twice": "такая же пара уже в строке {told}",
    "day": "дата встречи не понята",
    "day_ahead": "дата встречи ещё не наступила",
    "no_pair": "нет такой пары: {told}",
}
CELLS: Final = {
    "form": "форма", "kind": "вид", "term": "срок", "starts": "начало срока",
    "ends": "конец срока", "order_day": "дата приказа", "held": "проведено встреч (нужно число)",
    "order": "приказ (нужен номер или дата)", "consent": "согласие (нужен номер или дата)",
    "agreement": "доп. соглашение (нужен номер или дата)", "consent_day": "дата согласия",
    "agreement_day": "дата доп. соглашения",
}  # fmt: skip


def ask_file() -> str:
    return tidy(
        f"📎 {b('Пары из Excel')}\n\nПришлите таблицу .xlsx или .csv со столбцами «Наставник» "
        "и «Наставляемый». Остальные — по желанию и в любом порядке: форма, вид, срок, приказ, "
        "согласие, доп. соглашение, оплата, проведено встреч. Прошедшие встречи можно дать вторым "
        "листом «Встречи».\n\nСначала бот покажет, что понял. Без Вашего подтверждения ничего не "
        "запишется."
    )


def fault(at: int, code: str, told: str) -> str:
    """One row that cannot be taken, plain."""
    return f"Строка {at}: {FAULTS[code].format(told=clip(told, 120))}"


def doubt(at: int, keys: Sequence[str]) -> str:
    """Cells of a good row that were left out."""
    names = ", ".join(CELLS.get(key, key) for key in keys)
    return f"Строка {at}: не понято и пропущено — {names}"


def shown(
    file_name: str,
    *,
    pairs: int,
    strangers: Sequence[str],
    known: int,
    filled: int,
    wrong: int,
    meetings: int,
    undated: int,
    lines: Sequence[str],
    ignored: Sequence[str],
) -> str:
    """What was understood of a table; nothing is written yet."""
    told = [f"📋 {b('Пары из Excel')} · {esc(clip(file_name, 80))}", ""]
    told.append(f"Готово к загрузке: {b(counted(pairs, *PAIRS))}")
    if meetings:
        told.append(f"Прошедших встреч: {meetings}")
    if undated:
        told.append(f"Ещё встреч без дат, по записям школы: {undated}")
    if known:
        rest = "того, что внесено, таблица" if filled else "таблица в них ничего"
        told.append(f"Уже внесено раньше: {counted(known, *PAIRS)}, {rest} не меняет")
    if filled:
        told.append(f"У {counted(filled, *OF_KNOWN)} добавятся бумаги")
    if strangers:
        more = len(strangers) - 10
        names = clip("; ".join(strangers[:10]), 700) + (f" и ещё {more}" if more > 0 else "")
        told.append(f"Нет в школе: {counted(len(strangers), *PEOPLE)}: {esc(names)}. Добавить?")
    if wrong:
        told.append(f"⚠️ С ошибкой: {counted(wrong, *ROWS)}. Они не загрузятся.")
    if lines:
        told += ["", *(esc(line) for line in lines)]
    if ignored:
        told += ["", f"Не читаю столбцы: {esc(clip(', '.join(ignored), 300))}"]
    told += ["", "Пока ничего не записано."]
    return fit([tidy(line) for line in told])


def apply_all(pairs: int, people: int) -> str:
    """The caption: with the people that are missing."""
    if not people:
        return f"Закрепить {counted(pairs, *TAKEN)}"
    return f"Добавить {counted(people, *ADDED)} и закрепить {counted(pairs, *TAKEN)}"


def apply_ready(pairs: int) -> str:
    return f"Только {counted(pairs, *TAKEN)}, где все есть"


def meetings_only(meetings: int) -> str:
    return f"Загрузить встречи: {meetings}"


def papers_only(filled: int) -> str:
    return f"Добавить бумаги: {counted(filled, *PAIRS)}"


def taken(
    pairs: int, people: int, meetings: int, raised: int, waiting: int, filled: int = 0
) -> str:
    """The receipt."""
    told = [f"✅ Внесено: {counted(pairs, *PAIRS)}"]
    if filled:
        told.append(f"Бумаги добавлены у {counted(filled, *OF_KNOWN)}")
    if people:
        verb = plural(people, "Добавлен", "Добавлены", "Добавлено")
        told.append(f"{verb} {counted(people, *PEOPLE)}")
    if meetings:
        told.append(f"Прошедших встреч: {meetings}")
    if raised:
        told.append(f"Предел наставляемых увеличен у {counted(raised, *MENTORS)}")
    if waiting:
        verb = plural(waiting, "Ждёт", "Ждут", "Ждут")
        told.append(f"⚠️ {verb} согласия на участие: {counted(waiting, *PAIRS)}")
    return tidy("\n".join(told))


def undone(pairs: int, stayed: int, meetings: int) -> str:
    """`stayed`: pairs that have been worked with since; `meetings`: the same of meetings."""
    told = f"Загрузка отменена: {counted(pairs, *PAIRS)}."
    if stayed:
        told += f" Остались те, с которыми уже работали: {counted(stayed, *PAIRS)}."
    if meetings:
        told += f" Остались встречи, о которых уже написали: {counted(meetings, *MEETINGS)}."
    return told


def dropped() -> str:
    return "Таблица не загружена, ничего не изменилось."


SHEET, MEETINGS_SHEET, HOW_SHEET, SHOWN_SHEET = "Пары", "Встречи", "Как заполнить", "Пример"
COLUMNS: Final = {
    "mentor": ("Наставник", 32, "Фамилия, имя, отчество. Обязательно."),
    "mentee": (
        "Наставляемый", 32, "Фамилия, имя, отчество. Обязательно. Для группы — несколько человек, "
        "каждый с новой строки ячейки, или несколько строк с видом «групповое».",
    ),
    "form": (
        "Форма", 22, "Педагог — педагог, руководитель — педагог, ученик — ученик, учитель — "
        "ученик, студент — ученик, работодатель — ученик и другие. Пусто: бот определит сам.",
    ),
    "kind": ("Вид", 16, "Традиционное, групповое, дистанционное, реверсивное и другие."),
    "starts": ("Срок с", 13, "Дата. Пусто: с 1 сентября этого учебного года."),
    "ends": ("Срок по", 13, "Дата. Пусто: по 31 мая."),
    "order": ("Приказ №", 12, "Номер приказа о закреплении."),
    "order_day": ("Дата приказа", 13, "Дата приказа."),
    "consent": ("Согласие", 20, "Письменное согласие наставника: № 4 от 01.09.2026."),
    "agreement": (
        "Доп. соглашение", 22, "№ 7 от 01.09.2026. Если не нужно, напишите почему: «входит в "
        "обязанности».",
    ),
    "pay": ("Оплата", 20, "Размер и условия: 3000 рублей в месяц."),
    "goal": ("Цель", 34, "Коротко, без фамилий."),
    "held": (
        "Проведено встреч", 12, "Число: сколько встреч уже было. Встречи с датами из второго "
        "листа входят в него. Остальные учтутся по записям школы, без часов.",
    ),
}  # fmt: skip
MEETING_COLUMNS: Final = {
    "mentor": ("Наставник", 32),
    "mentee": ("Наставляемый", 32),
    "day": ("Дата", 13),
    "kind": ("Вид встречи", 22),
    "topic": ("Тема", 44),
}
HOW: Final = (
    "Столбцы можно переставлять и удалять, обязательны только два: «Наставник» и «Наставляемый».",
    "Сначала бот покажет, что понял. Новых людей добавит только с Вашего согласия.",
)
COLUMN, MEANING = "Столбец", "Что писать"
SHOWN_ROWS: Final = (
    {
        "mentor": "Примерова Ольга Сергеевна", "mentee": "Образцов Пётр Ильич",
        "form": "педагог — педагог", "kind": "традиционное", "order": "15",
        "order_day": "01.09.2026", "consent": "№ 4 от 28.08.2026",
        "agreement": "№ 7 от 01.09.2026", "pay": "3000 рублей в месяц", "held": "2",
    },
    {
        "mentor": "Примерова Ольга Сергеевна", "mentee": "Пробный Миша\nПробная Аня",
        "form": "учитель — ученик", "kind": "групповое", "order": "16",
        "order_day": "01.09.2026",
    },
)  # fmt: skip
