"""The inspector's folder: made beside the updates, step by step in the worker, and sent."""

from handlers import picking
from handlers.buttons.folder import (
    Folder,
    FolderMonth,
    FolderPeriod,
    MakeFolder,
    StopFolder,
)
from handlers.buttons.hubs import Files
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.folder_work import Contents, Making
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.progress_words import WORDING, statement_wording
from handlers.registry import on
from handlers.ways import FILES, Way
from services import errands, folder, past_days, statement
from services.errors import Refusal
from services.overview import OverviewView
from services.progress import progress
from texts import dates
from texts import folder as words
from texts import papers as paper_words


@FILES.way(60)
def _way(view: OverviewView) -> list[Way]:
    return [(words.FOLDER, Folder(view.roadmap_id))] if view.may_export else []


@on(Folder)
async def choose(context: Context, request: Folder) -> None:
    """Today first; then the ends of the last months, which are what is asked about."""
    there = request.roadmap_id
    choice = await context.read(past_days.choice, there)
    today = choice.today
    likely: list[Way] = [
        (dates.plain(day, today), MakeFolder(there, None, day)) for day in choice.likely
    ]
    others: list[Way] = [
        (words.PAST, FolderMonth(there, today.year, today.month)),
        (words.PERIOD, FolderPeriod(there)),
    ]
    first: Row = [(words.TODAY, MakeFolder(there, None, None))]
    rows = [first, *in_rows(likely, 2), others, bottom(Files(there))]
    await context.show(Screen(words.ask(choice.title), rows))


@on(FolderMonth)
async def choose_day(context: Context, request: FolderMonth) -> None:
    there = request.roadmap_id
    choice = await context.read(past_days.choice, there)
    rows = await picking.days(
        context,
        request.year,
        request.month,
        lambda day: MakeFolder(there, None, day),
        lambda year, month: FolderMonth(there, year, month),
        first=choice.since,
        last=choice.today,
    )
    await context.show(Screen(words.ask_day(choice.title), [*rows, bottom(Folder(there))]))


@on(FolderPeriod)
async def choose_period(context: Context, request: FolderPeriod) -> None:
    there = request.roadmap_id
    choice = await context.read(statement.choice, there)
    ways: list[Way] = [
        (paper_words.stretch(one, choice.today), MakeFolder(there, one.first, one.last))
        for one in choice.stretches
    ]
    rows = [*in_rows(ways, 2), bottom(Folder(there))]
    await context.show(Screen(words.ask_period(choice.title), rows))


@on(MakeFolder)
async def make(context: Context, request: MakeFolder) -> None:
    """Rights and the day are checked now, the rest goes on by itself."""
    under_way, chat = context.around.errands, context.actor.chat_id
    if under_way.busy(chat):
        raise Refusal("folder_busy")
    there, first, today = request.roadmap_id, request.first, context.actor.today
    # Periods end ahead of us, what is known does not.
    day = min(request.day, today) if request.day and first else request.day
    style = context.around.names_in_files
    data = await context.read(folder.folder, there, first, day)
    sheet = await context.read(progress, there, style, WORDING, day)
    choice = await context.read(past_days.choice, there)
    told = await context.read(
        statement.statement, there, style, statement_wording(context),
        first or choice.since, data.as_of, day,
    )  # fmt: skip
    await context.write(errands.begun, {"roadmap_id": there})
    await context.answer()
    work = Making(context, there, Contents(data, sheet, told))
    await work.announce()
    under_way.begin(chat, work.run())


@on(StopFolder)
async def stop(context: Context, request: StopFolder) -> None:
    """The button stands on the message that tells the progress."""
    again: Row = [(words.AGAIN, Folder(request.roadmap_id))]
    rows = [again, bottom(Files(request.roadmap_id))]
    if not context.around.errands.stop(context.actor.chat_id):
        await context.show(Screen(words.not_running(), rows))
        return
    await context.write(errands.ended)
    await context.show(Screen(words.stopped(), rows))
