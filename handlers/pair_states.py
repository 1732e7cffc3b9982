"""A pair's steps: agreeing, beginning, pausing, ending, handing over, a substitute for a leave."""

from collections.abc import Callable
from datetime import date

from domain.pair_papers import PaperKind
from domain.pairs import EndReason, PairState, Side
from handlers import picking
from handlers.buttons.nav import bottom
from handlers.buttons.pairs import (
    AskMentors,
    BackAgain,
    ChangePair,
    DeclinePair,
    EndPair,
    EnterPaper,
    Notice,
    OpenPair,
    OtherMentor,
    OtherMentorIs,
    PairStates,
    PairStep,
    PausePair,
    PauseUntil,
    SetStandIn,
    StandIn,
    StandInDays,
    StandInFor,
    Step,
    Transfer,
    TransferTo,
)
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.people import people as people_rows
from handlers.pair_words import called, over_limit, receipt, title
from handlers.registry import Button, on, on_state
from handlers.ways import PAIR, Way
from services.errors import Refusal
from services.pairs import enter, offers, states, substitutes, views
from services.pairs.views import PairView
from texts import pair_papers as paper_words
from texts import pair_states as words
from texts import pairs as pair_words

WHY = "pair.why"
_STEPS = {
    Step.AGREE: states.agree,
    Step.START: states.start,
    Step.RESUME: states.resume,
    Step.COMPLETE: states.complete,
}


@PAIR.way(5)
def _likely(view: PairView) -> list[Way]:
    """The one step that the state waits for."""
    if view.state is PairState.PROPOSED and view.mentoring and not view.agreed:
        agree, decline = PairStep(view.id, Step.AGREE), PairStep(view.id, Step.DECLINE)
        return [(pair_words.AGREE, agree), (pair_words.DECLINE, decline)]
    if not view.edit:
        return []
    if view.state is PairState.PROPOSED:
        return [
            (pair_words.ANSWER_FOR, PairStep(view.id, Step.AGREE)),
            (pair_words.ASK_AGAIN, AskMentors(view.id)),
            (pair_words.OTHER_MENTOR, OtherMentor(view.id, 0)),
        ]
    if view.declined:
        return [(pair_words.OTHER_MENTOR, OtherMentor(view.id, 0))]
    if view.state is PairState.AGREED:
        return [(words.ORDER, EnterPaper(view.id, PaperKind.ORDER, None, None))]
    if view.state is PairState.CONFIRMED and not (view.lacks or view.unconsented):
        return [(pair_words.START, PairStep(view.id, Step.START))]
    if view.state is PairState.PAUSED:
        return [(pair_words.RESUME, PairStep(view.id, Step.RESUME))]
    return []


@PAIR.way(98)
def _refuse_way(view: PairView) -> list[Way]:
    """Mentors may go early, whoever keeps the pair."""
    if not (view.mentoring and view.state in (PairState.ACTIVE, PairState.PAUSED)) or view.edit:
        return []
    return [(words.REFUSE, Notice(view.id, PaperKind.REFUSAL, None, None, None))]


@PAIR.way(85)
def _state_way(view: PairView) -> list[Way]:
    return [(pair_words.STATE, PairStates(view.id))] if view.edit and view.open else []


@on(PairStates)
async def choose(context: Context, request: PairStates) -> None:
    await context.forget()
    view = await context.read(views.to_change, request.pair_id)
    there, today = view.id, context.actor.today
    running = view.state in (PairState.ACTIVE, PairState.PAUSED)
    ways: list[Way] = []
    if view.state is PairState.ACTIVE:
        ways.append((words.PAUSE, PausePair(there, today.year, today.month)))
    if running:
        ways.append((words.COMPLETE, PairStep(there, Step.COMPLETE)))
    if running or view.state is PairState.CONFIRMED:
        ways.append((words.TRANSFER, Transfer(there, 0)))
    ways.append((words.END, EndPair(there, None)))
    ways.append((paper_words.REFUSAL, Notice(there, PaperKind.REFUSAL, None, None, None)))
    ways.append((paper_words.NOTICE, Notice(there, PaperKind.NOTICE, None, None, None)))
    ways.append((pair_words.STAND_IN, StandIn(there, None, 0)))
    text = words.choose(title(context, view.card))
    await context.show(Screen(text, [*in_rows(ways, 2), bottom(OpenPair(there))]))


@on(PairStep)
async def step(context: Context, request: PairStep) -> None:
    if request.step is Step.DECLINE:
        await _ask_decline(context, request.pair_id)
        return
    acted = await context.write(_STEPS[request.step], request.pair_id)
    view = await context.read(views.view, request.pair_id)
    text = words.stepped(request.step.value, title(context, view.card))
    if view.edit:
        await receipt(context, text, acted)
        return
    await context.show(
        Screen(text, [[(pair_words.OPEN_CARD, OpenPair(view.id))], bottom(OpenPair(view.id))])
    )


async def _ask_decline(context: Context, pair_id: int) -> None:
    """One tap ends nothing."""
    view = await context.read(views.view, pair_id)
    if view.state is not PairState.PROPOSED:
        raise Refusal("pair_state")
    text = words.ask_decline(title(context, view.card), len(view.card.mentors) > 1)
    sure: Row = [(pair_words.DECLINE, DeclinePair(pair_id))]
    await context.show(Screen(text, [sure, bottom(OpenPair(pair_id))]))


@on(DeclinePair)
async def decline(context: Context, request: DeclinePair) -> None:
    acted = await context.write(offers.decline, request.pair_id)
    await context.show(Screen(words.declined(acted.goes_on), [bottom()]))


@on(AskMentors)
async def ask_again(context: Context, request: AskMentors) -> None:
    there = request.pair_id
    asked = await context.write(offers.ask_again, there)
    ways: list[Way] = [
        (pair_words.ANSWER_FOR, PairStep(there, Step.AGREE)),
        (pair_words.OTHER_MENTOR, OtherMentor(there, 0)),
    ]
    text = words.asked_again(called(context, asked))
    await context.show(Screen(text, [*in_rows(ways, 2), bottom(OpenPair(there))]))


@on(OtherMentor)
async def other_mentor(context: Context, request: OtherMentor) -> None:
    view = await context.read(views.view, request.pair_id)
    if not view.edit:
        raise Refusal("forbidden")
    if not (view.state is PairState.PROPOSED or view.declined):
        raise Refusal("pair_state")
    there = view.id
    rows = await _mentors(
        context, view, request.page,
        lambda each: OtherMentorIs(there, each, raised=False), lambda to: OtherMentor(there, to),
    )  # fmt: skip
    text = words.ask_other(title(context, view.card))
    await context.show(Screen(text, [*rows, bottom(OpenPair(there))]))


@on(OtherMentorIs)
async def other_mentor_is(context: Context, request: OtherMentorIs) -> None:
    there, who = request.pair_id, request.mentor_id
    try:
        acted = await context.write(offers.another, there, who, raised=request.raised)
    except Refusal as refusal:
        await over_limit(
            context, refusal, OtherMentorIs(there, who, raised=True), OtherMentor(there, 0)
        )
        return
    view = await context.read(views.view, acted.pair_id)
    await receipt(context, words.other_asked(title(context, view.card)), acted)


@on(PausePair)
async def pause(context: Context, request: PausePair) -> None:
    view = await context.read(views.to_change, request.pair_id)
    there = view.id
    rows = await picking.days(
        context,
        request.year,
        request.month,
        lambda day: PauseUntil(there, day),
        lambda year, month: PausePair(there, year, month),
        first=context.actor.today,
    )
    unknown: Row = [(words.NOT_KNOWN, PauseUntil(there, None))]
    text = words.ask_pause(title(context, view.card))
    await context.show(Screen(text, [unknown, *rows, bottom(PairStates(there))]))


@on(PauseUntil)
async def pause_until(context: Context, request: PauseUntil) -> None:
    acted = await context.write(states.pause, request.pair_id, request.day)
    await receipt(context, words.paused(request.day, context.actor.today), acted)


@on(EndPair)
async def end(context: Context, request: EndPair) -> None:
    there = request.pair_id
    if request.reason is not None:
        acted = await context.write(states.end_early, there, request.reason.value)
        await receipt(context, words.ended(), acted)
        return
    view = await context.read(views.to_change, there)
    ways: list[Way] = [
        (pair_words.REASONS[each], EndPair(there, each))
        for each in EndReason
        if each not in (EndReason.REFUSAL, EndReason.NOTICE)
    ]
    await context.ask(WHY, pair=there)
    text = words.ask_why(title(context, view.card))
    await context.show(Screen(text, [*in_rows(ways, 1), bottom(PairStates(there))]))


@on_state(WHY)
async def why_typed(context: Context, data: dict[str, int]) -> None:
    why = said(context)
    if not why.strip():
        raise Refusal("not_understood")
    acted = await context.write(states.end_early, data["pair"], why)
    await context.forget()
    await receipt(context, words.ended(), acted)


@on(Transfer)
async def transfer(context: Context, request: Transfer) -> None:
    view = await context.read(views.to_change, request.pair_id)
    there = view.id
    rows = await _mentors(
        context, view, request.page,
        lambda each: TransferTo(there, each, raised=False), lambda to: Transfer(there, to),
    )  # fmt: skip
    text = words.ask_transfer(title(context, view.card))
    await context.show(Screen(text, [*rows, bottom(PairStates(there))]))


async def _mentors(
    context: Context, view: PairView, page: int, chosen: Callable[[int], Button],
    more: Callable[[int], Button],
) -> list[Row]:  # fmt: skip
    """Who else may mentor this pair, a button each."""
    inside = tuple(each.id for each in (*view.card.mentors, *view.card.mentees))
    found = await context.read(enter.candidates, Side.MENTOR, inside)
    return people_rows([each.named for each in found], page, context.call, chosen, more)


@on(TransferTo)
async def transfer_to(context: Context, request: TransferTo) -> None:
    there, who = request.pair_id, request.person_id
    try:
        acted = await context.write(states.transfer, there, who, raised=request.raised)
    except Refusal as refusal:
        await over_limit(context, refusal, TransferTo(there, who, raised=True), Transfer(there, 0))
        return
    view = await context.read(views.view, acted.pair_id)
    await receipt(context, words.transferred(title(context, view.card), asked=acted.asked), acted)


@on(StandIn)
async def stand_in(context: Context, request: StandIn) -> None:
    view = await context.read(views.to_change, request.pair_id)
    there = view.id
    standing = {each.person.id for each in view.stand_ins}
    mentors = [each for each in view.card.mentors if each.id not in standing]
    backs: list[Row] = [
        [(words.back_caption(context.call(each.person)), BackAgain(there, each.member_id))]
        for each in view.stand_ins
    ]
    if request.mentor_id is None and len(mentors) > 1:
        rows: list[Row] = [[(context.call(each), StandIn(there, each.id, 0))] for each in mentors]
        text = words.whose_leave(title(context, view.card))
        await context.show(Screen(text, [*rows, *backs, bottom(ChangePair(there))]))
        return
    if not mentors:
        raise Refusal("gone")
    away = request.mentor_id or mentors[0].id
    inside = tuple(each.id for each in (*view.card.mentors, *view.card.mentees))
    found = await context.read(enter.candidates, Side.MENTOR, inside)
    leave = await context.read(substitutes.leave, there, away)
    # Whoever hears the reminders in that time comes first.
    found.sort(key=lambda each: leave is None or each.named.id != leave.deputy_id)
    rows = people_rows(
        [each.named for each in found], request.page, context.call,
        lambda each: StandInFor(there, away, each), lambda to: StandIn(there, away, to),
    )  # fmt: skip
    text = words.ask_stand_in(title(context, view.card))
    await context.show(Screen(text, [*backs, *rows, bottom(ChangePair(there))]))


@on(StandInFor)
async def stand_in_for(context: Context, request: StandInFor) -> None:
    today = context.actor.today
    ask = StandInDays(request.pair_id, request.mentor_id, request.person_id, None, today)
    await stand_in_days(context, ask)


@on(StandInDays)
async def stand_in_days(context: Context, request: StandInDays) -> None:
    view = await context.read(views.to_change, request.pair_id)
    there, away, who, since = view.id, request.mentor_id, request.person_id, request.since
    if since is None:
        days = await picking.days(
            context,
            request.month.year,
            request.month.month,
            lambda day: StandInDays(there, away, who, day, day),
            lambda year, month: StandInDays(there, away, who, None, date(year, month, 1)),
        )
    else:
        start = since
        days = await picking.days(
            context,
            request.month.year,
            request.month.month,
            lambda day: SetStandIn(there, away, who, start, day),
            lambda year, month: StandInDays(there, away, who, start, date(year, month, 1)),
            first=start,
        )
    whole: Row = [(words.NOT_KNOWN, SetStandIn(there, away, who, since, None))] if since else []
    today = context.actor.today
    leave = None if since else await context.read(substitutes.leave, there, away)
    if leave is not None:
        first = max(leave.first, today)
        caption = words.whole_leave(first, leave.last, today)
        whole = [(caption, SetStandIn(there, away, who, first, leave.last))]
    elif since is None:
        whole = [(words.FROM_TODAY, SetStandIn(there, away, who, today, None))]
    await context.show(
        Screen(words.ask_leave(since, today), [whole, *days, bottom(StandIn(there, away, 0))])
    )


@on(SetStandIn)
async def set_stand_in(context: Context, request: SetStandIn) -> None:
    acted = await context.write(
        substitutes.stand_in, request.pair_id, request.mentor_id, request.person_id,
        request.since, request.until,
    )  # fmt: skip
    text = words.stands_in(request.since, request.until, context.actor.today)
    await receipt(context, text, acted)


@on(BackAgain)
async def back(context: Context, request: BackAgain) -> None:
    acted = await context.write(substitutes.back, request.pair_id, request.member_id)
    await receipt(context, words.is_back(), acted)
