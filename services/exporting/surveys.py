"""The table of answers to questionnaires: no anonymous ones. Who keeps the campaigns gets what
their results show; others get none that only the curator and the head were promised to see."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Answer, Campaign, Response
from db.models.people import Given
from db.models.surveys import ResponseState
from domain.banks import PEOPLE
from domain.exporting import Paper
from domain.named import Named
from domain.survey import AnswerStatus, Key, Kind, Question, Questionnaire, Reply, numbering, walk
from domain.survey.answers import said
from domain.survey.moments import Moment
from domain.survey.statistics import of_row
from domain.survey.walk import Step
from exports.big.model import Batch, Column, Row, Value
from services import file_names, installation, zones
from services.exporting import naming
from services.exporting.model import Scope, Source
from services.surveys import history, responses, seeing, versions
from texts import answer_history as history_words
from texts.piping import of_table, plain

SIZE = 20  # responses
# What is said there of the partner or of a mentee is for the curator and the head alone.
PRIVATE = frozenset({Moment.INTERIM, Moment.EARLY_EXIT, Moment.PARTNER, Moment.PSYCHOLOGIST})
COLUMNS = (
    Column("response_id", "number", 10),
    Column("school", width=28),
    Column("survey", width=36),
    Column("person", width=30),
    Column("about", width=30),
    Column("asked_about", width=30),
    Column("question_number", "number", 9),
    Column("question", width=50),
    Column("answer_status", width=16),
    Column("answer", width=50),
    Column("answer_before", width=40),
    Column("how", width=12),
    Column("paper_on", "date", 12),
    Column("answered_at", "moment", 17),
)


def read(session: Session, scope: Scope, after: int) -> Batch:
    """Sent responses with the answers that count, those changed later as they are now."""
    query = (
        select(Response, Campaign)
        .join(Campaign, Campaign.id == Response.campaign_id)
        .where(
            Response.id > after,
            Response.state == ResponseState.SENT,
            Campaign.anonymous.is_(False),
            scope.within(Campaign.organisation_id),
        )
    )
    if scope.first is not None:
        query = query.where(Response.sent_at >= scope.begins)
    if scope.last is not None:
        query = query.where(Response.sent_at < scope.ends)
    found = session.execute(query.order_by(Response.id).limit(SIZE)).all()
    pages = _Pages(session, scope, [each.Response for each in found])
    schools = naming.schools(session, {each.Campaign.organisation_id for each in found})
    local = zones.of(session, {each.Campaign.organisation_id for each in found})
    rows = [
        (each.Response.id, schools[each.Campaign.organisation_id], each.Campaign.title, *row)
        for each in found
        for row in pages.rows(each.Response, local[each.Campaign.organisation_id])
    ]
    return Batch(tuple(rows), found[-1].Response.id if len(found) == SIZE else None)


class _Pages:
    """Answers of some responses with the people whom they name."""

    def __init__(self, session: Session, scope: Scope, found: Sequence[Response]) -> None:
        self._session = session
        self._eyes = None if scope.reader is None else seeing.eyes(session, scope.reader)
        self._personal = installation.personal_questions(session)
        self._earlier = history.earlier(session, [each.id for each in found])
        self._answers: defaultdict[int, dict[Key, Answer]] = defaultdict(dict)
        ids = [each.id for each in found]
        for row in session.scalars(select(Answer).where(Answer.response_id.in_(ids))):
            self._answers[row.response_id][row.question, row.about] = row
        people = {each.person_id for each in found} | {each.about_id for each in found}
        people |= {about for some in self._answers.values() for _, about in some if about}
        people |= {row.value.get("is") for some in self._answers.values() for row in some.values()
                   if isinstance(row.value.get("is"), int)}  # fmt: skip
        self._names = file_names.names(session, people, scope.at)

    def rows(self, response: Response, zone: ZoneInfo) -> Iterator[Row]:
        asked = versions.questionnaire(self._session, response.version_id)
        if self._shut(response, asked):
            return
        numbers = numbering.numbers(asked)
        mine = self._answers[response.id]
        replies = {key: responses.reply_of(row) for key, row in mine.items()}
        how = Paper.PAPER if response.how is Given.PAPER else Paper.CHAT
        who, about = self._name(response.person_id), self._name(response.about_id)
        for step in walk.steps(asked, replies, response.mentees, self._personal):
            row = mine.get(step.key)
            if row is None or not step.counts or self._left_out(response, step):
                continue
            was = self._earlier.get(response.id, {}).get(step.key, ())
            before = [(dict(_parts(step.question, each.reply)), each.until) for each in was]
            for text, reply in _parts(step.question, replies[step.key]):
                earlier = [
                    (parts.get(text, next(iter(parts.values()))), until) for parts, until in before
                ]
                yield (
                    who, about, self._name(step.about), numbers.get(step.question.key), text,
                    reply.status, self._answer(step.question, reply),
                    self._before(step.question, earlier, zone), how, response.paper_on,
                    naming.local(row.at, zone),
                )  # fmt: skip

    def _shut(self, response: Response, asked: Questionnaire) -> bool:
        if self._eyes is None:
            return asked.moment in PRIVATE
        return self._eyes.shut(response)

    def _left_out(self, response: Response, step: Step) -> bool:
        """What only some were promised to see, and preferences among people."""
        question = step.question
        if self._eyes is None:
            return question.sensitive or question.fills in PEOPLE
        return self._eyes.leaves_out(response, step.key) or self._eyes.confides(response, question)

    def _before(
        self, question: Question, was: Sequence[tuple[Reply, datetime]], zone: ZoneInfo
    ) -> Value:
        """What it was before it was changed after sending; whom it named is not told again."""
        if question.kind is Kind.PERSON or not was:
            return None
        return "; ".join(
            history_words.cell(str(self._answer(question, reply) or ""),
                               until.astimezone(zone).date())
            for reply, until in was
        )  # fmt: skip

    def _name(self, person_id: int | None) -> Named | None:
        return self._names.get(person_id) if person_id else None

    def _answer(self, question: Question, reply: Reply) -> Value:
        if reply.status is not AnswerStatus.GIVEN:
            return None
        if question.kind is Kind.PERSON:
            return self._name(reply.value)
        if isinstance(reply.value, int | float):
            return reply.value
        return "; ".join([*said(question, reply.value), *filter(None, [reply.text])])


def _parts(question: Question, reply: Reply) -> Iterator[tuple[str, Reply]]:
    """A row of a matrix is a line of its own: each was answered, skipped or does not apply."""
    if question.kind is not Kind.MATRIX or reply.status is not AnswerStatus.GIVEN:
        yield plain(question.text), reply
        return
    for row in question.rows:
        yield of_table(question.text, row.text), of_row(reply, row.key)


SOURCE = Source(COLUMNS, read)
