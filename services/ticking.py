"""The tick: what is due is claimed, gathered into bundles, and every reminder moves on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Occurrence, Reminder, Roadmap
from db.models.roadmap import OccState, RoadmapState
from domain.reminders import LATE_AFTER, Step
from domain.rounds import following
from services import calendars, prompt_tick, recipients, weekly
from services.bundling import Want, after, on_the_way, queue
from services.calendars import SchoolDays
from services.planner import Coming, moment, term
from services.recipients import Recipient
from services.reminding import escalated_among
from services.seniors import Seniors, away_of, betters, messengers, seniors_of
from services.upsert import insert_into, table_of

LIMIT = 1000


@dataclass(frozen=True, slots=True)
class TickResult:
    """How many reminders were looked at, and how many bundles hold what they said."""

    claimed: int
    enqueued: int


@dataclass(slots=True)
class _Tick:
    """Everything one tick knows, and what it will write."""

    session: Session
    now: datetime
    schools: Mapping[int, SchoolDays]
    who: Mapping[int, Recipient]
    seniors: Seniors
    told: set[int]  # occurrences of which a curator or head has heard
    away: frozenset[int]  # curators and heads on leave
    # By whether the reminder stands in a bundle now.
    changes: dict[bool, list[dict[str, Any]]] = field(
        default_factory=lambda: {False: [], True: []}
    )
    known: dict[Any, Coming | None] = field(default_factory=dict)

    def move(self, row: Any, found: Coming | None, *, claimed: bool = False) -> None:
        """Note the next moment of a reminder; None: nothing more to say."""
        at, step = (found.at, found.step) if found else (None, row.step)
        self.changes[claimed].append({"b_id": row.id, "b_at": at, "b_step": step})

    def hearer(self, row: Any) -> Recipient | None:
        """Who is told: the person, of school matters whoever stands in; None: nobody for now."""
        who = self.who.get(row.person_id)
        if who is None or not who.leaves or who.away(who.today(self.now)) is None:
            return who
        passes = not row.escalated and row.pair_id is None
        return recipients.hearer(self.who, row.person_id, self.now) if passes else None

    def held(self, row: Any) -> bool:
        """Whether it waits: for the person's return, or for the first bundle of the week."""
        if row.person_id not in self.who:
            return False
        return self.hearer(row) is None or self.muted(row)

    def muted(self, row: Any) -> bool:
        """What somebody wants to hear once a week; a colleague's never."""
        hearer = self.hearer(row)
        if hearer is None or hearer.id != row.person_id or not hearer.reachable:
            return False
        return weekly.waits(hearer, weekly.OTHERS if row.escalated else weekly.ITEMS, self.now)

    def messengers(self, row: Any) -> list[Recipient]:
        return messengers(self.seniors, row.organisation_id, self.who, self.away)

    def following(self, row: Any, who: Recipient, told: date) -> Coming | None:
        """What follows a reminder given on the day `told`; many rows have the same answer."""
        if row.escalated:
            return None
        escalated = row.occurrence_id in self.told
        place = row.organisation_id
        key = (id(who.days), who.senior, who.hour, place, row.due, row.kind, escalated, told)
        if key not in self.known:
            school = self.schools[place]
            of = term(who, school, row.due, row.kind, escalated=escalated)
            self.known[key] = moment(following(of, told), row.due, who, school, self.now)
        return self.known[key]


def tick(session: Session, now: datetime) -> TickResult:
    """Turn what is due at `now` into bundles; any process may do it, at any time, again.

    Reminders of what was closed meanwhile fall silent. What a person without an open chat would
    be told stands in the bundle of the curators. Where today's bundle has gone already the
    reminder waits for the next one.
    """
    rows = due(session, now)
    if not rows:
        return TickResult(0, 0)
    state = _prepare(session, rows, now)
    alive = [row for row in rows if row.alive]
    for row in rows:
        if not row.alive:
            state.move(row, None)
    _escalate(state, [row for row in alive if _is_escalation(row)])
    enqueued = _tell(state, [row for row in alive if not _is_escalation(row)])
    _write(state)
    return TickResult(len(rows), enqueued)


def due(session: Session, now: datetime, limit: int = LIMIT) -> Sequence[Any]:
    """Reminders whose moment has come, the oldest first; locked where the database can.

    Asked every few seconds for ever: it goes by the tables, and what needs no value of its own
    (a moment long to convert) comes as a yes or no.
    """
    reminder, occurrence, item, roadmap = map(table_of, (Reminder, Occurrence, Item, Roadmap))
    alive = and_(
        occurrence.c.state == OccState.OPEN,
        roadmap.c.state == RoadmapState.RUNNING,
        item.c.removed_at.is_(None),
    )
    return session.connection().execute(
        select(
            reminder.c.id, reminder.c.person_id, reminder.c.step, reminder.c.snoozed_until,
            reminder.c.escalated, reminder.c.occurrence_id, occurrence.c.kind, occurrence.c.due,
            occurrence.c.item_id, roadmap.c.organisation_id, roadmap.c.pair_id,
            alive.label("alive"), (reminder.c.remind_at < now - LATE_AFTER).label("behind"),
        )
        .join_from(reminder, occurrence, occurrence.c.id == reminder.c.occurrence_id)
        .join(item, item.c.id == occurrence.c.item_id)
        .join(roadmap, roadmap.c.id == item.c.roadmap_id)
        .where(reminder.c.remind_at <= now)
        .order_by(reminder.c.remind_at)
        .limit(limit)
        .with_for_update(of=reminder, skip_locked=True)
    ).all()  # fmt: skip


def _prepare(session: Session, rows: Sequence[Any], now: datetime) -> _Tick:
    places = {row.organisation_id for row in rows}
    seniors = seniors_of(session, places)
    everybody = {row.person_id for row in rows}.union(*seniors.values())
    who = recipients.with_deputies(session, everybody, now, min(places))
    return _Tick(
        session=session,
        now=now,
        schools=calendars.load(session, places, now),
        who=who,
        seniors=seniors,
        away=away_of(seniors, who, now),
        told=escalated_among(session, [row.occurrence_id for row in rows]),
    )


def _is_escalation(row: Any) -> bool:
    return row.step is Step.ESCALATE and not row.escalated


def _escalate(state: _Tick, rows: Sequence[Any]) -> None:
    """Those who have to hear get a reminder of their own, once an occurrence."""
    if not rows:
        return
    owners = _owners(state.session, {row.item_id for row in rows})
    told: dict[tuple[int, int], dict[str, Any]] = {}
    for row in rows:
        if row.occurrence_id not in state.told:
            owned_by = owners[row.item_id] | {row.person_id}
            for person_id in betters(state.seniors, row.organisation_id, owned_by, state.away):
                told[row.occurrence_id, person_id] = _escalation(state, row, person_id)
        state.move(row, _snoozed(state, row))
    if told:
        statement = insert_into(state.session, Reminder).on_conflict_do_nothing()
        state.session.connection().execute(statement, list(told.values()))


def _owners(session: Session, item_ids: set[int]) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for row in session.execute(
        select(ItemOwner.item_id, ItemOwner.person_id).where(ItemOwner.item_id.in_(item_ids))
    ):
        found[row.item_id].add(row.person_id)
    return found


def _escalation(state: _Tick, row: Any, person_id: int) -> dict[str, Any]:
    who = state.who[person_id]
    day = who.cal.next_workday(who.today(state.now))
    return {
        "occurrence_id": row.occurrence_id,
        "person_id": person_id,
        "remind_at": max(who.at(day), state.now),
        "step": Step.ESCALATE,
        "escalated": True,
    }


def _snoozed(state: _Tick, row: Any) -> Coming | None:
    """A reminder that was put off beyond the escalation still comes on its day."""
    who = state.who.get(row.person_id)
    if who is None or row.snoozed_until is None or row.snoozed_until <= who.today(state.now):
        return None
    return Coming(Step.SNOOZED, who.at(row.snoozed_until))


def _tell(state: _Tick, rows: Sequence[Any]) -> int:
    """Gather reminders into bundles; the number of people whose bundle holds them.

    What would be said in a bundle that is on its way stays due: the next tick comes in seconds.
    """
    now = state.now
    rows = _free(state, rows)
    direct: dict[int, Want] = {}
    passed_on: dict[int, Want] = {}
    prompt_tick.put_together(state.session, _muted(state, rows), now)
    for row in rows:
        if state.held(row):
            continue
        who = state.hearer(row)
        if who is not None and who.reachable:
            behind = row.behind or (who.id in direct and direct[who.id].late)
            direct[who.id] = Want(who.daily(now), behind)
        else:
            carriers = state.messengers(row)
            passed_on |= {each.id: Want(each.daily(now)) for each in carriers}
    accepted = queue(state.session, {**passed_on, **direct}, now)
    tomorrow = {
        person_id: Want(after(state.who[person_id], want.at.date()))
        for person_id, want in passed_on.items()
        if person_id not in accepted
    }
    queue(state.session, tomorrow, now)
    for row in rows:
        _claim(state, row, direct, accepted)
    return len(accepted)


def _muted(state: _Tick, rows: Sequence[Any]) -> list[tuple[Recipient, int]]:
    """Who hears of something once a week, with an organisation of it."""
    found = {row.person_id: row.organisation_id for row in rows if state.muted(row)}
    return [(state.who[person_id], place) for person_id, place in found.items()]


def _free(state: _Tick, rows: Sequence[Any]) -> list[Any]:
    """The rows of which no hearer's bundle is on its way now."""
    hearers = {row.id: {each.id for each in _hearers(state, row)} for row in rows}
    busy = on_the_way(state.session, set().union(*hearers.values()), state.now)
    return [row for row in rows if busy.isdisjoint(hearers[row.id])]


def _hearers(state: _Tick, row: Any) -> Iterable[Recipient]:
    """Who will read of it: the person or who stands in, or without an open chat those who pass
    it on."""
    if state.held(row):
        return []
    who = state.hearer(row)
    return [who] if who is not None and who.reachable else state.messengers(row)


def _claim(state: _Tick, row: Any, direct: Mapping[int, Want], accepted: set[int]) -> None:
    who, hearer = state.who.get(row.person_id), state.hearer(row)
    want = direct.get(hearer.id) if hearer is not None else None
    if who is None:
        state.move(row, None)
    elif hearer is not None and want is not None and hearer.id not in accepted:
        state.move(row, Coming(row.step, after(hearer, want.at.date())))
    else:
        day = want.at.date() if want is not None else who.today(state.now)
        state.move(row, state.following(row, who, day), claimed=True)


def _write(state: _Tick) -> None:
    table = table_of(Reminder)
    move = (
        table.update()
        .where(table.c.id == bindparam("b_id"))
        .values(remind_at=bindparam("b_at"), step=bindparam("b_step"))
    )
    connection = state.session.connection()
    if state.changes[False]:
        connection.execute(move, state.changes[False])
    if claimed := state.changes[True]:
        connection.execute(move.values(claimed_at=state.now), claimed)
