"""Who of a list is in the school already, who may be, and who stands in the list twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from db.models import Person
from domain.names import split
from domain.same_person import Likeness, Somebody, alike
from domain.search import search_key
from services.person_cards import members
from services.roster.model import Line

CHOICES = 1
"""Of several who may be meant the likeliest is asked about."""


class Known:
    """People of a school, found by surname."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_key: defaultdict[str, list[tuple[int, Somebody]]] = defaultdict(list)
        for person in people:
            who = Somebody(person.name, person.school_class, person.born_on, person.is_pupil)
            for key in _keys(person.name):
                self._by_key[key].append((person.id, who))

    def like(self, who: Somebody) -> tuple[list[int], list[int]]:
        """Ids of those who are the person, and of those who may be."""
        found = {
            id_: alike(who, other) for key in _keys(who.name) for id_, other in self._by_key[key]
        }
        sure = [id_ for id_, likeness in found.items() if likeness is Likeness.YES]
        return sure, [id_ for id_, likeness in found.items() if likeness is Likeness.MAYBE]


def _keys(name: str) -> set[str]:
    return {search_key(name), search_key(split(name).surname)}


def known_of(session: Session, organisation_id: int) -> Known:
    return Known(members(session, organisation_id))


def matched(lines: Sequence[Line], known: Known) -> list[Line]:
    """The lines with who each of them is; decisions stay where they still make sense."""
    return [line if line.code else _matched(line, known) for line in _once(lines)]


def _matched(line: Line, known: Known) -> Line:
    sure, maybe = known.like(line.somebody)
    if len(sure) == 1:
        return replace(line, known=sure[0], maybe=(), take="")
    asked = tuple(sorted(sure or maybe)[:CHOICES])
    kept = line.take if asked == line.maybe else ""
    return replace(line, known=None, maybe=asked, take=kept)


def _once(lines: Sequence[Line]) -> Iterator[Line]:
    """Who is named a second time is told so, with where the first stands."""
    seen: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.code:
            yield line
            continue
        before = seen[search_key(line.name)]
        first = next(
            (one for one in before if alike(one.somebody, line.somebody) is Likeness.YES), None
        )
        if first is not None:
            yield line.wrong("twice", row=first.at)
        else:
            before.append(line)
            yield line
