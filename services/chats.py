"""Which chat is whose: a chat is one person's, a person is reached in one chat.

Somebody with a new phone or account comes by a link of his own name, which moves him; a chat that
two people use in turn is released by the one and taken by the other. Who shares a phone and wants
no change stays without a chat: his answers are entered by others (services.entering).
"""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import ChatState, Identity
from services import audit, chat
from services.actor import CHANNEL, Actor
from services.errors import Refusal


def bind(session: Session, actor: Actor, person_id: int) -> tuple[str, ...]:
    """The actor's chat becomes the person's; earlier ones of the same person are closed, and are
    returned to be told."""
    left = tuple(
        session.scalars(
            select(Identity.chat_id).where(
                Identity.person_id == person_id, Identity.channel == CHANNEL
            )
        )
    )
    session.execute(delete(Identity).where(Identity.person_id == person_id))
    session.execute(
        delete(ChatState).where(ChatState.channel == CHANNEL, ChatState.chat_id.in_(left))
    )
    session.add(
        Identity(person_id=person_id, channel=CHANNEL, chat_id=actor.chat_id, created_at=actor.at)
    )
    session.flush()
    if left:
        audit.record(session, actor, "chat_moved", f"person:{person_id}")
    return left


def release(session: Session, actor: Actor) -> None:
    """The chat is nobody's any more; its person stays in the lists, without a chat."""
    gone = session.execute(
        delete(Identity)
        .where(
            Identity.person_id == actor.me,
            Identity.channel == CHANNEL,
            Identity.chat_id == actor.chat_id,
        )
        .returning(Identity.id)
    ).first()
    if gone is None:
        raise Refusal("gone")
    chat.clear(session, actor)
    audit.record(session, actor, "chat_released", f"person:{actor.me}")
