"""Who may see a meeting and act in it: whoever may in its pair, and a pupil's class teacher."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Identity, Meeting, Pair, PairMember, Person
from domain.pairs import OPEN, Side
from services import entering, zones
from services.actor import Actor
from services.entering import Paper
from services.errors import Refusal
from services.pairs import consenting, leaving
from services.pairs import rights as pairs
from services.pairs.rights import Access


@dataclass(frozen=True, slots=True)
class Seen:
    """A meeting, or a pair whose meetings it is about. `records`: may log and correct;
    `teaches`: only enters the journal of a pupil; `then`: was in the pair, but is not any more.
    """

    access: Access
    records: bool
    teaches: bool = False
    then: bool = False

    @property
    def pair(self) -> Pair:
        return self.access.pair

    @property
    def takes_part(self) -> bool:
        return bool(self.access.sides)


def pair(session: Session, actor: Actor, pair_id: int, *, lock: bool = False) -> Seen:
    """Raises Refusal("gone" | "forbidden")."""
    if lock:
        session.execute(select(Pair.id).where(Pair.id == pair_id).with_for_update())
        session.expire_all()
    try:
        access = pairs.see(session, actor, pair_id)
    except Refusal as refusal:
        found = _taught(session, actor, pair_id) if refusal.key == "forbidden" else None
        if found is None:
            raise
        return Seen(found, records=True, teaches=True)
    return Seen(access, records=access.mentors or access.edit)


def to_read(session: Session, actor: Actor, pair_id: int) -> Seen:
    """As `pair`, and for whoever was in it: of the days of the own time."""
    try:
        return pair(session, actor, pair_id)
    except Refusal as refusal:
        if refusal.key != "forbidden":
            raise
        return Seen(pairs.see_past(session, actor, pair_id), records=False, then=True)


def for_recording(session: Session, actor: Actor, pair_id: int) -> Seen:
    """For logging and correcting. Takes the pair for itself. Raises as `pair`."""
    seen = pair(session, actor, pair_id, lock=True)
    if not seen.records:
        raise Refusal("forbidden")
    return seen


def for_planning(session: Session, actor: Actor, pair_id: int, *, lock: bool = True) -> Seen:
    """For proposing a time: both sides may, and who records.

    Raises as `pair` and Refusal("pair_over" | "meeting_barred").
    """
    seen = pair(session, actor, pair_id, lock=lock)
    if not (seen.records or seen.takes_part):
        raise Refusal("forbidden")
    if seen.pair.state not in OPEN:
        raise Refusal("pair_over")
    if consenting.missing_in(session, actor, seen.pair):
        raise Refusal("meeting_barred")
    return seen


def meeting(
    session: Session, actor: Actor, meeting_id: int, *, lock: bool = False
) -> tuple[Meeting, Seen]:
    """Whoever was in the pair on the day of a meeting still says how it went when they are not
    in it any more: a closing meeting is confirmed after the pair has ended.

    Raises Refusal("gone" | "forbidden").
    """
    pair_id = session.scalar(select(Meeting.pair_id).where(Meeting.id == meeting_id))
    if pair_id is None:
        raise Refusal("gone")
    try:
        seen = pair(session, actor, pair_id, lock=lock)
    except Refusal as refusal:
        then = _then(session, actor, meeting_id) if refusal.key == "forbidden" else None
        if then is None:
            raise
        seen = then
    row = session.get_one(Meeting, meeting_id)
    if row.removed_at is not None:
        raise Refusal("gone")
    return row, seen


def on_paper(
    session: Session, actor: Actor, meeting_id: int, person_id: int, on: date | None
) -> tuple[Meeting, Seen, Paper]:
    """A meeting of which one of its pair has said something on paper, for who may enter it, after
    the pair has ended too. Takes its pair for itself.

    Raises Refusal("gone" | "forbidden" | "paper_future").
    """
    row = session.get(Meeting, meeting_id)
    if row is None:
        raise Refusal("gone")
    session.execute(select(Pair.id).where(Pair.id == row.pair_id).with_for_update())
    session.expire_all()
    found = session.get_one(Pair, row.pair_id)
    if row.removed_at is not None or found.removed_at is not None:
        raise Refusal("gone")
    paper = entering.paper(session, actor, person_id, found.organisation_id, on)
    then = min(_day(session, row) or actor.today, actor.today)
    days = {actor.today, then}
    some = {each.id: each for day in days for each in pairs.present(session, [found.id], day)}
    if all(each.person_id != person_id for each in some.values()):
        raise Refusal("gone")
    access = Access(found, tuple(some.values()), frozenset(), edit=False)
    return row, Seen(access, records=False), paper


def _day(session: Session, row: Meeting) -> date | None:
    """Where the school is."""
    if row.held_on is not None or row.starts_at is None:
        return row.held_on
    return row.starts_at.astimezone(zones.of_pairs(session, [row.pair_id])[row.pair_id]).date()


def _then(session: Session, actor: Actor, meeting_id: int) -> Seen | None:
    """Of a past meeting, for those who were in its pair on the day."""
    row = session.get_one(Meeting, meeting_id)
    found = session.get_one(Pair, row.pair_id)
    day = _day(session, row)
    if day is None or day > actor.today:
        return None
    members = pairs.present(session, [found.id], day)
    sides = frozenset(each.side for each in members if each.person_id == actor.person_id)
    if not sides:
        return None
    access = Access(found, tuple(members), sides, edit=False)
    return Seen(access, records=access.mentors, then=True)


def to_record(session: Session, actor: Actor, meeting_id: int) -> tuple[Meeting, Seen]:
    """A meeting to be logged or corrected. Takes its pair for itself. Raises as `meeting`."""
    row, seen = meeting(session, actor, meeting_id, lock=True)
    if not seen.records:
        raise Refusal("forbidden")
    return row, seen


def members(session: Session, pair_id: int, day: date, side: Side) -> list[int]:
    """People of a side on a day, without a mentor whom a substitute stands in for."""
    found = leaving.acting(pairs.present(session, [pair_id], day))
    return [each.person_id for each in found if each.side is side]


def with_account(session: Session, people: list[int]) -> set[int]:
    """Those who have joined in a chat; who joins later is not asked about what was before."""
    return set(session.scalars(select(Identity.person_id).where(Identity.person_id.in_(people))))


def _taught(session: Session, actor: Actor, pair_id: int) -> Access | None:
    """The pair for the class teacher of one of its pupils."""
    found = session.get(Pair, pair_id)
    if found is None or found.removed_at is not None:
        return None
    present = pairs.present(session, [pair_id], actor.today)
    if any(_enters(session, actor, each, found.organisation_id) for each in present):
        return Access(found, tuple(present), frozenset(), edit=False)
    return None


def _enters(session: Session, actor: Actor, member: PairMember, organisation_id: int) -> bool:
    person = session.get_one(Person, member.person_id)
    return entering.teaches(actor, person, organisation_id)


def taught(session: Session, actor: Actor) -> list[Pair]:
    """Working pairs of the pupils whose class teacher the actor is."""
    place = actor.current.organisation_id if actor.current else None
    if actor.current is None or not entering.is_class_teacher(actor.current.title):
        return []
    rows = session.execute(
        select(Pair, Person)
        .join(PairMember, PairMember.pair_id == Pair.id)
        .join(Person, Person.id == PairMember.person_id)
        .where(
            Pair.organisation_id == place,
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
            PairMember.until.is_(None) | (PairMember.until >= actor.today),
            Person.is_pupil.is_(True),
        )
        .order_by(Pair.id)
    ).all()
    found = {
        row.Pair.id: row.Pair
        for row in rows
        if entering.teaches(actor, row.Person, row.Pair.organisation_id)
    }
    return list(found.values())
