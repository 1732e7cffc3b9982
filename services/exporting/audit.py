"""The table of who did what: numbers and codes, as the log keeps them, without calls for help."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AuditEntry
from exports.big.model import Batch, Coded, Column
from services import audit, file_names
from services.exporting import naming
from services.exporting.model import Scope, Source

SIZE = 50  # a batch holds the event loop for some milliseconds
COLUMNS = (
    Column("at", "moment", 17),
    Column("school", width=28),
    Column("actor", width=30),
    Column("action", width=26),
    Column("subject", width=18),
    Column("subject_person", width=30),
    Column("data", width=48),
)
_PERSON = "person:"


def read(session: Session, scope: Scope, after: int) -> Batch:
    query = select(AuditEntry).where(
        AuditEntry.id > after,
        scope.within(AuditEntry.organisation_id),
        audit.told(),
    )
    if scope.begins is not None:
        query = query.where(AuditEntry.at >= scope.begins)
    if scope.ends is not None:
        query = query.where(AuditEntry.at < scope.ends)
    found = session.scalars(query.order_by(AuditEntry.id).limit(SIZE)).all()
    subjects = {row.id: _person(row.subject) for row in found}
    ids = {*(row.actor_id for row in found), *subjects.values()}
    names = file_names.names(session, ids, scope.at)
    places = naming.schools(session, {row.organisation_id for row in found})
    rows = tuple(
        (
            naming.local(row.at, scope.zone), places.get(row.organisation_id, ""),
            names.get(row.actor_id or 0), Coded("action", row.action),
            Coded("subject", row.subject),
            names.get(subjects[row.id] or 0),
            tuple(f"{key}: {value}" for key, value in row.data.items()),
        )
        for row in found
    )  # fmt: skip
    return Batch(rows, found[-1].id if len(found) == SIZE else None)


def _person(subject: str) -> int | None:
    """Whom the entry is about, where it is about a person."""
    number = subject.removeprefix(_PERSON)
    return int(number) if subject.startswith(_PERSON) and number.isdigit() else None


SOURCE = Source(COLUMNS, read)
