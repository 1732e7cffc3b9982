"""The next school year: what it would be like, its draft, what is carried over."""

from handlers.buttons.draft import OpenDraft
from handlers.buttons.nav import bottom
from handlers.buttons.next_year import Carry, CarryAll, CarryOne, MakeNextYear, NextYear
from handlers.buttons.roadmap import Overview
from handlers.context import Context
from handlers.draft import draft_screen
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from handlers.ways import PLAN, Way
from services import carrying
from services import next_year as years
from services.overview import OverviewView
from texts import next_year as words


@PLAN.way(70)
def _way(view: OverviewView) -> list[Way]:
    """From a finished roadmap too."""
    following = view.kin.following
    edits = view.may_edit or view.may_resume
    waits = following is None or following.draft
    return [(words.NEXT, NextYear(view.roadmap_id))] if edits and waits else []


@on(NextYear)
async def ask(context: Context, request: NextYear) -> None:
    view = await context.read(years.preview, request.roadmap_id)
    back = bottom(Overview(view.roadmap_id))
    if view.made is not None:
        there: Row = [(words.OPEN_DRAFT, OpenDraft(view.made))]
        await context.show(Screen(words.made(view.new_title, view.years), [there, back]))
        return
    text = words.ask(view.title, view.new_title, view.years, view.rows, view.left)
    await context.show(Screen(text, [[(words.MAKE, MakeNextYear(view.roadmap_id))], back]))


@on(MakeNextYear)
async def make(context: Context, request: MakeNextYear) -> None:
    await context.waiting()
    await draft_screen(context, await context.write(years.make, request.roadmap_id))


@on(Carry)
async def carry(context: Context, request: Carry) -> None:
    await _carry(context, request.roadmap_id, request.page)


@on(CarryOne)
async def carry_one(context: Context, request: CarryOne) -> None:
    await context.write(carrying.toggle, request.roadmap_id, request.item_id)
    await _carry(context, request.roadmap_id, request.page)


@on(CarryAll)
async def carry_all(context: Context, request: CarryAll) -> None:
    await context.write(carrying.tick_all, request.roadmap_id, request.tick)
    await _carry(context, request.roadmap_id, 0)


async def _carry(context: Context, there: int, page: int) -> None:
    view = await context.read(carrying.view, there)
    total, ticked = len(view.lines), view.ticked
    rows: list[Row] = [
        [(words.line_caption(line.label, line.ticked), CarryOne(there, line.id, page))]
        for line in cut(view.lines, page)
    ]
    rows.append(pager(page, total, lambda to: Carry(there, to)))
    if total > 1:
        rest = ticked < total
        rows.append([(words.ALL if rest else words.NONE, CarryAll(there, rest))])
    text = words.carry(view.title, view.years, ticked, total)
    await context.show(Screen(text, [*rows, bottom(OpenDraft(there))]))
