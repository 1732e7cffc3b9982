"""What a tick does, in this order. Each turn is asked first, by a read, whether anything waits:
most ticks find nothing, and the one writer of SQLite is not taken for that."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from db.engine import Database, Session
from services import consent_days, erasing, prompt_tick, reminders
from services.digest import tick as digests
from services.health import tick as health
from services.meetings import tick as meetings
from services.pairs import tick as pairs
from services.surveys import interim
from services.surveys import tick as surveys


@dataclass(frozen=True, slots=True)
class Turn:
    """`due`: whether `tick` would do anything; `again`: the figure of its result by which it is
    taken once more, empty for who does all at once."""

    name: str
    due: Callable[[Session, datetime], bool]
    tick: Callable[[Session, datetime], Any]
    again: str = ""


def reached(moment: Callable[[Session], datetime | None]) -> Callable[[Session, datetime], bool]:
    """By the moment at which the next thing is due."""

    def due(session: Session, now: datetime) -> bool:
        first = moment(session)
        return first is not None and first <= now

    return due


# Digests take the daily messages along, so they are made after them.
TURNS = (
    Turn("retention", consent_days.due, consent_days.tick),
    Turn("erasing", reached(erasing.next_moment), erasing.tick, "erased"),
    Turn("pairs", pairs.due, pairs.tick),
    Turn("meetings", meetings.due, meetings.tick),
    Turn("health", health.due, health.tick, "count"),
    Turn("surveys", reached(surveys.next_moment), surveys.tick, "count"),
    Turn("interim", interim.due, interim.tick),
    Turn("prompts", reached(prompt_tick.next_moment), prompt_tick.tick, "enqueued"),
    Turn("reminders", reached(reminders.next_moment), reminders.tick),
    Turn("digests", digests.due, digests.tick, "looked"),
)


def first_due(session: Session, now: datetime, turns: Sequence[Turn] = TURNS) -> int | None:
    """Which of the turns is the first to find anything; None: no one, so that an idle tick asks
    once."""
    return next((at for at, turn in enumerate(turns) if turn.due(session, now)), None)


async def take(turn: Turn, db: Database, now: Callable[[], datetime]) -> dict[str, int]:
    """What a turn that is due did, by its own figures, added up."""
    total: dict[str, int] = {}
    while True:
        done = _figures(await db.write(turn.tick, now()))
        total = {name: total.get(name, 0) + figure for name, figure in done.items()}
        if not done.get(turn.again) or not await db.read(turn.due, now()):
            return total


def _figures(done: Any) -> dict[str, int]:
    return {"count": done} if isinstance(done, int) else asdict(done)
