"""A table of pairs: its columns by the words over them, its rows in terms of the domain."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from domain.meetings import MeetingKind
from domain.pairs import Form, PairKind
from domain.papers import numbered
from domain.schoolyear import lessons
from imports import words as roadmap_words
from imports.cells import EMPTY, Typed
from imports.lists import ListLine, Lists, ListSheet
from imports.pair_list import words

_SCANNED: Final = 40
_HEADING_LENGTH: Final = 60
Patterns = Sequence[tuple[str, re.Pattern[str]]]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paper as a cell names it; nothing: neither number nor day."""

    number: str = ""
    day: date | None = None

    def __bool__(self) -> bool:
        return bool(self.number or self.day)


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair or group as written. `unclear`: keys of cells that were not understood; `paid` None:
    nothing said; `held`: so many meetings before the bot."""

    at: int
    mentors: tuple[str, ...]
    mentees: tuple[str, ...]
    form: Form | None = None
    kinds: tuple[PairKind, ...] = ()
    starts: date | None = None
    ends: date | None = None
    goal: str = ""
    order: Numbered = Numbered()
    consent: Numbered = Numbered()
    agreement: Numbered = Numbered()
    paid: bool | None = None
    pay: str = ""
    held: int = 0
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting that was held before; `day` None: not understood."""

    at: int
    mentor: str
    mentee: str
    day: date | None
    kind: MeetingKind
    topic: str


@dataclass(frozen=True, slots=True)
class PairList:
    """`ignored`: headings of columns that are not read."""

    pairs: tuple[PairLine, ...]
    meetings: tuple[MeetingLine, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    sheet: ListSheet
    after: int
    columns: Mapping[str, int]
    ignored: tuple[str, ...]
    meetings: bool


def find(lists: Lists) -> PairList | None:
    """The pairs of all sheets that name mentors beside mentees; None where no sheet does."""
    tables = [
        table
        for sheet in lists.sheets
        if not words.EXPLAINING.search(sheet.name) and (table := _table(sheet)) is not None
    ]
    if not tables:
        return None
    return PairList(
        pairs=tuple(line for each in tables if not each.meetings for line in _pairs(each)),
        meetings=tuple(line for each in tables if each.meetings for line in _meetings(each)),
        ignored=tuple(dict.fromkeys(name for each in tables for name in each.ignored)),
    )


def plain(text: str) -> str:
    """Small letters, ё as е, no footnote marks and no colon at the end."""
    return re.sub(r"[*\s]+", " ", text.lower().translate(roadmap_words.SAME_LETTERS)).strip(" :.")


def _table(sheet: ListSheet) -> _Table | None:
    for at, line in enumerate(sheet.lines[:_SCANNED]):
        columns, ignored = _columns(line)
        if {"mentor", "mentee"} <= set(columns):
            dated = "day" in columns and ("topic" in columns or "kind_of_meeting" in columns)
            meetings = dated or ("day" in columns and bool(words.MEETINGS.search(sheet.name)))
            return _Table(sheet, at + 1, columns, ignored, meetings)
    return None


def _columns(line: ListLine) -> tuple[dict[str, int], tuple[str, ...]]:
    columns: dict[str, int] = {}
    ignored: list[str] = []
    for number, cell in enumerate(line.cells):
        key = _key(plain(cell.text))
        if key and key not in columns:
            columns[key] = number
        elif cell.text and key not in ("number", "wrong"):
            ignored.append(cell.text)
    return columns, tuple(ignored)


def _key(text: str) -> str:
    if not text or len(text) > _HEADING_LENGTH:
        return ""
    found = _meant(text, words.HEADINGS)
    beside = found in ("mentor", "mentee") and words.BESIDE.search(text)
    return "" if beside else found


def _meant(text: str, patterns: Patterns) -> str:
    return next((key for key, pattern in patterns if pattern.search(text)), "")


def _pairs(table: _Table) -> list[PairLine]:
    """A row without a mentor goes on with the one above; rows of one group become one pair."""
    found: list[PairLine] = []
    for line in _lines(table):
        made = _pair(line, table.columns)
        if not made.mentors and made.mentees and found:
            made = _with(made, mentors=found[-1].mentors)
        if found and _goes_on(found[-1], made):
            found[-1] = _with(found[-1], mentees=(*found[-1].mentees, *made.mentees))
        else:
            found.append(made)
    return found


def _with(line: PairLine, **changes: tuple[str, ...]) -> PairLine:
    return replace(line, **changes)  # type: ignore[arg-type]


def _goes_on(above: PairLine, line: PairLine) -> bool:
    group = PairKind.GROUP in above.kinds and (PairKind.GROUP in line.kinds or not line.kinds)
    return group and above.mentors == line.mentors


def _lines(table: _Table) -> Iterable[ListLine]:
    """Rows of people: not a signature or a total under the table."""
    places = [table.columns["mentor"], table.columns["mentee"]]
    for line in table.sheet.lines[table.after :]:
        first = next((cell.text for cell in line.cells if cell.text), "")
        if not words.BELOW.search(plain(first)) and any(line.at(at).text for at in places):
            yield line


def _pair(line: ListLine, columns: Mapping[str, int]) -> PairLine:
    def cell(key: str) -> Typed:
        return line.at(columns[key]) if key in columns else EMPTY

    unclear: list[str] = []
    starts, ends = _term(cell, unclear)
    form = _meant(plain(cell("form").text), words.FORMS)
    if cell("form").text and not form:
        unclear.append("form")
    kinds = [key for key, pattern in words.KINDS if pattern.search(plain(cell("kind").text))]
    if cell("kind").text and not kinds:
        unclear.append("kind")
    order = _paper(cell("order"), unclear, "order")
    if cell("order_day").text:
        day = _day(cell("order_day"), unclear, "order_day")
        order = Numbered(order.number or cell("order").text, day)
    agreement, paid = _agreement(cell("agreement"), cell("pay"), unclear)
    return PairLine(
        at=line.number,
        mentors=_people(cell("mentor").text),
        mentees=_people(cell("mentee").text),
        form=Form(form) if form else None,
        kinds=tuple(PairKind(each) for each in kinds),
        starts=starts,
        ends=ends,
        goal=cell("goal").text,
        order=order,
        consent=_paper(cell("consent"), unclear, "consent"),
        agreement=agreement,
        paid=paid,
        pay=cell("pay").text or (cell("agreement").text if paid is False else ""),
        held=_held(cell("held").text, unclear),
        unclear=tuple(unclear),
    )


def _people(text: str) -> tuple[str, ...]:
    """The names of a cell, without the class that pupils have behind theirs."""
    parts = (words.CLASS.sub("", part).strip(" ,") for part in words.BETWEEN.split(text))
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def _term(cell: Callable[[str], Typed], unclear: list[str]) -> tuple[date | None, date | None]:
    starts = _day(cell("starts"), unclear, "starts")
    ends = _day(cell("ends"), unclear, "ends")
    text = cell("term").text
    if text and starts is None and ends is None:
        days = [day for found in words.NUMBER_OF_DAY.finditer(text) if (day := _made(found))]
        year = words.SCHOOL_YEAR.search(text)
        if days:
            starts, ends = (days[0], days[1]) if len(days) > 1 else (None, days[0])
        elif year:
            starts, ends = lessons(int(year[1]))
        else:
            unclear.append("term")
    return starts, ends


def _day(cell: Typed, unclear: list[str], key: str) -> date | None:
    if not cell.text:
        return None
    if cell.kind == "date" and cell.day:
        return date.fromisoformat(cell.day)
    found = words.NUMBER_OF_DAY.search(cell.text)
    made = _made(found) if found else None
    if made is None:
        unclear.append(key)
    return made


def _made(found: re.Match[str]) -> date | None:
    day, month, year = map(int, found.groups())
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _paper(cell: Typed, unclear: list[str], key: str) -> Numbered:
    """Unclear are a day that no month has, and words with neither a number nor a day."""
    if cell.kind == "date" and cell.day:
        return Numbered("", date.fromisoformat(cell.day))
    number, day, _ = numbered(cell.text)
    if day is None and words.NUMBER_OF_DAY.search(cell.text):
        unclear.append(f"{key}_day")
        number = numbered(words.NUMBER_OF_DAY.sub("", cell.text))[0]
    elif cell.text and not (number or day or words.NONE_HELD.match(cell.text)):
        unclear.append(key)
    return Numbered(number, day)


def _agreement(cell: Typed, pay: Typed, unclear: list[str]) -> tuple[Numbered, bool | None]:
    if words.NOT_DUE.search(cell.text):
        return Numbered(), False
    found = _paper(cell, unclear, "agreement")
    return found, True if found or (pay.text and not words.NOT_DUE.search(pay.text)) else None


def _held(text: str, unclear: list[str]) -> int:
    """«5», «5 встреч»; a dash or «нет» is none."""
    found = words.HELD.match(text)
    if found:
        return int(found[1])
    if text and not words.NONE_HELD.match(text):
        unclear.append("held")
    return 0


def _meetings(table: _Table) -> list[MeetingLine]:
    found: list[MeetingLine] = []
    for line in _lines(table):
        cells = {key: line.at(at) for key, at in table.columns.items()}
        kind = cells.get("kind_of_meeting", cells.get("kind", EMPTY)).text
        meant = _meant(plain(kind), words.MEETING_KINDS)
        found.append(
            MeetingLine(
                at=line.number,
                mentor=next(iter(_people(cells["mentor"].text)), ""),
                mentee=next(iter(_people(cells["mentee"].text)), ""),
                day=_day(cells["day"], [], "day"),
                kind=MeetingKind(meant) if meant else MeetingKind.REGULAR,
                topic=cells.get("topic", EMPTY).text,
            )
        )
    return found
