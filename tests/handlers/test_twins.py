"""Stories of equal lines: suggested, linked, closed by one paper, reminded of once, parted."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from domain.roles import Role
from handlers.buttons.item import OpenItem
from handlers.buttons.twins import LinkNow, TwinPairs
from tests.documents import word
from tests.item_factories import Row
from tests.small_school import SmallSchool, plain
from tests.stage import Stage

ORDER = "Приказ о закреплении наставнических пар"
AGAIN = "Издание приказа «О закреплении наставнических пар»"


@dataclass
class Cast(SmallSchool):
    """With a roadmap that names an order twice."""

    async def twins(self) -> dict[str, int]:
        """Two lines of one order, due in autumn and in winter."""
        olga = (self.id(self.olga),)
        return await self.plant(
            Row(ORDER, number="1.2", term="до 09.10.2026", owners=olga),
            Row("Отчёт", number="4.1", term="до 20.05.2027", owners=olga),
            Row(AGAIN, number="5.2", term="до 10.12.2026", owners=olga),
        )


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    return await Cast.opened(stage)


async def link(cast: Cast) -> dict[str, int]:
    found = await cast.twins()
    await cast.curator.taps(data=TwinPairs(found[""], 0).pack())
    await cast.curator.taps("Связать")
    return found


async def test_a_draft_suggests_lines_that_are_the_same(cast: Cast) -> None:
    await cast.curator.sends_file(
        word([
            ("1", ORDER, "до 20.10.2026", "Куратор", ""),
            ("2", "Круглый стол", "до 20.11.2026", "Куратор", ""),
            ("3", AGAIN, "до 20.12.2026", "Куратор", ""),
        ]),
        "карта.docx",
    )  # fmt: skip
    await cast.curator.taps("Похожие строки (1)")
    assert plain(cast.curator.screen.text) == (
        "📋 Похожие строки · 1 из 1\n"
        "Дорожная карта наставничества на 2026-2027 учебный год\n\n"
        "Похоже, это одно и то же:\n"
        f"• 1. {ORDER} (до 20.10.2026)\n"
        f"• 3. {AGAIN} (до 20.12.2026)\n\n"
        "Связать? Тогда один документ закроет обе."
    )
    await cast.curator.taps("Связать")
    assert "Несвязанных похожих строк нет." in cast.curator.screen.text
    await cast.curator.taps("← Назад")
    assert not cast.curator.screen.has("Похожие строки")
    await cast.curator.taps("Запустить")
    await cast.curator.taps("Запустить")
    await cast.curator.sends("/today")
    assert plain(cast.curator.screen.text).splitlines()[0] == "📋 Мои дела · 2 пункта"
    assert f"1. {ORDER} (также 3)" in cast.curator.screen.text
    assert AGAIN not in cast.curator.screen.text


async def test_what_is_different_is_not_suggested_again(cast: Cast) -> None:
    found = await cast.twins()
    await cast.curator.taps(data=TwinPairs(found[""], 0).pack())
    await cast.curator.taps("Это разное")
    assert "Несвязанных похожих строк нет." in cast.curator.screen.text
    await cast.curator.taps(data=TwinPairs(found[""], 0).pack())
    assert "Несвязанных похожих строк нет." in cast.curator.screen.text


async def test_one_paper_closes_both_and_undo_opens_both(cast: Cast) -> None:
    found = await link(cast)
    await cast.olga.taps(data=OpenItem(found[ORDER]).pack())
    assert f"Связано: «5.2. {AGAIN}». Один документ закроет всё" in plain(cast.olga.screen.text)
    await cast.olga.taps("✅ Отметить")
    assert f"✅ Отмечено: 1.2. {ORDER} (также 5.2)" in plain(cast.olga.screen.text)
    await cast.olga.taps("📎 Прикрепить подтверждение")
    await cast.olga.sends("Приказ № 15 от 05.10.2026")
    await cast.olga.taps(data=OpenItem(found[AGAIN]).pack())
    assert "✅ Выполнено" in cast.olga.screen.text
    assert "Приказ № 15" in plain(cast.olga.screen.text)
    assert cast.olga.screen.has("Подтверждения (1)")
    await cast.olga.taps("История")
    assert "отмечено выполненным" in cast.olga.screen.text

    await cast.olga.taps(data=OpenItem(found[ORDER]).pack())
    await cast.olga.taps("Отменить последнее")
    await cast.olga.taps("Отменить последнее")
    assert cast.olga.screen.has("✅ Отметить")
    await cast.olga.taps(data=OpenItem(found[AGAIN]).pack())
    assert cast.olga.screen.has("✅ Отметить")
    assert not cast.olga.screen.has("Подтверждения (1)")


async def test_a_line_taken_up_again_takes_its_twin_along(cast: Cast) -> None:
    found = await link(cast)
    await cast.olga.taps(data=OpenItem(found[ORDER]).pack())
    await cast.olga.taps("✅ Отметить")
    await cast.olga.taps(data=OpenItem(found[AGAIN]).pack())
    await cast.olga.taps("Вернуть в работу")
    await cast.olga.taps(data=OpenItem(found[ORDER]).pack())
    assert cast.olga.screen.has("✅ Отметить")


async def test_linking_with_a_done_line_closes_the_other_and_can_be_undone(cast: Cast) -> None:
    found = await cast.twins()
    await cast.olga.taps(data=OpenItem(found[ORDER]).pack())
    await cast.olga.taps("✅ Отметить")
    await cast.curator.taps(data=LinkNow(found[ORDER], found[AGAIN]).pack())
    assert "Обе отмечены выполненными." in plain(cast.curator.screen.text)
    await cast.curator.taps("Отменить")
    await cast.curator.taps(data=OpenItem(found[AGAIN]).pack())
    assert "Связано" not in cast.curator.screen.text
    assert "Выполнено" not in cast.curator.screen.text


async def test_a_card_leads_to_linking_and_parting(cast: Cast) -> None:
    found = await cast.twins()
    await cast.curator.taps(data=OpenItem(found["Отчёт"]).pack())
    await cast.curator.taps("Изменить пункт")
    await cast.curator.taps("Связать с такой же строкой")
    await cast.curator.taps("Найти строку")
    await cast.curator.sends("приказ")
    await cast.curator.taps("2")
    assert plain(cast.curator.screen.text) == (
        f"✅ Связано. Теперь один документ закроет обе строки.\n\n• 4.1. Отчёт\n• 5.2. {AGAIN}"
    )
    await cast.curator.taps("Открыть пункт")
    await cast.curator.taps("Изменить пункт")
    await cast.curator.taps("Разъединить")
    assert plain(cast.curator.screen.text) == "✅ Больше не связано: 4.1. Отчёт"
    await cast.curator.taps("Открыть пункт")
    assert "Связано" not in cast.curator.screen.text


async def test_a_bundle_speaks_of_linked_lines_once(cast: Cast) -> None:
    olga = (cast.id(cast.olga),)
    found = await cast.plant(
        Row(ORDER, number="1.2", term="до 09.10.2026", owners=olga),
        Row(AGAIN, number="5.2", term="до 09.10.2026", owners=olga),
    )
    await cast.curator.taps(data=LinkNow(found[ORDER], found[AGAIN]).pack())
    before = len(cast.olga.messages)
    await cast.stage.advance_to(datetime(2026, 10, 10, tzinfo=UTC))
    told = [message.text for message in cast.olga.messages[before:]]
    assert told, "she was reminded"
    assert all(ORDER in text and "(также 5.2)" in text for text in told)
    assert not any(AGAIN in text for text in told)


async def test_linked_lines_of_different_days_come_in_one_bundle(cast: Cast) -> None:
    olga = (cast.id(cast.olga),)
    found = await cast.plant(
        Row(ORDER, number="1.2", term="до 09.10.2026", owners=olga),
        Row(AGAIN, number="5.2", term="до 12.10.2026", owners=olga),
    )
    await cast.curator.taps(data=LinkNow(found[ORDER], found[AGAIN]).pack())
    before = len(cast.olga.messages)
    await cast.stage.advance_to(datetime(2026, 10, 20, tzinfo=UTC))
    told = [plain(message.text) for message in cast.olga.messages[before:]]
    assert told, "she was reminded"
    # The second line is heard of only after the first one's own reminders are over.
    assert ["1.2. " in text.splitlines()[3] for text in told] == [True, True, True, False]


async def test_everybodys_part_closes_the_same_persons_other_part(cast: Cast) -> None:
    both = (cast.id(cast.olga), cast.id(cast.curator))
    found = await cast.plant(
        Row(ORDER, number="1.2", owners=both, each=True),
        Row(AGAIN, number="5.2", owners=both, each=True),
        Row("Отчёт", number="6", owners=both),
    )
    await cast.curator.taps(data=LinkNow(found[ORDER], found["Отчёт"]).pack())
    assert cast.curator.alerts[-1].startswith("Одну из этих строк каждый отмечает за себя")
    await cast.curator.taps(data=LinkNow(found[ORDER], found[AGAIN]).pack())
    await cast.olga.sends("/today")
    assert plain(cast.olga.screen.text).splitlines()[0] == "📋 Мои дела · 2 пункта"
    await cast.olga.taps(data=OpenItem(found[ORDER]).pack())
    await cast.olga.taps("✅ Отметить свою часть")
    assert "(также 5.2)" in plain(cast.olga.screen.text)
    await cast.curator.taps(data=OpenItem(found[AGAIN]).pack())
    assert "Отметили 1 из 2" in plain(cast.curator.screen.text)
    await cast.olga.sends("/today")
    assert plain(cast.olga.screen.text).splitlines()[0] == "📋 Мои дела · 1 пункт"


async def test_another_school_cannot_link(cast: Cast) -> None:
    found = await cast.twins()
    await cast.stage.school("Школа № 2")
    stranger = await cast.stage.join("Ким Анна Львовна", Role.CURATOR)
    await stranger.taps(data=LinkNow(found[ORDER], found[AGAIN]).pack())
    assert stranger.alerts[-1].startswith("Это действие для Вашей роли закрыто.")
    await cast.olga.taps(data=LinkNow(found[ORDER], found[AGAIN]).pack())
    assert cast.olga.alerts[-1].startswith("Это действие для Вашей роли закрыто.")
