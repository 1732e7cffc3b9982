"""Methods that change, remove or pin what stands in a chat."""

from typing import TYPE_CHECKING

from sandbox.keyboards import read_markup
from sandbox.methods.albums import input_media
from sandbox.params import Params
from sandbox.people import Bot, Chat, Json, Message
from sandbox.posting import find_chat, reach, read_caption, read_text, words
from sandbox.refusals import bad_request

if TYPE_CHECKING:
    from sandbox.world import World

DELETABLE_SECONDS = 48 * 3600
MAX_DELETED = 100
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
_TEXT = ("text", "entities")
_CAPTION = ("caption", "caption_entities")
_CONTENT = (*_TEXT, *_CAPTION, "document", "photo")


def edit_message_text(world: "World", bot: Bot, params: Params) -> Json:
    said = read_text(world, params)
    markup = read_markup(params, world.unknown_fields, inline_only=True)
    chat, message = _editable(world, bot, params)
    if "text" not in message.data:
        raise bad_request("there is no text in the message to edit")
    return _change(world, chat, message, _TEXT, body=words(said, *_TEXT), markup=markup)


def edit_message_caption(world: "World", bot: Bot, params: Params) -> Json:
    said = read_caption(world, params)
    markup = read_markup(params, world.unknown_fields, inline_only=True)
    chat, message = _editable(world, bot, params)
    if "text" in message.data:
        raise bad_request("there is no caption in the message to edit")
    return _change(world, chat, message, _CAPTION, body=words(said, *_CAPTION), markup=markup)


def edit_message_reply_markup(world: "World", bot: Bot, params: Params) -> Json:
    markup = read_markup(params, world.unknown_fields, inline_only=True)
    chat, message = _editable(world, bot, params)
    return _change(world, chat, message, (), body={}, markup=markup)


def edit_message_media(world: "World", bot: Bot, params: Params) -> Json:
    media = params.parsed("media", "can't parse input media JSON object")
    body = input_media(world, bot, params, media)
    markup = read_markup(params, world.unknown_fields, inline_only=True)
    chat, message = _editable(world, bot, params)
    return _change(world, chat, message, _CONTENT, body=body, markup=markup)


def delete_message(world: "World", bot: Bot, params: Params) -> bool:
    chat = find_chat(world, bot, params)
    message = chat.messages.get(_message_id(params))
    if message is None:
        raise bad_request("message to delete not found")
    if not _deletable(world, message):
        raise bad_request("message can't be deleted for everyone")
    world.drop_message(chat, message.id)
    return True


def delete_messages(world: "World", bot: Bot, params: Params) -> bool:
    chat = find_chat(world, bot, params)
    ids = params.parsed("message_ids", "can't parse message identifiers JSON object")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MAX_DELETED:
        raise bad_request("too many message identifiers specified")
    for number in map(int, ids):
        if number in chat.messages and _deletable(world, chat.messages[number]):
            world.drop_message(chat, number)
    return True


def pin_chat_message(world: "World", bot: Bot, params: Params) -> bool:
    chat = reach(world, bot, params)
    number = _message_id(params)
    if number not in chat.messages:
        raise bad_request("message to pin not found")
    chat.pinned = [*(one for one in chat.pinned if one != number), number]
    world.keep_chat(chat)
    return True


def unpin_chat_message(world: "World", bot: Bot, params: Params) -> bool:
    chat = reach(world, bot, params)
    number = params.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    world.keep_chat(chat)
    return True


def unpin_all_chat_messages(world: "World", bot: Bot, params: Params) -> bool:
    chat = reach(world, bot, params)
    chat.pinned.clear()
    world.keep_chat(chat)
    return True


def _message_id(params: Params) -> int:
    number = params.integer("message_id")
    if number <= 0:
        raise bad_request("message identifier is not specified")
    return number


def _editable(world: "World", bot: Bot, params: Params) -> tuple[Chat, Message]:
    number = _message_id(params)
    chat = reach(world, bot, params)
    message = chat.messages.get(number)
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot or message.fixed or "forward_origin" in message.data:
        raise bad_request("message can't be edited")
    return chat, message


def _deletable(world: "World", message: Message) -> bool:
    age = world.now().timestamp() - int(message.data["date"])
    return age <= DELETABLE_SECONDS


def _change(
    world: "World",
    chat: Chat,
    message: Message,
    replaced: tuple[str, ...],
    *,
    body: Json,
    markup: Json,
) -> Json:
    """Put new fields in the place of old ones; a keyboard that is not sent again goes."""
    gone = {*replaced, "reply_markup", "edit_date"}
    data = {key: value for key, value in message.data.items() if key not in gone}
    data.update(body)
    if markup:
        data["reply_markup"] = markup
    if data == {key: value for key, value in message.data.items() if key != "edit_date"}:
        raise bad_request(_NOT_MODIFIED)
    message.data = {**data, "edit_date": int(world.now().timestamp())}
    world.keep_message(chat, message)
    return dict(message.data)
