"""A roadmap that was read and is not launched yet: what was found, its rows, its period."""

from collections.abc import Sequence
from datetime import date

from domain.deadlines import Kind, Period, Rule, Span
from domain.schoolyear import month_end
from texts import dates, imports, order
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

ROWS = ("строка", "строки", "строк")
STEPS = ("шаг", "шага", "шагов")
QUESTIONS = ("вопрос", "вопроса", "вопросов")
TITLE = 200

PERIOD = "Изменить период"
PERIOD_FIRST = "Выбрать период"
NEW_PERIOD = "Выбрать новый период"
OLD_ROWS = "Сделано раньше или не нужно"
TYPE_PERIOD = "Написать период"
ALL_ROWS = "Все строки"
REMARKED = "С замечаниями"
WHO_IS_WHO = "Кто есть кто"
SHEET = "Вопросы в Excel"
LAUNCH = "Запустить"
DELETE = "Удалить черновик"
DELETE_YES = "Да, удалить"
KEEP = "Оставить"
CHANGE_TERM = "Изменить срок"
CHANGE_WHO = "Изменить ответственных"
NOT_NEEDED = "Не нужно"
NEEDED = "Всё-таки нужно"
TO_DRAFT = "Открыть черновик"
OWN_ITEMS = "Мои дела"

REFUSALS = {
    "draft_launched": "Эта дорожная карта уже запущена, черновика больше нет. Откройте меню: "
    "там она целиком.",
    "period_unclear": "Период не понят, ничего не изменилось. Напишите, например, 2026-2027 "
    "или 01.09.2026 - 31.05.2027.",
    "term_unclear": "Срок не понят, ничего не изменилось. Напишите, например: до 20 мая 2027, "
    "октябрь 2026, ежемесячно, в течение года.",
    "past_unsettled": "Сначала решите, что делать со строками, у которых срок уже прошёл. "
    "Ничего не запущено.",
    "nobody_holds": "Такой роли пока ни у кого нет, ничего не изменилось. Выберите человека или "
    "сначала пригласите людей.",
    "pending_gone": "Этот файл уже не ждёт: он прикреплён или заменён другим. Пришлите его ещё "
    "раз.",
}


def decide(questions: int) -> str:
    """The caption of the likely act."""
    return f"Разобрать {counted(questions, *QUESTIONS)}"


def settle(count: int) -> str:
    return f"Прошедшие сроки: {counted(count, *ROWS)}"


def steps_caption(count: int) -> str:
    return f"Шаги ({count})"


def summary(
    *,
    title: str,
    school: str,
    period: str,
    rows: int,
    steps: int,
    dated: int,
    questions: int,
    past: int,
    proposed: int,
    remarked: int,
    unowned: int = 0,
    gone: int = 0,
    expired: bool = False,
    notes: Sequence[str] = (),
    replaced: bool = False,
    twin: bool = False,
    doubts: int = 0,
    kin: Sequence[str] = (),
) -> str:
    """What was found in the document and what is left to decide; nothing is sent before launch.

    `gone`: rows of which a part of the terms is over; `expired`: only the period is over.
    """
    found = counted(rows, *ROWS) + (f", {counted(steps, *STEPS)}" if steps else "")
    lines = [
        f"📋 Черновик · {esc(clip(school, TITLE))}",
        b(clip(title, 300)),
        "",
        f"Прочитано: {found}. Срок понятен: {dated} из {rows}.",
        f"Период: {period or 'пока не выбран'}.",
        *kin,
    ]
    if expired:
        lines.append("⚠️ Этот период уже прошёл.")
    elif past:
        lines.append(f"⚠️ Срок уже прошёл: {counted(past, *ROWS)}.")
    if unowned:
        lines.append(f"Без ответственного: {counted(unowned, *ROWS)}.")
    if gone:
        lines.append(f"Часть сроков уже прошла: {counted(gone, *ROWS)}.")
    if proposed:
        lines.append(f"Ответственные узнаны и ждут подтверждения: {proposed}.")
    if remarked:
        lines.append(f"Сроки с замечаниями: {counted(remarked, *ROWS)}.")
    if doubts:
        lines.append(order.remark(doubts))
    if replaced:
        lines.append("Прежний черновик заменён этим.")
    if twin:
        lines.append("⚠️ Этот же файл уже запущен: второй запуск повторит все дела.")
    if notes:
        lines += ["", "Обратите внимание:", *(f"• {esc(clip(note, 300))}" for note in notes)]
    if expired:
        lines += ["", "На какой период или учебный год её перенести?"]
    else:
        lines += ["", tidy(_what_now(questions, past, bool(period)))]
    return fit(lines)


def _what_now(questions: int, past: int, period: bool) -> str:
    if not period:
        return "За какой период эта дорожная карта?"
    if past:
        return "Сначала решим, что делать с прошедшими сроками."
    if questions:
        return (
            f"Осталось решить: {counted(questions, *QUESTIONS)}. Можно и запустить сразу: за то, "
            "что без ответственного, отвечает куратор."
        )
    return "Всё понятно. До кнопки «Запустить» никто ничего не получит."


def notes(remarks: Sequence[tuple[str, dict[str, str | int]]]) -> list[str]:
    """The reader's remarks in words."""
    return [imports.warning(code, data) for code, data in remarks]


def period(value: Period | None) -> str:
    """«2026–2027 учебный год», «январь 2022 — декабрь 2024»; empty without one."""
    if value is None:
        return ""
    first = value.first_school_year
    if first is not None:
        return f"{school_year(first)} учебный год"
    return _between(value)


def _between(value: Period) -> str:
    """The years always stand: a period is what other dates are understood by."""
    start, end = value.start, value.end
    if start.day == 1 and end == month_end(end):
        return " — ".join(f"{dates.month(day.month)} {day.year}" for day in (start, end))
    return f"{start:%d.%m.%Y} — {end:%d.%m.%Y}"


def school_year(first: int) -> str:
    return f"{first}–{first + 1}"


def found_period(value: Period) -> str:
    """The caption of the period that the rows show."""
    return f"По срокам строк: {_between(value)}"


def ask_period(title: str, now: str, found: bool, over: bool) -> str:
    """`over`: the present period has passed."""
    lines = [f"📅 Период · {esc(clip(title, 80))}", ""]
    passed = ", он уже прошёл" if over else ""
    lines.append(f"Сейчас: {esc(now)}{passed}." if now else "В документе период не назван.")
    if found:
        lines.append("Первая кнопка\N{NO-BREAK SPACE}— от первого до последнего срока в строках.")
    ask = "На какой период её перенести?" if over else "За какой период эта дорожная карта?"
    lines += ["", ask]
    return "\n".join(lines)


def ask_typed_period() -> str:
    return (
        "📅 Период\n\nНапишите, например: 2026-2027, или 2025-2027 гг., "
        "или 01.09.2026 - 31.05.2027."
    )


def upload(mine: bool) -> str:
    """What to send; `mine`: the person may upload at all."""
    if not mine:
        return "📋 Дорожную карту загружает куратор. Вы можете прислать сюда фото или файл к делу."
    return tidy(
        "📋 Загрузка дорожной карты\n\nПришлите сюда файл: документ Word (.docx), таблицу Excel "
        "(.xlsx), .odt, .csv или .txt. Столбцы могут стоять в любом порядке, главное — строка с "
        "их названиями. Нет документа? Начните с образца.\n\nПока Вы не нажмёте «Запустить», "
        "никто ничего не получит."
    )


def ask_delete(title: str) -> str:
    return (
        f"📋 {b(clip(title, 300))}\n\nУдалить черновик? Решения о сроках пропадут, а кто есть "
        "кто, бот запомнит. Сам файл можно прислать снова."
    )


def deleted() -> str:
    return "📋 Черновик удалён. Чтобы начать снова, пришлите файл."


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
