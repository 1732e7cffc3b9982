"""Columns of the sheet of people: a name, a post, a pupil's class and birthday."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from domain import people_rows
from domain.people_rows import Unclear
from imports.cells import EMPTY, Typed
from services.people import NAME_LIMIT
from services.roundtrip.model import Misread, State
from services.roundtrip.typed import computed

POST_LIMIT = 200


class _Value:
    exact = True

    def same(self, wanted: State, present: State) -> bool:
        return bool(wanted == present)

    def moved(self, base: State, present: State) -> bool:
        return bool(base != present)


class NameRule(_Value):
    """`pupils`: whose names are shown short wherever an edit is told."""

    clears = False

    def __init__(self, pupils: Collection[int]) -> None:
        self._pupils = pupils

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        try:
            name = people_rows.name_of(computed(typed))
        except Unclear as unclear:
            raise Misread(f"person_{unclear.code}") from unclear
        if len(name) > NAME_LIMIT:
            raise Misread("person_name_long", limit=NAME_LIMIT)
        return {"name": name, "pupil": row_id in self._pupils}


class PostRule(_Value):
    clears = True

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        post = " ".join(computed(typed).split())
        if len(post) > POST_LIMIT:
            raise Misread("person_post_long", limit=POST_LIMIT)
        return post


@dataclass(frozen=True, slots=True)
class _OfPupils:
    pupils: Collection[int]

    def require(self, row_id: int) -> None:
        if row_id not in self.pupils:
            raise Misread("person_adult")


class ClassRule(_Value):
    clears = True

    def __init__(self, pupils: Collection[int]) -> None:
        self._who = _OfPupils(pupils)

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        text = computed(typed)
        if text:
            self._who.require(row_id)
        return people_rows.school_class(text)


class BornRule(_Value):
    clears = True

    def __init__(self, pupils: Collection[int], today: date) -> None:
        self._who, self._today = _OfPupils(pupils), today

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        text = computed(typed)
        if typed == EMPTY or not text:
            return None
        self._who.require(row_id)
        try:
            return people_rows.birthday(typed.day or text, self._today).isoformat()
        except Unclear as unclear:
            raise Misread(f"person_{unclear.code}") from unclear
