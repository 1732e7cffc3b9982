"""Reminders of open occurrences: kept, made or dropped for those who answer for the items."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from db.models import Reminder
from domain.occurrences import OccKind
from domain.reminders import Step
from services import recipients
from services.calendars import SchoolDays
from services.planner import Coming, coming, term
from services.recipients import Recipient
from services.upsert import batches, table_of


@dataclass(frozen=True, slots=True)
class Open:
    """An open occurrence with those who answer for its item."""

    id: int
    kind: OccKind
    due: date
    place: int
    owners: Sequence[int]


def remind(
    session: Session,
    terms: Sequence[Open],
    moved: Collection[int],
    days: Mapping[int, SchoolDays],
    now: datetime,
) -> None:
    """Reminders of the owners are kept or made, those of others are dropped.

    `moved`: occurrences whose day is another now, so that their reminders are counted anew.
    """
    _Reminding(session, moved, days, now).run(terms)


class _Reminding:
    def __init__(
        self,
        session: Session,
        moved: Collection[int],
        days: Mapping[int, SchoolDays],
        now: datetime,
    ) -> None:
        self._session, self._moved, self._days, self._now = session, moved, days, now
        self._known: dict[Any, Coming | None] = {}
        self._news: list[dict[str, Any]] = []
        self._changes: list[dict[str, Any]] = []
        self._strangers: list[int] = []

    def run(self, terms: Sequence[Open]) -> None:
        people = self._people(terms)
        present = self._present(terms)
        for each in terms:
            self._one(each, people, present[each.id])
        for some in batches(self._strangers):
            self._session.execute(delete(Reminder).where(Reminder.id.in_(some)))
        if self._news:
            self._session.execute(insert(Reminder), self._news)
        write(self._session, self._changes)

    def _people(self, terms: Sequence[Open]) -> dict[int, dict[int, Recipient]]:
        """By organisation: its days count for people who belong to none."""
        ids: defaultdict[int, set[int]] = defaultdict(set)
        for each in terms:
            ids[each.place].update(each.owners)
        return {
            place: recipients.load(self._session, found, self._now, place)
            for place, found in ids.items()
        }

    def _present(self, terms: Sequence[Open]) -> defaultdict[int, list[Any]]:
        found: defaultdict[int, list[Any]] = defaultdict(list)
        table = table_of(Reminder)
        for some in batches(each.id for each in terms):
            rows = self._session.execute(select(table).where(table.c.occurrence_id.in_(some)))
            for row in rows:
                found[row.occurrence_id].append(row)
        return found

    def _one(
        self, of: Open, people: Mapping[int, Mapping[int, Recipient]], present: Sequence[Any]
    ) -> None:
        escalated = any(row.escalated for row in present)
        known = {row.person_id: row for row in present}
        self._strangers += [
            row.id for row in present if not row.escalated and row.person_id not in of.owners
        ]
        for person_id in dict.fromkeys(of.owners):
            who, row = people[of.place].get(person_id), known.get(person_id)
            if who is None:
                continue
            if row is None:
                found = self._coming(of, who, None, escalated=escalated)
                self._news.append(_new(of.id, who.id, found))
            elif self._to_count(row, who):
                found = self._coming(of, who, row.claimed_at, escalated=escalated)
                self._changes += [change(row.id, found)] if found else []

    def _to_count(self, row: Any, who: Recipient) -> bool:
        if row.escalated:
            return False
        asleep = row.snoozed_until is not None and row.snoozed_until > who.today(self._now)
        return row.remind_at is None or (row.occurrence_id in self._moved and not asleep)

    def _coming(
        self, of: Open, who: Recipient, claimed_at: datetime | None, *, escalated: bool
    ) -> Coming | None:
        """Many have the same answer."""
        key = (
            id(who.days), who.senior, who.hour, of.place, of.due, of.kind, escalated, claimed_at
        )  # fmt: skip
        if key not in self._known:
            school = self._days[of.place]
            what = term(who, school, of.due, of.kind, escalated=escalated)
            self._known[key] = coming(what, who, school, claimed_at, self._now)
        return self._known[key]


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


def is_pending(nudged_at: datetime | None, claimed_at: datetime | None) -> bool:
    """Whether somebody asked for a reminder that has not stood in a bundle since."""
    return nudged_at is not None and (claimed_at is None or claimed_at < nudged_at)


def write(session: Session, changes: list[dict[str, Any]]) -> None:
    """Give many reminders their next moment in one statement."""
    if changes:
        table = table_of(Reminder)
        session.connection().execute(
            table.update().where(table.c.id == bindparam("b_id")), changes
        )


def escalated_among(session: Session, occurrence_ids: Sequence[int]) -> set[int]:
    """Those of the occurrences of which a curator or head has heard."""
    return set(
        session.scalars(
            select(Reminder.occurrence_id).where(
                Reminder.occurrence_id.in_(occurrence_ids), Reminder.escalated
            )
        )
    )
