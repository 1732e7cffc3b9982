"""Interim questionnaires, by themselves: both sides of a pair after 30 days and then every 60.

Their campaign stands for ever, one a school and version; a round is a number of the response. An
answer feeds the health of the pair; what it says is not shown to the other side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.models import Campaign, Organisation, Pair, Prompt, Response
from db.models.surveys import CampaignState, ResponseState
from domain.health import Answer
from domain.named import Named
from domain.pairs import PairState
from domain.survey import pair_signals, walk
from domain.survey.moments import Moment
from services import calendars, people, preferences, prompts, zones
from services.actor import Actor
from services.health import asking, fit
from services.preferences import read
from services.prompts import prompt
from services.surveys import reminding, responses, rounds, runs, sending, versions
from services.surveys.reminding import WAITING
from services.surveys.rounds import Invitation

KIND = "survey_pair"  # a prompt; its subject is the response
HOUR = 7
_LOOKED = "interim_on"  # of Organisation.preferences: the last day that pairs were looked at


@dataclass(frozen=True, slots=True)
class HowItGoes:
    """Somebody of a pair is asked how it goes with `other`; None: with several. `minutes`: for
    the whole questionnaire."""

    response_id: int
    title: str
    other: Named | None
    begun: bool
    close: bool
    minutes: int


def due(session: Session, now: datetime) -> bool:
    """Whether a tick would find anything."""
    return any(_waits(row, now) for row in schools(session))


def tick(session: Session, now: datetime) -> int:
    """How many were asked. Any process may do it, at any time, again."""
    return sum(_school(session, row.id, now) for row in schools(session) if _waits(row, now))


def on(session: Session, actor: Actor) -> bool:
    """Whether the school's pairs are asked."""
    return preferences.of(session, actor.organisation_id).interim


def switch(session: Session, actor: Actor) -> bool:
    """On or off for the school; how it is now. Raises Refusal("forbidden")."""
    place = actor.organisation_id
    now = not preferences.of(session, place).interim
    preferences.change(session, actor, place, interim=now)
    return now


def schools(session: Session) -> Sequence[Organisation]:
    """Those with working pairs that want it."""
    running = select(Pair.id).where(
        Pair.organisation_id == Organisation.id, Pair.state == PairState.ACTIVE,
        Pair.removed_at.is_(None),
    )  # fmt: skip
    rows = session.scalars(select(Organisation).where(running.exists()).order_by(Organisation.id))
    return [row for row in rows if read(row.preferences).interim]


def _waits(row: Organisation, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(row.timezone))
    return local.hour >= HOUR and not looked_on(row, local.date())


def looked_on(row: Organisation, day: date) -> bool:
    """Whether the pairs of a school were looked at on a day, today or before."""
    return bool(row.preferences.get(_LOOKED, "") == day.isoformat())


def _school(session: Session, place: int, now: datetime) -> int:
    """One worker a school: who comes second finds the day looked at."""
    row = session.scalar(
        select(Organisation)
        .where(Organisation.id == place)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if row is None or not _waits(row, now):
        return 0
    today = zones.today(session, place, now)
    row.preferences = {**row.preferences, _LOOKED: today.isoformat()}
    _end(session, place, now)
    if calendars.of(session, place, now).staff.next_workday(today) != today:
        return 0  # nobody would hear of it today
    found = rounds.invitations(session, place, now, today)
    for each in found:
        _invite(session, now, each)
    return len(found)


def _end(session: Session, place: int, now: datetime) -> None:
    """What was not answered in its days is not asked any more."""
    rows = session.scalars(
        select(Response)
        .join(Campaign, Campaign.id == Response.campaign_id)
        .where(
            *waiting(place),
            Response.invited_at <= now - timedelta(days=pair_signals.OPEN_FOR),
        )
    ).all()
    for row in rows:
        row.state = ResponseState.WITHDRAWN
    prompts.settle(session, KIND, [row.id for row in rows])


def _invite(session: Session, now: datetime, one: Invitation) -> None:
    place = one.pair.organisation_id
    campaign = _standing(session, place, one.version_id, now)
    response = responses.open_for(
        session, place, one.version_id, one.person_id, now, campaign_id=campaign,
        about_id=one.about, pair_id=one.pair.id, round_=one.number,
        slot=f"{one.person_id}:{one.pair.id}:{one.number}",
    )  # fmt: skip
    ends = now + timedelta(days=pair_signals.OPEN_FOR)
    prompts.ask(session, now, KIND, response, [one.person_id], place, before=ends.isoformat())


def waiting(place: int) -> tuple[ColumnElement[bool], ...]:
    """Of a school what was asked and is not sent."""
    return (
        Campaign.organisation_id == place, Campaign.auto == responses.INTERIM,
        Response.state.in_(WAITING),
    )  # fmt: skip


def _standing(session: Session, place: int, version: int, now: datetime) -> int:
    known = session.scalar(
        select(Campaign.id).where(
            Campaign.organisation_id == place, Campaign.version_id == version,
            Campaign.auto == responses.INTERIM,
        )
    )  # fmt: skip
    if known is not None:
        return known
    row = Campaign(
        organisation_id=place, version_id=version, auto=responses.INTERIM,
        title=versions.questionnaire(session, version).title, state=CampaignState.OPEN,
        audience={}, opens_at=now, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    runs.tell_apart(session, row)
    return row.id


@prompt(KIND, again=(3, 4), rank=32)
def load(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, HowItGoes]:
    """As long as it is not answered."""
    found = {
        each.id: each
        for each in session.scalars(
            select(Response).where(
                Response.id.in_({row.subject_id for row in rows}), Response.state.in_(WAITING)
            )
        )
    }
    names = people.named(session, {each.about_id for each in found.values() if each.about_id})
    things = {}
    for row in rows:
        response = found.get(row.subject_id)
        if response is not None:
            asked = versions.questionnaire(session, response.version_id)
            things[row.id] = HowItGoes(
                response.id, asked.title,
                names.get(response.about_id) if response.about_id else None,
                response.state is ResponseState.STARTED, asked.close,
                reminding.whole_minutes(session, asked, row.organisation_id),
            )  # fmt: skip
    return things


def hear(session: Session, now: datetime, response: Response) -> None:
    """What is sent of a pair's interim questionnaire, its curator hears as the pair's state."""
    if response.pair_id is None or response.person_id is None:
        return
    asked = versions.questionnaire(session, response.version_id)
    if asked.moment != Moment.INTERIM:
        return
    prompts.settle(session, KIND, [response.id])
    pair = session.get_one(Pair, response.pair_id)
    whole = responses.load(session, response.id)
    replies = walk.counted(whole.steps, whole.replies)
    given = pair_signals.fit(replies)
    if given is not None:
        fit.record(session, now, pair, response.person_id, given, asked_at=response.invited_at)
    source = pair_signals.call(replies)
    if source is not None:
        asking.record(session, now, pair, response.person_id, Answer.HELP, source=source)


sending.SENT.append(hear)
