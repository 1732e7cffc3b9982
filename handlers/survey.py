"""Answering a questionnaire in the chat, question by question."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from aiogram.types import Message

from db.engine import Session
from domain.named import Named
from domain.survey import Kind
from handlers.buttons import survey as buttons
from handlers.buttons.questionnaires import PaperBack
from handlers.context import Context
from handlers.incoming import Incoming, download, of_message
from handlers.registry import Button, on, on_again, on_state
from handlers.survey_acts import Acts
from handlers.survey_keys import page_with
from handlers.survey_screens import screen
from handlers.survey_summary import headed, of_other, summary_screen, told_hushed
from services import files
from services.actor import Actor
from services.errors import Refusal
from services.surveys import banked, by_words, on_screen, picking, reading, sending
from services.surveys.picking import At
from services.surveys.reading import Place
from texts import refusals
from texts import survey as words

P = ParamSpec("P")
Use = Callable[Concatenate[Session, Actor, P], Place]


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
    place = headed(context, place)
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
    kindly = kindly or told_hushed(context, place)
    sheet = of_other(context, place)
    shown = screen(
        place, context.call, today, page=page, month=month, people=people, kindly=kindly,
        acts=PaperActs(place.response_id, step.index, step.about) if sheet else None,
    )  # fmt: skip
    await context.show(shown)


class PaperActs(Acts):
    """The same under a sheet of paper that is entered for somebody."""

    paper = True

    def leave(self) -> Button:
        return PaperBack(self.response_id)


async def _done(context: Context, use: Use[P], /, *args: P.args, **kwargs: P.kwargs) -> None:
    await show(context, await context.write(use, *args, **kwargs))


@on(buttons.OpenSurvey, straight=True)
async def open_survey(context: Context, request: buttons.OpenSurvey) -> None:
    await _done(context, picking.start, request.response_id)


def _at(
    request: buttons.Choose | buttons.Pick | buttons.PickRow | buttons.Picked | buttons.Anew
    | buttons.Skip | buttons.TakeDay | buttons.TurnMonth | buttons.TakePerson | buttons.TurnPage
    | buttons.KeepAnswer | buttons.Earlier | buttons.ChangeAnswer,
) -> At:  # fmt: skip
    return At(request.response_id, request.question, request.about)


@on(buttons.Choose, straight=True)
async def choose(context: Context, request: buttons.Choose) -> None:
    await _done(context, picking.take, _at(request), request.option)


@on(buttons.Pick, straight=True)
async def pick(context: Context, request: buttons.Pick) -> None:
    place = await context.write(picking.pick, _at(request), request.option, on=request.on)
    await show(context, place, page=page_with(place, request.option))


@on(buttons.PickRow, straight=True)
async def pick_row(context: Context, request: buttons.PickRow) -> None:
    await _done(context, picking.pick_row, _at(request), request.row, request.option)


@on(buttons.Picked, straight=True)
async def picked(context: Context, request: buttons.Picked) -> None:
    await _done(context, picking.picked, _at(request))


@on(buttons.Anew, straight=True)
async def anew(context: Context, request: buttons.Anew) -> None:
    await _done(context, picking.anew, _at(request))


@on(buttons.Skip, straight=True)
async def skip(context: Context, request: buttons.Skip) -> None:
    await _done(context, picking.skip, _at(request), not_applicable=request.not_applicable)


@on(buttons.TakeDay, straight=True)
async def take_day(context: Context, request: buttons.TakeDay) -> None:
    await _done(context, picking.take, _at(request), request.day)


@on(buttons.TakePerson, straight=True)
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


@on(buttons.KeepAnswer, straight=True)
async def keep(context: Context, request: buttons.KeepAnswer) -> None:
    await _done(context, picking.keep, _at(request))


@on(buttons.Earlier, straight=True)
async def earlier(context: Context, request: buttons.Earlier) -> None:
    await _done(context, picking.earlier, _at(request))


# -- words and files ------------------------------------------------------------------------


@on_state(on_screen.STATE)
async def typed(context: Context, data: dict[str, int | str | None]) -> None:
    """Whatever comes while a question is on the screen: an answer, or kindness and the question
    again."""
    message, response_id = context.message, int(data["response"] or 0)
    if message is None:
        return
    if message.text is not None:
        await _done(context, by_words.words, response_id, message.text)
        return
    album = message.media_group_id
    if album is not None and album == data.get(on_screen.ALBUM):
        return
    await _not_words(context, message, response_id)


@on_again(on_screen.STATE)
async def again(context: Context, data: dict[str, int | str | None]) -> None:
    await show(context, await context.read(reading.place, int(data["response"] or 0)))


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
    await context.ask(on_screen.STATE, **on_screen.awaiting(response_id, message.media_group_id))
    await show(context, place, kindly=words.not_here(kind, place.questionnaire.close))


async def _file(context: Context, place: Place, incoming: Incoming, album: str | None) -> None:
    await context.waiting()
    try:
        data = await download(context, incoming)
        sha = files.keep_proof(context.around.data_dir, data, incoming.name)
    except Refusal as refusal:
        await show(context, place, kindly=_refused(context, place, refusal))
        return
    value = {"sha": sha, "name": incoming.name, "photo": incoming.kind == "photo"}
    await _done(context, by_words.file, place.response_id, value, album)


def _refused(context: Context, place: Place, refusal: Refusal) -> str:
    close = context.actor.pupil or place.questionnaire.close
    return words.warned(refusals.sentence(refusal.key, refusal.data, close=close))


# -- the summary ----------------------------------------------------------------------------


@on(buttons.ChangeAnswer, straight=True)
async def change_answer(context: Context, request: buttons.ChangeAnswer) -> None:
    await _done(context, picking.change, _at(request))


@on(buttons.SendSurvey)
async def send(context: Context, request: buttons.SendSurvey) -> None:
    await _done(context, sending.send, request.response_id)
