"""Proposing, moving and cancelling a meeting."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.meetings import MeetingKind
from texts import dates
from texts.html import b, clip, esc
from texts.meeting_names import FACE, KINDS, REMOTE
from texts.typography import tidy

OTHER_DAY = "Другой день"
OTHER_KIND = "Другой вид"
WAITS = "Время предложено. Вторая сторона увидит его в ближайшем напоминании и ответит."
WAITS_LATE = (
    "Время предложено, но напоминание второй стороне до встречи не придёт: скажите о ней лично."
)
AGREED = {
    "eve": "Время согласовано. Накануне бот напомнит.",
    "hour": "Время согласовано. Бот напомнит за час.",
    "not": "Время согласовано.",
}
ICS_FILE = "Встреча"
# Minutes of the day from 8:00 to 18:30.
HALF_HOURS = tuple(range(8 * 60, 19 * 60, 30))


def hour(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def moment(at: datetime, today: date) -> str:
    """A caption: «Вторник, 13 октября, 14:30»."""
    weekday = dates.on_weekday(at.date()).replace("\u00a0", " ")
    said = f"{weekday}, {dates.plain(at.date(), today)}, {dates.clock(at)}"
    return said[:1].upper() + said[1:]


def propose(who: str, kind: MeetingKind, remote: bool) -> str:
    place = REMOTE if remote else FACE
    return tidy(
        f"📅 {b('Назначить встречу')}\n{esc(clip(who, 200))}\n\nВид: {KINDS[kind].lower()}, "
        f"{place}. Когда?"
    )


def ask_kind() -> str:
    return f"📅 {b('Назначить встречу')}\n\nКакая это встреча?"


def ask_day() -> str:
    return f"📅 {b('Назначить встречу')}\n\nВ какой день? Можно и написать: «в пятницу»."


def ask_new_day(title: str) -> str:
    return tidy(f"📅 {b(clip(title, 200))}\n\nНа какой день перенести? Можно и написать.")


def ask_hour(day: date, today: date) -> str:
    return tidy(
        f"📅 {b(dates.plain(day, today))}, {dates.on_weekday(day)}\n\nВо сколько? Можно и "
        "написать, например: 14:30."
    )


def why_cancel(title: str) -> str:
    return tidy(
        f"📅 {b(clip(title, 200))}\n\nПочему отменяете? Причину увидит вторая сторона. Выберите "
        "или напишите своими словами."
    )


def cancelled(title: str, reason: str, *, late: bool) -> str:
    """`late`: the other side's next bundle comes after its time."""
    said = reason[:1].lower() + clip(reason, 200)[1:].rstrip(".")
    told = (
        "До этого времени напоминание второй стороне не придёт: предупредите лично."
        if late
        else "Вторая сторона узнает об этом из напоминания."
    )
    return tidy(f"⏸ {b(clip(title, 200))}\n\nВстреча отменена, причина: {esc(said)}. {told}")


def about(agenda: Sequence[str]) -> str:
    """What stands in the calendar's entry."""
    return "\n".join(f"• {point}" for point in agenda)


def ics_caption(title: str) -> str:
    named = esc(clip(title, 300))
    return tidy(f"📅 {named}. Откройте файл, и телефон предложит добавить встречу.")


NO_SLOT = "Без обычного времени"
_SHORT = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб")
_ON = ("по понедельникам", "по вторникам", "по средам", "по четвергам", "по пятницам",
       "по субботам")  # fmt: skip


def slot(weekday: int, at: str) -> str:
    """«Чт, 14:30»; the weekday alone where it has no usual time."""
    return f"{_SHORT[weekday]}, {at}" if at else _SHORT[weekday]


def usual(who: str, slots: Sequence[str]) -> str:
    now = "; ".join(slots) if slots else "не задано"
    return tidy(
        f"📅 {b('Обычное время')}\n{esc(clip(who, 200))}\n\nСейчас: {now}. По нему бот предлагает "
        "новые встречи. Какой день поменять?"
    )


def ask_slot(weekday: int) -> str:
    day = _ON[weekday] if 0 <= weekday < len(_ON) else ""
    return tidy(f"📅 {b('Обычное время')} {day}\n\nВо сколько? Можно и написать, например: 14:30.")
