"""A reply that comes too soon waits; the person sees it all the same."""

from domain.roles import Role
from sandbox.faults import Fault
from tests.stage import Stage


async def test_a_reply_waits_out_the_flood_limit(stage: Stage) -> None:
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    stage.world.faults.retry_after = 3
    stage.world.faults.add(Fault.FLOOD, "sendMessage", times=2)
    seen = len(curator.messages)

    await curator.sends("/menu")

    assert len(curator.messages) == seen + 1


async def test_a_wait_too_long_for_a_person_is_an_apology(stage: Stage) -> None:
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    stage.world.faults.retry_after = 300
    stage.world.faults.add(Fault.FLOOD, "sendMessage", times=1)

    await curator.sends("/menu")

    assert "сломалось" in curator.screen.text
