"""Answering a questionnaire in the chat, question by question, and «Анкеты»."""

from collections.abc import Callable
from dataclasses import replace
from typing import Concatenate, ParamSpec

from aiogram.types import Message

from db.engine import Session
from domain.named import Named
from domain.survey import Kind
from handlers.buttons import survey as buttons
from handlers.buttons.nav import bottom
from handlers.buttons.questionnaires import PaperBack
from handlers.context import Context
from handlers.incoming import Incoming, download, of_message
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import PAGE_SIZE, cut, pager
from handlers.registry import Button, on, on_command, on_state
from handlers.survey_screens import PAGE, Acts, named, piped, screen
from handlers.ways import MENU, Way
from services import files
from services.actor import Actor
from services.errors import Refusal
from services.menu import MenuView
from services.surveys import banked, lists, picking, reading, sending
from services.surveys.picking import At
from services.surveys.reading import Place
from texts import refusals
from texts import survey as words

P = ParamSpec("P")
Use = Callable[Concatenate[Session, Actor, P], Place]


@MENU.way(15)
def menu_entry(view: MenuView) -> list[Way]:
    """There only while something waits."""
    found = view.surveys
    if not found.count:
        return []
    to = buttons.OpenSurvey(found.only) if found.only else buttons.Surveys(0)
    return [(words.menu_entry(found.count, found.left), to)]


# -- the list -------------------------------------------------------------------------------


@on_command("survey")
async def survey_command(context: Context, _: str) -> None:
    await context.forget()
    found = await context.read(lists.mine, 0, PAGE_SIZE)
    if found.only is not None:
        await show(context, await context.write(picking.start, found.only))
        return
    await _list(context, found, 0)


@on(buttons.Surveys)
async def surveys(context: Context, request: buttons.Surveys) -> None:
    page = max(request.page, 0)
    await _list(context, await context.read(lists.mine, page * PAGE_SIZE, PAGE_SIZE), page)


async def _list(context: Context, found: lists.Mine, page: int) -> None:
    rows: list[Row] = [[(_caption(context, each), _opens(each))] for each in found.lines]
    turn = pager(page, found.count, buttons.Surveys)
    text = words.surveys(found.waiting, found.sent)
    await context.show(Screen(text, [*rows, turn, bottom()]))


def _caption(context: Context, line: lists.Line) -> str:
    about = context.call(line.about) if line.about else ""
    return words.survey_button(
        line.title, line.left, begun=line.begun, sent=line.sent, about=about,
        declined=line.declined,
    )  # fmt: skip


def _opens(line: lists.Line) -> buttons.OpenSurvey | buttons.Answers:
    return buttons.Answers(line.id, 0) if line.sent else buttons.OpenSurvey(line.id)


# -- a question -----------------------------------------------------------------------------


async def show(
    context: Context,
    place: Place,
    *,
    page: int = 0,
    month: tuple[int, int] | None = None,
    kindly: str = "",
) -> None:
    """The question of a place, or the summary after the last one."""
    place = _headed(context, place)
    step = place.step
    if step is None:
        await summary_screen(context, place, 0)
        return
    context.asked = True  # the write that made the place waits for words as well
    people: tuple[Named, ...] = ()
    if step.question.kind is Kind.PERSON:
        people = tuple(
            await context.read(banked.people, place.response_id, step.question, place.typed)
        )
    today = context.actor.today
    sheet = _of_other(context, place)
    shown = screen(
        place, context.call, today, page=page, month=month, people=people, kindly=kindly,
        acts=PaperActs(place.response_id, step.index, step.about) if sheet else None,
    )  # fmt: skip
    await context.show(shown)


class PaperActs(Acts):
    """The same under a sheet of paper that is entered for somebody."""

    def leave(self) -> Button:
        return PaperBack(self.response_id)


def _of_other(context: Context, place: Place) -> bool:
    return place.person != context.actor.person_id


def _headed(context: Context, place: Place) -> Place:
    """A sheet of paper says whose it is, on each screen."""
    if not _of_other(context, place) or place.person not in place.names:
        return place
    whose = context.call(place.names[place.person])
    return replace(place, title=words.on_paper(place.title, whose))


async def _done(context: Context, use: Use[P], /, *args: P.args, **kwargs: P.kwargs) -> None:
    await show(context, await context.write(use, *args, **kwargs))


@on(buttons.OpenSurvey)
async def open_survey(context: Context, request: buttons.OpenSurvey) -> None:
    await _done(context, picking.start, request.response_id)


def _at(
    request: buttons.Choose | buttons.Pick | buttons.PickRow | buttons.Picked | buttons.Anew
    | buttons.Skip | buttons.TakeDay | buttons.TurnMonth | buttons.TakePerson | buttons.TurnPage
    | buttons.Earlier | buttons.ChangeAnswer,
) -> At:  # fmt: skip
    return At(request.response_id, request.question, request.about)


@on(buttons.Choose)
async def choose(context: Context, request: buttons.Choose) -> None:
    await _done(context, picking.take, _at(request), request.option)


@on(buttons.Pick)
async def pick(context: Context, request: buttons.Pick) -> None:
    place = await context.write(picking.pick, _at(request), request.option, on=request.on)
    await show(context, place, page=0 if place.moved else request.option // PAGE)


@on(buttons.PickRow)
async def pick_row(context: Context, request: buttons.PickRow) -> None:
    await _done(context, picking.pick_row, _at(request), request.row, request.option)


@on(buttons.Picked)
async def picked(context: Context, request: buttons.Picked) -> None:
    await _done(context, picking.picked, _at(request))


@on(buttons.Anew)
async def anew(context: Context, request: buttons.Anew) -> None:
    await _done(context, picking.anew, _at(request))


@on(buttons.Skip)
async def skip(context: Context, request: buttons.Skip) -> None:
    await _done(context, picking.skip, _at(request), not_applicable=request.not_applicable)


@on(buttons.TakeDay)
async def take_day(context: Context, request: buttons.TakeDay) -> None:
    await _done(context, picking.take, _at(request), request.day)


@on(buttons.TakePerson)
async def take_person(context: Context, request: buttons.TakePerson) -> None:
    await _done(context, picking.take, _at(request), request.person_id)


@on(buttons.TurnMonth)
async def turn_month(context: Context, request: buttons.TurnMonth) -> None:
    month = (request.year, request.month) if 1 <= request.month <= 12 else None
    place = await context.read(reading.place, request.response_id)
    context.asked = True
    await show(context, place, month=month)


@on(buttons.TurnPage)
async def turn_page(context: Context, request: buttons.TurnPage) -> None:
    place = await context.read(reading.place, request.response_id)
    await show(context, place, page=request.page)


@on(buttons.Earlier)
async def earlier(context: Context, request: buttons.Earlier) -> None:
    await _done(context, picking.earlier, _at(request))


# -- words and files ------------------------------------------------------------------------


@on_state(picking.STATE)
async def typed(context: Context, data: dict[str, int | str | None]) -> None:
    """Whatever comes while a question is on the screen: an answer, or kindness and the question
    again."""
    message, response_id = context.message, int(data["response"] or 0)
    if message is None:
        return
    if message.text is not None:
        await _done(context, picking.words, response_id, message.text)
        return
    album = message.media_group_id
    if album is not None and album == data.get(picking.ALBUM):
        return
    await _not_words(context, message, response_id)


async def _not_words(context: Context, message: Message, response_id: int) -> None:
    incoming = of_message(message)
    place = await context.read(reading.place, response_id)
    wanted = place.step is not None and place.step.question.kind is Kind.FILE
    if wanted and incoming is not None and incoming.kind in ("document", "photo"):
        await _file(context, place, incoming, message.media_group_id)
        return
    kind = "sticker" if incoming is None else incoming.kind
    if kind in ("video", "audio"):
        kind = "voice"
    await context.ask(picking.STATE, **picking.awaiting(response_id, message.media_group_id))
    await show(context, place, kindly=words.not_here(kind, place.questionnaire.close))


async def _file(context: Context, place: Place, incoming: Incoming, album: str | None) -> None:
    await context.waiting()
    try:
        data = await download(context, incoming)
        sha = files.keep_proof(context.around.data_dir, data, incoming.name)
    except Refusal as refusal:
        await show(context, place, kindly=refusals.sentence(refusal.key, refusal.data))
        return
    value = {"sha": sha, "name": incoming.name, "photo": incoming.kind == "photo"}
    await _done(context, picking.file, place.response_id, value, album)


# -- the summary ----------------------------------------------------------------------------


@on(buttons.Answers)
async def answers(context: Context, request: buttons.Answers) -> None:
    place = await context.read(reading.summary, request.response_id)
    await summary_screen(context, place, request.page)


@on(buttons.ChangeAnswer)
async def change_answer(context: Context, request: buttons.ChangeAnswer) -> None:
    await _done(context, picking.change, _at(request))


@on(buttons.SendSurvey)
async def send(context: Context, request: buttons.SendSurvey) -> None:
    await _done(context, sending.send, request.response_id)


async def summary_screen(context: Context, place: Place, page: int) -> None:
    """What is answered, one button each, and what can be done with it."""
    place = _headed(context, place)
    summed = words.Summed(
        title=place.title, close=place.questionnaire.close, left=place.left, sent=place.sent,
        open=place.open, anonymous=place.anonymous, until=place.last, today=context.actor.today,
        thanks="" if _of_other(context, place) else place.questionnaire.thanks,
    )  # fmt: skip
    text = words.summary(summed, [_line(context, place, at) for at in _numbers(place, page)])
    await context.show(Screen(text, _summary_rows(context, place, page)))


def _numbers(place: Place, page: int) -> list[int]:
    """Places in `asked` of the answers on a page; of an anonymous one that was sent none."""
    if place.sent and place.anonymous:
        return []
    asked = [at for at, step in enumerate(place.asked) if step.counts]
    return list(cut(asked, page))


def _line(context: Context, place: Place, at: int) -> str:
    step = place.asked[at]
    find = named(place, context.call)
    reply = place.replies.get(step.key)
    said = words.NOT_REACHED
    if reply is not None:
        said = words.answer_words(step.question, reply, find, place.questionnaire.close)
    text = piped(place, step.question.text, step.about, context.call)
    return words.answer_line(
        _number(place, at), find(step.about) if step.about else "", text, said
    )


def _number(place: Place, at: int) -> int:
    return sum(step.counts for step in place.asked[: at + 1])


def _summary_rows(context: Context, place: Place, page: int) -> list[Row]:
    response_id = place.response_id
    changeable = place.open and not (place.sent and place.anonymous)
    rows: list[Row] = []
    if changeable and not place.complete:
        rows.append([(words.CONTINUE, buttons.OpenSurvey(response_id))])
    elif changeable and not place.sent and not place.empty:
        rows.append([(words.SEND, buttons.SendSurvey(response_id))])
    for at in _numbers(place, page) if changeable else ():
        step = place.asked[at]
        text = piped(place, step.question.text, step.about, context.call)
        to = buttons.ChangeAnswer(response_id, step.index, step.about)
        rows.append([(words.answer_button(_number(place, at), text), to)])
    count = 0 if place.sent and place.anonymous else sum(s.counts for s in place.asked)
    rows.append(pager(page, count, lambda n: buttons.Answers(response_id, n)))
    sheet = _of_other(context, place)
    if sheet and place.sent:
        rows.insert(0, [(words.NEXT_SHEET, PaperBack(response_id))])
    if changeable and not place.sent and not sheet:
        rows.append([(words.DECLINE, buttons.AskDecline(response_id))])
    return [*rows, bottom(PaperBack(response_id) if sheet else buttons.Surveys(0))]


# -- not to answer --------------------------------------------------------------------------


@on(buttons.AskDecline)
async def ask_decline(context: Context, request: buttons.AskDecline) -> None:
    place = await context.read(reading.summary, request.response_id)
    rows: list[Row] = [
        [(words.KEEP, buttons.OpenSurvey(request.response_id))],
        [(words.DECLINE, buttons.Decline(request.response_id))],
        bottom(buttons.Answers(request.response_id, 0)),
    ]
    text = words.ask_decline(place.title, place.questionnaire.close)
    await context.show(Screen(text, rows))


@on(buttons.Decline)
async def decline(context: Context, request: buttons.Decline) -> None:
    await context.write(picking.decline, request.response_id)
    await context.show(Screen(words.declined(), [bottom(buttons.Surveys(0))]))
