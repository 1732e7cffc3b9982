"""Words of the papers of a roadmap and of the screens that lead to them."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from domain.deadlines import Span
from domain.planfact import Summary
from domain.progress import Progress
from domain.schoolyear import label, month_end, school_year
from domain.stretches import Stretch, Unit
from texts import dates
from texts.dates import month, month_genitive
from texts.html import b, clip, esc
from texts.plural import counted, plural
from texts.typography import tidy

NBSP: Final = "\u00a0"
SHORT_NAME: Final = 16

# --- the annex ----------------------------------------------------------------------------------

EMPTY_STAMP: Final = ("Приложение к приказу", "от «___» _________ 20__ г. № ____")
COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "number": "№",
        "stage": "Этап",
        "activity": "Мероприятие",
        "content": "Содержание",
        "deadline": "Срок",
        "responsible": "Ответственный",
        "result": "Результат",
        "done": "Отметка о выполнении",
    }
)


LASTING: Final = "постоянно"


def term(spans: Sequence[Span]) -> str:
    """The days of a term as a document writes them, always with their year; at most twelve."""
    said = [_span(*span) for span in spans[:12]]
    return "; ".join([*said, "…"] if len(spans) > 12 else said)


def _span(start: date | None, end: date | None) -> str:
    if start is None:
        return f"до {full(end)}" if end else ""
    if end is None:
        return f"с {full(start)}"
    if start == end:
        return full(start)
    if start.day == 1 and end == month_end(end):
        return _months(start, end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{full(end)}"
    return f"с {full(start)} по {full(end)}"


def _months(start: date, end: date) -> str:
    if start.year != end.year:
        return f"{_of(start)}{NBSP}— {_of(end)}"
    return _of(end) if start.month == end.month else f"{month(start.month)}—{_of(end)}"


def _of(day: date) -> str:
    """The line of a narrow column may break before the year."""
    return f"{month(day.month)} {day.year}{NBSP}г."


def full(day: date) -> str:
    """«31 марта 2027 г.», which stays on one line."""
    return f"{day.day}{NBSP}{month_genitive(day.month)}{NBSP}{day.year}{NBSP}г."


def people(names: Sequence[str], most: int = 8) -> str:
    """Those who answer for something; many of them are counted rather than named.

    A full name may go over the end of a line of its narrow column.
    """
    said = ", ".join(name if len(name) <= SHORT_NAME else _loose(name) for name in names[:most])
    return said if len(names) <= most else f"{said} и ещё {len(names) - most}"


def _loose(name: str) -> str:
    return name.replace(NBSP, " ")


# --- the statement ------------------------------------------------------------------------------

ITEMS: Final = ("пункт", "пункта", "пунктов")
OF_ITEMS: Final = ("пункта", "пунктов", "пунктов")
AT_ROWS: Final = ("строке", "строках", "строках")
DAYS: Final = ("день", "дня", "дней")

STATEMENT_HEAD: Final = "СПРАВКА\nо ходе выполнения дорожной карты (план/факт)"
TOTALS: Final = "Итоги"
PLAN_FACT: Final = "План и факт по пунктам"
PLAN_FACT_OF_PERIOD: Final = "План и факт по пунктам этого периода"
NO_ROWS: Final = "В этом периоде сроков не было и ничего не отмечено."
LATE: Final = "Просроченные пункты и причины"
NOTHING_LATE: Final = "Просроченных пунктов нет."
CONCLUSIONS: Final = "Выводы"
EMPTY_DATE: Final = "«___» _______________ 20___ г."

NUMBER: Final = "№"
ACTIVITY: Final = "Мероприятие"
TERM: Final = "Срок (план)"
OWNER: Final = "Ответственный"
FACT: Final = "Выполнено (факт)"
PROOF: Final = "Подтверждение"
DELAY: Final = "Отклонение, дней"
NOT_DONE: Final = "не выполнено"
STATUSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "done": "выполнено",
        "started": "в работе",
        "todo": "—",
        "overdue": "не выполнено",
        "ongoing": "ведётся",
        "waiting": "ждёт условия",
        "na": "не требуется",
    }
)


def statement_title(title: str) -> str:
    """For the properties of the file."""
    return f"Справка о ходе выполнения. {title}"


def period(first: date, last: date) -> str:
    return f"Период: с {full(first)} по {full(last)}"


def as_of(day: date) -> str:
    return f"Данные по состоянию на {full(day)}"


def purpose() -> str:
    return (
        "Цель: сопоставить плановые сроки дорожной карты с фактическим выполнением, "
        "назвать отставание и его причины."
    )


def basis(approval: Sequence[str], launched: date) -> str:
    """What the statement is founded on: the approval of the roadmap, or its launch."""
    words = " ".join(approval).split()
    # A stamp that is to be filled in by hand says nothing yet.
    dated = any(sign.isdigit() for word in words for sign in word)
    said = f"дорожная карта ({_small(words)})" if dated else "дорожная карта"
    return tidy(f"Основание: {said}, исполняется с {full(launched)}")


def _small(words: Sequence[str]) -> str:
    return " ".join([words[0].lower(), *words[1:]])


def standing(progress: Progress, day: date) -> str:
    """The whole roadmap as of a day, in words."""
    parts = [f"выполнено {progress.done}{_percent(progress)}"]
    parts += [f"в работе {progress.started}"] if progress.started else []
    parts += [f"с прошедшим сроком {progress.overdue}"] if progress.overdue else []
    parts += [f"без срока {progress.undated}"] if progress.undated else []
    na = f" Ещё {counted(progress.na, *ITEMS)} не требуется." if progress.na else ""
    return tidy(
        f"На {full(day)} в дорожной карте {counted(progress.total, *ITEMS)}: "
        f"{', '.join(parts)}.{na}"
    )


def of_period(told: Summary) -> str:
    """What fell into the period, and what came of it."""
    done = f"Всего отметок о выполнении за период: {told.done}."
    if not told.due:
        return f"Сроков в этом периоде не было. {done}"
    parts = [
        f"{words}{NBSP}— {number}"
        for words, number in (
            ("выполнено в срок", told.kept),
            ("выполнено позже", told.late),
            ("не выполнено", told.missed),
            ("ещё впереди", told.ahead),
        )
        if number
    ]
    return f"Сроков в этом периоде: {told.due}. Из них {', '.join(parts)}. {done}"


def planned(starts: date | None, due: date | None, written: str) -> str:
    """A term of the plan; without days it is in the words of the document."""
    if due is None:
        return written or "не назван"
    if starts is None:
        return f"до {due:%d.%m.%Y}"
    return f"{due:%d.%m.%Y}" if starts == due else f"{starts:%d.%m.%Y}{NBSP}– {due:%d.%m.%Y}"


def done_on(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else "выполнено ранее"


def part(closed: int, total: int) -> str:
    return f"{closed} из {total}"


def delay(days: int | None) -> str:
    """Over zero late, under zero early."""
    if days is None:
        return "—"
    return f"+{days}" if days > 0 else f"−{-days}" if days else "0"


def late(number: str, title: str, due: date, days: int, owner: str, reason: str) -> str:
    """One overdue item with what is known of the reason."""
    who = f" Ответственный: {owner}." if owner else ""
    why = f"Причина: {_stop(reason)}" if reason else "Причина не указана."
    term = f"срок до {due:%d.%m.%Y}, просрочено на {counted(days, *DAYS)}"
    return tidy(f"{_named(number, title)} — {term}.{who} {why}")


def _named(number: str, title: str) -> str:
    """«Приказ о кураторе (пункт 1.2)»: the number of a list stands before it."""
    bare = title.rstrip(" .")
    return f"{bare} (пункт{NBSP}{number})" if number else bare


def _stop(text: str) -> str:
    """A sentence that ends; lines of a note follow each other."""
    said = "; ".join(line.strip().rstrip(".;") for line in text.splitlines() if line.strip())
    return f"{said}."


def share_done(progress: Progress) -> str:
    if progress.total and progress.done == progress.total:
        return "Дорожная карта выполнена полностью."
    return (
        f"Выполнено {progress.done} из {counted(progress.total, *OF_ITEMS)} "
        f"дорожной карты{_percent(progress)}."
    )


def in_time(told: Summary) -> str:
    over = told.kept + told.late + told.missed
    if not over:
        return "Сроки этого периода ещё впереди."
    if told.kept == over:
        return "Все наступившие сроки этого периода соблюдены."
    terms = plural(over, "наступившего срока", "наступивших сроков", "наступивших сроков")
    return f"Из {over}{NBSP}{terms} этого периода соблюдено {told.kept}."


def worst(number: str, title: str, days: int, many: int) -> str:
    """The biggest delay; `many`: how many items are late."""
    named = _named(number, title)
    if many == 1:
        return tidy(f"Просрочен один пункт: {named} — на {counted(days, *DAYS)}.")
    return tidy(
        f"Просрочено {counted(many, *ITEMS)}, больше всего — на {counted(days, *DAYS)}: {named}."
    )


def unproved(many: int) -> str:
    word = plural(many, "выполненному пункту", "выполненным пунктам", "выполненным пунктам")
    return f"К {many}{NBSP}{word} подтверждение не приложено."


def ahead(progress: Progress) -> str:
    left = progress.total - progress.done
    undated = f", из них без срока{NBSP}— {progress.undated}" if progress.undated else ""
    return f"Осталось выполнить {counted(left, *ITEMS)}{undated}."


def _percent(progress: Progress) -> str:
    return f" ({progress.percent}{NBSP}%)" if progress.total else ""


# --- the screens --------------------------------------------------------------------------------

STATEMENT: Final = "Справка о выполнении"
ANNEX: Final = "Приложение к приказу (Word)"
PAST_SHEET: Final = "Таблица на прошлую дату"
OWN_PERIOD: Final = "Свои даты"
AS_OF_TODAY: Final = "По состоянию на сегодня"
AS_OF_OTHER: Final = "На другой день"
OTHER_PERIOD: Final = "Другой период"
OTHER_PAST_DAY: Final = "Другая дата"
ANNEX_NAME: Final = "Приложение к приказу"
PROGRESS_NAME: Final = "Ход дорожной карты"
TITLE: Final = 300

REFUSALS = {
    "as_of_future": "Этот день ещё не закончился. Выберите сегодняшний или прошедший день.",
    "as_of_before": "Карта ведётся в боте с {day}: о более ранних днях данных нет. "
    "Выберите этот день или любой после него.",
    "period_reversed": "Период заканчивается раньше, чем начинается. Выберите даты ещё раз.",
}


def ask_period(title: str) -> str:
    return f"📊 {b(STATEMENT)}\n{esc(clip(title, TITLE))}\n\nЗа какой период?"


def ask_first(title: str) -> str:
    return f"📊 {b(STATEMENT)}\n{esc(clip(title, TITLE))}\n\nС какого дня?"


def ask_last(title: str, first: date) -> str:
    head = f"📊 {b(STATEMENT)}\n{esc(clip(title, TITLE))}"
    return f"{head}\nНачало: {esc(full(first))}\n\nПо какой день?"


def ask_as_of(title: str) -> str:
    return tidy(
        f"📊 {b(STATEMENT)}\n{esc(clip(title, TITLE))}\n\n"
        "По состоянию на какой день? Данные будут такими, какими были к его концу."
    )


def ask_past(title: str, since: date, today: date) -> str:
    """Which past day the progress sheet is wanted of."""
    return tidy(
        f"📊 {b(PAST_SHEET)}\n{esc(clip(title, TITLE))}\n\n"
        f"Данные есть с {esc(dates.plain(since, today))}. На конец какого дня?"
    )


def no_past(title: str) -> str:
    return tidy(
        f"📊 {b(PAST_SHEET)}\n{esc(clip(title, TITLE))}\n\n"
        "Карта запущена сегодня, прошлых дней у неё ещё нет. Завтра здесь можно будет выбрать "
        "сегодняшний."
    )


def stretch(one: Stretch, today: date) -> str:
    """The caption of a period."""
    if one.unit is Unit.MONTH:
        year = "" if school_year(one.first) == school_year(today) else f" {one.first.year}"
        return f"{month(one.first.month).capitalize()}{year}"
    if one.unit is Unit.TERM:
        return f"{one.number}-я четверть"
    if one.unit is Unit.QUARTER:
        return f"{_ROMAN[one.number]} квартал {one.first.year}"
    if one.unit is Unit.HALF:
        return f"{one.number}-е полугодие"
    if one.unit is Unit.YEAR:
        return f"Учебный год {label(school_year(one.first)).replace('-', '–')}"
    return "Со дня запуска"


_ROMAN = ("", "I", "II", "III", "IV")


def day_caption(day: date, today: date) -> str:
    return dates.plain(day, today)


def statement_caption(
    title: str, first: date, last: date, day: date, told: tuple[Progress, Summary]
) -> str:
    """What stands under the statement: the same numbers."""
    progress, summary = told
    lines = [
        f"📊 {b(STATEMENT)}",
        esc(clip(title, TITLE)),
        f"С {esc(full(first))} по {esc(full(last))}, данные на {esc(full(day))}",
        "",
        esc(standing(progress, day)),
        esc(of_period(summary)),
    ]
    return tidy("\n".join(lines))


def annex_caption(title: str, terms: int, owners: int) -> str:
    """What stands under the annex: what of it differs from the document."""
    lines = [f"📎 {b('Приложение к приказу')}", esc(clip(title, TITLE)), ""]
    changed = [
        f"{what}{NBSP}— в{NBSP}{counted(many, *AT_ROWS)}"
        for what, many in (("сроки", terms), ("ответственные", owners))
        if many
    ]
    if changed:
        lines.append(f"Отличия от документа: {', '.join(changed)}.")
    else:
        lines.append("Сроки и ответственные — как в документе.")
    lines.append("Проверьте номер и дату приказа в шапке.")
    return tidy("\n".join(lines))


def past_caption(title: str, day: date, told: Progress) -> str:
    """What stands under the sheet of a past day."""
    return tidy(
        f"📊 {b('Ход дорожной карты')}\n{esc(clip(title, TITLE))}\n\n{esc(standing(told, day))}"
    )
