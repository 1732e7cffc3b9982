"""The journal in four taps: it was held, of what, with what result, what comes next."""

from datetime import date, timedelta

from domain.meetings import MeetingKind, Outcome
from handlers import incoming, picking
from handlers.bundle import remaining
from handlers.buttons.meetings import (
    Ahead,
    AskOutcome,
    AskStep,
    AskTopic,
    Decide,
    Fix,
    Held,
    LogFor,
    LogOn,
    NoStep,
    Notes,
    OpenMeeting,
    PairMeetings,
    StepIn,
    StepMonth,
    StepOn,
    TakeOutcome,
    TakeTopic,
    UndoMeeting,
    VisitSheet,
    Who,
)
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen
from handlers.meeting_words import card_text, title
from handlers.note_files import keep
from handlers.registry import on, on_state
from services.meetings import holding, planning, views
from services.meetings.holding import Decision
from services.meetings.views import MeetingView
from texts import meeting_log as words
from texts import meetings as shared

TOPIC, TEXT, STEP = "meeting.topic", "meeting.text", "meeting.step"
_DAYS = {Ahead.WEEK: 7, Ahead.FORTNIGHT: 14, Ahead.MONTH: 30}


@on(Held)
async def held(context: Context, request: Held) -> None:
    done = await context.write(holding.held, request.meeting_id)
    await topic_screen(context, done.meeting_id, done.event_id)


@on(LogFor)
async def on_which_day(context: Context, request: LogFor) -> None:
    found = await context.read(views.of_pair, request.pair_id)
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


async def topic_screen(context: Context, meeting_id: int, event: int = 0) -> None:
    view = await context.read(views.view, meeting_id)
    found = await context.read(views.topics, meeting_id)
    await context.ask(TOPIC, meeting_id=meeting_id)
    rows: list[Row] = [
        [(each.text, TakeTopic(meeting_id, each.source, each.number))] for each in found
    ]
    undo: Row = [(shared.UNDO, UndoMeeting(event))] if event else []
    text = words.ask_topic(title(context, view), 2)
    await context.show(Screen(text, [*rows, undo, bottom(OpenMeeting(meeting_id))]))


@on(TakeTopic)
async def take_topic(context: Context, request: TakeTopic) -> None:
    await context.write(holding.take_topic, request.meeting_id, request.source, request.number)
    await _onward(context, request.meeting_id)


@on_state(TOPIC)
async def typed_topic(context: Context, data: dict[str, int]) -> None:
    meeting_id = data["meeting_id"]
    if await kept(context, meeting_id):
        return
    await context.write(holding.write_topic, meeting_id, said(context))
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


async def outcome_screen(context: Context, view: MeetingView) -> None:
    await context.ask(TEXT, meeting_id=view.id)
    rows: list[Row] = [[(shared.OUTCOMES[each], TakeOutcome(view.id, each))] for each in Outcome]
    text = words.ask_outcome(title(context, view), view.brief.topic, 3)
    await context.show(Screen(text, [*rows, bottom(OpenMeeting(view.id))]))


@on(TakeOutcome)
async def take_outcome(context: Context, request: TakeOutcome) -> None:
    await context.write(holding.set_outcome, request.meeting_id, request.outcome)
    view = await context.read(views.view, request.meeting_id)
    if view.next_on is not None or view.decision is not None:
        await finish(context, view.id)
    else:
        await step_screen(context, view)


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
    await context.write(holding.write_step, meeting_id, said(context))
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
    await context.write(holding.set_step, view.id, day, words_)
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
        first=today + timedelta(days=1), last=today + holding.FARTHEST,
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
    await context.write(holding.set_step, meeting_id, day, text)
    await finish(context, meeting_id)


@on(Decide)
async def decide(context: Context, request: Decide) -> None:
    await context.write(holding.decide, request.meeting_id, request.decision)
    await finish(context, request.meeting_id)


async def finish(context: Context, meeting_id: int, extra: str = "") -> None:
    """The record as it stands; what else is sent now is kept with it."""
    await context.ask(TEXT, meeting_id=meeting_id)
    view = await context.read(views.view, meeting_id)
    event = await context.read(holding.undoable, meeting_id)
    sheet: Row = []
    if view.brief.kind is MeetingKind.LESSON_VISIT and view.marked == 0:
        sheet = [(shared.SHEET, VisitSheet(meeting_id, 0))]
    rows = [sheet, *after_rows(view, event), await remaining(context)]
    said_ = " ".join(filter(None, (extra, words.ADD_MORE)))
    text = words.receipt(card_text(context, view), said_)
    await context.show(Screen(text, [*rows, bottom(PairMeetings(view.brief.pair_id, 0))]))


def after_rows(view: MeetingView, event: int) -> list[Row]:
    """«Исправить», of a group «Кто был», «Отменить»."""
    who: Row = [(shared.WHO, Who(view.id))] if view.group else []
    undo: Row = [(shared.UNDO, UndoMeeting(event))] if event else []
    return [
        [(shared.FIX, Fix(view.id)), (shared.NOTES, Notes(view.id, 0))],
        who,
        undo,
    ]


@on_state(TEXT)
async def typed_text(context: Context, data: dict[str, int]) -> None:
    """Words of what was done, or a photo, voice or file of it; then on from where it was."""
    meeting_id = data["meeting_id"]
    if await kept(context, meeting_id):
        return
    await context.write(holding.write_text, meeting_id, said(context))
    view = await context.read(views.view, meeting_id)
    if view.outcome is None:
        await outcome_screen(context, view)
    else:
        await finish(context, meeting_id)


async def kept(context: Context, meeting_id: int) -> bool:
    """Whether a file came and was put to the meeting; the question before it stays open."""
    file = incoming.of_message(context.message) if context.message else None
    if file is None:
        return False
    await keep(context, meeting_id, file, private=False)
    view = await context.read(views.view, meeting_id)
    if view.outcome is None and view.brief.topic:
        await outcome_screen(context, view)
    elif not view.brief.topic:
        await topic_screen(context, meeting_id)
    else:
        await finish(context, meeting_id, words.SAVED_NOTE)
    return True
