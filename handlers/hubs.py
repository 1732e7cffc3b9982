"""The two screens that gather ways on from several features: files, and the plan as a whole."""

from handlers.buttons.hubs import Files, Plan
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import Overview
from handlers.context import Context
from handlers.keyboards.build import Screen, in_pairs
from handlers.registry import on
from handlers.ways import FILES, PLAN, Hub
from services import overview
from services.errors import Refusal
from services.overview import OverviewView
from texts import hubs as words


@on(Files)
async def files(context: Context, request: Files) -> None:
    await _hub(context, request.roadmap_id, FILES, words.files)


@on(Plan)
async def plan(context: Context, request: Plan) -> None:
    await _hub(context, request.roadmap_id, PLAN, words.plan)


async def _hub(
    context: Context, roadmap_id: int, hub: Hub[OverviewView], text: words.Heading
) -> None:
    await context.forget()
    view = await context.read(overview.overview, roadmap_id)
    ways = hub.of(view)
    if not ways:
        raise Refusal("forbidden")
    rows = [ways[:1], *in_pairs(ways[1:]), bottom(Overview(roadmap_id))]
    await context.show(Screen(text(view.title), rows))
