"""Reminders to come that move when hours, days or the rhythm have changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from db.models import Item, Occurrence, Person, Reminder, Roadmap
from db.models.roadmap import OccState, RoadmapState
from domain.occurrences import OccKind
from domain.reminders import Step
from domain.rounds import put_off, refused
from services import bundling, calendars, recipients
from services.calendars import SchoolDays
from services.digest import plans
from services.planner import Coming, coming, moment, term
from services.recipients import Recipient
from services.reminding import change, escalated_among, is_pending, write
from services.replanning import replan_all
from services.traces import Trace

_COLUMNS: tuple[Any, ...] = (
    Reminder.id, Reminder.occurrence_id, Reminder.person_id, Reminder.remind_at, Reminder.step,
    Reminder.snoozed_until, Reminder.claimed_at, Reminder.nudged_at, Reminder.escalated,
    Occurrence.due, Occurrence.kind, Roadmap.organisation_id,
)  # fmt: skip


def reschedule_school(session: Session, organisation_id: int, now: datetime) -> None:
    """After a change of rhythm, week, hours or days: every reminder still to come moves.

    So do the days on which something is looked at or asked about.
    """
    items = _asked_about(session, organisation_id)
    trace = Trace(session, items)
    replan_all(session, items, now)
    trace.save(now, None)
    plans.replan_place(session, organisation_id, now)
    members = select(Person.id).where(Person.organisation_id == organisation_id)
    _reschedule(
        session,
        or_(Roadmap.organisation_id == organisation_id, Reminder.person_id.in_(members)),
        now,
    )


def _asked_about(session: Session, organisation_id: int) -> Sequence[int]:
    """Items of running roadmaps whose days follow the calendar."""
    return session.scalars(
        select(Occurrence.item_id)
        .join(Item, Item.id == Occurrence.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(
            Roadmap.organisation_id == organisation_id,
            Roadmap.state == RoadmapState.RUNNING,
            Item.removed_at.is_(None),
            Occurrence.kind != OccKind.DUE,
            Occurrence.state == OccState.OPEN,
        )
        .distinct()
    ).all()


def reschedule_person(session: Session, person_id: int, now: datetime) -> None:
    """After a change of the person's own hour or chat."""
    _reschedule(session, Reminder.person_id == person_id, now)


def _reschedule(session: Session, condition: ColumnElement[bool], now: datetime) -> None:
    rows = session.execute(
        select(*_COLUMNS)
        .select_from(Reminder)
        .join(Occurrence, Occurrence.id == Reminder.occurrence_id)
        .join(Item, Item.id == Occurrence.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(condition, Reminder.remind_at.is_not(None), Occurrence.state == OccState.OPEN)
    ).all()
    if not rows:
        return
    schools = calendars.load(session, {row.organisation_id for row in rows}, now)
    fallback = rows[0].organisation_id
    who = recipients.load(session, {row.person_id for row in rows}, now, fallback)
    told = escalated_among(session, [row.occurrence_id for row in rows])
    changes: list[dict[str, Any]] = []
    for row in rows:
        found = _again(row, who[row.person_id], schools[row.organisation_id], told, now)
        changes += [change(row.id, found)] if found else []
    write(session, changes)


def _again(
    row: Any, who: Recipient, school: SchoolDays, told: set[int], now: datetime
) -> Coming | None:
    today = who.today(now)
    if row.escalated:
        day = max(today, who.today(row.remind_at))
        return Coming(row.step, max(now, who.at(who.cal.next_workday(day))))
    if is_pending(row.nudged_at, row.claimed_at):
        return Coming(row.step, bundling.upcoming(who, now))
    of = term(who, school, row.due, row.kind, escalated=row.occurrence_id in told)
    if row.snoozed_until is not None and row.snoozed_until > today:
        return moment(put_off(of, today, row.snoozed_until), row.due, who, school, now)
    if row.step is Step.ESCALATE:
        return moment(refused(of, today), row.due, who, school, now)
    return coming(of, who, school, row.claimed_at, now)
