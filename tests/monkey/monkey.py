"""The monkey: one step after another, each by somebody, each of some kind."""

import asyncio
import dataclasses
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_type_hints

from sqlalchemy.orm import Session

from db.models import ChatState
from handlers import registry
from handlers.buttons.nav import Menu
from sandbox.people import Json, Upload
from sandbox.session import Screen
from services.actor import CHANNEL
from tests.monkey import asking, junk
from tests.monkey.town import Somebody, Town, seen_by
from tests.monkey.watch import contents, stems

# Codes that a forged button may carry: there are about so many rows of everything.
_MOST_ID = 250
_BUTTON_BYTES = 64
_MENU = Menu().pack()
_HOMESICK, _OBEDIENT, _CURIOUS = 0.3, 0.6, 0.85
_NEW = 4  # presses of a kind of button after which it is an old one
_BREATH = timedelta(seconds=3)  # between two steps, so that the messenger's own limits are kept
_LINK = re.compile(r"start=([\w-]{1,64})", re.ASCII)
_PAUSES = tuple(timedelta(hours=h) for h in (1, 3, 9, 24, 24, 30, 72, 168))


class Monkey:
    """`step` does one thing; `spoke`: who then has to be answered with a message or an edit."""

    def __init__(self, town: Town, rng: random.Random, visits: Counter[str]) -> None:
        self.town, self.rng, self.visits = town, rng, visits
        self.stage = town.stage
        self.world, self.bot = town.stage.world, town.stage.world.bot()
        self.spoke: Somebody | None = None
        self.said = ""  # what the last step was, for the report
        self._keen: Somebody | None = None  # who has come upon something new and goes on
        self._kinds: dict[str, tuple[int, Callable[[Somebody], Awaitable[None]]]] = {
            "tap": (62, self._tap),
            "desk": (8, self._desk),
            "old tap": (6, self._old_tap),
            "forged": (8, self._forged),
            "replayed": (4, self._replayed),
            "double tap": (4, self._double),
            "command": (3, self._command),
            "text": (8, self._text),
            "file": (3, self._file),
            "returned file": (1, self._returned),
            "photo": (1, self._photo),
            "album": (1, self._album),
            "other message": (2, self._other),
            "edited message": (1, self._edited),
            "block": (1, self._block),
            "link": (1, self._link),
            "clock": (2, self._clock),
        }

    async def step(self) -> str:
        """The kind of what was done."""
        self.stage.clock.jump(self.stage.clock.now() + _BREATH)
        self.spoke, self.said = None, ""
        keen = self._keen if self.rng.random() < _CURIOUS else None
        self._keen = None
        people = self.town.people
        somebody = keen or self.rng.choices(people, [each.weight for each in people])[0]
        chat = somebody.actor.chat
        if chat.blocked or not chat.messages:
            await self._opens(somebody)
            return "start"
        kinds = list(self._kinds)
        weights = [self._kinds[each][0] for each in kinds]
        kind = "tap" if keen else self.rng.choices(kinds, weights)[0]
        await self._kinds[kind][1](somebody)
        self.said = f"{somebody.who}: {kind} {self.said}"
        return kind

    # -- buttons ----------------------------------------------------------------------------

    async def _tap(self, somebody: Somebody) -> None:
        """Whoever was asked for words mostly gives some."""
        if self.rng.random() < _OBEDIENT and await self.stage.db.read(_asked, somebody.actor.id):
            await self._text(somebody)
        else:
            await self._press(somebody, somebody.actor.screen)

    async def _old_tap(self, somebody: Somebody) -> None:
        await self._press(somebody, self.rng.choice(somebody.actor.messages))

    async def _press(self, somebody: Somebody, screen: Screen) -> None:
        data = self._chosen(screen)
        if data is None:
            await self._typed(somebody, "/menu")
            return
        self.said = data
        if self.visits[_prefix(data)] <= _NEW:
            self._keen = somebody
        await self.stage.feed(self._pressed(somebody, screen, data))

    def _chosen(self, screen: Screen) -> str | None:
        """A button that few have been pressed of; None where there is none."""
        keys = _offered(screen)
        if not keys:
            return None
        weights = [self._novelty(data) for data in keys]
        chosen: str = self.rng.choices(keys, weights)[0]
        self.visits[_prefix(chosen)] += 1
        return chosen

    def _novelty(self, data: str) -> float:
        """The menu is always near; what lies behind many screens needs patience."""
        weight = 1 / (1 + self.visits[_prefix(data)])
        return weight * _HOMESICK if data == _MENU else weight

    def _pressed(self, somebody: Somebody, screen: Screen, data: str) -> Json:
        _, update = self.world.acts.press(
            self.bot, somebody.actor.person, screen.message_id, data, queued=False
        )
        return update

    async def _forged(self, somebody: Somebody) -> None:
        data = self.said = self._forgery()
        await self.stage.feed(self._pressed(somebody, somebody.actor.screen, data))

    def _forgery(self) -> str:
        prefix = self.rng.choice([*sorted(registry.BUTTONS), "zz", ""])
        kind = registry.BUTTONS.get(prefix)
        hints = get_type_hints(kind) if kind else {}
        fields = dataclasses.fields(kind) if kind else ()  # type: ignore[arg-type]
        parts = [prefix, *(self._value(hints[field.name]) for field in fields)]
        if self.rng.random() < 0.1:
            parts.append("1")
        data = registry.SEPARATOR.join(parts)
        return data if 0 < len(data.encode()) <= _BUTTON_BYTES else "m"

    def _value(self, hint: Any) -> str:
        rng = self.rng
        if isinstance(hint, UnionType):
            if rng.random() < 0.3:
                return ""
            hint = next(each for each in get_args(hint) if each is not type(None))
        if rng.random() < 0.05:
            return rng.choice(["", "x", "-1", "١", "1e3", "99999999999999999999"])
        if hint is int:
            return str(
                rng.choice([0, 1, -1, 2**62, *(rng.randint(1, _MOST_ID) for _ in range(12))])
            )
        if hint is bool:
            return rng.choice("01")
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return rng.choice(list(hint)).value
        if hint is str:
            return rng.choice(["", "а", "teachers", "municipality", "1", "%", "<b>", "\u202e"])
        return rng.choice(["20261015", "20270331", "00010101", "99991231", "20270230"])

    async def _replayed(self, somebody: Somebody) -> None:
        """What stands on another person's screen."""
        other = self.rng.choice([each for each in self.town.people if each.actor.chat.messages])
        data = self.rng.choice(_offered(other.actor.screen) or ["m"])
        self.said = f"of {other.who}: {data}"
        await self.stage.feed(self._pressed(somebody, somebody.actor.screen, data))

    async def _double(self, somebody: Somebody) -> None:
        screen = somebody.actor.screen
        data = self.said = self._chosen(screen) or "m"
        twice = [self._pressed(somebody, screen, data) for _ in range(2)]
        await asyncio.gather(*map(self.stage.feed, twice))

    async def _desk(self, _: Somebody) -> None:
        """Somebody goes straight to what is asked or answered: the walk there is long."""
        desks = await self.stage.db.read(asking.desks, self.town.places)
        person_id, button = self.rng.choice(desks)
        found = [each for each in self.town.people
                 if self.stage.people.get(each.actor.id) == person_id]  # fmt: skip
        if not found or found[0].actor.chat.blocked or not found[0].actor.messages:
            return
        self._keen = found[0]
        data = button.pack()
        self.visits[_prefix(data)] += 1
        self.said = f"as {found[0].who}: {data}"
        await self.stage.feed(self._pressed(found[0], found[0].actor.screen, data))

    # -- words ------------------------------------------------------------------------------

    async def _command(self, somebody: Somebody) -> None:
        name = self.rng.choice([*sorted(registry.COMMANDS), "help", "nosuch"])
        await self._typed(somebody, f"/{name} {self.rng.choice(junk.ARGUMENTS)}".strip())

    async def _text(self, somebody: Somebody) -> None:
        await self._typed(somebody, junk.text(self.rng))

    async def _typed(self, somebody: Somebody, text: str) -> None:
        self.said = repr(text[:40])
        update = self.world.acts.write(self.bot, somebody.actor.person, text, queued=False)
        await self._told(somebody, update)

    async def _told(self, somebody: Somebody, update: Json) -> None:
        self.spoke = somebody
        await self.stage.feed(update)

    async def _edited(self, somebody: Somebody) -> None:
        own = [each for each in somebody.actor.chat.messages.values()
               if not each.by_bot and "text" in each.data]  # fmt: skip
        if own:
            await somebody.actor.edits(junk.text(self.rng), self.rng.choice(own).id)

    async def _opens(self, somebody: Somebody) -> None:
        self.said = f"{somebody.who}: starts"
        self.spoke = somebody
        await somebody.actor.starts()

    async def _link(self, somebody: Somebody) -> None:
        """A link that somebody was shown, or one that leads anywhere."""
        other = self.rng.choice(self.town.people)
        shown = [key.get("url", "") for screen in other.actor.messages[-30:]
                 for row in screen.keys for key in row]  # fmt: skip
        shown += [screen.text for screen in other.actor.messages[-30:]]
        found = [match for text in shown for match in _LINK.findall(text)]
        number = self.rng.randint(1, _MOST_ID)
        payload = self.rng.choice([f"t{number}", f"r{number % 9}", "iffff1-aaaaaaaa", *found * 2])
        if payload in found:
            shown_to = await self.stage.db.read(seen_by, other.actor.id, self.town.since)
            somebody.invited |= set(self.town.places.values()) if shown_to is None else shown_to
        self.said = payload
        self.spoke = somebody
        await somebody.actor.starts(payload)

    # -- files and the rest -----------------------------------------------------------------

    async def _file(self, somebody: Somebody) -> None:
        name, data = junk.file(self.rng)
        await self._uploaded(somebody, name, data)

    async def _returned(self, somebody: Somebody) -> None:
        """A file that the bot has given to somebody, under another name."""
        given = [screen.document for each in self.town.people
                 for screen in each.actor.messages[-40:] if screen.document]  # fmt: skip
        name, data = self.rng.choice(given) if given else junk.file(self.rng)
        theirs = {self.town.places[stem] for stem in stems("\n".join(contents(data)))}
        own = await self.stage.db.read(seen_by, somebody.actor.id, self.town.since)
        for place in own or ():
            self.town.brought.setdefault(place, set()).update(theirs)
        await self._uploaded(somebody, f"table.{name.rpartition('.')[2]}", data)

    async def _uploaded(self, somebody: Somebody, name: str, data: bytes) -> None:
        self.said = name[-30:]
        caption = self.rng.choice(["", "", "протокол", "x" * 1024])
        update = self.world.acts.send_file(
            self.bot, somebody.actor.person, Upload(name, data), caption=caption, queued=False
        )
        await self._told(somebody, update)

    async def _photo(self, somebody: Somebody) -> None:
        await self._told(somebody, self._shot(somebody, ""))

    def _shot(self, somebody: Somebody, album: str) -> Json:
        upload = Upload("photo.jpg", junk.picture(self.rng.randrange(200)))
        photo = self.world.files.keep(upload, "photo").described(self.bot.id)
        body: Json = {"photo": [photo]}
        return self._posted(somebody, body | ({"media_group_id": album} if album else {}))

    def _posted(self, somebody: Somebody, body: Json) -> Json:
        return self.world.acts._post(self.bot, somebody.actor.person, body, queued=False)

    async def _album(self, somebody: Somebody) -> None:
        """All at once, as they come; the bot answers the first."""
        album = str(self.rng.randrange(10**9))
        updates = [self._shot(somebody, album) for _ in range(self.rng.randint(2, 6))]
        self.spoke = somebody
        await asyncio.gather(*map(self.stage.feed, updates))

    async def _other(self, somebody: Somebody) -> None:
        kind, body = self.rng.choice(list(_OTHERS.items()))
        self.said = kind
        await self._told(somebody, self._posted(somebody, {kind: body}))

    async def _block(self, somebody: Somebody) -> None:
        await somebody.actor.blocks()

    async def _clock(self, _: Somebody) -> None:
        wait = self.rng.choice(_PAUSES)
        self.said = str(wait)
        await self.stage.advance_to(self.stage.clock.now() + wait)


_FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 100}
_OTHERS: dict[str, Json] = {
    "sticker": {**_FILE, "type": "regular", "width": 512, "height": 512, "is_animated": False,
                "is_video": False},
    "voice": {**_FILE, "duration": 3},
    "video": {**_FILE, "duration": 3, "width": 10, "height": 10},
    "video_note": {**_FILE, "duration": 3, "length": 10},
    "audio": {**_FILE, "duration": 3},
    "contact": {"phone_number": "+70000000000", "first_name": "А"},
    "location": {"longitude": 37.6, "latitude": 55.7},
    "dice": {"emoji": "🎲", "value": 3},
}  # fmt: skip


def _asked(session: Session, chat_id: int) -> bool:
    """Whether the bot waits for words."""
    return session.get(ChatState, (CHANNEL, str(chat_id))) is not None


def _prefix(data: str) -> str:
    return data.partition(registry.SEPARATOR)[0]


def _offered(screen: Screen) -> list[str]:
    return [key["callback_data"] for row in screen.keys for key in row if "callback_data" in key]
