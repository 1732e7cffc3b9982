"""What each person of an audience is asked about: oneself, each of one's mentees, children or
pairs. One response each, told apart by its slot."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Guardian, Pair, PairMember
from domain.pairs import PairState, Side
from domain.survey import Questionnaire
from domain.survey.moments import Moment
from services import gate, zones
from services.family import children
from services.pairs import rights
from services.surveys.audience import WORKING

ENDED = (PairState.ENDED_EARLY, PairState.TRANSFERRED)
SINCE_END = timedelta(days=60)  # a pair that ended earlier is not asked why


@dataclass(frozen=True, slots=True)
class Slot:
    person_id: int
    about_id: int | None = None
    pair_id: int | None = None

    @property
    def key(self) -> str:
        return f"{self.person_id}:{self.about_id or 0}:{self.pair_id or 0}:0"


def slots(
    session: Session, place: int, asked: Questionnaire, people: Sequence[int], now: datetime
) -> list[Slot]:
    """Nobody is asked about somebody without consent."""
    if not asked.about:
        return [Slot(each) for each in people]
    if asked.about == "child":
        found = _children(session, people, now)
    else:
        found = _of_pairs(session, place, asked, people, now)
    about = {each.about_id for each in found if each.about_id is not None}
    may = gate.may_take_part(session, about, now)
    return [each for each in found if each.about_id is None or each.about_id in may]


def _children(session: Session, people: Collection[int], now: datetime) -> list[Slot]:
    parents = set(
        session.scalars(
            select(Guardian.person_id).where(
                Guardian.person_id.in_(people), Guardian.until.is_(None)
            )
        )
    )
    return [
        Slot(each, child.id)
        for each in people
        if each in parents
        for child in children(session, each, now.date())
    ]


def _of_pairs(
    session: Session, place: int, asked: Questionnaire, people: Sequence[int], now: datetime
) -> list[Slot]:
    sides = _sides(session, place, asked, now)
    if asked.about == "pupil":
        subjects = {each: None for both in sides.values() for each in both[Side.MENTEE]}
        return [Slot(person, each) for person in people for each in subjects if each != person]
    found = []
    for pair_id, both in sides.items():
        for side, other in ((Side.MENTOR, Side.MENTEE), (Side.MENTEE, Side.MENTOR)):
            for person in (each for each in both[side] if each in set(people)):
                if asked.about == "partner":
                    alone = both[other][0] if len(both[other]) == 1 else None
                    found.append(Slot(person, alone, pair_id))
                elif side is Side.MENTOR:
                    found += [Slot(person, each, pair_id) for each in both[other]]
    if asked.about == "partner":
        return found
    # Of a mentee in two pairs with one mentor the mentor is asked once.
    return list({(each.person_id, each.about_id): each for each in reversed(found)}.values())[::-1]


def _sides(
    session: Session, place: int, asked: Questionnaire, now: datetime
) -> dict[int, dict[Side, list[int]]]:
    """Who is in the pairs that it is about: the working ones, of an early exit the ended ones."""
    today = zones.today(session, place, now)
    query = select(Pair).where(Pair.organisation_id == place, Pair.removed_at.is_(None))
    ended = asked.moment == Moment.EARLY_EXIT
    if ended:
        query = query.where(Pair.state.in_(ENDED), Pair.ended_on >= today - SINCE_END)
    else:
        query = query.where(Pair.state.in_(WORKING))
    if asked.forms:
        query = query.where(Pair.form.in_(asked.forms))
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
