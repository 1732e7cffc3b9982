"""Roadmaps, their items (rows, steps, shares), owners, occurrences, evidence and history."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, choice
from domain.deadlines.model import Kind
from domain.kinds import WorkKind
from domain.occurrences import OccKind
from domain.progress import Status


class RoadmapState(StrEnum):
    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"


class Roadmap(Base):
    """A roadmap of an organisation as read from its document; nothing is sent before launch."""

    __tablename__ = "roadmap"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    state: Mapped[RoadmapState] = mapped_column(
        choice(RoadmapState, "state"), default=RoadmapState.DRAFT
    )
    period_start: Mapped[date | None]  # null: the document names none, the curator is asked
    period_end: Mapped[date | None]
    period_stated: Mapped[bool] = mapped_column(default=True)
    approval: Mapped[list[Any]]  # lines of the stamp above the title
    columns: Mapped[list[Any]]  # header words of the document, left to right
    source_name: Mapped[str] = mapped_column(String(255))
    source_sha: Mapped[str] = mapped_column(String(64))  # in DATA_DIR/files
    version: Mapped[int] = mapped_column(default=1)  # grows with every change of an item
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    launched_at: Mapped[datetime | None]
    # A corrected document waits as a draft beside the running roadmap that it will change.
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("roadmap.id", ondelete="CASCADE"))
    # The line («По отдельному плану») that this roadmap spells out.
    parent_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("item.id", ondelete="SET NULL", use_alter=True), index=True
    )
    # How many questions a draft has had: «вопрос 3 из 7» goes on counting from there.
    asked: Mapped[int | None]
    # Answers about the whole: orders of work found right, changes of a correction refused.
    answers: Mapped[dict[str, Any] | None]
    # Last year's roadmap that this one was made from.
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("roadmap.id", ondelete="SET NULL"))
    # The pair whose personalised programme this is; null: a roadmap of the organisation.
    pair_id: Mapped[int | None] = mapped_column(
        ForeignKey("pair.id", ondelete="CASCADE", use_alter=True), index=True
    )


class ItemLevel(StrEnum):
    ROW = "row"
    STEP = "step"
    SHARE = "share"  # one person's or school's part of an item that "each" must do


class Sharing(StrEnum):
    """How several owners carry an item."""

    ONE = "one"  # one for all: whoever does it closes it
    EACH = "each"  # every one of them: a share each, «7 из 12»


class Item(Base):
    """A row or step of the roadmap, or a person's share of one; the smallest ones are counted."""

    __tablename__ = "item"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    roadmap_id: Mapped[int] = mapped_column(
        ForeignKey("roadmap.id", ondelete="CASCADE"), index=True
    )
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("item.id", ondelete="CASCADE"), index=True
    )
    level: Mapped[ItemLevel] = mapped_column(choice(ItemLevel, "level"), default=ItemLevel.ROW)
    position: Mapped[int]  # order among all items of the roadmap
    section: Mapped[str | None] = mapped_column(Text)
    stage: Mapped[str | None] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(Text)
    search: Mapped[str] = mapped_column(Text)  # casefolded, ё as е
    content: Mapped[str | None] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(Text)  # expected document
    deadline: Mapped[str | None] = mapped_column(Text)  # verbatim, also of a parent's cell
    term_kind: Mapped[Kind] = mapped_column(choice(Kind, "term_kind"), default=Kind.NONE)
    spans: Mapped[list[Any]]  # inclusive ISO pairs, null = open
    rule: Mapped[str | None] = mapped_column(String(16))
    term_decided: Mapped[bool] = mapped_column(default=False)  # read surely or chosen by a person
    responsible: Mapped[list[Any]]  # verbatim entries
    sharing: Mapped[Sharing] = mapped_column(choice(Sharing, "sharing"), default=Sharing.ONE)
    status: Mapped[Status] = mapped_column(choice(Status, "status"), default=Status.TODO)
    # End of the nearest open occurrence; null without one. Kept by services.occurrences.
    due: Mapped[date | None] = mapped_column(index=True)
    done_on: Mapped[date | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(Text, default="")
    removed_at: Mapped[datetime | None]  # deleted rows stay for undo
    # What work it is: guessed from its words until somebody chooses. Null: not looked at yet.
    kind: Mapped[WorkKind | None] = mapped_column(choice(WorkKind, "kind"))
    kind_chosen: Mapped[bool] = mapped_column(default=False)
    # Equal lines carry the id of the first of them: closing one closes all.
    twin_group: Mapped[int | None] = mapped_column(BigId, index=True)
    # The open item of last year that this one goes on with; in a corrected document that waits,
    # the item that it corrects.
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("item.id", ondelete="SET NULL"))
    # Of a programme's line: what really came of it, and the mentor's mark.
    actual: Mapped[str] = mapped_column(Text, default="")
    mark: Mapped[str] = mapped_column(String(100), default="")


class ItemOwner(Base):
    """Who answers for an item; `phrase` is the entry of the document that led here."""

    __tablename__ = "item_owner"
    __table_args__ = (UniqueConstraint("item_id", "person_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    phrase: Mapped[str | None] = mapped_column(Text)


class ResponsibleAlias(Base):
    """What a responsible phrase means in an organisation: asked once, remembered.

    Either people (ids) or a role; `sharing` says whether each of them does it.
    """

    __tablename__ = "responsible_alias"
    __table_args__ = (UniqueConstraint("organisation_id", "phrase"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    phrase: Mapped[str] = mapped_column(String(300))  # domain.search.search_key of the entry
    person_ids: Mapped[list[Any]]
    role: Mapped[str | None] = mapped_column(String(32))
    role_title: Mapped[str | None] = mapped_column(String(100))
    sharing: Mapped[Sharing] = mapped_column(choice(Sharing, "sharing"), default=Sharing.ONE)


class OccState(StrEnum):
    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"  # not needed, or settled as past when the roadmap was read


class Occurrence(Base):
    """One time that an item is due, checked on or asked about."""

    __tablename__ = "occurrence"
    __table_args__ = (UniqueConstraint("item_id", "seq"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"))
    seq: Mapped[int]
    kind: Mapped[OccKind] = mapped_column(choice(OccKind, "kind"))
    starts: Mapped[date | None]
    due: Mapped[date]
    state: Mapped[OccState] = mapped_column(choice(OccState, "state"), default=OccState.OPEN)
    answer: Mapped[str | None] = mapped_column(String(32))  # of a check or a question
    closed_on: Mapped[date | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class EvidenceKind(StrEnum):
    PHOTO = "photo"
    FILE = "file"
    LINK = "link"
    DOCUMENT = "document"  # number and date of a paper


class Evidence(Base):
    """Proof attached to an item."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), index=True)
    kind: Mapped[EvidenceKind] = mapped_column(choice(EvidenceKind, "kind"))
    title: Mapped[str] = mapped_column(String(255))  # file name, link, document number
    url: Mapped[str | None] = mapped_column(Text)
    sha: Mapped[str | None] = mapped_column(String(64))
    document_date: Mapped[date | None]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class ItemEvent(Base):
    """History of an item: what was, what became, who and when; undo reads `before`."""

    __tablename__ = "item_event"
    __table_args__ = (Index("ix_item_event_item_at", "item_id", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(32))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]


class RoadmapTemplate(Base):
    """A school's own roadmap without persons and years, to begin another from.

    `body` is in the shape of content/templates (see content/templates.py).
    """

    __tablename__ = "roadmap_template"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[dict[str, Any]]
    form: Mapped[str | None] = mapped_column(String(32))  # a programme for pairs of this form
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
