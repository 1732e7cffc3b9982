"""What free text a chat is asked for: set and cleared in the transaction of the act."""

from typing import Any

from sqlalchemy.orm import Session

from db.models import ChatState
from services.actor import CHANNEL, Actor

WAYS = "ways"  # buttons that lead back from what is asked, as handlers pack them
UNTIL = "until"  # in what is awaited: it ends with the next button or command of another matter


def ask(session: Session, actor: Actor, name: str, data: dict[str, Any]) -> None:
    """Wait for text (or a file) under `name`, one of handlers/states.py.

    Who asks the same again keeps the ways back.
    """
    if actor.state is not None and actor.state.name == name and WAYS in actor.state.data:
        data = {WAYS: actor.state.data[WAYS], **data}
    row = session.get(ChatState, (CHANNEL, actor.chat_id))
    if row is None:
        row = ChatState(channel=CHANNEL, chat_id=actor.chat_id)
        session.add(row)
    row.name, row.data, row.at = name, data, actor.at


def drop(session: Session, actor: Actor, name: str) -> None:
    """Stop waiting for `name`; what was asked since is left."""
    row = session.get(ChatState, (CHANNEL, actor.chat_id))
    if row is not None and row.name == name:
        session.delete(row)


def clear(session: Session, actor: Actor) -> None:
    row = session.get(ChatState, (CHANNEL, actor.chat_id))
    if row is not None:
        session.delete(row)
