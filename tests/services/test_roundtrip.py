"""A table that comes back: what is an edit, what is not, what is left alone."""

import io
import random
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, ItemEvent
from db.models.roundtrip import SentSheet
from domain.deadlines import Kind, Period, Rule, parse
from domain.names import Style, render
from domain.roles import Role
from exports.plan import plan_sheet
from imports.cells import Typed
from imports.roundtrip import ReturnedSheet, read
from services import terms
from services.actor import Actor
from services.errors import Refusal
from services.roundtrip import plan_sheet as outgoing
from services.roundtrip import proposing, return_view, returns
from services.roundtrip.item_rules import DayRule
from services.roundtrip.model import Misread, Wording
from services.roundtrip.owner_rule import OwnerRule
from services.roundtrip.sending import KEPT_FOR
from services.roundtrip.term_rule import TermRule, encoded
from services.terms import SchoolCalendar, Term
from tests import people_factories as make
from tests.item_factories import Row, running
from tests.mutations import MUTATIONS
from tests.sheets import edited, header, typed
from texts import responsibles as role_words
from texts import sheets as words

NOW = make.NOW
MONTHS = ("октябрь 2026", "ноябрь 2026", "до 1 декабря 2026", "ежемесячно", "постоянно")


def wording(style: Style = Style.FULL) -> Wording:
    return Wording(
        term=lambda t: words.term_cell(t.kind, t.spans, t.rule, t.phrase or ""),
        owners=words.owners_cell,
        role=role_words.role,
        name=lambda one: render(one.name, style, pupil=one.pupil, code=one.id),
    )


@pytest.fixture
async def school(db: Database) -> tuple[int, Actor]:
    place = await make.school(db)
    curator = await make.person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    await make.person(db, place, "Климов Пётр Ильич", Role.HEAD, chat="2")
    await make.person(db, place, "Ёлкина Анна Львовна", Role.MENTOR, chat="3")
    await make.person(db, place, "Громова Ольга Ильинична", Role.MENTOR, chat="4")
    return place, curator


async def planted(db: Database, place: int, count: int = 10) -> dict[str, int]:
    rows = [Row(f"Дело {n}", number=f"{n}", term=MONTHS[n % 5]) for n in range(count)]
    return await db.write(running, NOW, place, rows)


async def sent(db: Database, actor: Actor, roadmap_id: int) -> bytes:
    made = await db.write(outgoing.send, actor, roadmap_id, True, wording())
    return plan_sheet(made.rows, made.choices, made.title, made.manifest)


async def proposed(db: Database, actor: Actor, data: bytes) -> return_view.ReturnView:
    return_id = await db.write(proposing.propose, actor, read(data), wording())
    return await db.read(return_view.view, actor, return_id, wording())


def told(view: return_view.ReturnView) -> set[tuple[str, str, str]]:
    return {(edit.label, edit.column, edit.typed.casefold()) for edit in view.edits}


async def test_whatever_happens_to_a_file_its_edits_are_the_same(
    db: Database, school: tuple[int, Actor]
) -> None:
    place, curator = school
    ids = await planted(db, place)
    data = await sent(db, curator, ids[""])
    wanted = {
        ("1. Дело 1", "term", "до 20 мая 2027"), ("3. Дело 3", "owner", "я"),
        ("7. Дело 7", "term", "15.10.2026"),
    }  # fmt: skip
    for seed in range(25):
        chance = random.Random(seed)
        book = openpyxl.load_workbook(io.BytesIO(data))
        sheet = book.worksheets[0]
        typed({
            ("Дело 1", "Срок"): "до 20 мая 2027", ("Дело 3", "Ответственный"): "Я",
            ("Дело 7", "Срок"): chance.choice(["15.10.2026", date(2026, 10, 15)]),
        })(sheet)  # fmt: skip
        for mutate in chance.choices(MUTATIONS, k=6):
            mutate(sheet, chance)
        made = io.BytesIO()
        book.save(made)
        view = await proposed(db, curator, made.getvalue())

        assert told(view) == wanted, seed
        assert (view.conflicts, view.wrong) == ((), ()), seed


@pytest.mark.parametrize(
    "how", ["15.10.2026", "15/10/26", "2026-10-15", date(2026, 10, 15), 46310]
)
async def test_a_day_is_the_same_however_it_was_typed(
    db: Database, school: tuple[int, Actor], how: object
) -> None:
    place, curator = school
    ids = await planted(db, place, 1)
    data = edited(await sent(db, curator, ids[""]), typed({("Дело 0", "Срок"): how}))
    view = await proposed(db, curator, data)

    assert [edit.wanted["spans"] for edit in view.edits] == [[[None, "2026-10-15"]]]


async def test_a_column_sorted_by_itself_is_found_out(
    db: Database, school: tuple[int, Actor]
) -> None:
    place, curator = school
    ids = await planted(db, place)

    def sort_one_column(sheet: Any) -> None:
        head, at = header(sheet, "Мероприятие")
        cells = [sheet.cell(row, at["Мероприятие"]) for row in range(head + 1, head + 11)]
        for one, value in zip(cells, reversed([c.value for c in cells]), strict=True):
            one.value = value

    data = edited(await sent(db, curator, ids[""]), sort_one_column)
    with pytest.raises(Refusal) as refusal:
        await proposed(db, curator, data)
    assert (refusal.value.key, refusal.value.data) == ("sheet_mixed", {"row": 7})


async def test_what_was_deleted_emptied_and_renamed_is_told_and_changes_nothing(
    db: Database, school: tuple[int, Actor]
) -> None:
    place, curator = school
    ids = await planted(db, place)

    def change(sheet: Any) -> None:
        typed({("Дело 1", "Срок"): None, ("Дело 2", "Мероприятие"): "Дело иначе"})(sheet)
        head, _ = header(sheet, "Мероприятие")
        sheet.delete_rows(head + 10)
        sheet.cell(head + 14, 4).value = "до мая"

    view = await proposed(db, curator, edited(await sent(db, curator, ids[""]), change))

    assert view.edits == ()
    assert view.notes == {"renamed": 1, "emptied": 1, "untitled": 1, "deleted": 1}


async def test_a_removed_row_is_told_by_its_number(
    db: Database, school: tuple[int, Actor]
) -> None:
    place, curator = school
    ids = await planted(db, place)
    data = edited(await sent(db, curator, ids[""]), typed({("Дело 1", "Срок"): "май 2027"}))
    gone = update(Item).where(Item.id == ids["Дело 1"]).values(removed_at=NOW)
    await db.write(lambda s: s.execute(gone) and None)
    view = await proposed(db, curator, data)

    assert [(w.at, w.label, w.code) for w in view.wrong] == [(8, "Дело 1", "row_gone")]


async def test_a_sheet_of_another_base_or_too_old_is_refused(
    db: Database, school: tuple[int, Actor]
) -> None:
    place, curator = school
    ids = await planted(db, place, 1)
    data = await sent(db, curator, ids[""])
    await db.write(lambda s: s.execute(update(SentSheet).values(key="0" * 16)) and None)
    with pytest.raises(Refusal) as refusal:
        await proposed(db, curator, data)
    assert refusal.value.key == "sheet_unknown"

    old = NOW - KEPT_FOR * 2
    await db.write(lambda s: s.execute(update(SentSheet).values(made_at=old)) and None)
    await sent(db, curator, ids[""])
    assert await db.read(lambda s: len(s.scalars(select(SentSheet.id)).all())) == 1


async def test_a_kind_that_nobody_knows_is_refused(
    db: Database, school: tuple[int, Actor]
) -> None:
    _, curator = school
    with pytest.raises(Refusal) as refusal:
        await db.write(
            proposing.propose, curator, ReturnedSheet("other", 1, "0" * 16, (), ()), wording()
        )
    assert refusal.value.key == "sheet_unknown"


async def test_all_of_it_is_applied_or_nothing(db: Database, school: tuple[int, Actor]) -> None:
    place, curator = school
    ids = await planted(db, place)
    data = edited(
        await sent(db, curator, ids[""]),
        typed({(f"Дело {n}", "Срок"): "май 2027" for n in range(10)}),
    )
    view = await proposed(db, curator, data)

    def broken(session: Session) -> None:
        returns.apply(session, curator, view.id, wording())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await db.write(broken)
    assert await db.read(lambda s: len(s.scalars(select(ItemEvent.id)).all())) == 0
    done = await db.write(returns.apply, curator, view.id, wording())
    assert (done.done, done.left) == (10, ())


def the_rule(style: Style) -> Callable[[Session, Actor, int], Callable[[str], Any]]:
    def make_rule(session: Session, actor: Actor, place: int) -> Callable[[str], Any]:
        rule = OwnerRule(session, actor, place, wording(style))

        def answer(text: str) -> Any:
            try:
                state = rule.read(1, Typed(text), "")
            except Misread as misread:
                return misread.code
            return state["ids"], state["each"]

        return answer

    return make_rule


@pytest.mark.parametrize(
    ("style", "text", "who"),
    [
        (Style.FULL, "Климов Пётр Ильич", ([2], False)),
        (Style.FULL, "климов  петр ильич ", ([2], False)),
        (Style.INITIALS, "Климов П.И.", ([2], False)),
        (Style.CODE, "Участник 2", ([2], False)),
        (Style.FULL, "Елкина А. Л.", ([3], False)),
        (Style.FULL, "Я", ([1], False)),
        (Style.FULL, "Это я, Климов П. И.", ([1, 2], False)),
        (Style.FULL, "Климов П. И.\nЁлкина А. Л. (каждый)", ([2, 3], True)),
        (Style.FULL, "каждый: Климов П. И.; Ёлкина А. Л.", ([2, 3], True)),
        (Style.FULL, "Климов Пётр Ильич\nЁлкина Анна Львовна", ([2, 3], False)),
        (Style.FULL, "Климов П. И. и Ёлкина А. Л.", ([2, 3], False)),
        (Style.FULL, "директор Климов П. И.", ([2], False)),
        (Style.FULL, "Директор Климов П. И.", ([2], False)),
        (Style.FULL, "Заместитель директора по УВР Климов П. И.", ([2], False)),
        (Style.FULL, "Климов П. И. / Ёлкина А. Л.", ([2, 3], False)),
        (Style.FULL, "Климов П.И./Ёлкина А.Л.", ([2, 3], False)),
        (Style.FULL, "Климмов П. И.", "owner_alike"),
        (Style.FULL, "Климова Пётр", "owner_alike"),
        (Style.FULL, "Климов П. И., Ёлкена Анна Львовна", "owner_alike"),
        (Style.FULL, "Климин О. О.", "owner_unknown"),
        (Style.FULL, "Климов П. И. Ёлкина А. Л.", "owner_unknown"),
        (Style.FULL, "Климов Пётр Ильич Ёлкина Анна Львовна", "owner_unknown"),
        (Style.FULL, "Наставники", ([3, 4], True)),
        (Style.FULL, "Наставники, один за всех", ([3, 4], False)),
        (Style.FULL, "директор", ([2], False)),
        (Style.FULL, "каждый наставник", ([3, 4], True)),
        (Style.FULL, "Наставник (каждый)", ([3, 4], True)),
        (Style.FULL, "Методисты", "owner_role"),
        (Style.FULL, "Климов П. И., Кто-то Ещё", "owner_unknown"),
        (Style.FULL, ",", "owner_unknown"),
    ],
)
async def test_people_are_known_by_what_is_written(
    db: Database, school: tuple[int, Actor], style: Style, text: str, who: object
) -> None:
    place, curator = school
    answer = await db.read(lambda s: the_rule(style)(s, curator, place)(text))

    assert answer == who


async def test_a_sheet_offers_nobody_from_outside_the_school(
    db: Database, school: tuple[int, Actor]
) -> None:
    place, curator = school
    await make.person(db, place, "Кузнецова Светлана Олеговна", Role.PARENT, chat="9")
    ids = await planted(db, place)

    made = await db.write(outgoing.send, curator, ids[""], True, wording())

    assert [name.split()[0] for name in made.choices[:5]] == [
        "Ветрова", "Громова", "Ёлкина", "Климов", "Наставники",
    ]  # fmt: skip


RULE = TermRule(Period.school_year(2026), SchoolCalendar())
DAYS = st.dates(date(2026, 9, 1), date(2027, 5, 31))
SPANS = st.lists(
    st.one_of(
        st.tuples(st.none(), DAYS),
        st.tuples(DAYS, DAYS).map(sorted).map(tuple),
    ),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip


@given(SPANS)
@settings(max_examples=150, deadline=None)
def test_the_words_of_a_term_are_read_back_as_the_same_term(spans: list[Any]) -> None:
    """A cell copied to another row means there what it means here."""
    shown = words.term_cell(Kind.DATES, spans, None, "")
    again = parse(shown, Period.school_year(2026), SchoolCalendar())

    assert set(again.spans) == set(spans)
    assert terms.sure(again)


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("без срока", Kind.NONE, ""),
        ("Нет срока", Kind.NONE, ""),
        ("постоянно", Kind.CONTINUOUS, ""),
        ("ежемесячно", Kind.RECURRING, ""),
        ("по согласованию", Kind.ON_CONDITION, ""),
        ("2027", Kind.DATES, ""),
        ("32.10.2026", None, "no_such_day"),
        ("15.10.1026", None, "no_such_day"),
        ("до 31 февраля", None, "no_such_day"),
        ("15.12.2062", None, "term_far"),
        ("до 15 декабря 2062", None, "term_far"),
        ("до 31 мая 2028", Kind.DATES, ""),
        ("на днях", None, "term_unclear"),
        ("20.05.2027 - 10.05.2027", None, "term_unclear"),
    ],
)
def test_a_term_in_words(text: str, kind: Kind | None, code: str) -> None:
    said: tuple[Any, str] = (None, "")
    try:
        said = Kind(RULE.read(1, Typed(text), "")["kind"]), ""
    except Misread as misread:
        said = None, misread.code
    assert said == (kind, code)


def test_a_rule_is_told_from_another_by_its_words() -> None:
    one, other = (
        encoded(Term(Kind.RECURRING, (), Rule.MONTHLY, phrase=text))
        for text in ("ежемесячно до 5 числа", "ежемесячно до 10 числа")
    )
    assert not RULE.same(one, other)
    assert RULE.same(one, dict(one))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 ноября", "2026-11-12"),
        ("25 мая", "2026-05-25"),
        ("1.10.2026", "2026-10-01"),
        ("20 ноября", "day_unclear"),
        ("октябрь", "day_unclear"),
        ("20.11.2026", "day_to_come"),
    ],
)
def test_a_day_of_fact_in_words_is_the_last_such_day(text: str, day: str) -> None:
    rule = DayRule(date(2026, 11, 16), {})
    try:
        said = rule.read(1, Typed(text), "")
    except Misread as misread:
        said = misread.code
    assert said == day


def under(activity: str, **cells: str) -> Callable[[Any], None]:
    """A row written below another one; `cells` by their headings."""

    def change(sheet: Any) -> None:
        head, at = header(sheet, "Мероприятие")
        column = at["Мероприятие"]
        rows = range(head, sheet.max_row + 1)
        place = next(row for row in rows if sheet.cell(row, column).value == activity) + 1
        sheet.insert_rows(place)
        for heading, value in cells.items():
            sheet.cell(place, at[heading]).value = value

    return change


async def in_order(db: Database, roadmap_id: int) -> list[tuple[str | None, str, list[Any]]]:
    rows = select(Item).where(Item.roadmap_id == roadmap_id, Item.removed_at.is_(None))

    def load(session: Session) -> list[tuple[str | None, str, list[Any]]]:
        return [(i.stage, i.title, i.spans) for i in session.scalars(rows.order_by(Item.position))]

    return await db.read(load)


async def two_stages(db: Database, place: int) -> dict[str, int]:
    rows = [
        Row("Приказ", stage="Начало", term="ноябрь 2026"),
        Row("Анкета", stage="Работа", term="до 1 декабря 2026"),
        Row("Банк", stage="Работа", term="до 2 декабря 2026"),
    ]
    return await db.write(running, NOW, place, rows)


async def test_rows_written_into_the_file_go_into_the_plan_and_out_again(
    db: Database, school: tuple[int, Actor]
) -> None:
    place, curator = school
    ids = await two_stages(db, place)
    before = await in_order(db, ids[""])
    data = edited(
        await sent(db, curator, ids[""]),
        under("Анкета", Мероприятие="Совет", Срок="10.12.2026", Ответственный="Я"),
        under("Совет", Мероприятие="Опрос", Этап="начало"),
        under("Совет", Мероприятие="Сверка", Срок="ежемесячно"),
    )

    view = await proposed(db, curator, data)
    done = await db.write(returns.apply, curator, view.id, wording())
    again = await proposed(db, curator, data)
    after = await in_order(db, ids[""])
    undone = await db.write(returns.undo, curator, view.id, wording())

    assert ([edit.label for edit in view.new_rows], view.ready) == (
        ["Совет", "Сверка", "Опрос"],
        3,
    )
    assert (done.done, done.left) == (3, ())
    assert [(stage, title) for stage, title, _ in after] == [
        ("Начало", "Приказ"), ("Начало", "Опрос"), ("Работа", "Анкета"), ("Работа", "Совет"),
        ("Работа", "Сверка"), ("Работа", "Банк"),
    ]  # fmt: skip
    assert after[3][2] == [[None, "2026-12-10"]]
    assert (again.edits, again.wrong, again.notes) == ((), (), {})
    assert undone.left == ()
    assert await in_order(db, ids[""]) == before


async def test_a_new_row_that_is_not_understood_is_not_offered(
    db: Database, school: tuple[int, Actor]
) -> None:
    place, curator = school
    ids = await two_stages(db, place)
    data = edited(
        await sent(db, curator, ids[""]),
        under("Анкета", Мероприятие="Совет", Срок="как-нибудь потом"),
        under("Совет", Срок="10.12.2026"),
    )

    view = await proposed(db, curator, data)

    assert (view.edits, view.notes) == ((), {"untitled": 1})
    assert [(w.label, w.column, w.typed, w.code) for w in view.wrong] == [
        ("Совет", "term", "как-нибудь потом", "term_unclear")
    ]


async def test_new_rows_can_be_left_out(db: Database, school: tuple[int, Actor]) -> None:
    place, curator = school
    ids = await two_stages(db, place)
    data = edited(
        await sent(db, curator, ids[""]),
        typed({("Банк", "Срок"): "май 2027"}),
        under("Банк", Мероприятие="Итого: три"),
    )
    view = await proposed(db, curator, data)

    await db.write(returns.take_rows, curator, view.id, False, wording())
    left = await db.read(return_view.view, curator, view.id, wording())
    done = await db.write(returns.apply, curator, view.id, wording())

    assert (view.ready, left.ready, done.done) == (2, 1, 1)
    assert [title for _, title, _ in await in_order(db, ids[""])] == ["Приказ", "Анкета", "Банк"]
