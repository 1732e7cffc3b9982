"""Both sides agree to a programme: in the chat, or on paper entered for them."""

from typing import Any

from domain.on_paper import Kind
from domain.programmes import Stage
from handlers.buttons.nav import bottom
from handlers.buttons.on_paper import PaperMatter
from handlers.buttons.pairs import OpenPair
from handlers.buttons.programmes import (
    AgreeTo,
    ConfirmProgramme,
    Programme,
    ProgrammeLines,
    PutProgramme,
    ReadProgramme,
    RemarkOn,
    SignedOnPaper,
    UndoShift,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.programmes import show_card
from handlers.prompting import Call, Worded, words_of
from handlers.registry import on, on_state
from handlers.typed import typed_text
from services.errors import Refusal
from services.pairs.views import PairCard
from services.programmes import agreeing, view
from services.programmes.agreeing import Outcome
from services.programmes.asking import Remarks, ToAgree
from services.programmes.pausing import Moved
from services.programmes.view import ProgrammeView
from texts import pair_names as pair_words
from texts import programme_agreeing as words
from texts import programme_card as card_words
from texts import programme_text as text_words
from texts import programmes as programme_words
from texts.reminders import Said

REMARKING = "programme.remark"


@on(PutProgramme)
async def put(context: Context, request: PutProgramme) -> None:
    before = await context.read(view.of, request.programme_id)
    done = await context.write(agreeing.put, request.programme_id)
    found = await context.read(view.of, done.programme_id)
    names = [context.call(answer.who) for answer in found.answers if not answer.agreed]
    interim = before.stage is Stage.RUNNING
    text = words.started(found.lines) if done.runs else words.put(names, interim=interim)
    await _receipt(context, text, found)


@on(AgreeTo)
async def agree(context: Context, request: AgreeTo) -> None:
    done = await context.write(agreeing.agree, request.programme_id, request.mark)
    await _agreed(context, done)


async def _agreed(context: Context, done: Outcome) -> None:
    found = await context.read(view.of, done.programme_id)
    interim = found.stage is Stage.RUNNING and not done.runs
    text = words.agreed(runs=done.runs, waiting=len(done.waiting), interim=interim)
    await _receipt(context, text, found)


@on(RemarkOn)
async def ask_remark(context: Context, request: RemarkOn) -> None:
    found = await context.read(view.of, request.programme_id)
    if not found.mark:
        raise Refusal("programme_changed")
    await context.ask(REMARKING, programme_id=found.id)
    await context.show(Screen(words.ask_remark(), [bottom(Programme(found.id))]))


@on_state(REMARKING)
async def typed_remark(context: Context, data: dict[str, Any]) -> None:
    text = await typed_text(context)
    if text is None:
        return
    done = await context.write(agreeing.remark, int(data["programme_id"]), text)
    rows: list[Row] = [[(programme_words.OPEN, Programme(done.programme_id))]]
    await context.show(Screen(words.remarked(), [*rows, bottom(OpenPair(done.pair_id))]))


@on(ConfirmProgramme)
async def confirm(context: Context, request: ConfirmProgramme) -> None:
    done = await context.write(agreeing.confirm, request.programme_id)
    found = await context.read(view.of, done.programme_id)
    await _receipt(context, words.started(found.lines), found)


@on(SignedOnPaper)
async def on_paper(context: Context, request: SignedOnPaper) -> None:
    there = request.programme_id
    found = await context.read(view.of, there)
    if not found.papers:
        await show_card(context, there)
        return
    today = context.actor.today
    rows: list[Row] = [
        [(context.call(each.who), PaperMatter(each.who.id, Kind.PROGRAMME, there, today))]
        for each in found.papers
    ]
    await context.show(Screen(words.ask_paper(), [*rows, bottom(Programme(there))]))


async def _receipt(context: Context, text: str, found: ProgrammeView) -> None:
    rows: list[Row] = [
        [(programme_words.OPEN, Programme(found.id))],
        bottom(OpenPair(found.pair.id)),
    ]
    await context.show(Screen(text, rows))


def _pair(card: PairCard, call: Call) -> str:
    mentors, mentees = ([call(each) for each in some] for some in (card.mentors, card.mentees))
    return pair_words.title(mentors, mentees)


@words_of(ToAgree)
def asked(thing: ToAgree, call: Call) -> Worded:
    return Worded(
        Said(*words.asked(_pair(thing.pair, call), interim=thing.interim)),
        (
            (words.AGREE, AgreeTo(thing.programme_id, thing.mark)),
            (card_words.READ, ReadProgramme(thing.programme_id, 0)),
        ),
    )


@words_of(Remarks)
def remarked(thing: Remarks, call: Call) -> Worded:
    said = Said(*words.has_remarks(call(thing.by), thing.words))
    return Worded(said, ((programme_words.OPEN, Programme(thing.programme_id)),))


@words_of(Moved)
def moved(thing: Moved, call: Call) -> Worded:
    there = thing.programme_id
    return Worded(
        Said(*card_words.moved(_pair(thing.pair, call), thing.lines, thing.days)),
        ((text_words.LINES, ProgrammeLines(there, 0)), (words.UNDO_SHIFT, UndoShift(there))),
    )
