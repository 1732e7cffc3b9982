"""Two records of one person: somebody kept on paper who has come by a link of no name.

The account moves to the record on paper, for papers and plans speak of that one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Identity, OutboxMessage, Person, Prompt, RoleGrant
from db.models.outbox import OutboxState
from domain.named import Named
from domain.roles import Action, Role
from domain.same_person import Somebody
from services import audit, bundling, chat, grants, people, prompts
from services.actor import Actor, require
from services.banks import merging as banks
from services.errors import Refusal
from services.joined import rows as joined
from services.membership import organisation_for, present, present_in
from services.parts import JOINED, Board
from services.person_cards import members
from services.roster.matching import Known

KIND = "same_person"
# What the record that stays learns where it knows nothing itself.
_LEARNT = ("post", "school_class", "born_on", "mentee_limit", "remind_hour", "muted")


@dataclass(frozen=True, slots=True)
class Twin:
    """Somebody with a chat, and the one on paper who may be the same."""

    who: Named
    paper: Named


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody with a chat and everybody on paper, the likeliest first."""

    who: Named
    paper: tuple[Named, ...]
    alike: int


def on_paper_alike(
    session: Session, organisation_id: int, who: Sequence[Named]
) -> dict[int, list[Named]]:
    """By person: those without a chat in the organisation whose name may be theirs."""
    paper = _on_paper(session, organisation_id)
    known = Known(paper.values())
    found: dict[int, list[Named]] = {}
    for one in who:
        sure, maybe = known.like(Somebody(one.name, pupil=one.pupil))
        ids = [id_ for id_ in (*sure, *maybe) if id_ != one.id]
        if ids:
            found[one.id] = [_named(paper[id_]) for id_ in ids]
    return found


def _on_paper(session: Session, organisation_id: int) -> dict[int, Person]:
    chats = set(session.scalars(select(Identity.person_id)))
    return {
        person.id: person
        for person in members(session, organisation_id)
        if person.id not in chats and person.erased_at is None
    }


def _named(person: Person) -> Named:
    return Named(person.id, person.name, person.is_pupil)


def choice(session: Session, actor: Actor, person_id: int) -> Choice:
    """Who may be meant. Raises Refusal("gone" | "forbidden")."""
    person = present(session, person_id)
    place = organisation_for(session, actor, person, Action.EDIT_PEOPLE)
    who = _named(person)
    alike = on_paper_alike(session, place, [who]).get(person.id, [])
    taken = {one.id for one in alike}
    others = [
        _named(one)
        for one in _on_paper(session, place).values()
        if one.id not in taken and one.id != person.id and one.is_pupil == person.is_pupil
    ]
    return Choice(who, (*alike, *others), len(alike))


def pair(session: Session, actor: Actor, person_id: int, paper_id: int) -> Twin:
    """Both, for the question before. Raises Refusal("gone" | "forbidden" | "merge_chat")."""
    person, paper, _ = _checked(session, actor, person_id, paper_id)
    return Twin(_named(person), _named(paper))


def merge(session: Session, actor: Actor, person_id: int, paper_id: int) -> None:
    """Make two records one: everything goes to the one on paper; of the other only the name stays,
    for the log.

    Raises Refusal("gone" | "forbidden" | "merge_chat" | "merge_both").
    """
    person, paper, place = _checked(session, actor, person_id, paper_id)
    if joined.are_two(session, person.id, paper.id):
        raise Refusal("merge_both")
    _give_items(session, actor, person.id, paper.id)
    _give_roles(session, actor, person, paper)
    banks.join(session, actor, person.id, paper.id)
    _hush(session, person.id)
    prompts.settle(session, KIND, [person.id])
    joined.move(session, person.id, paper.id, actor.at)
    for name in _LEARNT:
        setattr(paper, name, getattr(paper, name) or getattr(person, name))
    person.archived_at = actor.at
    chat.clear(session, actor)
    audit.record(session, actor, audit.MERGED, f"person:{paper.id}", place, gone=person.id)
    session.flush()
    bundling.ensure(session, paper.id, actor.at)


def _checked(
    session: Session, actor: Actor, person_id: int, paper_id: int
) -> tuple[Person, Person, int]:
    person, paper = present(session, person_id), present(session, paper_id)
    place = organisation_for(session, actor, person, Action.EDIT_PEOPLE)
    if place not in present_in(session, paper.id):
        raise Refusal("forbidden")
    with_chat = set(
        session.scalars(
            select(Identity.person_id).where(Identity.person_id.in_([person.id, paper.id]))
        )
    )
    if with_chat != {person.id} or person.id == actor.person_id:
        raise Refusal("merge_chat")
    for held in _grants(session, person.id):
        _require_to_move(session, actor, held)
    return person, paper, place


def _require_to_move(session: Session, actor: Actor, held: RoleGrant) -> None:
    """Nobody gives a role by merging that he could not give by a button."""
    if held.role is Role.ADMINISTRATOR or held.organisation_id is None:
        raise Refusal("forbidden")
    require(session, actor, grants.right_to_give(held.role), held.organisation_id)


def _grants(session: Session, person_id: int) -> list[RoleGrant]:
    return list(
        session.scalars(
            select(RoleGrant)
            .where(RoleGrant.person_id == person_id, RoleGrant.until.is_(None))
            .order_by(RoleGrant.id)
        )
    )


def _give_items(session: Session, actor: Actor, person_id: int, paper_id: int) -> None:
    """Before the roles: who holds a share of a role already gets no second one."""
    for place in present_in(session, person_id):
        board = Board(session, actor, place)
        for item in list(board.open()):
            owners = board.owners[item.id]
            if person_id in owners:
                phrase = owners[person_id]
                others = {id_: said for id_, said in owners.items() if id_ != person_id}
                board.give(item, {**others, paper_id: others.get(paper_id) or phrase})
                board.told(item, JOINED)
        board.save(unowned=False)


def _give_roles(session: Session, actor: Actor, person: Person, paper: Person) -> None:
    shown = person.active_role_id
    for held in _grants(session, person.id):
        given = grants.add(
            session, actor, paper.id, held.organisation_id, role=held.role, title=held.title
        )
        kept = session.get_one(RoleGrant, given)
        kept.since = min(kept.since, held.since)
        if held.id == shown:
            paper.active_role_id = given
        session.delete(held)
    session.flush()


def _hush(session: Session, person_id: int) -> None:
    """What was about to be said is said to the one who stays, from what is true then."""
    open_states = (OutboxState.QUEUED, OutboxState.SENDING)
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.person_id == person_id, OutboxMessage.state.in_(open_states))
        .values(state=OutboxState.CANCELLED)
    )


def suspect(session: Session, actor: Actor, person_id: int, organisation_id: int) -> None:
    """Somebody has come by a link without a name: whoever keeps the list is asked, if anybody
    on paper turns out to be called so."""
    asked = people.curators(session, organisation_id) or people.heads(session, organisation_id)
    others = [one for one in asked if one != person_id]
    prompts.ask(session, actor.at, KIND, person_id, others, organisation_id)


def different(session: Session, actor: Actor, person_id: int) -> None:
    """They are two people: nobody asks again. Raises Refusal("gone" | "forbidden")."""
    person = present(session, person_id)
    organisation_for(session, actor, person, Action.EDIT_PEOPLE)
    prompts.settle(session, KIND, [person.id])


@prompts.prompt(KIND, again=(3,), rank=40)
def _load(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    places: dict[int, list[Prompt]] = {}
    for row in rows:
        if row.organisation_id is not None:
            places.setdefault(row.organisation_id, []).append(row)
    found: dict[int, Twin] = {}
    for place, asked in places.items():
        who = {
            person.id: _named(person)
            for person in session.scalars(
                select(Person).where(
                    Person.id.in_({row.subject_id for row in asked}), Person.archived_at.is_(None)
                )
            )
        }
        alike = on_paper_alike(session, place, list(who.values()))
        found |= {
            row.id: Twin(who[row.subject_id], alike[row.subject_id][0])
            for row in asked
            if row.subject_id in alike
        }
    return found
