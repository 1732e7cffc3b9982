"""«Анкеты»: what waits for a person's answers, and what may still be changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from db.models import Campaign, Response
from db.models.surveys import CampaignState, ResponseState
from domain.named import Named
from domain.survey import lengths, walk
from services import people
from services.actor import Actor
from services.surveys import responses

WAITING = (ResponseState.INVITED, ResponseState.STARTED)


@dataclass(frozen=True, slots=True)
class Line:
    """One of the actor's responses. `left`: questions to be answered yet, of one that is not
    begun at most, `least`: at least; of one that is sent, those that a changed answer has opened
    since."""

    id: int
    title: str
    least: int
    left: int
    begun: bool
    sent: bool
    declined: bool
    about: Named | None


@dataclass(frozen=True, slots=True)
class Mine:
    """A page of them, those that wait first. `opened`: sent ones with questions that a changed
    answer has opened; `only`: the one with something to answer, if it is one."""

    lines: tuple[Line, ...]
    waiting: int
    sent: int
    opened: int
    count: int
    only: int | None


@dataclass(frozen=True, slots=True)
class Waits:
    """For the menu. `only`: the response, where it is the only one with something to answer;
    `left`: its questions, when it is begun."""

    count: int = 0
    only: int | None = None
    left: int | None = None


NOTHING = Waits()


def mine(session: Session, actor: Actor, first: int, size: int) -> Mine:
    """Of open campaigns, `size` of them from number `first` on."""
    rows = session.execute(_open(actor.me, actor.at)).all()
    waiting = [row for row in rows if row.state in WAITING]
    sent = [row for row in rows if row.state is ResponseState.SENT and not row.anonymous]
    declined = [row for row in rows if row.state is ResponseState.DECLINED]
    begun = [row for row in waiting if row.state is ResponseState.STARTED]
    opened = _opened(session, sent, actor.at)
    ordered = [
        *begun, *(row for row in waiting if row not in begun),
        *(row for row in sent if row.id in opened),
        *(row for row in sent if row.id not in opened), *declined,
    ]  # fmt: skip
    to_answer = [row for row in ordered if row in waiting or row.id in opened]
    shown = ordered[first : first + size]
    names = people.named(session, {row.about_id for row in shown if row.about_id})
    return Mine(
        lines=tuple(_line(session, row, names, opened, actor.at) for row in shown),
        waiting=len(waiting),
        sent=len(sent),
        opened=len(opened),
        count=len(ordered),
        only=to_answer[0].id if len(to_answer) == 1 else None,
    )


def waits(session: Session, actor: Actor) -> Waits:
    """What the menu says; a single statement where nothing waits."""
    if actor.person_id is None:
        return Waits()
    changing = and_(
        Response.state == ResponseState.SENT, Response.at_key != "", Campaign.anonymous.is_(False)
    )
    found = session.execute(
        _open(actor.person_id, actor.at).where(Response.state.in_(WAITING) | changing)
    ).all()
    opened = _opened(session, [row for row in found if row.state not in WAITING], actor.at)
    rows = [row for row in found if row.state in WAITING or row.id in opened]
    if len(rows) != 1:
        return Waits(len(rows))
    begun = rows[0].state is not ResponseState.INVITED
    return Waits(1, rows[0].id, _left(session, rows[0].id, actor.at) if begun else None)


def _opened(session: Session, sent: Sequence[Any], now: datetime) -> dict[int, int]:
    """Of what is sent, how many questions a changed answer has opened; mostly nothing. Who has
    answered all of them again is at the summary."""
    found = {row.id: _left(session, row.id, now) for row in sent if row.at_key}
    return {response_id: left for response_id, left in found.items() if left}


def _open(person_id: int, now: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Response.id,
            Response.state,
            Response.about_id,
            Response.at_key,
            Campaign.title,
            Campaign.anonymous,
        )
        .join(Campaign, Campaign.id == Response.campaign_id)
        .where(
            Response.person_id == person_id,
            Response.state != ResponseState.WITHDRAWN,
            Campaign.state == CampaignState.OPEN,
            Campaign.opens_at <= now,
            Campaign.closes_at.is_(None)
            | (Campaign.closes_at > now)
            | (Response.started_at < Campaign.closes_at),  # till it is shut
            (Campaign.auto != responses.INTERIM) | (Response.invited_at > now - responses.ROUND),
        )
        .order_by(Campaign.closes_at.is_(None), Campaign.closes_at, Response.id)
    )


def _line(
    session: Session, row: Any, names: dict[int, Named], opened: Mapping[int, int], now: datetime
) -> Line:
    sent = row.state is ResponseState.SENT
    left = opened.get(row.id, 0) if sent else _left(session, row.id, now)
    fresh = row.state is ResponseState.INVITED
    return Line(
        id=row.id, title=row.title, left=left,
        least=_least(session, row.id) if fresh else left,
        begun=row.state is ResponseState.STARTED, sent=sent,
        declined=row.state is ResponseState.DECLINED, about=names.get(row.about_id),
    )  # fmt: skip


def _least(session: Session, response_id: int) -> int:
    """On the shortest way of who has not begun."""
    whole = responses.load(session, response_id)
    return lengths.shortest(whole.questionnaire, whole.personal)


def _left(session: Session, response_id: int, now: datetime) -> int:
    """As the first screen will count: on the longest way while branches are open."""
    whole = responses.load(session, response_id, now=now)
    first = walk.first_open(whole.steps, whole.replies)
    if first is None:
        return 0
    found = walk.progress(
        whole.questionnaire, whole.replies, whole.mentees, whole.personal, first.key
    )
    return len(found.ahead)
