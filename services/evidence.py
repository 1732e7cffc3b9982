"""Proof of an item: photos, files, links, numbers of papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Evidence, Item
from db.models.roadmap import EvidenceKind
from services import chat
from services.actor import Actor
from services.changes import Change
from services.errors import Refusal
from services.item_rights import Access, for_acting, see
from services.twin_groups import partners, told

TITLE_LIMIT = 255


__all__ = [
    "Added", "EvidenceKind", "Proof", "add_evidence", "attach", "open_evidence", "own_part",
    "remove_evidence",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Added:
    """What was attached, to which item and by which event."""

    evidence_id: int
    item_id: int
    event_id: int


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence to be opened; exactly one of `url`, `sha` and neither (a paper)."""

    id: int
    item_id: int
    kind: EvidenceKind
    title: str
    url: str | None
    sha: str | None
    document_date: date | None


def add_evidence(
    session: Session,
    actor: Actor,
    item_id: int,
    kind: EvidenceKind,
    title: str,
    *,
    sha: str | None = None,
    url: str | None = None,
    document_date: date | None = None,
) -> Added:
    """Attach proof to an item, or to the actor's own share of it.

    Raises Refusal("gone" | "not_launched" | "forbidden" | "closed").
    """
    access = own_part(session, actor, for_acting(session, actor, item_id))
    others = partners(session, access.item)
    evidence = Evidence(
        item_id=access.item.id,
        kind=kind,
        title=" ".join(title.split())[:TITLE_LIMIT],
        url=url,
        sha=sha,
        document_date=document_date,
        added_by=actor.person_id,
        added_at=actor.at,
    )
    copies = [copy_proof(evidence, each, actor) for each in others]
    session.add_all([evidence, *copies])
    session.flush()
    change = Change(session, actor, access)
    for proof in (evidence, *copies):
        change.proved(proof, before=False)
    event = change.save("evidence", title=evidence.title, **told(others))
    return Added(evidence.id, access.item.id, event)


def attach(
    session: Session,
    actor: Actor,
    item_id: int,
    kind: EvidenceKind,
    title: str,
    *,
    state: str,
    sha: str | None = None,
    url: str | None = None,
    document_date: date | None = None,
) -> Added:
    """The same for a chat that was asked for proof, and is from now on asked for more."""
    added = add_evidence(
        session, actor, item_id, kind, title, sha=sha, url=url, document_date=document_date
    )
    chat.ask(session, actor, state, {"item_id": added.item_id, "more": 1})
    return added


def open_evidence(session: Session, actor: Actor, evidence_id: int) -> Proof:
    """Only for those who answer for the item or see to it: papers may hold personal data."""
    found = session.get(Evidence, evidence_id)
    if found is None or found.removed_at is not None:
        raise Refusal("gone")
    if not see(session, actor, found.item_id).act:
        raise Refusal("forbidden")
    return Proof(
        found.id, found.item_id, found.kind, found.title, found.url, found.sha,
        found.document_date,
    )  # fmt: skip


def remove_evidence(session: Session, actor: Actor, evidence_id: int) -> Added:
    """Take proof off; the file stays, so that this can be undone."""
    found = session.get(Evidence, evidence_id)
    if found is None:
        raise Refusal("gone")
    access = for_acting(session, actor, found.item_id)
    if found.removed_at is not None:
        raise Refusal("gone")
    others = partners(session, access.item)
    change = Change(session, actor, access)
    for proof in [found, *_same(session, found, others)]:
        proof.removed_at = actor.at
        change.proved(proof, before=True)
    event = change.save("evidence_removed", title=found.title, **told(others))
    return Added(found.id, found.item_id, event)


def _same(session: Session, proof: Evidence, items: Sequence[Item]) -> list[Evidence]:
    """The same paper on linked lines, once on each."""
    found = session.scalars(
        select(Evidence)
        .where(Evidence.item_id.in_([each.id for each in items]), Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    )
    first: dict[int, Evidence] = {}
    for each in found:
        if same_paper(each, proof):
            first.setdefault(each.item_id, each)
    return list(first.values())


def same_paper(one: Evidence, other: Evidence) -> bool:
    """Whether two proofs are copies of one."""
    return _what(one) == _what(other)


def _what(proof: Evidence) -> tuple[EvidenceKind, str, str | None, str | None, date | None]:
    return proof.kind, proof.title, proof.url, proof.sha, proof.document_date


def copy_proof(proof: Evidence, item: Item, actor: Actor) -> Evidence:
    """The same paper for another line, not yet added."""
    return Evidence(
        item_id=item.id,
        kind=proof.kind,
        title=proof.title,
        url=proof.url,
        sha=proof.sha,
        document_date=proof.document_date,
        added_by=proof.added_by,
        added_at=actor.at,
    )


def own_part(session: Session, actor: Actor, access: Access) -> Access:
    """The item itself, or the actor's share of it."""
    if access.share is None:
        return access
    return see(session, actor, access.share.id)
