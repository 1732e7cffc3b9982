"""Campaigns: launched in few taps, reminded of no more than agreed, closed by themselves."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Answer, Campaign, Person, Response
from db.models.surveys import CampaignState, ResponseState
from domain.roles import Role
from domain.survey import Kind, Questionnaire
from handlers.buttons.campaigns import (
    AskNudge,
    Campaigns,
    HideNames,
    NudgeRest,
    OpenCampaign,
    PrepareSurvey,
)
from handlers.buttons.item import OpenItem
from sandbox.actor import Actor
from services.surveys import versions
from tests import survey_factories as make
from tests.item_factories import Row, running
from tests.reminder_factories import MOSCOW
from tests.stage import Stage

NBSP = "\u00a0"
ASTAKHOV, BELOVA = f"Астахов{NBSP}П.{NBSP}И.", f"Белова{NBSP}А.{NBSP}Л."
TEXT = make.questionnaire(
    make.question("joy", Kind.SCALE), make.question("why", Kind.SCALE), key="intake",
    title="Анкета наставника", audience="mentor",
)  # fmt: skip


def text(person: Actor) -> str:
    return person.screen.text.replace(NBSP, " ")


def captions(person: Actor) -> list[str]:
    return [caption.replace(NBSP, " ") for row in person.screen.buttons for caption in row]


async def play(stage: Stage, day: date, hour: int = 17) -> None:
    await stage.advance_to(datetime(day.year, day.month, day.day, hour, tzinfo=MOSCOW))


async def keep(stage: Stage, asked: Questionnaire) -> int:
    return await stage.db.write(versions.keep, stage.clock.now(), asked, stage.school_id)


async def cast(stage: Stage, mentors: int = 3) -> tuple[Actor, list[Actor]]:
    """A curator and mentors: two of mathematics, others of physics."""
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    names = ("Астахов Пётр Ильич", "Белова Анна Львовна", "Громов Илья Олегович")
    people = [await stage.join(name, Role.MENTOR, post="Математика") for name in names[:2]]
    people += [await stage.join(name, Role.MENTOR, post="Физика") for name in names[2:mentors]]
    return curator, people


async def launched(stage: Stage, curator: Actor, asked: Questionnaire = TEXT) -> int:
    await keep(stage, asked)
    await curator.taps(data=Campaigns(0).pack())
    await curator.taps("Запустить анкету")
    await curator.taps(asked.title)
    await curator.taps("✅ Запустить")
    return await only(stage)


async def only(stage: Stage) -> int:
    def read(session: Session) -> int:
        return session.scalars(select(Campaign.id)).one()

    return await stage.db.read(read)


async def states(stage: Stage) -> list[ResponseState]:
    def read(session: Session) -> list[ResponseState]:
        return list(session.scalars(select(Response.state).order_by(Response.id)))

    return await stage.db.read(read)


async def send(stage: Stage, person: Actor) -> None:
    await person.sends("/survey")
    await person.taps("4")
    await person.taps("5")
    await person.taps("✅ Отправить")


async def test_a_launch_is_three_taps_from_the_list(stage: Stage) -> None:
    curator, _ = await cast(stage)
    await stage.without_chat("Дёмин Олег Юрьевич", Role.MENTOR)
    await keep(stage, TEXT)
    await curator.taps(data=Campaigns(0).pack())
    await curator.taps("Запустить анкету")
    await curator.taps("Анкета наставника")
    assert text(curator) == (
        "📋 Анкета наставника · запуск\n\nКому: Наставники\n"
        "4 человека, из них 1 без чата: распечатать\n"
        "Когда: сразу, последний день 19 октября\n2 вопроса, около 1 минуты\n"
        "Кто придёт позже, получит анкету сам; кто уйдёт, того не спросим.\n\nЗапустить?"
    )
    await curator.taps("✅ Запустить")

    assert text(curator).startswith("✅ Анкета запущена: придёт в сообщении дня.")
    assert "Ответили: 0 из 4" in text(curator)
    assert "Ещё не начали 4 · начали 0" in text(curator)
    assert await states(stage) == [ResponseState.INVITED] * 4


async def test_a_line_of_the_roadmap_launches_it_and_is_marked_at_the_end(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    rows = [Row("Анкетирование наставников", "1", term="до 30.11.2026")]
    items = await stage.db.write(running, stage.clock.now(), stage.school_id, rows)
    item = items["Анкетирование наставников"]
    await keep(stage, TEXT)
    await curator.taps(data=OpenItem(item).pack())
    await curator.taps("📋 Запустить анкету")
    await curator.taps("Анкета наставника")
    assert "Пункт: 1. Анкетирование наставников" in text(curator)
    await curator.taps("✅ Запустить")
    await send(stage, petr)

    await curator.taps(data=OpenItem(item).pack())
    assert "Ответили на анкету: 1 из 3" in text(curator)
    await curator.taps("📊 Как отвечают")
    assert "Ответили: 1 из 3" in text(curator)
    assert "Математика" not in text(curator)
    await curator.taps("Срок и завершение")
    await curator.taps("Закрыть сейчас")
    assert text(curator).startswith("✅ Анкета закрыта.")
    await curator.taps("Отметить пункт")

    await curator.taps(data=OpenItem(item).pack())
    assert "Анкета закрыта, ответили: 1 из 3" in text(curator)


async def test_groups_of_one_and_two_are_told_together(stage: Stage) -> None:
    curator, (petr, _, ilya) = await cast(stage)
    await stage.join("Дёмин Олег Юрьевич", Role.MENTOR, post="Математика")
    await stage.join("Ершова Яна Олеговна", Role.MENTOR, post="Химия")
    there = await launched(stage, curator)
    await send(stage, petr)
    await send(stage, ilya)
    await curator.taps(data=OpenCampaign(there).pack())
    assert "\nМатематика 1 из 3; остальные 1 из 2\n" in text(curator)
    await curator.taps("По группам")
    assert text(curator).splitlines()[3:] == [
        "Химия 0 из 1", "Математика 1 из 3", "Физика 1 из 1",
    ]  # fmt: skip


async def test_reminders_come_after_3_and_7_days_and_on_the_last(stage: Stage) -> None:
    curator, (petr, anna, ilya) = await cast(stage)
    await launched(stage, curator)
    heard: dict[str, list[date]] = {"petr": [], "anna": [], "ilya": []}
    seen = dict.fromkeys(heard, 0)
    for day in range(5, 24):
        await play(stage, date(2026, 10, day), 19)
        for name, person in (("petr", petr), ("anna", anna), ("ilya", ilya)):
            now = sum("«Анкета наставника»" in each.text for each in person.messages)
            heard[name] += [date(2026, 10, day)] * (now - seen[name])
            seen[name] = now
        if day == 6:
            await send(stage, anna)
            await petr.sends("/survey")
            await petr.taps("4")
        if day == 8:
            assert "начата: остался 1 вопрос, около 1 минуты" in petr.messages[-1].text.replace(
                NBSP, " "
            )

    october = [date(2026, 10, day) for day in (5, 8, 12, 19)]
    assert heard == {"petr": october, "anna": october[:1], "ilya": october}
    assert "Сегодня последний день." in ilya_last(ilya)
    assert (await campaign(stage)).state is CampaignState.CLOSED
    told = [m.text for m in curator.messages if "закрылась" in m.text]
    assert len(told) == 1
    assert "ответили 1 из 3" in told[0].replace(NBSP, " ")


def ilya_last(person: Actor) -> str:
    return [m.text for m in person.messages if "Анкета наставника" in m.text][-1]


async def campaign(stage: Stage) -> Any:
    def read(session: Session) -> Any:
        return session.scalars(select(Campaign)).one()

    return await stage.db.read(read)


async def test_the_button_of_a_reminder_opens_the_exact_question(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    await launched(stage, curator)
    await petr.sends("/survey")
    await petr.taps("4")
    await play(stage, date(2026, 10, 8))
    await petr.taps("Продолжить")
    assert text(petr) == "Анкета наставника · 2 из 2, около 1 минуты\n\nВопрос why?"


async def test_the_rest_are_reminded_in_two_taps_once_a_day(stage: Stage) -> None:
    curator, (petr, anna, ilya) = await cast(stage)
    there = await launched(stage, curator)
    await play(stage, date(2026, 10, 5))
    await send(stage, petr)
    await stage.advance_to(datetime(2026, 10, 6, 10, tzinfo=MOSCOW))
    before = len(anna.messages)

    await curator.taps(data=OpenCampaign(there).pack())
    await curator.taps("🕒 Напомнить остальным")
    await curator.taps(f"🕒 Напомнить 2{NBSP}людям")
    assert text(curator) == "✅ Напомним 2 людям: Анкета наставника."
    await curator.taps("← Назад")
    assert not curator.screen.has("🕒 Напомнить остальным")
    await play(stage, date(2026, 10, 6))

    assert len(anna.messages) == before + 1
    assert "«Анкета наставника»" in anna.messages[-1].text
    assert all("2026-10-06" not in str(m) for m in petr.messages)
    await play(stage, date(2026, 10, 7), 19)
    assert len(anna.messages) == before + 1
    del ilya


async def test_nobody_hears_twice_a_day(stage: Stage) -> None:
    curator, _ = await cast(stage)
    there = await launched(stage, curator)
    await play(stage, date(2026, 10, 5), 17)
    await curator.taps(data=OpenCampaign(there).pack())
    await curator.taps("🕒 Напомнить остальным")
    assert "Сейчас напоминать некому." in text(curator)
    assert "Сегодня уже получили сообщение: 3." in text(curator)


async def test_reminders_by_hand_are_of_the_same_three(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    there = await launched(stage, curator)
    said = []
    for day in (5, 6, 7, 8, 9, 12, 13, 14, 15, 16):
        await stage.advance_to(datetime(2026, 10, day, 12, tzinfo=MOSCOW))
        await curator.taps(data=AskNudge(there).pack())
        if curator.screen.text.startswith("🕒") and "Напоминание придёт" in text(curator):
            await curator.taps(data=NudgeRest(there).pack())
        said.append(sum("«Анкета наставника»" in each.text for each in petr.messages))
    assert said[-1] == 4
    await curator.taps(data=AskNudge(there).pack())
    spent = "Все три напоминания уже получили: 3. Больше бот не пишет, напомнить можно лично."
    assert spent in text(curator)
    await curator.taps("Ещё не начали: 3")
    assert "1. Астахов П. И." in text(curator)


async def test_the_audience_follows_the_school(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    there = await launched(stage, curator)
    await stage.join("Зимин Олег Юрьевич", Role.MENTOR)
    left = stage.person_id(petr)

    def leave(session: Session) -> None:
        session.execute(
            update(Person).where(Person.id == left).values(archived_at=stage.clock.now())
        )

    await stage.db.write(leave)
    await play(stage, date(2026, 10, 6))
    await curator.taps(data=OpenCampaign(there).pack())

    assert "Ответили: 0 из 3" in text(curator)
    assert (await states(stage)).count(ResponseState.WITHDRAWN) == 1


async def test_an_anonymous_one_shows_only_a_number(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    asked = make.questionnaire(
        make.question("joy", Kind.SCALE), make.question("why", Kind.SCALE), key="pulse",
        title="Как дела в школе", audience="mentor", anonymous=True,
    )  # fmt: skip
    there = await launched(stage, curator, asked)
    await send(stage, petr)
    await curator.taps(data=OpenCampaign(there).pack())

    assert "Ответили: 1 из 3" in text(curator)
    assert "Анкета без имён: кто именно ответил, не видно никому." in text(curator)
    lists = ("Ещё не начали", "Начали", "Прислали", "По группам")
    assert not [each for each in captions(curator) if each.startswith(lists)]
    await curator.taps(data=f"9h:{there}:s:0")
    assert curator.alerts[-1].startswith("Анкета без имён")


async def test_lists_of_names(stage: Stage) -> None:
    curator, (petr, anna, _) = await cast(stage)
    there = await launched(stage, curator)
    await send(stage, petr)
    await anna.sends("/survey")
    await anna.taps("4")
    await curator.taps(data=OpenCampaign(there).pack())
    await curator.taps("Начали: 1")
    assert "1. Белова А. Л." in text(curator)
    await curator.taps("← Назад")
    await curator.taps("Прислали: 1")
    assert "1. Астахов П. И." in text(curator)


async def test_a_window_that_is_prolonged_reminds_on_its_new_last_day(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    there = await launched(stage, curator)
    await play(stage, date(2026, 10, 14))
    await curator.taps(data=f"9d:{there}:20261023")
    assert "открыта до 23 октября" in text(curator)
    await play(stage, date(2026, 10, 22))
    before = len(petr.messages)
    await play(stage, date(2026, 10, 23))
    assert len(petr.messages) == before + 1
    assert "Сегодня последний день." in petr.messages[-1].text
    await play(stage, date(2026, 10, 24))
    assert (await campaign(stage)).state is CampaignState.CLOSED
    await curator.taps(data=OpenCampaign(there).pack())
    await curator.taps("Открыть снова")
    await curator.taps(data=f"9d:{there}:20261030")
    assert "открыта до 30 октября" in text(curator)


async def test_a_list_of_people_and_one_more(stage: Stage) -> None:
    curator, (petr, anna, _) = await cast(stage)
    await keep(stage, TEXT)
    await curator.taps(data=Campaigns(0).pack())
    await curator.taps("Запустить анкету")
    await curator.taps("Анкета наставника")
    await curator.taps("Кому")
    await curator.taps("Отдельные люди")
    await curator.sends("астах")
    await curator.taps(ASTAKHOV)
    assert curator.screen.has(f"✅ {ASTAKHOV}")
    await curator.taps("Готово")
    assert "Кому: Отдельные люди: Астахов П. И." in text(curator)
    await curator.taps("✅ Запустить")
    await curator.taps("Добавить людей")
    await curator.taps(BELOVA)
    assert "Ответили: 0 из 2" in text(curator)
    assert not curator.screen.has("Для учительской")
    await play(stage, date(2026, 10, 5))
    assert "«Анкета наставника»" in anna.messages[-1].text
    del petr


async def test_subjects_and_a_later_opening(stage: Stage) -> None:
    curator, (petr, _, ilya) = await cast(stage)
    await keep(stage, TEXT)
    await curator.taps(data=Campaigns(0).pack())
    await curator.taps("Запустить анкету")
    await curator.taps("Анкета наставника")
    await curator.taps("Кому")
    await curator.taps("По предмету, должности")
    await curator.taps("Физика")
    await curator.taps("Готово")
    assert "Кому: По предмету, должности: Физика\n1 человек\n" in text(curator)
    await curator.taps("Срок")
    await curator.taps("Открыть в другой день")
    await curator.taps("12")
    assert "Когда: 12 октября, последний день 26 октября" in text(curator)
    await curator.taps("✅ Запустить")
    before = len(ilya.messages)
    await play(stage, date(2026, 10, 9))
    assert len(ilya.messages) == before
    await play(stage, date(2026, 10, 12))
    assert "«Анкета наставника»" in ilya.messages[-1].text
    assert all("Анкета" not in m.text for m in petr.messages[-1:])


async def test_cancelled_is_brought_back(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    there = await launched(stage, curator)
    await curator.taps("Срок и завершение")
    await curator.taps("Отменить анкету")
    await curator.taps("Да, отменить")
    before = len(petr.messages)
    await play(stage, date(2026, 10, 6))
    assert len(petr.messages) == before
    await curator.taps(data=OpenCampaign(there).pack())
    await curator.taps("Вернуть анкету")
    assert "открыта до 19 октября" in text(curator)
    await play(stage, date(2026, 10, 7))
    assert "«Анкета наставника»" in petr.messages[-1].text


async def test_the_card_of_the_staff_room_leads_to_the_own_answers(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    await launched(stage, curator)
    await curator.taps("Для учительской")
    shown = curator.messages[-1]
    assert shown.photo is not None
    assert shown.photo.startswith(b"\x89PNG")
    said = text(curator).splitlines()[2]
    assert said.startswith("Коллеги, просим ответить на вопросы: «Анкета наставника», около 1 ")
    link = f"https://t.me/nastavnik_bot?start=v{await only(stage)}"
    assert link in text(curator)
    await petr.starts(link.partition("=")[2])
    assert text(petr).startswith("Анкета наставника · 1 из 2")
    other = await stage.join("Новиков Олег Юрьевич", Role.SPECIALIST)
    await other.starts(link.partition("=")[2])
    assert text(other).startswith("Эта анкета не для Вашей группы")


async def drafted(stage: Stage, curator: Actor, asked: Questionnaire) -> int:
    version = await keep(stage, asked)
    await curator.taps(data=PrepareSurvey(version, None).pack())

    def newest(session: Session) -> int:
        return session.scalars(select(Campaign.id).order_by(Campaign.id.desc())).first() or 0

    return await stage.db.read(newest)


async def test_names_are_hidden_by_the_curator_before_the_launch(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    asked = make.questionnaire(
        make.question("joy", Kind.SCALE), make.question("why", Kind.SCALE), key="pulse",
        title="Как дела в школе", audience="mentor",
    )  # fmt: skip
    there = await drafted(stage, curator, asked)
    assert "Без имён" not in text(curator)
    await curator.taps("Без имён: нет")
    assert "Кто что ответил, не увидит никто. Отправленное не изменить" in text(curator)
    assert "⚠️ Меньше пяти человек: итогов без имён не будет." in text(curator)
    await curator.taps("Без имён: да")
    assert "Кто что ответил" not in text(curator)
    await curator.taps("Без имён: нет")
    await curator.taps("✅ Запустить")

    await send(stage, petr)
    assert await stage.db.read(lambda s: s.scalars(select(Answer)).all()) == []
    await curator.taps(data=OpenCampaign(there).pack())
    assert "Анкета без имён: кто именно ответил, не видно никому." in text(curator)
    await curator.taps(data=HideNames(there, False).pack())
    assert curator.alerts[-1].startswith("Эта анкета уже запущена")


async def test_what_would_give_authors_away_is_not_asked_without_names(stage: Stage) -> None:
    curator, _ = await cast(stage)
    asked = make.questionnaire(
        make.question("joy", Kind.SCALE), make.question("rank", Kind.SHORT, personal=True),
        make.question("hours", Kind.NUMBER, fills="hours"), key="pulse", audience="mentor",
    )  # fmt: skip
    await drafted(stage, curator, asked)
    await curator.taps("Без имён: нет")
    assert curator.alerts[-1].startswith("Без имён нельзя: автора выдали бы вопросы 2, 3 (файл")
    assert curator.screen.has("Без имён: нет")

    await drafted(stage, curator, replace(asked, key="other", about="mentee"))
    await curator.taps("Без имён: нет")
    assert curator.alerts[-1].startswith("Без имён нельзя: анкета о другом человеке")

    own = make.questionnaire(
        make.question("joy", Kind.SCALE), key="own", audience="mentor", anonymous=True
    )
    await drafted(stage, curator, own)
    await curator.taps("Без имён: да")
    assert curator.alerts[-1].startswith("Эта анкета обещает ответы без имён")
