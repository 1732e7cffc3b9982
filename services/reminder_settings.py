"""Choices about reminders: one's own hour; the school's rhythm, hours, days off and leave."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import Break, DayOverride, Person
from domain.reminders import Rhythm
from domain.roles import Action
from services import audit, calendars, chat, preferences, recipients
from services.actor import Actor, Held, require
from services.calendars import HOLIDAY, LEAVE
from services.digest import plans
from services.errors import Refusal
from services.preferences import Preferences
from services.rescheduling import reschedule_person, reschedule_school

DAYS_LIMIT = 100
LONGEST_BREAK = 120


@dataclass(frozen=True, slots=True)
class Mine:
    """`hour`: when my bundle comes; `own`: whether I chose it; `usual`: the school's hour."""

    name: str
    person_id: int
    school: bool  # whether I belong to a school or municipality
    hour: int
    own: bool
    usual: int
    roles: tuple[Held, ...]
    preferences: Preferences
    school_id: int | None  # whose settings I may change
    digests: tuple[int, ...]  # organisations of which I get a digest


@dataclass(frozen=True, slots=True)
class Day:
    id: int
    day: date
    works: bool


@dataclass(frozen=True, slots=True)
class Span:
    """School holidays or leave; `id` None: the usual one of the country."""

    id: int | None
    kind: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class School:
    """What the school has chosen, with days from this school year on."""

    id: int
    preferences: Preferences
    days: tuple[Day, ...]
    spans: tuple[Span, ...]


def mine(session: Session, actor: Actor) -> Mine:
    """My settings. Raises Refusal("stranger")."""
    person = session.get_one(Person, actor.me)
    who = recipients.one(session, person.id, actor.at)
    chosen = who.days.preferences if who else Preferences()
    usual = chosen.curator_hour if who and who.senior else chosen.bundle_hour
    place = actor.current.organisation_id if actor.current else None
    may = place is not None and actor.may(Action.SCHOOL_SETTINGS, place)
    return Mine(
        name=person.name,
        person_id=person.id,
        school=who is not None,
        hour=who.hour if who else usual,
        own=person.remind_hour is not None,
        usual=usual,
        roles=actor.roles,
        preferences=chosen,
        school_id=place if may else None,
        digests=tuple(plans.places(actor)),
    )


def set_my_hour(session: Session, actor: Actor, hour: int | None) -> Mine:
    """Choose the hour of my bundle; None: that of the school. Raises Refusal("hour_quiet")."""
    person = session.get_one(Person, actor.me)
    chosen = mine(session, actor).preferences
    if hour is not None and not chosen.is_open(hour):
        raise Refusal("hour_quiet", start=chosen.quiet_from, end=chosen.quiet_to)
    person.remind_hour = hour
    session.flush()
    reschedule_person(session, person.id, actor.at)
    return mine(session, actor)


def school(session: Session, actor: Actor, organisation_id: int) -> School:
    """Raises Refusal("forbidden" | "gone")."""
    require(session, actor, Action.SCHOOL_SETTINGS, organisation_id)
    chosen = preferences.of(session, organisation_id)
    days = session.scalars(
        select(DayOverride)
        .where(DayOverride.organisation_id == organisation_id, DayOverride.day >= actor.today)
        .order_by(DayOverride.day)
    )
    return School(
        id=organisation_id,
        preferences=chosen,
        days=tuple(Day(row.id, row.day, row.works) for row in days),
        spans=_spans(session, actor, organisation_id),
    )


def _spans(session: Session, actor: Actor, organisation_id: int) -> tuple[Span, ...]:
    rows = session.scalars(
        select(Break)
        .where(
            Break.organisation_id == organisation_id,
            Break.kind.in_([HOLIDAY, LEAVE]),
            Break.last >= actor.today,
        )
        .order_by(Break.first)
    )
    own = [Span(row.id, row.kind, row.first, row.last) for row in rows]
    days = calendars.of(session, organisation_id, actor.at)
    leaves = {(span.first, span.last) for span in own}
    coming = [span for span in days.staff.leave if span[1] >= actor.today]
    usual = [Span(None, LEAVE, *span) for span in sorted(coming)[:1] if span not in leaves]
    return tuple(sorted(own + usual, key=lambda span: (span.first, span.last)))


def set_rhythm(session: Session, actor: Actor, organisation_id: int, rhythm: Rhythm) -> School:
    return change(session, actor, organisation_id, rhythm=rhythm)


def type_rhythm(session: Session, actor: Actor, organisation_id: int, text: str) -> School:
    """The rhythm as typed; the bot waits for text no longer."""
    changed = set_rhythm(session, actor, organisation_id, preferences.parse_rhythm(text))
    chat.clear(session, actor)
    return changed


def set_week(session: Session, actor: Actor, organisation_id: int, six_day: bool) -> School:
    return change(session, actor, organisation_id, six_day=six_day)


def set_hour(
    session: Session, actor: Actor, organisation_id: int, hour: int, *, curators: bool
) -> School:
    """The hour of the bundles: of the curators, or of all others."""
    if curators:
        return change(session, actor, organisation_id, curator_hour=hour)
    return change(session, actor, organisation_id, bundle_hour=hour)


def change(
    session: Session, actor: Actor, organisation_id: int, **changes: Rhythm | bool | int
) -> School:
    """Change some of the choices and move what is to come. Raises as `preferences.change`."""
    preferences.change(session, actor, organisation_id, **changes)
    reschedule_school(session, organisation_id, actor.at)
    return school(session, actor, organisation_id)


def set_day(
    session: Session, actor: Actor, organisation_id: int, day: date, works: bool
) -> School:
    """Count one day otherwise. Raises Refusal("day_past" | "sunday" | "too_many_days")."""
    known = school(session, actor, organisation_id).days
    if day < actor.today:
        raise Refusal("day_past")
    if works and day.weekday() == 6:
        raise Refusal("sunday")
    if len(known) >= DAYS_LIMIT:
        raise Refusal("too_many_days", limit=DAYS_LIMIT)
    session.execute(
        delete(DayOverride).where(
            DayOverride.organisation_id == organisation_id, DayOverride.day == day
        )
    )
    session.add(DayOverride(organisation_id=organisation_id, day=day, works=works))
    return _days_changed(session, actor, organisation_id, "day_set")


def forget_day(session: Session, actor: Actor, day_id: int) -> School:
    """The day counts as in the country again. Raises Refusal("gone")."""
    row = session.get(DayOverride, day_id)
    if row is None:
        raise Refusal("gone")
    require(session, actor, Action.SCHOOL_SETTINGS, row.organisation_id)
    session.delete(row)
    return _days_changed(session, actor, row.organisation_id, "day_forgotten")


def add_span(
    session: Session, actor: Actor, organisation_id: int, kind: str, first: date, last: date
) -> School:
    """School holidays or leave. Raises Refusal("span_wrong" | "gone")."""
    require(session, actor, Action.SCHOOL_SETTINGS, organisation_id)
    if kind not in (LEAVE, HOLIDAY):
        raise Refusal("gone")
    if not first <= last or (last - first).days > LONGEST_BREAK or last < actor.today:
        raise Refusal("span_wrong", days=LONGEST_BREAK)
    session.add(Break(organisation_id=organisation_id, kind=kind, first=first, last=last))
    return _days_changed(session, actor, organisation_id, "break_added")


def forget_span(session: Session, actor: Actor, span_id: int) -> School:
    row = session.get(Break, span_id)
    if row is None:
        raise Refusal("gone")
    require(session, actor, Action.SCHOOL_SETTINGS, row.organisation_id)
    session.delete(row)
    return _days_changed(session, actor, row.organisation_id, "break_forgotten")


def _days_changed(session: Session, actor: Actor, organisation_id: int, action: str) -> School:
    audit.record(session, actor, action, f"organisation:{organisation_id}", organisation_id)
    session.flush()
    reschedule_school(session, organisation_id, actor.at)
    return school(session, actor, organisation_id)
