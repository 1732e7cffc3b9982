"""Rules of programmes: what is agreed to, terms by the pair's own dates, heads of documents."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pairs import PairState, Side
from domain.programmes import (
    Head,
    PlanLine,
    Stage,
    core_hash,
    day_at,
    last_day,
    moves_terms,
    percent_of,
    side_of,
    stage_of,
    text_hash,
)
from domain.programmes.reading import head_of

HEAD = Head("трудно", "цель", "задачи", "итоги")
LINE = PlanLine("Посетить урок", "Заметки", "до 1 декабря", '["dates"]')


def test_the_hash_is_of_the_words_not_of_the_spaces() -> None:
    spaced = replace(HEAD, goal="  цель \n")
    assert text_hash(HEAD, [LINE]) == text_hash(spaced, [replace(LINE, title="Посетить  урок")])
    assert len(text_hash(HEAD, [LINE])) == 64


@pytest.mark.parametrize("part", ["difficulties", "goal", "tasks", "expected"])
def test_every_part_of_the_head_is_agreed_to(part: str) -> None:
    assert text_hash(HEAD, [LINE]) != text_hash(replace(HEAD, **{part: "другое"}), [LINE])


@pytest.mark.parametrize("part", ["title", "result", "said", "term"])
def test_every_word_of_a_line_is_agreed_to(part: str) -> None:
    assert text_hash(HEAD, [LINE]) != text_hash(HEAD, [replace(LINE, **{part: "другое"})])


def test_only_the_goal_and_the_terms_ask_for_a_new_agreement() -> None:
    before = core_hash(HEAD, [LINE])
    reworded = replace(LINE, title="Сходить на урок", result="Список", said="к декабрю")
    assert core_hash(replace(HEAD, tasks="иные"), [reworded]) == before
    assert core_hash(replace(HEAD, goal="иная"), [LINE]) != before
    assert core_hash(HEAD, [replace(LINE, term='["none"]')]) != before


@pytest.mark.parametrize(
    ("first", "ends", "last"),
    [
        (date(2026, 9, 15), date(2027, 3, 1), date(2027, 3, 1)),
        (date(2026, 9, 15), None, date(2027, 5, 31)),
        (date(2027, 2, 1), None, date(2027, 5, 31)),
        (date(2027, 6, 10), None, date(2028, 5, 31)),
        (date(2026, 9, 15), date(2026, 9, 1), date(2027, 5, 31)),  # entered the wrong way round
    ],
)
def test_the_last_day(first: date, ends: date | None, last: date) -> None:
    assert last_day(first, ends) == last


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 800), st.integers(0, 100))
def test_days_lie_within_the_stretch(first: date, length: int, percent: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    assert first <= day_at(first, last, percent) <= last
    assert day_at(first, last, 0) == first
    assert day_at(first, last, 100) == last


@given(st.integers(200, 800), st.integers(0, 100))
def test_a_share_of_a_long_stretch_comes_back(length: int, percent: int) -> None:
    first = date(2026, 9, 1)
    last = date.fromordinal(first.toordinal() + length)
    assert percent_of(first, last, day_at(first, last, percent)) == percent


def test_days_outside_of_the_stretch_are_its_ends() -> None:
    first, last = date(2026, 9, 1), date(2027, 5, 31)
    assert percent_of(first, last, date(2026, 1, 1)) == 0
    assert percent_of(first, last, date(2028, 1, 1)) == 100
    assert percent_of(first, first, first) == 0


@pytest.mark.parametrize(
    ("entries", "side"),
    [
        (["Наставник"], Side.MENTOR),
        (["наставляемый"], Side.MENTEE),
        (["Молодой педагог"], Side.MENTEE),
        (["Наставник, наставляемый"], None),
        (["Наставник", "наставляемый"], None),
        (["Совместно с наставником"], None),
        (["Директор"], None),
        ([], None),
    ],
)
def test_whose_work_it_is(entries: list[str], side: Side | None) -> None:
    assert side_of(entries) is side


@pytest.mark.parametrize(
    ("draft", "closed", "put", "stage"),
    [
        (True, False, False, Stage.WRITING),
        (True, False, True, Stage.PUT),
        (False, False, False, Stage.RUNNING),
        (False, True, False, Stage.CLOSED),
    ],
)
def test_stages(draft: bool, closed: bool, put: bool, stage: Stage) -> None:
    assert stage_of(draft=draft, closed=closed, put=put) is stage


def test_only_coming_back_from_a_pause_moves_terms() -> None:
    moving = {(was, now) for was in PairState for now in PairState if moves_terms(was, now)}
    assert moving == {(PairState.PAUSED, PairState.ACTIVE)}


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        (
            ["Цель: вести уроки", "Задачи:", "1. готовиться", "2. разбирать"],
            Head(goal="вести уроки", tasks="1. готовиться\n2. разбирать"),
        ),
        (
            ["Запрос наставляемого: дисциплина", "Ожидаемые результаты — спокойные уроки"],
            Head(difficulties="дисциплина", expected="спокойные уроки"),
        ),
        (
            ["2. Цель программы: рост", "Срок реализации: год", "Наставник: Громов П. И."],
            Head(goal="рост"),
        ),
        (["УТВЕРЖДАЮ", "Директор школы", "Программа"], Head()),
    ],
)
def test_heads_of_documents(lines: list[str], head: Head) -> None:
    assert head_of(lines) == head
