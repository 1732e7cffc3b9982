"""«Нужна помощь взрослого», and the psychologist's desk."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from db.models import AuditEntry, Consent, OutboxMessage, Person
from db.models.people import Given
from domain.consents import Document
from domain.roles import Role
from services import audit
from tests.stage import START, Stage

NIGHT = datetime(2026, 10, 10, 23, 40, tzinfo=UTC)  # a Sunday, 2:40 in Moscow


async def minor(stage: Stage, actor: Any, born: date = date(2012, 3, 4)) -> None:
    """The person behind the chat is a pupil whose parent has consented on paper."""
    person_id = stage.person_id(actor)

    def write(session: Any) -> None:
        person = session.get_one(Person, person_id)
        person.is_pupil, person.born_on, person.school_class = True, born, "7 Б"
        for kind in (Document.PARENTAL, Document.ASSENT):
            session.add(
                Consent(
                    person_id=person_id, kind=kind.value, version="1", text_hash="",
                    given=True, at=START, how=Given.PAPER, number="7", signed_on=START.date(),
                )
            )  # fmt: skip

    await stage.db.write(write)


async def school(stage: Stage) -> tuple[Any, Any, Any]:
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    helper = await stage.join("Азова Яна Львовна", Role.SPECIALIST, title="Педагог-психолог")
    pupil = await stage.join("Ким Маша Олеговна", Role.MENTEE)
    return curator, helper, pupil


async def test_a_call_reaches_them_at_night(stage: Stage) -> None:
    curator, helper, pupil = await school(stage)
    await minor(stage, pupil)
    stage.clock.jump(NIGHT)
    await pupil.sends("/menu")

    await pupil.taps("Нужна помощь взрослого")

    assert pupil.screen.text.splitlines()[:5] == [
        "✅ Сообщение ушло психологу и куратору школы. С тобой свяжутся.",
        "",
        "Позвонить можно прямо сейчас, в любое время:",
        "• детский телефон доверия: 8-800-2000-122, бесплатно и круглосуточно",
        "• если опасно прямо сейчас: 112",
    ]
    for adult in (curator, helper):
        assert adult.screen.text.splitlines()[:2] == [
            "⚠️ Нужна помощь взрослого",
            "Маша\u00a0К., 7 Б, 11.10 в 02:40",
        ]
    await helper.taps("Беру на себя")
    assert pupil.screen.text == (
        "✅ Твоё сообщение увидели. Азова\u00a0Я.\u00a0Л. свяжется с тобой."
    )


async def test_the_school_sets_its_phone(stage: Stage) -> None:
    _curator, helper, pupil = await school(stage)
    await minor(stage, pupil)
    await helper.taps("Обращения к психологу")
    await helper.taps("Телефон помощи")
    await helper.sends("позвоните")
    assert "Нужен номер телефона" in helper.screen.text
    await helper.sends("8 (3812) 12-34-56, кабинет 14")
    assert helper.screen.text == "✅ Телефон помощи: 8 (3812) 12-34-56, кабинет 14"

    await pupil.sends("/menu")
    await pupil.taps("Нужна помощь взрослого")

    assert "• школа: 8 (3812) 12-34-56, кабинет 14" in pupil.screen.text


async def test_taps_in_a_row_are_one_call(stage: Stage) -> None:
    curator, _, pupil = await school(stage)
    await minor(stage, pupil)
    for _ in range(3):
        await pupil.sends("/menu")
        await pupil.taps("Нужна помощь взрослого")

    assert pupil.screen.text.startswith("✅ Взрослые школы уже получили твоё сообщение.")
    assert sum("Нужна помощь взрослого" in each.text for each in curator.messages) == 1


async def test_a_mistaken_tap_is_told_too(stage: Stage) -> None:
    curator, _, pupil = await school(stage)
    await minor(stage, pupil)
    await pupil.sends("/menu")
    await pupil.taps("Нужна помощь взрослого")
    await pupil.taps("Нажато случайно")

    assert curator.screen.text.startswith(
        "🕒 Маша\u00a0К., 7 Б: кнопка «Нужна помощь взрослого» нажата случайно"
    )


async def test_it_is_written_into_no_log_and_no_digest(stage: Stage) -> None:
    _, _, pupil = await school(stage)
    await minor(stage, pupil)
    before = await stage.db.read(lambda s: len(list(s.scalars(select(AuditEntry.id)))))
    await pupil.sends("/menu")
    await pupil.taps("Нужна помощь взрослого")

    after = await stage.db.read(lambda s: len(list(s.scalars(select(AuditEntry.id)))))
    payloads = await stage.db.read(
        lambda s: [row.payload for row in s.scalars(select(OutboxMessage))
                   if row.kind == "adult_help"]
    )  # fmt: skip
    assert after == before
    assert {tuple(each) for each in payloads} == {("referral",)}


async def test_a_pupil_of_eighteen_may_call_too(stage: Stage) -> None:
    curator, _, pupil = await school(stage)
    await minor(stage, pupil, date(2008, 1, 15))

    def agree(session: Any) -> None:
        session.add(
            Consent(
                person_id=stage.person_id(pupil), kind=Document.PROCESSING.value, version="1",
                text_hash="", given=True, at=START, how=Given.PAPER, number="8",
                signed_on=START.date(),
            )
        )  # fmt: skip

    await stage.db.write(agree)
    await pupil.sends("/menu")
    await pupil.taps("Нужна помощь взрослого")
    assert "С тобой свяжутся." in pupil.screen.text
    assert curator.screen.text.startswith("⚠️ Нужна помощь взрослого")


async def test_grown_ups_have_no_such_button(stage: Stage) -> None:
    curator, _, mentee = await school(stage)

    for each in (curator, mentee):
        await each.sends("/menu")
        assert not each.screen.has("Нужна помощь взрослого")


async def test_the_curator_refers_and_sees_states_only(stage: Stage) -> None:
    curator, helper, _mentee = await school(stage)
    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Ким")
    await curator.taps("К психологу")
    assert curator.screen.text.startswith("✅ Передано психологу.")

    await stage.advance_to(START + timedelta(hours=7))
    assert "Обращение: Ким М. О." in helper.screen.text
    assert "Пока без наставника. Примете?" in helper.screen.text
    await helper.taps("Принять")
    await helper.taps("В работе")
    await helper.taps("Завершить")
    assert helper.screen.text.startswith("📋 Обращение · завершено")
    came, *way = helper.screen.text.split("Как шло:\n")[1].splitlines()
    assert came.partition(": ")[2].startswith("новое, Ветрова")
    assert [each.partition(": ")[2] for each in way] == [
        "принято, Азова\u00a0Я.\u00a0Л.", "в работе, Азова\u00a0Я.\u00a0Л.",
        "завершено, Азова\u00a0Я.\u00a0Л.",
    ]  # fmt: skip
    kept = await stage.db.read(lambda s: set(s.scalars(select(AuditEntry.action))))
    shown = await stage.db.read(
        lambda s: set(s.scalars(select(AuditEntry.action).where(audit.told())))
    )
    assert kept - shown == {"referral_step"}

    await helper.taps("← Назад")
    await helper.taps("Итоги месяца")
    assert helper.screen.text.splitlines() == [
        "📊 Итоги месяца · октябрь 2026",
        "",
        "Новых: 1\u00a0обращение (пока без наставника 1).",
        "Принято: 1, завершено: 1.",
    ]


async def test_the_psychologist_begins_with_the_unmatched(stage: Stage) -> None:
    _, helper, _ = await school(stage)
    await helper.taps("Обращения к психологу")
    await helper.taps("Без наставника")
    assert "1\u00a0человек без пары." in helper.screen.text

    await helper.taps("Ким")

    assert helper.screen.text.splitlines()[:2] == [
        "📋 Обращение · принято",
        "Ким\u00a0М.\u00a0О.",
    ]


async def test_what_nobody_took_is_said_again_and_then_to_the_head(stage: Stage) -> None:
    curator, helper, pupil = await school(stage)
    head = await stage.join("Лугов Иван Павлович", Role.HEAD)
    await minor(stage, pupil)
    await pupil.sends("/menu")
    await pupil.taps("Нужна помощь взрослого")

    await stage.advance_to(START + timedelta(hours=2))
    for adult in (curator, helper):
        assert adult.screen.text.splitlines() == [
            "⚠️ Нужна помощь взрослого · пока никто не ответил",
            "Маша\u00a0К., 7 Б, 05.10 в 10:00",
            "",
            "Разговор пока никто не взял на себя. Поговорите, пожалуйста, как можно скорее.",
        ]
    assert not heard(head)

    await stage.advance_to(START + timedelta(hours=24))
    assert [len(heard(each)) for each in (curator, helper, head)] == [3, 3, 1]
    assert "Психолог и куратор получили сообщение" in heard(head)[0]

    await stage.advance_to(START + timedelta(days=7))
    assert [len(heard(each)) for each in (curator, helper, head)] == [3, 3, 1]


async def test_it_stops_when_somebody_takes_it(stage: Stage) -> None:
    curator, helper, pupil = await school(stage)
    head = await stage.join("Лугов Иван Павлович", Role.HEAD)
    await minor(stage, pupil)
    await helper.taps("Обращения к психологу")
    await helper.taps("Телефон помощи")
    await helper.taps("Через 30 минут")
    assert helper.screen.text.startswith("✅ Если никто не возьмёт разговор на себя")
    await pupil.sends("/menu")
    await pupil.taps("Нужна помощь взрослого")
    await stage.advance_to(START + timedelta(minutes=40))
    assert len(heard(curator)) == 2

    await curator.taps("Беру на себя")
    await stage.advance_to(START + timedelta(days=3))

    assert [len(heard(each)) for each in (curator, helper, head)] == [1, 2, 0]
    await helper.taps("Беру на себя")
    assert "Уже помогает: Ветрова О. С." in helper.screen.text.replace("\u00a0", " ")


def heard(actor: Any) -> list[str]:
    return [each.text for each in actor.messages if "Нужна помощь взрослого" in each.text]
