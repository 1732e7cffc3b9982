"""A meeting that went otherwise, and corrections of its record."""

from domain.meeting_rules import LENGTHS
from domain.meetings import MeetingKind, MeetingState
from domain.on_paper import Kind
from handlers import incoming, picking
from handlers.buttons.meeting_fix import (
    Enter,
    Fix,
    FixKind,
    FixLength,
    HeldMonth,
    HeldOn,
    Missed,
    MissedBecause,
    Other,
    TakeKind,
    TakeLength,
    TakeRemote,
    Toggle,
    Who,
)
from handlers.buttons.meeting_log import AskOutcome, AskTopic
from handlers.buttons.meeting_plan import MoveMonth
from handlers.buttons.meeting_step import AskStep
from handlers.buttons.meetings import MeetingHistory, OpenMeeting
from handlers.buttons.nav import bottom
from handlers.buttons.on_paper import PaperMatterMonth
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.meeting_record import topic_screen
from handlers.meeting_words import paper_of, receipt, show_card, title
from handlers.registry import Button, on, on_state
from services.errors import Refusal
from services.meetings import confirming, holding, planning, views
from services.meetings.planning import Reason
from services.meetings.views import MeetingView, Presence
from texts import meeting_card as card_words
from texts import meeting_history as history_words
from texts import meeting_log as words
from texts import meeting_names, on_paper

WHY = "meeting.missed"


@on(Other)
async def other(context: Context, request: Other) -> None:
    view = await context.read(views.view, request.meeting_id)
    rows: list[Row] = [
        [(words.MISSED, Missed(view.id))],
        [(words.MOVED, MoveMonth(view.id, 0, 0)), (words.OTHER_DAY, HeldMonth(view.id, 0, 0))],
        bottom(OpenMeeting(view.id)),
    ]
    await context.show(Screen(words.otherwise(title(context, view)), rows))


@on(Missed)
async def missed(context: Context, request: Missed) -> None:
    view = await context.read(views.view, request.meeting_id)
    await context.ask(WHY, meeting_id=view.id)
    reasons: list[tuple[str, Button]] = [
        (words.REASONS[each.value], MissedBecause(view.id, each)) for each in Reason
    ]
    text = words.why_missed(title(context, view))
    await context.show(Screen(text, [*in_rows(reasons, 2), bottom(Other(view.id))]))


@on(MissedBecause)
async def missed_because(context: Context, request: MissedBecause) -> None:
    await context.forget()
    await _missed(context, request.meeting_id, words.REASONS[request.reason.value])


@on_state(WHY)
async def missed_typed(context: Context, data: dict[str, int]) -> None:
    if context.message is not None and incoming.of_message(context.message) is not None:
        raise Refusal("nothing_said")
    await _missed(context, data["meeting_id"], said(context))
    await context.forget()


async def _missed(context: Context, meeting_id: int, reason: str) -> None:
    done = await context.write(holding.missed, meeting_id, reason)
    view = await context.read(views.view, meeting_id)
    again: Row = [(card_words.MOVE, MoveMonth(view.id, 0, 0))] if view.open_pair else []
    text = words.missed(title(context, view), view.brief.reason)
    await receipt(context, text, again, meeting_id=view.id, event=done.event_id)


@on(Fix)
async def fix(context: Context, request: Fix) -> None:
    await context.forget()
    view = await context.read(views.view, request.meeting_id)
    held = view.brief.state is MeetingState.HELD
    journal: list[tuple[str, Button]] = [
        (words.TOPIC, AskTopic(view.id)),
        (words.OUTCOME, AskOutcome(view.id)),
        (words.STEP, AskStep(view.id)),
        (words.DAY, HeldMonth(view.id, 0, 0)),
        (words.MISSED, Missed(view.id)),
    ]
    always: list[tuple[str, Button]] = [
        (words.KIND, FixKind(view.id)),
        (words.LENGTH, FixLength(view.id)),
        (history_words.HISTORY, MeetingHistory(view.id)),
    ]
    rows = in_rows([*(journal if held else []), *always], 2)
    await context.show(
        Screen(words.fix(title(context, view)), [*rows, bottom(OpenMeeting(view.id))])
    )


@on(FixKind)
async def fix_kind(context: Context, request: FixKind) -> None:
    view = await context.read(views.view, request.meeting_id)
    kinds: list[tuple[str, Button]] = [
        (meeting_names.KINDS[each], TakeKind(view.id, each)) for each in MeetingKind
    ]
    text = words.fix(title(context, view))
    await context.show(Screen(text, [*in_rows(kinds, 2), bottom(Fix(view.id))]))


@on(TakeKind)
async def take_kind(context: Context, request: TakeKind) -> None:
    await context.write(planning.arrange, request.meeting_id, kind=request.kind)
    await show_card(context, request.meeting_id)


@on(FixLength)
async def fix_length(context: Context, request: FixLength) -> None:
    view = await context.read(views.view, request.meeting_id)
    minutes: Row = [(words.minutes(each), TakeLength(view.id, each)) for each in LENGTHS]
    place: Row = [
        (words.FACE, TakeRemote(view.id, False)),
        (words.REMOTE, TakeRemote(view.id, True)),
    ]
    text = words.ask_length(title(context, view), view.brief.minutes, view.brief.remote)
    await context.show(Screen(text, [minutes, place, bottom(Fix(view.id))]))


@on(TakeLength)
async def take_length(context: Context, request: TakeLength) -> None:
    await context.write(planning.arrange, request.meeting_id, minutes=request.minutes)
    await show_card(context, request.meeting_id)


@on(TakeRemote)
async def take_remote(context: Context, request: TakeRemote) -> None:
    await context.write(planning.arrange, request.meeting_id, remote=request.remote)
    await show_card(context, request.meeting_id)


@on(HeldMonth)
async def held_month(context: Context, request: HeldMonth) -> None:
    view = await context.read(views.view, request.meeting_id)
    today, meeting = context.actor.today, view.id
    good = request.year and 1 <= request.month <= 12
    year, month = (request.year, request.month) if good else (today.year, today.month)
    days = await picking.days(
        context, year, month, lambda day: HeldOn(meeting, day),
        lambda to_year, to_month: HeldMonth(meeting, to_year, to_month), last=today,
    )  # fmt: skip
    text = words.ask_other_day(title(context, view))
    await context.show(Screen(text, [*days, bottom(OpenMeeting(meeting))]))


@on(HeldOn)
async def held_on(context: Context, request: HeldOn) -> None:
    done = await context.write(holding.on_day, request.meeting_id, request.day)
    view = await context.read(views.view, request.meeting_id)
    if view.brief.topic:
        await show_card(context, view.id, event=done.event_id)
        return
    await topic_screen(context, view.id, done.event_id)


@on(Who)
async def who(context: Context, request: Who) -> None:
    await context.forget()
    await _who(context, request.meeting_id)


async def _who(context: Context, meeting_id: int) -> None:
    view = await context.read(views.view, meeting_id)
    lines = [
        words.presence(
            context.call(each.who), each.present, each.answered, paper_of(context, each)
        )
        for each in view.presence
    ]
    rows = [row for each in view.presence for row in _presence_rows(context, view, each)]
    text = words.who_was(title(context, view), lines)
    await context.show(Screen(text, [*rows[:24], bottom(OpenMeeting(view.id))]))


def _presence_rows(context: Context, view: MeetingView, one: Presence) -> list[Row]:
    """In a group a toggle; for who has not answered, the paper way where it may be entered."""
    name = context.call(one.who)
    caption = words.WAS_THERE.format(name) if one.present else words.WAS_NOT.format(name)
    rows: list[Row] = []
    if view.group and view.records:
        rows.append([(caption, Toggle(view.id, one.who.id))])
    if one.present and one.answered is None and view.enters:
        rows.append(
            [
                (words.ON_PAPER_YES, Enter(view.id, one.who.id, True)),
                (words.ON_PAPER_NO, Enter(view.id, one.who.id, False)),
            ]
        )
    return rows


@on(Toggle)
async def toggle(context: Context, request: Toggle) -> None:
    await context.write(holding.toggle, request.meeting_id, request.person_id)
    await _who(context, request.meeting_id)


@on(Enter)
async def enter(context: Context, request: Enter) -> None:
    who, meeting = request.person_id, request.meeting_id
    done = await context.write(confirming.enter, meeting, who, request.was)
    view = await context.read(views.view, request.meeting_id)
    name = next((context.call(p.who) for p in view.presence if p.who.id == who), "")
    text = words.entered(title(context, view), name, request.was)
    day = PaperMatterMonth(who, Kind.HELD, meeting, context.actor.today)
    back: Row = [(on_paper.OTHER_DAY, day), (card_words.WHO, Who(view.id))]
    await receipt(context, text, back, meeting_id=view.id, event=done.event_id)
