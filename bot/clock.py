"""The program's only clock. It can be moved forward in the sandbox, never with a real token."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path


class ClockMovedBack(ValueError):
    """The clock only goes forward: what was sent stays sent."""


class Clock:
    """Real time plus an offset that survives a restart (when a file is given)."""

    def __init__(self, offset_file: Path | None = None, start: datetime | None = None) -> None:
        self._file = offset_file
        self._offset = timedelta()
        self.playing = False  # set while an Advancer moves the time
        if offset_file is not None and offset_file.exists():
            self._offset = timedelta(seconds=float(offset_file.read_text()))
        elif start is not None:
            self._set(start)

    @property
    def moved(self) -> bool:
        return self._offset != timedelta()

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    def _set(self, moment: datetime) -> None:
        self._offset = moment.astimezone(UTC) - datetime.now(UTC)
        if self._file is not None:
            part = self._file.with_suffix(".part")
            part.write_text(str(self._offset.total_seconds()))
            part.replace(self._file)

    def jump(self, moment: datetime) -> None:
        """Set the present moment. Raises ClockMovedBack for the past."""
        if moment < self.now() - timedelta(seconds=1):
            raise ClockMovedBack(moment)
        self._set(moment)

    async def pause(self, wait: timedelta) -> None:
        """Let `wait` pass: by waiting, or by jumping while the time is being played."""
        if self.playing:
            self.jump(self.now() + wait)
            await asyncio.sleep(0)
        else:
            await asyncio.sleep(wait.total_seconds())


class FrozenClock(Clock):
    """A clock that stands still until it is moved: for tests and rehearsals."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self._moment = moment.astimezone(UTC)
        self.playing = True

    @property
    def moved(self) -> bool:
        return True

    def now(self) -> datetime:
        return self._moment

    def _set(self, moment: datetime) -> None:
        self._moment = moment.astimezone(UTC)


class Advancer:
    """Plays the time up to a moment: every due moment on the way is set, ticked and drained.

    `next_due` gives the earliest moment after now at which something happens, or None;
    `work` does all that is due at the present moment (ticks, then the outbox).
    """

    def __init__(
        self,
        clock: Clock,
        next_due: Callable[[], Awaitable[datetime | None]],
        work: Callable[[], Awaitable[None]],
    ) -> None:
        self.clock = clock
        self._next_due = next_due
        self._work = work
        self._lock = asyncio.Lock()

    @property
    def moving(self) -> bool:
        return self._lock.locked()

    async def advance_to(self, moment: datetime) -> None:
        """Raises ClockMovedBack for the past; a second caller waits for the first."""
        async with self._lock:
            if moment < self.clock.now() - timedelta(seconds=1):
                raise ClockMovedBack(moment)
            before, self.clock.playing = self.clock.playing, True
            try:
                await self._play(moment)
            finally:
                self.clock.playing = before

    async def _play(self, moment: datetime) -> None:
        await self._work()
        while self.clock.now() < moment:
            due = await self._next_due() or moment
            # What stays due although worked on must not stop the clock.
            self.clock.jump(min(max(due, self.clock.now() + timedelta(seconds=1)), moment))
            await self._work()
