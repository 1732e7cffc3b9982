"""Which consents somebody needs on a day, and whether they have them.

Sources: 152-ФЗ ст. 9 (processing, each consent a document of its own since 01.09.2025), ст. 10.1
(publication: silence is refusal), ТК РФ ст. 351.8 (a mentor's labour consent, in writing); for a
minor the legal representative consents, from 14 on the pupil agrees as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ASSENT_AGE, ADULT_AGE = 14, 18
AHEAD = timedelta(days=31)


class Document(StrEnum):
    """What is agreed to. A publication has two choices, answered apart."""

    PROCESSING = "processing"  # of an adult's data, by the adult
    PARENTAL = "parental"  # of a minor's data, by a parent
    ASSENT = "assent"  # of the minor, from 14
    NAME = "publication_name"
    PHOTO = "publication_photo"
    MENTORING = "mentoring"  # a staff mentor's labour consent, on paper only


BASIC = frozenset({Document.PROCESSING, Document.PARENTAL, Document.ASSENT})
PUBLICATION = (Document.NAME, Document.PHOTO)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data it is. `born_on` is kept of pupils only; `mentors`: as one of the staff."""

    pupil: bool
    born_on: date | None = None
    mentors: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The newest answer to a document; `on`: when it was signed or tapped."""

    given: bool
    on: date
    paper: bool = False


def birthday(born_on: date, years: int) -> date:
    """The day of that age; of somebody born on 29 February the 1st of March in a common year."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def is_minor(who: Subject, day: date) -> bool:
    """A pupil whose birthday is not known is taken for a minor."""
    return who.pupil and (who.born_on is None or day < birthday(who.born_on, ADULT_AGE))


def required(who: Subject, day: date) -> tuple[Document, ...]:
    """Without all of these nothing is done with the person."""
    if not is_minor(who, day):
        return (Document.PROCESSING,)
    if who.born_on is not None and day >= birthday(who.born_on, ASSENT_AGE):
        return (Document.PARENTAL, Document.ASSENT)
    return (Document.PARENTAL,)


def offered(who: Subject, day: date) -> tuple[Document, ...]:
    """Every document that the person (or a parent) may be asked for, the required first."""
    found = list(required(who, day))
    if is_minor(who, day) and who.born_on is None:
        found.append(Document.ASSENT)
    found += PUBLICATION
    if who.mentors and not who.pupil:
        found.append(Document.MENTORING)
    return tuple(found)


def coming(who: Subject, day: date) -> tuple[Document, date] | None:
    """What a birthday within a month will make necessary, and that day."""
    if not is_minor(who, day) or who.born_on is None:
        return None
    for document, years in ((Document.ASSENT, ASSENT_AGE), (Document.PROCESSING, ADULT_AGE)):
        on = birthday(who.born_on, years)
        if day < on <= day + AHEAD:
            return document, on
    return None


def by_parent(document: Document, who: Subject, day: date) -> bool:
    """Whether a parent answers, not the person."""
    return document is Document.PARENTAL or (document in PUBLICATION and is_minor(who, day))


def provisional(document: Document, answer: Answer, who: Subject, tap_enough: bool) -> bool:
    """A parent's tap waits for the paper, unless the school is content with it."""
    return (
        answer.given and not (answer.paper or tap_enough) and by_parent(document, who, answer.on)
    )


def standing(
    who: Subject, answers: Mapping[Document, Answer], day: date, tap_enough: bool = False
) -> bool | None:
    """True: everything required is there; False: something was refused or taken back; None: not
    answered, or not on paper yet."""
    needed = required(who, day)
    found = [_answer(document, who, answers, day) for document in needed]
    own = _own(who, answers, day)
    if any(each is not None and not each.given for each in (*found, own)):
        return False
    good = (holds(document, who, answers, day, tap_enough) for document in needed)
    return True if all(good) else None


def holds(
    document: Document, who: Subject, answers: Mapping[Document, Answer], day: date,
    tap_enough: bool = False,
) -> bool:  # fmt: skip
    """Whether a document is given, on paper where a tap is not enough."""
    answer = _answer(document, who, answers, day)
    return (
        answer is not None and answer.given and not provisional(document, answer, who, tap_enough)
    )


def publishable(
    document: Document, who: Subject, answers: Mapping[Document, Answer], tap_enough: bool = False
) -> bool:
    """Whether it may be shown to everybody: silence is refusal."""
    answer = answers.get(document)
    if answer is None or not answer.given:
        return False
    return not provisional(document, answer, who, tap_enough)


def lapsed(who: Subject, answer: Answer) -> bool:
    """Whether an answer to the adults' document was given before 18: then it is asked anew."""
    return who.born_on is not None and is_minor(who, answer.on)


def _answer(
    document: Document, who: Subject, answers: Mapping[Document, Answer], day: date
) -> Answer | None:
    if document is Document.ASSENT:
        return _own(who, answers, day)
    answer = answers.get(document)
    if document is Document.PROCESSING and answer is not None and lapsed(who, answer):
        return None
    return answer


def _own(who: Subject, answers: Mapping[Document, Answer], day: date) -> Answer | None:
    """What the minor said; before there was an assent pupils were shown the adults' document."""
    if not is_minor(who, day):
        return None
    return answers.get(Document.ASSENT) or answers.get(Document.PROCESSING)
