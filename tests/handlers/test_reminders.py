"""The bundle in the chat: what it says, and what is pressed on it."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Occurrence, Organisation, OutboxMessage, Reminder
from db.models.outbox import OutboxState
from domain.deadlines import Kind
from domain.progress import Status
from domain.roles import Role
from handlers import registry
from handlers.buttons.reminders import DailyOf
from sandbox.faults import Fault
from tests.reminder_factories import MOSCOW, item, roadmap

DUE = date(2026, 10, 30)
NBSP = "\u00a0"


async def put_on(stage: Any) -> tuple[Any, Any, Any]:
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    mentor = await stage.join("Орлова Анна Юрьевна", Role.MENTOR)
    head = await stage.join("Зимин Пётр Ильич", Role.HEAD)
    return curator, mentor, head


async def give(stage: Any, owner: Any, *titles: str, **term: Any) -> list[int]:
    """Items of a running roadmap; the first ids first."""

    def make(session: Session) -> list[int]:
        now = stage.clock.now()
        row = roadmap(session, now, stage.school_id)
        person = [stage.person_id(owner)] if owner else []
        said = term or {"due": DUE}
        return [item(session, now, row, title, *person, **said) for title in titles]

    return await stage.db.write(make)


async def play(stage: Any, day: date, hour: int = 17) -> None:
    await stage.advance_to(datetime(day.year, day.month, day.day, hour, tzinfo=MOSCOW))


def lines(actor: Any) -> list[str]:
    return [line for line in actor.screen.text.replace("\xa0", " ").splitlines() if line]


def captions(actor: Any) -> list[list[str]]:
    return [[caption.replace("\xa0", " ") for caption in row] for row in actor.screen.buttons]


async def status(stage: Any, item_id: int) -> Status:
    return await stage.db.read(lambda s: s.get_one(Item, item_id).status)


async def test_the_bundle_says_what_is_due_and_one_tap_marks_it(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    first, second = await give(stage, mentor, "Встреча <с парой>", "Отчёт")

    await play(stage, date(2026, 10, 27))

    assert lines(mentor) == [
        "📅 Анна Юрьевна, добрый день!",
        "Напоминаю: 2 дела.",
        "1 · Встреча <с парой>",
        "до 30 октября (осталось 3 дня)",
        "2 · Отчёт",
        "до 30 октября (осталось 3 дня)",
    ]
    assert captions(mentor) == [
        ["✅ 1 Готово", "1 Другое"],
        ["✅ 2 Готово", "2 Другое"],
        ["Меню"],
    ]
    await mentor.taps("✅ 1 Готово")
    assert [await status(stage, each) for each in (first, second)] == [Status.DONE, Status.TODO]


async def test_monday_is_two_taps_away(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")
    await play(stage, date(2026, 10, 16))

    assert captions(mentor) == [["✅ Готово"], ["Другое"], ["Меню"]]
    await mentor.taps("Другое")
    assert captions(mentor) == [
        ["✅ Готово"],
        ["Завтра", "Через 3 дня", "Понедельник"],
        ["Другая дата", "📎 Прикрепить"],
        ["Не моё", "Открыть пункт"],
        ["← Назад", "Меню"],
    ]
    await mentor.taps("Понедельник")

    assert lines(mentor) == [
        "🕒 Напомню в понедельник, 19 октября.",
        "Встреча",
        "Срок прежний: до 30 октября (осталось 14 дней).",
    ]
    await play(stage, date(2026, 10, 19))
    assert lines(mentor)[2:] == ["1 · Встреча", "до 30 октября (осталось 11 дней)"]


async def test_the_rest_of_the_bundle_is_not_lost_behind_a_receipt(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча", "Отчёт")
    await play(stage, date(2026, 10, 16))

    await mentor.taps("1 Другое")
    await mentor.taps("← Назад")
    assert lines(mentor)[0] == "📅 Напоминание · 2 дела"
    await mentor.taps("1 Другое")
    await mentor.taps("Понедельник")
    assert captions(mentor)[0] == ["📅 К напоминанию: ещё 1"]
    await mentor.taps("К напоминанию")

    assert lines(mentor)[1] == "1 · Отчёт"
    await mentor.taps("1 Другое")
    await mentor.taps("Завтра")
    assert captions(mentor)[0] == ["Мои дела"]


async def test_what_is_due_on_one_day_stands_in_the_order_of_the_document(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    first, second = await give(stage, mentor, "Вторая", "Первая")

    def turn(session: Session) -> None:
        session.get_one(Item, first).position, session.get_one(Item, second).position = 9, 3

    await stage.db.write(turn)
    await play(stage, date(2026, 10, 16))

    assert [line for line in lines(mentor) if line[0].isdigit()] == ["1 · Первая", "2 · Вторая"]


async def test_equal_things_of_others_are_told_apart_by_their_owners(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    other = await stage.join("Яшина Вера Павловна", Role.MENTOR)
    await give(stage, mentor, "Посетить урок")
    await give(stage, other, "Посетить урок")

    await play(stage, date(2026, 11, 5))

    assert [line for line in lines(curator) if line[0].isdigit()] == [
        "1 · Орлова А. Ю.: Посетить урок", "2 · Яшина В. П.: Посетить урок",
    ]  # fmt: skip


async def test_a_day_of_the_calendar_does_as_well(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")
    await play(stage, date(2026, 10, 16))

    await mentor.taps("Другое")
    await mentor.taps("Другая дата")
    await mentor.taps("22")

    assert lines(mentor)[0] == "🕒 Напомню в четверг, 22 октября."


async def test_the_rest_stands_behind_one_button(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    await give(stage, mentor, *(f"Дело {number}" for number in range(1, 18)))

    await play(stage, date(2026, 10, 16))

    assert captions(mentor)[5:] == [["Ещё 12"], ["Меню"]]
    assert lines(mentor)[-1] == "И ещё 12 дел."
    await mentor.taps("Ещё 12")
    assert lines(mentor)[1] == "6 · Дело 6"
    assert captions(mentor)[0][0] == "✅ 6 Готово"
    await mentor.taps("Ещё 7 ›")
    assert [line for line in lines(mentor) if line[0].isdigit()] == [
        f"{n} · Дело {n}" for n in range(11, 16)
    ]


async def test_not_mine_is_told_and_stands_in_the_curators_bundle(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")
    await play(stage, date(2026, 10, 16))

    await mentor.taps("Другое")
    await mentor.taps("Не моё")

    assert lines(mentor)[0] == "Передали куратору: «не моё»."
    await play(stage, date(2026, 10, 19))
    # On the day of the weekly message the daily one goes within it.
    weekly = curator.messages[-2].text.replace("\xa0", " ")
    assert "1 · Встреча: ответ «не моё», до 30 октября (осталось 11 дней)" in weekly.splitlines()
    await curator.taps(data=DailyOf(await stage.db.read(_bundle, stage.person_id(curator))).pack())
    assert lines(curator) == [
        "📅 Ольга Сергеевна, добрый день!",
        "Напоминаю: 1 дело.",
        "1 · Встреча",
        "«не моё», ответ: Орлова А. Ю.; до 30 октября (осталось 11 дней)",
    ]
    assert captions(curator) == [["Открыть пункт"], ["Меню"]]


def _bundle(session: Session, person_id: int) -> int:
    return session.scalars(
        select(OutboxMessage.id).where(
            OutboxMessage.person_id == person_id, OutboxMessage.kind == "bundle"
        )
    ).one()


async def test_a_quarterly_look_is_one_tap(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Сайт", kind=Kind.CONTINUOUS)
    await play(stage, date(2026, 12, 30))

    await mentor.taps("✅ Без изменений")

    assert lines(mentor)[0] == "✅ Отмечено: без изменений."
    answers = await stage.db.read(
        lambda s: list(s.scalars(select(Occurrence.answer).order_by(Occurrence.due)))
    )
    assert answers == ["unchanged", None, None]


async def test_what_has_happened_gets_a_term(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    (item_id,) = await give(stage, mentor, "Замена", kind=Kind.ON_CONDITION)
    await play(stage, date(2026, 11, 16))
    assert captions(mentor)[0] == ["✅ Наступило"]

    await mentor.taps("✅ Наступило")
    await mentor.taps("30")

    assert lines(mentor)[0] == "✅ Срок поставлен: до 30 ноября (осталось 14 дней)."
    assert await stage.db.read(lambda s: s.get_one(Item, item_id).due) == date(2026, 11, 30)


async def test_what_will_not_happen_is_not_needed(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    (item_id,) = await give(stage, mentor, "Замена", kind=Kind.ON_CONDITION)
    await play(stage, date(2026, 11, 16))

    await mentor.taps("Другое")
    await mentor.taps("Не нужно")

    assert await status(stage, item_id) is Status.NA


async def test_a_late_message_says_so(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")
    # The program did not run that day: nothing was ticked until the evening.
    stage.clock.jump(datetime(2026, 10, 16, 19, tzinfo=MOSCOW))

    await stage.app.tick()
    await stage.settle()

    assert lines(mentor)[1].startswith("Сообщение пришло позже обычного")


@pytest.mark.parametrize(("until", "late"), [(17, False), (21, True)])
async def test_a_message_that_waited_for_the_messenger_says_so(
    stage: Any, until: int, late: bool
) -> None:
    """The bundle is for four o'clock; at nine in the evening it has to wait for Monday too."""
    _, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")
    await play(stage, date(2026, 10, 16), 14)
    before = len(mentor.messages)

    stage.world.faults.add(Fault.SERVER_ERROR, "sendMessage", times=1000)
    await play(stage, date(2026, 10, 16), until)
    stage.world.faults.clear()
    await play(stage, date(2026, 10, 19), 23)

    assert len(mentor.messages) == before + 1
    assert ("Сообщение пришло позже обычного" in mentor.screen.text) is late


async def test_whom_nothing_reaches_is_listed_with_what_to_do(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await stage.without_chat("Бумагин Олег Ильич", Role.MENTOR, post="учитель")
    paper = next(iter(await stage.db.read(without_chat)))

    def make(session: Session) -> None:
        now = stage.clock.now()
        row = roadmap(session, now, stage.school_id)
        item(session, now, row, "Беседа", paper, due=DUE)

    await stage.db.write(make)
    await play(stage, date(2026, 10, 16))

    assert lines(curator)[1] == (
        "Сегодня передайте лично, туда бот не пишет: Бумагин О. И. (1 дело)."
    )
    await curator.taps("Кому передать лично")
    await curator.taps(f"Бумагин{NBSP}О.{NBSP}И. · 1{NBSP}дело · чата с ботом нет")
    assert lines(curator) == [
        "Бумагин О. И., учитель",
        "⚠️ Чата с ботом нет. Передайте лично или пригласите: по ссылке чат открывается за минуту.",
        "1 · Беседа",
        "до 30 октября (осталось 14 дней)",
    ]
    assert len(mentor.messages) == 1


def without_chat(session: Session) -> list[int]:
    from db.models import Identity, Person

    known = select(Identity.person_id)
    return list(session.scalars(select(Person.id).where(Person.id.not_in(known))))


async def test_a_blocked_chat_is_mentioned_and_comes_back(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")

    await mentor.blocks()
    await play(stage, date(2026, 10, 6))
    assert lines(curator)[1] == "⚠️ Сообщения перестали доходить: Орлова А. Ю."
    await play(stage, date(2026, 10, 16))
    assert lines(curator)[1] == (
        "Сегодня передайте лично, туда бот не пишет: Орлова А. Ю. (1 дело)."
    )

    await mentor.unblocks()
    await play(stage, date(2026, 10, 19))
    assert lines(mentor)[2:] == ["1 · Встреча", "до 30 октября (осталось 11 дней)"]


async def test_the_curator_sees_what_will_be_sent(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча", "Отчёт")

    await curator.taps("Школа")
    await curator.taps("Что будет отправлено")
    assert lines(curator)[-1] == "До этого дня напоминать не о чем."
    await curator.taps("Месяц")

    assert lines(curator) == [
        "📅 Что будет отправлено · до 5 ноября",
        "Всего 5 сообщений.",
        "16 октября",
        "16:00 · Орлова А. Ю.: Встреча и ещё 1",
        "27 октября",
        "16:00 · Орлова А. Ю.: Встреча и ещё 1",
        "30 октября",
        "16:00 · Орлова А. Ю.: Встреча и ещё 1",
        "2 ноября",
        "16:00 · Орлова А. Ю.: Встреча и ещё 1",
        "5 ноября",
        "09:00 · Ветрова О. С.: Орлова А. Ю.: Встреча и ещё 1",
    ]


FORGED = ["fc:0", "fh:w:0", "dl:0"]


@pytest.mark.parametrize("data", FORGED)
async def test_a_mentor_may_not_look_at_everybodys_mail(stage: Any, data: str) -> None:
    _, mentor, _ = await put_on(stage)

    await mentor.taps(data=data, message_id=mentor.screen.message_id)

    assert mentor.alerts[-1].startswith("Это действие для Вашей роли закрыто")


OF_AN_OCCURRENCE = [
    "bo:{0}", "bl:{0}:monday", "bm:{0}:0:0", "bd:{0}:20261020", "bn:{0}", "bu:{0}",
    "by:{0}", "bx:{0}", "bh:{0}:0:0", "bt:{0}:20261030",
]  # fmt: skip


async def test_nobody_of_another_school_gets_through(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")
    await play(stage, date(2026, 10, 16))
    place = stage.school_id
    occurrence, person_id, message = await stage.db.read(ids)
    await stage.school("МБОУ «СОШ № 2»")
    foreign = await stage.join("Чужих Инна Львовна", Role.CURATOR)
    screen = foreign.screen.message_id
    forged = [each.format(occurrence) for each in OF_AN_OCCURRENCE]
    forged += [f"bv:{place}:{person_id}", f"br:{message}:0", f"bb:{message}"]

    for data in forged:
        alerts = len(foreign.alerts)
        await foreign.taps(data=data, message_id=screen)
        assert len(foreign.alerts) == alerts + 1, data
    assert await stage.db.read(untouched)


def ids(session: Session) -> tuple[int, int, int]:
    row = session.scalars(select(Reminder)).one()
    message = session.scalars(
        select(OutboxMessage.id).where(OutboxMessage.state == OutboxState.SENT)
    ).one()
    return row.occurrence_id, row.person_id, message


def untouched(session: Session) -> bool:
    row = session.scalars(select(Reminder)).one()
    place = session.scalars(select(Organisation).order_by(Organisation.id)).first()
    return row.snoozed_until is None and place is not None and place.preferences == {}


def test_every_button_of_reminders_is_forged_here() -> None:
    """A new button must be added to the forgeries above."""
    prefixes = {
        prefix
        for prefix, kind in registry.BUTTONS.items()
        if kind.__module__ == "handlers.buttons.reminders"
    }

    assert prefixes == {
        data.split(":")[0] for data in [*FORGED, *OF_AN_OCCURRENCE, "bv", "br", "bb"]
    }


async def test_of_what_others_have_overdue_reminding_is_the_likely_act(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")
    await play(stage, date(2026, 11, 5))
    await curator.taps("Другое")
    assert captions(curator)[:2] == [["🕒 Напомнить"], ["✅ Готово"]]
    assert not curator.screen.has("Не моё")
    assert curator.screen.has("Завтра")
