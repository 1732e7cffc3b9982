"""The daily look at pairs: what rules notice, whom that asks, what became of earlier help."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import HealthFlag, Organisation, Pair
from domain import health as rules
from domain.health import (
    ASK_FOR,
    ASKABLE,
    OUTCOME_AFTER,
    Answer,
    Health,
    Outcome,
    Rule,
    Standing,
    Thresholds,
)
from domain.pairs import OPEN, PairState
from services import calendars, recipients
from services.health import acts as _acts  # noqa: F401 - steps of a pair are heard from now on
from services.health import answers, asking, facts, fit, limits, loading, states
from services.health.facts import Book
from services.pairs import rights

HOUR = 7  # local; before any bundle
_TO_BEGIN = OPEN - frozenset(facts.RUNNING)
_LOOKED = "health_on"  # of Organisation.preferences: the last day that pairs were looked at


def tick(session: Session, now: datetime) -> int:
    """Look at the pairs of schools whose day has begun; how many schools there were. Any process
    may do it, at any time, again."""
    return sum(_look(session, place, now) for place in _waiting(session, now))


def due(session: Session, now: datetime) -> bool:
    """Whether a tick would find anything."""
    return bool(_waiting(session, now))


def _waiting(session: Session, now: datetime) -> list[int]:
    return [place for place, zone, looked in _schools(session) if _due(now, zone, looked)]


def next_moment(session: Session, now: datetime) -> datetime | None:
    """When pairs are looked at next, for the clock that plays the time."""
    moments = []
    for place, zone, looked in _schools(session):
        days = calendars.of(session, place, now)
        today = now.astimezone(ZoneInfo(zone)).date()
        first = today + timedelta(days=1) if looked == today.isoformat() else today
        day = days.staff.next_workday(first)
        if days.at(day, HOUR) <= now:
            day = days.staff.next_workday(day + timedelta(days=1))
        moments.append(days.at(day, HOUR))
    return min(moments, default=None)


def look(session: Session, place: int, now: datetime) -> None:
    """One school on one day."""
    book, chosen = loading.load(session, place, now), limits.of(session, place)
    day = book.days.today(now)
    known = book.facts(day)
    found = {each: rules.health(one, chosen) for each, one in known.items()}
    _outcomes(session, place, now, book, found)
    flags = states.open_flags(session, list(book.pairs))
    together: list[HealthFlag] = []
    for pair_id in sorted(found.keys() | flags.keys()):
        state = found.get(pair_id, Health(Standing.PAUSED))
        ripe = _pair(session, book, now, pair_id, state, flags.get(pair_id, []), chosen)
        if pair_id in known and rules.only_unmarked(known[pair_id], state):
            together += ripe
        else:
            asking.tell(session, now, place, ripe)
    asking.tell_unmarked(session, now, place, together)
    fit.ask_due(session, now, place, book)


def _schools(session: Session) -> list[tuple[int, str, str]]:
    running = select(Pair.id).where(
        Pair.organisation_id == Organisation.id,
        Pair.state.in_(facts.RUNNING),
        Pair.removed_at.is_(None),
    )
    rows = session.execute(
        select(Organisation.id, Organisation.timezone, Organisation.preferences)
        .where(running.exists())
        .order_by(Organisation.id)
    )
    return [(row.id, row.timezone, row.preferences.get(_LOOKED, "")) for row in rows]


def _due(now: datetime, zone: str, looked: str) -> bool:
    local = now.astimezone(ZoneInfo(zone))
    return local.hour >= HOUR and looked != local.date().isoformat()


def _look(session: Session, place: int, now: datetime) -> bool:
    """One worker a school: who comes second finds the day looked at."""
    school = session.scalar(
        select(Organisation)
        .where(Organisation.id == place)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if school is None or not _due(now, school.timezone, school.preferences.get(_LOOKED, "")):
        return False
    days = calendars.of(session, place, now)
    today = days.today(now)
    school.preferences = {**school.preferences, _LOOKED: today.isoformat()}
    if not days.staff.is_workday(today):
        return False
    look(session, place, now)
    return True


def _pair(
    session: Session, book: Book, now: datetime, pair_id: int, state: Health,
    flags: list[HealthFlag], chosen: Thresholds,
) -> list[HealthFlag]:  # fmt: skip
    """The flags of which the curator is to hear by now."""
    speaking = {each.rule: each for each in state.reasons}
    for flag in flags:
        if Rule(flag.rule) not in speaking:
            flag.cleared_at = now
    standing = [flag for flag in flags if flag.cleared_at is None]
    if not speaking:
        if flags:
            asking.settle(session, pair_id)
        return []
    known = {flag.rule for flag in standing}
    new = [
        asking.flag(session, now, pair_id, reason.rule, number=reason.number)
        for reason in state.reasons
        if reason.rule not in known
    ]
    _ask(session, book, now, pair_id, [each for each in new if Rule(each.rule) in ASKABLE],
         standing)  # fmt: skip
    waiting = [flag for flag in (*standing, *new) if flag.acted_at is None]
    return waiting if any(_ripe(flag, book, now, chosen) for flag in waiting) else []


def _ask(
    session: Session, book: Book, now: datetime, pair_id: int, new: list[HealthFlag],
    standing: list[HealthFlag],
) -> None:  # fmt: skip
    """The people of the pair are asked once, whatever the number of rules."""
    if not new:
        return
    before = [
        flag.asked_at for flag in standing if flag.acted_at is None and flag.asked_at is not None
    ]
    if not before:
        place = book.pairs[pair_id].organisation_id
        members = rights.present(session, [pair_id], book.days.today(now))
        who = recipients.load(session, {each.person_id for each in members}, now, place)
        reached = [each.person_id for each in members
                   if each.person_id in who and who[each.person_id].reachable]  # fmt: skip
        if not reached:
            return
        asking.ask(session, now, place, pair_id, reached)
    for flag in new:
        flag.asked_at = max(before, default=now)


def _ripe(flag: HealthFlag, book: Book, now: datetime, chosen: Thresholds) -> bool:
    """Whether the curator is to hear of it by now."""
    if Rule(flag.rule) not in ASKABLE or flag.asked_at is None:
        return True
    given = answers.of(flag, book.days.zone)
    if any(each.answer is not Answer.MET for each in given):
        return True
    since = max([book.days.today(flag.asked_at), *(each.on for each in given)])
    return book.workdays(since, book.days.today(now)) >= (chosen.unanswered or ASK_FOR)


def _outcomes(
    session: Session, place: int, now: datetime, book: Book, found: dict[int, Health]
) -> None:
    """What became of it, some weeks after the curator's help; what still speaks begins anew."""
    day = book.days.today(now)
    rows = session.scalars(
        select(HealthFlag)
        .join(Pair, Pair.id == HealthFlag.pair_id)
        .where(
            Pair.organisation_id == place,
            HealthFlag.acted_at.is_not(None),
            HealthFlag.outcome.is_(None),
            HealthFlag.acted_at <= now - timedelta(days=OUTCOME_AFTER - 1),
        )
    ).all()
    for flag in rows:
        assert flag.acted_at is not None
        if (day - book.days.today(flag.acted_at)).days < OUTCOME_AFTER:
            continue
        heir = _goes_on_as(book, flag.pair_id)
        if heir in book.pairs and book.pairs[heir].state in _TO_BEGIN:
            continue  # its new mentor is still awaited
        state = found.get(heir)
        flag.outcome = _became(flag, state).value
        flag.outcome_on = day
        flag.cleared_at = flag.cleared_at or now


def _became(flag: HealthFlag, state: Health | None) -> Outcome:
    return rules.outcome(Rule(flag.rule), state.reasons if state else None)


def _goes_on_as(book: Book, pair_id: int) -> int:
    """The pair itself; of one that was handed over the newest open one that came of it."""
    row = book.pairs.get(pair_id)
    if row is None or row.state is not PairState.TRANSFERRED:
        return pair_id
    heirs = [each.id for each in book.pairs.values() if each.previous_id == pair_id]
    came = [_goes_on_as(book, each) for each in sorted(heirs, reverse=True)]
    still = (each for each in came if book.pairs[each].state in OPEN)
    return next(still, came[0] if came else pair_id)
