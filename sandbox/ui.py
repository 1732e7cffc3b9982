"""The chat page's own API under /ui: people, chats, the clock, a stream of changes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp import web

from sandbox.page import described_bot, described_chat, described_person
from sandbox.people import Bot, Chat, Json, Person, Query, Upload
from sandbox.streams import Stream
from sandbox.world import World

ANSWER_WAIT_SECONDS = 10
_STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class SandboxClock(Protocol):
    """The program's clock as the page moves it."""

    @property
    def zone(self) -> str:
        """IANA name of the zone in which people read the time."""

    def now(self) -> datetime:
        """The program's time, aware."""

    async def advance(self, to: datetime) -> None:
        """Go there, doing on the way all that falls due."""


class Ui:
    """Handlers of the page of one bot."""

    def __init__(
        self, world: World, clock: SandboxClock, closing: asyncio.Event, token: str
    ) -> None:
        self._world = world
        self._clock = clock
        self._closing = closing
        self._token = token
        self._moving = asyncio.Lock()
        self._streams: set[Stream] = set()

    def add_routes(self, app: web.Application) -> None:
        """Put every address of the page's API on the application."""
        person = r"/ui/people/{id:\d+}"
        app.add_routes(
            [
                web.get("/ui/bot", self.bot),
                web.get("/ui/people", self.people),
                web.post("/ui/people", self.add_person),
                web.get(f"{person}/messages", self.messages),
                web.post(f"{person}/blocked", self.block),
                web.post(f"{person}/read", self.read),
                web.post(f"{person}/send", self.send),
                web.post(f"{person}/file", self.send_file),
                web.post(f"{person}/tap", self.tap),
                web.post(f"{person}/start", self.start),
                web.get("/ui/files/{unique_id}", self.file),
                web.get("/ui/clock", self.clock),
                web.post("/ui/clock", self.move_clock),
                web.get("/ui/events", self.events),
            ]
        )

    # -- reading ----------------------------------------------------------------------------

    async def bot(self, request: web.Request) -> web.Response:
        return web.json_response(described_bot(self._bot))

    async def people(self, request: web.Request) -> web.Response:
        people = sorted(self._world.people.values(), key=lambda person: person.id)
        return web.json_response([self._described(person) for person in people])

    async def messages(self, request: web.Request) -> web.Response:
        chat = self._chat(request)
        return web.json_response(described_chat(self._world, chat, self._zone))

    async def file(self, request: web.Request) -> web.Response:
        found = self._world.files.unique(request.match_info["unique_id"])
        if found is None:
            raise _failed(404)
        picture = found.kind == "photo"
        shown = found.mime if picture and found.mime in _PICTURES else "application/octet-stream"
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        if not picture:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
        data = self._world.files.data(found)
        return web.Response(body=data, content_type=shown, headers=headers)

    # -- acting -----------------------------------------------------------------------------

    async def add_person(self, request: web.Request) -> web.Response:
        name = str((await _body(request)).get("name", "")).strip()
        if not name:
            raise _failed(400)
        return web.json_response(self._described(self._world.add_person(name)))

    async def block(self, request: web.Request) -> web.Response:
        person, chat = self._person(request), self._chat(request)
        blocked = (await _body(request)).get("blocked") is True
        if chat.blocked != blocked:
            self._world.acts.block(self._bot, person, blocked=blocked)
        return web.json_response({"blocked": blocked})

    async def read(self, request: web.Request) -> web.Response:
        self._world.acts.read(self._bot, self._person(request))
        return web.json_response({})

    async def send(self, request: web.Request) -> web.Response:
        text = str((await _body(request)).get("text", ""))
        try:
            self._world.acts.write(self._bot, self._open(request), text)
        except ValueError:
            raise _failed(400) from None
        return web.json_response({})

    async def send_file(self, request: web.Request) -> web.Response:
        person = self._open(request)
        form = await request.post()
        field = form.get("file")
        if not isinstance(field, web.FileField):
            raise _failed(400)
        upload = Upload(field.filename, field.file.read(), field.content_type)
        kind = "photo" if form.get("as") == "photo" else "document"
        caption = str(form.get("caption", ""))
        self._world.acts.send_file(self._bot, person, upload, kind=kind, caption=caption)
        return web.json_response({})

    async def tap(self, request: web.Request) -> web.Response:
        person = self._open(request)
        body = await _body(request)
        try:
            query, _ = self._world.acts.press(
                self._bot, person, int(body["message_id"]), str(body["data"])
            )
        except (KeyError, TypeError, ValueError):
            raise _failed(404) from None
        await self._answered(query)
        return web.json_response(
            {
                "answered": query.answered,
                "text": query.text or None,
                "alert": query.alert,
                "url": query.url or None,
            }
        )

    async def start(self, request: web.Request) -> web.Response:
        payload = str((await _body(request)).get("payload", ""))
        try:
            self._world.acts.start(self._bot, self._person(request), payload)
        except ValueError:
            raise _failed(400) from None
        return web.json_response({})

    # -- the clock --------------------------------------------------------------------------

    async def clock(self, request: web.Request) -> web.Response:
        return web.json_response(self._described_clock())

    async def move_clock(self, request: web.Request) -> web.Response:
        body = await _body(request)
        async with self._moving:
            now = self._clock.now().astimezone(self._zone)
            try:
                to = _wanted_moment(body, now)
            except (KeyError, TypeError, ValueError):
                raise _failed(400) from None
            if to < now:
                raise _failed(400)
            self._tell({"type": "clock"})
            await self._clock.advance(to)
        self._tell({"type": "clock"})
        return web.json_response(self._described_clock())

    # -- the stream of changes --------------------------------------------------------------

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events until the page goes away or the server stops."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        async with self._stream() as stream:
            with suppress(ConnectionError):
                await response.write(b": hello\n\n")
                while not self._closing.is_set():
                    await response.write(await stream.next(self._closing))
        return response

    @asynccontextmanager
    async def _stream(self) -> "AsyncIterator[Stream]":
        stream = Stream()
        stop = self._world.listen(lambda person: stream.put({"type": "changed", "person": person}))
        self._streams.add(stream)
        try:
            yield stream
        finally:
            stop()
            self._streams.discard(stream)

    # -- helpers ----------------------------------------------------------------------------

    @property
    def _bot(self) -> Bot:
        return self._world.bot(self._token)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._clock.zone)

    def _person(self, request: web.Request) -> Person:
        person = self._world.people.get(int(request.match_info["id"]))
        if person is None:
            raise _failed(404)
        return person

    def _chat(self, request: web.Request) -> Chat:
        return self._world.chat(self._bot, self._person(request).id)

    def _open(self, request: web.Request) -> Person:
        if self._chat(request).blocked:
            raise _failed(409)
        return self._person(request)

    def _described(self, person: Person) -> Json:
        return described_person(self._world, self._bot, person, self._zone)

    def _described_clock(self) -> Json:
        return {
            "now": self._clock.now().astimezone(self._zone).isoformat(),
            "zone": self._clock.zone,
            "moving": self._moving.locked(),
        }

    def _tell(self, event: Json) -> None:
        for stream in self._streams:
            stream.put(event)

    async def _answered(self, query: Query) -> None:
        changed = asyncio.Event()
        stop = self._world.listen(lambda person: changed.set())
        try:
            async with asyncio.timeout(ANSWER_WAIT_SECONDS):
                while not query.answered:
                    changed.clear()
                    await changed.wait()
        except TimeoutError:
            pass
        finally:
            stop()


def _failed(status: int) -> web.HTTPException:
    """An error for the page, which has words of its own for it."""
    reasons = {400: web.HTTPBadRequest, 404: web.HTTPNotFound, 409: web.HTTPConflict}
    return reasons[status](text='{"error": null}', content_type="application/json")


async def _body(request: web.Request) -> Json:
    try:
        body = await request.json() if request.can_read_body else {}
    except ValueError:
        raise _failed(400) from None
    if not isinstance(body, dict):
        raise _failed(400)
    return body


def _wanted_moment(body: Json, now: datetime) -> datetime:
    if "plus" in body:
        return now + _STEPS[body["plus"]]
    if body.get("next") == "monday9":
        monday = now + timedelta(days=-now.weekday())
        monday = monday.replace(hour=9, minute=0, second=0, microsecond=0)
        return monday if monday > now else monday + timedelta(days=7)
    to = datetime.fromisoformat(body["to"])
    return to if to.tzinfo else to.replace(tzinfo=now.tzinfo)
