"""Sheets that left with editable columns, and what came back in them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, choice


class SentSheet(Base):
    """A sheet that was sent out: `base` is what its editable cells held, by row and column.

    An edit is what differs from `base`; a conflict is where the database differs from it too.
    """

    __tablename__ = "sent_sheet"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))  # of services.roundtrip's registry
    subject_id: Mapped[int] = mapped_column(BigId)  # of the roadmap, for the sheets of a roadmap
    key: Mapped[str] = mapped_column(String(32))  # random: a file of another base is not ours
    base: Mapped[dict[str, Any]]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    made_at: Mapped[datetime]


class ReturnState(StrEnum):
    PROPOSED = "proposed"  # shown in words, waits for a yes
    APPLIED = "applied"
    UNDONE = "undone"
    DROPPED = "dropped"


class SheetReturn(Base):
    """One file that came back: `edits` as understood, `acts` what undoing takes back."""

    __tablename__ = "sheet_return"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    sheet_id: Mapped[int] = mapped_column(
        ForeignKey("sent_sheet.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[ReturnState] = mapped_column(
        choice(ReturnState, "state"), default=ReturnState.PROPOSED
    )
    edits: Mapped[list[Any]]
    acts: Mapped[list[Any]]
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
