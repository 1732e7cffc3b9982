"""What the wizard writes: a term and people for a whole stage, or for one row or step of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from db.models import Item
from db.models.roadmap import ItemLevel
from domain.deadlines import Kind
from domain.deadlines.model import FIRST_YEAR, LAST_YEAR
from services import chat, terms, words
from services.actor import Actor
from services.decisions import Choice, apply_term, term_of_choice, typed
from services.draft_rows import changing, draft_item, row_of, rows
from services.errors import Refusal
from services.membership import require_member
from services.questions import tally
from services.responsibles import Meaning
from services.row_people import give_row, row_meaning, spelled_out
from services.terms import Term
from services.wizard_stages import Plan, plan_of
from services.wizard_who import last_choice


def set_dates(
    session: Session, actor: Actor, item_id: int, alone: bool, *, first: date | None, last: date
) -> None:
    """From a day to another, or until a day. Raises Refusal("not_understood")."""
    days = [day for day in (first, last) if day is not None]
    if days != sorted(days) or any(not FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
        raise Refusal("not_understood")
    _date(session, actor, item_id, alone, Term(Kind.DATES, ((first, last),)))


def choose(session: Session, actor: Actor, item_id: int, alone: bool, choice: Choice) -> None:
    """A term without a date of its own."""
    roadmap, _ = draft_item(session, actor, item_id)
    if choice is Choice.EVERY_YEAR:
        raise Refusal("not_understood")
    term = term_of_choice(choice, terms.period_of(roadmap), actor.today)
    _date(session, actor, item_id, alone, term)


def type_term(session: Session, actor: Actor, item_id: int, alone: bool, text: str) -> None:
    """A term in words. Raises Refusal("term_unclear")."""
    roadmap, _ = draft_item(session, actor, item_id)
    term = typed(session, text, roadmap)
    chat.clear(session, actor)
    _date(session, actor, item_id, alone, term)


def _date(session: Session, actor: Actor, item_id: int, alone: bool, term: Term) -> None:
    found, item = _locked(session, actor, item_id)
    if alone and item.level is ItemLevel.STEP:
        terms.store(item, term)
        return
    if alone:
        apply_term(row_of(rows(session, found.roadmap.id), item_id), term)
        return
    for row in found.to_date(found.stage(item_id)):
        apply_term(row, term)


def _locked(session: Session, actor: Actor, item_id: int) -> tuple[Plan, Item]:
    """The draft is locked before it is read, so that two answers come one after the other."""
    roadmap, item = draft_item(session, actor, item_id)
    changed = changing(session, actor, roadmap.id)
    found = plan_of(session, changed)
    found.stage(item_id)
    tally(session, actor, changed)
    return found, item


def give_person(session: Session, actor: Actor, item_id: int, alone: bool, person_id: int) -> None:
    """One person answers."""
    found, item = _locked(session, actor, item_id)
    require_member(session, person_id, found.roadmap.organisation_id)
    _give(session, found, item, alone, lambda _: Meaning((person_id,)))


def give_me(session: Session, actor: Actor, item_id: int, alone: bool) -> None:
    found, item = _locked(session, actor, item_id)
    _give(session, found, item, alone, lambda _: Meaning((actor.me,)))


def give_same(session: Session, actor: Actor, item_id: int, alone: bool) -> None:
    """Those who were chosen last in this draft. Raises Refusal("gone") where nobody was."""
    found, item = _locked(session, actor, item_id)
    last = last_choice(session, found)
    if last is None:
        raise Refusal("gone")
    _give(session, found, item, alone, lambda _: last)


def give_role(
    session: Session, actor: Actor, item_id: int, alone: bool, number: int, each: bool
) -> None:
    """All who hold a role of words.OFFERED, together or each of them."""
    found, item = _locked(session, actor, item_id)
    if not 0 <= number < len(words.OFFERED):
        raise Refusal("gone")
    role, title = words.OFFERED[number]
    meaning = Meaning(role=role, title=title, each=each)
    people = spelled_out(session, found.roadmap, meaning)
    _give(session, found, item, alone, lambda _: people)


def toggle_person(
    session: Session, actor: Actor, item_id: int, alone: bool, person_id: int
) -> None:
    """Add somebody to those who answer, or take them out."""
    found, item = _locked(session, actor, item_id)
    require_member(session, person_id, found.roadmap.organisation_id)

    def toggled(before: Meaning | None) -> Meaning | None:
        ids = before.person_ids if before else ()
        kept = tuple(id_ for id_ in ids if id_ != person_id)
        after = kept if person_id in ids else (*ids, person_id)
        return Meaning(after, each=bool(before and before.each)) if after else None

    _give(session, found, item, alone, toggled)


def share(session: Session, actor: Actor, item_id: int, alone: bool, each: bool) -> None:
    """Whether those who answer do it together or each of them."""
    found, item = _locked(session, actor, item_id)
    _give(session, found, item, alone, lambda before: before and replace(before, each=each))


def _give(
    session: Session,
    found: Plan,
    item: Item,
    alone: bool,
    meant: Callable[[Meaning | None], Meaning | None],
) -> None:
    """`meant` makes the new choice of the present one."""
    if alone:
        give_row(session, item, meant(row_meaning(session, item)))
        return
    stage = found.stage(item.id)
    before = None if found.unowned(stage) else found.people(stage)
    after = meant(before)
    for each in found.to_give(stage):
        give_row(session, each, after)
