"""getUpdates: order, confirmation, retention, kinds, two pollers, a webhook in the way."""

import asyncio

from sandbox.actor import Actor
from sandbox.world import World
from tests.sandbox.conftest import MONDAY, Caller, Clock


async def test_updates_come_in_order_until_confirmed(call: Caller, olga: Actor) -> None:
    for text in ("раз", "два", "три"):
        await olga.sends(text)

    first = await call("getUpdates", limit=2)
    same = await call("getUpdates", limit=2)
    rest = await call("getUpdates", offset=first[-1]["update_id"] + 1)
    nothing = await call("getUpdates", offset=rest[-1]["update_id"] + 1)

    assert [one["message"]["text"] for one in first] == ["раз", "два"]
    assert same == first
    assert [one["message"]["text"] for one in rest] == ["три"]
    assert nothing == []


async def test_a_negative_offset_keeps_the_last(call: Caller, olga: Actor) -> None:
    for text in ("раз", "два"):
        await olga.sends(text)

    found = await call("getUpdates", offset=-1)

    assert [one["message"]["text"] for one in found] == ["два"]
    assert await call("getUpdates") == found


async def test_a_waiting_poll_gets_the_next_update(call: Caller, olga: Actor) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await asyncio.sleep(0)
    await olga.sends("привет")

    found = await poll

    assert [one["message"]["text"] for one in found] == ["привет"]


async def test_a_second_poller_ends_the_first(call: Caller, olga: Actor) -> None:
    first = asyncio.create_task(call.refusal("getUpdates", timeout=50))
    await asyncio.sleep(0)
    second = asyncio.create_task(call("getUpdates", timeout=50))
    await asyncio.sleep(0)
    await olga.sends("привет")

    assert await first == (
        409,
        "Conflict: terminated by other getUpdates request;"
        " make sure that only one bot instance is running",
    )
    assert len(await second) == 1


async def test_a_webhook_stops_polling(call: Caller, olga: Actor) -> None:
    await olga.sends("привет")
    await call("setWebhook", url="https://school.example/hook", allowed_updates=["message"])
    info = await call("getWebhookInfo")
    refusal = await call.refusal("getUpdates")
    await call("deleteWebhook", drop_pending_updates=True)

    assert info == {
        "url": "https://school.example/hook",
        "has_custom_certificate": False,
        "pending_update_count": 1,
        "max_connections": 40,
        "allowed_updates": ["message"],
    }
    assert refusal == (
        409,
        "Conflict: can't use getUpdates method while webhook is active;"
        " use deleteWebhook to delete the webhook first",
    )
    assert await call("getUpdates") == []


async def test_refused_webhooks(call: Caller) -> None:
    assert [
        await call.refusal("setWebhook", url="http://school.example/hook"),
        await call.refusal("setWebhook", url="https://school.example", secret_token="ключ"),
    ] == [
        (400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
        (400, "Bad Request: secret token contains unallowed characters"),
    ]


async def test_old_updates_are_gone(call: Caller, olga: Actor, clock: Clock) -> None:
    await call(
        "sendMessage",
        chat_id=olga.id,
        text="a",
        reply_markup={"inline_keyboard": [[{"text": "ок", "callback_data": "x"}]]},
    )
    await olga.sends("привет")
    await olga.taps("ок")

    clock.plus(seconds=150)
    both = await call("getUpdates")
    clock.plus(seconds=1)
    text_only = await call("getUpdates")
    clock.plus(hours=24)

    assert [len(both), len(text_only), len(await call("getUpdates"))] == [2, 1, 0]


async def test_only_the_kinds_asked_for(call: Caller, olga: Actor) -> None:
    await call("getUpdates", allowed_updates=["message"])
    await olga.blocks()
    await olga.unblocks()
    await olga.sends("привет")

    found = await call("getUpdates")
    await call("getUpdates", allowed_updates=[])
    await olga.blocks()

    assert [list(one)[1] for one in found] == ["message"]
    assert [list(one)[1] for one in await call("getUpdates")] == ["message", "my_chat_member"]


async def test_blocking_as_the_bot_sees_it(call: Caller, olga: Actor, world: World) -> None:
    await olga.blocks()

    update = (await call("getUpdates"))[0]["my_chat_member"]

    bot = world.bot(call.token).user()
    assert update == {
        "chat": olga.person.chat(),
        "from": olga.person.user(),
        "date": int(MONDAY.timestamp()),
        "old_chat_member": {"user": bot, "status": "member"},
        "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
    }


async def test_a_persons_edit(call: Caller, olga: Actor, clock: Clock) -> None:
    number = await olga.sends("опечатка")
    clock.plus(seconds=5)
    await olga.edits("без опечатки")

    update = (await call("getUpdates"))[-1]["edited_message"]

    assert (update["message_id"], update["text"]) == (number, "без опечатки")
    assert update["edit_date"] - update["date"] == 5
