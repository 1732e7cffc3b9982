"""The term of an item moved or said anew."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from domain.deadlines import Deadline, Kind, parse
from services import calendars, chat, terms
from services.actor import Actor
from services.changes import Change
from services.errors import Refusal
from services.item_acts import OVER, Acted, parts, said
from services.item_rights import Access, for_editing, see


def move_to(session: Session, actor: Actor, item_id: int, day: date, reason: str) -> Acted:
    """Move the (nearest) term to a day, with all open parts that have it;
    the words of the document stay.

    Raises Refusal("repeats") for a term by rule: it is changed in words, "move_past" for a day
    that is over, "own_terms" where the parts have other terms.
    """
    access = for_editing(session, actor, item_id)
    if day < actor.today:
        raise Refusal("move_past")
    if by_rule(access.item):
        raise Refusal("repeats")
    return _retime(
        session, actor, access, reason, lambda item: _to_day(item, day), day=day.isoformat()
    )


def move_in_words(session: Session, actor: Actor, item_id: int, phrase: str, reason: str) -> Acted:
    """Move the term to what a phrase means. Raises Refusal as `meaning`."""
    access = for_editing(session, actor, item_id)
    meant = meaning(session, phrase, access.roadmap)

    def set_term(item: Item) -> None:
        set_meaning(item, meant)
        if meant.kind is not Kind.DATES:
            item.deadline = phrase  # the months of a rule are read from the words

    return _retime(session, actor, access, reason, set_term, phrase=phrase)


def rewrite_term(session: Session, actor: Actor, item_id: int, phrase: str, reason: str) -> Acted:
    """Say the term as written anew, with its meaning. Raises Refusal as `meaning`."""
    access = for_editing(session, actor, item_id)
    meant = meaning(session, phrase, access.roadmap)

    def set_term(item: Item) -> None:
        set_meaning(item, meant)
        item.deadline = phrase

    return _retime(session, actor, access, reason, set_term, phrase=phrase)


def give(
    session: Session, actor: Actor, item_id: int, term: terms.Term, reason: str, phrase: str
) -> Acted:
    """A term that was understood elsewhere (a returned table), «без срока» too.

    Raises Refusal("own_terms") where the parts have other terms.
    """
    access = for_editing(session, actor, item_id)
    return _retime(
        session, actor, access, reason, lambda item: terms.store(item, term), phrase=phrase
    )


def meaning(session: Session, phrase: str, roadmap: Roadmap) -> Deadline:
    """Raises Refusal("item_term_unclear" | "item_term_year")."""
    calendar = calendars.schooling(session, roadmap.organisation_id)
    meant = parse(phrase, terms.period_of(roadmap), calendar)
    if meant.needs_year:
        raise Refusal("item_term_year")
    if meant.kind is Kind.NONE:
        raise Refusal("item_term_unclear")
    return meant


def set_meaning(item: Item, meant: Deadline) -> None:
    """What a person said is decided, whatever is doubtful about the words."""
    terms.store(item, terms.Term(meant.kind, meant.spans, meant.rule))


def by_rule(item: Item) -> bool:
    """Whether the days come from a rule rather than from the spans themselves."""
    return item.term_kind is Kind.RECURRING and item.rule is not None and len(item.spans) <= 1


def _retime(
    session: Session,
    actor: Actor,
    access: Access,
    reason: str,
    set_term: Callable[[Item], None],
    **told: str,
) -> Acted:
    change = Change(session, actor, access)
    for item in _following(session, access.item):
        change.touch(item)
        set_term(item)
    chat.clear(session, actor)
    return Acted(access.item.id, change.save("moved", reason=said(reason), **told))


def _following(session: Session, item: Item) -> list[Item]:
    """The item with those of its open parts that have its term: a term of their own stays.

    A whole without a term has that of its parts, where it is one. Raises Refusal("own_terms")
    where every part goes its own way.
    """
    open_ = [part for part in parts(session, item) if part.status not in OVER]
    terms_below = [_term(part) for part in open_]
    shared = item.term_kind is Kind.NONE and len({*map(str, terms_below)}) == 1
    moved = terms_below[0] if shared else _term(item)
    found = [item]
    for each in found:
        found += [
            part
            for part in parts(session, each)
            if part.status not in OVER and _term(part) == moved
        ]
    if open_ and len(found) == 1:
        raise Refusal("own_terms")
    return found


def _term(item: Item) -> tuple[Kind, str | None, list[Any]]:
    return item.term_kind, item.rule, item.spans


def _to_day(item: Item, day: date) -> None:
    new = day.isoformat()
    nearest = item.due.isoformat() if item.due else None
    at = next((i for i, span in enumerate(item.spans) if nearest in span), None)
    start = item.spans[at][0] if at is not None else None
    span = [start if start and start <= new else None, new]
    if at is None or item.term_kind in {Kind.CONTINUOUS, Kind.ON_CONDITION, Kind.NONE}:
        item.term_kind, item.rule, item.spans = Kind.DATES, None, [span]
    else:
        item.spans = [span if i == at else old for i, old in enumerate(item.spans)]
    item.term_decided = True


def check_move(session: Session, actor: Actor, item_id: int) -> None:
    """Refuse as moving would before a day is chosen."""
    access = see(session, actor, item_id)
    if not access.edit:
        raise Refusal("forbidden")
    _following(session, access.item)


def understand(session: Session, actor: Actor, item_id: int, phrase: str) -> Deadline:
    """What a phrase would mean as the item's term. Raises as `move_in_words`; changes nothing."""
    access = see(session, actor, item_id)
    if not access.edit:
        raise Refusal("forbidden")
    return meaning(session, phrase, access.roadmap)
