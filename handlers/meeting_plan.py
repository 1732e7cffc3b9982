"""Times of meetings: proposed, agreed, moved, cancelled, taken to a calendar."""

import dataclasses
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

from domain.meetings import MeetingKind
from exports.names import file_name
from exports.worker import in_worker
from handlers import picking
from handlers.bundle import remaining
from handlers.buttons.meeting_plan import (
    Agree,
    Cancel,
    CancelBecause,
    MeetingIcs,
    MoveHour,
    MoveMonth,
    MoveTo,
    PlanHour,
    PlanKind,
    PlanMeeting,
    PlanMonth,
    Propose,
)
from handlers.buttons.meetings import OpenMeeting, PairMeetings
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.meeting_words import receipt, show_card, title
from handlers.registry import HANDLERS, Button, on, on_state, parse
from services.errors import Refusal
from services.meetings import asking, lists, planning, views
from services.meetings.planning import Planned, Reason
from texts import meeting_log as log_words
from texts import meeting_names
from texts import meeting_plan as words
from texts import meetings as shared

HOUR, WHY = "meeting.hour", "meeting.cancel"
_TIME = re.compile(r"^\s*(?:\D{1,3})?(\d{1,2})(?:\s*[:.\-\s]\s*(\d{2}))?\D*$")
_MINUTE = 24 * 60  # stands for the minute in the request that waits for it


@on(PlanMeeting)
async def plan(context: Context, request: PlanMeeting) -> None:
    """Three times of the pair's rhythm; the first is the likely one."""
    await context.forget()
    pair = request.pair_id
    found = await context.read(planning.choice, pair, request.kind)
    kind, today = found.kind, context.actor.today
    times: list[Row] = [
        [(words.moment(at, today), Propose(pair, kind, at.date(), _minute(at)))]
        for at in found.days
    ]
    view = await context.read(lists.of_pair, pair)
    who = meeting_names.people(
        [context.call(each) for each in view.card.mentors],
        [context.call(each) for each in view.card.mentees],
    )
    rows: list[Row] = [
        *times,
        [
            (words.OTHER_DAY, PlanMonth(pair, kind, today.year, today.month)),
            (words.OTHER_KIND, PlanKind(pair)),
        ],
        bottom(PairMeetings(pair, 0)),
    ]
    await context.show(Screen(words.propose(who, kind, found.remote), rows))


def _minute(at: datetime) -> int:
    return at.hour * 60 + at.minute


@on(PlanKind)
async def plan_kind(context: Context, request: PlanKind) -> None:
    kinds: list[tuple[str, Button]] = [
        (meeting_names.KINDS[each], PlanMeeting(request.pair_id, each)) for each in MeetingKind
    ]
    rows = [*in_rows(kinds, 2), bottom(PlanMeeting(request.pair_id, None))]
    await context.show(Screen(words.ask_kind(), rows))


@on(PlanMonth)
async def plan_month(context: Context, request: PlanMonth) -> None:
    await context.read(planning.choice, request.pair_id, request.kind)
    pair, kind = request.pair_id, request.kind
    rows = await _month(
        context, request.year, request.month, lambda day: PlanHour(pair, kind, day),
        lambda year, month: PlanMonth(pair, kind, year, month),
    )  # fmt: skip
    await context.show(Screen(words.ask_day(), [*rows, bottom(PlanMeeting(pair, kind))]))


@on(PlanHour)
async def plan_hour(context: Context, request: PlanHour) -> None:
    pair, kind, day = request.pair_id, request.kind, request.day
    found = await context.read(planning.choice, pair, kind)
    back = PlanMonth(pair, kind, day.year, day.month)
    await hours(context, day, found.days, lambda minute: Propose(pair, kind, day, minute), back)


@on(Propose)
async def propose(context: Context, request: Propose) -> None:
    done = await context.write(
        planning.propose, request.pair_id, request.kind, request.day, request.minute
    )
    await _planned(context, done)


@on(Agree)
async def agree(context: Context, request: Agree) -> None:
    await context.write(planning.agree, request.meeting_id)
    await show_card(context, request.meeting_id, await _agreed(context, request.meeting_id))


@on(MoveMonth)
async def move_month(context: Context, request: MoveMonth) -> None:
    view = await context.read(views.view, request.meeting_id)
    today, meeting = context.actor.today, view.id
    good = request.year and 1 <= request.month <= 12
    year, month = (request.year, request.month) if good else (today.year, today.month)
    rows = await _month(
        context, year, month, lambda day: MoveHour(meeting, day),
        lambda to_year, to_month: MoveMonth(meeting, to_year, to_month),
    )  # fmt: skip
    text = words.ask_new_day(title(context, view))
    await context.show(Screen(text, [*rows, bottom(OpenMeeting(meeting))]))


@on(MoveHour)
async def move_hour(context: Context, request: MoveHour) -> None:
    view = await context.read(views.view, request.meeting_id)
    found = await context.read(planning.choice, view.brief.pair_id)
    usual = [view.brief.at, *found.days] if view.brief.at else list(found.days)
    meeting, day = view.id, request.day
    back = MoveMonth(meeting, day.year, day.month)
    await hours(context, day, usual, lambda minute: MoveTo(meeting, day, minute), back)


@on(MoveTo)
async def move_to(context: Context, request: MoveTo) -> None:
    done = await context.write(planning.move, request.meeting_id, request.day, request.minute)
    await _planned(context, done)


async def _planned(context: Context, done: Planned) -> None:
    await context.forget()
    waits = words.WAITS_LATE if done.late else words.WAITS
    text = waits if done.waits else await _agreed(context, done.meeting_id)
    await show_card(context, done.meeting_id, text, done.event_id)


async def _agreed(context: Context, meeting_id: int) -> str:
    """With how the bot will still remind of it."""
    return words.AGREED[(await context.read(asking.reminds, meeting_id)).value]


async def _month(
    context: Context,
    year: int,
    month: int,
    make: Callable[[date], Button],
    flip: Callable[[int, int], Button],
) -> Sequence[Row]:
    today = context.actor.today
    if not 1 <= month <= 12 or not year:
        year, month = today.year, today.month
    return await picking.days(context, year, month, make, flip, first=today)


async def hours(
    context: Context,
    day: date,
    usual: Sequence[datetime],
    make: Callable[[int], Button],
    back: Button,
) -> None:
    """At which hour of a day; the usual ones first."""
    text = words.ask_hour(day, context.actor.today)
    await choose_hour(context, text, [_minute(at) for at in usual], make, back)


async def choose_hour(
    context: Context,
    text: str,
    usual: Sequence[int],
    make: Callable[[int], Button],
    back: Button,
    more: Row = (),
) -> None:
    """The likely minutes of the day, then every half hour of a working day; another is typed."""
    await context.ask(HOUR, make=make(_MINUTE).pack())
    first = list(dict.fromkeys(usual))
    likely: Row = [(words.hour(minute), make(minute)) for minute in first[:3]]
    shown: list[tuple[str, Button]] = [
        (words.hour(minute), make(minute)) for minute in words.HALF_HOURS if minute not in first
    ]
    await context.show(Screen(text, [likely, *in_rows(shown, 4), more, bottom(back)]))


@on_state(HOUR)
async def typed_hour(context: Context, data: dict[str, str]) -> None:
    """Raises Refusal("hour_unclear"): then the choice stays."""
    found = _TIME.match(said(context))
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise Refusal("hour_unclear")
    request = parse(data["make"])
    filled = dataclasses.replace(request, minute=hour * 60 + minute)  # type: ignore[type-var]
    await HANDLERS[request.PREFIX](context, filled)


@on(Cancel)
async def cancel(context: Context, request: Cancel) -> None:
    view = await context.read(views.view, request.meeting_id)
    await context.ask(WHY, meeting_id=view.id)
    reasons: list[tuple[str, Button]] = [
        (log_words.REASONS[each.value], CancelBecause(view.id, each))
        for each in Reason
        if each is not Reason.FORGOT
    ]
    text = words.why_cancel(title(context, view))
    await context.show(Screen(text, [*in_rows(reasons, 2), bottom(OpenMeeting(view.id))]))


@on(CancelBecause)
async def cancel_because(context: Context, request: CancelBecause) -> None:
    await context.forget()
    await _cancel(context, request.meeting_id, log_words.REASONS[request.reason.value])


@on_state(WHY)
async def typed_cancel(context: Context, data: dict[str, int]) -> None:
    await _cancel(context, data["meeting_id"], said(context))
    await context.forget()


async def _cancel(context: Context, meeting_id: int, reason: str) -> None:
    done = await context.write(planning.cancel, meeting_id, reason)
    view = await context.read(views.view, meeting_id)
    new: Row = [(shared.PLAN, PlanMeeting(view.brief.pair_id, None))]
    text = words.cancelled(title(context, view), view.brief.reason, late=done.late)
    await receipt(context, text, new, meeting_id=view.id, event=done.event_id)


@on(MeetingIcs)
async def to_calendar(context: Context, request: MeetingIcs) -> None:
    from exports.ics import CalendarData, MeetingEvent, ics  # the library is heavy

    view = await context.read(views.view, request.meeting_id)
    if view.brief.at is None:
        raise Refusal("meeting_not_ahead")
    username = context.around.bot_username
    called = title(context, view)
    event = MeetingEvent(
        key=f"meeting-{view.id}",
        starts=view.brief.at,
        minutes=view.brief.minutes,
        title=called,
        about=words.about(view.agenda),
    )
    await context.waiting("upload_document")
    data = CalendarData(shared.MEETINGS, username, context.actor.at, (), (event,))
    made = await in_worker(ics, data)
    name = file_name(words.ICS_FILE, "", view.brief.at.date(), "ics")
    rows = [await remaining(context), bottom(OpenMeeting(view.id))]
    await context.send_file(made, name, words.ics_caption(called), Screen("", rows))
