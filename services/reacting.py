"""What people answer to a reminder: later, not mine, no change, it has happened."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, ItemOwner, Occurrence, Reminder, Roadmap
from db.models.roadmap import OccState, RoadmapState
from domain.deadlines import Kind
from domain.occurrences import OccKind
from domain.progress import Status
from domain.reminders import SnoozeChoice, snooze_day
from domain.roles import Action
from domain.rounds import put_off, refused
from services import bundling, calendars, occurrences, recipients
from services.actor import Actor
from services.bundles import NOT_MINE
from services.changes import Change
from services.errors import Refusal
from services.item_rights import for_acting
from services.planner import moment, term
from services.reminding import escalated_among
from services.seniors import betters, seniors_of
from services.standing import away
from services.subjects import Subject, subjects


class Answer(StrEnum):
    """Answers to a check or a question, as they stand in Occurrence.answer."""

    UNCHANGED = "unchanged"
    HAPPENED = "happened"
    NOT_YET = "not_yet"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class EntryView:
    """An occurrence as a reminder's small screen shows it; `mine`: I am reminded of it as my own,
    `told`: as anybody's, a colleague's on leave too; `nudge`: it is others' and overdue, and I may
    remind them."""

    occurrence_id: int
    subject: Subject
    kind: OccKind
    due: date
    open: bool
    mine: bool
    told: bool
    nudge: bool
    term: str  # as written in the document
    result: str
    roadmap: str


@dataclass(frozen=True, slots=True)
class PutOff:
    """The day on which the reminder comes again; the term stays."""

    subject: Subject
    kind: OccKind
    until: date
    due: date


def view(session: Session, actor: Actor, occurrence_id: int) -> EntryView:
    """Raises Refusal("gone" | "forbidden")."""
    occurrence, item, roadmap = _find(session, actor, occurrence_id)
    reminder = _reminder(session, actor, occurrence.id)
    mine = reminder is not None and not reminder.escalated
    instead = reminder is None and _colleagues(session, actor, occurrence.id) is not None
    late = occurrence.kind is OccKind.DUE and occurrence.due < actor.today
    others = late and not (mine or instead)
    return EntryView(
        occurrence_id=occurrence.id,
        subject=subjects(session, [item.id])[item.id],
        kind=occurrence.kind,
        due=occurrence.due,
        open=occurrence.state is OccState.OPEN,
        mine=mine,
        told=reminder is not None or instead,
        nudge=others and actor.may(Action.ACT_FOR_OTHERS, roadmap.organisation_id),
        term=item.deadline or "",
        result=item.result or "",
        roadmap=roadmap.title,
    )


def snooze(
    session: Session, actor: Actor, occurrence_id: int, choice: SnoozeChoice | date
) -> PutOff:
    """Come back to it later; the term does not move. Raises Refusal also for "day_past"."""
    occurrence, item, roadmap = _open(session, actor, occurrence_id)
    reminder = _reminder(session, actor, occurrence.id)
    reminder = reminder or _colleagues(session, actor, occurrence.id)
    if reminder is None:
        raise Refusal("not_reminded")
    who = recipients.load(session, [actor.me], actor.at, roadmap.organisation_id)[actor.me]
    school = calendars.of(session, roadmap.organisation_id, actor.at)
    today = who.today(actor.at)
    try:
        until = snooze_day(choice, today, who.cal)
    except ValueError as error:
        raise Refusal("day_past") from error
    escalated = bool(escalated_among(session, [occurrence.id])) or reminder.escalated
    of = term(who, school, occurrence.due, occurrence.kind, escalated=escalated)
    found = moment(put_off(of, today, until), occurrence.due, who, school, actor.at)
    assert found is not None
    reminder.remind_at, reminder.step, reminder.snoozed_until = found.at, found.step, until
    session.flush()
    subject = subjects(session, [item.id])[item.id]
    return PutOff(subject, occurrence.kind, until, occurrence.due)


def not_mine(session: Session, actor: Actor, occurrence_id: int) -> Subject:
    """The item stays; the curators (of a curator's own the heads) read who refused it."""
    occurrence, item, roadmap = _open(session, actor, occurrence_id)
    reminder = _own_reminder(session, actor, occurrence.id)
    place = roadmap.organisation_id
    who = recipients.load(session, [actor.me], actor.at, place)[actor.me]
    school = calendars.of(session, place, actor.at)
    heard = betters(seniors_of(session, [place]), place, [actor.me])
    escalated = bool(escalated_among(session, [occurrence.id]))
    of = term(who, school, occurrence.due, occurrence.kind, escalated=escalated)
    found = moment(refused(of, who.today(actor.at)), occurrence.due, who, school, actor.at)
    if reminder.escalated or found is None:
        reminder.remind_at = None
    else:
        reminder.remind_at, reminder.step = found.at, found.step
    session.add(
        ItemEvent(
            item_id=item.id, at=actor.at, actor_id=actor.me, action=NOT_MINE,
            before={}, after={"told": {}, "heard": heard},
        )
    )  # fmt: skip
    session.execute(
        update(Roadmap).where(Roadmap.id == roadmap.id).values(version=Roadmap.version + 1)
    )
    for person_id in heard:
        bundling.ensure(session, person_id, actor.at)
    return subjects(session, [item.id])[item.id]


def unchanged(session: Session, actor: Actor, occurrence_id: int) -> Subject:
    """The quarterly look at a continuous item: nothing new."""
    item, change = _answer(session, actor, occurrence_id, OccKind.CHECK, Answer.UNCHANGED)
    return _save(session, item, change, Answer.UNCHANGED)


def not_yet(session: Session, actor: Actor, occurrence_id: int) -> Subject:
    """What the item waits for has not come; asked again next quarter."""
    item, change = _answer(session, actor, occurrence_id, OccKind.ASK, Answer.NOT_YET)
    return _save(session, item, change, Answer.NOT_YET)


def not_needed(session: Session, actor: Actor, occurrence_id: int) -> Subject:
    """What the item waits for will not come: it is not applicable."""
    item, change = _answer(session, actor, occurrence_id, OccKind.ASK, Answer.NOT_NEEDED)
    item.status = Status.NA
    return _save(session, item, change, "na")


def happened(session: Session, actor: Actor, occurrence_id: int, due: date) -> Subject:
    """What the item waited for has come: from now on it has a term. Raises "day_past" too."""
    if due < actor.today:
        raise Refusal("day_past")
    item, change = _answer(session, actor, occurrence_id, OccKind.ASK, Answer.HAPPENED)
    item.term_kind, item.spans, item.rule = Kind.DATES, [[None, due.isoformat()]], None
    item.term_decided = True
    return _save(session, item, change, Answer.HAPPENED)


def _answer(
    session: Session, actor: Actor, occurrence_id: int, kind: OccKind, answer: Answer
) -> tuple[Item, Change]:
    """Close a check or a question; what else follows is changed by the caller, then saved."""
    occurrence, item, _ = _open(session, actor, occurrence_id)
    access = for_acting(session, actor, item.id)
    change = Change(session, actor, access)
    change.touch(access.item)
    if occurrence.kind is not kind or not occurrences.close(session, occurrence, actor, answer):
        raise Refusal("settled")
    change.closed(occurrence)
    return access.item, change


def _save(session: Session, item: Item, change: Change, action: str) -> Subject:
    change.save(action)
    return subjects(session, [item.id])[item.id]


def _find(session: Session, actor: Actor, occurrence_id: int) -> tuple[Occurrence, Item, Roadmap]:
    found = session.execute(
        select(Occurrence, Item, Roadmap)
        .join(Item, Item.id == Occurrence.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(Occurrence.id == occurrence_id, Item.removed_at.is_(None))
    ).one_or_none()
    if found is None:
        raise Refusal("gone")
    occurrence, item, roadmap = found
    if not _concerns(session, actor, occurrence, roadmap):
        raise Refusal("forbidden")
    return occurrence, item, roadmap


def _concerns(session: Session, actor: Actor, occurrence: Occurrence, roadmap: Roadmap) -> bool:
    """Whether the actor owns the item, is reminded of it or acts for others there."""
    if actor.may(Action.ACT_FOR_OTHERS, roadmap.organisation_id):
        return True
    hands = {actor.me, *_stood_for(session, actor)}
    owns = select(ItemOwner.id).where(
        ItemOwner.item_id == occurrence.item_id, ItemOwner.person_id.in_(hands)
    )
    return session.scalar(owns.limit(1)) is not None


def _stood_for(session: Session, actor: Actor) -> Collection[int]:
    return away.stood_for(session, actor.me, actor.today, actor.zone)


def _colleagues(session: Session, actor: Actor, occurrence_id: int) -> Reminder | None:
    """The reminder of somebody on leave for whom the actor hears."""
    return session.scalar(
        select(Reminder)
        .where(
            Reminder.occurrence_id == occurrence_id,
            Reminder.person_id.in_(_stood_for(session, actor)),
            ~Reminder.escalated,
        )
        .order_by(Reminder.id)
        .limit(1)
    )


def _open(session: Session, actor: Actor, occurrence_id: int) -> tuple[Occurrence, Item, Roadmap]:
    occurrence, item, roadmap = _find(session, actor, occurrence_id)
    if roadmap.state is not RoadmapState.RUNNING or occurrence.state is not OccState.OPEN:
        raise Refusal("settled")
    return occurrence, item, roadmap


def _reminder(session: Session, actor: Actor, occurrence_id: int) -> Reminder | None:
    return session.scalar(
        select(Reminder).where(
            Reminder.occurrence_id == occurrence_id, Reminder.person_id == actor.me
        )
    )


def _own_reminder(session: Session, actor: Actor, occurrence_id: int) -> Reminder:
    reminder = _reminder(session, actor, occurrence_id)
    if reminder is None:
        raise Refusal("not_reminded")
    return reminder
