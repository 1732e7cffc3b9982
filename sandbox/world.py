"""The stateful fake of the Bot API server: bots, people, chats, and what calls do to them."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sandbox.acts import Acts
from sandbox.faults import BAD_GATEWAY_PAGE, Fault, Faults
from sandbox.fields import UnknownFields
from sandbox.files import Files
from sandbox.flood import Flood
from sandbox.methods import METHODS
from sandbox.params import Params
from sandbox.people import Bot, Chat, Json, Message, Person, Query, Upload
from sandbox.refusals import DroppedError, HungError, Refusal
from sandbox.store import Store
from sandbox.updates import Updates

_FIRST_BOT_ID = 7_000_000_001
_FIRST_PERSON_ID = 1_000_000_001


@dataclass(frozen=True)
class Answer:
    """What goes back over the wire."""

    status: int
    body: str
    retry_after: int | None = None

    @property
    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


class World:
    """Everything the fake server knows. `now` is the program's clock; nothing here reads another.

    Without a store it lives in memory. `flood=False` lifts the flood limits.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        store: Store | None = None,
        flood: bool = True,
    ) -> None:
        self.now = now
        self.store = store or Store()
        self.files = Files(self.store)
        self.updates = Updates(self.store, now)
        self.faults = Faults()
        self.limits = Flood(now) if flood else None
        self.unknown_fields = UnknownFields()
        self.unsupported: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self.acts = Acts(self)
        self._listeners: list[Callable[[int], None]] = []
        self._read()

    @classmethod
    def load(cls, path: Path, now: Callable[[], datetime], *, flood: bool = True) -> "World":
        """The world kept in a file, or a new one; WorldBusyError if another process has it."""
        return cls(now, store=Store(path), flood=flood)

    def save(self) -> None:
        """Make every change so far durable. Calls and acts do it by themselves."""
        self.store.commit()

    def close(self) -> None:
        """End waiting polls, save, let the file go."""
        self.updates.stop()
        self.store.close()

    def _read(self) -> None:
        self.bots = {int(key): Bot(**row) for key, row in self.store.rows("bot")}
        self.people = {int(key): Person(**row) for key, row in self.store.rows("person")}
        self.queries = {key: Query(**row) for key, row in self.store.rows("query")}
        self.chats = {
            (row["bot_id"], row["person_id"]): Chat(**row) for _, row in self.store.rows("chat")
        }
        rows = sorted(self.store.rows("message"), key=lambda row: row[1]["data"]["message_id"])
        for key, row in rows:
            bot_id, person_id, message_id = map(int, key.split("/"))
            self.chats[bot_id, person_id].messages[message_id] = Message(**row)

    # -- who is here ------------------------------------------------------------------------

    def add_bot(self, username: str, name: str, token: str = "") -> str:
        """Register a bot and return its token; a known username keeps its own."""
        for bot in self.bots.values():
            if bot.username == username:
                return bot.token
        bot_id = max(self.bots, default=_FIRST_BOT_ID - 1) + 1
        if token:
            bot_id = int(token.partition(":")[0])
        secret = hashlib.sha256(username.encode()).hexdigest()[:28]
        bot = Bot(bot_id, username, name, token or f"{bot_id}:SANDBOX{secret}")
        self.bots[bot.id] = bot
        self.keep_bot(bot)
        self.save()
        return bot.token

    def bot(self, token: str = "") -> Bot:
        """The bot with this token, or the first one; KeyError if there is none."""
        for bot in self.bots.values():
            if not token or bot.token == token:
                return bot
        raise KeyError(token)

    def add_person(
        self, name: str, title: str = "", user_id: int | None = None, *, username: str = ""
    ) -> Person:
        """A user who has not met any bot; the same `user_id` twice is the same person."""
        if user_id in self.people:
            return self.people[user_id]
        first, _, last = name.strip().partition(" ")
        new_id = user_id or max(self.people, default=_FIRST_PERSON_ID - 1) + 1
        person = Person(new_id, first, last, username, title)
        self.people[new_id] = person
        self.keep_person(person)
        self.save()
        self.changed(new_id)
        return person

    def chat(self, bot: Bot, person_id: int) -> Chat:
        """The private chat of a person with a bot, empty at first."""
        key = (bot.id, person_id)
        if key not in self.chats:
            self.chats[key] = Chat(*key)
        return self.chats[key]

    # -- the door ---------------------------------------------------------------------------

    async def call(
        self,
        token: str,
        method: str,
        values: Mapping[str, Any] | None = None,
        files: Mapping[str, Upload] | None = None,
    ) -> Answer:
        """One call of a method, as the server answers it.

        Ordered faults may raise DroppedError or HungError instead of answering.
        """
        params = Params(values or {}, files or {})
        fault = self.faults.take(method, params.values.get("chat_id"))
        if fault is Fault.HANG:
            raise HungError
        if fault is Fault.DROP_BEFORE:
            raise DroppedError(processed=False)
        if fault is Fault.BAD_GATEWAY_HTML:
            return Answer(502, BAD_GATEWAY_PAGE)
        try:
            if fault in {Fault.SERVER_ERROR, Fault.FLOOD}:
                raise self.faults.refusal(fault)
            result = await self._result(token, method, params)
        except Refusal as refusal:
            return self._refused(refusal)
        finally:
            self.save()
        if fault is Fault.DROP_AFTER:
            raise DroppedError(processed=True)
        return Answer(200, json.dumps({"ok": True, "result": result}, ensure_ascii=False))

    async def _result(self, token: str, method: str, params: Params) -> Any:
        try:
            bot = self.bot(token or "none")
        except KeyError:
            raise Refusal(401, "Unauthorized") from None
        name = method.lower()
        self.unknown_fields.method(method, params.values, params.files)
        self.calls[method] += 1
        if name == "getupdates":
            return await self._poll(bot, params)
        if name not in METHODS:
            self.unsupported[method] += 1
            raise Refusal(404, "Not Found: method not found")
        return METHODS[name](self, bot, params)

    async def _poll(self, bot: Bot, params: Params) -> list[Json]:
        allowed = params.parsed("allowed_updates", "can't parse allowed_updates JSON object")
        if isinstance(allowed, list):
            bot.allowed_updates = allowed
            self.keep_bot(bot)
        return await self.updates.poll(
            bot, params.integer("offset"), params.integer("limit", 100), params.integer("timeout")
        )

    def _refused(self, refusal: Refusal) -> Answer:
        self.refusals[refusal.description] += 1
        body: Json = {
            "ok": False,
            "error_code": refusal.code,
            "description": refusal.description,
        }
        if refusal.parameters:
            body["parameters"] = refusal.parameters
        return Answer(
            refusal.code,
            json.dumps(body, ensure_ascii=False),
            refusal.parameters.get("retry_after"),
        )

    def file(self, token: str, path: str) -> bytes:
        """What /file/bot<token>/<path> gives; a refusal when there is nothing."""
        if not any(bot.token == token for bot in self.bots.values()):
            raise Refusal(401, "Unauthorized")
        found = self.files.at(path)
        if found is None:
            raise Refusal(404, "Not Found")
        return self.files.data(found)

    # -- keeping and telling ------------------------------------------------------------------

    def keep_bot(self, bot: Bot) -> None:
        """Write a bot's row."""
        self.store.put("bot", str(bot.id), vars(bot))

    def keep_person(self, person: Person) -> None:
        """Write a person's row."""
        self.store.put("person", str(person.id), vars(person))

    def keep_chat(self, chat: Chat) -> None:
        """Write a chat's row and say that it changed; messages have rows of their own."""
        row = {key: value for key, value in vars(chat).items() if key != "messages"}
        self.store.put("chat", chat.key, row)
        self.changed(chat.person_id)

    def keep_message(self, chat: Chat, message: Message) -> None:
        """Write a message's row and its chat's."""
        self.store.put("message", f"{chat.key}/{message.id}", vars(message))
        self.keep_chat(chat)

    def keep_query(self, query: Query) -> None:
        """Write a button press and say that its chat changed."""
        self.store.put("query", query.id, vars(query))
        self.changed(query.person_id)

    def drop_message(self, chat: Chat, message_id: int) -> None:
        """Remove a message for both sides."""
        del chat.messages[message_id]
        self.store.drop("message", f"{chat.key}/{message_id}")
        self.keep_chat(chat)

    def listen(self, listener: Callable[[int], None]) -> Callable[[], None]:
        """Call `listener` with a person's id on every change; the answer stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def changed(self, person_id: int) -> None:
        """Tell the listeners that a person or their chat changed."""
        for listener in list(self._listeners):
            listener(person_id)
