"""What may be told of an anonymous asking without telling of a person. Pure rules.

Nothing is told of fewer than FLOOR people: not of a group, not of what is left when the groups
that are told are taken from the whole. No count speaks of one or two. See
docs/decisions/0009-anonymous-answers.md.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from random import Random
from typing import Any, TypeVar

from domain.survey.model import Kind, Question, Questionnaire

FLOOR = 5  # people of whom something may be told
FEW = 2  # a count of 1 to FEW is told by nobody
K = TypeVar("K", bound=Hashable)
Columns = Mapping[str, Any]


def unfit(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Keys of the questions that no anonymous asking may have. "" stands for a questionnaire
    about somebody else."""
    found = tuple(each.key for each in questionnaire.questions if gives_away(each))
    return (("",) if questionnaire.about else ()) + found


def gives_away(question: Question) -> bool:
    """A file tells who has sent it, the number of mentees whose they are, facts of a person who
    it is; what fills a card of a bank is asked for the sake of the name."""
    named = question.kind in (Kind.FILE, Kind.PERSON) or question.each_mentee
    return named or question.personal or bool(question.fills)


def tellable(sizes: Mapping[K, int]) -> frozenset[K]:
    """The groups that may be told beside the whole: each is of FLOOR or more, and those that are
    not told are none, or at least two with FLOOR people or more together.

    A group without answers counts as a small one: who has not answered is not told either.
    """
    order = sorted(sizes, key=lambda key: (sizes[key], str(key)))
    hidden = [key for key in order if sizes[key] < FLOOR]
    rest = order[len(hidden) :]
    while hidden and rest and (len(hidden) < 2 or sum(sizes[key] for key in hidden) < FLOOR):
        hidden.append(rest.pop(0))
    return frozenset(rest)


def hidden_parts(counts: Mapping[K, int]) -> frozenset[K]:
    """Which counts of a whole that is told are kept back, where each person is in one of them.

    Those of 0 to FEW are, if any is of 1 to FEW; then the next smallest, while the sum of what is
    kept back leaves no doubt.
    """
    if not any(1 <= count <= FEW for count in counts.values()):
        return frozenset()
    order = sorted(counts, key=lambda key: (counts[key], str(key)))
    hidden = [key for key in order if counts[key] <= FEW]
    rest = order[len(hidden) :]
    if sum(counts.values()) == FEW * len(counts):
        return frozenset(counts)  # else FEW in each would be the only case with nothing told
    while rest and not _doubtful([counts[key] for key in hidden]):
        hidden.append(rest.pop(0))
    return frozenset(hidden)


def hidden_choices(counts: Mapping[K, int], people: int) -> frozenset[K]:
    """The same where each person may be in several: those that one or two have chosen, or all but
    one or two."""
    return frozenset(
        key for key, count in counts.items()
        if 1 <= count <= FEW or 1 <= people - count <= FEW
    )  # fmt: skip


def mixed(
    sheets: Sequence[Columns],
    groups: Sequence[str],
    within: Callable[[str], frozenset[str]],
    random: Random,
) -> list[dict[str, Any]]:
    """The same sheets with each question's answers shuffled for itself, so that no two answers
    of one person stand together any more. `within(question)`: the groups whose answers stay in
    their group, since they are told apart; all others are shuffled together."""
    columns = sorted({key for sheet in sheets for key in sheet})
    out: list[dict[str, Any]] = [{} for _ in sheets]
    for column in columns:
        kept = within(column)
        for part in _parts(groups, kept):
            values = [sheets[at].get(column) for at in part]
            random.shuffle(values)
            for at, value in zip(part, values, strict=True):
                if value is not None:
                    out[at][column] = value
    return out


def _parts(groups: Sequence[str], kept: frozenset[str]) -> list[list[int]]:
    parts: dict[str | None, list[int]] = {}
    for at, group in enumerate(groups):
        parts.setdefault(group if group in kept else None, []).append(at)
    return list(parts.values())


def _doubtful(counts: Sequence[int]) -> bool:
    """Whether two different ways of sharing out the sum are possible for each of 0 to FEW."""
    return len(counts) > 1 and 0 < sum(counts) < FEW * len(counts)
