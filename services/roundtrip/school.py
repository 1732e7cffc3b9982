"""What sheets about the rows of one organisation share: who may, when it came to be, undoing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from db.base import Base
from db.models import Organisation
from domain.roles import Action
from services.actor import Actor, require
from services.errors import Refusal
from services.roundtrip.model import Act, State

R = TypeVar("R", bound=Base)


def allow(session: Session, actor: Actor, organisation_id: int, action: Action) -> None:
    """Raises Refusal("gone" | "forbidden")."""
    if session.get(Organisation, organisation_id) is None:
        raise Refusal("gone")
    require(session, actor, action, organisation_id)


def stamp(session: Session, organisation_id: int) -> str | None:
    """Tells a school from one that had its id before."""
    place = session.get(Organisation, organisation_id)
    return place.created_at.isoformat() if place else None


def acts(
    row_id: int, columns: Iterable[str], was: Mapping[str, State], now: Mapping[str, State]
) -> list[Act]:
    """What `undo` needs of the columns that have become something else."""
    return [
        {"row": row_id, "column": column, "was": was[column], "now": now[column]}
        for column in columns
        if was[column] != now[column]
    ]


def undo(
    session: Session, table: type[R], made: Sequence[Act],
    states: Callable[[R], Mapping[str, State]], put: Callable[[R, str, Any], None],
) -> list[tuple[Act, str]]:  # fmt: skip
    """Put back what is still as the sheet has made it; what is not stays, and why."""
    left: list[tuple[Act, str]] = []
    for act in made:
        row = session.get(table, act["row"])
        if row is None or states(row)[act["column"]] != act["now"]:
            left.append((act, "sheet_meanwhile"))
            continue
        put(row, act["column"], act["was"])
    return left
