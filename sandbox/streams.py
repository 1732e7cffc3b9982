"""News for one open page, as server-sent events."""

import asyncio
import json

from sandbox.people import Json

PING_SECONDS = 15


class Stream:
    """What one open page has not been told yet; the same news twice is told once."""

    def __init__(self) -> None:
        self._news: dict[str, None] = {}
        self._some = asyncio.Event()

    def put(self, event: Json) -> None:
        self._news[json.dumps(event)] = None
        self._some.set()

    async def next(self, closing: asyncio.Event) -> bytes:
        """The next bytes for the wire: news, or a comment that keeps the connection alive."""
        waits = [asyncio.ensure_future(one.wait()) for one in (self._some, closing)]
        try:
            await asyncio.wait(waits, timeout=PING_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        self._some.clear()
        news, self._news = self._news, {}
        return "".join(f"data: {one}\n\n" for one in news).encode() or b": ping\n\n"
