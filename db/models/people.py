"""Organisations, people, their chats, roles, invitations, consents and the audit log."""

from datetime import date, datetime
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
    school_class: Mapped[str] = mapped_column(String(20), default="")  # of a pupil: «7 Б»
    mentee_limit: Mapped[int | None]  # how many mentees at once; null: as in the school
    born_on: Mapped[date | None]  # kept of pupils only: at 14 and 18 other papers are needed
    # Kinds of messages the person does not want apart (services.muting); duties come weekly then.
    muted: Mapped[list[Any]] = mapped_column(default=list)
    remind_hour: Mapped[int | None]  # local hour of the daily bundle; null: the school's
    active_role_id: Mapped[int | None]  # which of the roles the menu shows; null: the first
    archived_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]  # the name is gone; papers that must stay keep a code
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
    # Whoever joins by it represents this pupil.
    child_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    # Whoever joins by it is a pupil, whose full name messages never show.
    pupil: Mapped[bool] = mapped_column(default=False)
    nonce: Mapped[str] = mapped_column(String(16))
    max_uses: Mapped[int | None]  # null: shared, any number
    uses: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Given(StrEnum):
    """How an answer came: by a tap, or on paper that somebody has entered."""

    CHAT = "chat"
    PAPER = "paper"


class Consent(Base):
    """One answer to one consent document; the newest row of a kind is the one in force.

    `person_id`: whose data it is about. A parent's answer for a child has `given_by`.
    """

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    version: Mapped[str] = mapped_column(String(16))
    text_hash: Mapped[str] = mapped_column(String(64))  # sha256 of the text that was shown
    given: Mapped[bool]
    at: Mapped[datetime]
    how: Mapped[Given] = mapped_column(choice(Given, "how"), default=Given.CHAT)
    given_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    # Of a paper: who entered it, its number, day and scan (in DATA_DIR/files).
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    number: Mapped[str] = mapped_column(String(64), default="")
    signed_on: Mapped[date | None]
    sha: Mapped[str | None] = mapped_column(String(64))


class Guardian(Base):
    """A parent or other legal representative of a pupil, from `since` until taken back."""

    __tablename__ = "guardian"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    basis: Mapped[str] = mapped_column(String(200), default="")  # «мать», «опекун, № …»
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Absence(Base):
    """A leave, first to last day (null: not known yet); the deputy hears in the person's place."""

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    first: Mapped[date]
    last: Mapped[date | None]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]


class ApplicationState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Application(Base):
    """Somebody without a link who asks a school for a role; the curator decides."""

    __tablename__ = "application"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    title: Mapped[str] = mapped_column(String(100), default="")
    state: Mapped[ApplicationState] = mapped_column(
        choice(ApplicationState, "state"), default=ApplicationState.WAITING
    )
    at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]


class ErasureState(StrEnum):
    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class Erasure(Base):
    """What is to be erased of a person and by when; `plan` and `done` are told in the act."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    reason: Mapped[str] = mapped_column(String(32))  # "withdrawn", "request", "retention"
    state: Mapped[ErasureState] = mapped_column(
        choice(ErasureState, "state"), default=ErasureState.PLANNED
    )
    due: Mapped[date]
    plan: Mapped[list[Any]]
    done: Mapped[list[Any]]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class RosterImport(Base):
    """A list of people read from a file: proposed, applied as a whole, undone on request."""

    __tablename__ = "roster_import"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    what: Mapped[str] = mapped_column(String(16))  # "people", "pairs"
    file_name: Mapped[str] = mapped_column(String(255))
    rows: Mapped[list[Any]]  # as understood, with the row's number in the file
    made: Mapped[list[Any]]  # what undoing takes back
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


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
