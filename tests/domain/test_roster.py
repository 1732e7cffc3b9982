"""Lists of people as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.roster import LINES_LIMIT, Entry, parse


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("Ветрова Ольга Сергеевна, методист", Entry("Ветрова Ольга Сергеевна", "методист")),
        ("Ветрова Ольга Сергеевна", Entry("Ветрова Ольга Сергеевна")),
        ("1. Ветрова О. С., методист", Entry("Ветрова О. С.", "методист")),
        ("2) Громов  Пётр ;  завуч ", Entry("Громов Пётр", "завуч")),
        ("— Ким Анна — учитель физики, химии", Entry("Ким Анна", "учитель физики, химии")),
        ("Салтыкова-Щедрина Анна, психолог", Entry("Салтыкова-Щедрина Анна", "психолог")),
        ("Кораблёв Миша\t7 Б", Entry("Кораблёв Миша", "7 Б")),
    ],
)
def test_one_line(line: str, entry: Entry) -> None:
    assert parse(line) == [entry]


def test_several_lines_at_once() -> None:
    text = "1. Ветрова Ольга, методист\n\n2. Громов Пётр, завуч\n---\n123"

    assert parse(text) == [Entry("Ветрова Ольга", "методист"), Entry("Громов Пётр", "завуч")]


def test_no_more_than_a_hundred() -> None:
    assert len(parse("Иванов Иван\n" * 150)) == LINES_LIMIT


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(any(map(str.isalpha, entry.name)) for entry in parse(text))
