"""Sheets of paper that are entered for people: whose there are, and beginning one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.models import Campaign, Person, QuestionnaireVersion, Response
from db.models.surveys import CampaignState, ResponseState
from domain.named import Named
from domain.roles import Action
from domain.search import search_key
from domain.survey import Questionnaire
from services import entering, gate, people
from services.actor import Actor
from services.errors import Refusal
from services.person_cards import members
from services.surveys import picking, responses, slots, stored, versions
from services.surveys.reading import Place
from services.surveys.slots import Slot


@dataclass(frozen=True, slots=True)
class Where:
    """Where sheets of a questionnaire belong: an open campaign, or (None) none."""

    version_id: int
    campaign_id: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `begun`: a part of it is entered; `sent`: all of it."""

    where: Where
    slot: Slot
    who: Named
    about: Named | None
    response_id: int | None
    begun: bool
    sent: bool


def places(session: Session, actor: Actor, version_id: int) -> list[Where]:
    """The open campaigns of the questionnaire, then outside of them.

    Raises Refusal("gone" | "survey_paper_anonymous").
    """
    place = actor.organisation_id
    asked = _published(session, place, version_id)
    if asked.anonymous:
        raise Refusal("survey_paper_anonymous")
    mine = select(QuestionnaireVersion.questionnaire_id).where(
        QuestionnaireVersion.id == version_id
    )
    rows = session.scalars(
        select(Campaign)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Campaign.version_id)
        .where(
            *_open(actor, place),
            QuestionnaireVersion.questionnaire_id == mine.scalar_subquery(),
        )
        .order_by(Campaign.id)
    )
    found = [Where(row.version_id, row.id, row.title) for row in rows]
    return [*found, Where(version_id, None, asked.title)]


def sheets(
    session: Session, actor: Actor, version_id: int, campaign_id: int | None, query: str = ""
) -> list[Sheet]:
    """Whose sheets the actor may enter there, by name; who answers in the chat is left out.

    Raises Refusal("gone" | "forbidden").
    """
    where = _where(session, actor, version_id, campaign_id)
    folk = _may_enter(session, actor)
    if not folk:
        raise Refusal("forbidden")
    words = search_key(query).split()
    wanted = [
        each for each in folk
        if all(any(part.startswith(word) for part in each.search.split()) for word in words)
    ]  # fmt: skip
    return _sheets(session, actor, where, wanted)


def of_person(session: Session, actor: Actor, person_id: int) -> list[Sheet]:
    """The sheets of one person: those of open campaigns first, then of every questionnaire.

    Raises Refusal("gone" | "forbidden").
    """
    place = entering.for_person(session, actor, person_id)
    person = session.get_one(Person, person_id)
    campaigns = session.scalars(select(Campaign).where(*_open(actor, place)).order_by(Campaign.id))
    found: list[Sheet] = []
    for row in campaigns:
        where = Where(row.version_id, row.id, row.title)
        found += _sheets(session, actor, where, [person], place)
    taken = {(each.where.version_id, each.slot.key) for each in found}
    for version_id, asked in versions.published(session, place):
        if not asked.anonymous and _fits(asked, person):
            where = Where(version_id, None, asked.title)
            free = _sheets(session, actor, where, [person], place)
            found += [each for each in free if (version_id, each.slot.key) not in taken]
    return found


def of_campaign(session: Session, actor: Actor, campaign_id: int, person_id: int) -> list[Sheet]:
    """The sheets of one person that may be entered in a campaign now; none where it is not open,
    has no names, or the actor enters nobody's."""
    row = session.scalar(
        select(Campaign).where(Campaign.id == campaign_id, *_open(actor, actor.organisation_id))
    )
    person = session.get(Person, person_id)
    if row is None or person is None or person not in _may_enter(session, actor):
        return []
    return _sheets(session, actor, Where(row.version_id, row.id, row.title), [person])


def one(
    session: Session, actor: Actor, version_id: int, campaign_id: int | None, slot: Slot
) -> Sheet:
    """Raises Refusal("gone" | "forbidden" | "survey_paper_chat" | "survey_paper_consent")."""
    person = session.get(Person, slot.person_id)
    if person is None:
        raise Refusal("gone")
    place = entering.for_person(session, actor, slot.person_id)
    where = _where(session, actor, version_id, campaign_id, place)
    if slot.person_id not in gate.may_take_part(session, [slot.person_id], actor.at):
        raise Refusal("survey_paper_consent")
    found = [each for each in _sheets(session, actor, where, [person], place) if each.slot == slot]
    if not found:
        raise Refusal("survey_paper_chat")
    return found[0]


def where(session: Session, actor: Actor, version_id: int, campaign_id: int | None) -> Where:
    """Raises as `sheets`; a campaign tells its version itself."""
    return _where(session, actor, version_id, campaign_id)


def asked(
    session: Session, actor: Actor, version_id: int, campaign_id: int | None
) -> Questionnaire:
    """What its sheets ask. Raises as `sheets`."""
    where = _where(session, actor, version_id, campaign_id)
    return versions.questionnaire(session, where.version_id)


def begin(
    session: Session,
    actor: Actor,
    version_id: int,
    campaign_id: int | None,
    slot: Slot,
    on: date,
) -> Place:
    """Enter a sheet with that day on it, from its first open question.

    Raises Refusal("gone" | "forbidden" | "paper_future" | "survey_closed" | "survey_paper_chat").
    """
    response_id = take(session, actor, version_id, campaign_id, slot, on)
    return picking.start(session, actor, response_id)


def take(
    session: Session,
    actor: Actor,
    version_id: int,
    campaign_id: int | None,
    slot: Slot,
    on: date,
) -> int:
    """The response that a sheet becomes, with the sheet's day; its first answer makes it one of
    paper. Its id. Raises as `begin`."""
    known = one(session, actor, version_id, campaign_id, slot)
    place = entering.for_person(session, actor, slot.person_id)
    entering.paper(session, actor, slot.person_id, place, on)
    response_id = known.response_id or responses.open_for(
        session, place, known.where.version_id, slot.person_id, actor.at, campaign_id=campaign_id,
        about_id=slot.about_id, pair_id=slot.pair_id,
    )  # fmt: skip
    whole = responses.load(session, response_id, take=True, now=actor.at)
    responses.ensure_paper(session, actor, whole)
    responses.ensure_open(whole, actor.at)
    response = whole.response
    response.paper_on = on
    response.entered_by = response.entered_by or actor.me
    stored.keep(session, response)
    return response_id


def back(session: Session, actor: Actor, response_id: int) -> Where:
    """Where a sheet belongs. Raises Refusal("gone" | "forbidden" | …)."""
    whole = responses.own(session, actor, response_id)
    campaign = whole.campaign
    standing = campaign.auto == responses.STANDING
    return Where(campaign.version_id, None if standing else campaign.id, campaign.title)


def _open(actor: Actor, place: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Campaign.organisation_id == place,
        Campaign.auto != responses.STANDING,
        Campaign.state == CampaignState.OPEN,
        Campaign.anonymous.is_(False),
        Campaign.opens_at <= actor.at,
        Campaign.closes_at.is_(None) | (Campaign.closes_at > actor.at),
    )


def _published(session: Session, place: int, version_id: int) -> Questionnaire:
    found = dict(versions.published(session, place)).get(version_id)
    if found is None:
        raise Refusal("gone")
    return found


def _where(
    session: Session,
    actor: Actor,
    version_id: int,
    campaign_id: int | None,
    place: int | None = None,
) -> Where:
    place = place or actor.organisation_id
    if campaign_id is None:
        asked = _published(session, place, version_id)
        if asked.anonymous:
            raise Refusal("survey_paper_anonymous")
        return Where(version_id, None, asked.title)
    row = session.scalar(select(Campaign).where(Campaign.id == campaign_id, *_open(actor, place)))
    if row is None:
        raise Refusal("survey_closed")
    return Where(row.version_id, row.id, row.title)


def _may_enter(session: Session, actor: Actor) -> list[Person]:
    place = actor.organisation_id
    folk = members(session, place)
    if not actor.may(Action.ENTER_PAPER, place):
        folk = [each for each in folk if entering.teaches(actor, each, place)]
    return folk


def _fits(asked: Questionnaire, person: Person) -> bool:
    """Whether it is asked of such people: pupils are spoken to as «ты»."""
    return asked.close == person.is_pupil and asked.audience != "outsider"


def _sheets(
    session: Session,
    actor: Actor,
    where: Where,
    folk: Sequence[Person],
    place: int | None = None,
) -> list[Sheet]:
    place = place or actor.organisation_id
    fit = gate.may_take_part(session, [each.id for each in folk], actor.at)
    folk = [each for each in folk if each.id in fit]
    ids = [each.id for each in folk]
    known = _known(session, where, place, ids)
    if where.campaign_id is None:
        asked = versions.questionnaire(session, where.version_id)
        if len(folk) > 1:
            folk = [each for each in folk if _fits(asked, each)]
        found = slots.slots(session, place, asked, [each.id for each in folk], actor.at)
    else:
        found = [Slot(r.person_id, r.about_id, r.pair_id) for r in known.values() if r.person_id]
    order = {person_id: at for at, person_id in enumerate(ids)}
    found.sort(key=lambda slot: (order.get(slot.person_id, 0), slot.about_id or 0))
    names = people.named(session, {*ids, *(s.about_id for s in found if s.about_id)})
    made = (_sheet(where, slot, known.get(slot), names) for slot in found)
    return [each for each in made if each is not None]


def _known(session: Session, where: Where, place: int, ids: Sequence[int]) -> dict[Slot, Response]:
    query = (
        select(Response)
        .join(Campaign, Campaign.id == Response.campaign_id)
        .where(Response.person_id.in_(ids), Response.state != ResponseState.WITHDRAWN)
    )
    if where.campaign_id is not None:
        query = query.where(Campaign.id == where.campaign_id)
    else:
        query = query.where(
            Campaign.organisation_id == place, Campaign.auto == responses.STANDING,
            Campaign.version_id == where.version_id, Campaign.state == CampaignState.OPEN,
        )  # fmt: skip
    rows = session.scalars(query)
    return {Slot(r.person_id or 0, r.about_id, r.pair_id): r for r in rows}


def _sheet(
    where: Where, slot: Slot, row: Response | None, names: dict[int, Named]
) -> Sheet | None:
    """None where the person answers in the chat."""
    on_paper = row is not None and row.paper_on is not None
    if row is not None and row.state is not ResponseState.INVITED and not on_paper:
        return None
    return Sheet(
        where=where, slot=slot, who=names[slot.person_id],
        about=names.get(slot.about_id or 0), response_id=row.id if row else None,
        begun=on_paper and row is not None and row.state is ResponseState.STARTED,
        sent=on_paper and row is not None and row.state is ResponseState.SENT,
    )  # fmt: skip
