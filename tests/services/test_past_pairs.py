"""A pair that is over for somebody: who still reads what of it, and nobody changes anything."""

from datetime import date

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Meeting, Pair, PairMember, Person, RoleGrant
from domain.meetings import MeetingKind, MeetingState
from domain.pairs import Form, PairState, Side
from services.errors import Refusal
from services.meetings import journal
from services.meetings import lists as meetings
from services.pairs import edit, enter, lists, offers, states, views
from services.pairs.lists import Filter
from services.programmes import view as programmes
from tests.pair_factories import pair as make_pair
from tests.people_factories import NOW, school
from tests.programme_cast import Cast, on

SEPTEMBER, OCTOBER, DECEMBER = date(2026, 9, 29), date(2026, 10, 29), date(2026, 12, 3)
LATER = date(2027, 1, 20)


def held(session: Session, pair_id: int, *days: date) -> None:
    for day in days:
        session.add(
            Meeting(
                pair_id=pair_id, kind=MeetingKind.REGULAR, state=MeetingState.HELD, held_on=day,
                topic="Урок", logged_at=NOW, created_at=NOW,
            )
        )  # fmt: skip


@pytest.fixture
async def cast(db: Database) -> Cast:
    """A second mentor left in October, the pair ended in December."""
    made = await Cast.opened(db)
    await db.write(edit.toggle_member, made.curator, made.pair_id, Side.MENTOR, made.other.me)
    await made.begun()
    await db.write(held, made.pair_id, SEPTEMBER, OCTOBER, DECEMBER)
    november = on(made.curator, date(2026, 11, 1))
    await db.write(edit.toggle_member, november, made.pair_id, Side.MENTOR, made.other.me)
    await db.write(
        states.end_early, on(made.curator, date(2026, 12, 20)), made.pair_id, "load",
    )  # fmt: skip
    return made


@pytest.mark.parametrize("side", [Side.MENTOR, Side.MENTEE])
async def test_who_was_in_it_to_its_end_reads_all_of_it(
    db: Database, cast: Cast, side: Side
) -> None:
    who = on(cast.mentor if side is Side.MENTOR else cast.mentee, LATER)

    view = await db.read(views.view, who, cast.pair_id)
    shown = await db.read(meetings.of_pair, who, cast.pair_id)
    diary = await db.read(journal.of_pair, who, cast.pair_id, date(2026, 9, 1), LATER)
    mine, past = await db.read(lists.mine, who), await db.read(lists.past, who)

    assert (view.own, view.mentoring, view.being_mentored, view.edit) == (
        None,
        False,
        False,
        False,
    )
    assert view.programme is not None
    card = await db.read(programmes.of, who, view.programme.id)
    assert (card.may_write, card.may_put, card.mark) == (False, False, "")
    assert (len(shown.briefs), shown.records, shown.plans) == (3, False, False)
    assert [each.day for each in diary.entries] == [SEPTEMBER, OCTOBER, DECEMBER]
    assert (mine.pairs, mine.past) == ((), 1)
    assert [each.card.id for each in past.pairs] == [cast.pair_id]


async def test_who_left_before_reads_his_own_time(db: Database, cast: Cast) -> None:
    who = on(cast.other, LATER)

    view = await db.read(views.view, who, cast.pair_id)
    shown = await db.read(meetings.of_pair, who, cast.pair_id)
    diary = await db.read(journal.of_pair, who, cast.pair_id, date(2026, 9, 1), LATER)
    own = await db.read(journal.of_mentor, who, who.me, date(2026, 9, 1), LATER)

    assert view.own is not None
    assert view.own[1] == date(2026, 10, 31)
    assert cast.other.me in {each.id for each in view.card.mentors}
    assert view.programme is None
    assert DECEMBER not in {each.day for each in shown.briefs}
    assert DECEMBER not in {each.day for each in (*diary.entries, *own.entries)}
    assert OCTOBER in {each.day for each in shown.briefs}
    with pytest.raises(Refusal, match="forbidden"):
        await db.read(programmes.of_pair, who, cast.pair_id)


async def test_a_past_pair_is_changed_by_nobody_who_was_in_it(db: Database, cast: Cast) -> None:
    for who in (on(cast.mentor, LATER), on(cast.mentee, LATER), on(cast.other, LATER)):
        with pytest.raises(Refusal, match="forbidden"):
            await db.write(edit.set_rhythm, who, cast.pair_id, 7)


async def test_a_stranger_and_who_left_the_school_read_nothing(db: Database, cast: Cast) -> None:
    elsewhere = await school(db, "Школа № 2")

    def moves(session: Session) -> None:
        session.get_one(Person, cast.mentor.me).organisation_id = elsewhere
        session.execute(
            update(RoleGrant).where(RoleGrant.person_id == cast.mentor.me).values(until=NOW)
        )

    await db.write(moves)

    with pytest.raises(Refusal, match="forbidden"):
        await db.read(views.view, on(cast.mentor, LATER), cast.pair_id)


async def test_the_list_knows_who_needs_help_in_as_many_statements(
    db: Database, cast: Cast
) -> None:
    """However many pairs there are; and the pair that met lately is not among them."""
    who = on(cast.curator, LATER)
    counts = []
    for _ in range(2):
        for _ in range(3):
            await db.write(make_pair, NOW, cast.place, [cast.mentor], [cast.mentee])

        def counted(session: Session) -> int:
            seen: list[str] = []
            engine = session.get_bind()

            def heard(*args: object) -> None:
                seen.append(str(args[2]))

            event.listen(engine, "before_cursor_execute", heard)
            try:
                lists.of_school(session, who, Filter.HELP)
            finally:
                event.remove(engine, "before_cursor_execute", heard)
            return len(seen)

        counts.append(await db.read(counted))
    met = await db.read(lambda session: max(session.scalars(select(Pair.id))))
    await db.write(held, met, LATER)

    found = await db.read(lists.of_school, who, Filter.HELP)

    assert counts[0] == counts[1]
    assert found.counts[Filter.HELP] == 5
    assert met not in {each.card.id for each in found.pairs}


async def test_a_declined_pair_was_never_the_mentors(db: Database, cast: Cast) -> None:
    rows = select(PairMember.pair_id).where(PairMember.person_id == cast.other.me)
    before = await db.read(lambda session: len(session.scalars(rows).all()))
    made = await db.write(
        enter.enter, cast.curator, [cast.other.me], [cast.mentee.me], Form.TEACHER_TEACHER,
        works=False,
    )  # fmt: skip
    await db.write(offers.decline, cast.other, made.pair_id)

    past = await db.read(lists.past, on(cast.other, LATER))

    assert before == 1
    assert [each.card.id for each in past.pairs] == [cast.pair_id]
    assert await db.read(lambda s: s.get_one(Pair, made.pair_id).state) is PairState.ENDED_EARLY
