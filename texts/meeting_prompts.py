"""What the daily bundle says of meetings, plain: a title and a question."""

from datetime import date, datetime

from texts import dates
from texts.html import b, clip, esc
from texts.meeting_names import DECISIONS, names, when
from texts.typography import tidy

PLAN_NOW = "Назначить"
WAS_ALREADY = "Уже была"
OPEN = "Открыть"
TO_PAIR = "Открыть пару"
SERIES = "Рефлексивная встреча"


def to_agree(at: datetime | None, day: date | None, moved: bool, today: date) -> str:
    ask = "Предлагают другое время" if moved else "Предлагают встретиться"
    return f"{ask}: {when(day, at, today)}. Подходит?"


WAS_AFTER_ALL = "Всё-таки была"


def unanswered(at: datetime | None, day: date | None, today: date, records: bool) -> str:
    """`records`: who is told may log it; else the mentor is who can."""
    said = f"Предложение встретиться {when(day, at, today)} осталось без ответа."
    return said if records else f"{said} Если Вы всё же встретились, это отметит наставник."


def agreed(at: datetime | None, day: date | None, today: date) -> str:
    return f"Время согласовано: {when(day, at, today)}."


def eve(at: datetime | None, day: date | None, kind: str, today: date) -> str:
    return f"{when(day, at, today).capitalize()}. {kind}."


def to_log(day: date | None, today: date) -> str:
    if day == today:
        return "Сегодняшняя встреча ещё не отмечена. Состоялась?"
    return f"Встреча {dates.plain(day, today) if day else ''} ещё не отмечена. Состоялась?"


def to_log_series(day: date | None, today: date) -> str:
    when_ = dates.plain(day, today) if day else ""
    return f"Рефлексивная встреча всех пар {when_} ещё не отмечена. Состоялась?"


def to_confirm(topic: str) -> str:
    about = f"Тема: {clip(topic, 120)}. " if topic else ""
    return f"Отмечена как состоявшаяся. {about}Была эта встреча?"


DENIED = "Вторая сторона отвечает, что этой встречи не было. Проверьте запись."


def off(at: datetime | None, day: date | None, reason: str, today: date) -> str:
    why = f" Причина: {clip(reason, 120).lower()}." if reason else ""
    return f"Встреча {when(day, at, today)} отменена.{why}"


def promised(step: str) -> str:
    return f"{clip(step, 200) or 'Следующий шаг'}. Сделано?"


def decided(decision: str) -> str:
    return f"После заключительной встречи решили: {DECISIONS[decision]}."


def to_plan(first: bool) -> str:
    if first:
        return "Первая встреча ещё не назначена. Когда встретитесь?"
    return "Обычный срок между встречами прошёл, новая не назначена. Когда следующая?"


def titled(day: date | None, others: list[str], today: date) -> str:
    """«Встреча 14 октября · Маша К.»."""
    moment = dates.plain(day, today) if day else ""
    return " · ".join(filter(None, (f"Встреча {moment}".strip(), names(others))))


def paired(others: list[str]) -> str:
    return f"Встреча · {names(others)}"


def stepped(others: list[str]) -> str:
    return f"Следующий шаг · {names(others)}"


def hour(kind: str, at: datetime, others: list[str], remote: bool, today: date) -> str:
    """The message of its own an hour before, or on the evening before an early one."""
    place = "дистанционно" if remote else "очно"
    return tidy(
        f"🕒 {b('Скоро встреча')}\n{when(at.date(), at, today).capitalize()}, {place}\n"
        f"{esc(names(others))}\n\n{esc(kind)}."
    )
