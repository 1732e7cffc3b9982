"""A digest put together of its parts, as of one moment; nothing is written here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Digest, Organisation, Person
from domain.names import Style, render
from domain.roles import Role
from exports.pictures.data import StageBar
from services import recall, recipients

# The parts register themselves; a later feature adds its module here.
from services.digest import (  # noqa: F401
    banks_part,
    delivery_part,
    leaves_part,
    pairs_part,
    roadmap_part,
    schools_part,
    surveys_part,
)
from services.digest.parts import Before, Change, Good, Reader, SheetOf, Todo, parts
from services.digest.plans import role_in
from services.digest.roadmaps import titles

# Of the digests before this one as many are looked through for what was said last.
_BACK = 60


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the last digest said, by part."""

    at: datetime
    snapshot: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Weekly:
    """Everything one digest says. `moment` is local; `since`: the digest it is compared with."""

    name: str
    role: Role
    organisation_id: int
    organisation: str
    roadmaps: tuple[str, ...]  # the titles of those of the organisation that run
    roadmap_id: int | None
    moment: datetime
    since: datetime | None
    todos: tuple[Todo, ...]
    changes: tuple[Change, ...]
    good: Good | None
    sheets: tuple[SheetOf, ...]
    bars: tuple[StageBar, ...]  # of the organisation's own roadmaps
    schools: tuple[StageBar, ...]  # of organisations below it
    snapshot: dict[str, Any]
    told: tuple[int, ...]
    pairs: bool  # of working pairs it says how they stand

    @property
    def title(self) -> str:
        """Of the one roadmap; empty where several run or none does."""
        return self.roadmaps[0] if len(self.roadmaps) == 1 else ""

    def first(self, count: int) -> list[int]:
        """The items among so many of the first points."""
        return [each.item_id for each in self.todos[:count] if each.item_id is not None]

    @property
    def runs(self) -> bool:
        """Whether there is anything to sum up."""
        return bool(self.bars or self.schools or self.pairs)

    @property
    def counted(self) -> StageBar:
        """Everything together, as the picture's last bar has it."""
        every = (*self.bars, *self.schools)
        return StageBar(
            self.organisation,
            sum(bar.done for bar in every),
            sum(bar.total for bar in every),
            sum(bar.overdue for bar in every),
        )

    @property
    def empty(self) -> bool:
        """Nothing waits and nothing changed: not a reason to write."""
        return not (self.todos or self.changes)


def weekly(
    session: Session,
    person_id: int,
    organisation_id: int,
    now: datetime,
    names_in_files: str,
    before_id: int | None = None,
) -> Weekly | None:
    """The digest as of `now`; None for somebody who gets none there (any more).

    It is compared with what was said last, or last before the digest `before_id`.
    """
    with recall.reading(session):
        return _weekly(session, person_id, organisation_id, now, names_in_files, before_id)


def _weekly(
    session: Session, person_id: int, organisation_id: int, now: datetime, names_in_files: str,
    before_id: int | None,
) -> Weekly | None:  # fmt: skip
    reader = _reader(session, person_id, organisation_id, now, names_in_files)
    if reader is None:
        return None
    base = baseline(session, person_id, organisation_id, before_id)
    found = {key: fn(session, reader, _before(reader, base, key)) for key, fn in parts()}
    each = list(found.values())
    maps = titles(session, organisation_id)
    good = sorted((one for part in each for one in part.good), key=lambda one: one.weight)
    todos = sorted((todo for part in each for todo in part.todos), key=lambda todo: todo.urgency)
    return Weekly(
        name=reader.name,
        role=reader.role,
        organisation_id=organisation_id,
        organisation=session.get_one(Organisation, organisation_id).name,
        roadmaps=tuple(title for _, title in maps),
        roadmap_id=maps[0][0] if len(maps) == 1 else None,
        moment=now.astimezone(reader.zone),
        since=base.at if base else None,
        todos=tuple(todos),
        changes=tuple(change for part in each for change in part.changes),
        good=next(iter(good), None),
        sheets=tuple(sheet for part in each for sheet in part.sheets),
        bars=tuple(bar for part in each if not part.wide for bar in part.bars),
        schools=tuple(bar for part in each if part.wide for bar in part.bars),
        snapshot={key: part.state for key, part in found.items()},
        told=tuple(told for part in each for told in part.told),
        pairs=bool(found[pairs_part.KEY].sheets),
    )


def baseline(
    session: Session, person_id: int, organisation_id: int, before_id: int | None = None
) -> Baseline | None:
    """What was said last, or found quiet last; a digest that was never sent does not count."""
    query = (
        select(Digest.made_at, Digest.snapshot)
        .where(Digest.person_id == person_id, Digest.organisation_id == organisation_id)
        .order_by(Digest.id.desc())
        .limit(_BACK)
    )
    if before_id is not None:
        query = query.where(Digest.id < before_id)
    rows: Sequence[Any] = session.execute(query).all()
    return next((Baseline(row.made_at, row.snapshot) for row in rows if row.snapshot), None)


def _reader(
    session: Session, person_id: int, organisation_id: int, now: datetime, names_in_files: str
) -> Reader | None:
    role = role_in(session, person_id, organisation_id)
    if role is None:
        return None
    person = session.get_one(Person, person_id)
    shown = render(person.name, Style(names_in_files), pupil=person.is_pupil, code=person.id)
    who = recipients.load(session, [person_id], now, organisation_id)[person_id]
    return Reader(
        person_id, organisation_id, role, now, who.days.zone, person.name, shown, names_in_files
    )


def _before(reader: Reader, base: Baseline | None, key: str) -> Before | None:
    if base is None or key not in base.snapshot:
        return None
    day = base.at.astimezone(reader.zone).date()
    return Before(day, base.at, base.snapshot[key])
