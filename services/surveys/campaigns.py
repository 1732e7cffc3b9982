"""A campaign from its draft to its end: whom it asks, from when till when, and its line of a
roadmap. Who is asked follows the school while it is open."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, CampaignItem, Prompt, Response
from db.models.surveys import CampaignState, ResponseState
from domain.roles import Action
from domain.survey import anonymity
from domain.survey.moments import Moment
from services import audit, calendars, prompts, zones
from services.actor import Actor, require
from services.errors import Refusal
from services.item_rights import see
from services.person_cards import members_among
from services.surveys import audience, reminding, sheets, slots, versions
from services.surveys.audience import VALUED, Audience, Who
from services.surveys.reminding import WAITING

USUAL = timedelta(days=14)  # how long a window is
LONGEST = timedelta(days=366)
RENEW = 7  # local hour, before any bundle
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
    if item_id is not None and not _line(session, actor, item_id, place):
        raise Refusal("forbidden")
    known = _begun(session, actor, version_id, item_id)
    if known is not None:
        return known.id
    zone = zones.of(session, [place])[place]
    row = Campaign(
        organisation_id=place, version_id=version_id, title=asked.title[:TITLE],
        state=CampaignState.DRAFT, anonymous=asked.anonymous,
        audience=audience.usual(asked, of_item=item_id is not None).stored(),
        opens_at=actor.at, closes_at=_end_of(actor.today + USUAL, zone),
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
    """Another kind of audience. Raises Refusal("campaign_begun")."""
    row = _draft(session, actor, campaign_id)
    if audience.read(row.audience).who is not who:
        row.audience = Audience(who).stored()


def toggle(
    session: Session, actor: Actor, campaign_id: int, value: str | int, *, on: bool
) -> None:
    """One of the subjects, classes or people of a draft's audience."""
    row = _draft(session, actor, campaign_id)
    now = audience.read(row.audience)
    if now.who not in VALUED:
        raise Refusal("gone")
    if now.who is Who.PEOPLE and isinstance(value, int):
        _ensure_member(session, row, value)
    kept = [each for each in now.values if each != value] + ([value] if on else [])
    row.audience = Audience(now.who, tuple(kept), now.plus).stored()


def set_opening(session: Session, actor: Actor, campaign_id: int, day: date | None) -> None:
    """On the morning of a day, or (None) at once; the window keeps its length."""
    row = _draft(session, actor, campaign_id)
    zone = zones.of(session, [row.organisation_id])[row.organisation_id]
    opens = actor.at
    if day is not None and day > actor.today:
        opens = datetime.combine(day, time(), zone)
    last = reminding.last_day(row, zone) or actor.today
    length = last - row.opens_at.astimezone(zone).date()
    _window(row, opens, opens.astimezone(zone).date() + max(length, timedelta()), actor, zone)


def set_closing(session: Session, actor: Actor, campaign_id: int, last: date) -> None:
    """The last day; of an open campaign it prolongs or shortens the window, of a closed one it
    opens it again. Raises Refusal("campaign_past" | "campaign_long" | "campaign_frozen" |
    "campaign_cancelled")."""
    row = take(session, actor, campaign_id)
    if row.state is CampaignState.CANCELLED:
        raise Refusal("campaign_cancelled")
    if row.state is CampaignState.CLOSED and row.anonymous:
        raise Refusal("campaign_frozen")
    zone = zones.of(session, [row.organisation_id])[row.organisation_id]
    _window(row, row.opens_at, last, actor, zone)
    if row.state is CampaignState.DRAFT:
        return
    if row.state is CampaignState.CLOSED:
        row.state, row.closed_at = CampaignState.OPEN, None
        prompts.settle(session, OVER, [row.id])
    _log(session, actor, "survey_prolonged", row)
    _replan(session, row, actor.at)
    renew(session, row, actor.at)


def _replan(session: Session, row: Campaign, now: datetime) -> None:
    """The last reminder moves to the new last day; who has heard of the old one is told of it."""
    assert row.closes_at is not None
    days = calendars.of(session, row.organisation_id, now)
    last = days.staff.previous_workday(days.today(row.closes_at) - timedelta(days=1))
    at = max(now, datetime.combine(last, time(), days.zone))
    found = session.scalars(
        select(Prompt).where(Prompt.kind == reminding.KIND, Prompt.subject_id == row.id)
    )
    for each in found:
        each.data = {**each.data, prompts.BEFORE: row.closes_at.isoformat()}
        final = each.said_times >= len(reminding.AGAIN)
        silent = each.remind_at is None and each.said_times > 0
        if final or silent or (each.remind_at is not None and each.remind_at >= row.closes_at):
            each.remind_at = at


def launch(session: Session, actor: Actor, campaign_id: int) -> None:
    """Ask everybody; launched twice it is launched once. Raises Refusal("campaign_empty" |
    "campaign_past" | "campaign_cancelled")."""
    row = take(session, actor, campaign_id)
    if row.state is CampaignState.CANCELLED:
        raise Refusal("campaign_cancelled")
    if row.state is not CampaignState.DRAFT:
        return
    row.opens_at = max(row.opens_at, actor.at)
    if row.closes_at is None or row.closes_at <= row.opens_at:
        raise Refusal("campaign_past")
    asked = versions.questionnaire(session, row.version_id)
    if row.anonymous and anonymity.unfit(asked):
        raise Refusal("survey_unfit")
    people = audience.chosen(session, row, asked, actor.at).people
    ids = [each.id for each in people]
    if not slots.slots(session, row.organisation_id, asked, respondents(row, ids, asked.about),
                       actor.at):  # fmt: skip
        raise Refusal("campaign_empty")
    row.state = CampaignState.OPEN
    if asked.moment == Moment.AFTER:
        row.before_id = _before(session, row)
    renew(session, row, actor.at)
    _log(session, actor, "survey_launched", row)


def add_person(session: Session, actor: Actor, campaign_id: int, person_id: int) -> None:
    """Ask one more. Raises Refusal("campaign_over" | "gone")."""
    row = take(session, actor, campaign_id)
    if row.state not in (CampaignState.OPEN, CampaignState.DRAFT):
        raise Refusal("campaign_over")
    _ensure_member(session, row, person_id)
    now = audience.read(row.audience)
    if person_id not in now.plus:
        row.audience = Audience(now.who, now.values, (*now.plus, person_id)).stored()
    if row.state is CampaignState.OPEN:
        renew(session, row, actor.at)
        _log(session, actor, "survey_added", row)


def close(session: Session, actor: Actor, campaign_id: int) -> None:
    """Before its time. Raises Refusal("campaign_over")."""
    row = take(session, actor, campaign_id)
    if row.state is not CampaignState.OPEN:
        raise Refusal("campaign_over")
    shut(session, row, actor.at)
    _log(session, actor, "survey_closed", row)


def shut(session: Session, row: Campaign, now: datetime) -> None:
    """The window is over, by itself or by hand."""
    row.state, row.closed_at, row.renew_at = CampaignState.CLOSED, now, None
    prompts.settle(session, reminding.KIND, [row.id])
    session.flush()
    sheets.freeze(session, row.id)


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
    _log(session, actor, "survey_cancelled", row)
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
    renew(session, row, actor.at)
    _log(session, actor, "survey_restored", row)


def renew(session: Session, row: Campaign, now: datetime) -> None:
    """Bring what is asked in line with who is there now: newcomers are asked, who has left or
    may not be asked any more is not; what they have sent stays."""
    asked = versions.questionnaire(session, row.version_id)
    people = [each.id for each in audience.chosen(session, row, asked, now).people]
    wanted = {
        each.key: each
        for each in slots.slots(
            session, row.organisation_id, asked, respondents(row, people, asked.about), now
        )
    }
    present = {
        each.slot: each
        for each in session.scalars(select(Response).where(Response.campaign_id == row.id))
    }
    for key, slot in wanted.items():
        if key not in present:
            session.add(_response(row, slot, now))
        elif present[key].state is ResponseState.WITHDRAWN:
            begun = present[key].started_at is not None
            present[key].state = ResponseState.STARTED if begun else ResponseState.INVITED
    for key, response in present.items():
        if key not in wanted and response.state in (*WAITING, ResponseState.DECLINED):
            response.state = ResponseState.WITHDRAWN
    row.renew_at = _next_look(session, row, now)
    session.flush()
    _ask_new(session, row, now)


def _response(row: Campaign, slot: slots.Slot, now: datetime) -> Response:
    return Response(
        campaign_id=row.id, version_id=row.version_id, slot=slot.key, person_id=slot.person_id,
        about_id=slot.about_id, pair_id=slot.pair_id, invited_at=max(now, row.opens_at),
    )  # fmt: skip


def _ask_new(session: Session, row: Campaign, now: datetime) -> None:
    """Those for whom something waits and who were not asked yet."""
    waiting = select(Response.person_id).where(
        Response.campaign_id == row.id, Response.state.in_(WAITING)
    )
    asked = select(Prompt.person_id).where(
        Prompt.kind == reminding.KIND, Prompt.subject_id == row.id
    )
    known = set(session.scalars(asked))
    people = dict.fromkeys(each for each in session.scalars(waiting) if each is not None)
    reminding.ask(session, now, row, [each for each in people if each not in known])


def respondents(row: Campaign, people: list[int], about: str) -> list[int]:
    """About pupils one answers for all: who has launched it, where that is one of them."""
    return [row.created_by] if about == "pupil" and row.created_by in people else people


def _next_look(session: Session, row: Campaign, now: datetime) -> datetime:
    zone = zones.of(session, [row.organisation_id])[row.organisation_id]
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(RENEW), zone)


def _before(session: Session, row: Campaign) -> int | None:
    """The last campaign before of which the scales are the same."""
    mine = {q.measure for q in versions.questionnaire(session, row.version_id).questions} - {""}
    rows = session.scalars(
        select(Campaign)
        .where(
            Campaign.organisation_id == row.organisation_id,
            Campaign.state.in_((CampaignState.OPEN, CampaignState.CLOSED)),
            Campaign.id != row.id,
        )
        .order_by(Campaign.opens_at.desc(), Campaign.id.desc())
    )
    for each in rows:
        asked = versions.questionnaire(session, each.version_id)
        measures: Collection[str] = {question.measure for question in asked.questions}
        if asked.moment == Moment.BEFORE and mine & set(measures):
            return each.id
    return None


def _window(row: Campaign, opens: datetime, last: date, actor: Actor, zone: ZoneInfo) -> None:
    closes = _end_of(last, zone)
    if closes <= max(opens, actor.at):
        raise Refusal("campaign_past")
    if closes - opens > LONGEST:
        raise Refusal("campaign_long")
    row.opens_at, row.closes_at = opens, closes


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    """Midnight after it."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def _draft(session: Session, actor: Actor, campaign_id: int) -> Campaign:
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
            row.closes_at = _end_of(actor.today + USUAL, zone)
    return row


def _line(session: Session, actor: Actor, item_id: int, place: int) -> bool:
    found = see(session, actor, item_id)
    return found.edit and found.roadmap.organisation_id == place


def _ensure_member(session: Session, row: Campaign, person_id: int) -> None:
    if not members_among(session, row.organisation_id, [person_id]):
        raise Refusal("gone")


def _log(session: Session, actor: Actor, action: str, row: Campaign) -> None:
    audit.record(session, actor, action, f"campaign:{row.id}", row.organisation_id)
