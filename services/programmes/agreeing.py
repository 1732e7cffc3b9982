"""Both sides agree to the text of a programme; then it runs.

What is agreed to is told by the hash of the canonical text: a change of it asks anew while the
programme is being written, afterwards only a change of the goal or of a term does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Agreement, PairEvent, PairMember, Programme, Roadmap
from db.models.people import Given
from db.models.roadmap import RoadmapState
from domain.named import Named
from domain.pairs import Side
from services import chat, people, prompts
from services.actor import Actor
from services.entering import Paper
from services.errors import Refusal
from services.item_acts import said
from services.pairs import consenting, log, paper_answers
from services.programmes import running, text
from services.programmes.access import Access, for_writing, taken
from services.programmes.asking import AGREE, REMARKS, SHORT

PUT, CONFIRMED = "programme_put", "programme_confirmed"
WORDS_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Outcome:
    """`runs`: the answer has made it run; `waiting`: who has not agreed yet."""

    programme_id: int
    pair_id: int
    runs: bool
    waiting: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody of the pair says to the present text; `agreed` None: nothing yet."""

    who: Named
    side: Side
    agreed: bool | None
    words: str
    at: datetime | None
    how: Given | None
    signed_on: date | None = None  # of a paper
    entered_by: Named | None = None


def put(session: Session, actor: Actor, programme_id: int) -> Outcome:
    """Ask both sides to agree to the present text; whoever of the pair asks agrees by it.

    Raises Refusal("gone" | "forbidden" | "programme_closed" | "programme_no_goal" |
    "programme_no_lines" | "programme_not_changed" | "programme_barred").
    """
    access = for_writing(session, actor, programme_id)
    programme = access.programme
    _require_consents(session, actor, access)
    _require_whole(session, programme)
    found = text.text_of(session, programme)
    if not access.draft and text.core_of(session, programme) == programme.core_hash:
        raise Refusal("programme_not_changed")
    programme.text_hash, programme.put_at = found, actor.at
    programme.core_hash = text.core_of(session, programme)
    log.record(
        session, actor, access.pair.pair, PUT,
        before={"programme": None}, after={"programme": programme_id},
    )  # fmt: skip
    prompts.settle(session, REMARKS, [programme_id])
    if access.pair.sides:
        _record(session, actor, programme, actor.me, agreed=True)
    outcome = _settled(session, actor, access)
    prompts.ask(
        session, actor.at, AGREE, programme_id, outcome.waiting, access.roadmap.organisation_id
    )
    return outcome


def agree(session: Session, actor: Actor, programme_id: int, mark: str) -> Outcome:
    """`mark`: of the text that the person has seen. Saying it twice does no harm.

    Raises Refusal("gone" | "forbidden" | "programme_closed" | "programme_changed" |
    "programme_barred").
    """
    access = _of_member(session, actor, programme_id)
    _require_same(session, access.programme, mark)
    _record(session, actor, access.programme, actor.me, agreed=True)
    return _settled(session, actor, access)


def remark(session: Session, actor: Actor, programme_id: int, words: str) -> Outcome:
    """Say what should be otherwise; whoever wrote it hears of it in the next bundle."""
    access = _of_member(session, actor, programme_id)
    if access.programme.text_hash is None:
        raise Refusal("programme_changed")
    _record(session, actor, access.programme, actor.me, agreed=False, words=said(words))
    chat.clear(session, actor)
    _pass_on(session, actor, access, actor.me)
    return _outcome(session, access, runs=False)


def _pass_on(session: Session, actor: Actor, access: Access, by: int) -> None:
    """Those who wrote it hear that somebody wants it otherwise."""
    authors = [
        member.person_id
        for member in access.pair.members
        if member.side is Side.MENTOR and member.person_id != by
    ]
    prompts.ask(
        session, actor.at, REMARKS, access.programme.id,
        authors or [access.programme.created_by or actor.me],
        access.roadmap.organisation_id, by=by,
    )  # fmt: skip


def enter(
    session: Session, actor: Actor, programme_id: int, person_id: int, on: date | None = None,
    *, agreed: bool = True,
) -> Outcome:  # fmt: skip
    """Somebody of the pair has signed it on paper, or written there that it should be otherwise;
    `on`: the day that stands on it.

    Raises Refusal("gone" | "forbidden" | "programme_closed" | "programme_changed" |
    "paper_future").
    """
    access, paper = _entered_by(session, actor, programme_id, person_id, on)
    _require_same(session, access.programme, (access.programme.text_hash or "")[:SHORT])
    _record(session, actor, access.programme, person_id, agreed=agreed, paper=paper)
    if not agreed:
        _pass_on(session, actor, access, person_id)
        return _outcome(session, access, runs=False)
    return _settled(session, actor, access)


def confirm(session: Session, actor: Actor, programme_id: int) -> Outcome:
    """Whoever keeps the pairs lets it run, though not everybody has answered.

    Raises Refusal("gone" | "forbidden" | "programme_closed" | "programme_no_goal" |
    "programme_no_lines" | "programme_barred").
    """
    access = for_writing(session, actor, programme_id)
    if not access.pair.edit:
        raise Refusal("forbidden")
    programme = access.programme
    _require_whole(session, programme)
    programme.text_hash, programme.core_hash = (
        text.text_of(session, programme), text.core_of(session, programme),
    )  # fmt: skip
    programme.put_at = programme.put_at or actor.at
    prompts.settle(session, AGREE, [programme_id])
    prompts.settle(session, REMARKS, [programme_id])
    log.record(
        session, actor, access.pair.pair, CONFIRMED,
        before={"programme": None}, after={"programme": programme_id},
    )  # fmt: skip
    return _outcome(session, access, runs=_run(session, actor, access))


def answers(
    session: Session, programme: Programme, members: Sequence[PairMember]
) -> tuple[Answer, ...]:
    """What each of the pair says to the text that was put to them, mentors first."""
    rows = session.scalars(
        select(Agreement)
        .where(Agreement.programme_id == programme.id, Agreement.text_hash == programme.text_hash)
        .order_by(Agreement.id)
    )
    latest = {row.person_id: row for row in rows}
    entered = [row.entered_by for row in latest.values() if row.entered_by]
    names = people.named(session, [*(member.person_id for member in members), *entered])
    return tuple(_answer(m, names, latest.get(m.person_id)) for m in members)


def of_person(session: Session, programme: Programme, person_id: int) -> Agreement | None:
    """The last word of somebody about the text as it was put."""
    return session.scalar(
        select(Agreement)
        .where(
            Agreement.programme_id == programme.id,
            Agreement.person_id == person_id,
            Agreement.text_hash == programme.text_hash,
        )
        .order_by(Agreement.id.desc())
        .limit(1)
    )


def confirmed(
    session: Session, pair_id: int, since: datetime
) -> tuple[int | None, datetime] | None:
    """Who let the programme run without waiting for everybody, unless it was put to both again
    since."""
    last = session.scalar(
        select(PairEvent)
        .where(
            PairEvent.pair_id == pair_id,
            PairEvent.action.in_((PUT, CONFIRMED)),
            PairEvent.at >= since,
        )
        .order_by(PairEvent.id.desc())
        .limit(1)
    )
    return (last.actor_id, last.at) if last is not None and last.action == CONFIRMED else None


def _answer(member: PairMember, names: dict[int, Named], row: Agreement | None) -> Answer:
    who, side = names[member.person_id], member.side
    if row is None:
        return Answer(who, side, None, "", None, None)
    by = names.get(row.entered_by) if row.entered_by else None
    return Answer(who, side, row.agreed, row.words, row.at, row.how, row.signed_on, by)


def _of_member(session: Session, actor: Actor, programme_id: int) -> Access:
    access = taken(session, actor, programme_id)
    if not access.pair.sides:
        raise Refusal("forbidden")
    return access


def _entered_by(
    session: Session, actor: Actor, programme_id: int, person_id: int, on: date | None
) -> tuple[Access, Paper]:
    """A class teacher enters papers of a pair that is not otherwise theirs to see."""
    programme = session.get(Programme, programme_id)
    if programme is None:
        raise Refusal("gone")
    pair, paper = paper_answers.taken(session, actor, programme.pair_id, person_id, on)
    lock = select(Roadmap.id).where(Roadmap.id == programme.roadmap_id).with_for_update()
    session.execute(lock)
    session.expire_all()
    roadmap = session.get_one(Roadmap, programme.roadmap_id)
    if roadmap.state is RoadmapState.CLOSED:
        raise Refusal("programme_closed")
    return Access(programme, roadmap, pair), paper


def _require_consents(session: Session, actor: Actor, access: Access) -> None:
    """A programme runs with nobody who may not take part."""
    if consenting.missing_in(session, actor, access.pair.pair):
        raise Refusal("programme_barred")


def _require_whole(session: Session, programme: Programme) -> None:
    if not programme.goal.strip():
        raise Refusal("programme_no_goal")
    if not text.lines_of(session, programme.roadmap_id):
        raise Refusal("programme_no_lines")


def _require_same(session: Session, programme: Programme, mark: str) -> None:
    """Nobody agrees to a text that is not the one they were shown."""
    put_to = programme.text_hash
    if put_to is None or not mark or not put_to.startswith(mark):
        raise Refusal("programme_changed")
    if text.text_of(session, programme) != put_to:
        raise Refusal("programme_changed")


def _record(
    session: Session, actor: Actor, programme: Programme, person_id: int, *, agreed: bool,
    words: str = "", paper: Paper | None = None,
) -> None:  # fmt: skip
    assert programme.text_hash is not None
    session.add(
        Agreement(
            programme_id=programme.id, person_id=person_id, text_hash=programme.text_hash,
            agreed=agreed, words=words[:WORDS_LIMIT], at=actor.at,
            how=Given.PAPER if paper else Given.CHAT,
            entered_by=paper.by if paper else None, signed_on=paper.on if paper else None,
        )
    )  # fmt: skip
    session.flush()
    prompts.settle(session, AGREE, [programme.id], person_id)


def _settled(session: Session, actor: Actor, access: Access) -> Outcome:
    """Once everybody has agreed it runs."""
    outcome = _outcome(session, access, runs=False)
    if outcome.waiting:
        return outcome
    prompts.settle(session, AGREE, [access.programme.id])
    return _outcome(session, access, runs=_run(session, actor, access))


def _run(session: Session, actor: Actor, access: Access) -> bool:
    if access.roadmap.state is not RoadmapState.DRAFT:
        return False
    _require_consents(session, actor, access)
    running.run(session, actor, access.programme)
    return True


def _outcome(session: Session, access: Access, *, runs: bool) -> Outcome:
    found = answers(session, access.programme, access.pair.members)
    waiting = tuple(each.who.id for each in found if not each.agreed)
    return Outcome(access.programme.id, access.programme.pair_id, runs, waiting)
