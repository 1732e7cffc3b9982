"""My settings and the school's."""

from collections.abc import Sequence
from datetime import date

from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

DAYS = ("день", "дня", "дней")

MY_HOUR = "Время напоминаний"
MY_DATA = "Мои данные и согласие"
SCHOOL = "Настройки школы"
RHYTHM = "Ритм напоминаний"
TYPE_RHYTHM = "Свой ритм"
STAFF_HOUR = "Час для всех"
CURATOR_HOUR = "Час для кураторов"
DAYS_OFF = "Выходные и отпуск"
FIVE_DAYS = "Пятидневка"
SIX_DAYS = "Шестидневка"
ADD_DAY_OFF = "Добавить выходной"
ADD_WORKDAY = "Добавить рабочий день"
ADD_HOLIDAY = "Добавить каникулы"
ADD_LEAVE = "Добавить отпуск"
REMOVE = "Убрать"

REFUSALS = {
    "rhythm_unclear": "Не получилось понять ритм. Прежний ритм остался. Напишите дни через "
    "запятую: «14, 3, 0, +2» — за 14 и 3 дня, в день срока и через 2 дня после.",
    "rhythm_long": "Так много напоминаний утомят. Прежний ритм остался. Не больше {steps} дней "
    "в ритме и не дальше {days} дней от срока.",
    "hour_quiet": "В это время бот молчит: напоминания приходят с {end}:00 до {start}:00. "
    "Ничего не изменилось.",
    "sunday": "По воскресеньям бот не пишет, поэтому рабочим воскресенье сделать нельзя.",
    "too_many_days": "Своих дней уже {limit}. Уберите лишние, потом добавьте новый.",
    "span_wrong": "Последний день должен быть не раньше первого, ещё не пройти и быть не дальше "
    "{days} дней от первого. Ничего не изменилось.",
}


def mine(hour: int, own: bool, roles: Sequence[str]) -> str:
    """My settings."""
    chosen = "выбрано Вами" if own else "как в школе"
    lines = ["🕒 " + b("Настройки"), "", f"Напоминания приходят в {hour}:00 ({chosen})."]
    lines += ["", "Роли:", *(f"• {esc(clip(role, 200))}" for role in roles)] if roles else []
    return tidy(fit(lines))


def my_hour(hour: int) -> str:
    return (
        f"🕒 {b('Время напоминаний')}\n\nСейчас в {hour}:00. "
        "Напоминания приходят одним сообщением в день. В котором часу удобно?"
    )


def hour(value: int, chosen: bool) -> str:
    """A caption of the hours."""
    return f"✅ {value}:00" if chosen else f"{value}:00"


def as_school(value: int) -> str:
    return f"Как в школе ({value}:00)"


def school(
    before: Sequence[int], after: Sequence[int], escalation: int, six_day: bool, staff: int,
    curators: int, quiet: tuple[int, int],
) -> str:  # fmt: skip
    """The school's settings."""
    lines = [
        "📅 " + b("Настройки школы"),
        "",
        f"Ритм: {rhythm(before, after)}; куратору — через {counted(escalation, *DAYS)} "
        "после срока, один раз.",
        f"Учебная неделя: {'шесть' if six_day else 'пять'} дней.",
        f"Напоминания в {staff}:00, кураторам в {curators}:00.",
        f"Тихое время: с {quiet[0]}:00 до {quiet[1]}:00 и воскресенья.",
    ]
    return tidy("\n".join(lines))


def rhythm(before: Sequence[int], after: Sequence[int]) -> str:
    """«за 14 и 3 дня, в день срока и через 2 дня после»."""
    ahead = [days for days in before if days]
    parts = []
    if ahead:
        parts.append(f"за {_listed(ahead)}")
    if 0 in before:
        parts.append("в день срока")
    if after:
        parts.append(f"через {_listed(after)} после")
    return ", ".join(parts) or "напоминаний нет"


def _listed(days: Sequence[int]) -> str:
    *first, last = days
    said = counted(last, *DAYS)
    return f"{', '.join(map(str, first))} и {said}" if first else said


def short_rhythm(before: Sequence[int], after: Sequence[int], chosen: bool) -> str:
    """A caption: «14, 3, 0, +2»."""
    text = ", ".join([*map(str, before), *(f"+{days}" for days in after)])
    return f"✅ {text}" if chosen else text


def choose_rhythm(before: Sequence[int], after: Sequence[int]) -> str:
    return tidy(
        f"🕒 {b('Ритм напоминаний')}\n\nСейчас: {rhythm(before, after)}.\n\n"
        "Числа — дни до срока, 0 — день срока, с плюсом — после него. Какой ритм подойдёт?"
    )


def ask_rhythm() -> str:
    return tidy(
        f"🕒 {b('Свой ритм')}\n\nНапишите дни через запятую, например: 14, 3, 0, +2 — "
        "за 14 и 3 дня, в день срока и через 2 дня после."
    )


def school_hour(value: int, curators: bool) -> str:
    whom = "Кураторам и директору" if curators else "Всем, кто не выбрал свой час,"
    return (
        f"🕒 {b('Час напоминаний')}\n\n{whom} напоминания приходят в {value}:00. "
        "В котором часу лучше?"
    )


def days(listed: bool) -> str:
    """The screen of days off."""
    head = f"📅 {b('Выходные и отпуск')}\n\n"
    usual = (
        "Праздники и переносы по производственному календарю бот знает сам. Здесь — дни, "
        "которые в Вашей школе считаются иначе. В отпуск учителям ничего не приходит."
    )
    return tidy(head + usual + ("\n\nНажмите на строку, чтобы убрать её." if listed else ""))


def day_line(day: date, works: bool, today: date) -> str:
    kind = "рабочий" if works else "выходной"
    return f"{dates.plain(day, today)} · {kind} · {REMOVE.lower()}"


def span_line(kind: str, first: date, last: date, today: date, usual: bool) -> str:
    name = "отпуск" if kind == "leave" else "каникулы"
    end = "обычный" if usual else REMOVE.lower()
    return f"{name}: {dates.plain(first, today)} — {dates.plain(last, today)} · {end}"


def which_day(works: bool) -> str:
    kind = "рабочим" if works else "выходным"
    return f"📅 {b('Выходные и отпуск')}\n\nКакой день сделать {kind}?"


def which_first(kind: str) -> str:
    name = "отпуска" if kind == "leave" else "каникул"
    return f"📅 {b('Выходные и отпуск')}\n\nПервый день {name}?"


def which_last(kind: str, first: date, today: date) -> str:
    name = "Отпуск" if kind == "leave" else "Каникулы"
    return f"📅 {b('Выходные и отпуск')}\n\n{name} с {dates.plain(first, today)}. Последний день?"
