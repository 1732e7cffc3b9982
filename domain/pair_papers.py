"""Papers that a pair must have, what is missing of them, and the clocks of ending it early.

Labour Code art. 351.8 (from 01.03.2025): an employee mentors with written consent; the contract
or an additional agreement names content, term, form, size and conditions of pay; the mentor may
refuse early, the employer may take the task back with three working days' notice. Where helping
newcomers is the job itself no agreement is due (Rostrud, 02.10.2025, TZ/7300-6-1).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.pairs import OPEN, Form, PairState
from domain.worktime import WorkCalendar

NOTICE_DAYS = 3


class PaperKind(StrEnum):
    CONSENT = "consent"  # of the mentor, in writing
    AGREEMENT = "agreement"  # to the labour contract, or why none is due
    ORDER = "order"  # by which the pair is made
    REFUSAL = "refusal"  # of the mentor, early
    NOTICE = "notice"  # of the employer, who takes the task back


# Where the mentor does it as an employee of this school for another employee, which is what the
# article speaks of: not for a pupil or a student, nor where the mentor comes from outside.
STAFF = frozenset({Form.TEACHER_TEACHER, Form.HEAD_TEACHER})
OF_MENTOR = frozenset({
    PaperKind.CONSENT, PaperKind.AGREEMENT, PaperKind.REFUSAL, PaperKind.NOTICE,
})  # fmt: skip
ENDING = frozenset({PaperKind.REFUSAL, PaperKind.NOTICE})


@dataclass(frozen=True, slots=True)
class Held:
    """A paper that is there; of an agreement whether pay is due."""

    kind: PaperKind
    person_id: int | None = None
    number: str = ""
    signed_on: date | None = None
    paid: bool | None = None

    @property
    def complete(self) -> bool:
        """A number or a day tells which paper it is; that no pay is due is an answer by itself."""
        if self.kind is PaperKind.AGREEMENT:
            if self.paid is False:
                return True
            return self.paid is True and self._named
        return self._named

    @property
    def _named(self) -> bool:
        return bool(self.number or self.signed_on)


@dataclass(frozen=True, slots=True)
class Missing:
    """A paper that is not there; of a mentor's own papers whose."""

    kind: PaperKind
    person_id: int | None = None


def missing(
    form: Form, state: PairState, mentors: Sequence[int], papers: Iterable[Held]
) -> tuple[Missing, ...]:
    """What an open pair lacks: an order, and of each mentor of staff consent and agreement.

    `mentors`: those who are employees; a pupil who helps a teacher has no labour papers.
    """
    if state not in OPEN:
        return ()
    there = {(paper.kind, paper.person_id) for paper in papers if paper.complete}
    wanted = [Missing(PaperKind.ORDER)]
    if form in STAFF:
        wanted = [
            *(Missing(kind, each) for each in mentors for kind in _OF_STAFF),
            *wanted,
        ]
    return tuple(each for each in wanted if (each.kind, each.person_id) not in there)


_OF_STAFF = (PaperKind.CONSENT, PaperKind.AGREEMENT)


def last_day(days: WorkCalendar, noticed: date, working: int = NOTICE_DAYS) -> date:
    """The last day of mentoring after a notice: so many whole working days follow its day."""
    day = noticed
    for _ in range(working):
        day = days.next_workday(day + timedelta(days=1))
    return day
