"""What a reading transaction has loaded once it does not load again.

The parts of a message ask for the same people and days, each for itself. Only in transactions
that cannot write, or while one that can only reads: what is written changes what the next
question finds.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.orm import Session

from db.engine import KEPT

T = TypeVar("T")


@contextmanager
def reading(session: Session) -> Iterator[None]:
    """Nothing is written inside, whatever the transaction may do."""
    if KEPT in session.info:
        yield
        return
    session.info[KEPT] = {}
    try:
        yield
    finally:
        del session.info[KEPT]


def once(session: Session, key: Hashable, make: Callable[[], T]) -> T:
    """`make()`, which nobody changes afterwards. The key names the loader and all it goes by."""
    kept = session.info.get(KEPT)
    if kept is None:
        return make()
    if key not in kept:
        kept[key] = make()
    found: T = kept[key]
    return found


def each(
    session: Session,
    key: tuple[Hashable, ...],
    ids: Collection[int],
    load: Callable[[set[int]], Mapping[int, T]],
) -> dict[int, T]:
    """The same for many: `load` is asked for those of the ids that were not loaded yet."""
    kept = session.info.get(KEPT)
    if kept is None:
        return dict(load(set(ids)))
    known = kept.setdefault(key, {})
    missing = set(ids) - known.keys()
    if missing:
        found = load(missing)
        known |= {one: found.get(one) for one in missing}
    return {one: known[one] for one in sorted(set(ids)) if known[one] is not None}
