"""Methods about the bot itself, its way to updates, button presses, files and chats."""

import re
from typing import TYPE_CHECKING

from sandbox.files import MAX_DOWNLOAD
from sandbox.formatting import utf16_length
from sandbox.params import Params
from sandbox.people import Bot, Json
from sandbox.posting import find_chat
from sandbox.refusals import bad_request

if TYPE_CHECKING:
    from sandbox.world import World

ANSWER_SECONDS = 15
MAX_ANSWER = 200
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def get_me(world: "World", bot: Bot, params: Params) -> Json:
    abilities = (
        "can_join_groups",
        "can_read_all_group_messages",
        "supports_inline_queries",
        "can_connect_to_business",
        "has_main_web_app",
    )
    return {**bot.user(), **dict.fromkeys(abilities, False), "can_join_groups": True}


def set_webhook(world: "World", bot: Bot, params: Params) -> bool:
    """Remembers the address and ends polling; the sandbox itself delivers nothing there."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, bot, params)
    if not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if params.has("secret_token") and not _SECRET.fullmatch(params.text("secret_token")):
        raise bad_request("secret token contains unallowed characters")
    allowed = params.parsed("allowed_updates", "can't parse allowed_updates JSON object")
    if isinstance(allowed, list):
        bot.allowed_updates = allowed
    bot.webhook = {"url": url, "max_connections": params.integer("max_connections", 40)}
    _drop_pending(world, bot, params)
    return True


def delete_webhook(world: "World", bot: Bot, params: Params) -> bool:
    bot.webhook = None
    _drop_pending(world, bot, params)
    return True


def _drop_pending(world: "World", bot: Bot, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        world.updates.drop(bot)
    world.keep_bot(bot)


def get_webhook_info(world: "World", bot: Bot, params: Params) -> Json:
    info: Json = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting(bot)),
        **(bot.webhook or {}),
    }
    if bot.allowed_updates:
        info["allowed_updates"] = bot.allowed_updates
    return info


def get_file(world: "World", bot: Bot, params: Params) -> Json:
    found = world.files.named(bot.id, params.text("file_id"))
    if found is None:
        raise bad_request("invalid file_id")
    if found.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    described = found.described(bot.id)
    known = {key: described[key] for key in ("file_id", "file_unique_id", "file_size")}
    return {**known, "file_path": found.path}


def get_chat(world: "World", bot: Bot, params: Params) -> Json:
    chat = find_chat(world, bot, params)
    if not chat.started:
        raise bad_request("chat not found")
    full: Json = {
        **world.people[chat.person_id].chat(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    if chat.pinned and chat.pinned[-1] in chat.messages:
        full["pinned_message"] = chat.messages[chat.pinned[-1]].data
    return full


def answer_callback_query(world: "World", bot: Bot, params: Params) -> bool:
    if utf16_length(params.text("text")) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.get(params.text("callback_query_id"))
    if query is None or query.bot_id != bot.id:
        raise bad_request(_TOO_OLD)
    if world.now().timestamp() - query.at > ANSWER_SECONDS:
        raise bad_request(_TOO_OLD)
    if not query.answered:
        query.answered = True
        query.text = params.text("text")
        query.alert = params.flag("show_alert")
        query.url = params.text("url")
        world.keep_query(query)
    return True
