"""Running roadmaps follow who holds which role: a newcomer gets a part, who leaves gives it up."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation, ResponsibleAlias, RoleGrant
from db.models.people import OrganisationKind
from db.models.roadmap import Sharing
from domain.roles import AT_SCHOOLS, Role
from domain.search import search_key
from services.actor import Actor
from services.joining import Newcomer, join
from services.leaving import leave
from services.parts import Board

LEADING = frozenset({Role.CURATOR, Role.COORDINATOR, Role.HEAD})


@dataclass(frozen=True, slots=True)
class Post:
    """A role as held somewhere; `title` is a specialist's."""

    organisation_id: int
    role: Role
    title: str = ""

    def fits(self, alias: ResponsibleAlias) -> bool:
        wanted = alias.role_title
        return alias.role == self.role and (
            wanted is None or search_key(wanted) == search_key(self.title)
        )


def joined(session: Session, actor: Actor, person_id: int, post: Post) -> None:
    """Somebody has got a role: what its phrases ask for and is still open is theirs as well.

    What the curator has given to people by hand is left alone.
    """
    joined_all(session, actor, [(person_id, post)])


def joined_all(session: Session, actor: Actor, newcomers: Sequence[tuple[int, Post]]) -> None:
    """The same for many at once: the roadmaps of a place are read and planned anew only once."""
    by_place: defaultdict[int, list[tuple[int, Post, str]]] = defaultdict(list)
    for person_id, post in newcomers:
        for place, school in _places(session, post):
            by_place[place].append((person_id, post, school))
    for place, found in by_place.items():
        _join_at(session, actor, place, found)


def _join_at(
    session: Session, actor: Actor, place: int, found: Sequence[tuple[int, Post, str]]
) -> None:
    phrases = {post: _phrases(session, place, post) for post in {post for _, post, _ in found}}
    leading = any(post.role in LEADING for post in phrases)
    if not leading and not any(phrases.values()):
        return
    board = Board(session, actor, place)
    for person_id, post, school in found:
        if phrases[post]:
            join(board, phrases[post], Newcomer(person_id, post.organisation_id, school))
    board.save(unowned=leading)


def left(session: Session, actor: Actor, person_id: int, post: Post) -> None:
    """A role has ended: what came with it is not needed any more, or falls to the curator."""
    for place, _ in _places(session, post):
        phrases = set(_phrases(session, place, post))
        for held in _held(session, person_id):
            phrases -= set(_phrases(session, place, held))
        board = Board(session, actor, place)
        unnamed = post.role in LEADING and place == post.organisation_id
        leave(board, person_id, phrases, unnamed=unnamed)
        board.save(unowned=post.role in LEADING)


def gone(session: Session, actor: Actor, person_id: int, organisation_id: int) -> None:
    """Somebody has left the organisation: everything open there is given up."""
    gone_all(session, actor, [person_id], organisation_id)


def gone_all(session: Session, actor: Actor, people: Sequence[int], organisation_id: int) -> None:
    """The same for many at once."""
    organisation = session.get_one(Organisation, organisation_id)
    leaving: defaultdict[int, list[int]] = defaultdict(list)
    for person_id in people:
        kept = {held.organisation_id for held in _held(session, person_id)}
        for place in {organisation.id, organisation.parent_id} - kept - {None}:
            assert place is not None
            leaving[place].append(person_id)
    for place, ids in leaving.items():
        board = Board(session, actor, place)
        for person_id in ids:
            leave(board, person_id, None, unnamed=True)
        board.save(unowned=True)


def _places(session: Session, post: Post) -> Iterator[tuple[int, str]]:
    """Whose roadmaps may mean the holder of a role; with the school's name in a municipality's."""
    organisation = session.get_one(Organisation, post.organisation_id)
    municipal = organisation.kind is OrganisationKind.MUNICIPALITY
    if not (municipal and post.role in AT_SCHOOLS):
        yield organisation.id, ""
    if organisation.parent_id is not None and post.role in AT_SCHOOLS:
        yield organisation.parent_id, organisation.name


def _phrases(session: Session, place: int, post: Post) -> Mapping[str, bool]:
    """What is written for a role in an organisation; whether each of its holders does it."""
    rows = session.scalars(
        select(ResponsibleAlias).where(
            ResponsibleAlias.organisation_id == place, ResponsibleAlias.role == post.role.value
        )
    )
    return {row.phrase: row.sharing is Sharing.EACH for row in rows if post.fits(row)}


def _held(session: Session, person_id: int) -> list[Post]:
    rows = session.execute(
        select(RoleGrant.organisation_id, RoleGrant.role, RoleGrant.title).where(
            RoleGrant.person_id == person_id,
            RoleGrant.until.is_(None),
            RoleGrant.organisation_id.is_not(None),
        )
    )
    return [Post(place, role, title) for place, role, title in rows if place is not None]
