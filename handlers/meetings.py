"""Meetings of pairs as lists and cards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.kinds import WorkKind
from domain.meetings import MeetingState
from domain.roles import Role
from handlers.buttons.meeting_log import LogFor
from handlers.buttons.meeting_plan import (
    Hours,
    Journal,
    MyJournal,
    PlanMeeting,
    SeriesMonth,
    SlotsOf,
)
from handlers.buttons.meeting_ratings import MeetingRatings
from handlers.buttons.meetings import (
    ChoosePair,
    MeetingBoard,
    MeetingHistory,
    Meetings,
    OpenMeeting,
    PairMeetings,
    UndoMeeting,
)
from handlers.buttons.nav import bottom
from handlers.buttons.pair_enter import EnterPair
from handlers.buttons.pairs import OpenPair
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.meeting_words import line, show_card, title
from handlers.registry import Button, on, on_command
from handlers.ways import MENU, PAIR, Way
from handlers.work import Step, first
from services import entering
from services.card import CardView
from services.meetings import kinds as _kinds  # noqa: F401 - what the data say is registered
from services.meetings import lists, log, views
from services.meetings.briefs import Brief
from services.meetings.planning import AHEAD
from services.menu import MenuView
from services.pairs.views import PairCard, PairView
from texts import meeting_files as file_words
from texts import meeting_history as history_words
from texts import meeting_log as log_words
from texts import meeting_names
from texts import meeting_ratings as rating_words
from texts import meeting_series as series_words
from texts import meetings as words
from texts import pairs as pair_words


@MENU.way(20)
def _menu(view: MenuView) -> list[Way]:
    """For those who work in pairs and for class teachers; who keeps the pairs comes by /meeting
    and the card of a pair."""
    held = view.current
    paired = held is not None and (
        held.role in {Role.MENTOR, Role.MENTEE} or entering.is_class_teacher(held.title)
    )
    return [(words.MEETINGS, Meetings(0))] if paired else []


@PAIR.way(20)
def _pair(view: PairView) -> list[Way]:
    return [(words.MEETINGS, PairMeetings(view.id, 0))]


@first(WorkKind.MEETINGS)
def meet(view: CardView) -> Step | None:
    """Who looks after the roadmap sees all pairs, the others their own."""
    if view.rights.edit:
        return words.TO_BOARD, MeetingBoard(0)
    return words.TO_MINE, Meetings(0)


@on_command("meeting")
async def command(context: Context, _: str) -> None:
    """Who keeps the pairs and is in none comes to all of them."""
    await context.forget()
    found = await context.read(lists.mine)
    if found.keeps and not found.pairs:
        await _board(context, 0)
    else:
        await _mine(context, 0)


@on(MeetingBoard)
async def board(context: Context, request: MeetingBoard) -> None:
    await context.forget()
    await _board(context, request.page)


async def _board(context: Context, page: int) -> None:
    found = await context.read(lists.board)
    shown, start = cut(found.lines, page), first_number(page, len(found.lines))
    text = words.board(
        [_board_line(context, each, found.today) for each in shown],
        start,
        pairs=len(found.lines),
        met=found.met,
        held=found.total.held,
        confirmed=found.total.confirmed + found.total.journal,
        edit=found.edit,
    )
    digits: Row = [(str(n), PairMeetings(each.card.id, 0)) for n, each in enumerate(shown, start)]
    turn = pager(page, len(found.lines), MeetingBoard)
    await context.show(Screen(text, [digits, turn, *_keeping(found), bottom()]))


def _keeping(found: lists.Board) -> list[Row]:
    """Where no pair works yet, the way to one."""
    past: Row = [(file_words.HOURS, Hours()), (rating_words.RATINGS, MeetingRatings())]
    if found.lines:
        return [[(series_words.CALL, SeriesMonth(0, 0))], past]
    enter: Row = [(pair_words.ENTER, EnterPair(0))] if found.edit else []
    return [enter, past]


def _board_line(context: Context, each: lists.BoardLine, today: date) -> str:
    who = meeting_names.people(
        [context.call(one) for one in each.card.mentors],
        [context.call(one) for one in each.card.mentees],
    )
    return words.board_line(
        who,
        held=each.counts.held,
        confirmed=each.counts.confirmed + each.counts.journal,
        waiting=each.waiting,
        last=each.last,
        coming=each.next,
        today=today,
    )


@on(Meetings)
async def mine(context: Context, request: Meetings) -> None:
    await context.forget()
    await _mine(context, request.page)


async def _mine(context: Context, page: int) -> None:
    found = await context.read(lists.mine)
    waiting = [each for each in found.briefs if each.overdue]
    shown = cut(found.briefs, page)
    start = first_number(page, len(found.briefs))
    text = words.meetings(
        [words.listed(line(context, each), found.today) for each in shown],
        start,
        ahead=sum(each.state in AHEAD and not each.past for each in found.briefs),
        held=sum(each.state is MeetingState.HELD for each in found.briefs),
        waiting=len(waiting),
        pairs=bool(found.pairs) or found.keeps,
        keepers=[context.call(each) for each in found.keepers],
    )
    rows = [
        *_overdue(found, waiting),
        *_logging(found),
        _digits(shown, start),
        pager(page, len(found.briefs), Meetings),
        *in_rows(_more(found), 2),
        bottom(),
    ]
    await context.show(Screen(text, rows))


def _overdue(found: lists.Mine, waiting: Sequence[Brief]) -> list[Row]:
    """What waits longest for its mentor's word."""
    mine = [each for each in waiting if each.pair_id in found.mentored]
    return [
        [(words.log_of(each.day, found.today), OpenMeeting(each.id))]
        for each in mine[:1]
        if each.day is not None
    ]


def _logging(found: lists.Mine) -> list[Row]:
    """For one pair at once; of several it is asked which."""
    if not found.pairs:
        return []
    only = found.pairs[0].id if len(found.pairs) == 1 else None
    one = found.mentored[0] if len(found.mentored) == 1 else None
    log_: Button = LogFor(one, 0, 0) if one else ChoosePair(0, False)
    plan: Row = [(words.PLAN, PlanMeeting(only, None) if only else ChoosePair(0, True))]
    if not found.mentored:
        return [plan]
    return [[(words.LOG, log_)], plan]


def _more(found: lists.Mine) -> list[tuple[str, Button]]:
    more: list[tuple[str, Button]] = []
    if found.mentored:
        more.append((words.JOURNAL, MyJournal(found.me)))
    if found.keeps:
        more.append((words.BOARD, MeetingBoard(0)))
    return more


def _digits(shown: Sequence[Brief], start: int) -> Row:
    return [(str(number), OpenMeeting(each.id)) for number, each in enumerate(shown, start)]


@on(ChoosePair)
async def choose_pair(context: Context, request: ChoosePair) -> None:
    found = await context.read(lists.mine)
    plan = request.plan
    pairs = [each for each in found.pairs if plan or each.id in found.mentored]
    rows: list[Row] = [
        [(_called(context, each), PlanMeeting(each.id, None) if plan else LogFor(each.id, 0, 0))]
        for each in cut(pairs, request.page)
    ]
    turn = pager(request.page, len(pairs), lambda page: ChoosePair(page, plan))
    text = log_words.ask_pair(words.PLAN if plan else words.LOG)
    await context.show(Screen(text, [*rows, turn, bottom(Meetings(0))]))


def _called(context: Context, card: PairCard) -> str:
    """By those of the other side."""
    mine = context.actor.person_id in {each.id for each in card.mentees}
    return meeting_names.names(
        [context.call(each) for each in (card.mentors if mine else card.mentees)]
    )


@on(PairMeetings)
async def of_pair(context: Context, request: PairMeetings) -> None:
    await context.forget()
    found = await context.read(lists.of_pair, request.pair_id)
    shown = cut(found.briefs, request.page)
    start = first_number(request.page, len(found.briefs))
    card = found.card
    who = meeting_names.people(
        [context.call(each) for each in card.mentors],
        [context.call(each) for each in card.mentees],
    )
    text = words.of_pair(
        who,
        [words.listed(_without_who(context, each), found.today) for each in shown],
        start,
        held=found.held,
        confirmed=found.confirmed,
        undated=found.undated,
    )
    log_: Row = [(words.LOG, LogFor(card.id, 0, 0))] if found.records else []
    plan: Row = [(words.PLAN, PlanMeeting(card.id, None))] if found.plans else []
    paper: list[tuple[str, Button]] = [(words.JOURNAL, Journal(card.id))] if found.briefs else []
    if found.records and found.card_open:
        paper.append((words.SLOTS, SlotsOf(card.id)))
    turn = pager(request.page, len(found.briefs), lambda page: PairMeetings(card.id, page))
    back: Button = OpenPair(card.id) if found.card_open else Meetings(0)
    rows = [log_, plan, _digits(shown, start), turn, paper, bottom(back)]
    await context.show(Screen(text, rows))


def _without_who(context: Context, brief: Brief) -> meeting_names.Line:
    return replace(line(context, brief), who="")


@on(OpenMeeting)
async def open_one(context: Context, request: OpenMeeting) -> None:
    await context.forget()
    await show_card(context, request.meeting_id)


@on(MeetingHistory)
async def history(context: Context, request: MeetingHistory) -> None:
    view = await context.read(views.view, request.meeting_id)
    found = await context.read(views.history, request.meeting_id)
    lines = [
        (each.at, context.call(each.who) if each.who else "", each.action, each.undone)
        for each in found
    ]
    text = history_words.history(title(context, view), lines, context.actor.today)
    await context.show(Screen(text, [bottom(OpenMeeting(view.id))]))


@on(UndoMeeting)
async def undo(context: Context, request: UndoMeeting) -> None:
    await context.forget()
    row = await context.write(log.undo, request.event_id)
    if row.removed_at is not None:
        rows: list[Row] = [[(words.TO_PAIR, PairMeetings(row.pair_id, 0))], bottom(Meetings(0))]
        await context.show(Screen(log_words.undone(words.MEETINGS), rows))
        return
    await show_card(context, row.id, log_words.UNDONE)
