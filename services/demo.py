"""The sandbox's invented school put into the database."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.demo import DemoPerson, demo
from db.models import Organisation, Person
from db.models.people import OrganisationKind
from domain.roles import Role
from domain.schoolyear import label, school_year
from imports.roadmap import Document, Row
from services import actor as actors
from services import demo_pairs, demo_surveys, drafts, enlist, launch, settling
from services.enlist import Newcomer
from services.programmes.begin import Wording
from texts import programme_names as words


def present(session: Session) -> bool:
    """Whether there is any organisation yet: a furnished sandbox is not furnished again."""
    return bool(session.scalar(select(func.count()).select_from(Organisation)))


def with_chat() -> tuple[DemoPerson, ...]:
    """Those who take part in the chat."""
    return tuple(person for person in demo().people if person.chat)


def seed(
    session: Session, at: datetime, zone: str, chats: Mapping[str, str], *, pairs: bool = True
) -> None:
    """The municipality, its school, people (with the chats given by key), a running roadmap,
    pairs in the middle of their year, and questionnaires."""
    story = demo()
    above = enlist.organisation(
        session, at, story.municipality, zone, kind=OrganisationKind.MUNICIPALITY
    )
    school = enlist.organisation(session, at, story.school, zone, parent_id=above)
    ids: dict[str, int] = {}
    for person in story.people:
        where = above if (Role.COORDINATOR, "") in person.roles else school
        newcomer = Newcomer(
            person.name, person.post, person.roles, chats.get(person.key),
            is_pupil=bool(person.school_class), school_class=person.school_class,
        )  # fmt: skip
        ids[person.key] = enlist.enlist(session, at, where, newcomer, zone)
    curator = session.get_one(Person, ids["curator"])
    _launch(session, actors.of_person(session, curator, at, zone))
    if pairs:
        past = demo_pairs.Past(session, at, zone, ids, school)
        demo_pairs.seed(past, Wording(words.title, words.term))
        demo_surveys.seed(past)


def document(at: datetime) -> Document:
    """The demo's roadmap as if it had been read from a Word file, for the present school year."""
    story = demo()
    rows = tuple(
        Row(
            section=None, stage=row.stage, number=row.number, title=row.title, content=None,
            steps=row.steps, deadline=row.deadline, responsible=row.responsible,
            result=row.result,
        )
        for row in story.rows
    )  # fmt: skip
    period = label(school_year(at.date()))
    return Document(
        title=story.title.format(period=period),
        organisation=story.school,
        approval=(),
        period_label=period,
        columns=(),
        rows=rows,
        warnings=(),
    )


def _launch(session: Session, curator: actors.Actor) -> None:
    """What was due before today counts as done: the school was there before the bot."""
    roadmap_id = drafts.create(session, curator, document(curator.at), "", "").roadmap_id
    settling.settle_all(session, curator, roadmap_id, settling.Settle.DONE)
    launch.launch(session, curator, roadmap_id)
