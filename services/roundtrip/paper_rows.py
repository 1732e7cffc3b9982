"""Rows of a table of answers from paper: a sheet each, one more for each of several mentees."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Response
from domain.named import Named
from domain.pairs import Side
from domain.roles import Action
from domain.survey import Key, Kind, Question, Questionnaire, Reply
from services import gate, people
from services.actor import Actor
from services.surveys import pairings, papers, responses
from services.surveys.papers import Sheet

UNTABLED = frozenset({Kind.STATEMENT, Kind.FILE})  # kinds that have no column


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A sheet of paper, or (`first` False) what it says of one of several mentees. `of`: whom the
    blocks in this row are about, 0: there are none here; `day`: of the sheet as it is."""

    id: int
    code: str
    sheet: Sheet
    of: int = 0
    each: Named | None = None
    first: bool = True
    day: date | None = None
    replies: Mapping[Key, Reply] = field(default_factory=dict)

    def holds(self, question: Question) -> bool:
        """Whether the question is answered in this row."""
        return bool(self.of) if question.each_mentee else self.first

    def reply(self, question: Question) -> Reply | None:
        return self.replies.get((question.key, self.of if question.each_mentee else 0))


def rows(
    session: Session, actor: Actor, asked: Questionnaire, version_id: int, campaign_id: int | None
) -> list[PaperRow]:
    """By name; sheets that somebody else has entered only for who may enter all.

    Raises Refusal as services.surveys.papers.sheets.
    """
    sheets = papers.sheets(session, actor, version_id, campaign_id)
    ids = [each.response_id for each in sheets if each.response_id is not None]
    known = {row.id: row for row in session.scalars(select(Response).where(Response.id.in_(ids)))}
    begun = [each for each, row in known.items() if row.paper_on is not None]
    answers = responses.answers(session, begun)
    mentees = _Mentees(session, actor, asked)
    found: list[PaperRow] = []
    for sheet in sheets:
        response = known.get(sheet.response_id or 0)
        if response is not None and not _may_see(actor, response):
            continue
        found += _of_sheet(sheet, response, answers, mentees)
    return found


def _may_see(actor: Actor, response: Response) -> bool:
    """As services.surveys.responses.ensure_paper has it."""
    mine = response.paper_on is None or response.entered_by == actor.me
    return mine or actor.may(Action.ENTER_PAPER, actor.organisation_id)


def _of_sheet(
    sheet: Sheet, response: Response | None, answers: Mapping[int, Mapping[Key, Reply]],
    mentees: "_Mentees",
) -> list[PaperRow]:  # fmt: skip
    of = mentees.of(sheet, response)
    day = response.paper_on if response is not None else None
    replies = answers.get(sheet.response_id or 0, {})
    if len(of) < 2:
        return [_row(sheet, day, replies, of=of[0].id if of else 0)]
    blocks = [_row(sheet, None, replies, of=one.id, each=one, first=False) for one in of]
    return [_row(sheet, day, replies), *blocks]


def _row(
    sheet: Sheet, day: date | None, replies: Mapping[Key, Reply], *, of: int = 0,
    each: Named | None = None, first: bool = True,
) -> PaperRow:  # fmt: skip
    slot = sheet.slot
    parts = {"p": slot.person_id, "a": slot.about_id, "r": slot.pair_id, "m": 0 if first else of}
    code = "".join(f"{letter}{number}" for letter, number in parts.items() if number)
    return PaperRow(_number(code), code, sheet, of, each, first, day, replies)


def _number(code: str) -> int:
    """A row has no other id before anything is entered."""
    return int.from_bytes(blake2b(code.encode(), digest_size=7).digest(), "big")


class _Mentees:
    """Whom the blocks of a sheet are about: fixed once it is begun, else as pairs are now."""

    def __init__(self, session: Session, actor: Actor, asked: Questionnaire) -> None:
        self._asks = any(each.each_mentee for each in asked.questions)
        self._by_mentor: defaultdict[int, dict[int, set[int]]] = defaultdict(dict)
        self._names: dict[int, Named] = {}
        if not self._asks:
            return
        pairs = pairings.working(session, actor.organisation_id, actor.at)
        everybody = {one for both in pairs.values() for one in both[Side.MENTEE]}
        fit = gate.may_take_part(session, everybody, actor.at)
        self._names = people.named(session, fit)
        for pair_id, both in pairs.items():
            for mentor in both[Side.MENTOR]:
                for mentee in both[Side.MENTEE]:
                    if mentee in fit:
                        self._by_mentor[mentor].setdefault(mentee, set()).add(pair_id)

    def of(self, sheet: Sheet, response: Response | None) -> Sequence[Named]:
        if not self._asks:
            return ()
        slot = sheet.slot
        if response is not None and response.started_at is not None:
            found = list(response.mentees)
        elif slot.about_id is not None:
            found = [slot.about_id]
        else:
            mine = self._by_mentor[slot.person_id]
            found = [each for each, pairs in mine.items() if slot.pair_id in (None, *pairs)]
        return [self._names[each] for each in found if each in self._names]
