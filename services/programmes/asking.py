"""What the daily bundle says of programmes: somebody is to agree, somebody wants changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Agreement, Programme, Prompt, Roadmap
from db.models.roadmap import RoadmapState
from domain.named import Named
from services import people, prompts
from services.pairs.views import PairCard
from services.programmes import text
from services.programmes.whose import pair_card

AGREE, REMARKS = "programme_agree", "programme_remarks"
SHORT = 8
"""Characters of the hash that a button carries."""


@dataclass(frozen=True, slots=True)
class ToAgree:
    """In a bundle: a programme waits for the person's word. `interim`: it runs already."""

    programme_id: int
    pair: PairCard
    mark: str
    interim: bool


@dataclass(frozen=True, slots=True)
class Remarks:
    """In a bundle: somebody wants a programme otherwise."""

    programme_id: int
    pair_id: int
    by: Named
    words: str


@prompts.prompt(AGREE, again=(2, 5), rank=30, pressing=True)
def to_agree(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, ToAgree]:
    found: dict[int, ToAgree] = {}
    for row in rows:
        programme = session.get(Programme, row.subject_id)
        stands = programme is not None and programme.text_hash is not None
        if programme is None or not stands or not _waits(session, programme, row.person_id):
            continue
        roadmap = session.get_one(Roadmap, programme.roadmap_id)
        if programme.text_hash == text.text_of(session, programme):
            runs = roadmap.state is RoadmapState.RUNNING
            mark = (programme.text_hash or "")[:SHORT]
            found[row.id] = ToAgree(
                programme.id, pair_card(session, programme.pair_id, now), mark, runs
            )
    return found


@prompts.prompt(REMARKS, again=(), rank=31, pressing=True)
def remarks(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Remarks]:
    found: dict[int, Remarks] = {}
    for row in rows:
        programme = session.get(Programme, row.subject_id)
        last = _last_remark(session, programme) if programme is not None else None
        if programme is not None and last is not None:
            who = people.named(session, [last.person_id])[last.person_id]
            found[row.id] = Remarks(programme.id, programme.pair_id, who, last.words)
    return found


def _last_remark(session: Session, programme: Programme) -> Agreement | None:
    """The newest one to the text as it was put."""
    return session.scalar(
        select(Agreement)
        .where(
            Agreement.programme_id == programme.id,
            Agreement.text_hash == programme.text_hash,
            Agreement.agreed.is_(False),
        )
        .order_by(Agreement.id.desc())
        .limit(1)
    )


def _waits(session: Session, programme: Programme, person_id: int) -> bool:
    """Whether the person has said nothing to this text yet."""
    said_already = session.scalar(
        select(Agreement.id)
        .where(
            Agreement.programme_id == programme.id,
            Agreement.person_id == person_id,
            Agreement.text_hash == programme.text_hash,
        )
        .limit(1)
    )
    return said_already is None
