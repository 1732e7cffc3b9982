"""Pairs that need a hand: the list, one pair with what can be done, answers of its people."""

from datetime import date, timedelta

from domain.health import Answer, Fit, Standing
from domain.pairs import PairState as Stage
from domain.pairs import Side
from handlers.bundle import remaining
from handlers.buttons.health import (
    CheckIn,
    CheckInIs,
    FitIs,
    FitQuestion,
    NeedHelp,
    OnPaper,
    PairState,
    Rules,
    Talked,
    Write,
    WriteUnmarked,
)
from handlers.buttons.meeting_log import LogFor
from handlers.buttons.meeting_plan import PlanMeeting
from handlers.buttons.nav import bottom
from handlers.buttons.on_paper import PaperMatters
from handlers.buttons.pair_states import PauseUntil, Transfer
from handlers.buttons.pair_substitutes import StandIn
from handlers.buttons.pairs import OpenPair, Pairs
from handlers.buttons.people import Invite
from handlers.buttons.psychologist import HelpPhone, Referrals
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.pair_words import called, title
from handlers.registry import on
from handlers.ways import PAIR, Way
from services.errors import Refusal
from services.health import acts, asking, fit, states
from services.health.acts import Act, Done
from services.health.states import PairHealth
from services.pairs import views
from services.pairs.lists import Filter
from services.pairs.views import PairView
from texts import adult_help as help_words
from texts import health as words
from texts import health_asking as asking_words
from texts import psychologist as desk_words

PAGE = 6
PAUSE = timedelta(days=14)  # at once; the receipt takes it back, the card chooses days
LIST = Pairs(Filter.OPEN, 0)


@PAIR.way(10)
def _way(view: PairView) -> list[Way]:
    if view.edit and view.open:
        return [(words.PAIR_STATE, PairState(view.id))]
    return []


@PAIR.way(70)
def _own(view: PairView) -> list[Way]:
    """Who is in a pair that has begun may say at any time how it goes."""
    begun = view.state in (Stage.ACTIVE, Stage.PAUSED)
    if not begun or not (view.mentoring or view.being_mentored):
        return []
    return [(words.CHECK_IN, CheckIn(view.id)), (asking_words.FIT, FitQuestion(view.id))]


def reasons(found: PairHealth, today: date) -> list[str]:
    return [words.reason(each, found.facts, today) for each in found.health.reasons]


@on(NeedHelp)
async def need_help(context: Context, request: NeedHelp) -> None:
    await context.forget()
    found = await context.read(states.of_school)
    shown = cut(found.pairs, request.page, PAGE)
    first = found.pairs.index(shown[0]) + 1 if shown else 1
    today, held = context.actor.today, context.actor.current
    lines = [
        words.Line(title(context, each.card), reasons(each, today), each.acted_on is not None)
        for each in shown
    ]
    rows: list[Row] = [
        [(words.caption(number, line.title), PairState(each.id))]
        for number, (each, line) in enumerate(zip(shown, lines, strict=True), first)
    ]
    rows.append(pager(request.page, len(found.pairs), NeedHelp, PAGE))
    if found.unmarked:
        rows.append([(words.write_all(len(found.unmarked)), WriteUnmarked())])
    if found.edit:
        rows.append([(words.RULES, Rules(None, None, None, None, None))])
        rows.append(
            [(desk_words.DESK, Referrals(ended=False, page=0)), (help_words.PHONE, HelpPhone())]
        )
    text = words.listing(held.organisation if held else "", found.counts, lines, first,
                         len(found.unmarked))  # fmt: skip
    await context.show(Screen(text, [*rows, bottom(LIST)]))


@on(PairState)
async def pair_state(context: Context, request: PairState) -> None:
    await context.forget()
    found = await _kept(context, request.pair_id)
    today, there = context.actor.today, found.id
    names = {each.id: context.call(each) for each in (*found.card.mentors, *found.card.mentees)}
    first = found.health.reasons[0].rule if found.health.reasons else None
    text = words.pair(
        words.Told(
            title=title(context, found.card),
            standing=found.health.standing,
            reasons=reasons(found, today),
            asked_on=found.asked_on,
            said=[
                (names[one.person_id], one.answer, one.paper.on if one.paper else None, one.source)
                for one in found.said
                if one.person_id in names
            ],
            acted_on=found.acted_on,
            act=found.act,
            letter=words.letter(first, True, called(context, found.card.mentees)),
            today=today,
        )
    )  # fmt: skip
    rows = _acts(there, today) if found.health.standing is not Standing.PAUSED else []
    await context.show(Screen(text, [*rows, bottom(OpenPair(there))]))


async def _kept(context: Context, pair_id: int) -> PairHealth:
    found = await context.read(states.of_pair, pair_id)
    if found is None:
        view = await context.read(views.view, pair_id)
        raise Refusal("pair_state" if view.edit else "forbidden")
    return found


def _acts(there: int, today: date) -> list[Row]:
    return [
        [(words.WRITE_BOTH, Write(there, Act.WRITE, None))],
        [(words.WRITE_TO[side], Write(there, Act.WRITE, side)) for side in Side],
        [(words.AGENDA, Write(there, Act.AGENDA, None)), (words.TALKED, Talked(there))],
        [
            (words.SUBSTITUTE, StandIn(there, None, 0)),
            (words.PAUSE, PauseUntil(there, today + PAUSE)),
        ],
        [(words.REMATCH, Transfer(there, 0))],
        [(words.ON_PAPER, OnPaper(there))],
    ]


@on(Write)
async def write(context: Context, request: Write) -> None:
    done = await context.write(acts.write, request.pair_id, request.act, request.side)
    await _done(
        context, done, words.sent(called(context, done.sent), called(context, done.by_hand))
    )


@on(WriteUnmarked)
async def write_unmarked(context: Context, _: WriteUnmarked) -> None:
    done = await context.write(acts.write_unmarked)
    text = words.sent(called(context, done.sent), called(context, done.by_hand))
    invite: list[Row] = [[(words.INVITE, Invite())]] if done.by_hand else []
    await context.show(Screen(text, [*invite, bottom(NeedHelp(0))]))


@on(Talked)
async def talked(context: Context, request: Talked) -> None:
    await _done(context, await context.write(acts.talked, request.pair_id), words.talked())


async def _done(context: Context, done: Done, text: str) -> None:
    rows: list[Row] = [[(words.NEED_HELP, NeedHelp(0))], await remaining(context)]
    await context.show(Screen(text, [*rows, bottom(PairState(done.pair_id))]))


@on(CheckIn)
async def check_in(context: Context, request: CheckIn) -> None:
    asked = await context.read(asking.question, request.pair_id)
    rows: list[Row] = [
        [(caption, CheckInIs(request.pair_id, each))]
        for each, caption in asking_words.ANSWERS.items()
    ]
    text = asking_words.check(called(context, asked.others), unheard=asked.unheard)
    rest = await remaining(context)
    await context.show(Screen(text, [*rows, rest, bottom(OpenPair(request.pair_id))]))


@on(CheckInIs)
async def check_in_is(context: Context, request: CheckInIs) -> None:
    there = request.pair_id
    done = await context.write(asking.answer, there, request.answer)
    rows: list[Row] = []
    if request.answer is Answer.MET and done.mentor:
        rows.append([(words.LOG, LogFor(there, 0, 0))])
    elif request.answer is not Answer.MET:
        rows.append([(words.PLAN, PlanMeeting(there, None))])
    text = asking_words.checked(request.answer, done.mentor, done.told)
    await context.show(Screen(text, [*rows, await remaining(context), bottom(OpenPair(there))]))


@on(FitQuestion)
async def fit_question(context: Context, request: FitQuestion) -> None:
    there = request.pair_id
    said = await context.read(fit.question, there)
    rows: list[Row] = [[(asking_words.FITS[each], FitIs(there, each))] for each in Fit]
    others = called(context, said.asked.others)
    text = asking_words.ask_fit(others, said.given, unheard=said.asked.unheard)
    await context.show(Screen(text, [*rows, await remaining(context), bottom(OpenPair(there))]))


@on(FitIs)
async def fit_is(context: Context, request: FitIs) -> None:
    there = request.pair_id
    await context.write(fit.answer, there, request.fit)
    alone = (await context.read(fit.question, there)).asked.unheard
    if request.fit in (Fit.NOT_GOOD, Fit.CHANGE) and alone:
        rest = [await remaining(context), bottom(OpenPair(there))]
        await context.show(Screen(asking_words.fit_unheard(), rest))
        return
    if request.fit is Fit.NOT_GOOD:
        rows: list[Row] = [
            [(asking_words.FIT_CHANGE, FitIs(there, Fit.CHANGE))],
            [(asking_words.FIT_KEEP, OpenPair(there))],
        ]
        await context.show(Screen(asking_words.offer_change(), [*rows, bottom(OpenPair(there))]))
        return
    text = asking_words.change_asked() if request.fit is Fit.CHANGE else asking_words.fit_saved()
    await context.show(Screen(text, [await remaining(context), bottom(OpenPair(there))]))


@on(OnPaper)
async def on_paper(context: Context, request: OnPaper) -> None:
    """Answers of those who have no account, or said it aloud."""
    there = request.pair_id
    found = await _kept(context, there)
    rows: list[Row] = [
        [(context.call(each), PaperMatters(each.id, 0))]
        for each in (*found.card.mentors, *found.card.mentees)
    ]
    text = words.choose_person(title(context, found.card))
    await context.show(Screen(text, [*rows[:20], bottom(PairState(there))]))
