"""Pairs and groups: the list, the card with its ways on, the history, taking back."""

from db.models.people import OrganisationKind
from domain.kinds import WorkKind
from domain.roles import Action
from handlers import picking
from handlers.bundle import remaining
from handlers.buttons.banks import Banks
from handlers.buttons.health import NeedHelp
from handlers.buttons.meetings import MeetingBoard
from handlers.buttons.nav import bottom
from handlers.buttons.pair_edit import SchoolLimit
from handlers.buttons.pair_enter import EnterPair
from handlers.buttons.pair_import import ImportPairs
from handlers.buttons.pairs import (
    ChoosePairs,
    FindPair,
    MyPairs,
    OpenPair,
    PairActs,
    PairHistory,
    Pairs,
    PastPairs,
    UndoPair,
)
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.pair_words import called, card_text, title
from handlers.registry import Button, on, on_command, on_state
from handlers.ways import MENU, PAIR, Way
from handlers.work import collect, first
from services.card import CardView
from services.errors import Refusal
from services.health import states as health
from services.menu import MenuView
from services.pairs import history, lists, undo, views, work  # noqa: F401 - registers a fact
from services.pairs.history import Step
from services.pairs.lists import Filter, Listed, PairList
from services.pairs.views import PairView
from texts import banks as bank_words
from texts import health as health_words
from texts import meetings as meeting_words
from texts import pair_log
from texts import pairs as words

SEARCH = "pair.search"
SIZE, MOST = 6, 12  # pairs on a page, buttons on a screen
_KEEPS = frozenset({Action.SEE_PAIRS, Action.EDIT_PAIRS})


@MENU.way(10)
def _menu(view: MenuView) -> list[Way]:
    """Who keeps the pairs of a school, and whoever is in one."""
    held = view.current
    if held is None or view.kind is not OrganisationKind.SCHOOL:
        return []
    if _KEEPS & view.may:
        return [(words.MENU_OF_KEEPER, Pairs(Filter.OPEN, 0))]
    there = held.role.value in ("mentor", "mentee")
    return [(words.MENU, Pairs(Filter.OPEN, 0))] if there else []


@first(WorkKind.PAIRS)
def _work(view: CardView) -> Way | None:
    """To the pairs for who keeps them; others attach what came of it."""
    if not view.rights.people:
        return collect(view)
    return words.TO_PAIRS, Pairs(Filter.OPEN, 0)


@on_command("pair")
async def command(context: Context, _: str) -> None:
    await _list(context, Filter.OPEN, 0)


@on(Pairs)
async def listed(context: Context, request: Pairs) -> None:
    await _list(context, request.which, request.page)


async def _list(context: Context, which: Filter, page: int, query: str = "") -> None:
    found = await context.read(lists.of_school, which, query)
    if not found.mine:
        # Names typed on the list are looked for: nobody has to press «Найти» first.
        await picking.or_typed(context, SEARCH)
    elif not query:
        await context.forget()
    if found.mine and len(found.pairs) == 1:
        await show_card(context, found.pairs[0].card.id)
        return
    if found.mine:
        await _mine(context, found, page)
        return
    rows = [_row(context, each) for each in cut(found.pairs, page, SIZE)]
    if query:
        rows.append([(words.ALL, Pairs(Filter.OPEN, 0))])
    else:
        rows.append(pager(page, len(found.pairs), lambda to: Pairs(which, to), SIZE))
    held = context.actor.current
    text = words.listing(
        held.organisation if held else "",
        {key.value: count for key, count in found.counts.items()},
        which.value,
        len(found.pairs),
        found.counts.get(Filter.LACKING, 0),
        query,
    )
    rows = [*_head(found), *rows, bottom()]
    filters, acts = _filters(found, which), _acts(found)
    if sum(map(len, rows)) + len(filters) + len(acts) <= MOST:
        below = [*in_rows(filters, 2), *in_rows(acts, 2)]
    else:
        chosen: Row = [(words.CHOOSE, ChoosePairs(which))]
        below = [[*chosen, (words.MORE_ACTS, PairActs())] if acts else chosen]
    await context.show(Screen(text, [*rows[:-1], *below, rows[-1]]))


@on(ChoosePairs)
async def choose(context: Context, request: ChoosePairs) -> None:
    found = await context.read(lists.of_school, request.which)
    if found.mine:
        raise Refusal("forbidden")
    rows = in_rows(_filters(found, request.which), 2)
    await context.show(Screen(words.ask_filter(), [*rows, bottom(Pairs(request.which, 0))]))


@on(PairActs)
async def acts(context: Context, _: PairActs) -> None:
    found = await context.read(lists.of_school)
    if found.mine:
        raise Refusal("forbidden")
    rows = in_rows(_acts(found), 2)
    await context.show(Screen(words.ask_act(), [*rows, bottom(Pairs(Filter.OPEN, 0))]))


def _head(found: PairList) -> list[Row]:
    """Entering is the likely act as long as there are few."""
    return [[(words.ENTER, EnterPair(0))]] if found.edit else []


def _filters(found: PairList, which: Filter) -> list[Way]:
    return [
        (words.filtered(each.value, found.counts.get(each, 0)), Pairs(each, 0))
        for each in Filter  # who needs help has a screen with the reasons
        if each not in (which, Filter.HELP) and found.counts.get(each, 0)
    ]


def _acts(found: PairList) -> list[Way]:
    acts: list[Way] = [(words.FIND, FindPair())] if found.counts else []
    if found.edit:
        help_caption = health_words.need_help(found.counts.get(Filter.HELP, 0))
        acts += [(help_caption, NeedHelp(0))] if found.counts else []
        acts.append((meeting_words.MEETINGS, MeetingBoard(0)))
        acts.append((bank_words.OPEN, Banks(0)))
        acts += [(words.IMPORT, ImportPairs()), (words.LIMIT_SHORT, SchoolLimit(None))]
    return acts


@on(MyPairs)
async def my_pairs(context: Context, request: MyPairs) -> None:
    await context.forget()
    await _mine(context, await context.read(lists.mine), request.page)


async def _mine(context: Context, found: PairList, page: int) -> None:
    rows = [_row(context, each) for each in cut(found.pairs, page)]
    turn = pager(page, len(found.pairs), MyPairs)
    past: Row = [(words.past_caption(found.past), PastPairs(0))] if found.past else []
    text = words.mine(len(found.pairs), found.past)
    await context.show(Screen(text, [*rows, turn, past, bottom()]))


@on(PastPairs)
async def past_pairs(context: Context, request: PastPairs) -> None:
    await context.forget()
    found = await context.read(lists.past)
    rows = [_row(context, each) for each in cut(found.pairs, request.page)]
    turn = pager(request.page, len(found.pairs), PastPairs)
    text = words.past(len(found.pairs))
    await context.show(Screen(text, [*rows, turn, bottom(MyPairs(0))]))


def _row(context: Context, each: Listed) -> Row:
    card = each.card
    line = words.Line(
        called(context, card.mentors), called(context, card.mentees), card.state, each.lacks
    )
    return [(words.caption(line), OpenPair(card.id))]


@on(FindPair)
async def find(context: Context, _: FindPair) -> None:
    await context.ask(SEARCH)
    await context.show(Screen(words.ask_search(), [bottom(Pairs(Filter.OPEN, 0))]))


@on_state(SEARCH)
async def found(context: Context, _: dict[str, object]) -> None:
    """Stays open for another try until another button is pressed."""
    await _list(context, Filter.OPEN, 0, said(context)[:100])


@on(OpenPair)
async def open_pair(context: Context, request: OpenPair) -> None:
    await context.forget()
    await show_card(context, request.pair_id)


async def show_card(context: Context, pair_id: int) -> None:
    view = await context.read(views.view, pair_id)
    ways = PAIR.of(view)
    rows = [ways[:1], *in_rows(ways[1:], 2), await remaining(context)]
    text = card_text(context, view, await _health(context, view))
    await context.show(Screen(text, [*rows, bottom(_back(context, view))]))


async def _health(context: Context, view: PairView) -> str:
    """For who keeps the pair: how it stands and why."""
    found = await context.read(health.of_pair, view.id) if view.edit and view.open else None
    if found is None:
        return ""
    today = context.actor.today
    why = [health_words.reason(each, found.facts, today) for each in found.health.reasons]
    return health_words.line(found.health.standing, why)


def _back(context: Context, view: PairView) -> Button:
    """To the list it stands in, never to the card of somebody's only pair again."""
    held = context.actor.current
    if held is not None and context.actor.may(Action.SEE_PAIRS, held.organisation_id):
        return Pairs(Filter.OPEN, 0)
    return MyPairs(0) if view.open and view.own is None else PastPairs(0)


@PAIR.way(95)
def _history_way(view: PairView) -> list[Way]:
    return [(words.HISTORY, PairHistory(view.id, 0))] if view.edit else []


@PAIR.way(96)
def _chain(view: PairView) -> list[Way]:
    """For who keeps the pairs: those of an ended pair do not see it any more."""
    found: list[Way] = []
    if not view.edit:
        return found
    if view.previous_id is not None:
        found.append((words.PREVIOUS, OpenPair(view.previous_id)))
    if view.next_id is not None:
        found.append((words.NEXT, OpenPair(view.next_id)))
    return found


@on(PairHistory)
async def past(context: Context, request: PairHistory) -> None:
    found = await context.read(history.history, request.pair_id)
    if not found.pair.edit:
        raise Refusal("forbidden")
    shown = cut(found.steps, request.page)
    lines = [_told(context, step) for step in shown]
    rows: list[Row] = []
    if found.undoable is not None:
        rows.append([(pair_log.UNDO_LAST, UndoPair(found.undoable))])
    rows.append(pager(request.page, len(found.steps), lambda to: PairHistory(request.pair_id, to)))
    text = pair_log.history(title(context, found.pair.card), lines)
    await context.show(Screen(text, [*rows, bottom(OpenPair(request.pair_id))]))


def _told(context: Context, step: Step) -> str:
    return pair_log.line(
        step.action,
        step.day,
        context.call(step.by) if step.by else "",
        context.call(step.who) if step.who else "",
        step.was,
        step.now,
        step.told,
        undone=step.undone,
        today=context.actor.today,
    )


@on(UndoPair)
async def take_back(context: Context, request: UndoPair) -> None:
    pair_id = await context.write(undo.undo, request.event_id)
    if pair_id is None:
        await context.show(Screen(words.undone(gone=True), [bottom(Pairs(Filter.OPEN, 0))]))
        return
    await context.answer(words.undone(gone=False))
    await show_card(context, pair_id)
