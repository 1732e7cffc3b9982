"""Corrections of an entry by the school, or of one's own; answers do not overwrite them."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from content import areas as area_lists
from db.models import BankEntry
from domain.banks import MOST_CAPACITY, MOST_HOURS
from domain.pairs import Form, PairKind, Side
from services import chat, gate
from services.actor import Actor
from services.banks import access, criteria, fields, log
from services.errors import Refusal

TIMES = "times"
TIMES_LIMIT = 200
MARKS = range(1, 6)


class Number(StrEnum):
    CAPACITY = "capacity"
    HOURS = "hours"


class Listing(StrEnum):
    """Fields that are chosen from a list."""

    FORMS = "forms"
    KINDS = "kinds"
    AREAS = "areas"


MOST = {Number.CAPACITY: MOST_CAPACITY, Number.HOURS: MOST_HOURS}
CHOICES: dict[Listing, tuple[str, ...]] = {
    Listing.FORMS: tuple(Form),
    Listing.KINDS: tuple(PairKind),
    Listing.AREAS: tuple(area_lists.named()),
}


def set_number(session: Session, actor: Actor, entry_id: int, which: Number, value: int) -> None:
    """Mentees at once, or hours a month. Raises Refusal("gone" | "forbidden" | "bank_number")."""
    entry = _to_correct(session, actor, entry_id)
    if not 1 <= value <= MOST[which]:
        raise Refusal("bank_number", most=MOST[which])
    with log.changing(session, actor.at, actor.me, entry, log.EDITED):
        fields.by_hand(entry, which.value, value)
    chat.clear(session, actor)


def set_times(session: Session, actor: Actor, entry_id: int, text: str) -> None:
    """When it suits, in own words. Raises Refusal("gone" | "forbidden" | "bank_times_long")."""
    entry = _to_correct(session, actor, entry_id)
    said = " ".join(text.split())
    if not said or len(said) > TIMES_LIMIT:
        raise Refusal("bank_times_long", limit=TIMES_LIMIT)
    with log.changing(session, actor.at, actor.me, entry, log.EDITED):
        fields.by_hand(entry, TIMES, {"is": None, "said": [], "text": said})
    chat.clear(session, actor)


def pause(session: Session, actor: Actor, entry_id: int, *, on: bool) -> None:
    """No new pairs for now; present ones go on. Raises Refusal("gone" | "forbidden")."""
    entry = _to_correct(session, actor, entry_id)
    if on == (entry.paused_on is not None):
        return
    action = log.PAUSED if on else log.RESUMED
    with log.changing(session, actor.at, actor.me, entry, action):
        entry.paused_on = actor.today if on else None


def toggle(session: Session, actor: Actor, entry_id: int, which: Listing, number: int) -> None:
    """Choose or leave one of CHOICES; by the school. Raises Refusal("gone" | "forbidden")."""
    entry = access.take(session, actor, entry_id)
    access.alive(session, entry)
    if not 0 <= number < len(CHOICES[which]):
        raise Refusal("gone")
    key = str(CHOICES[which][number])
    with log.changing(session, actor.at, actor.me, entry, log.EDITED):
        if which is Listing.AREAS:
            levels = {name: level for name, level in entry.areas.items() if name != key}
            if key not in entry.areas:
                levels[key] = None
            fields.by_hand(entry, which.value, levels)
        else:
            had = list(getattr(entry, which.value))
            now = [each for each in had if each != key] if key in had else [*had, key]
            fields.by_hand(entry, which.value, now)


def tick(session: Session, actor: Actor, entry_id: int, key: str) -> None:
    """Turn a criterion over: from now on the tick counts, whatever the data say.

    Raises Refusal("gone" | "forbidden")."""
    entry = access.take(session, actor, entry_id)
    known = criteria.of_school(session, entry.organisation_id)
    shown = criteria.ticks(known, entry, consent=_fit(session, actor, entry))
    met = {each.criterion.key: each.met for each in shown}
    if key not in met:
        raise Refusal("gone")
    with log.changing(session, actor.at, actor.me, entry, log.CRITERION):
        entry.criteria = {**entry.criteria, key: not met[key]}


def _fit(session: Session, actor: Actor, entry: BankEntry) -> bool:
    return entry.person_id in gate.may_take_part(session, [entry.person_id], actor.at)


def interview(
    session: Session, actor: Actor, entry_id: int, mark: int | None, day: date | None
) -> None:
    """How the interview went (1 to 5), and on which day; None: leave as it is, the day of a first
    mark is today. Raises Refusal("gone" | "forbidden" | "bank_interview_day")."""
    entry = access.take(session, actor, entry_id)
    if mark is not None and mark not in MARKS:
        raise Refusal("gone")
    if day is not None and day > actor.today:
        raise Refusal("bank_interview_day")
    with log.changing(session, actor.at, actor.me, entry, log.INTERVIEW):
        if mark is not None:
            entry.interview_mark = mark
        entry.interview_on = day or entry.interview_on or actor.today


def settle_newer(session: Session, actor: Actor, entry_id: int, field: str, *, take: bool) -> None:
    """Take the newer answer, or keep what was changed by hand. Raises Refusal("gone" |
    "forbidden")."""
    entry = access.take(session, actor, entry_id)
    waiting = fields.waiting(entry)
    if field not in waiting:
        return
    with log.changing(
        session, actor.at, actor.me, entry, log.TAKEN if take else log.KEPT, field=field
    ):
        if take:
            fields.put(entry, field, waiting[field])
            entry.by_hand = [each for each in entry.by_hand if each != field]
            entry.newer = {key: each for key, each in entry.newer.items() if key != field}
        else:
            kept = {"is": waiting[field], "kept": True}
            entry.newer = {**entry.newer, field: kept}


def _to_correct(session: Session, actor: Actor, entry_id: int) -> BankEntry:
    """One's own as a mentor, or anybody's by who keeps the bank."""
    entry = access.theirs(session, actor, entry_id)
    mine = entry.person_id == actor.person_id
    if (
        mine
        and entry.side is not Side.MENTOR
        and not actor.may(access.KEEP, entry.organisation_id)
    ):
        raise Refusal("forbidden")
    access.alive(session, entry)
    return entry
