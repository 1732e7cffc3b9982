"""Before and after: the same scales of the same people, and what is compared with what."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.survey.statistics import Compared
from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.survey_results import PEOPLE, figure
from texts.typography import tidy

CHANGES: Final = "До и после"
COMPARE: Final = "С чем сравнить"
WITH_NOTHING: Final = "Ни с чем не сравнивать"
CHANGES_FILE: Final = "do-i-posle.png"
BEFORE_MARK, AFTER_MARK = "до", "после"


def changes(
    title_before: str, title: str, before: int, after: int, matched: int, lines: Sequence[str]
) -> str:
    parts = [
        b("До и после"),
        esc(tidy(f"«{clip(title_before, 80)}» — «{clip(title, 80)}»")),
        f"До ответили {before}, после {after}, оба раза {matched}. Сравниваем только тех, кто "
        "ответил оба раза, и каждый вопрос отдельно.",
    ]
    if not lines:
        parts.append("Пока никто не ответил на одну и ту же шкалу оба раза.")
    return fit([*parts, *lines])


def change(text: str, found: Compared, *, better: bool) -> str:
    """One scale: means of enough people, counts of any. `better`: higher is improved; of a scale
    of the school's own nobody knows which end is the better one."""
    means = ""
    if found.before is not None:
        means = f" {figure(found.before)} → {figure(found.after)};"
    return f"<b>{esc(clip(text, 120))}</b>:{means} {_moved(found, better=better)}"


def changes_caption(matched: int, lines: Sequence[str]) -> str:
    head = "До и после у тех, кто ответил оба раза: "
    return fit([f"{head}{counted(matched, *PEOPLE)}.", *lines], 1024)


def shift(before: float, after: float, found: Compared, *, better: bool) -> str:
    """Under a scale of the picture."""
    return f"{figure(before)} → {figure(after)} · {_moved(found, better=better)}"


def _moved(found: Compared, *, better: bool) -> str:
    up, down = ("лучше", "хуже") if better else ("выше", "ниже")
    told = f"{up} {found.higher}, так же {found.same}, {down} {found.lower}"
    return f"{told} (n\u00a0=\u00a0{found.n})"


def more_shifts(count: int) -> str:
    return f"И ещё {counted(count, 'шкала', 'шкалы', 'шкал')}: в сообщении «{CHANGES}»."


def people_matched(count: int) -> str:
    return f"{counted(count, *PEOPLE)} {plural(count, 'ответил', 'ответили', 'ответили')} оба раза"


# -- with what --------------------------------------------------------------------------------


def choose(title: str, now: str, lines: Sequence[str]) -> str:
    """`now`: what it is compared with, if with anything."""
    head = [b(COMPARE), esc(tidy(f"«{clip(title, 100)}»"))]
    if not lines:
        return fit([*head, "Более ранних анкет с теми же шкалами нет."])
    told = f"Сейчас: «{clip(now, 100)}»." if now else "Сейчас ни с чем не сравниваем."
    return fit([
        *head,
        esc(tidy(told)),
        "Ответы сопоставляются у тех, кто ответил оба раза. Какую из прежних анкет взять?",
        *lines,
    ])  # fmt: skip


def earlier(
    number: int, title: str, opened: date, today: date, sent: int, both: int, scales: int,
    *, fits: bool, chosen: bool,
) -> str:  # fmt: skip
    mark = "✅ " if chosen else ""
    usual = ", для этой анкеты" if fits else ""
    shared = counted(scales, "общая шкала", "общие шкалы", "общих шкал")
    return esc(tidy(
        f"{mark}{number}. «{clip(title, 80)}», {dates.plain(opened, today)}{usual}: ответили "
        f"{sent}, оба раза {both}; {shared}"
    ))  # fmt: skip


def compared_with(title: str) -> str:
    return tidy(f"Сравниваем с анкетой «{clip(title, 80)}»") if title else "Больше не сравниваем"


# -- in the workbook --------------------------------------------------------------------------

SHEET: Final = "До и после"
BEFORE, AFTER, MATCHED = "До, среднее", "После, среднее", "Ответили оба раза"
BETTER, SAME, WORSE = "Лучше (выше)", "Так же", "Хуже (ниже)"


def sheet_lines(title_before: str, title: str, matched: int) -> tuple[str, ...]:
    return (
        tidy(f"До: «{title_before}». После: «{title}»."),
        f"{people_matched(matched)}. Других здесь нет.",
    )
