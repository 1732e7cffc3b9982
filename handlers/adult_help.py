"""A pupil's call for an adult: answered at any hour, told to the adults at once."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.help_calls import AGAIN_CHOICES
from handlers.buttons.nav import bottom
from handlers.buttons.psychologist import (
    CallAdult,
    CallMistake,
    HelpAgain,
    HelpPhone,
    OpenReferral,
    Referrals,
    TakeCall,
)
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen
from handlers.notices import Words, notice
from handlers.registry import on, on_state
from handlers.ways import MENU, Way
from services.health import adult
from services.menu import MenuView
from services.outbox import Claim
from texts import adult_help as words

PHONE = "help.phone"


@MENU.way(90)
def _menu(view: MenuView) -> list[Way]:
    held = view.current
    placed = held is not None and held.organisation_id is not None
    return [(words.CALL, CallAdult())] if view.pupil and placed else []


@on(CallAdult)
async def call(context: Context, _: CallAdult) -> None:
    done = await context.write(adult.call)
    rows: list[Row] = []
    if done.told and not done.again:
        rows.append([(words.MISTAKE, CallMistake(done.referral_id))])
    text = words.called(done.phone, done.told, done.again)
    await context.show(Screen(text, [*rows, bottom()]))


@on(CallMistake)
async def mistake(context: Context, request: CallMistake) -> None:
    await context.write(adult.mistake, request.referral_id)
    await context.show(Screen(words.taken_back(), [bottom()]))


@on(TakeCall)
async def take(context: Context, request: TakeCall) -> None:
    found = await context.write(adult.take, request.referral_id)
    who, by = context.call(found.who), found.taken_by
    if by is not None and by.id != context.actor.me:  # somebody was quicker
        local = found.at.astimezone(ZoneInfo(found.zone))
        text = words.signal(who, found.school_class, local, context.call(by))
    else:
        text = words.taken(who)
    rows: list[Row] = [[(words.OPEN, OpenReferral(found.referral_id))]]
    await context.show(Screen(text, [*rows, bottom()]))


@notice(adult.CALL)
def signal(session: Any, claim: Claim, now: datetime, shown: Words) -> Screen | None:
    found = adult.signal(session, claim.payload)
    if found is None:
        return None
    who = shown.call(found.who)
    if found.mistake:
        return Screen(words.signal_off(who, found.school_class), [bottom()])
    taken = shown.call(found.taken_by) if found.taken_by else ""
    local = found.at.astimezone(ZoneInfo(found.zone))
    rows: list[Row] = [] if taken else [[(words.TAKE, TakeCall(found.referral_id))]]
    rows.append([(words.OPEN, OpenReferral(found.referral_id))])
    return Screen(words.signal(who, found.school_class, local, taken), [*rows, bottom()])


@notice(adult.AGAIN)
def again(session: Any, claim: Claim, now: datetime, shown: Words) -> Screen | None:
    return _untaken(session, claim, shown, heads=False)


@notice(adult.HEADS)
def heads(session: Any, claim: Claim, now: datetime, shown: Words) -> Screen | None:
    return _untaken(session, claim, shown, heads=True)


def _untaken(session: Any, claim: Claim, shown: Words, *, heads: bool) -> Screen | None:
    found = adult.again(session, claim.payload, claim.person_id)
    if found is None:
        return None
    local = found.at.astimezone(ZoneInfo(found.zone))
    text = words.untaken(shown.call(found.who), found.school_class, local, heads=heads)
    take_it: list[Row] = [[(words.TAKE, TakeCall(found.referral_id))]]
    opened: Row = [(words.OPEN, OpenReferral(found.referral_id))]
    return Screen(text, [*take_it, opened, bottom()])


@notice(adult.SEEN)
def seen(session: Any, claim: Claim, now: datetime, shown: Words) -> Screen:
    by = adult.helper(session, claim.payload)
    return Screen(words.seen(shown.call(by) if by else ""), [bottom()])


@on(HelpPhone)
async def phone(context: Context, _: HelpPhone) -> None:
    now, minutes = await context.read(adult.setting)
    await context.ask(PHONE)
    times: Row = [
        (words.again(each, chosen=each == minutes), HelpAgain(each)) for each in AGAIN_CHOICES
    ]
    rows = [times, bottom(Referrals(ended=False, page=0))]
    await context.show(Screen(words.ask_phone(now), rows))


@on(HelpAgain)
async def help_again(context: Context, request: HelpAgain) -> None:
    done = await context.write(adult.set_again, request.minutes)
    await context.show(Screen(words.again_set(done.again), [bottom(HelpPhone())]))


@on_state(PHONE)
async def phone_typed(context: Context, _: dict[str, object]) -> None:
    done = await context.write(adult.set_phone, said(context))
    await context.show(Screen(words.phone_set(done), [bottom()]))
