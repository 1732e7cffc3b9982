"""«Связать с пунктом»: the lines of roadmaps that a campaign does."""

from handlers import picking
from handlers.bundle import label
from handlers.buttons.campaigns import CampaignLines, FoundLines, OpenCampaign, TieLine, UntieLine
from handlers.buttons.item import UndoAct
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import on, on_state
from services.overview import short_query
from services.surveys import linking
from texts import campaign_lines as words

SEARCH = "campaign.lines"


@on(CampaignLines)
async def lines(context: Context, request: CampaignLines) -> None:
    await _lines(context, request.campaign_id, request.page)


@on(FoundLines)
async def found(context: Context, request: FoundLines) -> None:
    await _lines(context, request.campaign_id, request.page, request.query)


@on_state(SEARCH)
async def typed(context: Context, data: dict[str, int]) -> None:
    await _lines(context, data["campaign"], 0, short_query(said(context)))


@on(TieLine)
async def tie(context: Context, request: TieLine) -> None:
    tied = await context.write(linking.tie, request.campaign_id, request.item_id)
    told = words.tied(label(tied.line), kind=tied.event_id is not None)
    undo: Row = []
    if tied.event_id is not None:
        undo = [(words.KIND_BACK, UndoAct(tied.event_id))]
    await _lines(context, request.campaign_id, 0, told=told, undo=undo)


@on(UntieLine)
async def untie(context: Context, request: UntieLine) -> None:
    await context.write(linking.untie, request.campaign_id, request.item_id)
    await _lines(context, request.campaign_id, 0, told=words.UNTIED)


async def _lines(
    context: Context, there: int, page: int, query: str = "", *, told: str = "",
    undo: Row | None = None,
) -> None:  # fmt: skip
    view = await context.read(linking.lines, there, query)
    await picking.or_typed(context, SEARCH, campaign=there)
    rows: list[Row] = [
        [(words.tied_button(label(each.subject)), UntieLine(there, each.subject.item_id))]
        for each in view.tied
    ]
    rows += [[(label(each), TieLine(there, each.item_id))] for each in cut(view.found, page)]
    turn = pager(
        page, len(view.found),
        lambda n: FoundLines(there, n, query) if query else CampaignLines(there, n),
    )  # fmt: skip
    whole: Row = [(words.WHOLE, CampaignLines(there, 0))] if query else []
    text = words.lines(view.title, len(view.tied), query, len(view.found), told)
    rows = [*rows, turn, undo or [], whole, bottom(OpenCampaign(there))]
    await context.show(Screen(text, rows))
