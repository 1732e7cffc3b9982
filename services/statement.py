"""The data of the plan/fact statement: a period of a roadmap as it stood on a day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from db.models import Evidence, Organisation, Person, Roadmap
from domain.deadlines import Kind, SchoolCalendar
from domain.names import Style, render
from domain.planfact import Fact, Summary, summary
from domain.progress import Progress, Status, count, is_overdue
from domain.roles import Action
from domain.stretches import Stretch, stretches
from exports.docx.statement import Basis, Late, StatementData, StatementRow
from services import as_of, calendars, plans_then, terms, tree
from services import progress as sheet
from services.actor import Actor
from services.as_of import Kept, State
from services.errors import Refusal
from services.item_rights import roadmap_for
from services.progress import names_of
from services.tree import OVER, Node


@dataclass(frozen=True, slots=True)
class Wording:
    """How the statement says what is not said by a value alone."""

    proofs: sheet.Wording
    people: Callable[[Sequence[str]], str]
    status: Mapping[str, str]
    post: str  # of who signs, where the school has written none


@dataclass(frozen=True, slots=True)
class Choice:
    """The periods worth a statement; `since`: the first day that can be told."""

    roadmap_id: int
    title: str
    since: date
    today: date
    stretches: tuple[Stretch, ...]


def choice(session: Session, actor: Actor, roadmap_id: int) -> Choice:
    """Raises Refusal("gone" | "forbidden" | "not_launched")."""
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EXPORT_ROADMAP)
    since = as_of.since(actor, roadmap)
    calendar: SchoolCalendar = calendars.schooling(session, roadmap.organisation_id)
    found = stretches(actor.today, calendar, since)
    return Choice(roadmap.id, roadmap.title, since, actor.today, tuple(found))


def statement(
    session: Session,
    actor: Actor,
    roadmap_id: int,
    names: str,
    words: Wording,
    first: date,
    last: date,
    day: date | None = None,
) -> StatementData:
    """Plan and fact of first..last as it stood when `day` was over (None: the last day, or now).

    Raises Refusal("gone" | "forbidden" | "not_launched" | "as_of_future" | "as_of_before" |
    "period_reversed").
    """
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EXPORT_ROADMAP)
    day = day or min(last, actor.today)
    if first > last or day < first:
        raise Refusal("period_reversed")
    then = as_of.state(session, actor, roadmap, day)
    tree.with_plans(then.tree, plans_then.of(session, actor, roadmap, then.day))
    since = as_of.since(actor, roadmap)
    style = Style(names)
    told = _Told(
        then=then,
        names=names_of(session, then.tree, style, actor.at),
        words=words,
        first=first,
        last=last,
        whole=first <= since and _reaches_end(roadmap, actor, last),
        zone=actor.zone,
    )
    rows = tuple(told.rows())
    person = session.get(Person, actor.me)
    return StatementData(
        basis=Basis(
            organisation=session.get_one(Organisation, roadmap.organisation_id).name,
            title=then.title,
            approval=tuple(map(str, roadmap.approval)),
            launched=since,
        ),
        first=first,
        last=last,
        as_of=day,
        made=actor.today,
        post=_capital((person.post if person else "") or words.post),
        name=render(actor.name, Style.INITIALS) if style is not Style.CODE else "",
        progress=told.progress(),
        summary=told.summary(),
        rows=rows,
        late=tuple(sorted(told.late(), key=lambda one: -one.days)),
        unproved=sum(told.is_unproved(row) for row in rows),
        whole=told.whole,
    )


def _capital(post: str) -> str:
    return post[:1].upper() + post[1:]


def _reaches_end(roadmap: Roadmap, actor: Actor, last: date) -> bool:
    """A period up to this day, or to the end of the roadmap, leaves nothing out."""
    return last == actor.today or (roadmap.period_end is not None and last >= roadmap.period_end)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the rows of one statement have in common; `whole`: no row is left out."""

    then: State
    names: Mapping[int, str]
    words: Wording
    first: date
    last: date
    whole: bool
    zone: ZoneInfo

    def rows(self) -> Iterator[StatementRow]:
        for row in self.then.tree.rows:
            shown = [(leaf, facts) for leaf in row.leaves() if (facts := self._shown(leaf))]
            if row.steps and shown:
                yield self._row(row, (), heading=True)
            for leaf, facts in shown:
                yield self._row(leaf, facts, heading=False)

    def _row(self, node: Node, facts: tuple[Fact, ...], *, heading: bool) -> StatementRow:
        item = node.item
        return StatementRow(
            section=item.section or "",
            stage=item.stage or "",
            number=node.number,
            title=item.title,
            written=item.deadline or "",
            owner="" if heading else self._owner(node),
            status=self.words.status[node.shown(self.then.day).value],
            proof=self._proof(node, repeated=len(_facts(node, self.then.terms)) > 1),
            facts=facts,
            heading=heading,
        )

    def _shown(self, leaf: Node) -> tuple[Fact, ...]:
        facts = _facts(leaf, self.then.terms)
        if not self.whole:
            return tuple(fact for fact in facts if self._concerns(fact))
        begun = [fact for fact in facts if fact.closed or _is_over(fact, self.then.day)]
        return tuple([*begun, *(fact for fact in facts if fact not in begun)][: len(begun) + 1])

    def _concerns(self, fact: Fact) -> bool:
        """Of the period, or owed since before it."""
        owed = fact.due is not None and fact.due < self.first and not fact.done
        return owed or fact.within(self.first, self.last)

    def progress(self) -> Progress:
        return count((leaf.leaf for leaf in self.then.tree.leaves()), self.then.day)

    def summary(self) -> Summary:
        facts = [
            fact
            for leaf in self.then.tree.leaves()
            if leaf.status is not Status.NA
            for fact in _facts(leaf, self.then.terms)
        ]
        return summary(facts, self.first, self.last, self.then.day)

    def late(self) -> Iterator[Late]:
        for leaf in self.then.tree.leaves():
            if is_overdue(leaf.leaf, self.then.day) and leaf.due is not None:
                notes = dict.fromkeys(part.item.note for part in [leaf, *leaf.work()])
                yield Late(
                    number=leaf.number,
                    title=leaf.item.title,
                    due=leaf.due,
                    days=(self.then.day - leaf.due).days,
                    owner=self._owner(leaf),
                    reason="\n".join(filter(None, notes)),
                )

    def _owner(self, node: Node) -> str:
        named = [self.names[owner] for owner in node.owners if owner in self.names]
        return self.words.people(named) or ", ".join(map(str, node.item.responsible))

    def _proof(self, node: Node, *, repeated: bool) -> tuple[str, ...]:
        """Of what is due again and again only that of the period."""
        ids = [node.id, *(share.id for share in node.shares)]
        return tuple(
            sheet.proof(each, self.words.proofs)
            for item_id in ids
            for each in self.then.evidence.get(item_id, ())
            if self.whole or not repeated or self.first <= self._day(each) <= self.then.day
        )

    def _day(self, proof: Evidence) -> date:
        return proof.document_date or proof.added_at.astimezone(self.zone).date()

    def is_unproved(self, row: StatementRow) -> bool:
        done = bool(row.facts) and all(fact.done for fact in row.facts)
        return done and not row.proof and not row.heading


def _is_over(fact: Fact, day: date) -> bool:
    return fact.due is not None and fact.due <= day


def _facts(leaf: Node, kept: Mapping[int, Sequence[Kept]]) -> tuple[Fact, ...]:
    """By term, over all who do it; what is not needed has nothing to compare."""
    found: dict[tuple[date | None, date | None], Fact] = {}
    for work in leaf.work():
        if work.status is Status.NA and work is not leaf:
            continue
        for fact in _own(work, kept.get(work.id, ())):
            known = found.get((fact.starts, fact.due))
            found[fact.starts, fact.due] = _both(known, fact) if known else fact
    return tuple(sorted(found.values(), key=lambda fact: fact.due or date.max))


def _own(work: Node, kept: Sequence[Kept]) -> Iterator[Fact]:
    for term in kept:
        yield Fact(term.starts, term.due, 1, int(not term.open), term.closed_on)
    if not kept:
        dated = work.status in OVER and work.item.term_kind is not Kind.CONTINUOUS
        days = terms.spans_of(work.item)[-1:] if dated else ()
        starts, due = days[0] if days else (None, None)
        done = work.status is Status.DONE
        yield Fact(starts if due else None, due if done else None, 1, int(done), work.done_on)


def _both(one: Fact, other: Fact) -> Fact:
    days = [day for day in (one.on, other.on) if day is not None]
    total, closed = one.total + other.total, one.closed + other.closed
    return Fact(one.starts, one.due, total, closed, max(days, default=None))
