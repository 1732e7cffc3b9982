"""A pair's programme: begun from a template, a file or nothing; its card and its text."""

from typing import Any

from domain.programmes import HeadField
from handlers import incoming
from handlers.buttons.nav import bottom
from handlers.buttons.pairs import OpenPair
from handlers.buttons.programmes import (
    BeginEmpty,
    BeginFromFile,
    BeginFromPrevious,
    BeginWith,
    DeleteProgramme,
    DeleteProgrammeNow,
    LookAt,
    PairProgramme,
    Programme,
    ProgrammeOfPlan,
    ReadProgramme,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.programme_words import WORDING, called, card_rows, card_text
from handlers.registry import on, on_state
from handlers.ways import PAIR, Way
from imports.child import read_safely
from imports.refusals import Unreadable
from services import files
from services.errors import Refusal
from services.pairs import views as pair_views
from services.pairs.views import PairView
from services.programmes import begin, view
from services.roundtrip import programme
from texts import dates, programme_names
from texts import imports as import_words
from texts import programme_card as card_words
from texts import programmes as words
from texts import upload as upload_words

FILE = "programme.file"


@PAIR.way(20)
def _way(pair: PairView) -> list[Way]:
    """Who writes it may begin it; its progress stands on its own card."""
    found = pair.programme
    if found is None:
        writes = (pair.mentoring or pair.edit) and pair.open
        return [(words.BEGIN, PairProgramme(pair.id, 0))] if writes else []
    caption = words.pair_caption(found.stage, found.progress)
    return [(caption, PairProgramme(pair.id, 0))]


@on(PairProgramme)
async def of_pair(context: Context, request: PairProgramme) -> None:
    await context.forget()
    found = await context.read(view.of_pair, request.pair_id)
    if found.id is not None and not (found.may_begin and request.page):
        await show_card(context, found.id)
    else:
        await _choices(context, request.pair_id, request.page)


async def _choices(context: Context, pair_id: int, page: int) -> None:
    choice = await context.read(begin.choice, pair_id)
    pair = await context.read(pair_views.view, pair_id)
    shown = cut(choice.offered, page)
    rows: list[Row] = [
        [(words.begin_caption(one.name), LookAt(pair_id, one.key, 0))] for one in shown
    ]
    rows.append(pager(page, len(choice.offered), lambda to: PairProgramme(pair_id, to)))
    if choice.previous is not None:
        rows.append([(words.FROM_PREVIOUS, BeginFromPrevious(pair_id))])
    rows.append([(words.FROM_FILE, BeginFromFile(pair_id))])
    rows.append([(words.EMPTY, BeginEmpty(pair_id))])
    text = words.begin(
        called(context, pair.card), [(o.name, o.about, o.lines, o.school) for o in shown]
    )
    await context.show(Screen(text, [*rows, bottom(OpenPair(pair_id))]))


@on(LookAt)
async def look(context: Context, request: LookAt) -> None:
    made = await context.read(begin.look, request.pair_id, request.key, programme_names.term)
    shown = cut(made.lines, request.page)
    text = words.look(
        made.name, made.about, made.head.goal, [(title, said) for title, _, said in shown],
        first_number(request.page, len(made.lines)), len(made.lines),
    )  # fmt: skip
    rows: list[Row] = [
        [(words.TAKE, BeginWith(request.pair_id, request.key))],
        pager(request.page, len(made.lines), lambda to: LookAt(request.pair_id, request.key, to)),
        bottom(PairProgramme(request.pair_id, 0)),
    ]
    await context.show(Screen(text, rows))


@on(BeginWith)
async def begin_with(context: Context, request: BeginWith) -> None:
    made = await context.write(begin.from_template, request.pair_id, request.key, WORDING)
    await show_card(context, made)


@on(BeginEmpty)
async def begin_empty(context: Context, request: BeginEmpty) -> None:
    await show_card(context, await context.write(begin.empty, request.pair_id, WORDING))


@on(BeginFromPrevious)
async def begin_again(context: Context, request: BeginFromPrevious) -> None:
    await show_card(context, await context.write(begin.from_previous, request.pair_id, WORDING))


@on(BeginFromFile)
async def ask_file(context: Context, request: BeginFromFile) -> None:
    await context.read(begin.choice, request.pair_id)
    await context.ask(FILE, pair_id=request.pair_id)
    await context.show(Screen(words.ask_file(), [bottom(PairProgramme(request.pair_id, 0))]))


@on_state(FILE)
async def received(context: Context, data: dict[str, Any]) -> None:
    """Whatever cannot be read is refused with the reason, and the next file is waited for."""
    file = incoming.of_message(context.message) if context.message else None
    if file is None or file.kind != "document":
        raise Refusal("programme_file")
    pair_id = int(data["pair_id"])
    await context.waiting()
    content = await incoming.download(context, file)
    try:
        document = await read_safely(content, file.name)
    except Unreadable as refused:
        sentence = import_words.refusal(refused.code, refused.data)
        back = bottom(PairProgramme(pair_id, 0))
        await context.show(Screen(upload_words.refused(sentence), [back]))
        return
    sha = files.keep(context.around.data_dir, content)
    made = await context.write(begin.from_document, pair_id, document, file.name, sha, WORDING)
    found = await context.read(view.of, made)
    parts = [part for part in HeadField if found.head.part(part)]
    done = sum(bool(row.done) for row in document.rows)
    text = words.read_file(len(document.rows), parts, done)
    rows: list[Row] = [[(words.OPEN, Programme(made))], bottom(OpenPair(pair_id))]
    await context.show(Screen(text, rows))


@on(Programme)
async def open_programme(context: Context, request: Programme) -> None:
    await context.forget()
    await show_card(context, request.programme_id)


@on(ProgrammeOfPlan)
async def open_plan(context: Context, request: ProgrammeOfPlan) -> None:
    await context.forget()
    await show_card(context, await context.read(programme.home_of, request.roadmap_id))


async def show_card(context: Context, programme_id: int) -> None:
    found = await context.read(view.of, programme_id)
    await context.show(Screen(card_text(context, found), card_rows(found)))


@on(ReadProgramme)
async def read(context: Context, request: ReadProgramme) -> None:
    """What is agreed to, whole, with the answer under it."""
    there = request.programme_id
    found = await context.read(view.whole, there)
    today = context.actor.today
    lines = [
        words.Read(
            line.number, line.section, line.title, line.result,
            card_words.term_now(line.written, line.moved), line.actual, line.mark,
        )
        for line in found.lines
    ]  # fmt: skip
    head = [(part, found.head.part(part)) for part in HeadField]
    span = dates.span(*found.period, today)
    whole = words.whole(called(context, found.pair), span, head, lines)
    pages = words.pages(whole)
    text = words.page(cut(pages, request.page, 1)[0])
    turn = pager(request.page, len(pages), lambda to: ReadProgramme(there, to), size=1)
    card = await context.read(view.of, there)
    answer = [row for row in card_rows(card)[:1] if card.mark]
    await context.show(Screen(text, [turn, *answer, bottom(Programme(there))]))


@on(DeleteProgramme)
async def ask_delete(context: Context, request: DeleteProgramme) -> None:
    there = request.programme_id
    found = await context.read(view.of, there)
    if not found.may_write:
        raise Refusal("forbidden")
    rows = in_rows(
        [(words.DELETE_NO, Programme(there)), (words.DELETE_YES, DeleteProgrammeNow(there))], 2
    )
    await context.show(Screen(words.ask_delete(), [*rows, bottom(Programme(there))]))


@on(DeleteProgrammeNow)
async def delete(context: Context, request: DeleteProgrammeNow) -> None:
    pair_id = await context.write(begin.remove, request.programme_id)
    await context.answer(words.deleted())
    await _choices(context, pair_id, 0)
