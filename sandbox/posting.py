"""Steps that the message methods share: words, target, limits, the new message itself."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox.formatting import Formatted, ordered, trimmed, utf16_length, with_found
from sandbox.html_parser import parse_html
from sandbox.params import Params
from sandbox.people import Bot, Chat, Json, Message, Person
from sandbox.refusals import bad_request, forbidden

if TYPE_CHECKING:
    from sandbox.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024


def formatted(text: str, mode: str, entities: Any) -> Formatted:
    """Words as they will stand in the message; a 400 when the markup is broken."""
    if mode.lower() == "html":
        source = parse_html(text)
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        source = Formatted(text, ordered(entities or []))
    return with_found(trimmed(source))


def read_text(world: "World", params: Params) -> Formatted:
    """The checked text of a message."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    said = formatted(params.text("text"), params.text("parse_mode"), _entities(world, params, ""))
    if not said.text:
        raise bad_request("text must be non-empty")
    if utf16_length(said.text) > MAX_TEXT:
        raise bad_request("message is too long")
    preview = params.parsed("link_preview_options", "can't parse link preview options JSON object")
    if isinstance(preview, dict):
        world.unknown_fields.nested("LinkPreviewOptions", preview)
    return said


def read_caption(world: "World", params: Params) -> Formatted:
    """The checked caption of a file, which may be empty."""
    entities = _entities(world, params, "caption_")
    return checked_caption(params.text("caption"), params.text("parse_mode"), entities)


def checked_caption(text: str, mode: str, entities: Any) -> Formatted:
    """A caption within its limit."""
    said = formatted(text, mode, entities)
    if utf16_length(said.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return said


def _entities(world: "World", params: Params, prefix: str) -> Any:
    entities = params.parsed(f"{prefix}entities", "can't parse entities JSON object")
    if entities is not None and not isinstance(entities, list):
        raise bad_request("can't parse MessageEntity: expected an Array of MessageEntity")
    for entity in entities or []:
        _check_entity(entity)
        world.unknown_fields.nested("MessageEntity", entity)
    return entities


def _check_entity(entity: Any) -> None:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    for name in ("type", "offset", "length"):
        if name not in entity:
            raise bad_request(f"can't parse MessageEntity: can't find field \"{name}\"")


def words(said: Formatted, field: str, entities_field: str) -> Json:
    """A text or caption with its entities as message fields; nothing for an empty one."""
    body: Json = {field: said.text} if said.text else {}
    if said.entities:
        body[entities_field] = said.entities
    return body


def find_chat(world: "World", bot: Bot, params: Params, field: str = "chat_id") -> Chat:
    """The chat a call names, whether or not the bot may write there."""
    if not params.has(field):
        raise bad_request(f"{field} is empty")
    person = world.people.get(params.integer(field))
    if person is None:
        raise bad_request("chat not found")
    return world.chat(bot, person.id)


def reach(world: "World", bot: Bot, params: Params) -> Chat:
    """The chat a call writes to; a 400 or 403 when the bot cannot."""
    chat = find_chat(world, bot, params)
    if world.people[chat.person_id].deactivated:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def reply(world: "World", chat: Chat, params: Params) -> Json:
    """The answered message as a field of the new one."""
    wanted = params.parsed("reply_parameters", "can't parse reply parameters JSON object")
    if not isinstance(wanted, dict):
        return {}
    world.unknown_fields.nested("ReplyParameters", wanted)
    found = chat.messages.get(int(wanted.get("message_id", 0)))
    if found is None and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if found is None:
        return {}
    inner = {key: value for key, value in found.data.items() if key != "reply_to_message"}
    return {"reply_to_message": inner}


def new_message(
    chat: Chat, person: Person, sender: Json, body: Json, at: datetime, *, by_bot: bool
) -> Message:
    """Put a message at the end of a chat."""
    data = {
        "message_id": chat.next_message_id,
        "from": sender,
        "chat": person.chat(),
        "date": int(at.timestamp()),
        **body,
    }
    message = Message(data, by_bot=by_bot)
    chat.messages[message.id] = message
    chat.next_message_id += 1
    return message


def post(
    world: "World",
    bot: Bot,
    chat: Chat,
    params: Params,
    bodies: list[Json],
    *,
    markup: Json | None = None,
) -> list[Json]:
    """Send messages from the bot, within the flood limits, with one keyboard at the last."""
    answered = reply(world, chat, params)
    if world.limits:
        world.limits.spend(bot.id, chat.person_id, len(bodies))
    chat.action = None
    protected = {"has_protected_content": True} if params.flag("protect_content") else {}
    sent = []
    for body in bodies:
        person = world.people[chat.person_id]
        whole = {**answered, **body, **protected}
        message = new_message(chat, person, bot.user(), whole, world.now(), by_bot=True)
        sent.append(message)
    _attach(chat, sent[-1], markup or {})
    for message in sent:
        world.keep_message(chat, message)
    return [dict(message.data) for message in sent]


def _attach(chat: Chat, message: Message, markup: Json) -> None:
    if "inline_keyboard" in markup:
        message.data["reply_markup"] = markup
        return
    message.fixed = bool(markup)
    if "keyboard" in markup:
        chat.reply_keyboard = [[key["text"] for key in row] for row in markup["keyboard"]]
        chat.one_time = bool(markup.get("one_time_keyboard"))
    elif markup.get("remove_keyboard"):
        chat.reply_keyboard, chat.one_time = None, False
