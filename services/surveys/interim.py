"""Interim questionnaires, by themselves: both sides of a pair after 30 days and then every 60.

Their campaign stands for ever, one a school and version; a round is a number of the response. An
answer feeds the health of the pair; what it says is not shown to the other side.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Organisation, Pair, PairMember, Person, Prompt, Response
from db.models.surveys import CampaignState, ResponseState
from domain.health import Answer
from domain.named import Named
from domain.pairs import PairState, Side
from domain.survey import Questionnaire, pair_signals, walk
from domain.survey.moments import Moment
from services import gate, people, preferences, prompts, zones
from services.actor import Actor
from services.health import asking, fit
from services.pairs import rights
from services.preferences import read
from services.prompts import prompt
from services.surveys import responses, sending, versions
from services.surveys.reminding import WAITING

KIND = "survey_pair"  # a prompt; its subject is the response
HOUR = 7
_LOOKED = "interim_on"  # of Organisation.preferences: the last day that pairs were looked at


@dataclass(frozen=True, slots=True)
class HowItGoes:
    """Somebody of a pair is asked how it goes with `other`; None: with several."""

    response_id: int
    title: str
    other: Named | None
    begun: bool
    close: bool


def due(session: Session, now: datetime) -> bool:
    """Whether a tick would find anything."""
    return any(_waits(row, now) for row in _schools(session))


def next_moment(session: Session, now: datetime) -> datetime | None:
    """When pairs are looked at next, for the clock that plays the time."""
    moments = []
    for row in _schools(session):
        zone = ZoneInfo(row.timezone)
        today = now.astimezone(zone).date()
        looked = row.preferences.get(_LOOKED, "") == today.isoformat()
        day = today + timedelta(days=1) if looked else today
        moments.append(max(now, datetime.combine(day, time(HOUR), zone)))
    return min(moments, default=None)


def tick(session: Session, now: datetime) -> int:
    """How many were asked. Any process may do it, at any time, again."""
    return sum(_school(session, row.id, now) for row in _schools(session) if _waits(row, now))


def on(session: Session, actor: Actor) -> bool:
    """Whether the school's pairs are asked."""
    return preferences.of(session, actor.organisation_id).interim


def switch(session: Session, actor: Actor) -> bool:
    """On or off for the school; how it is now. Raises Refusal("forbidden")."""
    place = actor.organisation_id
    now = not preferences.of(session, place).interim
    preferences.change(session, actor, place, interim=now)
    return now


def _schools(session: Session) -> Sequence[Organisation]:
    running = select(Pair.id).where(
        Pair.organisation_id == Organisation.id, Pair.state == PairState.ACTIVE,
        Pair.removed_at.is_(None),
    )  # fmt: skip
    rows = session.scalars(select(Organisation).where(running.exists()).order_by(Organisation.id))
    return [row for row in rows if read(row.preferences).interim]


def _waits(row: Organisation, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(row.timezone))
    return local.hour >= HOUR and row.preferences.get(_LOOKED, "") != local.date().isoformat()


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
    asked = [
        (version_id, each)
        for version_id, each in versions.published(session, place)
        if each.moment == Moment.INTERIM
    ]
    return _ask(session, place, now, today, asked) if asked else 0


def _end(session: Session, place: int, now: datetime) -> None:
    """What was not answered in its days is not asked any more."""
    rows = session.scalars(
        select(Response)
        .join(Campaign, Campaign.id == Response.campaign_id)
        .where(
            Campaign.organisation_id == place, Campaign.auto == responses.INTERIM,
            Response.state.in_(WAITING),
            Response.invited_at <= now - timedelta(days=pair_signals.OPEN_FOR),
        )
    ).all()  # fmt: skip
    for row in rows:
        row.state = ResponseState.WITHDRAWN
    prompts.settle(session, KIND, [row.id for row in rows])


def _ask(
    session: Session, place: int, now: datetime, today: date,
    asked: Sequence[tuple[int, Questionnaire]],
) -> int:  # fmt: skip
    rounds = _rounds(session, place, today)
    own = versions.own(session, place, [version_id for version_id, _ in asked])
    members = rights.present(session, list(rounds), today)
    away = {each.stands_in_for for each in members}
    there = [each for each in members if each.id not in away]
    ids = {each.person_id for each in there}
    may = gate.may_take_part(session, ids, now)
    pupils = set(
        session.scalars(select(Person.id).where(Person.id.in_(ids), Person.is_pupil.is_(True)))
    )
    count = 0
    for member in there:
        pair, number = rounds[member.pair_id]
        version = _version(asked, own, pair, member.side, pupil=member.person_id in pupils)
        if version is not None and member.person_id in may:
            count += _invite(session, now, version, pair, number, member, there)
    return count


def _rounds(session: Session, place: int, today: date) -> dict[int, tuple[Pair, int]]:
    """Working pairs whose round began lately, since they are known here."""
    rows = session.scalars(
        select(Pair).where(
            Pair.organisation_id == place, Pair.state == PairState.ACTIVE,
            Pair.removed_at.is_(None), Pair.starts.is_not(None),
        )
    )  # fmt: skip
    found = {}
    for row in rows:
        assert row.starts is not None
        days = (today - row.starts).days
        number = pair_signals.round_on(days)
        began = pair_signals.begins(number)
        known = row.starts + timedelta(days=began) >= row.created_at.date()
        if number and known and days - began < pair_signals.OPEN_FOR:
            found[row.id] = (row, number)
    return found


def _version(
    asked: Sequence[tuple[int, Questionnaire]], own: Collection[int], pair: Pair, side: Side,
    *, pupil: bool,
) -> int | None:  # fmt: skip
    """The questionnaire of the side; of several the one that speaks to the person, and the
    school's own before the one that comes with the program."""
    fitting = [
        (each.close is not pupil, version_id not in own, version_id)
        for version_id, each in asked
        if each.audience == side.value and (not each.forms or pair.form.value in each.forms)
    ]
    return min(fitting)[2] if fitting else None


def _invite(
    session: Session, now: datetime, version: int, pair: Pair, number: int,
    member: PairMember, there: Sequence[PairMember],
) -> bool:  # fmt: skip
    others = [
        each.person_id
        for each in there
        if each.pair_id == pair.id and each.side is not member.side
    ]
    about = others[0] if len(others) == 1 else None
    if _invited(session, pair, number, member.person_id):
        return False
    campaign = _standing(session, pair.organisation_id, version, now)
    slot = f"{member.person_id}:{pair.id}:{number}"
    response = responses.open_for(
        session, pair.organisation_id, version, member.person_id, now, campaign_id=campaign,
        about_id=about, pair_id=pair.id, round_=number, slot=slot,
    )  # fmt: skip
    ends = now + timedelta(days=pair_signals.OPEN_FOR)
    prompts.ask(
        session, now, KIND, response, [member.person_id], pair.organisation_id,
        before=ends.isoformat(),
    )  # fmt: skip
    return True


def _invited(session: Session, pair: Pair, number: int, person_id: int) -> bool:
    """By any version: a round is asked about once."""
    known = (
        select(Response.id)
        .join(Campaign, Campaign.id == Response.campaign_id)
        .where(
            Campaign.organisation_id == pair.organisation_id, Campaign.auto == responses.INTERIM,
            Response.person_id == person_id, Response.pair_id == pair.id,
            Response.round == number,
        )
    )  # fmt: skip
    return session.scalar(known.limit(1)) is not None


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
        fit.record(session, now, pair, response.person_id, given)
    if pair_signals.wants_help(replies):
        asking.record(session, now, pair, response.person_id, Answer.HELP)


sending.SENT.append(hear)
