"""Several drafts in one organisation: a new document never takes the place of one unasked."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Roadmap
from db.models.roadmap import RoadmapState
from domain.labels import Labelled, labels
from domain.roles import Action
from services import drafts, questions
from services.actor import Actor, require
from services.draft_rows import draft
from services.errors import Refusal
from services.roadmaps import of_school

LABEL = 46  # about what a phone shows of a button, after a word


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list of them; `corrects`: it waits to correct a running roadmap."""

    id: int
    label: str
    corrects: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A new draft and the one that waits beside it: how many of its questions are decided.

    `version` is the older one's: what is decided later must not be lost unseen. `files`: the
    names of the documents, the older first.
    """

    new_id: int
    new_title: str
    old_id: int
    old_title: str
    files: tuple[str, str]
    version: int
    decided: int
    total: int


def listing(session: Session, actor: Actor) -> list[DraftLine]:
    """All drafts of the current organisation, the newest first."""
    place = actor.organisation_id
    require(session, actor, Action.EDIT_ROADMAP, place)
    found = session.scalars(
        select(Roadmap)
        .where(Roadmap.organisation_id == place, Roadmap.state == RoadmapState.DRAFT, of_school())
        .order_by(Roadmap.id.desc())
    ).all()
    named = labels(
        (Labelled(each.id, None, each.title, (each.source_name,)) for each in found), LABEL
    )
    return [DraftLine(each.id, named[each.id], each.corrects_id is not None) for each in found]


def beside(session: Session, actor: Actor, new_id: int) -> Beside | None:
    """The newest other draft of the organisation; what corrects a running roadmap is none, nor
    is a plan of one of its lines or the next year of it.
    """
    new = draft(session, actor, new_id)
    old = session.scalar(
        select(Roadmap)
        .where(
            Roadmap.organisation_id == new.organisation_id,
            Roadmap.state == RoadmapState.DRAFT,
            Roadmap.id != new.id,
            Roadmap.corrects_id.is_(None),
            Roadmap.parent_item_id.is_(None),
            Roadmap.previous_id.is_(None),
            of_school(),
        )
        .order_by(Roadmap.id.desc())
        .limit(1)
    )
    if old is None:
        return None
    left = len(questions.open_questions(session, actor, old.id))
    total = max(old.asked or 0, left)
    return Beside(
        new.id, new.title, old.id, old.title, (old.source_name, new.source_name), old.version,
        total - left, total,
    )  # fmt: skip


def keep(session: Session, actor: Actor, new_id: int, old_id: int) -> int:
    """The new document goes again; the older draft's id.

    Raises Refusal("draft_worked_on") where the new one has been worked on meanwhile.
    """
    draft(session, actor, old_id)
    if draft(session, actor, new_id, lock=True).version > 1:
        raise Refusal("draft_worked_on")
    drafts.remove(session, actor, new_id)
    return old_id


def replace(session: Session, actor: Actor, new_id: int, old_id: int, version: int) -> None:
    """The older draft gives way. Raises Refusal("draft_worked_on") if it is not as shown."""
    new = draft(session, actor, new_id)
    old = draft(session, actor, old_id, lock=True)
    if old.version != version or old.organisation_id != new.organisation_id:
        raise Refusal("draft_worked_on")
    drafts.remove(session, actor, old_id)
