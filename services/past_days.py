"""Which past days of a roadmap can be asked for, and how it stood on one of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from domain.progress import Progress, count
from domain.roles import Action
from services import as_of, plans_then, tree
from services.actor import Actor
from services.item_rights import roadmap_for

MONTHS = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """`since`: the first day that can be told; `likely`: ends of the last months, newest first."""

    title: str
    since: date
    today: date
    likely: tuple[date, ...]


def choice(session: Session, actor: Actor, roadmap_id: int) -> Choice:
    """Raises Refusal("gone" | "forbidden" | "not_launched")."""
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EXPORT_ROADMAP)
    since = as_of.since(actor, roadmap)
    ends: list[date] = []
    day = actor.today
    for _ in range(MONTHS):
        day = day.replace(day=1) - timedelta(days=1)
        ends.append(day)
    return Choice(roadmap.title, since, actor.today, tuple(end for end in ends if end >= since))


def standing(session: Session, actor: Actor, roadmap_id: int, day: date) -> Progress:
    """Counts of the end of a day. Raises as services.progress.progress."""
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EXPORT_ROADMAP)
    then = as_of.state(session, actor, roadmap, day)
    tree.with_plans(then.tree, plans_then.of(session, actor, roadmap, then.day))
    return count((leaf.leaf for leaf in then.tree.leaves()), then.day)
