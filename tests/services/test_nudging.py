"""Reminding those who are awaited: only them, once a day, in their usual bundle."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, ItemEvent, Reminder
from domain.deadlines import Kind
from domain.progress import Status
from domain.roles import Role
from services import answering, item_acts, item_done, nudging, reacting
from services.errors import Refusal
from services.nudging import Nudged
from services.reminders import reschedule_school
from tests.item_factories import Row, running
from tests.reminder_factories import (
    MONDAY,
    NOON,
    Postman,
    act,
    actor,
    item,
    moscow,
    occurrence_of,
    person,
    roadmap,
    school,
    told,
)

FRIDAY = MONDAY + timedelta(days=4)
TITLE = "Сдать программы"


class World:
    """A school with one line that three people do for themselves."""

    def __init__(self, session: Session, *, due: str = "до 30.10.2026") -> None:
        self.school = school(session, NOON)
        self.curator = person(session, NOON, self.school, "Ветрова О. С.", Role.CURATOR)
        self.anna = person(session, NOON, self.school, "Ким А. Л.", Role.MENTOR)
        self.boris = person(session, NOON, self.school, "Лосев Б. К.", Role.MENTOR)
        self.zoya = person(session, NOON, self.school, "Юрина З. М.", Role.MENTOR, chat=False)
        row = Row(TITLE, term=due, owners=(self.anna, self.boris, self.zoya), each=True)
        self.ids = running(session, NOON, self.school, [row])
        self.line = self.ids[TITLE]

    def share(self, person_id: int) -> int:
        return self.ids[f"{TITLE}/{person_id}"]


def names(view: Nudged) -> dict[str, list[str]]:
    fields = ("told", "without_chat", "already", "refused")
    return {
        name: [each.name for each in getattr(view, name)] for name in fields if getattr(view, name)
    }


async def nudge(db: Database, world: World, *, by: int | None = None, at: object = NOON) -> Nudged:
    found = await act(db, nudging.nudge, by or world.curator, at, world.line)  # type: ignore[arg-type]
    assert isinstance(found, Nudged)
    return found


async def test_only_those_who_have_not_answered_are_reminded(db: Database) -> None:
    world = await db.write(World)
    await act(db, item_done.mark_done, world.anna, NOON, world.line)

    view = await nudge(db, world)

    assert names(view) == {"told": ["Лосев Б. К."], "without_chat": ["Юрина З. М."]}
    assert view.waiting_since is None
    # Two weeks ahead nobody would hear anything by themselves before 16 October.
    assert await told(Postman(db, NOON), date(2026, 10, 8)) == [
        (world.boris, "05.10 16:00", [TITLE])
    ]


async def test_the_usual_rhythm_goes_on_afterwards(db: Database) -> None:
    world = await db.write(World)
    await nudge(db, world)

    letters = [
        (at, titles)
        for who, at, titles in await told(Postman(db, NOON), date(2026, 10, 31))
        if who == world.anna
    ]

    assert letters == [
        ("05.10 16:00", [TITLE]), ("16.10 16:00", [TITLE]), ("27.10 16:00", [TITLE]),
        ("30.10 16:00", [TITLE]),
    ]  # fmt: skip


async def test_once_a_day(db: Database) -> None:
    world = await db.write(World)
    await nudge(db, world)

    again = await nudge(db, world)
    tomorrow = await nudge(db, world, at=NOON + timedelta(days=1))

    assert names(again) == {
        "already": ["Ким А. Л.", "Лосев Б. К."], "without_chat": ["Юрина З. М."],
    }  # fmt: skip
    assert names(tomorrow)["told"] == ["Ким А. Л.", "Лосев Б. К."]


async def test_it_waits_for_the_hour_and_the_working_day_of_each(db: Database) -> None:
    world = await db.write(World)
    await nudge(db, world, at=moscow(FRIDAY, 19))

    assert await told(Postman(db, moscow(FRIDAY, 19)), FRIDAY + timedelta(days=3)) == [
        (world.anna, "12.10 16:00", [TITLE]),
        (world.boris, "12.10 16:00", [TITLE]),
    ]


async def test_a_change_of_hours_does_not_lose_it(db: Database) -> None:
    world = await db.write(World)
    await nudge(db, world)

    await db.write(reschedule_school, world.school, NOON)

    assert len(await told(Postman(db, NOON), MONDAY)) == 2


async def test_of_steps_only_the_overdue_ones(db: Database) -> None:
    def make(session: Session) -> World:
        world = World(session)
        steps = (
            Row("Первый", term="до 06.10.2026", owners=(world.anna,)),
            Row("Второй", term="до 30.10.2026", owners=(world.boris,)),
        )
        row = Row("По шагам", steps=steps)
        world.line = running(session, NOON, world.school, [row], title="Вторая")["По шагам"]
        return world

    world = await db.write(make)

    ahead = await nudge(db, world)
    late = await nudge(db, world, at=NOON + timedelta(days=2))

    assert names(ahead) == {"told": ["Ким А. Л.", "Лосев Б. К."]}
    assert names(late) == {"told": ["Ким А. Л."]}


async def test_what_was_put_off_is_woken_and_what_was_refused_is_not(db: Database) -> None:
    world = await db.write(World)
    later = MONDAY + timedelta(days=20)
    for_anna = await occurrence_of(db, world.share(world.anna))
    for_boris = await occurrence_of(db, world.share(world.boris))
    await act(db, reacting.snooze, world.anna, NOON, for_anna, later)
    await act(db, reacting.not_mine, world.boris, NOON, for_boris)

    view = await nudge(db, world)

    assert names(view) == {
        "told": ["Ким А. Л."], "without_chat": ["Юрина З. М."], "refused": ["Лосев Б. К."],
    }  # fmt: skip
    assert [who for who, _, _ in await told(Postman(db, NOON), MONDAY)] == [world.anna]


async def test_an_overdue_item_of_one_owner(db: Database) -> None:
    def make(session: Session) -> tuple[int, int, int]:
        place = school(session, NOON)
        curator = person(session, NOON, place, "Ветрова О. С.", Role.CURATOR)
        owner = person(session, NOON, place, "Ким А. Л.", Role.MENTOR)
        card = roadmap(session, NOON, place)
        return curator, owner, item(session, NOON, card, "Отчёт", owner, due=date(2026, 10, 7))

    curator, owner, report = await db.write(make)
    postman = Postman(db, NOON)
    # Told, told again and reported to the curator: from then on silence.
    await told(postman, date(2026, 10, 20))
    assert await told(postman, date(2026, 10, 25)) == []

    view = await act(db, nudging.nudge, curator, postman.now, report)

    assert isinstance(view, Nudged)
    assert (names(view), view.waiting_since) == ({"told": ["Ким А. Л."]}, date(2026, 10, 7))
    assert await told(postman, date(2026, 11, 10)) == [(owner, "26.10 16:00", ["Отчёт"])]


async def test_it_stands_in_the_history_and_hides_no_undo(db: Database) -> None:
    world = await db.write(World)
    acted = await act(db, item_acts.comment, world.curator, NOON, world.line, "Ждём")
    await nudge(db, world)

    def last(session: Session) -> tuple[str, int | None]:
        from services.card import card

        view = card(session, actor(session, world.curator, NOON), world.line)
        return view.history[0].action, view.rights.undo

    assert await db.read(last) == ("nudged", acted.event_id)  # type: ignore[attr-defined]


async def test_who_may_not(db: Database) -> None:
    world = await db.write(World)

    def stranger(session: Session) -> int:
        other = school(session, NOON)
        return person(session, NOON, other, "Чужой К. К.", Role.CURATOR)

    foreign = await db.write(stranger)

    for who, key in ((world.anna, "forbidden"), (foreign, "forbidden")):
        with pytest.raises(Refusal) as refused:
            await nudge(db, world, by=who)
        assert refused.value.key == key


@pytest.mark.parametrize(
    ("term", "status", "key"),
    [(None, Status.TODO, "nudge_undated"), ("до 30.10.2026", Status.DONE, "nobody_awaited")],
)
async def test_what_cannot_be_nudged(
    db: Database, term: str | None, status: Status, key: str
) -> None:
    def make(session: Session) -> World:
        world = World(session)
        row = Row("Одно", term=term, owners=(world.anna,))
        world.line = running(session, NOON, world.school, [row], title="Вторая")["Одно"]
        session.get_one(Item, world.line).status = status
        return world

    world = await db.write(make)

    with pytest.raises(Refusal) as refused:
        await nudge(db, world)
    assert refused.value.key == key


async def test_nothing_is_written_by_asking(db: Database) -> None:
    world = await db.write(World)

    def ask(session: Session) -> Nudged:
        return nudging.ask(session, actor(session, world.curator, NOON), world.line)

    assert names(await db.read(ask))["told"] == ["Ким А. Л.", "Лосев Б. К."]
    rows = await db.read(lambda s: s.scalars(select(Reminder.nudged_at)).all())
    events = await db.read(lambda s: s.scalars(select(ItemEvent.id)).all())
    assert (set(rows), events) == ({None}, [])


async def test_continuous_work_is_asked_about_before_its_quarter_is_over(db: Database) -> None:
    def make(session: Session) -> World:
        world = World(session)
        chart = roadmap(session, NOON, world.school)
        world.line = item(session, NOON, chart, "Сайт", world.anna, kind=Kind.CONTINUOUS)
        return world

    world = await db.write(make)

    await nudge(db, world)

    assert await told(Postman(db, NOON), MONDAY) == [(world.anna, "05.10 16:00", ["Сайт"])]


async def test_who_has_answered_and_who_is_awaited(db: Database) -> None:
    world = await db.write(World)
    await act(db, item_done.mark_done, world.anna, NOON, world.line)

    def look(session: Session) -> answering.AnswersView:
        at = moscow(date(2026, 11, 2), 12)
        return answering.answers(session, actor(session, world.curator, at), world.line)

    view = await db.read(look)

    assert [
        (part.owners[0].name, part.awaited, part.due, part.on, part.without_chat)
        for part in view.parts
    ] == [
        ("Лосев Б. К.", True, date(2026, 10, 30), None, False),
        ("Юрина З. М.", True, date(2026, 10, 30), None, True),
        ("Ким А. Л.", False, None, MONDAY, False),
    ]
    assert view.may_nudge


async def test_a_schools_part_is_called_by_the_school(db: Database) -> None:
    def make(session: Session) -> World:
        world = World(session)
        share = session.get_one(Item, world.share(world.anna))
        share.title = f"{share.title} · Школа № 7"
        return world

    world = await db.write(make)

    def look(session: Session) -> list[str]:
        view = answering.answers(session, actor(session, world.curator, NOON), world.line)
        return [part.school for part in view.parts]

    assert await db.read(look) == ["Школа № 7", "", ""]
