"""The weekly message in the chat: what it says, its buttons, its table, who may be named."""

from dataclasses import is_dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import handlers.all  # noqa: F401 - features word their own things
from db.models import Digest, DigestPlan, ForHead, Invitation, OutboxMessage, RoleGrant
from db.models.outbox import OutboxState
from domain.roles import Role
from exports.pictures import stages
from handlers import digest_points, digest_screen
from handlers.buttons.digest import DigestNow, DigestSettings, PassOn, TakeBack
from handlers.buttons.item import Done, MoveNow, OpenItem
from handlers.buttons.settings import SetDay
from services import actor as actors
from services import organisations
from services.digest import banks_part, leaves_part, pairs_part, surveys_part, things
from tests.handlers.test_reminders import captions, put_on
from tests.item_factories import Row, running
from tests.reminder_factories import MOSCOW

MONDAY = date(2026, 10, 12)
WEEK = timedelta(days=7)
SHEETS = ["Что сделать", "Дорожная карта", "Без чата и доставка", "Как считается"]


async def plant(stage: Any, *rows: Row, **more: Any) -> dict[str, int]:
    found = await stage.db.write(running, stage.clock.now(), stage.school_id, rows, **more)
    await stage.app.tick()
    return dict(found)


async def play(stage: Any, day: date, hour: int = 9, minute: int = 30) -> None:
    await stage.advance_to(datetime(day.year, day.month, day.day, hour, minute, tzinfo=MOSCOW))


def digests(actor: Any) -> list[Any]:
    """What came of itself under the table, or was asked for under the picture."""
    files = [screen for screen in actor.messages if screen.photo or screen.document]
    return [screen for screen in files if screen.text.startswith("📊")]


def said(screen: Any) -> list[str]:
    return [line for line in screen.text.replace("\xa0", " ").splitlines() if line]


def books(actor: Any) -> list[Any]:
    files = [screen.document for screen in actor.messages if screen.document]
    return [openpyxl.load_workbook(BytesIO(data)) for _, data in files]


def cells(book: Any, sheet: str | None = None) -> list[str]:
    """Everything that stands in a workbook, or in one sheet of it."""
    chosen = [book[sheet]] if sheet else book.worksheets
    return [
        str(cell.value)
        for one in chosen
        for row in one.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def table(book: Any, sheet: str) -> list[list[str]]:
    """The rows under the header, without bands."""
    rows = [[cell.value for cell in row] for row in book[sheet].iter_rows()]
    header = next(at for at, row in enumerate(rows) if sum(v is not None for v in row) > 2)
    return [
        ["" if v in {None, 0} else str(v) for v in row]
        for row in rows[header + 1 :]
        if any(row[1:])
    ]


async def a_small_roadmap(stage: Any, owner: Any) -> dict[str, int]:
    who = (stage.person_id(owner),)
    return await plant(
        stage,
        Row("Приказ", number="1", stage="Первый этап", term="до 06.10.2026", owners=who),
        Row("Анкета", number="2", stage="Первый этап", term="до 15.10.2026", owners=who),
        Row("Отчёт", number="3", stage="Второй этап", term="до 20.05.2027", owners=who),
        Row("Встреча", number="4", stage="Второй этап", owners=who),
    )


def test_everything_that_may_wait_has_words() -> None:
    kinds = {
        each
        for module in (banks_part, things, leaves_part, pairs_part, surveys_part)
        for each in vars(module).values()
        if is_dataclass(each) and each.__module__ == module.__name__
    }
    assert kinds == set(digest_points.kinds())


async def test_on_monday_morning_one_message_comes_with_the_table(stage: Any) -> None:
    curator, mentor, head = await put_on(stage)
    await a_small_roadmap(stage, mentor)

    await play(stage, MONDAY)

    assert said(curator.messages[-2]) == [
        "📊 Сводка · МБОУ «СОШ № 1»",
        "Ольга Сергеевна, добрый день! Выполнено 0 из 4 (0 %), просрочено 1.",
        "Что сделать сначала",
        "1 · 1. Приказ: срок 6 октября прошёл 6 дней назад (Орлова А. Ю.)",
        "2 · Без срока: 1 пункт",
        "3 · На этой неделе подходит 1 срок",
        "Что изменилось с 5 октября: новых просрочек 1.",
    ]
    assert captions_of(curator.messages[-2]) == [
        ["1 Напомнить", "1 Директору"], ["2 Назначить сроки"], ["3 Показать"], ["Меню"],
    ]  # fmt: skip
    name, _ = curator.messages[-2].document
    assert name == "Сводка — МБОУ «СОШ № 1» — 2026-10-12.xlsx"
    (book,) = books(curator)
    assert book.sheetnames == SHEETS
    assert table(book, "Что сделать")[0] == [
        "1", "1. Приказ", "Орлова Анна Юрьевна", "срок 6 октября прошёл 6 дней назад",
        "напомнить или передать директору",
    ]  # fmt: skip
    assert digests(mentor) == digests(head) == []

    picture = curator.messages[-1]
    assert picture.photo
    assert captions_of(picture) == [["Меню"]]
    assert said(picture) == [
        "Ход работы · МБОУ «СОШ № 1»", "Выполнено 0 из 4 (0 %), просрочено 1.",
    ]  # fmt: skip


async def test_it_sounds_once(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await a_small_roadmap(stage, mentor)
    calls: list[tuple[str, bool | None]] = []

    async def listen(make: Any, bot: Any, method: Any) -> Any:
        calls.append((type(method).__name__, getattr(method, "disable_notification", None)))
        return await make(bot, method)

    stage.app.bot.session.middleware(listen)
    await play(stage, MONDAY)

    assert calls[-2:] == [("SendDocument", None), ("SendPhoto", True)]
    assert {name for name, _ in calls[:-2]} == {"SendMessage"}
    # What the daily message would have said of the same item is said in it.
    assert await stage.db.read(_kinds, stage.person_id(curator)) == [
        ("digest", OutboxState.SENT), ("bundle", OutboxState.SENT),
    ]  # fmt: skip


def _kinds(session: Session, person_id: int) -> list[tuple[str, OutboxState]]:
    rows = session.execute(
        select(OutboxMessage.kind, OutboxMessage.state)
        .where(OutboxMessage.person_id == person_id)
        .order_by(OutboxMessage.id)
    )
    return [(row.kind, row.state) for row in rows]


async def test_the_daily_message_of_that_day_goes_within_it(stage: Any) -> None:
    """What is due on the Monday stands under the table, whole behind a button, and the other days
    have their own messages."""
    curator, mentor, _ = await put_on(stage)
    mine = (stage.person_id(curator),)
    await plant(
        stage,
        Row("Приказ", number="1", term="до 06.10.2026", owners=(stage.person_id(mentor),)),
        *(Row(f"Дело {n}", term="до 12.10.2026", owners=mine) for n in (1, 2, 3)),
        *(Row(f"На {day}", term=f"до {day}.10.2026", owners=mine) for day in (13, 14, 15, 16)),
    )  # fmt: skip
    await play(stage, MONDAY)

    came = curator.messages[-2]
    assert said(came)[-2:] == [
        "Ещё на сегодня: 4 дела. Дело 1 (сегодня последний день); "
        "Дело 2 (сегодня последний день). Остальное по кнопке ниже.",
        "Что изменилось с 5 октября: новых просрочек 1.",
    ]
    assert captions_of(came)[-2:] == [["Дела на сегодня"], ["Меню"]]
    await curator.taps("Дела на сегодня")
    assert said(curator.screen)[1:3] == ["Напоминаю: 4 дела.", "1 · Дело 1"]

    await play(stage, date(2026, 10, 16))
    days = await stage.db.read(_sent_days, stage.person_id(curator))
    assert days == [
        ("bundle", "09.10 09:00"),
        ("digest", "12.10 09:00"),
        *(("bundle", f"{day}.10 09:00") for day in (13, 14, 15, 16)),
    ]


def _sent_days(session: Session, person_id: int) -> list[tuple[str, str]]:
    rows = session.execute(
        select(OutboxMessage.kind, OutboxMessage.sent_at)
        .where(
            OutboxMessage.person_id == person_id, OutboxMessage.solicited.is_(False),
            OutboxMessage.sent_at.is_not(None),
        )
        .order_by(OutboxMessage.sent_at)
    )  # fmt: skip
    return [(row.kind, f"{row.sent_at.astimezone(MOSCOW):%d.%m %H:%M}") for row in rows]


async def test_nobody_is_named_before_three_working_days_have_passed(stage: Any) -> None:
    """Asked on Thursday, the mentor is a number on Monday and a name a week later."""
    curator, mentor, _ = await put_on(stage)
    await play(stage, date(2026, 10, 8))
    who = (stage.person_id(mentor),)
    await plant(stage, Row("Приказ", number="1", term="до 08.10.2026", owners=who))
    await play(stage, MONDAY)
    (book,) = books(curator)

    assert "1 · 1. Приказ: срок 8 октября прошёл 4 дня назад (у 1 человека)" in said(
        digests(curator)[0]
    )
    assert [cell for cell in cells(book) if "Орлова" in cell] == []
    assert table(book, "Дорожная карта")[0][4] == "1 человек"
    assert "Директору" not in str(digests(curator)[0].buttons)

    await play(stage, MONDAY + WEEK)
    assert any("(Орлова А. Ю.)" in line for line in said(digests(curator)[1]))
    assert table(books(curator)[1], "Дорожная карта")[0][4] == "Орлова Анна Юрьевна"


async def test_who_was_never_asked_is_never_named(stage: Any) -> None:
    """Somebody without a chat is a number until a link of their own was without an answer."""
    curator, _, _ = await put_on(stage)
    person = await stage.without_chat("Ланская Инна Олеговна", Role.MENTOR, post="учитель")
    await plant(stage, Row("Приказ", number="1", term="до 06.10.2026", owners=(person,)))

    await play(stage, MONDAY + WEEK)

    (first, second) = books(curator)
    for book in (first, second):
        assert [cell for cell in cells(book) if "Ланская" in cell] == []
        assert table(book, SHEETS[2])[0][:3] == ["ещё 1 человек", "", "чата с ботом нет"]
        assert any("«Кому не доходит»" in cell for cell in cells(book, SHEETS[2]))
    assert "2 · Не доходит до 1 человека, чата нет у 1: 1 дело на две недели" in said(
        digests(curator)[0]
    )


async def test_who_did_not_answer_a_link_is_named_to_be_spoken_to(stage: Any) -> None:
    curator, _, _ = await put_on(stage)
    people = [
        await stage.without_chat(name, Role.MENTOR, post="учитель")
        for name in ("Ланская Инна Олеговна", "Ясенева Вера Ильинична")
    ]
    await plant(stage, Row("Приказ", term="до 06.10.2026", owners=tuple(people)))
    await play(stage, date(2026, 10, 6))
    await stage.db.write(_invite, stage.school_id, people[0], stage.clock.now())
    await play(stage, date(2026, 10, 8))
    await stage.db.write(_invite, stage.school_id, people[1], stage.clock.now())

    await play(stage, MONDAY)

    sheet = table(books(curator)[0], SHEETS[2])
    assert [row[0] for row in sheet[:2]] == ["Ланская Инна Олеговна", "ещё 1 человек"]
    await play(stage, MONDAY + WEEK)
    sheet = table(books(curator)[1], SHEETS[2])
    assert [row[0] for row in sheet[:2]] == ["Ланская Инна Олеговна", "Ясенева Вера Ильинична"]


def _invite(session: Session, place: int, person_id: int, now: datetime) -> None:
    session.add(
        Invitation(
            organisation_id=place, role=Role.MENTOR, person_id=person_id, nonce="0", max_uses=1,
            created_at=now, expires_at=now + 4 * WEEK,
        )
    )  # fmt: skip


async def test_nothing_comes_where_nothing_waits_and_nothing_changed(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    who = (stage.person_id(mentor),)
    found = await plant(stage, Row("Отчёт", term="до 20.05.2027", owners=who))

    await play(stage, MONDAY + WEEK)
    assert digests(curator) == []
    assert await stage.db.read(_made, stage.person_id(curator)) == [
        ("start", False), ("2026-W42", False), ("2026-W43", False),
    ]  # fmt: skip

    await _done(stage, mentor, found["Отчёт"])
    await play(stage, MONDAY + 2 * WEEK)
    assert said(digests(curator)[0])[2:] == [
        "Ничего срочного не ждёт.",
        "Что изменилось с 19 октября: выполнено 1.",
        "Выполнено всё, что было намечено. Спасибо Вам и всем, кто помогал!",
    ]


def _made(session: Session, person_id: int) -> list[tuple[str, bool]]:
    rows = session.execute(
        select(Digest.period, Digest.sent).where(Digest.person_id == person_id).order_by(Digest.id)
    )
    return [(row.period, row.sent) for row in rows]


async def _done(stage: Any, owner: Any, item_id: int) -> None:
    await owner.taps(data=OpenItem(item_id).pack())
    await owner.taps(data=Done(item_id).pack())


async def test_changes_are_marked_by_word_and_colour(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    found = await a_small_roadmap(stage, mentor)
    await play(stage, MONDAY)
    await _done(stage, mentor, found["Приказ"])
    await curator.taps(data=MoveNow(found["Отчёт"], date(2027, 5, 25), 0).pack())

    await play(stage, MONDAY + WEEK)

    sheet = books(curator)[-1]["Дорожная карта"]
    marks = {
        row[2].value: (row[0].value, row[0].fill.start_color.rgb)
        for row in sheet.iter_rows()
        if row[2].value
    }
    assert marks["Приказ"] == ("выполнено", "00E2EFDA")
    assert marks["Отчёт"] == ("срок сдвинут", "00FFF2CC")
    assert marks["Анкета"] == ("просрочено впервые", "00F8CBAD")
    assert marks["Встреча"][0] is None
    assert said(digests(curator)[1])[-2:] == [
        "Что изменилось с 12 октября: выполнено 1, новых просрочек 1, перенесено сроков 1.",
        "Хорошая новость: дело движется, закрыт 1 пункт.",
    ]


async def test_the_command_gives_it_at_once_and_moves_nothing(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    found = await a_small_roadmap(stage, mentor)
    await _done(stage, mentor, found["Приказ"])

    await curator.sends("/digest")
    assert said(digests(curator)[0])[-2] == "Что изменилось с 5 октября: выполнено 1."
    assert books(curator)[0].sheetnames == SHEETS

    await play(stage, MONDAY)
    assert said(digests(curator)[1])[-2] == "Что изменилось с 5 октября: выполнено 1."


async def test_two_roadmaps_have_a_sheet_each(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await a_small_roadmap(stage, mentor)
    await plant(stage, Row("Отзыв"), title="Вторая карта")

    await curator.sends("/digest")

    (book,) = books(curator)
    assert book.sheetnames == [
        "Что сделать", "Дорожная карта", "Дорожная карта 2", "Без чата и доставка",
        "Как считается",
    ]  # fmt: skip
    assert book["Дорожная карта 2"]["A1"].value == "Вторая карта"
    rows = [[cell.value for cell in row] for row in book["Что сделать"].iter_rows()]
    assert ["№", "Что", "Дорожная карта", "У кого", "Срок", "Что сделать"] in rows
    assert {row[2] for row in table(book, "Что сделать")} == {
        "Дорожная карта наставничества", "Вторая карта",
    }  # fmt: skip
    assert "Выполнено 0 из 5 (0 %) по 2 дорожным картам." in said(digests(curator)[0])[1]
    assert said(curator.screen) == [
        "📎 Таблица к сводке: что сделать, ход по 2 дорожным картам "
        "(«Дорожная карта наставничества», «Вторая карта»), кому не доходит, как считается.",
    ]


async def test_the_command_for_who_gets_none(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)

    await mentor.sends("/digest")

    assert said(mentor.screen)[1] == (
        "Сводку недели получают куратор, директор и координатор. А всё, что ждёт Вас, собрано "
        "в Ваших делах."
    )
    assert captions(mentor) == [["Мои дела"], ["Меню"]]


async def test_the_command_before_any_roadmap_runs(stage: Any) -> None:
    curator, _, _ = await put_on(stage)

    await curator.sends("/digest")

    assert said(curator.screen)[1].startswith("Сводить пока нечего")
    assert captions(curator) == [["Загрузить дорожную карту"], ["Меню"]]


async def test_a_day_off_moves_it_to_tuesday(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await a_small_roadmap(stage, mentor)
    await curator.taps(data=SetDay(stage.school_id, False, MONDAY).pack())

    await play(stage, MONDAY, hour=23)
    assert digests(curator) == []
    await play(stage, MONDAY + timedelta(days=1))
    assert len(digests(curator)) == 1


async def test_a_head_gets_counts_once_a_month(stage: Any) -> None:
    _, mentor, head = await put_on(stage)
    await a_small_roadmap(stage, mentor)

    await play(stage, date(2026, 11, 1))
    assert digests(head) == []
    await play(stage, date(2026, 11, 2))

    assert said(digests(head)[0])[2:] == [
        "Что сделать сначала",
        "1 · Просрочено: 2 пункта",
        "2 · Без срока: 1 пункт",
        "Что изменилось с 5 октября: новых просрочек 2.",
    ]
    (book,) = books(head)
    assert [cell for cell in cells(book) if "Орлова" in cell or "человек" in cell[:12]] == []
    assert book.sheetnames == SHEETS


async def test_a_head_hears_which_of_several_roadmaps_it_is(stage: Any) -> None:
    _, mentor, head = await put_on(stage)
    await a_small_roadmap(stage, mentor)
    await plant(stage, Row("Отзыв", term="до 20.10.2026"), title="Вторая карта")

    await play(stage, date(2026, 11, 2))

    assert said(digests(head)[0])[3:5] == [
        "1 · Просрочено: 2 пункта («Дорожная карта наставничества»)",
        "2 · Просрочено: 1 пункт («Вторая карта»)",
    ]


async def test_equal_items_of_two_roadmaps_say_which_they_are_of(stage: Any) -> None:
    curator, _, _ = await put_on(stage)
    row = Row("Отчёт", number="1", term="до 06.10.2026")
    await plant(stage, row, Row("Отзыв"))
    await plant(stage, row, Row("Анкета"), year=2025)

    await play(stage, MONDAY)

    lines = [line for line in said(digests(curator)[0]) if line[:1].isdigit()]
    assert sorted(line[4:].partition(":")[0] for line in lines[:2]) == [
        "1. Отчёт · 2025/26", "1. Отчёт · 2026/27",
    ]  # fmt: skip
    assert lines[2:] == [
        "3 · Без срока: 1 пункт («2026/27»)",
        "4 · Без срока: 1 пункт («2025/26»)",
    ]


async def test_what_the_head_does_is_not_passed_on_to_the_head(stage: Any) -> None:
    curator, _, head = await put_on(stage)
    await a_small_roadmap(stage, head)

    await play(stage, MONDAY)

    assert captions_of(digests(curator)[0])[0] == ["1 Напомнить", "1 Открыть"]
    assert table(books(curator)[0], "Что сделать")[0][-1] == "напомнить"


async def test_what_is_passed_on_reaches_the_head_once_by_name(stage: Any) -> None:
    curator, mentor, head = await put_on(stage)
    await a_small_roadmap(stage, mentor)
    await play(stage, MONDAY)

    await curator.taps("1 Директору")
    assert said(curator.screen) == [
        "✅ Передано директору",
        "1. Приказ",
        "Директор увидит это в сводке: 19 октября, в 9:00. Один раз.",
    ]
    await curator.taps(data=PassOn((await stage.db.read(_passed))[0]).pack())

    await play(stage, MONDAY + WEEK)
    assert said(digests(head)[0])[3] == (
        "1 · Передал куратор: 1. Приказ: срок 6 октября прошёл 13 дней назад (Орлова А. Ю.)"
    )
    await play(stage, date(2026, 11, 9))
    assert len(digests(head)) == 2  # the month's own
    assert not any("Передал куратор" in line for line in said(digests(head)[1]))
    # The curator is offered to remind again, not to pass on again.
    assert captions_of(digests(curator)[-1])[0] == ["1 Напомнить", "1 Открыть"]


def captions_of(screen: Any) -> list[list[str]]:
    return [[caption.replace("\xa0", " ") for caption in row] for row in screen.buttons]


def _passed(session: Session) -> list[int]:
    return list(session.scalars(select(ForHead.item_id)))


async def test_the_next_term_of_what_was_passed_on_is_another_matter(stage: Any) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await stage.without_chat("Климов Пётр Ильич", Role.HEAD)
    mentor = await stage.join("Орлова Анна Юрьевна", Role.MENTOR)
    owners = (stage.person_id(mentor),)
    found = await plant(stage, Row("Отчёт", term="до 06.10.2026, до 13.10.2026", owners=owners))
    await play(stage, MONDAY)
    await curator.taps("1 Директору")
    await curator.sends("/digest")
    assert "Директору" not in str(digests(curator)[-1].buttons)

    await mentor.taps(data=Done(found["Отчёт"]).pack())
    await play(stage, MONDAY + timedelta(days=3))
    await curator.sends("/digest")
    assert "1 Директору" in str(digests(curator)[-1].buttons)


async def test_it_can_be_kept_from_the_head_until_told(stage: Any) -> None:
    curator, mentor, head = await put_on(stage)
    found = await a_small_roadmap(stage, mentor)
    await curator.taps(data=PassOn(found["Приказ"]).pack())

    await curator.taps("Не передавать")
    assert said(curator.screen) == ["Директору не передаём.", "1. Приказ"]
    await play(stage, MONDAY)
    assert not any("Передал" in screen.text for screen in digests(head))

    await curator.taps(data=PassOn(found["Приказ"]).pack())
    await play(stage, MONDAY + WEEK)
    await curator.taps(data=TakeBack(found["Приказ"]).pack())
    assert said(curator.screen)[0] == "Директор уже увидел это в сводке."


async def test_an_overdue_item_is_passed_on_from_its_card(stage: Any) -> None:
    curator, mentor, head = await put_on(stage)
    found = await a_small_roadmap(stage, mentor)
    await play(stage, date(2026, 10, 8))

    for actor in (mentor, head):
        await actor.taps(data=OpenItem(found["Приказ"]).pack())
        assert not actor.screen.has("Передать директору")
    await curator.taps(data=OpenItem(found["Приказ"]).pack())
    await curator.taps("Передать директору")

    assert said(curator.screen)[0] == "✅ Передано директору"


async def test_a_coordinator_gets_counts_by_school_and_no_names(stage: Any) -> None:
    above = await stage.municipality()
    coordinator = await stage.join("Рябинина Вера Леонидовна", Role.COORDINATOR)
    await stage.school("Школа № 5", parent_id=above)
    mentor = await stage.join("Орлова Анна Юрьевна", Role.MENTOR)
    await a_small_roadmap(stage, mentor)
    await stage.school("Школа № 6", parent_id=above)

    await play(stage, MONDAY)

    assert said(digests(coordinator)[0]) == [
        "📊 Сводка · Управление образования",
        "Вера Леонидовна, добрый день! Выполнено 0 из 4 (0 %), просрочено 1.",
        "Что сделать сначала",
        "1 · Школа № 5: просрочено 1 пункт",
        "Что изменилось с 5 октября: в школах новых просрочек 1.",
    ]
    (book,) = books(coordinator)
    assert table(book, "Школы")[0] == ["Школа № 5", "4", "", "", "", "1", "1"]
    assert "Школа № 6\nкарта не запущена" in cells(book, "Школы")
    assert [cell for cell in cells(book) if "Орлова" in cell or "Приказ" in cell] == []


async def test_own_day_hour_and_rhythm(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await a_small_roadmap(stage, mentor)

    await curator.sends("/settings")
    await curator.taps("Сводка недели")
    assert said(curator.screen)[1:3] == [
        "Приходит по понедельникам в 9:00.", "Следующая: 12 октября, в 9:00.",
    ]  # fmt: skip
    await curator.taps("День недели")
    await curator.taps("Среда")
    await curator.taps("Время")
    await curator.taps("14:00")
    assert said(curator.screen)[1:3] == [
        "Приходит по средам в 14:00.", "Следующая: 7 октября, в 14:00.",
    ]  # fmt: skip
    await play(stage, date(2026, 10, 7), hour=14)
    assert len(digests(curator)) == 1

    await curator.taps(data=DigestSettings(stage.school_id).pack())
    await curator.taps("Не присылать")
    assert said(curator.screen)[1:] == [
        "Сама не приходит. Её всегда можно взять командой /digest.",
    ]  # fmt: skip
    await play(stage, MONDAY + 2 * WEEK)
    assert len(digests(curator)) == 1
    await curator.taps(data=DigestSettings(stage.school_id).pack())
    await curator.taps("Раз в месяц")
    assert said(curator.screen)[1:3] == [
        "Приходит в первую среду месяца в 14:00.", "Следующая: 5 ноября, в 14:00.",
    ]  # fmt: skip


async def test_another_time_zone_moves_it(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await a_small_roadmap(stage, mentor)
    person_id = stage.person_id(curator)
    assert await stage.db.read(_next, person_id) == datetime(2026, 10, 12, 9, tzinfo=MOSCOW)

    administrator = await stage.join("Лапин Глеб Аркадьевич", Role.ADMINISTRATOR)
    await stage.db.write(
        lambda session: organisations.set_zone(
            session,
            actors.load(session, str(administrator.id), stage.clock.now(), "Europe/Moscow"),
            stage.school_id,
            "Asia/Omsk",
        )
    )

    assert await stage.db.read(_next, person_id) == datetime(2026, 10, 12, 6, tzinfo=MOSCOW)


def _next(session: Session, person_id: int) -> datetime | None:
    return session.scalar(select(DigestPlan.next_at).where(DigestPlan.person_id == person_id))


@pytest.mark.parametrize("forged", ["digest", "settings", "pass_on"])
async def test_nothing_of_another_school(stage: Any, forged: str) -> None:
    _, mentor, _ = await put_on(stage)
    found = await a_small_roadmap(stage, mentor)
    place = stage.school_id
    await stage.school("Школа № 9")
    stranger = await stage.join("Чужой Олег Иванович", Role.CURATOR)
    request = {
        "digest": DigestNow(place),
        "settings": DigestSettings(place),
        "pass_on": PassOn(found["Приказ"]),
    }[forged]

    await stranger.taps(data=request.pack())

    words = stranger.screen.text + "".join(stranger.alerts)
    assert "Приказ" not in words
    assert "СОШ № 1" not in words
    assert digests(stranger) == []
    assert await stage.db.read(_passed) == []


async def test_the_daily_message_does_not_say_again_what_the_digest_said(stage: Any) -> None:
    """The escalation falls on the Monday of the digest."""
    curator, mentor, _ = await put_on(stage)
    who = (stage.person_id(mentor),)
    await plant(stage, Row("Приказ", number="1", term="до 07.10.2026", owners=who))

    await play(stage, MONDAY + timedelta(days=3))

    assert [screen.text.count("Приказ") for screen in curator.messages[1:]] == [1, 0]


async def test_a_table_that_fails_does_not_keep_the_words_back(
    stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    curator, mentor, _ = await put_on(stage)
    await a_small_roadmap(stage, mentor)
    monkeypatch.setattr(digest_screen, "digest_book", stages.frame.head)  # so called it fails

    await play(stage, MONDAY)

    assert digests(curator) == books(curator) == []
    assert said(curator.messages[-2])[0] == "📊 Сводка · МБОУ «СОШ № 1»"


async def test_a_picture_that_fails_is_given_up(
    stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    curator, mentor, _ = await put_on(stage)
    await a_small_roadmap(stage, mentor)
    monkeypatch.setattr(stages, "png", stages.frame.head)  # called with one argument it fails

    await play(stage, MONDAY)

    (came,) = digests(curator)
    assert came.message_id == curator.messages[-1].message_id
    assert came.document


async def test_a_flood_of_late_items_stays_within_a_caption(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    who = (stage.person_id(mentor),)
    await plant(
        stage,
        *(
            Row(f"Очень длинное название мероприятия с пояснениями {n} " * 6, number=f"1.{n}",
                term="до 06.10.2026", owners=who)
            for n in range(30)
        ),
    )  # fmt: skip

    await play(stage, MONDAY)

    (screen,) = digests(curator)
    assert len(screen.text.encode("utf-16-le")) // 2 <= 1024
    points = len(screen.buttons) - 2  # the last rows: of today, and the menu
    assert points == len([t for t in said(screen) if t[1:4] == " · "])
    left = [line for line in said(screen) if line.startswith("И ещё ")]
    assert left == [f"И ещё {30 - points} — в таблице."]
    assert len(table(books(curator)[0], "Что сделать")) == 30


async def test_what_comes_late_says_so(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await a_small_roadmap(stage, mentor)

    stage.clock.jump(datetime(2026, 10, 27, 12, tzinfo=MOSCOW))
    await play(stage, date(2026, 10, 27), hour=12, minute=30)

    assert said(digests(curator)[0])[2] == (
        "Пришла позже обычного: бот какое-то время не мог её отправить."
    )
    assert [period for period, _ in await stage.db.read(_made, stage.person_id(curator))] == [
        "start", "2026-W44",
    ]  # fmt: skip


async def test_it_waits_until_there_is_room(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await a_small_roadmap(stage, mentor)
    await play(stage, date(2026, 10, 9), hour=18)
    await stage.db.write(_five_sent, stage.person_id(curator), stage.clock.now())

    await play(stage, MONDAY, hour=18)
    assert digests(curator) == books(curator) == []
    await play(stage, date(2026, 10, 19), hour=8)

    assert len(digests(curator)) == 1
    assert len(books(curator)) == 1


def _five_sent(session: Session, person_id: int, now: datetime) -> None:
    session.add_all(
        OutboxMessage(
            person_id=person_id, kind="bundle", payload={}, dedup_key=f"sent {n}",
            send_after=now, state=OutboxState.SENT, sent_at=now, created_at=now,
        )
        for n in range(5)
    )  # fmt: skip


async def test_a_role_that_ended_gets_nothing_more(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await a_small_roadmap(stage, mentor)

    def end(session: Session) -> None:
        for grant in session.scalars(
            select(RoleGrant).where(RoleGrant.person_id == stage.person_id(curator))
        ):
            grant.until = stage.clock.now()

    await stage.db.write(end)
    await play(stage, MONDAY)

    assert digests(curator) == []
    assert await stage.db.read(_next, stage.person_id(curator)) is None


async def test_the_forecast_says_who_gets_a_digest_and_when(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await plant(stage, Row("Приказ", term="до 31 мая 2027", owners=(stage.person_id(curator),)))
    await curator.sends("/menu")
    await curator.taps("Школа")
    await curator.taps("Что будет отправлено")

    assert said(curator.screen) == [
        "📅 Что будет отправлено · до 12 октября",
        "Сводки, если будет о чём сказать:",
        "09:00 · Ветрова О. С.: в понедельник 12 октября",
        "До этого дня напоминать не о чем.",
    ]
    await curator.taps("Месяц")
    assert said(curator.screen)[1:] == [
        "Сводки, если будет о чём сказать:",
        "09:00 · Ветрова О. С.: в понедельник 12 октября",
        "09:00 · Зимин П. И.: в понедельник 2 ноября",
        "До этого дня напоминать не о чем.",
    ]
