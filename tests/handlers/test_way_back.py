"""Wherever a card was opened from, that is where «← Назад» leads, whatever was done on it."""

from dataclasses import dataclass

import pytest

from domain.roles import Role
from handlers.buttons.item import Comment, Done, OpenItem, OpenListed
from handlers.buttons.roadmap import Found, ListItems, MyItems
from handlers.registry import LIMIT_BYTES, Via, parse, ways
from sandbox.session import Actor
from services.overview import Which
from tests.item_factories import Row, running
from tests.stage import Stage


@dataclass
class Cast:
    stage: Stage
    curator: Actor
    found: dict[str, int]

    async def opens_listed(self, title: str) -> str:
        """A card out of the second page of a stage; what stood on that page."""
        there = self.found[""]
        await self.curator.taps(data=ListItems(there, Which.STAGE, 0, 1).pack())
        page = self.curator.screen.text
        listed = OpenListed(self.found[title], there, Which.STAGE, 0, 1)
        await self.curator.taps(data=listed.pack())
        assert self.curator.screen.text.startswith("📋 Дело")
        return page


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    mine = (stage.person_id(curator),)
    rows = [
        Row(f"Дело {n}", stage="Подготовка", term="до 20.05.2027", owners=mine, content="А" * 400,
            steps=(Row("Шаг", owners=mine),) if n == 9 else ())
        for n in range(1, 12)
    ]  # fmt: skip
    found = await stage.db.write(running, stage.clock.now(), stage.school_id, rows)
    return Cast(stage, curator, found)


async def test_after_done_back_leads_to_the_page_of_the_list(cast: Cast) -> None:
    page = await cast.opens_listed("Дело 10")

    await cast.curator.taps("✅ Отметить")
    await cast.curator.taps("← Назад")

    before, after = page.splitlines(), cast.curator.screen.text.splitlines()
    at = before.index("11 · Дело 10")
    done = ["11 · ✅ Дело 10", "    выполнено · Ветрова\u00a0О.\u00a0С."]
    assert after == [*before[:at], *done, *before[at + 2 :]]


async def test_after_undo_history_and_the_whole_text_too(cast: Cast) -> None:
    page = await cast.opens_listed("Дело 11")

    await cast.curator.taps("✅ Отметить")
    await cast.curator.taps("Отменить")
    for look in ("История", "Читать целиком"):
        await cast.curator.taps(look)
        await cast.curator.taps("← Назад")
    await cast.curator.taps("← Назад")

    assert cast.curator.screen.text == page


async def test_after_a_typed_comment_and_several_proofs_too(cast: Cast) -> None:
    page = await cast.opens_listed("Дело 11")

    await cast.curator.taps("Комментарий")
    await cast.curator.sends("Ждём подпись")
    await cast.curator.taps("Открыть пункт")
    await cast.curator.taps("📎 Прикрепить")
    await cast.curator.sends("Приказ № 1 от 01.10.2026")
    await cast.curator.sends("Приказ № 2 от 02.10.2026")
    await cast.curator.taps("Готово, это всё")
    await cast.curator.taps("← Назад")

    assert cast.curator.screen.text == page


async def test_from_a_step_back_leads_to_the_steps_then_the_row_then_the_list(cast: Cast) -> None:
    page = await cast.opens_listed("Дело 9")
    card = cast.curator.screen.text
    await cast.curator.taps("Шаги")
    steps = cast.curator.screen.text
    await cast.curator.taps("1")

    seen = []
    for _ in range(3):
        await cast.curator.taps("← Назад")
        seen.append(cast.curator.screen.text)

    assert seen == [steps, card, page]


async def test_old_buttons_without_a_way_lead_where_they_did(cast: Cast) -> None:
    await cast.curator.taps(data=OpenItem(cast.found["Дело 1"]).pack())

    await cast.curator.taps("← Назад")

    assert cast.curator.screen.text.startswith("📋 Дорожная карта\nДорожная карта наставничества")


async def test_a_way_that_is_no_button_is_left_out(cast: Cast) -> None:
    await cast.curator.taps(data=f"{OpenItem(cast.found['Дело 1']).pack()}|zzz:1|my:0")

    await cast.curator.taps("← Назад")

    assert cast.curator.screen.text.startswith("📋 Дорожная карта\nДорожная карта наставничества")


def test_the_farthest_ways_give_way_to_room() -> None:
    near, far = ListItems(12345678, Which.OVERDUE, None, 3), MyItems(1)
    long = Found(12345678, 2, "оформить приказ о наставниках"[:20])

    assert ways(Via(Comment(123456789), (near, far)).pack()) == (near, far)
    assert ways(Via(Comment(123456789), (near, long, far)).pack()) == (near,)
    packed = Via(Done(1), (near, long, far)).pack()
    assert parse(packed) == Done(1)
    assert len(packed.encode()) <= LIMIT_BYTES
