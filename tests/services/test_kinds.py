"""The kind of an item: stored, chosen, taken back; what the data say of it."""

from datetime import date

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Evidence, Item
from db.models.roadmap import EvidenceKind
from domain.kinds import WorkKind
from domain.roles import Role
from services import changes, item_edit, kinds
from services.errors import Refusal
from services.item_acts import Acted
from services.item_edit import Field
from services.kind_facts import PROVIDERS, Fact, facts, provider
from tests.item_factories import Row, running
from tests.reminder_factories import NOON, act, actor, person, school

ORDER = "Приказ о наставниках"
LINE = "Сдать отчёт"


class World:
    """A school with a curator, a mentor and some lines."""

    def __init__(self, session: Session, *rows: Row) -> None:
        self.school = school(session, NOON)
        self.curator = person(session, NOON, self.school, "Ветрова О. С.", Role.CURATOR)
        self.anna = person(session, NOON, self.school, "Ким А. Л.", Role.MENTOR)
        line = Row(LINE, owners=(self.anna, self.curator), each=True)
        self.ids = running(session, NOON, self.school, [Row(ORDER), line, *rows])


def stored(session: Session, *ids: int) -> list[tuple[WorkKind | None, bool]]:
    items = {item.id: item for item in session.scalars(select(Item).where(Item.id.in_(ids)))}
    return [(items[each].kind, items[each].kind_chosen) for each in ids]


async def test_a_choice_is_for_all_shares_and_can_be_taken_back(db: Database) -> None:
    world = await db.write(World)
    ids = [world.ids[LINE], world.ids[f"{LINE}/{world.anna}"]]

    acted = await act(db, kinds.choose, world.curator, NOON, ids[0], WorkKind.SURVEY)
    assert await db.read(stored, *ids) == [(WorkKind.SURVEY, True)] * 2

    assert isinstance(acted, Acted)
    await act(db, changes.undo, world.curator, NOON, acted.event_id)
    assert await db.read(stored, *ids) == [(None, False)] * 2
    assert await db.read(lambda s: kinds.kind_of(s.get_one(Item, ids[0]))) is WorkKind.REPORT


async def test_a_share_by_itself_has_no_kind_to_choose(db: Database) -> None:
    world = await db.write(World)
    share = world.ids[f"{LINE}/{world.anna}"]

    with pytest.raises(Refusal) as refused:
        await act(db, kinds.choose, world.curator, NOON, share, WorkKind.PAPER)
    assert refused.value.key == "kind_of_share"


async def test_a_new_row_and_new_words_are_guessed_until_somebody_chooses(db: Database) -> None:
    world = await db.write(World)
    added = await act(
        db, item_edit.add_row, world.curator, NOON, world.ids[""], None, "Анкетирование учителей"
    )
    assert isinstance(added, Acted)
    row = added.item_id
    assert await db.read(stored, row) == [(WorkKind.SURVEY, False)]

    await act(db, item_edit.rewrite, world.curator, NOON, row, Field.TITLE, "Педсовет")
    assert await db.read(stored, row) == [(WorkKind.EVENT, False)]
    await act(db, kinds.choose, world.curator, NOON, row, WorkKind.STUDY)
    await act(db, item_edit.rewrite, world.curator, NOON, row, Field.TITLE, "Приказ")
    assert await db.read(stored, row) == [(WorkKind.STUDY, True)]


async def test_steps_are_guessed_by_their_own_words(db: Database) -> None:
    world = await db.write(World)
    await act(
        db, item_edit.add_steps, world.curator, NOON, world.ids[ORDER], "Опрос\nКруглый стол"
    )

    def steps(session: Session) -> list[WorkKind | None]:
        query = select(Item.kind).where(Item.parent_id == world.ids[ORDER])
        return list(session.scalars(query.order_by(Item.position)))

    assert await db.read(steps) == [WorkKind.SURVEY, WorkKind.EVENT]


async def test_a_number_counts_before_a_scan(db: Database) -> None:
    def make(session: Session) -> tuple[Fact | None, Fact | None]:
        world = World(session)
        item = session.get_one(Item, world.ids[ORDER])

        def proof(kind: EvidenceKind, title: str, day: date | None = None) -> Fact | None:
            session.add(
                Evidence(item_id=item.id, kind=kind, title=title, document_date=day, added_at=NOON)
            )
            session.flush()
            return facts(session, [item]).get(item.id)

        proof(EvidenceKind.DOCUMENT, "Приказ № 15", date(2026, 10, 2))
        return facts(session, [item]).get(item.id), proof(EvidenceKind.FILE, "скан.pdf")

    paper = Fact("paper", title="Приказ № 15", day=date(2026, 10, 2))
    assert await db.write(make) == (paper, paper)


async def test_consents_count_the_schools_people(db: Database) -> None:
    def make(session: Session) -> dict[int, Fact]:
        world = World(session, Row("Сбор согласий"))
        person(session, NOON, world.school, "Юрина З. М.", Role.MENTOR, chat=False)
        other = school(session, NOON)
        person(session, NOON, other, "Чужов П. П.", Role.MENTOR)
        return facts(session, [session.get_one(Item, world.ids["Сбор согласий"])])

    assert list((await db.write(make)).values()) == [Fact("consents", done=2, of=3)]


async def test_many_items_take_as_many_statements_as_a_few(db: Database) -> None:
    titles = [f"{title} {n}" for n in range(60) for title in (ORDER, "Сайт", "Сбор согласий")]

    def make(session: Session) -> World:
        return World(session, *(Row(title) for title in titles))

    world = await db.write(make)
    said: list[str] = []
    event.listen(db.reader, "before_cursor_execute", lambda *told: said.append(told[2]))

    def ask(session: Session, ids: list[int]) -> int:
        items = session.scalars(select(Item).where(Item.id.in_(ids))).all()
        said.clear()
        facts(session, items)
        return len(said)

    few = await db.read(ask, [world.ids[title] for title in titles[:3]])
    many = await db.read(ask, [world.ids[title] for title in titles])

    assert few == many


def test_a_kind_is_registered_once() -> None:
    before = dict(PROVIDERS)

    with pytest.raises(ValueError, match="provider already"):
        provider(WorkKind.PAPER)(lambda session, items: {})
    assert before == PROVIDERS


async def test_nobody_of_another_school_chooses(db: Database) -> None:
    world = await db.write(World)

    def stranger(session: Session) -> int:
        return person(session, NOON, school(session, NOON), "Чужова Н. П.", Role.CURATOR)

    foreign = await db.write(stranger)

    def attempt(session: Session) -> None:
        kinds.choose(session, actor(session, foreign, NOON), world.ids[ORDER], WorkKind.STUDY)

    with pytest.raises(Refusal) as refused:
        await db.write(attempt)
    assert refused.value.key == "forbidden"
