"""Who was told of what in a message that really went out, and since when others may know."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.models import Item, Occurrence, Reminder
from db.models.roadmap import OccState
from domain.digest import may_name
from services import recipients

Asked = Mapping[tuple[int, int], datetime]


def mark(session: Session, at: datetime, person_id: int, occurrence_ids: Sequence[int]) -> None:
    """A message that spoke of these to their owner was sent at `at`; the first time counts."""
    session.execute(
        update(Reminder)
        .where(
            Reminder.person_id == person_id,
            Reminder.occurrence_id.in_(occurrence_ids),
            Reminder.escalated.is_(False),
            Reminder.asked_at.is_(None),
        )
        .values(asked_at=at)
    )


def of_roadmaps(session: Session, roadmap_ids: Collection[int]) -> Asked:
    """When people were first told of what is open, by item and person: one statement."""
    rows = session.execute(
        select(Occurrence.item_id, Reminder.person_id, func.min(Reminder.asked_at).label("at"))
        .join(Occurrence, Occurrence.id == Reminder.occurrence_id)
        .join(Item, Item.id == Occurrence.item_id)
        .where(
            Item.roadmap_id.in_(roadmap_ids),
            Occurrence.state == OccState.OPEN,
            Reminder.escalated.is_(False),
            Reminder.asked_at.is_not(None),
        )
        .group_by(Occurrence.item_id, Reminder.person_id)
    )
    return {(row.item_id, row.person_id): row.at for row in rows}


def nameable(session: Session, asked: Asked, now: datetime, place: int) -> set[tuple[int, int]]:
    """Pairs of item and person of which a digest may name the person: asked three of the
    person's working days ago or before (domain.digest.may_name)."""
    who = recipients.load(session, {person for _, person in asked}, now, place)
    return {
        (item, person)
        for (item, person), at in asked.items()
        if person in who
        and may_name(who[person].today(at), who[person].today(now), who[person].cal)
    }
