"""The longest way that open branches still allow.

It is asked for with every answer, so a trial looks only at what hangs on it: the cost grows with
the conditions, not with their square.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import heapify, heappop, heappush
from typing import Any

from domain.survey.answers import SCALES, bounds
from domain.survey.holding import Replies, leaves, named_in, true_of, values_in
from domain.survey.model import AnswerStatus, Compare, Key, Kind, Question, Reply

Place = tuple[Question, int]  # a question, and the mentee that it would be asked about
CHOICES = frozenset({Kind.ONE, Kind.SEVERAL, Kind.SCALE, Kind.TEN})


def longest(places: Sequence[Place], replies: Replies) -> dict[Key, Reply]:
    """The answers with, for every open question that a branch hangs on, the one that asks most.

    `places`: all that may be asked, in order. Branches are taken one after the other, so it is
    the longest way of the nearest choices.
    """
    way = _Way(places, replies)
    deciding = _deciding([question for question, _ in places])
    for at, (question, _) in enumerate(places):
        if question.key in deciding and way.open(at):
            value = asking_most(question, partial(way.gain, at))
            if way.gain(at, value) > 0:
                way.answer(at, value)
    return way.replies


class _Way:
    """What is asked by some answers, and what one answer more would change."""

    def __init__(self, places: Sequence[Place], replies: Replies) -> None:
        self.replies = dict(replies)
        self._places = places
        self._of: defaultdict[str, list[int]] = defaultdict(list)
        self._hang = _hanging(places)
        self._shown: list[bool] = []
        for at, (question, _) in enumerate(places):
            self._of[question.key].append(at)
            self._shown.append(True)
            self._shown[at] = self._asked(at, {}, {})

    def open(self, at: int) -> bool:
        """Whether it is asked and has no answer yet."""
        return self._shown[at] and self._key(at) not in self.replies

    def gain(self, at: int, value: Any) -> int:
        """How many more are asked after this answer."""
        changed = self._changed(at, Reply(AnswerStatus.GIVEN, value))
        return sum(1 if shown else -1 for shown in changed.values())

    def answer(self, at: int, value: Any) -> None:
        reply = Reply(AnswerStatus.GIVEN, value)
        for each, shown in self._changed(at, reply).items():
            self._shown[each] = shown
        self.replies[self._key(at)] = reply

    def _changed(self, at: int, reply: Reply) -> dict[int, bool]:
        """Places that come or go, front to back."""
        new = {at: reply}
        changed: dict[int, bool] = {}
        waiting = list(self._touched(at, reply))
        heapify(waiting)
        last = at
        while waiting:
            each = heappop(waiting)
            if each == last:
                continue
            last = each
            shown = self._asked(each, new, changed)
            if shown != self._shown[each]:
                changed[each] = shown
                for later in self._touched(each, self.replies.get(self._key(each))):
                    heappush(waiting, later)
        return changed

    def _touched(self, at: int, reply: Reply | None) -> Iterator[int]:
        """Later places whose condition may see the difference that an answer makes."""
        if reply is None or reply.status is not AnswerStatus.GIVEN:
            return
        key = self._places[at][0].key
        for value in (None, *values_in(reply.value)):
            yield from (each for each in self._hang.get((key, value), ()) if each > at)

    def _asked(self, at: int, new: Mapping[int, Reply], changed: Mapping[int, bool]) -> bool:
        question, about = self._places[at]
        if question.shown_if is None:
            return True

        def given(key: str, about: int) -> Iterable[Reply]:
            for each in self._of.get(key, ()):
                of = self._places[each][1]
                seen = each < at and (not about or of in (0, about))
                if seen and changed.get(each, self._shown[each]):
                    reply = new.get(each) or self.replies.get((key, of))
                    if reply and reply.status is AnswerStatus.GIVEN:
                        yield reply

        return true_of(question.shown_if, given, about)

    def _key(self, at: int) -> Key:
        question, about = self._places[at]
        return question.key, about


def _hanging(places: Sequence[Place]) -> Mapping[tuple[str, Any], list[int]]:
    """Places by what their conditions name: a question and one of its values; None: any answer."""
    found: defaultdict[tuple[str, Any], list[int]] = defaultdict(list)
    for at, (question, _) in enumerate(places):
        for leaf in leaves(question.shown_if) if question.shown_if else ():
            exact = leaf.test in (Compare.IS, Compare.IS_NOT)
            for value in leaf.values if exact else (None,):
                found[leaf.question, value].append(at)
    return found


def asking_most(question: Question, gain: Callable[[Any], int]) -> Any:
    """The answer with which most is asked; of several the options that ask most, one after the
    other, as many as may be chosen. `gain`: how much an answer asks."""
    if question.kind is not Kind.SEVERAL:
        return max(possible(question), key=gain, default=None)
    _, most = bounds(question)
    found: list[str] = []
    reached: int | None = None
    free = [each.key for each in question.options if not each.alone]
    for each in sorted(free, key=lambda key: -gain([key])):
        with_it = gain([*found, each])
        if (most is None or len(found) < most) and (reached is None or with_it > reached):
            found, reached = [*found, each], with_it
    alone = max(_alone(question), key=lambda key: gain([key]), default=None)
    better = alone is not None and (reached is None or gain([alone]) > reached)
    return [alone] if better else found


def _alone(question: Question) -> list[str]:
    return [each.key for each in question.options if each.alone]


def possible(question: Question) -> list[Any]:
    """The answers of one choice or a scale; of several each option by itself."""
    if question.kind in SCALES:
        low, high = SCALES[question.kind]
        return list(range(low, high + 1))
    return [each.key for each in question.options]


def _deciding(questions: Collection[Question]) -> set[str]:
    """Questions with few answers that another one is shown by."""
    named = {key for each in questions if each.shown_if for key in named_in(each.shown_if)}
    return {each.key for each in questions if each.key in named and each.kind in CHOICES}
