"""Faults on order."""

import pytest

from sandbox.actor import Actor
from sandbox.faults import Fault
from sandbox.refusals import DroppedError, HungError
from sandbox.world import World
from tests.sandbox.conftest import Caller


async def test_answered_faults(call: Caller, olga: Actor, world: World) -> None:
    values = {"chat_id": olga.id, "text": "a"}
    world.faults.add(Fault.SERVER_ERROR, "sendMessage", times=2)
    world.faults.add(Fault.FLOOD)
    world.faults.add(Fault.BAD_GATEWAY_HTML)

    answers = [await world.call(call.token, "sendMessage", values) for _ in range(5)]

    assert [(one.status, one.retry_after) for one in answers] == [
        (500, None),
        (500, None),
        (429, 5),
        (502, None),
        (200, None),
    ]
    assert answers[3].body.startswith("<html>")
    assert [one.text for one in olga.messages] == ["a"]


async def test_lost_connections(call: Caller, olga: Actor, world: World) -> None:
    values = {"chat_id": olga.id, "text": "a"}
    world.faults.add(Fault.DROP_BEFORE, "sendMessage")
    world.faults.add(Fault.DROP_AFTER, "sendMessage")
    world.faults.add(Fault.HANG, "sendMessage")

    with pytest.raises(DroppedError):
        await world.call(call.token, "sendMessage", values)
    before = len(olga.messages)
    with pytest.raises(DroppedError):
        await world.call(call.token, "sendMessage", values)
    after = len(olga.messages)
    with pytest.raises(HungError):
        await world.call(call.token, "sendMessage", values)

    assert (before, after, len(olga.messages)) == (0, 1, 1)


async def test_a_fault_waits_for_its_call(call: Caller, olga: Actor, world: World) -> None:
    world.faults.add(Fault.SERVER_ERROR, "editMessageText")
    world.faults.add(Fault.SERVER_ERROR, chat_id=1)

    await call("sendMessage", chat_id=olga.id, text="a")
    assert await call("getUpdates") == []
    missed = await call.refusal("sendMessage", chat_id=1, text="a")
    edited = await call.refusal("editMessageText", chat_id=olga.id, message_id=2, text="b")
    world.faults.add(Fault.SERVER_ERROR)
    world.faults.clear()
    await call("sendMessage", chat_id=olga.id, text="a")

    assert [missed, edited] == [(500, "Internal Server Error")] * 2
