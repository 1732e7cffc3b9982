"""A running roadmap: the list of them, the overview, what else there is to do with it."""

from collections.abc import Sequence

from domain.roles import Action
from exports.names import file_name
from exports.progress import progress_sheet
from exports.worker import in_worker
from handlers import picking
from handlers.buttons.draft import Upload
from handlers.buttons.hubs import Files, Plan
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import (
    AddRow,
    Find,
    Finish,
    Finished,
    ListItems,
    Overview,
    Resume,
    Roadmaps,
    RoadmapsPage,
    SchoolsProgress,
    Sheet,
    Stages,
    UndoLaunch,
)
from handlers.context import Context
from handlers.item_words import receipt_rows
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.kin_rows import draft_ways, overview_first, overview_lines, overview_ways
from handlers.progress_words import WORDING
from handlers.registry import Button, on, on_command, on_state
from handlers.returned import wording
from handlers.roadmap_lists import FINDING
from handlers.ways import FILES, PLAN, Way
from services import item_edit, menu, overview
from services.overview import OverviewView, RoadmapLine, Which
from services.roundtrip import progress_sheet as progress_sheet_out
from services.schools import may_see_schools
from texts import closing as closing_words
from texts import exports as export_words
from texts import hubs as hub_words
from texts import item_edit as edit_words
from texts import roadmap as words
from texts import roundtrip as returned_words
from texts import schools as school_words

ADDING = "roadmap.add"


@on_command("roadmap")
async def command(context: Context, _: str) -> None:
    await _roadmaps(context, 0, straight=True)


@on(Roadmaps)
async def roadmaps(context: Context, _: Roadmaps) -> None:
    await _roadmaps(context, 0, straight=True)


@on(RoadmapsPage)
async def roadmaps_page(context: Context, request: RoadmapsPage) -> None:
    await _roadmaps(context, request.page, straight=False)


async def _roadmaps(context: Context, page: int, *, straight: bool) -> None:
    await context.forget()
    found = await context.read(overview.roadmaps, finished=False)
    over = await context.read(overview.roadmaps, finished=True)
    actor = context.actor
    if straight and len(found) == 1:
        await _overview(context, found[0].id)
        return
    more = _beside(context, len(over))
    if not found:
        may = actor.may(Action.EDIT_ROADMAP, actor.organisation_id)
        rows: list[Row] = [[(words.UPLOAD, Upload())]] if may else []
        await context.show(Screen(words.no_roadmap(may, len(over)), [*more, *rows, bottom()]))
        return
    rows = [*_captions(found, page), pager(page, len(found), RoadmapsPage)]
    rows += [*await _drafts(context, actor.organisation_id), *more]
    text = words.roadmaps(_school(context), len(found))
    await context.show(Screen(text, [*rows, bottom()]))


def _beside(context: Context, finished: int) -> list[Row]:
    """What else than running roadmaps there is to look at."""
    rows: list[Row] = []
    if may_see_schools(context.actor, context.actor.organisation_id):
        rows.append([(school_words.SCHOOLS, SchoolsProgress(0))])
    if finished:
        rows.append([(words.finished_caption(finished), Finished(0))])
    return rows


def _captions(found: Sequence[RoadmapLine], page: int) -> list[Row]:
    return [
        [(words.roadmap_caption(r.title, r.period, r.progress, r.closed), Overview(r.id))]
        for r in cut(found, page)
    ]


def _school(context: Context) -> str:
    held = context.actor.current
    return held.organisation if held else ""


@on(Finished)
async def finished(context: Context, request: Finished) -> None:
    found = await context.read(overview.roadmaps, finished=True)
    text = words.roadmaps(_school(context), len(found), finished=True)
    rows = [*_captions(found, request.page), pager(request.page, len(found), Finished)]
    await context.show(Screen(text, [*rows, bottom(Roadmaps())]))


@on(Overview)
async def one(context: Context, request: Overview) -> None:
    await _overview(context, request.roadmap_id)


async def _overview(context: Context, roadmap_id: int) -> None:
    """Words typed here, and on the lists, are looked for: nobody has to press «Найти» first."""
    await picking.or_typed(context, FINDING, roadmap_id=roadmap_id)
    view = await context.read(overview.overview, roadmap_id)
    text = words.overview(
        title=view.title,
        school=view.organisation,
        progress=view.progress,
        stages=[(stage.name, stage.progress) for stage in view.stages],
        current=view.current,
        closed=view.closed,
        kin=overview_lines(view.kin),
    )
    after = view.kin.following
    drafts = await _drafts(context, view.organisation_id, after.roadmap_id if after else None)
    await context.show(Screen(text, [*_overview_rows(view), *drafts, bottom()]))


async def _drafts(context: Context, place: int, but: int | None = None) -> list[Row]:
    """The drafts of the organisation, for who makes them ready; `but`: one that is there."""
    if not context.actor.may(Action.EDIT_ROADMAP, place):
        return []
    found = [each for each in await context.read(menu.drafts, place) if each != but]
    return [[way] for way in draft_ways(found)]


def _overview_rows(view: OverviewView) -> list[Row]:
    """What is late first and alone, then the other lists, then the tools."""
    there, counts = view.roadmap_id, view.progress
    lists = [
        (words.overdue_caption(counts.overdue), Which.OVERDUE, counts.overdue),
        (words.week_caption(counts.due_this_week), Which.WEEK, counts.due_this_week),
        (words.undated_caption(counts.undated), Which.UNDATED, counts.undated),
    ]
    waiting: Row = [
        (caption, ListItems(there, which, None, 0))
        for caption, which, many in lists
        if many and not (view.closed and which is Which.WEEK)
    ]
    tools: list[tuple[str, Button]] = []
    if len(view.stages) > 1:
        tools.append((words.BY_STAGE, Stages(there, 0)))
    tools += [
        (words.ALL_ITEMS, ListItems(there, Which.ALL, None, 0)),
        (words.FIND, Find(there)),
    ]
    if view.may_export:
        tools += [(words.SHEET, Sheet(there)), (hub_words.FILES, Files(there))]
    if PLAN.of(view):
        tools.append((hub_words.PLAN, Plan(there)))
    return [
        *overview_first(there, view.kin),
        waiting[:1],
        *in_rows(waiting[1:], 2),
        *in_rows(tools + _others(view), 2),
        *overview_ways(view.kin),
    ]


@FILES.way(10)
def _sheet_way(view: OverviewView) -> list[Way]:
    return [(words.SHEET, Sheet(view.roadmap_id))] if view.may_export else []


@PLAN.way(10)
def _adding_way(view: OverviewView) -> list[Way]:
    return [(words.ADD_ROW, AddRow(view.roadmap_id, None))] if view.may_edit else []


@PLAN.way(90)
def _closing_ways(view: OverviewView) -> list[Way]:
    there = view.roadmap_id
    offered: list[tuple[bool, Way]] = [
        (view.may_edit, (closing_words.FINISH, Finish(there))),
        (view.may_resume, (closing_words.RESUME, Resume(there))),
        (view.may_undo_launch, (closing_words.UNDO_LAUNCH, UndoLaunch(there))),
    ]
    return [way for allowed, way in offered if allowed]


def _others(view: OverviewView) -> list[tuple[str, Button]]:
    """The ways to other roadmaps."""
    found: list[tuple[str, Button]] = []
    if view.schools:
        found.append((school_words.SCHOOLS, SchoolsProgress(0)))
    if view.finished and not view.closed:
        found.append((words.finished_caption(view.finished), Finished(0)))
    return found


@on(Sheet)
async def sheet(context: Context, request: Sheet) -> None:
    around = context.around
    data = await context.write(
        progress_sheet_out.send, request.roadmap_id, around.names_in_files, WORDING,
        wording(context),
    )  # fmt: skip
    view = await context.read(overview.overview, request.roadmap_id)
    await context.answer()
    await context.waiting("upload_document")
    made = await in_worker(progress_sheet, data)
    today = context.actor.today
    name = file_name(export_words.PROGRESS, data.organisation, today, which=view.kin.name)
    caption = words.sheet_caption(view.title, view.progress)
    if data.manifest is not None:
        caption = f"{caption}\n\n{returned_words.come_back()}"
    there = Overview(request.roadmap_id)
    await context.send_file(made, name, caption, Screen("", [bottom(there)]))


@on(AddRow)
async def add_row(context: Context, request: AddRow) -> None:
    """Where the roadmap has stages, the stage is chosen by going there."""
    there = request.roadmap_id
    view = await context.read(overview.adding, there, request.after_id)
    if view.stages and request.after_id is None:
        rows: list[Row] = [
            [(words.stage_caption(at + 1, stage.name, stage.progress), AddRow(there, last))]
            for at, (stage, last) in enumerate(view.stages[:30])
        ]
        await context.show(Screen(words.ask_stage(), [*rows, bottom(Overview(there))]))
        return
    await context.ask(ADDING, roadmap_id=there, after_id=request.after_id)
    await context.show(Screen(words.ask_row(view.stage), [bottom(Overview(there))]))


@on_state(ADDING)
async def typed_row(context: Context, data: dict[str, int]) -> None:
    text = (context.message.text or "") if context.message else ""
    acted = await context.write(item_edit.add_row, data["roadmap_id"], data["after_id"], text)
    rows = receipt_rows(acted)
    await context.show(Screen(edit_words.ADDED, [*rows, bottom(Overview(data["roadmap_id"]))]))
