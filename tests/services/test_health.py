"""Facts of pairs as of any day, the daily look and what it keeps, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, event, select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import HealthFlag, Identity, Meeting, MeetingMark, Pair, PairEvent, Prompt
from db.models.people import Given
from domain import health as rules
from domain.health import Answer, Fit, Rule, Standing
from domain.meetings import MeetingKind, MeetingState
from domain.pairs import Form, PairState
from domain.roles import Role
from services import withdrawing
from services.actor import Actor
from services.health import acts, asking, fit, loading, states, tick
from services.health.facts import Book
from services.pairs import states as steps
from services.pairs import undo
from services.standing import handing
from services.standing.belongings import Kind
from tests.pair_factories import pair
from tests.people_factories import NOW, person, school

TODAY = date(2026, 10, 5)
DAY = timedelta(days=1)


class Town:
    place: int
    curator: Actor
    mentor: Actor
    mentee: Actor


async def town(db: Database) -> Town:
    made = Town()
    made.place = await school(db)
    made.curator = await person(db, made.place, "Ветрова Ольга", Role.CURATOR, chat="1")
    made.mentor = await person(db, made.place, "Громов Пётр", Role.MENTOR, chat="2")
    made.mentee = await person(db, made.place, "Ким Анна", Role.MENTEE, chat="3")
    return made


async def paired(
    db: Database, made: Town, starts: date = date(2026, 9, 1), form: Form = Form.TEACHER_TEACHER
) -> int:
    people = [made.mentor], [made.mentee]
    return await db.write(pair, NOW, made.place, *people, starts=starts, form=form)


def meeting(session: Session, pair_id: int, day: date, state: MeetingState) -> int:
    held = state is MeetingState.HELD
    row = Meeting(
        pair_id=pair_id, kind=MeetingKind.REGULAR, state=state, held_on=day if held else None,
        starts_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC), created_at=NOW,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def answered(session: Session, meeting_id: int, person_id: int, was: bool) -> None:
    session.add(
        MeetingMark(
            meeting_id=meeting_id, person_id=person_id, present=True, confirmed=was,
            confirmed_at=NOW, how=Given.CHAT,
        )
    )  # fmt: skip


async def opened(db: Database, made: Town) -> Book:
    return await db.read(loading.load, made.place, NOW)


async def test_missed_meetings_count_from_the_last_held_one(db: Database) -> None:
    made = await town(db)
    there = await paired(db, made)
    for day, state in (
        (date(2026, 9, 8), MeetingState.MISSED),
        (date(2026, 9, 15), MeetingState.HELD),
        (date(2026, 9, 22), MeetingState.MISSED),
        (date(2026, 9, 29), MeetingState.MISSED),
    ):
        await db.write(meeting, there, day, state)

    book = await opened(db, made)

    assert [book.facts(day)[there].missed for day in (date(2026, 9, 14), date(2026, 9, 16))] == [
        1, 0,
    ]  # fmt: skip
    now = book.facts(TODAY)[there]
    assert (now.missed, now.held, now.since) == (2, 1, date(2026, 9, 15))


async def test_holidays_are_no_silence(db: Database) -> None:
    made = await town(db)
    there = await paired(db, made, date(2026, 12, 1))

    book = await opened(db, made)

    before, after = (
        book.facts(day)[there].idle for day in (date(2026, 12, 30), date(2027, 1, 10))
    )
    assert 0 <= after - before <= 2


async def test_what_the_other_side_denies_was_not_held(db: Database) -> None:
    made = await town(db)
    there = await paired(db, made)
    told = await db.write(meeting, there, date(2026, 9, 29), MeetingState.HELD)
    await db.write(answered, told, made.mentee.me, False)

    found = (await opened(db, made)).facts(TODAY)[there]

    assert (found.held, found.since) == (0, date(2026, 9, 1))


async def test_a_pause_and_its_undoing_as_of_a_day(db: Database) -> None:
    made = await town(db)
    there = await paired(db, made)
    acted = await db.write(steps.pause, made.curator, there, None)
    paused = (await opened(db, made)).facts(TODAY)[there]
    await db.write(undo.undo, made.curator, acted.event_id)
    working = (await opened(db, made)).facts(TODAY)[there]

    assert (paused.paused, working.paused) == (True, False)


async def test_an_ended_pair_stands_in_no_book_after_its_last_day(db: Database) -> None:
    made = await town(db)
    there = await paired(db, made)
    await db.write(steps.end_early, made.curator, there, "load", TODAY - 10 * DAY)

    book = await opened(db, made)

    assert list(book.facts(TODAY - 11 * DAY)) == [there]
    assert book.facts(TODAY) == {}


async def test_the_number_of_statements_does_not_grow(db: Database) -> None:
    made = await town(db)
    counts = []
    for _ in range(2):
        for _ in range(4):
            there = await paired(db, made)
            await db.write(meeting, there, date(2026, 9, 29), MeetingState.HELD)

        def counted(session: Session) -> int:
            seen: list[str] = []
            engine = session.get_bind()

            def heard(*args: object) -> None:
                seen.append(str(args[2]))

            event.listen(engine, "before_cursor_execute", heard)
            try:
                states.load(session, made.place, NOW)
            finally:
                event.remove(engine, "before_cursor_execute", heard)
            return len(seen)

        counts.append(await db.read(counted))

    assert counts[0] == counts[1]


async def flags(db: Database) -> list[tuple[str, bool, str | None]]:
    def load(session: Session) -> list[tuple[str, bool, str | None]]:
        rows = session.scalars(select(HealthFlag).order_by(HealthFlag.id))
        return [(row.rule, row.cleared_at is not None, row.outcome) for row in rows]

    return await db.read(load)


async def test_a_day_is_looked_at_once(db: Database) -> None:
    made = await town(db)
    await paired(db, made)

    assert await db.write(tick.tick, NOW) == 1
    assert await db.write(tick.tick, NOW) == 0
    assert await flags(db) == [("silent", False, None)]
    assert await db.write(tick.tick, NOW + DAY) == 1
    assert await flags(db) == [("silent", False, None)]


async def test_nobody_is_looked_at_on_a_day_off(db: Database) -> None:
    made = await town(db)
    await paired(db, made)

    assert await db.write(tick.tick, NOW + 6 * DAY) == 0
    assert await flags(db) == []


async def test_a_pair_that_was_handed_over_is_judged_by_its_successor(db: Database) -> None:
    made = await town(db)
    there = await paired(db, made, form=Form.COLLEGE_TEACHER)
    other = await person(db, made.place, "Лунина Вера", Role.MENTOR, chat="4")
    await db.write(tick.tick, NOW)
    await db.write(steps.transfer, made.curator, there, other.me)
    new = await db.read(
        lambda s: s.scalar(select(Pair.id).where(Pair.state == PairState.ACTIVE)) or 0
    )
    await db.write(meeting, new, date(2026, 10, 20), MeetingState.HELD)

    await db.write(tick.tick, NOW + 21 * DAY)

    assert await flags(db) == [("silent", True, "helped")]


async def test_the_newest_open_pair_that_came_of_it_judges(db: Database) -> None:
    """The first mentor asked has declined, and the pair was handed over once more since."""
    made = await town(db)
    there = await paired(db, made, form=Form.COLLEGE_TEACHER)
    second = await person(db, made.place, "Лунина Вера", Role.MENTOR, chat="4")
    third = await person(db, made.place, "Орлова Дарья", Role.MENTOR, chat="5")
    await db.write(tick.tick, NOW)
    await db.write(steps.transfer, made.curator, there, second.me)

    def again(session: Session) -> int:
        went = session.scalars(select(Pair).where(Pair.previous_id == there)).one()
        went.state, went.ended_on = PairState.ENDED_EARLY, TODAY
        people = [third], [made.mentee]
        new = pair(session, NOW, made.place, *people, starts=TODAY, form=Form.COLLEGE_TEACHER)
        session.get_one(Pair, new).previous_id = there
        return new

    new = await db.write(again)
    last = await db.write(steps.transfer, made.curator, new, second.me)
    await db.write(meeting, last.pair_id, date(2026, 10, 20), MeetingState.HELD)

    await db.write(tick.tick, NOW + 21 * DAY)

    assert await flags(db) == [("silent", True, "helped")]


async def test_it_is_judged_once_the_new_mentor_has_begun(db: Database) -> None:
    """A pair of teachers waits for the new mentor's word and papers first."""
    made = await town(db)
    there = await paired(db, made)
    other = await person(db, made.place, "Лунина Вера", Role.MENTOR, chat="4")
    await db.write(tick.tick, NOW)
    new = await db.write(steps.transfer, made.curator, there, other.me)

    await db.write(tick.tick, NOW + 21 * DAY)
    waits = await flags(db)

    def begin(session: Session) -> None:
        session.get_one(Pair, new.pair_id).state = PairState.ACTIVE
        session.execute(delete(PairEvent).where(PairEvent.pair_id == new.pair_id))

    await db.write(begin)
    await db.write(meeting, new.pair_id, date(2026, 10, 26), MeetingState.HELD)
    await db.write(tick.tick, NOW + 22 * DAY)

    assert waits == [("silent", False, None)]
    assert await flags(db) == [("silent", True, "helped")]


async def test_who_is_in_the_pair_does_not_see_what_was_said_in_private(db: Database) -> None:
    """A curator who mentors hears nothing of the fit; the other curator, else the head, does."""
    place = await school(db)
    both = await person(db, place, "Ветрова Ольга", Role.CURATOR, Role.MENTOR, chat="1")
    mentee = await person(db, place, "Ким Анна", Role.MENTEE, chat="3")
    there = await db.write(pair, NOW, place, [both], [mentee], starts=date(2026, 10, 1))

    async def seen(who: Actor) -> set[Rule]:
        found = await db.read(states.of_pair, who, there)
        listed = await db.read(states.of_school, who)
        assert found is not None
        assert bool(found.health.reasons) is bool(listed.pairs)
        return {each.rule for each in found.health.reasons}

    async def asked() -> set[int]:
        return set(
            await db.read(lambda s: s.scalars(
                select(Prompt.person_id).where(Prompt.kind == asking.HELP)
            ).all())
        )  # fmt: skip

    assert (await db.read(fit.question, mentee, there)).asked.unheard
    await db.write(fit.answer, mentee, there, Fit.CHANGE)
    assert (await seen(both), await asked()) == (set(), set())

    head = await person(db, place, "Зотова Юлия", Role.HEAD, chat="5")
    assert not (await db.read(fit.question, mentee, there)).asked.unheard
    await db.write(asking.answer, mentee, there, Answer.HELP)
    assert await seen(both) == set()
    assert await seen(head) == {Rule.ASKED, Rule.CHANGE}
    assert await asked() == {head.me}

    # Who knows nothing of it does not answer for it either.
    await db.write(acts.talked, both, there)
    assert await asked() == {head.me}
    found = await db.read(states.of_pair, head, there)
    assert found is not None
    assert (found.acted_on, [each.answer for each in found.said]) == (None, [Answer.HELP])
    inside = await db.read(states.of_pair, both, there)
    assert inside is not None
    assert (inside.acted_on, inside.said) == (None, ())


async def test_a_call_for_help_is_heard_where_there_is_nobody_else(db: Database) -> None:
    place = await school(db)
    both = await person(db, place, "Ветрова Ольга", Role.CURATOR, Role.MENTOR, chat="1")
    mentee = await person(db, place, "Ким Анна", Role.MENTEE, chat="3")
    there = await db.write(pair, NOW, place, [both], [mentee], starts=date(2026, 10, 1))
    assert (await db.read(asking.question, mentee, there)).unheard

    await db.write(asking.answer, mentee, there, Answer.HELP)

    found = await db.read(states.of_pair, both, there)
    assert found is not None
    assert [each.rule for each in found.health.reasons] == [Rule.ASKED]
    told = await db.read(lambda s: s.scalars(select(Prompt.person_id)).all())
    assert list(told) == [both.me]


async def test_the_curator_reads_only_the_own_school(db: Database) -> None:
    made = await town(db)
    there = await paired(db, made)
    other = await person(db, await school(db, "Школа № 2"), "Азова Яна", Role.CURATOR, chat="9")

    mine = await db.read(states.of_school, made.curator)
    theirs = await db.read(states.of_school, replace(other, at=NOW))

    assert [each.id for each in mine.pairs] == [there]
    assert mine.pairs[0].health.reasons[0].rule is Rule.SILENT
    assert mine.counts == {Standing.CHECK_IN: 1}
    assert theirs.pairs == ()


async def imported(db: Database, made: Town, starts: date = date(2026, 9, 1)) -> int:
    return await db.write(
        pair, NOW, made.place, [made.mentor], [made.mentee], starts=starts, imported=True
    )


async def test_of_an_imported_pair_it_is_too_early_to_tell(db: Database) -> None:
    """Nothing that happened before could be known: its rhythm counts from the import on."""
    made = await town(db)
    there = await imported(db, made)
    await db.write(meeting, there, date(2026, 9, 3), MeetingState.HELD)

    book = await opened(db, made)
    on_the_day, later, long_after = (
        rules.health(book.facts(TODAY + days * DAY)[there], rules.Thresholds())
        for days in (0, 28, 35)
    )

    assert on_the_day == rules.Health(Standing.TOO_EARLY)
    assert later == rules.Health(Standing.TOO_EARLY)
    assert [each.rule for each in long_after.reasons] == [Rule.SILENT]


async def test_pairs_without_first_marks_are_told_together(db: Database) -> None:
    made = await town(db)
    for _ in range(3):
        await imported(db, made)
    await db.write(paper_only, made)
    later = NOW + 42 * DAY

    await db.write(tick.tick, later)

    asked = await db.read(lambda s: [(x.kind, x.subject_id) for x in s.scalars(select(Prompt))])
    curator = replace(made.curator, at=later)
    found = await db.read(states.of_school, curator)
    assert asked == [("pairs_unmarked", made.place)]
    assert (found.pairs, len(found.unmarked)) == ((), 3)

    done = await db.write(acts.write_unmarked, curator)

    assert (done.pairs, done.sent, len(done.by_hand)) == (3, (), 2)
    assert (await db.read(states.of_school, curator)).unmarked == ()


def paper_only(session: Session, made: Town) -> None:
    ids = (made.mentor.me, made.mentee.me)
    session.execute(delete(Identity).where(Identity.person_id.in_(ids)))


async def acted(db: Database) -> set[str | None]:
    return await db.read(lambda s: set(s.scalars(select(HealthFlag.act))))


async def test_the_pause_of_a_withdrawal_is_no_help(db: Database) -> None:
    made = await town(db)
    await paired(db, made)
    await db.write(tick.tick, NOW)

    await db.write(withdrawing.pause_pairs, made.curator, made.mentee.me)

    assert await acted(db) == {None}


async def test_the_pause_that_the_curator_chooses_is(db: Database) -> None:
    made = await town(db)
    there = await paired(db, made)
    await db.write(tick.tick, NOW)

    await db.write(steps.pause, made.curator, there, None)

    assert await acted(db) == {"pause"}


async def test_a_hand_over_of_who_leaves_is_no_help(db: Database) -> None:
    made = await town(db)
    await paired(db, made)
    other = await person(db, made.place, "Лунина Вера", Role.MENTOR, chat="4")
    await db.write(tick.tick, NOW)

    await db.write(handing.give, made.curator, made.mentor.me, other.me, Kind.PAIR, None)

    assert await acted(db) == {None}
