"""The record of a meeting that took place: its topic, its outcome, words."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.agendas import agendas
from db.models import Item, Meeting, Roadmap
from domain.meetings import MeetingState, Outcome
from services import calendars
from services.actor import Actor
from services.errors import Refusal
from services.meetings import log, rights
from services.meetings.likely import Source
from services.meetings.planning import clean
from services.meetings.rights import Seen

TOPIC_LIMIT, TEXT_LIMIT = 300, 2000


@dataclass(frozen=True, slots=True)
class Logged:
    """`event_id` 0: it was so already."""

    meeting_id: int
    event_id: int


def take_topic(
    session: Session, actor: Actor, meeting_id: int, source: Source, number: int
) -> Logged:
    """One of the offered topics. Raises Refusal("gone" | "forbidden" | "meeting_not_held")."""
    row, _ = recorded(session, actor, meeting_id)
    change = log.Change(session, actor, row)
    row.topic = _topic(session, row, source, number)[:TOPIC_LIMIT]
    row.item_id = number if source is Source.PROGRAMME else None
    return Logged(row.id, change.done("topic"))


def write_topic(session: Session, actor: Actor, meeting_id: int, text: str) -> Logged:
    """In one's own words. Raises as `take_topic` and Refusal("nothing_said")."""
    row, _ = recorded(session, actor, meeting_id)
    change = log.Change(session, actor, row)
    row.topic, row.item_id = clean(text, TOPIC_LIMIT), None
    return Logged(row.id, change.done("topic"))


def set_outcome(session: Session, actor: Actor, meeting_id: int, outcome: Outcome) -> Logged:
    """Raises as `take_topic`."""
    row, _ = recorded(session, actor, meeting_id)
    change = log.Change(session, actor, row)
    row.outcome = outcome
    return Logged(row.id, change.done("outcome"))


def write_text(session: Session, actor: Actor, meeting_id: int, text: str) -> Logged:
    """What was done, for both to read; further words are added. Raises as `write_topic`."""
    row, _ = recorded(session, actor, meeting_id)
    change = log.Change(session, actor, row)
    row.text = clean(f"{row.text} {clean(text)}", TEXT_LIMIT)
    return Logged(row.id, change.done("text"))


def recorded(session: Session, actor: Actor, meeting_id: int) -> tuple[Meeting, Seen]:
    row, seen = rights.to_record(session, actor, meeting_id)
    if row.state is not MeetingState.HELD:
        raise Refusal("meeting_not_held")
    return row, seen


def _topic(session: Session, row: Meeting, source: Source, number: int) -> str:
    if source is Source.AGENDA:
        words = agendas()[row.kind].topics
        if 0 <= number < len(words):
            return words[number]
        raise Refusal("gone")
    if source is Source.LAST:
        other = session.get(Meeting, number)
        if other is None or other.pair_id != row.pair_id:
            raise Refusal("gone")
        return other.topic
    title = session.scalar(
        select(Item.title)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(Item.id == number, Roadmap.pair_id == row.pair_id)
    )
    if title is None:
        raise Refusal("gone")
    return title


def today_of(session: Session, actor: Actor, seen: Seen) -> date:
    return calendars.of(session, seen.pair.organisation_id, actor.at).today(actor.at)
