"""What each person of an audience is asked about: oneself, each of one's mentees, children or
pairs. One response each, told apart by its slot."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Guardian, Person
from domain.pairs import Side
from domain.survey import Kind, Questionnaire
from domain.survey.moments import Moment
from services import gate
from services.family import children
from services.person_cards import members_among
from services.surveys import audience, pairings

# What is asked of families whose child is in a pair.
_OF_PAIRED = frozenset({Moment.INTERIM, Moment.AFTER, Moment.SATISFACTION})


@dataclass(frozen=True, slots=True)
class Slot:
    person_id: int
    about_id: int | None = None
    pair_id: int | None = None

    @property
    def key(self) -> str:
        return f"{self.person_id}:{self.about_id or 0}:{self.pair_id or 0}:0"


def of_campaign(
    session: Session, row: Campaign, asked: Questionnaire, people: Sequence[int], now: datetime
) -> list[Slot]:
    """Of the people of its audience; where pairs are named, about these alone, but of who was
    added by hand about all of theirs."""
    of = audience.read(row.audience)
    only, place = audience.only_pairs(of), row.organisation_id
    if only is None:
        return slots(session, place, asked, people, now)
    added = [each for each in people if each in of.plus]
    others = [each for each in people if each not in of.plus]
    return [
        *slots(session, place, asked, others, now, only),
        *slots(session, place, asked, added, now),
    ]


def slots(
    session: Session, place: int, asked: Questionnaire, people: Sequence[int], now: datetime,
    only: Collection[int] | None = None,
) -> list[Slot]:  # fmt: skip
    """Nobody is asked about somebody without consent, or what would be nothing to answer.
    `only`: about these pairs and no others."""
    if not asked.about:
        return [Slot(each) for each in _with_questions(session, place, asked, people, now)]
    if asked.about == "child":
        found = _children(session, place, asked, people, now)
    else:
        found = _of_pairs(session, place, asked, people, now, only)
    about = {each.about_id for each in found if each.about_id is not None}
    may = gate.may_take_part(session, about, now)
    return [each for each in found if each.about_id is None or each.about_id in may]


def _with_questions(
    session: Session, place: int, asked: Questionnaire, people: Sequence[int], now: datetime
) -> Sequence[int]:
    """Of a questionnaire that is all about mentees, only who has some."""
    real = [each for each in asked.questions if each.kind is not Kind.STATEMENT]
    if not real or not all(each.each_mentee for each in real):
        return people
    by_mentor: defaultdict[int, set[int]] = defaultdict(set)
    for both in pairings.working(session, place, now).values():
        for mentor in both[Side.MENTOR]:
            by_mentor[mentor].update(both[Side.MENTEE])
    may = gate.may_take_part(session, set().union(*by_mentor.values()), now)
    return [each for each in people if by_mentor[each] & may]


def _children(
    session: Session, place: int, asked: Questionnaire, people: Collection[int], now: datetime
) -> list[Slot]:
    """Children of the place; once mentoring goes on, those who are in a pair."""
    parents = set(
        session.scalars(
            select(Guardian.person_id).where(
                Guardian.person_id.in_(people), Guardian.until.is_(None)
            )
        )
    )
    found = [
        Slot(each, child.id)
        for each in people
        if each in parents
        for child in children(session, each, now.date())
    ]
    subjects = members_among(session, place, [each.about_id or 0 for each in found])
    if asked.moment in _OF_PAIRED:
        both = pairings.working(session, place, now).values()
        subjects &= {person for sides in both for some in sides.values() for person in some}
    return [each for each in found if each.about_id in subjects]


def _of_pairs(
    session: Session, place: int, asked: Questionnaire, people: Sequence[int], now: datetime,
    only: Collection[int] | None,
) -> list[Slot]:  # fmt: skip
    every = pairings.sides(session, place, asked, now)
    sides = {pair: both for pair, both in every.items() if only is None or pair in only}
    if asked.about == "pupil":
        subjects = {each: None for both in sides.values() for each in both[Side.MENTEE]}
        return [Slot(person, each) for person in people for each in subjects if each != person]
    if asked.about == "partner":
        people = _spoken_to(session, asked, people)
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


def _spoken_to(session: Session, asked: Questionnaire, people: Sequence[int]) -> Sequence[int]:
    """Of forms where grown-ups and pupils meet those whom it speaks to as it should."""
    if not asked.forms:
        return people
    fit = set(
        session.scalars(
            select(Person.id).where(Person.id.in_(people), Person.is_pupil.is_(asked.close))
        )
    )
    return [each for each in people if each in fit]
