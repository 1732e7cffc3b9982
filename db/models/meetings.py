"""Meetings of pairs: planned, held or not, confirmed by the other side, with notes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, choice
from db.models.people import Given
from domain.meetings import MeetingKind, MeetingState, NextState, Outcome


class Meeting(Base):
    """One meeting of a pair or group. `held_on` is set once it took place."""

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_pair_starts", "pair_id", "starts_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"))
    kind: Mapped[MeetingKind] = mapped_column(choice(MeetingKind, "kind"))
    state: Mapped[MeetingState] = mapped_column(choice(MeetingState, "state"))
    starts_at: Mapped[datetime | None]  # null: a held one of which only the day is known
    minutes: Mapped[int] = mapped_column(default=45)
    remote: Mapped[bool] = mapped_column(default=False)
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    held_on: Mapped[date | None] = mapped_column(index=True)
    topic: Mapped[str] = mapped_column(Text, default="")
    # The line of the programme that the topic was taken from.
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id", ondelete="SET NULL"))
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome, "outcome"))
    text: Mapped[str] = mapped_column(Text, default="")  # what was done, shared
    next_step: Mapped[str] = mapped_column(Text, default="")
    next_on: Mapped[date | None]
    next_state: Mapped[NextState | None] = mapped_column(choice(NextState, "next_state"))
    reason: Mapped[str] = mapped_column(String(300), default="")  # moved, cancelled, missed
    moved_times: Mapped[int] = mapped_column(default=0)
    sheet: Mapped[dict[str, Any] | None]  # of a lesson visit: criterion to mark
    series: Mapped[str] = mapped_column(String(32), default="")  # called for many pairs at once
    how: Mapped[Given] = mapped_column(choice(Given, "how"), default=Given.CHAT)
    logged_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    logged_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class MeetingMark(Base):
    """One participant's side of a meeting: was there, confirms it, rates it.

    The rating and the fit are never shown to the other side.
    """

    __tablename__ = "meeting_mark"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    agreed: Mapped[bool | None]  # to the proposed time
    present: Mapped[bool | None]  # as the log says
    confirmed: Mapped[bool | None]  # as the person says; false: «не было»
    confirmed_at: Mapped[datetime | None]
    how: Mapped[Given | None] = mapped_column(choice(Given, "how"))  # paper: by the journal
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    signed_on: Mapped[date | None]  # of a confirmation on paper: the day that stands on it
    rating: Mapped[int | None]  # 1 to 5, private
    # Of a rating on paper.
    rated_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    rated_on: Mapped[date | None]


class MeetingNote(Base):
    """A text, photo, file or voice kept with a meeting; a private one is its author's alone."""

    __tablename__ = "meeting_note"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    private: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(String(16))  # "text", "photo", "file", "voice"
    text: Mapped[str] = mapped_column(Text, default="")
    sha: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class MeetingEvent(Base):
    """History of a meeting: proposed, moved, logged, corrected."""

    __tablename__ = "meeting_event"
    __table_args__ = (Index("ix_meeting_event_meeting_at", "meeting_id", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(32))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
