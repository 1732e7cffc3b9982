"""The sheet of people that comes back: names, posts, classes, birthdays of one organisation."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AuditEntry, Person
from domain.named import Named
from domain.roles import Action
from domain.search import search_key
from services import audit, people
from services.actor import Actor
from services.person_cards import members
from services.roundtrip import school
from services.roundtrip.model import (
    Act,
    Additions,
    Applied,
    Kind,
    Line,
    Misread,
    Rule,
    State,
    Touched,
    Wanted,
    Wording,
)
from services.roundtrip.person_rules import BornRule, ClassRule, NameRule, PostRule

NAME, POST, CLASS, BORN = "person_name", "person_post", "person_class", "person_born"
_ACTS = ("person_renamed", "person_filled", "person_changed")


class PeopleTable:
    home = "people"
    additions: Additions | None = None

    def __init__(
        self, session: Session, actor: Actor, organisation_id: int, wording: Wording
    ) -> None:
        self._session, self._actor, self._place = session, actor, organisation_id
        self.people = members(session, organisation_id)
        self._by_id = {person.id: person for person in self.people}
        pupils = {person.id for person in self.people if person.is_pupil}
        self.rules: dict[str, Rule] = {
            NAME: NameRule(pupils),
            POST: PostRule(),
            CLASS: ClassRule(pupils),
            BORN: BornRule(pupils, actor.today),
        }
        self.lines: dict[int, Line] = {
            person.id: Line(
                wording.chat(Named(person.id, person.name, person.is_pupil)), _states(person)
            )
            for person in self.people
        }

    def check(self, row_id: int, wanted: Mapping[str, State]) -> Mapping[str, Misread]:
        return {}

    def changed(self, row_ids: Sequence[int], since: datetime) -> dict[int, Touched]:
        rows = self._session.scalars(
            select(AuditEntry)
            .where(
                AuditEntry.at > since,
                AuditEntry.action.in_(_ACTS),
                AuditEntry.subject.in_([_subject(id_) for id_ in row_ids]),
            )
            .order_by(AuditEntry.id)
        )
        return {
            int(row.subject.partition(":")[2]): Touched(
                row.actor_id, row.at.astimezone(self._actor.zone).date()
            )
            for row in rows
        }

    def apply(self, edits: Mapping[int, Mapping[str, Wanted]]) -> Applied:
        acts: list[Act] = []
        for row_id, wanted in edits.items():
            person = self._by_id[row_id]
            was = _states(person)
            for column, edit in wanted.items():
                _SET[column](person, edit.state)
            acts += school.acts(row_id, wanted, was, _states(person))
            audit.record(
                self._session, self._actor, "person_changed", _subject(row_id), self._place
            )
        self._session.flush()
        return Applied(tuple(acts))


def _states(person: Person) -> dict[str, State]:
    return {
        NAME: {"name": person.name, "pupil": person.is_pupil},
        POST: person.post,
        CLASS: person.school_class,
        BORN: person.born_on.isoformat() if person.born_on else None,
    }


def _subject(person_id: int) -> str:
    return f"person:{person_id}"


def _set_name(person: Person, state: Any) -> None:
    person.name = people.clean_name(state["name"])
    person.search = search_key(person.name)


def _set_post(person: Person, state: Any) -> None:
    person.post = state


def _set_class(person: Person, state: Any) -> None:
    person.school_class = state


def _set_born(person: Person, state: Any) -> None:
    person.born_on = date.fromisoformat(state) if state else None


_SET: dict[str, Callable[[Person, Any], None]] = {
    NAME: _set_name,
    POST: _set_post,
    CLASS: _set_class,
    BORN: _set_born,
}


def open_people(
    session: Session, actor: Actor, organisation_id: int, wording: Wording
) -> PeopleTable:
    """Raises Refusal("gone" | "forbidden")."""
    school.allow(session, actor, organisation_id, Action.EDIT_PEOPLE)
    return PeopleTable(session, actor, organisation_id, wording)


def undo(
    session: Session, actor: Actor, organisation_id: int, acts: Sequence[Act]
) -> list[tuple[Act, str]]:
    def put_back(person: Person, column: str, was: State) -> None:
        _SET[column](person, was)
        audit.record(session, actor, "person_changed", _subject(person.id), organisation_id)

    return school.undo(session, Person, acts, _states, put_back)


KIND = Kind("people", "person_code", school.stamp, open_people, undo)
