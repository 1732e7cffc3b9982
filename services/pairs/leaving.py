"""Who leaves a pair and who stands in: last days of mentors, substitutes of a leave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.models import Pair, PairMember, PairPaper
from domain.named import Named
from domain.pair_papers import ENDING, PaperKind
from services import people


@dataclass(frozen=True, slots=True)
class Leaving:
    """A mentor's last day, by his own refusal or by the employer's notice."""

    paper_id: int
    kind: PaperKind
    person: Named
    given: date | None
    until: date


@dataclass(frozen=True, slots=True)
class StandIn:
    """A substitute mentor with the days of the leave; `until` None: not known yet."""

    member_id: int
    person: Named
    instead: Named
    since: date
    until: date | None


def of_pair(session: Session, pair_id: int) -> tuple[Leaving, ...]:
    """Notices that stand, the earliest last day first."""
    rows = session.scalars(
        select(PairPaper)
        .where(
            PairPaper.pair_id == pair_id,
            PairPaper.kind.in_([kind.value for kind in ENDING]),
            PairPaper.removed_at.is_(None),
            PairPaper.until.is_not(None),
        )
        .order_by(PairPaper.until, PairPaper.id)
    ).all()
    names = people.named(session, {row.person_id for row in rows if row.person_id})
    return tuple(
        Leaving(row.id, PaperKind(row.kind), names[row.person_id], row.signed_on, row.until)
        for row in rows
        if row.person_id in names and row.until is not None
    )


def stand_ins(session: Session, pair_id: int, day: date) -> tuple[StandIn, ...]:
    """Substitutes on the day and later."""
    first = aliased(PairMember)
    rows = session.execute(
        select(PairMember, first.person_id)
        .join(first, first.id == PairMember.stands_in_for)
        .where(
            PairMember.pair_id == pair_id,
            PairMember.until.is_(None) | (PairMember.until >= day),
        )
        .order_by(PairMember.since, PairMember.id)
    ).all()
    names = people.named(session, {each for m, other in rows for each in (m.person_id, other)})
    return tuple(
        StandIn(m.id, names[m.person_id], names[other], m.since, m.until)
        for m, other in rows
        if m.until is None or m.until >= m.since
    )


def acting(members: Iterable[PairMember]) -> list[PairMember]:
    """Of those present on a day the ones who do the work: without whom a substitute stands in."""
    found = list(members)
    away = {each.stands_in_for for each in found if each.stands_in_for is not None}
    return [each for each in found if each.id not in away]


def next_of(session: Session, pair_id: int) -> int | None:
    """The pair that this one went on as."""
    return session.scalar(
        select(Pair.id)
        .where(Pair.previous_id == pair_id, Pair.removed_at.is_(None))
        .order_by(Pair.id.desc())
        .limit(1)
    )


def noticed(session: Session, before: date) -> Sequence[PairPaper]:
    """Notices whose last day is over."""
    return session.scalars(
        select(PairPaper)
        .where(
            PairPaper.kind.in_([kind.value for kind in ENDING]),
            PairPaper.removed_at.is_(None),
            PairPaper.until < before,
        )
        .order_by(PairPaper.until, PairPaper.id)
    ).all()
