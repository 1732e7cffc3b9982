"""The pictures fit a phone whatever the roadmap: nothing outside, nothing over anything else."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image

from exports.counting import Status
from exports.pictures import burndown, fonts, gantt, stages
from exports.pictures.data import (
    ROWS,
    BurndownData,
    GanttBar,
    GanttData,
    StageBar,
    StagesData,
)
from exports.pictures.looks import SMALL, TALLEST, WIDTH
from exports.pictures.shapes import Area, Picture

TODAY, FIRST, LAST = date(2026, 11, 16), date(2026, 9, 1), date(2027, 5, 31)
LONG = "Разработка и утверждение комплекта нормативных документов " * 5
ENDLESS = "сверхдлинноеслово" * 20
STATES: tuple[Status, ...] = (
    "done", "started", "todo", "overdue", "ongoing", "waiting", "na",
)  # fmt: skip


def overlapping(areas: Sequence[Area]) -> list[tuple[Area, Area]]:
    return [
        (one, two)
        for one, two in combinations(areas, 2)
        if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] - 3 and two[1] < one[3] - 3
    ]


def check(picture: Picture) -> None:
    """What holds of every picture."""
    areas = [text.area for text in picture.texts if text.words]
    outside = [
        area
        for area in areas
        if area[0] < 0 or area[1] < 0 or area[2] > picture.width or area[3] > picture.height
    ]
    assert (picture.width, picture.height <= TALLEST) == (WIDTH, True)
    assert outside == []
    assert overlapping(areas) == []
    assert min(text.size for text in picture.texts) >= SMALL


def stages_of(count: int, name: str = "Этап") -> StagesData:
    bars = tuple(StageBar(f"{name} {at}", at % 9, 9, 9 - at % 9) for at in range(count))
    return StagesData(LONG, "МБОУ «СОШ № 1»", TODAY, bars)


def plan_of(count: int, *, name: str = "Пункт", state: Status | None = None) -> GanttData:
    bars = tuple(
        GanttBar(
            f"{at}. {name}",
            state or STATES[at % len(STATES)],
            SPANS[at % len(SPANS)],
            lasting=at % 8 == 7,
        )
        for at in range(count)
    )
    return GanttData(LONG, LONG, 1, count, TODAY, FIRST, LAST, bars)


DAY = timedelta(days=1)
SPANS = (
    ((FIRST, FIRST + 14 * DAY),),
    ((None, TODAY),),
    ((LAST, LAST),),
    ((TODAY, None),),
    tuple((FIRST + 30 * at * DAY,) * 2 for at in range(8)),
    (),
)


def burnt(total: int, done: int, last: date = LAST) -> BurndownData:
    fact = tuple((FIRST + at * DAY, total - at) for at in range(1, done + 1))
    plan = tuple((FIRST + 5 * at * DAY, total - at) for at in range(1, total + 1))
    return BurndownData(LONG, TODAY, FIRST, last, total, plan, fact)


@pytest.mark.parametrize("count", [0, 1, 3, 14, 15, 51])
@pytest.mark.parametrize("name", ["Этап", LONG, ENDLESS])
def test_stages_fit(count: int, name: str) -> None:
    check(stages.layout(stages_of(count, name)))


@pytest.mark.parametrize("count", [0, 1, 3, ROWS])
@pytest.mark.parametrize("name", ["Пункт", LONG, ENDLESS])
def test_the_plan_fits(count: int, name: str) -> None:
    check(gantt.layout(plan_of(count, name=name)))


@pytest.mark.parametrize("state", STATES)
def test_the_plan_fits_in_every_state(state: Status) -> None:
    picture = gantt.layout(plan_of(ROWS, state=state))

    check(picture)
    signs = [text.words for text in picture.texts if len(text.words) == 1]
    # One for every row and one in the legend: nothing is told by colour alone.
    assert signs == [signs[0]] * (ROWS + 1)


@pytest.mark.parametrize(("total", "done"), [(0, 0), (1, 0), (1, 1), (51, 30), (300, 0), (999, 9)])
def test_what_is_left_fits(total: int, done: int) -> None:
    check(burndown.layout(burnt(total, done)))


@pytest.mark.parametrize("years", [1, 2, 3, 9])
def test_any_length_of_time_fits(years: int) -> None:
    last = date(2026 + years, 5, 31)

    check(burndown.layout(burnt(51, 9, last)))
    check(gantt.layout(GanttData("", "", 1, 1, TODAY, FIRST, last, plan_of(1).bars)))


@pytest.mark.parametrize("today", [FIRST, LAST, FIRST - DAY, LAST + DAY, date(2030, 1, 1)])
def test_any_day_of_today_fits(today: date) -> None:
    bars = plan_of(7).bars

    check(gantt.layout(GanttData("Карта", "", 1, 7, today, FIRST, LAST, bars)))


def test_numbers_stand_beside_the_bars() -> None:
    data = StagesData("", "", TODAY, (StageBar("Начало", 3, 8, 2), StageBar("", 0, 0)))

    said = [text.words for text in stages.layout(data).texts if text.bold]

    assert said == [
        "Выполнение по этапам", "3 из 8 · просрочено 2", "!", "не требуется", "Вся дорожная карта",
        "3 из 8 · просрочено 2", "!", "!",
    ]  # fmt: skip


def test_more_stages_than_there_is_room_for_are_put_together() -> None:
    said = [text.words for text in stages.layout(stages_of(20)).texts]

    assert [words for words in said if words.startswith("Ещё")] == ["Ещё 7 этапов"]


def test_the_months_stand_over_the_plan() -> None:
    said = [text.words for text in gantt.layout(plan_of(1)).texts]

    assert [words for words in said if words in MONTHS] == [
        "сен", "окт", "ноя", "дек", "янв", "фев", "мар", "апр", "май",
    ]  # fmt: skip
    assert "сегодня, 16 ноября" in said


MONTHS = {"янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"}


def test_the_same_data_gives_the_same_file() -> None:
    assert gantt.png(plan_of(ROWS)) == gantt.png(plan_of(ROWS))
    assert stages.png(stages_of(3)) == stages.png(stages_of(3))


@pytest.mark.parametrize(
    ("png", "picture"),
    [
        (stages.png(stages_of(3)), stages.layout(stages_of(3))),
        (gantt.png(plan_of(9)), gantt.layout(plan_of(9))),
        (burndown.png(burnt(51, 30)), burndown.layout(burnt(51, 30))),
    ],
    ids=["stages", "gantt", "burndown"],
)
def test_the_file_is_a_picture_of_that_size(png: bytes, picture: Picture) -> None:
    image = Image.open(BytesIO(png))

    assert (image.format, image.size) == ("PNG", (picture.width, picture.height))
    assert len(png) < 400_000


@pytest.mark.parametrize("room", [60, 200, 900])
@pytest.mark.parametrize("text", [LONG, ENDLESS, "Приказ", ""])
def test_a_clipped_line_fits_its_room(text: str, room: int) -> None:
    line = fonts.clip(text, room, SMALL)

    assert fonts.width(line, SMALL) <= room
    assert line.endswith("…") == (fonts.width(" ".join(text.split()), SMALL) > room)


def test_wrapped_lines_lose_no_word_that_has_room() -> None:
    lines = fonts.wrap("Дорожная карта наставничества на учебный год", 400, SMALL, most=4)

    assert " ".join(lines) == "Дорожная карта наставничества на учебный год"
    assert all(fonts.width(line, SMALL) <= 400 for line in lines)
