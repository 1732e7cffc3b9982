"""The one door by which answers come in: a tap, typed words, paper, a table."""

from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from db.models import Answer, AnswerChange, AnswerTag, Response
from db.models.people import Given
from db.models.surveys import ResponseState
from db.prepared import Prepared
from domain.survey import Kind, Reply, pace, walk
from domain.survey.answers import fault_of
from domain.survey.walk import Step
from services.actor import Actor
from services.errors import Refusal
from services.surveys import banked, reading, responses, sending, stored
from services.surveys.reading import Place
from services.surveys.responses import Whole
from services.upsert import inserts

# The time it took is that of the first answer.
_PUT = Prepared(
    {
        name: insert.on_conflict_do_update(
            index_elements=["response_id", "question", "about"],
            set_={name: insert.excluded[name] for name in ("status", "value", "text", "at")},
        )
        for name, insert in inserts(Answer).items()
    }
)


def save_answer(
    session: Session, actor: Actor, response_id: int, question: str, about: int, reply: Reply
) -> Place:
    """Store an answer of the actor, or of somebody on paper whom the actor may enter for; what
    comes next.

    Raises Refusal as services.surveys.responses.for_answering, "survey_hidden" where the question
    is not asked by the answers so far, and domain.survey.answers.Fault for what is no answer.
    """
    whole = responses.for_answering(session, actor, response_id)
    step = walk.find(whole.steps, (question, about))
    if step is None:
        raise Refusal("survey_hidden")
    return store(session, actor, whole, step, reply)


def store(session: Session, actor: Actor, whole: Whole, step: Step, reply: Reply) -> Place:
    """The same where the response is taken and open, and the question is asked. Raises Fault."""
    how = responses.how(actor, whole)
    if fault := fault_of(step.question, reply, paper=how is Given.PAPER):
        raise fault
    if step.question.kind is Kind.PERSON and reply.value is not None:
        banked.ensure(session, actor, whole, step.question, reply.value)
    _write(session, actor, whole, step, reply, how)
    _touch(actor, whole, how)
    go(whole, actor, walk.first_open(whole.steps, whole.replies))
    stored.keep(session, whole.response)
    if whole.sent:
        sending.tell(session, actor.at, session.get_one(Response, whole.response.id))
    return reading.of(session, whole, actor.at, whole.current)


def go(whole: Whole, actor: Actor, step: Step | None) -> None:
    """Put a question onto the screen, or (None) the summary."""
    response = whole.response
    if response.draft.get("at") == [response.at_key, response.at_about]:
        response.draft = {}
    response.at_key, response.at_about = step.key if step else ("", 0)
    response.shown_at = actor.at


def begin(session: Session, actor: Actor, whole: Whole) -> None:
    """The first time: whom its blocks are asked about is fixed now."""
    response = whole.response
    asked = response.started_at is None or whole.empty
    if asked:
        response.started_at = response.started_at or actor.at
        response.mentees = responses.mentees(session, actor, whole)
        whole.changed()
    waited = response.state in (ResponseState.INVITED, ResponseState.DECLINED)
    if waited:
        response.state = ResponseState.STARTED
    if asked or waited:
        stored.keep(session, response)


def _write(
    session: Session, actor: Actor, whole: Whole, step: Step, reply: Reply, how: Given
) -> None:
    if whole.sent and step.key in whole.replies and reply != whole.replies[step.key]:
        _remember(session, actor, whole, step, reply)
    value = {} if reply.value is None else {"is": reply.value}
    _PUT.run(
        session,
        response_id=whole.response.id, question=step.key[0], about=step.about,
        status=reply.status, value=value, text=reply.text, at=actor.at,
        seconds=_seconds(actor, whole, step, how),
    )  # fmt: skip
    whole.replies[step.key] = reply
    whole.changed()


def _seconds(actor: Actor, whole: Whole, step: Step, how: Given) -> int | None:
    response = whole.response
    on_screen = (response.at_key, response.at_about) == step.key
    if how is Given.PAPER or response.shown_at is None or not on_screen:
        return None
    return pace.measured((actor.at - response.shown_at).total_seconds())


def _remember(session: Session, actor: Actor, whole: Whole, step: Step, reply: Reply) -> None:
    """What was sent is never lost: versions of an answer are kept. What the curator has put on
    the words that stood there is not said of the new ones."""
    key = responses.tag_key(whole.response.id, *step.key)
    session.execute(
        delete(AnswerTag).where(
            AnswerTag.campaign_id == whole.campaign.id, AnswerTag.answer_key == key
        )
    )
    session.add(
        AnswerChange(
            response_id=whole.response.id,
            question=step.question.key,
            about=step.about,
            before=_plain(whole.replies[step.key]),
            after=_plain(reply),
            by=actor.person_id,
            at=actor.at,
        )
    )


def _plain(reply: Reply) -> dict[str, Any]:
    return {"status": reply.status.value, "is": reply.value, "text": reply.text}


def _touch(actor: Actor, whole: Whole, how: Given) -> None:
    response = whole.response
    response.touched_at = actor.at
    response.started_at = response.started_at or actor.at
    response.revision += 1
    if response.state in (ResponseState.INVITED, ResponseState.DECLINED):
        response.state = ResponseState.STARTED
    mark(actor, whole, how)


def mark(actor: Actor, whole: Whole, how: Given) -> None:
    """Whose hand it is in. Once the person has answered, it is a sheet of paper no more."""
    response = whole.response
    if how is Given.PAPER:
        response.how, response.entered_by = how, actor.person_id
        response.paper_on = response.paper_on or actor.today
    else:
        response.how, response.entered_by, response.paper_on = how, None, None
