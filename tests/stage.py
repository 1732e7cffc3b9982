"""The whole program on a stage: real dispatcher and services, the messenger in the same process.

stage.school("МБОУ «СОШ № 1»")
curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
await curator.sends("/menu")
assert curator.screen.text == …
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from aiogram import Bot
from aiogram.types import Update

from bot.app import App, build
from bot.clock import FrozenClock
from bot.settings import Settings
from db.engine import Database
from db.models.people import OrganisationKind
from domain.roles import Role
from sandbox.session import Actor, WorldSession
from sandbox.world import World
from services import enlist

ZONE = "Europe/Moscow"
START = datetime(2026, 10, 5, 7, tzinfo=UTC)  # a Monday, 10:00 in Moscow


class Stage:
    """One program, one world, one database. The clock stands still until it is moved."""

    def __init__(self, app: App, world: World, clock: FrozenClock, data_dir: Path) -> None:
        self.app, self.world, self.clock, self.data_dir = app, world, clock, data_dir
        self.db = app.db
        self.school_id = 0
        self.people: dict[int, int] = {}  # Telegram id -> person id

    async def feed(self, update: dict[str, object]) -> None:
        """One update into the program; what that queued is sent before it returns."""
        parsed = Update.model_validate(update, context={"bot": self.app.bot})
        await self.app.feed(parsed)
        await self.settle()

    async def settle(self) -> None:
        """Send what is due now."""
        while await self.app.sender.drain():
            pass

    async def school(self, name: str = "МБОУ «СОШ № 1»", *, parent_id: int | None = None) -> int:
        """Make a school, the one that people join from now on; its id."""
        self.school_id = await self.db.write(
            enlist.organisation, self.clock.now(), name, ZONE, parent_id=parent_id
        )
        return self.school_id

    async def municipality(self, name: str = "Управление образования") -> int:
        """Make a municipality, which people join from now on; its id."""
        self.school_id = await self.db.write(
            enlist.organisation, self.clock.now(), name, ZONE,
            kind=OrganisationKind.MUNICIPALITY,
        )  # fmt: skip
        return self.school_id

    def stranger(self, name: str) -> Actor:
        """Somebody who has never met the bot."""
        return Actor(self.world, name, feed=self.feed)

    async def join(self, name: str, *roles: Role, title: str = "", post: str = "") -> Actor:
        """Somebody of the present school with chat and consent, who has seen the menu."""
        actor = Actor(self.world, name, feed=self.feed)
        await self._enlist(name, roles, title, post, str(actor.id))
        await actor.starts()
        return actor

    async def without_chat(self, name: str, *roles: Role, title: str = "", post: str = "") -> int:
        """Somebody of the present school without a chat; the person's id."""
        return await self._enlist(name, roles, title, post, None)

    async def _enlist(
        self, name: str, roles: tuple[Role, ...], title: str, post: str, chat_id: str | None
    ) -> int:
        newcomer = enlist.Newcomer(name, post, tuple((role, title) for role in roles), chat_id)
        person_id = await self.db.write(
            enlist.enlist, self.clock.now(), self.school_id or None, newcomer, ZONE
        )
        if chat_id is not None:
            self.people[int(chat_id)] = person_id
        return person_id

    def person_id(self, actor: Actor) -> int:
        return self.people[actor.id]

    async def advance_to(self, moment: datetime) -> None:
        """Play the time up to a moment."""
        await self.app.advancer.advance_to(moment)


@asynccontextmanager
async def staged(url: str, folder: Path, start: datetime = START) -> AsyncIterator[Stage]:
    """A stage on an empty database; at the end nothing may be left unanswered or unknown."""
    clock = FrozenClock(start)
    world = World(clock.now)
    token = world.add_bot("nastavnik_bot", "Наставник")
    bot = Bot(token, session=WorldSession(world))
    settings = Settings.model_construct(
        timezone=ZONE, names_in_chat="initials", names_in_files="full",
        sender_concurrency=8, redis_url=None, admin_ids=(),
    )  # fmt: skip
    app = build(
        settings, db=Database(url), clock=clock, bot=bot,
        bot_username="nastavnik_bot", data_dir=folder,
    )  # fmt: skip
    try:
        yield Stage(app, world, clock, folder)
        unanswered = [query.data for query in world.queries.values() if not query.answered]
        assert unanswered == [], "buttons that spin for ever"
        assert not world.unknown_fields, "fields that the Bot API does not know"
    finally:
        await app.close()
