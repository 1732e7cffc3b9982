"""Own words and questions that an answer opens tell nothing of the counts that are kept back."""

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import combinations_with_replacement
from typing import Any

import pytest

from domain.survey import AnswerStatus, Compare, Condition, Kind, Question, Reply
from domain.survey.guarding import guarded
from domain.survey.holding import holds
from domain.survey.statistics import Tally, tallies
from tests.domain.test_survey_anonymity import ambiguous
from tests.survey_factories import options, question

GIVEN = AnswerStatus.GIVEN
WHY = [
    Condition("like", values=("o1",)),
    Condition("like", values=("o2",)),
    Condition("like", values=("o1", "o2")),
    Condition("like", test=Compare.IS_NOT, values=("o1",)),
    Condition("like", test=Compare.ANSWERED),
]


def shown(tally: Tally) -> Hashable:
    found = tally.numbers
    mean = None if found is None or found.mean is None else round(found.mean, 1)
    counts = tuple(part.count for part in tally.parts)
    return tally.told, tally.given, tally.not_reached, counts, mean, sorted_words(tally)


def sorted_words(tally: Tally) -> Hashable:
    return tuple(sorted(tally.words))


def published(
    asked: Question, values: Sequence[Any], branches: Sequence[Condition], text: str = ""
) -> Hashable:
    """All that is told: of a question, and of one that is required where each condition opens."""
    own = {each.key for each in asked.options if each.own}
    chosen = [value if isinstance(value, list) else [value] for value in values]
    replies = [
        Reply(GIVEN, value, text if own & set(some) else "")
        for value, some in zip(values, chosen, strict=True)
    ]
    told = guarded(tallies(asked, replies)[0])
    found = [shown(told)]
    for condition in branches:
        reach = [reply for reply in replies if holds(condition, {(asked.key, 0): reply})]
        for kind, value in ((Kind.LONG, "слово"), (Kind.ONE, "o1")):
            opened = question("why", kind, shown_if=condition)
            after = [*[Reply(GIVEN, value)] * len(reach), *[None] * (len(values) - len(reach))]
            found.append(shown(guarded(tallies(opened, after)[0], {asked.key: (told,)})))
    return tuple(found)


@pytest.mark.parametrize("people", [5, 6, 7, 8, 9, 10, 11])
def test_of_one_choice(people: int) -> None:
    asked = question("like", options=options("да", "нет", "другое", own=True))
    keys = [each.key for each in asked.options]
    worlds = [
        (published(asked, values, WHY, "своё"), Counter(values))
        for values in combinations_with_replacement(keys, people)
    ]
    assert ambiguous(worlds, keys) == []


@pytest.mark.parametrize("people", [5, 6, 7, 8])
def test_of_several_choices(people: int) -> None:
    asked = question("like", Kind.SEVERAL, options=options("да", "другое", own=True))
    keys = [each.key for each in asked.options]
    every: list[list[str]] = [["o1"], ["o2"], ["o1", "o2"]]
    worlds = [
        (published(asked, values, WHY, "своё"), Counter(key for some in values for key in some))
        for values in combinations_with_replacement(every, people)
    ]
    assert ambiguous(worlds, keys) == []


@pytest.mark.parametrize("people", [5, 6, 7, 8])
def test_of_a_scale(people: int) -> None:
    asked = Question("like", Kind.SCALE, "?")
    low = [Condition("like", test=Compare.AT_MOST, values=(at,)) for at in (2, 3)]
    high = [Condition("like", test=Compare.AT_LEAST, values=(at,)) for at in (3, 4)]
    worlds = [
        (published(asked, values, [*low, *high]), Counter(values))
        for values in combinations_with_replacement(range(1, 6), people)
    ]
    assert ambiguous(worlds, range(1, 6)) == []


def test_the_audits_cases() -> None:
    asked = question("like", options=options("да", "нет", "другое", own=True))
    replies = [*[Reply(GIVEN, "o1")] * 5, Reply(GIVEN, "o3", "своё слово")]
    told = guarded(tallies(asked, replies)[0])
    assert (told.words, {part.count for part in told.parts}) == ((), {None})

    lacking = question("lack", Kind.LONG, shown_if=Condition("like", values=("o2",)))
    after = [*[None] * 5, Reply(GIVEN, "времени")]
    found = guarded(tallies(lacking, after)[0], {"like": (told,)})
    assert (found.told, found.given, found.not_reached, found.words) == (False, 0, 0, ())


def test_a_branch_is_told_beside_counts_that_are_told() -> None:
    asked = question("like", options=options("да", "нет", "другое", own=True))
    replies = [*[Reply(GIVEN, "o1")] * 5, *[Reply(GIVEN, "o2")] * 5,
               *[Reply(GIVEN, "o3", "своё")] * 3]  # fmt: skip
    told = guarded(tallies(asked, replies)[0])
    assert told.words == ("своё",) * 3
    lacking = question("lack", Kind.LONG, shown_if=WHY[1])
    after = [*[None] * 8, *[Reply(GIVEN, "времени")] * 5]
    found = guarded(tallies(lacking, after)[0], {"like": (told,)})
    assert (found.told, found.given, found.words) == (True, 5, ("времени",) * 5)
    both = question("lack", Kind.LONG, shown_if=Condition(any_of=(WHY[0], WHY[1])))
    assert not guarded(tallies(both, after)[0], {"like": (told,)}).told
