"""Whom to remind of which occurrence and when; days a school counts otherwise."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, choice
from domain.reminders import Step


class Reminder(Base):
    """The next reminder of an occurrence to a person; null `remind_at`: nothing more to say."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("occurrence_id", "person_id"),
        Index(
            "ix_reminder_due",
            "remind_at",
            sqlite_where=text("remind_at IS NOT NULL"),
            postgresql_where=text("remind_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    remind_at: Mapped[datetime | None]
    step: Mapped[Step] = mapped_column(choice(Step, "step"))
    snoozed_until: Mapped[date | None]
    # When it was last put into a bundle: what was not sent since stands in the next one too.
    claimed_at: Mapped[datetime | None]
    # When the person was first told of it in a message that went out.
    asked_at: Mapped[datetime | None]
    # When a curator last asked for it to be said again out of turn.
    nudged_at: Mapped[datetime | None]
    # Set on rows that tell a curator or head of somebody else's overdue item.
    escalated: Mapped[bool] = mapped_column(default=False)


class DayOverride(Base):
    """A day that an organisation counts otherwise than the production calendar."""

    __tablename__ = "day_override"
    __table_args__ = (UniqueConstraint("organisation_id", "day"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    day: Mapped[date]
    works: Mapped[bool]
    name: Mapped[str] = mapped_column(String(100), default="")


class Break(Base):
    """School holidays or the teachers' leave of an organisation, first to last day."""

    __tablename__ = "school_break"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))  # "leave": silent; "holiday": shown only
    first: Mapped[date]
    last: Mapped[date]
