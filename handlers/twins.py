"""Equal lines: pairs that look the same, one after another; and linking from a card."""

from handlers.buttons.draft import OpenDraft
from handlers.buttons.hubs import Plan
from handlers.buttons.item import EditItem, OpenItem, UndoAct
from handlers.buttons.nav import bottom
from handlers.buttons.twins import (
    FindTwin,
    LinkFound,
    LinkNow,
    LinkPair,
    LinkWith,
    TellApart,
    TwinPairs,
    Unlink,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.registry import Button, fits, on, on_state
from handlers.ways import PLAN, Way
from services import twin_choice, twins
from services.overview import OverviewView, short_query
from services.twin_choice import Choice, Pairs, TwinLine
from texts import twins as words

FINDING = "twins.find"


@PLAN.way(55)
def _pairs_way(view: OverviewView) -> list[Way]:
    return [(words.PAIRS, TwinPairs(view.roadmap_id, 0))] if view.may_edit else []


@on(TwinPairs)
async def pairs(context: Context, request: TwinPairs) -> None:
    await _pair(context, request.roadmap_id, request.at)


async def _pair(context: Context, roadmap_id: int, at: int, *undo: Button) -> None:
    """The pair at a place among those that wait; after the last one the first again.

    `undo`: how the pair before is parted again.
    """
    found = await context.read(twin_choice.suggested, roadmap_id)
    total = len(found.pairs)
    back = _home(found)
    if not total:
        last: Row = [(words.UNDO_LINK, request) for request in undo]
        await context.show(Screen(words.no_pairs(found.title), [last, bottom(back)]))
        return
    here = at % total
    one, other = found.pairs[here]
    text = words.pair(
        found.title, [_said(one), _said(other)], here + 1, total, one.done is not other.done
    )
    rows: list[Row] = [
        [(words.LINK, LinkPair(one.id, other.id, here))],
        [(words.DIFFERENT, TellApart(one.id, other.id, here))],
    ]
    if total > 1:
        rows[1] = [*rows[1], (words.LATER, TwinPairs(roadmap_id, here + 1))]
    rows.append([(words.UNDO_LINK, request) for request in undo])
    await context.show(Screen(text, [*rows, bottom(back)]))


def _home(found: Pairs) -> Button:
    return OpenDraft(found.roadmap_id) if found.draft else Plan(found.roadmap_id)


def _said(line: TwinLine) -> tuple[str, str, str]:
    return line.label, line.place, line.written


@on(LinkPair)
async def link_pair(context: Context, request: LinkPair) -> None:
    linked = await context.write(twins.link, request.one_id, request.other_id)
    await context.answer(words.LINKED)
    undo = Unlink(request.one_id) if linked.event_id is None else UndoAct(linked.event_id)
    await _pair(context, linked.roadmap_id, request.at, undo)


@on(TellApart)
async def tell_apart(context: Context, request: TellApart) -> None:
    roadmap_id = await context.write(twins.tell_apart, request.one_id, request.other_id)
    await context.answer(words.TOLD_APART)
    await _pair(context, roadmap_id, request.at)


@on(LinkWith)
async def link_with(context: Context, request: LinkWith) -> None:
    await context.forget()
    found = await context.read(twin_choice.choice, request.item_id)
    await _choice(context, found, request.page, "")


@on(LinkFound)
async def link_found(context: Context, request: LinkFound) -> None:
    found = await context.read(twin_choice.choice, request.item_id, request.query)
    await _choice(context, found, request.page, request.query)


@on(FindTwin)
async def ask_words(context: Context, request: FindTwin) -> None:
    found = await context.read(twin_choice.choice, request.item_id)
    await context.ask(FINDING, item_id=request.item_id)
    rows = [bottom(LinkWith(request.item_id, 0))]
    await context.show(Screen(words.ask_find(found.item.label), rows))


@on_state(FINDING)
async def typed_words(context: Context, data: dict[str, int]) -> None:
    query = short_query((context.message.text or "") if context.message else "")
    found = await context.read(twin_choice.choice, data["item_id"], query)
    await _choice(context, found, 0, query)


async def _choice(context: Context, found: Choice, page: int, query: str) -> None:
    here, total = found.item.id, len(found.lines)
    first, shown = first_number(page, total), cut(found.lines, page)
    text = words.choose(
        found.item.label, [each.label for each in found.linked],
        [each.label for each in shown], first, total,
    )  # fmt: skip
    digits: Row = [(str(n), LinkNow(here, each.id)) for n, each in enumerate(shown, first)]
    rows: list[Row] = [digits, pager(page, total, lambda to: _turned(here, to, query))]
    rows.append([(words.FIND, FindTwin(here))])
    await context.show(Screen(text, [*rows, bottom(EditItem(here))]))


def _turned(item_id: int, page: int, query: str) -> Button:
    found = LinkFound(item_id, page, query)
    return found if query and fits(found) else LinkWith(item_id, page)


@on(LinkNow)
async def link_now(context: Context, request: LinkNow) -> None:
    before = await context.read(twin_choice.choice, request.item_id)
    names = {line.id: line.label for line in before.lines}
    linked = await context.write(twins.link, request.item_id, request.other_id)
    text = words.linked(before.item.label, names.get(request.other_id, ""), linked.done)
    await context.show(Screen(text, _receipt_rows(linked.item_id, linked.event_id)))


@on(Unlink)
async def unlink(context: Context, request: Unlink) -> None:
    before = await context.read(twin_choice.choice, request.item_id)
    done = await context.write(twins.unlink, request.item_id)
    text = words.unlinked(before.item.label)
    if done.event_id is None:
        again: Row = [(words.PAIRS, TwinPairs(done.roadmap_id, 0))]
        await context.show(Screen(text, [again, bottom(OpenDraft(done.roadmap_id))]))
        return
    await context.show(Screen(text, _receipt_rows(done.item_id, done.event_id)))


def _receipt_rows(item_id: int, event_id: int | None) -> list[Row]:
    undo: Row = [(words.UNDO, UndoAct(event_id))] if event_id is not None else []
    return [[(words.OPEN, OpenItem(item_id))], undo, bottom(OpenItem(item_id))]
