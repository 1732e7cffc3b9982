"""What adults think of a mentee: a one-off link, three taps, nothing kept of who has answered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.questionnaires import questionnaire
from db.models import Identity, Opinion, Person, RoleGrant
from domain.roles import Role
from handlers.buttons.opinions import AskRelation, OpinionsOf, RevokeOpinion
from handlers.buttons.people import OpenPerson
from sandbox.actor import Actor
from services.surveys import versions
from tests.pair_factories import pair
from tests.reminder_factories import MOSCOW
from tests.stage import Stage

NBSP = "\u00a0"


def text(person: Actor) -> str:
    return person.screen.text.replace(NBSP, " ")


async def cast(stage: Stage, *, pupil: bool = True) -> tuple[Actor, int]:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    child = await stage.join("Зимин Олег Юрьевич", Role.MENTEE)
    await stage.db.write(versions.keep, stage.clock.now(), questionnaire("opinion"), None)
    there = stage.person_id(child)

    def grown(session: Session) -> None:
        """A pupil of age, whose own consent is enough."""
        person = session.get_one(Person, there)
        person.is_pupil, person.born_on = pupil, date(2008, 1, 15)
        person.school_class = "11 Б" if pupil else ""

    await stage.db.write(grown)
    return curator, there


async def linked(stage: Stage, curator: Actor, child: int) -> str:
    await curator.taps(data=AskRelation(child).pack())
    await curator.taps("Учитель-предметник")
    nonce = (await rows(stage))[-1].nonce
    assert f"https://t.me/nastavnik_bot?start=o{nonce}" in text(curator)
    assert "о подопечном (Олег З., 11 Б): по одному нажатию" in text(curator)
    return f"o{nonce}"


async def rows(stage: Stage) -> list[Any]:
    def read(session: Session) -> list[Any]:
        return list(session.scalars(select(Opinion).order_by(Opinion.id)))

    return await stage.db.read(read)


async def people(stage: Stage) -> tuple[int, int]:
    def read(session: Session) -> tuple[int, int]:
        return (
            session.scalar(select(func.count(Person.id))) or 0,
            session.scalar(select(func.count(Identity.id))) or 0,
        )

    return await stage.db.read(read)


async def test_a_stranger_answers_in_three_taps_and_leaves_no_trace(stage: Stage) -> None:
    curator, child = await cast(stage)
    await curator.taps(data=OpenPerson(child).pack())
    await curator.taps("Мнения взрослых")
    assert "Пока никого не спрашивали." in text(curator)
    link = await linked(stage, curator, child)
    before = await people(stage)
    outsider = stage.stranger("Кто-то")

    await outsider.starts(link)
    assert text(outsider).startswith("📋 Мнение: Олег З., 11 Б · ")
    assert "1 из 3" in text(outsider)
    assert "Зимин Олег" not in text(outsider)
    await outsider.taps("Общение")
    await outsider.taps("Упорство")
    assert "3 из 3" in text(outsider)
    await outsider.taps("← Назад")
    assert "2 из 3" in text(outsider)
    await outsider.taps("Упорство")
    await outsider.taps("Педагог")
    assert text(outsider) == "✅ Спасибо! Ответ увидят только куратор и психолог школы."

    assert await people(stage) == before
    row = (await rows(stage))[0]
    assert row.answers == {"needs": "people", "strong": "stubborn", "who": "teacher"}
    await curator.taps(data=OpinionsOf(child, 0).pack())
    assert "Учитель-предметник: ответ 5 октября" in text(curator)
    assert "Общение" in text(curator)
    await outsider.starts(link)
    assert text(outsider).startswith("Ответ по этой ссылке уже получен")


async def test_a_link_ends_by_its_term_and_by_the_curator(stage: Stage) -> None:
    curator, child = await cast(stage)
    first = await linked(stage, curator, child)
    second = await linked(stage, curator, child)
    await curator.taps(data=RevokeOpinion((await rows(stage))[1].id).pack())
    assert "ссылка отозвана 5 октября" in text(curator)
    outsider = stage.stranger("Кто-то")
    await outsider.starts(second)
    assert text(outsider).startswith("Эта ссылка больше не действует")
    await outsider.starts(first)
    assert "1 из 3" in text(outsider)
    await stage.advance_to(datetime(2026, 10, 20, 12, tzinfo=MOSCOW))
    await outsider.taps("Общение")
    assert outsider.alerts[-1].startswith("Эта ссылка больше не действует")
    assert [row.sent_at for row in await rows(stage)] == [None, None]


async def test_only_the_curator_and_the_psychologist_see_them(stage: Stage) -> None:
    _, child = await cast(stage)
    mentor = await stage.join("Астахов Пётр Ильич", Role.MENTOR)
    await mentor.taps(data=OpinionsOf(child, 0).pack())
    assert mentor.alerts[-1].startswith("Это действие для Вашей роли закрыто")
    expert = await stage.join("Белова Анна Львовна", Role.SPECIALIST, title="Педагог-психолог")
    await expert.taps(data=OpinionsOf(child, 0).pack())
    assert text(expert).startswith("👥 Мнения взрослых")
    head = await stage.join("Орлова Инна Олеговна", Role.HEAD)
    await head.taps(data=OpenPerson(child).pack())
    assert "Мнения взрослых" not in str(head.screen.buttons)
    await head.taps(data=OpinionsOf(child, 0).pack())
    assert head.alerts[-1].startswith("Это действие для Вашей роли закрыто")


async def test_who_will_read_it_is_said_before_the_answer(stage: Stage) -> None:
    curator, child = await cast(stage)
    link = await linked(stage, curator, child)
    outsider = stage.stranger("Кто-то")
    await outsider.starts(link)
    for answer in ("Общение", "Упорство", "Педагог"):
        assert "Ответ увидят только куратор и психолог школы." in text(outsider)
        await outsider.taps(answer)


async def test_a_curator_who_is_the_mentor_reads_no_answers(stage: Stage) -> None:
    curator, child = await cast(stage)
    other = await stage.join("Белова Анна Львовна", Role.CURATOR)
    link = await linked(stage, curator, child)
    outsider = stage.stranger("Кто-то")
    await outsider.starts(link)
    for answer in ("Общение", "Упорство", "Педагог"):
        await outsider.taps(answer)
    await stage.db.write(
        pair, stage.clock.now(), stage.school_id, [stage.person_id(curator)], [child],
        starts=date(2026, 9, 1),
    )  # fmt: skip

    await curator.taps(data=OpinionsOf(child, 0).pack())
    assert "Учитель-предметник: ответ 5 октября" in text(curator)
    assert "Общение" not in text(curator)
    assert "Вы в паре с этим человеком, поэтому самих ответов здесь нет" in text(curator)
    await other.taps(data=OpinionsOf(child, 0).pack())
    assert "Общение" in text(other)
    assert "Вы в паре" not in text(other)


async def test_another_school_of_the_mentee_reads_its_own_alone(stage: Stage) -> None:
    curator, child = await cast(stage)
    first = stage.school_id
    link = await linked(stage, curator, child)
    outsider = stage.stranger("Кто-то")
    await outsider.starts(link)
    for answer in ("Общение", "Упорство", "Педагог"):
        await outsider.taps(answer)
    await stage.school("Школа № 2")
    stranger = await stage.join("Чужова Ирина Олеговна", Role.CURATOR)
    assert stage.school_id != first

    def join(session: Session) -> None:
        session.add(
            RoleGrant(
                person_id=child, organisation_id=stage.school_id, role=Role.MENTEE, title="",
                since=stage.clock.now(),
            )
        )  # fmt: skip

    await stage.db.write(join)
    await stranger.taps(data=OpinionsOf(child, 0).pack())
    assert "Пока никого не спрашивали." in text(stranger)
    await stranger.taps(data=RevokeOpinion((await rows(stage))[0].id).pack())
    assert stranger.alerts[-1].startswith("Это действие для Вашей роли закрыто")
    await curator.taps(data=OpinionsOf(child, 0).pack())
    assert "Учитель-предметник: ответ 5 октября" in text(curator)


async def test_nobody_is_asked_about_a_child_without_consent(stage: Stage) -> None:
    curator, child = await cast(stage)

    def young(session: Session) -> None:
        session.get_one(Person, child).born_on = date(2014, 1, 15)

    await stage.db.write(young)
    await curator.taps(data=AskRelation(child).pack())
    await curator.taps("Родитель")
    assert curator.alerts[-1].startswith("Без согласия на обработку данных")
    assert await rows(stage) == []
