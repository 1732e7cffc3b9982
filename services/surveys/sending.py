"""Sending a response, and who joins in: banks, items of roadmaps, the health of pairs."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from db.models import Response
from db.models.surveys import ResponseState
from domain.survey import walk
from services.actor import Actor
from services.errors import Refusal
from services.surveys import paces, reading, responses, sheets, stored
from services.surveys.reading import Place
from services.surveys.responses import Whole

Listener = Callable[[Session, datetime, Response], None]
# Called in the same transaction when a response is sent, and when one is changed after sending.
# Those of anonymous campaigns come too: there is nothing but that it was sent.
SENT: list[Listener] = []


def send(session: Session, actor: Actor, response_id: int) -> Place:
    """Send the answers of the actor, or of somebody on paper; sent twice it is sent once. Where
    a question is still open, that one is what comes back.

    Raises as services.surveys.responses.for_answering, and Refusal("survey_empty") where nothing
    is asked.
    """
    whole = responses.load(session, response_id, now=actor.at)
    if whole.sent and whole.response.person_id == actor.person_id:
        return reading.of(session, whole, actor.at, None)
    whole = responses.for_answering(session, actor, response_id)
    if whole.empty:
        raise Refusal("survey_empty")
    missing = walk.first_open(whole.steps, whole.replies)
    if missing is not None or whole.sent:
        return reading.of(session, whole, actor.at, missing)
    _send(session, actor, whole)
    whole = responses.load(session, response_id, now=actor.at)
    return reading.of(session, whole, actor.at, None)


def tell(session: Session, now: datetime, response: Response) -> None:
    for listener in SENT:
        listener(session, now, response)


def _send(session: Session, actor: Actor, whole: Whole) -> None:
    row = whole.response
    row.state, row.sent_at = ResponseState.SENT, actor.at
    row.at_key, row.at_about, row.draft = "", 0, {}
    row.mentees = whole.mentees  # what was said of others by then counts for nothing
    stored.keep(session, row)
    response = session.get_one(Response, row.id)
    if whole.campaign.anonymous:
        sheets.drop_in(session, response, whole.counted)
    else:
        paces.learn(session, whole.campaign.organisation_id, actor.at)
    tell(session, actor.at, response)
