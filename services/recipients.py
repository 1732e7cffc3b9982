"""To whom reminders go: at which hour, by which days, and whether a chat is open to us."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Identity, Person, RoleGrant
from db.models.people import Reach
from domain.roles import Role
from domain.worktime import WorkCalendar
from services import calendars, gate, recall
from services.calendars import SchoolDays
from services.standing import away
from services.standing.away import Away

# They work through the summer and start the day with the roadmap.
SENIOR = frozenset({Role.CURATOR, Role.HEAD, Role.COORDINATOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Recipient:
    """`reachable`: a chat is open to us and the person has consented; `leaves`: present and to
    come; `muted`: what is not worth a message of its own (services.muting)."""

    id: int
    hour: int
    days: SchoolDays
    senior: bool
    reachable: bool
    leaves: tuple[Away, ...] = ()
    muted: frozenset[str] = frozenset()

    @property
    def cal(self) -> WorkCalendar:
        return self.days.steady if self.senior else self.days.staff

    def today(self, now: datetime) -> date:
        return self.days.today(now)

    def at(self, day: date) -> datetime:
        """The moment of the person's bundle on a day."""
        return self.days.at(day, self.hour)

    def away(self, day: date) -> Away | None:
        """The leave that the person has on a day."""
        return next((each for each in self.leaves if each.on(day)), None)

    def next_workday(self, day: date) -> date:
        """The first working day from `day` on when the person is there."""
        found = self.cal.next_workday(day)
        leave = self.away(found)
        if leave is None:
            return found
        back = self.cal.next_workday(leave.back(found))
        return back if leave.last is None else self.next_workday(back)

    def next_moment(self, now: datetime) -> datetime:
        """The earliest moment from `now` on when something unasked-for may come, local."""
        local = now.astimezone(self.days.zone)
        if self.leaves and self.away(local.date()) is not None:
            local = datetime.combine(self.next_workday(local.date()), time(0), self.days.zone)
        at = self.cal.next_allowed(local, time(self.hour))
        if not self.leaves or self.away(at.date()) is None:
            return at
        return self.days.at(self.next_workday(at.date()), self.hour).astimezone(self.days.zone)

    def daily(self, now: datetime) -> datetime:
        """The earliest moment from `now` on for the daily message, local: at the person's hour,
        or later on a day when that has passed."""
        at = self.next_moment(now)
        return max(at, self.at(at.date()).astimezone(self.days.zone))


def load(
    session: Session, person_ids: Iterable[int], now: datetime, fallback: int | None = None
) -> dict[int, Recipient]:
    """Several people in a handful of statements.

    `fallback` is the organisation whose days count for people who belong to none; without one
    they are left out.
    """
    return recall.each(
        session, ("recipients", now, fallback), set(person_ids),
        lambda ids: _load(session, ids, now, fallback),
    )  # fmt: skip


def _load(
    session: Session, ids: set[int], now: datetime, fallback: int | None
) -> dict[int, Recipient]:
    people = session.execute(
        select(
            Person.id, Person.organisation_id, Person.remind_hour, Person.archived_at, Person.muted
        ).where(Person.id.in_(ids))
    ).all()
    homes = {row.id: row.organisation_id or fallback for row in people}
    days = calendars.load(session, {home for home in homes.values() if home is not None}, now)
    open_chats = _open_chats(session, ids)
    reachable = open_chats & gate.allowed(session, open_chats, gate.Purpose.MESSAGES, now)
    senior = _senior(session, ids)
    leaves = away.coming(session, ids, now)
    return {
        row.id: _recipient(
            row.id,
            days[home],
            row.remind_hour,
            senior=row.id in senior,
            reachable=row.archived_at is None and row.id in reachable,
            leaves=tuple(leaves.get(row.id, ())),
            muted=frozenset(row.muted),
        )
        for row in people
        if (home := homes[row.id]) is not None
    }


def with_deputies(
    session: Session, person_ids: Iterable[int], now: datetime, fallback: int | None = None
) -> dict[int, Recipient]:
    """The same with whoever stands in for those of them who are away."""
    found = load(session, person_ids, now, fallback)
    missing = _deputies(found)
    while missing:
        more = load(session, missing, now, fallback)
        found |= more
        missing = _deputies(more) - found.keys()
    return found


def _deputies(found: Mapping[int, Recipient]) -> set[int]:
    leaves = {each.id: each.leaves for each in found.values()}
    return away.deputies(leaves) - found.keys()


def hearer(who: Mapping[int, Recipient], person_id: int, now: datetime) -> Recipient | None:
    """Who hears what is for a person: the person, or somebody present in the person's place.

    None for who is away with nobody reachable to stand in. `who`: of `with_deputies`.
    """
    found, seen = who.get(person_id), {person_id}
    while found is not None and (leave := found.away(found.today(now))) is not None:
        deputy = leave.deputy_id
        found = who.get(deputy) if deputy is not None and deputy not in seen else None
        seen.add(deputy or 0)
    if found is None or found.id == person_id or found.reachable:
        return found
    return None


def one(session: Session, person_id: int, now: datetime) -> Recipient | None:
    """One person; None for somebody of no organisation."""
    return load(session, [person_id], now).get(person_id)


def of_nobody(person_id: int, now: datetime, zone: str) -> Recipient:
    """Somebody of no organisation, as an administrator is: by the usual days and hours."""
    days = calendars.usual(zone, now)
    return _recipient(person_id, days, None, senior=True, reachable=True)


def _recipient(
    person_id: int, days: SchoolDays, own: int | None, *, senior: bool, reachable: bool,
    leaves: tuple[Away, ...] = (), muted: frozenset[str] = frozenset(),
) -> Recipient:  # fmt: skip
    chosen = days.preferences
    # What is passed on by the curator has to be in the curator's hands in the morning.
    usual = chosen.curator_hour if senior or not reachable else chosen.bundle_hour
    hour = usual if own is None or not reachable or not chosen.is_open(own) else own
    return Recipient(person_id, hour, days, senior, reachable, leaves, muted)


def _open_chats(session: Session, ids: set[int]) -> set[int]:
    return set(
        session.scalars(
            select(Identity.person_id).where(
                Identity.person_id.in_(ids), Identity.reach == Reach.OK
            )
        )
    )


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
