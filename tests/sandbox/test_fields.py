"""What the sandbox accepts is what the real server accepts; anything else is counted."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.actor import Actor
from sandbox.fields import METHOD_FIELDS, TYPE_FIELDS
from sandbox.methods import METHODS
from sandbox.people import Upload
from sandbox.world import World
from tests.sandbox.conftest import Caller

SPEC = Path(__file__).parents[3] / "shared" / "botapi" / "spec.json"


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    if not SPEC.exists():
        pytest.skip("needs ../shared/botapi/spec.json")
    found: dict[str, Any] = json.loads(SPEC.read_text(encoding="utf-8"))
    return found


def test_the_tables_equal_the_real_ones(spec: dict[str, Any]) -> None:
    methods = {name: frozenset(spec["methods"][name]["params"]) for name in METHOD_FIELDS}
    types = {name: frozenset(spec["types"][name]["fields"]) for name in TYPE_FIELDS}

    assert methods == METHOD_FIELDS
    assert types == TYPE_FIELDS


def test_every_method_has_its_table() -> None:
    assert {name.lower() for name in METHOD_FIELDS} == {*METHODS, "getupdates"}


async def test_unknown_fields_pass_and_are_counted(
    call: Caller, olga: Actor, world: World
) -> None:
    await call(
        "sendMessage",
        chat_id=olga.id,
        text="a",
        reply_to_message_id=1,
        link_preview_options={"is_off": True},
        reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "b", "color": "red"}]]},
    )
    await call("setMyCommands", commands=[{"command": "a", "description": "б", "icon": "*"}])

    assert world.unknown_fields == {
        "sendMessage.reply_to_message_id": 1,
        "LinkPreviewOptions.is_off": 1,
        "InlineKeyboardButton.color": 1,
        "BotCommand.icon": 1,
    }


async def test_attached_files_are_no_fields(call: Caller, olga: Actor, world: World) -> None:
    await world.call(
        call.token,
        "sendDocument",
        {"chat_id": olga.id, "document": "attach://key1"},
        {"key1": Upload("a.txt", b"a"), "stray": Upload("b.txt", b"b")},
    )

    assert world.unknown_fields == {"sendDocument.stray": 1}


async def test_answers_have_real_fields(call: Caller, olga: Actor, spec: dict[str, Any]) -> None:
    await olga.sends_file(b"a", "a.txt", caption="a")
    sent = await call(
        "sendMessage",
        chat_id=olga.id,
        text="a",
        reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]},
    )
    await call("editMessageText", chat_id=olga.id, message_id=sent["message_id"], text="b")
    await olga.taps(data="b")
    await olga.blocks()
    updates = await call("getUpdates")

    def unknown(type_name: str, value: dict[str, Any]) -> set[str]:
        return set(value) - set(spec["types"][type_name]["fields"])

    assert [
        unknown("User", await call("getMe")),
        unknown("ChatFullInfo", await call("getChat", chat_id=olga.id)),
        unknown("WebhookInfo", await call("getWebhookInfo")),
        *(unknown("Update", one) for one in updates),
        unknown("Message", updates[0]["message"]),
        unknown("Document", updates[0]["message"]["document"]),
        unknown("CallbackQuery", updates[1]["callback_query"]),
        unknown("Message", updates[1]["callback_query"]["message"]),
        unknown("ChatMemberUpdated", updates[2]["my_chat_member"]),
    ] == [set()] * 11
