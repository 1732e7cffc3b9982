"""To whom reminders go: at which hour, by which days, and whether a chat is open to us."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Consent, Identity, Person, RoleGrant
from db.models.people import Reach
from domain.roles import Role
from domain.worktime import WorkCalendar
from services import calendars
from services.actor import PROCESSING
from services.calendars import SchoolDays

# They work through the summer and start the day with the roadmap.
SENIOR = frozenset({Role.CURATOR, Role.HEAD, Role.COORDINATOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Recipient:
    """`reachable`: a chat is open to us and the person has consented."""

    id: int
    hour: int
    days: SchoolDays
    senior: bool
    reachable: bool

    @property
    def cal(self) -> WorkCalendar:
        return self.days.steady if self.senior else self.days.staff

    def today(self, now: datetime) -> date:
        return self.days.today(now)

    def at(self, day: date) -> datetime:
        """The moment of the person's bundle on a day."""
        return self.days.at(day, self.hour)

    def next_moment(self, now: datetime) -> datetime:
        """The earliest moment from `now` on when something unasked-for may come, local."""
        return self.cal.next_allowed(now.astimezone(self.days.zone), time(self.hour))


def load(
    session: Session, person_ids: Iterable[int], now: datetime, fallback: int | None = None
) -> dict[int, Recipient]:
    """Several people in a handful of statements.

    `fallback` is the organisation whose days count for people who belong to none; without one
    they are left out.
    """
    ids = set(person_ids)
    people = session.execute(
        select(Person.id, Person.organisation_id, Person.remind_hour, Person.archived_at).where(
            Person.id.in_(ids)
        )
    ).all()
    homes = {row.id: row.organisation_id or fallback for row in people}
    days = calendars.load(session, {home for home in homes.values() if home is not None}, now)
    reachable = _open_chats(session, ids) & _consenting(session, ids)
    senior = _senior(session, ids)
    return {
        row.id: _recipient(
            row.id,
            days[home],
            row.remind_hour,
            senior=row.id in senior,
            reachable=row.archived_at is None and row.id in reachable,
        )
        for row in people
        if (home := homes[row.id]) is not None
    }


def one(session: Session, person_id: int, now: datetime) -> Recipient | None:
    """One person; None for somebody of no organisation."""
    return load(session, [person_id], now).get(person_id)


def of_nobody(person_id: int, now: datetime, zone: str) -> Recipient:
    """Somebody of no organisation, as an administrator is: by the usual days and hours."""
    days = calendars.usual(zone, now)
    return _recipient(person_id, days, None, senior=True, reachable=True)


def _recipient(
    person_id: int, days: SchoolDays, own: int | None, *, senior: bool, reachable: bool
) -> Recipient:
    chosen = days.preferences
    # What is passed on by the curator has to be in the curator's hands in the morning.
    usual = chosen.curator_hour if senior or not reachable else chosen.bundle_hour
    hour = usual if own is None or not reachable or not chosen.is_open(own) else own
    return Recipient(person_id, hour, days, senior, reachable)


def _open_chats(session: Session, ids: set[int]) -> set[int]:
    return set(
        session.scalars(
            select(Identity.person_id).where(
                Identity.person_id.in_(ids), Identity.reach == Reach.OK
            )
        )
    )


def _consenting(session: Session, ids: set[int]) -> set[int]:
    rows = session.execute(
        select(Consent.person_id, Consent.given)
        .where(Consent.person_id.in_(ids), Consent.kind == PROCESSING)
        .order_by(Consent.id)
    )
    latest = {row.person_id: row.given for row in rows}
    return {person_id for person_id, given in latest.items() if given}


def _senior(session: Session, ids: set[int]) -> set[int]:
    return set(
        session.scalars(
            select(RoleGrant.person_id).where(
                RoleGrant.person_id.in_(ids),
                RoleGrant.role.in_(SENIOR),
                RoleGrant.until.is_(None),
            )
        )
    )
