"""Commands by scope, menu button, name, descriptions."""

from typing import Any

import pytest

from sandbox.actor import Actor
from sandbox.methods.profile import commands_for
from sandbox.world import World
from tests.sandbox.conftest import Caller


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": "Описание"} for name in names]


async def test_the_narrowest_scope_shows(call: Caller, olga: Actor, world: World) -> None:
    bot = world.bot(call.token)
    mine = {"type": "chat", "chat_id": olga.id}
    seen = [commands_for(bot, olga.id)]
    await call("setMyCommands", commands=commands("menu"))
    seen.append(commands_for(bot, olga.id))
    await call("setMyCommands", commands=commands("all"), scope={"type": "all_private_chats"})
    seen.append(commands_for(bot, olga.id))
    await call("setMyCommands", commands=commands("mine"), scope=mine, language_code="ru")
    seen.append(commands_for(bot, olga.id))
    await call("deleteMyCommands", scope=mine, language_code="ru")
    seen.append(commands_for(bot, olga.id))

    assert seen == [[], commands("menu"), commands("all"), commands("mine"), commands("all")]
    assert await call("getMyCommands") == commands("menu")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"commands": "x"}, "can't parse commands JSON object"),
        ({"commands": {}}, "expected an Array of BotCommand"),
        ({"commands": commands("Меню")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("m" * 33)}, "BOT_COMMAND_INVALID"),
        (
            {"commands": [{"command": "a", "description": "я" * 257}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            {"commands": [{"command": "a"}]},
            "can't parse BotCommand: can't find field \"description\"",
        ),
        ({"commands": commands("a") * 101}, "BOT_COMMANDS_TOO_MUCH"),
        (
            {"commands": commands("a"), "scope": {"type": "planet"}},
            "can't parse BotCommandScope: unsupported type specified",
        ),
    ],
)
async def test_refused_commands(call: Caller, values: dict[str, Any], reason: str) -> None:
    assert await call.refusal("setMyCommands", **values) == (400, f"Bad Request: {reason}")


async def test_words_by_language(call: Caller) -> None:
    await call("setMyDescription", description="Общее")
    await call("setMyDescription", description="Русское", language_code="ru")
    await call("setMyShortDescription", short_description="Кратко")
    await call("setMyName", name="Наставник школы")

    assert [
        await call("getMyDescription"),
        await call("getMyDescription", language_code="ru"),
        await call("getMyDescription", language_code="en"),
        await call("getMyShortDescription"),
        await call("getMyName"),
        (await call("getMe"))["first_name"],
    ] == [
        {"description": "Общее"},
        {"description": "Русское"},
        {"description": "Общее"},
        {"short_description": "Кратко"},
        {"name": "Наставник школы"},
        "Наставник школы",
    ]


async def test_too_long_words(call: Caller) -> None:
    assert [
        await call.refusal("setMyDescription", description="я" * 513),
        await call.refusal("setMyShortDescription", short_description="я" * 121),
        await call.refusal("setMyName", name="я" * 65),
    ] == [
        (400, "Bad Request: BOT_DESCRIPTION_TOO_LONG"),
        (400, "Bad Request: BOT_ABOUT_TOO_LONG"),
        (400, "Bad Request: BOT_TITLE_INVALID"),
    ]


async def test_the_menu_button(call: Caller, olga: Actor) -> None:
    await call("setChatMenuButton", menu_button={"type": "commands"})
    await call("setChatMenuButton", chat_id=olga.id, menu_button={"type": "default"})
    refusal = await call.refusal("setChatMenuButton", menu_button={"type": "steering wheel"})

    assert await call("getChatMenuButton") == {"type": "commands"}
    assert await call("getChatMenuButton", chat_id=olga.id) == {"type": "default"}
    assert refusal == (
        400,
        "Bad Request: can't parse menu button: MenuButton has unsupported type",
    )


async def test_get_chat(call: Caller, olga: Actor, world: World) -> None:
    stranger = world.add_person("Пётр")

    found = await call("getChat", chat_id=olga.id)

    assert (found["id"], found["type"], found["first_name"]) == (olga.id, "private", "Ольга")
    assert await call.refusal("getChat", chat_id=stranger.id) == (
        400,
        "Bad Request: chat not found",
    )
