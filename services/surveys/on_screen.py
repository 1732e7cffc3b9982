"""The question on the screen: what is chosen there before it is an answer, and the chat's state
while its answer may be typed."""

from typing import Any

from sqlalchemy.orm import Session

from db.models.people import Given
from domain.survey import AnswerStatus, Kind, Question, Reply
from domain.survey.walk import Step
from services import chat
from services.actor import Actor
from services.surveys import answering, reading, responses, stored
from services.surveys.reading import Place
from services.surveys.responses import Whole

STATE = "survey.words"
ALBUM = "album"  # of the state: pictures that have been answered for together
DECIDED = "decided"  # what several chosen ones are kept under
TICKED = "ticked"  # beside it: the last of them were typed


def place(session: Session, actor: Actor, whole: Whole) -> Place:
    """What is to be shown now."""
    return waits(session, actor, reading.of(session, whole, actor.at, whole.current))


def waits(session: Session, actor: Actor, there: Place) -> Place:
    """While a question is on the screen the chat may type its answer, whatever its kind."""
    state = actor.state
    mine = state is not None and state.name == STATE
    if there.step is None:
        if mine:
            chat.clear(session, actor)
    elif state is None or not mine or state.data.get("response") != there.response_id:
        chat.ask(session, actor, STATE, awaiting(there.response_id))
    return there


def awaiting(response_id: int, album: str | None = None) -> dict[str, Any]:
    """What the chat's state keeps; `album`: of pictures that are answered for already."""
    return {"response": response_id, chat.UNTIL: 1, ALBUM: album}


def chosen_of(whole: Whole, step: Step) -> list[str]:
    """What is chosen at a question of several: kept so far, else the answer it has."""
    kept = reading.draft(whole, step)
    if DECIDED in kept:
        return list(kept[DECIDED])
    reply = whole.replies.get(step.key)
    return list(reply.value) if reply is not None and isinstance(reply.value, list) else []


def keep(session: Session, actor: Actor, whole: Whole, step: Step, **kept: Any) -> Place:
    """Chosen so far at a question, which is no answer yet."""
    if responses.how(actor, whole) is Given.CHAT:
        answering.mark(actor, whole, Given.CHAT)
    whole.response.draft = {"at": list(step.key), **kept}
    whole.response.touched_at = actor.at
    stored.keep(session, whole.response)
    return reading.of(session, whole, actor.at, step)


def several(question: Question, keys: list[str]) -> Reply:
    """In the order of the questionnaire; a ranking in that of choosing."""
    if question.kind is Kind.SEVERAL:
        keys = [each.key for each in question.options if each.key in keys]
    return Reply(AnswerStatus.GIVEN, keys)
