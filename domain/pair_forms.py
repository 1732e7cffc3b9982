"""What a new pair most likely is, told from who is in it: a person may always choose otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.pairs import OF_PUPILS, Form, PairKind
from domain.schoolyear import lessons, school_year


@dataclass(frozen=True, slots=True)
class Who:
    """What is known of somebody. `leads`: the head of the school; `works`: has a post there."""

    pupil: bool = False
    leads: bool = False
    works: bool = True


def guess(mentor: Who, mentee: Who) -> Form:
    """The form; without a hint both are taken for teachers."""
    if mentee.pupil:
        if mentor.pupil:
            return Form.PUPIL_PUPIL
        return Form.TEACHER_PUPIL if mentor.works else Form.EMPLOYER_PUPIL
    return Form.HEAD_TEACHER if mentor.leads else Form.TEACHER_TEACHER


def offered(mentee_pupil: bool) -> tuple[Form, ...]:
    """All forms, those that fit the mentee first."""
    return tuple(sorted(Form, key=lambda form: (form in OF_PUPILS) is not mentee_pupil))


def usual_kinds(mentees: int) -> list[PairKind]:
    """One mentee is the traditional kind, several are a group."""
    return [PairKind.GROUP if mentees > 1 else PairKind.TRADITIONAL]


def usual_term(today: date) -> tuple[date, date]:
    """The lessons of this school year; once they are over, those of the next one."""
    year = school_year(today)
    first, last = lessons(year)
    return (first, last) if today <= last else lessons(year + 1)


def grouped(kinds: Sequence[PairKind], mentees: int) -> list[PairKind]:
    """The kinds after the number of mentees has changed; what else was chosen stays."""
    sized = {PairKind.GROUP, PairKind.TRADITIONAL}
    rest: list[PairKind] = [kind for kind in kinds if kind not in sized]
    if mentees > 1:
        return [PairKind.GROUP, *rest]
    was_traditional = PairKind.TRADITIONAL in kinds or PairKind.GROUP in kinds or not rest
    return [PairKind.TRADITIONAL, *rest] if was_traditional else rest
