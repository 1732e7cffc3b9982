"""Pictures of a roadmap: chosen, drawn in the worker, sent with a caption that says the same."""

from collections.abc import Iterator
from datetime import date

from exports.pictures.data import ROWS, GanttData
from exports.worker import in_worker
from handlers.buttons.hubs import Files
from handlers.buttons.nav import bottom
from handlers.buttons.pictures import BurndownPicture, GanttPicture, Pictures, StagesPicture
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import pager
from handlers.registry import on
from handlers.ways import FILES, Way
from services import overview, pictures
from services.overview import OverviewView
from services.pictures import GanttView
from texts import pictures as words

UPLOADING = "upload_photo"


@FILES.way(50)
def _way(view: OverviewView) -> list[Way]:
    return [(words.PICTURES, Pictures(view.roadmap_id))]


@on(Pictures)
async def choose(context: Context, request: Pictures) -> None:
    there = request.roadmap_id
    view = await context.read(overview.overview, there)
    rows: list[Row] = [
        [(words.BY_STAGE, StagesPicture(there))],
        [(words.BY_MONTH, GanttPicture(there, None, 0))],
        [(words.HOW_MUCH, BurndownPicture(there))],
        bottom(Files(there)),
    ]
    await context.show(Screen(words.ask(view.title), rows))


@on(StagesPicture)
async def stages(context: Context, request: StagesPicture) -> None:
    # The library for pictures is loaded when the first one is asked for.
    from exports.pictures import stages as drawing

    data = await context.read(pictures.stages, request.roadmap_id)
    await context.waiting(UPLOADING)
    png = await in_worker(drawing.png, data)
    told = [(bar.name, bar.done, bar.total, bar.overdue) for bar in data.stages]
    rows = [bottom(Pictures(request.roadmap_id))]
    caption = words.stages_caption(data.title, told)
    await context.send_photo(png, words.FILE_NAMES["stages"], caption, Screen("", rows))


@on(GanttPicture)
async def gantt(context: Context, request: GanttPicture) -> None:
    from exports.pictures import gantt as drawing

    view = await context.read(pictures.gantt, request.roadmap_id, request.stage, request.page)
    await context.waiting(UPLOADING)
    png = await in_worker(drawing.png, view.data)
    data, progress = view.data, view.progress
    caption = words.gantt_caption(
        data.title,
        words.part(data.stage, data.start, len(data.bars), data.total),
        (progress.done, progress.total, progress.overdue),
        [bar.label for bar in data.bars if bar.state == "overdue"],
        sorted(_ahead(data), key=lambda pair: pair[1]),
        data.today,
    )
    shown = Screen("", _gantt_rows(view, request))
    await context.send_photo(png, words.FILE_NAMES["gantt"], caption, shown)


def _ahead(data: GanttData) -> Iterator[tuple[str, date]]:
    """What is still to be done by a day, with the next of its days."""
    for bar in data.bars:
        days = [end for _, end in bar.spans if end is not None and end >= data.today]
        if days and bar.state in {"todo", "started"}:
            yield bar.label, min(days)


def _gantt_rows(view: GanttView, request: GanttPicture) -> list[Row]:
    """The other pages, each of the stages that are shown, and the way back."""
    there, stage = request.roadmap_id, request.stage
    first = view.page * ROWS
    rows: list[Row] = [
        [(words.stage_caption(at + 1, name), GanttPicture(there, at, 0))]
        for at, name in list(enumerate(view.stages))[first : first + ROWS]
    ]
    turn = pager(
        view.page, view.data.total, lambda page: GanttPicture(there, stage, page), size=ROWS
    )
    back = Pictures(there) if stage is None else GanttPicture(there, None, 0)
    return [*rows, turn, bottom(back)]


@on(BurndownPicture)
async def burndown(context: Context, request: BurndownPicture) -> None:
    from exports.pictures import burndown as drawing

    data = await context.read(pictures.burndown, request.roadmap_id)
    await context.waiting(UPLOADING)
    png = await in_worker(drawing.png, data)
    caption = words.burndown_caption(data.title, data.left, data.planned, data.total)
    rows = [bottom(Pictures(request.roadmap_id))]
    await context.send_photo(png, words.FILE_NAMES["burndown"], caption, Screen("", rows))
