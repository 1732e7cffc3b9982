"""The bot's face: commands by scope, menu button, name and descriptions by language."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sandbox.params import Params
from sandbox.people import Bot, Json
from sandbox.posting import find_chat
from sandbox.refusals import bad_request

if TYPE_CHECKING:
    from sandbox.world import World

MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_PLAIN_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
)
_MENU_BUTTONS = frozenset({"default", "commands", "web_app"})


def set_my_commands(world: "World", bot: Bot, params: Params) -> bool:
    commands = params.parsed("commands", "can't parse commands JSON object")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    checked = [_command(world, one) for one in commands]
    bot.commands[_scope_key(world, bot, params)] = checked
    world.keep_bot(bot)
    return True


def get_my_commands(world: "World", bot: Bot, params: Params) -> list[Json]:
    return bot.commands.get(_scope_key(world, bot, params), [])


def delete_my_commands(world: "World", bot: Bot, params: Params) -> bool:
    bot.commands.pop(_scope_key(world, bot, params), None)
    world.keep_bot(bot)
    return True


def commands_for(bot: Bot, person_id: int) -> list[Json]:
    """The menu a person sees in the private chat: the narrowest scope that has one."""
    for scope in (f"chat:{person_id}", "all_private_chats", "default"):
        for language in ("ru", ""):
            if bot.commands.get(f"{scope}|{language}"):
                return bot.commands[f"{scope}|{language}"]
    return []


def set_chat_menu_button(world: "World", bot: Bot, params: Params) -> bool:
    button = params.parsed("menu_button", "can't parse menu button JSON object")
    button = {"type": "default"} if button is None else button
    if not isinstance(button, dict) or button.get("type") not in _MENU_BUTTONS:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    bot.menu_buttons[_menu_key(world, bot, params)] = button
    world.keep_bot(bot)
    return True


def get_chat_menu_button(world: "World", bot: Bot, params: Params) -> Json:
    default = bot.menu_buttons.get("", {"type": "commands"})
    return bot.menu_buttons.get(_menu_key(world, bot, params), default)


def _menu_key(world: "World", bot: Bot, params: Params) -> str:
    if not params.has("chat_id"):
        return ""
    return str(find_chat(world, bot, params).person_id)


def _command(world: "World", command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    world.unknown_fields.nested("BotCommand", command)
    for name in ("command", "description"):
        if name not in command:
            raise bad_request(f"can't parse BotCommand: can't find field \"{name}\"")
    plain = str(command["command"]).removeprefix("/")
    if not _COMMAND.fullmatch(plain):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(command["description"]) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": plain, "description": command["description"]}


def _scope_key(world: "World", bot: Bot, params: Params) -> str:
    scope = params.parsed("scope", "can't parse BotCommandScope JSON object")
    scope = {"type": "default"} if scope is None else scope
    kind = scope.get("type") if isinstance(scope, dict) else None
    language = params.text("language_code")
    if kind in _PLAIN_SCOPES:
        return f"{kind}|{language}"
    if kind != "chat":
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    inner = Params(scope, {})
    return f"chat:{find_chat(world, bot, inner).person_id}|{language}"


def _words(
    field: str, kept: Callable[[Bot], dict[str, str]], longest: int, complaint: str
) -> tuple[Callable[..., bool], Callable[..., Json]]:
    """A pair of methods that set and get a text by language."""

    def put(world: "World", bot: Bot, params: Params) -> bool:
        if len(params.text(field)) > longest:
            raise bad_request(complaint)
        kept(bot)[params.text("language_code")] = params.text(field)
        if field == "name" and params.has(field) and not params.has("language_code"):
            bot.first_name = params.text(field)
        world.keep_bot(bot)
        return True

    def get(world: "World", bot: Bot, params: Params) -> Json:
        texts = kept(bot)
        fallback = texts.get("", bot.first_name if field == "name" else "")
        return {field: texts.get(params.text("language_code"), fallback)}

    return put, get


_put_description, _get_description = _words(
    "description", lambda bot: bot.descriptions, 512, "BOT_DESCRIPTION_TOO_LONG"
)
_put_short, _get_short = _words(
    "short_description", lambda bot: bot.short_descriptions, 120, "BOT_ABOUT_TOO_LONG"
)
_put_name, _get_name = _words("name", lambda bot: bot.names, 64, "BOT_TITLE_INVALID")

WORDS = {
    "setmydescription": _put_description,
    "getmydescription": _get_description,
    "setmyshortdescription": _put_short,
    "getmyshortdescription": _get_short,
    "setmyname": _put_name,
    "getmyname": _get_name,
}
