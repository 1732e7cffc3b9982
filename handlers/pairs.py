"""Pairs and groups: the list, the card with its ways on, the history, taking back."""

from db.models.people import OrganisationKind
from domain.kinds import WorkKind
from domain.roles import Action
from handlers.buttons.health import NeedHelp
from handlers.buttons.nav import bottom
from handlers.buttons.pairs import (
    EnterPair,
    FindPair,
    ImportPairs,
    OpenPair,
    PairHistory,
    Pairs,
    SchoolLimit,
    UndoPair,
)
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.pair_words import called, card_text, title
from handlers.registry import on, on_command, on_state
from handlers.ways import MENU, PAIR, Way
from handlers.work import collect, first
from services.card import CardView
from services.errors import Refusal
from services.menu import MenuView
from services.pairs import history, lists, undo, views, work  # noqa: F401 - registers a fact
from services.pairs.history import Step
from services.pairs.lists import Filter, Listed, PairList
from services.pairs.views import PairView
from texts import health as health_words
from texts import pair_log
from texts import pairs as words

SEARCH = "pair.search"
_KEEPS = frozenset({Action.SEE_PAIRS, Action.EDIT_PAIRS})


@MENU.way(10)
def _menu(view: MenuView) -> list[Way]:
    """Who keeps the pairs of a school, and whoever is in one."""
    held = view.current
    if held is None or view.kind is not OrganisationKind.SCHOOL:
        return []
    there = bool(_KEEPS & view.may) or held.role.value in ("mentor", "mentee")
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
    if not query:
        await context.forget()
    found = await context.read(lists.of_school, which, query)
    if found.mine:
        await _mine(context, found, page)
        return
    rows = [_row(context, each) for each in cut(found.pairs, page)]
    if query:
        rows.append([(words.ALL, Pairs(Filter.OPEN, 0))])
    else:
        rows.append(pager(page, len(found.pairs), lambda to: Pairs(which, to)))
    held = context.actor.current
    text = words.listing(
        held.organisation if held else "",
        {key.value: count for key, count in found.counts.items()},
        which.value,
        len(found.pairs),
        found.counts.get(Filter.LACKING, 0),
        query,
    )
    await context.show(Screen(text, [*_head(found), *rows, *_filters(found, which), bottom()]))


def _head(found: PairList) -> list[Row]:
    """Entering is the likely act as long as there are few."""
    return [[(words.ENTER, EnterPair(0))]] if found.edit else []


def _filters(found: PairList, which: Filter) -> list[Row]:
    there: list[Way] = [
        (words.filtered(each.value, found.counts.get(each, 0)), Pairs(each, 0))
        for each in Filter
        if each is not which and found.counts.get(each, 0)
    ]
    acts: list[Way] = [(words.FIND, FindPair())] if found.counts else []
    if found.edit:
        acts += [(health_words.NEED_HELP, NeedHelp(0))] if found.counts else []
        acts += [(words.IMPORT, ImportPairs()), (words.LIMIT_SHORT, SchoolLimit(None))]
    return [*in_rows(there, 2), *in_rows(acts, 2)]


async def _mine(context: Context, found: PairList, page: int) -> None:
    rows = [_row(context, each) for each in cut(found.pairs, page)]
    turn = pager(page, len(found.pairs), lambda to: Pairs(Filter.OPEN, to))
    await context.show(Screen(words.mine(len(found.pairs)), [*rows, turn, bottom()]))


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
    rows = [ways[:1], *in_rows(ways[1:], 2), bottom(Pairs(Filter.OPEN, 0))]
    await context.show(Screen(card_text(context, view), rows))


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
