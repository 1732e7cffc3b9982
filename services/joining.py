"""A person who gets a role after the launch gets what its phrases ask for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from db.models import Item
from db.models.roadmap import Sharing
from domain.deadlines import Kind
from domain.progress import Status
from domain.search import key_of
from services.item_copies import share_title
from services.parts import JOINED, Board, Owners


@dataclass(frozen=True, slots=True)
class Newcomer:
    """`school`: the name of the organisation in the roadmaps of its municipality, else empty."""

    person_id: int
    organisation_id: int
    school: str


def join(board: Board, phrases: Mapping[str, bool], who: Newcomer) -> None:
    """`phrases`: keys of what means the role; whether each of its holders does it."""
    for item in list(board.smallest()):
        entry = next((str(e) for e in item.responsible if key_of(str(e)) in phrases), None)
        if entry is None or board.by_hand(item):
            continue
        each = phrases[key_of(entry)]
        if (_apart if each else _together)(board, item, entry, phrases, who):
            board.told(item, JOINED)


def _holds(board: Board, item: Item, who: Newcomer) -> Item | None:
    """The item or the share that is the person's already."""
    wholes = [item, *board.shares(item)]
    return next((one for one in wholes if who.person_id in board.owners[one.id]), None)


def _together(
    board: Board, item: Item, entry: str, phrases: Mapping[str, bool], who: Newcomer
) -> bool:
    if _holds(board, item, who):
        return False
    shares = board.shares(item)
    beside = [
        share
        for share in shares
        if any(phrase == entry for phrase in board.owners[share.id].values())
    ]
    if shares and not beside:
        board.share(item, {who.person_id: entry}, item.title)
    else:
        _add(board, beside[0] if beside else item, entry, who)
    return True


def _apart(
    board: Board, item: Item, entry: str, phrases: Mapping[str, bool], who: Newcomer
) -> bool:
    held = _holds(board, item, who)
    if held is not None:
        return _take_up(board, held)
    shares = board.shares(item)
    if _is_past(board, item) or (shares and not _some_open(shares)):
        return False
    title = share_title(item.title, who.school)
    ours = [share for share in shares if who.school and share.title == title]
    if ours:
        _add(board, ours[0], entry, who)
    elif not shares and (_nobodys(board, item) or _of_one_school(board, item, who)):
        _add(board, item, entry, who)
    else:
        if not shares:
            _split(board, item, phrases)
        board.share(item, {who.person_id: entry}, title)
    return True


def _take_up(board: Board, share: Item) -> bool:
    """A share that was given up when its holder left."""
    if not board.given_up(share):
        return False
    share.status = Status.TODO
    board.told(share, JOINED)
    return True


def _add(board: Board, item: Item, entry: str, who: Newcomer) -> None:
    """What nobody held until now was the curator's only for want of somebody else."""
    others: Owners = {} if _nobodys(board, item) else board.owners[item.id]
    board.give(item, {**others, who.person_id: entry})


def _nobodys(board: Board, item: Item) -> bool:
    owners = board.owners[item.id]
    return set(owners) <= set(board.curators) and not any(owners.values())


def _of_one_school(board: Board, item: Item, who: Newcomer) -> bool:
    """A school's people do it together."""
    return bool(who.school) and board.homes(board.owners[item.id]) == {who.organisation_id}


def _split(board: Board, item: Item, phrases: Mapping[str, bool]) -> None:
    """What one person did alone becomes a share beside those to come."""
    for owners in _groups(board.owners[item.id], phrases):
        board.share(item, owners, item.title, item.status)
    board.give(item, {})
    item.sharing = Sharing.EACH


def _groups(owners: Owners, phrases: Mapping[str, bool]) -> Iterator[Owners]:
    each = {person for person, phrase in owners.items() if phrase and phrases.get(key_of(phrase))}
    together = {person: phrase for person, phrase in owners.items() if person not in each}
    if together:
        yield together
    for person in owners:
        if person in each:
            yield {person: owners[person]}


def _some_open(shares: list[Item]) -> bool:
    return any(share.status not in {Status.DONE, Status.NA} for share in shares)


def _is_past(board: Board, item: Item) -> bool:
    """Nobody is given a share whose days were all over before they came."""
    last = max((span[1] or span[0] or "" for span in item.spans), default="")
    return item.term_kind is Kind.DATES and last < board.today.isoformat()
