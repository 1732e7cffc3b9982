"""Reminding out of turn: whoever is awaited hears of the item in the next daily bundle."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, Occurrence, Reminder
from db.models.roadmap import OccState
from domain.named import Named
from domain.occurrences import OccKind
from domain.reminders import Step
from domain.roles import Action
from services import people, recipients, tree
from services.actor import Actor
from services.bundles import NOT_MINE
from services.bundling import upcoming
from services.changes import NUDGED
from services.errors import Refusal
from services.item_rights import Access, see, take
from services.parts import REASSIGNED
from services.recipients import Recipient
from services.replanning import owners_of
from services.subjects import Subject, subjects

_SINGLE = {OccKind.CHECK: Step.CHECK, OccKind.ASK: Step.ASK}


@dataclass(frozen=True, slots=True)
class Nudged:
    """Who hears of it again, and who does not: `already` were told today, `without_chat` have to
    be told personally, `refused` have answered «not mine».

    `waiting_since`: the earliest term that has passed; None while all are ahead.
    """

    subject: Subject
    told: tuple[Named, ...]
    waiting_since: date | None
    without_chat: tuple[Named, ...]
    already: tuple[Named, ...]
    refused: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    """The nearest open occurrence of a part, with those who answer for it."""

    id: int
    item_id: int
    kind: OccKind
    due: date
    owners: Collection[int]


@dataclass(slots=True)
class _Plan:
    """What a nudge would do. `rows`: an occurrence, a person and the reminder there is."""

    access: Access
    terms: Sequence[_Term]
    who: Mapping[int, Recipient]
    rows: list[tuple[_Term, int, Any]] = field(default_factory=list)
    told: dict[int, None] = field(default_factory=dict)
    without_chat: dict[int, None] = field(default_factory=dict)
    already: dict[int, None] = field(default_factory=dict)
    refused: dict[int, None] = field(default_factory=dict)


def ask(session: Session, actor: Actor, item_id: int) -> Nudged:
    """Whom a nudge would reach; nothing is done. Raises as `nudge`."""
    return _told(session, actor, _plan(session, actor, _access(session, actor, item_id)))


def nudge(session: Session, actor: Actor, item_id: int) -> Nudged:
    """Remind those who are awaited of an item, or of their parts of it, once a day.

    Quiet time and the weekly budget hold for the bundle in which it comes. The actor is never
    reminded. Raises Refusal("gone" | "not_launched" | "forbidden" | "closed" | "nobody_awaited" |
    "nudge_undated").
    """
    item = session.get(Item, item_id)
    if item is None:
        raise Refusal("gone")
    take(session, item.roadmap_id)
    plan = _plan(session, actor, _access(session, actor, item_id))
    _write(session, plan, actor.at)
    _heard(session, actor, plan.terms)
    if plan.told:
        session.add(
            ItemEvent(
                item_id=item_id, at=actor.at, actor_id=actor.me, action=NUDGED, before={},
                after={"told": {"count": len(plan.told)}},
            )
        )  # fmt: skip
    session.flush()
    return _told(session, actor, plan)


def _access(session: Session, actor: Actor, item_id: int) -> Access:
    access = see(session, actor, item_id)
    if not actor.may(Action.ACT_FOR_OTHERS, access.roadmap.organisation_id):
        raise Refusal("forbidden")
    if access.closed:
        raise Refusal("closed")
    return access


def _plan(session: Session, actor: Actor, access: Access) -> _Plan:
    terms, undated = _terms(session, actor, access)
    awaited = {each for term in terms for each in term.owners}
    if not awaited:
        raise Refusal("nudge_undated" if undated else "nobody_awaited")
    place = access.roadmap.organisation_id
    plan = _Plan(access, terms, recipients.load(session, awaited, actor.at, place))
    present = _reminders(session, [term.id for term in terms])
    refused = refusals(session, [term.item_id for term in terms])
    for term in terms:
        for person_id in term.owners:
            row = present.get((term.id, person_id))
            _sort(plan, actor, term, person_id, row, (term.item_id, person_id) in refused)
    return plan


def _sort(plan: _Plan, actor: Actor, term: _Term, person_id: int, row: Any, refused: bool) -> None:
    """Whoever is told of one part need not be listed for another."""
    who = plan.who.get(person_id)
    if refused:
        plan.refused[person_id] = None
    elif who is None or not who.reachable:
        plan.without_chat[person_id] = None
    elif row is not None and _on(row.nudged_at, actor) == actor.today:
        plan.already[person_id] = None
    else:
        plan.rows.append((term, person_id, row))
        plan.told[person_id] = None


def _on(moment: datetime | None, actor: Actor) -> date | None:
    return moment.astimezone(actor.zone).date() if moment is not None else None


def _terms(session: Session, actor: Actor, access: Access) -> tuple[list[_Term], bool]:
    """Of every part that is not over the nearest term; whether there are parts without any.

    Of steps, which have terms of their own, only the overdue ones, as long as there are any.
    """
    node = tree.branch(session, access.item)
    parts = [part.id for part in node.work() if part.status not in tree.OVER]
    owners = owners_of(session, dict.fromkeys(parts, access.roadmap.organisation_id))
    awaited = {part: [each for each in owners[part] if each != actor.me] for part in parts}
    rows = session.execute(
        select(Occurrence.id, Occurrence.item_id, Occurrence.kind, Occurrence.due)
        .where(Occurrence.item_id.in_(parts), Occurrence.state == OccState.OPEN)
        .order_by(Occurrence.due, Occurrence.seq)
    ).all()
    nearest: dict[int, _Term] = {}
    for row in sorted(rows, key=lambda each: each.kind is not OccKind.DUE):
        nearest.setdefault(row.item_id, _Term(*row, awaited[row.item_id]))
    undated = any(awaited[part] for part in parts if part not in nearest)
    late = [term for term in nearest.values() if term.due < actor.today] if node.steps else []
    return late or list(nearest.values()), undated


def _reminders(session: Session, occurrence_ids: Sequence[int]) -> dict[tuple[int, int], Any]:
    rows = session.execute(
        select(
            Reminder.id, Reminder.occurrence_id, Reminder.person_id, Reminder.remind_at,
            Reminder.step, Reminder.nudged_at,
        ).where(Reminder.occurrence_id.in_(occurrence_ids))
    )  # fmt: skip
    return {(row.occurrence_id, row.person_id): row for row in rows}


def refusals(session: Session, item_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Items and the people who have answered «not mine» since the owners were last chosen."""
    rows = session.execute(
        select(ItemEvent.item_id, ItemEvent.actor_id, ItemEvent.action)
        .where(
            ItemEvent.item_id.in_(list(item_ids)),
            ItemEvent.action.in_([NOT_MINE, REASSIGNED]),
            ItemEvent.undone_at.is_(None),
        )
        .order_by(ItemEvent.id)
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for item_id, person_id, action in rows:
        if action == REASSIGNED:
            found[item_id].clear()
        elif person_id is not None:
            found[item_id].add(person_id)
    return {(item_id, person_id) for item_id, ids in found.items() for person_id in ids}


def _write(session: Session, plan: _Plan, now: datetime) -> None:
    """A reminder that comes sooner by itself keeps its moment; one that was put off is woken."""
    changes, news = [], []
    for term, person_id, row in plan.rows:
        at = upcoming(plan.who[person_id], now)
        values = {
            "remind_at": _sooner(row, at),
            "step": _step(term, at.date()),
            "snoozed_until": None,
            "nudged_at": now,
        }
        if row is None:
            news.append({"occurrence_id": term.id, "person_id": person_id, **values})
        else:
            changes.append({"id": row.id, **values})
    if changes:
        session.execute(update(Reminder), changes)
    if news:
        session.execute(insert(Reminder), news)


def _sooner(row: Any, at: datetime) -> datetime:
    if row is None or row.remind_at is None or row.step is Step.ESCALATE:
        return at
    sooner: datetime = min(at, row.remind_at)
    return sooner


def _step(term: _Term, day: date) -> Step:
    if term.kind in _SINGLE:
        return _SINGLE[term.kind]
    if term.due == day:
        return Step.TODAY
    return Step.BEFORE if day < term.due else Step.AFTER


def _heard(session: Session, actor: Actor, terms: Sequence[_Term]) -> None:
    """What the actor was told as somebody else's is dealt with for today."""
    session.execute(
        update(Reminder)
        .where(
            Reminder.occurrence_id.in_([term.id for term in terms]),
            Reminder.person_id == actor.me,
            Reminder.escalated,
        )
        .values(nudged_at=actor.at)
    )


def _told(session: Session, actor: Actor, plan: _Plan) -> Nudged:
    groups = (plan.told, plan.without_chat, plan.already, plan.refused)
    names = people.named(session, {each for group in groups for each in group})
    told, without, already, refused = (_names(group, names) for group in groups)
    item_id = plan.access.item.id
    passed = [
        term.due for term in plan.terms if term.kind is OccKind.DUE and term.due < actor.today
    ]
    return Nudged(
        subject=subjects(session, [item_id])[item_id],
        told=told,
        waiting_since=min(passed, default=None),
        without_chat=without,
        already=already,
        refused=refused,
    )


def _names(ids: Iterable[int], names: Mapping[int, Named]) -> tuple[Named, ...]:
    return tuple(sorted((names[each] for each in ids), key=lambda named: (named.name, named.id)))
