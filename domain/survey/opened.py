"""Whether a question that an earlier answer opens may be told beside what is told of that answer.

How many were asked it is a count of the earlier answers: beside it no hidden count may be left
that can be worked out. Pure rules of domain.survey.guarding.
"""

from collections.abc import Mapping, Sequence

from domain.survey.answers import SCALES
from domain.survey.holding import holds
from domain.survey.model import AnswerStatus, Compare, Condition, Reply
from domain.survey.statistics import Part, Tally, single

Earlier = Mapping[str, Sequence[Tally]]  # what is told of earlier questions, by key


def tellable_beside(condition: Condition, earlier: Earlier) -> bool:
    """Several tests joined are a cross-table, which is never told of an anonymous asking."""
    if condition.all_of or condition.any_of:
        return False
    found = earlier.get(condition.question, ())
    return bool(found) and all(each.told and _says_no_more(condition, each) for each in found)


def _says_no_more(condition: Condition, told: Tally) -> bool:
    """Whether those asked are the sum of counts that are told, or of all others."""
    if condition.test is Compare.ANSWERED:
        return True
    if not told.parts:
        return False
    hidden = {part.key for part in told.parts if part.count is None}
    opening = {part.key for part in told.parts if _opens(condition, told, part)}
    if single(told.question) and told.row is None:
        return hidden & opening in (set(), hidden)
    counted = hidden - opening if condition.test is Compare.IS_NOT else hidden & opening
    return not counted


def _opens(condition: Condition, told: Tally, part: Part) -> bool:
    value = int(part.key) if told.question.kind in SCALES else part.key
    return holds(condition, {(told.question.key, 0): Reply(AnswerStatus.GIVEN, value)})
