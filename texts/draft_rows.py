"""Rows of a draft and their terms in words."""

from collections.abc import Sequence
from datetime import date

from domain.deadlines import Kind, Rule, Span
from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

ROWS = ("строка", "строки", "строк")
STEPS = ("шаг", "шага", "шагов")
TITLE = 200
CHANGE_TERM = "Изменить срок"
CHANGE_WHO = "Изменить ответственных"
NOT_NEEDED = "Не нужно"
NEEDED = "Всё-таки нужно"


def steps_caption(count: int) -> str:
    return f"Шаги ({count})"


def row_list(title: str, total: int, remarked: bool) -> str:
    what = "Строки с замечаниями" if remarked else "Все строки"
    head = f"📋 {what} · {esc(clip(title, 80))}"
    if not total:
        return f"{head}\n\nТаких строк нет."
    return f"{head}\n\n{counted(total, *ROWS)}. Откройте строку, чтобы посмотреть или изменить."


def step_list(label: str, total: int) -> str:
    return (
        f"📋 Шаги · {esc(clip(label, TITLE))}\n\n{counted(total, *STEPS)}. "
        "У шага могут быть свой срок и свой ответственный."
    )


def row_caption(label: str, mark: str) -> str:
    """A row in the list; `mark`: "open" | "done" | "na" | ""."""
    head = {"open": "⚠️ ", "done": "✅ ", "na": "⏸ "}.get(mark, "")
    return head + label


def who(entry: str, now: str) -> str:
    """An entry of the document and whom it means; plain."""
    return f"{clip(entry, 120)}: {now or 'пока неизвестно, кто это'}"


def card(
    *,
    place: str,
    title: str,
    written: str | None,
    understood: str,
    remarks: Sequence[str],
    people: Sequence[str],
    result: str | None,
    content: str | None,
    steps: int,
    uniform: bool,
    status: str,
    gone: str = "",
) -> str:
    """A row as written and as understood. `people` are finished lines, not yet escaped."""
    lines = [f"📋 {esc(clip(place or 'Строка черновика', TITLE))}", b(clip(title, 700)), ""]
    if status in _STATUS:
        lines.append(_STATUS[status])
    lines.append(f"Срок в документе: {esc(clip(written, 300)) if written else 'не указан'}")
    lines.append(f"Понято так: {esc(understood)}")
    lines += [f"⚠️ {remark}" for remark in remarks[:3]]
    if gone:
        lines.append(f"⚠️ Уже прошло, напоминаний не будет: {esc(gone)}")
    lines.append("Отвечает:" if people else "Отвечает: куратор, пока никто не назван")
    lines += [f"• {esc(clip(line, 250))}" for line in people[:8]]
    if result:
        lines.append(f"Результат: {esc(clip(result, 300))}")
    if content:
        lines.append(f"Содержание: {esc(clip(content, 500))}")
    if steps:
        same = "срок и ответственные у них такие же" if uniform else "у некоторых всё своё"
        lines.append(f"Внутри: {counted(steps, *STEPS)}, {same}.")
    return fit([tidy(line) for line in lines])


_STATUS = {
    "done": "✅ Сделано раньше",
    "na": "⏸ Не нужно: в счёт не идёт",
}
_RULES = {
    Rule.YEARLY: "каждый год",
    Rule.QUARTERLY: "каждый квартал",
    Rule.MONTHLY: "каждый месяц",
    Rule.WEEKLY: "каждую неделю",
    Rule.DAILY: "каждый день",
}
_SHOWN_SPANS = 4


def term(
    kind: Kind, spans: Sequence[Span], rule: Rule | None, today: date, *, decided: bool = True
) -> str:
    """A term as the program understands it, in one plain line."""
    if not decided:
        return "пока не решено"
    when = days(spans, today)
    if kind is Kind.CONTINUOUS:
        return "постоянно" + (f" ({when})" if when else "")
    if kind is Kind.RECURRING:
        often = _RULES[rule] if rule else "повторяется"
        return f"{often}: {when}" if when else often
    if kind is Kind.ON_CONDITION:
        return "когда наступит условие" + (f" ({when})" if when else "")
    return when or "без срока"


_TERMS = ("срок", "срока", "сроков")


def days(spans: Sequence[Span], today: date) -> str:
    """«сентябрь 2022, декабрь 2022 и ещё 3 срока»; empty without any."""
    said = ", ".join(dates.span(start, end, today) for start, end in spans[:_SHOWN_SPANS])
    rest = len(spans) - _SHOWN_SPANS
    return f"{said} и ещё {counted(rest, *_TERMS)}" if rest > 0 else said


def moved(
    label: str, before: Sequence[Span], left: Sequence[Span], gone: Sequence[Span], today: date
) -> str:
    """What became of a row's several terms when they were moved, plain."""
    now = f"{clip(label, 90)}: {days(before, today)} → {days(left, today)}"
    return f"{now}; уже прошло: {days(gone, today)}" if gone else now
