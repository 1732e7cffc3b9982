"""Corrections of an entry: by the school, and of one's own."""

from content.areas import named
from handlers.bank_words import back_of, edit_rows, field
from handlers.banks import show
from handlers.buttons.banks import (
    AskNumber,
    AskTimes,
    EditEntry,
    EntryListing,
    NewerAnswers,
    OpenEntry,
    PauseEntry,
    SetNumber,
    SettleNewer,
    ToggleListing,
)
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_pairs, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.registry import on, on_state
from services.banks import editing, views
from services.banks.editing import CHOICES, Listing, Number
from services.banks.views import Card
from texts import bank_card as words
from texts import bank_history as history

NUMBER, TIMES = "bank.number", "bank.times"
_OFFERED = {Number.CAPACITY: (1, 2, 3, 4, 5), Number.HOURS: (2, 4, 6, 8, 10)}


@on(EditEntry)
async def edit(context: Context, request: EditEntry) -> None:
    await context.forget()
    card = await context.read(views.card, request.entry_id)
    text = words.edit(context.call(card.who), own=False)
    await context.show(Screen(text, [*edit_rows(card), bottom(OpenEntry(card.id))]))


@on(AskNumber)
async def ask_number(context: Context, request: AskNumber) -> None:
    card = await context.read(views.either, request.entry_id)
    await context.ask(NUMBER, entry=card.id, which=request.which.value)
    current = card.capacity if request.which is Number.CAPACITY else card.hours
    offered: Row = [
        (str(each), SetNumber(card.id, request.which, each)) for each in _OFFERED[request.which]
    ]
    text = words.ask_number(request.which.value, current)
    await context.show(Screen(text, [offered, bottom(back_of(card))]))


@on(SetNumber)
async def set_number(context: Context, request: SetNumber) -> None:
    await _number(context, request.entry_id, request.which, request.value)


@on_state(NUMBER)
async def number_typed(context: Context, data: dict[str, str]) -> None:
    text = said(context).strip()
    value = int(text) if text.isdecimal() and len(text) < 6 else 0
    await _number(context, int(data["entry"]), Number(data["which"]), value)


async def _number(context: Context, entry_id: int, which: Number, value: int) -> None:
    await context.write(editing.set_number, entry_id, which, value)
    await show(context, entry_id, history.said_of("edited"))


@on(AskTimes)
async def ask_times(context: Context, request: AskTimes) -> None:
    card = await context.read(views.either, request.entry_id)
    await context.ask(TIMES, entry=card.id)
    text = words.ask_times(words.fact(card.facts.get(editing.TIMES)))
    await context.show(Screen(text, [bottom(back_of(card))]))


@on_state(TIMES)
async def times_typed(context: Context, data: dict[str, int]) -> None:
    await context.write(editing.set_times, data["entry"], said(context))
    await show(context, data["entry"], history.said_of("edited"))


@on(PauseEntry)
async def pause(context: Context, request: PauseEntry) -> None:
    await context.write(editing.pause, request.entry_id, on=request.on)
    await show(context, request.entry_id, history.said_of("paused" if request.on else "resumed"))


@on(EntryListing)
async def listing(context: Context, request: EntryListing) -> None:
    card = await context.read(views.card, request.entry_id)
    await _listing(context, card, request.which, request.page)


@on(ToggleListing)
async def toggle(context: Context, request: ToggleListing) -> None:
    await context.write(editing.toggle, request.entry_id, request.which, request.number)
    card = await context.read(views.card, request.entry_id)
    await _listing(context, card, request.which, request.page)


async def _listing(context: Context, card: Card, which: Listing, page: int) -> None:
    names, keys = named(), CHOICES[which]
    chosen = {Listing.AREAS: card.areas, Listing.FORMS: card.forms, Listing.KINDS: card.kinds}
    pairs = [
        (
            words.choice(which.value, key, names.get(key, key), on=key in chosen[which]),
            ToggleListing(card.id, which, number, page),
        )
        for number, key in cut(list(enumerate(keys)), page)
    ]
    turn = pager(page, len(keys), lambda to: EntryListing(card.id, which, to))
    text = words.ask_listing(which.value, context.call(card.who))
    rows = in_pairs(pairs) if which is not Listing.FORMS else in_rows(pairs, 1)
    await context.show(Screen(text, [*rows, turn, bottom(EditEntry(card.id))]))


@on(NewerAnswers)
async def newer(context: Context, request: NewerAnswers) -> None:
    await _newer(context, request.entry_id, request.page)


@on(SettleNewer)
async def settle(context: Context, request: SettleNewer) -> None:
    await context.write(editing.settle_newer, request.entry_id, request.field, take=request.take)
    await _newer(context, request.entry_id, 0)


async def _newer(context: Context, entry_id: int, page: int) -> None:
    """One field a screen; when nothing is left, the card."""
    found = await context.read(views.differing, entry_id)
    card = found.card
    if not found.fields:
        await show(context, entry_id)
        return
    number = min(max(page, 0), len(found.fields) - 1)
    name, present, wanted = found.fields[number]
    people = {each.id: context.call(each) for each in found.people}
    was, now = (field(context, name, each, people) for each in (present, wanted))
    total = len(found.fields)
    text = words.newer(context.call(card.who), name, was, now, number + 1, total)
    rows: list[Row] = [
        [(words.TAKE, SettleNewer(card.id, name, take=True)),
         (words.KEEP, SettleNewer(card.id, name, take=False))],
        pager(number, len(found.fields), lambda to: NewerAnswers(card.id, to), 1),
        bottom(OpenEntry(card.id)),
    ]  # fmt: skip
    await context.show(Screen(text, rows))
