"""What waits for an answer, whether a bundle has said it yet or not: from «Мои дела»."""

from handlers.bundle import entry_rows, points
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import MyItems
from handlers.buttons.waiting import Waiting
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from services import waiting
from texts import waiting as words
from texts.reminders import Said

PAGE = 5


@on(Waiting)
async def screen(context: Context, request: Waiting) -> None:
    found = await context.read(waiting.mine)
    page = min(max(request.page, 0), max(len(found) - 1, 0) // PAGE)
    shown, first = cut(found, page, PAGE), page * PAGE + 1
    said = [each for each in points(shown, context.call) if isinstance(each, Said)]
    rows = entry_rows(shown, first, context.call)
    turn = pager(page, len(found), Waiting, PAGE)
    await context.show(Screen(words.waiting(said, first), [*rows, turn, bottom(MyItems(0))]))
