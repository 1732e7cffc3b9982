"""How the schools of a municipality get on: for its coordinator, in counts alone."""

from handlers.buttons.banks import Banks
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import Roadmaps, SchoolsProgress
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import PAGE_SIZE, pager
from handlers.registry import on
from services import schools
from texts import banks as bank_words
from texts import schools as words


@on(SchoolsProgress)
async def progress(context: Context, request: SchoolsProgress) -> None:
    found, total = await context.read(schools.schools, request.page, PAGE_SIZE)
    held = context.actor.current
    lines = [words.School(line.name, line.progress, line.finished) for line in found]
    text = words.progress(held.organisation if held else "", lines, total)
    turn = pager(request.page, total, SchoolsProgress)
    banks: Row = [(bank_words.OF_SCHOOLS, Banks(0))]
    await context.show(Screen(text, [turn, banks, bottom(Roadmaps())]))
