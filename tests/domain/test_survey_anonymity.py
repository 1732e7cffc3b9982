"""An attacker with all published tables of an anonymous asking learns nothing of one or two."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations, combinations_with_replacement, product
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.survey import AnswerStatus, Condition, Kind, Question, Reply
from domain.survey.anonymity import (
    FEW,
    FLOOR,
    hidden_choices,
    hidden_parts,
    mixed,
    tellable,
    unfit,
)
from domain.survey.guarding import by_group, guarded
from domain.survey.statistics import Tally, tallies
from tests.survey_factories import options, question, questionnaire

sizes = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12), min_size=1)


def reply(value: Any, text: str = "") -> Reply:
    return Reply(AnswerStatus.GIVEN, value, text)


def told(asked: Question, values: Sequence[Any], silent: int = 0) -> Tally:
    return guarded(tallies(asked, [*map(reply, values), *[None] * silent])[0])


# -- groups -----------------------------------------------------------------------------------


@given(sizes)
def test_no_sum_and_no_difference_of_what_is_told_is_of_fewer_than_five(
    groups: dict[str, int],
) -> None:
    shown = tellable(groups)
    whole = sum(groups.values())
    for size in range(len(shown) + 1):
        for some in combinations(sorted(shown), size):
            part = sum(groups[key] for key in some)
            if some:
                assert part >= FLOOR
            rest = whole - part
            assert rest >= FLOOR or len(some) == len(groups) or not shown


@given(sizes)
def test_a_hidden_group_is_never_alone(groups: dict[str, int]) -> None:
    hidden = set(groups) - tellable(groups)
    assert len(hidden) != 1 or len(groups) == 1
    assert all(groups[key] >= FLOOR for key in tellable(groups))


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ({"a": 5, "b": 5}, {"a", "b"}),
        ({"a": 6, "b": 5, "c": 9}, {"a", "b", "c"}),
        ({"a": 9, "b": 4}, set()),  # the whole minus nine would be four
        ({"a": 9, "b": 4, "c": 6}, {"a"}),  # the next smallest goes too
        ({"a": 9, "b": 2, "c": 2, "d": 7}, {"a"}),  # two and two are still four
        ({"a": 9, "b": 3, "c": 2, "d": 7}, {"a", "d"}),
        ({"a": 9, "b": 0, "c": 7}, {"a"}),  # that nobody of a group has answered is not told
        ({"a": 4}, set()),
    ],
)
def test_groups(groups: dict[str, int], shown: set[str]) -> None:
    assert tellable(groups) == shown


# -- counts -----------------------------------------------------------------------------------


def ambiguous(
    worlds: Iterable[tuple[Hashable, Counter[Any]]], keys: Sequence[Any]
) -> list[tuple[Hashable, Any]]:
    """All worlds sorted by what is told of them: counts of 1 to FEW that only one world has."""
    by: defaultdict[Hashable, list[Counter[Any]]] = defaultdict(list)
    for published, world in worlds:
        by[published].append(world)
    return [
        (published, key)
        for published, some in by.items()
        for key in keys
        if len(found := {world[key] for world in some}) == 1 and 1 <= found.pop() <= FEW
    ]


@pytest.mark.parametrize("people", [5, 6, 7, 8, 9, 10])
@pytest.mark.parametrize("parts", [2, 3, 4])
def test_who_knows_the_rules_still_finds_no_count_of_one_or_two(people: int, parts: int) -> None:
    keys = range(parts)
    worlds = []
    for counts in product(range(people + 1), repeat=parts):
        if sum(counts) == people:
            hidden = hidden_parts(dict(enumerate(counts)))
            seen = tuple(None if key in hidden else counts[key] for key in keys)
            worlds.append((seen, Counter(dict(enumerate(counts)))))
    assert ambiguous(worlds, keys) == []


def test_what_is_kept_back_is_no_more_than_needed() -> None:
    assert hidden_parts({"a": 5, "b": 0}) == set()
    assert hidden_parts({"a": 5, "b": 3}) == set()
    assert hidden_parts({"a": 9, "b": 2, "c": 1}) == {"b", "c"}
    assert hidden_parts({"a": 9, "b": 2}) == {"a", "b"}
    assert hidden_parts({"a": 9, "b": 2, "c": 2, "d": 0}) == {"b", "c", "d"}
    assert hidden_choices({"a": 1, "b": 3, "c": 8, "d": 9}, 9) == {"a", "c"}


SCALES = [(Kind.SCALE, 5, people) for people in (5, 6, 7, 8)] + [
    (Kind.TEN, 10, people) for people in (5, 6)
]


@pytest.mark.parametrize(("kind", "most", "people"), SCALES)
def test_mean_median_and_points_of_a_scale_together_give_nobody_away(
    kind: Kind, most: int, people: int
) -> None:
    asked = Question("q", kind, "?")
    worlds = []
    for values in combinations_with_replacement(range(1, most + 1), people):
        tally = told(asked, values)
        numbers = tally.numbers
        assert numbers is not None
        mean = None if numbers.mean is None else round(numbers.mean, 1)
        seen = (
            tally.given, tuple(part.count for part in tally.parts), mean, numbers.median,
            numbers.least, numbers.most, tally.satisfied,
        )  # fmt: skip
        worlds.append((seen, Counter(values)))
    assert ambiguous(worlds, range(1, most + 1)) == []


@pytest.mark.parametrize("people", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("kind", [Kind.ONE, Kind.SEVERAL, Kind.SCALE, Kind.TEN, Kind.NUMBER])
def test_nothing_is_told_of_fewer_than_five_answers(kind: Kind, people: int) -> None:
    value: Any = {Kind.ONE: "o1", Kind.SEVERAL: ["o1"]}.get(kind, 5)
    tally = told(question("q", kind), [value] * people, silent=5)

    assert (tally.told, tally.given, tally.not_reached, tally.parts, tally.numbers) == (
        False, 0, 0, (), None,
    )  # fmt: skip


def test_a_branch_does_not_tell_the_count_that_opens_it() -> None:
    asked = question("why", Kind.SCALE, shown_if=Condition("like", values=("o1",)))

    def beside(liked: int, others: int) -> bool:
        earlier = told(question("like"), [*["o1"] * liked, *["o2"] * others])
        opened = tallies(asked, [*[reply(4)] * liked, *[None] * others])[0]
        return guarded(opened, {"like": (earlier,)}).told

    assert not beside(6, 1)
    assert beside(6, 3)
    assert told(question("why", Kind.SCALE), [4] * 6, silent=1).told


def test_why_somebody_has_not_answered_is_not_told() -> None:
    skipped, other = Reply(AnswerStatus.SKIPPED), Reply(AnswerStatus.NOT_APPLICABLE)
    found = guarded(tallies(question("q"), [*[reply("o1")] * 5, skipped, skipped, other, None])[0])
    assert (found.given, found.skipped, found.not_applicable, found.not_reached) == (5, 0, 0, 4)


def test_days_people_and_files_are_told_by_nothing() -> None:
    for kind, value in ((Kind.DATE, "2026-11-21"), (Kind.PERSON, 7), (Kind.FILE, {"sha": "0"})):
        assert not told(question("q", kind), [value] * 9).told


# -- what lies in the tables after closing ------------------------------------------------------


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.dictionaries(st.sampled_from("xyz"), st.integers())),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_shuffling_keeps_each_question_whole_and_the_told_groups_theirs(
    sheets: list[tuple[str, dict[str, int]]], random: Random
) -> None:
    groups = [group for group, _ in sheets]
    answers = [sheet for _, sheet in sheets]
    kept = {"x": frozenset("ab"), "y": frozenset("a")}
    out = mixed(answers, groups, lambda key: kept.get(key, frozenset()), random)

    def column(rows: list[dict[str, int]], key: str, group: str = "ab") -> Counter[int]:
        return Counter(
            row[key] for row, of in zip(rows, groups, strict=True) if key in row and of in group
        )

    for key in "xyz":
        assert column(out, key) == column(answers, key)
    assert column(out, "x", "a") == column(answers, "x", "a")
    assert column(out, "y", "a") == column(answers, "y", "a")


def test_shuffling_parts_the_answers_of_one_person() -> None:
    sheets = [{"x": at, "y": at} for at in range(40)]
    out = mixed(sheets, [""] * 40, lambda key: frozenset(), Random(1))
    together = sum(sheet["x"] == sheet["y"] for sheet in out)
    assert together < 6
    assert [sheet["x"] for sheet in out] != list(range(40))


def test_files_people_and_mentees_are_not_asked_anonymously() -> None:
    asked = questionnaire(
        question("a", Kind.FILE),
        question("b", Kind.PERSON, bank="mentors"),
        question("c", each_mentee=True),
        question("d", options=options("да", "нет")),
        question("e", Kind.SHORT, personal=True),
        question("f", Kind.NUMBER, fills="hours"),
        about="partner",
    )
    assert unfit(asked) == ("", "a", "b", "c", "e", "f")


def test_means_of_groups_beside_the_whole_give_nobody_away() -> None:
    """Two groups of five: told both, or one beside a rest that is not told."""
    asked = Question("q", Kind.SCALE, "?")
    made = {
        values: tallies(asked, [*map(reply, values)])[0]
        for values in combinations_with_replacement(range(1, 6), 5)
    }
    wholes: dict[tuple[int, ...], Tally] = {}
    worlds: list[list[tuple[Hashable, Counter[Any]]]] = [[], [], []]
    for first, second in product(made, repeat=2):
        both = tuple(sorted(first + second))
        if both not in wholes:
            whole = tallies(asked, [*map(reply, both)])[0]
            wholes[both] = guarded(whole)
        seen = wholes[both]
        for alone in (True, False):
            groups = {"a": made[first]} if alone else {"a": made[first], "b": made[second]}
            told = by_group(groups, made[second] if alone else None, seen)
            published = (alone, *_figures(seen), *((key, *_figures(t)) for key, t in told.items()))
            for at, values in enumerate((first, second, both)):
                worlds[at].append((published, Counter(values)))
    for some in worlds:
        assert ambiguous(some, range(1, 6)) == []


def _figures(tally: Tally) -> tuple[Hashable, ...]:
    found = tally.numbers
    mean = None if found is None or found.mean is None else round(found.mean, 1)
    return tuple(part.count for part in tally.parts), mean, found and found.median
