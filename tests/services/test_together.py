"""Many changes of items at once: a few statements a row, and the same history as one by one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, ItemEvent, Roadmap
from domain.roles import Role
from imports.roadmap import read
from services import (
    changes,
    correcting,
    correction,
    correction_undo,
    drafts,
    item_acts,
    item_done,
    item_owners,
    item_terms,
    launch,
)
from services.actor import Actor
from services.errors import Refusal
from services.item_states import fields_of
from services.roundtrip import items
from services.roundtrip.model import Wanted
from services.traces import owners_of, terms_of
from tests.documents import word
from tests.people_factories import NOW, person, school

FEW, MANY = 10, 40
TITLE = "Дорожная карта школы на 2026-2027 учебный год"
BEFORE, AFTER = ("до 20.11.2026", "ежемесячно"), ("до 25.11.2026", "ежеквартально")
WHO = ("Наставники", "Директор")


def _rows(count: int, *, corrected: bool) -> list[tuple[str, ...]]:
    more, terms = (" и отчёт", AFTER) if corrected else ("", BEFORE)
    return [
        (f"{n}", f"Дело особое {n}{more}", terms[n % 2], WHO[(n + corrected) % 2], "")
        for n in range(count)
    ]


def _launched(session: Session, actor: Actor, count: int) -> int:
    document = read(word(_rows(count, corrected=False), TITLE), "a.docx")
    made = drafts.create(session, actor, document, "a.docx", f"{count}")
    launch.launch(session, actor, made.roadmap_id)
    return made.roadmap_id


def _begun(session: Session, actor: Actor, roadmap_id: int, count: int) -> int:
    document = read(word(_rows(count, corrected=True), TITLE), "a.docx")
    made = drafts.create(session, actor, document, "a.docx", f"{count} again")
    correction.begin(session, actor, made.roadmap_id, roadmap_id)
    return made.roadmap_id


@pytest.fixture
async def lead(db: Database) -> Actor:
    place = await school(db)
    lead = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    await person(db, place, "Климов Пётр Ильич", Role.HEAD, chat="2")
    for at, name in enumerate(("Ёлкина Анна Львовна", "Громова Ольга Ильинична"), 3):
        await person(db, place, name, Role.MENTOR, chat=f"{at}")
    return lead


@contextmanager
def _counted(db: Database) -> Iterator[list[str]]:
    found: list[str] = []

    def one(*args: Any) -> None:
        found.append(args[2])

    event.listen(db.writer, "before_cursor_execute", one)
    yield found
    event.remove(db.writer, "before_cursor_execute", one)


async def _of_correction(db: Database, lead: Actor, count: int) -> tuple[int, int]:
    roadmap_id = await db.write(_launched, lead, count)
    draft_id = await db.write(_begun, lead, roadmap_id, count)
    with _counted(db) as confirming:
        done = await db.write(correcting.confirm, lead, draft_id)
    assert (done.changed, done.event_id is None) == (count, False)
    with _counted(db) as undoing:
        back = await db.write(correction_undo.undo, lead, done.event_id or 0)
    assert (back.undone, back.left) == (count, 0)
    return len(confirming), len(undoing)


async def test_a_corrected_row_costs_a_few_statements(db: Database, lead: Actor) -> None:
    few, many = [await _of_correction(db, lead, count) for count in (FEW, MANY)]
    a_row = [(more - less) / (MANY - FEW) for less, more in zip(few, many, strict=True)]

    assert (a_row[0] <= 6, a_row[1] <= 7) == (True, True), a_row


Do = Callable[[Session, Actor, int], int | None]


def _assign(session: Session, actor: Actor, item_id: int) -> int:
    return item_owners.assign(session, actor, item_id, [actor.me]).event_id


def _move(session: Session, actor: Actor, item_id: int) -> int:
    return item_terms.move_to(session, actor, item_id, date(2026, 12, 1), "Так надо").event_id


def _tick(session: Session, actor: Actor, item_id: int) -> int | None:
    return item_done.tick(session, actor, item_id, None, actor.today).event_id


def _applied(session: Session, actor: Actor, roadmap_id: int, act: Do) -> list[dict[str, Any]]:
    """As a returned sheet is applied."""
    rows = select(Item.id).where(Item.roadmap_id == roadmap_id, Item.parent_id.is_(None))
    edits = {item_id: {"cell": Wanted(None, "")} for item_id in session.scalars(rows)}

    def do(row_id: int, _: object) -> tuple[list[int], list[tuple[str, str]]]:
        return items.attempt(session, "cell", lambda: [act(session, actor, row_id) or 0])

    done = items.apply(session, actor, roadmap_id, edits, do)
    return list(done.acts)


async def _of_sheet(db: Database, lead: Actor, count: int, act: Do) -> tuple[int, int]:
    roadmap_id = await db.write(_launched, lead, count)
    with _counted(db) as applying:
        acts = await db.write(_applied, lead, roadmap_id, act)
    with _counted(db) as undoing:
        left = await db.write(items.undo, lead, roadmap_id, acts[::-1])
    assert left == []
    assert len(acts) >= count // 2  # what recurs is not moved to a day
    return len(applying), len(undoing)


@pytest.mark.parametrize(("act", "limit"), [(_assign, 11), (_move, 7), (_tick, 12)])
async def test_an_edit_of_a_sheet_costs_a_few_statements(
    db: Database, lead: Actor, act: Do, limit: int
) -> None:
    few, many = [await _of_sheet(db, lead, count, act) for count in (FEW, MANY)]
    a_row = [(more - less) / (MANY - FEW) for less, more in zip(few, many, strict=True)]

    assert (a_row[0] <= limit, a_row[1] <= 7) == (True, True), a_row


def _state(session: Session, roadmap_id: int) -> dict[str, Any]:
    found = session.scalars(
        select(Item).where(Item.roadmap_id == roadmap_id, Item.removed_at.is_(None))
    ).all()
    owners, terms = (
        owners_of(session, [i.id for i in found]),
        terms_of(session, [i.id for i in found]),
    )
    return {
        f"{item.id}": (fields_of(item), item.due, owners[item.id], terms.get(item.id))
        for item in found
    }


def _events(session: Session, roadmap_id: int) -> list[int]:
    ours = select(Item.id).where(Item.roadmap_id == roadmap_id)
    found = select(ItemEvent.id).where(ItemEvent.item_id.in_(ours)).order_by(ItemEvent.id.desc())
    return list(session.scalars(found))


async def test_a_correction_is_one_version_and_an_event_an_item(db: Database, lead: Actor) -> None:
    roadmap_id = await db.write(_launched, lead, FEW)
    before = await db.read(lambda s: s.get_one(Roadmap, roadmap_id).version)
    draft_id = await db.write(_begun, lead, roadmap_id, FEW)
    await db.write(correcting.confirm, lead, draft_id)

    assert await db.read(lambda s: s.get_one(Roadmap, roadmap_id).version) == before + 1
    changed = await db.read(
        lambda s: [s.get_one(ItemEvent, id_).item_id for id_ in _events(s, roadmap_id)]
    )
    assert len(changed) == len(set(changed)) == FEW


@pytest.mark.parametrize("at_once", [True, False])
async def test_every_change_is_undone_by_itself_or_with_the_rest(
    db: Database, lead: Actor, at_once: bool
) -> None:
    roadmap_id = await db.write(_launched, lead, FEW)
    before = await db.read(_state, roadmap_id)
    draft_id = await db.write(_begun, lead, roadmap_id, FEW)
    await db.write(correcting.confirm, lead, draft_id)
    corrected = await db.read(_state, roadmap_id)
    events = await db.read(_events, roadmap_id)
    later = replace(lead, at=NOW + timedelta(hours=1))
    if at_once:
        assert await db.write(changes.undo_all, later, roadmap_id, events) == {}
    else:
        for event_id in events:
            await db.write(changes.undo, later, event_id)

    assert await db.read(_state, roadmap_id) == before != corrected


async def test_what_was_touched_since_stays_and_is_told(db: Database, lead: Actor) -> None:
    roadmap_id = await db.write(_launched, lead, FEW)
    acts = await db.write(_applied, lead, roadmap_id, _assign)
    events = [act["event"] for act in acts]
    other = await db.read(lambda s: s.scalars(
        select(ItemEvent.actor_id).where(ItemEvent.id == events[0])
    ).one())  # fmt: skip
    await db.write(changes.undo, lead, events[3])

    left = await db.write(changes.undo_all, lead, roadmap_id, [*events[::-1], 10**6])
    assert (other, left) == (lead.me, {events[3]: "undone_already", 10**6: "gone"})


async def test_nothing_stays_of_what_is_refused_among_many(db: Database, lead: Actor) -> None:
    roadmap_id = await db.write(_launched, lead, FEW)

    def refused(session: Session, item_id: int) -> None:
        item_acts.comment(session, lead, item_id, "Второе")
        raise Refusal("gone")

    def some(session: Session) -> list[int]:
        rows = list(session.scalars(select(Item.id).where(Item.roadmap_id == roadmap_id)))
        with changes.together(session, lead, roadmap_id) as collected:
            item_acts.comment(session, lead, rows[0], "Первое")
            with suppress(Refusal), collected.attempt():
                refused(session, rows[1])
            item_acts.comment(session, lead, rows[2], "Третье")
        return rows[:3]

    ids = await db.write(some)
    notes = await db.read(lambda s: [s.get_one(Item, id_).note for id_ in ids])
    events = await db.read(_events, roadmap_id)
    assert (notes, len(events)) == (["Первое", "", "Третье"], 2)


async def test_keeping_the_plan_is_asked_for_undoing_many(db: Database, lead: Actor) -> None:
    roadmap_id = await db.write(_launched, lead, FEW)
    acts = await db.write(_applied, lead, roadmap_id, _assign)
    place = await school(db, "Школа № 2")
    stranger = await person(db, place, "Седов Илья Петрович", Role.CURATOR, chat="9")

    with pytest.raises(Refusal) as refusal:
        await db.write(changes.undo_all, stranger, roadmap_id, [acts[0]["event"]])
    assert refusal.value.key == "forbidden"
