"""Words that stand in the pictures (plain text), and the captions that say the same."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

STAGES: Final = "Выполнение по этапам"
GANTT: Final = "План по месяцам"
BURNDOWN: Final = "Сколько осталось"
WHOLE: Final = "Вся дорожная карта"
NO_STAGE: Final = "Вне этапов"
DONE: Final = "выполнено"
LATE: Final = "срок прошёл"
AHEAD: Final = "впереди"
FACT: Final = "осталось на деле"
PLAN: Final = "должно остаться по срокам"
STATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "done": "выполнено",
        "started": "в работе",
        "todo": "не начато",
        "overdue": "срок прошёл",
        "ongoing": "постоянно",
        "waiting": "ждёт условия",
        "na": "не требуется",
    }
)
_STAGES = ("этап", "этапа", "этапов")
_TERMS = ("срок", "срока", "сроков")
_MONTHS = (
    "янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
)  # fmt: skip


def numbers(done: int, total: int, overdue: int) -> str:
    """«3 из 8», and how much of it is late."""
    if not total:
        return "не требуется"
    late = f" · просрочено {overdue}" if overdue else ""
    return f"{done} из {total}{late}"


def more_stages(count: int) -> str:
    return f"Ещё {counted(count, *_STAGES)}"


def as_of(day: date) -> str:
    return f"Данные на {day:%d.%m.%Y}"


def part(stage: str, start: int, shown: int, total: int) -> str:
    """Which of the bars a picture shows: «Этап …, 1–20 из 51»."""
    range_ = f"{start}–{start + shown - 1} из {total}" if shown < total else ""
    return ", ".join(filter(None, (stage, range_)))


def today(day: date) -> str:
    return f"сегодня, {day.day} {dates.month_genitive(day.month)}"


def month(first: date, *, with_year: bool) -> str:
    name = _MONTHS[first.month - 1]
    return f"{name} {first.year}" if with_year else name


def left(count: int) -> str:
    return f"осталось {count}"


def term(spans: Sequence[tuple[date | None, date | None]], *, lasting: bool, years: bool) -> str:
    """The term in a few signs: «до 09.10», «01.10–15.11», «5 сроков»; with the years of days
    where the months alone would not do."""
    if lasting:
        return "постоянно"
    if not spans:
        return "без срока"
    if len(spans) > 1:
        return counted(len(spans), *_TERMS)
    return _span(*spans[0], "%d.%m.%y" if years else "%d.%m")


def _span(start: date | None, end: date | None, form: str) -> str:
    first = start.strftime(form) if start else ""
    last = end.strftime(form) if end else ""
    if not first:
        return f"до {last}" if last else "без срока"
    if not last:
        return f"с {first}"
    return first if start == end else f"{first}–{last}"


# --- the screens: HTML --------------------------------------------------------------------------

PICTURES: Final = "Картинки"
BY_STAGE: Final = "Ход по этапам"
BY_MONTH: Final = "План по месяцам"
HOW_MUCH: Final = "Сколько осталось"
FILE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"stages": "stages.png", "gantt": "plan.png", "burndown": "left.png"}
)
CAPTION_LIMIT = 1024
_ITEMS = ("пункт", "пункта", "пунктов")
_NAMED = 3  # rows that a caption names


def ask(title: str) -> str:
    return f"📊 {b('Картинки')} · {esc(clip(title, 200))}\n\nЧто показать?"


def stages_caption(title: str, stages: Sequence[tuple[str, int, int, int]]) -> str:
    """The same in words: all of it, then the stages with something late, then the others."""
    done, total = sum(one[1] for one in stages), sum(one[2] for one in stages)
    lines = [*_head(STAGES, title), _done(done, total, sum(one[3] for one in stages))]
    ordered = sorted(stages, key=lambda stage: not stage[3])
    lines += [f"• {esc(clip(name or NO_STAGE, 90))}: {numbers(*of)}" for name, *of in ordered]
    return fit([tidy(line) for line in lines], CAPTION_LIMIT)


def gantt_caption(
    title: str,
    part_of: str,
    counts: tuple[int, int, int],
    late: Sequence[str],
    ahead: Sequence[tuple[str, date]],
    today: date,
) -> str:
    """`counts`: done, all, overdue; `late`: what is overdue of what is shown, `ahead`: what is
    still to be done with its last day, the nearest first."""
    lines = [*_head(GANTT, title), *([esc(clip(part_of, 200))] if part_of else []), _done(*counts)]
    if late:
        lines += ["", "⚠️ Срок прошёл:", *(f"• {esc(clip(one, 90))}" for one in late[:_NAMED])]
        lines += [f"и ещё {len(late) - _NAMED}"] if len(late) > _NAMED else []
    if ahead:
        lines += ["", "Ближайшие сроки:"]
        lines += [
            f"• {esc(clip(one, 90))}: до {dates.plain(day, today)}" for one, day in ahead[:_NAMED]
        ]
    return fit([tidy(line) for line in lines], CAPTION_LIMIT)


def burndown_caption(title: str, left_now: int, planned: int, total: int) -> str:
    lines = [*_head(BURNDOWN, title), f"Осталось {b(f'{left_now} из {total}')}."]
    if left_now > planned:
        lines.append(f"По срокам осталось бы {planned}: отстаём на {left_now - planned}.")
    elif left_now < planned:
        lines.append(f"По срокам осталось бы {planned}: опережаем на {planned - left_now}.")
    else:
        lines.append("Идём точно по срокам.")
    return fit([tidy(line) for line in lines], CAPTION_LIMIT)


def _head(name: str, title: str) -> list[str]:
    return [f"📊 {b(name)}", esc(clip(title, 200)), ""]


def _done(done: int, total: int, late: int) -> str:
    """«Выполнено 3 из 8, просрочено 2 пункта»."""
    said = f"Выполнено {b(f'{done} из {total}')}"
    return f"{said}, просрочено: {counted(late, *_ITEMS)}" if late else said


def stage_caption(number: int, name: str) -> str:
    """A button that opens the plan of one stage."""
    return f"{number} · {clip(name or NO_STAGE, 50)}"
