"""Proposed months: by the words of a stage, in order, within the period, not yet over."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.rhythm import parse, rhythm
from domain.deadlines import Period
from domain.rhythm import Beat, Months, Stage, months, propose, recognised

YEAR = Period.school_year(2026)
SUMMER = date(2026, 8, 20)
NAMES = (
    "Подготовка условий для реализации системы наставничества",
    "Формирование банка наставляемых",
    "Формирование банка наставников",
    "Отбор и обучение",
    "Формирование наставнических пар / групп",
    "Организация и осуществление работы наставнических пар / групп",
    "Организация текущего контроля достижения планируемых результатов",
    "Завершение наставничества",
    "Мотивация и поощрения наставников",
    "Информационная поддержка системы наставничества",
)


def told(found: list[Months | None]) -> list[str]:
    """«9», «11-12», «*» for the whole period."""
    return [
        "*" if one is None
        else str(one.first.month) if one.first.month == one.last.month
        else f"{one.first.month}-{one.last.month}"
        for one in found
    ]  # fmt: skip


def proposed(names: tuple[str, ...], period: Period = YEAR, today: date = SUMMER) -> list[str]:
    return told(propose([Stage(name) for name in names], rhythm(), period, today))


def test_the_stages_of_the_target_model_have_their_months() -> None:
    assert proposed(NAMES) == ["9", "10", "10", "11", "11-12", "12-4", "2", "5", "5", "*"]


def test_a_stage_of_unknown_words_stands_between_its_neighbours() -> None:
    assert proposed((NAMES[0], "Этап Б", "Этап В", NAMES[7])) == ["9", "11", "2", "5"]


def test_stages_of_unknown_words_are_spread_over_the_period() -> None:
    assert proposed(("А", "Б", "В", "Г")) == ["10", "12", "1", "3"]


def test_one_stage_out_of_order_does_not_move_the_others() -> None:
    assert proposed((NAMES[7], *NAMES[:5])) == ["9", "9", "10", "10", "11", "11-12"]


def test_what_is_over_of_the_year_is_not_proposed() -> None:
    found = proposed(NAMES, today=date(2027, 2, 10))

    assert found == ["2", "2", "2", "2", "2", "2-4", "2", "5", "5", "*"]


def test_a_month_of_which_a_few_days_are_left_gives_way_to_the_next() -> None:
    assert proposed(NAMES[:2], today=date(2026, 10, 29)) == ["11", "11"]


def test_a_year_that_has_not_begun_is_whole() -> None:
    nextly = Period.school_year(2027)

    found = propose([Stage(NAMES[0])], rhythm(), nextly, date(2026, 10, 5))

    assert found == [Months(date(2027, 9, 1), date(2027, 9, 30))]


def test_the_ends_of_the_period_are_kept() -> None:
    short = Period(date(2026, 9, 10), date(2026, 12, 15))

    found = propose([Stage(NAMES[0]), Stage(NAMES[5])], rhythm(), short, SUMMER)

    assert found == [
        Months(date(2026, 9, 10), date(2026, 9, 30)),
        Months(date(2026, 12, 1), date(2026, 12, 15)),
    ]


def test_of_several_years_the_present_one_is_taken() -> None:
    long = Period.calendar_years(2025, 2028)

    found = propose([Stage(NAMES[0]), Stage(NAMES[7])], rhythm(), long, date(2026, 9, 5))

    assert [one and one.first for one in found] == [date(2026, 9, 1), date(2027, 5, 1)]


def test_a_broad_name_gives_way_to_what_most_rows_are_about() -> None:
    rows = ("Сформировать наставнические пары", "Приказ о закреплении наставнических пар")
    name = "Организация и осуществление работы наставнических пар"

    found = recognised(Stage(name, rows), rhythm())

    assert (found and found.key, _key(name)) == ("pairs", "work")


def _key(name: str) -> str | None:
    found = recognised(Stage(name), rhythm())
    return found.key if found else None


def test_rows_tell_what_a_stage_without_a_name_is() -> None:
    titles = ("Завершение программ", "Мониторинг", "Сдать ключи")

    found = recognised(Stage("", titles), rhythm())

    assert found is not None
    assert found.key == "finish"


@given(
    st.lists(st.sampled_from([*NAMES, "", "Прочее", "Ещё этап"]), max_size=15),
    st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.integers(0, 1200),
)
def test_months_never_fall_and_stay_in_the_period(
    names: list[str], today: date, start: date, length: int
) -> None:
    period = Period(start, date.fromordinal(start.toordinal() + length))
    found = [one for one in propose([Stage(n) for n in names], rhythm(), period, today) if one]

    assert [one.first for one in found] == sorted(one.first for one in found)
    assert all(period.start <= one.first <= one.last <= period.end for one in found)
    if start <= today <= period.end:
        assert all(one.last >= today for one in found)


def test_the_months_of_a_period() -> None:
    assert [month.month for month in months(YEAR)] == [9, 10, 11, 12, 1, 2, 3, 4, 5]
    assert months(YEAR, date(2027, 5, 30)) == [date(2027, 5, 1)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "missing"),
        ('[[beats]]\nkey = "a"\nwords = [[]]', "recognised by nothing"),
        ('[[beats]]\nkey = "a"\nwords = [["б"]]\nfirst = 9', "one month of two"),
        ('[[beats]]\nkey = "a"\nwords = [["б"]]\nfirst = 5\nlast = 9', "ends before"),
        ('[[beats]]\nkey = "a"\nwords = [["б"]]\n[[beats]]\nkey = "a"\nwords = [["б"]]', "share"),
    ],
)
def test_a_wrong_rhythm_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse(text)


def test_a_rhythm_is_read() -> None:
    text = '[[beats]]\nkey = "a"\nwords = [["б", "в"]]\nfirst = 9\nlast = 1\nbroad = true'

    assert parse(text) == (Beat("a", (("б", "в"),), 9, 1, broad=True),)
