"""Averages tell nobody's own rating."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.ratings import LEAST, Average, Averages, averages, period


def rated(group: str, *people: int, rating: int = 4) -> list[tuple[str, int, int]]:
    return [(group, person, rating) for person in people]


def test_fewer_than_five_people_have_no_average() -> None:
    assert averages(rated("a", 1, 2, 3, 4)) == Averages(None, (), 1)


def test_one_person_with_many_ratings_is_one_person() -> None:
    assert averages(rated("a", 1, 1, 1, 1, 1, 2, 3, 4)) == Averages(None, (), 1)


def test_everybody_counts_once() -> None:
    given_ = [*rated("a", 1, 1, 1, rating=1), *rated("a", 2, 3, 4, 5, rating=5)]
    assert averages(given_).total == Average(5, 4.2)


def test_a_small_group_takes_the_next_smallest_with_it() -> None:
    given_ = [*rated("a", *range(10)), *rated("b", *range(10, 16)), *rated("c", 16)]
    found = averages(given_)

    assert found == Averages(Average(17, 4), (("a", Average(10, 4)),), 2)


def test_small_groups_that_are_enough_together_hide_nobody_else() -> None:
    given_ = [*rated("a", *range(6)), *rated("b", 6, 7, 8), *rated("c", 9, 10)]

    assert averages(given_) == Averages(Average(11, 4), (("a", Average(6, 4)),), 2)


def test_groups_that_are_all_big_are_all_told() -> None:
    given_ = [*rated("a", *range(5)), *rated("b", *range(5, 11), rating=5)]

    assert averages(given_) == Averages(
        Average(11, 4.5), (("b", Average(6, 5)), ("a", Average(5, 4))), 0
    )


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.integers(0, 30), st.integers(1, 5)), max_size=80
    )
)
def test_what_is_hidden_is_nobody_or_five_people(ratings: list[tuple[str, int, int]]) -> None:
    found = averages(ratings)
    told = {key for key, _ in found.groups}
    left = {person for group, person, _ in ratings if group not in told}

    assert all(each.people >= LEAST for _, each in found.groups)
    assert (found.total is None) == (len({person for _, person, _ in ratings}) < LEAST)
    assert found.total is None or not left or len(left) >= LEAST
    assert len(told) + found.hidden == len({group for group, *_ in ratings})


def test_the_year_up_to_the_end_of_last_month() -> None:
    assert period(date(2026, 11, 16)) == (date(2026, 8, 1), date(2026, 10, 31))
    assert period(date(2026, 8, 5)) == (date(2025, 8, 1), date(2026, 7, 31))
    assert period(date(2027, 1, 1)) == (date(2026, 8, 1), date(2026, 12, 31))
