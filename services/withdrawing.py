"""What follows when a consent is taken back: silence at once, pairs wait, a plan of erasing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from db.models import OutboxMessage, Pair, Person, Prompt
from db.models.outbox import OutboxState
from domain.consents import Document
from domain.erasing import DUE, Reason
from domain.pairs import PairState
from services import audit, consent_rows, erasure_plans, gate, people, prompts
from services.actor import Actor
from services.errors import Refusal
from services.meetings import calling_off
from services.membership import items_owned
from services.pairs import rights, snapshot
from services.surveys.hushing import hush

WITHDRAWN = "withdrawn"  # a prompt of the curators, about an erasure
UNPUBLISH = "unpublish"  # about a consent to a publication that was taken back
WHY = "consent_withdrawn"
_TOLD = {"why": WHY, snapshot.BECAUSE: WHY}
_OPEN = (OutboxState.QUEUED, OutboxState.SENDING)


@dataclass(frozen=True, slots=True)
class Follows:
    """What a withdrawal will mean, said before it. `pairs` wait or go on without the person."""

    pairs: int
    items: int
    due: date


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was done: by `due` the data are erased unless the person changes their mind."""

    erasure_id: int
    pairs: int
    due: date


def follows(session: Session, actor: Actor, person_id: int) -> Follows:
    """For one's own screen, a parent's or the curator's: the caller has checked the right."""
    person = session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise Refusal("gone")
    return Follows(
        pairs=len(_working(session, person_id, actor.today)),
        items=items_owned(session, person_id, person.organisation_id or 0),
        due=actor.today + DUE,
    )


def basic(session: Session, actor: Actor, person: Person, document: Document) -> Withdrawn:
    """After a consent without which nothing is done was taken back, by whoever may."""
    silence(session, person.id)
    stopped = pause_pairs(session, actor, person.id)
    row = erasure_plans.plan(session, actor, person, Reason.WITHDRAWN)
    audit.record(
        session, actor, "consent_withdrawn", f"person:{person.id}", person.organisation_id,
        document=document.value, erasure=row.id,
    )  # fmt: skip
    _tell(session, actor, person, WITHDRAWN, row.id)
    return Withdrawn(row.id, stopped, row.due)


def publication(
    session: Session, actor: Actor, person: Person, document: Document, *, given: bool,
    given_by: int | None, paper: consent_rows.Paper | None = None,
) -> int:  # fmt: skip
    """An answer about what everybody may see; who keeps the site hears that it is to go."""
    shown = _publishable(session, actor, person, document)
    row = consent_rows.add(
        session, actor, person, document, given=given, given_by=given_by, paper=paper
    )
    audit.record(
        session, actor, "publication_allowed" if given else "publication_refused",
        f"person:{person.id}", person.organisation_id, document=document.value,
    )  # fmt: skip
    if shown and not given:
        _tell(session, actor, person, UNPUBLISH, row.id)
    return row.id


def _publishable(session: Session, actor: Actor, person: Person, document: Document) -> bool:
    purpose = gate.Purpose.NAME if document is Document.NAME else gate.Purpose.PHOTO
    return bool(gate.allowed(session, [person.id], purpose, actor.at))


def changed_mind(session: Session, actor: Actor, person: Person) -> None:
    """A consent given again stops what the withdrawal had begun; pairs begin by the curator."""
    for row in erasure_plans.open_of(session, person.id, Reason.WITHDRAWN):
        erasure_plans.cancel(session, actor, row)


def silence(session: Session, person_id: int) -> None:
    """Nothing more is sent: a call under way may still arrive, but it is not repeated. Nobody is
    asked about the person."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.person_id == person_id, OutboxMessage.state.in_(_OPEN))
        .values(state=OutboxState.CANCELLED)
    )
    session.execute(delete(Prompt).where(Prompt.person_id == person_id))
    hush(session, person_id)


def pause_pairs(session: Session, actor: Actor, person_id: int) -> int:
    """Pairs that cannot go on without the person wait, and their meetings ahead are cancelled; a
    group goes on without them. How many."""
    found = _working(session, person_id, actor.today)
    for pair in rights.pairs_of(session, person_id, actor.today):
        if pair.state is PairState.PAUSED and pair.paused_until is not None:
            with snapshot.changing(session, actor, pair, "paused", **_TOLD):
                pair.paused_until = None  # it must not begin again by itself
        if pair.state is PairState.PAUSED:
            calling_off.all_of(session, actor, pair)
    for pair in found:
        members = rights.present(session, [pair.id], actor.today)
        mine = [each for each in members if each.person_id == person_id]
        rest = [each for each in members if each.person_id != person_id]
        if {each.side for each in mine} <= {each.side for each in rest}:
            with snapshot.changing(session, actor, pair, "member_out", who=person_id, **_TOLD):
                for member in mine:
                    member.until = max(actor.today, member.since)
            calling_off.without_one(session, actor, pair)
        else:
            with snapshot.changing(session, actor, pair, "paused", **_TOLD):
                pair.state, pair.paused_until = PairState.PAUSED, None
            calling_off.all_of(session, actor, pair)
    return len(found)


def _working(session: Session, person_id: int, day: date) -> Sequence[Pair]:
    pairs = rights.pairs_of(session, person_id, day)
    return [pair for pair in pairs if pair.state is PairState.ACTIVE]


def _tell(session: Session, actor: Actor, person: Person, kind: str, subject_id: int) -> None:
    """The curators hear; where the only one of them has withdrawn, the head does."""
    place = person.organisation_id
    if place is None:
        return
    curators = [each for each in people.curators(session, place) if each != person.id]
    who = [each for each in curators or people.heads(session, place) if each != actor.person_id]
    prompts.ask(session, actor.at, kind, subject_id, who, place)
