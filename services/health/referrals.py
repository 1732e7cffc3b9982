"""Referrals to the psychologist: made, taken, done; nothing of what is said is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Prompt, Referral
from db.models.health import ReferralState
from domain.named import Named
from domain.roles import Action
from services import audit, prompts
from services.actor import Actor
from services.errors import Refusal
from services.health.desk import (
    ENDED,
    STEP,
    STEPS,
    SUBJECT,
    Card,
    opened,
    persons,
    place_of,
    whole,
    without_pair,
)
from services.health.psychologists import is_psychologist, psychologists
from services.membership import organisation_for, present, require_member

KIND = "referral"
HELP, UNMATCHED, CURATOR = "help", "unmatched", "curator"


@dataclass(frozen=True, slots=True)
class Referred:
    """`told`: how many psychologists will hear of it."""

    referral_id: int
    told: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral that waits for the psychologist."""

    referral_id: int
    who: Named
    school_class: str
    source: str


def refer(session: Session, actor: Actor, person_id: int) -> Referred:
    """At the curator's request; a mentee whom no pair was found for yet counts as such.

    Raises Refusal("gone" | "forbidden" | "referral_known").
    """
    person = present(session, person_id)
    place = organisation_for(session, actor, person, Action.EDIT_PAIRS)
    source = UNMATCHED if person_id in without_pair(session, actor, place) else CURATOR
    return _new(session, actor, place, person_id, source)


def take_unmatched(session: Session, actor: Actor, person_id: int) -> Referred:
    """The psychologist begins with somebody whom no pair was found for. Raises as `refer`."""
    place = place_of(actor)
    if not is_psychologist(actor, place):
        raise Refusal("forbidden")
    require_member(session, person_id, place)
    if person_id not in without_pair(session, actor, place):
        raise Refusal("gone")
    made = _new(session, actor, place, person_id, UNMATCHED)
    _to(session, actor, session.get_one(Referral, made.referral_id), ReferralState.ACCEPTED)
    return made


def step(session: Session, actor: Actor, referral_id: int, to: ReferralState) -> Card:
    """The psychologist's next step. Raises Refusal("gone" | "forbidden" | "referral_state")."""
    row = opened(session, actor, referral_id, lock=True)
    if not is_psychologist(actor, row.organisation_id):
        raise Refusal("forbidden")
    if to not in STEPS[row.state]:
        raise Refusal("referral_state")
    _to(session, actor, row, to)
    return whole(session, actor, row, True)


@prompts.prompt(KIND, again=(2, 5), rank=22, pressing=True)
def waiting(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    found = {
        row.id: row
        for row in session.scalars(
            select(Referral).where(
                Referral.id.in_({row.subject_id for row in rows}),
                Referral.state == ReferralState.NEW,
            )
        )
    }
    known = persons(session, [row.person_id for row in found.values()])
    return {
        row.id: Waiting(one.id, *known[one.person_id], one.source)
        for row in rows
        if (one := found.get(row.subject_id)) is not None and one.person_id in known
    }


def add(session: Session, actor: Actor, place: int, person_id: int, source: str) -> Referral:
    """The bare row, for callers that checked the right to it."""
    row = Referral(
        organisation_id=place, person_id=person_id, source=source, by=actor.person_id, at=actor.at
    )
    session.add(row)
    session.flush()
    return row


def free(session: Session, actor: Actor, ids: Sequence[int]) -> None:
    """Whoever had taken them has left: they wait on the desk again."""
    for row in session.scalars(select(Referral).where(Referral.id.in_(ids)).order_by(Referral.id)):
        row.state, row.taken_by, row.taken_at = ReferralState.NEW, None, None
        _note(session, actor, row)
    session.flush()


def accept(session: Session, actor: Actor, row: Referral) -> None:
    _to(session, actor, row, ReferralState.ACCEPTED)


def _new(session: Session, actor: Actor, place: int, person_id: int, source: str) -> Referred:
    known = session.scalar(
        select(Referral.id)
        .where(
            Referral.person_id == person_id,
            Referral.organisation_id == place,
            Referral.state.not_in(ENDED),
        )
        .limit(1)
    )
    if known is not None:
        raise Refusal("referral_known")
    row = add(session, actor, place, person_id, source)
    whom = [each for each in psychologists(session, place) if each != actor.person_id]
    prompts.ask(session, actor.at, KIND, row.id, whom, place)
    return Referred(row.id, len(whom))


def _to(session: Session, actor: Actor, row: Referral, state: ReferralState) -> None:
    row.state = state
    if row.taken_at is None and state is not ReferralState.DECLINED:
        row.taken_by, row.taken_at = actor.person_id, actor.at
    row.done_at = actor.at if state is ReferralState.DONE else None
    _note(session, actor, row)
    prompts.settle(session, KIND, [row.id])


def _note(session: Session, actor: Actor, row: Referral) -> None:
    """What became of it: states only, of nobody by name, and on the desk alone
    (services.audit.told). How it came stands in the row; a call for help is in no log."""
    audit.record(
        session, actor, STEP, f"{SUBJECT}{row.id}", row.organisation_id, state=row.state.value
    )
