"""By what a school takes candidates into its bank: the usual list, less and more of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from content.criteria import criteria as usual
from db.models import BankEntry, Organisation
from domain import banks
from domain.banks import Criterion
from domain.pairs import Side
from services import audit, chat
from services.actor import Actor
from services.banks import access
from services.banks.filling import WISH
from services.errors import Refusal

KEY = "bank_criteria"  # of Organisation.preferences: {"off": keys, "own": [{key, side, text}]}
MOST_OWN = 10
TEXT_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """A criterion as the school's settings show it."""

    criterion: Criterion
    on: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A criterion of one entry. `by_data`: nobody has ticked it, the data tell it."""

    criterion: Criterion
    met: bool | None
    by_data: bool


def chosen(session: Session, actor: Actor, side: Side) -> list[Choice]:
    """All criteria of a side. Raises Refusal("forbidden" | "no_organisation")."""
    place = access.keeper(session, actor)
    stored = _stored(session, place)
    found = [each for each in (*usual(), *_own(stored)) if side.value in each.sides]
    return [Choice(each, each.key not in stored["off"]) for each in found]


def of_school(session: Session, place: int) -> list[Criterion]:
    """Those by which it decides."""
    stored = _stored(session, place)
    return [each for each in (*usual(), *_own(stored)) if each.key not in stored["off"]]


def ticks(found: list[Criterion], entry: BankEntry, *, consent: bool) -> tuple[Tick, ...]:
    """`found`: the school's; `consent`: whether the person has what is needed to take part."""
    asked = [each for each in found if banks.concerns(each, entry.side, entry.forms)]
    return tuple(_tick(each, entry, consent) for each in asked)


def met(shown: tuple[Tick, ...]) -> bool:
    return all(each.met for each in shown)


def toggle(session: Session, actor: Actor, key: str) -> None:
    """Decide by it or not; an own one that is switched off is forgotten.

    Raises Refusal("gone" | "forbidden" | "no_organisation").
    """
    place = access.keeper(session, actor)
    stored = _stored(session, place)
    if key in {each["key"] for each in stored["own"]}:
        stored["own"] = [each for each in stored["own"] if each["key"] != key]
    elif key in {each.key for each in usual()}:
        off = set(stored["off"])
        stored["off"] = sorted(off - {key} if key in off else off | {key})
    else:
        raise Refusal("gone")
    _keep(session, actor, place, stored)


def add(session: Session, actor: Actor, side: Side, text: str) -> None:
    """One of the school's own. Raises Refusal("forbidden" | "no_organisation" |
    "bank_criterion_long" | "bank_criteria_many")."""
    place = access.keeper(session, actor)
    said = " ".join(text.split())
    if not said or len(said) > TEXT_LIMIT:
        raise Refusal("bank_criterion_long", limit=TEXT_LIMIT)
    stored = _stored(session, place)
    if len(stored["own"]) >= MOST_OWN:
        raise Refusal("bank_criteria_many", most=MOST_OWN)
    number = stored.get("next", 1)
    own = {"key": f"own{number}", "side": side.value, "text": said}
    stored.update(own=[*stored["own"], own], next=number + 1)
    _keep(session, actor, place, stored)
    chat.clear(session, actor)


def _tick(criterion: Criterion, entry: BankEntry, consent: bool) -> Tick:
    if criterion.key in entry.criteria:
        return Tick(criterion, bool(entry.criteria[criterion.key]), by_data=False)
    told = banks.seen(
        criterion.key, entry.facts, consent=consent, areas=bool(entry.areas),
        answered=entry.response_id is not None or WISH in entry.facts,
    )  # fmt: skip
    return Tick(criterion, told, by_data=True)


def _own(stored: Mapping[str, Any]) -> list[Criterion]:
    return [
        Criterion(each["key"], each["text"], (each["side"],), own=True) for each in stored["own"]
    ]


def _stored(session: Session, place: int) -> dict[str, Any]:
    organisation = session.get_one(Organisation, place)
    return {"off": [], "own": [], **organisation.preferences.get(KEY, {})}


def _keep(session: Session, actor: Actor, place: int, stored: Mapping[str, Any]) -> None:
    organisation = session.get_one(Organisation, place, with_for_update=True)
    organisation.preferences = {**organisation.preferences, KEY: dict(stored)}
    audit.record(session, actor, "bank_criteria", f"organisation:{place}", place)
    session.flush()
