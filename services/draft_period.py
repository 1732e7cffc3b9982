"""The period of a draft: read in the document, seen in its rows, or chosen by the curator."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.deadlines import Period
from domain.deadlines.model import FIRST_YEAR, LAST_YEAR
from domain.past import target_year
from domain.period import envelope, retitled
from services import calendars, chat, terms
from services.actor import Actor
from services.draft_rows import changing, draft, rows
from services.errors import Refusal


@dataclass(frozen=True, slots=True)
class PeriodView:
    """What the curator may choose the period from."""

    roadmap_id: int
    title: str
    period: Period | None
    found: Period | None  # from the first to the last day that the rows name
    years: tuple[int, ...]  # the likely one first, last year last
    over: bool


def period_view(session: Session, actor: Actor, roadmap_id: int) -> PeriodView:
    """The period as it is, as the rows show it, and the school years around today."""
    roadmap = draft(session, actor, roadmap_id)
    found = envelope([row.item for row in rows(session, roadmap_id)])
    year = target_year(actor.today)
    period = terms.period_of(roadmap)
    return PeriodView(
        roadmap_id=roadmap.id,
        title=roadmap.title,
        period=period,
        found=found,
        years=(year, year + 1, year - 1),
        over=period is not None and period.end < actor.today,
    )


def set_period(session: Session, actor: Actor, roadmap_id: int, period: Period) -> None:
    """Read all terms anew in a period; what a person has decided stays.

    A term counts as decided by a person when it is not what the phrase gives in the old period.
    The title's years follow.
    """
    roadmap = changing(session, actor, roadmap_id)
    old = terms.period_of(roadmap)
    calendar = calendars.schooling(session, roadmap.organisation_id)
    for row in rows(session, roadmap_id):
        for item in row:
            if terms.of_item(item) == terms.of_phrase(item.deadline, old, calendar):
                terms.store(item, terms.of_phrase(item.deadline, period, calendar))
    roadmap.title = retitled(roadmap.title, old, period)
    roadmap.period_start, roadmap.period_end = period.start, period.end
    roadmap.period_stated = False
    session.flush()


def set_school_year(session: Session, actor: Actor, roadmap_id: int, year: int) -> None:
    """Raises Refusal("period_unclear") for a year that no roadmap is of."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal("period_unclear")
    set_period(session, actor, roadmap_id, Period.school_year(year))


def take_found_period(session: Session, actor: Actor, roadmap_id: int) -> None:
    """The period that the rows themselves show. Raises Refusal("period_unclear")."""
    found = period_view(session, actor, roadmap_id).found
    if found is None:
        raise Refusal("period_unclear")
    set_period(session, actor, roadmap_id, found)


def type_period(session: Session, actor: Actor, roadmap_id: int, text: str) -> None:
    """A typed period: «2026-2027», «2025 – 2027 гг.», two dates."""
    period = Period.parse(text)
    if period is None:
        raise Refusal("period_unclear")
    set_period(session, actor, roadmap_id, period)
    chat.clear(session, actor)
