"""The last sheet that was applied to a roadmap, as long as it can be undone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.roundtrip import ReturnState, SentSheet, SheetReturn
from services.changes import UNDO_FOR
from services.roundtrip.kinds import KINDS
from services.roundtrip.model import stamp_of_roadmap


def latest(session: Session, roadmap_id: int, at: datetime) -> int | None:
    """The proposal that was applied less than a day ago; None where none was."""
    kinds = [kind.key for kind in KINDS.values() if kind.stamp is stamp_of_roadmap]
    return session.scalar(
        select(SheetReturn.id)
        .join(SentSheet, SentSheet.id == SheetReturn.sheet_id)
        .where(
            SentSheet.subject_id == roadmap_id,
            SentSheet.kind.in_(kinds),
            SheetReturn.state == ReturnState.APPLIED,
            SheetReturn.applied_at >= at - UNDO_FOR,
        )
        .order_by(SheetReturn.applied_at.desc(), SheetReturn.id.desc())
        .limit(1)
    )
