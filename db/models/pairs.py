"""Pairs and groups, who is in them, their papers and their history."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, choice
from domain.pairs import Form, PairState, RoleModel, Side


class Pair(Base):
    """A mentor and a mentee, or a group: who they are stands in `PairMember`."""

    __tablename__ = "pair"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    form: Mapped[Form] = mapped_column(choice(Form, "form"))
    role_model: Mapped[RoleModel | None] = mapped_column(choice(RoleModel, "role_model"))
    kinds: Mapped[list[Any]]  # values of domain.pairs.PairKind
    state: Mapped[PairState] = mapped_column(
        choice(PairState, "state"), default=PairState.PROPOSED
    )
    goal: Mapped[str] = mapped_column(Text, default="")
    starts: Mapped[date | None]
    ends: Mapped[date | None]  # planned
    ended_on: Mapped[date | None]
    ended_why: Mapped[str] = mapped_column(String(300), default="")
    paused_until: Mapped[date | None]
    # The pair's own rhythm: days from one meeting to the next, and usual slots as
    # {"weekday": 0-6, "time": "14:30"}.
    every_days: Mapped[int] = mapped_column(default=14)
    slots: Mapped[list[Any]] = mapped_column(default=list)
    # Pairs entered as they are; others come by matching later.
    entered: Mapped[bool] = mapped_column(default=True)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("pair.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)  # grows with every event
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]  # entered by mistake: undone


class PairMember(Base):
    """Somebody on a side of a pair, first to last day (null: still).

    `stands_in_for`: a substitute mentor, and the member whose leave it is.
    """

    __tablename__ = "pair_member"
    __table_args__ = (Index("ix_pair_member_person_side", "person_id", "side"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    since: Mapped[date]
    until: Mapped[date | None]
    stands_in_for: Mapped[int | None] = mapped_column(
        ForeignKey("pair_member.id", ondelete="SET NULL")
    )


class PairPaper(Base):
    """A paper of a pair or of one of its mentors: number, day, and what it says of pay."""

    __tablename__ = "pair_paper"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    # domain.pair_papers.PaperKind
    kind: Mapped[str] = mapped_column(String(32))
    number: Mapped[str] = mapped_column(String(64), default="")
    signed_on: Mapped[date | None]
    pay: Mapped[str] = mapped_column(String(300), default="")  # size of pay, or why none is due
    paid: Mapped[bool | None]  # of an agreement: whether pay is due
    until: Mapped[date | None]  # of a refusal or a notice: the mentor's last day
    sha: Mapped[str | None] = mapped_column(String(64))
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class PairEvent(Base):
    """History of a pair: what was, what became, who and when; past days are told from it."""

    __tablename__ = "pair_event"
    __table_args__ = (Index("ix_pair_event_pair_at", "pair_id", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(32))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
