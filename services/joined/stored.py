"""Histories and settings that name people by their ids within stored facts."""

from typing import Any

from sqlalchemy import String, cast, or_, select
from sqlalchemy.orm import Session

from db.models import (
    BankEvent,
    Campaign,
    HealthFlag,
    ItemEvent,
    MeetingEvent,
    PairEvent,
    ResponsibleAlias,
)
from domain.banks import PEOPLE

_STORED: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (PairEvent, ("before", "after")),
    (MeetingEvent, ("before", "after")),
    (ItemEvent, ("before", "after")),
    (BankEvent, ("before", "after")),
    (HealthFlag, ("facts",)),
    (Campaign, ("audience",)),
)
# By the key that the value stands under.
_ID = frozenset({
    "person_id", "who", "by", "proposed_by", "logged_by", "entered_by", "done_by", "decided_by",
})  # fmt: skip
_IDS = PEOPLE | {"values", "plus"}
_BEGINS = frozenset({"paper"})  # a list that begins with the id
_ROWS = frozenset({"answers"})  # lists that begin with it
_ROWS_BY_ITEM = frozenset({"owners"})
_BY_ID = frozenset({"marks", "papers"})


def rename(session: Session, gone: int, kept: int) -> None:
    """What a history would put back is of `kept`; what it tells too."""
    for model, columns in _STORED:
        for row in holding(session, model, columns, gone):
            for name in columns:
                old = getattr(row, name)
                new = renamed(old, gone, kept)
                if new != old:
                    setattr(row, name, new)
    for alias in holding(session, ResponsibleAlias, ("person_ids",), gone):
        alias.person_ids = ids(alias.person_ids, gone, kept)
    session.flush()


def holding(session: Session, model: Any, columns: tuple[str, ...], person_id: int) -> list[Any]:
    """Rows that may have the id somewhere in these columns."""
    told = [cast(getattr(model, name), String).contains(str(person_id)) for name in columns]
    return list(session.scalars(select(model).where(or_(*told)).order_by(model.id)))


def ids(found: list[Any], gone: int, kept: int) -> list[Any]:
    """Each of them once."""
    return list(dict.fromkeys(kept if each == gone else each for each in found))


def renamed(facts: Any, gone: int, kept: int) -> Any:
    """Stored facts in which one person's id takes the place of another's."""
    if isinstance(facts, list):
        return [renamed(each, gone, kept) for each in facts]
    if not isinstance(facts, dict):
        return facts
    return {key: _under(key, value, gone, kept) for key, value in facts.items()}


def _under(key: str, value: Any, gone: int, kept: int) -> Any:
    if key in _ID and value == gone:
        return kept
    if isinstance(value, list) and key in _IDS:
        return ids(value, gone, kept)
    if isinstance(value, list) and key in _BEGINS:
        return _begun(value, gone, kept)
    if isinstance(value, list) and key in _ROWS:
        return [_begun(each, gone, kept) for each in value]
    if isinstance(value, dict) and key in _ROWS_BY_ITEM:
        return {at: [_begun(each, gone, kept) for each in rows] for at, rows in value.items()}
    inside = renamed(value, gone, kept)
    if isinstance(inside, dict) and key in _BY_ID:
        return {str(kept) if at == str(gone) else at: each for at, each in inside.items()}
    return inside


def _begun(row: Any, gone: int, kept: int) -> Any:
    return [kept, *row[1:]] if isinstance(row, list) and row[:1] == [gone] else row
