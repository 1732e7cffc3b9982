"""Use cases of meetings: what counts, what is taken back, who may do what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import (
    Item,
    Meeting,
    MeetingEvent,
    MeetingMark,
    Pair,
    PairMember,
    Person,
    Prompt,
    Roadmap,
)
from db.models.people import Given
from db.models.roadmap import RoadmapState
from domain.meetings import MeetingKind, MeetingState, Outcome
from domain.pairs import PairState, Side
from domain.roles import Role
from services.actor import Actor
from services.errors import Refusal
from services.meetings import (
    asking,
    confirming,
    counts,
    holding,
    hour,
    journal,
    lists,
    log,
    notes,
    planning,
    record,
    series,
    tick,
    views,
)
from services.meetings.counts import Counts, MentorHours
from services.meetings.likely import Source
from services.pairs import edit, states
from tests.pair_factories import pair
from tests.people_factories import NOW, consented, person, school

TODAY = date(2026, 10, 5)
YEAR = (date(2026, 9, 1), date(2027, 8, 31))


class Town:
    """Two pairs of a school and whoever has to do with them."""

    def __init__(self, db: Database, place: int) -> None:
        self.db, self.place = db, place
        self.pair = 0

    mentor: Actor
    mentee: Actor
    curator: Actor

    async def log(self, actor: Actor, day: date = TODAY, pair_id: int = 0) -> int:
        done = await self.db.write(holding.unplanned, actor, pair_id or self.pair, day)
        return done.meeting_id

    async def counts(self, pair_id: int = 0) -> Counts:
        found = await self.db.read(counts.of_pairs, [pair_id or self.pair])
        return found[pair_id or self.pair]

    async def row(self, meeting_id: int) -> Meeting:
        def load(session: Session) -> Meeting:
            found = session.get_one(Meeting, meeting_id)
            session.expunge(found)
            return found

        return await self.db.read(load)

    async def do(self, fn: Callable[[Session], Any]) -> Any:
        return await self.db.write(fn)


@pytest.fixture
async def town(db: Database) -> Town:
    place = await school(db)
    made = Town(db, place)
    made.curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    made.mentor = await person(db, place, "Ёлкина Анна Львовна", Role.MENTOR, chat="2")
    made.mentee = await person(db, place, "Громов Пётр Ильич", Role.MENTEE, chat="3")
    made.pair = await db.write(pair, NOW, place, [made.mentor], [made.mentee])
    return made


def later(actor: Actor, **delta: int) -> Actor:
    return replace(actor, at=actor.at + timedelta(**delta))


async def test_claimed_and_confirmed_are_counted_apart(town: Town) -> None:
    meeting = await town.log(town.mentor)
    assert (await town.counts()).claimed == 1

    await town.db.write(confirming.answer, town.mentee, meeting, True)
    assert await town.counts() == Counts(held=1, confirmed=1, minutes=45)

    await town.db.write(confirming.answer, town.mentee, meeting, False)
    assert await town.counts() == Counts(held=1, denied=1)


async def test_the_mentor_does_not_confirm_for_the_other_side(town: Town) -> None:
    meeting = await town.log(town.mentor)

    for actor in (town.mentor, town.curator):
        with pytest.raises(Refusal, match="forbidden"):
            await town.db.write(confirming.answer, actor, meeting, True)
    with pytest.raises(Refusal, match="forbidden"):
        await town.db.write(confirming.enter, town.mentor, meeting, town.mentee.me, True)


async def test_the_mentee_does_not_log(town: Town) -> None:
    with pytest.raises(Refusal, match="forbidden"):
        await town.db.write(holding.unplanned, town.mentee, town.pair, TODAY)
    meeting = await town.log(town.mentor)
    for attempt in (
        lambda s: record.write_topic(s, town.mentee, meeting, "Другое"),
        lambda s: log.undo(s, town.mentee, 1),
        lambda s: holding.missed(s, town.mentee, meeting, "Болезнь"),
    ):
        with pytest.raises(Refusal, match="forbidden"):
            await town.db.write(attempt)


async def test_one_of_another_school_sees_nothing(town: Town) -> None:
    other = await school(town.db, "Школа № 2")
    stranger = await person(town.db, other, "Зимина Юлия Олеговна", Role.CURATOR, chat="9")
    meeting = await town.log(town.mentor)

    for attempt in (
        lambda s: views.view(s, stranger, meeting),
        lambda s: lists.of_pair(s, stranger, town.pair),
        lambda s: journal.of_pair(s, stranger, town.pair, *YEAR),
        lambda s: journal.of_mentor(s, stranger, town.mentor.me, *YEAR),
        lambda s: notes.listed(s, stranger, meeting),
    ):
        with pytest.raises(Refusal, match="forbidden"):
            await town.db.read(attempt)


async def test_a_day_that_is_not_yet_is_refused(town: Town) -> None:
    with pytest.raises(Refusal, match="meeting_ahead"):
        await town.log(town.mentor, TODAY + timedelta(days=1))


async def test_undo_ends_with_the_word_of_another_and_with_the_day(town: Town) -> None:
    meeting = await town.log(town.mentor)
    event = await town.db.read(holding.undoable, town.mentor, meeting)
    with pytest.raises(Refusal, match="undo_late"):
        await town.db.write(log.undo, later(town.mentor, days=1, seconds=1), event)
    await town.db.write(confirming.answer, town.mentee, meeting, True)

    assert await town.db.read(holding.undoable, town.mentor, meeting) == 0
    with pytest.raises(Refusal, match="meeting_changed"):
        await town.db.write(log.undo, town.mentor, event)


async def test_an_unplanned_one_is_gone_when_it_is_taken_back(town: Town) -> None:
    meeting = await town.log(town.mentor)
    await town.db.write(record.set_outcome, town.mentor, meeting, Outcome.REACHED)
    event = await town.db.read(holding.undoable, town.mentor, meeting)

    await town.db.write(log.undo, town.mentor, event)

    assert (await town.row(meeting)).removed_at == NOW
    assert await town.counts() == Counts()
    with pytest.raises(Refusal, match="gone"):
        await town.db.read(views.view, town.mentor, meeting)
    kinds = await town.db.read(lambda s: set(s.scalars(select(Prompt.kind))))
    assert kinds <= {asking.PLAN}


async def test_every_change_is_an_event(town: Town) -> None:
    meeting = await town.log(town.mentor)
    await town.db.write(record.write_topic, town.mentor, meeting, "План")
    await town.db.write(record.write_topic, town.mentor, meeting, "План урока")

    def events(session: Session) -> list[tuple[str, dict[str, Any]]]:
        rows = session.scalars(select(MeetingEvent).order_by(MeetingEvent.id))
        return [(row.action, row.before) for row in rows][1:]

    assert await town.db.read(events) == [("topic", {"topic": ""}), ("topic", {"topic": "План"})]


async def test_the_defaults_are_those_of_the_last_one(town: Town) -> None:
    first = await town.log(town.mentor, TODAY - timedelta(days=14))
    await town.db.write(planning.arrange, town.mentor, first, remote=True, minutes=90)
    await town.db.write(record.write_topic, town.mentor, first, "Знакомство")

    second = await town.row(await town.log(town.mentor))

    assert (second.kind, second.minutes, second.remote) == (MeetingKind.TRIAL, 90, True)
    offered = await town.db.read(views.topics, town.mentor, second.id)
    assert [(each.source, each.text) for each in offered] == [
        (Source.AGENDA, "Пробная задача"), (Source.AGENDA, "Как удобнее работать вместе"),
        (Source.LAST, "Знакомство"),
    ]  # fmt: skip


async def test_topics_come_from_the_programme(town: Town) -> None:
    def programme(session: Session) -> list[int]:
        row = Roadmap(
            organisation_id=town.place, title="Программа", state=RoadmapState.RUNNING,
            pair_id=town.pair, approval=[], columns=[], source_name="", source_sha="",
            created_at=NOW,
        )  # fmt: skip
        session.add(row)
        session.flush()
        items = [
            Item(
                roadmap_id=row.id, position=n, title=title, search=title.casefold(), spans=[],
                responsible=[], due=due,
            )
            for n, (title, due) in enumerate(
                [("Открытый урок", date(2026, 12, 1)), ("План урока", date(2026, 10, 9))]
            )
        ]  # fmt: skip
        session.add_all(items)
        session.flush()
        return [each.id for each in items]

    lesson, plan = await town.do(programme)
    meeting = await town.log(town.mentor)

    offered = await town.db.read(views.topics, town.mentor, meeting)
    await town.db.write(record.take_topic, town.mentor, meeting, Source.PROGRAMME, plan)

    assert [each.number for each in offered[:2]] == [plan, lesson]
    row = await town.row(meeting)
    assert (row.topic, row.item_id) == ("План урока", plan)
    with pytest.raises(Refusal, match="gone"):
        await town.db.write(record.take_topic, town.mentor, meeting, Source.PROGRAMME, 10**6)


async def test_a_substitute_gets_the_hours(town: Town) -> None:
    other = await person(town.db, town.place, "Рощина Инна Львовна", Role.MENTOR, chat="4")

    def stand_in(session: Session) -> None:
        away = session.scalars(
            select(PairMember).where(PairMember.person_id == town.mentor.me)
        ).one()
        session.add(
            PairMember(
                pair_id=town.pair, person_id=other.me, side=Side.MENTOR, since=TODAY,
                until=TODAY + timedelta(days=7), stands_in_for=away.id,
            )
        )  # fmt: skip

    await town.do(stand_in)
    before = await town.log(town.mentor, TODAY - timedelta(days=3))
    during = await town.log(other)
    for meeting in (before, during):
        await town.db.write(confirming.answer, town.mentee, meeting, True)

    found = await town.db.read(journal.hours, town.curator, *YEAR)

    assert [line.hours for line in found.lines] == [
        MentorHours(each.me, 1, 1, 45, 0, 0) for each in (town.mentor, other)
    ]


async def test_what_came_from_an_old_journal_counts_as_one(town: Town) -> None:
    def imported(session: Session) -> None:
        session.add(
            Meeting(
                pair_id=town.pair, kind=MeetingKind.FIRST, state=MeetingState.HELD,
                held_on=date(2026, 9, 20), topic="Знакомство", how=Given.PAPER, created_at=NOW,
            )
        )  # fmt: skip

    await town.do(imported)

    assert await town.counts() == Counts(held=1, journal=1, minutes=45)
    found = await town.db.read(journal.of_pair, town.mentor, town.pair, *YEAR)
    assert [entry.topic for entry in found.entries] == ["Знакомство"]
    next_one = await town.row(await town.log(town.mentor))
    assert next_one.kind is MeetingKind.TRIAL


async def test_only_shared_notes_stand_in_the_journal(town: Town) -> None:
    meeting = await town.log(town.mentor)
    for private, text in ((True, "Моё"), (False, "Наше")):
        await town.db.write(notes.add, town.mentor, meeting, notes.TEXT, text, private=private)

    found = await town.db.read(journal.of_pair, town.curator, town.pair, *YEAR)

    assert [entry.text for entry in found.entries] == ["Наше"]
    mine = await town.db.read(notes.listed, town.mentor, meeting)
    with pytest.raises(Refusal, match="gone"):
        await town.db.read(notes.one, town.mentee, mine[0].id)
    with pytest.raises(Refusal, match="forbidden"):
        await town.db.write(notes.remove, town.mentee, mine[1].id)


async def test_a_pair_that_is_over_plans_nothing(town: Town) -> None:
    def end(session: Session) -> None:
        session.get_one(Pair, town.pair).state = PairState.COMPLETED

    await town.do(end)

    with pytest.raises(Refusal, match="pair_over"):
        await town.db.read(planning.choice, town.mentor, town.pair)
    assert (await town.row(await town.log(town.mentor))).state is MeetingState.HELD


async def test_one_time_is_proposed_once(town: Town) -> None:
    day = TODAY + timedelta(days=2)
    first = await town.db.write(
        planning.propose, town.mentor, town.pair, MeetingKind.FIRST, day, 900
    )
    second = await town.db.write(
        planning.propose, town.mentor, town.pair, MeetingKind.FIRST, day, 900
    )

    assert (first.meeting_id, second.event_id) == (second.meeting_id, 0)
    with pytest.raises(Refusal, match="meeting_past"):
        await town.db.write(planning.propose, town.mentor, town.pair, MeetingKind.FIRST, TODAY, 60)


async def test_who_proposes_does_not_agree_alone(town: Town) -> None:
    day = TODAY + timedelta(days=2)
    made = await town.db.write(
        planning.propose, town.mentor, town.pair, MeetingKind.FIRST, day, 900
    )
    await town.db.write(planning.agree, town.mentor, made.meeting_id)
    assert (await town.row(made.meeting_id)).state is MeetingState.PROPOSED

    await town.db.write(planning.agree, town.mentee, made.meeting_id)
    await town.db.write(planning.agree, town.mentee, made.meeting_id)

    assert (await town.row(made.meeting_id)).state is MeetingState.PLANNED
    actions = await town.db.read(lambda s: list(s.scalars(select(MeetingEvent.action))))
    assert actions == ["proposed", "agreed"]


async def test_without_an_account_a_time_is_agreed_at_once(town: Town) -> None:
    silent = await person(town.db, town.place, "Котов Иван Петрович", Role.MENTEE, chat=None)
    alone = await town.db.write(pair, NOW, town.place, [town.mentor], [silent])

    made = await town.db.write(
        planning.propose, town.mentor, alone, MeetingKind.FIRST, TODAY + timedelta(days=2), 900
    )

    assert not made.waits


async def test_the_usual_slot_is_proposed(town: Town) -> None:
    def usual(session: Session) -> None:
        session.get_one(Pair, town.pair).slots = [{"weekday": 3, "time": "14:30"}]

    await town.do(usual)
    await town.log(town.mentor)

    found = await town.db.read(planning.choice, town.mentor, town.pair)

    assert found.kind is MeetingKind.TRIAL
    assert found.days[0].replace(tzinfo=None) == datetime.fromisoformat("2026-10-22 14:30")


async def test_the_tick_asks_every_mentor_once(town: Town) -> None:
    assert await town.db.write(tick.tick, NOW) == 1
    assert await town.db.write(tick.tick, NOW) == 0

    asked = await town.db.read(lambda s: list(s.scalars(select(Prompt.person_id))))
    assert asked == [town.mentor.me]


@pytest.mark.parametrize(("agreed", "kind"), [(True, asking.LOG), (False, asking.UNANSWERED)])
async def test_a_substitute_is_asked_about_what_was_planned(
    town: Town, agreed: bool, kind: str
) -> None:
    other = await person(town.db, town.place, "Рощина Инна Львовна", Role.MENTOR, chat="4")
    made = await town.db.write(
        planning.propose, town.mentor, town.pair, MeetingKind.FIRST, TODAY + timedelta(days=2), 900
    )
    if agreed:
        await town.db.write(planning.agree, town.mentee, made.meeting_id)
    await town.db.write(tick.tick, NOW)

    def stand_in(session: Session) -> None:
        away = session.scalars(
            select(PairMember).where(PairMember.person_id == town.mentor.me)
        ).one()
        session.add(
            PairMember(
                pair_id=town.pair, person_id=other.me, side=Side.MENTOR, since=TODAY,
                until=TODAY + timedelta(days=7), stands_in_for=away.id,
            )
        )  # fmt: skip

    await town.do(stand_in)
    assert await town.db.write(tick.tick, NOW) == 2
    assert await town.db.write(tick.tick, NOW) == 0

    def asked(session: Session) -> list[int]:
        rows = select(Prompt.person_id).where(
            Prompt.kind == kind, Prompt.subject_id == made.meeting_id
        )
        return list(session.scalars(rows))

    assert await town.db.read(asked) == [other.me]


async def test_the_last_meeting_is_confirmed_after_the_pair_has_ended(town: Town) -> None:
    """Whoever was there that day still says how it went; nobody else of the school does."""
    meeting = await town.log(town.mentor)
    await town.db.write(states.complete, town.curator, town.pair)
    other = await person(town.db, town.place, "Рощина Инна Львовна", Role.MENTOR, chat="4")
    mentor, mentee = later(town.mentor, days=2), later(town.mentee, days=2)

    await town.db.write(confirming.answer, mentee, meeting, True)
    await town.db.write(record.write_topic, mentor, meeting, "Итоги года")
    shown = await town.db.read(views.view, mentor, meeting)
    with pytest.raises(Refusal, match="forbidden"):
        await town.db.write(record.write_topic, later(other, days=2), meeting, "Чужая тема")
    with pytest.raises(Refusal, match="pair_over"):
        await town.db.write(planning.meet_again, mentor, meeting, "Встретиться")

    assert (shown.left, shown.open_pair, shown.brief.topic) == (True, False, "Итоги года")
    assert (await town.counts()).confirmed == 1


async def test_one_called_for_all_pairs_takes_its_mentor_one_time(town: Town) -> None:
    """Three pairs, one hour: the hours of the accountant are those of the mentor."""
    pairs = [town.pair]
    for name in ("Котов Иван Петрович", "Носов Илья Петрович"):
        silent = await person(town.db, town.place, name, Role.MENTEE, chat=None)
        pairs.append(await town.db.write(pair, NOW, town.place, [town.mentor], [silent]))
    called = await town.db.write(series.call, town.curator, TODAY + timedelta(days=1), 900)
    after = later(town.curator, days=2)
    await town.db.write(series.held, after, called.meeting_id, "Как идёт год")

    (found,) = await town.db.read(counts.hours, pairs, TODAY, TODAY + timedelta(days=5))

    assert (found.pairs, found.counted, found.minutes) == (3, 1, 45)
    both = await town.db.read(counts.counted, pairs)
    assert both.school == Counts(held=1, journal=1, minutes=45)
    assert list(both.pairs.values()) == [Counts(held=1, journal=1, minutes=45)] * 3


async def test_of_a_series_one_confirmation_confirms_it_for_the_school(town: Town) -> None:
    silent = await person(town.db, town.place, "Котов Иван Петрович", Role.MENTEE, chat=None)
    other = await town.db.write(pair, NOW, town.place, [town.mentor], [silent])
    called = await town.db.write(series.call, town.curator, TODAY + timedelta(days=1), 900)
    after = later(town.curator, days=2)
    await town.db.write(series.held, after, called.meeting_id, "Как идёт год")
    await town.db.write(confirming.answer, later(town.mentee, days=2), called.meeting_id, True)
    await town.log(later(town.mentor, days=2), TODAY + timedelta(days=2), other)

    both = await town.db.read(counts.counted, [town.pair, other])

    assert both.school == Counts(held=2, confirmed=1, journal=1, minutes=90)
    assert both.pairs[other] == Counts(held=2, journal=2, minutes=90)


async def test_an_hour_with_a_group_is_one_hour_of_each_mentor(town: Town) -> None:
    names = ("Котов Иван Петрович", "Носов Илья Петрович")
    silent = [await person(town.db, town.place, each, Role.MENTEE, chat=None) for each in names]
    group = [town.mentee, *silent]
    second = await person(town.db, town.place, "Рощина Инна Львовна", Role.MENTOR, chat="4")
    made = await town.db.write(pair, NOW, town.place, [town.mentor, second], group)
    meeting = await town.log(town.mentor, pair_id=made)
    await town.db.write(planning.arrange, town.mentor, meeting, minutes=60)
    await town.db.write(confirming.answer, town.mentee, meeting, True)

    found = await town.db.read(counts.hours, [made], *YEAR)

    assert [(each.person_id, each.counted, each.minutes) for each in found] == [
        (town.mentor.me, 1, 60), (second.me, 1, 60),
    ]  # fmt: skip
    both = await town.db.read(counts.counted, [made])
    assert both.school.minutes == both.pairs[made].minutes == 60


async def test_who_has_left_the_pair_is_not_reminded_of_its_meeting(town: Town) -> None:
    other = await person(town.db, town.place, "Котов Иван Петрович", Role.MENTEE, chat="4")
    group = await town.db.write(pair, NOW, town.place, [town.mentor], [town.mentee, other])
    day = TODAY + timedelta(days=2)
    made = await town.db.write(planning.propose, town.mentor, group, MeetingKind.FIRST, day, 900)
    await town.db.write(planning.agree, town.mentee, made.meeting_id)
    row = await town.row(made.meeting_id)
    assert row.starts_at is not None
    payload = {"meeting_id": row.id, "starts": row.starts_at.astimezone(UTC).isoformat()}

    await town.db.write(edit.toggle_member, town.curator, group, Side.MENTEE, other.me)

    assert await town.db.read(hour.load, payload, other.me, NOW) is None
    assert await town.db.read(hour.load, payload, town.mentee.me, NOW) is not None


async def _says(town: Town, meeting_id: int, how: str) -> None:
    """The word of the one who has an account."""
    if how in ("yes", "no"):
        await town.db.write(confirming.answer, town.mentee, meeting_id, how == "yes")
    elif how == "absent":
        await town.db.write(holding.toggle, town.mentor, meeting_id, town.mentee.me)
    elif how == "on paper":
        await town.db.write(confirming.enter, town.curator, meeting_id, town.mentee.me, True)


@pytest.mark.parametrize(
    ("how", "known"),
    [
        ("nothing", Counts(held=1)),
        ("yes", Counts(held=1, confirmed=1, minutes=45)),
        ("no", Counts(held=1, denied=1)),
        ("on paper", Counts(held=1, journal=1, minutes=45)),
        ("absent", Counts(held=1, journal=1, minutes=45)),
    ],
)
async def test_of_a_mixed_group_those_with_accounts_confirm(
    town: Town, how: str, known: Counts
) -> None:
    silent = await person(town.db, town.place, "Котов Иван Петрович", Role.MENTEE, chat=None)
    group = await town.db.write(pair, NOW, town.place, [town.mentor], [town.mentee, silent])

    meeting = await town.log(town.mentor, pair_id=group)
    await _says(town, meeting, how)

    assert await town.counts(group) == known


async def test_of_a_group_without_accounts_the_journal_confirms(town: Town) -> None:
    pupils = [
        await person(town.db, town.place, name, Role.MENTEE, chat=None)
        for name in ("Котов Иван Петрович", "Рощина Инна Львовна")
    ]
    group = await town.db.write(pair, NOW, town.place, [town.mentor], pupils)

    await town.log(town.mentor, pair_id=group)

    assert await town.counts(group) == Counts(held=1, journal=1, minutes=45)


async def test_a_mixed_group_from_the_paper_journal_of_the_curator(town: Town) -> None:
    silent = await person(town.db, town.place, "Котов Иван Петрович", Role.MENTEE, chat=None)
    group = await town.db.write(pair, NOW, town.place, [town.mentor], [town.mentee, silent])

    meeting = await town.log(town.curator, pair_id=group)
    assert await town.counts(group) == Counts(held=1, journal=1, minutes=45)
    await _says(town, meeting, "no")

    assert await town.counts(group) == Counts(held=1, denied=1)


async def test_an_unplanned_meeting_with_anothers_note_is_not_undone(town: Town) -> None:
    meeting = await town.log(town.mentor)
    event = await town.db.read(holding.undoable, town.mentor, meeting)
    await town.db.write(notes.add, town.mentor, meeting, "text", "Своё", private=True)
    before = await town.db.read(holding.undoable, town.mentor, meeting)
    await town.db.write(notes.add, town.mentee, meeting, "text", "Чужое", private=True)

    with pytest.raises(Refusal, match="meeting_changed"):
        await town.db.write(log.undo, town.mentor, event)
    assert (before, await town.db.read(holding.undoable, town.mentor, meeting)) == (event, 0)
    assert len(await town.db.read(notes.listed, town.mentee, meeting)) == 1


async def test_a_rated_meeting_is_not_undone_but_its_topic_is(town: Town) -> None:
    meeting = await town.log(town.mentor)
    event = await town.db.read(holding.undoable, town.mentor, meeting)
    await town.db.write(confirming.rate, town.mentee, meeting, 5)
    topic = await town.db.write(record.write_topic, town.mentor, meeting, "Урок")

    await town.db.write(log.undo, town.mentor, topic.event_id)
    with pytest.raises(Refusal, match="meeting_changed"):
        await town.db.write(log.undo, town.mentor, event)
    assert (await town.row(meeting)).removed_at is None


async def test_undoing_a_word_brings_its_moment_back(town: Town) -> None:
    meeting = await town.log(town.mentor)
    await town.db.write(confirming.answer, town.mentee, meeting, True)
    changed = await town.db.write(confirming.answer, later(town.mentee, hours=2), meeting, False)

    def mark(session: Session) -> tuple[bool | None, datetime | None]:
        found = session.scalars(select(MeetingMark).where(MeetingMark.meeting_id == meeting)).one()
        return found.confirmed, found.confirmed_at

    await town.db.write(log.undo, later(town.mentee, hours=3), changed.event_id)
    assert await town.db.read(mark) == (True, NOW)


async def test_nobody_meets_before_the_pair_begins_or_without_the_consent(db: Database) -> None:
    place = await school(db)
    mentor = await person(db, place, "Громов Пётр", Role.MENTOR, chat="2")
    mentee = await person(db, place, "Ким Анна", Role.MENTEE, chat="3")
    pupil = await person(db, place, "Носов Илья", Role.MENTEE, chat=None)

    def without_papers(session: Session) -> int:
        session.get_one(Person, pupil.me).is_pupil = True
        return pair(session, NOW, place, [mentor], [pupil])

    there = await db.write(without_papers)
    waiting = await db.write(pair, NOW, place, [mentor], [mentee], state=PairState.CONFIRMED)
    today = NOW.date()

    async def refused(pair_id: int, day: date) -> str:
        with pytest.raises(Refusal) as refusal:
            await db.write(holding.unplanned, mentor, pair_id, day)
        return refusal.value.key

    assert await refused(waiting, today) == "meeting_not_begun"
    assert await refused(there, today) == "meeting_unconsented"
    await db.write(consented, pupil.me, today - timedelta(days=3))
    assert await refused(there, today - timedelta(days=4)) == "meeting_unconsented"
    made = await db.write(holding.unplanned, mentor, there, today - timedelta(days=3))
    with pytest.raises(Refusal) as refusal:
        await db.write(holding.on_day, mentor, made.meeting_id, today - timedelta(days=4))
    assert refusal.value.key == "meeting_unconsented"
    # The days until the withdrawal may still be logged.
    await db.write(consented, pupil.me, today - timedelta(days=1), given=False)
    await db.write(holding.unplanned, mentor, there, today - timedelta(days=1))
    assert await refused(there, today) == "meeting_unconsented"
