"""How useful meetings are found, on average: of a school and of a form, never of a pair."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, MeetingMark, Pair
from domain import ratings as rule
from domain.meetings import MeetingState
from domain.pairs import Form
from domain.ratings import Average
from domain.roles import Action
from services.actor import Actor, require


@dataclass(frozen=True, slots=True)
class Ratings:
    """Of a school year up to `until`; `total` None: fewer than domain.ratings.LEAST people have
    rated. `hidden`: forms that are not told by themselves."""

    until: date
    total: Average | None
    forms: tuple[tuple[Form, Average], ...]
    hidden: int


def view(session: Session, actor: Actor) -> Ratings:
    """Of the current organisation. Raises Refusal("no_organisation" | "forbidden")."""
    require(session, actor, Action.SEE_PAIRS, actor.organisation_id)
    return of_school(session, actor.organisation_id, actor.today)


def of_school(session: Session, organisation_id: int, today: date) -> Ratings:
    """Of held meetings, by those who were there."""
    since, until = rule.period(today)
    rows = session.execute(
        select(Pair.form, MeetingMark.person_id, MeetingMark.rating)
        .join(Meeting, Meeting.id == MeetingMark.meeting_id)
        .join(Pair, Pair.id == Meeting.pair_id)
        .where(
            Pair.organisation_id == organisation_id,
            Pair.removed_at.is_(None),
            Meeting.removed_at.is_(None),
            Meeting.state == MeetingState.HELD,
            Meeting.held_on.between(since, until),
            MeetingMark.present.is_not(False),
            MeetingMark.rating.is_not(None),
        )
    )
    found = rule.averages((row.form.value, row.person_id, row.rating) for row in rows)
    forms = tuple((Form(key), each) for key, each in found.groups)
    return Ratings(until, found.total, forms, found.hidden)
