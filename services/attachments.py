"""A file that came unasked waits in the chat's state until the person says what it proves."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from db.models import Item
from db.models.roadmap import EvidenceKind
from services import chat, evidence
from services.actor import Actor
from services.errors import Refusal

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
    """What was attached to which item."""

    item_id: int
    title: str
    count: int


def pend(session: Session, actor: Actor, kept: Kept) -> int:
    """Let a file wait, beside the others of its album; how many wait now."""
    known = _pending(actor) if kept.album and _album(actor) == kept.album else []
    files = [*known, [kept.sha, kept.name[:NAME_LIMIT], kept.kind.value]][:ALBUM_LIMIT]
    chat.ask(session, actor, PENDING, {"album": kept.album, "files": files})
    return len(files)


def attach(session: Session, actor: Actor, item_id: int) -> Attached:
    """Put everything that waits on an item, or on the actor's own share of it.

    Raises Refusal("pending_gone") when nothing waits, and those of services.evidence.
    """
    files = _pending(actor)
    if not files:
        raise Refusal("pending_gone")
    for sha, name, kind in files:
        added = evidence.add_evidence(session, actor, item_id, EvidenceKind(kind), name, sha=sha)
        item_id = added.item_id
    chat.clear(session, actor)
    return Attached(item_id, session.get_one(Item, item_id).title, len(files))


def _pending(actor: Actor) -> list[list[Any]]:
    state = actor.state
    return list(state.data["files"]) if state is not None and state.name == PENDING else []


def _album(actor: Actor) -> str | None:
    state = actor.state
    return state.data["album"] if state is not None and state.name == PENDING else None
