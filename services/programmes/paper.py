"""The facts of a programme for its files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation, PairPaper, Person
from db.models.people import Given
from domain.named import Named
from domain.pair_papers import PaperKind
from domain.pairs import Form, PairKind, RoleModel, Side
from domain.programmes import Head
from domain.shown import Shown
from services import file_names, terms, tree
from services.actor import Actor
from services.programmes import agreeing, text
from services.programmes.access import see
from services.programmes.asking import SHORT


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody of the pair with the post or the class that the head of a programme names."""

    who: Named
    side: Side
    post: str
    school_class: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row or step; `term`: its days where they are others than its words say by now."""

    number: str
    section: str
    title: str
    written: str
    moved: tuple[date | None, date | None] | None
    result: str
    actual: str
    mark: str
    owners: tuple[Named, ...]
    shown: Shown
    id: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the files of a programme say. `order`: number and day of the pair's order,
    if there is one; `agreed`: who, when and whether on paper; `mark`: of the text."""

    organisation: str
    form: Form
    role_model: RoleModel | None
    kinds: tuple[PairKind, ...]
    parties: tuple[Party, ...]
    period: tuple[date | None, date | None]
    order: tuple[str, date | None] | None
    head: Head
    rows: tuple[PlanRow, ...]
    agreed: tuple[tuple[Named, date, bool], ...]
    confirmed: date | None
    mark: str


def facts(session: Session, actor: Actor, programme_id: int) -> Facts:
    """For whoever sees the programme. Raises Refusal("gone" | "forbidden")."""
    access = see(session, actor, programme_id)
    pair, roadmap, programme = access.pair.pair, access.roadmap, access.programme
    answers = agreeing.answers(session, programme, access.pair.members)
    names = file_names.names(session, [each.who.id for each in answers], actor.at)
    said = [replace(each, who=names[each.who.id]) for each in answers]
    return Facts(
        organisation=session.get_one(Organisation, pair.organisation_id).name,
        form=pair.form,
        role_model=pair.role_model,
        kinds=tuple(PairKind(kind) for kind in pair.kinds),
        parties=tuple(_parties(session, [(x.who, x.side) for x in said])),
        period=(roadmap.period_start, roadmap.period_end),
        order=_order(session, pair.id),
        head=text.head_of(programme),
        rows=_rows(session, roadmap.id, actor, text.moved(session, roadmap)),
        agreed=tuple(
            (
                each.who,
                each.signed_on or each.at.astimezone(actor.zone).date(),
                each.how is Given.PAPER,
            )
            for each in said
            if each.agreed and each.at is not None
        ),
        confirmed=_day(actor, agreeing.confirmed(session, pair.id, programme.created_at)),
        mark=(programme.text_hash or "")[:SHORT],
    )


def _day(actor: Actor, found: tuple[int | None, datetime] | None) -> date | None:
    return found[1].astimezone(actor.zone).date() if found is not None else None


def _parties(session: Session, who: Sequence[tuple[Named, Side]]) -> list[Party]:
    rows = session.execute(
        select(Person.id, Person.post, Person.school_class).where(
            Person.id.in_([named.id for named, _ in who])
        )
    )
    found = {row.id: row for row in rows}
    return [
        Party(named, side, found[named.id].post or "", found[named.id].school_class or "")
        for named, side in who
    ]


def _order(session: Session, pair_id: int) -> tuple[str, date | None] | None:
    """The newest order of the pair."""
    row = session.execute(
        select(PairPaper.number, PairPaper.signed_on)
        .where(
            PairPaper.pair_id == pair_id,
            PairPaper.kind == PaperKind.ORDER.value,
            PairPaper.removed_at.is_(None),
        )
        .order_by(PairPaper.id.desc())
        .limit(1)
    ).first()
    return (row.number, row.signed_on) if row else None


def _rows(session: Session, roadmap_id: int, actor: Actor, moved: set[int]) -> tuple[PlanRow, ...]:
    whole = tree.load(session, roadmap_id)
    nodes = [node for row in whole.rows for node in [row, *row.steps]]
    owners = {owner for node in nodes for owner in node.owners}
    names = file_names.names(session, owners, actor.at)
    return tuple(
        PlanRow(
            number=node.item.number or "",
            section=tree.group_name(node.item) or "",
            title=node.item.title,
            written=node.item.deadline or "",
            moved=_last(terms.spans_of(node.item)) if node.id in moved else None,
            result=node.item.result or "",
            actual=node.item.actual,
            mark=node.item.mark,
            owners=tuple(names[owner] for owner in node.owners if owner in names),
            shown=node.shown(actor.today),
            id=node.id,
        )
        for node in nodes
    )


def _last(
    spans: Sequence[tuple[date | None, date | None]],
) -> tuple[date | None, date | None] | None:
    return spans[-1] if spans else None
