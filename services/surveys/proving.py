"""The results of a closed campaign as proof of the roadmap's lines that it does."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Evidence, Item
from db.models.roadmap import EvidenceKind, ItemLevel
from db.models.surveys import CampaignState
from services import evidence
from services.actor import Actor
from services.errors import Refusal
from services.subjects import Subject
from services.surveys import rates, results
from services.surveys.rates import Line


@dataclass(frozen=True, slots=True)
class Attached:
    """`lines`: to which it was put now, `known`: which have had it; `event_id`: what undoes it,
    where it was put to one line; `open`: a line that is not marked yet."""

    title: str
    lines: tuple[Subject, ...]
    known: tuple[Subject, ...]
    event_id: int | None
    open: int | None


def lines(session: Session, actor: Actor, campaign_id: int) -> tuple[Line, ...]:
    """What it can be put to; none while the campaign is open, and of one without a line.

    Raises Refusal("gone" | "forbidden").
    """
    return _lines(session, results.see(session, actor, campaign_id))


def ensure(session: Session, actor: Actor, campaign_id: int) -> None:
    """Raises Refusal("gone" | "forbidden" | "survey_not_over" | "survey_no_line")."""
    row = results.see(session, actor, campaign_id)
    if row.state is not CampaignState.CLOSED:
        raise Refusal("survey_not_over")
    if not _lines(session, row):
        raise Refusal("survey_no_line")


def attach(
    session: Session, actor: Actor, campaign_id: int, kind: EvidenceKind, name: str, sha: str
) -> Attached:
    """Put a kept file to each line of the campaign, once; a line that is closed is passed over
    where another takes it. Raises as `ensure`, and Refusal("closed" | "forbidden")."""
    ensure(session, actor, campaign_id)
    row = session.get_one(Campaign, campaign_id)
    name = " ".join(name.split())[: evidence.TITLE_LIMIT]
    put: list[Subject] = []
    known: list[Subject] = []
    events: list[int] = []
    refused: Refusal | None = None
    for line in _lines(session, row):
        if _has(session, line.subject.item_id, name):
            known.append(line.subject)
            continue
        try:
            with session.begin_nested():
                added = evidence.add_evidence(
                    session, actor, line.subject.item_id, kind, name, sha=sha
                )
        except Refusal as found:
            refused = found
            continue
        put.append(line.subject)
        events.append(added.event_id)
    if refused is not None and not (put or known):
        raise refused
    still = next((each.subject.item_id for each in _lines(session, row) if each.open), None)
    return Attached(
        row.title, tuple(put), tuple(known), events[0] if len(events) == 1 else None, still
    )


def _lines(session: Session, row: Campaign) -> tuple[Line, ...]:
    return rates.lines(session, row.id) if row.state is CampaignState.CLOSED else ()


def _has(session: Session, item_id: int, name: str) -> bool:
    """The line itself, or somebody's share of it; linked lines get it from each other."""
    shares = select(Item.id).where(Item.parent_id == item_id, Item.level == ItemLevel.SHARE)
    found = select(Evidence.id).where(
        (Evidence.item_id == item_id) | Evidence.item_id.in_(shares),
        Evidence.title == name,
        Evidence.removed_at.is_(None),
    )
    return session.scalar(found.limit(1)) is not None
