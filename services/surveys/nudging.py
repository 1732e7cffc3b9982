"""Reminding all who have not answered, out of turn: in the next daily bundle, once a day. It
counts into the three reminders that a person gets of a campaign; after them nobody is written to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import OutboxMessage, Prompt, Response
from db.models.outbox import OutboxState
from services import audit, recipients, zones
from services.actor import Actor
from services.bundling import KIND as BUNDLE
from services.bundling import upcoming
from services.errors import Refusal
from services.surveys import campaigns, rates, reminding


@dataclass(frozen=True, slots=True)
class Nudged:
    """`told`: so many will hear of it; `coming`: will in any case, in a message that waits;
    `already`: have had a message today; `without_chat` and `spent`, who have had all their
    reminders, have to be told personally."""

    title: str
    told: int
    coming: int
    already: int
    without_chat: int
    spent: int


def ask(session: Session, actor: Actor, campaign_id: int) -> Nudged:
    """Whom it would reach; nothing is done. Raises as `nudge`."""
    return _plan(session, actor, campaign_id)[0]


def nudge(session: Session, actor: Actor, campaign_id: int) -> Nudged:
    """Raises Refusal("gone" | "forbidden" | "campaign_over" | "campaign_nudged" |
    "campaign_all_sent")."""
    row = campaigns.take(session, actor, campaign_id)
    found, told = _plan(session, actor, campaign_id)
    known = _known(session, row.id)
    reminding.ask(session, actor.at, row, [each for each in told if each not in known])
    for person_id, at in told.items():
        prompt = known.get(person_id)
        if prompt is not None and (prompt.remind_at is None or prompt.remind_at > at):
            prompt.remind_at = at
    if told:
        row.nudged_at = actor.at
        audit.record(
            session, actor, "survey_nudged", f"campaign:{row.id}", row.organisation_id,
            people=len(told),
        )  # fmt: skip
    session.flush()
    return found


def _plan(session: Session, actor: Actor, campaign_id: int) -> tuple[Nudged, dict[int, datetime]]:
    row = rates.see(session, actor, campaign_id)
    if not reminding.is_open(row, actor.at):
        raise Refusal("campaign_over")
    zone = zones.of(session, [row.organisation_id])[row.organisation_id]
    today = actor.at.astimezone(zone).date()
    if row.nudged_at is not None and row.nudged_at.astimezone(zone).date() == today:
        raise Refusal("campaign_nudged")
    waiting = set(
        session.scalars(
            select(Response.person_id).where(
                Response.campaign_id == row.id, Response.state.in_(reminding.WAITING)
            )
        )
    ) - {None}
    if not waiting:
        raise Refusal("campaign_all_sent")
    who = recipients.load(session, [e for e in waiting if e], actor.at, row.organisation_id)
    reached = {each.id: each for each in who.values() if each.reachable}
    heard = _heard(session, reached, datetime.combine(today, time(), zone))
    known = _known(session, row.id)
    coming = _coming(session, [known[each] for each in reached if each in known])
    spent = {
        each.person_id
        for each in known.values()
        if each.person_id in reached and each.said_times >= reminding.MOST
    }
    told = {
        each.id: upcoming(each, actor.at)
        for each in reached.values()
        if each.id not in heard | spent | coming
    }
    without_chat = len(waiting) - len(reached)
    found = Nudged(
        row.title, len(told), len(coming), len(heard - spent - coming), without_chat,
        len(spent - coming),
    )  # fmt: skip
    return found, told


def _known(session: Session, campaign_id: int) -> dict[int, Prompt]:
    rows = session.scalars(
        select(Prompt).where(Prompt.kind == reminding.KIND, Prompt.subject_id == campaign_id)
    )
    return {each.person_id: each for each in rows}


def _coming(session: Session, prompts: Iterable[Prompt]) -> set[int]:
    """In whose bundle, which waits, it stands already."""
    claimed = {each.person_id: each.claimed_at for each in prompts if each.claimed_at}
    rows = session.execute(
        select(OutboxMessage.person_id, OutboxMessage.created_at).where(
            OutboxMessage.person_id.in_(claimed),
            OutboxMessage.kind == BUNDLE,
            OutboxMessage.state == OutboxState.QUEUED,
            OutboxMessage.sent_at.is_(None),
        )
    )
    return {each.person_id for each in rows if each.created_at <= claimed[each.person_id]}


def _heard(session: Session, ids: Iterable[int], since: datetime) -> set[int]:
    """Who has had a message unasked-for today."""
    rows = session.scalars(
        select(OutboxMessage.person_id).where(
            OutboxMessage.person_id.in_(list(ids)),
            OutboxMessage.state == OutboxState.SENT,
            OutboxMessage.sent_at >= since,
            OutboxMessage.solicited.is_(False),
        )
    )
    return {each for each in rows if each is not None}
