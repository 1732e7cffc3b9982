"""The weekly message: when each person gets it, what each one said, what is passed on to heads."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, choice


class Rhythm(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    NEVER = "never"


class DigestPlan(Base):
    """When a person hears of an organisation; null `next_at`: never, or not planned yet."""

    __tablename__ = "digest_plan"
    __table_args__ = (
        UniqueConstraint("person_id", "organisation_id"),
        Index(
            "ix_digest_plan_due",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    rhythm: Mapped[Rhythm] = mapped_column(choice(Rhythm, "rhythm"), default=Rhythm.WEEKLY)
    chosen: Mapped[bool] = mapped_column(default=False)  # by the person; else by the role
    weekday: Mapped[int] = mapped_column(default=0)  # 0 = Monday, local to the person
    hour: Mapped[int] = mapped_column(default=9)
    next_at: Mapped[datetime | None]


class Digest(Base):
    """One message of a person and period; `snapshot` is what the next one is compared with."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("person_id", "organisation_id", "period"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    period: Mapped[str] = mapped_column(String(16))  # "2026-W47", "2026-11"
    made_at: Mapped[datetime]
    snapshot: Mapped[dict[str, Any]]
    sent: Mapped[bool] = mapped_column(default=False)  # false: there was nothing to say


class ForHead(Base):
    """An item that the curator passes on to the head, by name, in the next digest."""

    __tablename__ = "for_head"
    __table_args__ = (UniqueConstraint("item_id", "told_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), index=True)
    passed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    passed_at: Mapped[datetime]
    due: Mapped[date | None]  # of which term
    told_at: Mapped[datetime | None]  # when a head was told
