"""Answering in a chat: every act names the question it stands under, and does nothing when that
one is not on the screen any more. What is chosen of several is kept until it is the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

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
    with_one_more,
)
from domain.survey.parsing import parse
from domain.survey.walk import Step
from services import chat
from services.actor import Actor
from services.errors import Refusal
from services.surveys import answering, on_screen, reading, responses, stored
from services.surveys.on_screen import DECIDED
from services.surveys.reading import Place
from services.surveys.responses import Whole

NO_ROW, SKIP_ROW = -1, -2  # instead of an option of a matrix


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
        stored.keep(session, whole.response)
    return on_screen.place(session, actor, whole)


def take(session: Session, actor: Actor, at: At, answer: Any) -> Place:
    """An answer that is made of one tap: the number of an option, a figure, a day, a person."""

    def act(session: Session, actor: Actor, whole: Whole, step: Step) -> Place:
        question = step.question
        raw: Any = answer
        if question.kind is Kind.ONE:
            chosen = _nth(question.options, answer)
            if chosen.own:
                own = {DECIDED: chosen.key, "own": True}
                return on_screen.keep(session, actor, whole, step, **own)
            raw = chosen.key
        if question.kind is Kind.STATEMENT:
            return answering.store(session, actor, whole, step, READ)
        return answering.store(session, actor, whole, step, parse(question, raw, actor.today))

    return _at(session, actor, at, act)


def pick(session: Session, actor: Actor, at: At, option: int, *, on: bool) -> Place:
    """One of several, or not any more. The last place of a ranking makes it the answer."""

    def act(session: Session, actor: Actor, whole: Whole, step: Step) -> Place:
        question, chosen = step.question, on_screen.chosen_of(whole, step)
        key = _nth(question.options, option).key
        left = [each for each in chosen if each != key]
        keys = with_one_more(question, chosen, key) if on else left
        _, most = bounds(question)
        if most is not None and len(keys) > most:
            raise Fault("many", most=int(most))
        if question.kind is Kind.RANKING and len(keys) == most and on:
            return answering.store(session, actor, whole, step, on_screen.several(question, keys))
        return on_screen.keep(session, actor, whole, step, **{DECIDED: keys})

    return _at(session, actor, at, act)


def pick_row(session: Session, actor: Actor, at: At, row: int, option: int) -> Place:
    """An option for a row of a matrix (NO_ROW: it does not apply, SKIP_ROW: none); with the last
    row it is the answer."""

    def act(session: Session, actor: Actor, whole: Whole, step: Step) -> Place:
        question = step.question
        rows = dict(reading.draft(whole, step).get(DECIDED) or {})
        wanted = _nth(question.rows, row).key
        if wanted in rows:  # a second tap under the row before
            return replace(on_screen.place(session, actor, whole), moved=True)
        rows[wanted] = _nth(question.options, option).key if option >= 0 else _without(option)
        if len(rows) < len(question.rows):
            return on_screen.keep(session, actor, whole, step, **{DECIDED: rows})
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
        keys = on_screen.chosen_of(whole, step)
        reply = on_screen.several(question, keys)
        if fault := fault_of(question, reply):
            raise fault
        if own_chosen(question, keys) and not kept.get("own"):
            return on_screen.keep(session, actor, whole, step, own=True, **{DECIDED: keys})
        return answering.store(session, actor, whole, step, reply)

    return _at(session, actor, at, act)


def anew(session: Session, actor: Actor, at: At) -> Place:
    """Nothing is chosen any more: a ranking, a matrix, own words that are not wanted."""

    def act(session: Session, actor: Actor, whole: Whole, step: Step) -> Place:
        empty: Any = {} if step.question.kind is Kind.MATRIX else []
        return on_screen.keep(session, actor, whole, step, **{DECIDED: empty})

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
            stored.keep(session, whole.response)
        return on_screen.place(session, actor, whole)

    return _at(session, actor, at, act)


def earlier(session: Session, actor: Actor, at: At) -> Place:
    """Back to the question before; in a matrix to its row before."""

    def act(session: Session, actor: Actor, whole: Whole, step: Step) -> Place:
        done = reading.draft(whole, step).get(DECIDED)
        if step.question.kind is Kind.MATRIX and done:
            last = [row.key for row in step.question.rows if row.key in done][-1:]
            kept = {row: key for row, key in done.items() if row not in last}
            return on_screen.keep(session, actor, whole, step, **{DECIDED: kept})
        _look_at(whole, actor, walk.preceding(whole.steps, step.key) or step)
        stored.keep(session, whole.response)
        return on_screen.place(session, actor, whole)

    return _at(session, actor, at, act)


def change(session: Session, actor: Actor, at: At) -> Place:
    """Any question of the summary again. Raises as services.surveys.responses.ensure_open."""
    whole = responses.own(session, actor, at.response_id, take=True)
    responses.ensure_open(whole, actor.at)
    step = _step(whole, at)
    if step is not None:
        answering.begin(session, actor, whole)
        _look_at(whole, actor, step)
        stored.keep(session, whole.response)
    return on_screen.place(session, actor, whole)


def _look_at(whole: Whole, actor: Actor, step: Step) -> None:
    """Another question; what is ticked at this one is there again on coming back."""
    ticked = whole.response.draft
    answering.go(whole, actor, step)
    whole.response.draft = ticked


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
        stored.keep(session, whole.response)
    chat.clear(session, actor)


def _at(session: Session, actor: Actor, at: At, act: Act) -> Place:
    """Do it where the question is on the screen; a fault is shown there."""
    whole = responses.own(session, actor, at.response_id, take=True)
    responses.ensure_open(whole, actor.at)
    step = whole.current
    if step is None or (step.index, step.about) != (at.question, at.about):
        return replace(on_screen.place(session, actor, whole), moved=True)
    answering.begin(session, actor, whole)
    try:
        return on_screen.waits(session, actor, act(session, actor, whole, step))
    except Fault as fault:
        return reading.with_fault(on_screen.place(session, actor, whole), fault, "")


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
