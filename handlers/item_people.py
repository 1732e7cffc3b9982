"""Who answers for an item is changed: one person, one more, everyone for themselves."""

from domain.named import Named
from handlers.buttons.item import AssignTo, OpenItem, Reassign, ShareOut
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import label, said, told
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.people import people as people_rows
from handlers.registry import on, on_state
from services import card, item_owners
from services.item_acts import Acted
from texts import item as item_words
from texts import item_edit as words

LOOKING = "item.who"


@on(Reassign)
async def ask(context: Context, request: Reassign) -> None:
    await _ask(context, request.item_id, request.more, request.page, "")


@on_state(LOOKING)
async def typed(context: Context, data: dict[str, int]) -> None:
    await _ask(context, data["item_id"], bool(data["more"]), 0, said(context))


async def _ask(context: Context, item_id: int, more: bool, page: int, query: str) -> None:
    view = await context.read(card.card_to_edit, item_id)
    found = await context.read(item_owners.candidates, item_id, query)
    nobody = bool(query) and not found
    if nobody:
        found = await context.read(item_owners.candidates, item_id, "")
    await context.ask(LOOKING, item_id=item_id, more=int(more))
    rows = people_rows(
        found,
        page,
        context.call,
        lambda person: AssignTo(item_id, person, more),
        lambda to: Reassign(item_id, more, to),
    )
    me = context.actor.me
    mine: Row = [(words.ME, AssignTo(item_id, me, more))] if _offers_me(context, found) else []
    text = words.ask_person(label(view), more, query, nobody)
    await context.show(Screen(text, [mine, *rows, bottom(OpenItem(item_id))]))


def _offers_me(context: Context, found: list[Named]) -> bool:
    return any(person.id == context.actor.person_id for person in found)


@on(AssignTo)
async def assign(context: Context, request: AssignTo) -> None:
    act = item_owners.add_owner if request.more else item_owners.hand_over
    acted = await context.write(act, request.item_id, request.person_id)
    await _told(context, acted)


@on(ShareOut)
async def share_out(context: Context, request: ShareOut) -> None:
    acted = await context.write(item_owners.share_out, request.item_id, request.each)
    await _told(context, acted)


async def _told(context: Context, acted: Acted) -> None:
    """The new owners; how they carry it can be said at once."""
    view = await context.read(card.card, acted.item_id)
    more: Row = [(words.MORE_PEOPLE, Reassign(view.id, True, 0))]
    how: Row = []
    if len(view.owners) > 1 and not view.steps:
        how = (
            [(words.ONE, ShareOut(view.id, False))]
            if view.shares
            else [(words.EACH, ShareOut(view.id, True))]
        )
    text = item_words.changed(
        item_words.reassigned([context.call(person) for person in view.owners])
    )
    await told(context, text, acted, more, how)
