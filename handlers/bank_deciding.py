"""Decisions about candidates: taken in, one or all; a no with a reason; a kind letter."""

from domain.banks import BankState
from domain.names import address
from domain.pairs import Side
from handlers.banks import show
from handlers.buttons.banks import (
    AddCriterion,
    Admit,
    AdmitAll,
    BankCriteria,
    BankList,
    Banks,
    CandidateAgain,
    DeclineEntry,
    DeclineFor,
    EntryCriteria,
    Interview,
    InterviewDay,
    InterviewMark,
    OpenEntry,
    SetInterviewDay,
    TakeOut,
    TellRefusal,
    TickCriterion,
    ToggleCriterion,
    UndoDecision,
    Why,
)
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen
from handlers.picking import days
from handlers.registry import on, on_state
from services.banks import criteria, deciding, editing, views
from services.banks.lists import Only
from services.banks.views import Card
from texts import bank_card as card_words
from texts import bank_deciding as words
from texts import bank_history as history
from texts import bank_messages as messages
from texts import banks as bank_words

REASON = "bank.reason"
CRITERION = "bank.criterion"


@on(Admit)
async def admit(context: Context, request: Admit) -> None:
    await context.write(deciding.admit, request.entry_id)
    await show(context, request.entry_id, history.said_of("admitted"))


@on(AdmitAll)
async def admit_all(context: Context, request: AdmitAll) -> None:
    back = BankList(request.side, BankState.CANDIDATE, None, None, Only.ALL, 0)
    if request.sure:
        count = await context.write(deciding.admit_all, request.side)
        await context.answer(bank_words.admitted_all(count))
        there = BankList(request.side, BankState.IN_BANK, None, None, Only.ALL, 0)
        rows: list[Row] = [[(bank_words.SHOW, there)], bottom(Banks(0))]
        await context.show(Screen(f"✅ {bank_words.admitted_all(count)}", rows))
        return
    ready = await context.read(deciding.ready, request.side)
    count = len(ready.ids)
    text = bank_words.ask_all(request.side, count, ready.rest)
    yes: Row = (
        [(bank_words.admit_all_caption(count), AdmitAll(request.side, sure=True))] if count else []
    )
    await context.show(Screen(text, [yes, bottom(back)]))


@on(DeclineEntry)
async def ask_reason(context: Context, request: DeclineEntry) -> None:
    card = await context.read(views.card, request.entry_id)
    await context.ask(REASON, entry=request.entry_id)
    rows: list[Row] = [
        [(text, DeclineFor(card.id, Why(key)))] for key, text in words.REASONS.items()
    ]
    rows.append([(words.NO_REASON, DeclineFor(card.id, Why.NONE))])
    text = words.ask_reason(context.call(card.who))
    await context.show(Screen(text, [*rows, bottom(OpenEntry(card.id))]))


@on(DeclineFor)
async def decline(context: Context, request: DeclineFor) -> None:
    await _decline(context, request.entry_id, words.REASONS.get(request.why.value, ""))


@on_state(REASON)
async def reason_typed(context: Context, data: dict[str, int]) -> None:
    await _decline(context, data["entry"], said(context))


async def _decline(context: Context, entry_id: int, reason: str) -> None:
    await context.write(deciding.decline, entry_id, reason)
    await show(context, entry_id, history.said_of("declined"))


@on(TakeOut)
async def take_out(context: Context, request: TakeOut) -> None:
    if request.sure:
        await context.write(deciding.leave, request.entry_id)
        await show(context, request.entry_id, history.said_of("left"))
        return
    card = await context.read(views.card, request.entry_id)
    rows: list[Row] = [
        [(words.BY_WISH, TakeOut(card.id, sure=True))],
        [(words.BY_SCHOOL, DeclineEntry(card.id))],
        bottom(OpenEntry(card.id)),
    ]
    await context.show(Screen(words.ask_out(context.call(card.who)), rows))


@on(CandidateAgain)
async def again(context: Context, request: CandidateAgain) -> None:
    await context.write(deciding.again, request.entry_id)
    await show(context, request.entry_id, history.said_of("again"))


@on(UndoDecision)
async def undo(context: Context, request: UndoDecision) -> None:
    entry_id = await context.write(deciding.undo, request.event_id)
    await show(context, entry_id, history.said_of("undone"))


@on(TellRefusal)
async def tell(context: Context, request: TellRefusal) -> None:
    if request.sure:
        await context.write(deciding.tell, request.entry_id)
        await show(context, request.entry_id, messages.LETTER_SENT)
        return
    found = await context.read(deciding.to_tell, request.entry_id)
    text = messages.letter(
        address(found.name) or "", found.side, found.organisation, close=found.pupil
    )
    name = context.call(found.who)
    rows: list[Row] = [
        [(messages.SEND_LETTER, TellRefusal(request.entry_id, sure=True))],
        bottom(OpenEntry(request.entry_id)),
    ]
    await context.show(Screen(messages.ask_letter(name, text), rows))


@on(EntryCriteria)
async def ticks(context: Context, request: EntryCriteria) -> None:
    await _ticks(context, await context.read(views.card, request.entry_id))


@on(TickCriterion)
async def tick(context: Context, request: TickCriterion) -> None:
    await context.write(editing.tick, request.entry_id, request.key)
    await _ticks(context, await context.read(views.card, request.entry_id))


async def _ticks(context: Context, card: Card) -> None:
    rows: list[Row] = [
        [(
            words.tick(each.criterion.text, each.met, by_data=each.by_data),
            TickCriterion(card.id, each.criterion.key),
        )]
        for each in card.ticks
    ]  # fmt: skip
    if card.state is BankState.CANDIDATE and card.fit and all(each.met for each in card.ticks):
        rows.insert(0, [(card_words.ADMIT, Admit(card.id))])
    met = sum(bool(each.met) for each in card.ticks)
    text = words.criteria(context.call(card.who), met, len(card.ticks))
    await context.show(Screen(text, [*rows, bottom(OpenEntry(card.id))]))


@on(Interview)
async def interview(context: Context, request: Interview) -> None:
    card = await context.read(views.card, request.entry_id)
    mark, day = card.interview
    marks: Row = [(str(each), InterviewMark(card.id, each)) for each in editing.MARKS]
    rows: list[Row] = [marks]
    if mark is not None:
        rows.append([(words.OTHER_DAY, InterviewDay(card.id, None, None))])
    text = words.ask_interview(context.call(card.who), mark, day, context.actor.today)
    await context.show(Screen(text, [*rows, bottom(OpenEntry(card.id))]))


@on(InterviewMark)
async def set_mark(context: Context, request: InterviewMark) -> None:
    await context.write(editing.interview, request.entry_id, request.mark, None)
    await show(context, request.entry_id, history.said_of("interview"))


@on(InterviewDay)
async def pick_day(context: Context, request: InterviewDay) -> None:
    card = await context.read(views.card, request.entry_id)
    there, today = card.id, context.actor.today
    rows = await days(
        context,
        request.year or today.year,
        request.month or today.month,
        lambda day: SetInterviewDay(there, day),
        lambda year, month: InterviewDay(there, year, month),
        last=today,
    )
    text = words.ask_interview_day(context.call(card.who))
    await context.show(Screen(text, [*rows, bottom(Interview(there))]))


@on(SetInterviewDay)
async def set_day(context: Context, request: SetInterviewDay) -> None:
    await context.write(editing.interview, request.entry_id, None, request.day)
    await show(context, request.entry_id, history.said_of("interview"))


@on(BankCriteria)
async def settings(context: Context, request: BankCriteria) -> None:
    await context.forget()
    await _settings(context, request.side)


@on(ToggleCriterion)
async def toggle(context: Context, request: ToggleCriterion) -> None:
    await context.write(criteria.toggle, request.key)
    await _settings(context, request.side)


@on(AddCriterion)
async def ask_criterion(context: Context, request: AddCriterion) -> None:
    await context.ask(CRITERION, side=request.side.value)
    text = bank_words.ask_criterion(request.side)
    await context.show(Screen(text, [bottom(BankCriteria(request.side))]))


@on_state(CRITERION)
async def criterion_typed(context: Context, data: dict[str, str]) -> None:
    side = Side(data["side"])
    await context.write(criteria.add, side, said(context))
    await _settings(context, side)


async def _settings(context: Context, side: Side) -> None:
    found = await context.read(criteria.chosen, side)
    rows: list[Row] = [
        [(
            bank_words.criterion_caption(each.criterion.text, on=each.on),
            ToggleCriterion(side, each.criterion.key),
        )]
        for each in found
    ]  # fmt: skip
    other = Side.MENTEE if side is Side.MENTOR else Side.MENTOR
    rows.append([
        (bank_words.ADD_CRITERION, AddCriterion(side)),
        (bank_words.SIDES[other], BankCriteria(other)),
    ])  # fmt: skip
    own = sum(each.criterion.own for each in found)
    await context.show(Screen(bank_words.criteria(side, own), [*rows, bottom(Banks(0))]))
