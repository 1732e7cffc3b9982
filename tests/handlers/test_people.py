"""A curator keeps the list of people; a head replaces the curator; forged buttons get nowhere."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session

from db.models import ChatState
from db.models.people import OrganisationKind
from domain.roles import Role
from handlers import registry
from handlers.buttons import consent, invitations, nav, organisations, people, start
from handlers.registry import Button
from sandbox.session import Actor
from services import grants
from services import invitations as invites
from services import people as services
from tests.people_factories import NOW, again
from tests.stage import Stage

FORBIDDEN = "Это действие для Вашей роли закрыто. Ничего не изменилось."
GONE = "Этого уже нет: возможно, запись удалили. Откройте меню, там всё свежее."


async def curator_of(stage: Stage, school: str = "Школа № 1") -> Actor:
    await stage.school(school)
    return await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)


async def test_several_people_are_added_at_once(stage: Stage) -> None:
    curator = await curator_of(stage)

    await curator.taps("Люди")
    await curator.taps("Добавить взрослых")
    await curator.sends(
        "1. Ким Анна Львовна, психолог\n2. Громов Пётр Ильич\nветрова ольга сергеевна"
    )
    added = curator.screen.text
    await curator.taps("← Назад")

    assert added == (
        "👥 Новые люди\n\nГотово, добавлено: 2\u00a0человека.\n\n"
        "Уже в списке: ветрова ольга сергеевна\n\n"
        "Когда кто-то захочет работать через бота, дайте ссылку из его карточки."
    )
    assert curator.screen.text.startswith("👥 Люди · Школа № 1\n\n3\u00a0человека.")
    assert [row[0] for row in curator.screen.buttons[:3]] == [
        "Ветрова\u00a0О.\u00a0С. · куратор",
        "Громов\u00a0П.\u00a0И. ⏸",
        "Ким\u00a0А.\u00a0Л. · психолог ⏸",
    ]


async def test_words_after_leaving_the_question_add_nobody(stage: Stage) -> None:
    curator = await curator_of(stage)

    await curator.taps("Люди")
    await curator.taps("Добавить взрослых")
    await curator.taps("← Назад")
    await curator.sends("Спасибо Большое")

    assert "По запросу «Спасибо Большое» никого нет." in curator.screen.text.replace("\xa0", " ")


async def test_a_pupil_is_never_named_in_full(stage: Stage) -> None:
    curator = await curator_of(stage)

    await curator.taps("Люди")
    await curator.taps("Добавить учеников")
    await curator.sends("Кораблёв Миша, 7 Б")
    await curator.taps("Открыть карточку")

    assert curator.screen.text == (
        "👥 Миша\u00a0К. · Школа № 1\n\nКласс: 7 Б\nРоли пока нет\n"
        "Ученик: в сообщениях только имя и первая буква фамилии\n"
        "Чат: нет, отметки за этого человека ставит куратор"
    )


async def test_the_class_and_the_birthday_of_a_pupil_are_typed(stage: Stage) -> None:
    curator = await curator_of(stage)
    await curator.taps("Люди")
    await curator.taps("Добавить учеников")
    await curator.sends("Кораблёв Миша, 7 Б")
    await curator.taps("Открыть карточку")
    await curator.taps("Класс и дата рождения")
    await curator.sends("когда-нибудь")
    refused = curator.screen.text
    await curator.sends("12 марта 2013, 8б")

    assert refused.startswith("Класс или дата рождения непонятны.")
    assert curator.screen.text.splitlines()[2:4] == ["Класс: 8 Б", "Дата рождения: 12.03.2013"]


async def test_a_person_is_found_renamed_and_given_a_role(stage: Stage) -> None:
    curator = await curator_of(stage)
    await stage.without_chat("Ким Аня", post="психолог")
    await stage.without_chat("Громов Пётр")

    await curator.taps("Люди")
    await curator.taps("Найти")
    await curator.sends("псих")
    found = curator.screen
    await curator.taps("Ким")
    await curator.taps("Исправить имя и должность")
    await curator.sends("Ким Анна Львовна, педагог-психолог")
    await curator.taps("Дать роль")
    await curator.taps("Специалист")
    await curator.taps("Психолог")

    assert found.text == "👥 Люди · Школа № 1\n\nПо запросу «псих»: 1\u00a0человек."
    assert found.buttons[:2] == [["Ким\u00a0А. · психолог ⏸"], ["Показать всех"]]
    assert curator.screen.text.splitlines()[:4] == [
        "👥 Ким\u00a0А.\u00a0Л. · Школа № 1", "", "Должность: педагог-психолог", "Роль: психолог",
    ]  # fmt: skip
    assert curator.alerts[-1] == "Роль дана"


async def test_nobody_found_says_what_to_try(stage: Stage) -> None:
    curator = await curator_of(stage)

    await curator.taps("Люди")
    await curator.taps("Найти")
    await curator.sends("<b>кто")

    assert curator.screen.text.endswith(
        "По запросу «<b>кто» никого нет. Попробуйте начало фамилии или должности."
    )


async def test_a_personal_link_brings_the_known_person(stage: Stage) -> None:
    curator = await curator_of(stage)
    known = await stage.without_chat("Ким Анна Львовна", Role.MENTOR)
    await curator.taps(data=people.OpenPerson(known).pack())
    await curator.taps("Ссылка для этого человека")
    payload = curator.screen.text.partition("?start=")[2].split()[0]
    mentor = stage.stranger("Аня")

    await mentor.starts(payload)
    asked = mentor.screen.text
    await mentor.taps("Даю согласие")

    assert "Приглашение на имя: Ким\u00a0А.\u00a0Л.\n" in asked
    assert mentor.screen.text.splitlines()[:2] == [
        "Анна\u00a0Львовна, добрый день!", "Школа № 1 · наставник",
    ]  # fmt: skip
    await curator.taps(data=people.OpenPerson(known).pack())
    assert curator.screen.text.endswith("Чат: подключён, бот пишет этому человеку")


async def test_a_person_is_removed_with_one_question(stage: Stage) -> None:
    curator = await curator_of(stage)
    known = await stage.without_chat("Ким Анна Львовна", Role.MENTOR)

    await curator.taps(data=people.OpenPerson(known).pack())
    await curator.taps("Убрать из школы")
    asked = curator.screen.text
    await curator.taps("Да, убрать")
    await curator.taps("Показать всех")

    assert asked.startswith("👥 Ким\u00a0А.\u00a0Л.\n\nУбрать из школы?")
    assert curator.screen.text.startswith("👥 Люди · Школа № 1\n\n1\u00a0человек.")


async def test_the_head_replaces_the_curator_who_is_gone(stage: Stage) -> None:
    await stage.school("Школа № 1")
    head = await stage.join("Азов Ян Львович", Role.HEAD)
    await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await stage.without_chat("Громов Пётр Ильич", Role.MENTOR)

    await head.taps("Школа")
    await head.taps("Снять: куратор, Ветрова")
    choice = head.screen
    await head.taps("Громов")
    await head.taps("← Назад")
    both = head.screen.text
    await head.taps("Снять: куратор, Ветрова")
    asked = head.screen.text
    await head.taps("Да, снять роль")
    await head.sends("/menu")
    await head.taps("Школа")

    assert choice.text == (
        "👥 Школа № 1\n\nЭто единственный куратор школы. Сначала назначьте другого, и роль можно "
        "будет снять.\n\nКто теперь куратор? Выберите человека или пригласите по ссылке."
    )
    assert choice.buttons[0] == ["Пригласить по ссылке"]
    assert asked == "👥 Ветрова\u00a0О.\u00a0С.\n\nСнять роль «куратор»?"
    assert "Громов" in both
    assert "Ветрова" in both
    assert head.screen.text == (
        "📋 Школа № 1\n\nДиректор: Азов\u00a0Я.\u00a0Л.\nКуратор: Громов\u00a0П.\u00a0И.\n"
        "Часовой пояс: Москва"
    )


async def test_three_hundred_people_with_wild_names_fit(stage: Stage) -> None:
    curator = await curator_of(stage)
    await curator.taps("Люди")
    await curator.taps("Добавить взрослых")
    await curator.sends("\n".join(f"<i>&{n} {'🎓' * 30}имя" for n in range(60)))

    await curator.taps("← Назад")
    await curator.taps("Ещё")

    assert curator.screen.text.startswith("👥 Люди · Школа № 1\n\n61\u00a0человек.")
    await curator.taps(data=people.PeopleOf(stage.school_id, 999).pack())
    assert curator.screen.has("‹ Раньше")


def forged(place: int, person: int, grant: int, link: int) -> Iterator[tuple[Button, str]]:
    """Every request of these features as somebody without the right would forge it."""
    curator, mentor = Role.CURATOR, Role.MENTOR
    yield people.PeopleOf(place, 0), FORBIDDEN
    yield people.OpenPerson(person), FORBIDDEN
    yield people.RenamePerson(person), FORBIDDEN
    yield people.SetPupil(person, pupil=True), FORBIDDEN
    yield people.PupilFacts(person), FORBIDDEN
    yield people.GiveRole(person), FORBIDDEN
    yield people.GiveRoleAs(person, mentor), FORBIDDEN
    yield people.GiveRoleAs(person, Role.SPECIALIST), FORBIDDEN
    yield people.GiveTitle(person, 0), FORBIDDEN
    yield people.GiveTitle(person, None), FORBIDDEN
    yield people.GiveTitle(person, -7), GONE
    yield people.RevokeRole(grant), FORBIDDEN
    yield people.RevokeRoleNow(grant), FORBIDDEN
    yield people.RevokeRoleNow(10**12), GONE
    yield people.Archive(person), FORBIDDEN
    yield people.ArchiveNow(person), FORBIDDEN
    yield people.ArchiveNow(10**12), GONE
    yield people.InvitePerson(person), FORBIDDEN
    yield people.Appoint(place, curator, 0), FORBIDDEN
    yield people.AppointNow(place, curator, person), FORBIDDEN
    yield people.FindPerson(place), FORBIDDEN
    yield people.AddPeople(place, pupils=False), FORBIDDEN
    yield people.Organisations(), FORBIDDEN
    yield invitations.InviteInto(place), FORBIDDEN
    yield invitations.InviteAs(place, mentor, pupil=False, once=False), FORBIDDEN
    yield invitations.InviteAs(place, Role.ADMINISTRATOR, pupil=False, once=True), FORBIDDEN
    yield invitations.InviteAs(place, Role.SPECIALIST, pupil=False, once=True), FORBIDDEN
    yield invitations.InviteTitle(place, 0), FORBIDDEN
    yield invitations.InviteTitle(place, None), FORBIDDEN
    yield people.PeopleActs(place), FORBIDDEN
    yield invitations.InviteTitle(place, 99), GONE
    yield invitations.Links(place, 0), FORBIDDEN
    yield invitations.OpenLink(link), FORBIDDEN
    yield invitations.RevokeLink(link), FORBIDDEN
    yield invitations.RevokeLinkNow(link), FORBIDDEN
    yield organisations.OrganisationPage(0), FORBIDDEN
    yield organisations.OpenOrganisation(place), FORBIDDEN
    yield organisations.NewOrganisation(OrganisationKind.SCHOOL, None), FORBIDDEN
    yield organisations.RenameOrganisation(place), FORBIDDEN
    yield organisations.TakeRole(place, curator), FORBIDDEN
    yield organisations.TakeRole(place, Role.ADMINISTRATOR), FORBIDDEN
    yield organisations.Zones(place), FORBIDDEN
    yield organisations.SetZone(place, "Asia/Omsk"), FORBIDDEN
    yield nav.SwitchRole(grant), GONE


# About oneself or the present school alone: nothing in them can be forged.
HARMLESS = {
    people.People, people.Invite, nav.Menu, nav.OtherRoles, start.ChangeMyName,
    start.KeepMyName, consent.Agree,
    consent.ReadConsent, consent.Refuse, consent.MyData, consent.AskWithdraw, consent.Withdraw,
    consent.MyFile, consent.Publish, consent.Publishing,
}  # fmt: skip


def test_no_request_is_left_out() -> None:
    modules = {
        module.__name__ for module in (consent, invitations, nav, organisations, people, start)
    }
    mine = {kind for kind in registry.BUTTONS.values() if kind.__module__ in modules}

    assert {type(button) for button, _ in forged(1, 1, 1, 1)} | HARMLESS == mine


@pytest.mark.parametrize(
    "role", [Role.CURATOR, Role.HEAD, Role.COORDINATOR, Role.MENTOR, Role.PARENT]
)
async def test_forged_buttons_end_in_a_refusal(stage: Stage, role: Role) -> None:
    """By officers of another tree, and by who has no rights in any."""
    head = await head_of_ours(stage)
    ours, victim = stage.school_id, await stage.without_chat("Ким Анна Львовна", Role.MENTOR)
    grant, link = await targets(stage, head, victim)
    await (stage.municipality if role is Role.COORDINATOR else stage.school)("Чужая")
    outsider = await stage.join("Чужов Ян Львович", role)
    outsiders_list = role is Role.COORDINATOR

    for button, sentence in forged(ours, victim, grant, link):
        if outsiders_list and isinstance(
            button, people.Organisations | organisations.OrganisationPage
        ):
            continue
        await outsider.taps(data=button.pack())
        assert outsider.alerts[-1:] == [sentence], button
        assert len(outsider.alerts) >= 1

    card = await stage.db.read(services.staff, ours)
    assert [(c.named.name, len(c.grants)) for c in card] == [
        ("Азов Ян Львович", 1), ("Ким Анна Львовна", 1),
    ]  # fmt: skip


async def test_words_after_a_forged_question_change_nothing(stage: Stage) -> None:
    """The state that a question leaves is checked again when the words come."""
    await head_of_ours(stage)
    ours, victim = stage.school_id, await stage.without_chat("Ким Анна Львовна", Role.MENTOR)
    await stage.school("Школа № 2")
    mentor = await stage.join("Чужов Ян Львович", Role.CURATOR)

    for name, data in (
        ("person_rename", {"person": victim}),
        ("people_adding", {"organisation": ours, "pupils": 0}),
        ("pupil_facts", {"person": victim}),
        ("person_search", {"organisation": ours}),
        ("person_title", {"person": victim}),
        ("invite_title", {"organisation": ours}),
        ("organisation_name", {"kind": "school", "parent": None}),
        ("organisation_rename", {"organisation": ours}),
    ):
        await stage.db.write(ask_for, mentor.id, name, data)
        await mentor.sends("Новое Имя")
        assert mentor.screen.text == FORBIDDEN, name


def ask_for(session: Session, chat_id: int, name: str, data: dict[str, Any]) -> None:
    row = ChatState(channel="telegram", chat_id=str(chat_id), name=name, data=data, at=NOW)
    session.merge(row)


async def head_of_ours(stage: Stage) -> Actor:
    await stage.school("Школа № 1")
    return await stage.join("Азов Ян Львович", Role.HEAD)


async def targets(stage: Stage, head: Actor, victim: int) -> tuple[int, int]:
    """A grant and a link of our school."""
    actor = await again(stage.db, stage.person_id(head), str(head.id))
    link = await stage.db.write(
        invites.create, actor, stage.school_id, Role.MENTOR, person_id=victim
    )
    held = await stage.db.read(
        grants.held_grant, victim, stage.school_id, role=Role.MENTOR, title=""
    )
    assert held is not None
    return held, link.id
