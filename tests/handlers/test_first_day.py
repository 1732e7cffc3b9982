"""The first day: from the console's code to a school with people in it."""

from domain.roles import Role
from sandbox.session import Actor
from services import installation
from tests.stage import Stage

CONSENT = ["Даю согласие"], ["Прочитать документ", "Не даю согласия"]


async def administrator(stage: Stage) -> Actor:
    """Somebody who became the administrator by the code and named the school."""
    code = await stage.db.write(installation.admin_code, stage.clock.now())
    admin = stage.stranger("Ян")
    await admin.starts()
    await admin.sends(str(code))
    await admin.taps("Даю согласие")
    await admin.sends("Азов Ян Львович, завуч")
    await admin.taps("Создать школу")
    await admin.sends("Школа № 12")
    return admin


async def test_a_stranger_is_told_what_to_do(stage: Stage) -> None:
    stranger = stage.stranger("Кто-то")

    await stranger.starts()
    await stranger.sends("пустите")
    await stranger.sends("/menu")
    await stranger.taps(data="m", message_id=stranger.screen.message_id)

    assert {screen.text.splitlines()[0] for screen in stranger.messages} == {
        "Добрый день! Это бот «Наставник»: он ведёт дорожную карту наставничества в школе."
    }


async def test_the_code_opens_the_installation_once(stage: Stage) -> None:
    code = await stage.db.write(installation.admin_code, stage.clock.now())
    admin, late = stage.stranger("Ян"), stage.stranger("Хитрый")

    await admin.starts(str(code))
    first = admin.screen
    await admin.taps("Даю согласие")
    named = admin.screen.text
    await admin.sends("Азов Ян Львович, завуч")
    await late.starts(str(code))

    assert first.text.startswith("Добрый день! Первый запуск · бот «Наставник»")
    assert first.buttons == list(CONSENT)
    assert named.startswith("✅ Готово: администратор.")
    assert admin.screen.text == (
        "Ян\u00a0Львович, добрый день!\nадминистратор\n\n"
        "Начните со школы: создайте её и пригласите куратора."
    )
    assert admin.screen.buttons[0] == ["Создать школу"]
    assert late.screen.text.startswith("Ссылка скопирована не целиком")


async def test_the_administrator_makes_a_school_and_becomes_its_curator(stage: Stage) -> None:
    admin = await administrator(stage)
    card = admin.screen.text

    await admin.taps("Часовой пояс")
    await admin.taps("Омск (+3)")
    await admin.taps("Я и есть куратор")

    assert card == ("📋 Школа № 12\n\nДиректора и куратора пока нет\nЧасовой пояс: Москва")
    assert admin.screen.text == (
        "📋 Школа № 12\n\nКуратор: Азов\u00a0Я.\u00a0Л.\nЧасовой пояс: Омск (+3)"
    )
    await admin.sends("/menu")
    assert admin.screen.text.splitlines()[1] == "Школа № 12 · куратор"
    assert admin.screen.buttons[0] == ["Загрузить дорожную карту"]
    assert admin.screen.buttons[-1] == ["Перейти: администратор"]
    await admin.taps("Перейти: администратор")
    assert admin.screen.text.splitlines()[1] == "администратор"


async def test_a_coordinator_makes_a_school_and_invites_its_curator(stage: Stage) -> None:
    await stage.municipality("Заречный район")
    coordinator = await stage.join("Ветрова Ольга Сергеевна", Role.COORDINATOR)

    await coordinator.taps("Школы")
    await coordinator.taps("Создать школу")
    await coordinator.sends("Школа № 7")
    card = coordinator.screen.text
    await coordinator.taps("Назначить куратора")
    await coordinator.taps("Пригласить по ссылке")
    curator = stage.stranger("Оля")
    await curator.starts(link_of(coordinator))
    await curator.taps("Даю согласие")
    await curator.sends("Ким Анна Львовна, завуч")

    assert card == (
        "📋 Школа № 7\n\nМуниципалитет: Заречный район\nДиректора и куратора пока нет\n"
        "Часовой пояс: Москва"
    )
    assert "Ссылка одноразовая" in coordinator.messages[-2].text
    assert curator.screen.text.splitlines()[:2] == [
        "Анна\u00a0Львовна, добрый день!", "Школа № 7 · куратор",
    ]  # fmt: skip


async def test_a_pupil_is_told_about_the_parents_consent(stage: Stage) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await curator.taps("Люди")
    await curator.taps("Пригласить по ссылке")
    await curator.taps("Ученик (наставляемый)")
    pupil = stage.stranger("Миша")

    await pupil.starts(link_of(curator))

    assert "Если Вам нет 18 лет, согласие даёт родитель" in pupil.screen.text


async def test_from_the_link_to_the_menu_in_four_taps(stage: Stage) -> None:
    """START, consent, «Оставить так»: three, with the tap on the link itself four."""
    admin = await administrator(stage)
    await admin.taps("Я и есть куратор")
    await admin.taps("Люди")
    await admin.taps("Пригласить по ссылке")
    await admin.taps("Наставник")
    payload = link_of(admin)
    mentor = stage.stranger("Оля")

    await mentor.starts(payload)
    asked = mentor.screen
    await mentor.taps("Даю согласие")
    joined = mentor.screen.text
    await mentor.taps("Оставить так")

    assert asked.text.splitlines()[2] == "Школа № 12 приглашает Вас, роль: наставник."
    assert asked.buttons == list(CONSENT)
    assert joined.startswith("✅ Готово: Школа № 12, роль: наставник.\n\nВ списках Вы пока «Оля».")
    assert mentor.screen.text.splitlines()[:2] == ["Добрый день!", "Школа № 12 · наставник"]
    assert len(mentor.messages) == 1, "one living screen"


async def test_the_invitation_comes_as_words_and_as_a_picture(stage: Stage) -> None:
    await stage.school("Школа № 1")
    head = await stage.join("Ветрова Ольга Сергеевна", Role.HEAD)

    await head.taps("Люди")
    await head.taps("Пригласить по ссылке")
    await head.taps("Специалист")
    await head.taps("Психолог")

    words, picture = head.messages[-2:]
    payload = link_of(head)
    assert f"https://t.me/nastavnik_bot?start={payload}\n" in words.text
    assert f"tg://resolve?domain=nastavnik_bot&start={payload}" in words.text
    assert "Ссылка общая" in words.text
    assert picture.photo is not None
    assert picture.photo.startswith(b"\x89PNG")
    assert f"https://t.me/nastavnik_bot?start={payload}\n" in picture.text
    assert "роль: психолог" in picture.text


async def test_a_typed_title(stage: Stage) -> None:
    await stage.school("Школа № 1")
    head = await stage.join("Ветрова Ольга Сергеевна", Role.HEAD)

    await head.taps("Люди")
    await head.taps("Пригласить по ссылке")
    await head.taps("Специалист")
    await head.taps("Другая должность")
    await head.sends("123")
    await head.sends("Логопед")

    assert "роль: Логопед" in head.screen.text


async def test_a_revoked_link_says_so(stage: Stage) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await curator.taps("Люди")
    await curator.taps("Пригласить по ссылке")
    await curator.taps("Наставник")
    payload = link_of(curator)

    await curator.taps("Действующие ссылки")
    await curator.taps("наставник")
    await curator.taps("Отозвать ссылку")
    await curator.taps("Да, отозвать")
    late = stage.stranger("Оля")
    await late.starts(payload)

    assert curator.messages[0].text == (
        "👥 Действующие ссылки · Школа № 1\n\nСейчас нет ни одной."
    )
    assert curator.alerts[-1] == "Ссылка отозвана"
    assert late.screen.text.startswith("Эту ссылку отозвали.")


async def test_refusal_and_a_later_yes(stage: Stage) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await curator.taps("Люди")
    await curator.taps("Пригласить по ссылке")
    await curator.taps("Наставник")
    mentor = stage.stranger("Оля")

    await mentor.starts(link_of(curator))
    await mentor.taps("Не даю согласия")
    refused = mentor.screen
    await mentor.starts()
    again = mentor.screen.text
    await mentor.taps("Даю согласие")

    assert refused.text.startswith("Хорошо, это Ваше право.")
    assert refused.buttons == [["Передумать"]]
    assert "Раньше согласия не было" in again
    assert mentor.screen.text.startswith("✅ Готово")


async def test_the_whole_document_can_be_read_before(stage: Stage) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await curator.taps("Люди")
    await curator.taps("Пригласить по ссылке")
    await curator.taps("Наставник")
    mentor = stage.stranger("Оля")
    await mentor.starts(link_of(curator))

    await mentor.taps("Прочитать документ")
    read = mentor.screen.text
    while mentor.screen.has("Дальше (2 из 2)"):
        await mentor.taps("Дальше (2 из 2)")
        read += mentor.screen.text

    assert "Оператор: Школа № 1 (далее" in read
    assert "Если закон требует согласия в письменной форме" in read
    await mentor.taps("Даю согласие")
    assert mentor.screen.text.startswith("✅ Готово")


async def test_the_consent_is_withdrawn_in_two_taps(stage: Stage) -> None:
    await stage.school("Школа № 1")
    mentor = await stage.join("Ким Анна Львовна", Role.MENTOR)

    await mentor.sends("/settings")
    await mentor.taps("Мои данные и согласие")
    shown = mentor.screen.text
    await mentor.taps("Отозвать согласие")
    await mentor.taps("Да, отозвать")
    withdrawn = mentor.screen.text
    await mentor.sends("/menu")

    assert shown == (
        "📋 Мои данные и согласие\n\nИмя: Ким Анна Львовна\nРоли: наставник\n"
        "Организация: Школа № 1\n\n• Обработка данных: дано 5\u00a0октября, в боте, редакция 2\n"
        "• Публикация имени: не дано\n• Публикация фото: не дано\n"
        "• Согласие наставника: не дано"
    )
    assert withdrawn.startswith("Согласие отозвано. Бот больше ничего не пришлёт")
    assert "Раньше согласия не было" in mentor.screen.text
    assert mentor.screen.buttons == list(CONSENT)


async def test_a_second_role_is_accepted_inside(stage: Stage) -> None:
    await stage.school("Школа № 2")
    head = await stage.join("Ветрова Ольга Сергеевна", Role.HEAD)
    await head.taps("Люди")
    await head.taps("Пригласить по ссылке")
    await head.taps("Специалист")
    await head.taps("Психолог")
    payload = link_of(head)
    await stage.school("Школа № 1")
    mentor = await stage.join("Ким Анна Львовна", Role.MENTOR)

    await mentor.sends(f"мне прислали https://t.me/nastavnik_bot?start={payload}")
    offered = mentor.screen.text
    await mentor.taps("Принять")

    assert offered == (
        "👥 Приглашение\n\nШкола № 2 приглашает Вас, роль: психолог. "
        "Прежние роли останутся.\n\nПринять?"
    )
    assert mentor.screen.text.splitlines()[1] == "Школа № 2 · психолог"
    assert mentor.screen.buttons[-1] == ["Перейти: наставник, Школа № 1"]


async def test_words_nobody_asked_for_lead_to_the_menu(stage: Stage) -> None:
    await stage.school()
    mentor = await stage.join("Ким Анна Львовна", Role.MENTOR)

    await mentor.sends("спасибо")
    unexpected = mentor.screen
    await mentor.sends("/nosuch")
    await mentor.sends("/cancel")

    assert unexpected.text.startswith("Это сообщение я не понимаю, ничего не изменилось.")
    assert unexpected.buttons == [["Меню"]]
    assert mentor.screen.text == "Отменено, ничего не изменилось."


async def test_help_names_whom_to_turn_to(stage: Stage) -> None:
    await stage.school()
    await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    mentor = await stage.join("Ким Анна Львовна", Role.MENTOR)

    await mentor.sends("/help")

    assert "Вопросы по школе: Ветрова\u00a0О.\u00a0С." in mentor.screen.text


def link_of(actor: Actor) -> str:
    """The payload of the link that was shown last."""
    return actor.screen.text.partition("?start=")[2].split()[0]


async def test_a_class_teacher_s_role_names_the_class(stage: Stage) -> None:
    """Without it the role would open nobody's papers."""
    await stage.school("Школа № 1")
    head = await stage.join("Ветрова Ольга Сергеевна", Role.HEAD)
    await stage.join("Ким Анна Львовна", Role.MENTOR)

    await head.sends("/menu")
    await head.taps("Люди")
    await head.taps("Ким")
    await head.taps("Дать роль")
    await head.taps("Специалист")
    await head.taps("Классный руководитель")
    asked = head.screen.text
    await head.sends("7 «Б»")

    assert asked == "👥 Классный руководитель\n\nКакого класса? Напишите, например: 7 «Б»."
    assert "классный руководитель 7 «Б»" in head.screen.text
