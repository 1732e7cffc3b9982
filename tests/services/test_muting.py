"""Muted duties are said with the week's first bundle; what is no duty is not said."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

import handlers.all  # noqa: F401 - every kind is registered
import services.weekly_prompt
from db.engine import Database
from db.models import OutboxMessage, Person, Prompt
from db.models.outbox import OutboxState
from services import muting, prompt_tick, prompts
from services.errors import Refusal
from tests.reminder_factories import NOON, Postman, act, item, moscow, told

DUE = date(2026, 10, 16)


def ticking(now: datetime) -> Any:
    return lambda session: prompt_tick.tick(session, now)


async def muted(db: Database, person_id: int, *groups: str) -> muting.Muting:
    for group in groups:
        found: Any = await act(db, muting.toggle, person_id, NOON, group)
    assert isinstance(found, muting.Muting)
    return found


async def test_own_items_come_on_monday_only(db: Database, cast: dict[str, int]) -> None:
    await db.write(item, NOON, cast["roadmap"], "Провести урок", cast["mentor"], due=DUE)
    await muted(db, cast["mentor"], "items")
    postman = Postman(db, NOON)
    before = await told(postman, date(2026, 10, 18))
    await db.write(ticking(moscow(date(2026, 10, 19), 16)))
    after = await told(postman, date(2026, 10, 24))

    assert cast["mentor"] not in {each[0] for each in before if each[1] >= "13.10"}
    assert (cast["mentor"], "19.10 16:00", ["Провести урок"]) in after
    assert cast["curator"] in {each[0] for each in [*before, *after]}  # goes up as usual


async def test_without_muting_it_comes_in_the_week(db: Database, cast: dict[str, int]) -> None:
    await db.write(item, NOON, cast["roadmap"], "Провести урок", cast["mentor"], due=DUE)

    heard = await told(Postman(db, NOON), date(2026, 10, 18))

    assert [each[1] for each in heard if each[0] == cast["mentor"]] != []


async def test_a_kind_that_is_no_duty_is_left_unsaid(db: Database, cast: dict[str, int]) -> None:
    await muted(db, cast["mentor"], "eve")
    await db.write(prompts.ask, NOON, "meeting_eve", 1, [cast["mentor"]], cast["place"], at=NOON)
    await db.write(ticking(NOON))

    row: Any = await db.read(
        lambda s: s.execute(select(Prompt.remind_at, Prompt.claimed_at)).one()
    )
    assert tuple(row) == (None, None)


async def test_toggling_twice_changes_nothing(db: Database, cast: dict[str, int]) -> None:
    found = await muted(db, cast["mentor"], "meetings", "eve", "meetings")

    assert [each.key for each in found.groups if each.muted] == ["eve"]
    kept = await db.read(lambda s: s.get_one(Person, cast["mentor"]).muted)
    assert kept == sorted(muting.GROUPS["eve"])
    with pytest.raises(Refusal, match="gone"):
        await act(db, muting.toggle, cast["mentor"], NOON, "nothing")


async def test_what_would_have_come(db: Database, cast: dict[str, int]) -> None:
    def sent(session: Any) -> None:
        for day in range(4):
            at = NOON - timedelta(days=day + 1)
            session.add(
                OutboxMessage(
                    person_id=cast["mentor"], kind="bundle", payload={}, send_after=at,
                    dedup_key=f"past:{day}", state=OutboxState.SENT, created_at=at, sent_at=at,
                )
            )  # fmt: skip

    await db.write(sent)
    before: Any = await act(db, muting.view, cast["mentor"], NOON)
    after = await muted(db, cast["mentor"], "items")

    assert ((before.came, before.would), (after.came, after.would)) == ((4, 4), (4, 1))


def test_every_kind_of_prompt_is_in_one_group_or_always_comes() -> None:
    grouped = [kind for kinds in muting.GROUPS.values() for kind in kinds]
    own = {kind for kind in prompts.KINDS if not kind.startswith("tests_")}

    assert len(grouped) == len(set(grouped))
    assert own - set(grouped) == muting.ALWAYS & own
    assert services.weekly_prompt.WEEKLY in own
    silent = {kind for group in muting._OFF for kind in muting.GROUPS[group]} - {muting.HOUR}
    assert all(not prompts.KINDS[kind].duty for kind in silent)
