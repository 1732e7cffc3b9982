"""A pair as it stood at the end of a day: its facts, people, papers, programme, meetings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, Organisation, Pair, PairEvent, Person, Programme, Roadmap
from domain.meetings import MeetingKind, MeetingState, Outcome
from domain.named import Named
from domain.pair_papers import Held, Missing, PaperKind, missing
from domain.pairs import Form, PairKind, PairState, RoleModel, Side
from domain.progress import Status
from services import as_of, file_names
from services.actor import Actor
from services.errors import Refusal
from services.meetings import before
from services.pairs import rights, snapshot
from services.pairs.history import Step, steps
from services.pairs.snapshot import Facts


@dataclass(frozen=True, slots=True)
class MemberThen:
    """Somebody of the pair; `instead`: whom a substitute stood in for."""

    person: Named
    side: Side
    post: str
    since: date
    until: date | None
    instead: Named | None


@dataclass(frozen=True, slots=True)
class PaperThen:
    kind: PaperKind
    person: Named | None
    number: str
    signed_on: date | None
    pay: str
    paid: bool | None
    until: date | None


@dataclass(frozen=True, slots=True)
class MeetingThen:
    """A meeting that was held; `confirmed`: the other side or the journal says so."""

    on: date
    kind: MeetingKind
    topic: str
    outcome: Outcome | None
    next_step: str
    remote: bool


@dataclass(frozen=True, slots=True)
class LineThen:
    """A line of the programme."""

    title: str
    due: date | None
    done_on: date | None
    status: Status
    result: str


@dataclass(frozen=True, slots=True)
class Passport:
    """Everything that is known of a pair at the end of `day`."""

    pair_id: int
    organisation: str
    day: date
    today: date
    form: Form
    role_model: RoleModel | None
    kinds: tuple[PairKind, ...]
    state: PairState
    goal: str
    starts: date | None
    ends: date | None
    ended_on: date | None
    ended_why: str
    paused_until: date | None
    every_days: int
    members: tuple[MemberThen, ...]
    papers: tuple[PaperThen, ...]
    lacks: tuple[tuple[PaperKind, Named | None], ...]
    programme: str
    lines: tuple[LineThen, ...]
    meetings: tuple[MeetingThen, ...]
    held_before: int  # so many more, of which no days are known
    history: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Which days can be asked for."""

    first: date
    today: date


def span(session: Session, actor: Actor, pair_id: int) -> Span:
    """Raises Refusal("gone" | "forbidden"): the passport is for who keeps the pairs."""
    pair = _kept(session, actor, pair_id)
    return Span(pair.created_at.astimezone(actor.zone).date(), actor.today)


def passport(session: Session, actor: Actor, pair_id: int, day: date) -> Passport:
    """Raises Refusal("gone" | "forbidden" | "pair_no_such_day")."""
    pair = _kept(session, actor, pair_id)
    days = span(session, actor, pair_id)
    if not days.first <= day <= days.today:
        raise Refusal("pair_no_such_day", day=f"{days.first:%d.%m.%Y}")
    end = as_of.end_of(actor, day)
    facts = on_day(session, pair, end)
    people_then = _people(session, facts, actor.at)
    form, state = Form(facts["form"]), PairState(facts["state"])
    told = [each for each in reversed(steps(session, actor, pair_id)) if each.at < end]
    names = file_names.names(session, _named(told), actor.at)
    history = tuple(
        replace(
            each,
            by=names.get(each.by.id) if each.by else None,
            who=names.get(each.who.id) if each.who else None,
        )
        for each in told
    )
    programme, lines = _programme(session, actor, pair_id, day)
    return Passport(
        pair_id=pair_id,
        organisation=session.get_one(Organisation, pair.organisation_id).name,
        day=day,
        today=actor.today,
        form=form,
        role_model=RoleModel(facts["role_model"]) if facts["role_model"] else None,
        kinds=tuple(PairKind(each) for each in facts["kinds"]),
        state=state,
        goal=facts["goal"],
        starts=_day(facts["starts"]),
        ends=_day(facts["ends"]),
        ended_on=_day(facts["ended_on"]),
        ended_why=facts["ended_why"],
        paused_until=_day(facts["paused_until"]),
        every_days=facts["every_days"],
        members=_members(facts, people_then, day),
        papers=tuple(_paper(each, people_then) for each in facts["papers"]),
        lacks=_lacks(facts, people_then, form, state, day),
        programme=programme,
        lines=lines,
        meetings=_meetings(session, pair_id, day, end),
        held_before=before.undated(session, [pair_id], day).get(pair_id, 0),
        history=history,
    )


def on_day(session: Session, pair: Pair, end: datetime) -> Facts:
    """The facts at a moment: what the first event after it found, else what there is now."""
    later = session.scalars(
        select(PairEvent)
        .where(PairEvent.pair_id == pair.id, PairEvent.at >= end)
        .order_by(PairEvent.id)
    )
    for event in later:
        if "members" in event.before:
            return event.before
    return snapshot.take(session, pair)


def _kept(session: Session, actor: Actor, pair_id: int) -> Pair:
    access = rights.see(session, actor, pair_id)
    if not access.edit:
        raise Refusal("forbidden")
    return access.pair


def _named(told: Sequence[Step]) -> list[int]:
    return [who.id for each in told for who in (each.by, each.who) if who is not None]


def _people(session: Session, facts: Facts, now: datetime) -> dict[int, tuple[Named, str]]:
    ids = {each["person_id"] for each in (*facts["members"], *facts["papers"])} - {None}
    names = file_names.names(session, ids, now)
    posts = session.execute(
        select(Person.id, Person.post, Person.school_class).where(Person.id.in_(ids))
    )
    return {row.id: (names[row.id], row.post or row.school_class) for row in posts}


def _members(
    facts: Facts, known: dict[int, tuple[Named, str]], day: date
) -> tuple[MemberThen, ...]:
    """Who was in it up to the day, mentors first; who came and went the same day is left out."""
    by_id = {each["id"]: each for each in facts["members"]}
    found = []
    for each in facts["members"]:
        since, until = date.fromisoformat(each["since"]), _day(each["until"])
        if since > day or (until is not None and until < since):
            continue
        first = by_id.get(each["stands_in_for"])
        person, post = known[each["person_id"]]
        instead = known[first["person_id"]][0] if first else None
        found.append(MemberThen(person, Side(each["side"]), post, since, until, instead))
    return tuple(sorted(found, key=lambda each: each.side is Side.MENTEE))


def _paper(each: Facts, known: dict[int, tuple[Named, str]]) -> PaperThen:
    person = known[each["person_id"]][0] if each["person_id"] else None
    return PaperThen(
        PaperKind(each["kind"]), person, each["number"], _day(each["signed_on"]), each["pay"],
        each["paid"], _day(each["until"]),
    )  # fmt: skip


def _lacks(
    facts: Facts, known: dict[int, tuple[Named, str]], form: Form, state: PairState, day: date
) -> tuple[tuple[PaperKind, Named | None], ...]:
    mentors = [
        each["person_id"]
        for each in facts["members"]
        if each["side"] == Side.MENTOR
        and not known[each["person_id"]][0].pupil
        and each["since"] <= day.isoformat()
        and (each["until"] is None or each["until"] >= day.isoformat())
    ]
    held = [
        Held(PaperKind(e["kind"]), e["person_id"], e["number"], _day(e["signed_on"]), e["paid"])
        for e in facts["papers"]
    ]

    def told(each: Missing) -> tuple[PaperKind, Named | None]:
        return each.kind, known[each.person_id][0] if each.person_id else None

    return tuple(map(told, missing(form, state, mentors, held)))


def _meetings(session: Session, pair_id: int, day: date, end: datetime) -> tuple[MeetingThen, ...]:
    """Held by the day and known of by then; private notes and ratings are nobody else's."""
    rows = session.scalars(
        select(Meeting)
        .where(
            Meeting.pair_id == pair_id,
            Meeting.state == MeetingState.HELD,
            Meeting.removed_at.is_(None),
            Meeting.held_on <= day,
            Meeting.logged_at.is_(None) | (Meeting.logged_at < end),
        )
        .order_by(Meeting.held_on, Meeting.id)
    )
    return tuple(
        MeetingThen(row.held_on, row.kind, row.topic, row.outcome, row.next_step, row.remote)
        for row in rows
        if row.held_on is not None
    )


def _programme(
    session: Session, actor: Actor, pair_id: int, day: date
) -> tuple[str, tuple[LineThen, ...]]:
    """The goal and lines of the newest programme that ran on the day; nothing without one."""
    rows = session.execute(
        select(Roadmap, Programme)
        .join(Programme, Programme.roadmap_id == Roadmap.id)
        .where(Roadmap.pair_id == pair_id, Roadmap.launched_at.is_not(None))
        .order_by(Roadmap.id.desc())
    )
    for roadmap, programme in rows:
        if as_of.since(actor, roadmap) <= day:
            then = as_of.state(session, actor, roadmap, day)
            lines = tuple(
                LineThen(
                    node.item.title, node.due, node.done_on, node.status, node.item.result or ""
                )
                for node in then.tree.leaves()
            )
            return programme.goal or roadmap.title, lines
    return "", ()


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def month_ends(days: Span, count: int = 2) -> list[date]:
    """Ends of the last months that can be asked for, the newest first."""
    found, day = [], days.today
    for _ in range(count):
        day = day.replace(day=1) - timedelta(days=1)
        if day >= days.first:
            found.append(day)
    return found
