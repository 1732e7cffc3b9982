"""Papers of a roadmap: the statement of a period, the annex to an order, a past day's sheet."""

from datetime import date, timedelta

from exports.docx.annex import annex as make_annex
from exports.docx.statement import statement as make_statement
from exports.names import file_name
from exports.progress import progress_sheet
from exports.worker import in_worker
from handlers import picking
from handlers.buttons.hubs import Files
from handlers.buttons.nav import bottom
from handlers.buttons.papers import (
    Annex,
    MakeStatement,
    OtherDay,
    OwnPeriod,
    PastSheet,
    SheetOn,
    Statement,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.progress_words import WORDING, statement_wording
from handlers.registry import on
from handlers.ways import FILES, Way
from services import annex, past_days, statement
from services.kin import name_of
from services.overview import OverviewView
from services.progress import progress
from texts import paper_cells as cell_words
from texts import papers as words

ANNEX_WORDS = annex.Wording(cell_words.term, cell_words.LASTING, cell_words.people)


@FILES.way(20)
def _statement_way(view: OverviewView) -> list[Way]:
    return [(words.STATEMENT, Statement(view.roadmap_id))] if view.may_export else []


@FILES.way(30)
def _annex_way(view: OverviewView) -> list[Way]:
    return [(words.ANNEX, Annex(view.roadmap_id))] if view.may_export else []


@FILES.way(40)
def _past_way(view: OverviewView) -> list[Way]:
    return [(words.PAST_SHEET, PastSheet(view.roadmap_id, None, None))] if view.may_export else []


@on(Statement)
async def ask_period(context: Context, request: Statement) -> None:
    there = request.roadmap_id
    choice = await context.read(statement.choice, there)
    today = choice.today
    ready: list[Way] = [
        (words.stretch(one, today), MakeStatement(there, one.first, one.last, None))
        for one in choice.stretches
    ]
    own: Way = (words.OWN_PERIOD, OwnPeriod(there, None, today.year, today.month))
    rows = [ready[:1], *in_rows([*ready[1:], own], 2), bottom(Files(there))]
    await context.show(Screen(words.ask_period(choice.title), rows))


@on(OwnPeriod)
async def own_period(context: Context, request: OwnPeriod) -> None:
    there, first = request.roadmap_id, request.first
    choice = await context.read(statement.choice, there)
    if first is None:
        days = await picking.days(
            context,
            request.year,
            request.month,
            lambda day: OwnPeriod(there, day, day.year, day.month),
            lambda year, month: OwnPeriod(there, None, year, month),
            first=choice.since.replace(day=1),
            last=choice.today,
        )
        text = words.ask_first(choice.title)
    else:
        days = await picking.days(
            context,
            request.year,
            request.month,
            lambda day: MakeStatement(there, first, day, None),
            lambda year, month: OwnPeriod(there, first, year, month),
            first=max(first, choice.since),
        )
        text = words.ask_last(choice.title, first)
    await context.show(Screen(text, [*days, bottom(Statement(there))]))


@on(OtherDay)
async def other_day(context: Context, request: OtherDay) -> None:
    there, first, last = request.roadmap_id, request.first, request.last
    choice = await context.read(statement.choice, there)
    days = await picking.days(
        context,
        request.year,
        request.month,
        lambda day: MakeStatement(there, first, last, day),
        lambda year, month: OtherDay(there, first, last, year, month),
        first=max(first, choice.since),
        last=choice.today,
    )
    rows = [*days, bottom(Statement(there))]
    await context.show(Screen(words.ask_as_of(choice.title), rows))


@on(MakeStatement)
async def send_statement(context: Context, request: MakeStatement) -> None:
    there, first, last = request.roadmap_id, request.first, request.last
    data = await context.read(
        statement.statement, there, context.around.names_in_files, statement_wording(context),
        first, last, request.as_of,
    )  # fmt: skip
    await context.answer()
    await context.waiting("upload_document")
    made = await in_worker(make_statement, data)
    which = await context.read(name_of, there, data.basis.title)
    name = file_name(words.STATEMENT, data.basis.organisation, data.as_of, "docx", which=which)
    caption = words.statement_caption(
        data.basis.title, first, last, data.as_of, (data.progress, data.summary)
    )
    earliest = max(first, data.basis.launched)
    more = _other_days(request, data.as_of, earliest, context.actor.today)
    again: Row = [(words.OTHER_PERIOD, Statement(there))]
    rows = [more, again, bottom(Files(there))]
    await context.send_file(made, name, caption, Screen("", rows))


def _other_days(request: MakeStatement, day: date, earliest: date, today: date) -> Row:
    """The same period as of another day, where there is another."""
    there, first, last = request.roadmap_id, request.first, request.last
    more: list[Way] = []
    if day < today:
        more.append((words.AS_OF_TODAY, MakeStatement(there, first, last, today)))
    if earliest < today:
        more.append((words.AS_OF_OTHER, OtherDay(there, first, last, day.year, day.month)))
    return more


@on(Annex)
async def send_annex(context: Context, request: Annex) -> None:
    there = request.roadmap_id
    found = await context.read(annex.annex, there, context.around.names_in_files, ANNEX_WORDS)
    await context.answer()
    await context.waiting("upload_document")
    made = await in_worker(make_annex, found.data)
    today, which = context.actor.today, await context.read(name_of, there)
    name = file_name(words.ANNEX_NAME, found.organisation, today, "docx", which=which)
    caption = words.annex_caption(found.data.title, found.terms, found.owners)
    await context.send_file(made, name, caption, Screen("", [bottom(Files(there))]))


@on(PastSheet)
async def ask_past(context: Context, request: PastSheet) -> None:
    there = request.roadmap_id
    choice = await context.read(past_days.choice, there)
    last = choice.today - timedelta(days=1)
    if choice.since > last:
        await context.show(Screen(words.no_past(choice.title), [bottom(Files(there))]))
        return
    likely: list[Way] = [
        (words.day_caption(day, choice.today), SheetOn(there, day)) for day in choice.likely
    ]
    days = await picking.days(
        context,
        request.year or last.year,
        request.month or last.month,
        lambda day: SheetOn(there, day),
        lambda year, month: PastSheet(there, year, month),
        first=choice.since,
        last=last,
    )
    text = words.ask_past(choice.title, choice.since, choice.today)
    rows = [*in_rows(likely, 2), *days, bottom(Files(there))]
    await context.show(Screen(text, rows))


@on(SheetOn)
async def send_past(context: Context, request: SheetOn) -> None:
    there, day = request.roadmap_id, request.day
    style = context.around.names_in_files
    data = await context.read(progress, there, style, WORDING, day)
    told = await context.read(past_days.standing, there, day)
    await context.answer()
    await context.waiting("upload_document")
    made = await in_worker(progress_sheet, data)
    which = await context.read(name_of, there, data.title)
    name = file_name(words.PROGRESS_NAME, data.organisation, day, which=which)
    caption = words.past_caption(data.title, day, told)
    again: Row = [(words.OTHER_PAST_DAY, PastSheet(there, day.year, day.month))]
    await context.send_file(made, name, caption, Screen("", [again, bottom(Files(there))]))
