"""A pair's steps: agreeing, beginning, pausing, ending, handing over."""

from domain.pair_papers import PaperKind
from domain.pairs import EndReason, PairState
from handlers import picking
from handlers.buttons.nav import bottom
from handlers.buttons.pair_offers import AskMentors, OtherMentor
from handlers.buttons.pair_papers import EnterPaper, Notice
from handlers.buttons.pair_states import (
    EndPair,
    PairStates,
    PairStep,
    PausePair,
    PauseUntil,
    Step,
    Transfer,
    TransferTo,
)
from handlers.buttons.pair_substitutes import (
    StandIn,
)
from handlers.buttons.pairs import OpenPair
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.pair_offers import ask_decline
from handlers.pair_words import mentor_rows, over_limit, receipt, title
from handlers.registry import on, on_state
from handlers.ways import PAIR, Way
from services.errors import Refusal
from services.pairs import states, views
from services.pairs.views import PairView
from texts import pair_card as card_words
from texts import pair_names
from texts import pair_offers as offer_words
from texts import pair_papers as paper_words
from texts import pair_states as words
from texts import pair_substitutes as substitute_words

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
        return [(offer_words.AGREE, agree), (offer_words.DECLINE, decline)]
    if not view.edit:
        return []
    if view.state is PairState.PROPOSED:
        return [
            (offer_words.ANSWER_FOR, PairStep(view.id, Step.AGREE)),
            (offer_words.ASK_AGAIN, AskMentors(view.id)),
            (offer_words.OTHER_MENTOR, OtherMentor(view.id, 0)),
        ]
    if view.declined:
        return [(offer_words.OTHER_MENTOR, OtherMentor(view.id, 0))]
    if view.state is PairState.AGREED:
        return [(words.ORDER, EnterPaper(view.id, PaperKind.ORDER, None, None))]
    if view.state is PairState.CONFIRMED and not (view.lacks or view.unconsented):
        return [(words.START, PairStep(view.id, Step.START))]
    if view.state is PairState.PAUSED:
        return [(words.RESUME, PairStep(view.id, Step.RESUME))]
    return []


@PAIR.way(98)
def _refuse_way(view: PairView) -> list[Way]:
    """Mentors may go early, whoever keeps the pair."""
    if not (view.mentoring and view.state in (PairState.ACTIVE, PairState.PAUSED)) or view.edit:
        return []
    return [(words.REFUSE, Notice(view.id, PaperKind.REFUSAL, None, None, None))]


@PAIR.way(85)
def _state_way(view: PairView) -> list[Way]:
    return [(words.STATE, PairStates(view.id))] if view.edit and view.open else []


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
    ways.append((substitute_words.STAND_IN, StandIn(there, None, 0)))
    text = words.choose(title(context, view.card))
    await context.show(Screen(text, [*in_rows(ways, 2), bottom(OpenPair(there))]))


@on(PairStep)
async def step(context: Context, request: PairStep) -> None:
    if request.step is Step.DECLINE:
        await ask_decline(context, request.pair_id)
        return
    acted = await context.write(_STEPS[request.step], request.pair_id)
    view = await context.read(views.view, request.pair_id)
    text = words.stepped(request.step.value, title(context, view.card))
    if view.edit:
        await receipt(context, text, acted)
        return
    await context.show(
        Screen(text, [[(card_words.OPEN_CARD, OpenPair(view.id))], bottom(OpenPair(view.id))])
    )


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
        (pair_names.REASONS[each], EndPair(there, each))
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
    rows = await mentor_rows(
        context, view, request.page,
        lambda each: TransferTo(there, each, raised=False), lambda to: Transfer(there, to),
    )  # fmt: skip
    text = words.ask_transfer(title(context, view.card))
    await context.show(Screen(text, [*rows, bottom(PairStates(there))]))


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
