"""Leave on the screens: four taps, and whoever stands in acts from the reminder."""

from datetime import date
from typing import Any

from sqlalchemy import select

from db.models import PairMember
from domain.pairs import Form
from domain.roles import Role
from handlers.buttons.standing import Instead
from tests import pair_factories
from tests.reminder_factories import item, moscow, roadmap

DUE = date(2026, 10, 9)


def texts(actor: Any) -> list[str]:
    return [message.text for message in actor.messages]


async def test_a_leave_with_a_deputy(stage: Any) -> None:
    place = await stage.school()
    curator = await stage.join("Зимина Ольга Сергеевна", Role.CURATOR)
    mentor = await stage.join("Орлова Анна Юрьевна", Role.MENTOR)
    deputy = await stage.join("Лаврова Вера Павловна", Role.MENTOR)
    await stage.join("Азова Нина Ильинична", Role.MENTOR)
    pupil = await stage.without_chat("Белова Ирина Олеговна", Role.MENTEE)
    now, who = stage.clock.now(), stage.person_id(mentor)
    plan = await stage.db.write(roadmap, now, place)
    await stage.db.write(item, now, plan, "Провести урок", who, due=DUE)
    await stage.db.write(
        pair_factories.pair, now, place, [who], [pupil], form=Form.TEACHER_TEACHER
    )

    await curator.taps("Люди")
    await curator.taps("Орлова\u00a0А.\u00a0Ю.")
    await curator.taps("Отпуск, больничный")
    assert "Срок подходит в ближайшие две недели: 1\u00a0дело." in curator.screen.text
    await curator.taps("До пятницы")
    await curator.taps("Лаврова\u00a0В.\u00a0П.")
    assert "Напоминания получает: Лаврова\u00a0В.\u00a0П.\n" in curator.screen.text
    assert "Без замены наставника: 1\u00a0пара." in curator.screen.text
    assert curator.screen.has("Замена в паре: Белова\u00a0И.\u00a0О.")

    await curator.taps("Замена в паре: Белова")
    assert curator.screen.buttons[0] == ["Лаврова\u00a0В.\u00a0П."]
    await curator.taps("Лаврова")
    assert curator.screen.buttons[0] == ["Весь отпуск: 5–9\u00a0октября"]
    await curator.taps("Весь отпуск")
    assert curator.screen.text == (
        "✅ Замещающий наставник назначен: 5–9\u00a0октября. Потом первый вернётся сам."
    )

    await stage.advance_to(moscow(DUE, 17))

    assert not any("Провести урок" in text for text in texts(mentor))
    first = next(text for text in texts(deputy) if "отпуск" in text)
    assert "Напоминания о\u00a0делах" in first or "Напоминания о делах" in first
    assert "вместо коллеги: Орлова\u00a0А.\u00a0Ю." in deputy.screen.text
    await deputy.taps("Готово")
    assert "Готово" in deputy.screen.text or "Отмечено" in deputy.screen.text

    await deputy.taps(data=Instead(who, 0).pack())
    assert "Всё выполнено" in deputy.screen.text

    await stage.advance_to(moscow(date(2026, 10, 12), 17))
    assert (
        "Вас замещали: Лаврова\u00a0В.\u00a0П. За это время отмечено: 1\u00a0дело."
        in mentor.screen.text
    )


async def test_back_early_or_not_gone_at_all_everything_is_as_before(stage: Any) -> None:
    """The substitute's days follow the leave; who was told of them hears that it is over."""
    place = await stage.school()
    curator = await stage.join("Зимина Ольга Сергеевна", Role.CURATOR)
    mentor = await stage.join("Орлова Анна Юрьевна", Role.MENTOR)
    deputy = await stage.join("Лаврова Вера Павловна", Role.MENTOR)
    mentee = await stage.join("Белова Ирина Олеговна", Role.MENTEE)
    await stage.db.write(
        pair_factories.pair, stage.clock.now(), place, [stage.person_id(mentor)],
        [stage.person_id(mentee)], form=Form.COLLEGE_TEACHER,
    )  # fmt: skip
    await curator.taps("Люди")
    await curator.taps("Орлова\u00a0А.\u00a0Ю.")
    await curator.taps("Отпуск, больничный")
    await curator.taps("До пятницы")
    await curator.taps("Лаврова")
    await curator.taps("Замена в паре: Белова")
    await curator.taps("Лаврова")
    await curator.taps("Весь отпуск")

    await stage.advance_to(moscow(date(2026, 10, 6), 18))
    told = [told_of(deputy, "Вы замещаете"), told_of(mentee, "Замена наставника")]
    await stage.advance_to(moscow(date(2026, 10, 7), 10))
    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Орлова\u00a0А.\u00a0Ю.")
    await curator.taps("Отпуск, больничный")
    await curator.taps("Уже на работе")
    await stage.advance_to(moscow(date(2026, 10, 9), 18))

    last = await stage.db.read(
        lambda s: s.scalar(select(PairMember.until).where(PairMember.stands_in_for.is_not(None)))
    )
    assert told == [1, 1]
    assert last == date(2026, 10, 6)
    over = [told_of(deputy, "Замещение закончено"), told_of(mentee, "Ваш наставник вернулся")]
    assert over == [1, 1]
    assert told_of(deputy, "Больше замещать не нужно") == 1
    assert not told_of(mentor, "замещаете")


def told_of(actor: Any, words: str) -> int:
    return sum(words in text for text in texts(actor))


async def test_my_own_leave_in_the_settings(stage: Any) -> None:
    await stage.school()
    mentor = await stage.join("Орлова Анна Юрьевна", Role.MENTOR)
    await mentor.sends("/settings")
    await mentor.taps("Отпуск, больничный")
    await mentor.sends("до 30 октября")
    await mentor.taps("Без замены")
    assert "С 5 октября по 30 октября" in mentor.screen.text.replace("\u00a0", " ")
    await mentor.taps("Другой срок")
    await mentor.sends("20 октября")
    await mentor.taps("Без замены")
    assert "по 20 октября" in mentor.screen.text.replace("\u00a0", " ")
    await mentor.taps("Уже на работе")
    assert "Напоминания снова приходят Вам" in mentor.screen.text


async def test_less_of_a_kind(stage: Any) -> None:
    await stage.school()
    mentor = await stage.join("Орлова Анна Юрьевна", Role.MENTOR)
    await mentor.sends("/settings")
    await mentor.taps("Что присылать")
    assert not mentor.screen.has("✅ Заявки и люди")
    await mentor.taps("Мои дела из дорожной карты")
    assert mentor.screen.has("🕒 Раз в неделю: Мои дела из дорожной карты")
    await mentor.taps("За час до встречи")
    assert mentor.screen.has("⏸ Не нужно: За час до встречи")
    await mentor.taps("Мои дела из дорожной карты")
    assert mentor.screen.has("✅ Мои дела из дорожной карты")
