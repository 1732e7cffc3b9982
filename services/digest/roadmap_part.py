"""The roadmaps' part of a digest: what is late or undated, what changed, the whole as a sheet."""

from collections import Counter
from collections.abc import Callable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, ItemOwner
from domain.names import Style, render
from domain.progress import Leaf, Status, is_due_this_week, is_overdue, is_undated
from domain.roles import Role
from exports.digest import DigestRow, RoadmapRows, roadmap_sheet
from exports.pictures.data import StageBar
from services import people
from services.bundles import NOT_MINE
from services.digest import passing
from services.digest.parts import Before, Change, Found, Good, Reader, SheetOf, Todo, part
from services.digest.roadmaps import Running, World, stages
from services.digest.things import Late, Overdue, Passed, Refused, ThisWeek, Undated
from services.tree import OVER, Node

FIRST, LATE, OPEN_QUESTIONS, MORE_LATE, SOON = 0, 1, 3, 4, 5
# So many late items stand before everything else, so that a flood of them hides nothing.
_LATE_FIRST = 3
_COUNTED = ("done", "late", "moved", "new", "reopened", "na", "owners")


@part(10, "roadmap")
def roadmap(session: Session, reader: Reader, before: Before | None) -> Found:
    """What every reader gets of the organisation's own running roadmaps."""
    world = World(session, reader, before)
    found = Found(
        state={"items": world.states(), "roadmaps": [each.id for each in world.roadmaps]}
    )
    if not world.roadmaps:
        return found
    found.todos += _late(session, world) if reader.role is not Role.HEAD else _counts(world)
    found.todos += _for_head(session, world, found) if reader.role is Role.HEAD else []
    found.todos += _refused(session, world) if reader.sees_names else []
    found.todos += [*_undated(world), *_this_week(world)]
    found.changes = _changes(world)
    found.good = list(_good(world))
    found.sheets = [
        SheetOf(roadmap_sheet, _rows(world, each, number))
        for number, each in enumerate(world.roadmaps, 1)
    ]
    found.bars = [
        StageBar(name, progress.done, progress.total, progress.overdue)
        for name, progress in stages(world.roadmaps, reader.today)
    ]
    return found


def _late(session: Session, world: World) -> Iterator[Todo]:
    reader = world.reader
    place = reader.organisation_id
    heads = set(people.holders(session, place, Role.HEAD)) - {reader.person_id}
    known = passing.passed(session, place) if heads else set()
    for number, leaf in enumerate(world.late):
        assert leaf.due is not None  # what is overdue has a day
        whose = world.whose(leaf, names=reader.sees_names)
        others = any(person.id not in heads for person in whose.named)
        may_pass = bool(heads) and others and (leaf.id, leaf.due) not in known
        thing = Late(leaf.id, world.label[leaf.id], leaf.due, whose, may_pass)
        urgency = LATE if number < _LATE_FIRST else MORE_LATE
        yield Todo(urgency, thing, leaf.id, world.title_of(leaf))


def _counts(world: World) -> Iterator[Todo]:
    for each, number in _by_roadmap(world, lambda leaf: is_overdue(leaf, world.reader.today)):
        title = world.title_among(each)
        yield Todo(LATE, Overdue(each.id, number, title), roadmap=title)


def _for_head(session: Session, world: World, found: Found) -> Iterator[Todo]:
    since = world.before.at if world.before else None
    for item_id, rows in passing.waiting(session, world.reader.organisation_id, since).items():
        node = _node(world, item_id)
        if node is not None and node.status not in OVER:
            found.told += rows
            whose = world.whose(node, names=True)
            title = world.label.get(item_id) or " ".join(node.item.title.split())
            thing = Passed(item_id, title, node.due, whose)
            yield Todo(FIRST, thing, item_id, world.title_of(node))


def _node(world: World, item_id: int) -> Node | None:
    return next(
        (each.tree.nodes[item_id] for each in world.roadmaps if item_id in each.tree.nodes), None
    )


def _refused(session: Session, world: World) -> Iterator[Todo]:
    """As long as the one who said «not mine» is still an owner, nobody has decided."""
    rows = session.scalars(
        select(Item.id)
        .join(ItemEvent, ItemEvent.item_id == Item.id)
        .join(
            ItemOwner,
            (ItemOwner.item_id == Item.id) & (ItemOwner.person_id == ItemEvent.actor_id),
        )
        .where(
            Item.roadmap_id.in_([each.id for each in world.roadmaps]),
            Item.status.not_in(OVER),
            ItemEvent.action == NOT_MINE,
            ItemEvent.undone_at.is_(None),
        )
        .distinct()
    ).all()
    refused = set(rows)
    for leaf in world.leaves:
        parts = {each.id for each in leaf.work()}
        late = is_overdue(leaf.leaf, world.reader.today)
        if parts & refused and leaf.due is not None and not late:
            thing = Refused(leaf.id, world.label[leaf.id], leaf.due)
            yield Todo(FIRST, thing, leaf.id, world.title_of(leaf))


def _undated(world: World) -> Iterator[Todo]:
    for each, number in _by_roadmap(world, is_undated):
        only = [leaf.id for leaf in each.tree.leaves() if is_undated(leaf.leaf)]
        title = world.title_among(each)
        thing = Undated(each.id, number, only[0] if number == 1 else None, title)
        yield Todo(OPEN_QUESTIONS, thing, roadmap=title)


def _this_week(world: World) -> Iterator[Todo]:
    for each, number in _by_roadmap(
        world, lambda leaf: is_due_this_week(leaf, world.reader.today) and leaf.firm
    ):
        title = world.title_among(each)
        yield Todo(SOON, ThisWeek(each.id, number, title), roadmap=title)


def _by_roadmap(world: World, asked: Callable[[Leaf], bool]) -> Iterator[tuple[Running, int]]:
    for each in world.roadmaps:
        number = sum(asked(leaf.leaf) for leaf in each.tree.leaves())
        if number:
            yield each, number


def _changes(world: World) -> list[Change]:
    counts = Counter(news for leaf in world.leaves for news in world.news(leaf))
    found = [Change(kind, counts[kind]) for kind in _COUNTED if counts[kind]]
    gone = world.gone()
    return [*found, Change("gone", gone)] if gone else found


def _good(world: World) -> Iterator[Good]:
    progress = world.progress
    news = {leaf.id: world.news(leaf) for leaf in world.leaves}
    fresh = {item_id for item_id, said in news.items() if "done" in said}
    if progress.total and progress.done == progress.total and fresh:
        yield Good(0, "all_done")
    for name, over in _finished_stages(world, fresh):
        yield Good(1, "stage_done", (name, over))
    if progress.done and not progress.overdue and world.before is not None:
        yield Good(3, "no_late")
    if fresh:
        yield Good(4, "done", (len(fresh),))


def _finished_stages(world: World, fresh: set[int]) -> Iterator[tuple[str, int]]:
    if len(world.roadmaps) != 1:
        return
    whole = world.roadmaps[0].tree
    for stage in dict.fromkeys(row.item.stage for row in whole.rows):
        leaves = [leaf for row in whole.rows if row.item.stage == stage for leaf in row.leaves()]
        done = [leaf for leaf in leaves if leaf.status is Status.DONE]
        over = all(leaf.status in OVER for leaf in leaves)
        if stage and over and any(leaf.id in fresh for leaf in done):
            yield stage, len(done)


def _rows(world: World, each: Running, number: int) -> RoadmapRows:
    return RoadmapRows(
        number=number,
        title=each.title,
        rows=tuple(_row(world, node) for node in each.nodes()),
        owners=world.reader.sees_names,
    )


def _row(world: World, node: Node) -> DigestRow:
    reader, item = world.reader, node.item
    whose = world.whose(node, names=reader.sees_names)
    style = Style(reader.names_in_files)
    told = [world.in_files[each.id] for each in whose.named]
    named = [render(w.name, style, pupil=w.pupil, code=w.id) for w in told]
    own = (reader.my_name,) if whose.mine and reader.sees_names else ()
    leaf = not node.steps
    return DigestRow(
        number=node.number,
        group=" · ".join(filter(None, (item.section, item.stage))),
        activity=item.title,
        written=item.deadline or "",
        due=node.due,
        who=(*own, *named),
        hidden=whose.hidden,
        status=node.shown(reader.today).value,
        news=world.news(node) if leaf else (),
        level=0 if node.parent is None else 1,
        done_on=node.done_on,
    )
