"""A school with a pair, for stories of their meetings."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, MeetingMark
from domain.roles import Role
from handlers.buttons.meetings import PairMeetings
from tests.pair_factories import pair
from tests.reminder_factories import MOSCOW


def lines(actor: Any) -> list[str]:
    text: str = actor.screen.text.replace("\xa0", " ")
    return [line for line in text.splitlines() if line]


def captions(actor: Any) -> list[list[str]]:
    return [[caption.replace("\xa0", " ") for caption in row] for row in actor.screen.buttons]


async def play(stage: Any, day: date, hour: int, minute: int = 0) -> None:
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=MOSCOW)
    await stage.advance_to(moment)


class Cast:
    """A school with a curator, a mentor and a mentee who are a pair."""

    def __init__(self, stage: Any) -> None:
        self.stage = stage

    async def enter(self, **pair_: Any) -> "Cast":
        stage = self.stage
        await stage.school("Школа № 1")
        self.curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
        self.mentor = await stage.join("Ёлкина Анна Львовна", Role.MENTOR)
        self.mentee = await stage.join("Громов Пётр Ильич", Role.MENTEE)
        self.pair = await stage.db.write(
            pair, stage.clock.now(), stage.school_id,
            [stage.person_id(self.mentor)], [stage.person_id(self.mentee)], **pair_,
        )  # fmt: skip
        return self

    async def meetings(self) -> list[Meeting]:
        def load(session: Session) -> list[Meeting]:
            rows = list(session.scalars(select(Meeting).order_by(Meeting.id)))
            session.expunge_all()
            return rows

        found: list[Meeting] = await self.stage.db.read(load)
        return found

    async def marks(self) -> list[MeetingMark]:
        def load(session: Session) -> list[MeetingMark]:
            rows = list(session.scalars(select(MeetingMark).order_by(MeetingMark.id)))
            session.expunge_all()
            return rows

        found: list[MeetingMark] = await self.stage.db.read(load)
        return found


async def planned(cast: Cast) -> None:
    """The mentor proposes the likely time, 7 October at 15:00, and the mentee agrees."""
    await cast.mentor.taps(data=PairMeetings(cast.pair, 0).pack())
    await cast.mentor.taps("Назначить встречу")
    await cast.mentor.taps(cast.mentor.screen.buttons[0][0])
    await play(cast.stage, date(2026, 10, 5), 16, 30)
    await cast.mentee.taps("✅ Подходит")


def last(actor: Any, caption: str) -> Any:
    """The newest message that has a button."""
    return next(each for each in reversed(actor.messages) if each.has(caption))


async def logged(cast: Cast) -> None:
    """The four taps in the evening after a planned meeting, each the likeliest."""
    await planned(cast)
    await play(cast.stage, date(2026, 10, 7), 17)
    await cast.mentor.taps("✅ Состоялась")
    for _ in range(3):
        await cast.mentor.taps(cast.mentor.screen.buttons[0][0])
