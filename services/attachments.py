"""A file, or the number and day of a paper, that came unasked waits in the chat's state until the
person says what it proves."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from db.models.roadmap import EvidenceKind, RoadmapState
from domain.roles import Action
from services import chat, evidence, items, overview, tree
from services.actor import Actor
from services.errors import Refusal
from services.items import ItemLine
from services.roadmaps import of_school

PENDING = "upload.pending"
ALBUM_LIMIT = 10  # the messenger's own
NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored file; `album` is the messenger's id of the pictures sent together."""

    sha: str
    name: str
    kind: EvidenceKind
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """What was attached to which item; `paper`: words, no file."""

    item_id: int
    title: str
    count: int
    paper: bool = False


def pend(session: Session, actor: Actor, kept: Kept) -> int:
    """Let a file wait, beside the others of its album; how many wait now."""
    known = _pending(actor) if kept.album and _album(actor) == kept.album else []
    files = [*known, [kept.sha, kept.name[:NAME_LIMIT], kept.kind.value]][:ALBUM_LIMIT]
    chat.ask(session, actor, PENDING, {"album": kept.album, "files": files})
    return len(files)


def pend_paper(session: Session, actor: Actor, text: str, title: str, day: date | None) -> None:
    """Let a paper wait that was named in words: as proof its title and day, for a pair `text`."""
    written = day.isoformat() if day else None
    paper = [None, title[:NAME_LIMIT], EvidenceKind.DOCUMENT.value, written]
    chat.ask(session, actor, PENDING, {"album": None, "files": [paper], "text": text[:NAME_LIMIT]})


def paper(session: Session, actor: Actor) -> str:
    """The paper that waits, as it was typed. Raises Refusal("pending_gone") when none does."""
    state = actor.state
    if state is None or state.name != PENDING or "text" not in state.data:
        raise Refusal("pending_gone")
    return str(state.data["text"])


def places(session: Session, actor: Actor) -> list[ItemLine]:
    """Open items that a file can be put on: mine, then, for who sees to the roadmaps, those of
    others; what is due comes first."""
    mine = items.my_items(session, actor)
    place = actor.organisation_id
    if place is None or not actor.may(Action.EDIT_ROADMAP, place):
        return mine
    running = select(Roadmap.id).where(
        Roadmap.organisation_id == place, Roadmap.state == RoadmapState.RUNNING, of_school()
    )
    own = {line.id for line in mine}
    others = [
        node
        for roadmap_id in session.scalars(running.order_by(Roadmap.id)).all()
        for node in tree.load(session, roadmap_id).leaves()
        if node.status not in tree.OVER and node.id not in own
    ]
    others.sort(key=lambda node: node.due or date.max)
    return [*mine, *overview.lines_of(session, others, actor.today)]


def waiting(session: Session, actor: Actor) -> str:
    """What the file that waits is called. Raises Refusal("pending_gone") when nothing does."""
    files = _pending(actor)
    if not files:
        raise Refusal("pending_gone")
    return str(files[0][1])


def attach(session: Session, actor: Actor, item_id: int) -> Attached:
    """Put everything that waits on an item, or on the actor's own share of it.

    Raises Refusal("pending_gone") when nothing waits, and those of services.evidence.
    """
    files = _pending(actor)
    if not files:
        raise Refusal("pending_gone")
    for sha, name, kind, *days in files:
        day = date.fromisoformat(days[0]) if days and days[0] else None
        added = evidence.add_evidence(
            session, actor, item_id, EvidenceKind(kind), name, sha=sha, document_date=day
        )
        item_id = added.item_id
    chat.clear(session, actor)
    title = session.get_one(Item, item_id).title
    return Attached(item_id, title, len(files), paper=files[0][0] is None)


def _pending(actor: Actor) -> list[list[Any]]:
    state = actor.state
    return list(state.data["files"]) if state is not None and state.name == PENDING else []


def _album(actor: Actor) -> str | None:
    state = actor.state
    return state.data["album"] if state is not None and state.name == PENDING else None
