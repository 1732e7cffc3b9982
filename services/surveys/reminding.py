"""Asking those who have not answered, in the daily bundle: once a person and campaign, again after
3 and 7 days and on the last day; nothing to who has sent or declined."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Answer, Campaign, Prompt, Response
from db.models.surveys import CampaignState, ResponseState
from domain.survey import Key, Questionnaire, Reply, lengths, pace, walk
from domain.survey.lengths import Lengths
from services import gate, installation, prompts, zones
from services.prompts import prompt
from services.surveys import paces, responses, versions
from services.surveys.stored import CampaignRow
from services.upsert import batches

KIND = "survey"
WAITING = (ResponseState.INVITED, ResponseState.STARTED)
# After 3 and 7 days; then, whatever the number, on the last working day of the window.
AGAIN = (3, 4, 366)
MOST = 1 + len(AGAIN)  # times that one person hears of one campaign, reminders by hand among them


@dataclass(frozen=True, slots=True)
class Waits:
    """What a person is reminded of. `response_id`: the one to go on with, of `count` in the same
    campaign; `left`: its questions that have no answer yet, at most, `least`: at least, `minutes`
    for them; `last`: it is the last day; `close`: the person is spoken to as «ты»."""

    response_id: int
    title: str
    count: int
    begun: bool
    least: int
    left: int
    minutes: int
    until: date | None
    today: date
    close: bool
    anonymous: bool

    @property
    def last(self) -> bool:
        return self.until is not None and self.until <= self.today


def ask(session: Session, now: datetime, campaign: Campaign, people: Iterable[int]) -> None:
    """From the beginning of the window on, as if for the first time."""
    data = {} if campaign.closes_at is None else {prompts.BEFORE: campaign.closes_at.isoformat()}
    prompts.ask(
        session, now, KIND, campaign.id, people, campaign.organisation_id,
        at=max(campaign.opens_at, now), **data,
    )  # fmt: skip


def last_day(campaign: Campaign | CampaignRow, zone: ZoneInfo) -> date | None:
    """The last day on which answers are taken."""
    if campaign.closes_at is None:
        return None
    local = campaign.closes_at.astimezone(zone)
    return date.fromordinal(local.date().toordinal() - (local.time() == local.min.time()))


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """When the window of this last day closes: at midnight after it."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


@prompt(KIND, again=AGAIN, rank=30)
def load(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Waits]:
    ids = {row.subject_id for row in rows}
    campaigns = {
        each.id: each
        for each in session.scalars(select(Campaign).where(Campaign.id.in_(ids)))
        if is_open(each, now)
    }
    open_ = _open(session, campaigns, {row.person_id for row in rows})
    begun = [some[0] for some in open_.values() if some and some[0].state is ResponseState.STARTED]
    answers = _answers(session, [each.id for each in begun])
    fit = gate.may_take_part(session, {one for each in begun for one in each.mentees}, now)
    places = zones.of(session, {each.organisation_id for each in campaigns.values()})
    ahead = _Ahead(session)
    found: dict[int, Waits] = {}
    for row in rows:
        waiting = open_.get((row.subject_id, row.person_id))
        if not waiting:
            continue
        campaign, first = campaigns[row.subject_id], waiting[0]
        mentees = [each for each in first.mentees if each in fit]
        least, left, minutes = ahead.of(campaign, first, answers.get(first.id, {}), mentees)
        zone = places[campaign.organisation_id]
        found[row.id] = Waits(
            response_id=first.id, title=campaign.title, count=len(waiting),
            begun=first.state is ResponseState.STARTED, least=least, left=left, minutes=minutes,
            until=last_day(campaign, zone), today=now.astimezone(zone).date(),
            close=versions.questionnaire(session, campaign.version_id).close,
            anonymous=campaign.anonymous,
        )  # fmt: skip
    return found


def is_open(campaign: Campaign, now: datetime) -> bool:
    return (
        campaign.state is CampaignState.OPEN
        and campaign.opens_at <= now
        and (campaign.closes_at is None or now < campaign.closes_at)
    )


def _open(
    session: Session, campaigns: Iterable[int], people: set[int]
) -> dict[tuple[int, int], list[Response]]:
    """What waits for each person in each campaign, what is begun first."""
    found: defaultdict[tuple[int, int], list[Response]] = defaultdict(list)
    for some in batches(people):
        rows = session.scalars(
            select(Response)
            .where(
                Response.campaign_id.in_(list(campaigns)),
                Response.person_id.in_(some),
                Response.state.in_(WAITING),
            )
            .order_by(Response.id)
        ).all()
        for row in sorted(rows, key=lambda each: each.state is ResponseState.INVITED):
            found[row.campaign_id, row.person_id or 0].append(row)
    return found


def _answers(session: Session, ids: Sequence[int]) -> dict[int, dict[Key, Reply]]:
    """Only to count what is left, for the person alone: so anonymous ones too."""
    found: defaultdict[int, dict[Key, Reply]] = defaultdict(dict)
    for some in batches(ids):
        for row in session.scalars(select(Answer).where(Answer.response_id.in_(some))):
            found[row.response_id][row.question, row.about] = responses.reply_of(row)
    return found


def whole_minutes(session: Session, asked: Questionnaire, place: int) -> int:
    """For who has not begun."""
    usual = lengths.of(asked, installation.personal_questions(session)).usual
    return pace.minutes(usual, paces.of(session, place))


class _Ahead:
    """Questions, at least and at most, and minutes ahead; whoever has not begun has the same as
    all the others."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._fresh: dict[int, Lengths] = {}
        self._personal = installation.personal_questions(session)

    def of(
        self, campaign: Campaign, response: Response, replies: Mapping[Key, Reply],
        mentees: Sequence[int],
    ) -> tuple[int, int, int]:  # fmt: skip
        asked = versions.questionnaire(self._session, campaign.version_id)
        real = paces.of(self._session, campaign.organisation_id)
        if response.state is not ResponseState.INVITED:
            ahead = walk.progress(asked, replies, mentees, self._personal, ("", 0)).ahead
            return len(ahead), len(ahead), pace.minutes(ahead, real)
        if campaign.version_id not in self._fresh:
            self._fresh[campaign.version_id] = lengths.of(asked, self._personal)
        fresh = self._fresh[campaign.version_id]
        return fresh.least, fresh.most, pace.minutes(fresh.usual, real)
