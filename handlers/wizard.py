"""A draft without dates or people, stage by stage: the proposed months, or others."""

from datetime import date
from typing import Any

from domain.rhythm import months as months_of
from domain.schoolyear import month_end
from handlers import picking
from handlers.buttons.nav import bottom
from handlers.buttons.wizard import (
    OpenStage,
    SetDates,
    SetLasting,
    SkipStage,
    StageCalendar,
    StageList,
    StageMonths,
    StageRow,
    StageRows,
    StageWho,
    TypeDates,
    Wizard,
)
from handlers.context import Context
from handlers.keyboards.build import Row as Keys
from handlers.keyboards.build import Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.meanings import meaning_line
from handlers.registry import on, on_state
from handlers.typed import typed_text
from handlers.wizard_screens import (
    TYPING,
    back_to,
    list_screen,
    rows_screen,
    stage_screen,
    step_on,
    term_line,
    went_on,
    where,
)
from services import wizard, wizard_acts, wizard_who
from services.decisions import Choice
from services.wizard import About
from texts import wizard as words

YEAR = 12
MONTHS_A_ROW = 3


@on(Wizard)
async def go_on(context: Context, request: Wizard) -> None:
    await context.forget()
    anchor = await context.read(wizard.resume, request.roadmap_id)
    if anchor is None:
        await list_screen(context, request.roadmap_id, 0)
    else:
        await stage_screen(context, anchor)


@on(OpenStage)
async def open_stage(context: Context, request: OpenStage) -> None:
    await context.forget()
    await stage_screen(context, request.item_id)


@on(SkipStage)
async def skip_stage(context: Context, request: SkipStage) -> None:
    await step_on(context, request.item_id, skip=True)


@on(StageList)
async def stage_list(context: Context, request: StageList) -> None:
    await list_screen(context, request.roadmap_id, request.page)


@on(StageRows)
async def stage_rows(context: Context, request: StageRows) -> None:
    await rows_screen(context, request.item_id, request.page)


@on(StageRow)
async def stage_row(context: Context, request: StageRow) -> None:
    await context.forget()
    view = await context.read(wizard_who.row_view, request.item_id)
    here, there = view.about, request.item_id
    assert here.item is not None
    text = words.one_row(
        where=where(here.stage, here.total),
        title=here.item.title,
        term=term_line(context, here.term) or words.undecided(),
        now=meaning_line(context, view.told),
    )
    rows: list[Keys] = [
        [(words.CHANGE_TERM, StageMonths(there, alone=True, page=0))],
        [(words.CHANGE_WHO, StageWho(there, alone=True, page=0))],
        bottom(StageRows(here.anchor, 0)),
    ]
    await context.show(Screen(text, rows))


@on(StageMonths)
async def ask_months(context: Context, request: StageMonths) -> None:
    here = await context.read(wizard.about, request.item_id, request.alone)
    alone, there = request.alone, request.item_id
    await picking.or_typed(context, TYPING, item_id=there, alone=int(alone))
    offered = months_of(here.period)
    page = request.page or _page(offered, here.today)
    several = len({month.year for month in offered}) > 2
    keys = [
        (words.month_caption(month, several), SetDates(there, alone, month, month_end(month)))
        for month in cut(offered, page, YEAR)
    ]
    rows = [
        *in_rows(keys, MONTHS_A_ROW),
        pager(page, len(offered), lambda other: StageMonths(there, alone, other), YEAR),
        [(words.LASTING, SetLasting(there, alone, Choice.PERIOD))],
        [(words.CALENDAR, StageCalendar(there, alone, None, None)),
         (words.TYPE, TypeDates(there, alone))],
        [(words.NO_TERM, SetLasting(there, alone, Choice.NONE))],
    ]  # fmt: skip
    text = words.ask_months(
        where=where(here.stage, here.total),
        name=_name(here),
        rows=here.rows,
        over=month_end(offered[0]) < here.today,
    )
    await context.show(Screen(text, [*rows, back_to(here, there)]))


def _name(here: About) -> str:
    return here.item.title if here.item is not None else here.stage.name


def _page(offered: list[date], today: date) -> int:
    """Of several years the one that is going on."""
    past = sum(month_end(month) < today for month in offered)
    return min(past, len(offered) - 1) // YEAR


@on(SetDates)
async def set_dates(context: Context, request: SetDates) -> None:
    await context.write(
        wizard_acts.set_dates, request.item_id, request.alone,
        first=request.first, last=request.last,
    )  # fmt: skip
    await went_on(context, request.item_id, request.alone)


@on(SetLasting)
async def set_lasting(context: Context, request: SetLasting) -> None:
    await context.write(wizard_acts.choose, request.item_id, request.alone, request.choice)
    await went_on(context, request.item_id, request.alone)


@on(StageCalendar)
async def pick_day(context: Context, request: StageCalendar) -> None:
    here = await context.read(wizard.about, request.item_id, request.alone)
    there, alone = request.item_id, request.alone
    year, month = wizard.calendar_month(here, request.year, request.month)
    rows = await picking.days(
        context,
        year,
        month,
        lambda day: SetDates(there, alone, None, day),
        lambda *other: StageCalendar(there, alone, *other),
    )
    text = words.pick_day(where(here.stage, here.total), _name(here))
    await context.show(Screen(text, [*rows, bottom(StageMonths(there, alone, 0))]))


@on(TypeDates)
async def ask_typed(context: Context, request: TypeDates) -> None:
    here = await context.read(wizard.about, request.item_id, request.alone)
    await context.ask(TYPING, item_id=request.item_id, alone=int(request.alone))
    text = words.ask_typed(where(here.stage, here.total), _name(here))
    await context.show(Screen(text, [bottom(StageMonths(request.item_id, request.alone, 0))]))


@on_state(TYPING)
async def typed_dates(context: Context, data: dict[str, Any]) -> None:
    text = await typed_text(context)
    if text is None:
        return
    alone = bool(data["alone"])
    await context.write(wizard_acts.type_term, data["item_id"], alone, text)
    await went_on(context, data["item_id"], alone)
