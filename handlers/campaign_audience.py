"""To whom a questionnaire is sent: the kind, then the classes, posts or pairs of it."""

from handlers import campaign_words, picking
from handlers.buttons.campaigns import (
    AskWho,
    OpenCampaign,
    PickPairs,
    PickValues,
    SetWho,
    TogglePair,
    ToggleValue,
)
from handlers.buttons.nav import bottom
from handlers.campaign_launch import show_draft
from handlers.campaign_picks import ready, show_people
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_pairs, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.registry import on, on_state
from handlers.ways import Way
from services.errors import Refusal
from services.surveys import campaigns, choosing, rates
from services.surveys.audience import WORDED, Who
from services.surveys.rates import Going
from texts import campaign_audience as audience_words
from texts import campaigns as words
from texts import pair_names

PAIRS = "campaign.pairs"


@on(AskWho)
async def ask_who(context: Context, request: AskWho) -> None:
    view = await context.read(rates.going, request.campaign_id)
    there = view.id
    ways: list[Way] = [
        (words.tick(words.WHOM[each.value], each is view.audience.who), SetWho(there, each))
        for each in Who
        if _offered(view, each)
    ]
    text = audience_words.ask_who(view.title, campaign_words.whom(context, view))
    await context.show(Screen(text, [*in_pairs(ways), bottom(OpenCampaign(there))]))


def _offered(view: Going, who: Who) -> bool:
    """Psychologists are among the specialists, unless the questionnaire itself is for them."""
    needed = {
        Who.OWNERS: bool(view.lines), Who.PAIRS: view.of_pairs,
        Who.PSYCHOLOGISTS: view.audience.who is Who.PSYCHOLOGISTS,
    }  # fmt: skip
    return needed.get(who, True)


@on(SetWho)
async def set_who(context: Context, request: SetWho) -> None:
    there, who = request.campaign_id, request.who
    await context.write(campaigns.set_who, there, who)
    if who in WORDED:
        await _values(context, there, who, 0)
    elif who is Who.PAIRS:
        await _pairs(context, there, 0)
    elif who is Who.PEOPLE:
        await show_people(context, there, 0, adding=False)
    else:
        await show_draft(context, await context.read(rates.going, there))


# -- classes, posts, specialists --------------------------------------------------------------


@on(PickValues)
async def pick_values(context: Context, request: PickValues) -> None:
    await _values(context, request.campaign_id, request.who, request.page)


@on(ToggleValue)
async def toggle_value(context: Context, request: ToggleValue) -> None:
    there, who = request.campaign_id, request.who
    view = await context.read(choosing.values, there, who)
    if not 0 <= request.at < len(view.found):
        raise Refusal("gone")
    await context.write(campaigns.toggle, there, who, view.found[request.at], on=request.on)
    await _values(context, there, who, request.page)


async def _values(context: Context, there: int, who: Who, page: int) -> None:
    view = await context.read(choosing.values, there, who)
    shown = cut(view.found, page)
    start = view.found.index(shown[0]) if shown else 0
    ways = [
        (
            words.tick(name, name in view.chosen),
            ToggleValue(there, who, at, name not in view.chosen, page),
        )
        for at, name in enumerate(shown, start)
    ]
    width = 2 if all(len(name) <= 12 for name in view.found) else 1
    turn = pager(page, len(view.found), lambda number: PickValues(there, who, number))
    text = audience_words.pick_values(view.title, who.value, len(view.chosen), bool(view.found))
    rows = [ready(there, view.chosen), *in_rows(ways, width), turn, bottom(AskWho(there))]
    await context.show(Screen(text, rows))


# -- pairs ------------------------------------------------------------------------------------


@on(PickPairs)
async def pick_pairs(context: Context, request: PickPairs) -> None:
    await _pairs(context, request.campaign_id, request.page)


@on(TogglePair)
async def toggle_pair(context: Context, request: TogglePair) -> None:
    there = request.campaign_id
    await context.write(campaigns.toggle, there, Who.PAIRS, request.pair_id, on=request.on)
    await _pairs(context, there, request.page)


@on_state(PAIRS)
async def found_pairs(context: Context, data: dict[str, int]) -> None:
    await _pairs(context, data["campaign"], 0, said(context).strip()[:100])


async def _pairs(context: Context, there: int, page: int, query: str = "") -> None:
    view = await context.read(choosing.pairs, there, query)
    await picking.or_typed(context, PAIRS, campaign=there)
    rows: list[Row] = []
    for each in cut(view.found, page):
        mentors, mentees = (
            [context.call(one) for one in some] for some in (each.mentors, each.mentees)
        )
        caption = words.tick(pair_names.title(mentors, mentees), each.id in view.chosen)
        rows.append([(caption, TogglePair(there, each.id, each.id not in view.chosen, page))])
    more: Row = [(words.WHOLE_LIST, PickPairs(there, 0))]
    if not query:
        more = pager(page, len(view.found), lambda number: PickPairs(there, number))
    text = audience_words.pick_pairs(view.title, len(view.chosen), query, len(view.found))
    await context.show(
        Screen(text, [ready(there, view.chosen), *rows, more, bottom(AskWho(there))])
    )
