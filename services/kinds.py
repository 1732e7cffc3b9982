"""What work an item asks for: guessed from its words until somebody chooses."""

from sqlalchemy.orm import Session

from db.models import Item
from db.models.roadmap import ItemLevel
from domain.kinds import WorkKind
from domain.kinds.guess import guess
from services.actor import Actor
from services.changes import Change
from services.errors import Refusal
from services.item_acts import Acted, parts
from services.item_rights import for_editing


def kind_of(item: Item) -> WorkKind:
    """The chosen kind, or the guessed one."""
    return item.kind or guess(item.title, item.stage, item.result, item.content)


def choose(session: Session, actor: Actor, item_id: int, kind: WorkKind) -> Acted:
    """Say what work it is; everybody's shares of it are the same work.

    Raises Refusal("kind_of_share") beside those of `for_editing`.
    """
    access = for_editing(session, actor, item_id)
    if access.item.level is ItemLevel.SHARE:
        raise Refusal("kind_of_share")
    change = Change(session, actor, access)
    shares = [part for part in parts(session, access.item) if part.level is ItemLevel.SHARE]
    for each in [access.item, *shares]:
        change.touch(each)
        each.kind, each.kind_chosen = kind, True
    return Acted(item_id, change.save("kind", kind=kind.value))
