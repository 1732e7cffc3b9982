"""How many unasked-for messages everybody got, beside the weekly budget."""

from domain.reminders import WEEKLY_BUDGET
from handlers.buttons.nav import bottom
from handlers.buttons.noise import Noise
from handlers.buttons.settings import Settings
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from services import loudness
from services.loudness import Heard
from texts import noise as words

PAGE = 12


@on(Noise)
async def noise(context: Context, request: Noise) -> None:
    place, page = request.organisation_id, request.page
    found = await context.read(loudness.loudness, place)
    text = words.loudness(
        place=found.name,
        kinds=found.kinds,
        count=found.count,
        people=len(found.people),
        waiting=found.waiting,
        budget=WEEKLY_BUDGET,
        lines=[_line(context, each, place) for each in cut(found.people, page, PAGE)],
    )
    turn = pager(page, len(found.people), lambda number: Noise(place, number), PAGE)
    await context.show(Screen(text, [turn, bottom(Settings())]))


def _line(context: Context, heard: Heard, place: int | None) -> str:
    return words.line(
        name=context.call(heard.who),
        place=heard.organisation if place is None else "",
        count=heard.count,
        budget=WEEKLY_BUDGET,
        waiting=heard.waiting,
    )
