"""A list of people from Excel: sent, looked at, corrected, added, undone."""

from collections import Counter
from collections.abc import Sequence

from domain.names import Style, render
from domain.roles import Action
from handlers import list_file, lists
from handlers.buttons.nav import bottom
from handlers.buttons.people import PeopleOf
from handlers.buttons.roster import (
    RosterApply,
    RosterDoubt,
    RosterDrop,
    RosterExample,
    RosterFile,
    RosterMend,
    RosterNew,
    RosterRole,
    RosterUndo,
    RosterWrong,
    ShowRoster,
    TakeFileAs,
)
from handlers.buttons.roster import SettleDoubt as Settle
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.lists import Found, ListKind
from handlers.registry import on, on_state
from handlers.upload import read_document
from imports.lists import Lists
from imports.roster import Roster, find
from services import files, organisations, people
from services.errors import Refusal
from services.roster import adding, proposals
from services.roster.model import Line
from services.roster.proposals import Proposal
from texts import people as people_words
from texts import roster as words

WANTED = "roster_file"


def _find(context: Context, found: Lists) -> Found | None:
    place = context.actor.current.organisation_id if context.actor.current else None
    if place is None or not context.actor.may(Action.EDIT_PEOPLE, place):
        return None
    roster = find(found)
    return Found(roster, roster.sure) if roster is not None else None


async def _take(context: Context, roster: Roster, name: str) -> None:
    await _propose(context, context.actor.organisation_id, roster, name)


lists.list_kind("people", ListKind(words.PEOPLE, _find, _take))


@on(RosterFile)
async def ask_file(context: Context, request: RosterFile) -> None:
    place = request.organisation_id
    await context.read(people.require_editing, place)
    school = await context.read(organisations.named_for, place)
    last = await context.read(adding.latest, place)
    await context.ask(WANTED, organisation=place)
    rows: list[Row] = [[(words.EXAMPLE, RosterExample(place))]]
    if last is not None:
        rows.append([(words.LAST, ShowRoster(last))])
    await context.show(Screen(words.ask_file(school), [*rows, bottom(PeopleOf(place, 0))]))


@on_state(WANTED)
async def came(context: Context, data: dict[str, object]) -> None:
    """The file, or anything else instead of it."""
    place = int(str(data["organisation"]))
    found = await list_file.read(
        context, find, RosterFile(place), other="roster_format", unread="roster_unread"
    )
    if found is not None:
        await _propose(context, place, *found)


async def _propose(context: Context, place: int, roster: Roster, name: str) -> None:
    import_id = await context.write(proposals.propose, place, name, roster)
    await _show(context, import_id, roster.ignored, roster.private)


@on_state(lists.MEANT)
async def meant_in_words(context: Context, data: dict[str, object]) -> None:
    """Words instead of a tap: the same question once more."""
    rows: list[Row] = [[(kind.caption, TakeFileAs(key))] for key, kind in lists.KINDS.items()]
    rows.append([(words.ROADMAP, TakeFileAs(lists.ROADMAP))])
    await context.show(Screen(words.ask_kind(str(data["file"])), [*rows, bottom()]))


@on(TakeFileAs)
async def take_as(context: Context, request: TakeFileAs) -> None:
    state = context.state
    if state is None or state.name != lists.MEANT:
        raise Refusal("gone")
    name, sha = str(state.data["file"]), str(state.data["sha"])
    data = files.path(context.around.data_dir, sha).read_bytes()
    if request.what == lists.ROADMAP:
        await context.forget()
        await read_document(context, data, name)
    elif not await lists.take_as(context, request.what, data, name):
        raise Refusal("gone")


@on(ShowRoster)
async def show(context: Context, request: ShowRoster) -> None:
    await context.forget()
    await _show(context, request.import_id)


async def _show(
    context: Context, import_id: int, ignored: Sequence[str] = (), private: Sequence[str] = ()
) -> None:
    found = await context.read(proposals.view, import_id)
    back = bottom(PeopleOf(found.organisation_id, 0))
    if found.applied:
        undo: Row = [] if found.undone else [(words.UNDO, RosterUndo(found.id))]
        text = words.over(school=found.organisation, file=found.file_name, undone=found.undone)
        await context.show(Screen(text, [undo, back]))
        return
    new = found.new
    text = words.summary(
        school=found.organisation,
        file=found.file_name,
        total=len(found.lines),
        new=len(new),
        pupils=sum(line.pupil for line in new),
        known=len(found.known),
        waiting=found.waiting,
        wrong=len(found.wrong),
        roles=_roles(found),
        ask_role=found.without_role if new and found.givable else 0,
        ignored=ignored,
        private=private,
    )
    await context.show(Screen(text, [*_acts(found), back]))


def _roles(found: Proposal) -> list[tuple[str, int]]:
    counts = Counter(
        people_words.role(held.role, held.title)
        for line in found.lines
        if line.new
        for held in line.held
    )
    return counts.most_common(6)


def _acts(found: Proposal) -> list[Row]:
    rows: list[Row] = []
    new, known = len(found.new), len(found.known)
    if new or known:
        rows.append([(words.add_caption(new, known), RosterApply(found.id))])
    if new and found.without_role and found.givable:
        rows.append([
            (words.role_caption(role, found.role is role), RosterRole(found.id, role))
            for role in (*found.givable, None)
        ])  # fmt: skip
    beside: list[Row] = []
    if found.doubtful:
        caption = words.doubtful_caption(found.waiting, len(found.doubtful))
        beside.append([(caption, RosterDoubt(found.id, 0))])
    looks: list[tuple[str, RosterNew | RosterWrong]] = []
    if new:
        looks.append((words.NEW, RosterNew(found.id, 0)))
    if found.wrong:
        looks.append((words.wrong_caption(len(found.wrong)), RosterWrong(found.id, 0)))
    return [*rows, *beside, looks, [(words.DROP, RosterDrop(found.id))]]


def _call(context: Context, line: Line) -> str:
    """Somebody who is not in the school yet, as chats show people."""
    style = Style(context.around.names_in_chat)
    return render(line.name, style, pupil=line.pupil) if line.name else ""


@on(RosterRole)
async def set_role(context: Context, request: RosterRole) -> None:
    await context.write(proposals.set_role, request.import_id, request.role)
    await _show(context, request.import_id)


@on(RosterNew)
async def new_people(context: Context, request: RosterNew) -> None:
    found = await context.read(proposals.view, request.import_id)
    new, page = found.new, request.page
    text = words.new_list(
        [_new_line(context, line) for line in cut(new, page)],
        first_number(page, len(new)),
        len(new),
    )
    turn = pager(page, len(new), lambda to: RosterNew(found.id, to))
    await context.show(Screen(text, [turn, bottom(ShowRoster(found.id))]))


def _new_line(context: Context, line: Line) -> str:
    held = people_words.roles((one.role, one.title) for one in line.held)
    return words.new_line(_call(context, line), line.post, line.school_class, held)


@on(RosterWrong)
async def wrong_lines(context: Context, request: RosterWrong) -> None:
    found = await context.read(proposals.view, request.import_id)
    wrong, page = found.wrong, request.page
    lines = [
        words.wrong_line(
            line.at, line.sheet, _call(context, line),
            words.fault(line.code, line.data, line.typed),
        )
        for line in cut(wrong, page)
    ]  # fmt: skip
    turn = pager(page, len(wrong), lambda to: RosterWrong(found.id, to))
    rows: list[Row] = [[(words.MEND, RosterMend(found.id))], turn, bottom(ShowRoster(found.id))]
    await context.show(Screen(words.wrong_list(lines, len(wrong)), rows))


@on(RosterDoubt)
async def doubts(context: Context, request: RosterDoubt) -> None:
    await _doubt(context, request.import_id, request.page)


async def _doubt(context: Context, import_id: int, page: int) -> None:
    found = await context.read(proposals.view, import_id)
    numbers = found.doubtful
    if not numbers or found.applied:
        raise Refusal("gone")
    page = min(max(page, 0), len(numbers) - 1)
    number = numbers[page]
    line = found.lines[number]
    known = found.names[line.maybe[0]]
    text = words.doubt(
        where=words.where(line.at, line.sheet),
        name=_call(context, line),
        about=line.school_class or line.post,
        known=context.call(known),
        known_about=found.about[known.id],
        number=page + 1,
        total=len(numbers),
    )
    same, other = (Settle(import_id, number, each, page) for each in (True, False))
    rows: list[Row] = [[(words.SAME, same), (words.OTHER, other)]]
    turn = pager(page, len(numbers), lambda to: RosterDoubt(import_id, to), size=1)
    await context.show(Screen(text, [*rows, turn, bottom(ShowRoster(import_id))]))


@on(Settle)
async def settle(context: Context, request: Settle) -> None:
    await context.write(proposals.decide, request.import_id, request.number, request.same)
    await context.answer(words.settled(request.same))
    found = await context.read(proposals.view, request.import_id)
    if request.page + 1 < len(found.doubtful):
        await _doubt(context, request.import_id, request.page + 1)
    else:
        await _show(context, request.import_id)


@on(RosterApply)
async def apply(context: Context, request: RosterApply) -> None:
    await context.answer()  # many people and a long roadmap take seconds
    await context.waiting()
    done = await context.write(adding.apply, request.import_id)
    text = words.added(new=done.new, filled=done.filled, left=done.left, wrong=done.wrong)
    rows: list[Row] = [
        [(words.OPEN_PEOPLE, PeopleOf(done.organisation_id, 0))],
        [(words.UNDO, RosterUndo(request.import_id))],
    ]
    if done.wrong:
        rows.insert(1, [(words.wrong_caption(done.wrong), RosterWrong(request.import_id, 0))])
    await context.show(Screen(text, [*rows, bottom()]))


@on(RosterDrop)
async def drop(context: Context, request: RosterDrop) -> None:
    place = await context.write(proposals.drop, request.import_id)
    await context.show(Screen(words.dropped(), [bottom(PeopleOf(place, 0))]))


@on(RosterUndo)
async def undo(context: Context, request: RosterUndo) -> None:
    await context.answer()
    await context.waiting()
    done = await context.write(adding.undo, request.import_id)
    text = words.undone(done.gone, [context.call(one) for one in done.stayed])
    await context.show(Screen(text, [bottom(PeopleOf(done.organisation_id, 0))]))
