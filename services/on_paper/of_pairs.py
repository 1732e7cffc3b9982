"""Papers about a pair itself: agreeing to it, refusing, how it goes, its programme."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import FitAnswer
from db.models.people import Given
from domain.health import Answer, Fit
from domain.on_paper import Kind
from domain.pairs import PairState
from services import people
from services.actor import Actor
from services.health import answers, asking, fit, states
from services.on_paper.model import Matter, Of, Stamp
from services.pairs import log, notices, offers
from services.pairs import states as pair_states
from services.programmes import access, agreeing, text

YES, NO = "yes", "no"
LEAVES = ("0", "7", "14", "30")  # days from the day of the paper to the last one


def offered(of: Of) -> Iterator[Matter]:
    for pair in of.mentored():
        said = log.actors(of.session, pair.id, "agreed")
        if pair.state is PairState.PROPOSED and of.person_id not in said:
            yield Matter(Kind.OFFER, pair.id, of.others(pair.id), (YES, NO))


def take_offer(
    session: Session, actor: Actor, person_id: int, pair_id: int, answer: str, on: date
) -> None:
    enter = pair_states.enter_agreement if answer == YES else offers.enter_refusal
    enter(session, actor, pair_id, person_id, on)


def leaving(of: Of) -> Iterator[Matter]:
    for pair in of.mentored():
        if pair.state is not PairState.PROPOSED:
            yield Matter(Kind.REFUSAL, pair.id, of.others(pair.id), LEAVES)


def take_refusal(
    session: Session, actor: Actor, person_id: int, pair_id: int, answer: str, on: date
) -> None:
    until = on + timedelta(days=int(answer))
    notices.enter_refusal(session, actor, pair_id, person_id, until, on)


def checks(of: Of) -> Iterator[Matter]:
    """The stamp of an answer stands as long as what was asked about does."""
    flags = states.open_flags(of.session, [pair.id for pair in of.pairs])
    for pair in of.pairs:
        if pair.state is PairState.ACTIVE:
            said = [
                each.paper
                for flag in flags.get(pair.id, ())
                for each in answers.of(flag, of.actor.zone)
                if each.person_id == of.person_id and each.paper is not None
            ]
            stamp = _stamp(of, said[-1].on, said[-1].by) if said else None
            others = of.others(pair.id)
            yield Matter(Kind.CHECK, pair.id, others, tuple(Answer), stamp=stamp)


def take_check(
    session: Session, actor: Actor, person_id: int, pair_id: int, answer: str, on: date
) -> None:
    asking.enter(session, actor, pair_id, person_id, Answer(answer), on)


def fits(of: Of) -> Iterator[Matter]:
    ids = [pair.id for pair in of.pairs if pair.state is PairState.ACTIVE]
    rows = of.session.scalars(
        select(FitAnswer)
        .where(FitAnswer.pair_id.in_(ids), FitAnswer.person_id == of.person_id)
        .order_by(FitAnswer.id)
    )
    latest = {row.pair_id: row for row in rows}
    for pair_id in ids:
        row = latest.get(pair_id)
        paper = row is not None and row.how is Given.PAPER and row.signed_on is not None
        stamp = _stamp(of, row.signed_on, row.entered_by) if row and paper else None
        yield Matter(Kind.FIT, pair_id, of.others(pair_id), tuple(Fit), stamp=stamp)


def take_fit(
    session: Session, actor: Actor, person_id: int, pair_id: int, answer: str, on: date
) -> None:
    fit.enter(session, actor, pair_id, person_id, Fit(answer), on)


def programmes(of: Of) -> Iterator[Matter]:
    """Texts that wait for a signature."""
    for pair in of.pairs:
        found = access.newest(of.session, pair.id)
        if found is None or found.text_hash is None:
            continue
        said = agreeing.of_person(of.session, found, of.person_id)
        if text.text_of(of.session, found) != found.text_hash or (said and said.agreed):
            continue
        paper = said is not None and said.how is Given.PAPER and said.signed_on is not None
        stamp = _stamp(of, said.signed_on, said.entered_by) if said and paper else None
        yield Matter(Kind.PROGRAMME, found.id, of.others(pair.id), (YES, NO), stamp=stamp)


def sign(
    session: Session, actor: Actor, person_id: int, programme_id: int, answer: str, on: date
) -> None:
    agreeing.enter(session, actor, programme_id, person_id, on, agreed=answer == YES)


def _stamp(of: Of, on: date | None, by: int | None) -> Stamp | None:
    names = people.named(of.session, [by] if by else [])
    return Stamp(on, names.get(by or 0)) if on else None
