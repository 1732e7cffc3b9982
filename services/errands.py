"""Long work under way, remembered so that a restart can tell whose it has lost."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import Setting
from services import outbox
from services.actor import Actor

KIND = "errand_lost"
_KEY = "errand:"


def begun(session: Session, actor: Actor, data: dict[str, Any]) -> None:
    """One at a time a person; `data`: what the message of its loss needs."""
    session.merge(Setting(key=f"{_KEY}{actor.me}", value=data))


def ended(session: Session, actor: Actor) -> None:
    """Done, stopped or failed: the person was told."""
    session.execute(delete(Setting).where(Setting.key == f"{_KEY}{actor.me}"))


def tell_of_lost(session: Session, now: datetime) -> int:
    """At the start of the program nothing is under way: what is remembered was lost. How many."""
    rows = session.scalars(select(Setting).where(Setting.key.startswith(_KEY))).all()
    for row in rows:
        person_id = int(row.key.removeprefix(_KEY))
        outbox.enqueue(
            session, person_id, KIND, row.value, dedup_key=f"{KIND}:{person_id}:{now.isoformat()}",
            send_after=now, now=now, solicited=True,
        )  # fmt: skip
        session.delete(row)
    return len(rows)
