"""Invented municipalities and their schools, each with a roadmap that has just been launched."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Person
from db.models.people import OrganisationKind
from domain.past import target_year
from domain.roles import Role
from services import actor as actors
from services import enlist, launch, settling, templates
from services.enlist import Newcomer
from services.words import OFFERED

ZONES = ("Europe/Kaliningrad", "Europe/Moscow", "Asia/Omsk", "Asia/Kamchatka")
# Those whom documents name most; twelve with the mentors and a mentee.
_TITLES = [title for role, title in OFFERED if role is Role.SPECIALIST and title]
STAFF: tuple[tuple[Role, str], ...] = (
    (Role.HEAD, ""),
    (Role.CURATOR, ""),
    *((Role.SPECIALIST, title) for title in _TITLES),
    *((Role.MENTOR, ""),) * 3,
    (Role.MENTEE, ""),
)
_KINDS = ("teachers", "pupils", "teachers")


def build(session: Session, number: int, schools: int, now: datetime) -> None:
    """The municipality of this number with its schools. Everybody has a chat."""
    zone = ZONES[number % len(ZONES)]
    kind = OrganisationKind.MUNICIPALITY
    above = enlist.organisation(session, now, f"Municipality {number + 1}", zone, kind=kind)
    _person(session, above, "Coordinator Anna", Role.COORDINATOR, "", zone, now)
    for school in range(schools):
        _school(session, school, above, zone, now)
    _launched(session, _holder(session, above, Role.COORDINATOR, now), "municipality")


def _school(session: Session, number: int, above: int, zone: str, now: datetime) -> None:
    place = enlist.organisation(session, now, f"School {number + 1}", zone, parent_id=above)
    for at, (role, title) in enumerate(STAFF):
        _person(session, place, f"Teacher Ivan {number}-{at}", role, title, zone, now)
    _launched(session, _holder(session, place, Role.CURATOR, now), _KINDS[number % len(_KINDS)])


def _person(
    session: Session, place: int, name: str, role: Role, title: str, zone: str, now: datetime
) -> None:
    newcomer = Newcomer(name, "", ((role, title),), f"chat of {name}")
    enlist.enlist(session, now, place, newcomer, zone)


def _holder(session: Session, place: int, role: Role, now: datetime) -> actors.Actor:
    people = session.scalars(select(Person).where(Person.organisation_id == place))
    found = (actors.of_person(session, each, now, ZONES[0]) for each in people)
    return next(each for each in found if each.current and each.current.role is role)


def _launched(session: Session, leader: actors.Actor, key: str) -> None:
    made = templates.start(session, leader, key, target_year(leader.today))
    settling.settle_all(session, leader, made, settling.Settle.DONE)
    launch.launch(session, leader, made)
    session.flush()
