"""A municipal line is answered by several schools: each sees its own people and counts others."""

from dataclasses import dataclass
from typing import Any

import pytest

from domain.roles import Role
from handlers.buttons.item import Done, History, OpenItem
from handlers.buttons.nudge import Answers
from sandbox.session import Actor
from tests.item_factories import Row, running
from tests.stage import Stage


@dataclass
class Cast:
    """A coordinator, two people of one school and one of another; ids of items by title."""

    stage: Stage
    coordinator: Actor
    anna: Actor
    vera: Actor
    stranger: Actor
    ids: dict[str, int]

    def share(self, actor: Actor) -> int:
        return self.ids[f"Опрос/{self.stage.person_id(actor)}"]


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    above = await stage.municipality()
    coordinator = await stage.join("Рябинина Вера Леонидовна", Role.COORDINATOR)
    await stage.school("Школа № 1", parent_id=above)
    anna = await stage.join("Орлова Анна Юрьевна", Role.MENTOR)
    vera = await stage.join("Ясенева Вера Ильинична", Role.CURATOR)
    await stage.school("Школа № 2", parent_id=above)
    stranger = await stage.join("Климова Дарья Львовна", Role.MENTOR)
    owners = tuple(stage.person_id(each) for each in (anna, vera, stranger))
    rows = [
        Row("Опрос", term="до 20.11.2026", owners=owners, each=True),
        Row("Отчёт", term="до 25.11.2026", owners=owners),
    ]
    ids = await stage.db.write(running, stage.clock.now(), above, rows)
    return Cast(stage, coordinator, anna, vera, stranger, ids)


def said(screen: Any) -> list[str]:
    return [line for line in screen.text.replace("\u00a0", " ").splitlines() if line]


async def test_a_card_names_ones_own_school_and_counts_the_others(cast: Cast) -> None:
    await cast.anna.taps(data=OpenItem(cast.ids["Опрос"]).pack())
    assert "Отвечают, каждый за себя: Орлова А. Ю., Ясенева В. И. и ещё 1 школа" in said(
        cast.anna.screen
    )
    assert "Ещё нет отметки: Орлова А. Ю., Ясенева В. И. и ещё 1" in said(cast.anna.screen)
    await cast.stranger.taps(data=OpenItem(cast.ids["Отчёт"]).pack())
    assert "Отвечают: Климова Д. Л. и ещё 1 школа" in said(cast.stranger.screen)
    await cast.coordinator.taps(data=OpenItem(cast.ids["Отчёт"]).pack())
    assert "Отвечают: Орлова А. Ю., Ясенева В. И., Климова Д. Л." in said(cast.coordinator.screen)


async def test_answers_stand_by_school_where_they_are_not_ones_own(cast: Cast) -> None:
    await cast.stranger.taps(data=Done(cast.share(cast.stranger)).pack())
    await cast.anna.taps(data=Answers(cast.ids["Опрос"], 0).pack())
    text = "\n".join(said(cast.anna.screen))
    assert "Школа № 2" in text
    assert "Климова" not in text
    assert [key for row in cast.anna.screen.buttons for key in row if key.isdigit()] == ["1", "2"]
    await cast.coordinator.taps(data=Answers(cast.ids["Опрос"], 0).pack())
    assert "Климова Д. Л." in "\n".join(said(cast.coordinator.screen))


async def test_who_did_it_is_not_named_to_another_school(cast: Cast) -> None:
    await cast.stranger.taps(data=Done(cast.ids["Отчёт"]).pack())
    for request in (Done(cast.ids["Отчёт"]), OpenItem(cast.ids["Отчёт"]),
                    History(cast.ids["Отчёт"], 0)):  # fmt: skip
        await cast.anna.taps(data=request.pack())
        assert "Климова" not in cast.anna.screen.text
        await cast.coordinator.taps(data=request.pack())
        assert "Климова" in cast.coordinator.screen.text
