"""Who may export what: asked once, when an export begins."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.calendar import default_calendar
from db.models import Organisation
from domain.deadlines import SchoolCalendar
from domain.exporting import What, offered, tables
from domain.roles import Action, Role, allows
from domain.schoolyear import lessons, school_year, year_bounds
from domain.search import search_key
from domain.stretches import Stretch, Unit, stretches
from services import audit, calendars, errands
from services.actor import Actor, Held
from services.errors import Refusal
from services.exporting.model import Scope
from services.surveys import results

PAGE = 8
YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the actor may have. `place`: the organisation asked for, None: all that is theirs;
    `chooses`: may ask for one of several."""

    offered: tuple[What, ...]
    place: int | None
    name: str
    chooses: bool


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods worth an export; `name` as in Choice."""

    name: str
    stretches: tuple[Stretch, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Order:
    """An export that may be made. `name`: of the organisation, empty where there are several."""

    tables: tuple[What, ...]
    scope: Scope
    name: str


def choice(session: Session, actor: Actor, place: int | None) -> Choice:
    """Raises Refusal("forbidden" | "gone")."""
    held = _held(actor)
    chooses = held.role is Role.ADMINISTRATOR
    return Choice(offered(held.role), place if chooses else None, _name(session, held, place),
                  chooses)  # fmt: skip


def places(session: Session, actor: Actor, page: int) -> tuple[list[tuple[int, str]], int]:
    """A page (from 0) of all organisations by name, and how many there are: the administrator's.

    Raises Refusal("forbidden").
    """
    if _held(actor).role is not Role.ADMINISTRATOR:
        raise Refusal("forbidden")
    rows = session.execute(select(Organisation.id, Organisation.name)).all()
    found = sorted(rows, key=lambda row: (search_key(row.name), row.id))
    at = min(max(page, 0), max(len(found) - 1, 0) // PAGE) * PAGE
    return [(row.id, row.name) for row in found[at : at + PAGE]], len(found)


def periods(session: Session, actor: Actor, what: What, place: int | None) -> Periods:
    """Raises Refusal("forbidden" | "gone")."""
    held = _allowed(actor, what)
    where = place if held.role is Role.ADMINISTRATOR else held.organisation_id
    organisation = session.get(Organisation, where) if where is not None else None
    calendar = SchoolCalendar(usual=default_calendar())
    since = _first_day(session, actor)
    if organisation is not None:
        calendar = calendars.schooling(session, organisation.id)
        since = organisation.created_at.astimezone(actor.zone).date()
    year = school_year(actor.today)
    begins, _ = year_bounds(year)
    # What was before the bot is entered too.
    found = stretches(actor.today, calendar, min(since, begins))
    if since < begins:
        found.append(Stretch(Unit.YEAR, *lessons(year - 1)))
    shown = tuple(each for each in found if each.unit is not Unit.ALL)
    return Periods(_name(session, held, place), shown, actor.today)


def order(
    session: Session, actor: Actor, what: What, place: int | None, first: date | None,
    last: date | None,
) -> Order:  # fmt: skip
    """Raises Refusal("forbidden" | "gone" | "period_reversed")."""
    held = _allowed(actor, what)
    if first is not None and last is not None and last < first:
        raise Refusal("period_reversed")
    if any(day is not None and day.year not in YEARS for day in (first, last)):
        raise Refusal("gone")
    reader = actor.person_id if allows(held.role, results.SEES) else None
    scope = Scope(_places(session, held, place), first, last, actor.at, actor.zone, reader)
    return Order(tables(what, held.role), scope, _name(session, held, place))


def begun(session: Session, actor: Actor, what: What, place: int | None) -> None:
    """An export leaves the school's data behind: it is written down who took what."""
    held = _allowed(actor, what)
    where = place if held.role is Role.ADMINISTRATOR else held.organisation_id
    audit.record(session, actor, "exported", f"export:{what.value}", where)
    errands.begun(session, actor, {"export": 1})


def _held(actor: Actor) -> Held:
    """The role that the menu shows, which decides what is offered."""
    held = actor.current
    if held is None or not allows(held.role, Action.EXPORT_DATA):
        raise Refusal("forbidden")
    return held


def _allowed(actor: Actor, what: What) -> Held:
    held = _held(actor)
    if what not in offered(held.role):
        raise Refusal("forbidden")
    return held


def _places(session: Session, held: Held, place: int | None) -> tuple[int, ...] | None:
    if held.role is Role.COORDINATOR:
        return tuple(below(session, held.organisation_id))
    if held.role is not Role.ADMINISTRATOR:
        return (held.organisation_id or 0,)
    if place is None:
        return None
    return (place, *below(session, place))


def below(session: Session, place: int | None) -> list[int]:
    """The schools of a municipality."""
    query = select(Organisation.id).where(Organisation.parent_id == place)
    return list(session.scalars(query.order_by(Organisation.id)))


def _name(session: Session, held: Held, place: int | None) -> str:
    """Raises Refusal("gone") for an organisation that is not there."""
    if held.role is not Role.ADMINISTRATOR:
        return held.organisation
    if place is None:
        return ""
    organisation = session.get(Organisation, place)
    if organisation is None:
        raise Refusal("gone")
    return organisation.name


def _first_day(session: Session, actor: Actor) -> date:
    moment = session.scalar(select(Organisation.created_at).order_by(Organisation.created_at))
    return moment.astimezone(actor.zone).date() if moment else actor.today
