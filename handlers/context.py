"""What a handler is given: the chat's actor, the database and the ways to answer."""

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from aiogram import Bot
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from db.engine import Database, Session, once
from domain.named import Named
from domain.names import Style, render
from handlers import screen
from handlers.errands import Errands
from handlers.keyboards.build import Screen, Target
from handlers.registry import WAY, Button, ItemButton, Via
from services import actor as actors
from services import chat
from services.actor import Actor, State


class NotAdmitted(Exception):
    """Who asks has no consent: only the way to it is open."""


P = ParamSpec("P")
T = TypeVar("T")
ALERT_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every handler needs of the installation; made once by bot/app.py."""

    db: Database
    now: Callable[[], datetime]
    zone: str
    data_dir: Path
    admin_ids: frozenset[int]
    names_in_chat: str
    names_in_files: str
    bot_username: str
    errands: Errands
    wake_sender: Callable[[], None] = lambda: None


@dataclass(slots=True)
class Context:
    """One update on its way. `message` is the person's, `query` the pressed button's. Until it is
    `known` who asks, `actor` says only when and in which chat."""

    bot: Bot
    around: Surroundings
    actor: Actor
    update_id: int
    message: Message | None = None
    query: CallbackQuery | None = None
    # Where the card that this is about was opened from, the nearest first: carried by buttons,
    # kept beside the question while text is awaited.
    ways: tuple[Button, ...] = ()
    asked: bool = False  # whether this update has asked for text
    known: bool = False
    _claimed: bool = field(default=False)
    _answered: bool = field(default=False)

    def call(self, person: Named) -> str:
        """A person's name as chats show it (NAMES_IN_CHAT), not yet escaped."""
        style = Style(self.around.names_in_chat)
        return render(person.name, style, pupil=person.pupil, code=person.id)

    def know(self, actor: Actor) -> None:
        self.actor, self.known = actor, True

    @property
    def chat_id(self) -> int:
        return int(self.actor.chat_id)

    async def read(
        self, fn: Callable[Concatenate[Session, Actor, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a use case that only reads: `fn(session, actor, …)`."""
        return await self.around.db.read(fn, self.actor, *args, **kwargs)

    async def write(
        self, fn: Callable[Concatenate[Session, Actor, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a use case in one transaction, once per update however often it is delivered.

        An update acts through one `write`; what the chat is asked next is set there too
        (services.chat), so that a crash leaves both or neither. Who asks is read here where it is
        not known yet. Raises NotAdmitted.
        """

        def run(session: Session) -> T:
            if not self.known:
                at, zone = self.actor.at, self.around.zone
                self.know(actors.load(session, self.actor.chat_id, at, zone))
                if not self.actor.admitted:
                    raise NotAdmitted
            if not self._claimed:
                once(session, self.update_id, self.actor.at)
            return fn(session, self.actor, *args, **kwargs)

        result = await self.around.db.write(run)
        self._claimed = True
        self.around.wake_sender()
        return result

    async def ask(self, name: str, **data: str | int | None) -> None:
        """Wait for text under a state's name when nothing else is written."""
        kept = {chat.WAYS: WAY.join(way.pack() for way in self.ways)} if self.ways else {}
        await self.write(chat.ask, name, {**data, **kept})
        self.asked = True

    async def forget(self) -> None:
        """Stop waiting for text."""
        if self.actor.state is not None:
            await self.write(chat.clear)
            self.actor = replace(self.actor, state=None)

    @property
    def state(self) -> State | None:
        return self.actor.state

    @property
    def may_answer(self) -> bool:
        """Whether a button was pressed and has not been answered yet."""
        return self.query is not None and not self._answered

    async def answer(self, text: str = "", *, alert: bool = False) -> None:
        """Answer the pressed button; without one nothing happens. A late answer is no error."""
        if self.query is None or self._answered:
            return
        self._answered = True
        with contextlib.suppress(*screen.HARMLESS):
            await self.bot.answer_callback_query(
                self.query.id, text=text[:ALERT_LIMIT] or None, show_alert=alert
            )

    async def show(self, shown: Screen, *, new: bool = False) -> None:
        """Edit the screen that the pressed button stands on, else send a new message."""
        await self.answer()
        await screen.show(
            self.bot, self.chat_id, self._carrying(shown), None if new else self._edited()
        )

    def way(self) -> Button | None:
        """Where the card was opened from, if anything carries it."""
        return self.ways[0] if self.ways else None

    def _carrying(self, shown: Screen) -> Screen:
        """A screen whose buttons about the item carry on the ways back."""
        if not self.ways:
            return shown
        return replace(
            shown, rows=[[(caption, self._via(to)) for caption, to in row] for row in shown.rows]
        )

    def _via(self, target: Target) -> Target:
        if isinstance(target, Via):
            return Via(target.request, (*target.ways, *self.ways))
        if not isinstance(target, ItemButton):
            return target
        back = target == self.way()
        return Via(target, self.ways[1:] if back else self.ways)

    def _edited(self) -> Message | None:
        message = self.query.message if self.query else None
        return message if isinstance(message, Message) else None

    async def send_file(self, data: bytes, name: str, caption: str, shown: Screen) -> None:
        """Send a document with a caption (HTML, 1,024 visible characters) and a keyboard."""
        await self.answer()
        await screen.send_file(
            self.bot, self.chat_id, BufferedInputFile(data, name), caption, self._carrying(shown)
        )

    async def send_photo(self, data: bytes, name: str, caption: str, shown: Screen) -> None:
        """The same for a picture; the caption says in words what it shows."""
        await self.answer()
        await screen.send_photo(
            self.bot, self.chat_id, BufferedInputFile(data, name), caption, self._carrying(shown)
        )

    def waiting(self, action: str = "typing") -> Awaitable[bool]:
        """Show «печатает…» or «отправляет файл…» while something takes over a second."""
        return self.bot.send_chat_action(self.chat_id, action)
