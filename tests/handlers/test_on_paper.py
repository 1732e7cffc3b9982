"""A class teacher and a curator enter what a pupil without an account has answered on paper."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import MeetingMark, Person
from domain.consents import Document
from domain.pairs import Form
from domain.roles import Role
from handlers.buttons.meeting_log import LogOn
from services import actor as actors
from services import consent_papers
from tests.meeting_cast import captions, lines
from tests.pair_factories import pair
from tests.stage import ZONE, Stage

TITLE = "Классный руководитель 7 Б"


async def a_class(stage: Stage, *, parent_agrees: bool = True) -> Any:
    """A curator, a class teacher, a mentor of the staff and a pupil with an account."""
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    teacher = await stage.join("Юдина Нина Петровна", Role.SPECIALIST, title=TITLE)
    mentor = await stage.join("Ёлкина Анна Львовна", Role.MENTOR)
    pupil = await stage.join("Кораблёв Миша", Role.MENTEE)

    def prepared(session: Session) -> int:
        row = session.get_one(Person, stage.person_id(pupil))
        row.is_pupil, row.school_class, row.born_on = True, "7 Б", date(2009, 3, 12)
        return pair(
            session, stage.clock.now(), stage.school_id, [stage.person_id(mentor)], [row.id],
            form=Form.TEACHER_PUPIL,
        )  # fmt: skip

    pair_id = await stage.db.write(prepared)
    if parent_agrees:  # without it nobody meets a minor
        seen = await stage.db.read(actors.load, str(curator.id), stage.clock.now(), ZONE)
        await stage.db.write(
            consent_papers.enter, seen, stage.person_id(pupil), Document.PARENTAL, given=True,
            signed_on=date(2026, 9, 1),
        )  # fmt: skip
    await mentor.taps(data=LogOn(pair_id, date(2026, 10, 5)).pack())
    return curator, teacher


async def test_a_class_teacher_enters_answers_from_the_pupils_card(stage: Stage) -> None:
    _, teacher = await a_class(stage)
    await teacher.sends("/menu")
    await teacher.taps("Мой класс")
    await teacher.taps("Миша")
    await teacher.taps("Ответы на бумаге")

    assert lines(teacher)[0] == "📋 Ответы на бумаге · Миша К. · 7 Б"
    assert [row for row in captions(teacher) if "1." in row[0]] == [
        ["1. Была ли встреча 5 октября, Ёлкина А. Л."]
    ]
    await teacher.taps("1. Была ли встреча")
    await teacher.taps("Другая дата на бумаге")
    await teacher.taps("Вчера")
    assert "Дата на бумаге: 4 октября" in lines(teacher)
    await teacher.taps("Встреча была")
    assert lines(teacher)[1] == "Встреча была: на бумаге, 4 октября, внесено: Юдина Н. П."
    await teacher.taps("Внести ещё ответ")
    assert "на бумаге, 4 октября, внесено: Юдина Н. П." in lines(teacher)[1]

    await teacher.taps("Как в паре")
    await teacher.taps("По-разному")
    assert "По-разному" not in teacher.screen.text
    await teacher.taps("Внести ещё ответ")
    await teacher.taps("← Назад")
    assert lines(teacher)[0].startswith("📋 Согласия · Миша К.")

    def kept(session: Session) -> tuple[bool | None, date | None]:
        [mark] = session.scalars(select(MeetingMark))
        return mark.confirmed, mark.signed_on

    assert await stage.db.read(kept) == (True, date(2026, 10, 4))


async def test_the_card_of_a_meeting_says_which_paper(stage: Stage) -> None:
    curator, _ = await a_class(stage)
    await curator.sends("/pair")
    await curator.taps("Ёлкина")
    await curator.taps("Встречи")
    await curator.taps("1")
    await curator.taps("Кто был")
    await curator.taps("На бумаге: была")
    await curator.taps("Другая дата на бумаге")
    await curator.taps("Вчера")
    await curator.taps("Встреча была")
    await curator.taps("Открыть встречу")

    assert "• Миша К.: встреча была, на бумаге, 4 октября, внесено: Ветрова О. С." in lines(
        curator
    )


async def test_a_consent_says_who_entered_it(stage: Stage) -> None:
    _, teacher = await a_class(stage, parent_agrees=False)
    await teacher.sends("/menu")
    await teacher.taps("Мой класс")
    await teacher.taps("Миша")
    await teacher.taps("Внести бумагу")
    await teacher.taps("Согласие родителя")
    await teacher.taps("Согласие")
    await teacher.taps("Вчера")
    await teacher.sends("12")
    await teacher.taps("← Назад")

    assert "• Согласие родителя: дано 4 октября, на бумаге, № 12, внесено: Юдина Н. П." in lines(
        teacher
    )
