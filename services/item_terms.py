"""The term of an item moved or said anew."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from domain.deadlines import Deadline, Kind, parse
from services import chat, terms
from services.actor import Actor
from services.changes import Change
from services.errors import Refusal
from services.item_acts import Acted, open_below, said
from services.item_rights import Access, for_editing, see


def move_to(session: Session, actor: Actor, item_id: int, day: date, reason: str) -> Acted:
    """Move the (nearest) term to a day, with all open parts; the words of the document stay.

    Raises Refusal("repeats") for a term by rule: it is changed in words.
    """
    access = for_editing(session, actor, item_id)
    if by_rule(access.item):
        raise Refusal("repeats")
    return _retime(
        session, actor, access, reason, lambda item: _to_day(item, day), day=day.isoformat()
    )


def move_in_words(session: Session, actor: Actor, item_id: int, phrase: str, reason: str) -> Acted:
    """Move the term to what a phrase means. Raises Refusal as `meaning`."""
    access = for_editing(session, actor, item_id)
    meant = meaning(phrase, access.roadmap)

    def set_term(item: Item) -> None:
        set_meaning(item, meant)
        if meant.kind is not Kind.DATES:
            item.deadline = phrase  # the months of a rule are read from the words

    return _retime(session, actor, access, reason, set_term, phrase=phrase)


def meaning(phrase: str, roadmap: Roadmap) -> Deadline:
    """Raises Refusal("item_term_unclear" | "item_term_year")."""
    meant = parse(phrase, terms.period_of(roadmap))
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
    for item in open_below(session, access.item):
        change.touch(item)
        set_term(item)
    chat.clear(session, actor)
    return Acted(access.item.id, change.save("moved", reason=said(reason), **told))


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


def understand(session: Session, actor: Actor, item_id: int, phrase: str) -> Deadline:
    """What a phrase would mean as the item's term. Raises as `move_in_words`; changes nothing."""
    access = see(session, actor, item_id)
    if not access.edit:
        raise Refusal("forbidden")
    return meaning(phrase, access.roadmap)
