"""The sheet of a school's bank that comes back: what people are ready for, the interview."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content import areas as area_lists
from db.models import BankEntry, BankEvent
from domain.banks import MOST_CAPACITY, MOST_HOURS
from domain.named import Named
from domain.roles import Action
from domain.search import search_key
from services.actor import Actor
from services.banks import access, fields, lists, log
from services.banks.editing import MARKS, TIMES
from services.roundtrip import school
from services.roundtrip.bank_rules import AreasRule, DayRule, NumberRule, TimesRule, WordsRule
from services.roundtrip.model import (
    Act,
    Additions,
    Applied,
    Kind,
    Line,
    Misread,
    Rule,
    State,
    Touched,
    Wanted,
    Wording,
)
from texts.pair_names import FORMS, KINDS

PREFIX = "bank_"
FIELDS = ("areas", "forms", "kinds", "capacity", "hours")


class BankTable:
    home = "bank"
    additions: Additions | None = None

    def __init__(
        self, session: Session, actor: Actor, organisation_id: int, wording: Wording
    ) -> None:
        self._session, self._actor = session, actor
        self.people = lists.entries(session, organisation_id)
        self.rules: dict[str, Rule] = {
            "bank_areas": AreasRule(_areas()),
            "bank_forms": WordsRule({search_key(text): key for key, text in FORMS.items()}),
            "bank_kinds": WordsRule({search_key(text): key for key, text in KINDS.items()}),
            "bank_capacity": NumberRule(MOST_CAPACITY),
            "bank_hours": NumberRule(MOST_HOURS),
            "bank_times": TimesRule(),
            "bank_mark": NumberRule(max(MARKS)),
            "bank_day": DayRule(actor.today),
        }
        self.lines: dict[int, Line] = {
            entry.id: Line(
                wording.chat(Named(person.id, person.name, person.is_pupil)), states(entry)
            )
            for entry, person in self.people
        }

    def check(self, row_id: int, wanted: Mapping[str, State]) -> Mapping[str, Misread]:
        return {}

    def changed(self, row_ids: Sequence[int], since: datetime) -> dict[int, Touched]:
        rows = self._session.scalars(
            select(BankEvent)
            .where(BankEvent.entry_id.in_(row_ids), BankEvent.at > since)
            .order_by(BankEvent.id)
        )
        return {
            row.entry_id: Touched(row.actor_id, row.at.astimezone(self._actor.zone).date())
            for row in rows
        }

    def apply(self, edits: Mapping[int, Mapping[str, Wanted]]) -> Applied:
        acts: list[Act] = []
        for row_id, wanted in edits.items():
            entry = access.take(self._session, self._actor, row_id)
            was = states(entry)
            with log.changing(self._session, self._actor.at, self._actor.me, entry, log.SHEET):
                for column, edit in wanted.items():
                    put(entry, column, edit.state)
            acts += school.acts(row_id, wanted, was, states(entry))
        self._session.flush()
        return Applied(tuple(acts))


def states(entry: BankEntry) -> dict[str, State]:
    """What the editable cells hold."""
    day = entry.interview_on
    return {
        "bank_areas": dict(entry.areas),
        "bank_forms": list(entry.forms),
        "bank_kinds": list(entry.kinds),
        "bank_capacity": entry.capacity,
        "bank_hours": entry.hours,
        "bank_times": times_of(entry),
        "bank_mark": entry.interview_mark,
        "bank_day": day.isoformat() if day else None,
    }


def times_of(entry: BankEntry) -> str:
    fact: Mapping[str, Any] = entry.facts.get(TIMES) or {}
    said = [*fact.get("said", ()), fact.get("text", "")]
    return ", ".join(each for each in said if each)


def put(entry: BankEntry, column: str, state: Any) -> None:
    """As a correction by hand."""
    _SET[column](entry, state)


def _mark(entry: BankEntry, state: Any) -> None:
    entry.interview_mark = state


def _day(entry: BankEntry, state: Any) -> None:
    entry.interview_on = date.fromisoformat(state) if state else None


def _times(entry: BankEntry, state: Any) -> None:
    fields.by_hand(entry, TIMES, {"is": None, "said": [], "text": state} if state else None)


def _field(name: str) -> Callable[[BankEntry, Any], None]:
    return lambda entry, state: fields.by_hand(entry, name, state)


_SET: dict[str, Callable[[BankEntry, Any], None]] = {
    **{f"{PREFIX}{name}": _field(name) for name in FIELDS},
    "bank_times": _times,
    "bank_mark": _mark,
    "bank_day": _day,
}


def _areas() -> dict[str, str]:
    """Short and full names of areas to their keys."""
    found: dict[str, str] = {}
    for audience in area_lists.AUDIENCES:
        for area in area_lists.areas(audience):
            found.setdefault(search_key(area.short), area.key)
            found.setdefault(search_key(area.full), area.key)
    return found


def open_bank(session: Session, actor: Actor, organisation_id: int, wording: Wording) -> BankTable:
    """Raises Refusal("gone" | "forbidden")."""
    school.allow(session, actor, organisation_id, Action.EDIT_PAIRS)
    return BankTable(session, actor, organisation_id, wording)


def undo(
    session: Session, actor: Actor, organisation_id: int, acts: Sequence[Act]
) -> list[tuple[Act, str]]:
    def put_back(entry: BankEntry, column: str, was: State) -> None:
        with log.changing(session, actor.at, actor.me, entry, log.UNDONE):
            put(entry, column, was)

    return school.undo(session, BankEntry, acts, states, put_back)


KIND = Kind("bank", "bank_code", school.stamp, open_bank, undo)
