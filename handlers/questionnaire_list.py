"""«Анкеты школы»: the list, what it is chosen by, words that look for a title."""

from handlers import picking
from handlers.buttons.campaigns import Campaigns
from handlers.buttons.nav import bottom
from handlers.buttons.questionnaires import (
    By,
    FoundQuestionnaires,
    OpenQuestionnaire,
    QuestionnaireFilter,
    Questionnaires,
    SomeQuestionnaires,
    UploadQuestionnaire,
)
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_pairs
from handlers.keyboards.pager import cut, pager
from handlers.registry import Button, on, on_state
from services.surveys import catalogue
from services.surveys.catalogue import Listed, Wanted
from texts import questionnaire_list as words
from texts import questionnaires as card_words

SEARCH = "questionnaires.search"
SIZE = 6
_QUERY = "query"


@on(Questionnaires)
async def listing(context: Context, request: Questionnaires) -> None:
    await _list(context, SomeQuestionnaires(request.page, request.own, None, None))


@on(SomeQuestionnaires)
async def some(context: Context, request: SomeQuestionnaires) -> None:
    await _list(context, request)


async def _list(context: Context, request: SomeQuestionnaires) -> None:
    """Words typed on the list are looked for."""
    await picking.or_typed(context, SEARCH)
    wanted = Wanted(request.own, request.moment, request.side)
    found = await context.read(catalogue.listed, wanted)
    chosen = request.moment is not None or request.side is not None
    turn = pager(request.page, len(found.entries), lambda n: _turned(request, n), SIZE)
    text = words.listed(
        len(found.entries), sum(e.draft for e in found.entries), own=request.own,
        moment=request.moment, side=request.side,
    )  # fmt: skip
    rows = [*_entries(found, request.page), turn, _filters(found, request)]
    if chosen:
        whole: Row = [(words.WHOLE, Questionnaires(0, request.own))]
        await context.show(Screen(text, [*rows, whole, bottom(Questionnaires(0, request.own))]))
        return
    other = words.ALL if request.own else words.OF_SCHOOL
    ways: Row = [
        (card_words.UPLOAD, UploadQuestionnaire()), (other, Questionnaires(0, not request.own)),
    ]  # fmt: skip
    await context.show(Screen(text, [*rows, ways, bottom(Campaigns(0))]))


def _turned(request: SomeQuestionnaires, page: int) -> Button:
    return SomeQuestionnaires(page, request.own, request.moment, request.side)


def _entries(found: Listed, page: int) -> list[Row]:
    return [
        [(card_words.list_button(e.title, own=e.own, draft=e.draft, archived=e.archived),
          OpenQuestionnaire(e.version_id))]
        for e in cut(found.entries, page, SIZE)
    ]  # fmt: skip


def _filters(found: Listed, request: SomeQuestionnaires) -> Row:
    """Only what there is more than one of can be chosen by."""
    kept = (request.own, request.moment, request.side)
    ways: list[tuple[str, Button]] = []
    if len(found.sides) > 1:
        ways.append((words.BY_SIDE, QuestionnaireFilter(By.SIDE, *kept)))
    if len(found.moments) > 1:
        ways.append((words.BY_MOMENT, QuestionnaireFilter(By.MOMENT, *kept)))
    return ways


@on(QuestionnaireFilter)
async def choose(context: Context, request: QuestionnaireFilter) -> None:
    own, moment, side = request.own, request.moment, request.side
    found = await context.read(catalogue.listed, Wanted(own, moment, side))
    if request.by is By.SIDE:
        ways: list[tuple[str, Button]] = [
            (words.SIDES[each], SomeQuestionnaires(0, own, moment, each)) for each in found.sides
        ]
    else:
        ways = [
            (words.MOMENTS[each], SomeQuestionnaires(0, own, each, side)) for each in found.moments
        ]
    text = words.ask_side() if request.by is By.SIDE else words.ask_moment()
    back = bottom(SomeQuestionnaires(0, own, moment, side))
    await context.show(Screen(text, [*in_pairs(ways), back]))


@on_state(SEARCH)
async def searched(context: Context, _: dict[str, object]) -> None:
    await _found(context, said(context)[:100], 0)


@on(FoundQuestionnaires)
async def turned(context: Context, request: FoundQuestionnaires) -> None:
    state = context.state
    query = str(state.data.get(_QUERY) or "") if state and state.name == SEARCH else ""
    if not query:
        await listing(context, Questionnaires(0, own=False))
        return
    await _found(context, query, request.page)


async def _found(context: Context, query: str, page: int) -> None:
    await picking.or_typed(context, SEARCH, **{_QUERY: query})
    found = await context.read(catalogue.listed, Wanted(), query)
    count = len(found.entries)
    turn = pager(page, count, FoundQuestionnaires, SIZE)
    back = Questionnaires(0, own=False)
    whole: Row = [(words.WHOLE, back)]
    text = words.found(query, count)
    await context.show(Screen(text, [*_entries(found, page), turn, whole, bottom(back)]))
