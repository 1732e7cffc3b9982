"""A messenger that does nothing but pass updates on and count answers, and people who tap the
first option of whatever question is shown to them."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from aiohttp import web

TOKEN = "123456789:AABBCCDDEEFFGGHHIIJJKKLLMMNNOOPPQQR"
ANSWER = "72:"  # of handlers.buttons.survey.Choose
BATCH = 100
WAIT_SECONDS = 1.0


@dataclass(slots=True)
class Person:
    """`first`: what the first tap asks for; `taps`: how many to make; `took`: seconds of each;
    `thinks`: for how long the person looks at a question before each tap, at once where empty."""

    id: int
    first: str
    taps: int
    data: str = ""
    since: float = 0.0
    thinks: Iterator[float] = field(default_factory=lambda: repeat(0.0))
    took: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Messenger:
    """Serves one bot. Every edit of a person's message ends the tap and, while any are left,
    makes the next one."""

    people: dict[int, Person] = field(default_factory=dict)
    updates: deque[dict[str, Any]] = field(default_factory=deque)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    polled: asyncio.Event = field(default_factory=asyncio.Event)
    open: int = 0
    number: int = 0

    def tap(self, person: Person) -> None:
        """The person's next one, when the question has been thought about."""
        wait = next(person.thinks)
        if wait:
            asyncio.get_running_loop().call_later(wait, self._tap, person)
        else:
            self._tap(person)

    def _tap(self, person: Person) -> None:
        self.number += 1
        person.since = time.perf_counter()
        sender = {"id": person.id, "is_bot": False, "first_name": "A"}
        message = {
            "message_id": 1, "date": 1791180000, "text": "?",
            "chat": {"id": person.id, "type": "private"},
            "from": {"id": 1, "is_bot": True, "first_name": "B"},
        }  # fmt: skip
        query = {
            "id": str(self.number), "from": sender, "message": message, "chat_instance": "1",
            "data": person.data or person.first,
        }  # fmt: skip
        self.updates.append({"update_id": self.number, "callback_query": query})
        self.came.set()

    async def round(self, people: list[Person]) -> float:
        """Everybody begins at once and taps on as soon as the question is thought about; the
        seconds of it all."""
        self.people = {person.id: person for person in people}
        self.open = len(people)
        self.over.clear()
        began = time.perf_counter()
        for person in people:
            self.tap(person)
        await self.over.wait()
        return time.perf_counter() - began

    async def call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"].lower()
        as_json = request.content_type == "application/json"
        given = await (request.json() if as_json else request.post())
        if method == "getupdates":
            return _answered(await self._batch())
        if method == "editmessagetext":
            self._edited(given)
            return _answered({
                "message_id": 1, "date": 1791180000, "text": str(given["text"]),
                "chat": {"id": int(str(given["chat_id"])), "type": "private"},
            })  # fmt: skip
        if method == "getme":
            return _answered({"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot"})
        return _answered(True)

    async def _batch(self) -> list[dict[str, Any]]:
        self.polled.set()
        if not self.updates:
            self.came.clear()
            try:
                await asyncio.wait_for(self.came.wait(), WAIT_SECONDS)
            except TimeoutError:
                return []
        return [self.updates.popleft() for _ in range(min(BATCH, len(self.updates)))]

    def _edited(self, given: Any) -> None:
        person = self.people[int(str(given["chat_id"]))]
        person.took.append(time.perf_counter() - person.since)
        markup = given["reply_markup"]
        keyboard = (json.loads(markup) if isinstance(markup, str) else markup)["inline_keyboard"]
        shown = (key["callback_data"] for row in keyboard for key in row)
        person.data = next((data for data in shown if data.startswith(ANSWER)), "")
        if len(person.took) < person.taps:
            self.tap(person)
            return
        self.open -= 1
        if not self.open:
            self.over.set()


def _answered(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


async def serve(messenger: Messenger) -> tuple[web.AppRunner, str]:
    """The running server and its address."""
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", messenger.call)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    return runner, f"http://127.0.0.1:{port}"
