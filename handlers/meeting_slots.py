"""The usual times of a pair: a weekday, then an hour."""

from handlers.buttons.meeting_plan import SetSlot, SlotDay, SlotsOf
from handlers.buttons.meetings import PairMeetings
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.meeting_plan import choose_hour
from handlers.registry import Button, on
from services.meetings import slots
from services.meetings.slots import Usual
from texts import meeting_names as shared
from texts import meeting_plan as words


@on(SlotsOf)
async def usual(context: Context, request: SlotsOf) -> None:
    await context.forget()
    await _show(context, await context.read(slots.of_pair, request.pair_id))


async def _show(context: Context, found: Usual) -> None:
    pair = found.card.id
    at = {slot.weekday: words.hour(slot.at.hour * 60 + slot.at.minute) for slot in found.slots}
    days: list[tuple[str, Button]] = [
        (words.slot(day, at.get(day, "")), SlotDay(pair, day)) for day in slots.WEEKDAYS
    ]
    who = shared.people(
        [context.call(each) for each in found.card.mentors],
        [context.call(each) for each in found.card.mentees],
    )
    text = words.usual(who, [words.slot(day, hour) for day, hour in sorted(at.items())])
    await context.show(Screen(text, [*in_rows(days, 3), bottom(PairMeetings(pair, 0))]))


@on(SlotDay)
async def which_hour(context: Context, request: SlotDay) -> None:
    pair, day = request.pair_id, request.weekday
    found = await context.read(slots.of_pair, pair)
    there = any(slot.weekday == day for slot in found.slots)
    none: Row = [(words.NO_SLOT, SetSlot(pair, day, None))] if there else []
    text = words.ask_slot(day)
    await choose_hour(context, text, [], lambda at: SetSlot(pair, day, at), SlotsOf(pair), none)


@on(SetSlot)
async def take(context: Context, request: SetSlot) -> None:
    found = await context.write(slots.change, request.pair_id, request.weekday, request.minute)
    await context.forget()
    await _show(context, found)
