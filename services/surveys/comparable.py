"""With which earlier campaign one can be compared: by itself, or as the curator chooses."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, QuestionnaireVersion, Response
from db.models.surveys import CampaignState, ResponseState
from domain.schoolyear import school_year
from domain.survey.comparing import ends, shared
from services import audit, zones
from services.actor import Actor
from services.errors import Refusal
from services.surveys import results, versions
from services.surveys.responses import STANDING

_KEPT = (CampaignState.OPEN, CampaignState.CLOSED)
_ONCE = ("", STANDING)  # interim ones ask the same person again and again


@dataclass(frozen=True, slots=True)
class Earlier:
    """A campaign that could be the «before». `both`: people who have sent both; `scales`: how
    many they share; `fits`: made for it, and of the same school year."""

    id: int
    title: str
    opened: date
    sent: int
    both: int
    scales: int
    fits: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """`found`: those that fit first, then the latest."""

    campaign_id: int
    title: str
    today: date
    found: tuple[Earlier, ...]


def choice(session: Session, actor: Actor, campaign_id: int) -> Choice:
    """Raises Refusal("gone" | "forbidden")."""
    row = results.see(session, actor, campaign_id)
    zone, known = _zone(session, row), _earlier(session, row)
    sent = _people(session, [row, *(each.row for each in known)], [ResponseState.SENT])
    mine = sent.get(row.id, set())
    found = [
        Earlier(
            each.row.id, each.row.title, each.row.opens_at.astimezone(zone).date(),
            len(sent.get(each.row.id, ())), len(sent.get(each.row.id, set()) & mine),
            each.scales, each.fits, each.row.id == row.before_id,
        )
        for each in known
    ]  # fmt: skip
    found.sort(key=lambda each: (not each.fits, -each.opened.toordinal(), -each.id))
    return Choice(row.id, row.title, actor.at.astimezone(zone).date(), tuple(found))


def offered(session: Session, actor: Actor, campaign_id: int) -> bool:
    """Whether there is anything to compare with. Raises Refusal("gone" | "forbidden")."""
    return bool(_earlier(session, results.see(session, actor, campaign_id)))


def choose(session: Session, actor: Actor, campaign_id: int, earlier: int | None) -> None:
    """The curator's choice; None: with nothing.

    Raises Refusal("gone" | "forbidden" | "survey_no_before")."""
    row = results.see(session, actor, campaign_id)
    if earlier is not None and earlier not in {each.row.id for each in _earlier(session, row)}:
        raise Refusal("survey_no_before")
    if row.before_id != earlier:
        row.before_id = earlier
        audit.record(session, actor, "survey_compared", f"campaign:{row.id}",
                     row.organisation_id, before=earlier)  # fmt: skip
    session.flush()


def usual(session: Session, row: Campaign) -> int | None:
    """What an asking that begins is the end of: of those that fit, the one that asked the most of
    the same people, then the latest; None where none of them was asked then."""
    rows = [each.row for each in _earlier(session, row) if each.fits]
    if not rows:
        return None
    there = [each for each in ResponseState if each is not ResponseState.WITHDRAWN]
    people = _people(session, [row, *rows], there)
    mine = people.get(row.id, set())
    ranked = [(len(people.get(each.id, set()) & mine), each.opens_at, each.id) for each in rows]
    both, _, found = max(ranked)
    return found if both else None


@dataclass(frozen=True, slots=True)
class _Known:
    row: Campaign
    scales: int
    fits: bool


def _earlier(session: Session, row: Campaign) -> list[_Known]:
    """Of the same school, not anonymous, begun before, with a scale in common."""
    if row.anonymous or row.auto not in _ONCE:
        return []
    rows = session.execute(
        select(Campaign, QuestionnaireVersion.sha)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Campaign.version_id)
        .where(
            Campaign.organisation_id == row.organisation_id,
            Campaign.state.in_(_KEPT),
            Campaign.anonymous.is_(False),
            Campaign.auto.in_(_ONCE),
            Campaign.id != row.id,
            Campaign.opens_at <= row.opens_at,
        )
    ).all()
    asked, zone = versions.questionnaire(session, row.version_id), _zone(session, row)
    found = []
    for each, sha in rows:
        before = versions.by_sha(session, each.version_id, sha)
        scales = len(shared(before, asked))
        if scales and (each.opens_at, each.id) < (row.opens_at, row.id):
            year = {school_year(one.opens_at.astimezone(zone).date()) for one in (each, row)}
            found.append(_Known(each, scales, len(year) == 1 and ends(before, asked)))
    return found


def _zone(session: Session, row: Campaign) -> ZoneInfo:
    return zones.of(session, [row.organisation_id])[row.organisation_id]


def _people(
    session: Session, campaigns: Sequence[Campaign], states: Collection[ResponseState]
) -> dict[int, set[int]]:
    rows = session.execute(
        select(Response.campaign_id, Response.person_id).where(
            Response.campaign_id.in_([each.id for each in campaigns]),
            Response.state.in_(states),
            Response.person_id.is_not(None),
        )
    )
    found: dict[int, set[int]] = {}
    for row in rows:
        found.setdefault(row.campaign_id, set()).add(row.person_id)
    return found
