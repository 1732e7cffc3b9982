"""The table of pairs: who, how, since when, which papers, how often they met."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.models import Meeting, Pair, PairPaper
from domain.meetings import MeetingState
from domain.named import Named
from domain.pair_papers import PaperKind
from domain.pairs import PairKind
from exports.big.model import Batch, Column, Row
from services import file_names
from services.exporting import naming
from services.exporting.model import Scope, Source
from services.meetings import before, counts
from services.meetings.counts import Counts
from services.pairs import lacking
from services.pairs.views import PairCard, cards

SIZE = 25  # much is counted for each
COLUMNS = (
    Column("pair_id", "number", 8),
    Column("school", width=28),
    Column("mentors", width=32),
    Column("mentees", width=32),
    Column("form", width=24),
    Column("role_model", width=28),
    Column("kinds", width=20),
    Column("state", width=22),
    Column("starts", "date", 12),
    Column("ends", "date", 13),
    Column("ended_on", "date", 12),
    Column("paused_until", "date", 12),
    Column("every_days", "number", 13),
    Column("consent_paper", width=24),
    Column("agreement_paper", width=26),
    Column("order_paper", width=24),
    Column("lacks", width=28),
    Column("held", "number", 11),
    Column("confirmed", "number", 15),
    Column("journal", "number", 15),
    Column("claimed", "number", 15),
    Column("denied", "number", 15),
    Column("missed", "number", 12),
    Column("hours", "number", 18),
    Column("last_held", "date", 12),
    Column("undated", "number", 15),
)
_PAPERS = (PaperKind.CONSENT, PaperKind.AGREEMENT, PaperKind.ORDER)
_MINUTES_AN_HOUR = 60


def read(session: Session, scope: Scope, after: int) -> Batch:
    found = page(session, scope, after, SIZE)
    ids = [pair.id for pair in found]
    shown = {card.id: card for card in cards(session, found, scope.today)}
    names = names_of(session, scope, shown.values())
    met = counts.of_pairs(session, ids, scope.first, scope.last)
    last = _last_held(session, ids)
    earlier = before.undated(session, ids)
    papers = _papers(session, ids)
    lacks = lacking.of(session, found, scope.today)
    places = naming.schools(session, {pair.organisation_id for pair in found})
    rows = tuple(
        (
            pair.id, places[pair.organisation_id],
            *(file_names.of(names, (each.id for each in side)) for side in _sides(shown[pair.id])),
            pair.form, pair.role_model, tuple(PairKind(kind) for kind in pair.kinds), pair.state,
            pair.starts, pair.ends, pair.ended_on, pair.paused_until, pair.every_days,
            *(tuple(papers[pair.id, kind]) for kind in _PAPERS),
            tuple(dict.fromkeys(lack.kind for lack in lacks.get(pair.id, ()))),
            *_counted(met[pair.id]), last.get(pair.id), earlier.get(pair.id, 0),
        )
        for pair in found
    )  # fmt: skip
    return Batch(rows, ids[-1] if len(ids) == SIZE else None)


def page(session: Session, scope: Scope, after: int, size: int) -> Sequence[Pair]:
    """Pairs that were there on some day of the period."""
    query = select(Pair).where(
        Pair.id > after, Pair.removed_at.is_(None), scope.within(Pair.organisation_id)
    )
    if scope.last is not None:
        query = query.where(or_(Pair.starts.is_(None), Pair.starts <= scope.last))
    if scope.first is not None:
        query = query.where(or_(Pair.ended_on.is_(None), Pair.ended_on >= scope.first))
    return session.scalars(query.order_by(Pair.id).limit(size)).all()


def names_of(session: Session, scope: Scope, shown: Collection[PairCard]) -> dict[int, Named]:
    ids = {each.id for card in shown for side in _sides(card) for each in side}
    return file_names.names(session, ids, scope.at)


def _sides(card: PairCard) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    return card.mentors, card.mentees


def _counted(found: Counts) -> Row:
    return (
        found.held, found.confirmed, found.journal, found.claimed, found.denied, found.missed,
        round(found.minutes / _MINUTES_AN_HOUR, 2),
    )  # fmt: skip


def _last_held(session: Session, pair_ids: Collection[int]) -> dict[int, date]:
    rows = session.execute(
        select(Meeting.pair_id, func.max(Meeting.held_on))
        .where(
            Meeting.pair_id.in_(pair_ids),
            Meeting.state == MeetingState.HELD,
            Meeting.removed_at.is_(None),
        )
        .group_by(Meeting.pair_id)
    )
    return {pair_id: day for pair_id, day in rows if day is not None}


def _papers(
    session: Session, pair_ids: Collection[int]
) -> defaultdict[tuple[int, str], list[str]]:
    """«№ 15 01.09.2026», or why no agreement is due, by pair and kind."""
    rows = session.execute(
        select(
            PairPaper.pair_id,
            PairPaper.kind,
            PairPaper.number,
            PairPaper.signed_on,
            PairPaper.paid,
            PairPaper.pay,
        )
        .where(PairPaper.pair_id.in_(pair_ids), PairPaper.removed_at.is_(None))
        .order_by(PairPaper.id)
    )
    found: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for row in rows:
        number = f"\N{NUMERO SIGN} {row.number}" if row.number else ""
        day = f"{row.signed_on:%d.%m.%Y}" if row.signed_on else ""
        why_none = row.pay if row.paid is False else ""
        found[row.pair_id, row.kind].append(" ".join(filter(None, (number, day, why_none))))
    return found


SOURCE = Source(COLUMNS, read)
