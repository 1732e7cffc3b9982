"""Exports: what, of which days, as which file; made beside the updates and sent."""

from datetime import date

from domain.roles import Action
from handlers import picking
from handlers.buttons.digest import DigestNow
from handlers.buttons.draft import Upload
from handlers.buttons.exporting import (
    ExportFirst,
    ExportFormat,
    ExportLast,
    ExportMaps,
    ExportPeriod,
    ExportPlaces,
    Exports,
    MakeExport,
    StopExport,
)
from handlers.buttons.nav import Menu, bottom
from handlers.buttons.roadmap import MyItems, Roadmaps, Sheet
from handlers.context import Context
from handlers.export_work import Exporting
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import pager
from handlers.registry import on, on_command
from handlers.ways import MENU, Way
from services import errands, menu
from services.errors import Refusal
from services.exporting import access
from services.exporting.access import Choice
from services.menu import MenuView
from texts import exporting as words
from texts import menu as menu_words
from texts import papers as paper_words

MAPS = 8


@MENU.way(90)
def _way(view: MenuView) -> list[Way]:
    return [(words.MENU, Exports(None))] if Action.EXPORT_DATA in view.may and view.schools else []


@on_command("export")
async def command(context: Context, _: str) -> None:
    await context.forget()
    held = context.actor.current
    if held is None or not context.actor.may(Action.EXPORT_DATA, held.organisation_id):
        mine: Row = [(words.MY_ITEMS, MyItems(0))]
        await context.show(Screen(words.closed(), [mine, bottom()]))
        return
    await _choose(context, None)


@on(Exports)
async def choose(context: Context, request: Exports) -> None:
    await context.forget()
    await _choose(context, request.place)


async def _choose(context: Context, place: int | None) -> None:
    """The week's message and the state of the roadmap are one tap away, the rest two more."""
    choice = await context.read(access.choice, place)
    ways: list[Way] = [
        (words.CAPTIONS[what], ExportPeriod(what, choice.place)) for what in choice.offered
    ]
    rows = [*in_rows(ways, 2), *await _elsewhere(context, choice), bottom(Menu())]
    await context.show(Screen(words.ask(choice.name, choice.offered), rows))


async def _elsewhere(context: Context, choice: Choice) -> list[Row]:
    """Files that other screens make; for who looks after all organisations, which one."""
    if choice.chooses:
        return [[(words.place_caption(choice.name), ExportPlaces(0))]]
    maps = await context.read(menu.searchable)
    place = context.actor.organisation_id
    ways: list[Way] = []
    if maps:
        to = Sheet(maps[0][0]) if len(maps) == 1 else ExportMaps()
        ways = [(words.DIGEST, DigestNow(place)), (words.PROGRESS, to)]
    rows = in_rows(ways, 2)
    if context.actor.may(Action.EDIT_ROADMAP, place):
        past: list[Way] = [] if maps else [(words.PAST_MAPS, Roadmaps())]
        rows.append([(menu_words.UPLOAD, Upload()), *past])
    return rows


@on(ExportMaps)
async def choose_map(context: Context, _: ExportMaps) -> None:
    maps = await context.read(menu.searchable)
    rows: list[Row] = [[(title, Sheet(each))] for each, title in maps[:MAPS]]
    if len(maps) > MAPS:
        rows.append([(words.ALL_MAPS, Roadmaps())])
    await context.show(Screen(words.ask_map(), [*rows, bottom(Exports(None))]))


@on(ExportPlaces)
async def choose_place(context: Context, request: ExportPlaces) -> None:
    found, total = await context.read(access.places, request.page)
    rows: list[Row] = [[(words.ALL_PLACES, Exports(None))]] if request.page == 0 else []
    rows += [[(name, Exports(place))] for place, name in found]
    turn = pager(request.page, total, ExportPlaces, size=access.PAGE)
    await context.show(Screen(words.ask_place(total), [*rows, turn, bottom(Exports(None))]))


@on(ExportPeriod)
async def choose_period(context: Context, request: ExportPeriod) -> None:
    await context.forget()
    what, place = request.what, request.place
    found = await context.read(access.periods, what, place)
    whole: Way = (words.WHOLE, ExportFormat(what, place, None, None))
    ways: list[Way] = [
        (paper_words.stretch(one, found.today), ExportFormat(what, place, one.first, one.last))
        for one in found.stretches
    ]
    other: Way = (words.OTHER, ExportFirst(what, place, found.today.year, found.today.month))
    rows = [[whole], *in_rows(ways, 2), [other], bottom(Exports(place))]
    await context.show(Screen(words.ask_period(what, found.name), rows))


def _month(request: ExportFirst | ExportLast, today: date) -> tuple[int, int]:
    """Of a button of ours; whatever else, this month."""
    fits = request.year in access.YEARS and 1 <= request.month <= 12
    return (request.year, request.month) if fits else (today.year, today.month)


@on(ExportFirst)
async def choose_first(context: Context, request: ExportFirst) -> None:
    what, place = request.what, request.place
    found = await context.read(access.periods, what, place)
    days = await picking.days(
        context,
        *_month(request, found.today),
        lambda day: ExportLast(what, place, day, day.year, day.month),
        lambda year, month: ExportFirst(what, place, year, month),
    )
    rows = [*days, bottom(ExportPeriod(what, place))]
    await context.show(Screen(words.ask_first(what, found.name), rows))


@on(ExportLast)
async def choose_last(context: Context, request: ExportLast) -> None:
    what, place, first = request.what, request.place, request.first
    found = await context.read(access.periods, what, place)
    days = await picking.days(
        context,
        *_month(request, found.today),
        lambda day: ExportFormat(what, place, first, day),
        lambda year, month: ExportLast(what, place, first, year, month),
        first=first,
    )
    rows = [*days, bottom(ExportFirst(what, place, first.year, first.month))]
    await context.show(Screen(words.ask_last(what, found.name, first, found.today), rows))


@on(ExportFormat)
async def choose_format(context: Context, request: ExportFormat) -> None:
    what, place, first, last = request.what, request.place, request.first, request.last
    order = await context.read(access.order, what, place, first, last)
    rows: list[Row] = [
        [(words.EXCEL, MakeExport(what, place, first, last, csv=False))],
        [(words.CSV, MakeExport(what, place, first, last, csv=True))],
        bottom(ExportPeriod(what, place)),
    ]
    period = words.period(first, last, context.actor.today)
    await context.show(Screen(words.ask_format(what, order.name, period), rows))


@on(MakeExport)
async def make(context: Context, request: MakeExport) -> None:
    """Rights are checked now, the rest goes on by itself."""
    under_way, chat = context.around.errands, context.actor.chat_id
    if under_way.busy(chat):
        raise Refusal("export_busy")
    order = await context.read(
        access.order, request.what, request.place, request.first, request.last
    )
    await context.write(access.begun, request.what, request.place)
    await context.answer()
    work = Exporting(context, request, order)
    await work.announce()
    under_way.begin(chat, work.run())


@on(StopExport)
async def stop(context: Context, _: StopExport) -> None:
    """The button stands on the message that tells the progress."""
    rows: list[Row] = [[(words.AGAIN, Exports(None))], bottom()]
    if not context.around.errands.stop(context.actor.chat_id):
        await context.show(Screen(words.not_running(), rows))
        return
    await context.write(errands.ended)
    await context.show(Screen(words.stopped(), rows))
