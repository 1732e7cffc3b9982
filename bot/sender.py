"""Sends the outbox: claims a row, words it at that moment, calls the messenger, closes the row.

A row is marked `sending` in its own transaction right before its own call, so a crash can double
at most as many messages as there are calls in flight (SENDER_CONCURRENCY).
"""

import asyncio
from datetime import datetime, timedelta

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import BufferedInputFile, Message

from bot import logs, notices
from bot.clock import Clock
from bot.limits import Limits
from bot.reachability import Reachability
from db.engine import Database, Session, Unavailable
from db.models.people import Reach
from exports.worker import in_worker
from handlers.keyboards.build import markup
from handlers.notices import Parcel, Picture, Words
from handlers.screen import send_file, send_photo
from services import gate, outbox
from services.outbox import After, Claim

log = logs.get("sender")
BATCH = 100
FILE_TRIES = 2
_MARK_PAUSES = (0.05, 0.5)  # seconds
MAKING_SECONDS = outbox.LEASE.total_seconds() / 2
_GONE = {"blocked": Reach.BLOCKED, "deactivated": Reach.GONE, "initiate": Reach.NEVER_STARTED}
_PASSING = (
    TelegramNetworkError,
    TelegramServerError,
    ClientDecodeError,
    TelegramUnauthorizedError,
)


def backoff(attempts: int) -> timedelta:
    """Half a minute, doubled up to an hour."""
    return timedelta(seconds=min(30 * 2 ** max(attempts - 1, 0), 3600))


class Sender:
    """`drain` sends what may go now; `run` does so for ever."""

    def __init__(
        self,
        bot: Bot,
        db: Database,
        clock: Clock,
        words: Words,
        concurrency: int,
        reachability: Reachability,
    ) -> None:
        self._bot, self._db, self._clock, self._words = bot, db, clock, words
        self._gate = asyncio.Semaphore(concurrency)
        self._limits = Limits()
        self._reachability = reachability
        self._wake = asyncio.Event()
        self._draining = asyncio.Lock()

    def wake(self) -> None:
        """There may be something new in the outbox."""
        self._wake.set()

    async def run(self, idle_seconds: float = 5.0) -> None:
        """Drain again whenever woken, and every few seconds."""
        while True:
            self._wake.clear()
            try:
                while await self.drain():
                    pass
            except Exception as error:  # the sender must outlive a broken database connection
                log.error("drain_failed", error)
            try:
                await asyncio.wait_for(self._wake.wait(), idle_seconds)
            except TimeoutError:
                continue

    async def drain(self) -> int:
        """Send what is due, within the limits; how many rows were sent, closed or put off.

        Of several messages to one person only the first: drain again until there is nothing.
        """
        # Who plays the time must wait for calls under way, or their leases would run out.
        async with self._draining:
            ids = await self._db.read(outbox.due_ids, self._clock.now(), BATCH)
            results = await asyncio.gather(*(self._guarded(message_id) for message_id in ids))
            return sum(results)

    async def _guarded(self, message_id: int) -> bool:
        async with self._gate:
            # Wait first, claim after: a claimed row is one whose call comes next.
            while wait := self._limits.turn(self._clock.now()):
                await self._clock.pause(wait)
            return await self._one(message_id)

    async def _one(self, message_id: int) -> bool:
        """Whether the row was ours; it is not due any more then."""
        at = self._clock.now()
        claim = await self._db.write(outbox.claim, message_id, at)
        if claim is None:
            return False
        try:
            prepared = await self._db.read(self._prepare, claim, self._clock.now())
        except Exception as error:
            log.error("rendering_failed", error, outbox_id=claim.id, kind=claim.kind)
            await self._later(claim, backoff(claim.attempts), "rendering")
            return True
        if isinstance(prepared, datetime):
            await self._db.write(outbox.postpone, claim, prepared)
        elif prepared is None:
            await self._db.write(outbox.cancel, claim)
        else:
            await self._deliver(claim, at, *prepared)
        return True

    def _prepare(
        self, session: Session, claim: Claim, now: datetime
    ) -> tuple[str, Parcel] | datetime | None:
        """Address and words; a moment to wait for; or None when there is nothing to say."""
        chat_id = outbox.address(session, claim.person_id)
        if chat_id is None:
            return None
        zone = self._words.zone
        if not gate.allowed(session, [claim.person_id], gate.Purpose.MESSAGES, now):
            return None
        held = None if claim.solicited else notices.hold_until(session, claim, now, zone)
        if held is not None and held > now:
            return held
        parcel = notices.render(session, claim, now, self._words)
        return None if parcel is None else (chat_id, parcel)

    async def _deliver(self, claim: Claim, at: datetime, chat_id: str, parcel: Parcel) -> None:
        wait = self._limits.chat(chat_id, self._clock.now())
        if wait:
            await self._db.write(outbox.postpone, claim, self._clock.now() + wait)
            return
        try:
            data = await self._made(claim, parcel)
        except Exception as error:
            log.error("making_failed", error, outbox_id=claim.id, kind=claim.kind)
            await self._later(claim, backoff(claim.attempts), "making")
            return
        try:
            message = await self._call(int(chat_id), parcel, data)
        except Exception as error:
            await self._failed(claim, error)
            return
        if self._reachability.mark_up():
            log.info("messenger_answers_again")
        # Sent as of its claim: what happened since may be missing in it, and is news for the next.
        await self._mark(claim, str(message.message_id), at, parcel.sent)
        log.info("sent", outbox_id=claim.id, kind=claim.kind, repeated=claim.repeated)
        if parcel.picture is not None:
            await self._follow(claim, int(chat_id), parcel.picture)

    async def _mark(
        self, claim: Claim, telegram_id: str, at: datetime, then: After | None
    ) -> None:
        """Tried again where the database gives way to somebody (a deadlock with a tick) or starts
        again: the message is there, and without its mark it would be sent twice."""
        for pause in _MARK_PAUSES:
            try:
                await self._db.write(outbox.mark_sent, claim, telegram_id, at, then)
            except Unavailable:
                await asyncio.sleep(pause)
            else:
                return
        await self._db.write(outbox.mark_sent, claim, telegram_id, at, then)

    async def _follow(self, claim: Claim, chat_id: int, picture: Picture) -> None:
        """After the mark, so that nothing of it can double the message; one that fails is given
        up, for its words stand in the message."""
        try:
            data = await asyncio.wait_for(
                in_worker(picture.work.make, *picture.work.args), MAKING_SECONDS
            )
            file = BufferedInputFile(data, picture.work.name)
            while wait := self._limits.turn(self._clock.now()):
                await self._clock.pause(wait)
            screen = picture.screen
            await send_photo(self._bot, chat_id, file, screen.text, screen, silent=True)
        except Exception as error:
            log.error("picture_failed", error, outbox_id=claim.id, kind=claim.kind)

    async def _made(self, claim: Claim, parcel: Parcel) -> bytes | None:
        """The file of a parcel, while the claim's lease lasts. A message whose file fails twice
        goes without it: its words say the most important of it."""
        if parcel.work is None:
            return None
        try:
            return await asyncio.wait_for(
                in_worker(parcel.work.make, *parcel.work.args), MAKING_SECONDS
            )
        except Exception as error:
            if claim.attempts < FILE_TRIES:
                raise
            log.error("file_failed", error, outbox_id=claim.id, kind=claim.kind)
            return None

    async def _call(self, chat_id: int, parcel: Parcel, data: bytes | None) -> Message:
        screen = parcel.screen
        if parcel.work is None or data is None:
            return await self._bot.send_message(
                chat_id, screen.text, reply_markup=markup(screen.rows), parse_mode="HTML"
            )
        file = BufferedInputFile(data, parcel.work.name)
        return await send_file(self._bot, chat_id, file, screen.text, screen)

    async def _failed(self, claim: Claim, error: Exception) -> None:
        if isinstance(error, TelegramRetryAfter):
            await self._later(claim, timedelta(seconds=max(error.retry_after, 1)), "flood")
        elif isinstance(error, _PASSING):
            if self._reachability.mark_down(self._clock.now()):
                log.warning("messenger_unreachable", error=type(error).__name__)
            await self._later(claim, backoff(claim.attempts), type(error).__name__)
        elif isinstance(error, TelegramForbiddenError) or _no_chat(error):
            await self._db.write(self._unreachable, claim, _reach(str(error)))
            log.info("unreachable", outbox_id=claim.id, person_id=claim.person_id)
        elif isinstance(error, TelegramAPIError):
            log.error("refused", error, outbox_id=claim.id, kind=claim.kind)
            await self._db.write(outbox.fail, claim, str(error))
        else:  # a screen that no message can be made of: ours to mend
            log.error("not_sendable", error, outbox_id=claim.id, kind=claim.kind)
            await self._later(claim, backoff(claim.attempts), "not sendable")

    def _unreachable(self, session: Session, claim: Claim, reach: Reach) -> None:
        outbox.mark_unreachable(session, claim.person_id, reach, self._clock.now())
        outbox.fail(session, claim, reach.value)

    async def _later(self, claim: Claim, wait: timedelta, why: str) -> None:
        await self._db.write(outbox.retry, claim, self._clock.now() + wait, why)


def _no_chat(error: Exception) -> bool:
    return isinstance(error, TelegramBadRequest) and "chat not found" in error.message


def _reach(text: str) -> Reach:
    return next((reach for word, reach in _GONE.items() if word in text), Reach.NEVER_STARTED)
