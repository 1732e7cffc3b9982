"""What the chat page is told: people, messages, the bot, as plain JSON values."""

from datetime import datetime, tzinfo
from typing import Any

from sandbox.actor import message_words
from sandbox.formatting import to_html
from sandbox.methods.profile import commands_for
from sandbox.people import Bot, Chat, Json, Message, Person
from sandbox.world import World

PREVIEW = 80
ACTION_SECONDS = 5


def described_person(world: World, bot: Bot, person: Person, zone: tzinfo) -> Json:
    """One line of the list of people."""
    chat = world.chat(bot, person.id)
    last = next(reversed(chat.messages.values()), None)
    unread = [one for one in chat.messages.values() if one.by_bot and one.id > chat.read_to]
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "unread": len(unread),
        "last": _preview(last) if last else "",
        "last_at": _moment(last.data["date"], zone) if last else None,
        "blocked": chat.blocked,
        "started": chat.started,
        "commands": commands_for(bot, person.id),
    }


def described_chat(world: World, chat: Chat, zone: tzinfo) -> Json:
    """The messages of a chat with what stands under them."""
    age = world.now().timestamp() - chat.action_at
    return {
        "messages": [_described(one, zone) for one in chat.messages.values()],
        "reply_keyboard": chat.reply_keyboard,
        "typing": chat.action if chat.action and 0 <= age <= ACTION_SECONDS else None,
    }


def described_bot(bot: Bot) -> Json:
    """The bot's own card."""
    descriptions = bot.descriptions
    return {
        "name": bot.first_name,
        "username": bot.username,
        "description": descriptions.get("ru") or descriptions.get("", ""),
    }


def _described(message: Message, zone: tzinfo) -> Json:
    data = message.data
    document, photo = data.get("document"), data.get("photo")
    keys = data.get("reply_markup", {}).get("inline_keyboard", [])
    return {
        "id": message.id,
        "from": "bot" if message.by_bot else "me",
        "at": _moment(data["date"], zone),
        "edited": "edit_date" in data,
        "html": to_html(message_words(message), page=True),
        "photo": _url(photo[-1]) if photo else None,
        "document": _document(document) if document else None,
        "voice": None,
        "buttons": [[_button(key) for key in row] for row in keys],
    }


def _document(document: Json) -> Json:
    return {
        "name": document["file_name"],
        "size": document["file_size"],
        "url": _url(document),
    }


def _button(key: Json) -> Json:
    if "url" in key:
        return {"text": key["text"], "kind": "url", "url": key["url"]}
    if "copy_text" in key:
        return {"text": key["text"], "kind": "copy", "data": key["copy_text"]["text"]}
    return {"text": key["text"], "kind": "callback", "data": key.get("callback_data", "")}


def _url(described: Json) -> str:
    return f"/ui/files/{described['file_unique_id']}"


def _preview(message: Message) -> str:
    document: dict[str, Any] = message.data.get("document", {})
    said = message_words(message).text or document.get("file_name") or "\N{CAMERA}"
    return " ".join(said.split())[:PREVIEW]


def _moment(unix: int, zone: tzinfo) -> str:
    return datetime.fromtimestamp(unix, zone).isoformat()
