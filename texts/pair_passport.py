"""The passport of a pair: its tables and the screens that lead to it."""

from datetime import date
from typing import Final

from domain.meetings import MeetingKind, Outcome
from domain.pair_papers import PaperKind
from domain.pairs import PairState, Side
from domain.progress import Status
from texts import dates
from texts.html import b, clip, esc
from texts.pair_names import PAPERS, STATES
from texts.plural import counted
from texts.typography import tidy

TITLE = "Паспорт наставнической пары"
SHEET = "Паспорт"
FACT, VALUE = "Сведение", "Значение"
KEEPER = "Куратор"
EMPTY_DATE = "«___» _____________ 20__ г."
UNDONE = "отменено"
WORD, EXCEL = "Документ Word", "Таблица Excel"
OTHER_DAY = "На другой день"
TODAY = "На сегодня"
NAME = "Паспорт пары"
_DAYS = ("день", "дня", "дней")

FORM, MODEL, KIND, STATE, TERM = "Форма", "Ролевая модель", "Вид", "Состояние", "Срок"
RHYTHM, GOAL, LACKS, MET = "Ритм встреч", "Цель", "Не хватает бумаг", "Проведено встреч"
ALL_THERE = "все внесены"
NOT_SET = "не указано"

MEMBERS: Final = (
    "Участники",
    ("Роль", "ФИО", "Должность, класс", "С какого дня", "По какой день"),
)
PAPERS_PART: Final = ("Документы", ("Документ", "Чей", "Номер", "Дата", "Оплата, примечание"))
PROGRAMME: Final = ("Программа", ("Мероприятие", "Срок", "Выполнено", "Результат"))
MEETINGS: Final = ("Встречи", ("Дата", "Вид", "Тема", "Результат", "Следующий шаг"))
HISTORY: Final = ("История", ("Дата", "Что произошло", "Кто внёс"))
NOTHING: Final = {
    "papers": "Документы не внесены.",
    "programme": "Действующей программы не было.",
    "meetings": "Проведённых встреч не было.",
    "history": "Изменений не было.",
    "members": "Участников не было.",
}
OUTCOMES: Final = {
    Outcome.REACHED: "цель достигнута",
    Outcome.PARTLY: "достигнута частично",
    Outcome.TO_CONTINUE: "нужно продолжить",
}
MEETING_KINDS: Final = {
    MeetingKind.FIRST: "первая, организационная",
    MeetingKind.TRIAL: "пробная рабочая",
    MeetingKind.PLANNING: "планирование",
    MeetingKind.REGULAR: "рабочая",
    MeetingKind.CLOSING: "заключительная",
    MeetingKind.LESSON_VISIT: "посещение урока",
    MeetingKind.CONSULTATION: "консультация",
    MeetingKind.REFLECTIVE: "рефлексивная",
}
STATUSES: Final = {
    Status.TODO: "не начато",
    Status.STARTED: "в работе",
    Status.DONE: "выполнено",
    Status.NA: "не требуется",
}
PASSPORT = "Паспорт пары"


def as_of(day: date) -> str:
    return f"по состоянию на {day:%d.%m.%Y}"


def file_title(pair: str) -> str:
    return f"{TITLE}: {pair}"


def ask(pair: str, day: date, today: date) -> str:
    when = "сегодня" if day == today else dates.plain(day, today)
    return tidy(
        f"📊 {b('Паспорт пары')}\n{esc(clip(pair, 200))}\n\nВсе сведения о паре одним файлом: "
        f"участники, документы, программа, встречи, история. На какой день: {b(when)}."
        "\n\nКаким файлом?"
    )


def ask_day(first: date, today: date) -> str:
    return f"📅 {b('На какой день?')}\n\nДанные есть с {dates.plain(first, today)}."


def on_day(day: date, today: date) -> str:
    return f"На {dates.plain(day, today)}"


def caption(pair: str, day: date, meetings: int) -> str:
    met = counted(meetings, "встреча", "встречи", "встреч")
    return tidy(f"📊 Паспорт пары на {day:%d.%m.%Y}\n{esc(clip(pair, 200))}\nПроведено: {met}")


def day(value: date | None) -> str:
    return f"{value:%d.%m.%Y}" if value else ""


def span(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return NOT_SET
    parts = (f"с {day(first)}" if first else "", f"по {day(last)}" if last else "")
    return " ".join(part for part in parts if part)


def state(value: PairState, paused_until: date | None, ended_on: date | None, why: str) -> str:
    said = STATES[value]
    if value is PairState.PAUSED and paused_until:
        said += f" до {day(paused_until)}"
    if ended_on:
        said += f", последний день {day(ended_on)}"
    return f"{said} ({why})" if why else said


def every(days: int) -> str:
    return f"раз в {counted(days, *_DAYS)}"


def met(here: int, before: int) -> str:
    """`before`: so many that the bot knows no days of."""
    return f"{here}, и ещё {before} до работы с ботом" if before else str(here)


def side(value: Side, instead: str) -> str:
    if instead:
        return f"Замещающий наставник (за: {instead})"
    return "Наставник" if value is Side.MENTOR else "Наставляемый"


def paper(kind: PaperKind) -> str:
    return PAPERS[kind].capitalize()


def pay(paid: bool | None, words: str, until: date | None) -> str:
    if until:
        return f"последний день {day(until)}"
    if paid is False:
        return f"соглашение не нужно: {words}" if words else "соглашение не нужно"
    return words
