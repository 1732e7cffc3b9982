"""What a person is to be asked or told of in the daily bundle, beside items of roadmaps."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId


class Prompt(Base):
    """One matter of a person; null `remind_at`: nothing more to say. Its words are made when the
    bundle is sent, of what is true then (services.prompts)."""

    __tablename__ = "prompt"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id", "person_id"),
        Index(
            "ix_prompt_due",
            "remind_at",
            sqlite_where=text("remind_at IS NOT NULL"),
            postgresql_where=text("remind_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))  # of services.prompts.KINDS
    subject_id: Mapped[int] = mapped_column(BigId)  # the meeting, the pair … it is about
    remind_at: Mapped[datetime | None]
    said_times: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]  # when it was last put into a bundle
    asked_at: Mapped[datetime | None]  # when the person was first told in a message that went out
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
