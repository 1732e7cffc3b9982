"""What a person wants to hear less of: a duty is said once a week then, anything else not at all.

Person.muted holds kinds: of services.prompts, of the outbox, or one of the two below.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import OutboxMessage, Person, Prompt, Reminder
from db.models.outbox import OutboxState
from domain.roles import Role
from services import audit, bundling, prompts
from services.actor import Actor
from services.errors import Refusal
from services.weekly import ITEMS, OTHERS

WEEK = timedelta(days=7)
HOUR = "meeting_hour"
# What is not named here always comes: help for somebody, leave, what a meeting's time hangs on.
GROUPS: dict[str, tuple[str, ...]] = {
    "items": (ITEMS,),
    "others": (OTHERS,),
    "meetings": (
        "meeting_log", "meeting_series", "meeting_confirm", "meeting_denied", "meeting_plan",
        "meeting_step",
    ),
    "eve": ("meeting_eve", "meeting_agreed"),
    "hour": (HOUR,),
    "pairs": (
        "pair_check", "pair_declined", "pair_fit", "pair_leaves", "pair_offer", "pair_over",
        "pair_papers", "pair_silent", "pair_stepped",
    ),
    "programmes": ("programme_agree", "programme_moved", "programme_remarks"),
    "surveys": ("survey", "survey_over", "survey_pair"),
    "consents": (
        "consent_coming", "consent_lapsed", "consent_of_age", "erased", "paper_due",
        "parent_asked", "retention", "unpublish", "withdrawn",
    ),
    "people": ("applications", "bank_candidates", "same_person"),
}  # fmt: skip
ALWAYS = frozenset({
    "meeting_agree", "meeting_decided", "meeting_off", "meeting_unanswered", "pair_help",
    "pair_member_out", "pair_stand_in", "pair_stopped", "pairs_unmarked", "referral",
    "leave_deputy", "leave_back",
    prompts.WEEKLY,
})  # fmt: skip
_OFF = frozenset({"eve", "hour"})  # of no duty
_LEADING = frozenset({Role.CURATOR, Role.HEAD, Role.COORDINATOR, Role.ADMINISTRATOR})
_OF_LEADERS = frozenset({"others", "consents", "people"})
_OF_STAFF = frozenset({"items", "pairs"})


@dataclass(frozen=True, slots=True)
class Group:
    """`duty`: said weekly when muted, not left out."""

    key: str
    duty: bool
    muted: bool


@dataclass(frozen=True, slots=True)
class Muting:
    """`came`: messages unasked-for in the last seven days; `would`: with what is muted now."""

    groups: tuple[Group, ...]
    came: int
    would: int


def view(session: Session, actor: Actor) -> Muting:
    person = session.get_one(Person, actor.me)
    muted = frozenset(person.muted)
    roles = {held.role for held in actor.roles}
    groups = tuple(
        Group(key, key not in _OFF, muted.issuperset(kinds))
        for key, kinds in GROUPS.items()
        if _concerns(key, roles)
    )
    came, would = _preview(session, actor.me, muted, actor.at)
    return Muting(groups, came, would)


def toggle(session: Session, actor: Actor, key: str) -> Muting:
    """Less of a group, or all of it again. Raises Refusal("gone")."""
    if key not in GROUPS:
        raise Refusal("gone")
    person = session.get_one(Person, actor.me)
    muted = frozenset(person.muted)
    kinds = frozenset(GROUPS[key])
    person.muted = sorted(muted - kinds if kinds <= muted else muted | kinds)
    session.flush()
    audit.record(
        session, actor, "muted", f"person:{person.id}", person.organisation_id, group=key,
        on=int(not kinds <= muted),
    )  # fmt: skip
    if kinds <= muted:
        bundling.ensure(session, person.id, actor.at)
    return view(session, actor)


def _concerns(key: str, roles: Iterable[Role]) -> bool:
    held = set(roles)
    if key in _OF_LEADERS:
        return bool(held & _LEADING)
    return key not in _OF_STAFF or bool(held - {Role.MENTEE, Role.PARENT})


def _preview(
    session: Session, person_id: int, muted: frozenset[str], now: datetime
) -> tuple[int, int]:
    """By what each of last week's bundles said, as far as that is known still: a reminder knows
    the last time that it was said. A bundle of which nothing is known counts as of items."""
    since = now - WEEK
    rows = session.execute(
        select(OutboxMessage.kind, OutboxMessage.sent_at, OutboxMessage.created_at)
        .where(
            OutboxMessage.person_id == person_id,
            OutboxMessage.state == OutboxState.SENT,
            OutboxMessage.sent_at > since,
            OutboxMessage.solicited.is_(False),
        )
        .order_by(OutboxMessage.sent_at)
    ).all()
    claims = _claims(session, person_id, since)
    kept, merged, before = 0, False, since
    for row in rows:
        if row.kind != bundling.KIND:
            kept += row.kind not in muted
            continue
        kinds = {kind for kind, at in claims if before < at <= row.sent_at} or {ITEMS}
        before = row.sent_at
        if kinds - muted:
            kept += 1
        else:
            merged = merged or any(prompts.is_duty(kind) for kind in kinds)
    return len(rows), kept + merged


def _claims(session: Session, person_id: int, since: datetime) -> list[tuple[str, datetime]]:
    reminders = session.execute(
        select(Reminder.escalated, Reminder.claimed_at).where(
            Reminder.person_id == person_id, Reminder.claimed_at > since
        )
    )
    told = session.execute(
        select(Prompt.kind, Prompt.claimed_at).where(
            Prompt.person_id == person_id, Prompt.claimed_at > since
        )
    )
    found: list[tuple[str, datetime | None]] = [
        (OTHERS if row[0] else ITEMS, row[1]) for row in reminders
    ]
    found += [(row[0], row[1]) for row in told]
    return [(kind, at) for kind, at in found if at is not None]
