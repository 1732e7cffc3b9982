"""The window of a campaign by the clock: reminders within it, and what comes at its end."""

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from db.models.surveys import CampaignState, ResponseState
from handlers.buttons.campaigns import Campaigns, Launch, SetClosing
from sandbox.actor import Actor
from tests.handlers.test_campaigns import (
    NBSP,
    TEXT,
    campaign,
    cast,
    keep,
    only,
    play,
    send,
    states,
    text,
)
from tests.reminder_factories import MOSCOW
from tests.stage import Stage


async def open_till(stage: Stage, curator: Actor, last: date) -> int:
    await keep(stage, TEXT)
    await curator.taps(data=Campaigns(0).pack())
    await curator.taps("Запустить анкету")
    await curator.taps(TEXT.title)
    there = await only(stage)
    await curator.taps(data=SetClosing(there, last).pack())
    await curator.taps(data=Launch(there).pack())
    return there


def said(person: Actor) -> list[str]:
    return [
        each.text.replace(NBSP, " ") for each in person.messages
        if "«Анкета наставника»" in each.text
    ]  # fmt: skip


async def heard(stage: Stage, people: Mapping[str, Actor], till: int) -> dict[str, list[int]]:
    """On which days of October each hears of it; Anna sends on the second day, Pyotr begins."""
    found: dict[str, list[int]] = {name: [] for name in people}
    for day in range(5, till + 1):
        before = {name: len(said(person)) for name, person in people.items()}
        await play(stage, date(2026, 10, day), 19)
        for name, person in people.items():
            found[name] += [day] * (len(said(person)) - before[name])
        if day == 6 and till > 8:
            await send(stage, people["anna"])
            await people["petr"].sends("/survey")
            await people["petr"].taps("4")
    return found


@pytest.mark.parametrize(
    ("last", "days"), [(14, [5, 8, 12, 14]), (7, [5, 7]), (10, [5, 8, 9]), (5, [5])]
)
async def test_reminders_keep_to_the_window(stage: Stage, last: int, days: list[int]) -> None:
    curator, (petr, anna, ilya) = await cast(stage)
    await open_till(stage, curator, date(2026, 10, last))
    people = {"petr": petr, "anna": anna, "ilya": ilya}
    found = await heard(stage, people, last + 2)
    assert found == {"petr": days, "anna": [5], "ilya": days}
    if last == 14:
        assert "«Анкета наставника»: 2 вопроса" in said(ilya)[1]
        assert "«Анкета наставника» начата: остался 1 вопрос" in said(petr)[1]
        assert "Сегодня последний день." in said(petr)[-1]


async def test_who_was_reminded_three_times_is_not_for_a_longer_window(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    there = await open_till(stage, curator, date(2026, 10, 14))
    await play(stage, date(2026, 10, 14), 19)
    assert len(said(petr)) == 4
    await curator.taps(data=SetClosing(there, date(2026, 10, 23)).pack())
    await play(stage, date(2026, 10, 24))
    assert len(said(petr)) == 4


async def test_who_began_before_midnight_may_finish(stage: Stage) -> None:
    curator, (petr, anna, _) = await cast(stage)
    await open_till(stage, curator, date(2026, 10, 6))
    await stage.advance_to(datetime(2026, 10, 6, 23, 58, tzinfo=MOSCOW))
    await petr.sends("/survey")
    await petr.taps("4")
    await stage.advance_to(datetime(2026, 10, 7, 0, 7, tzinfo=MOSCOW))
    await anna.sends("/survey")
    assert "Сейчас анкет нет." in text(anna)
    await petr.taps("5")
    await petr.taps("✅ Отправить")
    assert (await campaign(stage)).state is CampaignState.OPEN
    assert (await states(stage)).count(ResponseState.SENT) == 1

    await stage.advance_to(datetime(2026, 10, 7, 0, 11, tzinfo=MOSCOW))
    assert (await campaign(stage)).state is CampaignState.CLOSED
    await play(stage, date(2026, 10, 7))
    told = [m.text for m in curator.messages if "закрылась" in m.text]
    assert len(told) == 1


async def test_after_the_grace_nothing_is_taken(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    await open_till(stage, curator, date(2026, 10, 6))
    await stage.advance_to(datetime(2026, 10, 6, 23, 58, tzinfo=MOSCOW))
    await petr.sends("/survey")
    await petr.taps("4")
    await stage.advance_to(datetime(2026, 10, 7, 0, 11, tzinfo=MOSCOW))
    await petr.taps("5")
    assert petr.alerts[-1].startswith("Анкета уже закрыта")
    assert (await states(stage)).count(ResponseState.SENT) == 0
