"""Nothing touches a person without consent: messages, bundles, pairs, names in files."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import bot.notices  # noqa: F401 - its kinds are registered
from db.engine import Database
from db.models import Erasure, Identity, Meeting, OutboxMessage, Pair, Person, Prompt
from db.models.people import ErasureState
from domain.consents import Document
from domain.meetings import MeetingKind, MeetingState
from domain.pairs import Form, PairState, Side
from domain.roles import Role
from services import (
    consent_days,
    consent_lists,
    consent_papers,
    consent_rows,
    consents,
    enlist,
    erasing,
    erasure_plans,
    gate,
    people,
    prompt_tick,
    prompts,
    recipients,
)
from services.actor import Actor
from services.errors import Refusal
from services.gate import Purpose
from services.meetings import holding, next_step, planning
from services.meetings.things import Off, Promised
from services.pairs import edit, enter, history, rights, states, substitutes, undo
from services.pairs.stopped_prompts import MemberOut
from tests.pair_factories import pair
from tests.people_factories import NOW, ZONE, again, next_update, person, school
from texts import pair_log

BORN = date(2011, 3, 1)  # 15 years old


async def pupil(db: Database, place: int, chat: str | None = None) -> int:
    """A pupil of 15 without any consent, with a chat where one is given."""

    def add(session: Session) -> int:
        newcomer = enlist.Newcomer("Кораблёв Миша", "", ((Role.MENTEE, ""),), None, True)
        person_id = enlist.enlist(session, NOW, place, newcomer, ZONE)
        session.get_one(Person, person_id).born_on = BORN
        if chat:
            session.add(Identity(person_id=person_id, chat_id=chat, created_at=NOW))
        return person_id

    return await db.write(add)


async def answered(
    db: Database, curator: Actor, who: int, *documents: Document, given: bool = True
) -> None:
    for document in documents:
        await db.write(
            consent_papers.enter, curator, who, document, given=given, signed_on=NOW.date()
        )


async def allowed(db: Database, who: int, now: datetime = NOW) -> set[Purpose]:
    def ask(session: Session) -> set[Purpose]:
        return {each for each in Purpose if gate.allowed(session, [who], each, now)}

    return await db.read(ask)


@pytest.fixture
async def place(db: Database) -> int:
    return await school(db)


@pytest.fixture
async def curator(db: Database, place: int) -> Actor:
    return await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")


async def test_a_minor_is_let_through_by_both(db: Database, place: int, curator: Actor) -> None:
    child = await pupil(db, place, "7")
    steps = [await allowed(db, child)]
    for document in (Document.PARENTAL, Document.ASSENT, Document.PHOTO):
        await answered(db, curator, child, document)
        steps.append(await allowed(db, child))
    await answered(db, curator, child, Document.PARENTAL, given=False)
    steps.append(await allowed(db, child))

    basic = {Purpose.MESSAGES, Purpose.PAIRS, Purpose.REPORTS}
    assert steps == [set(), set(), basic, basic | {Purpose.PHOTO}, set()]


async def test_of_the_staff_the_school_knows_until_they_refuse(db: Database, place: int) -> None:
    silent = await person(db, place, "Громова Ольга", Role.MENTOR, chat=None)
    mentor = await person(db, place, "Ким Анна", Role.MENTOR, chat="2")
    before = [await allowed(db, silent.me), await allowed(db, mentor.me)]
    await db.write(consents.withdraw, mentor)

    staff = {Purpose.PAIRS, Purpose.REPORTS}
    assert before == [staff, staff | {Purpose.MESSAGES}]
    assert await allowed(db, mentor.me) == set()


async def test_no_reminder_goes_to_who_has_not_consented(db: Database, place: int) -> None:
    child = await pupil(db, place, "7")

    found = await db.read(recipients.load, [child], NOW)

    assert found[child].reachable is False


async def test_a_bundle_is_not_even_queued(db: Database, place: int, curator: Actor) -> None:
    """Prompts and digests ask `recipients`, which asks the gate."""
    child = await pupil(db, place, "7")
    await db.write(prompts.ask, NOW, "erased", 1, [child], place)

    await db.write(prompt_tick.tick, NOW)

    rows = await db.read(lambda s: list(s.scalars(select(OutboxMessage.person_id))))
    assert rows == []


async def test_a_pair_of_a_minor_waits_for_the_parent(
    db: Database, place: int, curator: Actor
) -> None:
    child = await pupil(db, place)
    mentor = await person(db, place, "Ким Анна", Role.MENTOR, chat="2")

    made = await db.write(enter.enter, curator, [mentor.me], [child], Form.TEACHER_PUPIL)
    waiting = await state_of(db, made.pair_id)
    await answered(db, curator, child, Document.PARENTAL)
    half = await state_of(db, made.pair_id)
    await answered(db, curator, child, Document.ASSENT)

    assert (waiting, half) == (PairState.CONFIRMED, PairState.CONFIRMED)
    assert await state_of(db, made.pair_id) is PairState.ACTIVE


async def test_a_paused_pair_is_not_begun_again_without(
    db: Database, place: int, curator: Actor
) -> None:
    child = await pupil(db, place)
    mentor = await person(db, place, "Ким Анна", Role.MENTOR, chat="2")
    made = await db.write(
        pair, NOW, place, [mentor], [child], form=Form.TEACHER_PUPIL, state=PairState.PAUSED
    )

    with pytest.raises(Refusal, match="pair_consent"):
        await db.write(states.resume, curator, made)


async def state_of(db: Database, pair_id: int) -> PairState:
    return await db.read(lambda session: session.get_one(Pair, pair_id).state)


async def test_at_18_the_pairs_stop_until_the_own_consent(
    db: Database, place: int, curator: Actor
) -> None:
    child = await pupil(db, place)
    await answered(db, curator, child, Document.PARENTAL, Document.ASSENT)
    mentor = await person(db, place, "Ким Анна", Role.MENTOR, chat="2")
    made = await db.write(pair, NOW, place, [mentor], [child], form=Form.TEACHER_PUPIL)
    grown = datetime(2029, 3, 2, 9, tzinfo=NOW.tzinfo)

    await db.write(consent_days.tick, grown - timedelta(days=30))
    told = await kinds(db, child)
    running = await state_of(db, made)
    await db.write(consent_days.tick, grown)

    assert told == [("consent_coming", child), ("consent_coming", curator.me)]
    assert running is PairState.ACTIVE
    assert await state_of(db, made) is PairState.PAUSED
    assert ("consent_lapsed", curator.me) in await kinds(db, child)


async def kinds(db: Database, subject: int) -> Sequence[tuple[str, int]]:
    """Prompts about somebody, by kind and whom they are for."""

    def read(session: Session) -> Sequence[tuple[str, int]]:
        rows = session.scalars(select(Prompt).where(Prompt.subject_id == subject))
        return sorted((row.kind, row.person_id) for row in rows)

    return sorted(await db.read(read), key=lambda pair: (pair[0], pair[1] != subject))


async def test_who_left_is_erased_after_whole_school_years(
    db: Database, place: int, curator: Actor
) -> None:
    gone = await person(db, place, "Ким Анна", Role.MENTOR, chat="2")
    await db.write(archive, gone.me)
    day = datetime(2030, 9, 1, 9, tzinfo=NOW.tzinfo)

    early = await db.write(consent_days.tick, day - timedelta(days=1))
    due = await db.write(consent_days.tick, day)
    month = await db.write(erasing.tick, day + timedelta(days=29))
    done = await db.write(erasing.tick, day + timedelta(days=30))

    assert (early.expiring, due.expiring) == (0, 1)
    assert (month.erased, done.erased) == (0, 1)
    assert await name_of(db, gone.me) == f"Участник\u00a0{gone.me}"


def archive(session: Session, person_id: int) -> None:
    session.get_one(Person, person_id).archived_at = NOW


async def name_of(db: Database, person_id: int) -> str:
    return await db.read(lambda session: session.get_one(Person, person_id).name)


async def test_changing_ones_mind_stops_the_erasing(db: Database, place: int) -> None:
    mentor = await person(db, place, "Ким Анна", Role.MENTOR, chat="2")
    await db.write(consents.withdraw, mentor)
    after = await next_update(db, mentor)
    await db.write(consents.give, after, "Школа № 1")

    done = await db.write(erasing.tick, NOW + timedelta(days=40))

    assert done.erased == 0
    states_ = await db.read(lambda s: list(s.scalars(select(Erasure.state))))
    assert states_ == [ErasureState.CANCELLED]


async def test_carried_out_once(db: Database, place: int, curator: Actor) -> None:
    mentor = await person(db, place, "Ким Анна", Role.MENTOR, chat="2")
    plan = await db.write(erasure_plans.ask, curator, mentor.me)

    await db.write(erasing.carry_out, curator, plan)
    with pytest.raises(Refusal, match="erasure_over"):
        await db.write(erasing.carry_out, curator, plan)

    assert await db.read(people.named, [mentor.me]) != {}
    assert (await again(db, mentor.me)).roles == ()
    assert await allowed(db, mentor.me) == set()


async def test_who_may_not_erase(db: Database, place: int, curator: Actor) -> None:
    mentor = await person(db, place, "Ким Анна", Role.MENTOR, chat="2")
    other = await person(db, await school(db, "Школа № 2"), "Ли Ян", Role.CURATOR, chat="3")

    for actor, who in ((mentor, curator.me), (other, mentor.me), (curator, curator.me)):
        with pytest.raises(Refusal, match="forbidden"):
            await db.write(erasure_plans.ask, actor, who)


async def test_a_paper_is_undone_for_a_day(db: Database, place: int, curator: Actor) -> None:
    child = await pupil(db, place)
    entered = await db.write(
        consent_papers.enter, curator, child, Document.PARENTAL, given=True,
        signed_on=NOW.date(), number="5",
    )  # fmt: skip
    late = await next_update(db, curator, NOW + timedelta(days=1, seconds=1))

    with pytest.raises(Refusal, match="paper_late"):
        await db.write(consent_papers.undo, late, entered.consent_id)
    await db.write(consent_papers.undo, curator, entered.consent_id)

    found = await db.read(consent_rows.newest, child, Document.PARENTAL)
    assert found is None


async def test_tomorrows_paper_is_refused(db: Database, place: int, curator: Actor) -> None:
    child = await pupil(db, place)

    with pytest.raises(Refusal, match="paper_future"):
        await db.write(
            consent_papers.enter, curator, child, Document.PARENTAL, given=True,
            signed_on=NOW.date() + timedelta(days=1),
        )  # fmt: skip


async def test_a_tap_of_the_parent_is_enough_where_the_school_says_so(
    db: Database, place: int, curator: Actor
) -> None:
    child = await pupil(db, place)
    await answered(db, curator, child, Document.ASSENT)

    def tap(session: Session) -> None:
        who = session.get_one(Person, child)
        consent_rows.add(session, curator, who, Document.PARENTAL, given=True)

    await db.write(tap)
    before = await allowed(db, child)
    await db.write(consent_lists.set_parent_tap, curator, place, True)

    assert before == set()
    assert Purpose.PAIRS in await allowed(db, child)


async def test_a_working_pair_takes_nobody_in_without_consent(
    db: Database, place: int, curator: Actor
) -> None:
    child = await pupil(db, place)
    mentor, mentee, refused = [
        await person(db, place, name, role, chat=chat)
        for name, role, chat in (
            ("Ким Анна", Role.MENTOR, "2"),
            ("Ким Пётр", Role.MENTEE, "3"),
            ("Громова Ольга", Role.MENTOR, "4"),
        )
    ]
    made = await db.write(pair, NOW, place, [mentor], [mentee], form=Form.TEACHER_PUPIL)
    await db.write(consents.withdraw, refused)

    with pytest.raises(Refusal, match="pair_consent"):
        await db.write(edit.toggle_member, curator, made, Side.MENTEE, child)
    with pytest.raises(Refusal, match="pair_consent"):
        await db.write(
            substitutes.stand_in, curator, made, mentor.me, refused.me, NOW.date(), None
        )
    await answered(db, curator, child, Document.PARENTAL, Document.ASSENT)
    await db.write(edit.toggle_member, curator, made, Side.MENTEE, child)

    assert await members(db, made) == {mentor.me, mentee.me, child}


async def test_undoing_does_not_bring_back_without_consent(
    db: Database, place: int, curator: Actor
) -> None:
    """The pause after a withdrawal is the last change of the pair, but nobody's to take back."""
    child = await pupil(db, place)
    await answered(db, curator, child, Document.PARENTAL, Document.ASSENT)
    mentor = await person(db, place, "Ким Анна", Role.MENTOR, chat="2")
    made = await db.write(pair, NOW, place, [mentor], [child], form=Form.TEACHER_PUPIL)
    await answered(db, curator, child, Document.PARENTAL, given=False)
    (event,) = await db.read(history.steps, curator, made)

    with pytest.raises(Refusal, match="pair_consent"):
        await db.write(undo.undo, curator, event.event_id)

    assert await state_of(db, made) is PairState.PAUSED
    said = pair_log.said(event.action, "", event.was, event.now, event.told, NOW.date())
    assert said == "пауза (у кого-то в паре больше нет согласия)"


async def members(db: Database, pair_id: int) -> set[int]:
    rows = await db.read(lambda session: rights.present(session, [pair_id], NOW.date()))
    return {row.person_id for row in rows}


async def cast_of(db: Database, place: int, curator: Actor, *names: str) -> list[int]:
    """Pupils whose papers are there."""
    found = []
    for number, name in enumerate(names):
        child = await pupil(db, place, chat=f"5{number}")
        await db.write(_rename, child, name)
        await answered(db, curator, child, Document.PARENTAL, Document.ASSENT)
        found.append(child)
    return found


def _rename(session: Session, person_id: int, name: str) -> None:
    session.get_one(Person, person_id).name = name


async def meetings_of(db: Database, pair_id: int) -> list[tuple[MeetingState, str]]:
    query = select(Meeting.state, Meeting.reason).where(Meeting.pair_id == pair_id)
    return await db.read(lambda s: [tuple(row) for row in s.execute(query.order_by(Meeting.id))])


async def told(db: Database, who: Actor, now: datetime) -> list[tuple[str, object]]:
    found = await db.read(prompts.waiting, who.me, now)
    return [(each.kind, each.thing) for each in found]


async def test_meetings_ahead_of_a_child_without_consent_are_cancelled_by_the_program(
    db: Database, place: int, curator: Actor
) -> None:
    (child,) = await cast_of(db, place, curator, "Кораблёв Миша")
    mentor = await person(db, place, "Ким Анна", Role.MENTOR, chat="2")
    made = await db.write(pair, NOW, place, [mentor], [child], form=Form.TEACHER_PUPIL)
    week = NOW.date() + timedelta(days=7)
    held = (await db.write(holding.unplanned, mentor, made, NOW.date())).meeting_id
    step = NOW.date() + timedelta(days=1)
    await db.write(next_step.set_step, mentor, held, step, "Прочитать главу")
    for days in (0, 1):
        await db.write(
            planning.propose, mentor, made, MeetingKind.REGULAR, week + timedelta(days=days), 840
        )
    await answered(db, curator, child, Document.PARENTAL, given=False)

    assert await meetings_of(db, made) == [
        (MeetingState.HELD, ""),
        (MeetingState.CANCELLED, "Нет согласия на участие"),
        (MeetingState.CANCELLED, "Нет согласия на участие"),
    ]
    heard = await told(db, mentor, NOW + timedelta(days=1))
    assert sorted(kind for kind, _ in heard) == ["meeting_off", "meeting_off", "pair_stopped"]
    assert all(thing.stopped for _, thing in heard if isinstance(thing, Off))


async def test_a_group_goes_on_and_the_mentor_hears_who_left(
    db: Database, place: int, curator: Actor
) -> None:
    leaving, staying = await cast_of(db, place, curator, "Кораблёв Миша", "Зуева Катя")
    mentor = await person(db, place, "Ким Анна", Role.MENTOR, chat="2")
    made = await db.write(pair, NOW, place, [mentor], [leaving, staying], form=Form.TEACHER_PUPIL)
    held = (await db.write(holding.unplanned, mentor, made, NOW.date())).meeting_id
    step = NOW.date() + timedelta(days=1)
    await db.write(next_step.set_step, mentor, held, step, "Прочитать главу")
    week = NOW.date() + timedelta(days=7)
    await db.write(planning.propose, mentor, made, MeetingKind.REGULAR, week, 840)
    await answered(db, curator, leaving, Document.PARENTAL, given=False)

    assert await state_of(db, made) is PairState.ACTIVE
    assert (await meetings_of(db, made))[1] == (MeetingState.PROPOSED, "")
    heard = dict(await told(db, mentor, NOW + timedelta(days=3)))
    out, step = heard["pair_member_out"], heard["meeting_step"]
    assert isinstance(out, MemberOut)
    assert isinstance(step, Promised)
    assert (out.who.id, [each.id for each in step.others]) == (leaving, [staying])
