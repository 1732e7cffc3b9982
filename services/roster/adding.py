"""A list of people is added as a whole, and taken back for a day as far as nobody touched it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.models import (
    Consent,
    Guardian,
    Identity,
    Invitation,
    ItemOwner,
    PairMember,
    Person,
    RoleGrant,
    RosterImport,
)
from domain.named import Named
from services import audit, chat, grants, people, role_changes
from services.actor import Actor
from services.changes import UNDO_FOR
from services.errors import Refusal
from services.role_changes import Post
from services.roster import matching, proposals, shares
from services.roster.model import Line, kept, line_of

_FIELDS = ("post", "school_class", "born_on")


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding: how many new people, how many known ones learnt something, how many
    lines were left out because nobody said who they are, and how many because they are wrong."""

    organisation_id: int
    new: int
    filled: int
    left: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Undone:
    """`stayed`: people who were added and have been used since."""

    organisation_id: int
    gone: int
    stayed: tuple[Named, ...]


def apply(session: Session, actor: Actor, import_id: int) -> Added:
    """Add everybody new and fill in what was not known of others, in one transaction.

    Who joined the school meanwhile is found again and not added twice. Raises
    Refusal("roster_applied" | "roster_nothing") and those of `proposals.view`.
    """
    row = proposals.waiting(session, actor, import_id)
    known = matching.known_of(session, row.organisation_id)
    lines = matching.matched(list(map(line_of, row.rows)), known)
    wanted = [line for line in lines if not line.code and not line.waits]
    if not wanted:
        raise Refusal("roster_nothing")
    made = [
        _new(session, actor, row.organisation_id, line)
        if line.whom is None
        else _fill(session, actor, row.organisation_id, line, line.whom)
        for line in wanted
    ]
    newcomers = [who for act in made for who in _newcomers(session, row.organisation_id, act)]
    role_changes.joined_all(session, actor, newcomers)
    row.rows = [kept(line) for line in lines]
    row.made = [act for act in made if act]
    row.applied_at, row.by = actor.at, actor.person_id
    chat.clear(session, actor)
    new = sum(act.get("new", False) for act in row.made)
    audit.record(
        session, actor, "roster_added", f"roster:{row.id}", row.organisation_id, people=new
    )
    return Added(
        row.organisation_id,
        new,
        filled=len(row.made) - new,
        left=sum(line.waits for line in lines),
        wrong=sum(bool(line.code) for line in lines),
    )


def _newcomers(session: Session, place: int, act: Mapping[str, Any]) -> Iterator[tuple[int, Post]]:
    """Who has got which role."""
    for grant_id in act.get("grants", ()):
        grant = session.get_one(RoleGrant, grant_id)
        yield grant.person_id, Post(place, grant.role, grant.title)


def _new(session: Session, actor: Actor, place: int, line: Line) -> dict[str, Any]:
    person = people.create(session, actor, place, line.name, line.post, is_pupil=line.pupil)
    person.school_class, person.born_on = line.school_class, line.born
    given = _give(session, actor, person.id, place, line)
    return {"person": person.id, "new": True, "now": _values(person), "grants": given}


def _fill(
    session: Session, actor: Actor, place: int, line: Line, person_id: int
) -> dict[str, Any]:
    """What the file knows and the school does not yet; a class is what the file says last."""
    person = session.get_one(Person, person_id)
    was = _values(person)
    person.post = person.post or line.post
    if person.is_pupil and line.pupil:
        person.school_class = line.school_class or person.school_class
        person.born_on = person.born_on or line.born
    given = _give(session, actor, person_id, place, line)
    now = _values(person)
    if was == now and not given:
        return {}
    audit.record(session, actor, "person_filled", f"person:{person_id}", place)
    return {"person": person_id, "was": was, "now": now, "grants": given}


def _values(person: Person) -> dict[str, Any]:
    found = {name: getattr(person, name) for name in ("name", *_FIELDS)}
    return {**found, "born_on": person.born_on.isoformat() if person.born_on else None}


def _give(session: Session, actor: Actor, person_id: int, place: int, line: Line) -> list[int]:
    """The ids of the grants that are new."""
    found: list[int] = []
    for held in line.held:
        grants.require_to_give(session, actor, held.role, place)
        before = grants.held_grant(session, person_id, place, role=held.role, title=held.title)
        if before is None:
            found.append(
                grants.add(
                    session,
                    actor,
                    person_id,
                    place,
                    role=held.role,
                    title=held.title,
                    follow=False,
                )
            )
    return found


def latest(session: Session, actor: Actor, organisation_id: int) -> int | None:
    """The last list of people that can be taken back still."""
    return session.scalar(
        select(RosterImport.id)
        .where(
            RosterImport.organisation_id == organisation_id,
            RosterImport.what == proposals.WHAT,
            RosterImport.applied_at >= actor.at - UNDO_FOR,
            RosterImport.undone_at.is_(None),
        )
        .order_by(RosterImport.applied_at.desc(), RosterImport.id.desc())
        .limit(1)
    )


def undo(session: Session, actor: Actor, import_id: int) -> Undone:
    """Take back what a list has added; who was used since stays and is told.

    Raises Refusal("gone" | "undone_already" | "undo_late") and "forbidden".
    """
    row = proposals.opened(session, actor, import_id, lock=True)
    if row.applied_at is None:
        raise Refusal("gone")
    if row.undone_at is not None:
        raise Refusal("undone_already")
    if actor.at - row.applied_at > UNDO_FOR:
        raise Refusal("undo_late")
    acts = [act for act in row.made if act.get("new")]
    stayed = [act["person"] for act in acts if not _untouched(session, act)]
    leaving = [act for act in acts if act["person"] not in stayed]
    for act in leaving:
        _end(session, actor, act["grants"])
    gone = [act["person"] for act in leaving]
    shares.drop(session, actor, row.organisation_id, gone)
    role_changes.gone_all(session, actor, gone, row.organisation_id)
    for act in leaving:
        _remove(session, actor, act["person"])
    for act in row.made:
        if not act.get("new"):
            _restore(session, actor, act)
    row.undone_at = actor.at
    chat.clear(session, actor)
    audit.record(
        session, actor, "roster_undone", f"roster:{row.id}", row.organisation_id,
        people=len(leaving),
    )  # fmt: skip
    names = people.named(session, stayed)
    return Undone(row.organisation_id, len(leaving), tuple(names[id_] for id_ in sorted(names)))


def _untouched(session: Session, act: Mapping[str, Any]) -> bool:
    """Whether the person is as the list has made him; who is gone already is."""
    person = session.get(Person, act["person"])
    if person is None or person.archived_at is not None:
        return True
    return _values(person) == act["now"] and not _used(session, person.id, act["grants"])


def _remove(session: Session, actor: Actor, person_id: int) -> None:
    """As if never added; where history speaks of the person, the row is only not shown."""
    person = session.get(Person, person_id)
    if person is None or person.archived_at is not None:
        return
    owned = select(ItemOwner.id).where(ItemOwner.person_id == person_id).limit(1)
    if session.scalar(owned) is not None:
        person.archived_at = actor.at
        return
    try:
        with session.begin_nested():
            session.delete(person)
            session.flush()
    except IntegrityError:
        session.get_one(Person, person_id).archived_at = actor.at


def _used(session: Session, person_id: int, given: Sequence[int]) -> bool:
    """Whether anything but the list speaks of the person."""
    for model in (Identity, Consent, Invitation, PairMember, Guardian):
        if session.scalar(select(model.id).where(model.person_id == person_id).limit(1)):
            return True
    if session.scalar(select(Guardian.id).where(Guardian.child_id == person_id).limit(1)):
        return True
    by_hand = select(ItemOwner.id).where(
        ItemOwner.person_id == person_id, ItemOwner.phrase.is_(None)
    )
    if session.scalar(by_hand.limit(1)):
        return True
    held = session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == person_id))
    return bool(set(held) - set(given))


def _restore(session: Session, actor: Actor, act: Mapping[str, Any]) -> None:
    """What was filled in and is still so goes back to what it was."""
    person = session.get(Person, act["person"])
    if person is None:
        return
    now = _values(person)
    for name in _FIELDS:
        if now[name] == act["now"][name]:
            value = act["was"][name]
            dated = name == "born_on" and value is not None
            setattr(person, name, date.fromisoformat(value) if dated else value)
    for post in _end(session, actor, act["grants"]):
        role_changes.left(session, actor, person.id, post)


def _end(session: Session, actor: Actor, given: Sequence[int]) -> list[Post]:
    """Roles that the list has given end; which were held still."""
    found: list[Post] = []
    for grant_id in given:
        grant = session.get(RoleGrant, grant_id)
        if grant is not None and grant.until is None and grant.organisation_id is not None:
            grant.until = actor.at
            found.append(Post(grant.organisation_id, grant.role, grant.title))
    session.flush()
    return found
