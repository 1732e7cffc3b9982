"""Status, note, day and papers of an item: the columns of the progress sheet."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from domain import papers
from domain.deadlines import Kind, Period, SchoolCalendar, parse
from domain.progress import Status
from domain.schoolyear import school_year
from domain.search import search_key
from imports.cells import Typed
from services.item_acts import TEXT_LIMIT
from services.roundtrip import words
from services.roundtrip.model import Misread, State
from services.roundtrip.term_rule import day_of
from services.roundtrip.typed import computed, lines

PAPERS = 20  # new lines in one cell
_LATELY = timedelta(days=300)


class StatusRule:
    """`parts`: of what an item consists, by item: "has_steps" | "has_shares"."""

    clears = False
    exact = False

    def __init__(self, parts: Mapping[int, str]) -> None:
        self._parts = parts

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        status = words.STATUSES.get(search_key(computed(typed)).strip(" ."))
        if status is None:
            raise Misread("status_unknown")
        if row_id in self._parts and status is not Status.NA:
            raise Misread(self._parts[row_id])
        return {"status": status.value}

    def same(self, wanted: State, present: State) -> bool:
        return bool(wanted["status"] == present["status"])

    def moved(self, base: State, present: State) -> bool:
        """`closed`: how many terms are over; one of several may have been ticked off."""
        return bool(base != present)


class NoteRule:
    clears = True
    exact = True

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        text = lines(computed(typed))
        if len(text) > TEXT_LIMIT:
            raise Misread("note_long", limit=TEXT_LIMIT)
        return text

    def same(self, wanted: State, present: State) -> bool:
        return lines(str(wanted)) == lines(str(present))

    def moved(self, base: State, present: State) -> bool:
        return lines(str(base)) != lines(str(present))


class DayRule:
    """The day on which an item was done."""

    clears = False
    exact = False

    def __init__(self, today: date, parts: Mapping[int, str]) -> None:
        self._today, self._parts = today, parts

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        computed(typed)
        day = day_of(typed) or self._spoken(typed.text)
        if day is None:
            raise Misread("day_unclear")
        if day > self._today:
            raise Misread("day_to_come")
        if row_id in self._parts:
            raise Misread(self._parts[row_id])
        return day.isoformat()

    def _spoken(self, text: str) -> date | None:
        """«12 ноября»: the last such day, unless that is so long ago that the next is meant."""
        year = school_year(self._today)
        for first in (year, year - 1):
            read = parse(text, Period.school_year(first), SchoolCalendar())
            if read.kind is not Kind.DATES or len(read.spans) != 1:
                return None
            start, end = read.spans[0]
            if start != end or end is None:
                return None
            if end <= self._today < end + _LATELY:
                return end
        return None

    def same(self, wanted: State, present: State) -> bool:
        return bool(wanted == present)

    def moved(self, base: State, present: State) -> bool:
        return bool(base != present)


class PaperRule:
    """Lines that were added are new papers; what stands there is not touched."""

    clears = False
    exact = False

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        there = {search_key(line) for line in lines(shown).splitlines()}
        added = [x for x in lines(computed(typed)).splitlines() if search_key(x) not in there]
        if len(added) > PAPERS:
            raise Misread("papers_many", limit=PAPERS)
        return [proof for proof in map(_proof, added) if proof is not None]

    def same(self, wanted: State, present: State) -> bool:
        known = {paper_key(*proof) for proof in present}
        return all(paper_key(*proof) in known for proof in wanted)

    def moved(self, base: State, present: State) -> bool:
        return False  # one more paper contradicts nobody


def _proof(line: str) -> list[Any] | None:
    found = papers.read(line)
    if found is None:
        return None
    return [found.title, found.url, found.day.isoformat() if found.day else None]


def paper_key(title: str, url: str | None, day: str | None) -> tuple[str, str, str]:
    return search_key(title), url or "", day or ""
