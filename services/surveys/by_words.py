"""Words, pictures and files that are sent at a question: an answer where they can be one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from db.models.people import Given
from domain.survey import AnswerStatus, Kind, Reply
from domain.survey.answers import Fault, bounds, own_chosen, with_one_more
from domain.survey.parsing import parse
from domain.survey.walk import Step
from services import chat
from services.actor import Actor
from services.surveys import answering, on_screen, reading, responses
from services.surveys.on_screen import DECIDED, STATE, TICKED
from services.surveys.reading import Place
from services.surveys.responses import Whole

LONG = "long"  # words that were too long, in the same place: when, and how many letters
FULL = 3500  # letters from which on a message may have been cut by the messenger
AT_ONCE = timedelta(seconds=3)  # messages so close were one for who has sent them


def words(session: Session, actor: Actor, response_id: int, said: str) -> Place:
    """What was typed at the question on the screen; where it is no answer, why not."""
    whole = responses.own(session, actor, response_id, take=True)
    responses.ensure_open(whole, actor.at)
    step = whole.current
    if step is None:
        return on_screen.place(session, actor, whole)
    if step.question.kind is Kind.PERSON:  # a search, which is no answer
        return replace(on_screen.place(session, actor, whole), typed=said)
    if _said_twice(actor, whole, step, said):
        return replace(on_screen.place(session, actor, whole), moved=True)
    if refused := _refused(actor, whole, step):
        fault = Fault("long", most=refused["most"], length=refused["length"] + len(said))
        return _too_long(session, actor, whole, step, fault, "")
    try:
        return on_screen.waits(session, actor, _typed(session, actor, whole, step, said))
    except Fault as fault:
        if fault.key == "long" and len(said) >= FULL:
            return _too_long(session, actor, whole, step, fault, said)
        return reading.with_fault(on_screen.place(session, actor, whole), fault, said)


def file(
    session: Session, actor: Actor, response_id: int, value: Mapping[str, Any], album: str | None
) -> Place:
    """A kept file or photo as the answer to the question on the screen; the others of its album
    are no answers to the next one."""
    whole = responses.own(session, actor, response_id, take=True)
    responses.ensure_open(whole, actor.at)
    step = whole.current
    if step is None or step.question.kind is not Kind.FILE:
        return on_screen.place(session, actor, whole)
    reply = Reply(AnswerStatus.GIVEN, dict(value))
    place = on_screen.waits(session, actor, answering.store(session, actor, whole, step, reply))
    if album:
        chat.ask(session, actor, STATE, on_screen.awaiting(response_id, album))
    return place


def _said_twice(actor: Actor, whole: Whole, step: Step, said: str) -> bool:
    """Whether these very words became the answer to another question a moment ago: a message
    that was sent twice."""
    if responses.how(actor, whole) is Given.PAPER:  # who copies a sheet is quick
        return False
    wordy = {each.key for each in whole.steps if each.question.kind in (Kind.SHORT, Kind.LONG)}
    return any(
        key in wordy - {step.key} and row.value.get("is") == said.strip()
        and timedelta() <= actor.at - row.at < AT_ONCE
        for key, row in whole.rows.items()
    )  # fmt: skip


def _refused(actor: Actor, whole: Whole, step: Step) -> Mapping[str, Any] | None:
    """The piece before, where it was too long: what comes at once is the rest of it, for a
    messenger cuts long words into several messages."""
    found: Mapping[str, Any] | None = reading.draft(whole, step).get(LONG)
    if found is None or actor.at - datetime.fromisoformat(found["at"]) >= AT_ONCE:
        return None
    return found


def _too_long(
    session: Session, actor: Actor, whole: Whole, step: Step, fault: Fault, said: str
) -> Place:
    kept = {key: each for key, each in reading.draft(whole, step).items() if key != "at"}
    piece = {"at": actor.at.isoformat(), **fault.data}
    there = on_screen.keep(session, actor, whole, step, **{**kept, LONG: piece})
    return reading.with_fault(on_screen.waits(session, actor, there), fault, said)


def _typed(session: Session, actor: Actor, whole: Whole, step: Step, said: str) -> Place:
    question, kept = step.question, reading.draft(whole, step)
    if kept.get("own"):
        reply = Reply(AnswerStatus.GIVEN, kept[DECIDED], " ".join(said.split()))
        return answering.store(session, actor, whole, step, reply)
    if question.kind in (Kind.MATRIX, Kind.STATEMENT, Kind.FILE):
        raise Fault("tap" if question.kind is not Kind.FILE else "file")
    if question.kind in (Kind.SEVERAL, Kind.RANKING):
        return _added(session, actor, whole, step, said)
    reply = parse(question, said, actor.today)
    if question.kind is Kind.ONE and own_chosen(question, reply.value) and not reply.text:
        return on_screen.keep(session, actor, whole, step, own=True, **{DECIDED: reply.value})
    return answering.store(session, actor, whole, step, reply)


def _added(session: Session, actor: Actor, whole: Whole, step: Step, said: str) -> Place:
    """Options that were typed join those that are picked already, as if tapped: «Готово» makes
    them the answer. Own words, or the last place of a ranking, make it so at once."""
    question, keys = step.question, on_screen.chosen_of(whole, step)
    reply = parse(replace(question, least=None), said, actor.today)
    for each in reply.value:
        keys = keys if each in keys else with_one_more(question, keys, each)
    _, most = bounds(question)
    if most is not None and len(keys) > most:
        raise Fault("many", most=int(most))
    full = question.kind is Kind.RANKING and len(keys) == most
    if reply.text or full:
        made = replace(on_screen.several(question, keys), text=reply.text)
        return answering.store(session, actor, whole, step, made)
    return on_screen.keep(session, actor, whole, step, **{DECIDED: keys, TICKED: True})
