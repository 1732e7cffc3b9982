from datetime import date

import pytest

from domain.progress import (
    Leaf,
    Progress,
    Status,
    combined,
    count,
    is_due_this_week,
    is_overdue,
    shares,
)

TODAY = date(2026, 10, 14)  # a Wednesday
TODO, STARTED, DONE, NA = Status.TODO, Status.STARTED, Status.DONE, Status.NA


def test_everything_is_counted_once() -> None:
    leaves = [
        Leaf(TODO, date(2026, 10, 13)),
        Leaf(STARTED, date(2026, 10, 18)),
        Leaf(TODO, date(2026, 10, 19)),
        Leaf(DONE, date(2026, 10, 1)),
        Leaf(DONE, None),
        Leaf(TODO, None),
        Leaf(TODO, None, firm=False),
        Leaf(NA, date(2026, 10, 1)),
    ]

    assert count(leaves, TODAY) == Progress(
        total=7, done=2, started=1, overdue=1, due_this_week=1, undated=1, na=1
    )


def test_due_today_is_soon_and_not_late() -> None:
    today = Leaf(TODO, TODAY)

    assert (is_overdue(today, TODAY), is_due_this_week(today, TODAY)) == (False, True)


def test_what_is_only_asked_about_is_never_overdue() -> None:
    assert not is_overdue(Leaf(TODO, date(2026, 9, 30), firm=False), TODAY)


@pytest.mark.parametrize(
    ("done", "total", "percent"),
    [(0, 0, 0), (0, 9, 0), (1, 3, 33), (2, 3, 67), (1, 300, 1), (199, 200, 99), (200, 200, 100)],
)
def test_percent_is_rounded_but_never_says_nothing_or_all_too_early(
    done: int, total: int, percent: int
) -> None:
    assert Progress(total=total, done=done).percent == percent


@pytest.mark.parametrize(
    ("statuses", "share", "whole"),
    [
        ([], (0, 0), TODO),
        ([TODO, TODO], (0, 2), TODO),
        ([STARTED, TODO], (0, 2), STARTED),
        ([DONE, TODO], (1, 2), STARTED),
        ([DONE, DONE, NA], (2, 2), DONE),
        ([NA, NA], (0, 0), NA),
    ],
)
def test_an_item_of_several_people(
    statuses: list[Status], share: tuple[int, int], whole: Status
) -> None:
    assert (shares(statuses), combined(statuses)) == (share, whole)
