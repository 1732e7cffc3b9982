"""Personalised programmes: a roadmap of a pair has a head and is agreed by both sides."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, choice
from db.models.people import Given


class Programme(Base):
    """The head of a pair's programme; its lines are the items of its roadmap."""

    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("roadmap_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    roadmap_id: Mapped[int] = mapped_column(ForeignKey("roadmap.id", ondelete="CASCADE"))
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    difficulties: Mapped[str] = mapped_column(Text, default="")
    goal: Mapped[str] = mapped_column(Text, default="")
    tasks: Mapped[str] = mapped_column(Text, default="")
    expected: Mapped[str] = mapped_column(Text, default="")
    # sha256 of the text that was put to both; null while it is being written.
    text_hash: Mapped[str | None] = mapped_column(String(64))
    # The same of the goal and the terms alone: what cannot change without a new agreement.
    core_hash: Mapped[str | None] = mapped_column(String(64))
    put_at: Mapped[datetime | None]
    conclusion: Mapped[dict[str, Any] | None]  # of the closing: result, mark, what next
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]


class Agreement(Base):
    """One side's yes or no to the text of a programme with this hash."""

    __tablename__ = "agreement"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    programme_id: Mapped[int] = mapped_column(
        ForeignKey("programme.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    text_hash: Mapped[str] = mapped_column(String(64))
    agreed: Mapped[bool]
    words: Mapped[str] = mapped_column(Text, default="")  # what should be otherwise
    at: Mapped[datetime]
    how: Mapped[Given] = mapped_column(choice(Given, "how"), default=Given.CHAT)
    # Of a signature on paper: who entered it, and the day that stands on it.
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    signed_on: Mapped[date | None]
