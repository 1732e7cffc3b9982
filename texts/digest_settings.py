"""When the weekly message comes, in words."""

from datetime import date, datetime
from typing import Final

from texts import dates
from texts.html import b, clip, esc
from texts.typography import tidy

WEEKLY = "Раз в неделю"
MONTHLY = "Раз в месяц"
NEVER = "Не присылать"
DAY = "День недели"
HOUR = "Время"
WEEKDAYS: Final = (
    "понедельник", "вторник", "среда", "четверг", "пятница", "суббота",
)  # fmt: skip
_ON_DAYS: Final = (
    "по понедельникам", "по вторникам", "по средам", "по четвергам", "по пятницам",
    "по субботам",
)  # fmt: skip
_FIRST: Final = (
    "в первый понедельник", "в первый вторник", "в первую среду", "в первый четверг",
    "в первую пятницу", "в первую субботу",
)  # fmt: skip


def settings(
    place: str, rhythm: str, weekday: int, hour: int, next_at: datetime | None, today: date
) -> str:
    """When the weekly message comes, and when next."""
    lines = [f"📊 {b('Сводка недели')} · {esc(clip(place, 200))}", ""]
    when = {
        "weekly": f"Приходит {_ON_DAYS[weekday]} в {hour}:00.",
        "monthly": f"Приходит {_FIRST[weekday]} месяца в {hour}:00.",
        "never": "Сама не приходит. Её всегда можно взять командой /digest.",
    }
    lines.append(when[rhythm])
    if next_at is not None:
        lines.append(f"Следующая: {dates.day(next_at.date(), today)}, в {dates.clock(next_at)}.")
    if rhythm != "never":
        lines.append(
            "В выходной переносится на ближайший рабочий день. Если ничего не ждёт и ничего не "
            "изменилось, не приходит."
        )
    return tidy("\n".join(lines))


def choose_day() -> str:
    return f"📊 {b('Сводка недели')}\n\nВ какой день присылать?"


def choose_hour() -> str:
    return f"📊 {b('Сводка недели')}\n\nВ котором часу присылать?"


def weekday(number: int, chosen: bool) -> str:
    """A caption."""
    name = WEEKDAYS[number].capitalize()
    return f"✅ {name}" if chosen else name
