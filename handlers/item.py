"""The card of an item and what is done with it day by day."""

from domain.progress import Status
from handlers.bundle import remaining
from handlers.buttons.item import (
    AddEvidence,
    Comment,
    Done,
    DoneTerm,
    EditItem,
    EvidenceList,
    History,
    MoveTerm,
    OpenFound,
    OpenItem,
    OpenListed,
    OpenMine,
    Parts,
    ReadInFull,
    Reassign,
    Reopen,
    Start,
    UndoAct,
)
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import Found, ListItems, MyItems
from handlers.context import Context
from handlers.item_words import card_text, event, home, label, said, told
from handlers.keyboards import items as keys
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.registry import Button, on, on_state
from services import card, item_acts
from services.card import CardView
from services.changes import undo
from services.errors import Refusal
from services.item_acts import Receipt
from texts import item as words

COMMENTING = "item.comment"


@on(OpenItem)
async def open_item(context: Context, request: OpenItem) -> None:
    await context.forget()
    await show_card(context, request.item_id)


@on(OpenListed)
async def open_listed(context: Context, request: OpenListed) -> None:
    await context.forget()
    back = ListItems(request.roadmap_id, request.which, request.stage, request.page)
    await show_card(context, request.item_id, back)


@on(OpenFound)
async def open_found(context: Context, request: OpenFound) -> None:
    await context.forget()
    back = Found(request.roadmap_id, request.page, request.query)
    await show_card(context, request.item_id, back)


@on(OpenMine)
async def open_mine(context: Context, request: OpenMine) -> None:
    await context.forget()
    await show_card(context, request.item_id, MyItems(request.page))


async def show_card(context: Context, item_id: int, back: Button | None = None) -> None:
    """`back`: the page of a list that it was opened from."""
    view = await context.read(card.card, item_id)
    way = back or home(view)
    await context.show(Screen(card_text(context, view), [*_rows(view), bottom(way)]))


def _rows(view: CardView) -> list[Row]:
    """The likely act alone, then what else can be done, then what can be looked at."""
    return [
        *_first(view),
        *in_rows(_acts(view), 2),
        *in_rows(_looks(view), 2),
        *([[(words.UNDO_LAST, UndoAct(view.rights.undo))]] if view.rights.undo else []),
    ]


def _first(view: CardView) -> list[Row]:
    if not view.rights.act or view.steps:
        return []
    if view.status in {Status.DONE, Status.NA}:
        may = view.rights.edit or view.status is Status.DONE
        return [[(words.REOPEN, Reopen(view.id))]] if may and not view.shares else []
    if view.shares:
        return [[(words.DONE_MINE, Done(view.id))]] if view.mine else []
    caption = words.DONE_FOR_GOOD if view.check else words.DONE
    return [[(caption, Done(view.id))]]


def _acts(view: CardView) -> list[tuple[str, Button]]:
    rights, number = view.rights, view.id
    found: list[tuple[str, Button]] = []
    if rights.act:
        found.append((words.ATTACH, AddEvidence(number)))
        if view.status is Status.TODO and not (view.steps or view.shares):
            found.append((words.START, Start(number)))
        found.append((words.COMMENT, Comment(number)))
    if rights.edit:
        if view.status not in {Status.DONE, Status.NA}:
            found.append((words.MOVE, MoveTerm(number, None, None)))
            found.append((words.REASSIGN, Reassign(number, False, 0)))
        found.append((words.CHANGE, EditItem(number)))
    return found


def _looks(view: CardView) -> list[tuple[str, Button]]:
    number = view.id
    found: list[tuple[str, Button]] = []
    if view.steps:
        over = sum(step.shown.value == "done" for step in view.steps)
        found.append((words.steps_caption(over, len(view.steps)), Parts(number, 0)))
    elif view.shared:
        found.append((words.shares_caption(*view.shared), Parts(number, 0)))
    if view.evidence and view.rights.act:
        found.append((words.evidence_caption(len(view.evidence)), EvidenceList(number, 0)))
    if words.is_long(view.title, view.content, view.responsible, view.note):
        found.append((words.READ, ReadInFull(number, 0)))
    found.append((words.HISTORY, History(number, 0)))
    return found


@on(Done)
async def done(context: Context, request: Done) -> None:
    """One tap, from a card or a reminder: the screen becomes its own receipt."""
    await _receipt(context, await context.write(item_acts.mark_done, request.item_id))


@on(DoneTerm)
async def done_term(context: Context, request: DoneTerm) -> None:
    """The same from a reminder, for the term that it named."""
    await _receipt(context, await context.write(item_acts.mark_term_done, request.occurrence_id))


async def _receipt(context: Context, receipt: Receipt) -> None:
    text = words.receipt(
        number=receipt.number,
        title=receipt.title,
        on=receipt.on,
        by=context.call(receipt.by) if receipt.by else "",
        again=receipt.event_id is None,
        next_due=receipt.next_due,
        today=context.actor.today,
    )
    rest = await remaining(context)
    await context.show(Screen(text, [rest, *_receipt_rows(receipt), bottom()]))


def _receipt_rows(receipt: Receipt) -> list[Row]:
    rows: list[Row] = [[(words.ATTACH_MORE, AddEvidence(receipt.item_id))]]
    then: list[tuple[str, Button]] = []
    if receipt.event_id is not None:
        then.append((words.UNDO, UndoAct(receipt.event_id)))
    if receipt.next_id is not None:
        then.append((words.NEXT, OpenItem(receipt.next_id)))
    return [*rows, then, [(words.OPEN, OpenItem(receipt.item_id))]]


@on(Start)
async def start(context: Context, request: Start) -> None:
    acted = await context.write(item_acts.mark_started, request.item_id)
    await context.answer(words.STARTED)
    await show_card(context, acted.item_id)


@on(Reopen)
async def reopen(context: Context, request: Reopen) -> None:
    acted = await context.write(item_acts.reopen, request.item_id)
    await context.answer(words.REOPENED)
    await show_card(context, acted.item_id)


@on(UndoAct)
async def undo_act(context: Context, request: UndoAct) -> None:
    item_id = await context.write(undo, request.event_id)
    await context.answer(words.UNDONE)
    try:
        await show_card(context, item_id)
    except Refusal:  # what was added and is taken back has no card any more
        await context.show(Screen(words.UNDONE, [bottom(MyItems(0))]))


@on(Comment)
async def ask_comment(context: Context, request: Comment) -> None:
    view = await context.read(card.card_to_act, request.item_id)
    await context.ask(COMMENTING, item_id=view.id)
    text = words.ask_comment(view.number, view.title)
    await context.show(Screen(text, [bottom(OpenItem(view.id))]))


@on_state(COMMENTING)
async def typed_comment(context: Context, data: dict[str, int]) -> None:
    acted = await context.write(item_acts.comment, data["item_id"], said(context))
    await told(context, words.changed(words.COMMENTED), acted)


@on(Parts)
async def parts(context: Context, request: Parts) -> None:
    view = await context.read(card.card, request.item_id)
    found = view.steps or view.shares
    shown, first = keys.lines(found, request.page, context.call)
    text = words.parts(label(view), not view.steps, shown, first, len(found), context.actor.today)
    rows = keys.digits(found, request.page, lambda page: Parts(view.id, page))
    await context.show(Screen(text, [*rows, bottom(OpenItem(view.id))]))


@on(History)
async def history(context: Context, request: History) -> None:
    view = await context.read(card.card, request.item_id)
    events = await context.read(card.history, request.item_id)
    shown = [event(context, line) for line in cut(events, request.page)]
    turn = pager(request.page, len(events), lambda page: History(view.id, page))
    text = words.history(label(view), shown)
    await context.show(Screen(text, [turn, bottom(OpenItem(view.id))]))


@on(ReadInFull)
async def read_in_full(context: Context, request: ReadInFull) -> None:
    view = await context.read(card.card, request.item_id)
    values = (
        view.content or "", view.result or "", view.written or "",
        ", ".join(view.responsible), view.note,
    )  # fmt: skip
    whole = words.full(view.number, view.title, list(zip(words.FULL_NAMES, values, strict=True)))
    text, count = words.page_of(whole, request.page)
    turn = pager(request.page, count, lambda page: ReadInFull(view.id, page), size=1)
    await context.show(Screen(text, [turn, bottom(OpenItem(view.id))]))
