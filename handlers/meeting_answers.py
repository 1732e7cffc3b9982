"""The other side's one tap, its rating that nobody sees, and what became of the next step."""

from domain.meetings import NextState
from handlers.bundle import remaining
from handlers.buttons.meeting_answers import Confirm, Rate, StepIs, StepOther
from handlers.buttons.meetings import Meetings, OpenMeeting
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.meeting_words import title
from handlers.registry import on
from services.meetings import confirming, next_step, views
from texts import meeting_card as card_words
from texts import meeting_log as words
from texts import meetings as shared


@on(Confirm)
async def confirm(context: Context, request: Confirm) -> None:
    await context.write(confirming.answer, request.meeting_id, request.was)
    view = await context.read(views.view, request.meeting_id)
    stars: Row = [(str(each), Rate(view.id, each)) for each in confirming.RATINGS]
    change: Row = [(card_words.CONFIRM, Confirm(view.id, True))]
    if request.was:
        change = [(words.CHANGE_TO_NO, Confirm(view.id, False))]
    rows = [stars if request.was else [], change, await remaining(context)]
    text = words.thanks(title(context, view), request.was)
    await context.show(Screen(text, [*rows, bottom(OpenMeeting(view.id))]))


@on(Rate)
async def rate(context: Context, request: Rate) -> None:
    await context.write(confirming.rate, request.meeting_id, request.rating)
    view = await context.read(views.view, request.meeting_id)
    rows = [await remaining(context), bottom(OpenMeeting(view.id))]
    await context.show(Screen(words.rated(title(context, view)), rows))


@on(StepIs)
async def step_is(context: Context, request: StepIs) -> None:
    row = await context.write(next_step.answer_step, request.meeting_id, request.state)
    step = row.next_step or shared.STEP
    text = words.step_answered(step, request.state.value, row.next_on, context.actor.today)
    opened: Row = [(shared.OPEN, OpenMeeting(row.id))]
    await context.show(Screen(text, [opened, await remaining(context), bottom(Meetings(0))]))


@on(StepOther)
async def step_other(context: Context, request: StepOther) -> None:
    view = await context.read(views.view, request.meeting_id)
    rows: list[Row] = [
        [(words.STEP_DONE, StepIs(view.id, NextState.DONE))],
        [
            (words.STEP_OPEN, StepIs(view.id, NextState.OPEN)),
            (words.STEP_DROPPED, StepIs(view.id, NextState.DROPPED)),
        ],
        bottom(OpenMeeting(view.id)),
    ]
    text = words.step_question(view.next_step or shared.STEP, view.next_on, context.actor.today)
    await context.show(Screen(text, rows))
