"""The roadmap as it would be printed again: the document's own words, and what has changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, ItemOwner, Organisation, Roadmap
from domain.deadlines import Kind, Period, SchoolCalendar, Span
from domain.names import Style
from domain.roles import Action
from exports.docx.annex import AnnexData, AnnexRow, Field, Part
from imports.columns import Role, roles_of
from services import calendars, people, terms, tree
from services.actor import Actor
from services.item_rights import roadmap_for
from services.parts import REASSIGNED
from services.progress import names_of
from services.tree import Node, Tree

_USUAL: tuple[Field, ...] = ("number", "activity", "content")
_ADDED: tuple[Field, ...] = ("deadline", "responsible")


@dataclass(frozen=True, slots=True)
class Wording:
    """How a term and people that are not those of the document are written.

    `lasting`: what goes on all the time.
    """

    term: Callable[[Sequence[Span]], str]
    lasting: str
    people: Callable[[Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Annex:
    """The paper's data, and what to say with it: rows that are written otherwise by now."""

    data: AnnexData
    organisation: str
    terms: int
    owners: int


def annex(session: Session, actor: Actor, roadmap_id: int, names: str, words: Wording) -> Annex:
    """Terms and people stand as in the document where nobody has changed them since.

    Raises Refusal("gone" | "forbidden" | "not_launched").
    """
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EXPORT_ROADMAP)
    whole = tree.load(session, roadmap_id)
    chosen = _chosen(session, roadmap)
    printed = _Printed(
        names=names_of(session, whole, Style(names), actor.at),
        chosen=chosen,
        everyone=_filled_here(whole, chosen),
        period=terms.period_of(roadmap),
        calendar=calendars.schooling(session, roadmap.organisation_id),
        words=words,
        reworded=_reworded(session, roadmap),
        terms=set(),
        owners=set(),
    )
    rows = tuple(printed.row(node) for node in whole.rows)
    return Annex(
        AnnexData(
            title=roadmap.title,
            approval=tuple(map(str, roadmap.approval)),
            columns=_columns(roadmap, whole, rows),
            rows=rows,
            made=actor.today,
        ),
        organisation=session.get_one(Organisation, roadmap.organisation_id).name,
        terms=len(printed.terms),
        owners=len(printed.owners),
    )


@dataclass(frozen=True, slots=True)
class _Printed:
    """`chosen`: items whose people somebody chose; `everyone`: the document names hardly anybody,
    so that all who answer are printed where it does not; `reworded`: items whose term was said
    in other words since; `terms`, `owners`: rows printed otherwise.
    """

    names: dict[int, str]
    chosen: set[int]
    everyone: bool
    period: Period | None
    calendar: SchoolCalendar
    words: Wording
    reworded: set[int]
    terms: set[int]
    owners: set[int]

    def row(self, node: Node) -> AnnexRow:
        item = node.item
        return AnnexRow(
            number=item.number or "",
            section=item.section or "",
            stage=item.stage or "",
            title=item.title,
            content=item.content or "",
            result=item.result or "",
            note=item.note,
            term=self._term(item),
            owner=self._owner(node),
            parts=tuple(self._part(step) for step in node.steps),
        )

    def _part(self, step: Node) -> Part:
        number = f"{step.item.number}. " if step.item.number else ""
        return Part(f"{number}{step.item.title}", self._term(step.item), self._owner(step))

    def _term(self, item: Item) -> str:
        written = item.deadline or ""
        said = self._otherwise(item)
        if said or item.id in self.reworded:
            self.terms.add(item.parent_id or item.id)
        if not said:
            return written
        return said[:1].upper() + said[1:] if written[:1].isupper() else said

    def _otherwise(self, item: Item) -> str:
        """The term by now where the document's phrase does not say it; else empty."""
        read = terms.of_phrase(item.deadline, self.period, self.calendar)
        if item.term_kind is Kind.CONTINUOUS:
            return "" if read.kind is Kind.CONTINUOUS else self.words.lasting
        spans = terms.spans_of(item)
        if not spans or item.term_kind not in {Kind.DATES, Kind.RECURRING}:
            return ""
        same = (read.kind, read.spans, read.rule) == (item.term_kind, spans, terms.rule_of(item))
        return "" if same else self.words.term(spans)

    def _owner(self, node: Node) -> str:
        item = node.item
        written = ", ".join(map(str, item.responsible))
        ids = {item.id, item.parent_id, *(part.id for part in node.children)}
        named = [self.names[owner] for owner in node.owners if owner in self.names]
        filled = self.everyone and not written
        if not named or not (filled or ids & self.chosen):
            return written
        self.owners.add(item.parent_id or item.id)
        return self.words.people(named)


def _filled_here(whole: Tree, chosen: set[int]) -> bool:
    """Whether a document mostly without people and terms was given them in the bot."""
    items = [node.item for node in whole.nodes.values()]
    bare = sum(not row.item.responsible for row in whole.rows) * 2 > len(whole.rows)
    return bare and (bool(chosen) or any(item.spans and not item.deadline for item in items))


def _chosen(session: Session, roadmap: Roadmap) -> set[int]:
    """Items that were given to people by hand: before the launch or since.

    What fell to the curator because nobody else was known is no choice.
    """
    ours = select(Item.id).where(Item.roadmap_id == roadmap.id)
    given = session.scalars(
        select(ItemEvent.item_id).where(
            ItemEvent.item_id.in_(ours),
            ItemEvent.action == REASSIGNED,
            ItemEvent.undone_at.is_(None),
        )
    )
    leading = people.curators(session, roadmap.organisation_id)
    by_hand = session.scalars(
        select(ItemOwner.item_id).where(
            ItemOwner.item_id.in_(ours),
            ItemOwner.phrase.is_(None),
            ItemOwner.person_id.not_in(leading),
        )
    )
    return {*given, *by_hand}


def _reworded(session: Session, roadmap: Roadmap) -> set[int]:
    """Items whose words of the term somebody replaced here («ежемесячно»), not a new document."""
    ours = select(Item.id).where(Item.roadmap_id == roadmap.id)
    before = session.scalars(
        select(ItemEvent.before).where(
            ItemEvent.item_id.in_(ours),
            ItemEvent.action == "moved",
            ItemEvent.undone_at.is_(None),
        )
    )
    return {
        int(id_)
        for kept in before
        for id_, was in kept.get("items", {}).items()
        if "deadline" in was
    }


def _columns(
    roadmap: Roadmap, whole: Tree, rows: Sequence[AnnexRow]
) -> tuple[tuple[Field, str], ...]:
    """The document's own; terms and people that it had no room for get columns after them."""
    names = [str(name) for name in roadmap.columns]
    roles = roles_of(names, _filled(rows))
    found: list[tuple[Field, str]] = [
        (cast("Field", role.value), name)
        for role, name in zip(roles, names, strict=True)
        if role is not None and role is not Role.MARK
    ]
    if not found:
        found = [(field, "") for field in _USUAL if any(_has(row, field) for row in rows)]
        if any(row.result for row in rows):
            found.append(("result", ""))
    present = {field for field, _ in found}
    more = [(field, "") for field in _ADDED if field not in present and _any(rows, field)]
    before = [pair for pair in found if pair[0] not in {"result", "done"}]
    after = [pair for pair in found if pair[0] in {"result", "done"}]
    return (*before, *more, *after) if more else tuple(found)


def _filled(rows: Sequence[AnnexRow]) -> set[Role]:
    found = {Role.ACTIVITY}
    if any(row.number for row in rows):
        found.add(Role.NUMBER)
    if any(row.stage for row in rows):
        found.add(Role.STAGE)
    return found


def _has(row: AnnexRow, field: Field) -> bool:
    if field == "content":
        return bool(row.content)
    return field == "activity" or bool(row.number)


def _any(rows: Sequence[AnnexRow], field: Field) -> bool:
    if field == "deadline":
        return any(row.term or any(part.term for part in row.parts) for row in rows)
    return any(row.owner or any(part.owner for part in row.parts) for row in rows)
