"""What really came of a line, and the mentor's mark of it."""

from sqlalchemy.orm import Session

from domain.programmes import Mark
from services import chat
from services.actor import Actor
from services.changes import Change
from services.errors import Refusal
from services.item_acts import Acted, said
from services.item_rights import Access, for_acting, for_editing

ACTUAL, MARKED = "actual", "marked"


def set_actual(session: Session, actor: Actor, item_id: int, text: str) -> Acted:
    """Raises Refusal("gone" | "forbidden" | "closed" | "nothing_said")."""
    access = _of_pair(for_acting(session, actor, item_id))
    words = said(text)
    change = Change(session, actor, access)
    change.touch(access.item)
    access.item.actual = words
    chat.clear(session, actor)
    return Acted(item_id, change.save(ACTUAL, text=words))


def as_planned(session: Session, actor: Actor, item_id: int) -> Acted:
    """What was planned has come of it, in the words of the plan."""
    access = _of_pair(for_acting(session, actor, item_id))
    return set_actual(session, actor, item_id, access.item.result or access.item.title)


def set_mark(session: Session, actor: Actor, item_id: int, mark: Mark) -> Acted:
    """The mark is the mentor's; whoever keeps the pairs may enter it. The same mark twice is one.

    Raises Refusal("gone" | "forbidden" | "closed").
    """
    access = _of_pair(for_editing(session, actor, item_id))
    change = Change(session, actor, access)
    change.touch(access.item)
    access.item.mark = mark.value
    return Acted(item_id, change.save(MARKED, mark=mark.value))


def clear_mark(session: Session, actor: Actor, item_id: int) -> Acted:
    """Take the mark off again. Raises as `set_mark`."""
    access = _of_pair(for_editing(session, actor, item_id))
    change = Change(session, actor, access)
    change.touch(access.item)
    access.item.mark = ""
    return Acted(item_id, change.save(MARKED, mark=""))


def _of_pair(access: Access) -> Access:
    if access.roadmap.pair_id is None:
        raise Refusal("gone")
    return access
