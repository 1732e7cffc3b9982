"""The journal in four taps: it was held, of what, with what result; then the next step."""

from datetime import timedelta

from handlers import picking
from handlers.buttons.meeting_log import (
    AskOutcome,
    AskTopic,
    Held,
    LogFor,
    LogOn,
    TakeOutcome,
    TakeTopic,
)
from handlers.buttons.meetings import PairMeetings
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen
from handlers.meeting_record import TEXT, TOPIC, finish, kept, outcome_screen, topic_screen
from handlers.meeting_step import step_screen
from handlers.registry import on, on_state
from services.meetings import holding, lists, record, views
from texts import meeting_log as words
from texts import meeting_names as shared


@on(Held)
async def held(context: Context, request: Held) -> None:
    done = await context.write(holding.held, request.meeting_id)
    await topic_screen(context, done.meeting_id, done.event_id)


@on(LogFor)
async def on_which_day(context: Context, request: LogFor) -> None:
    found = await context.read(lists.of_pair, request.pair_id)
    today, pair = context.actor.today, request.pair_id
    rows: list[Row]
    if not request.year or not 1 <= request.month <= 12:
        yesterday = today - timedelta(days=1)
        rows = [
            [(words.TODAY, LogOn(pair, today))],
            [
                (words.YESTERDAY, LogOn(pair, yesterday)),
                (words.OTHER_DAY, LogFor(pair, today.year, today.month)),
            ],
        ]
        await picking.wait(context, lambda day: LogOn(pair, day), last=today)
    else:
        rows = list(
            await picking.days(
                context, request.year, request.month, lambda day: LogOn(pair, day),
                lambda year, month: LogFor(pair, year, month), last=today,
            )
        )  # fmt: skip
    who = shared.names([context.call(each) for each in found.card.mentees])
    await context.show(Screen(words.ask_day(who), [*rows, bottom(PairMeetings(pair, 0))]))


@on(LogOn)
async def log_on(context: Context, request: LogOn) -> None:
    done = await context.write(holding.unplanned, request.pair_id, request.day)
    await topic_screen(context, done.meeting_id, done.event_id)


@on(AskTopic)
async def ask_topic(context: Context, request: AskTopic) -> None:
    await topic_screen(context, request.meeting_id)


@on(TakeTopic)
async def take_topic(context: Context, request: TakeTopic) -> None:
    await context.write(record.take_topic, request.meeting_id, request.source, request.number)
    await _onward(context, request.meeting_id)


@on_state(TOPIC)
async def typed_topic(context: Context, data: dict[str, int]) -> None:
    meeting_id = data["meeting_id"]
    if await kept(context, meeting_id):
        return
    await context.write(record.write_topic, meeting_id, said(context))
    await _onward(context, meeting_id)


async def _onward(context: Context, meeting_id: int) -> None:
    """To what is not said yet; who only corrected the topic is back at the record."""
    view = await context.read(views.view, meeting_id)
    if view.outcome is not None:
        await finish(context, meeting_id)
        return
    await outcome_screen(context, view)


@on(AskOutcome)
async def ask_outcome(context: Context, request: AskOutcome) -> None:
    await outcome_screen(context, await context.read(views.view, request.meeting_id))


@on(TakeOutcome)
async def take_outcome(context: Context, request: TakeOutcome) -> None:
    await context.write(record.set_outcome, request.meeting_id, request.outcome)
    view = await context.read(views.view, request.meeting_id)
    if view.next_on is not None or view.decision is not None:
        await finish(context, view.id)
    else:
        await step_screen(context, view)


@on_state(TEXT)
async def typed_text(context: Context, data: dict[str, int]) -> None:
    """Words of what was done, or a photo, voice or file of it; then on from where it was."""
    meeting_id = data["meeting_id"]
    if await kept(context, meeting_id):
        return
    await context.write(record.write_text, meeting_id, said(context))
    view = await context.read(views.view, meeting_id)
    if view.outcome is None:
        await outcome_screen(context, view)
    else:
        await finish(context, meeting_id)
