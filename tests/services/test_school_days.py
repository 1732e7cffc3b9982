"""Near midnight it is the school's own day that counts, east and west."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import FitAnswer, Meeting, MeetingMark, Pair, Person, Prompt
from domain.erasing import Reason
from domain.meetings import MeetingKind, MeetingState
from domain.roles import Role
from services import enlist, erasing, erasure_plans, prompts, zones
from services.actor import Actor
from services.health import fit
from services.meetings import asking, counts, matters, tick
from services.pairs import paper_prompts
from services.pairs.views import cards_now
from tests.pair_factories import pair
from tests.people_factories import NOW, ZONE, person

# 2:00 of the 7th in Vladivostok, 18:00 of the 6th in Kaliningrad.
LATE = datetime(2026, 10, 6, 16, tzinfo=UTC)
# 7:59 of the 7th in Vladivostok, 23:59 of the 6th in Kaliningrad.
LATEST = datetime(2026, 10, 6, 21, 59, tzinfo=UTC)
# 10:01 of the 7th in Vladivostok, 0:01 of the 7th in Kaliningrad.
PAST_MIDNIGHT = datetime(2026, 10, 6, 22, 1, tzinfo=UTC)
SIXTH, SEVENTH = date(2026, 10, 6), date(2026, 10, 7)
PLACES = [
    ("Asia/Vladivostok", LATE, SEVENTH),
    ("Asia/Vladivostok", LATE - timedelta(hours=3), SIXTH),
    ("Europe/Kaliningrad", LATE, SIXTH),
    ("Europe/Kaliningrad", LATEST, SIXTH),
    ("Europe/Kaliningrad", PAST_MIDNIGHT, SEVENTH),
]
everywhere = pytest.mark.parametrize(("zone", "now", "day"), PLACES)


class Town:
    """A school with a pair in its time zone, and another in Moscow that must not matter."""

    place: int
    pair: int
    mentor: Actor
    mentee: Actor

    def __init__(self, db: Database) -> None:
        self.db = db

    async def begin(self, zone: str, starts: date, ends: date | None = None) -> "Town":
        write = self.db.write
        await write(enlist.organisation, NOW, "Школа в Москве", ZONE)
        self.place = await write(enlist.organisation, NOW, "Школа № 5", zone)
        self.mentor = await person(
            self.db, self.place, "Ёлкина Анна Львовна", Role.MENTOR, chat="2"
        )
        self.mentee = await person(self.db, self.place, "Громов Пётр Ильич", Role.MENTEE, chat="3")
        self.pair = await write(
            pair, NOW, self.place, [self.mentor], [self.mentee], starts=starts, ends=ends
        )
        return self


@pytest.fixture
def town(db: Database) -> Town:
    return Town(db)


@everywhere
async def test_the_day_of_a_school(town: Town, zone: str, now: datetime, day: date) -> None:
    await town.begin(zone, SIXTH)

    assert await town.db.read(zones.today, town.place, now) == day
    assert zone in (await town.db.read(zones.by_day, now))[day]


@everywhere
async def test_a_meeting_that_was_missed_is_of_its_local_day(
    town: Town, zone: str, now: datetime, day: date
) -> None:
    await town.begin(zone, SIXTH)

    def miss(session: Session) -> None:
        session.add(
            Meeting(
                pair_id=town.pair, kind=MeetingKind.FIRST, state=MeetingState.MISSED,
                starts_at=now, created_at=NOW,
            )
        )  # fmt: skip

    await town.db.write(miss)

    for each in (SIXTH, SEVENTH):
        found = await town.db.read(counts.of_pairs, [town.pair], each, each)
        assert found[town.pair].missed == (each == day)


@everywhere
async def test_a_mentor_who_begins_on_the_seventh_is_asked_from_then_on(
    town: Town, zone: str, now: datetime, day: date
) -> None:
    await town.begin(zone, SEVENTH)

    assert await town.db.write(tick.tick, now) == (day == SEVENTH)

    def asked(session: Session) -> list[int]:
        return list(session.scalars(select(Prompt.person_id).where(Prompt.kind == asking.PLAN)))

    assert await town.db.read(asked) == ([town.mentor.me] if day == SEVENTH else [])


@everywhere
async def test_a_card_shows_who_is_in_the_pair_on_the_local_day(
    town: Town, zone: str, now: datetime, day: date
) -> None:
    await town.begin(zone, SEVENTH)

    def mentors(session: Session) -> list[int]:
        found = cards_now(session, [session.get_one(Pair, town.pair)], now)
        return [each.id for each in found[town.pair].mentors]

    assert await town.db.read(mentors) == ([town.mentor.me] if day == SEVENTH else [])


@everywhere
async def test_a_term_is_over_on_the_day_after_it(
    town: Town, zone: str, now: datetime, day: date
) -> None:
    await town.begin(zone, date(2026, 9, 1), ends=SIXTH)

    def over(session: Session) -> int:
        prompts.ask(session, now, paper_prompts.OVER, town.pair, [town.mentor.me], town.place)
        rows = session.scalars(select(Prompt).where(Prompt.kind == paper_prompts.OVER)).all()
        return len(paper_prompts.over(session, rows, now))

    assert await town.db.write(over) == (day == SEVENTH)


@everywhere
async def test_a_plan_of_erasing_is_carried_out_on_its_local_day(
    town: Town, zone: str, now: datetime, day: date
) -> None:
    await town.begin(zone, date(2026, 9, 1))
    gone = await person(town.db, town.place, "Котов Иван Петрович", Role.MENTEE, chat=None)

    def plan(session: Session) -> None:
        who = session.get_one(Person, gone.me)
        erasure_plans.plan(session, gone, who, Reason.REQUEST).due = SEVENTH

    await town.db.write(plan)

    assert (await town.db.write(erasing.tick, now)).erased == (day == SEVENTH)
    if day == SIXTH:
        coming = await town.db.read(erasing.next_moment)
        assert coming is not None
        assert (await town.db.write(erasing.tick, coming)).erased == 1


@everywhere
async def test_the_fit_is_asked_of_who_is_there_on_the_local_day(
    town: Town, zone: str, now: datetime, day: date
) -> None:
    await town.begin(zone, SEVENTH)

    def ask(session: Session) -> int:
        prompts.ask(session, now, fit.KIND, town.pair, [town.mentor.me], town.place)
        session.add(FitAnswer(pair_id=town.pair, person_id=town.mentor.me, asked_at=now))
        rows = session.scalars(select(Prompt).where(Prompt.kind == fit.KIND)).all()
        (found,) = fit.asked(session, rows, now).values()
        return len(found.others)

    assert await town.db.write(ask) == (day == SEVENTH)


@everywhere
async def test_what_the_bundle_calls_today(
    town: Town, zone: str, now: datetime, day: date
) -> None:
    await town.begin(zone, date(2026, 9, 1))

    def told(session: Session) -> date:
        row = Meeting(
            pair_id=town.pair, kind=MeetingKind.FIRST, state=MeetingState.HELD, held_on=SIXTH,
            created_at=NOW,
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.add(MeetingMark(meeting_id=row.id, person_id=town.mentee.me, present=True))
        prompts.ask(session, now, asking.CONFIRM, row.id, [town.mentee.me], town.place)
        rows = session.scalars(select(Prompt).where(Prompt.kind == asking.CONFIRM)).all()
        (found,) = matters.to_confirm(session, rows, now).values()
        assert found.brief.day == SIXTH
        today: date = found.today
        return today

    assert await town.db.write(told) == day
