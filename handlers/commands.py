"""The table by command, and a kind word where a command's feature is still to come."""

from collections.abc import Awaitable, Callable

from domain.roles import Action
from handlers.buttons.draft import Upload
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import MyItems, Roadmaps, Sheet
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.registry import Button, on_command
from services import menu
from texts import commands as words
from texts import roadmap as roadmap_words

_MAPS = 8
_ABOUT_THE_ROADMAP = frozenset({"pair"})


@on_command("export")
async def export(context: Context, _: str) -> None:
    """The progress sheet is one tap away."""
    await context.forget()
    actor = context.actor
    if not actor.may(Action.EXPORT_ROADMAP, actor.organisation_id):
        mine: Row = [(words.MY_ITEMS, MyItems(0))]
        await context.show(Screen(words.export_closed(), [mine, bottom()]))
        return
    maps = await context.read(menu.searchable)
    if not maps:
        upload: Row = [(roadmap_words.UPLOAD, Upload())]
        await context.show(Screen(roadmap_words.no_roadmap(True), [upload, bottom()]))
        return
    school = actor.current.organisation if actor.current else ""
    rows: list[Row] = [[(title, Sheet(each))] for each, title in maps[:_MAPS]]
    if len(maps) > _MAPS:
        rows.append([(words.ALL, Roadmaps())])
    text = words.export(school, len(maps) > 1)
    await context.show(Screen(text, [*rows, bottom()]))


def _later(command: str) -> Callable[[Context, str], Awaitable[None]]:
    async def answer(context: Context, _: str) -> None:
        await context.forget()
        actor = context.actor
        seen = actor.may(Action.SEE_ROADMAP, actor.organisation_id)
        act: tuple[str, Button] = (words.MY_ITEMS, MyItems(0))
        if seen and command in _ABOUT_THE_ROADMAP:
            act = (words.ROADMAP, Roadmaps())
        await context.show(Screen(words.later(command, seen), [[act], bottom()]))

    return answer


for _name in words.COMMANDS:
    on_command(_name)(_later(_name))
