"""Without a link: applications, who is told, who is taken for whom."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Identity, Person, RoleGrant
from domain.roles import Role
from handlers.buttons.applying import ApplyAs, ApplyTo
from sandbox.session import Actor
from tests.stage import Stage

NBSP = "\u00a0"
MOSCOW = ZoneInfo("Europe/Moscow")


def listed(session: Session) -> list[tuple[str, bool, list[str]]]:
    """Present people: name, whether they have a chat, roles."""
    chats = set(session.scalars(select(Identity.person_id)))
    people = session.scalars(
        select(Person).where(Person.archived_at.is_(None)).order_by(Person.id)
    ).all()
    held: dict[int, list[str]] = {}
    for grant in session.scalars(select(RoleGrant).where(RoleGrant.until.is_(None))):
        held.setdefault(grant.person_id, []).append(grant.role.value)
    return [(p.name, p.id in chats, sorted(held.get(p.id, []))) for p in people]


async def applies(stage: Stage, profile: str, name: str, role: str = "Наставник") -> Actor:
    """Somebody asks the only school for a role."""
    somebody = stage.stranger(profile)
    await somebody.starts()
    await somebody.taps("Подать заявку")
    await somebody.taps("Школа № 1")
    await somebody.taps(role)
    await somebody.taps("Даю согласие")
    if somebody.screen.has("Оставить так"):
        await somebody.sends(name)
    return somebody


async def curator_of(stage: Stage) -> Actor:
    await stage.school("Школа № 1")
    return await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)


async def test_an_application_waits_and_is_accepted(stage: Stage) -> None:
    curator = await curator_of(stage)
    anna = stage.stranger("Аня")
    await anna.starts()
    met = anna.screen
    await anna.taps("Подать заявку")
    await anna.taps("Школа № 1")
    await anna.taps("Наставник")
    asked = anna.screen.text
    await anna.taps("Даю согласие")
    named = anna.screen.text
    await anna.sends("Ким Анна Львовна")
    waits = anna.screen

    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Заявки: 1")
    await curator.taps("Ким")
    await curator.taps("Принять")
    await anna.taps("Меню")

    assert met.buttons == [["Подать заявку"]]
    assert "Заявка: Школа № 1, роль: наставник.\n" in asked
    assert named.startswith("✅ Заявка отправлена.\n\nВ ней Вы пока «Аня».")
    assert waits.text == (
        f"🕒 Заявка отправлена 5{NBSP}октября\n\nШкола № 1, роль: наставник\n"
        f"Решает: Ветрова{NBSP}О.{NBSP}С.\n\nБот напишет, как только решат."
    )
    assert waits.buttons[0] == ["Отозвать заявку"]
    assert anna.messages[-1].text.startswith("Анна")
    assert await stage.db.read(listed) == [
        ("Ветрова Ольга Сергеевна", True, ["curator"]), ("Ким Анна Львовна", True, ["mentor"]),
    ]  # fmt: skip


async def test_before_it_is_accepted_the_school_has_nobody_more(stage: Stage) -> None:
    curator = await curator_of(stage)
    anna = await applies(stage, "Аня", "Ким Анна Львовна")

    await curator.sends("/menu")
    await curator.taps("Люди")
    people = curator.screen.text
    await anna.taps("Отозвать заявку")
    await curator.sends("/menu")

    assert people.startswith(f"👥 Люди · Школа № 1\n\n1{NBSP}человек.")
    assert anna.screen.buttons[0] == ["Подать заявку"]
    assert not any("Заявки" in caption for row in curator.screen.buttons for caption in row)


async def test_all_are_accepted_in_one_message_but_those_alike(stage: Stage) -> None:
    curator = await curator_of(stage)
    await stage.without_chat("Лось Ян Ильич", Role.MENTEE, post="учитель")
    anna = await applies(stage, "Аня", "Ким Анна Львовна")
    ian = await applies(stage, "Ян", "Лось Ян Ильич", "Наставляемый")
    await applies(stage, "П", "Громов Пётр Ильич", "Сотрудник школы")
    await stage.advance_to(datetime(2026, 10, 6, 12, tzinfo=MOSCOW))
    bundle = curator.messages[-1]

    await curator.taps("Принять всех: 3")
    done = curator.screen.text
    await curator.taps("Посмотреть заявки")
    await curator.taps("Лось")
    asked = curator.screen
    await curator.taps("Это Лось")

    assert f"Просят принять в школу: Ким{NBSP}А.{NBSP}Л., Лось{NBSP}Я.{NBSP}И., " in bundle.text
    assert done == (
        f"✅ Принято: 2{NBSP}заявки. Бот сообщил каждому.\n\nОсталось 1{NBSP}заявка: эти люди "
        "похожи на записи без чата. Решите по каждой."
    )
    assert [row[0] for row in asked.buttons[:2]] == [
        f"Это Лось{NBSP}Я.{NBSP}И.", "Принять как нового",
    ]  # fmt: skip
    for one in (anna, ian):
        assert one.screen.text == "✅ Школа № 1: заявка принята. Откройте меню, можно начинать."
    assert await stage.db.read(listed) == [
        ("Ветрова Ольга Сергеевна", True, ["curator"]),
        ("Лось Ян Ильич", True, ["mentee"]),
        ("Ким Анна Львовна", True, ["mentor"]),
        ("Громов Пётр Ильич", True, ["specialist"]),
    ]


async def test_a_no_is_told_and_may_become_a_yes(stage: Stage) -> None:
    curator = await curator_of(stage)
    anna = await applies(stage, "Аня", "Ким Анна Львовна")
    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Заявки: 1")
    await curator.taps("Ким")
    await curator.taps("Отклонить")
    told = anna.screen.text
    await curator.taps("Всё же принять")

    assert told.startswith("⚠️ Школа № 1: заявку не приняли.")
    assert anna.screen.text.startswith("✅ Школа № 1: заявка принята.")


async def test_schools_are_found_by_a_part_of_the_name(stage: Stage) -> None:
    for number in range(1, 13):
        await stage.school(f"МБОУ «СОШ № {number}»")
    somebody = stage.stranger("Аня")
    await somebody.starts()
    await somebody.taps("Подать заявку")
    asked = somebody.screen
    await somebody.sends("сош 12")
    found = somebody.screen
    await somebody.sends("лицей")

    assert asked.buttons == [["Меню"]]
    assert found.buttons == [["МБОУ «СОШ № 12»"], ["Меню"]]
    assert "школ нет" in somebody.screen.text


async def test_a_second_record_of_one_person_becomes_one(stage: Stage) -> None:
    curator = await curator_of(stage)
    await stage.without_chat("Громов Пётр Ильич", Role.MENTOR)
    await curator.taps("Люди")
    await curator.taps("Пригласить по ссылке")
    await curator.taps("Наставник")
    payload = next(m for m in curator.messages if "?start=" in m.text).text.partition("?start=")[2]
    peter = stage.stranger("Петя")
    await peter.starts(payload.split()[0])
    await peter.taps("Даю согласие")
    await peter.sends("Громов Пётр")
    await stage.advance_to(datetime(2026, 10, 6, 12, tzinfo=MOSCOW))

    said = curator.messages[-1].text
    await curator.taps("Один человек")
    await curator.taps("Да, это один человек")

    assert f"Громов{NBSP}П. (с чатом) и Громов{NBSP}П.{NBSP}И. (без чата)" in said
    assert curator.screen.text.startswith(f"👥 Громов{NBSP}П.{NBSP}И. · Школа № 1")
    assert "Чат: подключён, бот пишет этому человеку" in curator.screen.text
    assert await stage.db.read(listed) == [
        ("Ветрова Ольга Сергеевна", True, ["curator"]), ("Громов Пётр Ильич", True, ["mentor"]),
    ]  # fmt: skip
    await peter.sends("/menu")
    assert peter.screen.text.startswith("Пётр Ильич, добрый день!".replace(" И", f"{NBSP}И"))


async def test_a_new_phone_takes_the_person_along(stage: Stage) -> None:
    curator = await curator_of(stage)
    old = await stage.join("Ким Анна Львовна", Role.MENTOR)
    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Ким")
    await curator.taps("Новый телефон")
    await curator.taps("Сделать ссылку")
    payload = curator.messages[-2].text.partition("?start=")[2].split()[0]

    new = stage.stranger("Анна")
    await new.starts(payload)
    await new.taps("Даю согласие")

    assert new.screen.text.startswith(f"Анна{NBSP}Львовна, добрый день!")
    assert old.screen.text.startswith("⏸ Этот чат закрыт: бот продолжает с Вами в другом чате")
    await old.sends("/menu")
    assert old.screen.buttons == [["Подать заявку"]]


async def test_a_chat_is_released_for_somebody_else(stage: Stage) -> None:
    """Two people on one phone."""
    curator = await curator_of(stage)
    await stage.without_chat("Лось Ян Ильич", Role.MENTEE)
    phone = await stage.join("Ким Анна Львовна", Role.MENTOR)
    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Лось")
    await curator.taps("Ссылка для этого человека")
    payload = curator.messages[-2].text.partition("?start=")[2].split()[0]

    await phone.starts(payload)
    await phone.taps("Это не я, освободить чат")
    await phone.taps("Да, освободить чат")
    await phone.starts(payload)
    await phone.taps("Даю согласие")

    assert phone.screen.text.startswith(f"Ян{NBSP}Ильич, добрый день!")
    assert await stage.db.read(listed) == [
        ("Ветрова Ольга Сергеевна", True, ["curator"]),
        ("Лось Ян Ильич", True, ["mentee"]),
        ("Ким Анна Львовна", False, ["mentor"]),
    ]


async def test_a_pupil_waits_for_a_parent_as_well(stage: Stage) -> None:
    curator = await curator_of(stage)
    ian = await applies(stage, "Лось Ян", "", "Ученик")
    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Заявки: 1")
    listed_as = curator.screen.buttons[1]
    await curator.taps("Ян")
    await curator.taps("Принять")

    assert listed_as == [f"Ян{NBSP}Л. · ученик"]
    assert "Школа № 1" in ian.screen.text
    assert await stage.db.read(listed) == [
        ("Ветрова Ольга Сергеевна", True, ["curator"]), ("Лось Ян", True, ["mentee"]),
    ]  # fmt: skip


async def test_a_school_is_chosen_again_after_words_of_another_kind(stage: Stage) -> None:
    """A link typed where a school is asked for is taken for what it is."""
    curator = await curator_of(stage)
    await curator.taps("Люди")
    await curator.taps("Пригласить по ссылке")
    await curator.taps("Наставник")
    link = next(m for m in curator.messages if "?start=" in m.text).text
    anna = stage.stranger("Аня")
    await anna.starts()
    await anna.taps("Подать заявку")
    await anna.sends(link)

    assert "Школа № 1 приглашает Вас, роль: наставник." in anna.screen.text


async def test_a_teacher_of_one_school_asks_another_and_works_in_both(stage: Stage) -> None:
    first = await stage.school("Школа № 1")
    there = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    anna = await stage.join("Ким Анна Львовна", Role.MENTOR)
    second = await stage.school("Школа № 2")
    here = await stage.join("Азов Ян Львович", Role.CURATOR)

    await anna.sends("/settings")
    await anna.taps("Заявка в другую школу")
    asked = anna.screen
    await anna.taps("Школа № 2")
    await anna.taps("Сотрудник школы")
    sent = anna.screen
    await here.sends("/menu")
    await here.taps(f"Люди: 1{NBSP}заявка")
    await here.taps("Заявки: 1")
    await here.taps("Ким")
    await here.taps("Принять")
    await anna.sends("/menu")

    assert not any("Школа № 1" in row[0] for row in asked.buttons)
    assert "Школа № 2, роль: сотрудник\nРешает: Азов" in sent.text
    assert sent.buttons == [["Отозвать заявку"], ["← Назад", "Меню"]]
    assert anna.screen.text.splitlines()[1] == "Школа № 1 · наставник"  # goes on where she was
    assert anna.screen.buttons[-1] == ["Перейти: специалист, Школа № 2"]
    held = await stage.db.read(lambda session: _places(session, stage.person_id(anna)))
    assert held == [(first, "mentor"), (second, "specialist")]

    # What one school takes away is not the other's.
    await here.sends("/menu")
    await here.taps("Люди")
    await here.taps("Ким")
    assert not here.screen.has("Снять: наставник")
    await here.taps("Снять: специалист")
    await here.taps("Да, снять роль")
    await there.sends("/menu")
    await there.taps("Люди")
    await there.taps("Ким")

    assert there.screen.has("Снять: наставник")
    held = await stage.db.read(lambda session: _places(session, stage.person_id(anna)))
    assert held == [(first, "mentor")]


async def test_nobody_asks_the_own_school(stage: Stage) -> None:
    place = await stage.school("Школа № 1")
    anna = await stage.join("Ким Анна Львовна", Role.MENTOR)

    await anna.sends("/settings")
    await anna.taps("Заявка в другую школу")
    assert anna.screen.text.endswith("Других школ здесь пока нет.")
    await anna.taps(data=ApplyTo(place).pack())

    assert anna.alerts[-1].startswith("В этой школе у Вас уже есть роль.")


async def test_who_works_in_another_school_is_not_made_one_with_a_record(stage: Stage) -> None:
    """Merging would move the roles of the other school, which are not this curator's to move."""
    await stage.school("Школа № 1")
    anna = await stage.join("Ким Анна Львовна", Role.MENTOR)
    second = await stage.school("Школа № 2")
    here = await stage.join("Азов Ян Львович", Role.CURATOR)
    await stage.without_chat("Ким Анна Львовна", Role.MENTEE)

    await anna.taps(data=ApplyAs(second, Role.MENTOR, pupil=False).pack())
    await here.sends("/menu")
    await here.taps(f"Люди: 1{NBSP}заявка")
    await here.taps("Заявки: 1")
    await here.taps("Ким")

    assert here.screen.buttons == [["Принять"], ["Отклонить"], ["← Назад", "Меню"]]


def _places(session: Session, person_id: int) -> list[tuple[int | None, str]]:
    """Where somebody has which role."""
    rows = session.scalars(
        select(RoleGrant)
        .where(RoleGrant.person_id == person_id, RoleGrant.until.is_(None))
        .order_by(RoleGrant.id)
    )
    return [(grant.organisation_id, grant.role.value) for grant in rows]
