"""What a launch is chosen from: questionnaires, subjects and classes, people."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.named import Named
from domain.roles import Action
from domain.search import search_key
from domain.survey.moments import Moment
from services import people
from services.actor import Actor, require
from services.item_rights import see
from services.person_cards import cards, members
from services.subjects import Subject, subjects
from services.surveys import audience, catalogue, rates, versions
from services.surveys.audience import Who

_ROOT = 5  # letters by which words are alike


@dataclass(frozen=True, slots=True)
class Questionnaires:
    """(version, title), for a line of a roadmap the likely ones first."""

    found: tuple[tuple[int, str], ...]
    line: Subject | None


@dataclass(frozen=True, slots=True)
class Values:
    title: str
    who: Who
    found: Sequence[str]
    chosen: frozenset[str]


@dataclass(frozen=True, slots=True)
class People:
    title: str
    found: tuple[Named, ...]
    chosen: frozenset[int]


def questionnaires(
    session: Session, actor: Actor, item_id: int | None, query: str = ""
) -> Questionnaires:
    """Those that people of the school answer, with words only those whose title they begin words
    of; what the year asks for now comes first. Raises Refusal("forbidden" | "gone")."""
    place = actor.organisation_id
    require(session, actor, Action.EDIT_PAIRS, place)
    line = None
    if item_id is not None:
        see(session, actor, item_id)
        line = subjects(session, [item_id]).get(item_id)
    month = actor.today.month
    every = versions.published(session, place)
    mine = versions.own(session, place, [version_id for version_id, _ in every])
    published = sorted(
        every, key=lambda each: catalogue.wait(each[1].moment, month, own=each[0] in mine)
    )
    found = [
        (version_id, asked.title)
        for version_id, asked in published
        if asked.moment != Moment.OPINION and catalogue.titled(asked.title, query)
    ]
    wanted = roots(f"{line.title} {line.above}") if line else set()
    likely = sorted(found, key=lambda each: -len(wanted & roots(each[1])))
    return Questionnaires(tuple(likely), line)


def values(session: Session, actor: Actor, campaign_id: int) -> Values:
    """Raises Refusal("gone" | "forbidden")."""
    row = rates.see(session, actor, campaign_id)
    now = audience.read(row.audience)
    found = audience.choices(session, row.organisation_id, now.who)
    return Values(row.title, now.who, found, frozenset(map(str, now.values)))


def everybody(
    session: Session, actor: Actor, campaign_id: int, query: str, *, adding: bool
) -> People:
    """People of the school by name; to add only those who are not asked yet.

    Raises Refusal("gone" | "forbidden")."""
    row = rates.see(session, actor, campaign_id)
    place = row.organisation_id
    if query:
        found = [each.named for each in people.search_people(session, place, query)]
    else:
        found = [each.named for each in cards(session, place, members(session, place))]
    now = audience.read(row.audience)
    chosen = {each for each in now.values if isinstance(each, int)}
    if adding:
        chosen = rates.asked_ids(session, row.id)
        found = [each for each in found if each.id not in chosen]
    return People(row.title, tuple(found), frozenset(chosen))


def roots(text: str) -> set[str]:
    """The beginnings of longer words, by which texts are alike."""
    return {word[:_ROOT] for word in search_key(text).split() if len(word) >= _ROOT}
