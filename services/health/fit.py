"""How it goes with this partner: asked once after the second meeting, privately."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import FitAnswer, Pair, Prompt, Response
from db.models.people import Given
from domain.health import Fit, Rule
from domain.named import Named
from domain.pairs import OPEN, PairState
from services import prompts, recipients
from services.actor import Actor
from services.bundling import upcoming
from services.entering import Paper
from services.errors import Refusal
from services.health import asking, states
from services.health.facts import Book
from services.pairs import paper_answers, rights
from services.pairs.rights import Access
from services.pairs.views import cards, cards_now

KIND = "pair_fit"
AFTER = 2  # held meetings


@dataclass(frozen=True, slots=True)
class FitAsked:
    """`others`: the other side of the pair; `unheard`: see states.unheard."""

    pair_id: int
    others: tuple[Named, ...]
    unheard: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """`given` None: not answered yet."""

    asked: FitAsked
    given: Fit | None


def ask_due(session: Session, now: datetime, place: int, book: Book) -> None:
    """Pairs that have met twice and were never asked."""
    day = book.days.today(now)
    due = [pair_id for pair_id, each in book.facts(day).items()
           if each.held >= AFTER and not each.paused]  # fmt: skip
    known = set(session.scalars(select(FitAnswer.pair_id).where(FitAnswer.pair_id.in_(due))))
    members = rights.present(session, [each for each in due if each not in known], day)
    who = recipients.load(session, {each.person_id for each in members}, now, place)
    for member in members:
        found = who.get(member.person_id)
        if found is not None and found.reachable:
            session.add(
                FitAnswer(pair_id=member.pair_id, person_id=member.person_id, asked_at=now)
            )
            # At the usual hour: an early bundle would put off what the day still brings.
            at = upcoming(found, now)
            prompts.ask(session, now, KIND, member.pair_id, [found.id], place, at=at)
    session.flush()


def question(session: Session, actor: Actor, pair_id: int) -> Said:
    """The question with the answer so far. Raises Refusal("gone" | "forbidden")."""
    access = _mine(session, actor, pair_id)
    row = _row(session, pair_id, actor.me)
    card = cards(session, [access.pair], actor.today)[0]
    others = card.mentees if access.mentors else card.mentors
    given = Fit(row.answer) if row is not None and row.answer else None
    members = [each.person_id for each in access.members]
    alone = states.unheard(session, access.pair.organisation_id, members)
    return Said(FitAsked(pair_id, others, alone), given)


def answer(session: Session, actor: Actor, pair_id: int, given: Fit) -> None:
    """A later word takes the place of an earlier one. Raises as `question`."""
    access = _mine(session, actor, pair_id)
    record(session, actor.at, access.pair, actor.me, given)


def enter(
    session: Session, actor: Actor, pair_id: int, person_id: int, given: Fit,
    on: date | None = None,
) -> None:  # fmt: skip
    """The same on paper, for somebody of the pair; `on`: the day that stands on it.

    Raises Refusal("gone" | "forbidden" | "paper_future").
    """
    access, paper = paper_answers.taken(session, actor, pair_id, person_id, on)
    if access.pair.state not in OPEN:
        raise Refusal("gone")
    record(session, actor.at, access.pair, person_id, given, paper)


@prompts.prompt(KIND, again=(3,), rank=60)
def asked(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    """Those who are in the pair and have not answered."""
    pairs = {
        pair.id: pair
        for pair in session.scalars(
            select(Pair).where(
                Pair.id.in_({row.subject_id for row in rows}),
                Pair.state == PairState.ACTIVE,
                Pair.removed_at.is_(None),
            )
        )
    }
    shown = cards_now(session, list(pairs.values()), now)
    open_ = session.execute(
        select(FitAnswer.pair_id, FitAnswer.person_id).where(
            FitAnswer.pair_id.in_(pairs), FitAnswer.answer.is_(None)
        )
    )
    waiting = {(row.pair_id, row.person_id) for row in open_}
    places = {pair.organisation_id for pair in pairs.values()}
    keepers = {place: states.keepers_of(session, place) for place in places}
    found: dict[int, FitAsked] = {}
    for row in rows:
        if (row.subject_id, row.person_id) in waiting:
            card, kept_by = shown[row.subject_id], keepers[pairs[row.subject_id].organisation_id]
            mentors = any(each.id == row.person_id for each in card.mentors)
            alone = kept_by and kept_by <= {each.id for each in (*card.mentors, *card.mentees)}
            others = card.mentees if mentors else card.mentors
            found[row.id] = FitAsked(card.id, others, bool(alone))
    return found


def _mine(session: Session, actor: Actor, pair_id: int) -> Access:
    access = rights.see(session, actor, pair_id)
    if not access.sides or access.pair.state not in OPEN:
        raise Refusal("gone")
    return access


def record(
    session: Session, now: datetime, pair: Pair, person_id: int, given: Fit,
    paper: Paper | None = None, asked_at: datetime | None = None,
) -> None:  # fmt: skip
    """The same for callers that checked the right to it. `asked_at`: of the interim asking whose
    answer it is; each asking has its own."""
    if asked_at is None:
        row = _row(session, pair.id, person_id)
    else:
        row = _asked_then(session, pair.id, person_id, asked_at)
    if row is None:
        row = FitAnswer(pair_id=pair.id, person_id=person_id, asked_at=asked_at or now)
        session.add(row)
    row.answer, row.at = given.value, now
    row.how = Given.PAPER if paper else Given.CHAT
    row.entered_by, row.signed_on = (paper.by, paper.on) if paper else (None, None)
    session.flush()
    prompts.settle(session, KIND, [pair.id], person_id)
    if given is Fit.CHANGE:
        flag = asking.flag(session, now, pair.id, Rule.CHANGE)
        if flag.acted_at is None:
            asking.tell(session, now, pair.organisation_id, [flag])


def _row(session: Session, pair_id: int, person_id: int) -> FitAnswer | None:
    """The question after the second meeting; answers of interim askings are not its own."""
    interim = select(Response.id).where(
        Response.pair_id == FitAnswer.pair_id, Response.person_id == FitAnswer.person_id,
        Response.invited_at == FitAnswer.asked_at,
    )  # fmt: skip
    return session.scalar(
        select(FitAnswer)
        .where(
            FitAnswer.pair_id == pair_id,
            FitAnswer.person_id == person_id,
            FitAnswer.answer.is_(None) | ~interim.exists(),
        )
        .order_by(FitAnswer.id.desc())
        .limit(1)
    )


def _asked_then(
    session: Session, pair_id: int, person_id: int, asked_at: datetime
) -> FitAnswer | None:
    return session.scalar(
        select(FitAnswer).where(
            FitAnswer.pair_id == pair_id, FitAnswer.person_id == person_id,
            FitAnswer.asked_at == asked_at,
        )
    )  # fmt: skip
