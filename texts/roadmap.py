"""A running roadmap in words: the overview, stages, lists, refusals."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.progress import Progress
from texts.closing import CLOSING_REFUSALS
from texts.html import b, clip, esc, fit
from texts.item_lines import Line, listed
from texts.plural import counted, plural
from texts.typography import tidy

ITEMS = ("пункт", "пункта", "пунктов")
DAYS = ("день", "дня", "дней")

BY_STAGE = "По этапам"
FIND = "Найти"
SHEET = "Таблица Excel"
ADD_ROW = "Добавить строку"
ADD_HERE = "Добавить строку сюда"
ALL_ITEMS = "Все пункты"
UPLOAD = "Загрузить дорожную карту"
FIND_AGAIN = "Искать другое"
FIRST_OF_MINE = "Открыть первое"

REFUSALS = {
    "not_launched": "Эта дорожная карта ещё не запущена: её пункты можно менять в черновике.",
    "closed": "Эта дорожная карта завершена: её можно только смотреть. Ничего не изменилось.",
    **CLOSING_REFUSALS,
}
NO_STAGE = "Вне этапов"


def no_roadmap(may_upload: bool, finished: int = 0) -> str:
    """`finished`: how many are over and can be looked at."""
    if finished and may_upload:
        return tidy(
            "📋 Дорожная карта\n\nСейчас ни одна карта не работает. Из завершённой можно сделать "
            "карту на следующий учебный год или загрузить новую файлом."
        )
    if finished:
        return "📋 Дорожная карта\n\nСейчас ни одна карта не работает."
    if may_upload:
        return "📋 Дорожная карта\n\nКарты пока нет. Загрузите её файлом Word или Excel."
    return "📋 Дорожная карта\n\nКарты пока нет. Когда куратор её запустит, она появится здесь."


def roadmaps(school: str, total: int, *, finished: bool = False) -> str:
    """The head of the list of roadmaps; they are buttons."""
    word = plural(total, "дорожная карта", "дорожные карты", "дорожных карт")
    head = f"📋 {b('Завершённые' if finished else 'Дорожные карты')} · {esc(clip(school, 200))}"
    if not total:
        return f"{head}\n\nПока ничего нет."
    return f"{head}\n\n{total}\u00a0{word}. Какую открыть?"


def finished_caption(count: int) -> str:
    return f"Завершённые ({count})"


def roadmap_caption(
    title: str, period: tuple[date | None, date | None], progress: Progress, closed: bool
) -> str:
    """«2026–2027 · 12 из 40 · Дорожная карта …»."""
    years = "–".join(dict.fromkeys(str(day.year) for day in period if day))
    parts = [years, f"{progress.done} из {progress.total}", "завершена" if closed else ""]
    return " · ".join([*filter(None, parts), clip(title, 40)])


def overview(
    *,
    title: str,
    school: str,
    progress: Progress,
    stages: Sequence[tuple[str, Progress]],
    current: int | None,
    closed: bool,
    kin: Sequence[str] = (),
) -> str:
    """Where the roadmap stands: the stage, this week, what is late, what has no date.

    `kin`: what it has to do with other roadmaps, as HTML.
    """
    lines = [_where(stages, current), b(clip(title, 300)), esc(clip(school, 200)), ""]
    lines.append(f"Выполнено {b(f'{progress.done} из {progress.total}')}{_percent(progress)}")
    if closed:
        lines += ["⏸ Карта завершена, её можно только смотреть", *kin]
        return fit([tidy(line) for line in lines])
    if current is not None and len(stages) > 1:
        lines.append(f"Сейчас: {esc(clip(stages[current][0] or NO_STAGE, 200))}")
    if progress.overdue:
        lines.append(f"⚠️ Срок прошёл: {counted(progress.overdue, *ITEMS)}")
    lines.append(_week(progress.due_this_week))
    if progress.undated:
        lines.append(f"Без срока: {counted(progress.undated, *ITEMS)}")
    return fit([tidy(line) for line in [*lines, *kin]])


def _where(stages: Sequence[tuple[str, Progress]], current: int | None) -> str:
    if current is None or len(stages) < 2:
        return "📋 Дорожная карта"
    there = stages[current][1]
    return (
        f"📋 Дорожная карта · Этап {current + 1} из {len(stages)} · {there.done} из {there.total}"
    )


def _percent(progress: Progress) -> str:
    return f" ({progress.percent}\u00a0%)" if progress.total else ""


def _week(due: int) -> str:
    return f"🕒 На этой неделе: {counted(due, *ITEMS)}" if due else "На этой неделе сроков нет"


def overdue_caption(count: int) -> str:
    return f"Просрочено ({count})"


def week_caption(count: int) -> str:
    return f"На этой неделе ({count})"


def undated_caption(count: int) -> str:
    return f"Без срока ({count})"


def stages(title: str, total: int) -> str:
    word = plural(total, "этап", "этапа", "этапов")
    return f"📋 {b('По этапам')} · {esc(clip(title, 200))}\n\n{total}\u00a0{word}. Какой открыть?"


def stage_caption(number: int, name: str, progress: Progress) -> str:
    """«3 · 4 из 7 · Название этапа», with a mark where something is late."""
    late = "⚠️ " if progress.overdue else ""
    whole = progress.total and progress.done == progress.total
    done = "✅ " if whole else late
    return f"{done}{number} · {progress.done} из {progress.total} · {clip(name or NO_STAGE, 40)}"


HEADS = {
    "o": "Срок прошёл",
    "w": "На этой неделе",
    "u": "Без срока",
    "a": "Все пункты",
    "s": "Этап",
}
EMPTY = {
    "o": "Просроченного нет.",
    "w": "На этой неделе сроков нет.",
    "u": "У каждого пункта есть срок.",
    "a": "Пунктов нет.",
    "s": "Пунктов нет.",
}


def item_list(
    which: str, heading: str, lines: Sequence[Line], first: int, total: int, today: date
) -> str:
    """A page of a roadmap's list; `first` is the number of its first line."""
    head = f"📋 {b(HEADS[which])}"
    if heading:
        head += f" · {esc(clip(heading, 200))}"
    if not total:
        return f"{head}\n\n{EMPTY[which]}"
    return fit([f"{head} · {counted(total, *ITEMS)}", "", *listed(lines, first, today)])


def mine(
    lines: Sequence[Line], first: int, total: int, counts: tuple[int, int], today: date
) -> str:
    """A page of what the person answers for; `counts`: overdue and this week."""
    if not total:
        return "📋 Мои дела\n\n✅ Сейчас за Вами ничего не числится."
    head = f"📋 {b('Мои дела')} · {counted(total, *ITEMS)}"
    overdue, week = counts
    told = [f"⚠️ срок прошёл: {overdue}"] if overdue else []
    told += [f"на этой неделе: {week}"] if week else []
    return fit([head, *([" · ".join(told)] if told else []), "", *listed(lines, first, today)])


def found(query: str, lines: Sequence[Line], first: int, total: int, today: date) -> str:
    head = f"📋 {b('Поиск')} · «{esc(clip(query, 100))}»"
    if not total:
        return f"{head}\n\nНичего не нашлось. Попробуйте начало слова или номер пункта."
    return fit([f"{head} · {counted(total, *ITEMS)}", "", *listed(lines, first, today)])


def ask_find() -> str:
    return "📋 Поиск\n\nНапишите слово из названия или номер пункта."


def ask_stage() -> str:
    return "📋 Новая строка\n\nВ какой этап её добавить?"


def ask_row(stage: str) -> str:
    """What to type for a new row."""
    place = f"\nЭтап: {esc(clip(stage, 200))}\n" if stage else ""
    return tidy(
        f"📋 Новая строка\n{place}\nНапишите мероприятие. Второй строкой можно добавить срок, "
        "например:\n\nКруглый стол наставников\nдо 20 мая"
    )


# --- the progress sheet: plain text -------------------------------------------------------------


def sheet_caption(title: str, progress: Progress) -> str:
    """What stands under the file."""
    lines = [f"📊 {b('Ход дорожной карты')}", esc(clip(title, 300)), ""]
    lines.append(f"Выполнено {progress.done} из {progress.total}{_percent(progress)}")
    if progress.overdue:
        lines.append(f"⚠️ Срок прошёл: {counted(progress.overdue, *ITEMS)}")
    return tidy("\n".join(lines))


def term_in_file(spans: Sequence[tuple[date | None, date | None]]) -> str:
    """The days that a term means, each span on its line; at most six."""
    said = [_span_in_file(*span) for span in spans[:6]]
    return "\n".join([*said, "…"] if len(spans) > 6 else said)


def _span_in_file(start: date | None, end: date | None) -> str:
    if start is None:
        return f"до {end:%d.%m.%Y}" if end else ""
    if end is None:
        return f"с {start:%d.%m.%Y}"
    return f"{start:%d.%m.%Y}" if start == end else f"{start:%d.%m.%Y} — {end:%d.%m.%Y}"


def late_in_file(days: int) -> str:
    return f"срок прошёл {counted(days, *DAYS)} назад"


def paper_in_file(title: str, day: date | None) -> str:
    return f"{title} от {day:%d.%m.%Y}" if day else title


def link_in_file(title: str, url: str) -> str:
    return f"{title}: {url}"


def clock_in_file(zone: str, offset: timedelta) -> str:
    """Which clock the time of the data is by."""
    if zone == "Europe/Moscow":
        return "московское время"
    hours = offset.total_seconds() / 3600
    return f"UTC{hours:+g}"
