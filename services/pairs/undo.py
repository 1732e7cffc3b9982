"""Taking back the last change of a pair within a day."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import FitAnswer, Meeting, Pair, PairEvent, Programme
from domain.pairs import OPEN, PairState, Side
from services.actor import Actor
from services.errors import Refusal
from services.pairs import capacity, consenting, log, paper_prompts, posts, rights, snapshot

WITHIN = timedelta(days=1)
UNDONE = "undone"


def last(session: Session, actor: Actor, pair: Pair) -> PairEvent | None:
    """The event that can be taken back now, if any."""
    event = session.scalar(
        select(PairEvent)
        .where(
            PairEvent.pair_id == pair.id,
            PairEvent.undone_at.is_(None),
            PairEvent.action != UNDONE,
        )
        .order_by(PairEvent.id.desc())
        .limit(1)
    )
    fresh = event is not None and actor.at - event.at <= WITHIN
    return event if fresh and event is not None and _whole(event) else None


def undo(session: Session, actor: Actor, event_id: int) -> int | None:
    """The pair as it was before the event; its id, or None where the pair itself was undone.

    Only the last change can be taken back, and not the silence after a withdrawn consent.
    Raises Refusal("gone" | "forbidden" | "pair_undo" | "pair_consent" | "pair_capacity").
    """
    event = session.get(PairEvent, event_id)
    if event is None:
        raise Refusal("gone")
    access = rights.for_keeping(session, actor, event.pair_id)
    pair = access.pair
    newest = last(session, actor, pair)
    if newest is None or newest.id != event_id:
        raise Refusal("pair_undo")
    if not event.before and pair.previous_id is not None and _handed_over(session, pair):
        return _undo_transfer(session, actor, pair.previous_id)
    to = event.after.get(snapshot.TOLD, {}).get("to")
    if to is not None:
        _remove(session, actor, session.get_one(Pair, to))
    if not event.before:
        _remove(session, actor, pair)
        event.undone_at = actor.at
        return None
    now = snapshot.take(session, pair)
    _take_places(session, pair, event.before)
    snapshot.put_back(session, actor, pair, event.before)
    if pair.state is PairState.ACTIVE and consenting.missing_in(session, actor, pair):
        raise Refusal("pair_consent")
    event.undone_at = actor.at
    posts.take_back(session, actor, event)
    after = {**snapshot.take(session, pair), snapshot.TOLD: {"what": event.action}}
    log.record(session, actor, pair, UNDONE, before=now, after=after)
    return pair.id


def _take_places(session: Session, pair: Pair, facts: snapshot.Facts) -> None:
    """A place that was filled in the meantime is not there to come back to."""
    if PairState(facts["state"]) not in OPEN:
        return
    there = [each for each in facts["members"] if not each["until"] and not each["stands_in_for"]]
    mentors, mentees = (
        {each["person_id"] for each in there if each["side"] == side}
        for side in (Side.MENTOR, Side.MENTEE)
    )
    capacity.take(session, pair.organisation_id, mentors, mentees)


def _handed_over(session: Session, pair: Pair) -> bool:
    """Whether a transfer made it, and not the search for another mentor after a refusal."""
    found = session.scalars(
        select(PairEvent).where(
            PairEvent.pair_id == pair.previous_id,
            PairEvent.action == "transferred",
            PairEvent.undone_at.is_(None),
        )
    )
    return any(each.after.get(snapshot.TOLD, {}).get("to") == pair.id for each in found)


def _undo_transfer(session: Session, actor: Actor, old_id: int) -> int | None:
    """The new pair of a transfer goes with the transfer itself."""
    old = last(session, actor, session.get_one(Pair, old_id))
    if old is None:
        raise Refusal("pair_undo")
    return undo(session, actor, old.id)


def _remove(session: Session, actor: Actor, pair: Pair) -> None:
    """A pair that was entered by mistake; one in which something happened since stays."""
    if touched(session, pair.id):
        raise Refusal("pair_undo")
    remove(session, actor, pair)


def touched(session: Session, pair_id: int) -> bool:
    """Whether anything happened in a pair since it was made: a change that stands, a meeting, a
    programme, somebody's answer about it."""
    events = select(PairEvent.id).where(
        PairEvent.pair_id == pair_id,
        PairEvent.undone_at.is_(None),
        PairEvent.action.not_in(("entered", "proposed", UNDONE)),
    )
    found = (
        events,
        select(Meeting.id).where(Meeting.pair_id == pair_id, Meeting.removed_at.is_(None)),
        select(Programme.id).where(Programme.pair_id == pair_id),
        select(FitAnswer.id).where(FitAnswer.pair_id == pair_id, FitAnswer.at.is_not(None)),
    )
    return any(session.scalar(each.limit(1)) is not None for each in found)


def remove(session: Session, actor: Actor, pair: Pair) -> None:
    """Let a pair that was made by mistake be none, for callers that checked that it may."""
    now = snapshot.take(session, pair)
    pair.removed_at = actor.at
    paper_prompts.settle(session, pair.id)
    session.flush()
    made = session.scalars(
        select(PairEvent).where(PairEvent.pair_id == pair.id, PairEvent.undone_at.is_(None))
    ).all()
    for each in made:
        posts.take_back(session, actor, each)
    what = "entered" if pair.entered else "proposed"
    after = {**snapshot.take(session, pair), snapshot.TOLD: {"what": what}}
    log.record(session, actor, pair, UNDONE, before=now, after=after)


def _whole(event: PairEvent) -> bool:
    """Events of other features have no facts of the pair to put back."""
    return not event.before or "members" in event.before
