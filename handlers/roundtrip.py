"""Sheets that come back: sent out, their edits looked at, settled, applied, undone."""

from collections.abc import Sequence

from exports.names import file_name
from exports.plan import plan_sheet
from exports.worker import in_worker
from handlers import returned
from handlers.buttons.nav import bottom
from handlers.buttons.roundtrip import (
    ApplyReturn,
    DropReturn,
    PlanSheet,
    SettleAll,
    SettleConflict,
    ShowConflict,
    ShowReturn,
    ShowWrong,
    TakeRows,
    UndoReturn,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from handlers.returned import HOME_CAPTIONS, HOMES, said, wording
from handlers.ways import FILES, PLAN, Way
from services.errors import Refusal
from services.kin import name_of
from services.overview import OverviewView
from services.roundtrip import plan_sheet as plan
from services.roundtrip import return_view, returns
from services.roundtrip.returns import Outcome
from texts import refusals
from texts import returned as returned_words
from texts import roundtrip as words
from texts import sheets as sheet_words


@FILES.way(20)
@PLAN.way(20)
def _ways(view: OverviewView) -> list[Way]:
    return [(words.TO_EXCEL, PlanSheet(view.roadmap_id, every=True))] if view.may_edit else []


@PLAN.way(95)
def _came_back(view: OverviewView) -> list[Way]:
    return _before(view.returned)


def _before(return_id: int | None) -> list[Way]:
    """To the last edits, from where they are undone."""
    return [(words.BEFORE, ShowReturn(return_id, 0))] if return_id is not None else []


@on(PlanSheet)
async def send_plan(context: Context, request: PlanSheet) -> None:
    sheet = await context.write(plan.send, request.roadmap_id, request.every, wording(context))
    await context.answer()
    await context.waiting("upload_document")
    made = await in_worker(plan_sheet, sheet.rows, sheet.choices, sheet.title, sheet.manifest)
    which = await context.read(name_of, request.roadmap_id) if sheet.home == "roadmap" else ""
    name = file_name(sheet_words.PLAN_TITLE, which or sheet.title, context.actor.today)
    rows: list[Row] = []
    if sheet.asked:
        rows.append([(words.EVERY_ROW, PlanSheet(request.roadmap_id, every=True))])
    home = HOMES[sheet.home](request.roadmap_id)
    rows.append([*_before(sheet.before)])
    caption = words.plan_caption(len(sheet.rows), sheet.asked)
    await context.send_file(made, name, caption, Screen("", [*rows, bottom(home)]))


@on(ShowReturn)
async def show_return(context: Context, request: ShowReturn) -> None:
    view = await context.read(return_view.view, request.return_id, wording(context))
    await returned.show(context, view, request.page)


@on(ShowConflict)
async def show_conflict(context: Context, request: ShowConflict) -> None:
    await _conflict(context, request.return_id, request.page)


async def _conflict(context: Context, return_id: int, page: int) -> None:
    view = await context.read(return_view.view, return_id, wording(context))
    found = view.conflicts
    if not found:
        raise Refusal("gone")
    page = min(max(page, 0), len(found) - 1)
    edit = found[page]
    text = words.conflict(
        edit.label,
        edit.column,
        sheet=said(context, view, edit, edit.wanted),
        bot=said(context, view, edit, edit.present),
        by=context.call(edit.by) if edit.by else "",
        on=edit.on,
        today=context.actor.today,
        number=page + 1,
        total=len(found),
        take=edit.take,
    )
    rows: list[Row] = [[
        (words.FROM_SHEET, SettleConflict(return_id, edit.number, take=True, page=page)),
        (words.FROM_BOT, SettleConflict(return_id, edit.number, take=False, page=page)),
    ]]  # fmt: skip
    if len(found) > 1:
        rows.append([
            (words.ALL_FROM_SHEET, SettleAll(return_id, take=True)),
            (words.ALL_FROM_BOT, SettleAll(return_id, take=False)),
        ])  # fmt: skip
    turn = pager(page, len(found), lambda to: ShowConflict(return_id, to), size=1)
    await context.show(Screen(text, [*rows, turn, bottom(ShowReturn(return_id, 0))]))


@on(SettleConflict)
async def settle_conflict(context: Context, request: SettleConflict) -> None:
    here, number = request.return_id, request.number
    await context.write(returns.settle, here, number, request.take, wording(context))
    await context.answer(words.settled(request.take))
    view = await context.read(return_view.view, here, wording(context))
    if request.page + 1 < len(view.conflicts):
        await _conflict(context, here, request.page + 1)
    else:
        await returned.show(context, view, 0)


@on(SettleAll)
async def settle_all(context: Context, request: SettleAll) -> None:
    await context.write(returns.settle, request.return_id, None, request.take, wording(context))
    await context.answer(words.settled(request.take))
    view = await context.read(return_view.view, request.return_id, wording(context))
    await returned.show(context, view, 0)


@on(TakeRows)
async def take_rows(context: Context, request: TakeRows) -> None:
    here = request.return_id
    await context.write(returns.take_rows, here, request.take, wording(context))
    view = await context.read(return_view.view, here, wording(context))
    await returned.show(context, view, 0)


@on(ShowWrong)
async def show_wrong(context: Context, request: ShowWrong) -> None:
    view = await context.read(return_view.view, request.return_id, wording(context))
    page, total = request.page, len(view.wrong)
    lines = [
        words.wrong_line(w.at, w.label, w.column, w.typed, w.code, w.data)
        for w in cut(view.wrong, page)
    ]
    turn = pager(page, total, lambda to: ShowWrong(view.id, to))
    text = words.wrong_list(lines, first_number(page, total), total)
    await context.show(Screen(text, [turn, bottom(ShowReturn(view.id, 0))]))


@on(ApplyReturn)
async def apply_return(context: Context, request: ApplyReturn) -> None:
    await context.waiting()
    done = await context.write(returns.apply, request.return_id, wording(context))
    text = words.applied(
        done.done, _told(done.left), done.unsettled, done.wrong, _told(done.notes)
    )
    undo: Row = [(words.UNDO, UndoReturn(request.return_id))]
    wrong: Row = [(returned_words.wrong_caption(done.wrong), ShowWrong(request.return_id, 0))]
    rows = [_way_on(done), wrong if done.wrong else [], undo if done.done else [], bottom()]
    await context.show(Screen(text, rows))


@on(DropReturn)
async def drop_return(context: Context, request: DropReturn) -> None:
    await context.write(returns.drop, request.return_id, wording(context))
    await context.show(Screen(words.DROPPED, [bottom()]))


@on(UndoReturn)
async def undo_return(context: Context, request: UndoReturn) -> None:
    await context.waiting()
    done = await context.write(returns.undo, request.return_id, wording(context))
    text = words.undone(done.done, _told(done.left))
    await context.show(Screen(text, [_way_on(done), bottom()]))


def _way_on(done: Outcome) -> Row:
    return [(HOME_CAPTIONS[done.home], HOMES[done.home](done.subject_id))]


def _told(left: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [(label, column, refusals.sentence(key, {})) for label, column, key in left]
