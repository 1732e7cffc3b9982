"""A roadmap is finished, taken up again, or its launch is taken back."""

from handlers.buttons.draft import OpenDraft
from handlers.buttons.hubs import Files, Plan
from handlers.buttons.nav import bottom
from handlers.buttons.next_year import NextYear
from handlers.buttons.roadmap import (
    Finish,
    FinishNow,
    Overview,
    Resume,
    UndoLaunch,
    UndoLaunchNow,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.registry import on
from handlers.ways import PLAN
from services import closing, overview
from services.errors import Refusal
from texts import closing as words
from texts import hubs as hub_words


@on(Finish)
async def ask_finish(context: Context, request: Finish) -> None:
    view = await context.read(overview.overview, request.roadmap_id)
    if not view.may_edit:
        raise Refusal("closed" if view.closed else "forbidden")
    left = view.progress.total - view.progress.done
    sure = (words.FINISH_YES, FinishNow(view.roadmap_id))
    text = words.ask_finish(view.title, left)
    await context.show(Screen(text, [[sure], bottom(Plan(view.roadmap_id))]))


@on(FinishNow)
async def finish(context: Context, request: FinishNow) -> None:
    there = request.roadmap_id
    await context.write(closing.finish, there)
    view = await context.read(overview.overview, there)
    following = [way for way in PLAN.of(view) if isinstance(way[1], NextYear)]
    rows: list[Row] = [
        following,
        [(hub_words.FILES, Files(there)), (words.RESUME, Resume(there))],
        bottom(Overview(there)),
    ]
    await context.show(Screen(words.FINISHED, rows))


@on(Resume)
async def resume(context: Context, request: Resume) -> None:
    await context.write(closing.resume, request.roadmap_id)
    there = Overview(request.roadmap_id)
    await context.show(Screen(words.RESUMED, [[(words.OPEN, there)], bottom(there)]))


@on(UndoLaunch)
async def ask_undo(context: Context, request: UndoLaunch) -> None:
    view = await context.read(overview.overview, request.roadmap_id)
    if not view.may_undo_launch:
        raise Refusal("launch_begun" if view.may_edit else "forbidden")
    sure = (words.UNDO_LAUNCH_YES, UndoLaunchNow(view.roadmap_id))
    text = words.ask_undo_launch(view.title)
    await context.show(Screen(text, [[sure], bottom(Plan(view.roadmap_id))]))


@on(UndoLaunchNow)
async def undo(context: Context, request: UndoLaunchNow) -> None:
    await context.write(closing.undo_launch, request.roadmap_id)
    draft = (words.OPEN_DRAFT, OpenDraft(request.roadmap_id))
    await context.show(Screen(words.LAUNCH_UNDONE, [[draft], bottom()]))
