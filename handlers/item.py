"""The card of an item and what is done with it day by day."""

from db.models.roadmap import ItemLevel
from domain.progress import Status
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
from handlers.buttons.kinds import ChooseKind
from handlers.buttons.nav import bottom
from handlers.buttons.nudge import Answers, Nudge
from handlers.buttons.roadmap import Found, ListItems, MyItems
from handlers.context import Context
from handlers.digest_points import passing
from handlers.item_receipt import show_receipt
from handlers.item_words import card_text, event, home, label, said, told
from handlers.keyboards import items as keys
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.kin_rows import Pair, kin_looks, plan_first
from handlers.programme_rows import of_line
from handlers.registry import Button, Via, on, on_state
from handlers.work import first_step
from services import card, item_acts, item_done
from services.card import CardView
from services.changes import undo
from services.errors import Refusal
from texts import evidence as evidence_words
from texts import item as words
from texts import item_card as card_words
from texts import item_history as history_words
from texts import kinds as kind_words
from texts import nudging as nudge_words

COMMENTING = "item.comment"
OVER = frozenset({Status.DONE, Status.NA})


@on(OpenItem)
async def open_item(context: Context, request: OpenItem) -> None:
    await context.forget()
    await show_card(context, request.item_id)


@on(OpenListed)
async def open_listed(context: Context, request: OpenListed) -> None:
    await context.forget()
    context.ways = (ListItems(request.roadmap_id, request.which, request.stage, request.page),)
    await show_card(context, request.item_id)


@on(OpenFound)
async def open_found(context: Context, request: OpenFound) -> None:
    await context.forget()
    context.ways = (Found(request.roadmap_id, request.page, request.query),)
    await show_card(context, request.item_id)


@on(OpenMine)
async def open_mine(context: Context, request: OpenMine) -> None:
    await context.forget()
    context.ways = (MyItems(request.page),)
    await show_card(context, request.item_id)


async def show_card(context: Context, item_id: int) -> None:
    """Its way back leads to the page of a list that it was opened from."""
    view = await context.read(card.card, item_id)
    way = context.way() or home(view)
    rows = [*_rows(view, passing(context, view)), bottom(way)]
    await context.show(Screen(card_text(context, view), rows))


def _rows(view: CardView, more: list[Pair]) -> list[Row]:
    """The likely act alone, then what else can be done, then what can be looked at."""
    return [
        *plan_first(view),
        *_first(view),
        *of_line(view),
        *in_rows([*_acts(view), *_looks(view), *more, *_taking_back(view)], 2),
    ]


def _first(view: CardView) -> list[Row]:
    """The work itself, then ticking it off; to who has no part in it, reminding the others."""
    if not view.rights.act:
        return []
    nudge: Row = [(_nudging(view), Nudge(view.id))] if view.rights.nudge else []
    if view.steps:
        return [nudge]
    if view.status in OVER:
        may = view.rights.edit or view.status is Status.DONE
        return [[(words.REOPEN, Reopen(view.id))]] if may and not view.shares else []
    if view.shares and not _own_is_open(view):
        return [nudge]
    step = _step(view)
    caption = words.DONE_FOR_GOOD if view.check else words.DONE
    done: Row = [(words.DONE_MINE if view.shares else caption, Done(view.id))]
    return [[step] if step else [], [*done, *nudge]]


def _step(view: CardView) -> Pair | None:
    """The work itself, where the actor has some left; of a line with a plan of its own, sent or
    awaited, that is the plan."""
    over = view.steps or view.status in OVER or (view.shares and not _own_is_open(view))
    planned = view.kin.plan is not None or bool(plan_first(view)) or view.pair_id is not None
    return None if over or planned else first_step(view)


def _own_is_open(view: CardView) -> bool:
    return view.mine is not None and view.mine.shown.value not in {"done", "na"}


def _nudging(view: CardView) -> str:
    return nudge_words.NUDGE_WAITING if view.shares else nudge_words.NUDGE


def _acts(view: CardView) -> list[tuple[str, Button]]:
    rights, number = view.rights, view.id
    found: list[tuple[str, Button]] = []
    if rights.act:
        if not (_asks_for_proof(view) or view.evidence):
            found.append((evidence_words.ATTACH, AddEvidence(number)))
        if view.status is Status.TODO and not (view.steps or view.shares):
            found.append((words.START, Start(number)))
        found.append((words.COMMENT, Comment(number)))
    if rights.edit:
        if view.status not in {Status.DONE, Status.NA}:
            found.append((words.MOVE, MoveTerm(number, None, None)))
            found.append((words.REASSIGN, Reassign(number, False, 0)))
        found.append((words.CHANGE, EditItem(number)))
    return found


def _asks_for_proof(view: CardView) -> bool:
    """Whether the first button is the way to attach already."""
    step = _step(view)
    return step is not None and step[1] == AddEvidence(view.id)


def _taking_back(view: CardView) -> list[tuple[str, Button]]:
    return [(words.UNDO_LAST, UndoAct(view.rights.undo))] if view.rights.undo else []


def _looks(view: CardView) -> list[tuple[str, Button]]:
    number = view.id
    found: list[tuple[str, Button]] = []
    if view.steps:
        over = sum(step.shown.value == "done" for step in view.steps)
        found.append((words.steps_caption(over, len(view.steps)), Parts(number, 0)))
    elif view.shared:
        found.append((nudge_words.answers_caption(*view.shared), Answers(number, 0)))
    if view.evidence and view.rights.act:
        found.append(
            (evidence_words.evidence_caption(len(view.evidence)), EvidenceList(number, 0))
        )
    if card_words.is_long(view.title, view.content, view.responsible, view.note):
        found.append((words.READ, ReadInFull(number, 0)))
    found += kin_looks(view)
    found.append((history_words.HISTORY, History(number, 0)))
    whole = view.level is not ItemLevel.SHARE and not view.steps
    if view.rights.edit and whole and view.status not in OVER and view.pair_id is None:
        found.append((kind_words.kind_caption(view.kind), ChooseKind(number)))
    return found


@on(Done)
async def done(context: Context, request: Done) -> None:
    """One tap, from a card or a reminder: the screen becomes its own receipt."""
    await show_receipt(context, await context.write(item_done.mark_done, request.item_id))


@on(DoneTerm)
async def done_term(context: Context, request: DoneTerm) -> None:
    """The same from a reminder, for the term that it named."""
    receipt = await context.write(item_done.mark_term_done, request.occurrence_id)
    await show_receipt(context, receipt)


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
        await context.show(Screen(words.UNDONE, [bottom(context.way() or MyItems(0))]))


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
    found = view.steps
    if not found:  # a button from before the steps were taken away
        await show_card(context, view.id)
        return
    shown, first = keys.lines(found, request.page, context.call)
    text = words.parts(label(view), shown, first, len(found), context.actor.today)
    rows = keys.digits(
        found,
        request.page,
        lambda page: Parts(view.id, page),
        lambda item, page: Via(OpenItem(item), (Parts(view.id, page),)),
    )
    await context.show(Screen(text, [*rows, bottom(OpenItem(view.id))]))


@on(History)
async def history(context: Context, request: History) -> None:
    view = await context.read(card.card, request.item_id)
    events = await context.read(card.history, request.item_id)
    shown = [event(context, line) for line in cut(events, request.page)]
    turn = pager(request.page, len(events), lambda page: History(view.id, page))
    text = history_words.history(label(view), shown)
    await context.show(Screen(text, [turn, bottom(OpenItem(view.id))]))


@on(ReadInFull)
async def read_in_full(context: Context, request: ReadInFull) -> None:
    view = await context.read(card.card, request.item_id)
    values = (
        view.content or "", view.result or "", view.written or "",
        ", ".join(view.responsible), view.note,
    )  # fmt: skip
    whole = card_words.full(
        view.number, view.title, list(zip(card_words.FULL_NAMES, values, strict=True))
    )
    text, count = card_words.page_of(whole, request.page)
    turn = pager(request.page, count, lambda page: ReadInFull(view.id, page), size=1)
    await context.show(Screen(text, [turn, bottom(OpenItem(view.id))]))
