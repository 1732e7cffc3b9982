"""A curator's screens of a campaign: paper for who has no chat, what somebody has sent, days that
are typed, audiences that keep what was chosen."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Response
from domain.roles import Role
from domain.survey import Condition, Kind
from handlers.buttons.campaigns import AskWindow, Campaigns, OpenCampaign, PickPeople, SentAnswers
from sandbox.actor import Actor
from services.surveys.audience import Who, read
from tests import survey_factories as make
from tests.handlers.test_campaigns import (
    NBSP,
    TEXT,
    captions,
    cast,
    keep,
    launched,
    only,
    send,
    text,
)
from tests.pair_factories import pair
from tests.stage import Stage


async def drafted(stage: Stage, curator: Actor) -> int:
    await keep(stage, TEXT)
    await curator.taps(data=Campaigns(0).pack())
    await curator.taps("Запустить анкету")
    await curator.taps(TEXT.title)
    return await only(stage)


async def asked(stage: Stage) -> tuple[Who, tuple[str | int, ...]]:
    def find(session: Session) -> tuple[Who, tuple[str | int, ...]]:
        found = read(session.scalars(select(Campaign.audience)).one())
        return found.who, found.values

    return await stage.db.read(find)


async def test_who_has_no_chat_is_one_tap_from_paper(stage: Stage) -> None:
    curator, _ = await cast(stage, 2)
    await stage.without_chat("Дёмин Олег Юрьевич", Role.MENTOR)
    there = await drafted(stage, curator)
    await curator.taps("📎 Напечатать")
    assert curator.messages[-1].document is not None
    await curator.taps(data=OpenCampaign(there).pack())
    await curator.taps("✅ Запустить")
    assert {"📎 Напечатать", "Внести с бумаги"} <= set(captions(curator))

    await curator.taps("Без чата: 1")
    assert captions(curator)[:3] == ["1", "📎 Напечатать", "Внести с бумаги"]
    await curator.taps("1")
    assert text(curator) == (
        "👥 Дёмин О. Ю.\nАнкета наставника\n\nАнкета ещё не начата.\n"
        "Бот не может написать этому человеку: дайте анкету на бумаге."
    )
    assert captions(curator)[:3] == ["Внести с бумаги", "📎 Напечатать", "Карточка человека"]
    await curator.taps("Внести с бумаги")
    await curator.taps("Сегодня")
    await curator.taps("4")
    await curator.taps("5")
    await curator.taps("✅ Отправить")
    await curator.taps("Следующий лист")
    await curator.taps("← Назад")
    assert "Ответили: 1 из 4" in text(curator) or "Ответили: 1 из 3" in text(curator)
    assert "Без чата" not in " ".join(captions(curator))


async def test_the_sheet_leads_to_print_and_table_and_back_to_the_campaign(stage: Stage) -> None:
    curator, _ = await cast(stage)
    await launched(stage, curator)
    await curator.taps("Ещё не начали: 3")
    await curator.taps("Внести с бумаги")
    assert captions(curator)[3:] == ["📎 Таблица Excel", "📎 Напечатать", "← Назад", "Меню"]
    await curator.taps("← Назад")
    assert text(curator).startswith("📊 Анкета наставника")


async def test_what_somebody_has_sent_is_read_from_the_list(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    there = await launched(stage, curator)
    await send(stage, petr)
    await curator.taps(data=OpenCampaign(there).pack())
    await curator.taps("Прислали: 1")
    await curator.taps("1")
    assert text(curator) == (
        "👥 Астахов П. И. · ответы\nАнкета наставника\nОтветы пришли сегодня.\n\n"
        "1. Вопрос joy? — 4 из 5\n2. Вопрос why? — 5 из 5"
    )
    await curator.taps("Карточка человека")
    assert "Астахов" in text(curator)


async def test_answers_of_a_partner_are_not_read(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    there = await launched(stage, curator)
    await send(stage, petr)
    people = stage.person_id(curator), stage.person_id(petr)

    def paired(session: Session) -> int:
        pair(session, stage.clock.now(), stage.school_id, [people[1]], [people[0]])
        return session.scalars(select(Response.id).where(Response.person_id == people[1])).one()

    response = await stage.db.write(paired)
    await curator.taps(data=SentAnswers(there, response, 0).pack())
    assert curator.alerts[-1].startswith("Эти ответы Вам не показываем")
    await curator.taps(data=OpenCampaign(there).pack())
    await curator.taps("Прислали: 1")
    await curator.taps("1")
    assert "Ответы пришли сегодня." in text(curator)
    assert "Ответы" not in captions(curator)


async def test_the_last_day_is_typed_on_the_screen_of_the_window(stage: Stage) -> None:
    curator, _ = await cast(stage)
    there = await drafted(stage, curator)
    for said, shown in (
        ("до 30 октября", "последний день 30 октября"),
        ("27.10", "последний день 27 октября"),
        ("через неделю", "последний день 12 октября"),
    ):
        await curator.taps(data=AskWindow(there).pack())
        await curator.sends(said)
        assert shown in text(curator)
    await curator.taps(data=AskWindow(there).pack())
    await curator.sends("когда-нибудь")
    assert "например: 15 октября, через неделю" in text(curator)
    await curator.sends("до 28 октября")
    assert "последний день 28 октября" in text(curator)
    await curator.taps("✅ Запустить")
    await curator.taps("Срок и завершение")
    await curator.sends("до 30 октября")
    assert "открыта до 30 октября" in text(curator)


async def test_what_was_chosen_outlives_a_look_at_something_else(stage: Stage) -> None:
    curator, _ = await cast(stage)
    await drafted(stage, curator)
    await curator.taps("Кому")
    await curator.taps("По предмету, должности")
    await curator.taps("← Назад")
    assert await asked(stage) == (Who.MENTORS, ())
    await curator.taps("По предмету, должности")
    await curator.taps("Физика")
    await curator.taps("← Назад")
    await curator.taps("По классу")
    await curator.taps("← Назад")
    assert await asked(stage) == (Who.SUBJECT, ("Физика",))
    await curator.taps("Кураторы")
    await curator.taps("Кому")
    await curator.taps("По предмету, должности")
    assert curator.screen.has("✅ Физика")
    assert await asked(stage) == (Who.SUBJECT, ("Физика",))


async def test_posts_are_those_of_the_staff(stage: Stage) -> None:
    curator, _ = await cast(stage)
    await stage.join("Юдина Яна Олеговна", Role.PARENT, post="родитель ученика 9 «Б»")
    await drafted(stage, curator)
    await curator.taps("Кому")
    await curator.taps("По предмету, должности")
    assert captions(curator) == ["Математика", "Физика", "← Назад", "Меню"]


async def test_specialists_and_heads(stage: Stage) -> None:
    curator, _ = await cast(stage)
    await stage.join("Юдина Яна Олеговна", Role.SPECIALIST, title="социальный педагог")
    await stage.join("Зимин Олег Юрьевич", Role.SPECIALIST, title="классный руководитель 7 Б")
    await stage.join("Титова Ия Львовна", Role.HEAD)
    await drafted(stage, curator)
    await curator.taps("Кому")
    await curator.taps("Специалисты")
    assert captions(curator)[:2] == ["Классный руководитель", "Социальный педагог"]
    await curator.taps("Социальный педагог")
    await curator.taps("Готово")
    assert "Кому: Специалисты: Социальный педагог\n1 человек\n" in text(curator)
    await curator.taps("Кому")
    await curator.taps("Руководители")
    assert "Кому: Руководители\n1 человек\n" in text(curator)


async def test_chosen_pairs_are_asked_and_no_others(stage: Stage) -> None:
    curator, (petr, anna, ilya) = await cast(stage)
    mentees = [
        await stage.without_chat(name, Role.MENTEE) for name in ("Ким Ян Ли", "Лев Ия Львовна")
    ]

    def paired(session: Session) -> None:
        for mentor, mentee in zip((petr, anna), mentees, strict=True):
            pair(session, stage.clock.now(), stage.school_id, [stage.person_id(mentor)], [mentee])

    await stage.db.write(paired)
    await drafted(stage, curator)
    await curator.taps("Кому")
    await curator.taps("Отдельные пары")
    assert len(captions(curator)) == 4
    await curator.sends("бел")
    assert captions(curator)[0] == "Белова А. Л. → Лев И. Л."
    await curator.taps(curator.screen.buttons[0][0])
    await curator.taps("Готово")
    assert "Кому: Отдельные пары: 1\n1 человек\n" in text(curator)
    del ilya


async def test_a_pasted_list_loses_nobody(stage: Stage) -> None:
    curator, _ = await cast(stage)
    await stage.join("Громова Ольга Юрьевна", Role.MENTOR, post="Химия")
    await stage.join("Белова Ия Олеговна", Role.SPECIALIST, post="Логопед")
    there = await drafted(stage, curator)
    await curator.taps(data=PickPeople(there, 0, adding=False).pack())
    await curator.sends("1. Астахов П.И.\n2) Белова\nГрмов\nЩукин, 7 Б\n\nВЕТРОВА Ольга Сергеевна")
    assert text(curator) == (
        "👥 Кому послать?\nАнкета наставника\n\n✅ Из списка взято: 2.\nВыбрано: 2.\n"
        "«Белова»: таких несколько. Кто?\n"
        "«Грмов»: такого имени нет. Может быть, кто-то ниже?\n"
        "⚠️ Не нашёлся: Щукин, 7 Б. Остальные на месте. Пришлите эти имена иначе.\n"
        "Можно написать часть имени или прислать список: по человеку в строке."
    )
    assert "Белова И. О. · Логопед" in captions(curator)
    await curator.taps(f"Белова{NBSP}А.{NBSP}Л. · Математика")
    assert "«Белова»" not in text(curator)
    assert "«Грмов»" in text(curator)
    await curator.taps(f"Громов{NBSP}И.{NBSP}О. · Физика")
    assert "Не нашёлся: Щукин, 7 Б" in text(curator)
    await curator.taps("Готово")
    assert "4 человека" in text(curator)


async def test_a_list_is_added_to_one_that_goes(stage: Stage) -> None:
    curator, _ = await cast(stage)
    await stage.join("Юдина Яна Олеговна", Role.SPECIALIST, post="Логопед")
    await stage.join("Зимин Олег Юрьевич", Role.SPECIALIST, post="Логопед")
    there = await launched(stage, curator)
    await curator.taps("Добавить людей")
    await curator.sends("Юдина; Зимин О. Ю.")
    assert "✅ Из списка взято: 2." in text(curator)
    await curator.taps("← Назад")
    assert "Ответили: 0 из 5" in text(curator)
    del there


async def test_a_person_is_told_how_much_there_really_is(stage: Stage) -> None:
    curator, (petr, _, _) = await cast(stage)
    branching = make.questionnaire(
        make.question("joy", options=make.options("Да", "Нет", "Не знаю")),
        *(make.question(f"q{n}", Kind.SCALE, shown_if=Condition("joy", values=("o1",)))
          for n in range(9)),
        key="long", title="Опрос", audience="mentor",
    )  # fmt: skip
    await keep(stage, branching)
    await curator.taps(data=Campaigns(0).pack())
    await curator.taps("Запустить анкету")
    await curator.taps("Опрос")
    assert "\n1–10 вопросов, обычно 1, около 1 минуты\n" in text(curator)
    await curator.taps("✅ Запустить")
    await stage.join("Титова Ия Львовна", Role.HEAD)
    await petr.taps(data="70:0")
    assert "Опрос: 1–10 вопросов" in captions(petr)
    assert date(2026, 10, 5) == stage.clock.now().date()
