"""Papers of a pair: their numbers, days, scans."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Pair, PairPaper
from domain.named import Named
from domain.pair_papers import ENDING, OF_MENTOR, Held, PaperKind
from domain.pairs import OPEN, Side
from services import chat, people
from services.actor import Actor
from services.errors import Refusal
from services.pairs import lacking, rights, snapshot, states
from services.pairs.lacking import Lack
from services.pairs.rights import Access
from services.pairs.states import Acted

NUMBER_LIMIT, PAY_LIMIT = 64, 300


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is there. `complete`: it has all that it must have."""

    id: int
    kind: PaperKind
    person: Named | None
    number: str
    signed_on: date | None
    pay: str
    paid: bool | None
    until: date | None
    sha: str | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Papers:
    """What is there and what is missing; `mentors`: who have papers of their own."""

    pair_id: int
    papers: tuple[Paper, ...]
    lacks: tuple[Lack, ...]
    mentors: tuple[Named, ...]
    open: bool
    edit: bool


def listing(session: Session, actor: Actor, pair_id: int) -> Papers:
    """For the mentor and who keeps the pair: papers on pay are not for the mentee.

    Raises Refusal("gone" | "forbidden").
    """
    access = rights.see(session, actor, pair_id)
    if not (access.edit or access.mentors):
        raise Refusal("forbidden")
    return Papers(
        pair_id=pair_id,
        papers=of_pair(session, pair_id, None if access.edit else actor.me),
        lacks=lacking.of(session, [access.pair], actor.today).get(pair_id, ()),
        mentors=_mentors(session, access),
        open=access.pair.state in OPEN,
        edit=access.edit,
    )


def of_pair(session: Session, pair_id: int, only: int | None = None) -> tuple[Paper, ...]:
    """The papers of a pair; `only`: what is not another mentor's."""
    rows = session.scalars(
        select(PairPaper)
        .where(PairPaper.pair_id == pair_id, PairPaper.removed_at.is_(None))
        .order_by(PairPaper.id)
    ).all()
    names = people.named(session, {row.person_id for row in rows if row.person_id})
    return tuple(
        _paper(row, names) for row in rows if only in (None, row.person_id) or not row.person_id
    )


def last_order(session: Session, actor: Actor, pair_id: int) -> Paper | None:
    """The order entered last for another pair of the school: one order often names many.

    Raises as `listing`.
    """
    place = rights.see(session, actor, pair_id).pair.organisation_id
    row = session.scalar(
        select(PairPaper)
        .join(Pair, Pair.id == PairPaper.pair_id)
        .where(
            Pair.organisation_id == place, Pair.id != pair_id, Pair.removed_at.is_(None),
            PairPaper.kind == PaperKind.ORDER.value, PairPaper.removed_at.is_(None),
            PairPaper.number != "", PairPaper.signed_on.is_not(None),
        )
        .order_by(PairPaper.id.desc())
        .limit(1)
    )  # fmt: skip
    return _paper(row, {}) if row is not None else None


def one(session: Session, actor: Actor, paper_id: int) -> tuple[int, Paper]:
    """A paper and its pair's id. Raises Refusal("gone" | "forbidden")."""
    row = session.get(PairPaper, paper_id)
    if row is None or row.removed_at is not None:
        raise Refusal("gone")
    listed = listing(session, actor, row.pair_id)
    found = [paper for paper in listed.papers if paper.id == paper_id]
    if not found:
        raise Refusal("forbidden")
    return row.pair_id, found[0]


def add(
    session: Session,
    actor: Actor,
    pair_id: int,
    kind: PaperKind,
    person_id: int | None = None,
    *,
    number: str = "",
    signed_on: date | None = None,
    pay: str = "",
    paid: bool | None = None,
    sha: str | None = None,
) -> Acted:
    """Enter a paper; one of the same kind (and mentor) gives way to it, keeping its scan.

    An order confirms a pair that waited for it, and a confirmed pair whose papers are all there
    begins on its day. Raises Refusal("gone" | "forbidden" | "paper_empty" | "paper_ahead").
    """
    access = rights.for_keeping(session, actor, pair_id)
    owner = owner_of(access, kind, person_id)
    if not (number.strip() or signed_on or paid is not None or sha):
        raise Refusal("paper_empty")
    if signed_on is not None and signed_on > actor.today:
        raise Refusal("paper_ahead")
    with snapshot.changing(
        session, actor, access.pair, "paper", kind=kind.value, who=owner
    ) as change:
        old = replace_former(session, actor, pair_id, kind, owner)
        session.add(
            PairPaper(
                pair_id=pair_id, person_id=owner, kind=kind.value,
                number=" ".join(number.split())[:NUMBER_LIMIT], signed_on=signed_on,
                pay=" ".join(pay.split())[:PAY_LIMIT], paid=paid,
                sha=sha or (old.sha if old else None), entered_by=actor.person_id, at=actor.at,
            )
        )  # fmt: skip
        session.flush()
        if kind is PaperKind.ORDER:
            states.confirm(session, actor, access.pair)
    states.begin_ready(session, actor, [access.pair])
    chat.clear(session, actor)
    return Acted(pair_id, change.event_id)


def attach(session: Session, actor: Actor, paper_id: int, sha: str) -> Acted:
    """Keep the scan of a paper that is entered already."""
    row = session.get(PairPaper, paper_id)
    if row is None or row.removed_at is not None:
        raise Refusal("gone")
    access = rights.for_keeping(session, actor, row.pair_id)
    with snapshot.changing(session, actor, access.pair, "scan", kind=row.kind) as change:
        row.sha = sha
    chat.clear(session, actor)
    return Acted(row.pair_id, change.event_id)


def remove(session: Session, actor: Actor, paper_id: int) -> Acted:
    """Entered by mistake. Taking a refusal or notice away stops its clock."""
    row = session.get(PairPaper, paper_id)
    if row is None or row.removed_at is not None:
        raise Refusal("gone")
    access = rights.for_keeping(session, actor, row.pair_id)
    with snapshot.changing(session, actor, access.pair, "paper_removed", kind=row.kind) as change:
        row.removed_at = actor.at
        if PaperKind(row.kind) in ENDING:
            leave(access, row.person_id, None)
    return Acted(row.pair_id, change.event_id)


def owner_of(access: Access, kind: PaperKind, person_id: int | None) -> int | None:
    if kind not in OF_MENTOR:
        return None
    mentors = [each.person_id for each in access.members if each.side is Side.MENTOR]
    if person_id is None and len(mentors) == 1:
        return mentors[0]
    if person_id not in mentors:
        raise Refusal("gone")
    return person_id


def replace_former(
    session: Session, actor: Actor, pair_id: int, kind: PaperKind, owner: int | None
) -> PairPaper | None:
    same = select(PairPaper).where(
        PairPaper.pair_id == pair_id, PairPaper.kind == kind.value, PairPaper.removed_at.is_(None)
    )
    same = same.where(
        PairPaper.person_id.is_(None) if owner is None else PairPaper.person_id == owner
    )
    found = None
    for found in session.scalars(same.order_by(PairPaper.id)):
        found.removed_at = actor.at
    return found


def _mentors(session: Session, access: Access) -> tuple[Named, ...]:
    ids = [each.person_id for each in access.members if each.side is Side.MENTOR]
    names = people.named(session, ids)
    return tuple(names[each] for each in dict.fromkeys(ids))


def _paper(row: PairPaper, names: dict[int, Named]) -> Paper:
    kind = PaperKind(row.kind)
    held = Held(kind, row.person_id, row.number, row.signed_on, row.paid)
    return Paper(
        row.id, kind, names.get(row.person_id) if row.person_id else None, row.number,
        row.signed_on, row.pay, row.paid, row.until, row.sha, held.complete or kind in ENDING,
    )  # fmt: skip


def leave(access: Access, person_id: int | None, until: date | None) -> None:
    """A second mentor goes on alone; the only one's place ends with the pair itself."""
    staying = [each for each in access.members if each.side is Side.MENTOR]
    if len(staying) > 1:
        for each in staying:
            if each.person_id == person_id:
                each.until = until
