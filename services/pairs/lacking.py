"""Which papers pairs lack now: read for many pairs at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Pair, PairPaper
from domain.named import Named
from domain.pair_papers import Held, Missing, PaperKind, missing
from domain.pairs import Side
from services import people
from services.pairs import rights


@dataclass(frozen=True, slots=True)
class Lack:
    """A paper that a pair lacks; of a mentor's own papers whose."""

    kind: PaperKind
    person: Named | None


def of(session: Session, pairs: Sequence[Pair], day: date) -> dict[int, tuple[Lack, ...]]:
    """Pairs that lack something; the others are left out."""
    ids = [pair.id for pair in pairs]
    held = _held(session, ids)
    mentors: defaultdict[int, list[int]] = defaultdict(list)
    for member in rights.present(session, ids, day):
        if member.side is Side.MENTOR:
            mentors[member.pair_id].append(member.person_id)
    names = people.named(session, {each for some in mentors.values() for each in some})
    found = {
        pair.id: missing(
            pair.form,
            pair.state,
            [each for each in mentors[pair.id] if not names[each].pupil],
            held[pair.id],
        )
        for pair in pairs
    }
    return {
        pair_id: tuple(_lack(each, names) for each in some)
        for pair_id, some in found.items()
        if some
    }


def _lack(each: Missing, names: dict[int, Named]) -> Lack:
    return Lack(each.kind, names.get(each.person_id) if each.person_id else None)


def _held(session: Session, ids: Sequence[int]) -> defaultdict[int, list[Held]]:
    found: defaultdict[int, list[Held]] = defaultdict(list)
    rows = session.scalars(
        select(PairPaper).where(PairPaper.pair_id.in_(ids), PairPaper.removed_at.is_(None))
    )
    for row in rows:
        found[row.pair_id].append(
            Held(PaperKind(row.kind), row.person_id, row.number, row.signed_on, row.paid)
        )
    return found
