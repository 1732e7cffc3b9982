"""The sheet of a lesson visit: ten criteria, one tap each, and growth since the last one."""

from domain.lesson_visit import ALL, MARKS
from handlers.buttons.lesson_visit import Mark, VisitSheet
from handlers.buttons.meetings import OpenMeeting
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.meeting_words import title
from handlers.registry import on
from services.meetings import views, visits
from services.meetings.visits import Visit
from texts import lesson_visit as words


@on(VisitSheet)
async def sheet(context: Context, request: VisitSheet) -> None:
    found = await context.read(visits.view, request.meeting_id)
    asked = request.at if request.at else found.at
    if not found.records or asked is None or not 0 <= asked < len(ALL):
        await _whole(context, found)
        return
    await _ask(context, found, asked)


@on(Mark)
async def mark(context: Context, request: Mark) -> None:
    await context.write(visits.mark, request.meeting_id, request.at, request.mark)
    found = await context.read(visits.view, request.meeting_id)
    if found.at is None:
        await _whole(context, found)
    else:
        await _ask(context, found, found.at)


async def _ask(context: Context, found: Visit, at: int) -> None:
    view = await context.read(views.view, found.meeting_id)
    marks: Row = [
        (caption, Mark(view.id, at, value))
        for value, caption in zip(MARKS, words.MARKS, strict=True)
    ]
    text = words.ask(title(context, view), at)
    await context.show(Screen(text, [marks, bottom(OpenMeeting(view.id))]))


async def _whole(context: Context, found: Visit) -> None:
    """The numbers lead back to single criteria."""
    view = await context.read(views.view, found.meeting_id)
    before = None
    if found.before is not None and found.before_on is not None:
        before = (found.before, found.before_on)
    text = words.sheet(
        title(context, view), found.sheet, total=found.total, before=before, grown=found.grown,
        fallen=found.fallen, today=context.actor.today,
    )  # fmt: skip
    digits: list[Row] = []
    if found.records:
        numbered = [(str(at + 1), VisitSheet(view.id, at)) for at in range(len(ALL))]
        digits = [numbered[:5], numbered[5:]]
    await context.show(Screen(text, [*digits, bottom(OpenMeeting(view.id))]))
