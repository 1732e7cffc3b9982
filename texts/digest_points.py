"""What to do first, point by point."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from texts import dates
from texts.html import clip
from texts.plural import counted, plural

LABEL_LIMIT: Final = 84
ROADMAP_LIMIT: Final = 60
NAMES_SHOWN: Final = 2
PLACE_LIMIT: Final = 28
ITEMS: Final = ("пункт", "пункта", "пунктов")
PEOPLE_WORDS: Final = ("человек", "человека", "человек")
OF_PEOPLE: Final = ("человека", "человек", "человек")
SCHOOLS: Final = ("школе", "школах", "школах")
TERMS: Final = ("срок", "срока", "сроков")
REMIND = "Напомнить"
OPEN = "Открыть"
DONE_ACT = "✅ Готово"
TO_HEAD = "Директору"
ASSIGN = "Назначить"
SHOW = "Показать"
SET_DATES = "Назначить сроки"
WHOM = "Кому не доходит"
TO_SCHOOLS = "По школам"
PASS_ON = "Передать директору"
_BY_SCHOOL = "посмотреть по школам"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to do: as the caption says it (plain), and in the columns of the table."""

    line: str
    what: str
    whose: str
    when: str
    how: str


def late(label: str, due: date, whose: str, today: date, *, passes: bool) -> Point:
    """`passes`: it can be passed on to the head."""
    said = dates.until(due, today)
    name = clip(label, LABEL_LIMIT)
    line = f"{name}: {said}" + (f" ({whose})" if whose else "")
    how = "напомнить или передать директору" if passes else "напомнить"
    return Point(line, label, whose, said, how)


def late_mine(label: str, due: date, today: date) -> Point:
    said = dates.until(due, today)
    line = f"Ваше дело: {clip(label, LABEL_LIMIT)}: {said}"
    return Point(line, label, "Вы", said, "отметить или перенести")


def late_nobodys(label: str, due: date, today: date) -> Point:
    said = dates.until(due, today)
    line = f"{clip(label, LABEL_LIMIT)}: {said}, ответственного нет"
    return Point(line, label, "ответственного нет", said, "назначить ответственного")


def refused(label: str, due: date, today: date) -> Point:
    said = dates.until(due, today)
    line = f"{clip(label, LABEL_LIMIT)}: ответ «не моё», {said}"
    return Point(line, label, "ответ «не моё»", said, "назначить другого")


def passed(label: str, due: date | None, whose: str, today: date) -> Point:
    said = dates.until(due, today) if due else "без срока"
    line = f"Передал куратор: {clip(label, LABEL_LIMIT)}: {said}" + (
        f" ({whose})" if whose else ""
    )
    return Point(line, label, whose, said, "решить: передал куратор")


def overdue(count: int, roadmap: str) -> Point:
    line = f"Просрочено: {counted(count, *ITEMS)}{_of(roadmap)}"
    return Point(line, line, "", "срок прошёл", "посмотреть список")


def _of(roadmap: str) -> str:
    """Which roadmap, where several run."""
    return f" («{clip(roadmap, ROADMAP_LIMIT)}»)" if roadmap else ""


def undated(count: int, roadmap: str) -> Point:
    line = f"Без срока: {counted(count, *ITEMS)}{_of(roadmap)}"
    return Point(line, line, "", "без срока", "назначить сроки")


def this_week(count: int, roadmap: str) -> Point:
    verb = plural(count, "подходит", "подходят", "подходят")
    line = f"На этой неделе {verb} {counted(count, *TERMS)}{_of(roadmap)}"
    return Point(line, line, "", "до воскресенья", "посмотреть список")


def unreached(people: int, no_chat: int, soon: int) -> Point:
    """How many people with something to do within two weeks do not get messages."""
    whom = f"Не доходит до {counted(people, *OF_PEOPLE)}"
    chat = f", чата нет у {no_chat}" if no_chat else ""
    line = f"{whom}{chat}: {counted(soon, 'дело', 'дела', 'дел')} на две недели"
    return Point(line, line, counted(people, *PEOPLE_WORDS), "", "пригласить или передать лично")


def unattended(name: str, last: date | None, due: int, today: date) -> Point:
    """Somebody on leave with things due and nobody to stand in."""
    until = f"до {dates.plain(last, today)}" if last else "без срока"
    number = counted(due, "дело", "дела", "дел")
    line = f"{name}: отпуск {until}, замены нет, подходит срок: {number}"
    return Point(line, f"Отпуск {until}, замены нет", name, f"срок: {number}", "назначить замену")


def late_schools(schools: int, items: int, worst: Sequence[str]) -> Point:
    """Where schools have overdue items; `worst`: a few of them, the most overdue first."""
    most = "; ".join(clip(name, 44) for name in worst)
    number = counted(items, *ITEMS)
    if schools == 1:
        said = f"{most}: просрочено {number}"
        return Point(said, f"Просрочено {number}", worst[0], "срок прошёл", _BY_SCHOOL)
    what = f"Просрочено в {schools}\u00a0{plural(schools, *SCHOOLS)}: {number}"
    said = f"{what}. Больше всего: {most}"
    return Point(said, what, "; ".join(worst), "срок прошёл", _BY_SCHOOL)


def short_place(name: str) -> str:
    """A school beside its figures in the picture: what tells it apart stands at the end of what
    is in quotes."""
    inside = name.partition("«")[2].rpartition("»")[0]
    if len(name) <= PLACE_LIMIT:
        return name
    kept: list[str] = []
    for word in reversed((inside or name).split()):
        if kept and len(" ".join([word, *kept])) >= PLACE_LIMIT:
            return "…" + " ".join(kept)
        kept.insert(0, word)
    return " ".join(kept)


def whose(names: Sequence[str], hidden: int) -> str:
    """Who answers: by name those who may be named, the others as a count."""
    if not names:
        return counted(hidden, *PEOPLE_WORDS) if hidden else ""
    more = f" и ещё {counted(hidden, *PEOPLE_WORDS)}" if hidden else ""
    return ", ".join(names) + more


def whose_short(names: Sequence[str], hidden: int) -> str:
    """The same for the caption: two names at most."""
    shown = [clip(name, 30) for name in names[:NAMES_SHOWN]]
    left = hidden + len(names) - len(shown)
    if not shown:
        return f"у {counted(left, *OF_PEOPLE)}" if left else ""
    return whose(shown, left)
