"""Who has answered for a line that everybody does for themselves, and who is awaited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain.named import Named
from domain.roles import Action
from domain.shown import Shown
from services import people, recipients, tree
from services.actor import Actor
from services.errors import Refusal
from services.item_rights import Access, see
from services.neighbours import hidden
from services.nudging import refusals
from services.replanning import owners_of
from services.tree import Node


@dataclass(frozen=True, slots=True)
class Part:
    """One person's (or school's) part. `on`: the day of the answer, None while awaited.

    `school` is empty for a person's part. `without_chat` and `refused` («not mine») are known only
    to those who act for others. `theirs`: of another school, into which the actor does not look.
    """

    item_id: int
    owners: tuple[Named, ...]
    school: str
    shown: Shown
    due: date | None
    on: date | None
    theirs: bool = False
    without_chat: bool = False
    refused: bool = False

    @property
    def awaited(self) -> bool:
        return self.shown not in {Shown.DONE, Shown.NA}


@dataclass(frozen=True, slots=True)
class AnswersView:
    """`parts`: the awaited first, the longest overdue at the head; then who has answered."""

    item_id: int
    number: str | None
    title: str
    parts: tuple[Part, ...]
    may_nudge: bool

    @property
    def awaited(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.awaited)


def answers(session: Session, actor: Actor, item_id: int) -> AnswersView:
    """Raises Refusal("gone" | "not_launched" | "forbidden" | "not_shared")."""
    access = see(session, actor, item_id)
    node = tree.branch(session, access.item)
    if not node.shares:
        raise Refusal("not_shared")
    place = access.roadmap.organisation_id
    acts = actor.may(Action.ACT_FOR_OTHERS, place)
    parts = _parts(session, actor, access, node.shares, inside=acts)
    return AnswersView(
        item_id=item_id,
        number=access.item.number,
        title=access.item.title,
        parts=tuple(sorted(parts, key=_order)),
        may_nudge=acts and not access.closed and any(part.awaited for part in parts),
    )


def _parts(
    session: Session, actor: Actor, access: Access, shares: Iterable[Node], *, inside: bool
) -> list[Part]:
    place = access.roadmap.organisation_id
    found = list(shares)
    owners = owners_of(session, {share.id: place for share in found})
    everybody = {each for ids in owners.values() for each in ids}
    strangers = hidden(session, actor, place, everybody)
    names = strangers.named(people.named(session, everybody))
    who = recipients.load(session, everybody, actor.at, place) if inside else {}
    said_no = refusals(session, [share.id for share in found]) if inside else set()
    return [
        Part(
            item_id=share.id,
            owners=tuple(names[each] for each in owners[share.id] if each in names),
            school=share.item.title.removeprefix(access.item.title).lstrip(_JOINT)
            or strangers.school(owners[share.id]),
            theirs=bool(strangers.count(owners[share.id])),
            shown=share.shown(actor.today),
            due=share.due,
            on=share.done_on,
            without_chat=inside
            and not any(who[each].reachable for each in owners[share.id] if each in who),
            refused=any((share.id, each) in said_no for each in owners[share.id]),
        )
        for share in found
    ]


_JOINT = " ·"  # between the title of the whole and the name of a school


def _order(part: Part) -> tuple[bool, date, int]:
    return not part.awaited, part.due or part.on or date.max, part.item_id
