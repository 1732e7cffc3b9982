"""The digest by command: the same as of now; it is nobody's weekly one and moves nothing."""

from sqlalchemy.orm import Session

from services.actor import Actor
from services.digest.compose import Weekly, weekly
from services.errors import Refusal


def ask(session: Session, actor: Actor, organisation_id: int, names_in_files: str) -> Weekly:
    """Raises Refusal("no_digest") for those who get none there."""
    found = weekly(session, actor.me, organisation_id, actor.at, names_in_files)
    if found is None:
        raise Refusal("no_digest")
    return found
