"""Meetings of a pair: kinds, states and how one went.

The first five kinds are those of the target model (Р-145), in their order.
"""

from enum import StrEnum


class MeetingKind(StrEnum):
    FIRST = "first"  # organisational
    TRIAL = "trial"
    PLANNING = "planning"
    REGULAR = "regular"
    CLOSING = "closing"
    LESSON_VISIT = "lesson_visit"
    CONSULTATION = "consultation"
    REFLECTIVE = "reflective"  # called by the curator for many pairs


MODEL = (
    MeetingKind.FIRST, MeetingKind.TRIAL, MeetingKind.PLANNING, MeetingKind.REGULAR,
    MeetingKind.CLOSING,
)  # fmt: skip


class MeetingState(StrEnum):
    PROPOSED = "proposed"  # a time waits for the other side's yes
    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"  # did not take place, with a reason
    CANCELLED = "cancelled"  # beforehand, with a reason


class Outcome(StrEnum):
    """The result in one tap."""

    REACHED = "reached"
    PARTLY = "partly"
    TO_CONTINUE = "to_continue"


class NextState(StrEnum):
    """What became of the next step that was promised."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
