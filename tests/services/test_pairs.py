"""Rules of pairs where no screen is needed: limits under a rush, undo, days that bring changes."""

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import FitAnswer, Pair, PairEvent, PairMember, Person, Prompt
from domain.pair_papers import PaperKind
from domain.pairs import EndReason, Form, PairState, Side
from domain.roles import Role
from services import enlist, preferences
from services.actor import Actor
from services.errors import Refusal
from services.pairs import (
    capacity,
    edit,
    enter,
    leaving,
    notices,
    offers,
    paper_prompts,
    papers,
    rights,
    snapshot,
    states,
    substitutes,
    tick,
    undo,
    views,
)
from services.programmes import begin
from tests.pair_factories import pair as make_pair
from tests.people_factories import NOW, ZONE, person, school

TEACHERS = Form.TEACHER_TEACHER
OFFERED = Prompt.kind == paper_prompts.OFFER


@dataclass(frozen=True)
class Cast:
    place: int
    curator: Actor
    mentor: Actor
    mentee: Actor


@pytest.fixture
async def cast(db: Database) -> Cast:
    place = await school(db)
    return Cast(
        place,
        await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1"),
        await person(db, place, "Громов Пётр Ильич", Role.MENTOR, chat="2"),
        await person(db, place, "Ким Анна Львовна", Role.MENTEE, chat="3"),
    )


async def entered(db: Database, cast: Cast) -> enter.Entered:
    return await db.write(enter.enter, cast.curator, [cast.mentor.me], [cast.mentee.me], TEACHERS)


def crowd(session: Session, place: int, count: int) -> list[int]:
    return [
        enlist.enlist(session, NOW, place, enlist.Newcomer(f"Ученик Номер{n}", "", (), None), ZONE)
        for n in range(count)
    ]


async def test_of_a_hundred_at_once_only_as_many_get_in_as_fit(db: Database, cast: Cast) -> None:
    ids = await db.write(crowd, cast.place, 100)

    async def attempt(mentee: int) -> str:
        try:
            await db.write(enter.enter, cast.curator, [cast.mentor.me], [mentee], TEACHERS)
        except Refusal as refusal:
            return refusal.key
        return "in"

    outcomes = Counter(await asyncio.gather(*map(attempt, ids)))

    assert outcomes == {"in": 3, "pair_capacity": 97}
    assert len(await db.read(capacity.mentees_of, cast.mentor.me)) == 3


async def test_of_a_hundred_accepts_at_once_only_as_many_get_through_as_fit(
    db: Database, cast: Cast
) -> None:
    """A hundred proposals under a limit that has become lower since."""
    ids = await db.write(crowd, cast.place, 100)

    def propose(session: Session) -> list[int]:
        return [
            make_pair(session, NOW, cast.place, [cast.mentor], [each], state=PairState.PROPOSED)
            for each in ids
        ]

    offered = await db.write(propose)

    async def accept(pair_id: int) -> tuple[object, ...]:
        try:
            await db.write(states.agree, cast.mentor, pair_id)
        except Refusal as refusal:
            return refusal.key, refusal.data["limit"], refusal.data["wanted"]
        return ("in",)

    outcomes = Counter(await asyncio.gather(*map(accept, offered)))

    found = await db.read(
        lambda s: Counter(s.scalars(select(Pair.state).where(Pair.id.in_(offered))))
    )
    assert outcomes == {("in",): 3, ("pair_full", 3, 4): 97}
    assert found == {PairState.AGREED: 3, PairState.PROPOSED: 97}


async def test_who_keeps_pairs_hears_which_limit_an_accept_would_pass(
    db: Database, cast: Cast
) -> None:
    """Also of a yes on paper; with the limit raised it is taken."""
    await db.write(capacity.set_own, cast.curator, cast.mentor.me, 2)
    (other,) = await db.write(crowd, cast.place, 1)
    first, second = [
        await db.write(enter.enter, cast.curator, [cast.mentor.me], [each], TEACHERS, works=False)
        for each in (cast.mentee.me, other)
    ]
    await db.write(capacity.set_own, cast.curator, cast.mentor.me, 1)
    await db.write(states.agree, cast.mentor, first.pair_id)

    for step, *args in ((states.agree,), (states.enter_agreement, cast.mentor.me)):
        with pytest.raises(Refusal) as refused:
            await db.write(step, cast.curator, second.pair_id, *args)  # type: ignore[arg-type]
        assert (refused.value.key, refused.value.data) == (
            "pair_capacity", {"limit": 1, "wanted": 2},
        )  # fmt: skip
    await db.write(capacity.set_own, cast.curator, cast.mentor.me, 2)
    await db.write(states.agree, cast.curator, second.pair_id)

    assert await db.read(capacity.mentees_of, cast.mentor.me) == {cast.mentee.me, other}


async def test_the_own_limit_goes_before_the_schools(db: Database, cast: Cast) -> None:
    ids = await db.write(crowd, cast.place, 3)
    await db.write(capacity.set_school, cast.curator, 1)
    await db.write(capacity.set_own, cast.curator, cast.mentor.me, 2)
    for each in ids[:2]:
        await db.write(enter.enter, cast.curator, [cast.mentor.me], [each], TEACHERS)

    with pytest.raises(Refusal) as refused:
        await db.write(enter.enter, cast.curator, [cast.mentor.me], ids[2:], TEACHERS)

    assert (refused.value.key, refused.value.data) == ("pair_capacity", {"limit": 2, "wanted": 3})
    assert (await db.read(preferences.of, cast.place)).mentees == 1


async def test_an_ended_pair_makes_room(db: Database, cast: Cast) -> None:
    await db.write(capacity.set_school, cast.curator, 1)
    made = await entered(db, cast)
    (other,) = await db.write(crowd, cast.place, 1)
    await db.write(states.complete, cast.curator, made.pair_id)

    await db.write(enter.enter, cast.curator, [cast.mentor.me], [other], TEACHERS)

    assert await db.read(capacity.mentees_of, cast.mentor.me) == {other}


async def test_every_change_can_be_taken_back(db: Database, cast: Cast) -> None:
    """The pair is the same in every fact after each change and its undoing."""
    made = await entered(db, cast)
    (other,) = await db.write(crowd, cast.place, 1)
    there, curator = made.pair_id, cast.curator
    today = curator.today

    async def facts() -> snapshot.Facts:
        return await db.read(lambda s: snapshot.take(s, s.get_one(Pair, there)))

    before = await facts()
    for change, *args in (
        (edit.set_form, Form.HEAD_TEACHER),
        (edit.set_term, date(2026, 9, 10), date(2027, 1, 31)),
        (edit.set_goal, "Вести уроки уверенно"),
        (edit.set_rhythm, 7),
        (edit.toggle_member, Side.MENTEE, other),
        (papers.add, PaperKind.ORDER, None),
        (states.pause, today + timedelta(days=3)),
        (states.complete,),
        (states.end_early, "load"),
        (states.transfer, other),
        (notices.give_notice, PaperKind.REFUSAL, cast.mentor.me, today),
    ):
        extra = {"number": "15"} if change is papers.add else {}
        acted = await db.write(change, curator, there, *args, **extra)  # type: ignore[arg-type]
        assert await facts() != before, change
        assert await db.write(undo.undo, curator, acted.event_id) == there
        assert await facts() == before, change


async def test_only_the_last_change_and_only_for_a_day(db: Database, cast: Cast) -> None:
    made = await entered(db, cast)
    first = await db.write(edit.set_rhythm, cast.curator, made.pair_id, 7)
    second = await db.write(edit.set_rhythm, cast.curator, made.pair_id, 21)
    later = replace(cast.curator, at=NOW + timedelta(days=1, minutes=1))

    for actor, event in ((cast.curator, first.event_id), (later, second.event_id)):
        with pytest.raises(Refusal) as refused:
            await db.write(undo.undo, actor, event)
        assert refused.value.key == "pair_undo"
    await db.write(undo.undo, cast.curator, second.event_id)
    await db.write(undo.undo, cast.curator, first.event_id)
    assert (await db.read(views.view, cast.curator, made.pair_id)).every_days == 14


async def test_a_state_allows_only_its_own_steps(db: Database, cast: Cast) -> None:
    made = await entered(db, cast)
    await db.write(states.complete, cast.curator, made.pair_id)

    for step in (states.agree, states.start, states.resume, states.complete, offers.decline):
        with pytest.raises(Refusal) as refused:
            await db.write(step, cast.curator, made.pair_id)
        assert refused.value.key == "pair_state", step


async def test_a_staff_pair_does_not_begin_without_its_papers(db: Database, cast: Cast) -> None:
    made = await db.write(
        enter.enter, cast.curator, [cast.mentor.me], [cast.mentee.me], TEACHERS, works=False
    )
    await db.write(papers.add, cast.curator, made.pair_id, PaperKind.ORDER, number="15")

    with pytest.raises(Refusal) as refused:
        await db.write(states.start, cast.curator, made.pair_id)

    assert refused.value.key == "pair_papers_missing"
    view = await db.read(views.view, cast.curator, made.pair_id)
    assert (view.state, [each.kind for each in view.lacks]) == (
        PairState.CONFIRMED, [PaperKind.CONSENT, PaperKind.AGREEMENT],
    )  # fmt: skip


async def test_a_notice_shorter_than_three_working_days_is_refused(
    db: Database, cast: Cast
) -> None:
    made = await entered(db, cast)
    soon = cast.curator.today + timedelta(days=2)

    with pytest.raises(Refusal) as refused:
        await db.write(
            notices.give_notice, cast.curator, made.pair_id, PaperKind.NOTICE, cast.mentor.me, soon
        )

    assert (refused.value.key, refused.value.data) == ("notice_short", {"day": "08.10.2026"})


async def test_with_a_second_mentor_the_pair_goes_on(db: Database, cast: Cast) -> None:
    made = await entered(db, cast)
    (other,) = await db.write(crowd, cast.place, 1)
    curator, there = cast.curator, made.pair_id
    await db.write(edit.toggle_member, curator, there, Side.MENTOR, other)
    await db.write(
        notices.give_notice, curator, there, PaperKind.REFUSAL, cast.mentor.me, curator.today
    )
    tomorrow = replace(curator, at=NOW + timedelta(days=1))

    assert await db.write(tick.tick, tomorrow.at) == tick.PairTick(0)

    view = await db.read(views.view, tomorrow, there)
    assert (view.state, [each.id for each in view.card.mentors]) == (PairState.ACTIVE, [other])


async def test_a_refusal_ends_the_pair_on_its_day(db: Database, cast: Cast) -> None:
    made = await entered(db, cast)
    curator, there = cast.curator, made.pair_id
    last = curator.today + timedelta(days=1)
    await db.write(notices.give_notice, curator, there, PaperKind.REFUSAL, cast.mentor.me, last)

    assert await db.write(tick.tick, NOW + timedelta(days=1)) == tick.PairTick(0)
    assert await db.write(tick.tick, NOW + timedelta(days=2)) == tick.PairTick(1)
    assert await db.write(tick.tick, NOW + timedelta(days=2)) == tick.PairTick(0)

    pair = await db.read(lambda s: s.get_one(Pair, there))
    assert (pair.state, pair.ended_on, pair.ended_why) == (
        PairState.ENDED_EARLY, last, EndReason.REFUSAL,
    )  # fmt: skip


async def test_a_confirmed_pair_begins_on_its_day(db: Database, cast: Cast) -> None:
    """A pair of pupils needs an order only."""
    made = await db.write(
        enter.enter, cast.curator, [cast.mentor.me], [cast.mentee.me], Form.PUPIL_PUPIL,
        works=False,
    )  # fmt: skip
    begins = cast.curator.today + timedelta(days=2)
    await db.write(edit.set_term, cast.curator, made.pair_id, begins, None)
    await db.write(papers.add, cast.curator, made.pair_id, PaperKind.ORDER, number="15")

    moment = await db.read(tick.next_moment, NOW)
    before = await db.write(tick.tick, NOW + timedelta(days=1))
    after = await db.write(tick.tick, NOW + timedelta(days=2))

    assert moment is not None
    assert moment.astimezone(cast.curator.zone).date() == begins
    assert (before.changed, after.changed) == (0, 1)


async def test_a_substitute_acts_only_in_his_time(db: Database, cast: Cast) -> None:
    made = await entered(db, cast)
    (other,) = await db.write(crowd, cast.place, 1)
    today = cast.curator.today
    await db.write(
        substitutes.stand_in, cast.curator, made.pair_id, cast.mentor.me, other, today,
        today + timedelta(days=1),
    )  # fmt: skip

    def acting(session: Session, day: date) -> set[int]:
        found = leaving.acting(rights.present(session, [made.pair_id], day))
        return {each.person_id for each in found if each.side is Side.MENTOR}

    assert await db.read(acting, today) == {other}
    assert await db.read(acting, today + timedelta(days=2)) == {cast.mentor.me}
    view = await db.read(views.view, cast.curator, made.pair_id)
    of_mentors = [each.person for each in view.lacks if each.kind is PaperKind.CONSENT]
    assert [each.id for each in of_mentors if each] == [cast.mentor.me, other]
    assert await db.read(capacity.mentees_of, other) == set()


async def test_an_event_for_every_change(db: Database, cast: Cast) -> None:
    made = await entered(db, cast)
    await db.write(states.pause, cast.curator, made.pair_id, None)
    await db.write(states.resume, cast.curator, made.pair_id)

    actions = await db.read(
        lambda s: list(s.scalars(select(PairEvent.action).order_by(PairEvent.id)))
    )

    assert actions == ["entered", "paused", "resumed"]
    assert (await db.read(lambda s: s.get_one(Pair, made.pair_id))).version == 4


async def test_pairs_made_elsewhere_are_kept_too(db: Database, cast: Cast) -> None:
    """Written straight into the tables, without any event."""
    there = await db.write(make_pair, NOW, cast.place, [cast.mentor], [cast.mentee])

    await db.write(states.pause, cast.curator, there, None)
    event = await db.read(lambda s: s.scalar(select(PairEvent.id)))
    assert event is not None
    await db.write(undo.undo, cast.curator, event)

    assert (await db.read(views.view, cast.curator, there)).state is PairState.ACTIVE
    assert await db.read(lambda s: len(list(s.scalars(select(PairMember.id))))) == 2
    assert (await db.read(lambda s: s.get_one(Person, cast.mentor.me))).mentee_limit is None


async def test_a_pair_waits_for_the_parents_consent(db: Database, cast: Cast) -> None:
    """A minor is kept in it, but it begins only once the consent is there."""
    child = await person(db, cast.place, "Пробный Миша Ильич", Role.MENTEE, chat=None)
    await db.write(lambda s: setattr(s.get_one(Person, child.me), "is_pupil", True))
    made = await db.write(
        enter.enter, cast.curator, [cast.mentor.me], [child.me], Form.TEACHER_PUPIL
    )
    view = await db.read(views.view, cast.curator, made.pair_id)
    assert (view.state, [each.id for each in view.unconsented]) == (
        PairState.CONFIRMED,
        [child.me],
    )
    with pytest.raises(Refusal) as refused:
        await db.write(states.start, cast.curator, made.pair_id)
    assert refused.value.key == "pair_consent"
    assert (await db.write(tick.tick, NOW)).changed == 0

    await db.write(lambda s: setattr(s.get_one(Person, child.me), "is_pupil", False))

    assert (await db.write(tick.tick, NOW)).changed == 1
    assert (await db.read(views.view, cast.curator, made.pair_id)).state is PairState.ACTIVE


async def test_of_two_mentors_both_have_to_agree(db: Database, cast: Cast) -> None:
    other = await person(db, cast.place, "Лунина Вера Андреевна", Role.MENTOR, chat="4")
    mentors = [cast.mentor.me, other.me]
    made = await db.write(
        enter.enter, cast.curator, mentors, [cast.mentee.me], TEACHERS, works=False
    )
    there = made.pair_id

    await db.write(states.agree, cast.mentor, there)
    asked = await db.read(lambda s: list(s.scalars(select(Prompt.person_id).where(OFFERED))))
    half = await db.read(views.view, cast.mentor, there)
    with pytest.raises(Refusal, match="pair_state"):
        await db.write(states.agree, cast.mentor, there)
    await db.write(states.agree, other, there)

    assert (half.state, half.agreed, asked) == (PairState.PROPOSED, True, [other.me])
    assert (await db.read(views.view, other, there)).state is PairState.AGREED


async def test_the_curator_answers_for_all_mentors(db: Database, cast: Cast) -> None:
    (other,) = await db.write(crowd, cast.place, 1)
    mentors = [cast.mentor.me, other]
    made = await db.write(
        enter.enter, cast.curator, mentors, [cast.mentee.me], TEACHERS, works=False
    )

    await db.write(states.agree, cast.curator, made.pair_id)

    view = await db.read(views.view, cast.curator, made.pair_id)
    assert view.state is PairState.AGREED


async def test_the_substitute_may_take_the_pair_over(db: Database, cast: Cast) -> None:
    other = await person(db, cast.place, "Лунина Вера Андреевна", Role.MENTOR, chat="4")
    made = await entered(db, cast)
    await db.write(
        substitutes.stand_in, cast.curator, made.pair_id, cast.mentor.me, other.me, NOW.date(),
        None,
    )  # fmt: skip

    acted = await db.write(states.transfer, cast.curator, made.pair_id, other.me)

    view = await db.read(views.view, cast.curator, acted.pair_id)
    assert [each.id for each in view.card.mentors] == [other.me]


@pytest.mark.parametrize(
    ("form", "state", "asked"),
    [(TEACHERS, PairState.PROPOSED, True), (Form.COLLEGE_TEACHER, PairState.ACTIVE, False)],
)
async def test_who_takes_a_pair_of_staff_over_is_asked_and_signs(
    db: Database, cast: Cast, form: Form, state: PairState, asked: bool
) -> None:
    other = await person(db, cast.place, "Лунина Вера Андреевна", Role.MENTOR, chat="4")
    there = await db.write(make_pair, NOW, cast.place, [cast.mentor], [cast.mentee], form=form)

    acted = await db.write(states.transfer, cast.curator, there, other.me)

    offered = await db.read(lambda s: list(s.scalars(select(Prompt.person_id).where(OFFERED))))
    new = await db.read(lambda s: (p := s.get_one(Pair, acted.pair_id), p.state, p.entered)[1:])
    assert (acted.asked, offered, new) == (asked, [other.me] * asked, (state, not asked))


async def test_a_pair_taken_over_begins_with_its_last_paper(db: Database, cast: Cast) -> None:
    other = await person(db, cast.place, "Лунина Вера Андреевна", Role.MENTOR, chat="4")
    made = await entered(db, cast)
    acted = await db.write(states.transfer, cast.curator, made.pair_id, other.me)
    new = acted.pair_id
    await db.write(states.agree, other, new)
    seen = []
    for kind in (PaperKind.ORDER, PaperKind.CONSENT, PaperKind.AGREEMENT):
        owner = None if kind is PaperKind.ORDER else other.me
        paid = True if kind is PaperKind.AGREEMENT else None
        await db.write(
            papers.add, cast.curator, new, kind, owner, number="7", signed_on=NOW.date(),
            paid=paid,
        )  # fmt: skip
        seen.append((await db.read(views.view, cast.curator, new)).state)

    assert seen == [PairState.CONFIRMED, PairState.CONFIRMED, PairState.ACTIVE]


async def test_undoing_an_end_finds_the_place_filled(db: Database, cast: Cast) -> None:
    await db.write(capacity.set_school, cast.curator, 1)
    made = await entered(db, cast)
    (other,) = await db.write(crowd, cast.place, 1)
    ended = await db.write(states.complete, cast.curator, made.pair_id)
    filled = await db.write(enter.enter, cast.curator, [cast.mentor.me], [other], TEACHERS)

    with pytest.raises(Refusal) as refused:
        await db.write(undo.undo, cast.curator, ended.event_id)

    assert (refused.value.key, refused.value.data) == ("pair_capacity", {"limit": 1, "wanted": 2})
    await db.write(undo.undo, cast.curator, filled.event_id)
    assert await db.write(undo.undo, cast.curator, ended.event_id) == made.pair_id


async def test_a_pair_with_a_draft_programme_is_not_undone(db: Database, cast: Cast) -> None:
    made = await entered(db, cast)
    wording = begin.Wording(lambda number: f"Программа {number}", lambda *_: "весь год")
    await db.write(begin.empty, cast.mentor, made.pair_id, wording)

    with pytest.raises(Refusal, match="pair_undo"):
        await db.write(undo.undo, cast.curator, made.event_id)


@pytest.mark.parametrize("answered", [True, False])
async def test_a_pair_with_an_answer_is_not_undone(
    db: Database, cast: Cast, answered: bool
) -> None:
    made = await entered(db, cast)
    answer = ("good", NOW) if answered else (None, None)
    await db.write(
        lambda s: s.add(
            FitAnswer(
                pair_id=made.pair_id, person_id=cast.mentee.me, asked_at=NOW, answer=answer[0],
                at=answer[1],
            )
        )
    )  # fmt: skip

    if answered:
        with pytest.raises(Refusal, match="pair_undo"):
            await db.write(undo.undo, cast.curator, made.event_id)
    else:
        assert await db.write(undo.undo, cast.curator, made.event_id) is None
