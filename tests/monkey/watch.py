"""What must hold after every step, whoever did what."""

import html
import io
import logging
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from handlers import registry
from handlers.buttons.exporting import StopExport
from handlers.buttons.folder import StopFolder
from handlers.buttons.nav import Menu, OtherRoles
from handlers.buttons.settings import Settings
from sandbox.people import Chat, Json, Message, Query
from sandbox.world import World
from tests.monkey.asking import EARLY, WHISPER
from tests.monkey.town import (
    DISTRICT,
    STEMS,
    Somebody,
    Town,
    guests,
    operator,
    partners,
    schools,
    seen_by,
    still_asked,
    still_open,
    surnames,
)
from texts.applying import APPLY
from texts.consent import stranger

CRASH, SPINNING, DEAD_END, LEAK, LIMIT = (
    "crashes",
    "spinning",
    "dead_ends",
    "leaks",
    "limit_breaks",
)
SORTS = (CRASH, SPINNING, DEAD_END, LEAK, LIMIT)
# Refusals that the program meets every day and knows how to take.
HARMLESS = (
    "message is not modified", "bot was blocked by the user", "Too Many Requests",
    "bot can't initiate conversation", "invalid file_id",
)  # fmt: skip
_DEPTH = 3  # archives within archives
_STRANGERS = stranger()[:30]


@dataclass(frozen=True)
class Trouble:
    """One thing that must not be. `more`: where to look."""

    sort: str
    what: str
    more: str = ""


class Errors(logging.Handler):
    """Every error that the program or a library writes to the log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[Trouble] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        more = "".join(traceback.format_exception(error)) if error else ""
        last = traceback.extract_tb(error.__traceback__)[-1] if error else None
        where = f" at {last.filename.rpartition('/')[2]}:{last.lineno}" if last else ""
        what = f"{record.name}.{record.msg} {type(error).__name__}{where}"
        self.found.append(Trouble(CRASH, what, more))


class Watch:
    """Sees all that a world keeps: what was said to whom since the last look."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._by_chat = {each.actor.id: each for each in town.people}
        self._said: list[tuple[int, Message]] = []
        self._pressed: dict[str, Query] = {}
        self._refused: Counter[str] = Counter()
        _tap(town.stage.world, self._said, self._pressed)

    @property
    def spoken_to(self) -> set[int]:
        """Chats in which the bot has said or changed something since the last look."""
        return {chat_id for chat_id, _ in self._said}

    async def troubles(self) -> list[Trouble]:
        """What is wrong since the last look."""
        said, pressed = self._said[:], list(self._pressed.values())
        self._said.clear()
        self._pressed.clear()
        return [
            *_unanswered(pressed),
            *self._dead_ends({chat_id for chat_id, _ in said}),
            *await self._leaks(said, pressed),
            *self._limits(),
        ]

    def _dead_ends(self, chats: set[int]) -> Iterator[Trouble]:
        for chat_id in sorted(chats & self._by_chat.keys()):
            screen = self._by_chat[chat_id].actor.screen
            if not screen.keys and _STRANGERS in screen.text:
                continue  # whose way on is a link of the school's
            data = [key.get("callback_data") for row in screen.keys for key in row]
            if not any(_leads_on(each) for each in data):
                yield Trouble(DEAD_END, _short(screen.text), str(screen.buttons))

    async def _leaks(self, said: list[tuple[int, Message]], pressed: list[Query]) -> list[Trouble]:
        pieces = [(chat_id, list(self._pieces(message.data))) for chat_id, message in said]
        told = [(chat_id, "\n".join(some)) for chat_id, some in pieces]
        told += [(query.person_id, query.text) for query in pressed]
        return [
            Trouble(LEAK, f"{self._by_chat[chat_id].who} is told of {stem}", words[:2000])
            for chat_id, words in told
            for stem in stems(words)
            if await self._is_leak(chat_id, stem, words)
        ] + [
            Trouble(LEAK, f"{self._by_chat[chat_id].who} is told {what}", piece[:2000])
            for chat_id, some in pieces
            for piece in some
            if WHISPER in piece and (what := await self._overheard(chat_id, piece))
        ]

    async def _overheard(self, chat_id: int, words: str) -> str:
        """What is wrong with words that hold an anonymous answer: a name beside it, or that its
        campaign is not over and they are not the person's own."""
        db = self._town.stage.db
        if named := [each for each in await db.read(surnames, chat_id) if each in words]:
            return f"who said it: {named[0]}"
        for stem in set(stems(words)) & self._town.quiet.keys():
            own = await db.read(still_asked, self._town.quiet[stem], chat_id)
            if EARLY in words and not own and await db.read(still_open, self._town.quiet[stem]):
                return f"too early what is said in {stem}"
        return ""

    async def _is_leak(self, chat_id: int, stem: str, words: str) -> bool:
        town = self._town
        seen = await town.stage.db.read(seen_by, chat_id, town.since)
        if seen is None:
            return False
        for known in await town.stage.db.read(guests, seen):
            words = words.replace(known, "")
        if own := await town.stage.db.read(operator, chat_id):
            words = words.replace(own, "")
        seen |= self._by_chat[chat_id].invited.union(
            *(town.brought.get(each, set()) for each in seen)
        )
        for listed in await town.stage.db.read(schools) if APPLY in words else ():
            words = words.replace(listed, "")
        if DISTRICT in words:
            seen |= await town.stage.db.read(partners, chat_id)
        return stem in stems(words) and town.places[stem] not in seen

    def _pieces(self, data: Json) -> Iterator[str]:
        """Words with captions of buttons, and what the file of a message holds, part by part."""
        keys = data.get("reply_markup", {}).get("inline_keyboard", [])
        captions = [key["text"] for row in keys for key in row]
        yield "\n".join([_words(data), *captions])
        if document := data.get("document"):
            yield document["file_name"]
            yield from self._inside(document)

    def _inside(self, document: Json) -> Iterator[str]:
        data = self._town.stage.world.store.file(document["file_unique_id"])
        return contents(data)

    def _limits(self) -> Iterator[Trouble]:
        now = self._town.stage.world.refusals
        for description, count in (now - self._refused).items():
            if not any(known in description for known in HARMLESS):
                yield Trouble(LIMIT, description, f"{count} times")
        self._refused = Counter(now)


def _tap(world: World, said: list[tuple[int, Message]], pressed: dict[str, Query]) -> None:
    """Hear of everything that the world keeps, at the moment when it does."""
    keep_message, keep_query = world.keep_message, world.keep_query

    def message(chat: Chat, kept: Message) -> None:
        if kept.by_bot:
            said.append((chat.person_id, kept))
        keep_message(chat, kept)

    def query(kept: Query) -> None:
        pressed[kept.id] = kept
        keep_query(kept)

    world.keep_message = message  # type: ignore[method-assign]
    world.keep_query = query  # type: ignore[method-assign]


def _unanswered(pressed: list[Query]) -> Iterator[Trouble]:
    for query in pressed:
        if not query.answered:
            yield Trouble(SPINNING, query.data.partition(":")[0], query.data)


def _leads_on(data: str | None) -> bool:
    """The menu, which itself is known by the settings or, where it is full, by the way to other
    roles and them; what long work is stopped by; on the way to the consent, where there is no menu
    yet, an answer to give."""
    prefix = (data or "").partition(":")[0]
    ways = {Menu.PREFIX, Settings.PREFIX, OtherRoles.PREFIX, StopFolder.PREFIX, StopExport.PREFIX}
    return prefix in ways | registry.BEFORE_CONSENT


def stems(words: str) -> list[str]:
    lowered = words.casefold()
    return [stem for stem in STEMS if stem.casefold() in lowered]


def _words(data: Json) -> str:
    return str(data.get("text") or data.get("caption") or "")


def _short(text: str) -> str:
    return text.replace("\n", " ")[:80]


def contents(data: bytes, depth: int = _DEPTH) -> Iterator[str]:
    """The names and contents of an archive, of those in it too; any other file as it is."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        yield html.unescape(data.decode("utf-8", "ignore"))
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield "\n".join(archive.namelist())
        for member in archive.infolist():
            if depth and member.file_size < 5 << 20:
                yield from contents(archive.read(member), depth - 1)


def silent(somebody: Somebody, spoken_to: set[int]) -> list[Trouble]:
    """Whoever says something is answered."""
    return [] if somebody.actor.id in spoken_to else [Trouble(SPINNING, "no answer to a message")]
