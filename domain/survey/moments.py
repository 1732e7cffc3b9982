"""What a questionnaire is for: where in the year of mentoring it stands (domain of Р-145)."""

from enum import StrEnum


class Moment(StrEnum):
    NEEDS = "needs"
    MENTEE_INTAKE = "mentee_intake"
    MENTOR_INTAKE = "mentor_intake"
    FACTS = "facts"  # of a mentee, from papers that the school has
    TRAINING = "training"
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
