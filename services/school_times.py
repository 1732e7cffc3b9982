"""The school's quiet hours, and the quarters or trimesters of its year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from content.calendar import default_calendar
from db.models import Break
from domain.deadlines import Kind, Period, parse
from domain.roles import Action
from domain.schoolyear import label, lessons, school_year, year_bounds
from services import audit, chat, preferences, reminder_settings
from services.actor import Actor, require
from services.calendars import QUARTER, TRIMESTER
from services.errors import Refusal
from services.reminder_settings import School
from services.rescheduling import reschedule_school

# When quiet begins in the evening and ends in the morning; the first is the default.
QUIET_PRESETS = ((20, 8), (19, 8), (18, 9), (21, 7))
QUIET_FROM, QUIET_TO = range(16, 24), range(5, 12)
_KINDS = {4: QUARTER, 3: TRIMESTER}

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Parts:
    """How a school divides this school year; `own`: entered by the school, else the usual."""

    id: int
    years: str
    quarters: tuple[Span, ...]
    trimesters: tuple[Span, ...]
    own: bool


def set_quiet(
    session: Session, actor: Actor, organisation_id: int, begins: int, ends: int
) -> School:
    """Nothing unasked-for comes from `begins` in the evening to `ends` in the morning; the hours
    of the bundles move where they would be quiet. Raises Refusal("quiet_wrong")."""
    require(session, actor, Action.SCHOOL_SETTINGS, organisation_id)
    if begins not in QUIET_FROM or ends not in QUIET_TO:
        raise Refusal("quiet_wrong")
    chosen = preferences.of(session, organisation_id)
    return reminder_settings.change(
        session, actor, organisation_id,
        quiet_from=begins,
        quiet_to=ends,
        bundle_hour=min(max(chosen.bundle_hour, ends), begins - 1),
        curator_hour=min(max(chosen.curator_hour, ends), begins - 1),
    )  # fmt: skip


def parts(session: Session, actor: Actor, organisation_id: int) -> Parts:
    """Raises Refusal("forbidden")."""
    require(session, actor, Action.SCHOOL_SETTINGS, organisation_id)
    year = school_year(actor.today)
    first, last = year_bounds(year)
    rows = session.execute(
        select(Break.kind, Break.first, Break.last)
        .where(
            Break.organisation_id == organisation_id,
            Break.kind.in_(_KINDS.values()),
            Break.first >= first,
            Break.first <= last,
        )
        .order_by(Break.first)
    ).all()
    own = {
        kind: tuple((row.first, row.last) for row in rows if row.kind == kind)
        for kind in _KINDS.values()
    }
    usual = default_calendar()
    return Parts(
        id=organisation_id,
        years=label(year),
        quarters=own[QUARTER] or tuple(part.dates(year) for part in usual.quarters),
        trimesters=own[TRIMESTER] or tuple(part.dates(year) for part in usual.trimesters),
        own=bool(rows),
    )


def set_parts(session: Session, actor: Actor, organisation_id: int, text: str) -> Parts:
    """Four quarters or three trimesters of this school year as typed, each on its own line.

    Terms that are read from now on go by them; those that were read stay.
    Raises Refusal("parts_unclear" | "parts_order").
    """
    require(session, actor, Action.SCHOOL_SETTINGS, organisation_id)
    spans = _read(text, school_year(actor.today))
    _clear(session, actor, organisation_id, _KINDS[len(spans)])
    session.add_all(
        Break(organisation_id=organisation_id, kind=_KINDS[len(spans)], first=first, last=last)
        for first, last in spans
    )
    chat.clear(session, actor)
    return _changed(session, actor, organisation_id, "parts_set")


def usual_parts(session: Session, actor: Actor, organisation_id: int) -> Parts:
    """This school year is divided as usual again."""
    require(session, actor, Action.SCHOOL_SETTINGS, organisation_id)
    for kind in _KINDS.values():
        _clear(session, actor, organisation_id, kind)
    return _changed(session, actor, organisation_id, "parts_forgotten")


def _read(text: str, year: int) -> list[Span]:
    found = [_span(line, year) for line in text.splitlines() if line.strip()]
    spans = [span for span in found if span is not None]
    if len(spans) != len(found) or len(spans) not in _KINDS:
        raise Refusal("parts_unclear")
    if not _in_order(spans) or not all(_within(span, year) for span in spans):
        raise Refusal("parts_order", years=label(year))
    return spans


def _span(line: str, year: int) -> Span | None:
    """A line may begin with the number of the part: «I четверть: 1 сентября — 25 октября»."""
    phrase = line.rpartition(":")[2].strip()
    meant = parse(phrase, Period(*lessons(year)))
    if meant.kind is not Kind.DATES or len(meant.spans) != 1:
        return None
    first, last = meant.spans[0]
    return None if first is None or last is None else (first, last)


def _in_order(spans: Sequence[Span]) -> bool:
    days = [day for span in spans for day in span]
    return all(earlier < later for earlier, later in pairwise(days))


def _within(span: Span, year: int) -> bool:
    first, last = year_bounds(year)
    return first <= span[0] and span[1] <= last


def _clear(session: Session, actor: Actor, organisation_id: int, kind: str) -> None:
    first, last = year_bounds(school_year(actor.today))
    session.execute(
        delete(Break).where(
            Break.organisation_id == organisation_id,
            Break.kind == kind,
            Break.first >= first,
            Break.first <= last,
        )
    )


def _changed(session: Session, actor: Actor, organisation_id: int, action: str) -> Parts:
    audit.record(session, actor, action, f"organisation:{organisation_id}", organisation_id)
    session.flush()
    reschedule_school(session, organisation_id, actor.at)
    return parts(session, actor, organisation_id)
