"""The progress sheet's data, from the database to plain values."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Evidence, Item, Organisation, Person
from db.models.roadmap import ItemLevel
from domain.deadlines import Span
from domain.names import Style, render
from domain.roles import Action
from exports.counting import ProgressRow
from exports.progress import ProgressData
from services import terms, tree
from services.actor import Actor
from services.item_rights import roadmap_for
from services.tree import Node, Tree

_LEVELS = {ItemLevel.ROW: 0, ItemLevel.STEP: 1, ItemLevel.SHARE: 2}


@dataclass(frozen=True, slots=True)
class Wording:
    """How the sheet says what is not said by a value alone."""

    term: Callable[[Sequence[Span]], str]
    late: Callable[[int], str]  # by so many days
    paper: Callable[[str, date | None], str]
    link: Callable[[str, str], str]
    clock: Callable[[str, timedelta], str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the rows of one sheet have in common."""

    owners: dict[int, str]
    evidence: dict[int, list[str]]
    today: date
    words: Wording

    def row(self, node: Node) -> ProgressRow:
        item = node.item
        names = [self.owners[owner] for owner in node.owners if owner in self.owners]
        return ProgressRow(
            number=item.number or "",
            section=item.section,
            stage=item.stage,
            activity=self._activity(node),
            term_written=item.deadline or "",
            term_understood=self._understood(node),
            due=node.due,
            owner=", ".join(names) or ", ".join(map(str, item.responsible)),
            status=node.shown(self.today).value,
            evidence="\n".join(self.evidence.get(node.id, ())),
            note=item.note,
            fact_date=node.done_on,
            level=_LEVELS[item.level],
        )

    def _activity(self, node: Node) -> str:
        if node.item.level is ItemLevel.SHARE:
            return ", ".join(self.owners.get(owner, "") for owner in node.owners)
        return node.item.title

    def _understood(self, node: Node) -> str:
        """The term in full days, and how late it is where it is late."""
        said = self.words.term(terms.of_item(node.item).spans)
        read = said if said != node.item.deadline else ""
        late = node.due if node.due and node.due < self.today else None
        if late is None or node.status in tree.OVER:
            return read
        return "\n".join(filter(None, (read, self.words.late((self.today - late).days))))


def progress(
    session: Session, actor: Actor, roadmap_id: int, names: str, words: Wording
) -> ProgressData:
    """Everything the sheet shows; `names` is the style of NAMES_IN_FILES.

    Raises Refusal("gone" | "forbidden" | "not_launched").
    """
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EXPORT_ROADMAP)
    whole = tree.load(session, roadmap_id)
    sheet = _Sheet(
        owners=_names(session, whole, Style(names)),
        evidence=_proofs(session, roadmap_id, words),
        today=actor.today,
        words=words,
    )
    local = actor.at.astimezone(actor.zone)
    return ProgressData(
        title=roadmap.title,
        organisation=session.get_one(Organisation, roadmap.organisation_id).name,
        as_of=local.replace(tzinfo=None),
        zone=words.clock(actor.zone.key, local.utcoffset() or timedelta()),
        rows=tuple(sheet.row(node) for row in whole.rows for node in _in_order(row)),
    )


def _in_order(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _in_order(child)


def _names(session: Session, whole: Tree, style: Style) -> dict[int, str]:
    ids = {owner for node in whole.nodes.values() for owner in node.own_owners}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {row.id: render(row.name, style, code=row.id) for row in rows}


def _proofs(session: Session, roadmap_id: int, words: Wording) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = session.scalars(
        select(Evidence)
        .join(Item, Item.id == Evidence.item_id)
        .where(Item.roadmap_id == roadmap_id, Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    )
    for row in rows:
        found[row.item_id].append(_proof(row, words))
    return found


def _proof(row: Evidence, words: Wording) -> str:
    if row.url is not None:
        return words.link(row.title, row.url) if row.url != row.title else row.url
    return words.paper(row.title, row.document_date)
