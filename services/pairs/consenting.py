"""Who of a pair may not take part yet: minors without a parent's consent, whoever has refused.

Such a pair is kept, but does not work: services.gate decides, for every feature alike.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from db.models import Pair
from domain.named import Named
from services import gate, people
from services.actor import Actor
from services.pairs import rights


def missing(session: Session, actor: Actor, person_ids: Iterable[int]) -> list[Named]:
    """Those of the people who may not be in a pair that works."""
    ids = set(person_ids)
    barred = ids - gate.may_take_part(session, ids, actor.at)
    return sorted(people.named(session, barred).values(), key=lambda each: each.id)


def missing_in(session: Session, actor: Actor, pair: Pair) -> list[Named]:
    """The same of who is in a pair now."""
    return list(without(session, actor, [pair]).get(pair.id, ()))


def without(session: Session, actor: Actor, pairs: Sequence[Pair]) -> dict[int, tuple[Named, ...]]:
    """Pairs in which somebody may not take part, with those people; the others are left out."""
    members = rights.present(session, [pair.id for pair in pairs], actor.today)
    names = {
        each.id: each for each in missing(session, actor, {each.person_id for each in members})
    }
    found: defaultdict[int, dict[int, Named]] = defaultdict(dict)
    for each in members:
        if each.person_id in names:
            found[each.pair_id][each.person_id] = names[each.person_id]
    return {pair_id: tuple(some.values()) for pair_id, some in found.items()}
