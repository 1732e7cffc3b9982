"""Items of a roadmap: by stage, by what is due, found by words."""

from handlers import picking
from handlers.buttons.item import OpenFound, OpenListed
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import AddRow, Find, Found, ListItems, Overview, Stages
from handlers.context import Context
from handlers.keyboards import items as keys
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import on, on_state
from services import overview
from services.overview import Which
from texts import roadmap as words

FINDING = "roadmap.find"


@on(Stages)
async def stages(context: Context, request: Stages) -> None:
    view = await context.read(overview.overview, request.roadmap_id)
    there = view.roadmap_id
    numbered = list(enumerate(view.stages))
    rows: list[Row] = [
        [
            (
                words.stage_caption(at + 1, stage.name, stage.progress),
                ListItems(there, Which.STAGE, at, 0),
            )
        ]
        for at, stage in cut(numbered, request.page)
    ]
    rows.append(pager(request.page, len(numbered), lambda page: Stages(there, page)))
    text = words.stages(view.title, len(numbered))
    await context.show(Screen(text, [*rows, bottom(Overview(there))]))


@on(ListItems)
async def item_list(context: Context, request: ListItems) -> None:
    there, which, stage = request.roadmap_id, request.which, request.stage
    await picking.or_typed(context, FINDING, roadmap_id=there)
    view = await context.read(overview.listing, there, which, stage)
    page, first = keys.lines(view.lines, request.page, context.call)
    text = words.item_list(
        which.value, view.heading, page, first, len(view.lines), context.actor.today
    )
    rows = keys.digits(
        view.lines,
        request.page,
        lambda p: ListItems(there, which, stage, p),
        lambda item, p: OpenListed(item, there, which, stage, p),
    )
    if view.may_edit and which is Which.STAGE:
        rows.append([(words.ADD_HERE, AddRow(there, view.last_row))])
    back = Stages(there, 0) if which is Which.STAGE else Overview(there)
    await context.show(Screen(text, [*rows, bottom(back)]))


@on(Find)
async def find(context: Context, request: Find) -> None:
    await context.read(overview.overview, request.roadmap_id)
    await context.ask(FINDING, roadmap_id=request.roadmap_id)
    await context.show(Screen(words.ask_find(), [bottom(Overview(request.roadmap_id))]))


@on_state(FINDING)
async def typed_query(context: Context, data: dict[str, int]) -> None:
    """The chat goes on waiting: one search is seldom enough."""
    query = overview.short_query((context.message.text or "") if context.message else "")
    await _found(context, data["roadmap_id"], 0, query)


@on(Found)
async def found(context: Context, request: Found) -> None:
    await _found(context, request.roadmap_id, request.page, request.query)


async def _found(context: Context, roadmap_id: int, page: int, query: str) -> None:
    view = await context.read(overview.search, roadmap_id, query)
    shown, first = keys.lines(view.lines, page, context.call)
    text = words.found(query, shown, first, len(view.lines), context.actor.today)
    rows = keys.digits(
        view.lines,
        page,
        lambda p: Found(roadmap_id, p, query),
        lambda item, p: OpenFound(item, roadmap_id, p, query),
    )
    again: Row = [(words.FIND_AGAIN, Find(roadmap_id))]
    await context.show(Screen(text, [*rows, again, bottom(Overview(roadmap_id))]))
