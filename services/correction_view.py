"""A correction as a whole: how much of what, and what still waits for an answer."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from services import questions
from services.actor import Actor
from services.correcting import unsettled
from services.differences import Comparison, Difference, What, compare


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """Counts of changes by kind, of those that are refused, and of rows that stay as they are.

    `places`: rows and steps that only get another number or stage; `past`: rows of the document
    whose term is over; `new_title` is empty where the title stays.
    """

    draft_id: int
    running_id: int
    title: str
    new_title: str
    source_name: str
    counts: dict[What, int]
    kept: int
    same: int
    places: int
    questions: int
    past: int


@dataclass(frozen=True, slots=True)
class DifferenceList:
    draft_id: int
    title: str
    lines: tuple[Difference, ...]


def view(session: Session, actor: Actor, draft_id: int) -> CorrectionView:
    found = compare(session, actor, draft_id)
    return CorrectionView(
        draft_id=draft_id,
        running_id=found.running.id,
        title=found.running.title,
        new_title=found.draft.title if found.renamed else "",
        source_name=found.draft.source_name,
        counts={what: len(found.of(what)) for what in What},
        kept=sum(not one.apply for one in found.found),
        same=_same(found),
        places=len(found.places),
        questions=len(questions.open_questions(session, actor, draft_id)),
        past=unsettled(session, actor, found.draft),
    )


def _same(found: Comparison) -> int:
    """Rows and steps in which nothing is said otherwise."""
    changed = {one.item_id for one in found.of(What.CHANGED)}
    return sum(pair.old.id not in changed for pair in found.pairs)


def listing(session: Session, actor: Actor, draft_id: int, what: What) -> DifferenceList:
    found = compare(session, actor, draft_id)
    return DifferenceList(draft_id, found.running.title, tuple(found.of(what)))
