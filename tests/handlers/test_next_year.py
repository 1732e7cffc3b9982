"""Stories of the next school year: made from the last one, carried over, launched in its place."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Person, Roadmap
from domain.progress import Status
from domain.roles import Role
from handlers.buttons.item import Done, OpenItem
from handlers.buttons.links import RoadmapCalendar
from handlers.buttons.next_year import Carry, CarryOne, MakeNextYear, NextYear
from handlers.buttons.plans import AttachPlan
from handlers.buttons.roadmap import FinishNow, ListItems, Overview, Sheet, UndoLaunchNow
from handlers.buttons.roundtrip import PlanSheet
from handlers.buttons.twins import LinkNow
from services.overview import Which
from tests.item_factories import Row
from tests.small_school import SmallSchool, plain
from tests.stage import Stage

TITLE = "Дорожная карта на 2026-2027 учебный год"


@dataclass
class Cast(SmallSchool):
    """With a roadmap of one year, and what is made of it."""

    async def year(self) -> dict[str, int]:
        olga = (self.id(self.olga),)
        return await self.plant(
            Row("Приказ", number="1", term="до 09.10.2026", owners=olga),
            Row("Отчёт", number="2", term="до 20.05.2027", owners=olga),
            Row("Сайт", number="3", term="постоянно", owners=olga),
            Row("Семинар", number="4", owners=olga, term="март",
                steps=(Row("Программа", owners=olga), Row("Встреча", owners=olga))),
            title=TITLE,
        )  # fmt: skip

    async def items(self, roadmap_id: int) -> dict[str, Item]:
        def load(session: Session) -> dict[str, Item]:
            found = session.scalars(select(Item).where(Item.roadmap_id == roadmap_id))
            return {item.title: item for item in found}

        return await self.stage.db.read(load)

    async def lines_of(self, *plans: dict[str, int]) -> list[int | None]:
        """The lines that some plans spell out."""

        def load(session: Session) -> list[int | None]:
            return [session.get_one(Roadmap, each[""]).parent_item_id for each in plans]

        return await self.stage.db.read(load)

    async def newest(self) -> Roadmap:
        def load(session: Session) -> Roadmap:
            return session.scalars(select(Roadmap).order_by(Roadmap.id.desc())).all()[0]

        return await self.stage.db.read(load)


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    return await Cast.opened(stage)


async def test_the_bot_offers_the_next_year_from_may_on(cast: Cast) -> None:
    found = await cast.year()
    await cast.curator.taps(data=Overview(found[""]).pack())
    assert not cast.curator.screen.has("📅 Сделать карту на 2027/28")
    await cast.stage.advance_to(datetime(2027, 5, 3, 9, tzinfo=UTC))
    await cast.curator.taps(data=Overview(found[""]).pack())
    assert "Учебный год заканчивается, можно готовить карту на 2027/28" in plain(
        cast.curator.screen.text
    )
    await cast.curator.taps("📅 Сделать карту на 2027/28")
    assert plain(cast.curator.screen.text) == (
        "📅 Следующий учебный год: 2027/28\n"
        f"{TITLE}\n\n"
        "Новая карта: «Дорожная карта на 2027-2028 учебный год», 4 строки.\n"
        "Сроки сдвинуты, ответственные сохранены там, где люди на месте.\n"
        "Не закончено 4 пункта: в черновике отметите, что перенести.\n"
        "Подтверждения останутся в нынешней карте. Она завершится, когда Вы запустите новую.\n\n"
        "Сделать черновик? До запуска никто ничего не получит."
    )
    await cast.olga.taps(data=Overview(found[""]).pack())
    assert not cast.olga.screen.has("📅 Сделать карту на 2027/28")


async def test_terms_people_and_titles_come_along(cast: Cast) -> None:
    found = await cast.year()
    await cast.curator.taps(data=MakeNextYear(found[""]).pack())
    made = await cast.newest()
    new = await cast.items(made.id)

    assert (made.title, made.previous_id) == ("Дорожная карта на 2027-2028 учебный год", found[""])
    assert (str(made.period_start), str(made.period_end)) == ("2027-09-01", "2028-05-31")
    assert [(title, new[title].spans, new[title].deadline) for title in ("Приказ", "Отчёт")] == [
        # The 9th of October 2027 is a Saturday: the term comes a day earlier, in its own words.
        ("Приказ", [[None, "2027-10-08"]], None),
        # The 20th of May 2028 is a Saturday too.
        ("Отчёт", [[None, "2028-05-19"]], None),
    ]
    assert new["Семинар"].spans == [["2028-03-01", "2028-03-31"]]
    assert new["Семинар"].deadline == "март"
    assert new["Сайт"].spans == [["2027-09-01", "2028-05-31"]] or new["Сайт"].spans == []
    assert await cast.stage.db.read(_owners, made.id) == {
        "Приказ": [cast.id(cast.olga)], "Отчёт": [cast.id(cast.olga)],
        "Сайт": [cast.id(cast.olga)], "Семинар": [cast.id(cast.olga)],
        "Программа": [cast.id(cast.olga)], "Встреча": [cast.id(cast.olga)],
    }  # fmt: skip


def _owners(session: Session, roadmap_id: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for title, person in session.execute(
        select(Item.title, ItemOwner.person_id)
        .join(ItemOwner, ItemOwner.item_id == Item.id)
        .where(Item.roadmap_id == roadmap_id)
        .order_by(ItemOwner.id)
    ):
        found.setdefault(title, []).append(person)
    return found


async def test_who_has_left_is_asked_about(cast: Cast) -> None:
    found = await cast.year()
    olga = cast.id(cast.olga)

    def leave(session: Session) -> None:
        session.get_one(Person, olga).archived_at = cast.stage.clock.now()

    await cast.stage.db.write(leave)
    await cast.curator.taps(data=MakeNextYear(found[""]).pack())
    assert "Без ответственного: 4 строки." in plain(cast.curator.screen.text)


async def test_what_is_open_is_carried_over_by_ticks(cast: Cast) -> None:
    found = await cast.year()
    await cast.olga.taps(data=Done(found["Приказ"]).pack())
    await cast.olga.taps(data=Done(found["Программа"]).pack())
    await cast.curator.taps(data=MakeNextYear(found[""]).pack())
    made = await cast.newest()
    assert "Сделано из карты 2026/27" in plain(cast.curator.screen.text)
    await cast.curator.taps("Перенести с прошлого года (2 из 3)")
    assert cast.curator.screen.buttons[:3] == [["✅ 2. Отчёт"], ["3. Сайт"], ["✅ 4. Семинар"]]
    new = await cast.items(made.id)
    assert new["Программа"].status is Status.DONE
    assert new["Встреча"].carried_from_id == found["Встреча"]

    await cast.curator.taps("✅ 4. Семинар")
    new = await cast.items(made.id)
    assert new["Программа"].status is Status.TODO
    assert (new["Семинар"].carried_from_id, new["Встреча"].carried_from_id) == (None, None)
    await cast.curator.taps("Отметить все")
    assert cast.curator.screen.has("Снять все")
    await cast.curator.taps("Снять все")
    assert "отмечено 0" in plain(cast.curator.screen.text)
    await cast.curator.taps(data=CarryOne(made.id, found["Приказ"], 0).pack())
    assert cast.curator.alerts[-1].startswith("Этого уже нет")


async def test_the_new_year_takes_the_place_of_the_old_one(cast: Cast) -> None:
    found = await cast.year()
    await cast.curator.taps(data=NextYear(found[""]).pack())
    await cast.curator.taps("Сделать черновик")
    made = await cast.newest()
    await cast.olga.taps(data=Done(found["Отчёт"]).pack())  # done after the draft was made
    await cast.curator.taps("Запустить")
    assert (
        "Карта 2026/27 завершится, о её делах бот больше не напомнит. "
        "В ней впереди ещё 1 срок: 9 октября."
    ) in plain(cast.curator.screen.text).splitlines()
    await cast.curator.taps("Запустить")
    await cast.curator.taps("Открыть дорожную карту")
    assert cast.curator.screen.has("← 2026/27")

    await cast.curator.taps(data=ListItems(made.id, Which.ALL, None, 0).pack())
    text = plain(cast.curator.screen.text)
    assert text.count("перенесено с 2026/27") == 4, "the order, the seminar and both its steps"
    await cast.curator.taps("1")
    assert plain(cast.curator.screen.text).endswith("\nПеренесено с 2026/27")
    await cast.curator.taps("Пункт прошлого года")
    assert "⏸ Карта завершена" in cast.curator.screen.text

    await cast.curator.taps(data=Overview(found[""]).pack())
    assert "⏸ Карта завершена" in cast.curator.screen.text
    await cast.curator.taps("2027/28 →")
    assert plain(cast.curator.screen.text).splitlines()[1] == (
        "Дорожная карта на 2027-2028 учебный год"
    )
    await cast.olga.taps(data=Done(found["Приказ"]).pack())
    assert cast.olga.alerts[-1].startswith("Эта дорожная карта завершена")


async def test_a_plan_under_way_goes_along_with_its_line(cast: Cast) -> None:
    found = await cast.plant(
        Row("Школа", number="1", term="По отдельному плану"),
        Row("Клуб", number="2", term="По отдельному плану"),
        title=TITLE,
    )
    plan = await cast.plant(Row("Встреча"), title="План Школы")
    over = await cast.plant(Row("Вечер"), title="План клуба")
    await cast.curator.taps(data=AttachPlan(found["Школа"], plan[""]).pack())
    await cast.curator.taps(data=AttachPlan(found["Клуб"], over[""]).pack())
    await cast.curator.taps(data=FinishNow(over[""]).pack())
    await cast.curator.taps(data=MakeNextYear(found[""]).pack())
    made = await cast.newest()
    assert "Вместе с перенесёнными пунктами перейдёт 1 отдельный план." in plain(
        cast.curator.screen.text
    )
    await cast.curator.taps("Запустить")
    await cast.curator.taps("Запустить")
    new = await cast.items(made.id)
    assert await cast.lines_of(plan, over) == [new["Школа"].id, found["Клуб"]]
    await cast.curator.taps(data=OpenItem(new["Школа"].id).pack())
    assert cast.curator.screen.buttons[0] == ["📋 План: 0 из 1"]

    await cast.curator.taps(data=UndoLaunchNow(made.id).pack())
    assert await cast.lines_of(plan, over) == [found["Школа"], found["Клуб"]]


async def test_the_next_year_of_a_plan_is_given_to_the_next_year_of_its_line(cast: Cast) -> None:
    found = await cast.plant(Row("Школа", term="По отдельному плану"), title=TITLE)
    plan = await cast.plant(Row("Встреча", term="до 09.10.2026"), title="План Школы")
    await cast.curator.taps(data=AttachPlan(found["Школа"], plan[""]).pack())
    await cast.curator.taps(data=MakeNextYear(found[""]).pack())
    above = await cast.items((await cast.newest()).id)
    await cast.curator.taps(data=MakeNextYear(plan[""]).pack())
    assert (await cast.newest()).parent_item_id == above["Школа"].id


async def test_an_undone_launch_brings_last_year_back(cast: Cast) -> None:
    found = await cast.year()
    await cast.curator.taps(data=MakeNextYear(found[""]).pack())
    await cast.curator.taps("Запустить")
    await cast.curator.taps("Запустить")
    await cast.curator.taps("Открыть дорожную карту")
    await cast.curator.taps("Изменить план")
    await cast.curator.taps("Отменить запуск")
    await cast.curator.taps("Да, отменить запуск")
    await cast.curator.taps(data=Overview(found[""]).pack())
    assert "⏸ Карта завершена" not in cast.curator.screen.text
    assert cast.curator.screen.has("2027/28 (черновик) →")
    await cast.olga.sends("/today")
    assert "Приказ" in cast.olga.screen.text


async def test_the_same_year_is_made_once(cast: Cast) -> None:
    found = await cast.year()
    await cast.curator.taps(data=MakeNextYear(found[""]).pack())
    first = await cast.newest()
    await cast.curator.taps(data=MakeNextYear(found[""]).pack())
    assert (await cast.newest()).id == first.id
    await cast.curator.taps(data=NextYear(found[""]).pack())
    assert "уже готов" in plain(cast.curator.screen.text)
    await cast.curator.taps("Открыть черновик")
    await cast.curator.taps("Запустить")
    await cast.curator.taps("Запустить")
    await cast.curator.taps(data=MakeNextYear(found[""]).pack())
    assert cast.curator.alerts[-1].startswith("Карта следующего года из этой уже сделана")


async def test_linked_lines_stay_linked(cast: Cast) -> None:
    found = await cast.year()
    await cast.curator.taps(data=LinkNow(found["Приказ"], found["Отчёт"]).pack())
    await cast.curator.taps(data=MakeNextYear(found[""]).pack())
    new = await cast.items((await cast.newest()).id)
    assert new["Приказ"].twin_group == new["Отчёт"].twin_group == new["Приказ"].id


async def test_two_years_stand_apart_in_my_items_and_in_the_bundle(cast: Cast) -> None:
    olga = (cast.id(cast.olga),)
    await cast.plant(Row("Отчёт", number="4", term="до 09.10.2026", owners=olga), year=2025)
    await cast.plant(Row("Отчёт", number="2", term="до 09.10.2026", owners=olga))
    await cast.olga.sends("/today")
    assert plain(cast.olga.screen.text) == (
        "📋 Мои дела · 2 пункта\nна этой неделе: 2\n\n"
        "1 · 4. Отчёт · 2025/26\n    до 9 октября (осталось 4 дня)\n"
        "2 · 2. Отчёт · 2026/27\n    до 9 октября (осталось 4 дня)"
    )
    before = len(cast.olga.messages)
    await cast.stage.advance_to(datetime(2026, 10, 10, tzinfo=UTC))
    told = [plain(message.text) for message in cast.olga.messages[before:]]
    assert told, "she was reminded"
    assert all("2025/26 → 4. Отчёт" in text for text in told)
    assert all("2026/27 → 2. Отчёт" in text for text in told)


async def test_the_tables_of_two_years_have_two_names(cast: Cast) -> None:
    title = "Карта наставничества"
    first = await cast.plant(Row("Отчёт"), year=2025, title=title)
    alone = await _sheet_name(cast, first[""])
    second = await cast.plant(Row("Отчёт"), year=2026, title=title)

    assert alone == "Ход дорожной карты — Школа № 1 — 2026-10-05.xlsx"
    assert [await _sheet_name(cast, each[""]) for each in (first, second)] == [
        "Ход дорожной карты — Карта наставничества · 2025 26 — Школа № 1 — 2026-10-05.xlsx",
        "Ход дорожной карты — Карта наставничества · 2026 27 — Школа № 1 — 2026-10-05.xlsx",
    ]


async def test_calendars_and_lists_of_terms_of_two_years_have_two_names(cast: Cast) -> None:
    title = "Карта наставничества"
    row = Row("Отчёт", term="до 20.05.2027")
    both = [await cast.plant(row, year=year, title=title) for year in (2025, 2026)]
    names = []
    for found in both:
        for request in (RoadmapCalendar(found[""]), PlanSheet(found[""], every=True)):
            await cast.curator.taps(data=request.pack())
            assert cast.curator.screen.document is not None
            names.append(cast.curator.screen.document[0])
    assert names == [
        "Сроки дорожной карты — Карта наставничества · 2025 26 — 2026-10-05.ics",
        "Сроки и ответственные — Карта наставничества · 2025 26 — 2026-10-05.xlsx",
        "Сроки дорожной карты — Карта наставничества · 2026 27 — 2026-10-05.ics",
        "Сроки и ответственные — Карта наставничества · 2026 27 — 2026-10-05.xlsx",
    ]


async def _sheet_name(cast: Cast, roadmap_id: int) -> str:
    await cast.curator.taps(data=Sheet(roadmap_id).pack())
    assert cast.curator.screen.document is not None
    return cast.curator.screen.document[0]


async def test_another_school_sees_and_makes_nothing(cast: Cast) -> None:
    found = await cast.year()
    await cast.curator.taps(data=MakeNextYear(found[""]).pack())
    made = await cast.newest()
    await cast.stage.school("Школа № 2")
    stranger = await cast.stage.join("Ким Анна Львовна", Role.CURATOR)
    for request in (NextYear(found[""]), MakeNextYear(found[""]), Carry(made.id, 0),
                    CarryOne(made.id, found["Отчёт"], 0), OpenItem(found["Отчёт"])):  # fmt: skip
        await stranger.taps(data=request.pack())
        assert stranger.alerts[-1].startswith("Это действие для Вашей роли закрыто.")
    assert len(stranger.alerts) == 5
