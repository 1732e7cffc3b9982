"""«Запустить»: first who would get what, then the launch itself."""

from dataclasses import replace

from handlers.bundle import line_label
from handlers.buttons.draft import OpenDraft
from handlers.buttons.launch import Launch, LaunchNow, LaunchSample
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import Overview
from handlers.context import Context
from handlers.draft import draft_screen
from handlers.keyboards.build import Row as Keys
from handlers.keyboards.build import Screen
from handlers.registry import on
from services import launch
from services.forecast import Line, Post
from services.launch import Rehearsal
from texts import launch as words
from texts.reminders import Point, bundle

SHOWN = 5


@on(Launch)
async def rehearse(context: Context, request: Launch) -> None:
    await context.waiting()
    found = await context.write(launch.rehearse, request.roadmap_id)
    if found.obstacle is not None:
        await draft_screen(context, request.roadmap_id)
        return
    await context.show(Screen(_rehearsal(context, found), _launch_rows(found)))


def _rehearsal(context: Context, found: Rehearsal) -> str:
    preview, gone = found.preview, found.ending
    posts = preview.posts if preview else ()
    return words.rehearsal(
        title=found.title,
        open_items=found.open,
        closed=found.closed,
        people=found.people,
        unowned=found.unowned,
        undated=found.undated,
        ending=(gone.years, gone.ahead, gone.nearest) if gone else None,
        first=preview.day if preview else None,
        today=context.actor.today,
        posts=[(context.call(post.who), _things(context, post), post.by_hand) for post in posts],
    )


def _things(context: Context, post: Post) -> list[str]:
    """Steps by their own words: there is no room for those of their rows too."""
    alone = [replace(line, subject=replace(line.subject, above="")) for line in post.lines]
    return [line_label(line, context.call) for line in alone]


def _launch_rows(found: Rehearsal) -> list[Keys]:
    here = found.roadmap_id
    rows: list[Keys] = [[(words.START, LaunchNow(here))]]
    if found.preview is not None and found.preview.posts:
        rows.append([(words.SAMPLE, LaunchSample(here))])
    return [*rows, bottom(OpenDraft(here))]


@on(LaunchSample)
async def send_sample(context: Context, request: LaunchSample) -> None:
    """The first message of the busiest person, to the curator alone."""
    found = await context.write(launch.rehearse, request.roadmap_id)
    rows: list[Keys] = [
        [(words.START, LaunchNow(request.roadmap_id))], bottom(OpenDraft(request.roadmap_id)),
    ]  # fmt: skip
    await context.show(Screen(_sample(context, found), rows), new=True)


def _sample(context: Context, found: Rehearsal) -> str:
    if found.preview is None or not found.preview.posts:
        return words.no_sample()
    post = max(found.preview.posts, key=lambda one: len(one.lines))
    points = [_point(context, line) for line in post.lines]
    message = bundle(post.who.name, points[:SHOWN], max(len(points) - SHOWN, 0), post.day)
    return words.sample(
        context.call(post.who), post.day, context.actor.today, post.by_hand, message
    )


def _point(context: Context, line: Line) -> Point:
    return Point(line_label(line, context.call), line.kind, line.due)


@on(LaunchNow)
async def launch_now(context: Context, request: LaunchNow) -> None:
    await context.waiting()
    done = await context.write(launch.launch, request.roadmap_id)
    rows: list[Keys] = [[(words.OPEN, Overview(done.roadmap_id))], bottom()]
    await context.show(Screen(words.launched(done.title, done.open, done.people), rows))
