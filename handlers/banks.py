"""Banks of mentors and mentees: the front page, lists, cards, one's own card."""

from content.areas import named
from domain.banks import BankState
from domain.kinds import WorkKind
from domain.pairs import Side
from domain.roles import Action
from handlers import picking
from handlers.bank_words import card_screen
from handlers.buttons.banks import (
    AddToBank,
    AdmitAll,
    BankCriteria,
    BankFilters,
    BankList,
    BankOf,
    Banks,
    BankSheet,
    EntryHistory,
    FindInBank,
    MyEntry,
    OpenEntry,
)
from handlers.buttons.nav import bottom
from handlers.buttons.pairs import Pairs
from handlers.buttons.people import OpenPerson
from handlers.buttons.roadmap import SchoolsProgress
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_pairs
from handlers.keyboards.pager import PAGE_SIZE, cut, pager
from handlers.registry import on
from handlers.ways import MENU, PERSON, Way
from handlers.work import collect, first
from services.banks import deciding, lists, views, work  # noqa: F401 - registers a fact
from services.banks.lists import AREAS, FORMS, Filter, Home, Listed, Only
from services.card import CardView
from services.errors import Refusal
from services.menu import MenuView
from services.pairs.lists import Filter as PairFilter
from services.people import PersonView
from texts import bank_history as past_words
from texts import banks as words

SEARCH = "bank.search"


@MENU.way(12)
def _menu(view: MenuView) -> list[Way]:
    """Whoever is in the bank as a mentor; who keeps it comes from the pairs."""
    keeps = Action.EDIT_PAIRS in view.may
    return [(words.MENU_OWN, MyEntry())] if view.banked and not keeps else []


@PERSON.way(42)
def _of_person(view: PersonView) -> list[Way]:
    return [(words.OF_PERSON, BankOf(view.card.id))] if view.banks else []


@first(WorkKind.BANK)
def _work(view: CardView) -> Way | None:
    """To the bank for who keeps it; others attach what came of it."""
    if not view.rights.people:
        return collect(view)
    return words.WORK, Banks(0)


@on(Banks)
async def home(context: Context, request: Banks) -> None:
    await context.forget()
    found = await context.read(lists.home)
    if not found.keeps:
        await _below(context, found, request.page)
        return
    waiting = _count(found, None, BankState.CANDIDATE)
    rows: list[Row] = [
        [(words.waiting_caption(waiting), whole_list(None, BankState.CANDIDATE))]
        if waiting
        else []
    ]
    if found.newer:
        ways = BankList(None, None, None, None, Only.NEWER, 0)
        rows.append([(words.newer_caption(found.newer), ways)])
    rows.append(
        [
            (words.side_caption(side, inside), whole_list(side, BankState.IN_BANK))
            for side in Side
            if (inside := _count(found, side, BankState.IN_BANK))
        ]
    )
    rows.append([(words.CRITERIA, BankCriteria(Side.MENTOR))])
    if found.counts:
        rows[-1] = [*rows[-1], (words.FIND, FindInBank())]
        rows.append([(words.EXCEL, BankSheet())])
    text = words.home(found.organisation, found.counts, found.newer)
    await context.show(Screen(text, [*rows, bottom(Pairs(PairFilter.OPEN, 0))]))


async def _below(context: Context, found: Home, page: int) -> None:
    shown = cut(found.schools, page)
    start = min(max(page, 0), max(0, (len(found.schools) - 1) // PAGE_SIZE)) * PAGE_SIZE
    text = words.below(found.organisation, found.counts, shown, start + 1)
    turn = pager(page, len(found.schools), Banks)
    await context.show(Screen(text, [turn, bottom(SchoolsProgress(0))]))


def _count(found: Home, side: Side | None, state: BankState) -> int:
    return sum(n for key, n in found.counts.items() if side in (None, key[0]) and key[1] is state)


def whole_list(side: Side | None, state: BankState | None) -> BankList:
    return BankList(side, state, None, None, Only.ALL, 0)


@on(BankList)
async def listed(context: Context, request: BankList) -> None:
    wanted = Filter(request.side, request.state, request.form, request.area, request.only)
    found = await context.read(lists.listed, wanted)
    await picking.or_typed(context, SEARCH)
    rows = people_rows(context, found, request, request.page)
    turn = pager(request.page, len(found.rows), lambda to: narrowed(request, page=to))
    text = words.listing(request.side, request.state, chosen_words(request), len(found.rows), "")
    ways = [*await _bulk(context, request, found), *_states(found, request)]
    filters: Row = [(words.FILTERS, BankFilters(**{**vars(request), "page": 0}))]
    if not (found.forms or found.areas or found.rows):
        filters = []
    await context.show(Screen(text, [*rows, turn, *in_pairs(ways), filters, bottom(Banks(0))]))


def people_rows(context: Context, found: Listed, request: BankList | None, page: int) -> list[Row]:
    """What all of the list have in common is not said of each."""
    side = request.side if request else None
    state = request.state if request else None
    return [
        [(
            words.row(
                context.call(row.who), None if side else row.side, None if state else row.state,
                row.free, mentor=row.side is Side.MENTOR, fit=row.fit, paused=row.paused,
                newer=row.newer,
            ),
            OpenEntry(row.id),
        )]
        for row in cut(found.rows, page)
    ]  # fmt: skip


async def _bulk(context: Context, request: BankList, found: Listed) -> list[Way]:
    """Whoever meets all criteria may be taken in at once."""
    if request.state is not BankState.CANDIDATE or not found.rows:
        return []
    sides = [side for side in Side if any(row.side is side for row in found.rows)]
    ready = [(side, await context.read(deciding.ready, side)) for side in sides]
    ways: list[Way] = [
        (words.meeting_all(side, len(each.ids)), AdmitAll(side, sure=False))
        for side, each in ready
        if each.ids
    ]
    return ways


def _states(found: Listed, request: BankList) -> list[Way]:
    return [
        (words.state_caption(state, found.states[state]), whole_list(request.side, state))
        for state in BankState
        if state is not request.state and found.states.get(state)
    ]


def chosen_words(request: BankList | BankFilters) -> list[str]:
    found: list[str] = []
    if request.form is not None and 0 <= request.form < len(FORMS):
        found.append(words.form_caption(FORMS[request.form]))
    if request.area is not None and 0 <= request.area < len(AREAS):
        found.append(named()[AREAS[request.area]])
    if request.only is not Only.ALL:
        found.append(only_caption(request.only, request.side).lower())
    return found


def only_caption(only: Only, side: Side | None) -> str:
    free = words.ONLY_UNPAIRED if side is Side.MENTEE else words.ONLY_FREE
    return {
        Only.FREE: free, Only.UNCONSENTED: words.ONLY_UNCONSENTED, Only.NEWER: words.ONLY_NEWER,
    }[only]  # fmt: skip


def narrowed(request: BankList | BankFilters, **changes: object) -> BankList:
    return BankList(**{**vars(request), "page": 0, **changes})


@on(OpenEntry)
async def open_entry(context: Context, request: OpenEntry) -> None:
    await context.forget()
    await show(context, request.entry_id)


async def show(context: Context, entry_id: int, told: str = "") -> None:
    """The card; `told`: what a tap has done."""
    card = await context.read(views.either, entry_id)
    await context.show(card_screen(context, card, told))


@on(MyEntry)
async def mine(context: Context, _: MyEntry) -> None:
    await context.forget()
    entry_id = await context.read(lists.own_entry)
    if entry_id is None:
        raise Refusal("gone")
    await context.show(card_screen(context, await context.read(views.own, entry_id)))


@on(EntryHistory)
async def past(context: Context, request: EntryHistory) -> None:
    found = await context.read(views.history, request.entry_id)
    lines = [
        past_words.step(
            step.action, step.day, context.call(step.by) if step.by else "", step.fields,
            str(step.told.get("survey", "")), undone=step.undone, today=context.actor.today,
        )
        for step in cut(found.steps, request.page)
    ]  # fmt: skip
    turn = pager(request.page, len(found.steps), lambda to: EntryHistory(request.entry_id, to))
    text = past_words.history(context.call(found.card.who), lines)
    await context.show(Screen(text, [turn, bottom(OpenEntry(request.entry_id))]))


@on(BankOf)
async def of_person(context: Context, request: BankOf) -> None:
    """The only entry is shown at once."""
    await context.forget()
    found = await context.read(views.of_person, request.person_id)
    if len(found.entries) == 1:
        await show(context, found.entries[0][0])
        return
    rows: list[Row] = [
        [(words.entry_caption(side, state), OpenEntry(entry_id))]
        for entry_id, side, state in found.entries
    ]
    rows += [
        [(words.add_caption(side), AddToBank(request.person_id, side))] for side in found.free
    ]
    text = words.of_person(context.call(found.who))
    await context.show(Screen(text, [*rows, bottom(OpenPerson(request.person_id))]))


@on(AddToBank)
async def added(context: Context, request: AddToBank) -> None:
    entry_id = await context.write(deciding.add, request.person_id, request.side)
    await show(context, entry_id, past_words.said_of("added"))
