"""A reflective meeting of all pairs: called by who keeps them, logged once for all."""

from handlers import picking
from handlers.bundle import remaining
from handlers.buttons.meeting_plan import (
    CallSeries,
    SeriesHeld,
    SeriesHour,
    SeriesMonth,
    SeriesOff,
    SeriesOther,
)
from handlers.buttons.meetings import Meetings, OpenMeeting
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.meeting_plan import hours
from handlers.registry import on
from services.meetings import series, views
from texts import meeting_series as words


@on(SeriesMonth)
async def which_day(context: Context, request: SeriesMonth) -> None:
    count = await context.read(series.may_call)
    today = context.actor.today
    good = request.year and 1 <= request.month <= 12
    year, month = (request.year, request.month) if good else (today.year, today.month)
    rows = await picking.days(context, year, month, SeriesHour, SeriesMonth, first=today)
    await context.show(Screen(words.ask_day(count), [*rows, bottom(Meetings(0))]))


@on(SeriesHour)
async def which_hour(context: Context, request: SeriesHour) -> None:
    await context.read(series.may_call)
    day = request.day
    await hours(
        context, day, [], lambda minute: CallSeries(day, minute), SeriesMonth(day.year, day.month)
    )


@on(CallSeries)
async def call(context: Context, request: CallSeries) -> None:
    done = await context.write(series.call, request.day, request.minute)
    await context.forget()
    view = await context.read(views.view, done.meeting_id)
    at = view.brief.at
    assert at is not None  # it was planned for a moment
    text = words.called(at, done.pairs, context.actor.today)
    await context.show(Screen(text, [bottom(Meetings(0))]))


@on(SeriesHeld)
async def held(context: Context, request: SeriesHeld) -> None:
    done = await context.write(series.held, request.meeting_id, words.TOPIC)
    rows = [await remaining(context), bottom(Meetings(0))]
    text = words.held(done.pairs, done.day, context.actor.today)
    await context.show(Screen(text, rows))


@on(SeriesOther)
async def other(context: Context, request: SeriesOther) -> None:
    view = await context.read(views.view, request.meeting_id)
    rows: list[Row] = [
        [(words.HELD_ALL, SeriesHeld(view.id))],
        [(words.OFF, SeriesOff(view.id))],
        bottom(OpenMeeting(view.id)),
    ]
    await context.show(Screen(words.otherwise(), rows))


@on(SeriesOff)
async def off(context: Context, request: SeriesOff) -> None:
    done = await context.write(series.missed, request.meeting_id, words.NOT_HELD)
    rows = [await remaining(context), bottom(Meetings(0))]
    await context.show(Screen(words.off(done.pairs), rows))
