"""Stories of the work that an item asks for: its first button, its state, its kind."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from db.models import Item
from domain.kinds import WorkKind
from domain.roles import Role
from handlers.buttons.item import OpenItem
from handlers.buttons.kinds import Consents, ConsentWords, HeldOn, SetKind, WhenHeld
from handlers.buttons.nudge import Answers, Nudge, NudgeNow
from handlers.buttons.reminders import Forecast
from tests.item_factories import Row, running
from tests.reminder_factories import MOSCOW

TERM = "до 30.10.2026"
LINE = "Сдать программы"


@pytest.fixture
async def curator(stage: Any) -> Any:
    await stage.school("Школа № 1")
    return await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)


async def plant(stage: Any, *rows: Row, place: int | None = None) -> dict[str, int]:
    made: dict[str, int] = await stage.db.write(
        running, stage.clock.now(), place or stage.school_id, rows
    )
    return made


async def opened(actor: Any, item_id: int) -> None:
    await actor.taps(data=OpenItem(item_id).pack())


def lines(actor: Any) -> list[str]:
    text: str = actor.screen.text.replace("\xa0", " ")
    return [line for line in text.splitlines() if line]


def captions(actor: Any) -> list[list[str]]:
    return [[caption.replace("\xa0", " ") for caption in row] for row in actor.screen.buttons]


async def play(stage: Any, day: date, hour: int = 17) -> None:
    await stage.advance_to(datetime(day.year, day.month, day.day, hour, tzinfo=MOSCOW))


@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ("Приказ о наставниках", "📎 Номер и дата документа"),
        ("Анкетирование педагогов", "📋 Запустить анкету"),
        ("Согласия участников", "👥 Кто дал согласие"),
        ("Формирование базы наставников", "👥 Банк наставников"),
        ("Создание пар и закрепление", "👥 Пары и группы"),
        ("Персонализированные программы", "📎 Приложить программу"),
        ("Встречи пар", "📅 Встречи пар"),
        ("Круглый стол", "📅 Указать, когда прошло"),
        ("Обучение наставников", "📅 Указать, когда прошло"),
        ("Новости на сайте школы", "📎 Прислать ссылку"),
        ("Отчёт куратора", "📊 Сделать справку"),
        ("Мониторинг программ", "📊 Сделать справку"),
        ("Изучение положения", "✅ Отметить"),
    ],
)
async def test_the_first_button_does_the_work(
    stage: Any, curator: Any, title: str, caption: str
) -> None:
    found = await plant(stage, Row(title, term=TERM))

    await opened(curator, found[title])

    assert captions(curator)[0] == [caption]
    assert ["✅ Отметить"] in captions(curator)[:2]


async def test_a_paper_is_registered_and_ticked_off(stage: Any, curator: Any) -> None:
    found = await plant(stage, Row("Приказ", term=TERM))
    await opened(curator, found["Приказ"])

    await curator.taps("📎 Номер и дата документа")
    assert lines(curator)[1].startswith("Пришлите номер и дату документа")
    await curator.sends("Приказ № 15 от 02.10.2026")

    assert captions(curator)[0] == ["✅ Отметить"]
    await curator.taps("Готово, это всё")
    assert "Документ: Приказ № 15 от 02.10.2026" in lines(curator)
    assert captions(curator)[0] == ["✅ Отметить"]


async def test_a_scan_and_links_are_counted(stage: Any, curator: Any) -> None:
    found = await plant(stage, Row("Приказ"), Row("Новости на сайте"))
    await opened(curator, found["Приказ"])
    await curator.taps("📎 Номер и дата документа")
    await curator.sends_file(b"scan", "приказ.pdf")
    await curator.taps("Готово, это всё")
    assert "Документ приложен, номер и дата не указаны" in lines(curator)

    await opened(curator, found["Новости на сайте"])
    await curator.taps("📎 Прислать ссылку")
    await curator.sends("https://school.example/1")
    await curator.sends("https://school.example/2")
    await curator.taps("Готово, это всё")

    assert "Опубликовано: 2 ссылки" in lines(curator)


async def test_an_event_is_done_on_the_day_it_was_held(stage: Any, curator: Any) -> None:
    found = await plant(stage, Row("Круглый стол", term=TERM))
    await opened(curator, found["Круглый стол"])

    await curator.taps("📅 Указать, когда прошло")
    assert captions(curator) == [
        ["Сегодня"], ["Вчера", "Другой день"], ["← Назад", "Меню"],
    ]  # fmt: skip
    await curator.taps("Другой день")
    await curator.taps("2")

    assert lines(curator) == ["✅ Отмечено: Круглый стол", "Записано 2 октября."]
    assert captions(curator)[0] == ["📎 Приложить протокол, фото"]
    await curator.taps("Открыть пункт")
    assert "✅ Выполнено 2 октября, Ветрова О. С." in lines(curator)
    await curator.taps("Отменить последнее")
    assert lines(curator)[1] == "Не начато"


async def test_nothing_is_held_in_the_future(stage: Any, curator: Any) -> None:
    found = await plant(stage, Row("Круглый стол", term=TERM))
    tomorrow = date(2026, 10, 6)

    await curator.taps(data=HeldOn(found["Круглый стол"], tomorrow).pack())
    await opened(curator, found["Круглый стол"])

    assert lines(curator)[1] == "Не начато"


async def test_the_kind_is_changed_in_one_tap_and_back(stage: Any, curator: Any) -> None:
    found = await plant(stage, Row("Круглый стол", term=TERM))
    await opened(curator, found["Круглый стол"])

    await curator.taps("Вид: мероприятие")
    assert [len(row) for row in captions(curator)] == [2] * 6 + [1, 2]
    await curator.taps("Публикация")
    assert lines(curator) == ["✅ Вид работы: публикация."]
    await curator.taps("Открыть пункт")
    assert captions(curator)[0] == ["📎 Прислать ссылку"]
    assert lines(curator)[-1].endswith("вид работы изменён")
    await curator.taps("Отменить последнее")

    assert captions(curator)[0] == ["📅 Указать, когда прошло"]


async def test_only_who_keeps_the_plan_changes_the_kind(stage: Any, curator: Any) -> None:
    mentor = await stage.join("Орлова Анна Юрьевна", Role.MENTOR)
    found = await plant(stage, Row("Круглый стол", owners=(stage.person_id(mentor),)))
    await opened(mentor, found["Круглый стол"])
    assert not mentor.screen.has("Вид: мероприятие")

    await mentor.taps(data=SetKind(found["Круглый стол"], WorkKind.PAPER).pack())

    kind = await stage.db.read(lambda s: s.get_one(Item, found["Круглый стол"]).kind)
    assert kind is None


async def test_who_has_consented_and_what_to_tell_the_rest(stage: Any, curator: Any) -> None:
    mentor = await stage.join("Орлова Анна Юрьевна", Role.MENTOR)
    await stage.without_chat("Журавлёв Пётр Ильич", Role.MENTOR)
    owner = stage.person_id(mentor)
    found = await plant(stage, Row("Сбор согласий", term=TERM, owners=(owner,)))
    await opened(curator, found["Сбор согласий"])
    assert "Дали согласие на обработку данных: 2 из 3" in lines(curator)

    await curator.taps("👥 Кто дал согласие")
    assert lines(curator) == [
        "👥 Согласия на обработку данных", "Сбор согласий", "Дали согласие: 2 из 3",
        "1 · Журавлёв П. И. · чата с ботом нет", "2 · ✅ Ветрова О. С.", "3 · ✅ Орлова А. Ю.",
    ]  # fmt: skip
    await curator.taps("Напомнить остальным")
    assert "остался 1 человек, кому нужно передать лично: Журавлёв П. И." in lines(curator)[1]
    assert captions(curator) == [["Пригласить по ссылке"], ["← Назад", "Меню"]]

    await opened(mentor, found["Сбор согласий"])
    assert captions(mentor)[0] == ["📎 Приложить согласия"]
    for request in (Consents(found["Сбор согласий"], 0), ConsentWords(found["Сбор согласий"])):
        await mentor.taps(data=request.pack())
        assert "Журавлёв" not in mentor.screen.text


async def shared(stage: Any) -> tuple[Any, Any, dict[str, int]]:
    """A line that three people do for themselves: two with chats, one without."""
    anna = await stage.join("Ким Анна Львовна", Role.MENTOR)
    boris = await stage.join("Лосев Борис Кузьмич", Role.MENTOR)
    zoya = await stage.without_chat("Юрина Зоя Марковна", Role.MENTOR)
    owners = (stage.person_id(anna), stage.person_id(boris), zoya)
    return anna, boris, await plant(stage, Row(LINE, term=TERM, owners=owners, each=True))


async def test_two_taps_remind_the_rest(stage: Any, curator: Any) -> None:
    anna, boris, found = await shared(stage)
    await opened(anna, found[LINE])
    await anna.taps("✅ Отметить свою часть")
    await opened(curator, found[LINE])
    assert captions(curator)[0] == ["🕒 Напомнить ждущим"]

    await curator.taps("🕒 Напомнить ждущим")
    assert lines(curator) == [
        "🕒 Напомнить", LINE, "Срок впереди.", "Напоминание придёт: Лосев Б. К.",
        "⚠️ Бот не может написать, передайте лично: Юрина З. М.",
        "Оно встанет в ближайшее ежедневное сообщение. Напомнить?",
    ]  # fmt: skip
    await curator.taps("🕒 Напомнить 1\u00a0человеку")
    assert lines(curator)[0] == "✅ Напомню: Лосев Б. К."
    assert captions(curator) == [["Открыть пункт", "Кому передать лично"], ["Меню"]]

    before = len(anna.messages)
    await play(stage, date(2026, 10, 6))
    assert lines(boris)[:3] == [
        "📅 Борис Кузьмич, добрый день!", "Напоминаю: 1 дело.", f"1 · {LINE}",
    ]  # fmt: skip
    assert len(anna.messages) == before


async def test_who_has_answered_is_seen_by_everybody_and_chats_by_the_curator(
    stage: Any, curator: Any
) -> None:
    anna, _, found = await shared(stage)
    await opened(anna, found[LINE])
    await anna.taps("✅ Отметить свою часть")
    await play(stage, date(2026, 11, 2), 12)
    await opened(curator, found[LINE])

    await curator.taps("Кто ответил (1 из 3)")

    assert lines(curator) == [
        "👥 Кто ответил", LINE, "Ответили: 1 · ждём: 2",
        "1 · ⚠️ Лосев Б. К. · ждём с 30 октября, 3 дня",
        "2 · ⚠️ Юрина З. М. · ждём с 30 октября, 3 дня · чата с ботом нет",
        "3 · ✅ Ким А. Л. · 5 октября",
    ]  # fmt: skip
    assert captions(curator) == [
        ["🕒 Напомнить ждущим"], ["1", "2", "3"], ["← Назад", "Меню"],
    ]  # fmt: skip
    await anna.taps(data=Answers(found[LINE], 0).pack())
    assert lines(anna)[4] == "2 · ⚠️ Юрина З. М. · ждём с 30 октября, 3 дня"
    assert captions(anna) == [["1", "2", "3"], ["← Назад", "Меню"]]


async def test_the_curators_bundle_offers_to_remind_once_a_line(stage: Any, curator: Any) -> None:
    anna, boris, found = await shared(stage)
    await play(stage, date(2026, 11, 6), 10)

    assert lines(curator)[:4] == [
        "📅 Ольга Сергеевна, добрый день!", "Напоминаю: 1 дело.",
        f"1 · Ким А. Л., Лосев Б. К., Юрина З. М.: {LINE}",
        "срок 30 октября прошёл 6 дней назад",
    ]  # fmt: skip
    assert captions(curator)[:2] == [["🕒 Напомнить"], ["Другое"]]
    await curator.taps("🕒 Напомнить")
    assert lines(curator)[2] == "Ждём с 30 октября."
    assert captions(curator)[-1] == ["← Назад", "Меню"]
    await curator.taps("🕒 Напомнить 2\u00a0людям")

    assert captions(curator)[0] == ["Открыть пункт", "Кому передать лично"]
    await play(stage, date(2026, 11, 6), 17)
    for owner in (anna, boris):
        assert lines(owner)[2] == f"1 · {LINE}"
    assert found[LINE]


async def test_an_overdue_item_of_one_owner(stage: Any, curator: Any) -> None:
    mentor = await stage.join("Орлова Анна Юрьевна", Role.MENTOR)
    found = await plant(
        stage, Row("Изучение положения", term="до 07.10.2026", owners=(stage.person_id(mentor),))
    )
    await opened(curator, found["Изучение положения"])
    assert not curator.screen.has("🕒 Напомнить")
    await play(stage, date(2026, 10, 8), 12)

    await opened(curator, found["Изучение положения"])
    assert captions(curator)[0] == ["✅ Отметить", "🕒 Напомнить"]
    await opened(mentor, found["Изучение положения"])
    assert not mentor.screen.has("🕒 Напомнить")


async def test_forged_requests_of_another_school_do_nothing(stage: Any, curator: Any) -> None:
    anna, _, found = await shared(stage)
    await stage.school("Школа № 2")
    foreign = await stage.join("Чужова Нина Павловна", Role.CURATOR)
    line = found[LINE]
    requests = (
        Nudge(line), NudgeNow(line), Answers(line, 0), WhenHeld(line, None, None),
        HeldOn(line, date(2026, 10, 5)), SetKind(line, WorkKind.PAPER), Consents(line, 0),
        ConsentWords(line),
    )  # fmt: skip

    for request in requests:
        await foreign.taps(data=request.pack())
        assert LINE not in foreign.screen.text

    await play(stage, date(2026, 10, 6))
    assert not any(LINE in message.text for message in anna.messages)


async def test_two_hundred_people_are_paged(stage: Any, curator: Any) -> None:
    def many(session: Session) -> int:
        from tests.reminder_factories import person

        now, place = stage.clock.now(), stage.school_id
        owners = tuple(
            person(session, now, place, f"Участник {n:03} " + "Ы" * 100, chat=False)
            for n in range(60)
        )
        row = Row(LINE * 20, term=TERM, owners=owners, each=True)
        return running(session, now, place, [row])[LINE * 20]

    line = await stage.db.write(many)
    await stage.advance_to(stage.clock.now() + timedelta(days=40))

    await curator.taps(data=Answers(line, 0).pack())
    assert captions(curator)[1:3] == [[str(n) for n in range(1, 9)], ["Ещё 52 ›"]]
    await curator.taps("Ещё 52 ›")
    assert captions(curator)[1] == [str(n) for n in range(9, 17)]
    await curator.taps(data=Nudge(line).pack())
    assert captions(curator)[-1] == ["← Назад", "Меню"]


async def test_the_forecast_speaks_of_a_line_once_too(stage: Any, curator: Any) -> None:
    await shared(stage)
    await play(stage, date(2026, 11, 3), 12)

    await curator.taps(data=Forecast(0).pack())

    hour = "09:00 · Ветрова О. С."
    told = [line for line in lines(curator) if line.startswith(hour) and LINE in line]
    assert told == [f"09:00 · Ветрова О. С.: Ким А. Л., Лосев Б. К., Юрина З. М.: {LINE}"]
