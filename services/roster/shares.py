"""Shares of work that people got by being added by mistake: taken away with the people."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import Evidence, Item, Organisation
from db.models.roadmap import ItemLevel, Sharing
from domain.progress import Status
from services.actor import Actor
from services.parts import LEFT, Board


def drop(session: Session, actor: Actor, organisation_id: int, people: Collection[int]) -> None:
    """Untouched shares of these people alone are gone as if never made; what has no share left
    then falls to the curator."""
    organisation = session.get_one(Organisation, organisation_id)
    for place in filter(None, (organisation.id, organisation.parent_id)):
        _drop_at(session, actor, place, set(people))


def _drop_at(session: Session, actor: Actor, place: int, people: set[int]) -> None:
    board = Board(session, actor, place)
    found = [item for item in board.open() if _is_theirs(board, item, people)]
    ids = [item.id for item in found]
    proved = set(session.scalars(select(Evidence.item_id).where(Evidence.item_id.in_(ids))))
    gone = [item for item in found if item.id not in proved]
    if not gone:
        return
    wholes = {item.parent_id for item in gone}
    session.execute(
        delete(Item)
        .where(Item.id.in_([item.id for item in gone]))
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    _give_back(Board(session, actor, place), wholes)


def _is_theirs(board: Board, item: Item, people: set[int]) -> bool:
    owners = set(board.owners[item.id])
    untouched = item.status is Status.TODO and not board.of_school(item)
    return item.level is ItemLevel.SHARE and untouched and bool(owners) and owners <= people


def _give_back(board: Board, wholes: Collection[int | None]) -> None:
    for item in list(board.open()):
        if item.id in wholes and not board.shares(item) and not board.owners[item.id]:
            item.sharing = Sharing.ONE
            board.give(item, dict.fromkeys(board.curators[:1]))
            board.told(item, LEFT)
    board.save(unowned=True)
