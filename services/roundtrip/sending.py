"""A sheet leaves: what its editable cells held is kept, to tell edits when it comes back."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import Roadmap
from db.models.roundtrip import SentSheet
from domain.returning import Manifest
from services.actor import Actor
from services.roundtrip.model import Cell, Kind, Line

KEPT_FOR = timedelta(days=180)
"""A sheet older than that is refused when it comes back: too much has happened."""


@dataclass(frozen=True, slots=True)
class SentRow:
    """What a row of the sheet shows: the text that identifies it, its editable cells."""

    identity: str
    cells: Mapping[str, Cell]


def keep(
    session: Session,
    actor: Actor,
    kind: Kind,
    subject_id: int,
    place: int,
    rows: Mapping[int, SentRow],
) -> Manifest:
    """Remember a sheet that is about to leave; older ones of the organisation are forgotten."""
    session.execute(
        delete(SentSheet).where(
            SentSheet.organisation_id == place, SentSheet.made_at < actor.at - KEPT_FOR
        )
    )
    sheet = SentSheet(
        organisation_id=place,
        kind=kind.key,
        subject_id=subject_id,
        key=secrets.token_hex(8),
        base={
            "stamp": kind.stamp(session, subject_id),
            "rows": {str(row_id): _base(row) for row_id, row in rows.items()},
        },
        made_by=actor.person_id,
        made_at=actor.at,
    )
    session.add(sheet)
    session.flush()
    return Manifest(sheet.kind, sheet.id, sheet.key)


def _base(row: SentRow) -> dict[str, Any]:
    cells = {column: [cell.shown, cell.state] for column, cell in row.cells.items()}
    return {"identity": row.identity, "cells": cells}


def row_of(identity: str, line: Line, shown: Mapping[str, str]) -> SentRow:
    """A line as the sheet shows it; `shown`: the words of its editable cells."""
    cells = {column: Cell(text, line.states[column]) for column, text in shown.items()}
    return SentRow(identity, cells)


def place_of(session: Session, roadmap_id: int) -> int:
    """The organisation of a roadmap."""
    return session.scalars(select(Roadmap.organisation_id).where(Roadmap.id == roadmap_id)).one()
