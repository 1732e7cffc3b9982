"""A campaign from its draft to its end: whom it asks. Its window is windows.py, its lines of
roadmaps are linking.py; while it is open, who is asked follows the school (renewing.py)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, CampaignItem
from db.models.surveys import CampaignState
from domain.roles import Action
from domain.survey import Questionnaire, anonymity, numbering
from services import audit, prompts, zones
from services.actor import Actor, require
from services.errors import Refusal
from services.item_rights import see
from services.person_cards import members_among
from services.surveys import (
    audience,
    comparable,
    pairings,
    reminding,
    renewing,
    runs,
    sheets,
    slots,
    versions,
    whom,
)
from services.surveys.audience import VALUED, Who

USUAL = timedelta(days=14)  # how long a window is
TITLE = 200
KEEPS = Action.EDIT_PAIRS

OVER = "survey_over"  # a prompt of the curators: the window has closed


def draft(session: Session, actor: Actor, version_id: int, item_id: int | None = None) -> int:
    """What a launch would be, with the usual audience and window: the one that the actor has
    begun already, else a new one; its id. Raises Refusal("gone" | "forbidden"), as `see`."""
    place = actor.organisation_id
    require(session, actor, KEEPS, place)
    asked = dict(versions.published(session, place)).get(version_id)
    if asked is None:
        raise Refusal("gone")
    if item_id is not None:
        ensure_line(session, actor, item_id, place)
    known = _begun(session, actor, version_id, item_id)
    if known is not None:
        return known.id
    zone = zones.of(session, [place])[place]
    row = Campaign(
        organisation_id=place, version_id=version_id, title=asked.title[:TITLE],
        state=CampaignState.DRAFT, anonymous=asked.anonymous,
        audience=audience.usual(asked, of_item=item_id is not None).stored(),
        opens_at=actor.at, closes_at=reminding.end_of(actor.today + USUAL, zone),
        created_by=actor.me, created_at=actor.at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    if item_id is not None:
        session.add(CampaignItem(campaign_id=row.id, item_id=item_id))
        session.flush()
    return row.id


def take(session: Session, actor: Actor, campaign_id: int) -> Campaign:
    """For a change by who keeps the school's campaigns. Raises Refusal("gone" | "forbidden")."""
    row = session.scalar(
        select(Campaign)
        .where(Campaign.id == campaign_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None or row.auto:
        raise Refusal("gone")
    require(session, actor, KEEPS, row.organisation_id)
    return row


def set_who(session: Session, actor: Actor, campaign_id: int, who: Who) -> None:
    """Another kind of audience, with what was chosen of it before; one of which something is to
    be chosen first is taken with that. Raises Refusal("campaign_begun")."""
    row = drafted(session, actor, campaign_id)
    now = audience.read(row.audience)
    if now.who is not who and (who not in VALUED or now.of(who)):
        row.audience = now.turned(who, now.of(who)).stored()


def toggle(
    session: Session, actor: Actor, campaign_id: int, who: Who, value: str | int, *, on: bool
) -> None:
    """One of the subjects, classes, specialists, pairs or people of a draft's audience, which is
    of that kind from then on. Raises Refusal("campaign_begun" | "gone")."""
    row = drafted(session, actor, campaign_id)
    if who not in VALUED:
        raise Refusal("gone")
    if on and who is Who.PAIRS:
        _ensure_pair(session, actor, row, value)
    elif isinstance(value, int):
        _ensure_members(session, row, [value])
    now = audience.read(row.audience)
    chosen = [each for each in now.of(who) if each != value] + ([value] if on else [])
    row.audience = now.turned(who, tuple(chosen)).stored()


def name_people(
    session: Session, actor: Actor, campaign_id: int, people: Sequence[int], *, adding: bool
) -> None:
    """Several people at once: of a draft's audience, or (`adding`) asked beside it.

    Raises as `toggle` and `add_people`."""
    if adding:
        add_people(session, actor, campaign_id, people)
        return
    row = drafted(session, actor, campaign_id)
    _ensure_members(session, row, people)
    now = audience.read(row.audience)
    chosen = dict.fromkeys([*now.of(Who.PEOPLE), *people])
    row.audience = now.turned(Who.PEOPLE, tuple(chosen)).stored()


def hide_names(session: Session, actor: Actor, campaign_id: int, *, on: bool) -> None:
    """Whether a draft asks without names. Raises Refusal("campaign_begun" | "survey_unfit" |
    "survey_unfit_about" | "survey_nameless": the questionnaire itself promises it)."""
    row = drafted(session, actor, campaign_id)
    asked = versions.questionnaire(session, row.version_id)
    if on:
        _ensure_fit(asked)
    elif asked.anonymous:
        raise Refusal("survey_nameless")
    row.anonymous = on


def _ensure_fit(asked: Questionnaire) -> None:
    unfit = anonymity.unfit(asked)
    if "" in unfit:
        raise Refusal("survey_unfit_about")
    if unfit:
        number = numbering.numbers(asked)
        raise Refusal("survey_unfit", numbers=", ".join(str(number[key]) for key in unfit))


def launch(session: Session, actor: Actor, campaign_id: int) -> None:
    """Ask everybody; launched twice it is launched once. Raises Refusal("campaign_empty" |
    "campaign_past" | "campaign_cancelled" | "campaign_all_personal"), as `hide_names`."""
    row = take(session, actor, campaign_id)
    if row.state is CampaignState.CANCELLED:
        raise Refusal("campaign_cancelled")
    if row.state is not CampaignState.DRAFT:
        return
    row.opens_at = max(row.opens_at, actor.at)
    if row.closes_at is None or row.closes_at <= row.opens_at:
        raise Refusal("campaign_past")
    asked = versions.questionnaire(session, row.version_id)
    if not numbering.numbers(versions.here(session, asked)):
        raise Refusal("campaign_all_personal")
    if row.anonymous:
        _ensure_fit(asked)
    people = whom.chosen(session, row, asked, actor.at).people
    ids = renewing.respondents(row, [each.id for each in people], asked.about)
    if not slots.of_campaign(session, row, asked, ids, actor.at):
        raise Refusal("campaign_empty")
    row.state = CampaignState.OPEN
    runs.tell_apart(session, row)
    renewing.renew(session, row, actor.at)
    row.before_id = comparable.usual(session, row)
    log(session, actor, "survey_launched", row)


def add_people(session: Session, actor: Actor, campaign_id: int, people: Sequence[int]) -> None:
    """Ask some more. Raises Refusal("campaign_over" | "gone")."""
    row = take(session, actor, campaign_id)
    if row.state not in (CampaignState.OPEN, CampaignState.DRAFT):
        raise Refusal("campaign_over")
    _ensure_members(session, row, people)
    now = audience.read(row.audience)
    row.audience = replace(now, plus=tuple(dict.fromkeys([*now.plus, *people]))).stored()
    if row.state is CampaignState.OPEN:
        renewing.renew(session, row, actor.at)
        log(session, actor, "survey_added", row)


def close(session: Session, actor: Actor, campaign_id: int) -> None:
    """Before its time. Raises Refusal("campaign_over")."""
    row = take(session, actor, campaign_id)
    if row.state is not CampaignState.OPEN:
        raise Refusal("campaign_over")
    renewing.shut(session, row, actor.at)
    log(session, actor, "survey_closed", row)


def cancel(session: Session, actor: Actor, campaign_id: int) -> None:
    """Nobody is asked any more; what was answered is kept. A draft is thrown away.

    Raises Refusal("campaign_over")."""
    row = take(session, actor, campaign_id)
    if row.state is CampaignState.DRAFT:
        session.delete(row)
        session.flush()
        return
    if row.state is not CampaignState.OPEN:
        raise Refusal("campaign_over")
    row.state, row.closed_at, row.renew_at = CampaignState.CANCELLED, actor.at, None
    prompts.settle(session, reminding.KIND, [row.id])
    log(session, actor, "survey_cancelled", row)
    session.flush()
    sheets.freeze(session, row.id)


def restore(session: Session, actor: Actor, campaign_id: int) -> None:
    """A cancelled one goes on, within its window; of an anonymous one nothing is left.

    Raises Refusal("campaign_past" | "gone" | "campaign_frozen")."""
    row = take(session, actor, campaign_id)
    if row.state is CampaignState.OPEN:
        return
    if row.state is not CampaignState.CANCELLED:
        raise Refusal("gone")
    if row.anonymous:
        raise Refusal("campaign_frozen")
    if row.closes_at is None or row.closes_at <= actor.at:
        raise Refusal("campaign_past")
    row.state, row.closed_at = CampaignState.OPEN, None
    renewing.renew(session, row, actor.at)
    log(session, actor, "survey_restored", row)


def drafted(session: Session, actor: Actor, campaign_id: int) -> Campaign:
    """Taken to be changed before its launch. Raises Refusal("campaign_begun"), as `take`."""
    row = take(session, actor, campaign_id)
    if row.state is not CampaignState.DRAFT:
        raise Refusal("campaign_begun")
    return row


def _begun(
    session: Session, actor: Actor, version_id: int, item_id: int | None
) -> Campaign | None:
    items = select(CampaignItem.item_id).where(CampaignItem.campaign_id == Campaign.id)
    line: Any = ~items.exists()
    if item_id is not None:
        line = items.where(CampaignItem.item_id == item_id).exists()
    row = session.scalars(
        select(Campaign)
        .where(
            Campaign.organisation_id == actor.organisation_id,
            Campaign.version_id == version_id,
            Campaign.state == CampaignState.DRAFT,
            Campaign.created_by == actor.me,
            line,
        )
        .order_by(Campaign.id.desc())
        .limit(1)
    ).first()
    if row is not None and row.opens_at < actor.at:
        zone = zones.of(session, [row.organisation_id])[row.organisation_id]
        row.opens_at = actor.at
        if row.closes_at is None or row.closes_at <= actor.at:
            row.closes_at = reminding.end_of(actor.today + USUAL, zone)
    return row


def ensure_line(session: Session, actor: Actor, item_id: int, place: int) -> None:
    """A line of the school's own roadmaps that the actor may edit. Raises Refusal("gone" |
    "forbidden")."""
    found = see(session, actor, item_id)
    if not found.edit or found.roadmap.organisation_id != place:
        raise Refusal("forbidden")


def _ensure_members(session: Session, row: Campaign, people: Sequence[int]) -> None:
    if members_among(session, row.organisation_id, people) != set(people):
        raise Refusal("gone")


def _ensure_pair(session: Session, actor: Actor, row: Campaign, pair_id: str | int) -> None:
    asked = versions.questionnaire(session, row.version_id)
    if pair_id not in pairings.sides(session, row.organisation_id, asked, actor.at):
        raise Refusal("gone")


def log(session: Session, actor: Actor, action: str, row: Campaign) -> None:
    audit.record(session, actor, action, f"campaign:{row.id}", row.organisation_id)
