"""A roadmap is finished, taken up again, or its launch is taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import AuditEntry, Item, ItemEvent, ItemOwner, Occurrence, Reminder, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState, Sharing
from domain.roles import Role
from services import bundles, changes, closing, drafts, item_done, items, launch, overview
from services.items import Summary
from tests.item_factories import Cast, Row, refused, small_school
from tests.people_factories import NOW, person, school

TERM = "до 20.10.2026"


@pytest.fixture
async def cast(db: Database) -> Cast:
    return await small_school(db)


def waiting(session: Session) -> list[int]:
    rows = select(Reminder.person_id).where(Reminder.remind_at.is_not(None))
    return sorted(session.scalars(rows))


def state(session: Session, roadmap_id: int) -> RoadmapState:
    return session.get_one(Roadmap, roadmap_id).state


def audited(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(select(AuditEntry.action, AuditEntry.subject).order_by(AuditEntry.id))
    return [tuple(row) for row in rows if row.action.startswith(("roadmap", "launch"))]


async def test_a_finished_roadmap_is_silent_and_comes_back(cast: Cast) -> None:
    found = await cast.plant(
        Row("Дело", term=TERM, owners=(cast.olga.me,)),
        Row("Поздно", term="до 01.10.2026", owners=(cast.anna.me,)),
    )
    there = found[""]
    assert await cast.db.read(waiting) == sorted([cast.olga.me, cast.anna.me])

    await cast.db.write(closing.finish, cast.curator, there)

    assert await cast.db.read(waiting) == []
    assert await cast.db.read(items.summary, cast.olga) == Summary(0, 0, 0)
    lists = [
        [line.id for line in await cast.db.read(overview.roadmaps, cast.curator, finished=over)]
        for over in (False, True)
    ]
    assert lists == [[], [there]]
    view = await cast.db.read(overview.overview, cast.curator, there)
    assert (view.closed, view.may_edit, view.may_resume, view.may_undo_launch) == (
        True, False, True, False,
    )  # fmt: skip
    assert view.progress.overdue == 1, "what was late stays to be seen"
    assert await refused(cast, closing.finish, cast.curator, there) == "closed"

    later = replace(cast.curator, at=NOW + timedelta(days=3))
    await cast.db.write(closing.resume, later, there)

    assert await cast.db.read(waiting) == sorted([cast.olga.me, cast.anna.me])
    assert await refused(cast, closing.resume, cast.curator, there) == "not_closed"
    assert await cast.db.read(audited) == [
        ("roadmap_closed", f"roadmap:{there}"), ("roadmap_reopened", f"roadmap:{there}"),
    ]  # fmt: skip


async def test_a_bundle_that_is_queued_says_nothing_of_a_finished_roadmap(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term=TERM, owners=(cast.olga.me,)))

    def claim(session: Session) -> None:
        for each in session.scalars(select(Reminder)):
            each.claimed_at = NOW

    await cast.db.write(claim)
    before = await cast.db.read(bundles.load, cast.olga.me, 0, NOW)
    await cast.db.write(closing.finish, cast.curator, found[""])
    after = await cast.db.read(bundles.load, cast.olga.me, 0, NOW)

    assert before is not None
    assert len(before.entries) == 1
    assert after is not None
    assert after.empty


@pytest.mark.parametrize("act", [closing.finish, closing.resume, closing.undo_launch])
async def test_only_who_keeps_the_plan_may(cast: Cast, act: object) -> None:
    found = await cast.plant(Row("Дело"))
    other = await school(cast.db, "Школа № 2")
    stranger = await person(cast.db, other, "Лис Пётр Олегович", Role.CURATOR, chat="9")

    for actor in (cast.olga, stranger):
        assert await refused(cast, act, actor, found[""]) == "forbidden"
    assert await cast.db.read(state, found[""]) is RoadmapState.RUNNING


async def test_a_launch_is_taken_back_and_made_again(cast: Cast) -> None:
    """What was chosen by hand stays chosen; what came by itself will come again."""
    found = await cast.plant(
        Row("Вместе", term=TERM, responsible=("Громова О. И.",)),
        Row("Каждый", term=TERM, owners=(cast.olga.me, cast.anna.me)),
        Row("Ничьё", term=TERM),
        state=RoadmapState.DRAFT,
    )
    there = found[""]

    def each(session: Session) -> None:
        session.get_one(Item, found["Каждый"]).sharing = Sharing.EACH

    await cast.db.write(each)
    await cast.db.write(launch.launch, cast.curator, there)
    launched = await cast.db.read(snapshot)
    assert launched["shares"] == 2
    assert launched["terms"]

    tomorrow = replace(cast.curator, at=NOW + timedelta(hours=23))
    await cast.db.write(closing.undo_launch, tomorrow, there)

    assert await cast.db.read(state, there) is RoadmapState.DRAFT
    assert await cast.db.read(snapshot) == {
        "shares": 0, "terms": 0, "reminders": 0, "due": [None] * 3,
        "owners": [(found["Каждый"], cast.olga.me), (found["Каждый"], cast.anna.me)],
    }  # fmt: skip
    assert (await cast.db.read(audited))[-1] == ("launch_undone", f"roadmap:{there}")
    await cast.db.read(drafts.summary, tomorrow, there)
    await cast.db.write(launch.launch, cast.curator, there)
    again = await cast.db.read(snapshot)
    assert {key: again[key] for key in ("shares", "terms", "reminders", "due")} == {
        key: launched[key] for key in ("shares", "terms", "reminders", "due")
    }


def snapshot(session: Session) -> dict[str, object]:
    def number(model: object, *conditions: object) -> int:
        return session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0  # type: ignore[arg-type]

    owners = select(ItemOwner.item_id, ItemOwner.person_id).order_by(ItemOwner.id)
    due = select(Item.due).order_by(Item.id)
    return {
        "shares": number(Item, Item.level == ItemLevel.SHARE),
        "terms": number(Occurrence),
        "reminders": number(Reminder),
        "due": list(session.scalars(due)),
        "owners": [tuple(row) for row in session.execute(owners)],
    }


async def test_a_launch_that_is_begun_or_old_stays(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term=TERM, owners=(cast.olga.me,)))
    there = found[""]
    late = replace(cast.curator, at=NOW + timedelta(hours=25))

    assert await refused(cast, closing.undo_launch, late, there) == "launch_late"
    receipt = await cast.db.write(item_done.mark_done, cast.olga, found["Дело"])
    assert await refused(cast, closing.undo_launch, cast.curator, there) == "launch_begun"
    view = await cast.db.read(overview.overview, cast.curator, there)
    assert not view.may_undo_launch

    assert receipt.event_id is not None
    await cast.db.write(changes.undo, cast.olga, receipt.event_id)
    view = await cast.db.read(overview.overview, cast.curator, there)
    assert view.may_undo_launch


async def test_a_launch_is_taken_back_beside_another_draft(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term=TERM))
    other = await cast.plant(Row("Другое"), state=RoadmapState.DRAFT)

    await cast.db.write(closing.undo_launch, cast.curator, found[""])

    def load(session: Session) -> list[RoadmapState]:
        return [session.get_one(Roadmap, one[""]).state for one in (found, other)]

    assert await cast.db.read(load) == [RoadmapState.DRAFT, RoadmapState.DRAFT]


async def test_nothing_of_the_days_before_is_left_of_a_launch(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term=TERM, owners=(cast.olga.me,)))

    await cast.db.write(closing.undo_launch, cast.curator, found[""])

    def load(session: Session) -> tuple[list[int], date | None]:
        events = session.scalars(select(ItemEvent.id)).all()
        return list(events), session.get_one(Item, found["Дело"]).due

    assert await cast.db.read(load) == ([], None)
