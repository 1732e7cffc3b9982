"""People of a bank by filters and by typed words."""

from content.areas import named
from handlers import picking
from handlers.banks import (
    SEARCH,
    chosen_words,
    narrowed,
    only_caption,
    people_rows,
    whole_list,
)
from handlers.buttons.banks import BankFilters, Banks, FindInBank, FoundInBank
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_pairs, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.registry import on, on_state
from handlers.ways import Way
from services.banks import lists
from services.banks.lists import AREAS, FORMS, Filter, Only
from texts import banks as words

_QUERY = "query"


@on(BankFilters)
async def filters(context: Context, request: BankFilters) -> None:
    await context.forget()
    found = await context.read(lists.listed, Filter(request.side))
    only: list[Way] = [
        (only_caption(each, request.side), narrowed(request, only=each))
        for each in (Only.FREE, Only.UNCONSENTED, Only.NEWER)
        if each is not request.only
    ]
    forms: list[Way] = [
        (words.form_caption(FORMS[n]), narrowed(request, form=n))
        for n in found.forms
        if n != request.form
    ]
    names = named()
    areas = [n for n in found.areas if n != request.area]
    shown: list[Way] = [
        (names[AREAS[n]], narrowed(request, area=n)) for n in cut(areas, request.page)
    ]
    turn = pager(request.page, len(areas), lambda to: BankFilters(**{**vars(request), "page": to}))
    everybody: Row = [(words.ALL, whole_list(request.side, request.state))]
    text = words.filters(request.side, chosen_words(request))
    rows = [*in_rows(only, 2), *in_pairs(forms), *in_pairs(shown), turn]
    last = everybody if chosen_words(request) else []
    await context.show(Screen(text, [*rows, last, bottom(narrowed(request))]))


@on(FindInBank)
async def find(context: Context, _: FindInBank) -> None:
    await context.ask(SEARCH)
    await context.show(Screen(words.ask_search(), [bottom(Banks(0))]))


@on_state(SEARCH)
async def searched(context: Context, _: dict[str, object]) -> None:
    """Stays open for another try until another button is pressed."""
    await _found(context, said(context)[:100], 0)


@on(FoundInBank)
async def turned(context: Context, request: FoundInBank) -> None:
    state = context.state
    query = str(state.data.get(_QUERY) or "") if state and state.name == SEARCH else ""
    if not query:
        await find(context, FindInBank())
        return
    await _found(context, query, request.page)


async def _found(context: Context, query: str, page: int) -> None:
    await picking.or_typed(context, SEARCH, **{_QUERY: query})
    found = await context.read(lists.listed, Filter(), query)
    rows = people_rows(context, found, None, page)
    turn = pager(page, len(found.rows), FoundInBank)
    text = words.listing(None, None, (), len(found.rows), query)
    await context.show(Screen(text, [*rows, turn, bottom(Banks(0))]))
