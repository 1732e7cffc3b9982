"""A campaign is tied to several lines of the roadmap, before its launch and later."""

from handlers.buttons.campaigns import CampaignLines, OpenCampaign
from handlers.buttons.item import OpenItem
from tests.handlers.test_campaigns import captions, cast, launched, send, text
from tests.item_factories import Row, running
from tests.stage import Stage

FIRST, SECOND, PAPER = "Анкетирование наставников", "Опрос педагогов", "Приказ о наставничестве"


async def lines(stage: Stage) -> dict[str, int]:
    rows = [
        Row(PAPER, "1", term="до 30.10.2026"), Row(FIRST, "2", term="до 30.11.2026"),
        Row(SECOND, "3", term="до 20.12.2026"),
    ]  # fmt: skip
    return await stage.db.write(running, stage.clock.now(), stage.school_id, rows)


async def test_several_lines_get_its_state_and_are_marked_at_the_end(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    items = await lines(stage)
    there = await launched(stage, curator)
    await curator.taps(data=OpenCampaign(there).pack())
    await curator.taps("Связать с пунктом")
    assert captions(curator)[:3] == [f"2. {FIRST}", f"3. {SECOND}", f"1. {PAPER}"]
    await curator.taps(f"2. {FIRST}")
    assert f"✅ Связано: 2. {FIRST}. Ответы будут видны в пункте." in text(curator)
    await curator.sends("3")
    await curator.taps(f"3. {SECOND}")
    assert captions(curator)[:2] == [f"✅ 2. {FIRST}", f"✅ 3. {SECOND}"]
    await send(stage, petr)

    for name in (FIRST, SECOND):
        await curator.taps(data=OpenItem(items[name]).pack())
        assert "Ответили на анкету: 1 из 3" in text(curator)
    await curator.taps(data=OpenCampaign(there).pack())
    assert f"Пункт: 2. {FIRST}" in text(curator)
    await curator.taps("Срок и завершение")
    await curator.taps("Закрыть сейчас")
    await curator.taps("Отметить 2")
    await curator.taps(data=OpenCampaign(there).pack())
    assert curator.screen.has("Отметить пункт")


async def test_words_find_a_line_and_its_kind_becomes_a_survey(stage: Stage) -> None:
    curator, _ = await cast(stage)
    items = await lines(stage)
    there = await launched(stage, curator)
    await curator.taps(data=CampaignLines(there, 0).pack())
    await curator.sends("ничего такого")
    assert "По словам «ничего такого» ничего нет." in text(curator)
    await curator.sends("приказ")
    await curator.taps(f"1. {PAPER}")
    assert "Вид пункта теперь «Анкета»." in text(curator)
    await curator.taps(data=OpenItem(items[PAPER]).pack())
    assert "Ответили на анкету: 0 из 3" in text(curator)

    await curator.taps(data=CampaignLines(there, 0).pack())
    await curator.taps(f"✅ 1. {PAPER}")
    assert "Связь убрана" in text(curator)
    await curator.taps(data=OpenItem(items[PAPER]).pack())
    assert "Ответили на анкету" not in text(curator)


async def test_a_line_of_another_school_is_refused(stage: Stage) -> None:
    curator, _ = await cast(stage)
    there = await launched(stage, curator)
    home = stage.school_id
    await stage.school("Школа № 2")
    items = await lines(stage)
    stage.school_id = home
    await curator.taps(data=f"9v:{there}:{items[FIRST]}")
    assert curator.alerts != []
    await curator.taps(data=OpenCampaign(there).pack())
    assert FIRST not in text(curator)
