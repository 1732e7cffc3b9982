"""Edits, deletions, pins: what changes in place and what the server refuses."""

from collections.abc import Callable
from typing import Any

import pytest

from sandbox.actor import Actor
from sandbox.people import Upload
from sandbox.world import World
from tests.sandbox.conftest import Caller, Clock

NOT_MODIFIED = (
    400,
    "Bad Request: message is not modified: specified new message content and reply markup are"
    " exactly the same as a current content and reply markup of the message",
)
KEYS = {"inline_keyboard": [[{"text": "ок", "callback_data": "x"}]]}


@pytest.fixture
async def sent(call: Caller, olga: Actor) -> dict[str, Any]:
    """A message with a keyboard, as the arguments that point at it."""
    message = await call("sendMessage", chat_id=olga.id, text="было", reply_markup=KEYS)
    return {"chat_id": olga.id, "message_id": message["message_id"]}


async def test_an_edit_takes_place_and_drops_the_keyboard(
    call: Caller, olga: Actor, sent: dict[str, Any]
) -> None:
    await call("editMessageText", **sent, text="<i>стало</i>", parse_mode="HTML")

    assert [(one.html, one.buttons, one.edited) for one in olga.messages] == [
        ("<i>стало</i>", [], True)
    ]


async def test_the_same_again_is_refused(call: Caller, sent: dict[str, Any]) -> None:
    same = await call.refusal("editMessageText", **sent, text="было", reply_markup=KEYS)
    same_keys = await call.refusal("editMessageReplyMarkup", **sent, reply_markup=KEYS)
    await call("editMessageText", **sent, text="было")
    await call("editMessageText", **sent, text="стало")
    same_edited = await call.refusal("editMessageText", **sent, text=" стало ")

    assert [same, same_keys, same_edited] == [NOT_MODIFIED] * 3


async def test_edits_of_what_cannot_be_edited(
    call: Caller, olga: Actor, sent: dict[str, Any], world: World
) -> None:
    own = await olga.sends("моё")
    fixed = await call(
        "sendMessage", chat_id=olga.id, text="a", reply_markup={"keyboard": [["Меню"]]}
    )
    there = {"chat_id": olga.id, "text": "b"}

    assert [
        await call.refusal("editMessageText", **there, message_id=99),
        await call.refusal("editMessageText", **there, message_id=own),
        await call.refusal("editMessageText", **there, message_id=fixed["message_id"]),
        await call.refusal("editMessageText", **there),
        await call.refusal("editMessageText", **sent, text="я" * 4097),
        await call.refusal("editMessageCaption", **sent, caption="a"),
        await call.refusal("editMessageReplyMarkup", **sent, reply_markup={"keyboard": [["a"]]}),
    ] == [
        (400, "Bad Request: message to edit not found"),
        (400, "Bad Request: message can't be edited"),
        (400, "Bad Request: message can't be edited"),
        (400, "Bad Request: message identifier is not specified"),
        (400, "Bad Request: message is too long"),
        (400, "Bad Request: there is no caption in the message to edit"),
        (400, "Bad Request: inline keyboard expected"),
    ]


async def test_captions_and_files_are_edited(
    call: Caller, olga: Actor, world: World, png: Callable[[int, int], bytes]
) -> None:
    document = Upload("план.txt", b"one")
    answer = await world.call(
        call.token, "sendDocument", {"chat_id": olga.id, "caption": "раз"}, {"document": document}
    )
    there = {"chat_id": olga.id, "message_id": answer.json["result"]["message_id"]}

    await call("editMessageCaption", **there, caption="два")
    caption = olga.screen.text
    refusal = await call.refusal("editMessageText", **there, text="a")
    await world.call(
        call.token,
        "editMessageMedia",
        {**there, "media": {"type": "photo", "media": "attach://new", "caption": "три"}},
        {"new": Upload("p.png", png(10, 10))},
    )

    assert refusal == (400, "Bad Request: there is no text in the message to edit")
    assert (caption, olga.screen.text) == ("два", "три")
    assert (olga.screen.document, olga.screen.photo) == (None, png(10, 10))


async def test_a_blocked_bot_edits_nothing(
    call: Caller, olga: Actor, sent: dict[str, Any]
) -> None:
    await olga.blocks()

    refusal = await call.refusal("editMessageText", **sent, text="b")

    assert refusal == (403, "Forbidden: bot was blocked by the user")


async def test_deleting(call: Caller, olga: Actor, sent: dict[str, Any], clock: Clock) -> None:
    late = await call("sendMessage", chat_id=olga.id, text="a")
    await call("deleteMessage", **sent)
    gone = await call.refusal("deleteMessage", **sent)
    clock.plus(hours=48, seconds=1)
    old = await call.refusal("deleteMessage", chat_id=olga.id, message_id=late["message_id"])

    assert [gone, old] == [
        (400, "Bad Request: message to delete not found"),
        (400, "Bad Request: message can't be deleted for everyone"),
    ]
    assert [one.text for one in olga.messages] == ["a"]


async def test_deleting_many_skips_what_is_not_there(
    call: Caller, olga: Actor, sent: dict[str, Any]
) -> None:
    await call("deleteMessages", chat_id=olga.id, message_ids=[sent["message_id"], 99])

    assert olga.messages == []


async def test_pins(call: Caller, olga: Actor, sent: dict[str, Any]) -> None:
    await call("pinChatMessage", **sent)
    pinned = (await call("getChat", chat_id=olga.id))["pinned_message"]["text"]
    await call("unpinChatMessage", chat_id=olga.id)

    assert pinned == "было"
    assert "pinned_message" not in await call("getChat", chat_id=olga.id)
    assert await call.refusal("pinChatMessage", chat_id=olga.id, message_id=99) == (
        400,
        "Bad Request: message to pin not found",
    )
