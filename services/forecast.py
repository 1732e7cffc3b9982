"""What will be sent to whom: the rules played day by day on plain values; nothing is written."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Occurrence, Prompt, Reminder, Roadmap
from db.models.roadmap import OccState, RoadmapState
from domain.named import Named
from domain.occurrences import OccKind
from domain.progress import Status
from domain.roles import Action
from services import calendars, people, prompts, recipients
from services.actor import Actor, require
from services.digest import plans
from services.errors import Refusal
from services.forecast_play import Matter, Play, Row, Thing, Timed
from services.meant import Planner
from services.planner import coming, term
from services.prompts import Told
from services.recipients import Recipient
from services.replanning import owners_of
from services.subjects import Subject, once, subjects, whole_lines
from services.surveys import foreseeing

PROMPTS = 1000  # of so many what they say is loaded, the nearest first
_WEEKEND = timedelta(days=14)  # from the hour of a reminder to the day it may come, in leave too


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a message will speak of; `who`: the owners of what others have overdue, or
    the colleague on leave."""

    subject: Subject
    due: date
    kind: OccKind
    who: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """One message to come. `at` is local; `by_hand`: no chat is open, somebody passes it on;
    `matters`: what is asked beside the roadmap's `lines`."""

    who: Named
    at: datetime
    by_hand: bool
    lines: tuple[Line, ...]
    matters: tuple[Told, ...] = ()

    @property
    def day(self) -> date:
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Weekly:
    """The next digest of somebody who reads them; `at` is local."""

    who: Named
    at: datetime


@dataclass(frozen=True, slots=True)
class Preview:
    """The first day on which anything is said after the launch; None: nothing ever is."""

    day: date | None
    posts: tuple[Post, ...]


def forecast(
    session: Session, actor: Actor, organisation_id: int, until: date
) -> tuple[Post, ...]:
    """All messages about an organisation's roadmaps and other matters until a day, by time.
    Raises Refusal("forbidden")."""
    require(session, actor, Action.SEE_FORECAST, organisation_id)
    return coming_posts(session, actor.at, until, organisation_id)


def digests(
    session: Session, actor: Actor, organisation_id: int, until: date
) -> tuple[Weekly, ...]:
    """The next digest of each of its readers, by time. Raises "forbidden"."""
    require(session, actor, Action.SEE_FORECAST, organisation_id)
    found = plans.expected(session, organisation_id, actor.at, until)
    ids = {person_id for person_id, _ in found}
    names, who = people.named(session, ids), recipients.load(session, ids, actor.at)
    return tuple(
        Weekly(names[person_id], at)
        for person_id, at in found
        if person_id in names and not (person_id in who and who[person_id].away(at.date()))
    )


def coming_posts(
    session: Session, now: datetime, until: date, organisation_id: int | None = None
) -> tuple[Post, ...]:
    """The same without asking who looks; of all organisations when none is given."""
    reminders = _stored(session, organisation_id)
    matters = _asked(session, now, until, organisation_id)
    to_come = foreseeing.coming(session, now, until, organisation_id)
    return _posts(session, Play(session, now, until).run([*reminders, *matters, *to_come]))


def preview(session: Session, actor: Actor, roadmap_id: int) -> Preview:
    """Who would get what on the first day, were the roadmap launched now.

    Raises Refusal("gone" | "forbidden").
    """
    roadmap = session.get(Roadmap, roadmap_id)
    if roadmap is None:
        raise Refusal("gone")
    require(session, actor, Action.EDIT_ROADMAP, roadmap.organisation_id)
    rows = _meant(session, roadmap, actor.at)
    first = min((at for at, _ in rows), default=None)
    if first is None:
        return Preview(None, ())
    until = (first + _WEEKEND).date()
    posts = _posts(session, Play(session, actor.at, until).run(rows))
    if not posts:
        return Preview(None, ())
    return Preview(posts[0].day, tuple(post for post in posts if post.day == posts[0].day))


def _stored(session: Session, organisation_id: int | None) -> list[Timed]:
    query = (
        select(Reminder, Occurrence.item_id, Occurrence.kind, Occurrence.due,
               Roadmap.organisation_id, Roadmap.pair_id)
        .join(Occurrence, Occurrence.id == Reminder.occurrence_id)
        .join(Item, Item.id == Occurrence.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(
            Reminder.remind_at.is_not(None),
            Occurrence.state == OccState.OPEN,
            Roadmap.state == RoadmapState.RUNNING,
            Item.removed_at.is_(None),
        )
        .order_by(Reminder.id)
    )  # fmt: skip
    if organisation_id is not None:
        query = query.where(Roadmap.organisation_id == organisation_id)
    rows = session.execute(query).all()
    owners = _owners(session, {row.item_id for row in rows})
    return [
        (at, Row(
            row.Reminder.person_id, row.Reminder.step, row.Reminder.occurrence_id, row.item_id,
            row.kind, row.due, row.organisation_id, frozenset(owners[row.item_id]),
            row.Reminder.snoozed_until, row.Reminder.escalated, row.pair_id is not None,
        ))
        for row in rows
        if (at := row.Reminder.remind_at) is not None
    ]  # fmt: skip


def _asked(
    session: Session, now: datetime, until: date, organisation_id: int | None
) -> list[Timed]:
    """Prompts with what they will say if nothing changes until their day."""
    query = select(Prompt).where(
        Prompt.remind_at.is_not(None), Prompt.remind_at < _after(until)
    ).order_by(Prompt.remind_at, Prompt.id)  # fmt: skip
    if organisation_id is not None:
        query = query.where(Prompt.organisation_id == organisation_id)
    by_day: defaultdict[date, list[Prompt]] = defaultdict(list)
    for row in session.scalars(query.limit(PROMPTS)):
        if row.remind_at is not None:
            by_day[max(row.remind_at, now).date()].append(row)
    return [
        timed for rows in by_day.values() for timed in _of_day(session, rows, now)
    ]  # fmt: skip


def _of_day(session: Session, rows: Sequence[Prompt], now: datetime) -> Iterator[Timed]:
    """As of the last of their moments: what is asked after a meeting is asked then only."""
    moments = {row.id: max(row.remind_at or now, now) for row in rows}
    told = {each.prompt_id: each for each in prompts.told_of(session, rows, max(moments.values()))}
    for row in rows:
        if row.id in told:
            matter = Matter(
                row.person_id, row.organisation_id, told[row.id], row.said_times, row.data
            )
            yield moments[row.id], matter


def _after(until: date) -> datetime:
    """A moment later than any of the day in any zone."""
    return datetime.combine(until + timedelta(days=2), time(0), UTC)


def _owners(session: Session, item_ids: set[int]) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for item_id, person_id in session.execute(
        select(ItemOwner.item_id, ItemOwner.person_id)
        .join(Item, Item.id == ItemOwner.item_id)
        .where(Item.id.in_(item_ids))
    ):
        found[item_id].add(person_id)
    return found


def _meant(session: Session, roadmap: Roadmap, now: datetime) -> list[Timed]:
    """The reminders that a launch would make; open terms of the past are not among them."""
    school = calendars.of(session, roadmap.organisation_id, now)
    items = session.scalars(
        select(Item)
        .where(
            Item.roadmap_id == roadmap.id,
            Item.removed_at.is_(None),
            Item.status.in_([Status.TODO, Status.STARTED]),
        )
        .order_by(Item.position)
    ).all()
    parents = {item.parent_id for item in items}
    leaves = [item for item in items if item.id not in parents]
    here = {item.id: roadmap.organisation_id for item in leaves}
    owners = owners_of(session, here)
    planner = Planner(school, now)
    everybody = {each for group in owners.values() for each in group}
    who = recipients.load(session, everybody, now, roadmap.organisation_id)
    found: list[Timed] = []
    occurrences = count(1)
    for item in leaves:
        for each in planner.meant(item, roadmap):
            occurrence = next(occurrences)
            for person in (who[owner] for owner in owners[item.id]):
                of = term(person, school, each.due, each.kind, escalated=False)
                first = coming(of, person, school, None, now)
                if first is not None and each.due >= school.today(now):
                    found.append((first.at, Row(
                        person.id, first.step, occurrence, item.id, each.kind, each.due,
                        roadmap.organisation_id, frozenset(owners[item.id]),
                    )))  # fmt: skip
    return found


def _posts(
    session: Session, said: Sequence[tuple[Recipient, datetime, list[Thing]]]
) -> tuple[Post, ...]:
    of_rows = [row for _, _, things in said for row in things if isinstance(row, Row)]
    owners = {each for row in of_rows if row.escalated for each in row.owners}
    ids = {who.id for who, _, _ in said} | {row.person_id for row in of_rows} | owners
    names = people.named(session, ids)
    about = _lines_of(session, of_rows)
    known = subjects(session, set(about.values()))
    return tuple(
        Post(
            who=names[who.id],
            at=at,
            by_hand=not who.reachable,
            lines=_lines(who.id, [x for x in things if isinstance(x, Row)], about, known, names),
            matters=tuple(x.told for x in things if isinstance(x, Matter)),
        )
        for who, at, things in said
    )


def _lines_of(session: Session, rows: Sequence[Row]) -> dict[tuple[int, bool], int]:
    """What a row is about, by item and whether it is somebody else's: of a share the whole."""
    wholes = whole_lines(session, {row.item_id for row in rows if row.escalated})
    return {
        (row.item_id, row.escalated): wholes.get(row.item_id, row.item_id)
        if row.escalated
        else row.item_id
        for row in rows
    }


def _lines(
    hearer: int,
    rows: Sequence[Row],
    about: Mapping[tuple[int, bool], int],
    known: Mapping[int, Subject],
    names: Mapping[int, Named],
) -> tuple[Line, ...]:
    """An item stands in a message once, with its nearest term, as services.bundles has it."""
    groups: dict[int, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row.escalated, row.kind is not OccKind.DUE, row.due)):
        groups.setdefault(about[row.item_id, row.escalated], []).append(row)
    lines = (
        Line(known[item_id], some[0].due, some[0].kind, _whose(hearer, some, names))
        for item_id, some in groups.items()
    )
    return tuple(once(lines, lambda line: line.subject, lambda line: line.who))


def _whose(hearer: int, rows: Sequence[Row], names: Mapping[int, Named]) -> tuple[Named, ...]:
    """Of what others have overdue the owners of every part; in whose place somebody hears."""
    if not rows[0].escalated and all(row.person_id != hearer for row in rows):
        return (names[rows[0].person_id],)
    owners = (each for row in rows if row.escalated for each in sorted(row.owners))
    return tuple(names[each] for each in dict.fromkeys(owners) if each in names)
