"""Words of the statement of what is done."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from domain.planfact import Summary
from domain.progress import Progress
from texts.paper_cells import NBSP, full
from texts.plural import counted, plural
from texts.typography import tidy

ITEMS: Final = ("пункт", "пункта", "пунктов")
OF_ITEMS: Final = ("пункта", "пунктов", "пунктов")
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
