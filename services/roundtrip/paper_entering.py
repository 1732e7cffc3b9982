"""Answers of sheets of paper go through the one door; a table of them is taken back whole."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from db.models import Answer, AnswerChange, AnswerTag, Response
from db.models.people import Given
from db.models.surveys import ResponseState
from domain.survey import AnswerStatus, Key, Kind, Question, Reply
from domain.survey.answers import READ as READ_IT
from domain.survey.answers import SKIPPED, Fault, blank_rows, matrix
from domain.survey.walk import Step
from services.actor import Actor
from services.errors import Refusal
from services.roundtrip.model import Act, State
from services.roundtrip.paper_rules import reply_of
from services.surveys import answering, papers, responses, sending
from services.surveys.papers import Sheet
from services.surveys.responses import Whole

# What a table wants of a sheet: by the question and whom it is about a reply, or rows of a matrix.
Wants = Mapping[Key, Mapping[str, State]]
WHOLE = ""  # the key of a reply that is no row of a matrix

_MOMENTS = ("started_at", "touched_at", "sent_at")
_PLAIN = ("at_key", "at_about", "revision", "entered_by")


class Entering:
    """One sheet. `refused`: questions that were not taken, with keys of refusals; `open`: those
    that the sheet cannot be sent without; `blank`: rows of matrices without an answer."""

    def __init__(self, session: Session, actor: Actor, sheet: Sheet, wants: Wants) -> None:
        self._session, self._actor, self._sheet, self._wants = session, actor, sheet, wants
        self.refused: dict[Key, str] = {}
        self.open: tuple[Key, ...] = ()
        self.blank: tuple[tuple[Key, str], ...] = ()

    def run(self, day: date | None) -> Act:
        """Raises Refusal where nothing of the sheet may be entered, "paper_day_alone" where there
        is nothing to enter."""
        if not (self._wants or self._sheet.begun or self._sheet.sent):
            raise Refusal("paper_day_alone")
        where, slot = self._sheet.where, self._sheet.slot
        before = self._stored()
        on = day or (before.paper_on if before is not None else None) or self._actor.today
        was = _picture(self._session, before) if before is not None else None
        response_id = papers.take(
            self._session, self._actor, where.version_id, where.campaign_id, slot, on
        )
        whole = responses.own(self._session, self._actor, response_id, take=True)
        answering.begin(self._session, self._actor, whole)
        for question in whole.questionnaire.questions if self._wants else ():
            self._ask(whole, question)
        self._tell_idle(whole)
        self._look(whole)
        self._session.flush()
        sending.send(self._session, self._actor, response_id)
        return {"response": response_id, "was": was, "revision": whole.response.revision}

    def _stored(self) -> Response | None:
        if self._sheet.response_id is None:
            return None
        return self._session.get(Response, self._sheet.response_id)

    def _ask(self, whole: Whole, question: Question) -> None:
        for step in [each for each in whole.steps if each.question.key == question.key]:
            try:
                reply = self._reply(step, whole.replies.get(step.key))
                if reply is not None:
                    answering.store(self._session, self._actor, whole, step, reply)
            except Fault:
                self.refused[step.key] = "paper_fault"

    def _reply(self, step: Step, known: Reply | None) -> Reply | None:
        """What is to be stored; None: nothing. Who has filled in a row has skipped in it what may
        be skipped and is left empty."""
        wanted = self._wants.get(step.key)
        if wanted:
            return _joined(step.question, wanted, known)
        if known is not None:
            return None
        if step.question.kind is Kind.STATEMENT:
            return READ_IT
        filled = any(about == step.about for _, about in self._wants)
        return SKIPPED if step.question.optional and filled else None

    def _look(self, whole: Whole) -> None:
        """What the table has left empty without saying that the sheet is."""
        self.open = tuple(
            step.key for step in whole.steps if step.counts and step.key not in whole.replies
        )
        self.blank = tuple(
            (key, row.key)
            for key in self._wants
            if key in whole.counted
            for row in blank_rows(whole.questionnaire.question(key[0]), whole.counted[key])
            if row.key not in self._wants[key]
        )

    def _tell_idle(self, whole: Whole) -> None:
        asked = {step.key for step in whole.steps}
        self.refused |= {key: "survey_hidden" for key in self._wants if key not in asked}


def _joined(question: Question, wanted: Mapping[str, State], known: Reply | None) -> Reply:
    if question.kind is not Kind.MATRIX:
        return reply_of(wanted[WHOLE])
    stored = known.value if known is not None and isinstance(known.value, dict) else {}
    blank = {row for row, each in wanted.items() if each["s"] == AnswerStatus.SKIPPED.value}
    rows = {**stored, **{row: each["is"] for row, each in wanted.items()}}
    return matrix(question, {row: key for row, key in rows.items() if row not in blank})


# -- taking back ----------------------------------------------------------------------------


def _picture(session: Session, row: Response) -> dict[str, Any]:
    """A response with its answers, as plain values."""
    answers = session.scalars(select(Answer).where(Answer.response_id == row.id))
    changes = select(func.max(AnswerChange.id)).where(AnswerChange.response_id == row.id)
    return {
        "state": row.state.value, "how": row.how.value, "mentees": list(row.mentees),
        "paper_on": row.paper_on.isoformat() if row.paper_on else None,
        "moments": {name: _iso(getattr(row, name)) for name in _MOMENTS},
        "plain": {name: getattr(row, name) for name in _PLAIN},
        "changes": session.scalar(changes) or 0,
        "answers": [
            [each.question, each.about, each.status.value, each.value, each.text, each.seconds,
             _iso(each.at)]
            for each in answers
        ],
    }  # fmt: skip


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said is not None else None


def take_back(session: Session, actor: Actor, act: Act) -> str | None:
    """Put a sheet back as it was before the table; the key of a refusal where it has changed
    since. What others have made of it (a bank's entry) hears of it as of a correction."""
    row = session.scalar(
        select(Response)
        .where(Response.id == act["response"])
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None or row.revision != act["revision"] or row.how is not Given.PAPER:
        return "sheet_meanwhile"
    whole = responses.load(session, row.id)
    try:
        responses.ensure_open(whole, actor.at)
    except Refusal as refusal:
        return refusal.key
    was, sent = act["was"], row.state is ResponseState.SENT
    session.execute(delete(Answer).where(Answer.response_id == row.id))
    session.execute(
        delete(AnswerTag).where(
            AnswerTag.campaign_id == row.campaign_id,
            AnswerTag.answer_key.startswith(responses.tag_key(row.id, "", 0)[: -len(":0")]),
        )
    )
    session.execute(
        delete(AnswerChange).where(
            AnswerChange.response_id == row.id,
            AnswerChange.id > (was["changes"] if was is not None else 0),
        )
    )
    session.expire_all()
    if was is not None:
        _restore(session, row, was)
    session.flush()
    if sent:
        sending.tell(session, actor.at, row)
    if was is None:
        session.delete(row)
        session.flush()
    return None


def _restore(session: Session, row: Response, was: Mapping[str, Any]) -> None:
    row.state, row.how = ResponseState(was["state"]), Given(was["how"])
    row.paper_on = date.fromisoformat(was["paper_on"]) if was["paper_on"] else None
    row.mentees = was["mentees"]
    for name, said in was["moments"].items():
        setattr(row, name, _moment(said))
    for name, found in was["plain"].items():
        setattr(row, name, found)
    for question, about, status, value, text, seconds, at in was["answers"]:
        session.add(
            Answer(
                response_id=row.id, question=question, about=about, status=AnswerStatus(status),
                value=value, text=text, seconds=seconds, at=datetime.fromisoformat(at),
            )
        )  # fmt: skip
