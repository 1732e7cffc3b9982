"""«Анкеты»: what waits for the person's answers, and what may still be changed."""

from handlers.buttons import survey as buttons
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import PAGE_SIZE, pager
from handlers.registry import on, on_command
from handlers.survey import show
from handlers.ways import MENU, Way
from services.menu import MenuView
from services.surveys import lists, picking
from texts import survey_summary as summing


@MENU.way(15)
def menu_entry(view: MenuView) -> list[Way]:
    """There only while something waits."""
    found = view.surveys
    if not found.count:
        return []
    to = buttons.OpenSurvey(found.only) if found.only else buttons.Surveys(0)
    return [(summing.menu_entry(found.count, found.left), to)]


# -- the list -------------------------------------------------------------------------------


@on_command("survey")
async def survey_command(context: Context, _: str) -> None:
    await context.forget()
    found = await context.read(lists.mine, 0, PAGE_SIZE)
    if found.only is not None:
        await show(context, await context.write(picking.start, found.only))
        return
    await _list(context, found, 0)


@on(buttons.Surveys)
async def surveys(context: Context, request: buttons.Surveys) -> None:
    page = max(request.page, 0)
    await _list(context, await context.read(lists.mine, page * PAGE_SIZE, PAGE_SIZE), page)


async def _list(context: Context, found: lists.Mine, page: int) -> None:
    rows: list[Row] = [[(_caption(context, each), _opens(each))] for each in found.lines]
    turn = pager(page, found.count, buttons.Surveys)
    text = summing.surveys(found.waiting, found.sent, found.opened)
    await context.show(Screen(text, [*rows, turn, bottom()]))


def _caption(context: Context, line: lists.Line) -> str:
    about = context.call(line.about) if line.about else ""
    return summing.survey_button(
        line.title, line.left, begun=line.begun, sent=line.sent, about=about,
        declined=line.declined, least=line.least,
    )  # fmt: skip


def _opens(line: lists.Line) -> buttons.OpenSurvey | buttons.Answers:
    done = line.sent and not line.left
    return buttons.Answers(line.id, 0) if done else buttons.OpenSurvey(line.id)
