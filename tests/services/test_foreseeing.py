"""The forecast knows what questionnaires will say by themselves; the clock stops for no less."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import AnonymousSheet, Campaign, Person, Prompt, Response
from domain.roles import Role
from domain.survey import Kind
from services import forecast
from services.actor import Actor
from services.surveys import campaigns, interim, interim_ahead, renewing, sheets, versions, windows
from services.surveys import tick as survey_tick
from services.surveys.audience import Audience, Who
from tests import survey_factories as make
from tests.pair_factories import pair
from tests.people_factories import person, school
from tests.reminder_factories import MOSCOW

START = datetime(2026, 10, 5, 10, tzinfo=MOSCOW)
BEGAN = date(2026, 10, 1)  # 30 days later is a Saturday


async def days(db: Database, now: datetime, until: date) -> dict[tuple[str, str], list[date]]:
    """Days of messages by whose they are and what of."""
    found: dict[tuple[str, str], list[date]] = {}
    for post in await db.read(forecast.coming_posts, now, until):
        for told in post.matters:
            key = (post.who.name.split()[0], told.kind)
            found.setdefault(key, []).append(post.day)
    return found


async def paired(db: Database) -> int:
    place = await school(db)
    mentor = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="1")
    mentee = await person(db, place, "Белова Анна", Role.MENTEE, chat="2")
    for side in ("mentor", "mentee"):
        asked = make.questionnaire(
            make.question("comfort", Kind.TEN), key=f"interim_{side}", title="Как идёт работа",
            moment="interim", audience=side, about="partner", forms=("teacher_teacher",),
        )  # fmt: skip
        await db.write(versions.keep, START, asked, None)
    await db.write(pair, START, place, [mentor], [mentee], starts=BEGAN, every_days=60)
    return place


async def test_interim_questionnaires_are_foreseen_as_they_come(db: Database) -> None:
    await paired(db)
    wanted = [date(2026, 11, day) for day in (2, 5, 9)]
    assert await days(db, START, date(2026, 11, 20)) == {
        ("Астахов", interim.KIND): wanted, ("Белова", interim.KIND): wanted,
    }  # fmt: skip

    monday = datetime(2026, 11, 2, 7, tzinfo=MOSCOW)
    assert await db.write(interim.tick, monday - timedelta(days=2)) == 0
    assert await db.write(interim.tick, monday) == 2
    assert await days(db, monday, date(2026, 11, 20)) == {
        ("Астахов", interim.KIND): wanted, ("Белова", interim.KIND): wanted,
    }  # fmt: skip


async def test_the_clock_stops_only_where_pairs_have_something_to_hear(db: Database) -> None:
    await paired(db)
    stops = []
    now = START
    for _ in range(4):
        moment = await db.read(interim_ahead.next_moment, now)
        assert moment is not None
        stops.append(moment.astimezone(MOSCOW))
        now = moment
        await db.write(interim.tick, now)
    # The 30th day is a Saturday; 14 days to answer; the 90th day is the 30th of December.
    assert stops == [
        datetime(2026, *day, 7, tzinfo=MOSCOW) for day in ((11, 2), (11, 16), (12, 30))
    ] + [datetime(2027, 1, 13, 7, tzinfo=MOSCOW)]


async def test_reminders_of_a_window_and_its_end_are_foreseen(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    await launched(db, curator, place, date(2026, 10, 14))
    assert await days(db, START, date(2026, 11, 20)) == {
        ("Астахов", "survey"): [date(2026, 10, day) for day in (5, 8, 12, 14)],
        ("Ветрова", "survey_over"): [date(2026, 10, 15)],
    }


async def launched(db: Database, curator: Actor, place: int, last: date) -> int:
    asked = make.questionnaire(make.question("joy", Kind.SCALE), audience="mentor")
    version = await db.write(versions.keep, START, asked, place)
    there = await db.write(campaigns.draft, curator, version)
    await db.write(windows.set_closing, curator, there, last)
    await db.write(campaigns.launch, curator, there)
    return there


async def prompted(db: Database) -> dict[str, bool]:
    """Whose prompts of campaigns there are, and whether they will be said."""

    def read(session: Session) -> dict[str, bool]:
        rows = session.execute(
            select(Person.name, Prompt.remind_at)
            .join(Person, Person.id == Prompt.person_id)
            .where(Prompt.kind == "survey")
        )
        return {row.name.split()[0]: row.remind_at is not None for row in rows}

    return await db.read(read)


async def test_who_comes_is_asked_who_goes_is_not_and_who_is_back_is_again(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    petr = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    anna = await person(db, place, "Белова Анна", Role.MENTOR, chat="3")
    there = await launched(db, curator, place, date(2026, 10, 14))
    assert await prompted(db) == {"Астахов": True, "Белова": True}

    async def ask(*people: Actor) -> None:
        def change(session: Session) -> None:
            row = session.get_one(Campaign, there)
            row.audience = Audience(Who.PEOPLE, tuple(each.me for each in people)).stored()
            renewing.renew(session, row, START)

        await db.write(change)

    await ask(petr, curator)
    assert await prompted(db) == {"Астахов": True, "Ветрова": True}

    def nothing_more(session: Session) -> None:
        for row in session.scalars(select(Prompt)):
            row.remind_at = None

    await db.write(nothing_more)
    await ask(petr, anna, curator)
    assert await prompted(db) == {"Астахов": False, "Белова": True, "Ветрова": False}


async def test_whose_sheet_was_lost_with_a_copy_is_asked_again(db: Database) -> None:
    place = await school(db)
    await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    petr = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    await person(db, place, "Белова Анна", Role.MENTOR, chat="3")
    asked = make.questionnaire(make.question("joy", Kind.SCALE), audience="mentor", anonymous=True)

    def launch(session: Session) -> tuple[int, list[int]]:
        there, _ids = make.campaign(
            session, START, place, asked, [], closes_at=START + timedelta(days=14)
        )
        row = session.get_one(Campaign, there)
        row.audience = Audience(Who.MENTORS).stored()
        renewing.renew(session, row, START)
        found = select(Response.id).where(Response.person_id == petr.me)
        return there, [session.scalars(found).one()]

    there, (mine,) = await db.write(launch)
    await db.write(make.send, petr, mine, {"joy": 4})

    def lose(session: Session) -> None:
        session.execute(delete(AnonymousSheet))
        for row in session.scalars(select(Prompt)):
            row.remind_at = None

    await db.write(lose)
    assert await db.write(sheets.mend) == [there]
    assert await db.write(survey_tick.tick, START) == 1
    assert await prompted(db) == {"Астахов": True, "Белова": False}
