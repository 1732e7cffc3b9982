"""Who stands in for a mentor, from which day to which."""

from datetime import date

from domain.pairs import Side
from handlers import picking
from handlers.buttons.nav import bottom
from handlers.buttons.pair_edit import ChangePair
from handlers.buttons.pair_substitutes import (
    BackAgain,
    SetStandIn,
    StandIn,
    StandInDays,
    StandInFor,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.people import people as people_rows
from handlers.pair_words import receipt, title
from handlers.registry import on
from services.errors import Refusal
from services.pairs import enter, substitutes, views
from texts import pair_states as state_words
from texts import pair_substitutes as words


@on(StandIn)
async def stand_in(context: Context, request: StandIn) -> None:
    view = await context.read(views.to_change, request.pair_id)
    there = view.id
    standing = {each.person.id for each in view.stand_ins}
    mentors = [each for each in view.card.mentors if each.id not in standing]
    backs: list[Row] = [
        [
            (
                words.back_caption(context.call(each.person)),
                BackAgain(there, each.member_id),
            )
        ]
        for each in view.stand_ins
    ]
    if request.mentor_id is None and len(mentors) > 1:
        rows: list[Row] = [[(context.call(each), StandIn(there, each.id, 0))] for each in mentors]
        text = words.whose_leave(title(context, view.card))
        await context.show(Screen(text, [*rows, *backs, bottom(ChangePair(there))]))
        return
    if not mentors:
        raise Refusal("gone")
    away = request.mentor_id or mentors[0].id
    inside = tuple(each.id for each in (*view.card.mentors, *view.card.mentees))
    found = await context.read(enter.candidates, Side.MENTOR, inside)
    leave = await context.read(substitutes.leave, there, away)
    # Whoever hears the reminders in that time comes first.
    found.sort(key=lambda each: leave is None or each.named.id != leave.deputy_id)
    rows = people_rows(
        [each.named for each in found], request.page, context.call,
        lambda each: StandInFor(there, away, each), lambda to: StandIn(there, away, to),
    )  # fmt: skip
    text = words.ask_stand_in(title(context, view.card))
    await context.show(Screen(text, [*backs, *rows, bottom(ChangePair(there))]))


@on(StandInFor)
async def stand_in_for(context: Context, request: StandInFor) -> None:
    today = context.actor.today
    ask = StandInDays(request.pair_id, request.mentor_id, request.person_id, None, today)
    await stand_in_days(context, ask)


@on(StandInDays)
async def stand_in_days(context: Context, request: StandInDays) -> None:
    view = await context.read(views.to_change, request.pair_id)
    there, away, who, since = view.id, request.mentor_id, request.person_id, request.since
    if since is None:
        days = await picking.days(
            context,
            request.month.year,
            request.month.month,
            lambda day: StandInDays(there, away, who, day, day),
            lambda year, month: StandInDays(there, away, who, None, date(year, month, 1)),
        )
    else:
        start = since
        days = await picking.days(
            context,
            request.month.year,
            request.month.month,
            lambda day: SetStandIn(there, away, who, start, day),
            lambda year, month: StandInDays(there, away, who, start, date(year, month, 1)),
            first=start,
        )
    whole: Row = (
        [(state_words.NOT_KNOWN, SetStandIn(there, away, who, since, None))] if since else []
    )
    today = context.actor.today
    leave = None if since else await context.read(substitutes.leave, there, away)
    if leave is not None:
        first = max(leave.first, today)
        caption = words.whole_leave(first, leave.last, today)
        whole = [(caption, SetStandIn(there, away, who, first, leave.last))]
    elif since is None:
        whole = [(words.FROM_TODAY, SetStandIn(there, away, who, today, None))]
    await context.show(
        Screen(
            words.ask_leave(since, today),
            [whole, *days, bottom(StandIn(there, away, 0))],
        )
    )


@on(SetStandIn)
async def set_stand_in(context: Context, request: SetStandIn) -> None:
    acted = await context.write(
        substitutes.stand_in, request.pair_id, request.mentor_id, request.person_id,
        request.since, request.until,
    )  # fmt: skip
    text = words.stands_in(request.since, request.until, context.actor.today)
    await receipt(context, text, acted)


@on(BackAgain)
async def back(context: Context, request: BackAgain) -> None:
    acted = await context.write(substitutes.back, request.pair_id, request.member_id)
    await receipt(context, words.is_back(), acted)
