"""Whom messages do not reach."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Consent, Identity
from db.models.people import Reach
from domain.deadlines import Kind
from domain.roles import Role
from services import delivery
from tests.reminder_factories import (
    DUE,
    NOON,
    Postman,
    act,
    actor,
    item,
    moscow,
    person,
    told,
)


async def test_people_without_chat_or_consent_are_told_through_the_curator(
    db: Database, cast: dict[str, int]
) -> None:
    def make(session: Session) -> tuple[int, int]:
        place = cast["place"]
        paper = person(session, NOON, place, "Бумагин Олег Ильич", Role.MENTOR, chat=False)
        silent = person(session, NOON, place, "Тихова Инна Львовна", Role.MENTOR)
        session.add(
            Consent(
                person_id=silent, kind="processing", version="1", text_hash="0", given=False,
                at=NOON,
            )
        )  # fmt: skip
        item(session, NOON, cast["roadmap"], "Встреча", paper, due=DUE)
        item(session, NOON, cast["roadmap"], "Беседа", silent, due=DUE)
        return paper, silent

    paper, silent = await db.write(make)
    letters = await Postman(db, NOON).until(moscow(date(2026, 10, 16), 23))

    assert [(each.person_id, f"{each.at:%d.%m %H:%M}") for each in letters] == [
        (cast["curator"], "16.10 09:00")
    ]
    assert [(who.id, count) for who, count in letters[0].bundle.by_hand] == [
        (paper, 1), (silent, 1),
    ]  # fmt: skip
    assert letters[0].bundle.entries == ()


async def test_a_closed_chat_is_told_to_the_curator_and_reopened_gets_what_is_true(
    db: Database, cast: dict[str, int]
) -> None:
    await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    await act(db, delivery.chat_closed, cast["mentor"], NOON, Reach.BLOCKED)
    postman = Postman(db, NOON)

    letters = await postman.until(moscow(date(2026, 10, 16), 23))

    assert [[each.id for each in letter.bundle.lost] for letter in letters] == [
        [cast["mentor"]], [],
    ]  # fmt: skip
    listed = await act(db, delivery.unreached, cast["curator"], postman.now, cast["place"])
    assert isinstance(listed, list)
    assert [(each.who.id, each.why, each.items) for each in listed] == [
        (cast["mentor"], delivery.Why.BLOCKED, 1)
    ]

    def back(session: Session) -> None:
        chat = session.scalars(
            select(Identity.chat_id).where(Identity.person_id == cast["mentor"])
        ).one()
        mentor = actor(session, cast["mentor"], postman.now)
        delivery.chat_open(session, type(mentor)(
            at=mentor.at, zone=mentor.zone, chat_id=chat, person_id=mentor.person_id
        ))  # fmt: skip

    await db.write(back)
    # The reminder of the 16th was never sent: it comes on Monday, not only on the 27th.
    assert await told(postman, date(2026, 10, 20)) == [
        (cast["mentor"], "19.10 16:00", ["Встреча"])
    ]


async def test_the_list_the_message_and_the_errand_count_the_same(
    db: Database, cast: dict[str, int]
) -> None:
    def make(session: Session) -> int:
        paper = person(session, NOON, cast["place"], "Бумагин Олег Ильич", Role.MENTOR, chat=False)
        for title, due in (("Встреча", DUE), ("Беседа", DUE), ("Отчёт", date(2027, 5, 20))):
            item(session, NOON, cast["roadmap"], title, paper, due=due)
        item(session, NOON, cast["roadmap"], "Журнал", paper, kind=Kind.CONTINUOUS)
        return paper

    paper = await db.write(make)
    postman = Postman(db, NOON)
    letters = await postman.until(moscow(date(2026, 10, 16), 23))

    assert [(who.id, count) for who, count in letters[0].bundle.by_hand] == [(paper, 2)]
    found = await db.read(_told_of, cast["curator"], postman.now, cast["place"], paper)
    assert found == (2, 4, ["Беседа", "Встреча"])


def _told_of(
    session: Session, curator: int, now: datetime, place: int, person_id: int
) -> tuple[int, int, list[str]]:
    who = actor(session, curator, now)
    (listed,) = delivery.unreached(session, who, place)
    errand = delivery.errand(session, who, place, person_id)
    return listed.things, listed.items, sorted(line.subject.title for line in errand.lines)
