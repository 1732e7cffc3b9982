"""Answering in a chat: every act names the question it stands under, and does nothing when that
one is not on the screen any more. What is chosen of several is kept until it is the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from db.models.people import Given
from db.models.surveys import ResponseState
from domain.survey import AnswerStatus, Kind, Option, Question, Reply, walk
from domain.survey.answers import (
    NOT_APPLICABLE,
    READ,
    SKIPPED,
    Fault,
    bounds,
    fault_of,
    matrix,
    own_chosen,
)
from domain.survey.parsing import parse
from domain.survey.walk import Step
from services import chat
from services.actor import Actor
from services.errors import Refusal
from services.surveys import answering, reading, responses
from services.surveys.reading import Place
from services.surveys.responses import Whole

STATE = "survey.words"
ALBUM = "album"  # of the state: pictures that have been answered for together
LONG = "long"  # words that were too long, in the same place: when, and how many letters
FULL = 3500  # letters from which on a message may have been cut by the messenger
AT_ONCE = timedelta(seconds=3)  # messages so close were one for who has sent them
NO_ROW, SKIP_ROW = -1, -2  # instead of an option of a matrix
DECIDED = "decided"  # what several chosen ones are kept under


@dataclass(frozen=True, slots=True)
class At:
    """The question that a button stands under."""

    response_id: int
    question: int
    about: int


Act = Callable[[Session, Actor, Whole, Step], Place]


def start(session: Session, actor: Actor, response_id: int) -> Place:
    """Begin or go on: the exact question that is next. Raises Refusal("gone" | "forbidden" |
    "survey_hushed")."""
    whole = responses.own(session, actor, response_id, take=True)
    if whole.is_open(actor.at) and not (whole.sent and whole.campaign.anonymous):
        responses.ensure_heard(whole)
        answering.begin(session, actor, whole)
        step, hushed = whole.current, whole.response.at_about in whole.hushed
        at = whole.response.at_key, whole.response.at_about
        if step is None or (at != step.key and not hushed):  # else it is said why it has gone
            answering.go(whole, actor, step)
        whole.response.shown_at = actor.at
        session.flush()
    return _place(session, actor, whole)


def take(session: Session, actor: Actor, at: At, answer: Any) -> Place:
    """An answer that is made of one tap: the number of an option, a figure, a day, a person."""

    def act(session: Session, actor: Actor, whole: Whole, step: Step) -> Place:
        question = step.question
        raw: Any = answer
        if question.kind is Kind.ONE:
            chosen = _nth(question.options, answer)
            if chosen.own:
                return _keep(session, actor, whole, step, own=True, **{DECIDED: chosen.key})
            raw = chosen.key
        if question.kind is Kind.STATEMENT:
            return answering.store(session, actor, whole, step, READ)
        return answering.store(session, actor, whole, step, parse(question, raw, actor.today))

    return _at(session, actor, at, act)


def pick(session: Session, actor: Actor, at: At, option: int, *, on: bool) -> Place:
    """One of several, or not any more. The last place of a ranking makes it the answer."""

    def act(session: Session, actor: Actor, whole: Whole, step: Step) -> Place:
        question, chosen = step.question, chosen_of(whole, step)
        key = _nth(question.options, option).key
        keys = [each for each in chosen if each != key] + ([key] if on else [])
        _, most = bounds(question)
        if most is not None and len(keys) > most:
            raise Fault("many", most=int(most))
        if question.kind is Kind.RANKING and len(keys) == most and on:
            return answering.store(session, actor, whole, step, _several(question, keys))
        return _keep(session, actor, whole, step, **{DECIDED: keys})

    return _at(session, actor, at, act)


def pick_row(session: Session, actor: Actor, at: At, row: int, option: int) -> Place:
    """An option for a row of a matrix (NO_ROW: it does not apply, SKIP_ROW: none); with the last
    row it is the answer."""

    def act(session: Session, actor: Actor, whole: Whole, step: Step) -> Place:
        question = step.question
        rows = dict(reading.draft(whole, step).get(DECIDED) or {})
        wanted = _nth(question.rows, row).key
        if wanted in rows:  # a second tap under the row before
            return replace(_place(session, actor, whole), moved=True)
        rows[wanted] = _nth(question.options, option).key if option >= 0 else _without(option)
        if len(rows) < len(question.rows):
            return _keep(session, actor, whole, step, **{DECIDED: rows})
        return answering.store(session, actor, whole, step, _matrix(question, rows))

    return _at(session, actor, at, act)


def picked(session: Session, actor: Actor, at: At) -> Place:
    """What is chosen is the answer; an own option asks for words first, once."""

    def act(session: Session, actor: Actor, whole: Whole, step: Step) -> Place:
        question, kept = step.question, reading.draft(whole, step)
        if question.kind is Kind.STATEMENT:
            return answering.store(session, actor, whole, step, READ)
        if question.kind is Kind.ONE and kept.get("own"):
            return answering.store(
                session, actor, whole, step, Reply(AnswerStatus.GIVEN, kept[DECIDED])
            )
        if question.kind is Kind.MATRIX:
            raise Fault("row", said="")
        keys = chosen_of(whole, step)
        reply = _several(question, keys)
        if fault := fault_of(question, reply):
            raise fault
        if own_chosen(question, keys) and not kept.get("own"):
            return _keep(session, actor, whole, step, own=True, **{DECIDED: keys})
        return answering.store(session, actor, whole, step, reply)

    return _at(session, actor, at, act)


def anew(session: Session, actor: Actor, at: At) -> Place:
    """Nothing is chosen any more: a ranking, a matrix, own words that are not wanted."""

    def act(session: Session, actor: Actor, whole: Whole, step: Step) -> Place:
        empty: Any = {} if step.question.kind is Kind.MATRIX else []
        return _keep(session, actor, whole, step, **{DECIDED: empty})

    return _at(session, actor, at, act)


def skip(session: Session, actor: Actor, at: At, *, not_applicable: bool) -> Place:
    """Leave it without an answer, which is stored as what it is."""
    reply = NOT_APPLICABLE if not_applicable else SKIPPED

    def act(session: Session, actor: Actor, whole: Whole, step: Step) -> Place:
        return answering.store(session, actor, whole, step, reply)

    return _at(session, actor, at, act)


def keep(session: Session, actor: Actor, at: At) -> Place:
    """The answer that is there stays: on to where an answer would lead."""

    def act(session: Session, actor: Actor, whole: Whole, step: Step) -> Place:
        if step.key in whole.replies:
            answering.go(whole, actor, walk.first_open(whole.steps, whole.replies))
            session.flush()
        return _place(session, actor, whole)

    return _at(session, actor, at, act)


def earlier(session: Session, actor: Actor, at: At) -> Place:
    """Back to the question before; in a matrix to its row before."""

    def act(session: Session, actor: Actor, whole: Whole, step: Step) -> Place:
        done = reading.draft(whole, step).get(DECIDED)
        if step.question.kind is Kind.MATRIX and done:
            last = [row.key for row in step.question.rows if row.key in done][-1:]
            kept = {row: key for row, key in done.items() if row not in last}
            return _keep(session, actor, whole, step, **{DECIDED: kept})
        answering.go(whole, actor, walk.preceding(whole.steps, step.key) or step)
        session.flush()
        return _place(session, actor, whole)

    return _at(session, actor, at, act)


def change(session: Session, actor: Actor, at: At) -> Place:
    """Any question of the summary again. Raises as services.surveys.responses.ensure_open."""
    whole = responses.own(session, actor, at.response_id, take=True)
    responses.ensure_open(whole, actor.at)
    step = _step(whole, at)
    if step is not None:
        answering.begin(session, actor, whole)
        answering.go(whole, actor, step)
        session.flush()
    return _place(session, actor, whole)


def words(session: Session, actor: Actor, response_id: int, said: str) -> Place:
    """What was typed at the question on the screen; where it is no answer, why not."""
    whole = responses.own(session, actor, response_id, take=True)
    responses.ensure_open(whole, actor.at)
    step = whole.current
    if step is None:
        return _place(session, actor, whole)
    if step.question.kind is Kind.PERSON:  # a search, which is no answer
        return replace(_place(session, actor, whole), typed=said)
    if _said_twice(actor, whole, step, said):
        return replace(_place(session, actor, whole), moved=True)
    if refused := _refused(actor, whole, step):
        fault = Fault("long", most=refused["most"], length=refused["length"] + len(said))
        return _too_long(session, actor, whole, step, fault, "")
    try:
        return _waits(session, actor, _typed(session, actor, whole, step, said))
    except Fault as fault:
        if fault.key == "long" and len(said) >= FULL:
            return _too_long(session, actor, whole, step, fault, said)
        return reading.with_fault(_place(session, actor, whole), fault, said)


def file(
    session: Session, actor: Actor, response_id: int, value: Mapping[str, Any], album: str | None
) -> Place:
    """A kept file or photo as the answer to the question on the screen; the others of its album
    are no answers to the next one."""
    whole = responses.own(session, actor, response_id, take=True)
    responses.ensure_open(whole, actor.at)
    step = whole.current
    if step is None or step.question.kind is not Kind.FILE:
        return _place(session, actor, whole)
    reply = Reply(AnswerStatus.GIVEN, dict(value))
    place = _waits(session, actor, answering.store(session, actor, whole, step, reply))
    if album:
        chat.ask(session, actor, STATE, awaiting(response_id, album))
    return place


def decline(session: Session, actor: Actor, response_id: int) -> None:
    """The person does not want to answer and is not asked any more; answers so far are kept until
    the campaign ends, so that one can go on after all.

    Raises as services.surveys.responses.ensure_open.
    """
    whole = responses.own(session, actor, response_id, take=True)
    if whole.response.person_id != actor.me:
        raise Refusal("forbidden")
    responses.ensure_open(whole, actor.at)
    if not whole.sent:
        whole.response.state = ResponseState.DECLINED
    chat.clear(session, actor)


def chosen_of(whole: Whole, step: Step) -> list[str]:
    """What is chosen at a question of several: kept so far, else the answer it has."""
    kept = reading.draft(whole, step)
    if DECIDED in kept:
        return list(kept[DECIDED])
    reply = whole.replies.get(step.key)
    return list(reply.value) if reply is not None and isinstance(reply.value, list) else []


def _at(session: Session, actor: Actor, at: At, act: Act) -> Place:
    """Do it where the question is on the screen; a fault is shown there."""
    whole = responses.own(session, actor, at.response_id, take=True)
    responses.ensure_open(whole, actor.at)
    step = whole.current
    if step is None or (step.index, step.about) != (at.question, at.about):
        return replace(_place(session, actor, whole), moved=True)
    answering.begin(session, actor, whole)
    try:
        return _waits(session, actor, act(session, actor, whole, step))
    except Fault as fault:
        return reading.with_fault(_place(session, actor, whole), fault, "")


def _place(session: Session, actor: Actor, whole: Whole) -> Place:
    return _waits(session, actor, reading.of(session, whole, actor.at, whole.current))


def _waits(session: Session, actor: Actor, place: Place) -> Place:
    """While a question is on the screen the chat may type its answer, whatever its kind."""
    state = actor.state
    mine = state is not None and state.name == STATE
    if place.step is None:
        if mine:
            chat.clear(session, actor)
    elif state is None or not mine or state.data.get("response") != place.response_id:
        chat.ask(session, actor, STATE, awaiting(place.response_id))
    return place


def awaiting(response_id: int, album: str | None = None) -> dict[str, Any]:
    """What the chat's state keeps; `album`: of pictures that are answered for already."""
    return {"response": response_id, chat.UNTIL: 1, ALBUM: album}


def _keep(session: Session, actor: Actor, whole: Whole, step: Step, **kept: Any) -> Place:
    if responses.how(actor, whole) is Given.CHAT:
        answering.mark(actor, whole, Given.CHAT)
    whole.response.draft = {"at": list(step.key), **kept}
    whole.response.touched_at = actor.at
    session.flush()
    return reading.of(session, whole, actor.at, step)


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
    place = _waits(session, actor, _keep(session, actor, whole, step, **{**kept, LONG: piece}))
    return reading.with_fault(place, fault, said)


def _typed(session: Session, actor: Actor, whole: Whole, step: Step, said: str) -> Place:
    question, kept = step.question, reading.draft(whole, step)
    if kept.get("own"):
        reply = Reply(AnswerStatus.GIVEN, kept[DECIDED], " ".join(said.split()))
        return answering.store(session, actor, whole, step, reply)
    if question.kind in (Kind.MATRIX, Kind.STATEMENT, Kind.FILE):
        raise Fault("tap" if question.kind is not Kind.FILE else "file")
    if question.kind in (Kind.SEVERAL, Kind.RANKING) and kept.get(DECIDED):
        return _added(session, actor, whole, step, said)
    reply = parse(question, said, actor.today)
    choice = question.kind in (Kind.ONE, Kind.SEVERAL)
    if choice and own_chosen(question, reply.value) and not reply.text:
        return _keep(session, actor, whole, step, own=True, **{DECIDED: reply.value})
    return answering.store(session, actor, whole, step, reply)


def _added(session: Session, actor: Actor, whole: Whole, step: Step, said: str) -> Place:
    """Options that were typed join those that are picked already; own words, or the last place of
    a ranking, make it the answer."""
    question, chosen = step.question, chosen_of(whole, step)
    reply = parse(replace(question, least=None), said, actor.today)
    keys = [*chosen, *(each for each in reply.value if each not in chosen)]
    _, most = bounds(question)
    if most is not None and len(keys) > most:
        raise Fault("many", most=int(most))
    full = question.kind is Kind.RANKING and len(keys) == most
    if reply.text or full:
        made = replace(_several(question, keys), text=reply.text)
        return answering.store(session, actor, whole, step, made)
    return _keep(session, actor, whole, step, **{DECIDED: keys})


def _several(question: Question, keys: list[str]) -> Reply:
    if question.kind is Kind.SEVERAL:
        keys = [each.key for each in question.options if each.key in keys]
    return Reply(AnswerStatus.GIVEN, keys)


def _matrix(question: Question, rows: Mapping[str, str | None]) -> Reply:
    """None: does not apply, where that may be; else, like "", skipped."""
    kept = {row: key or None for row, key in rows.items()
            if key or (key is None and question.may_not_apply)}  # fmt: skip
    return matrix(question, kept)


def _without(option: int) -> str | None:
    return "" if option == SKIP_ROW else None


def _nth(options: tuple[Option, ...], at: int) -> Option:
    if not 0 <= at < len(options):
        raise Fault("choice", said="")
    return options[at]


def _step(whole: Whole, at: At) -> Step | None:
    return next((s for s in whole.steps if (s.index, s.about) == (at.question, at.about)), None)
