"""From candidate to the bank, or a kind no: decided by the school, taken back within a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import BankEntry, BankEvent, Identity, Organisation, OutboxMessage, Person
from domain.banks import BankState
from domain.named import Named
from domain.pairs import Side
from services import chat, gate, outbox
from services.actor import Actor
from services.banks import access, asking, criteria, filling, lists, log
from services.errors import Refusal
from services.membership import require_member

UNDO_WITHIN = timedelta(days=1)
REASON_LIMIT = 500
NOTICE = "bank_letter"
_STEPS = (log.ADMITTED, log.DECLINED, log.LEFT, log.AGAIN)
_FROM = {
    log.ADMITTED: frozenset({BankState.CANDIDATE, BankState.DECLINED, BankState.LEFT}),
    log.DECLINED: frozenset({BankState.CANDIDATE, BankState.IN_BANK}),
    log.LEFT: frozenset({BankState.CANDIDATE, BankState.IN_BANK}),
    log.AGAIN: frozenset({BankState.IN_BANK, BankState.DECLINED, BankState.LEFT}),
}
_TO = {
    log.ADMITTED: BankState.IN_BANK,
    log.DECLINED: BankState.DECLINED,
    log.LEFT: BankState.LEFT,
    log.AGAIN: BankState.CANDIDATE,
}


@dataclass(frozen=True, slots=True)
class Ready:
    """Candidates of a side who meet all criteria, and how many do not yet."""

    ids: tuple[int, ...]
    rest: int


@dataclass(frozen=True, slots=True)
class Letter:
    """What a refusal says; of a pupil it speaks as to one. `name`: the full one."""

    who: Named
    side: Side
    organisation: str

    @property
    def name(self) -> str:
        return self.who.name

    @property
    def pupil(self) -> bool:
        return self.who.pupil


def add(session: Session, actor: Actor, person_id: int, side: Side) -> int:
    """Somebody becomes a candidate by the school's hand; the entry's id.

    Raises Refusal("gone" | "forbidden" | "no_organisation").
    """
    place = access.keeper(session, actor)
    require_member(session, person_id, place)
    entry = filling.entry_of(session, actor.at, place, person_id, side, actor.me)
    asking.refresh(session, actor.at, place)
    return entry.id


def admit(session: Session, actor: Actor, entry_id: int) -> None:
    """Raises Refusal("gone" | "forbidden" | "bank_consent" | "bank_decided")."""
    entry = access.take(session, actor, entry_id)
    if entry.person_id not in gate.may_take_part(session, [entry.person_id], actor.at):
        raise Refusal("bank_consent")
    _decide(session, actor, entry, log.ADMITTED, "")


def ready(session: Session, actor: Actor, side: Side) -> Ready:
    """Raises Refusal("forbidden" | "no_organisation")."""
    place = access.keeper(session, actor)
    found = criteria.of_school(session, place)
    waiting = [
        (entry, person)
        for entry, person in lists.entries(session, place)
        if entry.side is side and entry.state is BankState.CANDIDATE
    ]
    fit = gate.may_take_part(session, [person.id for _, person in waiting], actor.at)
    ids = tuple(
        entry.id
        for entry, person in waiting
        if person.id in fit and criteria.met(criteria.ticks(found, entry, consent=True))
    )
    return Ready(ids, len(waiting) - len(ids))


def admit_all(session: Session, actor: Actor, side: Side) -> int:
    """All who meet all criteria now; how many. Raises Refusal("forbidden")."""
    ids = ready(session, actor, side).ids
    for entry_id in ids:
        _decide(session, actor, access.take(session, actor, entry_id), log.ADMITTED, "")
    return len(ids)


def decline(session: Session, actor: Actor, entry_id: int, reason: str) -> None:
    """The school says no; the person is told nothing by that.

    Raises Refusal("gone" | "forbidden" | "bank_decided" | "bank_reason_long").
    """
    said = " ".join(reason.split())
    if len(said) > REASON_LIMIT:
        raise Refusal("bank_reason_long", limit=REASON_LIMIT)
    _decide(session, actor, access.take(session, actor, entry_id), log.DECLINED, said)
    chat.clear(session, actor)


def leave(session: Session, actor: Actor, entry_id: int) -> None:
    """By the person's wish. Raises Refusal("gone" | "forbidden" | "bank_decided")."""
    _decide(session, actor, access.take(session, actor, entry_id), log.LEFT, "")


def again(session: Session, actor: Actor, entry_id: int) -> None:
    """A candidate once more. Raises Refusal("gone" | "forbidden" | "bank_decided")."""
    _decide(session, actor, access.take(session, actor, entry_id), log.AGAIN, "")


def undoable(session: Session, entry: BankEntry, now: datetime) -> int | None:
    """The event of the last decision, where it can be taken back."""
    row = session.scalar(
        select(BankEvent)
        .where(
            BankEvent.entry_id == entry.id,
            BankEvent.action.in_(_STEPS),
            BankEvent.undone_at.is_(None),
        )
        .order_by(BankEvent.id.desc())
        .limit(1)
    )
    if row is None or row.actor_id is None or now - row.at > UNDO_WITHIN:
        return None
    return row.id if row.after.get("state") == entry.state.value else None


def undo(session: Session, actor: Actor, event_id: int) -> int:
    """Take the last decision back; the entry's id.

    Raises Refusal("gone" | "forbidden" | "bank_undo_late").
    """
    event = session.get(BankEvent, event_id)
    if event is None:
        raise Refusal("gone")
    entry = access.take(session, actor, event.entry_id)
    session.refresh(event)
    if event.undone_at is not None:
        return entry.id
    if undoable(session, entry, actor.at) != event.id:
        raise Refusal("bank_undo_late")
    with log.changing(session, actor.at, actor.me, entry, log.UNDONE, what=event.action):
        log.put(entry, event.before)
    event.undone_at = actor.at
    session.flush()
    asking.refresh(session, actor.at, entry.organisation_id)
    return entry.id


def may_tell(session: Session, entry: BankEntry) -> bool:
    """Whether a refusal can be told: it stands, was not told, and the person has a chat."""
    if entry.state is not BankState.DECLINED or entry.decided_at is None:
        return False
    told = session.scalar(select(OutboxMessage.id).where(OutboxMessage.dedup_key == _dedup(entry)))
    has_chat = session.scalar(
        select(Identity.id).where(Identity.person_id == entry.person_id).limit(1)
    )
    return told is None and has_chat is not None


def tell(session: Session, actor: Actor, entry_id: int) -> None:
    """Send the kind letter, once. Raises Refusal("gone" | "forbidden" | "bank_untold")."""
    entry = access.take(session, actor, entry_id)
    if not may_tell(session, entry):
        raise Refusal("bank_untold")
    outbox.enqueue(
        session, entry.person_id, NOTICE, {"entry": entry.id, "decided": _moment(entry)},
        dedup_key=_dedup(entry), send_after=actor.at, now=actor.at,
    )  # fmt: skip
    log.add(session, actor.at, actor.me, entry, log.LETTER, {}, {log.TOLD: {}})


def to_tell(session: Session, actor: Actor, entry_id: int) -> Letter:
    """As it would come. Raises Refusal("gone" | "forbidden" | "bank_untold")."""
    entry = access.see(session, actor, entry_id)
    if not may_tell(session, entry):
        raise Refusal("bank_untold")
    return _letter(session, entry)


def letter(session: Session, payload: dict[str, Any]) -> Letter | None:
    """None: the refusal stands no more."""
    entry = session.get(BankEntry, payload.get("entry", 0))
    if entry is None or entry.state is not BankState.DECLINED:
        return None
    return _letter(session, entry) if _moment(entry) == payload.get("decided") else None


def _letter(session: Session, entry: BankEntry) -> Letter:
    person = session.get_one(Person, entry.person_id)
    place = session.get_one(Organisation, entry.organisation_id)
    return Letter(Named(person.id, person.name, person.is_pupil), entry.side, place.name)


def _dedup(entry: BankEntry) -> str:
    return f"bank:{entry.id}:{_moment(entry)}"


def _moment(entry: BankEntry) -> str:
    return entry.decided_at.isoformat() if entry.decided_at else ""


def _decide(session: Session, actor: Actor, entry: BankEntry, action: str, reason: str) -> None:
    """A tap that comes twice changes nothing the second time."""
    if entry.state is _TO[action]:
        return
    if entry.state not in _FROM[action]:
        raise Refusal("bank_decided")
    access.alive(session, entry)
    with log.changing(session, actor.at, actor.me, entry, action):
        entry.state, entry.reason = _TO[action], reason
        entry.decided_by, entry.decided_at = actor.me, actor.at
        if action == log.AGAIN:
            entry.decided_by = entry.decided_at = None
    session.flush()
    asking.refresh(session, actor.at, entry.organisation_id)
