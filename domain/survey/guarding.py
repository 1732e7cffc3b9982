"""A tally as it may be told of an anonymous asking (domain.survey.anonymity)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from domain.survey.anonymity import FEW, FLOOR, hidden_choices, hidden_parts
from domain.survey.answers import SCALES
from domain.survey.model import Kind
from domain.survey.opened import Earlier, tellable_beside
from domain.survey.statistics import Numbers, Part, Tally, single

SHARE_FROM = 20  # people from which the satisfied are told without the points of the scale
_WORDS = frozenset({Kind.SHORT, Kind.LONG})
_UNTOLD = frozenset({Kind.DATE, Kind.PERSON, Kind.FILE})
_NOTHING: Earlier = MappingProxyType({})


def guarded(tally: Tally, earlier: Earlier = _NOTHING) -> Tally:
    """Without what would tell of one or two people. Why somebody has not answered is not told.

    `earlier`: what is told of the questions before; one that they open is told beside them alone.
    """
    silent = tally.skipped + tally.not_applicable + tally.not_reached
    tally = replace(tally, skipped=0, not_applicable=0, not_reached=silent)
    if tally.question.kind in _WORDS and tally.question.shown_if is None:
        return tally
    if not _enough(tally, silent, earlier):
        return replace(
            tally, given=0, not_reached=0, parts=(), numbers=None, satisfied=None, words=(),
            hidden=True, told=False,
        )  # fmt: skip
    return tally if tally.question.kind in _WORDS else _counts(tally)


def _enough(tally: Tally, silent: int, earlier: Earlier) -> bool:
    """Who is asked by an earlier answer is counted by it: the others are not one or two either."""
    question = tally.question
    if question.kind in _UNTOLD or question.each_mentee or tally.given < FLOOR:
        return False
    if question.shown_if is None:
        return True
    return not 1 <= silent <= FEW and tellable_beside(question.shown_if, earlier)


def _counts(tally: Tally) -> Tally:
    counts = {part.key: part.count or 0 for part in tally.parts}
    if single(tally.question):
        hidden = hidden_parts(counts)
    else:
        hidden = hidden_choices(counts, tally.given)
    if tally.question.kind in SCALES:
        return _hidden_scale(tally) if hidden else tally
    parts = tuple(_hide(part) if part.key in hidden else part for part in tally.parts)
    found = tally.numbers
    numbers = found and Numbers(found.n, found.mean, None, None, None)
    own = {each.key for each in tally.question.options if each.own}
    words = () if own & hidden else tally.words  # they would tell that somebody has chosen it
    return replace(tally, parts=parts, numbers=numbers, words=words, hidden=bool(hidden))


def _hidden_scale(tally: Tally) -> Tally:
    """The mean alone: beside it the median, the ends and the points would give single answers
    away. Next to an end of the scale the mean does so by itself; the sooner where it can be seen
    that a share is kept back."""
    found, part = tally.numbers, tally.satisfied
    low, high = SCALES[tally.question.kind]
    edge = FEW
    if part is not None and found is not None and found.n >= SHARE_FROM:
        chosen, people = part
        if 1 <= chosen <= FEW or 1 <= people - chosen <= FEW:
            part, edge = None, (FEW + 1) * (high - low)
    else:
        part = None
    mean = found.mean if found else None
    if found is not None and mean is not None and _near_end(tally, found, edge):
        mean = None
    return replace(
        tally,
        parts=tuple(map(_hide, tally.parts)),
        numbers=found and Numbers(found.n, mean, None, None, None),
        satisfied=part,
        hidden=True,
    )


def _hide(part: Part) -> Part:
    return replace(part, count=None, share=None)


def by_group(groups: Mapping[str, Tally], rest: Tally | None, told: Tally) -> dict[str, Tally]:
    """The means of groups beside what is told of the whole: of all that are given, or of none.

    What is left of the whole without them is looked at like one of them: it can be subtracted.
    """
    parts = [*groups.values(), *([rest] if rest is not None else [])]
    if not groups or not told.told or not all(_lone(part, told) for part in parts):
        return {}
    return {group: _only_mean(part) for group, part in groups.items()}


def _lone(part: Tally, whole: Tally) -> bool:
    """Whether a mean of a part gives nobody away beside what is told of the whole."""
    found = part.numbers
    if part.given < FLOOR or found is None or found.mean is None:
        return False
    if not whole.hidden:
        return not any(1 <= (each.count or 0) <= FEW for each in part.parts)
    if whole.numbers is None or whole.numbers.mean is None:
        return False
    return part.question.kind not in SCALES or not _near_end(part, found, FEW)


def _only_mean(part: Tally) -> Tally:
    found = part.numbers
    return replace(
        part, skipped=0, not_applicable=0, not_reached=0, parts=(), words=(), satisfied=None,
        numbers=found and Numbers(found.n, found.mean, None, None, None), hidden=True,
    )  # fmt: skip


def _near_end(tally: Tally, found: Numbers, edge: int) -> bool:
    low, high = SCALES[tally.question.kind]
    total = round((found.mean or 0) * found.n)
    return min(total - low * found.n, high * found.n - total) <= edge
