"""The progress sheet's data, from the database to plain values."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from db.models import Evidence, Organisation
from db.models.roadmap import ItemLevel
from domain.deadlines import Span
from domain.names import Style, render
from domain.roles import Action
from exports.counting import ProgressRow
from exports.progress import ProgressData
from services import as_of, file_names, plans_then, terms, tree
from services.actor import Actor
from services.as_of import State
from services.carried import years_by_item
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
    plan: Callable[[int, int], str]  # done and all of the roadmap that spells a line out
    carried: Callable[[str], str]  # the years that a line goes on from


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the rows of one sheet have in common."""

    owners: dict[int, str]
    evidence: Mapping[int, list[str]]
    today: date
    words: Wording
    carried: Mapping[int, str]

    def row(self, node: Node) -> ProgressRow:
        item = node.item
        names = [self.owners[owner] for owner in node.owners if owner in self.owners]
        return ProgressRow(
            number=node.number,
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
            id=item.id,
        )

    def _activity(self, node: Node) -> str:
        if node.item.level is ItemLevel.SHARE:
            return ", ".join(self.owners.get(owner, "") for owner in node.owners)
        return node.item.title

    def _understood(self, node: Node) -> str:
        """The term in full days, how late it is where it is late, and what it goes by."""
        said = self.words.term(terms.of_item(node.item).spans)
        read = said if said != node.item.deadline else ""
        late = node.due if node.due and node.due < self.today else None
        over = late is None or node.status in tree.OVER
        words = [read, "" if over or not late else self.words.late((self.today - late).days)]
        words.append(self.words.plan(*node.plan.counts) if node.plan else "")
        words.append(self.words.carried(years) if (years := self.carried.get(node.id)) else "")
        return "\n".join(filter(None, words))


def progress(
    session: Session,
    actor: Actor,
    roadmap_id: int,
    names: str,
    words: Wording,
    day: date | None = None,
) -> ProgressData:
    """Everything the sheet shows; `names` is the style of NAMES_IN_FILES, `day`: the end of which
    past day, None: now.

    Raises Refusal("gone" | "forbidden" | "not_launched" | "as_of_future" | "as_of_before").
    """
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EXPORT_ROADMAP)
    then = as_of.state(session, actor, roadmap, day)
    tree.with_plans(then.tree, plans_then.of(session, actor, roadmap, then.day))
    sheet = _Sheet(
        owners=names_of(session, then.tree, Style(names), actor.at),
        evidence=_proofs(then, words),
        today=then.day,
        words=words,
        carried=years_by_item(session, (node.item for node in then.tree.nodes.values())),
    )
    local = actor.at.astimezone(actor.zone)
    past = then.day < actor.today
    return ProgressData(
        title=then.title,
        organisation=session.get_one(Organisation, roadmap.organisation_id).name,
        as_of=datetime.combine(then.day, time(0)) if past else local.replace(tzinfo=None),
        zone=words.clock(actor.zone.key, local.utcoffset() or timedelta()),
        rows=tuple(sheet.row(node) for row in then.tree.rows for node in _in_order(row)),
        whole_day=past,
    )


def _in_order(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _in_order(child)


def names_of(session: Session, whole: Tree, style: Style, now: datetime) -> dict[int, str]:
    """Everybody who answers for something, as files name people."""
    ids = {owner for node in whole.nodes.values() for owner in node.own_owners}
    found = file_names.names(session, ids, now)
    return {each.id: render(each.name, style, code=each.id) for each in found.values()}


def _proofs(then: State, words: Wording) -> Mapping[int, list[str]]:
    return {
        item_id: [proof(each, words) for each in found] for item_id, found in then.evidence.items()
    }


def proof(row: Evidence, words: Wording) -> str:
    """One piece of evidence in words."""
    if row.url is not None:
        return words.link(row.title, row.url) if row.url != row.title else row.url
    return words.paper(row.title, row.document_date)
