"""What a parent sees of a child and answers for it; parents brought in by the curator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.consent import Document as Text
from db.models import Guardian, Meeting, MeetingMark, Organisation, Pair, PairMember, Person
from domain.consents import BASIC, PUBLICATION, Document
from domain.meetings import MeetingKind, MeetingState
from domain.named import Named
from domain.pairs import OPEN, Side
from domain.roles import Action, Role
from services import (
    audit,
    chat,
    consent_papers,
    consent_rows,
    consent_standing,
    family,
    gate,
    grants,
    invitations,
    people,
    prompts,
    withdrawing,
    zones,
)
from services.actor import Actor, require
from services.consent_standing import Standing
from services.errors import Refusal
from services.membership import organisation_for, present

PAPER_DUE = "paper_due"  # of the curators: a parent has tapped, the paper is to be signed
_SHOWN = (MeetingState.PLANNED, MeetingState.HELD, MeetingState.MISSED, MeetingState.CANCELLED)


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child in the list; `waits`: for the parent's answer."""

    who: Named
    waits: bool


@dataclass(frozen=True, slots=True)
class ChildView:
    """A child as its parent sees it."""

    who: Named
    school: str
    school_class: str
    documents: tuple[Standing, ...]
    pairs: int
    meetings: int
    tap_enough: bool

    @property
    def to_answer(self) -> tuple[Standing, ...]:
        """Documents of the parent without which nothing goes on."""
        return _unanswered(self.documents)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting, without notes, ratings or what was said. `confirmed`: by the child's side."""

    kind: MeetingKind
    state: MeetingState
    on: date | None
    at: datetime | None
    with_: tuple[Named, ...]
    confirmed: bool | None


def children(session: Session, actor: Actor) -> list[ChildLine]:
    return [
        ChildLine(
            _named(child), bool(_unanswered(consent_standing.standings(session, child, actor.at)))
        )
        for child in family.children(session, actor.me, actor.today)
    ]


def _unanswered(documents: Sequence[Standing]) -> tuple[Standing, ...]:
    return tuple(each for each in documents if each.by_parent and each.needed and not each.answer)


def view(session: Session, actor: Actor, child_id: int) -> ChildView:
    """Raises Refusal("gone" | "forbidden")."""
    child = family.require_child(session, actor, child_id)
    place = session.get(Organisation, child.organisation_id) if child.organisation_id else None
    return ChildView(
        who=_named(child),
        school=place.name if place else "",
        school_class=child.school_class,
        documents=consent_standing.standings(session, child, actor.at),
        pairs=sum(pair.state in OPEN for pair in _pairs(session, child_id)),
        meetings=len(_meetings(session, child_id)),
        tap_enough=bool(place and place.preferences.get(gate.PARENT_TAP, False)),
    )


def document(session: Session, actor: Actor, child_id: int, kind: Document) -> Text:
    """The text of what a parent answers. Raises Refusal("gone" | "forbidden")."""
    child = family.require_child(session, actor, child_id)
    _answerable(session, actor, child, kind)
    return consent_rows.text(session, child, kind)


def answer(
    session: Session, actor: Actor, child_id: int, kind: Document, *, given: bool
) -> Standing:
    """A parent's yes or no by a tap; how the document stands then. A tap that changes nothing is
    harmless. Raises Refusal("gone" | "forbidden")."""
    child = family.require_child(session, actor, child_id)
    now = _answerable(session, actor, child, kind)
    if now.answer is not given:
        _answer(session, actor, child, now, given)
    return consent_standing.one(session, child, kind, actor.at)


def _answer(session: Session, actor: Actor, child: Person, now: Standing, given: bool) -> None:
    if now.document in PUBLICATION:
        withdrawing.publication(
            session, actor, child, now.document, given=given, given_by=actor.me
        )
        return
    consent_rows.add(session, actor, child, now.document, given=given, given_by=actor.me)
    prompts.settle(session, family.ASKED, [child.id], actor.me)
    audit.record(
        session, actor, "parent_agreed" if given else "parent_refused", f"person:{child.id}",
        child.organisation_id, document=now.document.value,
    )  # fmt: skip
    if not given:
        _refused(session, actor, child, now)
        return
    withdrawing.changed_mind(session, actor, child)
    consent_papers.begin_pairs(session, actor, child.id)
    standing = consent_standing.one(session, child, now.document, actor.at)
    if standing.provisional and child.organisation_id is not None:
        keepers = people.curators(session, child.organisation_id)
        prompts.ask(session, actor.at, PAPER_DUE, child.id, keepers, child.organisation_id)


def _refused(session: Session, actor: Actor, child: Person, now: Standing) -> None:
    if now.answer:
        withdrawing.basic(session, actor, child, now.document)
        return
    withdrawing.silence(session, child.id)
    withdrawing.pause_pairs(session, actor, child.id)


def withdraw(session: Session, actor: Actor, child_id: int) -> withdrawing.Withdrawn:
    """The parent's consent taken back. Raises Refusal("gone" | "forbidden" | "no_consent")."""
    child = family.require_child(session, actor, child_id)
    now = consent_standing.one(session, child, Document.PARENTAL, actor.at)
    if not now.answer:
        raise Refusal("no_consent")
    consent_rows.add(session, actor, child, Document.PARENTAL, given=False, given_by=actor.me)
    return withdrawing.basic(session, actor, child, Document.PARENTAL)


def follows(session: Session, actor: Actor, child_id: int) -> withdrawing.Follows:
    family.require_child(session, actor, child_id)
    return withdrawing.follows(session, actor, child_id)


def meetings(session: Session, actor: Actor, child_id: int) -> list[MeetingLine]:
    """The child's meetings, the newest first: what, when, held or not, confirmed or not."""
    family.require_child(session, actor, child_id)
    found = _meetings(session, child_id)
    mentors = _mentors(session, {each.pair_id for each in found}, child_id)
    marks = {
        row.meeting_id: row.confirmed
        for row in session.execute(
            select(MeetingMark.meeting_id, MeetingMark.confirmed).where(
                MeetingMark.person_id == child_id,
                MeetingMark.meeting_id.in_([each.id for each in found]),
            )
        )
    }
    return [
        MeetingLine(
            kind=each.kind,
            state=each.state,
            on=each.held_on,
            at=each.starts_at.astimezone(actor.zone) if each.starts_at else None,
            with_=tuple(mentors.get(each.pair_id, ())),
            confirmed=marks.get(each.id),
        )
        for each in found
    ]


def add(session: Session, actor: Actor, child_id: int, name: str, basis: str) -> int:
    """A parent without a chat, entered by who keeps the list; the parent's id."""
    child = present(session, child_id)
    if not child.is_pupil:
        raise Refusal("gone")
    place = organisation_for(session, actor, child, Action.EDIT_PEOPLE)
    known = [one for one in people.search_people(session, place, name) if not one.named.pupil]
    same = [one for one in known if one.named.name == people.clean_name(name)]
    parent_id = same[0].id if len(same) == 1 else people.create(session, actor, place, name).id
    grants.add(session, actor, parent_id, place, role=Role.PARENT)
    family.join(session, actor, parent_id, child_id, basis)
    chat.clear(session, actor)
    return parent_id


def link(session: Session, actor: Actor, child_id: int) -> invitations.Link:
    """A one-off link by which a parent joins for this child."""
    child = present(session, child_id)
    if not child.is_pupil:
        raise Refusal("gone")
    place = organisation_for(session, actor, child, Action.INVITE_STAFF)
    return invitations.create(session, actor, place, Role.PARENT, child_id=child_id, once=True)


def end(session: Session, actor: Actor, guardian_id: int) -> int:
    """Somebody does not represent the pupil any more; the pupil's id."""
    row = session.get(Guardian, guardian_id)
    if row is None or row.until is not None:
        raise Refusal("gone")
    child = session.get_one(Person, row.child_id)
    place = organisation_for(session, actor, child, Action.EDIT_PEOPLE)
    row.until = actor.at
    session.flush()
    prompts.settle(session, family.ASKED, [child.id], row.person_id)
    audit.record(
        session, actor, "guardian_ended", f"person:{child.id}", place, parent=row.person_id
    )
    return child.id


def require_edit(session: Session, actor: Actor, child_id: int) -> Named:
    """Asked before the chat is asked for a parent's name."""
    child = present(session, child_id)
    place = organisation_for(session, actor, child, Action.EDIT_PEOPLE)
    require(session, actor, Action.EDIT_PEOPLE, place)
    return _named(child)


def _answerable(session: Session, actor: Actor, child: Person, kind: Document) -> Standing:
    now = consent_standing.one(session, child, kind, actor.at)
    if not now.by_parent or kind in BASIC - {Document.PARENTAL}:
        raise Refusal("forbidden")
    return now


def _pairs(session: Session, child_id: int) -> Sequence[Pair]:
    mine = select(PairMember.pair_id).where(PairMember.person_id == child_id)
    return session.scalars(
        select(Pair).where(Pair.id.in_(mine), Pair.removed_at.is_(None)).order_by(Pair.id)
    ).all()


def _meetings(session: Session, child_id: int) -> Sequence[Meeting]:
    """Of the pairs while the child was in them."""
    ids = [pair.id for pair in _pairs(session, child_id)]
    local = zones.of_pairs(session, ids)
    spans = session.scalars(select(PairMember).where(PairMember.person_id == child_id)).all()
    rows = session.scalars(
        select(Meeting).where(
            Meeting.pair_id.in_(ids), Meeting.removed_at.is_(None), Meeting.state.in_(_SHOWN)
        )
    ).all()
    days = {row.id: _day(row, local[row.pair_id]) for row in rows}
    mine = [row for row in rows if any(_within(row, days[row.id], span) for span in spans)]
    return sorted(mine, key=lambda row: (days[row.id], row.id), reverse=True)


def _within(meeting: Meeting, day: date, span: PairMember) -> bool:
    return (
        span.pair_id == meeting.pair_id
        and span.since <= day
        and (span.until is None or day <= span.until)
    )


def _day(meeting: Meeting, zone: ZoneInfo) -> date:
    if meeting.held_on is not None:
        return meeting.held_on
    return (meeting.starts_at or meeting.created_at).astimezone(zone).date()


def _mentors(session: Session, pair_ids: set[int], child_id: int) -> dict[int, list[Named]]:
    rows = session.execute(
        select(PairMember.pair_id, PairMember.person_id)
        .where(PairMember.pair_id.in_(pair_ids), PairMember.side == Side.MENTOR)
        .order_by(PairMember.id)
    ).all()
    names = people.named(session, {row.person_id for row in rows})
    found: dict[int, list[Named]] = {}
    for row in rows:
        who = names[row.person_id]
        if who.id != child_id and who not in found.setdefault(row.pair_id, []):
            found[row.pair_id].append(who)
    return found


def _named(person: Person) -> Named:
    return Named(person.id, person.name, person.is_pupil)
