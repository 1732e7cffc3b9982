"""Banks of mentors and mentees: who could be one, and what the school has decided."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, choice
from domain.banks.states import BankState as BankState  # noqa: PLC0414 - taken from here
from domain.pairs import Side


class BankEntry(Base):
    """A person on one side of a school's bank, with what matching and the curator go by.

    Filled by intake questionnaires (`fills` of their questions), by Excel or by hand.
    """

    __tablename__ = "bank_entry"
    __table_args__ = (UniqueConstraint("organisation_id", "person_id", "side"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    state: Mapped[BankState] = mapped_column(
        choice(BankState, "state"), default=BankState.CANDIDATE
    )
    # Area (domain.areas) to 1-10: strength of a mentor, need of a mentee.
    areas: Mapped[dict[str, Any]] = mapped_column(default=dict)
    forms: Mapped[list[Any]] = mapped_column(default=list)  # values of domain.pairs.Form
    kinds: Mapped[list[Any]] = mapped_column(default=list)  # values of domain.pairs.PairKind
    # What else the intake told, by the name in `fills`: subject, experience, goal, times …
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    capacity: Mapped[int | None]  # mentees at once
    hours: Mapped[int | None]  # a month
    paused_on: Mapped[date | None]  # no new pairs since that day, by the person's or school's wish
    # Fields that somebody has changed by hand: answers do not overwrite them.
    by_hand: Mapped[list[Any]] = mapped_column(default=list)
    # Field to {"is": newer answer, "kept": whether the one there was preferred}.
    newer: Mapped[dict[str, Any]] = mapped_column(default=dict)
    criteria: Mapped[dict[str, Any]] = mapped_column(default=dict)  # criterion to met or not
    interview_mark: Mapped[int | None]  # 1 to 5
    interview_on: Mapped[date | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    response_id: Mapped[int | None] = mapped_column(ForeignKey("response.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class BankEvent(Base):
    """History of an entry: what was, what became, who and when."""

    __tablename__ = "bank_event"
    __table_args__ = (Index("ix_bank_event_entry_at", "entry_id", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("bank_entry.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(32))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
