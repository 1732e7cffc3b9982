"""The sender beside a messenger that fails in every way: nothing lost, nobody pestered."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiogram import Bot
from aiogram.methods import TelegramMethod
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.sender import Sender, backoff
from db.engine import Database, Unavailable
from db.models import Identity, OutboxMessage
from db.models.outbox import OutboxState
from db.models.people import Reach
from domain.roles import Role
from handlers.buttons.nav import Menu
from handlers.digest_screen import Work
from handlers.keyboards.build import Screen
from handlers.notices import NOTICES, Parcel, Words
from sandbox.faults import Fault
from sandbox.session import Actor, WorldSession
from services import enlist, outbox
from services.outbox import Claim
from tests.stage import ZONE, Stage

NOTE = "note"
MOSCOW = ZoneInfo(ZONE)
HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture(autouse=True)
def note_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of message that says what its payload says."""
    monkeypatch.setitem(NOTICES, NOTE, _note)


def _note(session: Any, claim: Claim, now: datetime, words: Words) -> Screen | None:
    if "error" in claim.payload:
        raise KeyError(claim.payload["error"])
    text = claim.payload.get("text")
    rows = [[(str(n), Menu()) for n in range(claim.payload.get("buttons", 0))]]
    return Screen(text, rows) if text else None


@dataclass(frozen=True)
class Row:
    """What the outbox says of a message."""

    state: OutboxState
    attempts: int
    error: str | None
    next_try: datetime


Note = Callable[..., Awaitable[int]]


@pytest.fixture
async def olga(stage: Stage) -> Actor:
    """A mentor who has got nothing but the menu so far."""
    await stage.school()
    return await stage.join("Ветрова Ольга Сергеевна", Role.MENTOR)


@pytest.fixture
def note(stage: Stage) -> Note:
    """`await note(person_id, text="…")` queues a message that goes at any hour; its id."""
    count = 0

    async def make(person_id: int, *, solicited: bool = True, **payload: object) -> int:
        nonlocal count
        count += 1
        return await stage.db.write(_enqueue, person_id, payload, count, solicited)

    def _enqueue(
        session: Session, person_id: int, payload: dict[str, Any], number: int, solicited: bool
    ) -> int:
        now, key = stage.clock.now(), f"{NOTE}:{number}"
        assert outbox.enqueue(
            session, person_id, NOTE, payload,
            dedup_key=key, send_after=now, now=now, solicited=solicited,
        )  # fmt: skip
        return _by_key(session, key)

    return make


def _by_key(session: Session, key: str) -> int:
    found = session.scalar(select(OutboxMessage.id).where(OutboxMessage.dedup_key == key))
    assert found is not None
    return found


async def row(stage: Stage, message_id: int) -> Row:
    def load(session: Session) -> Row:
        found = session.get_one(OutboxMessage, message_id)
        return Row(
            found.state, found.attempts, found.error, found.leased_until or found.send_after
        )

    return await stage.db.read(load)


async def reach(stage: Stage, person_id: int) -> tuple[Reach, datetime | None]:
    def load(session: Session) -> tuple[Reach, datetime | None]:
        found = session.scalars(select(Identity).where(Identity.person_id == person_id)).one()
        return found.reach, found.reach_since

    return await stage.db.read(load)


def told(actor: Actor) -> list[str]:
    """What the person was sent after the menu."""
    return [screen.text for screen in actor.messages[1:]]


def events(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.msg for record in caplog.records if record.name == "nastavnik.sender"]


@pytest.fixture(autouse=True)
def sender_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "nastavnik.sender")


async def test_a_message_is_sent_once(stage: Stage, olga: Actor, note: Note) -> None:
    number = await note(stage.person_id(olga), text="Первое <b>дело</b>", buttons=1)

    await stage.settle()
    await stage.settle()

    assert told(olga) == ["Первое дело"]
    assert olga.screen.buttons == [["0"]]
    assert (await row(stage, number)).state is OutboxState.SENT


@pytest.mark.parametrize("times", [1, 2])
async def test_a_mark_that_the_database_gave_up_is_made_again(
    stage: Stage, olga: Actor, note: Note, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """As a deadlock with a tick does; without its mark the message would come twice."""
    write, left = Database.write, [Unavailable("DBAPIError")] * times

    async def give_way(self: Database, fn: Any, *args: Any, **kwargs: Any) -> Any:
        if fn is outbox.mark_sent and left:
            raise left.pop()
        return await write(self, fn, *args, **kwargs)

    monkeypatch.setattr(Database, "write", give_way)
    number = await note(stage.person_id(olga), text="Дело")

    await stage.settle()
    await stage.settle()

    assert told(olga) == ["Дело"]
    assert left == []
    assert (await row(stage, number)).state is OutboxState.SENT


async def test_the_flood_limit_says_when_to_come_back(
    stage: Stage, olga: Actor, note: Note
) -> None:
    stage.world.faults.retry_after = 17
    stage.world.faults.add(Fault.FLOOD, "sendMessage")
    number = await note(stage.person_id(olga), text="Дело")
    asked = stage.clock.now()

    await stage.settle()
    waiting = await row(stage, number)
    stage.clock.jump(asked + timedelta(seconds=16))
    await stage.settle()
    before = told(olga)
    stage.clock.jump(asked + timedelta(seconds=17))
    await stage.settle()

    assert waiting == Row(OutboxState.QUEUED, 1, "flood", asked + timedelta(seconds=17))
    assert before == []
    assert told(olga) == ["Дело"]
    assert stage.app.reachability.down_since() is None


@pytest.mark.parametrize(
    ("fault", "error", "copies"),
    [
        (Fault.SERVER_ERROR, "TelegramServerError", 1),
        (Fault.BAD_GATEWAY_HTML, "ClientDecodeError", 1),
        (Fault.HANG, "TelegramNetworkError", 1),
        (Fault.DROP_BEFORE, "TelegramNetworkError", 1),
        # The messenger had it each time and could not say so: to repeat is the lesser evil.
        (Fault.DROP_AFTER, "TelegramNetworkError", 3),
    ],
)
async def test_what_passes_is_tried_again_later_and_later(
    stage: Stage, olga: Actor, note: Note, fault: Fault, error: str, copies: int
) -> None:
    stage.world.faults.add(fault, "sendMessage", times=2)
    number = await note(stage.person_id(olga), text="Дело")
    start = stage.clock.now()

    await stage.settle()
    first = await row(stage, number)
    stage.clock.jump(first.next_try)
    await stage.settle()
    second = await row(stage, number)
    stage.clock.jump(second.next_try)
    await stage.settle()

    assert first == Row(OutboxState.QUEUED, 1, error, start + HALF_A_MINUTE)
    assert second == Row(OutboxState.QUEUED, 2, error, start + 3 * HALF_A_MINUTE)
    assert (await row(stage, number)).state is OutboxState.SENT
    assert told(olga) == ["Дело"] * copies


def test_the_waits_double_up_to_an_hour() -> None:
    waits = [backoff(attempts).total_seconds() for attempts in range(1, 10)]

    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


async def test_a_message_outlives_any_silence_of_the_messenger(
    stage: Stage, olga: Actor, note: Note
) -> None:
    stage.world.faults.add(Fault.SERVER_ERROR, "sendMessage", times=100)
    number = await note(stage.person_id(olga), text="Дело")
    start = stage.clock.now()

    while (tried := await row(stage, number)).state is OutboxState.QUEUED:
        stage.clock.jump(tried.next_try)
        await stage.settle()

    assert (tried.state, tried.attempts) == (OutboxState.SENT, 101)
    assert stage.clock.now() - start > timedelta(days=3)
    assert told(olga) == ["Дело"]


async def test_somebody_blocked_the_bot_while_it_slept(
    stage: Stage, olga: Actor, note: Note
) -> None:
    stage.world.acts.block(olga.bot, olga.person, blocked=True, queued=False)
    person_id, start = stage.person_id(olga), stage.clock.now()
    first = await note(person_id, text="Первое")
    second = await note(person_id, text="Второе")

    await stage.settle()
    stage.clock.jump(start + timedelta(days=1))
    await stage.settle()

    assert await reach(stage, person_id) == (Reach.BLOCKED, start)
    assert await row(stage, first) == Row(OutboxState.FAILED, 1, "blocked", start)
    assert (await row(stage, second)).state is OutboxState.CANCELLED
    assert stage.world.refusals == {"Forbidden: bot was blocked by the user": 1}
    assert told(olga) == []


@pytest.mark.parametrize(
    ("known", "deactivated", "expected"),
    [
        (True, False, Reach.NEVER_STARTED),
        (True, True, Reach.GONE),
        (False, False, Reach.NEVER_STARTED),  # the messenger has no such chat
    ],
)
async def test_a_chat_that_never_was(
    stage: Stage, note: Note, known: bool, deactivated: bool, expected: Reach
) -> None:
    await stage.school()
    stranger = stage.stranger("Кто-то")
    stranger.person.deactivated = deactivated
    chat_id = str(stranger.id if known else stranger.id + 1)
    newcomer = enlist.Newcomer("Ким Анна Львовна", "", ((Role.MENTOR, ""),), chat_id)
    person_id = await stage.db.write(
        enlist.enlist, stage.clock.now(), stage.school_id, newcomer, ZONE
    )
    number = await note(person_id, text="Дело")

    await stage.settle()

    start = stage.clock.now()
    assert await reach(stage, person_id) == (expected, start)
    assert await row(stage, number) == Row(OutboxState.FAILED, 1, expected.value, start)


async def test_the_log_and_doctor_know_since_when_nothing_gets_through(
    stage: Stage, olga: Actor, note: Note, caplog: pytest.LogCaptureFixture
) -> None:
    stage.world.faults.add(Fault.DROP_BEFORE, "sendMessage", times=2)
    number = await note(stage.person_id(olga), text="Дело")
    start = stage.clock.now()

    await stage.settle()
    stage.clock.jump((await row(stage, number)).next_try)
    await stage.settle()
    since = stage.app.reachability.down_since()
    stage.clock.jump((await row(stage, number)).next_try)
    await stage.settle()

    assert since == start
    assert stage.app.reachability.down_since() is None
    assert events(caplog) == ["messenger_unreachable", "messenger_answers_again", "sent"]


async def test_a_refused_message_takes_no_other_with_it(
    stage: Stage, olga: Actor, note: Note, caplog: pytest.LogCaptureFixture
) -> None:
    anna = await stage.join("Ким Анна Львовна", Role.MENTOR)
    broken = await note(stage.person_id(olga), text="<b>Дело")
    await note(stage.person_id(olga), text="Второе")
    await note(stage.person_id(anna), text="Третье")

    await stage.settle()
    stage.clock.jump(stage.clock.now() + timedelta(days=1))
    await stage.settle()

    found = await row(stage, broken)
    assert (found.state, found.attempts) == (OutboxState.FAILED, 1)
    assert "can't parse entities" in str(found.error)
    assert (told(olga), told(anna)) == (["Второе"], ["Третье"])
    assert sorted(events(caplog)) == ["refused", "sent", "sent"]
    assert (await reach(stage, stage.person_id(olga)))[0] is Reach.OK


@pytest.mark.parametrize(
    ("payload", "event"),
    [
        ({"error": "x"}, "rendering_failed"),
        ({"text": "Дело", "buttons": 9}, "not_sendable"),  # more than fit into a row
    ],
)
async def test_a_fault_of_our_own_waits_and_harms_nobody(
    stage: Stage,
    olga: Actor,
    note: Note,
    caplog: pytest.LogCaptureFixture,
    payload: dict[str, object],
    event: str,
) -> None:
    broken = await note(stage.person_id(olga), **payload)
    await note(stage.person_id(olga), text="Второе")

    await stage.settle()

    found = await row(stage, broken)
    assert (found.state, found.attempts) == (OutboxState.QUEUED, 1)
    assert found.next_try == stage.clock.now() + HALF_A_MINUTE
    assert told(olga) == ["Второе"]
    assert events(caplog) == [event, "sent"]


async def test_nothing_to_say_and_nobody_to_hear(stage: Stage, olga: Actor, note: Note) -> None:
    absent = await stage.without_chat("Ким Анна Львовна", Role.MENTOR)
    empty = await note(stage.person_id(olga))
    unheard = await note(absent, text="Дело")

    await stage.settle()

    assert (await row(stage, empty)).state is OutboxState.CANCELLED
    assert (await row(stage, unheard)).state is OutboxState.CANCELLED
    assert told(olga) == []


async def test_the_night_is_only_for_what_was_asked_for(
    stage: Stage, olga: Actor, note: Note
) -> None:
    night = datetime(2026, 10, 5, 21, 30, tzinfo=MOSCOW)
    stage.clock.jump(night)
    held = await note(stage.person_id(olga), text="Не спрашивали", solicited=False)
    await note(stage.person_id(olga), text="Спрашивали")

    await stage.settle()
    at_night = told(olga)
    waiting = await row(stage, held)
    await stage.advance_to(waiting.next_try)

    assert at_night == ["Спрашивали"]
    tuesday = datetime(2026, 10, 6, 16, tzinfo=MOSCOW)
    assert waiting == Row(OutboxState.QUEUED, 0, None, tuesday)
    assert told(olga) == ["Спрашивали", "Не спрашивали"]
    assert olga.screen.date == int(tuesday.timestamp())


async def test_a_long_queue_that_has_to_wait_does_not_hold_up_the_rest(
    stage: Stage, olga: Actor, note: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sender.BATCH", 3)
    stage.clock.jump(datetime(2026, 10, 5, 21, 30, tzinfo=MOSCOW))
    for number in range(7):
        await note(stage.person_id(olga), text=f"Не спрашивали {number}", solicited=False)
    await note(stage.person_id(olga), text="Спрашивали")

    await stage.settle()

    assert told(olga) == ["Спрашивали"]


async def test_no_more_than_the_weekly_budget(stage: Stage, olga: Actor, note: Note) -> None:
    for number in range(7):
        await note(stage.person_id(olga), text=f"Дело {number}", solicited=False)

    await stage.settle()
    first_day = told(olga)
    await stage.advance_to(stage.clock.now() + timedelta(days=8))

    assert first_day == [f"Дело {number}" for number in range(5)]
    assert told(olga) == [f"Дело {number}" for number in range(7)]


class SlowSession(WorldSession):
    """A messenger to which every call takes a while; it notes what is under way together."""

    def __init__(self, stage: Stage, together: int) -> None:
        super().__init__(stage.world)
        self._stage = stage
        self._together = together  # nobody is answered before so many calls have come
        self._all_here = asyncio.Event()
        self.under_way: list[int] = []
        self.most = 0
        self.met: list[int] = []

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - the signature is aiogram's
    ) -> Any:
        chat_id = method.model_dump()["chat_id"]
        self.met += [chat_id] if chat_id in self.under_way else []
        self.under_way.append(chat_id)
        self.most = max(self.most, len(self.under_way))
        if len(self.under_way) == self._together:
            self._all_here.set()
        await self._all_here.wait()
        for _ in range(4):  # real waiting, so that the other tasks come far
            await self._stage.db.read(outbox.next_moment)
        self.under_way.remove(chat_id)
        return await super().make_request(bot, method, timeout)


def slow_sender(
    stage: Stage, *, concurrency: int = 8, together: int = 1
) -> tuple[Sender, SlowSession]:
    """One more sender of the same program."""
    session = SlowSession(stage, together)
    sender = Sender(
        Bot(stage.app.bot.token, session=session), stage.db, stage.clock,
        Words("initials", ZONE), concurrency, stage.app.reachability,
    )  # fmt: skip
    return sender, session


async def test_messages_to_one_person_keep_their_order(
    stage: Stage, olga: Actor, note: Note
) -> None:
    anna = await stage.join("Ким Анна Львовна", Role.MENTOR)
    for number in range(5):
        await note(stage.person_id(olga), text=f"Дело {number}")
        await note(stage.person_id(anna), text=f"Дело {number}")
    sender, session = slow_sender(stage)

    while await sender.drain():
        pass

    assert session.met == []
    assert told(olga) == told(anna) == [f"Дело {number}" for number in range(5)]


async def test_so_many_calls_at_once_and_no_more(stage: Stage, note: Note) -> None:
    crowd = await people(stage, 12)
    for actor in crowd:
        await note(stage.person_id(actor), text="Дело")
    sender, session = slow_sender(stage, concurrency=3, together=3)

    await sender.drain()

    assert session.most == 3
    assert [told(actor) for actor in crowd] == [["Дело"]] * 12


async def test_two_senders_send_everything_once(stage: Stage, note: Note) -> None:
    crowd = await people(stage, 12)
    for actor in crowd:
        await note(stage.person_id(actor), text="Дело")
    one, other = slow_sender(stage)[0], slow_sender(stage)[0]

    await asyncio.gather(one.drain(), other.drain())

    assert [told(actor) for actor in crowd] == [["Дело"]] * 12


async def test_what_another_worker_has_sent_is_not_claimed_again(
    stage: Stage, olga: Actor, note: Note
) -> None:
    """Its list of due messages is older than the other's mark."""
    number = await note(stage.person_id(olga), text="Дело")
    await stage.settle()

    assert await stage.db.write(outbox.claim, number, stage.clock.now()) is None
    assert told(olga) == ["Дело"]


async def test_the_flood_limits_are_kept(stage: Stage, note: Note) -> None:
    crowd = await people(stage, 40)
    for actor in crowd:
        await note(stage.person_id(actor), text="Дело")
    for number in range(30):
        await note(stage.person_id(crowd[0]), text=f"Дело {number}")

    await stage.advance_to(stage.clock.now() + timedelta(minutes=1))

    assert stage.world.refusals == {}
    assert told(crowd[0]) == ["Дело", *(f"Дело {number}" for number in range(30))]
    assert [told(actor) for actor in crowd[1:]] == [["Дело"]] * 39


async def test_what_a_dead_process_was_sending_is_sent_when_its_lease_ends(
    stage: Stage, olga: Actor, note: Note, caplog: pytest.LogCaptureFixture
) -> None:
    number = await note(stage.person_id(olga), text="Дело")
    died = stage.clock.now()
    await stage.db.write(outbox.claim, number, died)

    await stage.settle()
    before = told(olga)
    await stage.advance_to(died + outbox.LEASE)

    assert before == []
    assert told(olga) == ["Дело"]
    (sent,) = (one for one in caplog.records if one.msg == "sent")
    assert vars(sent)["fields"] == {"outbox_id": number, "kind": NOTE, "repeated": True}


async def people(stage: Stage, count: int) -> list[Actor]:
    """Mentors who have come one after the other, within the messenger's limits."""
    await stage.school()
    crowd = []
    for number in range(count):
        crowd.append(await stage.join(f"Ким Анна {number}", Role.MENTOR))
        stage.clock.jump(stage.clock.now() + timedelta(seconds=1))
    return crowd


def _made_at(tries: int, path: str) -> bytes:
    """A file whose making fails until it has been tried so often; runs in the worker."""
    tried = Path(path)
    tried.write_bytes(tried.read_bytes() + b"x" if tried.exists() else b"x")
    if tried.stat().st_size < tries:
        raise OSError("no space")
    return b"made"


@pytest.mark.parametrize(("tries", "files"), [(2, 1), (3, 0)])
async def test_a_file_that_fails_is_made_again_once(
    stage: Stage,
    olga: Actor,
    note: Note,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    tries: int,
    files: int,
) -> None:
    work = Work("a.txt", _made_at, (tries, str(tmp_path / "tried")))
    parcel = Parcel(Screen("Сводка"), work)
    monkeypatch.setitem(NOTICES, NOTE, lambda *_: parcel)
    number = await note(stage.person_id(olga))

    await stage.settle()
    waiting = await row(stage, number)
    before = told(olga)
    stage.clock.jump(waiting.next_try)
    await stage.settle()

    assert (waiting.state, waiting.error, before) == (OutboxState.QUEUED, "making", [])
    assert told(olga) == ["Сводка"]
    assert (olga.screen.document is not None) == bool(files)
