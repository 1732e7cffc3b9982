"""The calendar and the pager."""

from dataclasses import dataclass
from datetime import date

from handlers.keyboards.build import in_pairs
from handlers.keyboards.calendar import calendar
from handlers.keyboards.pager import cut, pager, pages
from handlers.registry import Button

# None is registered: the bot has no such buttons.


@dataclass(frozen=True)
class Pick(Button):
    day: date


@dataclass(frozen=True)
class Flip(Button):
    year: int
    month: int


@dataclass(frozen=True)
class Page(Button):
    page: int


def test_a_month_starts_on_monday_and_flips_over_new_year() -> None:
    rows = calendar(2026, 12, Pick, Flip)

    assert [caption for caption, _ in rows[0]] == ["‹", "декабрь 2026", "›"]
    assert rows[0][2][1] == Flip(2027, 1)
    assert [caption.strip("·") for caption, _ in rows[2]] == ["", "1", "2", "3", "4", "5", "6"]
    assert rows[2][1][1] == Pick(date(2026, 12, 1))
    assert max(map(len, rows)) == 7


def test_the_pager_says_how_many_are_left() -> None:
    assert pager(0, 20, Page) == [("Ещё 12 ›", Page(1))]
    assert pager(1, 20, Page) == [("‹ Раньше", Page(0)), ("Ещё 4 ›", Page(2))]
    assert pager(2, 20, Page) == [("‹ Раньше", Page(1))]
    assert pager(0, 8, Page) == []


def test_a_page_beyond_the_end_is_the_last() -> None:
    assert list(cut(range(20), 9)) == [16, 17, 18, 19]
    assert pages(0) == 1


def test_days_before_the_first_are_blanks_that_redraw() -> None:
    rows = calendar(2026, 12, Pick, Flip, first=date(2026, 12, 3))

    assert rows[0][0] == ("·", Flip(2026, 12)), "no way to months that are over"
    assert [target for _, target in rows[2]] == [
        *[Flip(2026, 12)] * 3,
        *(Pick(date(2026, 12, day)) for day in range(3, 7)),
    ]
    assert calendar(2027, 1, Pick, Flip, first=date(2026, 12, 3))[0][0] == ("‹", Flip(2026, 12))


def test_a_caption_that_is_long_for_half_a_row_has_its_own() -> None:
    said = ["Картинки", "Папка", "Приложение к приказу (Word)", "Ссылка", "Найти"]
    rows = in_pairs([(caption, Page(0)) for caption in said])

    assert [[caption for caption, _ in row] for row in rows] == [
        ["Картинки", "Папка"], ["Приложение к приказу (Word)"], ["Ссылка", "Найти"],
    ]  # fmt: skip
