"""What a questionnaire is for: where in the year of mentoring it stands (domain of Р-145)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Moment(StrEnum):
    NEEDS = "needs"
    MENTEE_INTAKE = "mentee_intake"
    MENTOR_INTAKE = "mentor_intake"
    FACTS = "facts"  # of a mentee, from papers that the school has
    TRAINING = "training"  # before it; at its end: TRAINED
    TRAINED = "trained"
    PARTNER = "partner"  # after the group meeting
    BEFORE = "before"
    INTERIM = "interim"
    AFTER = "after"
    SATISFACTION = "satisfaction"
    CURATOR = "curator"
    SCHOOL = "school"  # self-diagnosis
    PSYCHOLOGIST = "psychologist"
    EARLY_EXIT = "early_exit"
    EVENT = "event"
    PRACTICE = "practice"
    OPINION = "opinion"
    OTHER = ""


def in_year(moment: str) -> int:
    """The place of a moment in the year; what has none comes last."""
    places = {each.value: place for place, each in enumerate(Moment)}
    return places.get(moment, len(places))


# The first and the last month in which schools usually ask it, from their roadmaps.
_MONTHS: Final[Mapping[Moment, tuple[int, int]]] = {
    Moment.NEEDS: (8, 9), Moment.MENTEE_INTAKE: (9, 10), Moment.MENTOR_INTAKE: (9, 10),
    Moment.FACTS: (9, 10), Moment.TRAINING: (10, 11), Moment.TRAINED: (10, 12),
    Moment.PARTNER: (10, 11),
    Moment.BEFORE: (11, 12), Moment.INTERIM: (12, 3), Moment.AFTER: (4, 5),
    Moment.SATISFACTION: (4, 5), Moment.PSYCHOLOGIST: (4, 5), Moment.CURATOR: (5, 6),
    Moment.SCHOOL: (5, 6), Moment.PRACTICE: (5, 6),
}  # fmt: skip


def ahead(moment: str, month: int) -> int:
    """In how many months it is usually asked: 0 now, 12 where it is asked at any time."""
    found = next((_MONTHS[each] for each in _MONTHS if each.value == moment), None)
    if found is None:
        return 12
    first, last = found
    if (month - first) % 12 <= (last - first) % 12:
        return 0
    return (first - month) % 12
