"""What a launch is chosen from: questionnaires, subjects and classes, pairs, people."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.named import Named
from domain.pairs import Side
from domain.roles import Action
from domain.search import search_key
from domain.survey.moments import Moment
from services import people
from services.actor import Actor, require
from services.errors import Refusal
from services.item_rights import see
from services.person_cards import cards, members
from services.subjects import Subject, subjects
from services.surveys import audience, catalogue, pairings, rates, versions, whom
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
class PairOf:
    id: int
    mentors: tuple[Named, ...]
    mentees: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    title: str
    found: tuple[PairOf, ...]
    chosen: frozenset[int]


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
        if asked.moment != Moment.OPINION and catalogue.titled(asked.title, asked.moment, query)
    ]
    wanted = roots(f"{line.title} {line.above}") if line else set()
    likely = sorted(found, key=lambda each: -len(wanted & roots(each[1])))
    return Questionnaires(tuple(likely), line)


def values(session: Session, actor: Actor, campaign_id: int, who: Who) -> Values:
    """Of a kind in audience.WORDED. Raises Refusal("gone" | "forbidden")."""
    row = rates.see(session, actor, campaign_id)
    if who not in audience.WORDED:
        raise Refusal("gone")
    now = audience.read(row.audience)
    found = whom.choices(session, row.organisation_id, who)
    return Values(row.title, who, found, frozenset(map(str, now.of(who))))


def pairs(session: Session, actor: Actor, campaign_id: int, query: str) -> Pairs:
    """Those that the questionnaire can be about, by the mentor's name; `query`: words that begin
    names of their people. Raises Refusal("gone" | "forbidden")."""
    row = rates.see(session, actor, campaign_id)
    asked = versions.questionnaire(session, row.version_id)
    sides = pairings.sides(session, row.organisation_id, asked, actor.at)
    names = people.named(session, {p for both in sides.values() for some in both.values()
                                   for p in some})  # fmt: skip
    every = [
        PairOf(pair_id, *(
            tuple(names[each] for each in both[side] if each in names)
            for side in (Side.MENTOR, Side.MENTEE)
        ))
        for pair_id, both in sides.items()
    ]  # fmt: skip
    words = search_key(query).split()
    found = [each for each in every if each.mentors and each.mentees and _begun_by(each, words)]
    found.sort(key=lambda each: (search_key(each.mentors[0].name), each.id))
    now = audience.read(row.audience)
    chosen = {each for each in now.of(Who.PAIRS) if isinstance(each, int)}
    return Pairs(row.title, tuple(found), frozenset(chosen & sides.keys()))


def _begun_by(pair: PairOf, words: Sequence[str]) -> bool:
    parts = [
        part for each in (*pair.mentors, *pair.mentees) for part in search_key(each.name).split()
    ]
    return all(any(part.startswith(word) for part in parts) for word in words)


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
    chosen = {each for each in now.of(Who.PEOPLE) if isinstance(each, int)}
    if adding:
        chosen = rates.asked_ids(session, row.id)
        found = [each for each in found if each.id not in chosen]
    return People(row.title, tuple(found), frozenset(chosen))


def roots(text: str) -> set[str]:
    """The beginnings of longer words, by which texts are alike."""
    return {word[:_ROOT] for word in search_key(text).split() if len(word) >= _ROOT}
