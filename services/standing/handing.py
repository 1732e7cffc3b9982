"""Leaving for good: everything finds somebody else first."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session

from db.models import Absence, Organisation, Person
from db.models.roadmap import ItemLevel
from domain.named import Named
from domain.pairs import EndReason, Side
from domain.roles import Action, Role
from services import audit, grants, people
from services.actor import Actor
from services.banks import leaving as banks
from services.errors import Refusal
from services.health import referrals
from services.membership import organisation_for, present, require_member
from services.pairs import edit as pair_edit
from services.pairs import states as pair_states
from services.parts import REASSIGNED, Board
from services.standing import belongings, colleagues
from services.standing.belongings import Kind, Thing
from services.standing.handed import HANDED, joined_ids, roles_of

GIVEN = frozenset({Kind.ITEM, Kind.PAIR})


@dataclass(frozen=True, slots=True)
class Handing:
    """`roles`: those that would end; `last_curator`: nobody else leads here."""

    person: Named
    organisation_id: int
    organisation: str
    things: tuple[Thing, ...]
    roles: tuple[tuple[Role, str], ...]
    last_curator: bool
    may_take: bool  # the one who looks may be the curator next

    @property
    def to_give(self) -> tuple[Thing, ...]:
        return tuple(each for each in self.things if each.kind in GIVEN)

    @property
    def stuck(self) -> bool:
        """Whether a pair would be left without a mentor."""
        return any(each.kind is Kind.PAIR and each.alone for each in self.things)


@dataclass(frozen=True, slots=True)
class Given:
    """`refused`: the key of why something stayed, empty when all went; `asked`: pairs that wait
    for their new mentor's word and papers."""

    count: int
    refused: str
    asked: int


def view(session: Session, actor: Actor, person_id: int) -> Handing:
    """Before somebody leaves. Raises Refusal("gone" | "forbidden")."""
    person, place = _leaver(session, actor, person_id)
    curators = people.curators(session, place)
    return Handing(
        person=Named(person.id, person.name, person.is_pupil),
        organisation_id=place,
        organisation=session.get_one(Organisation, place).name,
        things=belongings.of(session, person_id, place, actor.today),
        roles=roles_of(session, person_id, place),
        last_curator=curators == [person_id],
        may_take=grants.permits(session, actor, grants.right_to_give(Role.CURATOR), place),
    )


def candidates(session: Session, actor: Actor, person_id: int) -> list[Named]:
    """To whom it may go."""
    _, place = _leaver(session, actor, person_id)
    return [each.named for each in colleagues.of(session, place) if each.id != person_id]


def give(
    session: Session,
    actor: Actor,
    person_id: int,
    to_id: int,
    kind: Kind | None,
    thing_id: int | None,
) -> Given:
    """One thing, all of a kind (no id), or all there is (no kind) goes to somebody.

    A pair that its new mentor may not take stays. Raises Refusal("gone" | "forbidden").
    """
    _, place = _leaver(session, actor, person_id)
    require_member(session, to_id, place)
    if to_id == person_id:
        raise Refusal("gone")
    wanted = [
        each
        for each in belongings.of(session, person_id, place, actor.today)
        if each.kind in GIVEN and kind in {None, each.kind} and thing_id in {None, each.id}
    ]
    items = [each.id for each in wanted if each.kind is Kind.ITEM]
    give_items(session, actor, place, person_id, to_id, items)
    events: list[int] = []
    asked, refused = 0, ""
    for each in wanted:
        if each.kind is Kind.PAIR:
            try:
                with session.begin_nested():
                    acted = _give_pair(session, actor, each, person_id, to_id)
                events.append(acted.event_id)
                asked += acted.asked
            except Refusal as refusal:
                refused = refusal.key
    if items or events:
        audit.record(
            session, actor, HANDED, f"person:{person_id}", place,
            to=to_id, items=joined_ids(items), pairs=joined_ids(events),
            pair_ids=joined_ids(each.id for each in wanted if each.kind is Kind.PAIR),
        )  # fmt: skip
    return Given(len(items) + len(events), refused, asked)


def leave(session: Session, actor: Actor, person_id: int) -> None:
    """The person is of the school no more; what was not given away falls to the curator.

    Raises Refusal("handover_pairs") while a pair would be left without a mentor, and
    Refusal("handover_curator") while nobody would look after the school: a successor is named
    first, or whoever may give the role takes it.
    """
    found = view(session, actor, person_id)
    place = found.organisation_id
    if found.last_curator:
        raise Refusal("handover_curator")
    if found.stuck:
        raise Refusal("handover_pairs")
    curator = next((each for each in people.curators(session, place) if each != person_id), None)
    if curator is not None and any(each.kind is Kind.ITEM for each in found.things):
        give(session, actor, person_id, curator, Kind.ITEM, None)
    ended = [
        _leave_pair(session, actor, each, person_id)
        for each in found.things
        if each.kind in {Kind.PAIR, Kind.IN_PAIR}
    ]
    if ended:
        audit.record(session, actor, HANDED, f"person:{person_id}", place, pairs=joined_ids(ended))
    referrals.free(session, actor, [x.id for x in found.things if x.kind is Kind.REFERRAL])
    session.execute(
        update(Absence)
        .where(
            Absence.deputy_id == person_id,
            Absence.last.is_(None) | (Absence.last >= actor.today),
        )
        .values(deputy_id=None)
    )
    grants.archive(session, actor, person_id)
    banks.gone(session, actor, person_id, place)


def _leaver(session: Session, actor: Actor, person_id: int) -> tuple[Person, int]:
    person = present(session, person_id)
    place = organisation_for(session, actor, person, Action.EDIT_PEOPLE)
    if not grants.may_archive(session, actor, person, place):
        raise Refusal("forbidden")
    return person, place


def give_items(
    session: Session, actor: Actor, place: int, from_id: int, to_id: int, ids: Collection[int]
) -> int:
    """Owners of a running roadmap's open things change; shares stay with who does them."""
    if not ids:
        return 0
    board, count = Board(session, actor, place), 0
    for item in list(board.open()):
        owners = board.owners[item.id]
        if item.id in ids and from_id in owners and item.level is not ItemLevel.SHARE:
            others = {k: v for k, v in owners.items() if k != from_id}
            board.give(item, {**others, to_id: others.get(to_id)})
            board.told(item, REASSIGNED)
            count += 1
    board.save(unowned=False)
    return count


def _give_pair(
    session: Session, actor: Actor, thing: Thing, person_id: int, to_id: int
) -> pair_states.Acted:
    if thing.alone:
        because = EndReason.LEFT.value
        return pair_states.transfer(session, actor, thing.id, to_id, because=because)
    return _out(session, actor, thing, person_id)


def _leave_pair(session: Session, actor: Actor, thing: Thing, person_id: int) -> int:
    if thing.alone:
        return pair_states.end_early(session, actor, thing.id, EndReason.LEFT.value).event_id
    return _out(session, actor, thing, person_id).event_id


def _out(session: Session, actor: Actor, thing: Thing, person_id: int) -> pair_states.Acted:
    side = Side.MENTOR if thing.kind is Kind.PAIR else Side.MENTEE
    return pair_edit.toggle_member(session, actor, thing.id, side, person_id)
