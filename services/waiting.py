"""What waits for somebody beside the items of roadmaps: the matters of the daily bundle."""

from sqlalchemy.orm import Session

from services import prompts
from services.actor import Actor
from services.prompts import Told


def mine(session: Session, actor: Actor) -> tuple[Told, ...]:
    """All that may be answered now, in the order in which a bundle says it."""
    return prompts.waiting(session, actor.me, actor.at)
