"""Running roadmaps for stories of items, written straight into the tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, ItemOwner, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState, Sharing
from domain.deadlines import Kind, Period, parse
from domain.roles import Role
from domain.schoolyear import lessons
from domain.search import search_key
from services import reminders
from services.actor import Actor
from services.errors import Refusal
from tests.people_factories import NOW, person, school


@dataclass(frozen=True)
class Row:
    """A row (or, under another, a step): `term` is the document's phrase."""

    title: str
    number: str | None = None
    stage: str | None = None
    section: str | None = None
    term: str | None = None
    owners: tuple[int, ...] = ()
    each: bool = False
    steps: tuple["Row", ...] = ()
    responsible: tuple[str, ...] = ()
    result: str | None = None
    content: str | None = None


def running(
    session: Session,
    now: datetime,
    place: int,
    rows: Sequence[Row],
    title: str = "Дорожная карта наставничества",
    state: RoadmapState = RoadmapState.RUNNING,
    year: int = 2026,
) -> dict[str, int]:
    """A roadmap of a school year with its rows; ids by title, the roadmap's own under "".

    Of equal titles the first one keeps the name, a share is «title/person id».
    """
    first, last = lessons(year)
    roadmap = Roadmap(
        organisation_id=place, title=title, state=state, period_start=first, period_end=last,
        approval=[], columns=[], source_name="a.docx", source_sha="0", created_at=now,
        launched_at=now,
    )  # fmt: skip
    session.add(roadmap)
    session.flush()
    found = {"": roadmap.id}
    for row in rows:
        _plant(session, roadmap, row, None, found)
    for item_id in [one for name, one in found.items() if name]:
        reminders.replan(session, item_id, now)
    return found


def _plant(
    session: Session, roadmap: Roadmap, row: Row, above: Item | None, found: dict[str, int]
) -> None:
    item = _item(roadmap, row, above, len(found))
    session.add(item)
    session.flush()
    found.setdefault(row.title, item.id)
    _own(session, item, row.owners)
    for step in row.steps:
        _plant(session, roadmap, step, item, found)
    for owner in row.owners if row.each else ():
        share = _item(roadmap, row, item, len(found))
        share.level, share.sharing = ItemLevel.SHARE, Sharing.ONE
        session.add(share)
        session.flush()
        _own(session, share, (owner,))
        found[f"{row.title}/{owner}"] = share.id


def _item(roadmap: Roadmap, row: Row, above: Item | None, position: int) -> Item:
    first, last = roadmap.period_start, roadmap.period_end
    meant = parse(row.term, Period(first or date.min, last or date.max))
    return Item(
        roadmap_id=roadmap.id,
        parent_id=above.id if above else None,
        level=ItemLevel.STEP if above else ItemLevel.ROW,
        position=position,
        section=row.section or (above.section if above else None),
        stage=row.stage or (above.stage if above else None),
        number=row.number,
        title=row.title,
        search=search_key(f"{row.number or ''} {row.title}"),
        content=row.content,
        result=row.result,
        deadline=row.term,
        term_kind=meant.kind if row.term else Kind.NONE,
        spans=[[day and day.isoformat() for day in span] for span in meant.spans],
        rule=meant.rule.value if meant.rule else None,
        responsible=list(row.responsible),
        sharing=Sharing.EACH if row.each else Sharing.ONE,
    )


def _own(session: Session, item: Item, owners: Sequence[int]) -> None:
    session.add_all(ItemOwner(item_id=item.id, person_id=owner) for owner in owners)
    session.flush()


@dataclass
class Cast:
    """A school of three people; `plant` makes a roadmap and gives ids of items by title."""

    db: Database
    place: int
    curator: Actor
    olga: Actor
    anna: Actor

    async def plant(self, *rows: Row, **more: object) -> dict[str, int]:
        return await self.db.write(running, NOW, self.place, rows, **more)

    async def item(self, item_id: int) -> Item:
        return await self.db.read(lambda session: session.get_one(Item, item_id))


async def small_school(db: Database) -> Cast:
    place = await school(db)
    return Cast(
        db,
        place,
        await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1"),
        await person(db, place, "Громова Ольга Ильинична", Role.MENTOR, chat="2"),
        await person(db, place, "Ким Анна Львовна", Role.SPECIALIST, chat="3"),
    )


async def refused(cast: Cast, fn: object, actor: Actor, *args: object) -> str:
    """The key with which a use case refuses."""
    with pytest.raises(Refusal) as caught:
        await cast.db.write(fn, actor, *args)  # type: ignore[arg-type]
    return caught.value.key
