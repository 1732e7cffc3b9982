"""What counts as satisfied, and from which sums on a level is reached: the school's own choice."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.survey_results import figure
from texts.typography import tidy

LEVELS: Final = {
    "optimal": "оптимальный уровень",
    "acceptable": "допустимый уровень",
    "insufficient": "недостаточный уровень",
}
SET: Final = "Пороги уровней"
USUAL: Final = "Вернуть обычные пороги"
_STATEMENTS: Final = ("утверждению", "утверждениям", "утверждениям")


def level(key: str) -> str:
    return LEVELS.get(key, key)


# -- the sum ----------------------------------------------------------------------------------


def score(
    n: int, mean: float | None, most: int, rows: int, reached: Sequence[tuple[str, int]],
    leasts: Mapping[str, int],
) -> list[str]:  # fmt: skip
    """Of a scored matrix; says of what the sum is made, for it is of different statements."""
    head = f"Сумма баллов по {counted(rows, *_STATEMENTS)} вместе"
    if n == 1 and mean is not None:
        key = next((key for key, count in reached if count), "")
        told = [f"{head}: {figure(mean)} из {most} — {level(key)}."]
    else:
        told = [f"{head}, анкет: {n}."]
        told += [f"В среднем {figure(mean)} из {most}."] if mean is not None else []
        told.append("; ".join(f"{level(key)}: {count}" for key, count in reached) + ".")
    return [tidy(each) for each in [*told, f"Пороги: {thresholds(leasts)}."]]


def thresholds(leasts: Mapping[str, int]) -> str:
    """«оптимальный уровень от 15, допустимый уровень от 9, недостаточный уровень ниже»."""
    *upper, lowest = leasts
    return ", ".join([*(f"{level(key)} от {leasts[key]}" for key in upper),
                      f"{level(lowest)} ниже"])  # fmt: skip


def how(rows: int, most: int, leasts: Mapping[str, int], *, usual: bool) -> str:
    whose = "обычные" if usual else "заданы школой"
    return tidy(
        f"Сумма баллов складывается по {counted(rows, *_STATEMENTS)} таблицы: это одно число из "
        f"разных утверждений, не больше {most}. Берутся только анкеты, где отвечены все строки. "
        f"Пороги ({whose}): {thresholds(leasts)}."
    )


# -- setting the levels -----------------------------------------------------------------------


def scale(
    title: str, rows: int, top: int, levels: Sequence[tuple[str, int, int]],
    changes: Sequence[str],
) -> str:  # fmt: skip
    """`levels`: key, threshold, the usual one; from the highest down."""
    lines = [
        f"{level(key).capitalize()}: от {least}"
        + ("" if least == usual else f" (обычно от {usual})")
        for key, least, usual in levels
    ]
    return fit([
        tidy(f"{b(SET)} · {esc(clip(title, 100))}"),
        tidy(f"Сумма баллов по {counted(rows, *_STATEMENTS)}, от 0 до {top}."),
        *map(esc, map(tidy, lines)),
        "Пороги действуют для всей школы и для прежних итогов тоже.",
        *(["", "Что меняли:", *map(esc, changes)] if changes else []),
    ])  # fmt: skip


def change_line(day: date, today: date, who: str, leasts: Mapping[str, int]) -> str:
    told = ", ".join(f"{level(key)} от {least}" for key, least in leasts.items())
    return tidy(f"{dates.plain(day, today)}{', ' + who if who else ''}: {told}")


def level_button(key: str, least: int) -> str:
    return f"{level(key).capitalize()}: {least}"


def ask_level(key: str, least: int, usual: int, low: int, high: int) -> str:
    return fit([
        b(SET),
        tidy(f"{level(key).capitalize()}: сейчас от {least}, обычно от {usual}."),
        tidy(f"С какой суммы баллов его считать? Напишите целое число от {low} до {high}."),
    ])  # fmt: skip


# -- who is satisfied -------------------------------------------------------------------------


def ask_threshold(least: int) -> str:
    return fit([
        b("Кто доволен"),
        f"Сейчас считаем довольными тех, кто поставил {least} и выше из 10. С какой оценки "
        "считать? Это для всех анкет школы; закрытые безымянные не пересчитываются.",
    ])  # fmt: skip


def threshold_button(least: int) -> str:
    return f"Довольны: от {least} из 10"


def threshold_choice(least: int, *, now: bool) -> str:
    return f"✅ {least}" if now else str(least)


def threshold_set(least: int) -> str:
    return f"Довольные теперь: от {least} из 10"
