"""What of named answers is kept from who keeps the campaigns and is in a pair too: what is said
of themselves, or by the other side, is read by somebody else."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.models import BankEntry, PairMember, Response, RoleGrant
from domain.banks import PEOPLE
from domain.roles import Role
from domain.survey import Key, Question


@dataclass(frozen=True, slots=True)
class Eyes:
    """`pairs`: all that the viewer is or was in; `others`: who is or was on the other side there;
    `choosable`: answers may have named the viewer as a partner that is wanted or not."""

    me: int
    pairs: frozenset[int]
    others: frozenset[int]
    choosable: bool

    def shut(self, way: Response) -> bool:
        """Whether nothing of a response is told; one's own is always."""
        if way.person_id == self.me:
            return False
        return (
            way.person_id in self.others
            or way.pair_id in self.pairs
            or self.ours(way.about_id or 0)
        )

    def leaves_out(self, way: Response, key: Key) -> bool:
        """Whether one answer, of a block about each mentee, is not told."""
        return way.person_id != self.me and self.ours(key[1])

    def confides(self, way: Response, question: Question) -> bool:
        """Of partners named in confidence nothing is told, whoever they are: a gap would tell."""
        return self.choosable and way.person_id != self.me and question.fills in PEOPLE

    def ours(self, person_id: int) -> bool:
        """The viewer, or who is or was on the other side of a pair."""
        return person_id == self.me or person_id in self.others


def eyes(session: Session, person_id: int) -> Eyes:
    mine, theirs = aliased(PairMember), aliased(PairMember)
    rows = session.execute(
        select(mine.pair_id, theirs.person_id)
        .outerjoin(theirs, (theirs.pair_id == mine.pair_id) & (theirs.side != mine.side))
        .where(mine.person_id == person_id)
    ).all()
    sides = select(RoleGrant.id).where(
        RoleGrant.person_id == person_id, RoleGrant.role.in_((Role.MENTOR, Role.MENTEE))
    )
    banked = select(BankEntry.id).where(BankEntry.person_id == person_id)
    return Eyes(
        me=person_id,
        pairs=frozenset(row.pair_id for row in rows),
        others=frozenset(row.person_id for row in rows) - {None, person_id},
        choosable=bool(rows)
        or session.scalar(sides.limit(1)) is not None
        or session.scalar(banked.limit(1)) is not None,
    )
