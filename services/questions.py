"""What of a draft waits for the curator, in the order in which it is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from domain.deadlines import Period, SchoolCalendar, Warning_, parse
from services import responsibles, settling, terms
from services.actor import Actor
from services.draft_rows import Row, changing, draft, draft_item, rows
from services.responsibles import Phrase
from services.unowned import Reach, unowned


@dataclass(frozen=True, slots=True)
class Question:
    """A row without a sure term, or (with `entry`) a phrase that names nobody known.

    An `entry` below zero: the row names nobody at all (services.unowned.Reach).
    """

    item_id: int
    entry: int | None
    position: int

    @property
    def order(self) -> tuple[bool, int, int]:
        """Terms come first, each kind in the order of the document."""
        return self.entry is not None, self.position, self.entry or 0


def questions(
    every: Sequence[Row],
    phrases: Iterable[Phrase],
    nobodys: Iterable[Row],
    today: date,
    period: Period | None,
) -> list[Question]:
    """What waits for the curator. Rows whose term is over are settled on a screen of their own."""
    past = {row.item.id for row in settling.past_rows(every, period, today)}
    found = [
        Question(row.item.id, None, row.item.position)
        for row in every
        if not row.item.term_decided and row.open and row.item.id not in past
    ]
    found += [
        Question(phrase.item_id, phrase.entry, phrase.position)
        for phrase in phrases
        if phrase.meaning is None
    ]
    found += [
        Question(row.item.id, Reach.ROW, row.item.position)
        for row in nobodys
        if row.item.id not in past
    ]
    return sorted(found, key=lambda question: question.order)


def open_questions(session: Session, actor: Actor, roadmap_id: int) -> list[Question]:
    roadmap = draft(session, actor, roadmap_id)
    every = rows(session, roadmap_id)
    phrases = responsibles.phrases(session, roadmap, every)
    nobodys = [row for row in unowned(session, every) if not _runs(roadmap, row.item)]
    return questions(every, phrases, nobodys, actor.today, terms.period_of(roadmap))


def _runs(roadmap: Roadmap, item: Item) -> bool:
    """Whether a corrected document says again what runs, and who answers for it is known."""
    return roadmap.corrects_id is not None and item.carried_from_id is not None


def tally(session: Session, actor: Actor, roadmap: Roadmap) -> None:
    """Remember before an answer how many questions there are: their number is counted on."""
    waiting = len(open_questions(session, actor, roadmap.id))
    roadmap.asked = max(roadmap.asked or 0, waiting)


def to_answer(session: Session, actor: Actor, item_id: int) -> tuple[Roadmap, Item]:
    """An item of a draft, whose draft is taken for an answer about it."""
    found, item = draft_item(session, actor, item_id)
    roadmap = changing(session, actor, found.id)
    tally(session, actor, roadmap)
    return roadmap, item


def counted(roadmap: Roadmap, left: int, at: int) -> tuple[int, int]:
    """The number of a question and the number of all; `at`: its place among those `left`."""
    total = max(roadmap.asked or 0, left)
    return total - left + at + 1, total


def after(
    session: Session, actor: Actor, item_id: int, entry: int | None
) -> tuple[int, Question | None]:
    """The roadmap, and the question that follows one that was answered or left for later."""
    roadmap, item = draft_item(session, actor, item_id)
    asked = entry if entry is None else max(entry, Reach.ROW)
    here = Question(item.id, asked, item.position).order
    left = open_questions(session, actor, roadmap.id)
    return roadmap.id, next((question for question in left if question.order > here), None)


def remarked(row: Row, period: Period | None, calendar: SchoolCalendar, today: date) -> bool:
    """Whether the reading of the row's phrase, or what of it is over, should be checked."""
    return bool(doubts(row.item, period, calendar) or settling.gone_spans(row, today))


def doubts(item: Item, period: Period | None, calendar: SchoolCalendar) -> tuple[Warning_, ...]:
    """The remarks of a reading that stands; none once a person has decided otherwise."""
    if item.deadline is None:
        return ()
    reading = parse(item.deadline, period, calendar)
    return reading.warnings if terms.of_reading(reading) == terms.of_item(item) else ()
