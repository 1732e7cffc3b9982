"""Doubtful orders of a draft or a running roadmap: moved, or found right."""

from handlers.buttons.correction import CheckOrder, OrderIsRight, OrderRow
from handlers.buttons.decisions import AskTerm
from handlers.buttons.draft import OpenDraft
from handlers.buttons.hubs import Plan
from handlers.buttons.item import MoveTerm
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager, pages
from handlers.registry import Button, Via, on
from handlers.ways import PLAN, Way
from services import order
from services.decisions import Scope
from services.errors import Refusal
from services.order import DoubtLine, OrderView, Side
from services.overview import OverviewView
from texts import dates
from texts import order as words

PAGE = 4
MOVABLE = 8


@PLAN.way(50)
def _way(view: OverviewView) -> list[Way]:
    return [(words.CHECK, CheckOrder(view.roadmap_id, 0))] if view.may_edit else []


@on(CheckOrder)
async def check(context: Context, request: CheckOrder) -> None:
    await _screen(context, request.roadmap_id, request.page)


@on(OrderIsRight)
async def right(context: Context, request: OrderIsRight) -> None:
    await context.write(order.find_right, request.roadmap_id, request.rule, request.other_id)
    await _screen(context, request.roadmap_id, request.page)


async def _screen(context: Context, roadmap_id: int, page: int) -> None:
    view = await context.read(order.view, roadmap_id)
    page = min(max(page, 0), pages(len(view.lines), PAGE) - 1)
    shown = cut(view.lines, page, PAGE)
    first = page * PAGE + 1
    rows: list[Row] = [
        [
            (words.move_caption(at), OrderRow(roadmap_id, line.rule, line.other.id, page)),
            (words.right_caption(at), OrderIsRight(roadmap_id, line.rule, line.other.id, page)),
        ]
        for at, line in enumerate(shown, first)
    ]
    rows.append(pager(page, len(view.lines), lambda p: CheckOrder(roadmap_id, p), PAGE))
    said = [_said(context, line) for line in shown]
    text = words.doubts(view.title, said, first, len(view.lines))
    await context.show(Screen(text, [*rows, bottom(_home(view))]))


def _home(view: OrderView) -> Button:
    return OpenDraft(view.roadmap_id) if view.draft else Plan(view.roadmap_id)


@on(OrderRow)
async def choose_row(context: Context, request: OrderRow) -> None:
    view = await context.read(order.view, request.roadmap_id)
    wanted = request.rule, request.other_id
    line = next((one for one in view.lines if (one.rule, one.other.id) == wanted), None)
    if line is None:
        raise Refusal("gone")
    back = CheckOrder(request.roadmap_id, request.page)
    rows: list[Row] = [
        [(side.label, _moving(view, side.id, back))] for side in (*line.rows[:MOVABLE], line.other)
    ]
    await context.show(Screen(words.one(_said(context, line)), [*rows, bottom(back)]))


def _moving(view: OrderView, item_id: int, back: Button) -> Button | Via:
    if view.draft:
        return AskTerm(item_id, Scope.ONE, flow=False, year=None)
    return Via(MoveTerm(item_id, None, None), (back,))


def _said(context: Context, line: DoubtLine) -> words.Doubt:
    def side(one: Side) -> tuple[str, str]:
        return one.label, dates.span(*one.days, context.actor.today)

    return words.Doubt(line.rule.value, tuple(map(side, line.rows)), side(line.other))
