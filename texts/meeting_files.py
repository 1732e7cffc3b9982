"""Journals of mentors and hours for the accountant: screens, captions, columns and rules."""

from datetime import date

from domain.meeting_rules import Verdict
from texts import dates
from texts.html import b, clip, esc
from texts.plural import counted
from texts.typography import tidy

HOURS = "Часы наставников"
XLSX, DOCX = "Excel", "Word"
THIS_MONTH, LAST_MONTH, YEAR = "Этот месяц", "Прошлый месяц", "Учебный год"
JOURNAL_FILE, HOURS_FILE = "Дневник наставника", "Часы наставников"
JOURNAL_SHEET, HOURS_SHEET = "Дневник", "Часы"

NUMBER, DAY, TIME, DAY_TIME = "№", "Дата", "Время", "Дата, время"
KIND, MENTEES, TOPIC, TEXT = "Вид встречи, формат", "С кем", "Тема", "Что делали"
OUTCOME, STEP, CONFIRMED = "Результат", "Следующий шаг и срок", "Отметка второй стороны"
MINUTES, MENTOR, PAIRS, MEETINGS = "Минут", "Наставник", "Пар", "Подтверждено встреч"
HOURS_COLUMN, CLAIMED, DENIED = "Часов", "Ещё без подтверждения", "С ответом «не было»"
SIGNED = "«___» ______________ 20___ г."
NOTHING = "Встреч за это время не было."
MISSED = "не состоялась"
MARKS = {
    Verdict.CLAIMED: "пока нет",
    Verdict.CONFIRMED: "да",
    Verdict.JOURNAL: "да, по журналу",
    Verdict.DENIED: "ответ: не было",
}
_MEETINGS = ("встреча", "встречи", "встреч")

HOURS_RULE = (
    "Как посчитано: время встречи идёт в счёт, когда её подтвердила вторая сторона в чате или "
    "когда её внесли по бумажному журналу (наставляемый без аккаунта). Встречи без ответа и с "
    "ответом «не было» в часы не входят, они стоят в отдельных столбцах.",
    "Если у пары два наставника, встреча засчитана каждому. Во время замещения она засчитана "
    "тому, кто замещает.",
    "Час встречи с группой — один час наставника. Встреча, на которую собрали сразу несколько его "
    "пар, — тоже одна встреча и одно время.",
    "Один час здесь 60 минут; длительность указал наставник в записи о встрече.",
)
JOURNAL_NOTE = "Личные заметки в дневник не входят."


def ask(who: str) -> str:
    return tidy(f"📋 {b('Дневник наставника')}\n{esc(clip(who, 200))}\n\nЗа какое время?")


def ask_hours(place: str) -> str:
    return tidy(
        f"📊 {b(HOURS)}\n{esc(clip(place, 200))}\n\nТолько подтверждённые встречи; как посчитано, "
        "сказано в файле. За какой месяц?"
    )


def month(year: int, number: int, today: date) -> str:
    name = dates.month(number).capitalize()
    return name if year == today.year else f"{name} {year}"


def of(span: str, paper: str) -> str:
    return f"{span}, {paper}"


def journal_title() -> str:
    return "Дневник наставника"


def period(since: date, until: date) -> str:
    return f"За время с {since:%d.%m.%Y} по {until:%d.%m.%Y}"


def journal_lines(
    place: str, mentors: str, mentees: str, goal: str, since: date, until: date
) -> tuple[str, ...]:
    aim = f"Цель: {goal}" if goal else ""
    found = (place, f"Наставник: {mentors}", f"Наставляемые: {mentees}", aim, period(since, until))
    return tuple(line for line in found if line)


def journal_notes(held: int, confirmed: int) -> tuple[str, ...]:
    return (
        f"Состоялось встреч: {held}, из них подтверждено второй стороной: {confirmed}.",
        JOURNAL_NOTE,
    )


def step(text: str, day: date | None, state: str) -> str:
    if day is None:
        return ""
    term = f"до {day:%d.%m.%Y}"
    said = f"{text}, {term}" if text else term
    return f"{said} ({state})" if state else said


def hours_title(year: int, number: int) -> str:
    return f"Часы наставников, {dates.month(number)} {year} года"


def journal_caption(count: int) -> str:
    return f"📋 Дневник наставника: {counted(count, *_MEETINGS)}."


def hours_caption(year: int, number: int, mentors: int) -> str:
    who = counted(mentors, "наставник", "наставника", "наставников")
    return f"📊 Часы наставников, {dates.month(number)} {year}: {who}."
