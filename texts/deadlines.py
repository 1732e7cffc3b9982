"""What the bot says about a term that it has read: the meaning and what should be checked."""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from domain.deadlines import Deadline, Kind, MonthDay, Rule, Slot, Span, Warning_
from texts.plural import plural

_KINDS = {
    Kind.DATES: "даты",
    Kind.CONTINUOUS: "постоянно",
    Kind.RECURRING: "повторяется",
    Kind.ON_CONDITION: "по условию",
    Kind.NONE: "срока нет",
}
_RULES = {
    Rule.YEARLY: "каждый год",
    Rule.QUARTERLY: "каждую четверть или квартал",
    Rule.MONTHLY: "каждый месяц",
    Rule.WEEKLY: "каждую неделю",
    Rule.DAILY: "каждый день",
}
_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_WEEKDAYS = (
    ("в", 0, "понедельник"), ("во", 0, "вторник"), ("в", 1, "среду"), ("в", 0, "четверг"),
    ("в", 1, "пятницу"), ("в", 1, "субботу"), ("в", 2, "воскресенье"),
)  # fmt: skip
_EVERY = ("каждый", "каждую", "каждое")
_ORDERS = {
    1: ("первый", "первую", "первое"),
    2: ("второй", "вторую", "второе"),
    3: ("третий", "третью", "третье"),
    4: ("четвёртый", "четвёртую", "четвёртое"),
    -1: ("последний", "последнюю", "последнее"),
}
_UNITS = {
    "year": ("в год", "лет"),
    "quarter": ("в квартал", "кварталов"),
    "term": ("в четверть", "четвертей"),
    "half": ("в полугодие", "полугодий"),
    "trimester": ("в триместр", "триместров"),
    "month": ("в месяц", "месяцев"),
    "week": ("в неделю", "недель"),
    "day": ("в день", "дней"),
}

BAD_SCHOOL_YEAR = "bad_school_year"


def warning(told: Warning_) -> str:
    """One sentence for a message, HTML-escaped."""
    return escape(plain_warning(told), quote=False)


def plain_warning(told: Warning_) -> str:
    """The same sentence for a file, a terminal or JSON."""
    return _SENTENCES[told.code](*told.data)


def describe(deadline: Deadline) -> str:
    """The meaning of a term in a few plain lines, for the command line."""
    lines = [f"Вид: {_KINDS[deadline.kind]}"]
    if deadline.rule is not None:
        days = "".join(f", {_slot(slot)}" for slot in deadline.slots)
        lines.append(f"Как часто: {_RULES[deadline.rule]}{days}")
    if deadline.months:
        names = ", ".join(_MONTHS[month - 1] for month in deadline.months)
        lines.append(f"Месяцы: {names}")
    lines.extend(f"Срок: {_span(span)}" for span in deadline.spans)
    lines.extend(f"Без года: {_month_days(pair)}" for pair in deadline.md)
    if deadline.needs_year:
        lines.append("Год не назван: укажите учебный год, например 2022-2023.")
    lines.extend(f"Проверьте: {plain_warning(told)}" for told in deadline.warnings)
    return "\n".join(lines)


def repeats(often: str, slots: Sequence[Slot]) -> str:
    """«каждую среду», «каждую неделю: в понедельник и в четверг», «каждый месяц: до 5 числа».

    `often` is how often it comes where the days are not named.
    """
    if len(slots) == 1 and slots[0].weekday is not None and not slots[0].n:
        _, gender, day = _WEEKDAYS[slots[0].weekday]
        return f"{_EVERY[gender]} {day}"
    *most, last = [_slot(slot) for slot in slots] or [""]
    days = f"{', '.join(most)} и {last}" if most else last
    return f"{often}: {days}" if days else often


def _slot(slot: Slot) -> str:
    """«в пятницу», «в последнюю пятницу», «до 5 числа», «20 числа», «в последние 7 дней»."""
    if slot.weekday is not None:
        first, gender, day = _WEEKDAYS[slot.weekday]
        order = f"{_ORDERS[slot.n][gender]} " if slot.n else ""
        return f"{_before(order) if order else first} {order}{day}"
    if slot.first == slot.last:
        return "в последний день" if slot.first == -1 else f"{slot.first} числа"
    if slot.first < 0:
        return f"в последние {-slot.first} {plural(-slot.first, 'день', 'дня', 'дней')}"
    if slot.last == -1:
        return f"с {slot.first} числа до конца"
    return f"до {slot.last} числа" if slot.first == 1 else f"с {slot.first} по {slot.last} число"


def _before(order: str) -> str:
    return "во" if order.startswith("вто") else "в"


def bad_school_year(text: str) -> str:
    return f"Учебный год «{text}» не прочитан. Напишите, например, 2022-2023."


def _span(span: Span) -> str:
    start, end = (day.strftime("%d.%m.%Y") if day is not None else "" for day in span)
    return _from_to(start, end)


def _month_days(pair: MonthDay) -> str:
    start, end = (f"{day[3:]}.{day[:2]}" if day is not None else "" for day in pair)
    return _from_to(start, end)


def _from_to(start: str, end: str) -> str:
    if not start:
        return f"до {end}"
    if not end:
        return f"с {start}"
    return start if start == end else f"{start} — {end}"


def _typo(written: str, meant: str) -> str:
    return f"«{written}» понято как «{meant}»."


def _impossible(written: str) -> str:
    return f"Такой даты нет: «{written}». Исправьте её."


def _outside(start: str, end: str) -> str:
    span = (_day(start), _day(end))
    return f"Срок не попадает в период дорожной карты: {_span(span)}. Проверьте год."


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _lone_august(year: str) -> str:
    if year:
        return f"Август отнесён к началу учебного года: {year}. Проверьте год."
    return "Август бывает перед учебным годом и после него. Проверьте год."


def _frequency(times: str, every: str, unit: str) -> str:
    """Reminders know only «every day, week, month, quarter, year»."""
    often, units = _UNITS[unit]
    if every != "1":
        return f"Повторяется раз в несколько {units} ({every}): напоминания настройте сами."
    return f"Нужно больше одного раза {often} ({times}), а напоминание придёт один раз."


def _same_day(day: str) -> str:
    return f"После «далее» взято то же число каждого месяца: {day}. Проверьте."


def _assumed(parts: str) -> str:
    return f"Даты {parts} взяты примерные. Проверьте и при необходимости укажите даты."


def _always(text: str) -> Callable[..., str]:
    return lambda: text


_SENTENCES: dict[str, Callable[..., str]] = {
    "typo": _typo,
    "impossible_date": _impossible,
    "outside_period": _outside,
    "lone_august": _lone_august,
    "frequency": _frequency,
    BAD_SCHOOL_YEAR: bad_school_year,
    "not_understood": lambda rest: f"Не удалось понять: «{rest}».",
    "reversed_range": lambda written: f"Начало позже конца: «{written}». Исправьте срок.",
    "before_beginning": lambda written: f"«{written}» понято как «до начала», а не «до конца».",
    "default_quarters": _always(_assumed("четвертей")),
    "default_trimesters": _always(_assumed("триместров")),
    "default_breaks": _always(_assumed("каникул")),
    "season": _always("Время года понято как три календарных месяца. Проверьте даты."),
    "end_of_part": _always(
        "Напоминание придёт к концу каждого такого отрезка, а не к названным в нём дням."
    ),
    "several_repeats": _always("Названо несколько повторов. Напоминания идут по первому из них."),
    "same_day_later": _same_day,
    "same_weekday_later": _always("После «далее» взят тот же день недели. Проверьте."),
    "first_date": _always("О первой дате отдельного напоминания не будет. Проверьте срок."),
    "ambiguous_years": _always("Два года прочитаны как учебный год с сентября по май."),
    "ambiguous_year": _always("«Год» прочитан как учебный, а не календарный."),
    "approximate": _always("Начало, середина или конец поняты приблизительно."),
    "halves_assumed": _always("Два раза в год: по одному в каждом полугодии."),
    "condition_beside_dates": _always("Рядом с датой названо условие. Напоминания идут по дате."),
    "continuous_beside_dates": _always(
        "Рядом с датой сказано «постоянно» или «в течение». Напоминания идут по дате."
    ),
}
