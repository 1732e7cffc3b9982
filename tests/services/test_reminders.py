"""Reminders from the launch to the escalation: who hears what, and when."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Consent, Identity, Item, Occurrence, OutboxMessage
from db.models.outbox import OutboxState
from db.models.people import Reach
from db.models.roadmap import OccState, RoadmapState
from domain.deadlines import Kind
from domain.progress import Status
from domain.roles import Role
from services import bundles, delivery, occurrences, outbox, reacting, reminders
from services.bundles import Sort
from services.errors import Refusal
from tests.reminder_factories import (
    Postman,
    actor,
    item,
    moscow,
    person,
    roadmap,
    school,
)

MONDAY = date(2026, 10, 5)
NOON = moscow(MONDAY, 12)
DUE = date(2026, 10, 30)


@pytest.fixture
async def cast(db: Database) -> dict[str, int]:
    """A school of a head, a curator and a mentor, with a running roadmap."""

    def make(session: Session) -> dict[str, int]:
        place = school(session, NOON)
        return {
            "place": place,
            "head": person(session, NOON, place, "Зимин Пётр Ильич", Role.HEAD),
            "curator": person(session, NOON, place, "Ветрова Ольга Сергеевна", Role.CURATOR),
            "mentor": person(session, NOON, place, "Орлова Анна Юрьевна", Role.MENTOR),
            "roadmap": roadmap(session, NOON, place),
        }

    return await db.write(make)


Told = list[tuple[int, str, list[str]]]


async def told(postman: Postman, until: date) -> Told:
    letters = await postman.until(moscow(until, 23))
    return [(each.person_id, f"{each.at:%d.%m %H:%M}", each.titles) for each in letters]


async def act(db: Database, fn: object, person_id: int, now: datetime, *args: object) -> object:
    """A use case as a person."""

    def run(session: Session) -> object:
        return fn(session, actor(session, person_id, now), *args)  # type: ignore[operator]

    return await db.write(run)


async def occurrence_of(db: Database, item_id: int) -> int:
    def find(session: Session) -> int:
        return session.scalars(
            select(Occurrence.id).where(
                Occurrence.item_id == item_id, Occurrence.state == OccState.OPEN
            )
        ).one()

    return await db.read(find)


async def test_the_default_rhythm_ends_with_one_escalation(
    db: Database, cast: dict[str, int]
) -> None:
    mentor, curator = cast["mentor"], cast["curator"]
    await db.write(item, NOON, cast["roadmap"], "Встреча", mentor, due=DUE)

    assert await told(Postman(db, NOON), date(2026, 12, 31)) == [
        (mentor, "16.10 16:00", ["Встреча"]),
        (mentor, "27.10 16:00", ["Встреча"]),
        (mentor, "30.10 16:00", ["Встреча"]),
        (mentor, "02.11 16:00", ["Встреча"]),
        (curator, "05.11 09:00", ["Встреча"]),
    ]


async def test_a_curators_own_overdue_item_goes_to_the_head(
    db: Database, cast: dict[str, int]
) -> None:
    # Nobody owns it, so the curator does.
    await db.write(item, NOON, cast["roadmap"], "Приказ", due=DUE)

    letters = await told(Postman(db, NOON), date(2026, 12, 31))

    assert letters[-1] == (cast["head"], "05.11 09:00", ["Приказ"])
    assert {person_id for person_id, _, _ in letters[:-1]} == {cast["curator"]}


async def test_one_bundle_holds_all_that_is_due_on_a_day(
    db: Database, cast: dict[str, int]
) -> None:
    for title in ("А", "Б", "В"):
        await db.write(item, NOON, cast["roadmap"], title, cast["mentor"], due=DUE)

    letters = await told(Postman(db, NOON), date(2026, 10, 20))

    assert letters == [(cast["mentor"], "16.10 16:00", ["А", "Б", "В"])]


async def test_what_was_done_meanwhile_leaves_no_empty_message(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    moment = moscow(date(2026, 10, 16), 16)
    assert (await db.write(reminders.tick, moment)).enqueued == 1

    def done(session: Session) -> Status:
        row = session.get_one(Item, item_id)
        occurrences.close_nearest(session, row, actor(session, cast["mentor"], moment))
        return row.status

    assert await db.write(done) is Status.DONE
    postman = Postman(db, moment)

    assert await told(postman, date(2026, 12, 31)) == []
    states = await db.read(lambda s: list(s.scalars(select(OutboxMessage.state))))
    assert states == [OutboxState.CANCELLED]


async def test_an_undone_item_is_reminded_of_again_from_where_it_was(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    postman = Postman(db, NOON)
    await told(postman, date(2026, 10, 16))

    def done_and_undone(session: Session) -> tuple[Status, date | None]:
        row = session.get_one(Item, item_id)
        mentor = actor(session, cast["mentor"], postman.now)
        occurrences.close_nearest(session, row, mentor)
        occurrences.reopen(session, row, mentor)
        reminders.replan(session, item_id, postman.now)
        return row.status, row.due

    assert await db.write(done_and_undone) == (Status.TODO, DUE)
    assert await told(postman, date(2026, 10, 29)) == [
        (cast["mentor"], "27.10 16:00", ["Встреча"])
    ]


async def test_after_downtime_what_is_true_comes_once_and_late(
    db: Database, cast: dict[str, int]
) -> None:
    mentor, curator = cast["mentor"], cast["curator"]
    await db.write(item, NOON, cast["roadmap"], "Встреча", mentor, due=DUE)
    await db.write(item, NOON, cast["roadmap"], "Отчёт", mentor, due=date(2026, 11, 20))

    # Everything from 16 October to the escalation has passed when the program wakes.
    postman = Postman(db, moscow(date(2026, 11, 10), 18, 30))
    letters = await postman.until(moscow(date(2026, 11, 13), 23))

    assert [
        (each.person_id, f"{each.at:%d.%m %H:%M}", each.titles, each.late) for each in letters
    ] == [
        (mentor, "10.11 18:30", ["Встреча", "Отчёт"], True),
        (curator, "11.11 09:00", ["Встреча"], False),
    ]


async def test_waking_at_night_waits_for_the_morning_of_a_working_day(
    db: Database, cast: dict[str, int]
) -> None:
    await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)

    # Saturday night.
    postman = Postman(db, moscow(date(2026, 10, 17), 23))
    letters = await postman.until(moscow(date(2026, 10, 20), 23))

    assert [(f"{each.at:%d.%m %H:%M}", each.late) for each in letters] == [("19.10 16:00", True)]


async def test_a_snooze_moves_the_reminder_and_never_the_term(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    postman = Postman(db, NOON)
    await told(postman, date(2026, 10, 16))
    occurrence = await occurrence_of(db, item_id)

    done = await act(db, reacting.snooze, cast["mentor"], postman.now, occurrence, "monday")

    assert isinstance(done, reacting.PutOff)
    assert (done.until, done.due) == (date(2026, 10, 19), DUE)
    assert [when for _, when, _ in await told(postman, date(2026, 10, 31))] == [
        "19.10 16:00", "27.10 16:00", "30.10 16:00",
    ]  # fmt: skip


async def test_a_snooze_does_not_hide_what_is_overdue_from_the_curator(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    postman = Postman(db, NOON)
    await told(postman, date(2026, 11, 2))
    occurrence = await occurrence_of(db, item_id)
    later = date(2026, 11, 20)

    await act(db, reacting.snooze, cast["mentor"], postman.now, occurrence, later)

    assert await told(postman, date(2026, 12, 31)) == [
        (cast["curator"], "05.11 09:00", ["Встреча"]),
        (cast["mentor"], "20.11 16:00", ["Встреча"]),
    ]


async def test_not_mine_reaches_the_curator_and_the_item_stays(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    postman = Postman(db, NOON)
    await told(postman, date(2026, 10, 16))
    occurrence = await occurrence_of(db, item_id)

    await act(db, reacting.not_mine, cast["mentor"], postman.now, occurrence)
    letters = await postman.until(moscow(date(2026, 11, 30), 23))

    assert [
        (each.person_id, f"{each.at:%d.%m %H:%M}", [entry.sort for entry in each.bundle.entries])
        for each in letters
    ] == [
        (cast["curator"], "19.10 09:00", [Sort.REFUSED]),
        (cast["curator"], "05.11 09:00", [Sort.OTHERS]),
    ]
    assert await db.read(lambda s: s.get_one(Item, item_id).status) is Status.TODO


async def test_a_stranger_may_not_answer_for_others(db: Database, cast: dict[str, int]) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    occurrence = await occurrence_of(db, item_id)

    def other(session: Session) -> int:
        return person(session, NOON, school(session, NOON), "Чужих Инна Львовна", Role.CURATOR)

    foreign = await db.write(other)
    for attempt in (
        (reacting.view,), (reacting.snooze, "monday"), (reacting.not_mine,),
        (reacting.unchanged,), (reacting.not_yet,), (reacting.not_needed,),
        (reacting.happened, DUE),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refusal:
            await act(db, attempt[0], foreign, NOON, occurrence, *attempt[1:])
        assert refusal.value.key == "forbidden"


async def test_people_without_chat_or_consent_are_told_through_the_curator(
    db: Database, cast: dict[str, int]
) -> None:
    def make(session: Session) -> tuple[int, int]:
        place = cast["place"]
        paper = person(session, NOON, place, "Бумагин Олег Ильич", Role.MENTOR, chat=False)
        silent = person(session, NOON, place, "Тихова Инна Львовна", Role.MENTOR)
        session.add(
            Consent(
                person_id=silent, kind="processing", version="1", text_hash="0", given=False,
                at=NOON,
            )
        )  # fmt: skip
        item(session, NOON, cast["roadmap"], "Встреча", paper, due=DUE)
        item(session, NOON, cast["roadmap"], "Беседа", silent, due=DUE)
        return paper, silent

    paper, silent = await db.write(make)
    letters = await Postman(db, NOON).until(moscow(date(2026, 10, 16), 23))

    assert [(each.person_id, f"{each.at:%d.%m %H:%M}") for each in letters] == [
        (cast["curator"], "16.10 09:00")
    ]
    assert [(who.id, count) for who, count in letters[0].bundle.by_hand] == [
        (paper, 1), (silent, 1),
    ]  # fmt: skip
    assert letters[0].bundle.entries == ()


async def test_a_closed_chat_is_told_to_the_curator_and_reopened_gets_what_is_true(
    db: Database, cast: dict[str, int]
) -> None:
    await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    await act(db, delivery.chat_closed, cast["mentor"], NOON, Reach.BLOCKED)
    postman = Postman(db, NOON)

    letters = await postman.until(moscow(date(2026, 10, 16), 23))

    assert [[each.id for each in letter.bundle.lost] for letter in letters] == [
        [cast["mentor"]], [],
    ]  # fmt: skip
    listed = await act(db, delivery.unreached, cast["curator"], postman.now, cast["place"])
    assert isinstance(listed, list)
    assert [(each.who.id, each.why, each.items) for each in listed] == [
        (cast["mentor"], delivery.Why.BLOCKED, 1)
    ]

    def back(session: Session) -> None:
        chat = session.scalars(
            select(Identity.chat_id).where(Identity.person_id == cast["mentor"])
        ).one()
        mentor = actor(session, cast["mentor"], postman.now)
        delivery.chat_open(session, type(mentor)(
            at=mentor.at, zone=mentor.zone, chat_id=chat, person_id=mentor.person_id
        ))  # fmt: skip

    await db.write(back)
    # The reminder of the 16th was never sent: it comes on Monday, not only on the 27th.
    assert await told(postman, date(2026, 10, 20)) == [
        (cast["mentor"], "19.10 16:00", ["Встреча"])
    ]


async def test_the_week_has_room_for_five_messages(db: Database, cast: dict[str, int]) -> None:
    def make(session: Session) -> None:
        for day in range(2, 22):
            item(session, NOON, cast["roadmap"], str(day), cast["mentor"], due=date(2026, 11, day))

    await db.write(make)
    await db.write(lambda s: setattr_six_day(s, cast["place"]))
    letters = await Postman(db, NOON).until(moscow(date(2026, 11, 30), 23))
    times = [each.at for each in letters if each.person_id == cast["mentor"]]

    assert max(
        sum(timedelta() <= later - each < timedelta(days=7) for later in times) for each in times
    ) == 5


def setattr_six_day(session: Session, place: int) -> None:
    from db.models import Organisation

    session.get_one(Organisation, place).preferences = {"six_day": True}


async def test_continuous_items_are_looked_at_once_a_quarter(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(
        item, NOON, cast["roadmap"], "Сайт", cast["mentor"], kind=Kind.CONTINUOUS
    )
    postman = Postman(db, NOON)

    assert [when for _, when, _ in await told(postman, date(2027, 5, 31))] == [
        "30.12 16:00", "31.03 16:00", "31.05 16:00",
    ]  # fmt: skip
    left = await db.read(
        lambda s: [
            row.id for row in s.scalars(select(Occurrence).where(Occurrence.item_id == item_id))
        ]
    )
    await act(db, reacting.unchanged, cast["mentor"], postman.now, left[0])
    answers = await db.read(lambda s: s.get_one(Occurrence, left[0]).answer)
    assert answers == "unchanged"


async def test_what_waits_for_an_event_gets_a_term_when_it_has_come(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(
        item, NOON, cast["roadmap"], "Замена", cast["mentor"], kind=Kind.ON_CONDITION
    )
    postman = Postman(db, NOON)
    assert await told(postman, date(2026, 11, 20)) == [
        (cast["mentor"], "16.11 16:00", ["Замена"])
    ]
    asked = await db.read(
        lambda s: s.scalars(
            select(Occurrence.id).where(Occurrence.item_id == item_id).order_by(Occurrence.due)
        ).first()
    )

    await act(db, reacting.happened, cast["mentor"], postman.now, asked, date(2026, 12, 4))

    due = await db.read(lambda s: s.get_one(Item, item_id).due)
    assert due == date(2026, 12, 4)
    assert [when for _, when, _ in await told(postman, date(2026, 12, 5))] == [
        "23.11 16:00", "01.12 16:00", "04.12 16:00",
    ]  # fmt: skip


async def test_a_moved_term_takes_its_reminders_along(db: Database, cast: dict[str, int]) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)

    def move(session: Session) -> date | None:
        row = session.get_one(Item, item_id)
        row.spans = [[None, "2026-11-27"]]
        session.flush()
        reminders.replan(session, item_id, NOON)
        return row.due

    assert await db.write(move) == date(2026, 11, 27)
    assert [when for _, when, _ in await told(Postman(db, NOON), date(2026, 11, 27))] == [
        "13.11 16:00", "24.11 16:00", "27.11 16:00",
    ]  # fmt: skip


async def test_a_new_owner_takes_over_and_the_old_one_hears_nothing(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)

    def reassign(session: Session) -> None:
        from db.models import ItemOwner

        owner = session.scalars(select(ItemOwner).where(ItemOwner.item_id == item_id)).one()
        owner.person_id = cast["head"]
        session.flush()
        reminders.replan(session, item_id, NOON)

    await db.write(reassign)
    assert await told(Postman(db, NOON), date(2026, 10, 20)) == [
        (cast["head"], "16.10 09:00", ["Встреча"])
    ]


@pytest.mark.parametrize("change", ["removed", "na", "closed"])
async def test_what_is_over_is_not_reminded_of(
    db: Database, cast: dict[str, int], change: str
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)

    def end(session: Session) -> None:
        row = session.get_one(Item, item_id)
        if change == "removed":
            row.removed_at = NOON
        elif change == "na":
            row.status = Status.NA
        else:
            from db.models import Roadmap

            session.get_one(Roadmap, cast["roadmap"]).state = RoadmapState.CLOSED
        session.flush()
        reminders.replan(session, item_id, NOON)

    await db.write(end)
    assert await told(Postman(db, NOON), date(2026, 12, 31)) == []
    assert await db.read(reminders.next_moment) is None


async def test_the_summer_leave_is_silent_for_teachers_only(
    db: Database, cast: dict[str, int]
) -> None:
    def make(session: Session) -> None:
        late = moscow(date(2026, 6, 1), 12)
        place = cast["place"]
        row = roadmap(session, late, place, 2026)
        from db.models import Roadmap

        session.get_one(Roadmap, row).period_start = date(2026, 6, 1)
        item(session, late, row, "Летом", cast["mentor"], due=date(2026, 7, 20))
        item(session, late, row, "Приёмка", cast["curator"], due=date(2026, 7, 20))

    await db.write(make)
    letters = await told(Postman(db, moscow(date(2026, 6, 1), 13)), date(2026, 8, 31))

    assert [(each, when) for each, when, _ in letters if each == cast["mentor"]] == [
        (cast["mentor"], "30.06 16:00"),
        (cast["mentor"], "25.08 16:00"),
    ]
    assert [when for each, when, _ in letters if each == cast["curator"]] == [
        "06.07 09:00", "17.07 09:00", "20.07 09:00", "22.07 09:00", "26.08 09:00",
    ]  # fmt: skip


async def test_two_ticks_at_once_never_double_a_bundle(
    db: Database, cast: dict[str, int]
) -> None:
    for number in range(30):
        await db.write(
            item, NOON, cast["roadmap"], f"Дело {number}", cast["mentor"], due=DUE
        )
    other = Database(db.url)
    moment = moscow(date(2026, 10, 16), 16)

    results = await asyncio.gather(
        *(each.write(reminders.tick, moment) for each in (db, other, db, other))
    )
    await other.close()

    assert sum(result.claimed for result in results) == 30
    letters = await Postman(db, moment).until(moment)
    assert [len(each.titles) for each in letters] == [30]
    count = await db.read(lambda s: len(s.scalars(select(OutboxMessage.id)).all()))
    assert count == 1


async def test_a_reminder_claimed_while_the_bundle_is_on_its_way_waits_for_the_next(
    db: Database, cast: dict[str, int]
) -> None:
    await db.write(item, NOON, cast["roadmap"], "Первое", cast["mentor"], due=DUE)
    moment = moscow(date(2026, 10, 16), 16)
    await db.write(reminders.tick, moment)
    (message,) = await db.read(outbox.due_ids, moment, 10)
    claim = await db.write(outbox.claim, message, moment)
    assert claim is not None
    words = await db.read(bundles.load, cast["mentor"], message, moment)
    # A second reminder falls due between the wording and the answer of the messenger.
    await db.write(item, moment, cast["roadmap"], "Второе", cast["mentor"], due=moment.date())
    await db.write(reminders.tick, moment + timedelta(seconds=1))
    await db.write(outbox.mark_sent, message, "1", moment + timedelta(seconds=2))

    assert words is not None
    assert [entry.subject.title for entry in words.entries] == ["Первое"]
    assert await told(Postman(db, moment + timedelta(seconds=3)), date(2026, 10, 19)) == [
        (cast["mentor"], "19.10 16:00", ["Второе"])
    ]
