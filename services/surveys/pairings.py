"""Who is on which side of the pairs that a questionnaire is about."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Pair, PairMember
from domain.pairs import PairState, Side
from domain.survey import Questionnaire
from domain.survey.moments import Moment
from services import zones
from services.pairs import rights

WORKING = (PairState.ACTIVE, PairState.PAUSED)
ENDED = (PairState.ENDED_EARLY, PairState.TRANSFERRED)
SINCE_END = timedelta(days=60)  # a pair that ended earlier is not asked why


def of_ended(asked: Questionnaire) -> bool:
    """Whether it asks the people of pairs that have ended."""
    return asked.moment == Moment.EARLY_EXIT


def sides(
    session: Session, place: int, asked: Questionnaire, now: datetime
) -> dict[int, dict[Side, list[int]]]:
    """Who is in the pairs that it is about, by pair: the working ones, of an early exit those that
    have ended lately."""
    return _by_pair(session, place, now, asked.forms, ended=of_ended(asked))


def working(session: Session, place: int, now: datetime) -> dict[int, dict[Side, list[int]]]:
    """Who is in the working pairs of a school, by pair."""
    return _by_pair(session, place, now, (), ended=False)


def _by_pair(
    session: Session, place: int, now: datetime, forms: Sequence[str], *, ended: bool
) -> dict[int, dict[Side, list[int]]]:
    today = zones.today(session, place, now)
    query = select(Pair).where(Pair.organisation_id == place, Pair.removed_at.is_(None))
    if ended:
        query = query.where(Pair.state.in_(ENDED), Pair.ended_on >= today - SINCE_END)
    else:
        query = query.where(Pair.state.in_(WORKING))
    if forms:
        query = query.where(Pair.form.in_(forms))
    pairs = {each.id: each for each in session.scalars(query.order_by(Pair.id))}
    rows: Sequence[PairMember] = rights.present(session, list(pairs), today)
    if ended:
        rows = _last(session, pairs)
    found: dict[int, dict[Side, list[int]]] = {}
    away = {each.stands_in_for for each in rows}
    for row in rows:
        both = found.setdefault(row.pair_id, {Side.MENTOR: [], Side.MENTEE: []})
        if row.id not in away:
            both[row.side].append(row.person_id)
    return found


def _last(session: Session, pairs: dict[int, Pair]) -> list[PairMember]:
    """Who was in ended pairs on their last day."""
    rows = session.scalars(
        select(PairMember).where(PairMember.pair_id.in_(pairs)).order_by(PairMember.id)
    )
    by_pair: defaultdict[int, list[PairMember]] = defaultdict(list)
    for row in rows:
        end = pairs[row.pair_id].ended_on
        if end is None or (row.since <= end and (row.until is None or row.until >= end)):
            by_pair[row.pair_id].append(row)
    return [each for some in by_pair.values() for each in some]
