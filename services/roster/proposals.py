"""A list of people is looked at before anything of it is written: counted, corrected, dropped."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import Organisation, Person, RosterImport
from domain.named import Named
from domain.people_rows import Held
from domain.roles import Action, Role
from imports.roster import Roster
from services import chat, grants, people
from services.actor import Actor, require
from services.errors import Refusal
from services.roster import matching, reading
from services.roster.model import OTHER, SAME, Line, kept, line_of

WHAT = "people"
KEPT_FOR = timedelta(days=30)
"""A list that nobody added is forgotten then: it names people who are not in the school."""
ROLES = (Role.MENTOR, Role.MENTEE)
"""What all who have no role in the file may be given at once."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A list as the screen shows it; `names` of the people of the school whom lines may mean."""

    id: int
    organisation_id: int
    organisation: str
    file_name: str
    lines: tuple[Line, ...]
    names: dict[int, Named]
    about: dict[int, str]  # the class or the post of these people
    role: Role | None
    givable: tuple[Role, ...]
    applied: bool
    undone: bool

    @property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.new]

    @property
    def known(self) -> list[Line]:
        return [line for line in self.lines if not line.code and line.whom is not None]

    @property
    def doubtful(self) -> list[int]:
        """Places of the lines about which somebody has to say who they are."""
        return [at for at, line in enumerate(self.lines) if line.doubtful]

    @property
    def waiting(self) -> int:
        return sum(line.waits for line in self.lines)

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.code]

    @property
    def without_role(self) -> int:
        """How many get their role, if any, by the choice for all."""
        return sum(not line.own_role for line in self.lines if not line.code)


def propose(
    session: Session, actor: Actor, organisation_id: int, file_name: str, roster: Roster
) -> int:
    """Keep a list as a proposal; its id. Raises Refusal("forbidden" | "roster_empty")."""
    require(session, actor, Action.EDIT_PEOPLE, organisation_id)
    if not roster.lines:
        raise Refusal("roster_empty")
    _forget_old(session, actor, organisation_id)
    lines = [
        _allowed(session, actor, organisation_id, line)
        for line in reading.understood(roster, actor.today)
    ]
    lines = matching.matched(lines, matching.known_of(session, organisation_id))
    row = RosterImport(
        organisation_id=organisation_id, what=WHAT, file_name=file_name[:255],
        rows=[kept(line) for line in lines], made=[], by=actor.person_id, at=actor.at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    chat.clear(session, actor)
    return row.id


def _forget_old(session: Session, actor: Actor, organisation_id: int) -> None:
    session.execute(
        delete(RosterImport).where(
            RosterImport.organisation_id == organisation_id,
            RosterImport.what == WHAT,
            RosterImport.applied_at.is_(None),
            RosterImport.at < actor.at - KEPT_FOR,
        )
    )


def _allowed(session: Session, actor: Actor, organisation_id: int, line: Line) -> Line:
    """Nobody gives by a list what he may not give by a button."""
    place = session.get_one(Organisation, organisation_id)
    givable = grants.givable(session, actor, place)
    if all(held.role in givable for held in line.held):
        return line
    return line.wrong("role_forbidden")


def view(session: Session, actor: Actor, import_id: int) -> Proposal:
    """Raises Refusal("gone" | "forbidden")."""
    row = opened(session, actor, import_id)
    place = session.get_one(Organisation, row.organisation_id)
    lines = tuple(map(line_of, row.rows))
    meant = {id_ for line in lines for id_ in line.maybe}
    chosen = {held.role for line in lines for held in line.held if not line.own_role}
    return Proposal(
        id=row.id,
        organisation_id=place.id,
        organisation=place.name,
        file_name=row.file_name,
        lines=lines,
        names=people.named(session, meant),
        about=_about(session, meant),
        role=next((role for role in ROLES if role in chosen), None),
        givable=tuple(r for r in ROLES if r in grants.givable(session, actor, place)),
        applied=row.applied_at is not None,
        undone=row.undone_at is not None,
    )


def _about(session: Session, ids: set[int]) -> dict[int, str]:
    rows = session.execute(
        select(Person.id, Person.school_class, Person.post).where(Person.id.in_(ids))
    )
    return {row.id: row.school_class or row.post for row in rows}


def opened(session: Session, actor: Actor, import_id: int, *, lock: bool = False) -> RosterImport:
    """The row of a list of people, for who may keep the people of its school."""
    row = session.get(RosterImport, import_id, with_for_update=lock)
    if row is None or row.what != WHAT:
        raise Refusal("gone")
    require(session, actor, Action.EDIT_PEOPLE, row.organisation_id)
    return row


def waiting(session: Session, actor: Actor, import_id: int) -> RosterImport:
    """The same, locked, and not added yet. Raises Refusal("roster_applied") otherwise."""
    row = opened(session, actor, import_id, lock=True)
    if row.applied_at is not None:
        raise Refusal("roster_applied")
    return row


def set_role(session: Session, actor: Actor, import_id: int, role: Role | None) -> None:
    """The role of everybody to whom the file gives none; None: no role."""
    row = waiting(session, actor, import_id)
    if role is not None:
        grants.require_to_give(session, actor, role, row.organisation_id)
        if role not in ROLES:
            raise Refusal("forbidden")
    row.rows = [kept(_with_role(line_of(found), role)) for found in row.rows]


def _with_role(line: Line, role: Role | None) -> Line:
    if line.own_role or line.code:
        return line
    own = tuple(held for held in line.held if held.role not in ROLES)
    return replace(line, held=(*own, *((Held(role),) if role else ())))


def decide(session: Session, actor: Actor, import_id: int, number: int, same: bool) -> None:
    """Whether a line is the person of the school who is like it. Raises Refusal("gone")."""
    row = waiting(session, actor, import_id)
    lines = list(map(line_of, row.rows))
    if not 0 <= number < len(lines) or not lines[number].doubtful:
        raise Refusal("gone")
    lines[number] = replace(lines[number], take=SAME if same else OTHER)
    row.rows = [kept(line) for line in lines]


def drop(session: Session, actor: Actor, import_id: int) -> int:
    """Nothing of it is wanted; returns the school."""
    row = waiting(session, actor, import_id)
    session.delete(row)
    return row.organisation_id
