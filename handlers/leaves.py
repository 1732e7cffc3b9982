"""Leave and illness: until when, who stands in, and back again."""

from datetime import date, timedelta

from handlers import picking
from handlers.bundle import label
from handlers.buttons.item import OpenItem
from handlers.buttons.nav import bottom
from handlers.buttons.pair_substitutes import StandIn
from handlers.buttons.people import GiveRole, OpenPerson
from handlers.buttons.roadmap import MyItems
from handlers.buttons.settings import Settings
from handlers.buttons.standing import (
    EndLeave,
    Instead,
    Leave,
    LeaveDeputy,
    LeaveFirst,
    LeaveLast,
    TakeLeave,
)
from handlers.context import Context
from handlers.digest_points import Saying
from handlers.digest_points import Worded as PointWorded
from handlers.digest_points import words_of as point_of
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.keyboards.people import people as people_rows
from handlers.prompting import Call, Worded, words_of
from handlers.registry import Button, on
from handlers.ways import PERSON, SETTINGS, Way
from services.digest.leaves_part import AwayAlone
from services.people import PersonView
from services.reminder_settings import Mine
from services.standing import instead, leaves
from services.standing.leave_prompts import IsBack, StandsIn
from services.standing.leaves import LeaveView
from texts import digest_points as digest_words
from texts import leaves as words
from texts.reminders import Said

PAIRS_SHOWN = 3
TWO_WEEKS = timedelta(days=13)


@PERSON.way(50)
def _of_person(view: PersonView) -> list[Way]:
    return [(words.LEAVE, Leave(view.card.id))] if view.may_edit else []


@SETTINGS.way(20)
def _of_mine(mine: Mine) -> list[Way]:
    return [(words.LEAVE, Leave(mine.person_id))] if mine.school else []


@on(Leave)
async def leave(context: Context, request: Leave) -> None:
    await context.forget()
    view = await context.read(leaves.view, request.person_id)
    if view.leave is not None:
        await _show(context, view)
        return
    await _ask_last(context, view, view.today, view.today.year, view.today.month)


async def _ask_last(context: Context, view: LeaveView, first: date, year: int, month: int) -> None:
    who, today = view.person.id, view.today
    days = await picking.days(
        context, year, month,
        lambda day: LeaveDeputy(who, first, day, 0),
        lambda year, month: LeaveLast(who, first, year, month),
        first=max(first, today),
    )  # fmt: skip
    rows: list[Row] = [[(words.UNKNOWN, LeaveDeputy(who, first, None, 0))]]
    name = context.call(view.person)
    text = words.ask_last(name, view.myself, first, today)
    if view.leave is None and first == today:
        text = words.none(name, view.myself, view.due)
        rows = [_presets(who, today), *rows, [(words.OTHER_FIRST, _first_of(who, today))]]
    back = _origin(view) if view.leave is None and first == today else Leave(who)
    await context.show(Screen(text, [*rows, *days, bottom(back)]))


def _presets(who: int, today: date) -> Row:
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    return [
        (words.TILL_FRIDAY, LeaveDeputy(who, today, friday, 0)),
        (words.TWO_WEEKS, LeaveDeputy(who, today, today + TWO_WEEKS, 0)),
    ]


def _first_of(who: int, day: date) -> LeaveFirst:
    return LeaveFirst(who, day.year, day.month)


def _origin(view: LeaveView) -> Button:
    return Settings() if view.myself else OpenPerson(view.person.id)


@on(LeaveFirst)
async def leave_first(context: Context, request: LeaveFirst) -> None:
    view = await context.read(leaves.view, request.person_id)
    who = view.person.id
    days = await picking.days(
        context, request.year, request.month,
        lambda day: LeaveLast(who, day, day.year, day.month),
        lambda year, month: LeaveFirst(who, year, month),
    )  # fmt: skip
    text = words.ask_first(context.call(view.person), view.myself)
    await context.show(Screen(text, [*days, bottom(Leave(who))]))


@on(LeaveLast)
async def leave_last(context: Context, request: LeaveLast) -> None:
    view = await context.read(leaves.view, request.person_id)
    await _ask_last(context, view, request.first, request.year, request.month)


@on(LeaveDeputy)
async def leave_deputy(context: Context, request: LeaveDeputy) -> None:
    who, first, last = request.person_id, request.first, request.last
    view = await context.read(leaves.view, who)
    found = await context.read(leaves.candidates, who, first)
    rows = people_rows(
        found, request.page, context.call,
        lambda deputy: TakeLeave(who, first, last, deputy),
        lambda page: LeaveDeputy(who, first, last, page),
    )  # fmt: skip
    nobody: Row = [(words.NO_DEPUTY, TakeLeave(who, first, last, None))]
    text = words.ask_deputy(context.call(view.person), view.myself, first, last, view.today)
    await context.show(Screen(text, [*rows, nobody, bottom(Leave(who))]))


@on(TakeLeave)
async def take(context: Context, request: TakeLeave) -> None:
    view = await context.write(
        leaves.take, request.person_id, request.first, request.last, request.deputy_id
    )
    await _show(context, view)


@on(EndLeave)
async def end(context: Context, request: EndLeave) -> None:
    view = await context.write(leaves.end, request.person_id)
    text = words.back(context.call(view.person), view.myself)
    again: Row = [(words.LEAVE, Leave(view.person.id))]
    await context.show(Screen(text, [again, bottom(_origin(view))]))


async def _show(context: Context, view: LeaveView) -> None:
    found = view.leave
    if found is None:
        await _ask_last(context, view, view.today, view.today.year, view.today.month)
        return
    text = words.leave(
        name=context.call(view.person),
        myself=view.myself,
        first=found.first,
        last=found.last,
        today=view.today,
        begun=found.begun,
        deputy=context.call(found.deputy) if found.deputy else "",
        due=view.due,
        pairs=len(view.pairs),
        lacks=view.lacks,
    )
    await context.show(Screen(text, [*_rows(context, view, found), bottom(_origin(view))]))


def _rows(context: Context, view: LeaveView, found: leaves.Leave) -> list[Row]:
    who = view.person.id
    shown = found.last or max(found.first, view.today)
    over = words.BACK if found.begun else words.NOT_GOING
    rows: list[Row] = [
        [(over, EndLeave(who))],
        [
            (words.OTHER_TERM, LeaveLast(who, found.first, shown.year, shown.month)),
            (words.OTHER_DEPUTY, LeaveDeputy(who, found.first, found.last, 0)),
        ],
    ]
    if view.edit_people and view.lacks is not None and found.deputy is not None:
        rows.append([(words.GIVE_ROLE, GiveRole(found.deputy.id))])
    if view.edit_pairs:
        rows += [
            [(words.pair_caption(list(map(context.call, mentees))), StandIn(pair_id, who, 0))]
            for pair_id, mentees in view.pairs[:PAIRS_SHOWN]
        ]
    return rows


@point_of(AwayAlone)
def _unattended(thing: AwayAlone, saying: Saying) -> PointWorded:
    point = digest_words.unattended(saying.call(thing.who), thing.last, thing.due, saying.today)
    return PointWorded(point, ((words.APPOINT, Leave(thing.who.id)),))


@words_of(StandsIn)
def _stands_in(thing: StandsIn, call: Call) -> Worded:
    if thing.over:
        return Worded(Said(call(thing.who), words.STANDS_IN_NO_MORE), ())
    said = words.stands_in(thing.first, thing.last, thing.due, thing.today)
    way = (words.COLLEAGUES, Instead(thing.who.id, 0))
    return Worded(Said(call(thing.who), said), (way,) if thing.due else ())


@on(Instead)
async def things(context: Context, request: Instead) -> None:
    found = await context.read(instead.of, request.person_id)
    who, today = request.person_id, context.actor.today
    rows: list[Row] = [
        [(words.thing(label(thing.subject), thing.due, today), OpenItem(thing.id))]
        for thing in cut(found.things, request.page)
        if thing.subject is not None
    ]
    turn = pager(request.page, len(found.things), lambda page: Instead(who, page))
    text = words.colleagues(context.call(found.who), len(found.things))
    await context.show(Screen(text, [*rows, turn, bottom(MyItems(0))]))


@words_of(IsBack)
def _is_back(thing: IsBack, call: Call) -> Worded:
    said = words.is_back(call(thing.deputy) if thing.deputy else "", thing.done, thing.due)
    return Worded(Said(words.WELCOME, said), ((words.MY_ITEMS, MyItems(0)),))
