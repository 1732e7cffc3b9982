"""Occurrences and reminders of an item made anew after anything about it has changed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    delete,
    insert,
    or_,
    select,
)
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Occurrence, Person, Reminder, Roadmap
from db.models.roadmap import OccState, RoadmapState
from domain.deadlines import Period, parse
from domain.occurrences import OccKind, plan
from domain.occurrences import Occurrence as Planned
from domain.progress import Status
from domain.reminders import Step
from domain.rounds import put_off, refused
from domain.schoolyear import school_year, year_bounds
from services import calendars, recipients
from services.calendars import SchoolDays
from services.occurrences import refresh_due
from services.planner import Coming, coming, moment, term
from services.recipients import Recipient
from services.seniors import betters, seniors_of
from services.upsert import table_of

_OVER = (Status.DONE, Status.NA)


def replan(session: Session, item_id: int, now: datetime) -> None:
    """Bring occurrences and reminders of an item in line with its term, owners and status.

    What was closed stays as it is; what is open and still meant keeps its reminders. A removed,
    finished or not applicable item, one with parts of its own and one of a roadmap that does not
    run have none. Nothing happens to an item that does not exist.
    """
    replan_all(session, [item_id], now)


def replan_all(session: Session, item_ids: Iterable[int], now: datetime) -> None:
    """The same for many items, reading what they share once: a launch has hundreds."""
    known = _Known(session, now)
    for item_id in item_ids:
        item = session.get(Item, item_id)
        if item is not None:
            _replan(session, item, known)


class _Known:
    """Days and people of the organisations at hand, each read once."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self.now = session, now
        self._days: dict[int, SchoolDays] = {}
        self._people: dict[tuple[int, int], Recipient] = {}

    def days(self, place: int) -> SchoolDays:
        if place not in self._days:
            self._days[place] = calendars.of(self._session, place, self.now)
        return self._days[place]

    def people(self, ids: Iterable[int], place: int) -> list[Recipient]:
        wanted = list(dict.fromkeys(ids))
        new = [each for each in wanted if (each, place) not in self._people]
        if new:
            found = recipients.load(self._session, new, self.now, place)
            self._people |= {(each.id, place): each for each in found.values()}
        return [self._people[each, place] for each in wanted if (each, place) in self._people]


def _replan(session: Session, item: Item, known: _Known) -> None:
    roadmap = session.get_one(Roadmap, item.roadmap_id)
    days = known.days(roadmap.organisation_id)
    alive = _lives(session, item, roadmap)
    wanted = planned(item, roadmap, days, known.now) if alive else ()
    _renew(session, item, wanted, days.today(known.now))
    refresh_due(session, item)
    if alive:
        _remind(session, item, owners_of(session, item, roadmap), roadmap.organisation_id, known)


def planned(item: Item, roadmap: Roadmap, days: SchoolDays, now: datetime) -> tuple[Planned, ...]:
    """The occurrences that the item's term means from today on."""
    today = days.today(now)
    period = _period(roadmap, today)
    spans = [(_day(start), _day(end)) for start, end in item.spans]
    months = _months(item, period) if item.rule else ()
    return plan(
        item.term_kind, spans, item.rule, months, period=period, cal=days.steady, from_day=today
    )


def owners_of(session: Session, item: Item, roadmap: Roadmap) -> list[int]:
    """Who answers for the item; the curators for what nobody else does."""
    own = list(
        session.scalars(
            select(ItemOwner.person_id).where(ItemOwner.item_id == item.id).order_by(ItemOwner.id)
        )
    )
    if own:
        return own
    seniors = seniors_of(session, [roadmap.organisation_id])
    return list(betters(seniors, roadmap.organisation_id, ()))


def _lives(session: Session, item: Item, roadmap: Roadmap) -> bool:
    if roadmap.state is not RoadmapState.RUNNING or item.status in _OVER:
        return False
    parents: Item | None = item
    while parents is not None:
        if parents.removed_at is not None:
            return False
        parents = session.get(Item, parents.parent_id) if parents.parent_id else None
    part = select(Item.id).where(Item.parent_id == item.id, Item.removed_at.is_(None)).limit(1)
    return session.scalar(part) is None


def _period(roadmap: Roadmap, today: date) -> tuple[date, date]:
    first, last = year_bounds(school_year(today))
    start, end = roadmap.period_start or first, roadmap.period_end or last
    return start, max(start, end)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _months(item: Item, period: tuple[date, date]) -> Sequence[int]:
    """The months of a recurring phrase: the row keeps the phrase, not what it names."""
    meant = parse(item.deadline, Period(*period))
    return meant.months if meant.rule == item.rule else ()


def _renew(session: Session, item: Item, wanted: Iterable[Planned], today: date) -> None:
    present = session.scalars(select(Occurrence).where(Occurrence.item_id == item.id)).all()
    closed = {(row.kind, row.due) for row in present if row.state is not OccState.OPEN}
    stay = {(row.kind, row.due): row for row in present if row.state is OccState.OPEN}
    seq = max((row.seq for row in present), default=0)
    news: list[dict[str, Any]] = []
    for each in wanted:
        key = each.kind, each.due
        if key in closed:
            continue
        kept = stay.pop(key, None)
        if kept is not None:
            kept.starts = each.start
            continue
        seq += 1
        news.append({
            "item_id": item.id, "seq": seq, "kind": each.kind, "starts": each.start,
            "due": each.due, "state": OccState.OPEN,
        })  # fmt: skip
    if not present:
        _settle_past(news, today)
    session.flush()
    if stay:
        gone = [row.id for row in stay.values()]
        session.execute(delete(Occurrence).where(Occurrence.id.in_(gone)))
    if news:
        session.execute(insert(Occurrence), news)


def _settle_past(news: list[dict[str, Any]], today: date) -> None:
    """Of several terms those that were over before the item came here are not held against it."""
    terms = [row for row in news if row["kind"] is OccKind.DUE]
    if not any(row["due"] >= today for row in terms):
        return
    for row in terms:
        if row["due"] < today:
            row["state"] = OccState.SKIPPED


def _remind(
    session: Session,
    item: Item,
    owners: list[int],
    organisation_id: int,
    known: _Known,
) -> None:
    """Reminders of the open occurrences: the owners' are kept or made, others' are dropped."""
    terms = session.execute(
        select(Occurrence.id, Occurrence.kind, Occurrence.due).where(
            Occurrence.item_id == item.id, Occurrence.state == OccState.OPEN
        )
    ).all()
    if not terms:
        return
    ids = [row.id for row in terms]
    school, now = known.days(organisation_id), known.now
    _drop_strangers(session, ids, owners)
    rows = {
        (row.occurrence_id, row.person_id): row
        for row in session.execute(_rows().where(Reminder.occurrence_id.in_(ids)))
    }
    told = {row.occurrence_id for row in rows.values() if row.escalated}
    news: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    for who in known.people(owners, organisation_id):
        for occurrence in terms:
            row = rows.get((occurrence.id, who.id))
            escalated = occurrence.id in told
            of = term(who, school, occurrence.due, occurrence.kind, escalated=escalated)
            if row is None:
                found = coming(of, who, school, None, now)
                news.append(_new(occurrence.id, who.id, found))
            elif row.remind_at is None and not row.escalated:
                found = coming(of, who, school, row.claimed_at, now)
                changes += [change(row.id, found)] if found else []
    if news:
        session.execute(insert(Reminder), news)
    write(session, changes)


def _drop_strangers(session: Session, occurrence_ids: list[int], owners: list[int]) -> None:
    session.execute(
        delete(Reminder).where(
            Reminder.occurrence_id.in_(occurrence_ids),
            Reminder.person_id.not_in(owners),
            Reminder.escalated.is_(False),
        )
    )


def _new(occurrence_id: int, person_id: int, found: Coming | None) -> dict[str, Any]:
    return {
        "occurrence_id": occurrence_id,
        "person_id": person_id,
        "remind_at": found.at if found else None,
        "step": found.step if found else Step.AFTER,
        "escalated": False,
    }


def change(reminder_id: int, found: Coming) -> dict[str, Any]:
    """One line for `write`."""
    return {"b_id": reminder_id, "remind_at": found.at, "step": found.step}


def write(session: Session, changes: list[dict[str, Any]]) -> None:
    """Give many reminders their next moment in one statement."""
    if changes:
        table = table_of(Reminder)
        session.connection().execute(
            table.update().where(table.c.id == bindparam("b_id")), changes
        )


def _rows() -> Select[*tuple[Any, ...]]:
    return select(
        Reminder.id,
        Reminder.occurrence_id,
        Reminder.person_id,
        Reminder.remind_at,
        Reminder.step,
        Reminder.snoozed_until,
        Reminder.claimed_at,
        Reminder.escalated,
    )


def reschedule_school(session: Session, organisation_id: int, now: datetime) -> None:
    """After a change of rhythm, week, hours or days: every reminder still to come moves."""
    members = select(Person.id).where(Person.organisation_id == organisation_id)
    _reschedule(
        session,
        or_(Roadmap.organisation_id == organisation_id, Reminder.person_id.in_(members)),
        now,
    )


def reschedule_person(session: Session, person_id: int, now: datetime) -> None:
    """After a change of the person's own hour or chat."""
    _reschedule(session, Reminder.person_id == person_id, now)


def _reschedule(session: Session, condition: ColumnElement[bool], now: datetime) -> None:
    rows = session.execute(
        _rows()
        .add_columns(Occurrence.due, Occurrence.kind, Roadmap.organisation_id)
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
    of = term(who, school, row.due, row.kind, escalated=row.occurrence_id in told)
    if row.snoozed_until is not None and row.snoozed_until > today:
        return moment(put_off(of, today, row.snoozed_until), row.due, who, school, now)
    if row.step is Step.ESCALATE:
        return moment(refused(of, today), row.due, who, school, now)
    return coming(of, who, school, row.claimed_at, now)


def escalated_among(session: Session, occurrence_ids: Sequence[int]) -> set[int]:
    """Those of the occurrences of which a curator or head has heard."""
    return set(
        session.scalars(
            select(Reminder.occurrence_id).where(
                Reminder.occurrence_id.in_(occurrence_ids), Reminder.escalated
            )
        )
    )
