"""Reminders: the door through which other features come."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Reminder
from services.forecast import preview
from services.replanning import replan, replan_all
from services.rescheduling import reschedule_person, reschedule_school
from services.ticking import TickResult, tick

__all__ = [
    "TickResult",
    "next_moment",
    "preview",
    "replan",
    "replan_all",
    "reschedule_person",
    "reschedule_school",
    "tick",
]


def next_moment(session: Session) -> datetime | None:
    """When the next reminder falls due, for the clock that plays the time."""
    # Said outright, or SQLite reads the whole table instead of the partial index.
    return session.scalar(
        select(func.min(Reminder.remind_at)).where(Reminder.remind_at.is_not(None))
    )
