"""What people do: open a bot, write, send files, press buttons, block. Each gives one update."""

import re
from typing import TYPE_CHECKING

from sandbox.formatting import Formatted, trimmed, with_found
from sandbox.people import Bot, Json, Person, Query, Upload
from sandbox.posting import new_message

if TYPE_CHECKING:
    from sandbox.world import World

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class Acts:
    """People's side of the world. `queued=False` returns the update without queueing it."""

    def __init__(self, world: "World") -> None:
        self._world = world

    def start(
        self, bot: Bot, person: Person, payload: str = "", *, queued: bool = True
    ) -> list[Json]:
        """START or a deep link; unblocks first. ValueError for a payload no link can carry."""
        if not _PAYLOAD.fullmatch(payload):
            raise ValueError(payload)
        updates = []
        if self._world.chat(bot, person.id).blocked:
            updates.append(self.block(bot, person, blocked=False, queued=queued))
        return [*updates, self.write(bot, person, f"/start {payload}".strip(), queued=queued)]

    def write(self, bot: Bot, person: Person, text: str, *, queued: bool = True) -> Json:
        """A text message; PermissionError while the person blocks the bot."""
        said = with_found(trimmed(Formatted(text)))
        if not said.text:
            raise ValueError(text)
        body: Json = {"text": said.text}
        if said.entities:
            body["entities"] = said.entities
        return self._post(bot, person, body, queued=queued)

    def send_file(
        self,
        bot: Bot,
        person: Person,
        upload: Upload,
        *,
        kind: str = "document",
        caption: str = "",
        queued: bool = True,
    ) -> Json:
        """A document or a photo, with or without words."""
        described = self._world.files.keep(upload, kind).described(bot.id)
        body: Json = {kind: [described] if kind == "photo" else described}
        said = with_found(trimmed(Formatted(caption)))
        if said.text:
            body["caption"] = said.text
        if said.entities:
            body["caption_entities"] = said.entities
        return self._post(bot, person, body, queued=queued)

    def edit(
        self, bot: Bot, person: Person, message_id: int, text: str, *, queued: bool = True
    ) -> Json:
        """The person changes an own text message."""
        world, chat = self._world, self._world.chat(bot, person.id)
        message = chat.messages[message_id]
        said = with_found(trimmed(Formatted(text)))
        message.data["text"] = said.text
        message.data.pop("entities", None)
        if said.entities:
            message.data["entities"] = said.entities
        message.data["edit_date"] = int(world.now().timestamp())
        world.keep_message(chat, message)
        update = world.updates.add(bot, "edited_message", dict(message.data), queued=queued)
        world.save()
        return update

    def press(
        self, bot: Bot, person: Person, message_id: int, data: str, *, queued: bool = True
    ) -> tuple[Query, Json]:
        """An inline button; any data may be forged. KeyError if the message is not there."""
        world, chat = self._world, self._world.chat(bot, person.id)
        message = chat.messages[message_id]
        number = f"{bot.next_update_id}{person.id % 1000:03}"
        query = Query(number, bot.id, person.id, world.now().timestamp(), data)
        world.queries[query.id] = query
        world.keep_query(query)
        body = {
            "id": query.id,
            "from": person.user(),
            "message": dict(message.data),
            "chat_instance": str(bot.id ^ person.id),
            "data": data,
        }
        update = world.updates.add(bot, "callback_query", body, queued=queued)
        world.save()
        return query, update

    def block(self, bot: Bot, person: Person, *, blocked: bool, queued: bool = True) -> Json:
        """Block or unblock; the bot learns it from my_chat_member."""
        world, chat = self._world, self._world.chat(bot, person.id)
        chat.blocked = blocked
        world.keep_chat(chat)
        body = {
            "chat": person.chat(),
            "from": person.user(),
            "date": int(world.now().timestamp()),
            "old_chat_member": _member(bot, blocked=not blocked),
            "new_chat_member": _member(bot, blocked=blocked),
        }
        update = world.updates.add(bot, "my_chat_member", body, queued=queued)
        world.save()
        return update

    def read(self, bot: Bot, person: Person) -> None:
        """The person has seen everything in the chat."""
        chat = self._world.chat(bot, person.id)
        last = max(chat.messages, default=0)
        if chat.read_to != last:
            chat.read_to = last
            self._world.keep_chat(chat)
            self._world.save()

    def _post(self, bot: Bot, person: Person, body: Json, *, queued: bool) -> Json:
        world, chat = self._world, self._world.chat(bot, person.id)
        if chat.blocked:
            raise PermissionError(person.id)
        chat.started = True
        if chat.one_time:
            chat.reply_keyboard, chat.one_time = None, False
        message = new_message(chat, person, person.user(), body, world.now(), by_bot=False)
        # Whoever writes has the chat open.
        chat.read_to = message.id
        world.keep_message(chat, message)
        update = world.updates.add(bot, "message", dict(message.data), queued=queued)
        world.save()
        return update


def _member(bot: Bot, *, blocked: bool) -> Json:
    known: Json = {"user": bot.user(), "status": "kicked" if blocked else "member"}
    return {**known, "until_date": 0} if blocked else known
