"""Methods that put new messages into a chat."""

from typing import TYPE_CHECKING

from sandbox.keyboards import read_markup
from sandbox.methods.media import file_field
from sandbox.params import Params
from sandbox.people import Bot, Json, Message
from sandbox.posting import find_chat, post, reach, read_caption, read_text, words
from sandbox.refusals import bad_request

if TYPE_CHECKING:
    from sandbox.world import World

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_CONTENT = ("text", "entities", "document", "photo", "caption", "caption_entities")


def send_message(world: "World", bot: Bot, params: Params) -> Json:
    said = read_text(world, params)
    markup = read_markup(params, world.unknown_fields)
    chat = reach(world, bot, params)
    return post(world, bot, chat, params, [words(said, "text", "entities")], markup=markup)[0]


def send_document(world: "World", bot: Bot, params: Params) -> Json:
    return _send_file(world, bot, params, "document")


def send_photo(world: "World", bot: Bot, params: Params) -> Json:
    return _send_file(world, bot, params, "photo")


def _send_file(world: "World", bot: Bot, params: Params, kind: str) -> Json:
    said = read_caption(world, params)
    markup = read_markup(params, world.unknown_fields)
    body = {**file_field(world, bot, params, kind), **words(said, "caption", "caption_entities")}
    chat = reach(world, bot, params)
    return post(world, bot, chat, params, [body], markup=markup)[0]


def send_chat_action(world: "World", bot: Bot, params: Params) -> bool:
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = reach(world, bot, params)
    chat.action = params.text("action")
    chat.action_at = world.now().timestamp()
    world.keep_chat(chat)
    return True


def forward_message(world: "World", bot: Bot, params: Params) -> Json:
    chat = reach(world, bot, params)
    source = _source(world, bot, params, "forward")
    origin = {
        "type": "user",
        "sender_user": source.data["from"],
        "date": source.data["date"],
    }
    body = {key: source.data[key] for key in _CONTENT if key in source.data}
    return post(world, bot, chat, params, [{**body, "forward_origin": origin}])[0]


def copy_message(world: "World", bot: Bot, params: Params) -> Json:
    said = read_caption(world, params)
    markup = read_markup(params, world.unknown_fields)
    chat = reach(world, bot, params)
    source = _source(world, bot, params, "copy")
    body = {key: source.data[key] for key in _CONTENT if key in source.data}
    if "caption" in params.values and "text" not in body:
        body = {key: value for key, value in body.items() if not key.startswith("caption")}
        body.update(words(said, "caption", "caption_entities"))
    sent = post(world, bot, chat, params, [body], markup=markup)[0]
    return {"message_id": sent["message_id"]}


def _source(world: "World", bot: Bot, params: Params, verb: str) -> Message:
    chat = find_chat(world, bot, params, "from_chat_id")
    found = chat.messages.get(params.integer("message_id"))
    if found is None:
        raise bad_request(f"message to {verb} not found")
    if found.data.get("has_protected_content"):
        verb = "copied" if verb == "copy" else "forwarded"
        raise bad_request(f"message can't be {verb}")
    return found
