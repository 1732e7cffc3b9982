"""How useful meetings are found: averages of the school and of its forms."""

from handlers.buttons.meeting_ratings import MeetingRatings
from handlers.buttons.meetings import MeetingBoard
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.registry import on
from services.meetings import ratings
from texts import meeting_ratings as words


@on(MeetingRatings)
async def show(context: Context, _: MeetingRatings) -> None:
    found = await context.read(ratings.view)
    said = words.lines(found.total, found.forms, found.hidden, found.until)
    await context.show(Screen(words.screen(said), [bottom(MeetingBoard(0))]))
