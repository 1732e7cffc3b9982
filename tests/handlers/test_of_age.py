"""A pupil turns 18: told while the bot may write, and on the day the curator hears of it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from db.models import Person
from domain.consents import Document
from domain.roles import Role
from handlers.buttons.consent import MyData
from sandbox.session import Actor
from services import actor as actors
from services import consent_papers
from tests.reminder_factories import MOSCOW
from tests.stage import ZONE, Stage

BIRTHDAY = date(2026, 11, 20)  # a Friday
BORN = BIRTHDAY.replace(year=2008)


async def cast(stage: Stage) -> tuple[Actor, Actor]:
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    pupil = await stage.join("Кораблёв Михаил", Role.MENTEE)
    await stage.db.write(_minor, stage, str(curator.id), stage.person_id(pupil))
    return curator, pupil


def _minor(session: Session, stage: Stage, chat: str, person_id: int) -> None:
    """With the consents of a pupil of 17, on paper."""
    row = session.get_one(Person, person_id)
    row.is_pupil, row.born_on = True, BORN
    now = stage.clock.now()
    curator = actors.load(session, chat, now, ZONE)
    for document in (Document.PARENTAL, Document.ASSENT):
        consent_papers.enter(
            session, curator, person_id, document, given=True, signed_on=now.date()
        )


async def play(stage: Stage, day: date, hour: int = 18) -> None:
    """Day by day, for each is looked at once."""
    now = stage.clock.now().astimezone(MOSCOW)
    for number in range((day - now.date()).days):
        await stage.advance_to(datetime.combine(now + timedelta(number), time(23), MOSCOW))
    await stage.advance_to(datetime.combine(day, time(hour), MOSCOW))


async def test_told_a_month_two_weeks_and_a_day_ahead_and_asked_on_the_day(stage: Stage) -> None:
    curator, pupil = await cast(stage)

    await play(stage, date(2026, 11, 19))
    times = [screen for screen in pupil.messages if "исполнится 18" in screen.text]
    before = len(pupil.messages)
    assert len(times) == 3
    assert "завтра, 20\u00a0ноября" in times[-1].text.lower()

    await play(stage, BIRTHDAY)
    # The parent's consent has ended, so the bot does not write first.
    assert len(pupil.messages) == before
    assert "Исполнилось 18: согласие родителя больше не действует" in curator.screen.text
    assert curator.screen.has("Согласия и бумаги")

    await pupil.sends("/start")
    assert "соглас" in pupil.screen.text.lower()
    assert pupil.screen.has("Согласен") or pupil.screen.has("Даю согласие")


async def test_what_is_answered_on_the_day_is_not_said_to_the_curator(stage: Stage) -> None:
    curator, pupil = await cast(stage)
    await play(stage, BIRTHDAY, hour=8)
    before: list[Any] = list(curator.messages)
    await pupil.taps(data=MyData().pack())
    await pupil.taps(pupil.screen.buttons[0][0])

    await play(stage, BIRTHDAY)

    assert not any("Исполнилось 18" in each.text for each in curator.messages[len(before) :])
