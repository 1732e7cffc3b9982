"""What a person carried by a role, or in an organisation left for good, finds somebody else."""

from collections.abc import Collection

from db.models import Item
from db.models.roadmap import ItemLevel
from domain.progress import Status
from domain.search import key_of
from services.parts import LEFT, Board, Owners


def leave(board: Board, person_id: int, phrases: Collection[str] | None, *, unnamed: bool) -> None:
    """Give up what came by `phrases` (None: by any), with `unnamed` what came by none as well.

    A share that was the person's alone is not needed any more; anything else falls to the
    curator when nobody is left.
    """
    for item in list(board.open()):
        owners = board.owners[item.id]
        if person_id in owners and _concerned(owners[person_id], phrases, unnamed=unnamed):
            _give_up(board, item, person_id)
            board.told(item, LEFT)


def _concerned(phrase: str | None, phrases: Collection[str] | None, *, unnamed: bool) -> bool:
    if phrase is None:
        return unnamed
    return phrases is None or key_of(phrase) in phrases


def _give_up(board: Board, item: Item, person_id: int) -> None:
    others: Owners = {k: v for k, v in board.owners[item.id].items() if k != person_id}
    if not others and item.level is ItemLevel.SHARE and not board.of_school(item):
        item.status = Status.NA  # it keeps its holder's name
        return
    following = [each for each in board.curators if each != person_id]
    board.give(item, others or dict.fromkeys(following[:1]))
