"""Terms as an .ics file: one's own, or all of a roadmap."""

from exports.names import file_name
from exports.worker import in_worker
from handlers.buttons.hubs import Files
from handlers.buttons.links import MyCalendar, RoadmapCalendar
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import MyItems
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.registry import Button, on
from handlers.ways import FILES, Way
from services import calendar_terms, links
from services.calendar_terms import Terms
from services.kin import name_of
from services.overview import OverviewView
from texts import links as words


@FILES.way(70)
def _way(view: OverviewView) -> list[Way]:
    return [] if view.closed else [(words.CALENDAR, RoadmapCalendar(view.roadmap_id))]


@on(MyCalendar)
async def mine(context: Context, _: MyCalendar) -> None:
    found = await context.read(calendar_terms.mine)
    await _send(context, found, words.MINE_FILE, MyItems(0))


@on(RoadmapCalendar)
async def of_roadmap(context: Context, request: RoadmapCalendar) -> None:
    found = await context.read(calendar_terms.of_roadmap, request.roadmap_id)
    which = await context.read(name_of, request.roadmap_id)
    await _send(context, found, words.ROADMAP_FILE, Files(request.roadmap_id), which)


async def _send(context: Context, found: Terms, kind: str, back: Button, which: str = "") -> None:
    """`which`: what the file is called by where the name of what is in it is not enough."""
    from exports.ics import CalendarData, TermEvent, ics  # the library is heavy

    username = context.around.bot_username
    events = tuple(
        TermEvent(
            key=f"{term.item_id}-{term.seq}",
            day=term.due,
            title=term.label,
            about=term.roadmap,
            link=links.https(username, links.to_item(term.item_id)),
        )
        for term in found.terms
    )
    await context.waiting("upload_document")
    made = await in_worker(ics, CalendarData(kind, username, context.actor.at, events))
    caption = words.calendar_caption(found.name, len(events))
    name = file_name(kind, which or found.name, context.actor.today, "ics")
    await context.send_file(made, name, caption, Screen("", [bottom(back)]))
