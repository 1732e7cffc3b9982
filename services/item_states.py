"""What of an item is kept in the history, in plain values."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from db.models import Item
from db.models.roadmap import Sharing
from domain.deadlines.model import Kind
from domain.kinds import WorkKind
from domain.progress import Status

FIELDS = (
    "status", "done_on", "done_by", "note", "section", "stage", "number", "title", "search",
    "content", "result", "responsible", "deadline", "term_kind", "spans", "rule", "term_decided",
    "sharing", "removed_at", "twin_group", "kind", "kind_chosen", "actual", "mark",
)  # fmt: skip
_ENUMS: dict[str, type[StrEnum]] = {
    "status": Status, "term_kind": Kind, "sharing": Sharing, "kind": WorkKind,
}  # fmt: skip
Fields = dict[str, Any]


def fields_of(item: Item) -> Fields:
    return {field: encoded(getattr(item, field)) for field in FIELDS}


def differing(before: Fields, after: Fields) -> Fields:
    """What of `before` is otherwise in `after`."""
    return {field: value for field, value in before.items() if value != after[field]}


def encoded(value: Any) -> Any:
    """The value of a column for a JSON one; `decoded` reads it back."""
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def decoded(field: str, value: Any) -> Any:
    """The value of a column as it stands in `before` and `after`."""
    if value is None:
        return None
    if field in _ENUMS:
        return _ENUMS[field](value)
    if field == "done_on":
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if field == "removed_at" else value
