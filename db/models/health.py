"""Which pairs need a hand: what was noticed and what became of it; the psychologist's desk."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, choice
from db.models.people import Given


class FitAnswer(Base):
    """How it goes with this partner, asked privately; never shown to the other side."""

    __tablename__ = "fit_answer"
    __table_args__ = (UniqueConstraint("pair_id", "person_id", "asked_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(16))  # "good", "so_so", "not_good"
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime | None]
    # Of an answer on paper: who entered it, and the day that stands on it.
    how: Mapped[Given | None] = mapped_column(choice(Given, "how"))
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    signed_on: Mapped[date | None]


class HealthFlag(Base):
    """A rule that spoke of a pair: the silent were asked, the curator acted, what became of it."""

    __tablename__ = "health_flag"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    rule: Mapped[str] = mapped_column(String(32))
    raised_at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]  # the numbers that it went by
    asked_at: Mapped[datetime | None]  # when the silent side was asked
    act: Mapped[str | None] = mapped_column(String(32))  # of the curator
    acted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    acted_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]  # the rule is silent again
    outcome: Mapped[str | None] = mapped_column(String(32))  # 21 days after the act
    outcome_on: Mapped[date | None]


class ReferralState(StrEnum):
    NEW = "new"
    ACCEPTED = "accepted"
    WORKING = "working"
    DONE = "done"
    DECLINED = "declined"


class Referral(Base):
    """Somebody for the psychologist; nothing of what is said is stored."""

    __tablename__ = "referral"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(String(16))  # "unmatched", "help", "curator"
    state: Mapped[ReferralState] = mapped_column(
        choice(ReferralState, "state"), default=ReferralState.NEW
    )
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    taken_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
