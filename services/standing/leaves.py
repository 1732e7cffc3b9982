"""Leave and illness: until when somebody is away, and who stands in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from db.models import (
    Absence,
    OutboxMessage,
    Pair,
    PairMember,
    Person,
    Prompt,
    RoleGrant,
)
from db.models.outbox import OutboxState
from domain.named import Named
from domain.pairs import OPEN, Side
from domain.roles import Action, Role
from services import audit, bundling, people, prompts, recipients
from services.actor import Actor
from services.errors import Refusal
from services.membership import organisation_for, present, present_in, require_member
from services.pairs import substitutes
from services.pairs.substitutes import Days
from services.standing import colleagues
from services.standing.due import things_due
from services.standing.leave_prompts import BACK, DEPUTY

LONGEST = timedelta(days=1200)  # parental leave is three years
_LEADING = (Role.CURATOR, Role.HEAD, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Leave:
    """A present or coming leave; `begun`: it counts today."""

    id: int
    first: date
    last: date | None
    deputy: Named | None
    begun: bool


@dataclass(frozen=True, slots=True)
class LeaveView:
    """`due`: things of the person that fall due in the leave (without one: in two weeks);
    `pairs`: those that the person mentors and nobody stands in for then, with the other side;
    `lacks`: the leading role that the deputy does not hold there."""

    person: Named
    organisation_id: int
    myself: bool
    today: date
    leave: Leave | None
    due: int
    pairs: tuple[tuple[int, tuple[Named, ...]], ...]
    lacks: Role | None
    edit_pairs: bool
    edit_people: bool


def view(session: Session, actor: Actor, person_id: int) -> LeaveView:
    """For oneself, or who keeps the list of people. Raises Refusal("gone" | "forbidden")."""
    person, place = _for(session, actor, person_id)
    row = _coming(session, person_id, actor.today)
    first = row.first if row else actor.today
    last = row.last if row else actor.today + timedelta(days=14)
    deputy_id = row.deputy_id if row else None
    return LeaveView(
        person=Named(person.id, person.name, person.is_pupil),
        organisation_id=place,
        myself=person.id == actor.person_id,
        today=actor.today,
        leave=_leave(session, row, actor.today) if row else None,
        due=things_due(session, [person_id], last).get(person_id, 0),
        pairs=_unattended(session, person_id, first, last) if row else (),
        lacks=_lacks(session, person_id, deputy_id, place) if deputy_id else None,
        edit_pairs=actor.may(Action.EDIT_PAIRS, place),
        edit_people=actor.may(Action.EDIT_PEOPLE, place),
    )


def candidates(session: Session, actor: Actor, person_id: int, first: date) -> list[Named]:
    """Grown-ups of the organisation who are there on the first day, those with a chat first."""
    _, place = _for(session, actor, person_id)
    found = colleagues.of(session, place)
    who = recipients.load(session, [each.id for each in found], actor.at, place)
    there = [
        each
        for each in found
        if each.id != person_id and each.id in who and who[each.id].away(first) is None
    ]
    there.sort(key=lambda each: not who[each.id].reachable)
    return [each.named for each in there]


def take(
    session: Session,
    actor: Actor,
    person_id: int,
    first: date,
    last: date | None,
    deputy_id: int | None,
) -> LeaveView:
    """Go on leave, or change the leave that is not over yet.

    Raises Refusal("gone" | "forbidden" | "leave_order" | "leave_deputy").
    """
    _, place = _for(session, actor, person_id)
    if (last is not None and last < max(first, actor.today)) or first > actor.today + LONGEST:
        raise Refusal("leave_order")
    if last is not None and last - first > LONGEST:
        raise Refusal("leave_order")
    if deputy_id is not None:
        _require_deputy(session, actor, person_id, deputy_id, place, first)
    row = _take(session, actor, person_id)
    if row is None:
        row = Absence(person_id=person_id, first=first, at=actor.at)
        session.add(row)
    else:
        was = Days(row.first, row.last)
        substitutes.follow(session, actor, person_id, was, Days(first, last))
    row.first, row.last, row.deputy_id = first, last, deputy_id
    row.entered_by = actor.me
    session.flush()
    audit.record(session, actor, "leave_set", f"person:{person_id}", place, absence=row.id)
    _replan(session, actor, row, place)
    return view(session, actor, person_id)


def end(session: Session, actor: Actor, person_id: int) -> LeaveView:
    """The person is back today, or does not go at all; nothing happens when nobody is away."""
    _, place = _for(session, actor, person_id)
    row = _take(session, actor, person_id)
    if row is not None:
        substitutes.follow(session, actor, person_id, Days(row.first, row.last), None)
        if row.first >= actor.today:
            row.cancelled_at = actor.at
        else:
            row.last = actor.today - timedelta(days=1)
        session.flush()
        audit.record(session, actor, "leave_ended", f"person:{person_id}", place, absence=row.id)
        _replan(session, actor, row, place)
    return view(session, actor, person_id)


def _for(session: Session, actor: Actor, person_id: int) -> tuple[Person, int]:
    person = present(session, person_id)
    if person_id == actor.person_id:
        places = present_in(session, person_id)
        if not places:
            raise Refusal("no_organisation")
        return person, places[0]
    return person, organisation_for(session, actor, person, Action.EDIT_PEOPLE)


def _coming(session: Session, person_id: int, today: date) -> Absence | None:
    return session.scalar(
        select(Absence)
        .where(
            Absence.person_id == person_id,
            Absence.cancelled_at.is_(None),
            or_(Absence.last.is_(None), Absence.last >= today),
        )
        .order_by(Absence.first, Absence.id)
        .limit(1)
    )


def _take(session: Session, actor: Actor, person_id: int) -> Absence | None:
    """Two who enter one person's leave come one after the other."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    return _coming(session, person_id, actor.today)


def _leave(session: Session, row: Absence, today: date) -> Leave:
    names = people.named(session, [row.deputy_id] if row.deputy_id else [])
    deputy = names.get(row.deputy_id or 0)
    return Leave(row.id, row.first, row.last, deputy, begun=row.first <= today)


def _require_deputy(
    session: Session, actor: Actor, person_id: int, deputy_id: int, place: int, first: date
) -> None:
    require_member(session, deputy_id, place)
    who = recipients.one(session, deputy_id, actor.at)
    away = who is not None and who.away(first) is not None
    if deputy_id == person_id or away or session.get_one(Person, deputy_id).is_pupil:
        raise Refusal("leave_deputy")


def _unattended(
    session: Session, person_id: int, first: date, last: date | None
) -> tuple[tuple[int, tuple[Named, ...]], ...]:
    """Open pairs of a mentor in which nobody stands in on some day of the leave."""
    own = session.execute(
        select(PairMember.id, PairMember.pair_id)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(
            PairMember.person_id == person_id,
            PairMember.side == Side.MENTOR,
            PairMember.stands_in_for.is_(None),
            PairMember.until.is_(None) | (PairMember.until >= first),
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
        )
        .order_by(PairMember.pair_id)
    ).all()
    stood = set(
        session.scalars(
            select(PairMember.stands_in_for).where(
                PairMember.stands_in_for.in_([row.id for row in own]),
                PairMember.until.is_(None) | (PairMember.until >= first),
                *([PairMember.since <= last] if last else []),
            )
        )
    )
    pairs = [row.pair_id for row in own if row.id not in stood]
    return tuple((pair_id, _mentees(session, pair_id)) for pair_id in pairs)


def _mentees(session: Session, pair_id: int) -> tuple[Named, ...]:
    ids = session.scalars(
        select(PairMember.person_id).where(
            PairMember.pair_id == pair_id,
            PairMember.side == Side.MENTEE,
            PairMember.until.is_(None),
        )
    ).all()
    return tuple(people.named(session, ids).values())


def _lacks(session: Session, person_id: int, deputy_id: int, place: int) -> Role | None:
    held: dict[int, set[Role]] = {person_id: set(), deputy_id: set()}
    for row in session.execute(
        select(RoleGrant.person_id, RoleGrant.role).where(
            RoleGrant.person_id.in_(held),
            RoleGrant.organisation_id == place,
            RoleGrant.until.is_(None),
        )
    ):
        held[row.person_id].add(row.role)
    missing = held[person_id] - held[deputy_id]
    return next((role for role in _LEADING if role in missing), None)


def _replan(session: Session, actor: Actor, row: Absence, place: int) -> None:
    """Who stands in hears of it, who is back hears what there was; what waits finds its day."""
    told = session.scalars(
        select(Prompt.person_id).where(
            Prompt.kind == DEPUTY, Prompt.subject_id == row.id, Prompt.asked_at.is_not(None)
        )
    ).all()
    for kind in (DEPUTY, BACK):
        prompts.settle(session, kind, [row.id])
    ended = row.cancelled_at is not None or (row.last is not None and row.last < actor.today)
    for each in told:
        if ended or each != row.deputy_id:
            at = _morning(session, actor, each, actor.today)
            prompts.ask(session, actor.at, DEPUTY, row.id, [each], place, at=at, over=True)
    if row.cancelled_at is None:
        if row.deputy_id is not None and (row.last is None or row.last >= actor.today):
            at = _morning(session, actor, row.deputy_id, row.first)
            prompts.ask(session, actor.at, DEPUTY, row.id, [row.deputy_id], place, at=at)
        if row.last is not None:
            at = _morning(session, actor, row.person_id, row.last + timedelta(days=1))
            prompts.ask(session, actor.at, BACK, row.id, [row.person_id], place, at=at)
    _release(session, actor, row.person_id)


def _morning(session: Session, actor: Actor, person_id: int, day: date) -> datetime:
    who = recipients.one(session, person_id, actor.at)
    assert who is not None
    return max(actor.at, who.at(who.next_workday(max(day, actor.today))))


def _release(session: Session, actor: Actor, person_id: int) -> None:
    """What was put off until another day of return is looked at anew."""
    waiting = (
        OutboxMessage.person_id == person_id,
        OutboxMessage.state == OutboxState.QUEUED,
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.solicited.is_(False),
    )
    dropped = session.execute(
        update(OutboxMessage)
        .where(*waiting, OutboxMessage.kind == bundling.KIND)
        .values(state=OutboxState.CANCELLED)
        .returning(OutboxMessage.id)
    ).all()
    session.execute(
        update(OutboxMessage)
        .where(*waiting, OutboxMessage.send_after > actor.at)
        .values(send_after=actor.at)
    )
    if dropped:
        bundling.ensure(session, person_id, actor.at)
