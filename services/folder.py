"""What goes into the inspector's folder, from the database to plain values."""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy.orm import Session

from db.models import Evidence, Organisation
from domain.roles import Action
from exports.folder.data import Entry, FolderData, Proof
from services import as_of, terms
from services.actor import Actor
from services.errors import Refusal
from services.item_rights import roadmap_for
from services.tree import Node


def folder(
    session: Session,
    actor: Actor,
    roadmap_id: int,
    first: date | None = None,
    day: date | None = None,
) -> FolderData:
    """Everything as of the end of a local day (None: now); with `first` only what was due,
    done or proved from then on, and what is overdue.

    Proof may hold personal data: only for those who see to everybody's items. Raises
    Refusal("gone" | "forbidden" | "not_launched" | "as_of_future" | "as_of_before").
    """
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EXPORT_ROADMAP)
    if not actor.may(Action.ACT_FOR_OTHERS, roadmap.organisation_id):
        raise Refusal("forbidden")
    then = as_of.state(session, actor, roadmap, day)
    lines = _Lines(actor, then.day, then.evidence)
    return FolderData(
        title=then.title,
        organisation=session.get_one(Organisation, roadmap.organisation_id).name,
        since=first,
        as_of=then.day,
        entries=tuple(
            entry
            for row in then.tree.rows
            for entry in _within(list(lines.of(row, 0)), first, then.day)
        ),
    )


def _within(entries: list[Entry], first: date | None, last: date) -> list[Entry]:
    """A row with those of its steps that belong to the period; none where nothing does."""
    if first is None:
        return entries
    row, *steps = entries
    kept = [step for step in steps if _belongs(step, first, last)]
    return [row, *kept] if kept or _belongs(row, first, last) else []


def _belongs(entry: Entry, first: date, last: date) -> bool:
    days = [entry.done_on, *(end for _, end in entry.spans)]
    days += [proof.added_on for proof in entry.proofs]
    within = any(day is not None and first <= day <= last for day in days)
    return within or entry.status == "overdue"


class _Lines:
    """Rows and steps as entries of the inventory."""

    def __init__(
        self, actor: Actor, day: date, evidence: Mapping[int, tuple[Evidence, ...]]
    ) -> None:
        self._actor, self._day, self._evidence = actor, day, evidence

    def of(self, node: Node, level: int) -> Iterator[Entry]:
        yield self._entry(node, level)
        for step in node.steps:
            yield from self.of(step, 1)

    def _entry(self, node: Node, level: int) -> Entry:
        item = node.item
        return Entry(
            number=item.number or "",
            title=item.title,
            section=item.section,
            stage=item.stage,
            status=node.shown(self._day).value,
            written=item.deadline or "",
            spans=terms.spans_of(item),
            done_on=node.done_on,
            level=level,
            under=(node.parent.item.number or "") if node.parent else "",
            parts=bool(node.steps),
            proofs=tuple(self._proofs(node)),
        )

    def _proofs(self, node: Node) -> Iterator[Proof]:
        """Those of the item, then of everybody's shares in it."""
        for part in (node, *node.shares):
            for proof in self._evidence.get(part.id, ()):
                yield Proof(
                    kind=proof.kind.value,
                    title=proof.title,
                    added_on=proof.added_at.astimezone(self._actor.zone).date(),
                    sha=proof.sha,
                    url=proof.url,
                    document_date=proof.document_date,
                )
