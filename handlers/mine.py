"""What a person answers for, over all roadmaps."""

from handlers.buttons.item import OpenMine
from handlers.buttons.links import MyCalendar
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import MyItems
from handlers.buttons.waiting import Waiting
from handlers.context import Context
from handlers.keyboards import items as keys
from handlers.keyboards.build import Row, Screen
from handlers.registry import on, on_command
from services import items, waiting
from texts import links as link_words
from texts import roadmap as words
from texts import waiting as waiting_words


@on(MyItems)
async def my_items(context: Context, request: MyItems) -> None:
    await context.forget()
    await _mine(context, request.page)


@on_command("today")
async def today(context: Context, _: str) -> None:
    await context.forget()
    await _mine(context, 0)


async def _mine(context: Context, page: int) -> None:
    found = await context.read(items.my_items)
    counts = await context.read(items.summary)
    shown, first = keys.lines(found, page, context.call)
    text = words.mine(shown, first, len(found), (counts.overdue, counts.week), context.actor.today)
    rows = keys.digits(found, page, MyItems, OpenMine)
    if found and page == 0:
        rows = [[(words.FIRST_OF_MINE, OpenMine(found[0].id, 0))], *rows]
    if any(line.due for line in found):
        rows = [*rows, [(link_words.TO_CALENDAR, MyCalendar())]]
    asked = await context.read(waiting.mine)
    more: Row = [(waiting_words.caption(len(asked)), Waiting(0))] if asked else []
    await context.show(Screen(text, [more, *rows, bottom()]))
