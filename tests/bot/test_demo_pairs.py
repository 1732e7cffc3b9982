"""The demo's pairs: alive on whatever day the sandbox is started."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Item, Meeting, Pair, Roadmap
from domain.health import Standing
from domain.meetings import MeetingState
from domain.pairs import PairState
from domain.progress import Status
from services import demo
from services.health import states
from services.pairs import lacking
from tests.stage import ZONE, Stage, staged

DAYS = ("2026-09-01", "2026-11-16", "2027-01-03", "2027-07-18")


@pytest.fixture(params=DAYS)
async def stage(
    request: pytest.FixtureRequest, database_url: str, tmp_path: Path
) -> AsyncIterator[Stage]:
    begins = datetime.fromisoformat(f"{request.param}T10:00").replace(tzinfo=ZoneInfo(ZONE))
    async with staged(database_url, tmp_path, begins) as made:
        chats = {person.key: str(at) for at, person in enumerate(demo.with_chat(), 1)}
        await made.db.write(demo.seed, made.clock.now(), ZONE, chats)
        yield made


async def test_pairs_are_in_all_states(stage: Stage) -> None:
    def look(session: Session) -> tuple[Counter[PairState], list[PairState]]:
        pairs = session.scalars(select(Pair).order_by(Pair.id)).all()
        lacks = lacking.of(session, pairs, today(stage))
        return Counter(each.state for each in pairs), [p.state for p in pairs if p.id in lacks]

    assert await stage.db.read(look) == (
        {
            PairState.ACTIVE: 5, PairState.PROPOSED: 1, PairState.PAUSED: 1,
            PairState.COMPLETED: 1,
        },
        [PairState.PROPOSED],
    )  # fmt: skip


async def test_one_needs_a_hand_and_a_meeting_waits_to_be_logged(stage: Stage) -> None:
    def look(session: Session) -> tuple[list[int], int]:
        place = session.scalars(select(Pair.organisation_id)).first()
        assert place is not None
        found = states.load(session, place, stage.clock.now())
        passed = session.scalar(
            select(func.count())
            .select_from(Meeting)
            .where(Meeting.state == MeetingState.PLANNED, Meeting.starts_at < stage.clock.now())
        )
        return [p.id for p in found if p.health.standing is Standing.CHECK_IN], passed or 0

    flagged, passed = await stage.db.read(look)

    assert (len(flagged), passed) == (1, 1)


async def test_nothing_of_the_programmes_is_late(stage: Stage) -> None:
    def look(session: Session) -> tuple[int, int]:
        rows = session.execute(
            select(Item.status, Item.due)
            .join(Roadmap, Roadmap.id == Item.roadmap_id)
            .where(Roadmap.pair_id.is_not(None))
        ).all()
        late = [row for row in rows if row.due and row.due < today(stage)]
        return len(rows), sum(row.status in (Status.TODO, Status.STARTED) for row in late)

    assert await stage.db.read(look) == (20, 0)


def today(stage: Stage) -> date:
    return stage.clock.now().astimezone(ZoneInfo(ZONE)).date()
