"""What files of results need beside the results: names, who may be named, tagged words."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.named import Named
from domain.survey import Kind
from services import gate, people
from services.actor import Actor
from services.surveys import results, tagging
from services.surveys.results import Results
from services.surveys.tagging import SWOT, Open


@dataclass(frozen=True, slots=True)
class ForFile:
    """`names`: everybody whom answers speak of; `nameable`: who may be named in a file; `words`:
    open answers as they are listed in the chat."""

    results: Results
    words: tuple[Open, ...]
    names: Mapping[int, Named]
    nameable: frozenset[int]


@dataclass(frozen=True, slots=True)
class Swot:
    """`quotes`: tagged open answers by tag."""

    results: Results
    quotes: Mapping[str, tuple[Open, ...]]


def load(session: Session, actor: Actor, campaign_id: int) -> ForFile:
    """Raises Refusal("gone" | "forbidden")."""
    found = results.results(session, actor, campaign_id)
    ids = _named(found)
    allowed = gate.allowed(session, ids, gate.Purpose.REPORTS, actor.at)
    words = tagging.of(session, found).lines
    return ForFile(found, words, people.named(session, ids), frozenset(allowed))


def swot(session: Session, actor: Actor, campaign_id: int) -> Swot:
    """Raises Refusal("gone" | "forbidden")."""
    found = results.results(session, actor, campaign_id)
    lines = tagging.of(session, found).lines
    quotes = {tag: tuple(line for line in lines if tag in line.tags) for tag in SWOT}
    return Swot(found, quotes)


def _named(found: Results) -> set[int]:
    if found.anonymous:
        return set()
    chosen = {
        question.key for question in found.questionnaire.questions if question.kind is Kind.PERSON
    }
    ids: set[int] = set()
    for sent in found.sheets:
        ids |= {each.id for each in (sent.who, sent.about) if each}
        for (key, about), reply in sent.replies.items():
            ids |= {about} - {0}
            if key in chosen and isinstance(reply.value, int):
                ids.add(reply.value)
    return ids
