"""How a campaign goes: a draft's preview, how many have answered by group, who has not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Campaign, CampaignItem, Item, Person, Response
from db.models.surveys import CampaignState, ResponseState
from domain.named import Named
from domain.survey import lengths, pace
from services import installation, people, recipients, tree, zones
from services.actor import Actor, require
from services.errors import Refusal
from services.person_cards import cards
from services.subjects import Subject, subjects
from services.surveys import audience, paces, reminding, slots, versions, whom
from services.surveys.audience import Audience
from services.surveys.campaigns import KEEPS
from services.surveys.renewing import respondents


class Which(StrEnum):
    """The lists of people of a campaign."""

    WAITING = "w"  # not begun
    BEGUN = "b"
    SENT = "s"
    DECLINED = "d"
    NO_CHAT = "n"  # of those who have not answered


STATES = {
    Which.WAITING: ResponseState.INVITED, Which.BEGUN: ResponseState.STARTED,
    Which.SENT: ResponseState.SENT, Which.DECLINED: ResponseState.DECLINED,
}  # fmt: skip
ASKED = tuple(set(ResponseState) - {ResponseState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a roadmap that a campaign does; `open`: it is not marked yet."""

    subject: Subject
    open: bool


@dataclass(frozen=True, slots=True)
class Rate:
    group: str  # "": known of nobody
    sent: int
    asked: int


@dataclass(frozen=True, slots=True)
class Going:
    """A campaign as its keeper sees it. `least`, `most`, `usual`: questions that somebody is
    asked; `counts`: responses by list, `asked` of them; `people`: so many people; `no_consent`:
    who would be asked, but nobody has consented yet; `groups`: none where it is anonymous;
    `left`: whom a reminder could reach; `nudged`: it was sent today."""

    id: int
    version_id: int
    title: str
    state: CampaignState
    anonymous: bool
    opens: date
    last: date | None
    today: date
    begun: bool  # the window
    least: int
    most: int
    usual: int
    minutes: int
    audience: Audience
    values: tuple[Named | str, ...]
    asked: int
    people: int
    counts: Mapping[Which, int]
    no_consent: int
    groups: tuple[Rate, ...]
    lines: tuple[Line, ...]
    left: int
    nudged: bool
    about: str
    of_pairs: bool  # pairs can be named for it

    @property
    def sent(self) -> int:
        return self.counts[Which.SENT]


def going(session: Session, actor: Actor, campaign_id: int) -> Going:
    """Raises Refusal("gone" | "forbidden")."""
    row = see(session, actor, campaign_id)
    asked = versions.questionnaire(session, row.version_id)
    zone = zones.of(session, [row.organisation_id])[row.organisation_id]
    now, chosen = audience.read(row.audience), whom.chosen(session, row, asked, actor.at)
    ahead = lengths.of(asked, installation.personal_questions(session))
    states = _states(session, row, [each.id for each in chosen.people], actor)
    ids = {person for person, _ in states}
    reach = _reachable(session, ids, actor, row)
    waiting = {person for person, state in states if state in reminding.WAITING}
    today = actor.at.astimezone(zone).date()
    return Going(
        id=row.id, version_id=row.version_id, title=row.title, state=row.state,
        anonymous=row.anonymous,
        opens=row.opens_at.astimezone(zone).date(), last=reminding.last_day(row, zone),
        today=today, begun=row.opens_at <= actor.at,
        least=ahead.least, most=ahead.most, usual=len(ahead.usual),
        minutes=pace.minutes(ahead.usual, paces.of(session, row.organisation_id)),
        audience=now, values=_values(session, now), asked=len(states), people=len(ids),
        counts=_counts(states, reach), no_consent=len(chosen.waiting),
        groups=() if row.anonymous else _groups(session, row, states),
        lines=lines(session, row.id), left=len(waiting & reach),
        nudged=row.nudged_at is not None and row.nudged_at.astimezone(zone).date() == today,
        about=asked.about, of_pairs=audience.of_pairs(asked),
    )  # fmt: skip


def see(session: Session, actor: Actor, campaign_id: int) -> Campaign:
    """For who keeps the school's campaigns. Raises Refusal("gone" | "forbidden")."""
    row = session.get(Campaign, campaign_id)
    if row is None or row.auto:
        raise Refusal("gone")
    require(session, actor, KEEPS, row.organisation_id)
    return row


def listed(session: Session, actor: Actor, which: Which, campaign_id: int) -> list[Named]:
    """The people of one list, by name. Raises as `going`, and Refusal("campaign_anonymous")."""
    row = see(session, actor, campaign_id)
    if row.anonymous:
        raise Refusal("campaign_anonymous")
    states = _states(session, row, [], actor)
    ids = {person for person, state in states if state is STATES.get(which)}
    if which is Which.NO_CHAT:
        waiting = {person for person, state in states if state in reminding.WAITING}
        ids = waiting - _reachable(session, waiting, actor, row)
    known = people.named(session, ids)
    return sorted(known.values(), key=lambda each: (each.name.casefold(), each.id))


def tallies(session: Session, campaign_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Sent and asked by campaign."""
    rows = session.execute(
        select(Response.campaign_id, Response.state, func.count(Response.id).label("number"))
        .where(
            Response.campaign_id.in_(list(campaign_ids)),
            Response.state != ResponseState.WITHDRAWN,
        )
        .group_by(Response.campaign_id, Response.state)
    )
    found: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        found[row.campaign_id][0] += row.number if row.state is ResponseState.SENT else 0
        found[row.campaign_id][1] += row.number
    return {each: (sent, asked) for each, (sent, asked) in found.items()}


def asked_ids(session: Session, campaign_id: int) -> set[int]:
    """The people who are asked now."""
    rows = session.scalars(
        select(Response.person_id).where(
            Response.campaign_id == campaign_id, Response.state != ResponseState.WITHDRAWN
        )
    )
    return {each for each in rows if each is not None}


def own(session: Session, actor: Actor, campaign_id: int) -> int:
    """The actor's response in a campaign: what waits first. Raises Refusal("gone" |
    "campaign_not_asked")."""
    if session.get(Campaign, campaign_id) is None:
        raise Refusal("gone")
    rows = session.scalars(
        select(Response).where(
            Response.campaign_id == campaign_id, Response.person_id == actor.me,
            Response.state != ResponseState.WITHDRAWN,
        )
    ).all()  # fmt: skip
    order = [ResponseState.STARTED, ResponseState.INVITED]
    found = sorted(rows, key=lambda each: (
        order.index(each.state) if each.state in order else len(order), each.id))  # fmt: skip
    if not found:
        raise Refusal("campaign_not_asked")
    return found[0].id


def lines(session: Session, campaign_id: int) -> tuple[Line, ...]:
    """The lines of roadmaps that it does, those that are no more left out."""
    items = session.scalars(
        select(Item)
        .join(CampaignItem, CampaignItem.item_id == Item.id)
        .where(CampaignItem.campaign_id == campaign_id)
        .order_by(Item.id)
    ).all()
    named = subjects(session, [item.id for item in items])
    return tuple(
        Line(named[item.id], tree.branch(session, item).status not in tree.OVER)
        for item in items
        if item.id in named and item.removed_at is None
    )


def _states(
    session: Session, row: Campaign, people: list[int], actor: Actor
) -> list[tuple[int, ResponseState]]:
    """Who is asked and how far each response is; of a draft, who would be."""
    if row.state is CampaignState.DRAFT:
        asked = versions.questionnaire(session, row.version_id)
        ids = respondents(row, people, asked.about)
        found = slots.of_campaign(session, row, asked, ids, actor.at)
        return [(each.person_id, ResponseState.INVITED) for each in found]
    rows = session.execute(
        select(Response.person_id, Response.state).where(
            Response.campaign_id == row.id, Response.state.in_(ASKED),
            Response.person_id.is_not(None),
        )
    )  # fmt: skip
    return [(each.person_id, each.state) for each in rows]


def _counts(states: Sequence[tuple[int, ResponseState]], reach: set[int]) -> dict[Which, int]:
    found = {which: sum(of is state for _, of in states) for which, state in STATES.items()}
    waiting = {person for person, state in states if state in reminding.WAITING}
    return {**found, Which.NO_CHAT: len(waiting - reach)}


def _reachable(session: Session, ids: Iterable[int], actor: Actor, row: Campaign) -> set[int]:
    who = recipients.load(session, ids, actor.at, row.organisation_id)
    return {each.id for each in who.values() if each.reachable}


def _groups(
    session: Session, row: Campaign, states: Sequence[tuple[int, ResponseState]]
) -> tuple[Rate, ...]:
    """The slowest first; nothing where all are alike."""
    if row.state is CampaignState.DRAFT:
        return ()
    ids = {person for person, _ in states}
    rows = session.scalars(select(Person).where(Person.id.in_(ids))).all()
    of = {each.id: whom.group(each) for each in cards(session, row.organisation_id, rows)}
    asked: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for person, state in states:
        asked[of.get(person, "")][0] += state is ResponseState.SENT
        asked[of.get(person, "")][1] += 1
    if len(asked) < 2:
        return ()
    found = [Rate(name, sent, count) for name, (sent, count) in asked.items()]
    return tuple(sorted(found, key=lambda each: (each.sent / each.asked, each.group == "",
                                                 each.group)))  # fmt: skip


def _values(session: Session, now: Audience) -> tuple[Named | str, ...]:
    if now.who is audience.Who.PAIRS:
        return (str(len(now.values)),)
    if now.who is not audience.Who.PEOPLE:
        return tuple(str(each) for each in now.values)
    named = people.named(session, [each for each in now.values if isinstance(each, int)])
    return tuple(named.values())
