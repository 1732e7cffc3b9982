"""Names in files: a file leaves the school, so nobody without consent is named in it.

Every maker of files asks here, whatever asked for the file; lists by which consents are collected
and people are entered (services/roster, services/consent_lists), and a person's own data are none.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from domain.named import Named
from services import gate, people


def names(session: Session, ids: Iterable[int | None], now: datetime) -> dict[int, Named]:
    """By person; of whom a file may not speak, without the name."""
    wanted = {each for each in ids if each is not None}
    allowed = gate.allowed(session, wanted, gate.Purpose.REPORTS, now)
    return {
        each.id: each if each.id in allowed else Named(each.id, "", each.pupil)
        for each in people.named(session, wanted).values()
    }


def of(found: dict[int, Named], ids: Iterable[int]) -> tuple[Named, ...]:
    """Those of the people that are still there, each once."""
    return tuple(found[each] for each in dict.fromkeys(ids) if each in found)


def spoken_of(session: Session, whom: Iterable[Named], now: datetime) -> tuple[Named, ...]:
    """The same people as a file may name them."""
    ids = [each.id for each in whom]
    return of(names(session, ids, now), ids)
