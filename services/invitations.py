"""Invitations: made, listed and revoked by who may give the role; looked at and accepted by who
got the link."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from db.models import Invitation, Organisation, Person
from domain.named import Named
from domain.roles import Role
from services import audit, bundling, chat, family, grants, installation, links, membership
from services.actor import Actor
from services.errors import Refusal
from services.grants import permits, require_to_give, right_to_give
from services.people import named

LASTS = timedelta(days=30)
LASTS_FOR_OFFICERS = timedelta(days=7)
ACCEPTED, REFUSED = "invitation_accepted", "invitation_refused"
OFFICERS = frozenset({Role.COORDINATOR, Role.HEAD, Role.CURATOR})


@dataclass(frozen=True, slots=True)
class Link:
    """An invitation as its maker sees it. `max_uses` None: shared."""

    id: int
    payload: str
    organisation_id: int
    organisation: str
    role: Role
    title: str
    pupil: bool
    person: Named | None
    child: Named | None
    max_uses: int | None
    uses: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation as its receiver sees it. `person`: whom it is for, where it is for one;
    `child`: whom a parent will represent."""

    id: int
    organisation_id: int | None
    organisation: str
    role: Role
    title: str
    pupil: bool
    person: Named | None
    child: Named | None = None


def create(
    session: Session,
    actor: Actor,
    organisation_id: int,
    role: Role,
    *,
    title: str = "",
    pupil: bool = False,
    person_id: int | None = None,
    child_id: int | None = None,
    once: bool = False,
) -> Link:
    """Make a link; those for heads, curators and one person work once, others until revoked."""
    require_to_give(session, actor, role, organisation_id)
    if person_id is not None:
        membership.require_member(session, person_id, organisation_id)
    if child_id is not None:
        membership.require_member(session, child_id, organisation_id)
    single = once or person_id is not None or role in OFFICERS
    row = Invitation(
        organisation_id=organisation_id,
        role=role,
        title=" ".join(title.split())[: grants.TITLE_LIMIT],
        pupil=pupil,
        person_id=person_id,
        child_id=child_id,
        nonce=links.fresh_nonce(),
        max_uses=1 if single else None,
        created_by=actor.me,
        created_at=actor.at,
        expires_at=actor.at + (LASTS_FOR_OFFICERS if role in OFFICERS else LASTS),
    )
    session.add(row)
    session.flush()
    chat.clear(session, actor)
    audit.record(
        session, actor, "invitation_created", f"invitation:{row.id}", organisation_id,
        role=role.value,
    )  # fmt: skip
    return _link(session, row, installation.link_secret(session))


def active(session: Session, actor: Actor, organisation_id: int) -> list[Link]:
    """The links that still work and that the actor could revoke, the newest first."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise Refusal("gone")
    if not grants.givable(session, actor, organisation):
        raise Refusal("forbidden")
    secret = installation.known_secret(session)
    if secret is None:
        return []
    rows = session.scalars(
        select(Invitation)
        .where(Invitation.organisation_id == organisation_id, *_working(actor.at))
        .order_by(Invitation.id.desc())
    )
    return [
        _link(session, row, secret)
        for row in rows
        if permits(session, actor, right_to_give(row.role), organisation_id)
    ]


def look(session: Session, actor: Actor, invitation_id: int) -> Link:
    """A link of one's own making or right, to show it again. Raises Refusal("gone" | …)."""
    row = _owned(session, actor, invitation_id)
    secret = installation.known_secret(session)
    if secret is None:
        raise Refusal("gone")
    _check(session, row, actor.at)
    return _link(session, row, secret)


def revoke(session: Session, actor: Actor, invitation_id: int) -> int:
    """Make a link useless; returns its organisation. Safe to repeat."""
    row = _owned(session, actor, invitation_id)
    done = session.execute(
        update(Invitation)
        .where(Invitation.id == row.id, Invitation.revoked_at.is_(None))
        .values(revoked_at=actor.at)
        .returning(Invitation.id)
    ).first()
    if done is not None:
        audit.record(
            session, actor, "invitation_revoked", f"invitation:{row.id}", row.organisation_id
        )
    assert row.organisation_id is not None
    return row.organisation_id


def read(session: Session, actor: Actor, payload: str) -> Offer:
    """What a link offers. Raises a Refusal of its own for each way it can be useless."""
    try:
        invitation_id, nonce = links.unpack(installation.known_secret(session), payload)
    except links.ForeignLink:
        raise Refusal("link_foreign") from None
    except links.BrokenLink:
        raise Refusal("link_broken") from None
    row = session.get(Invitation, invitation_id)
    if row is None or row.nonce != nonce:
        raise Refusal("link_foreign")
    return _checked(session, actor, row)


def offered(session: Session, actor: Actor, invitation_id: int) -> Offer:
    """The same for an invitation whose link was verified before and is remembered by its id."""
    row = session.get(Invitation, invitation_id)
    if row is None:
        raise Refusal("link_revoked")
    return _checked(session, actor, row)


def accept(
    session: Session, actor: Actor, offer: Offer, *, binding: bool = False, after_no: bool = False
) -> int:
    """Give the role to the actor and count the use; returns the grant, which the menu shows.

    `binding`: the link brings a chat to its person, which is a use even of a role that is held;
    `after_no`: it was refused first, by somebody whose name nobody knew then.
    """
    person = session.get_one(Person, actor.me)
    held = _held(session, person.id, offer)
    if held is None or binding or _adopts(session, person.id, offer):
        _count_use(session, actor, offer.id)
        _record(session, actor, ACCEPTED, offer.id, after_no=int(after_no))
    if held is None:
        held = grants.add(
            session, actor, person.id, offer.organisation_id, role=offer.role, title=offer.title
        )
    person.active_role_id = held
    person.organisation_id = person.organisation_id or offer.organisation_id
    person.is_pupil = person.is_pupil or offer.pupil
    if offer.child is not None:
        family.join(session, actor, person.id, offer.child.id)
    return held


def _adopts(session: Session, person_id: int, offer: Offer) -> bool:
    """Whether the link brings a parent a child that is new to them."""
    return offer.child is not None and not family.represents(session, person_id, offer.child.id)


def refuse(session: Session, actor: Actor, invitation_id: int) -> None:
    """Somebody said no, to the role or to the consent; the link stays good."""
    _record(session, actor, REFUSED, invitation_id)


def _record(session: Session, actor: Actor, action: str, invitation_id: int, **data: int) -> None:
    """Who invited hears of it in the next bundle."""
    row = session.get_one(Invitation, invitation_id)
    audit.record(session, actor, action, subject_of(row.id), row.organisation_id, **data)
    if row.created_by is not None and row.created_by != actor.person_id:
        session.flush()
        bundling.ensure(session, row.created_by, actor.at)


def subject_of(invitation_id: int) -> str:
    """Of the log of acts."""
    return f"invitation:{invitation_id}"


def _held(session: Session, person_id: int, offer: Offer) -> int | None:
    return grants.held_grant(
        session, person_id, offer.organisation_id, role=offer.role, title=offer.title
    )


def _count_use(session: Session, actor: Actor, invitation_id: int) -> None:
    """Guarded by the row itself: of two who tap a one-off link at once, one is refused."""
    done = session.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, *_working(actor.at))
        .values(uses=Invitation.uses + 1)
        .returning(Invitation.id)
        .execution_options(synchronize_session=False)
    ).first()
    if done is not None:
        return
    row = session.get_one(Invitation, invitation_id, populate_existing=True)
    _check(session, row, actor.at)
    raise Refusal("link_used")


def _working(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > at,
        or_(Invitation.max_uses.is_(None), Invitation.uses < Invitation.max_uses),
    )


def _check(session: Session, row: Invitation, at: datetime) -> None:
    if row.revoked_at is not None:
        raise Refusal("link_revoked")
    if row.expires_at <= at:
        raise Refusal("link_expired")
    if row.max_uses is not None and row.uses >= row.max_uses:
        raise Refusal("link_used")
    if row.person_id is not None:
        person = session.get(Person, row.person_id)
        if person is None or person.archived_at is not None:
            raise Refusal("link_revoked")


def _checked(session: Session, actor: Actor, row: Invitation) -> Offer:
    offer = _offer(session, row)
    mine = actor.person_id
    if mine is not None and _held(session, mine, offer) and not _adopts(session, mine, offer):
        return offer  # the link did its work: opening it again is no mistake
    _check(session, row, actor.at)
    if offer.person is not None and actor.person_id not in (None, offer.person.id):
        raise Refusal("link_for_other")
    return offer


def _offer(session: Session, row: Invitation) -> Offer:
    return Offer(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation=_organisation(session, row).name,
        role=row.role,
        title=row.title,
        pupil=row.pupil,
        person=_person(session, row),
        child=_named(session, row.child_id),
    )


def _link(session: Session, row: Invitation, secret: bytes) -> Link:
    organisation = _organisation(session, row)
    return Link(
        id=row.id,
        payload=links.pack(secret, row.id, row.nonce),
        organisation_id=organisation.id,
        organisation=organisation.name,
        role=row.role,
        title=row.title,
        pupil=row.pupil,
        person=_person(session, row),
        child=_named(session, row.child_id),
        max_uses=row.max_uses,
        uses=row.uses,
        expires_at=row.expires_at,
    )


def _organisation(session: Session, row: Invitation) -> Organisation:
    return session.get_one(Organisation, row.organisation_id)


def _person(session: Session, row: Invitation) -> Named | None:
    return _named(session, row.person_id)


def _named(session: Session, person_id: int | None) -> Named | None:
    return None if person_id is None else named(session, [person_id]).get(person_id)


def _owned(session: Session, actor: Actor, invitation_id: int) -> Invitation:
    row = session.get(Invitation, invitation_id)
    if row is None or row.organisation_id is None:
        raise Refusal("gone")
    if not permits(session, actor, right_to_give(row.role), row.organisation_id):
        raise Refusal("forbidden")
    return row
