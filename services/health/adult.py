"""«I need help of an adult»: a pupil's call, at any hour; it stays out of digests and exports.

So it is written into no log (services.audit), and nothing of its content is kept.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation, Person, Referral
from db.models.health import ReferralState
from domain.help_calls import AGAIN_CHOICES, CallRule, moments
from domain.named import Named
from domain.roles import Action
from services import audit, chat, outbox, people
from services.actor import Actor, require
from services.errors import Refusal
from services.health import desk, psychologists, referrals
from services.preferences import read

CALL, SEEN = "adult_help", "adult_help_seen"  # of the outbox
AGAIN, HEADS = "adult_help_again", "adult_help_heads"  # while nobody has taken it
KINDS = frozenset({CALL, SEEN, AGAIN, HEADS})
_RULE = "help_calls"  # of Organisation.preferences
_PHONE = "help_phone"  # of Organisation.preferences
PHONE_LIMIT = 100
# Taps within it are one call.
ONE_CALL = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Called:
    """`phone`: the school's own, as it was typed; `told`: how many adults get the message;
    `again`: they have it already."""

    referral_id: int
    phone: str
    told: int
    again: bool


@dataclass(frozen=True, slots=True)
class Signal:
    """The call as the adults read it. `mistake`: taken back by the one who called."""

    referral_id: int
    who: Named
    school_class: str
    at: datetime
    zone: str
    taken_by: Named | None
    mistake: bool


def may_call(session: Session, actor: Actor) -> bool:
    """Whether it stands on the menu: for pupils, of whatever age."""
    person = session.get(Person, actor.person_id) if actor.person_id is not None else None
    return person is not None and person.is_pupil


def call(session: Session, actor: Actor) -> Called:
    """Reaches the psychologists and the curators at once, the heads where there is neither.

    Raises Refusal("forbidden" | "no_organisation").
    """
    place = actor.organisation_id
    if not may_call(session, actor):
        raise Refusal("forbidden")
    phone = phone_of(session, place)
    adults = _adults(session, place)
    before = session.scalar(
        select(Referral)
        .where(
            Referral.person_id == actor.me,
            Referral.organisation_id == place,
            Referral.source == referrals.HELP,
            Referral.state.not_in(desk.ENDED),
            Referral.at > actor.at - ONE_CALL,
        )
        .order_by(Referral.id.desc())
        .limit(1)
    )
    if before is not None:
        return Called(before.id, phone, len(adults), again=True)
    row = referrals.add(session, actor, place, actor.me, referrals.HELP)
    _send(session, actor.at, row, adults, CALL)
    _repeat(session, actor.at, row)
    return Called(row.id, phone, len(adults), again=False)


def mistake(session: Session, actor: Actor, referral_id: int) -> None:
    """It was pressed by chance; those who were called hear that too.

    Raises Refusal("gone" | "referral_state").
    """
    row = desk.locked(session, referral_id)
    if row.person_id != actor.me or row.source != referrals.HELP:
        raise Refusal("gone")
    if row.state is not ReferralState.NEW:
        raise Refusal("referral_state")
    row.state = ReferralState.DECLINED
    _send(session, actor.at, row, _adults(session, row.organisation_id), f"{CALL}_off", off=True)


def take(session: Session, actor: Actor, referral_id: int) -> Signal:
    """An adult sees to it; who called is told so. Raises Refusal("gone" | "forbidden")."""
    row = desk.locked(session, referral_id)
    place = row.organisation_id
    if not (psychologists.is_psychologist(actor, place) or actor.may(Action.EDIT_PAIRS, place)):
        raise Refusal("forbidden")
    if row.source != referrals.HELP:
        raise Refusal("gone")
    if row.state is ReferralState.NEW:
        referrals.accept(session, actor, row)
        outbox.enqueue(
            session, row.person_id, SEEN, {"referral": row.id, "by": actor.me},
            dedup_key=f"{SEEN}:{row.id}", send_after=actor.at, now=actor.at, solicited=True,
        )  # fmt: skip
    session.flush()
    return _signal(session, row)


def signal(session: Session, payload: dict[str, Any]) -> Signal | None:
    """What a message says at the moment of sending; None where there is nothing to say: a call
    that was taken back is told of once."""
    row = session.get(Referral, payload["referral"])
    if row is None or (row.state is ReferralState.DECLINED and "off" not in payload):
        return None
    return _signal(session, row)


def again(session: Session, payload: dict[str, Any], person_id: int) -> Signal | None:
    """The same while nobody has taken it, for who is still one of those who are called."""
    row = session.get(Referral, payload["referral"])
    if row is None or row.state is not ReferralState.NEW:
        return None
    place = row.organisation_id
    called = {*_first(session, place), *people.heads(session, place)}
    return _signal(session, row) if person_id in called else None


def rule_of(session: Session, place: int) -> CallRule:
    """The school's own, with its quiet hours; a forged choice is none."""
    stored = session.get_one(Organisation, place).preferences
    chosen = read(stored)
    minutes = stored.get(_RULE, {}).get("again")
    usual = CallRule(opens=chosen.quiet_to, closes=chosen.quiet_from)
    return replace(usual, again=minutes) if minutes in AGAIN_CHOICES else usual


def set_again(session: Session, actor: Actor, minutes: int) -> CallRule:
    """For calls to come. Raises Refusal("forbidden" | "gone")."""
    place = actor.organisation_id
    _require_setting(session, actor, place)
    if minutes not in AGAIN_CHOICES:
        raise Refusal("gone")
    organisation = session.get_one(Organisation, place)
    organisation.preferences = {**organisation.preferences, _RULE: {"again": minutes}}
    audit.record(session, actor, "preferences", f"organisation:{place}", place, changed=_RULE)
    session.flush()
    return rule_of(session, place)


def helper(session: Session, payload: dict[str, Any]) -> Named | None:
    """Who sees to the call."""
    return people.named(session, [payload["by"]]).get(payload["by"])


def phone_of(session: Session, place: int) -> str:
    """The phone that the school set, empty without one."""
    found = session.get(Organisation, place)
    return str(found.preferences.get(_PHONE, "")) if found is not None else ""


def setting(session: Session, actor: Actor) -> tuple[str, int]:
    """The phone, and after how many minutes a call is repeated, for who may set them. Raises
    Refusal("forbidden")."""
    place = actor.organisation_id
    _require_setting(session, actor, place)
    return phone_of(session, place), rule_of(session, place).again


def set_phone(session: Session, actor: Actor, text: str) -> str:
    """Raises Refusal("forbidden" | "help_phone_unclear")."""
    place = actor.organisation_id
    _require_setting(session, actor, place)
    said = " ".join(text.split())[:PHONE_LIMIT]
    if not 5 <= len(re.sub(r"\D", "", said.partition(",")[0])) <= 15:
        raise Refusal("help_phone_unclear")
    organisation = session.get_one(Organisation, place)
    organisation.preferences = {**organisation.preferences, _PHONE: said}
    audit.record(session, actor, "preferences", f"organisation:{place}", place, changed=_PHONE)
    chat.clear(session, actor)
    return said


def _require_setting(session: Session, actor: Actor, place: int) -> None:
    if not psychologists.is_psychologist(actor, place):
        require(session, actor, Action.SCHOOL_SETTINGS, place)


def _adults(session: Session, place: int) -> list[int]:
    """Those with an open chat; nobody is left uncalled while anybody can be reached."""
    return _reached(session, _first(session, place)) or _reached(
        session, people.heads(session, place)
    )


def _reached(session: Session, ids: list[int]) -> list[int]:
    return [each for each in ids if outbox.address(session, each) is not None]


def _first(session: Session, place: int) -> list[int]:
    both = [*psychologists.psychologists(session, place), *people.curators(session, place)]
    return list(dict.fromkeys(both))


def _repeat(session: Session, now: datetime, row: Referral) -> None:
    """All that may have to be said later is queued at once: what is not true any more at its
    moment is not said (`again`)."""
    place = row.organisation_id
    zone = ZoneInfo(session.get_one(Organisation, place).timezone)
    found = moments(now.astimezone(zone), rule_of(session, place))
    first, heads = _first(session, place), people.heads(session, place)
    times = [(AGAIN, at, first or heads) for at in found.same]
    for kind, at, whom in (*times, (HEADS, found.heads, heads)):
        for each in whom:
            outbox.enqueue(
                session, each, kind, {"referral": row.id},
                dedup_key=f"{kind}:{row.id}:{each}:{at:%Y%m%d%H%M}",
                send_after=at.astimezone(UTC), now=now, solicited=True,
            )  # fmt: skip


def _send(
    session: Session, now: datetime, row: Referral, adults: list[int], key: str, **more: bool
) -> None:
    """Solicited: neither quiet time nor the week's budget holds it."""
    for each in adults:
        outbox.enqueue(
            session, each, CALL, {"referral": row.id, **more},
            dedup_key=f"{key}:{row.id}:{each}", send_after=now, now=now, solicited=True,
        )  # fmt: skip


def _signal(session: Session, row: Referral) -> Signal:
    person = session.get_one(Person, row.person_id)
    zone = session.get_one(Organisation, row.organisation_id).timezone
    taken = people.named(session, [row.taken_by]) if row.taken_by is not None else {}
    return Signal(
        row.id, Named(person.id, person.name, person.is_pupil), person.school_class, row.at, zone,
        next(iter(taken.values()), None), row.state is ReferralState.DECLINED,
    )  # fmt: skip
