"""Pairs in the weekly message: whom to help, meetings of the week, who may be named."""

from datetime import date, timedelta
from typing import Any

from domain.roles import Role
from handlers.buttons.meetings import MeetingBoard
from tests.handlers.test_digest import books, digests, plant, play, said
from tests.handlers.test_health import Played, held
from tests.item_factories import Row
from tests.pair_factories import pair
from tests.services.test_ratings import rated
from tests.stage import START, Stage

MONDAY = date(2026, 10, 12)
WEEK = timedelta(days=7)


async def begun(stage: Stage, *met: date, head: bool = False) -> Played:
    played = Played(stage)
    await played.begin(*met)
    if head:
        played.head = await stage.join("Орлова Анна Юрьевна", Role.HEAD)
    owner = stage.person_id(played.curator)
    await plant(stage, Row("Приказ", number="1", term="до 25.05.2027", owners=(owner,)))
    return played


def lines(book: Any, sheet: str) -> list[list[Any]]:
    """Rows below the table's head."""
    rows = [[cell.value for cell in row if cell.value is not None] for row in book[sheet].rows]
    return [row for row in rows if row]


async def test_a_pair_is_named_once_it_was_asked_three_days_ago(stage: Stage) -> None:
    played = await begun(stage, date(2026, 9, 1))

    await play(stage, MONDAY)

    point = "Нужна помощь 1 паре, сначала: Громов П. И. → Ким А. Л."
    assert any(point in line for line in said(digests(played.curator)[0]))
    (book,) = books(played.curator)
    (pair,) = [row for row in lines(book, "Пары") if str(row[0]).startswith("Громов")]
    assert pair[1:3] == ["нужна помощь", "на вопрос бота нет ответа; давно нет встреч"]


async def test_what_is_said_privately_stands_in_no_file(stage: Stage) -> None:
    played = await begun(stage, date(2026, 9, 14), date(2026, 9, 28))
    await stage.advance_to(stage.clock.now() + timedelta(hours=7))
    await played.mentee.taps("Ответить иначе")
    await played.mentee.taps("Пока не складывается")

    await play(stage, MONDAY)

    (book,) = books(played.curator)
    everything = str([lines(book, sheet.title) for sheet in book.worksheets])
    assert "сложил" not in everything
    assert "складыва" not in everything
    assert "подробности в боте, в карточке пары" in everything


async def test_meetings_held_and_confirmed_since_the_last_message(stage: Stage) -> None:
    played = await begun(stage, date(2026, 9, 28))
    await play(stage, MONDAY)
    await stage.db.write(held, played.pair, date(2026, 10, 13))

    await play(stage, MONDAY + WEEK)

    changed = [line for line in said(digests(played.curator)[-1]) if "проведено встреч" in line]
    assert changed == ["Что изменилось с 12 октября: проведено встреч 1."]
    rows = lines(books(played.curator)[-1], "Встречи")
    assert rows[-1][1:] == [
        "Громов Пётр Ильич → Ким Анна Львовна",
        "отметил наставник, подтверждения пока нет",
    ]


async def test_heads_get_numbers_only(stage: Stage) -> None:
    played = await begun(stage, date(2026, 9, 1), head=True)
    await played.head.sends("/digest")

    (book,) = books(played.head)
    everything = str([lines(book, sheet) for sheet in ("Пары", "Встречи")])
    assert "Громов" not in everything
    assert ["нужна помощь", 1] in lines(book, "Пары")


async def test_pairs_without_a_roadmap_have_their_weekly_message(stage: Stage) -> None:
    played = Played(stage)
    await played.begin(date(2026, 9, 28))
    await stage.app.tick()
    await stage.db.write(held, played.pair, date(2026, 10, 7))

    await play(stage, MONDAY)

    message = played.curator.messages[-1]
    assert said(message) == [
        "📊 Сводка · МБОУ «СОШ № 1»",
        "Ольга Сергеевна, добрый день! Вот что видно на сегодня.",
        "Ничего срочного не ждёт.",
        "Что изменилось с 5 октября: проведено встреч 1.",
    ]
    assert not message.photo
    assert message.has("Кому нужна помощь")
    (book,) = books(played.curator)
    assert book.sheetnames == [
        "Что сделать", "Без чата и доставка", "Пары", "Встречи", "Как считается",
    ]  # fmt: skip
    rules = str(lines(book, "Как считается"))
    assert "«Встреч всего»: встречи пары, отмеченные как состоявшиеся" in rules
    assert "«Что нового»" in rules

    before = len(played.curator.messages)
    await play(stage, MONDAY + WEEK)
    weekly = [each for each in played.curator.messages[before:] if "Сводка" in each.text]
    assert weekly == [], "nothing waits and nothing changed"

    await played.curator.sends("/digest")
    assert "Вот что видно на сегодня." in played.curator.messages[-2].text


async def test_the_figures_of_pairs_are_explained_beside_the_roadmap(stage: Stage) -> None:
    played = await begun(stage, date(2026, 9, 1))

    await play(stage, MONDAY)

    (book,) = books(played.curator)
    rules = str(lines(book, "Как считается"))
    assert "«Встречи за период»: со дня прошлой сводки" in rules
    assert "Пара, которой нужна помощь, названа через три полных рабочих дня" in rules


async def _five_rate(stage: Stage, mentor: Any) -> None:
    for number in range(5):
        mentee = await stage.without_chat(f"Мышкин Лев {number}", Role.MENTEE)
        made = await stage.db.write(
            pair, START, stage.school_id, [stage.person_id(mentor)], [mentee],
            starts=date(2026, 9, 1),
        )  # fmt: skip
        await stage.db.write(rated, made, mentee, [5 if number else 3])


async def test_ratings_are_told_on_average_in_the_table_and_on_the_screen(stage: Stage) -> None:
    played = await begun(stage, date(2026, 9, 28))
    await _five_rate(stage, played.mentor)
    told = "Оценки встреч с начала учебного года по 30.09.2026: 4,6 из 5 (5 человек)."

    await played.curator.sends("/digest")
    notes = str(lines(books(played.curator)[-1], "Встречи")).replace("\\xa0", " ")
    assert told in notes
    assert "Педагог — педагог: 4,6 из 5 (5 человек)." in notes

    await played.curator.taps(data=MeetingBoard(0).pack())
    await played.curator.taps("Оценки встреч")
    assert said(played.curator.screen)[:3] == [
        "📊 Оценки встреч", told, "• Педагог — педагог: 4,6 из 5 (5 человек).",
    ]  # fmt: skip


async def test_four_ratings_stand_nowhere(stage: Stage) -> None:
    played = await begun(stage, date(2026, 9, 28))
    await played.curator.sends("/digest")
    assert "Оценки" not in str(lines(books(played.curator)[-1], "Встречи"))

    await played.curator.taps(data=MeetingBoard(0).pack())
    await played.curator.taps("Оценки встреч")
    assert said(played.curator.screen)[1] == (
        "Оценки встреч с начала учебного года по 30.09.2026: ответили меньше 5 человек, "
        "среднего нет."
    )
