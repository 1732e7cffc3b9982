"""The number and day of a paper, typed where nobody asked: kept, and put where it belongs."""

from collections.abc import Sequence

from domain import papers as typed
from domain.pair_papers import PaperKind
from handlers.buttons.nav import bottom
from handlers.buttons.pair_papers import PairPapers
from handlers.buttons.upload import AttachElsewhere, OrderElsewhere, OrderForPair
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.pair_words import receipt, title
from handlers.registry import on
from services import attachments
from services.pairs import lists, papers
from services.pairs.lists import Filter, Listed
from texts import pair_papers as paper_words
from texts import upload as words


async def offer(context: Context, text: str, searches: Sequence[Row]) -> bool:
    """Whether the words name a paper that can be put somewhere; `searches`: the other thing that
    they may be meant for."""
    paper = typed.named(text)
    if paper is None:
        return False
    pairs = await _pairs(context) if typed.is_order(text) else []
    items = await context.read(attachments.places)
    if not (pairs or items):
        return False
    await context.write(attachments.pend_paper, text, paper.title, paper.day)
    rows: list[Row] = [[(words.FOR_PAIRS, OrderElsewhere(0))]] if pairs else []
    rows += [[(words.FOR_ITEMS, AttachElsewhere(0))]] if items else []
    said = words.paper(text, bool(pairs), bool(items))
    await context.show(Screen(said, [*rows, *searches, bottom()]))
    return True


async def _pairs(context: Context) -> list[Listed]:
    """Open pairs whose papers the person keeps, those that lack some first."""
    found = await context.read(lists.of_school, Filter.OPEN)
    return sorted(found.pairs, key=lambda each: not each.lacks) if found.edit else []


@on(OrderElsewhere)
async def elsewhere(context: Context, request: OrderElsewhere) -> None:
    text = await context.read(attachments.paper)
    found = await _pairs(context)
    rows: list[Row] = [
        [(words.of_pair(title(context, each.card)), OrderForPair(each.card.id))]
        for each in cut(found, request.page)
    ]
    turn = pager(request.page, len(found), OrderElsewhere)
    await context.show(Screen(words.which_pair(text), [*rows, turn, bottom()]))


@on(OrderForPair)
async def for_pair(context: Context, request: OrderForPair) -> None:
    number, day, _ = typed.numbered(await context.read(attachments.paper))
    acted = await context.write(
        papers.add, request.pair_id, PaperKind.ORDER, number=number, signed_on=day
    )
    text = paper_words.entered(PaperKind.ORDER, number, day)
    further: Row = [(paper_words.DOCUMENTS, PairPapers(acted.pair_id))]
    await receipt(context, text, acted, further)
