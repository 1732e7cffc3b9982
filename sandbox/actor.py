"""A person in a test: sends, taps, blocks, and sees the chat as it looks on their screen."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.formatting import Formatted, to_html
from sandbox.people import Bot, Chat, Json, Message, Person, Query, Upload
from sandbox.world import World

Feed = Callable[[Json], Awaitable[object]]

_DEEP_LINK = re.compile(
    r"(?:https?://)?(?:t|telegram)\.me/(?P<bot>\w+)(?:\?start=(?P<payload>[\w-]*))?"
    r"|tg://resolve\?domain=(?P<bot2>\w+)(?:&start=(?P<payload2>[\w-]*))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Screen:
    """One message as a person sees it; `text` is a text or a caption without markup."""

    message_id: int
    by_bot: bool
    text: str
    html: str
    buttons: list[list[str]]
    keys: list[list[Json]]
    document: tuple[str, bytes] | None
    photo: bytes | None
    date: int
    edited: bool

    def has(self, caption: str) -> bool:
        """Whether a button with exactly this caption is under the message."""
        return any(caption in row for row in self.buttons)

    def key(self, words: str) -> Json | None:
        """The button with this caption, else the first whose caption contains the words."""
        keys = [key for row in self.keys for key in row]
        exact = [key for key in keys if key["text"] == words]
        return next(iter(exact or [key for key in keys if words in key["text"]]), None)


class Actor:
    """A person at work with one bot.

    `feed` takes each update straight to the program and is awaited; without it updates wait for
    getUpdates.
    """

    def __init__(
        self,
        world: World,
        first_name: str = "",
        *,
        last_name: str = "",
        username: str | None = None,
        user_id: int | None = None,
        feed: Feed | None = None,
        person: Person | None = None,
        token: str = "",
    ) -> None:
        self.world = world
        self.bot: Bot = world.bot(token)
        name = f"{first_name} {last_name}".strip()
        self.person = person or world.add_person(name, user_id=user_id, username=username or "")
        self.feed = feed

    @property
    def id(self) -> int:
        """The person's Telegram id, which is also the id of the private chat."""
        return self.person.id

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.world.chat(self.bot, self.id)

    # -- doing ------------------------------------------------------------------------------

    async def starts(self, payload: str = "") -> None:
        """Press START, or open a deep link that carries a payload."""
        for update in self.world.acts.start(self.bot, self.person, payload, queued=self._queued):
            await self._deliver(update)

    async def sends(
        self,
        text: str = "",
        *,
        document: bytes | None = None,
        photo: bytes | None = None,
        name: str = "",
    ) -> int:
        """Send a text, or a document or photo with the text as its caption; its message id."""
        if document is not None:
            return await self.sends_file(document, name or "file.bin", caption=text)
        if photo is not None:
            return await self.sends_photo(photo, caption=text)
        update = self.world.acts.write(self.bot, self.person, text, queued=self._queued)
        return await self._delivered_message(update)

    async def sends_file(self, data: bytes, name: str, caption: str | None = None) -> int:
        """Send a document."""
        return await self._sends_upload(Upload(name, data), "document", caption)

    async def sends_photo(self, data: bytes, caption: str | None = None) -> int:
        """Send a photo."""
        return await self._sends_upload(Upload("photo.jpg", data), "photo", caption)

    async def edits(self, text: str, message_id: int | None = None) -> None:
        """Change an own message, the last one unless another is named."""
        own = [one.id for one in self.chat.messages.values() if not one.by_bot]
        number = message_id or own[-1]
        update = self.world.acts.edit(self.bot, self.person, number, text, queued=self._queued)
        await self._deliver(update)

    async def taps(
        self, words: str = "", *, data: str | None = None, message_id: int | None = None
    ) -> Query | None:
        """Press a button of the newest message that has it; with `data`, forge a press.

        A key of the reply keyboard sends its words; a deep link of the bot opens it; any other
        link or a copy button does nothing to the bot. AssertionError if there is no such button.
        """
        if data is not None:
            return await self._presses(message_id or self.screen.message_id, data)
        for message in reversed(self._from_bot()):
            screen = self._screen(message)
            key = screen.key(words) if message_id in {None, screen.message_id} else None
            if key is not None:
                return await self._uses(screen, key)
        if any(words in row for row in self.reply_keyboard):
            await self.sends(words)
            return None
        raise AssertionError(f"no button {words!r}; there are {self._all_buttons()!r}")

    async def blocks(self) -> None:
        """Block the bot."""
        await self._deliver(
            self.world.acts.block(self.bot, self.person, blocked=True, queued=self._queued)
        )

    async def unblocks(self) -> None:
        """Unblock the bot."""
        await self._deliver(
            self.world.acts.block(self.bot, self.person, blocked=False, queued=self._queued)
        )

    # -- seeing -----------------------------------------------------------------------------

    @property
    def screen(self) -> Screen:
        """The newest message of the bot; AssertionError if it has said nothing."""
        messages = self._from_bot()
        if not messages:
            raise AssertionError("the bot has sent nothing")
        return self._screen(messages[-1])

    @property
    def messages(self) -> list[Screen]:
        """Everything the bot has sent that still stands, oldest first."""
        return [self._screen(message) for message in self._from_bot()]

    @property
    def history(self) -> list[Screen]:
        """Both sides of the chat, oldest first."""
        return [self._screen(message) for message in self.chat.messages.values()]

    @property
    def reply_keyboard(self) -> list[list[str]]:
        """The keys in place of the person's keyboard, row by row."""
        return self.chat.reply_keyboard or []

    @property
    def alerts(self) -> list[str]:
        """Words shown on button presses, oldest first."""
        return [query.text for query in self._queries() if query.text]

    @property
    def unanswered(self) -> list[str]:
        """Data of the presses to which the bot never answered."""
        return [query.data for query in self._queries() if not query.answered]

    @property
    def _queued(self) -> bool:
        return self.feed is None

    async def _deliver(self, update: Json) -> None:
        if self.feed is not None:
            await self.feed(update)

    async def _delivered_message(self, update: Json) -> int:
        await self._deliver(update)
        return int(update["message"]["message_id"])

    async def _sends_upload(self, upload: Upload, kind: str, caption: str | None) -> int:
        update = self.world.acts.send_file(
            self.bot, self.person, upload, kind=kind, caption=caption or "", queued=self._queued
        )
        return await self._delivered_message(update)

    async def _presses(self, message_id: int, data: str) -> Query:
        query, update = self.world.acts.press(
            self.bot, self.person, message_id, data, queued=self._queued
        )
        await self._deliver(update)
        return query

    async def _uses(self, screen: Screen, key: Json) -> Query | None:
        if "callback_data" in key:
            return await self._presses(screen.message_id, key["callback_data"])
        link = _DEEP_LINK.fullmatch(key.get("url", ""))
        if link and (link["bot"] or link["bot2"]).lower() == self.bot.username.lower():
            await self.starts(link["payload"] or link["payload2"] or "")
        return None

    def _from_bot(self) -> list[Message]:
        return [one for one in self.chat.messages.values() if one.by_bot]

    def _queries(self) -> list[Query]:
        mine = (self.bot.id, self.id)
        found = self.world.queries.values()
        return [one for one in found if (one.bot_id, one.person_id) == mine]

    def _all_buttons(self) -> list[list[list[str]]]:
        return [screen.buttons for screen in self.messages if screen.buttons]

    def _screen(self, message: Message) -> Screen:
        data = message.data
        said = message_words(message)
        keys = data.get("reply_markup", {}).get("inline_keyboard", [])
        document, photo = data.get("document"), data.get("photo")
        return Screen(
            message_id=message.id,
            by_bot=message.by_bot,
            text=said.text,
            html=to_html(said),
            buttons=[[key["text"] for key in row] for row in keys],
            keys=keys,
            document=(document["file_name"], self._bytes(document)) if document else None,
            photo=self._bytes(photo[-1]) if photo else None,
            date=data["date"],
            edited="edit_date" in data,
        )

    def _bytes(self, described: Json) -> bytes:
        return self.world.store.file(described["file_unique_id"])


def message_words(message: Message) -> Formatted:
    """The text or caption of a message with its entities."""
    data = message.data
    if "text" in data:
        return Formatted(data["text"], data.get("entities", []))
    return Formatted(data.get("caption", ""), data.get("caption_entities", []))
