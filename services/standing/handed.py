"""What the log keeps of handing over."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AuditEntry, RoleGrant
from domain.roles import Role

HANDED = "handed_over"
UNDO_WITHIN = timedelta(days=1)
REMEMBERED = timedelta(days=30)


def roles_of(session: Session, person_id: int, place: int) -> tuple[tuple[Role, str], ...]:
    rows = session.execute(
        select(RoleGrant.role, RoleGrant.title)
        .where(
            RoleGrant.person_id == person_id,
            RoleGrant.organisation_id == place,
            RoleGrant.until.is_(None),
        )
        .order_by(RoleGrant.id)
    )
    return tuple((row.role, row.title) for row in rows)


def handed(session: Session, person_id: int, since: datetime) -> list[AuditEntry]:
    return list(
        session.scalars(
            select(AuditEntry)
            .where(
                AuditEntry.action == HANDED,
                AuditEntry.subject == f"person:{person_id}",
                AuditEntry.at >= since,
            )
            .order_by(AuditEntry.id)
        )
    )


def joined_ids(ids: Iterable[int]) -> str:
    return ",".join(map(str, ids))


def ids_of(written: object) -> list[int]:
    return [int(each) for each in str(written or "").split(",") if each]
