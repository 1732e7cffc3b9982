"""Pairs in the weekly message: whom to help, meetings of the week, who may be named."""

from datetime import date, timedelta
from typing import Any

from domain.roles import Role
from tests.handlers.test_digest import books, digests, plant, play, said
from tests.handlers.test_health import Played, held
from tests.item_factories import Row
from tests.stage import Stage

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
