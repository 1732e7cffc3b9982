"""Whom messages do not reach: noticed, and listed for the curator with what there is to tell."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.models import (
    Consent,
    Identity,
    Invitation,
    Item,
    Occurrence,
    OutboxMessage,
    Person,
    Reminder,
    Roadmap,
)
from db.models.outbox import OutboxState
from db.models.people import Reach
from db.models.roadmap import OccState, RoadmapState
from domain.consents import BASIC
from domain.named import Named
from domain.occurrences import OccKind
from domain.roles import Action
from services import bundling, calendars, gate, outbox
from services.actor import Actor, require
from services.errors import Refusal
from services.rescheduling import reschedule_person
from services.seniors import betters, seniors_of
from services.subjects import Subject, subjects

FAILURES_FOR = timedelta(days=14)
# What is due later need not be passed on yet.
AHEAD = timedelta(days=14)


class Why(StrEnum):
    """Why messages do not reach a person."""

    NO_CHAT = "no_chat"
    BLOCKED = "blocked"
    NEVER_STARTED = "never_started"
    GONE = "gone"
    NOT_ASKED = "not_asked"  # the consent
    REFUSED = "refused"  # the consent
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Unreached:
    """A person with open items; `soon` of them are due within two weeks or overdue.

    `since`: when the bot first tried to reach the person in vain, or asked by a personal link or
    for the consent; None: never.
    """

    who: Named
    post: str
    why: Why
    items: int
    soon: int
    since: datetime | None

    @property
    def things(self) -> int:
        """How many to tell of, wherever it is said: what is pressing, else all."""
        return self.soon or self.items


@dataclass(frozen=True, slots=True)
class ToTell:
    """One item to tell a person of."""

    subject: Subject
    kind: OccKind
    due: date


@dataclass(frozen=True, slots=True)
class Errand:
    """A person to be told personally, and of what: as many `lines` as there are `who.things`."""

    who: Unreached
    today: date
    lines: tuple[ToTell, ...]


_BY_REACH = {
    Reach.BLOCKED: Why.BLOCKED,
    Reach.NEVER_STARTED: Why.NEVER_STARTED,
    Reach.GONE: Why.GONE,
}


def chat_closed(session: Session, actor: Actor, reach: Reach) -> None:
    """Somebody blocked the bot: who has open items there is mentioned to the curators."""
    if actor.person_id is None:
        return
    outbox.mark_unreachable(session, actor.me, reach, actor.at)
    session.flush()
    places = set(session.scalars(
        _open_items()
        .with_only_columns(Roadmap.organisation_id)
        .where(Reminder.person_id == actor.me)
    ))  # fmt: skip
    seniors = seniors_of(session, places)
    for person_id in {each for place in places for each in betters(seniors, place, [actor.me])}:
        bundling.ensure(session, person_id, actor.at)


def chat_open(session: Session, actor: Actor) -> None:
    """The chat is open again: what is still true comes with the next bundle."""
    outbox.mark_reachable(session, actor.chat_id, actor.at)
    session.flush()
    if actor.person_id is not None:
        reschedule_person(session, actor.me, actor.at)
        bundling.ensure(session, actor.me, actor.at)


def unreached(session: Session, actor: Actor, organisation_id: int) -> list[Unreached]:
    """Those with open items whom messages do not reach, the most pressing first."""
    require(session, actor, Action.SEE_DELIVERY, organisation_id)
    return not_reached(session, organisation_id, actor.at, actor.today)


def not_reached(
    session: Session, organisation_id: int, now: datetime, today: date
) -> list[Unreached]:
    """The same without asking who looks."""
    rows = session.execute(_open_items().where(Roadmap.organisation_id == organisation_id)).all()
    items: dict[int, dict[int, bool]] = {}
    for row in rows:
        mine = items.setdefault(row.person_id, {})
        mine[row.item_id] = mine.get(row.item_id, False) or _presses(row, today)
    why = _reasons(session, list(items), now)
    people = session.scalars(select(Person).where(Person.id.in_(why))).all()
    found = [
        Unreached(
            Named(person.id, person.name, person.is_pupil), person.post, why[person.id].why,
            len(items[person.id]), sum(items[person.id].values()), why[person.id].since,
        )
        for person in people
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.soon, -each.items, each.who.name, each.who.id))


def errand(session: Session, actor: Actor, organisation_id: int, person_id: int) -> Errand:
    """What to tell one of them. Raises Refusal("gone") for anybody else."""
    who = [each for each in unreached(session, actor, organisation_id) if each.who.id == person_id]
    if not who:
        raise Refusal("gone")
    rows = session.execute(
        _open_items()
        .where(Roadmap.organisation_id == organisation_id, Reminder.person_id == person_id)
        .order_by(Occurrence.due, Occurrence.id)
    ).all()
    nearest: dict[int, ToTell] = {}
    known = subjects(session, {row.item_id for row in rows})
    pressing = [row for row in rows if _presses(row, actor.today)]
    for row in pressing or rows:
        nearest.setdefault(row.item_id, ToTell(known[row.item_id], row.kind, row.due))
    today = calendars.of(session, organisation_id, actor.at).today(actor.at)
    return Errand(who[0], today, tuple(nearest.values()))


def _presses(row: Any, today: date) -> bool:
    """Whether it is overdue, or due within two weeks."""
    return row.kind is OccKind.DUE and row.due <= today + AHEAD


def _open_items() -> Select[*tuple[Any, ...]]:
    return (
        select(Reminder.person_id, Occurrence.item_id, Occurrence.kind, Occurrence.due)
        .join(Occurrence, Occurrence.id == Reminder.occurrence_id)
        .join(Item, Item.id == Occurrence.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(
            Reminder.escalated.is_(False),
            Occurrence.state == OccState.OPEN,
            Item.removed_at.is_(None),
            Roadmap.state == RoadmapState.RUNNING,
        )
    )


@dataclass(frozen=True, slots=True)
class _Reason:
    why: Why
    since: datetime | None


def _reasons(session: Session, ids: list[int], now: datetime) -> dict[int, _Reason]:
    """Why each of the people is not reached, and since when; those who are, are left out."""
    chats = {
        row.person_id: row
        for row in session.execute(
            select(
                Identity.person_id, Identity.reach, Identity.reach_since, Identity.created_at
            )
            .where(Identity.person_id.in_(ids))
            .order_by((Identity.reach == Reach.OK), Identity.id)
        )
    }  # fmt: skip
    consents = {
        row.person_id: row
        for row in session.execute(
            select(Consent.person_id, Consent.given, Consent.at)
            .where(Consent.person_id.in_(ids), Consent.kind.in_(BASIC))
            .order_by(Consent.id)
        )
    }
    failed, invited = _failed(session, ids, now), _invited(session, ids)
    agreed = gate.standings(session, ids, now)
    found: dict[int, _Reason] = {}
    for each in ids:
        chat, consent = chats.get(each), consents.get(each)
        why = _why(chat.reach if chat else None, agreed.get(each), each in failed)
        since = {
            Why.NO_CHAT: invited.get(each),
            Why.REFUSED: consent.at if consent else None,
            Why.NOT_ASKED: chat.created_at if chat else None,
            Why.FAILED: failed.get(each),
        }
        if why is not None:
            found[each] = _Reason(why, since.get(why, chat and chat.reach_since))
    return found


def _invited(session: Session, ids: list[int]) -> dict[int, datetime]:
    """When people were first given a link of their own."""
    rows = session.execute(
        select(Invitation.person_id, func.min(Invitation.created_at).label("at"))
        .where(Invitation.person_id.in_(ids))
        .group_by(Invitation.person_id)
    )
    return {row.person_id: row.at for row in rows}


def _failed(session: Session, ids: list[int], now: datetime) -> dict[int, datetime]:
    """Those whose last message of late was given up, with the first such since one arrived."""
    rows = session.execute(
        select(OutboxMessage.person_id, OutboxMessage.state, OutboxMessage.created_at)
        .where(
            OutboxMessage.person_id.in_(ids),
            OutboxMessage.state.in_([OutboxState.FAILED, OutboxState.SENT]),
            OutboxMessage.created_at > now - FAILURES_FOR,
        )
        .order_by(OutboxMessage.id)
    )
    found: dict[int, datetime] = {}
    for row in rows:
        if row.state is OutboxState.FAILED:
            found.setdefault(row.person_id, row.created_at)
        else:
            found.pop(row.person_id, None)
    return found


def _why(reach: Reach | None, consent: bool | None, failed: bool) -> Why | None:
    if consent is False:
        return Why.REFUSED
    if reach is None:
        return Why.NO_CHAT
    if reach is not Reach.OK:
        return _BY_REACH[reach]
    if consent is None:
        return Why.NOT_ASKED
    return Why.FAILED if failed else None
