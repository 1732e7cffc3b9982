"""Every change of an entry is an event with what was and what became of the fields it touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from db.models import BankEntry, BankEvent
from domain.banks import BankState

ADDED, FILLED = "added", "filled"
ADMITTED, DECLINED, LEFT, AGAIN = "admitted", "declined", "left", "again"
CRITERION, INTERVIEW, EDITED, SHEET = "criterion", "interview", "edited", "sheet"
PAUSED, RESUMED, TAKEN, KEPT = "paused", "resumed", "taken", "kept"
LETTER, UNDONE = "letter", "undone"
TOLD = "told"  # of `after`, beside the fields: what the words of the event need

_PLAIN: Final = (
    "areas", "forms", "kinds", "facts", "capacity", "hours", "criteria", "interview_mark",
    "reason", "by_hand", "newer", "decided_by",
)  # fmt: skip


def snapshot(entry: BankEntry) -> dict[str, Any]:
    """All that an event can change, as plain JSON."""
    plain = {name: getattr(entry, name) for name in _PLAIN}
    return {
        **plain,
        "state": entry.state.value,
        "interview_on": _iso(entry.interview_on),
        "paused_on": _iso(entry.paused_on),
        "decided_at": _iso(entry.decided_at),
    }


def put(entry: BankEntry, fields: dict[str, Any]) -> None:
    """Make these fields what a snapshot says."""
    for name, value in fields.items():
        if name == "state":
            entry.state = BankState(value)
        elif name == "decided_at":
            entry.decided_at = datetime.fromisoformat(value) if value else None
        elif name in ("interview_on", "paused_on"):
            setattr(entry, name, date.fromisoformat(value) if value else None)
        else:
            setattr(entry, name, value)


@contextmanager
def changing(
    session: Session, now: datetime, by: int | None, entry: BankEntry, action: str, **told: Any
) -> Iterator[dict[str, Any]]:
    """What is done within becomes one event; where nothing changes there is none. What is put
    into the yielded dict is told by the event as well."""
    was = snapshot(entry)
    more: dict[str, Any] = dict(told)
    yield more
    now_is = snapshot(entry)
    changed = [name for name in was if was[name] != now_is[name]]
    if changed:
        add(
            session, now, by, entry, action,
            {name: was[name] for name in changed},
            {**{name: now_is[name] for name in changed}, TOLD: more},
        )  # fmt: skip


def add(
    session: Session, now: datetime, by: int | None, entry: BankEntry, action: str,
    before: dict[str, Any], after: dict[str, Any],
) -> BankEvent:  # fmt: skip
    entry.version += 1
    entry.updated_at = now
    event = BankEvent(
        entry_id=entry.id, at=now, actor_id=by, action=action, before=before, after=after
    )
    session.add(event)
    session.flush()
    return event


def _iso(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None
