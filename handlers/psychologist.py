"""The psychologist's desk; the curator sees states only."""

from db.models.health import ReferralState
from domain.roles import Role
from handlers.buttons.health import NeedHelp
from handlers.buttons.nav import bottom
from handlers.buttons.opinions import OpinionsOf
from handlers.buttons.people import OpenPerson
from handlers.buttons.psychologist import (
    HelpPhone,
    OpenReferral,
    Refer,
    ReferralMonth,
    Referrals,
    ReferralStep,
    TakeUnmatched,
    Unmatched,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.prompting import Call, Worded, words_of
from handlers.registry import on
from handlers.ways import MENU, PERSON, Way
from services.health import desk, psychologists, referrals
from services.health.desk import Card
from services.health.referrals import Waiting
from services.menu import MenuView
from services.people import PersonView
from texts import adult_help as help_words
from texts import opinions as opinion_words
from texts import psychologist as words
from texts.reminders import Said


@MENU.way(15)
def _menu(view: MenuView) -> list[Way]:
    held = view.current
    sits = held is not None and held.role is Role.SPECIALIST and psychologists.named_so(held.title)
    return [(words.DESK, Referrals(ended=False, page=0))] if sits else []


@PERSON.way(70)
def _refer(view: PersonView) -> list[Way]:
    """Of pupils and mentees."""
    mentee = any(grant.role is Role.MENTEE for grant in view.card.grants)
    if view.may_enter and (view.card.named.pupil or mentee):
        return [(words.REFER, Refer(view.card.id))]
    return []


@on(Referrals)
async def open_desk(context: Context, request: Referrals) -> None:
    found = await context.read(desk.desk, request.ended)
    ended, today = request.ended, context.actor.today
    rows: list[Row] = [
        [(_caption(context, each), OpenReferral(each.id))]
        for each in cut(found.cards, request.page)
    ]
    rows.append(pager(request.page, len(found.cards), lambda to: Referrals(ended, to)))
    ways: list[Way] = [
        (words.OPEN_ONES if ended else words.ENDED_ONES, Referrals(not ended, 0)),
        (words.MONTH, ReferralMonth(today.year, today.month)),
    ]
    if found.mine:
        ways += [(words.UNMATCHED, Unmatched(0)), (help_words.PHONE, HelpPhone())]
    text = words.desk(found.mine, found.open, found.ended, ended)
    back = bottom() if found.mine else bottom(NeedHelp(0))
    await context.show(Screen(text, [*rows, *in_rows(ways, 2), back]))


def _caption(context: Context, card: Card) -> str:
    return words.caption(context.call(card.who), card.school_class, card.state.value)


@on(OpenReferral)
async def open_referral(context: Context, request: OpenReferral) -> None:
    await _show(context, await context.read(desk.one, request.referral_id))


@on(ReferralStep)
async def step(context: Context, request: ReferralStep) -> None:
    await _show(context, await context.write(referrals.step, request.referral_id, request.state))


async def _show(context: Context, card: Card) -> None:
    ways: list[Way] = [
        (words.STEPS[each.value], ReferralStep(card.id, each)) for each in card.steps
    ]
    way = [
        (each.on, context.call(each.by) if each.by else "", each.state.value) for each in card.way
    ]
    text = words.card(
        context.call(card.who), card.school_class, card.source, card.state.value, card.on,
        context.call(card.taken_by) if card.taken_by else "", way, context.actor.today,
    )  # fmt: skip
    held = context.actor.current
    reads = bool(card.steps) or (held is not None and held.role is Role.CURATOR)
    asked: Row = [(opinion_words.WAY, OpinionsOf(card.who.id, 0))] if reads else []
    back = bottom(Referrals(ended=False, page=0))
    rows = [ways[:1], *in_rows(ways[1:], 2), asked, back]
    await context.show(Screen(text, rows))


@on(Refer)
async def refer(context: Context, request: Refer) -> None:
    done = await context.write(referrals.refer, request.person_id)
    rows: list[Row] = [[(words.OPEN, OpenReferral(done.referral_id))]]
    text = words.referred(done.told)
    await context.show(Screen(text, [*rows, bottom(OpenPerson(request.person_id))]))


@on(Unmatched)
async def unmatched(context: Context, request: Unmatched) -> None:
    found = await context.read(desk.unmatched)
    rows: list[Row] = [
        [(context.call(each), TakeUnmatched(each.id))] for each in cut(found, request.page)
    ]
    rows.append(pager(request.page, len(found), Unmatched))
    back = bottom(Referrals(ended=False, page=0))
    await context.show(Screen(words.unmatched(len(found)), [*rows, back]))


@on(TakeUnmatched)
async def take_unmatched(context: Context, request: TakeUnmatched) -> None:
    done = await context.write(referrals.take_unmatched, request.person_id)
    await _show(context, await context.read(desk.one, done.referral_id))


@on(ReferralMonth)
async def month(context: Context, request: ReferralMonth) -> None:
    found = await context.read(desk.month, request.year, request.month)
    at = found.year * 12 + found.month - 1
    before, after = (ReferralMonth(to // 12, to % 12 + 1) for to in (at - 1, at + 1))
    today = context.actor.today
    turn: list[Way] = [(words.month_caption(before.year, before.month), before)]
    if (found.year, found.month) < (today.year, today.month):
        turn.append((words.month_caption(after.year, after.month), after))
    text = words.month(found.year, found.month, found.new, found.taken, found.done)
    await context.show(Screen(text, [turn, bottom(Referrals(ended=False, page=0))]))


@words_of(Waiting)
def waiting(thing: Waiting, call: Call) -> Worded:
    said = Said(
        words.prompt_title(call(thing.who), thing.school_class), words.prompt_line(thing.source)
    )
    accept = ReferralStep(thing.referral_id, ReferralState.ACCEPTED)
    return Worded(said, ((words.ACCEPT, accept), (words.OPEN, OpenReferral(thing.referral_id))))
