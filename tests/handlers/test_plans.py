"""Stories of a line's own plan: sent, chosen, begun from a template, counted, done, taken off."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Occurrence
from db.models.roadmap import OccState
from domain.roles import Role
from handlers.buttons.item import Done, EditItem, OpenItem, RemoveNow
from handlers.buttons.plans import AttachPlan, DetachPlanNow, OwnPlan
from handlers.buttons.roadmap import FinishNow, ListItems, Overview
from services.overview import Which
from tests.documents import word
from tests.item_factories import Row
from tests.small_school import SmallSchool, plain
from tests.stage import Stage

SCHOOL = "Школа молодого специалиста"


@dataclass
class Cast(SmallSchool):
    """With a roadmap one of whose lines goes by a plan."""

    async def rows(self) -> dict[str, int]:
        """Ids by title of all items."""

        def load(session: Session) -> dict[str, int]:
            return {item.title: item.id for item in session.scalars(select(Item))}

        return await self.stage.db.read(load)

    async def asked(self, found: dict[str, int]) -> set[int]:
        """Which of some items anybody will be asked of."""

        def load(session: Session) -> set[int]:
            rows = select(Occurrence.item_id).where(Occurrence.item_id.in_(found.values()))
            return set(session.scalars(rows.where(Occurrence.state == OccState.OPEN)))

        return await self.stage.db.read(load)

    async def above(self) -> dict[str, int]:
        olga = (self.id(self.olga),)
        return await self.plant(
            Row(SCHOOL, number="2.6", term="По отдельному плану", owners=olga),
            Row("Отчёт", number="3", term="до 20.05.2027", owners=olga),
        )

    async def attached(self, *rows: Row) -> tuple[dict[str, int], dict[str, int]]:
        """A roadmap with a line, and the running plan of the line."""
        above = await self.above()
        below = await self.plant(*rows, title="План Школы молодого специалиста")
        await self.curator.taps(data=AttachPlan(above[SCHOOL], below[""]).pack())
        return above, below


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    return await Cast.opened(stage)


async def test_a_file_becomes_the_plan_of_a_line(cast: Cast) -> None:
    found = await cast.above()
    await cast.curator.taps(data=OpenItem(found[SCHOOL]).pack())
    assert cast.curator.screen.buttons[0] == ["Прислать план"]
    await cast.curator.taps("Прислать план")
    assert "Срок в документе: «По отдельному плану»" in plain(cast.curator.screen.text)
    await cast.curator.sends("а как?")
    assert "Здесь нужен файл плана" in cast.curator.screen.text
    await cast.curator.sends_file(
        word(
            [
                ("1", "Встреча с молодыми педагогами", "до 20.10.2026", "Куратор", ""),
                ("2", "Мастер-класс", "до 20.12.2026", "Куратор", ""),
            ],
            title="План работы Школы молодого специалиста",
        ),
        "план.docx",
    )
    assert "План к пункту «2.6. Школа молодого специалиста»" in plain(cast.curator.screen.text)
    assert "Период: 2026–2027 учебный год." in plain(cast.curator.screen.text)
    await cast.curator.taps("Запустить")
    await cast.curator.taps("Запустить")
    await cast.curator.taps("Открыть дорожную карту")
    assert "План к пункту «2.6. Школа молодого специалиста»" in plain(cast.curator.screen.text)
    await cast.curator.taps("К пункту")
    assert cast.curator.screen.buttons[0] == ["📋 План: 0 из 2"]
    assert "Отдельный план «План работы Школы молодого специалиста»: 0 из 2" in plain(
        cast.curator.screen.text
    )


async def test_progress_shows_in_the_line_everywhere(cast: Cast) -> None:
    olga = (cast.id(cast.olga),)
    above, below = await cast.attached(
        Row("Встреча", term="до 09.10.2026", owners=olga), Row("Мастер-класс", owners=olga)
    )
    await cast.olga.taps(data=Done(below["Встреча"]).pack())
    assert not cast.olga.screen.has("✅ План выполнен: к пункту")

    await cast.curator.taps(data=ListItems(above[""], Which.ALL, None, 0).pack())
    assert "план: 1 из 2" in cast.curator.screen.text
    await cast.curator.taps(data=Overview(above[""]).pack())
    assert "Отдельные планы (1): выполнено 1 из 2" in plain(cast.curator.screen.text)
    await cast.olga.sends("/today")
    assert "план: 1 из 2" in cast.olga.screen.text
    await cast.curator.taps(data=OpenItem(above[SCHOOL]).pack())
    assert "В работе" in cast.curator.screen.text
    await cast.curator.taps("📋 План: 1 из 2")
    assert cast.curator.screen.text.splitlines()[1] == "План Школы молодого специалиста"


async def test_my_items_say_which_roadmap_a_title_is_of(cast: Cast) -> None:
    olga = (cast.id(cast.olga),)
    await cast.attached(Row("Отчёт", number="1", term="до 20.05.2027", owners=olga))
    await cast.plant(Row("Отчёт", term="до 20.05.2026", owners=olga), year=2025)
    await cast.olga.sends("/today")
    lines = plain(cast.olga.screen.text).splitlines()
    assert [line for line in lines if "Отчёт" in line] == [
        "1 · ⚠️ Отчёт · 2025/26",
        "2 · 3. Отчёт · 2026/27, Дорожная карта наставничества",
        "3 · 1. Отчёт · 2026/27, План Школы молодого специалиста",
    ]


async def test_a_complete_plan_asks_to_mark_its_line_and_forces_nothing(cast: Cast) -> None:
    olga = (cast.id(cast.olga),)
    above, below = await cast.attached(Row("Встреча", term="до 09.10.2026", owners=olga))
    await cast.olga.taps(data=Done(below["Встреча"]).pack())
    await cast.olga.taps("✅ План выполнен: к пункту")
    assert "1 из 1, весь выполнен" in plain(cast.olga.screen.text)
    assert cast.olga.screen.buttons[0] == ["✅ Отметить"]
    assert "Выполнено 0 из 2" in await _overview(cast, above[""])
    await cast.curator.taps(data=Overview(below[""]).pack())
    await cast.curator.taps("✅ План выполнен: к пункту")
    await cast.curator.taps("✅ Отметить")
    assert "Выполнено 1 из 2" in await _overview(cast, above[""])


async def _overview(cast: Cast, roadmap_id: int) -> str:
    await cast.curator.taps(data=Overview(roadmap_id).pack())
    return plain(cast.curator.screen.text)


async def test_nobody_is_asked_of_a_line_whose_plan_runs(cast: Cast) -> None:
    await cast.attached(Row("Встреча", term="до 20.05.2027", owners=(cast.id(cast.olga),)))
    before = len(cast.olga.messages)
    await cast.stage.advance_to(datetime(2026, 12, 20, tzinfo=UTC))
    assert [m.text for m in cast.olga.messages[before:] if SCHOOL in m.text] == []
    await cast.curator.sends("/roadmap")


async def test_a_running_roadmap_is_chosen_and_taken_off(cast: Cast) -> None:
    above = await cast.above()
    below = await cast.plant(Row("Встреча"), title="План кафедры")
    await cast.curator.taps(data=OpenItem(above[SCHOOL]).pack())
    await cast.curator.taps("Прислать план")
    await cast.curator.taps("Выбрать из карт школы")
    await cast.curator.taps("План кафедры")
    assert plain(cast.curator.screen.text) == (
        "✅ Карта «План кафедры» теперь план пункта «2.6. Школа молодого специалиста»."
    )
    await cast.curator.taps("← Назад")
    await cast.curator.taps("Изменить пункт")
    await cast.curator.taps("Отдельный план")
    await cast.curator.taps("Отсоединить план")
    await cast.curator.taps("Да, отсоединить")
    await cast.curator.taps("← Назад")
    assert cast.curator.screen.buttons[0] == ["Прислать план"]
    await cast.curator.taps(data=Overview(below[""]).pack())
    assert not cast.curator.screen.has("К пункту")


async def test_a_plan_is_begun_from_a_template(cast: Cast) -> None:
    found = await cast.above()
    await cast.curator.taps(data=OwnPlan(found["Отчёт"]).pack())
    await cast.curator.taps("Начать с образца")
    first = cast.curator.screen.buttons[0][0]
    await cast.curator.taps(first)
    assert "План к пункту «3. Отчёт»" in plain(cast.curator.screen.text)
    assert "Период: 2026–2027 учебный год." in plain(cast.curator.screen.text)
    await cast.curator.taps("К пункту")
    await cast.curator.taps("Открыть черновик плана")
    assert "План к пункту «3. Отчёт»" in plain(cast.curator.screen.text)


async def test_a_plan_has_no_plans_and_no_circles(cast: Cast) -> None:
    above, below = await cast.attached(Row("Встреча", term="По отдельному плану"))
    await cast.curator.taps(data=EditItem(below["Встреча"]).pack())
    assert not cast.curator.screen.has("Отдельный план")
    for item, plan in ((below["Встреча"], above[""]), (below["Встреча"], below[""]),
                       (above["Отчёт"], above[""]), (above["Отчёт"], below[""])):  # fmt: skip
        await cast.curator.taps(data=AttachPlan(item, plan).pack())
        assert "ещё одного уровня не бывает" in cast.curator.alerts[-1]
    await cast.curator.taps(data=OwnPlan(below["Встреча"]).pack())
    assert "ещё одного уровня не бывает" in cast.curator.alerts[-1]
    assert len(cast.curator.alerts) == 5


async def test_a_line_with_a_plan_survives_a_corrected_document(cast: Cast) -> None:
    rows = [
        ("1", "Приказ", "до 20.11.2026", "Куратор", ""),
        ("2", SCHOOL, "По отдельному плану", "Куратор", ""),
        ("3", "Отчёт", "май 2027", "Куратор", ""),
    ]
    await cast.curator.sends(document=word(rows), name="карта.docx")
    await cast.curator.taps("Запустить")
    await cast.curator.taps("Запустить")
    above = await cast.rows()
    below = await cast.plant(Row("Встреча", term="до 09.10.2026"), title="План Школы")
    await cast.curator.taps(data=AttachPlan(above[SCHOOL], below[""]).pack())
    await cast.curator.sends(document=word([rows[0], rows[2]]), name="исправлено.docx")
    await cast.curator.taps("Сравнить")
    assert "Останется как есть: 1 изменение." in plain(cast.curator.screen.text)
    await cast.curator.taps("Исчезло (1)")
    assert "у него свой план" in plain(cast.curator.screen.text)


async def test_a_plan_whose_line_was_taken_out_can_be_given_to_another(cast: Cast) -> None:
    above, below = await cast.attached(Row("Встреча", term="до 09.10.2026"))
    await cast.curator.taps(data=RemoveNow(above[SCHOOL]).pack())
    await cast.curator.taps(data=Overview(above[""]).pack())
    assert "Отдельные планы" not in cast.curator.screen.text
    await cast.curator.taps(data=AttachPlan(above["Отчёт"], below[""]).pack())
    await cast.curator.taps(data=OpenItem(above["Отчёт"]).pack())
    assert cast.curator.screen.has("📋 План: 0 из 1")


async def test_a_plan_is_offered_its_next_year_when_its_roadmap_is_over(cast: Cast) -> None:
    above, below = await cast.attached(Row("Встреча", term="до 09.10.2026"))
    await cast.stage.advance_to(datetime(2027, 5, 3, 9, tzinfo=UTC))
    await cast.curator.taps(data=Overview(below[""]).pack())
    assert not cast.curator.screen.has("📅 Сделать карту на 2027/28")
    await cast.curator.taps(data=FinishNow(above[""]).pack())
    await cast.curator.taps(data=Overview(below[""]).pack())
    assert cast.curator.screen.has("📅 Сделать карту на 2027/28")


async def test_the_plan_of_another_school_is_none(cast: Cast) -> None:
    above = await cast.above()
    await cast.stage.school("Школа № 2")
    stranger = await cast.stage.join("Ким Анна Львовна", Role.CURATOR)
    other = await cast.plant(Row("Встреча"), title="Чужой план")
    await cast.curator.taps(data=AttachPlan(above[SCHOOL], other[""]).pack())
    assert cast.curator.alerts[-1].startswith("Этого уже нет")
    await stranger.taps(data=AttachPlan(above[SCHOOL], other[""]).pack())
    assert stranger.alerts[-1].startswith("Это действие для Вашей роли закрыто.")
    await cast.olga.taps(data=OwnPlan(above[SCHOOL]).pack())
    assert cast.olga.alerts[-1].startswith("Это действие для Вашей роли закрыто.")


async def test_a_line_that_each_answers_for_goes_by_a_plan_too(cast: Cast) -> None:
    both = (cast.id(cast.olga), cast.id(cast.curator))
    above = await cast.plant(
        Row(SCHOOL, number="2.6", term="По отдельному плану", owners=both, each=True)
    )
    await cast.curator.taps(data=OpenItem(above[SCHOOL]).pack())
    assert cast.curator.screen.buttons[0] == ["Прислать план"]
    below = await cast.plant(Row("Встреча", owners=both[:1]), title="План Школы")
    await cast.curator.taps(data=AttachPlan(above[SCHOOL], below[""]).pack())
    assert await cast.asked(above) == set()

    await cast.olga.taps(data=Done(below["Встреча"]).pack())
    await cast.olga.taps("✅ План выполнен: к пункту")
    await cast.curator.taps(data=ListItems(above[""], Which.ALL, None, 0).pack())
    assert "план: 1 из 1" in plain(cast.curator.screen.text)
    assert "0 из 2" in plain(cast.curator.screen.text)
    await cast.olga.sends("/today")
    assert "план: 1 из 1" in plain(cast.olga.screen.text)

    await cast.curator.taps(data=DetachPlanNow(above[SCHOOL]).pack())
    shares = {above[f"{SCHOOL}/{person}"] for person in both}
    assert await cast.asked(above) == shares
    await cast.curator.taps(data=AttachPlan(above[SCHOOL], below[""]).pack())
    for each in (cast.olga, cast.curator):
        await each.taps(data=Done(above[f"{SCHOOL}/{cast.id(each)}"]).pack())
    await cast.curator.taps(data=Overview(below[""]).pack())
    assert not cast.curator.screen.has("✅ План выполнен: к пункту")
    assert "Выполнено 1 из 1" in await _overview(cast, above[""])


async def test_a_line_of_steps_goes_by_no_plan(cast: Cast) -> None:
    above = await cast.plant(Row(SCHOOL, steps=(Row("Шаг"),)))
    await cast.curator.taps(data=OwnPlan(above[SCHOOL]).pack())
    assert cast.curator.alerts[-1].startswith("Пункт разбит на шаги")
