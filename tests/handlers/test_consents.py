"""Consents as people meet them: a pupil, a parent, the curator with a paper, and the way out."""

import json
import zipfile
from datetime import date, timedelta
from io import BytesIO

import docx
import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Consent, Erasure, Identity, Meeting, Pair, Person
from db.models.people import ErasureState
from domain.consents import Document
from domain.pairs import Form, PairState
from domain.roles import Role
from handlers.buttons.meeting_plan import PlanMeeting
from sandbox.session import Actor
from tests.pair_factories import pair
from tests.stage import Stage

NBSP = "\u00a0"


@pytest.fixture
async def curator(stage: Stage) -> Actor:
    await stage.school("Школа № 1")
    return await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)


def link_of(actor: Actor) -> str:
    return actor.screen.text.partition("?start=")[2].split()[0]


async def open_person(actor: Actor, name: str) -> None:
    await actor.sends("/menu")
    await actor.taps("Люди")
    await actor.taps(name)


async def joined_pupil(stage: Stage, curator: Actor) -> Actor:
    """A pupil who came by a shared link and has agreed for himself."""
    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Пригласить по ссылке")
    await curator.taps("Ученик (наставляемый)")
    pupil = stage.stranger("Миша Кораблёв")
    await pupil.starts(link_of(curator))
    await pupil.taps("Даю согласие")
    return pupil


async def joined_parent(stage: Stage, curator: Actor) -> Actor:
    await open_person(curator, "Миша")
    await curator.taps("Согласия и бумаги")
    await curator.taps("Родители")
    await curator.taps("Ссылка для родителя")
    parent = stage.stranger("Анна Кораблёва")
    await parent.starts(link_of(curator))
    await parent.taps("Даю согласие")
    await parent.taps("Оставить так")
    return parent


async def test_without_a_parent_a_pupil_gets_nowhere(stage: Stage, curator: Actor) -> None:
    pupil = await joined_pupil(stage, curator)
    waiting = pupil.screen.text
    await pupil.sends("/menu")

    assert waiting.startswith("🕒 Ваше согласие записано · Школа № 1\n\nТеперь нужно согласие")
    assert pupil.screen.text == waiting


async def test_a_parents_tap_waits_for_the_paper(stage: Stage, curator: Actor) -> None:
    pupil = await joined_pupil(stage, curator)
    parent = await joined_parent(stage, curator)

    await parent.taps("Мои дети")
    shown = parent.screen.text
    await parent.taps("Ответить")
    while parent.screen.has("Дальше (2 из 2)"):
        await parent.taps("Дальше (2 из 2)")
    await parent.taps("Даю согласие")
    tapped = parent.screen.text
    await pupil.sends("/menu")
    between = pupil.screen.text

    assert "• Согласие родителя: нет, а без него нельзя" in shown
    assert "Ответ ждёт бумаги" in tapped
    assert "школа ждёт его подпись на бумаге" in between
    await open_person(curator, "Миша")
    await curator.taps("Согласия и бумаги")
    await curator.taps("Внести бумагу")
    await curator.taps("Согласие родителя")
    await curator.taps("Согласие")
    await curator.taps("Сегодня")
    await curator.sends("17/ПД")
    assert "Согласие от 5" in curator.screen.text
    assert "№ 17/ПД" in curator.screen.text
    await pupil.sends("/menu")
    assert "Школа № 1" in pupil.screen.text.splitlines()[1]
    row = await stage.db.read(_newest, Document.PARENTAL)
    assert (row.number, row.how.value, row.given_by is not None) == ("17/ПД", "paper", True)


@pytest.mark.parametrize("first", [(), ("Сегодня",)])
async def test_a_paper_typed_as_it_is_called_is_understood(
    stage: Stage, curator: Actor, first: tuple[str, ...]
) -> None:
    """Number and day at once, where the day is awaited or the number."""
    await joined_pupil(stage, curator)
    await joined_parent(stage, curator)
    await open_person(curator, "Миша")
    for caption in ("Согласия и бумаги", "Внести бумагу", "Согласие родителя", "Согласие", *first):
        await curator.taps(caption)

    await curator.sends("№ 31 от 02.10.2026")

    assert "Согласие от 2" in curator.screen.text
    row = await stage.db.read(_newest, Document.PARENTAL)
    assert (row.number, row.signed_on) == ("31", date(2026, 10, 2))


def _newest(session: Session, kind: Document) -> Consent:
    rows = session.scalars(
        select(Consent).where(Consent.kind == kind.value).order_by(Consent.id.desc())
    )
    found = rows.first()
    assert found is not None
    return found


async def with_pair(stage: Stage, curator: Actor) -> tuple[Actor, Actor, int]:
    """A pupil and a parent whose papers are there, and the pupil's active pair."""
    pupil = await joined_pupil(stage, curator)
    parent = await joined_parent(stage, curator)
    await open_person(curator, "Миша")
    await curator.taps("Согласия и бумаги")
    await curator.taps("Внести бумагу")
    await curator.taps("Согласие родителя")
    await curator.taps("Согласие")
    await curator.taps("Вчера")
    await curator.taps("Без номера")
    mentor = await stage.without_chat("Громова Ольга Ильинична", Role.MENTOR)
    pupils = select(Person.id).where(Person.is_pupil)
    child = await stage.db.read(lambda session: session.scalars(pupils).one())
    made = await stage.db.write(
        pair, stage.clock.now(), stage.school_id, [mentor], [child], form=Form.TEACHER_PUPIL
    )
    return pupil, parent, made


async def test_a_parent_withdraws_in_two_taps(stage: Stage, curator: Actor) -> None:
    pupil, parent, made = await with_pair(stage, curator)
    await parent.sends("/menu")
    await parent.taps("Мои дети")

    await parent.taps("Отозвать согласие")
    told = parent.screen.text
    await parent.taps("Да, отозвать")
    done = parent.screen.text

    assert f"Сразу 1{NBSP}пара остановится" in told
    assert f"4{NBSP}ноября данные уничтожат" in told
    assert done.startswith("Согласие отозвано · Миша")
    state = await stage.db.read(lambda s: s.get_one(Pair, made).state)
    assert state is PairState.PAUSED
    await pupil.sends("/menu")
    assert "Ваше согласие записано" in pupil.screen.text


async def test_the_mentor_hears_that_the_pair_stopped_and_plans_nothing(
    stage: Stage, curator: Actor
) -> None:
    """Nobody goes to a child whose parent has withdrawn."""
    _, parent, _ = await with_pair(stage, curator)
    mentor = await stage.join("Белов Пётр Ильич", Role.MENTOR)
    pupils = select(Person.id).where(Person.is_pupil)
    child = await stage.db.read(lambda session: session.scalars(pupils).one())
    made = await stage.db.write(
        pair, stage.clock.now(), stage.school_id, [stage.person_id(mentor)], [child],
        form=Form.TEACHER_PUPIL,
    )  # fmt: skip
    await parent.sends("/menu")
    await parent.taps("Мои дети")
    await parent.taps("Отозвать согласие")
    await parent.taps("Да, отозвать")

    await stage.advance_to(stage.clock.now() + timedelta(days=1))
    told = mentor.screen.text
    await mentor.taps("Открыть пару")
    card = mentor.screen
    await mentor.taps(data=PlanMeeting(made, None).pack())

    assert "Пара остановлена: Миша" in told
    assert "Согласия на участие больше нет. Новых встреч пока не назначайте" in told
    assert "⚠️ Нет согласия на участие: Миша" in card.text
    assert not card.has("Нет согласия: внести")
    assert mentor.alerts[-1].startswith("В этой паре нет согласия на участие")
    assert await stage.db.read(lambda s: list(s.scalars(select(Meeting.id)))) == []


async def test_the_day_comes_and_the_act_is_there(stage: Stage, curator: Actor) -> None:
    _, parent, made = await with_pair(stage, curator)
    await parent.sends("/menu")
    await parent.taps("Мои дети")
    await parent.taps("Отозвать согласие")
    await parent.taps("Да, отозвать")

    await stage.advance_to(stage.clock.now() + timedelta(days=31))

    child, chats, row = await stage.db.read(_erased)
    assert child.name == f"Участник{NBSP}{child.id}"
    assert (child.erased_at is not None, child.born_on, chats) == (True, None, 0)
    assert row.state is ErasureState.DONE
    assert await stage.db.read(lambda s: s.get_one(Pair, made).state) is PairState.ENDED_EARLY
    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Согласия")
    await curator.taps("Удаление данных")
    await curator.taps("Участник")
    await curator.taps("Акт")
    act = docx.Document(BytesIO(file_of(curator)))
    words = "\n".join(each.text for each in act.paragraphs)
    assert words.startswith("АКТ\nоб уничтожении персональных данных\nОператор: Школа № 1")
    assert "Основание: отзыв согласия, 05.10.2026" in words
    assert [table.cell(0, 0).text for table in act.tables] == ["Что", "Что"]


def _erased(session: Session) -> tuple[Person, int, Erasure]:
    child = session.scalars(select(Person).where(Person.is_pupil)).one()
    chats = session.scalars(select(Identity.id).where(Identity.person_id == child.id)).all()
    return child, len(chats), session.scalars(select(Erasure).order_by(Erasure.id)).first()  # type: ignore[return-value]


async def test_my_data_as_a_file(stage: Stage, curator: Actor) -> None:
    await curator.sends("/settings")
    await curator.taps("Мои данные и согласие")
    await curator.taps("Скачать мои данные")

    with zipfile.ZipFile(BytesIO(file_of(curator))) as folder:
        assert folder.namelist() == ["Мои данные.docx", "Мои данные.json"]
        found = json.loads(folder.read("Мои данные.json"))
    assert found["person"][0]["name"] == "Ветрова Ольга Сергеевна"
    assert [(each["document"], each["given"]) for each in found["consents"]] == [
        ("processing", True)
    ]
    assert found["roles"][0]["role"] == "curator"


async def test_what_may_be_published_is_chosen_apart(stage: Stage, curator: Actor) -> None:
    await curator.sends("/settings")
    await curator.taps("Мои данные и согласие")
    await curator.taps("Что можно публиковать")
    await curator.taps("Имя: разрешить")

    assert f"• Публикация имени: дано 5{NBSP}октября" in curator.screen.text
    assert curator.screen.buttons[:2] == [["Имя: запретить"], ["Фото: разрешить"]]


async def test_a_class_teacher_without_a_class_learns_what_to_ask_for(
    stage: Stage, curator: Actor
) -> None:
    title = "Классный руководитель"
    teacher = await stage.join("Ким Анна Львовна", Role.SPECIALIST, title=title)
    await teacher.sends("/menu")
    await teacher.taps("Мой класс")

    assert teacher.screen.text.splitlines()[2].startswith(
        "В Вашей роли не написано, какой это класс."
    )


async def test_a_class_teacher_enters_papers_of_the_class(stage: Stage, curator: Actor) -> None:
    title = "Классный руководитель 7 Б"
    teacher = await stage.join("Ким Анна Львовна", Role.SPECIALIST, title=title)
    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Добавить учеников")
    await curator.sends("Кораблёв Миша, 7 Б")
    await stage.db.write(_in_class, "7 Б")

    await teacher.sends("/menu")
    await teacher.taps("Мой класс")
    listed = teacher.screen.text
    await teacher.taps("Миша")
    await teacher.taps("Внести бумагу")
    await teacher.taps("Согласие родителя")
    await teacher.taps("Отказ или отзыв")
    await teacher.taps("Сегодня")
    await teacher.taps("Без номера")
    entered = teacher.screen.text
    await teacher.taps("Отменить")

    assert f"1{NBSP}ученик." in listed
    assert "Отказ или отзыв от 5" in entered
    assert "• Согласие родителя: нет, а без него нельзя" in teacher.screen.text


def _in_class(session: Session, name: str) -> None:
    for pupil in session.scalars(select(Person).where(Person.is_pupil)):
        pupil.school_class, pupil.born_on = name, date(2013, 3, 12)


async def test_a_birthday_is_told_a_month_ahead(stage: Stage, curator: Actor) -> None:
    await curator.taps("Люди")
    await curator.taps("Добавить учеников")
    await curator.sends("Кораблёв Миша, 7 Б, 20.11.2012")

    for _ in range(3):  # noticed on a day, said on the next working one
        await stage.advance_to(stage.clock.now() + timedelta(days=12, hours=12))

    said = "\n".join(each.text for each in curator.messages)
    assert f"20{NBSP}ноября исполнится 14, понадобится ещё документ «согласие ученика»" in said


def file_of(actor: Actor) -> bytes:
    """The bytes of the file that came last."""
    found = next(each.document for each in reversed(actor.messages) if each.document)
    return found[1]


async def test_the_administrators_log_is_filtered(stage: Stage, curator: Actor) -> None:
    admin = await stage.join("Азов Ян Львович", Role.ADMINISTRATOR)
    await joined_pupil(stage, curator)

    await admin.sends("/menu")
    await admin.taps("Журнал действий")
    await admin.taps("По действию")
    await admin.taps("Согласия")
    shown = admin.screen.text
    await admin.taps("Скачать .xlsx")

    assert shown.startswith(f"📋 Журнал действий · согласия\n3{NBSP}записи\n\n• сегодня 10:00, ")
    assert "дано согласие" in shown
    sheet = openpyxl.load_workbook(BytesIO(file_of(admin))).active
    assert sheet is not None
    acts = [row[2] for row in sheet.iter_rows(values_only=True) if row[2]]
    assert acts == ["Что", *["дано согласие"] * 3]


async def test_the_curator_is_told_of_what_was_published_only(
    stage: Stage, curator: Actor
) -> None:
    mentor = await stage.join("Ким Анна Львовна", Role.MENTOR)
    await mentor.sends("/settings")
    await mentor.taps("Мои данные и согласие")
    await mentor.taps("Что можно публиковать")
    await mentor.taps("Имя: разрешить")
    await mentor.taps("Имя: запретить")

    await stage.advance_to(stage.clock.now() + timedelta(days=2))

    told = curator.screen.text
    assert "Публикация имени запрещена. Уберите с сайта и стендов" in told
    await curator.taps("Снято с публикации")
    assert curator.screen.text == "✅ Записано: снято с публикации."
