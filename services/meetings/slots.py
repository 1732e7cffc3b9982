"""The usual times of a pair, by which its meetings are proposed."""

from dataclasses import dataclass
from datetime import time

from sqlalchemy.orm import Session

from domain import meeting_rules
from domain.meeting_rules import Slot
from services.actor import Actor
from services.errors import Refusal
from services.meetings import rights
from services.meetings.planning import MINUTES
from services.pairs import log
from services.pairs.views import PairCard, cards

WEEKDAYS = range(6)  # Sundays are quiet


@dataclass(frozen=True, slots=True)
class Usual:
    card: PairCard
    slots: tuple[Slot, ...]


def of_pair(session: Session, actor: Actor, pair_id: int) -> Usual:
    """For who records. Raises Refusal("gone" | "forbidden")."""
    seen = rights.pair(session, actor, pair_id)
    if not seen.records or seen.teaches:
        raise Refusal("forbidden")
    card = cards(session, [seen.pair], actor.today)[0]
    return Usual(card, meeting_rules.slots(seen.pair.slots))


def change(
    session: Session, actor: Actor, pair_id: int, weekday: int, minute: int | None
) -> Usual:
    """One usual time a weekday, or none on it. Raises as `of_pair`."""
    seen = rights.for_recording(session, actor, pair_id)
    usual = of_pair(session, actor, pair_id)
    if weekday not in WEEKDAYS or not (minute is None or 0 <= minute < MINUTES):
        raise Refusal("gone")
    kept = [slot for slot in usual.slots if slot.weekday != weekday]
    if minute is not None:
        kept.append(Slot(weekday, time(minute // 60, minute % 60)))
    before = list(seen.pair.slots)
    seen.pair.slots = [
        {"weekday": slot.weekday, "time": f"{slot.at:%H:%M}"} for slot in sorted(kept)
    ]
    if seen.pair.slots != before:
        after = {"slots": seen.pair.slots}
        log.record(session, actor, seen.pair, "slots", before={"slots": before}, after=after)
    return of_pair(session, actor, pair_id)
