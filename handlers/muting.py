"""What comes daily, once a week, or not at all: everybody for oneself."""

from handlers.buttons.nav import bottom
from handlers.buttons.settings import Settings
from handlers.buttons.standing import Muting, ToggleMute
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.prompting import Call, Worded, words_of
from handlers.registry import on
from handlers.ways import SETTINGS, Way
from services import muting
from services.reminder_settings import Mine
from services.weekly_prompt import Together
from texts import muting as words
from texts.reminders import Said


@SETTINGS.way(10)
def _of_mine(mine: Mine) -> list[Way]:
    return [(words.WAY, Muting())] if mine.school else []


@on(Muting)
async def show(context: Context, _: Muting) -> None:
    await _show(context, await context.read(muting.view))


@on(ToggleMute)
async def toggle(context: Context, request: ToggleMute) -> None:
    await _show(context, await context.write(muting.toggle, request.group))


async def _show(context: Context, found: muting.Muting) -> None:
    rows: list[Row] = [
        [(words.caption(each.key, each.duty, each.muted), ToggleMute(each.key))]
        for each in found.groups
    ]
    text = words.screen(found.came, found.would)
    await context.show(Screen(text, [*rows, bottom(Settings())]))


@words_of(Together)
def _together(_: Together, __: Call) -> Worded:
    return Worded(Said(words.TITLE, words.together()), ((words.WAY, Muting()),))
