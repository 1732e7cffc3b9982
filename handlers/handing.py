"""Leaving for good: what goes to whom, the sheet, and a day to think again."""

from domain.named import Named
from domain.names import Style, render
from domain.roles import Role
from exports.handing import HandData, HandLine, sheet
from exports.names import file_name
from exports.worker import in_worker
from handlers.bundle import label
from handlers.buttons.nav import bottom
from handlers.buttons.people import (
    Appoint,
    Archive,
    ArchiveNow,
    OpenPerson,
    People,
    PeopleOf,
)
from handlers.buttons.standing import (
    HandList,
    HandOver,
    HandSheet,
    HandTo,
    Left,
    Portfolio,
    TakeBack,
    TakeOver,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.keyboards.people import people as people_rows
from handlers.menu import renew
from handlers.registry import on
from services import grants
from services.errors import Refusal
from services.standing import hand_sheet, handing, restoring
from services.standing.belongings import Kind, Thing
from services.standing.handing import Handing
from texts import handing as words
from texts import people as people_words
from texts import portfolio as portfolio_words
from texts import refusals

NEAREST = 3


@on(Archive)
async def ask(context: Context, request: Archive) -> None:
    await context.forget()
    await _show(context, await context.read(handing.view, request.person_id))


async def _show(context: Context, view: Handing, said: str = "") -> None:
    who, to_give = view.person.id, view.to_give
    if not view.things and not view.last_curator:
        text = people_words.ask_archive(context.call(view.person), 0)
    else:
        text = words.handing(
            name=context.call(view.person),
            items=_count(view, Kind.ITEM),
            pairs=_count(view, Kind.PAIR),
            in_pairs=_count(view, Kind.IN_PAIR),
            talks=_count(view, Kind.REFERRAL),
            roles=view.roles,
            last_curator=view.last_curator,
            nearest=[_line(context, each) for each in to_give[:NEAREST]],
        )
    rows: list[Row] = []
    if to_give:
        rows.append([(words.ALL_TO_ONE, HandTo(who, None, None, 0))])
        rows.append([(words.ONE_BY_ONE, HandList(who, 0))])
    if view.last_curator:
        place = view.organisation_id
        rows.append([(words.APPOINT, Appoint(place, Role.CURATOR, 0))])
        if view.may_take:
            rows.append([(words.TAKE_OVER, TakeOver(who))])
    elif not view.stuck:
        rows.append([(people_words.ARCHIVE_YES, ArchiveNow(who))])
    rows.append([(words.SHEET, HandSheet(who)), (portfolio_words.WAY, Portfolio(who))])
    await context.show(
        Screen(f"{text}\n\n{said}" if said else text, [*rows, bottom(OpenPerson(who))])
    )


def _count(view: Handing, kind: Kind) -> int:
    return sum(each.kind is kind for each in view.things)


def _line(context: Context, thing: Thing) -> str:
    return words.thing(_label(context, thing), thing.due, context.actor.today)


def _label(context: Context, thing: Thing) -> str:
    if thing.subject is not None:
        return label(thing.subject)
    others = list(map(context.call, thing.others))
    return words.talk(others) if thing.kind is Kind.REFERRAL else words.pair(others)


@on(HandList)
async def one_by_one(context: Context, request: HandList) -> None:
    view = await context.read(handing.view, request.person_id)
    who, found = view.person.id, view.to_give
    rows: list[Row] = [
        [(_line(context, each), HandTo(who, each.kind, each.id, 0))]
        for each in cut(found, request.page)
    ]
    turn = pager(request.page, len(found), lambda page: HandList(who, page))
    text = words.one_by_one(context.call(view.person), len(found))
    await context.show(Screen(text, [*rows, turn, bottom(Archive(who))]))


@on(HandTo)
async def whom(context: Context, request: HandTo) -> None:
    who, kind, thing_id = request.person_id, request.kind, request.thing_id
    view = await context.read(handing.view, who)
    found = await context.read(handing.candidates, who)
    chosen = [each for each in view.to_give if thing_id == each.id and kind is each.kind]
    if thing_id is not None and not chosen:
        raise Refusal("gone")
    rows = people_rows(
        found, request.page, context.call,
        lambda to: HandOver(who, kind, thing_id, to),
        lambda page: HandTo(who, kind, thing_id, page),
    )  # fmt: skip
    what = _line(context, chosen[0]) if chosen else ""
    back = HandList(who, 0) if chosen else Archive(who)
    text = words.ask_whom(context.call(view.person), what)
    await context.show(Screen(text, [*rows, bottom(back)]))


@on(HandOver)
async def over(context: Context, request: HandOver) -> None:
    done = await context.write(
        handing.give, request.person_id, request.to_id, request.kind, request.thing_id
    )
    said = words.given(done.count, done.asked)
    if done.refused:
        said = f"{said} {refusals.sentence(done.refused, {})}"
    view = await context.read(handing.view, request.person_id)
    await _show(context, view, said)


@on(ArchiveNow)
async def leave(context: Context, request: ArchiveNow) -> None:
    view = await context.read(handing.view, request.person_id)
    await context.write(handing.leave, request.person_id)
    who = request.person_id
    rows: list[Row] = [
        [(people_words.ALL, People(0))],
        [(words.SHEET, HandSheet(who)), (portfolio_words.WAY, Portfolio(who))],
        [(words.UNDO, TakeBack(who))],
        bottom(),
    ]
    await context.show(Screen(words.left(context.call(view.person)), rows))


@on(TakeOver)
async def take_over(context: Context, request: TakeOver) -> None:
    """Whoever may give the role is the curator next; the log says who took it and when."""
    view = await context.read(handing.view, request.person_id)
    await context.write(grants.take, view.organisation_id, Role.CURATOR)
    await renew(context)
    await _show(context, await context.read(handing.view, request.person_id), words.taken())


@on(Left)
async def lately(context: Context, request: Left) -> None:
    found = await context.read(restoring.left_lately, request.organisation_id)
    rows: list[Row] = [
        [(context.call(each), OpenPerson(each.id))] for each in cut(found, request.page)
    ]
    turn = pager(request.page, len(found), lambda page: Left(request.organisation_id, page))
    back = bottom(PeopleOf(request.organisation_id, 0))
    await context.show(Screen(words.lately(len(found)), [*rows, turn, back]))


@on(TakeBack)
async def take_back(context: Context, request: TakeBack) -> None:
    who = await context.write(restoring.restore, request.person_id)
    found = await context.read(hand_sheet.sheet, who)
    text = words.restored(context.call(found.person))
    await context.show(
        Screen(text, [[(people_words.OPEN_CARD, OpenPerson(who))], bottom(People(0))])
    )


@on(HandSheet)
async def send(context: Context, request: HandSheet) -> None:
    found = await context.read(hand_sheet.sheet, request.person_id)
    await context.answer()
    await context.waiting("upload_document")
    lines = tuple(
        HandLine(
            what=_label_full(context, line.thing),
            where=line.thing.subject.roadmap if line.thing.subject else "",
            due=line.thing.due,
            to=_full(context, line.to) if line.to else "",
        )
        for line in found.lines
    )
    data = HandData(
        _full(context, found.person), found.post, found.organisation, found.roles, lines,
        found.today,
    )  # fmt: skip
    made = await in_worker(sheet, data)
    name = file_name(
        words.NAME, found.organisation, found.today, "docx", which=_full(context, found.person)
    )
    back = Archive(request.person_id) if found.roles else People(0)
    await context.send_file(made, name, words.caption(len(lines)), Screen("", [bottom(back)]))


def _full(context: Context, person: Named) -> str:
    style = Style(context.around.names_in_files)
    return render(person.name, style, pupil=person.pupil, code=person.id)


def _label_full(context: Context, thing: Thing) -> str:
    if thing.subject is not None:
        return label(thing.subject)
    others = [_full(context, each) for each in thing.others]
    return words.talk(others) if thing.kind is Kind.REFERRAL else words.pair(others)
