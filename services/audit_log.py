"""The log of acts for the administrator: by person, act and period, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from db.models import AuditEntry, Organisation
from domain.audit import BEGINNINGS, Group
from domain.named import Named
from domain.roles import Action
from services import audit, people
from services.actor import Actor, require

PAGE = 8
LIMIT = 20_000  # rows of a file


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; None: any. `days`: of so many last days, today included."""

    person_id: int | None = None
    group: Group | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One act; `who` None: the bot itself or somebody unknown."""

    at: datetime
    who: Named | None
    organisation: str
    action: str
    subject: str
    whom: Named | None
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log; `total`: how many entries fit."""

    entries: tuple[Entry, ...]
    total: int
    page: int
    person: Named | None


def page(session: Session, actor: Actor, wanted: Wanted, number: int) -> LogPage:
    """Raises Refusal("forbidden"); a page that is no more shows the last one."""
    require(session, actor, Action.SEE_AUDIT, None)
    query = _query(wanted, actor)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    last = max(0, (total - 1) // PAGE)
    at = min(max(number, 0), last)
    found = session.scalars(query.order_by(AuditEntry.id.desc()).offset(at * PAGE).limit(PAGE))
    person = people.named(session, [wanted.person_id]) if wanted.person_id else {}
    return LogPage(
        entries=tuple(_told(session, found.all(), actor.zone)),
        total=total,
        page=at,
        person=person.get(wanted.person_id or 0),
    )


def rows(session: Session, actor: Actor, wanted: Wanted, limit: int = LIMIT) -> list[Entry]:
    """The same whole, for a file. Raises Refusal("forbidden")."""
    require(session, actor, Action.SEE_AUDIT, None)
    found = session.scalars(_query(wanted, actor).order_by(AuditEntry.id.desc()).limit(limit))
    return _told(session, found.all(), actor.zone)


def actors(session: Session, actor: Actor) -> list[Named]:
    """Everybody who has ever done something, by name."""
    require(session, actor, Action.SEE_AUDIT, None)
    ids = session.scalars(
        select(AuditEntry.actor_id).where(AuditEntry.actor_id.is_not(None)).distinct()
    )
    found = people.named(session, [each for each in ids if each is not None])
    return sorted(found.values(), key=lambda each: (each.name, each.id))


def _query(wanted: Wanted, actor: Actor) -> Select[AuditEntry]:
    query = select(AuditEntry).where(audit.told())
    if wanted.person_id is not None:
        subject = f"person:{wanted.person_id}"
        mine = (AuditEntry.actor_id == wanted.person_id) | (AuditEntry.subject == subject)
        query = query.where(mine)
    if wanted.group is not None:
        begins = [
            AuditEntry.action.startswith(each, autoescape=True)
            for each in BEGINNINGS[wanted.group]
        ]
        query = query.where(or_(*begins))
    if wanted.days is not None:
        query = query.where(AuditEntry.at >= _since(actor.today, wanted.days, actor.zone))
    return query


def _since(today: date, days: int, zone: ZoneInfo) -> datetime:
    first = today - timedelta(days=max(0, min(days, 3660) - 1))
    return datetime(first.year, first.month, first.day, tzinfo=zone)


def _told(session: Session, found: Sequence[AuditEntry], zone: ZoneInfo) -> list[Entry]:
    whom = {row.id: _person_of(row.subject) for row in found}
    ids = {row.actor_id for row in found} | set(whom.values())
    names = people.named(session, [each for each in ids if each is not None])
    rows = session.execute(
        select(Organisation.id, Organisation.name).where(
            Organisation.id.in_({row.organisation_id for row in found})
        )
    )
    places = {row.id: row.name for row in rows}
    return [
        Entry(
            at=row.at.astimezone(zone),
            who=names.get(row.actor_id or 0),
            organisation=places.get(row.organisation_id or 0, ""),
            action=row.action,
            subject=row.subject,
            whom=names.get(whom[row.id] or 0),
            data=row.data,
        )
        for row in found
    ]


def _person_of(subject: str) -> int | None:
    kind, _, number = subject.partition(":")
    return int(number) if kind == "person" and number.isdigit() else None
