"""What comes next after a meeting, or how the closing one ends."""

from datetime import date, timedelta

from domain.meetings import MeetingKind
from handlers import picking
from handlers.buttons.meeting_step import Ahead, AskStep, Decide, NoStep, StepIn, StepMonth, StepOn
from handlers.buttons.meetings import OpenMeeting
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen
from handlers.meeting_record import TEXT, finish, kept
from handlers.meeting_words import title
from handlers.registry import on, on_state
from services.meetings import next_step, planning, views
from services.meetings.next_step import Decision
from services.meetings.views import MeetingView
from texts import meeting_log as words

STEP = "meeting.step"
_DAYS = {Ahead.WEEK: 7, Ahead.FORTNIGHT: 14, Ahead.MONTH: 30}


@on(AskStep)
async def ask_step(context: Context, request: AskStep) -> None:
    await step_screen(context, await context.read(views.view, request.meeting_id))


async def step_screen(context: Context, view: MeetingView, typed: str = "") -> None:
    """Days that follow the pair's rhythm first; a closing meeting decides of the pair instead."""
    meeting = view.id
    if view.brief.kind is MeetingKind.CLOSING and not typed:
        await context.ask(TEXT, meeting_id=meeting)
        rows: list[Row] = [
            [(words.DECISIONS[each.value], Decide(meeting, each))] for each in Decision
        ]
        text = words.ask_decision(title(context, view))
        await context.show(Screen(text, [*rows, bottom(OpenMeeting(meeting))]))
        return
    await context.ask(STEP, meeting_id=meeting)
    coming = (await context.read(views.next_day, meeting)).date()
    meet: Row = [(words.meet_on(coming, context.actor.today), StepIn(meeting, Ahead.MEETING))]
    today = context.actor.today
    rows = [
        meet if view.open_pair and not typed else [],
        [
            (words.IN_WEEK, StepIn(meeting, Ahead.WEEK)),
            (words.IN_FORTNIGHT, StepIn(meeting, Ahead.FORTNIGHT)),
        ],
        [
            (words.IN_MONTH, StepIn(meeting, Ahead.MONTH)),
            (words.OTHER_DAY, StepMonth(meeting, today.year, today.month)),
        ],
        [(words.NO_STEP, NoStep(meeting))],
        bottom(OpenMeeting(meeting)),
    ]
    await context.show(Screen(words.ask_step(title(context, view), 4, typed), rows))


@on_state(STEP)
async def typed_step(context: Context, data: dict[str, int]) -> None:
    meeting_id = data["meeting_id"]
    if await kept(context, meeting_id):
        return
    await context.write(next_step.write_step, meeting_id, said(context))
    view = await context.read(views.view, meeting_id)
    await step_screen(context, view, view.next_step)


@on(StepIn)
async def step_in(context: Context, request: StepIn) -> None:
    view = await context.read(views.view, request.meeting_id)
    words_ = view.next_step or words.step_words(view.brief.topic)
    if request.ahead is Ahead.MEETING:
        await _meet_again(context, view)
        return
    day = context.actor.today + timedelta(days=_DAYS[request.ahead])
    await context.write(next_step.set_step, view.id, day, words_)
    await finish(context, view.id)


async def _meet_again(context: Context, view: MeetingView) -> None:
    """The likely step: the pair's next meeting, proposed to the other side at its usual hour."""
    done = await context.write(planning.meet_again, view.id, words.MEET)
    coming = (await context.read(views.view, done.meeting_id)).brief.at
    said_ = words.next_meeting(coming, done.waits, context.actor.today) if coming else ""
    await finish(context, view.id, said_)


@on(StepMonth)
async def step_month(context: Context, request: StepMonth) -> None:
    view = await context.read(views.view, request.meeting_id)
    today, meeting = context.actor.today, view.id
    good = request.year and 1 <= request.month <= 12
    year, month = (request.year, request.month) if good else (today.year, today.month)
    days = await picking.days(
        context, year, month, lambda day: StepOn(meeting, day),
        lambda to_year, to_month: StepMonth(meeting, to_year, to_month),
        first=today + timedelta(days=1), last=today + next_step.FARTHEST,
    )  # fmt: skip
    text = words.ask_step(title(context, view), 4, view.next_step or words.OTHER_DAY)
    await context.show(Screen(text, [*days, bottom(AskStep(meeting))]))


@on(StepOn)
async def step_on(context: Context, request: StepOn) -> None:
    await _step(context, request.meeting_id, request.day)


@on(NoStep)
async def no_step(context: Context, request: NoStep) -> None:
    await _step(context, request.meeting_id, None)


async def _step(context: Context, meeting_id: int, day: date | None) -> None:
    view = await context.read(views.view, meeting_id)
    text = view.next_step or words.step_words(view.brief.topic)
    await context.write(next_step.set_step, meeting_id, day, text)
    await finish(context, meeting_id)


@on(Decide)
async def decide(context: Context, request: Decide) -> None:
    await context.write(next_step.decide, request.meeting_id, request.decision)
    await finish(context, request.meeting_id)
