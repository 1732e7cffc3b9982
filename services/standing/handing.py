"""Leaving for good: everything finds somebody else first, and comes back for a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Absence, AuditEntry, Organisation, Person, RoleGrant
from db.models.roadmap import ItemLevel
from domain.named import Named
from domain.pairs import EndReason, Side
from domain.roles import Action, Role
from services import audit, grants, people, role_changes
from services.actor import Actor
from services.banks import leaving as banks
from services.errors import Refusal
from services.health import referrals
from services.membership import organisation_for, present, present_in, require_member
from services.pairs import edit as pair_edit
from services.pairs import states as pair_states
from services.pairs import undo as pair_undo
from services.parts import REASSIGNED, Board
from services.person_cards import members_among
from services.role_changes import Post
from services.standing import belongings, colleagues
from services.standing.belongings import Kind, Thing

HANDED, ARCHIVED, RESTORED = "handed_over", "person_archived", "person_restored"
UNDO_WITHIN = timedelta(days=1)
REMEMBERED = timedelta(days=30)
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
class Gone:
    """Who has left, and until when that can be taken back."""

    person: Named
    organisation_id: int
    organisation: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """`refused`: the key of why something stayed, empty when all went; `asked`: pairs that wait
    for their new mentor's word and papers."""

    count: int
    refused: str
    asked: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet; `to` None: not given to anybody yet."""

    thing: Thing
    to: Named | None


@dataclass(frozen=True, slots=True)
class HandSheet:
    person: Named
    post: str
    organisation: str
    roles: tuple[tuple[Role, str], ...]
    lines: tuple[Line, ...]
    today: date


def view(session: Session, actor: Actor, person_id: int) -> Handing:
    """Before somebody leaves. Raises Refusal("gone" | "forbidden")."""
    person, place = _leaver(session, actor, person_id)
    curators = people.curators(session, place)
    return Handing(
        person=Named(person.id, person.name, person.is_pupil),
        organisation_id=place,
        organisation=session.get_one(Organisation, place).name,
        things=belongings.of(session, person_id, place, actor.today),
        roles=_roles(session, person_id, place),
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
    _give_items(session, actor, place, person_id, to_id, items)
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
            to=to_id, items=_joined(items), pairs=_joined(events),
            pair_ids=_joined(each.id for each in wanted if each.kind is Kind.PAIR),
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
        audit.record(session, actor, HANDED, f"person:{person_id}", place, pairs=_joined(ended))
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


def restore(session: Session, actor: Actor, person_id: int) -> int:
    """Take the leaving back within a day, with what was given away on that day and is open still;
    the person's id. Raises Refusal("gone" | "forbidden" | "handover_late")."""
    person, left = _left(session, actor, person_id)
    place = left.organisation_id
    assert place is not None
    if person.archived_at is not None:
        person.archived_at, person.organisation_id = None, place
    back = session.scalars(
        select(RoleGrant).where(
            RoleGrant.person_id == person_id,
            RoleGrant.organisation_id == place,
            RoleGrant.until == left.at,
        )
    ).all()
    for grant in back:
        grant.until = None
    session.flush()
    for grant in back:
        role_changes.joined(session, actor, person_id, Post(place, grant.role, grant.title))
    for entry in _handed(session, person_id, left.at - UNDO_WITHIN):
        _take_back(session, actor, place, person_id, entry)
    banks.back(session, actor, person_id, place)
    audit.record(session, actor, RESTORED, f"person:{person_id}", place)
    return person_id


def left_lately(session: Session, actor: Actor, place: int) -> list[Named]:
    """Who left on the last day and can be taken back. Raises Refusal("forbidden")."""
    if not actor.may(Action.EDIT_PEOPLE, place):
        raise Refusal("forbidden")
    since = actor.at - UNDO_WITHIN
    subjects = session.scalars(
        select(AuditEntry.subject)
        .where(
            AuditEntry.action == ARCHIVED,
            AuditEntry.organisation_id == place,
            AuditEntry.at >= since,
        )
        .order_by(AuditEntry.id.desc())
    )
    ids = list(dict.fromkeys(int(each.partition(":")[2]) for each in subjects))
    here = members_among(session, place, ids)
    names = people.named(session, ids)
    gone = session.scalars(
        select(Person.id).where(Person.id.in_(ids), Person.erased_at.is_not(None))
    )
    out = here | set(gone)
    return [names[each] for each in ids if each in names and each not in out]


def gone(session: Session, actor: Actor, person_id: int) -> Gone:
    """Somebody who can be taken back still. Raises Refusal("gone" | "forbidden" |
    "handover_late")."""
    person, left = _left(session, actor, person_id)
    place = left.organisation_id
    assert place is not None
    return Gone(
        Named(person.id, person.name, person.is_pupil), place,
        session.get_one(Organisation, place).name, left.at + UNDO_WITHIN,
    )  # fmt: skip


def sheet(session: Session, actor: Actor, person_id: int) -> HandSheet:
    """What was given to whom in a month, and what is left; also after the leaving.

    Raises Refusal("gone" | "forbidden").
    """
    person = session.get(Person, person_id)
    if person is None or person.organisation_id is None:
        raise Refusal("gone")
    place = person.organisation_id
    if not actor.may(Action.EDIT_PEOPLE, place):
        raise Refusal("forbidden")
    lines = [
        line
        for entry in _handed(session, person_id, actor.at - REMEMBERED)
        for line in _lines(session, entry)
    ]
    if person.archived_at is None:
        rest = belongings.of(session, person_id, place, actor.today)
        lines += [Line(each, None) for each in rest]
    return HandSheet(
        person=Named(person.id, person.name, person.is_pupil),
        post=person.post,
        organisation=session.get_one(Organisation, place).name,
        roles=_roles(session, person_id, place),
        lines=tuple(lines),
        today=actor.today,
    )


def _leaver(session: Session, actor: Actor, person_id: int) -> tuple[Person, int]:
    person = present(session, person_id)
    place = organisation_for(session, actor, person, Action.EDIT_PEOPLE)
    if not grants.may_archive(session, actor, person, place):
        raise Refusal("forbidden")
    return person, place


def _left(session: Session, actor: Actor, person_id: int) -> tuple[Person, AuditEntry]:
    entry = session.scalar(
        select(AuditEntry)
        .where(AuditEntry.action == ARCHIVED, AuditEntry.subject == f"person:{person_id}")
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    person = session.get(Person, person_id)
    if entry is None or person is None or person.erased_at:
        raise Refusal("gone")
    if entry.organisation_id in present_in(session, person.id) and person.archived_at is None:
        raise Refusal("gone")
    if not actor.may(Action.EDIT_PEOPLE, entry.organisation_id):
        raise Refusal("forbidden")
    if actor.at - entry.at > UNDO_WITHIN:
        raise Refusal("handover_late")
    return person, entry


def _roles(session: Session, person_id: int, place: int) -> tuple[tuple[Role, str], ...]:
    rows = session.execute(
        select(RoleGrant.role, RoleGrant.title)
        .where(
            RoleGrant.person_id == person_id,
            RoleGrant.organisation_id == place,
            RoleGrant.until.is_(None),
        )
        .order_by(RoleGrant.id)
    )
    return tuple((row.role, row.title) for row in rows)


def _give_items(
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


def _handed(session: Session, person_id: int, since: datetime) -> list[AuditEntry]:
    return list(
        session.scalars(
            select(AuditEntry)
            .where(
                AuditEntry.action == HANDED,
                AuditEntry.subject == f"person:{person_id}",
                AuditEntry.at >= since,
            )
            .order_by(AuditEntry.id)
        )
    )


def _take_back(
    session: Session, actor: Actor, place: int, person_id: int, entry: AuditEntry
) -> None:
    to = entry.data.get("to")
    if to is not None:
        items = _ids(entry.data.get("items"))
        _give_items(session, actor, place, int(to), person_id, items)
    for event_id in reversed(_ids(entry.data.get("pairs"))):
        try:
            with session.begin_nested():
                pair_undo.undo(session, actor, event_id)
        except Refusal:
            continue  # changed since: stays as it is now


def _lines(session: Session, entry: AuditEntry) -> Iterable[Line]:
    to = entry.data.get("to")
    if to is None:
        return
    names = people.named(session, [int(to)])
    wanted = belongings.told(
        session, _ids(entry.data.get("items")), _ids(entry.data.get("pair_ids"))
    )
    for thing in wanted:
        yield Line(thing, names.get(int(to)))


def _joined(ids: Iterable[int]) -> str:
    return ",".join(map(str, ids))


def _ids(written: object) -> list[int]:
    return [int(each) for each in str(written or "").split(",") if each]
