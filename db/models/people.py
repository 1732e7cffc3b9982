"""Organisations, people, their chats, roles, invitations, consents and the audit log."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, choice
from domain.roles import Role


class OrganisationKind(StrEnum):
    MUNICIPALITY = "municipality"
    SCHOOL = "school"


class Organisation(Base):
    """A municipality or a school; a lone school has no parent."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[OrganisationKind] = mapped_column(choice(OrganisationKind, "kind"))
    name: Mapped[str] = mapped_column(String(300))
    timezone: Mapped[str] = mapped_column(String(64))
    # Read through services.preferences, which knows the keys and their defaults.
    preferences: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]


class Person(Base):
    """Somebody of an organisation, with or without a chat."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )  # null: the administrator before the first school
    name: Mapped[str] = mapped_column(String(200))
    # Neither database folds Cyrillic alike: casefolded, ё as е (domain.search.search_key).
    search: Mapped[str] = mapped_column(String(200), index=True)
    post: Mapped[str] = mapped_column(String(200), default="")
    is_pupil: Mapped[bool] = mapped_column(default=False)
    remind_hour: Mapped[int | None]  # local hour of the daily bundle; null: the school's
    active_role_id: Mapped[int | None]  # which of the roles the menu shows; null: the first
    archived_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Reach(StrEnum):
    """Whether messages get through to a chat."""

    OK = "ok"
    BLOCKED = "blocked"
    NEVER_STARTED = "never_started"
    GONE = "gone"


class Identity(Base):
    """A person's account in a messenger; ids are text because platforms differ."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("channel", "chat_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str] = mapped_column(String(16), default="telegram")
    chat_id: Mapped[str] = mapped_column(String(64))
    reach: Mapped[Reach] = mapped_column(choice(Reach, "reach"), default=Reach.OK)
    reach_since: Mapped[datetime | None]
    created_at: Mapped[datetime]


class RoleGrant(Base):
    """A role of a person in an organisation, from `since` until revoked."""

    __tablename__ = "role_grant"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )  # null: the administrator of the installation
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    title: Mapped[str] = mapped_column(String(100), default="")
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Invitation(Base):
    """A signed link that grants a role; one-off or shared, expiring, revocable."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    title: Mapped[str] = mapped_column(String(100), default="")
    # Set when the link is for one known person without a chat.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    # Whoever joins by it is a pupil, whose full name messages never show.
    pupil: Mapped[bool] = mapped_column(default=False)
    nonce: Mapped[str] = mapped_column(String(16))
    max_uses: Mapped[int | None]  # null: shared, any number
    uses: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Consent(Base):
    """One answer to one consent document; the newest row of a kind is the one in force."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    version: Mapped[str] = mapped_column(String(16))
    text_hash: Mapped[str] = mapped_column(String(64))  # sha256 of the text that was shown
    given: Mapped[bool]
    at: Mapped[datetime]


class AuditEntry(Base):
    """Who did what to whom and when; never changed or deleted (a trigger refuses it)."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None]
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(64))  # "item:15", "person:3"
    data: Mapped[dict[str, Any]]
