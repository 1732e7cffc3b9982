"""The text of a programme is written: its head, its lines; what was changed since."""

from typing import Any

from content import programmes as shelf
from domain.programmes import HeadField
from handlers.buttons.item import OpenItem
from handlers.buttons.nav import bottom
from handlers.buttons.programmes import (
    AddLine,
    Programme,
    ProgrammeChanges,
    ProgrammeHead,
    ProgrammeLines,
    TakePreset,
    UndoShift,
    WritePart,
)
from handlers.context import Context
from handlers.item_words import said, told
from handlers.keyboards import items as keys
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.programme_words import called
from handlers.programmes import show_card
from handlers.registry import Via, on, on_state
from handlers.typed import typed_text
from services.errors import Refusal
from services.programmes import changes, head, lines, pausing, view
from services.programmes.changes import Changed
from services.programmes.view import ProgrammeView
from texts import item as item_words
from texts import item_history as history_words
from texts import programme_names
from texts import programme_text as words

WRITING, ADDING = "programme.part", "programme.line"


async def _writer(context: Context, programme_id: int) -> ProgrammeView:
    found = await context.read(view.of, programme_id)
    if not found.may_write:
        raise Refusal("forbidden")
    return found


@on(ProgrammeHead)
async def head_menu(context: Context, request: ProgrammeHead) -> None:
    await context.forget()
    found = await _writer(context, request.programme_id)
    rows: list[Row] = [
        [(programme_names.PARTS[part], WritePart(found.id, part))] for part in HeadField
    ]
    text = words.head_menu([(part, found.head.part(part)) for part in HeadField])
    await context.show(Screen(text, [*rows, bottom(Programme(found.id))]))


@on(WritePart)
async def ask_part(context: Context, request: WritePart) -> None:
    await _part_screen(context, request.programme_id, request.field)


async def _part_screen(context: Context, programme_id: int, field: HeadField) -> None:
    found = await _writer(context, programme_id)
    await context.ask(WRITING, programme_id=found.id, field=field.value)
    text = found.head.part(field)
    taken = text.splitlines()
    rows: list[Row] = [
        [(words.preset(each, taken=each in taken), TakePreset(found.id, field, number))]
        for number, each in enumerate(shelf.presets(field, found.pair.form))
    ]
    rows.append([(words.READY, ProgrammeHead(found.id))])
    await context.show(Screen(words.ask_part(field, text), [*rows, bottom(Programme(found.id))]))


@on(TakePreset)
async def take(context: Context, request: TakePreset) -> None:
    await context.write(head.take, request.programme_id, request.field, request.number)
    await _part_screen(context, request.programme_id, request.field)


@on_state(WRITING)
async def typed_part(context: Context, data: dict[str, Any]) -> None:
    text = await typed_text(context)
    if text is None:
        return
    programme_id, field = int(data["programme_id"]), HeadField(data["field"])
    await context.write(head.write, programme_id, field, text)
    await head_menu(context, ProgrammeHead(programme_id))


@on(ProgrammeLines)
async def plan(context: Context, request: ProgrammeLines) -> None:
    await context.forget()
    there = request.programme_id
    found = await context.read(view.listing, there)
    shown, first = keys.lines(found.lines, request.page, context.call)
    terms = [found.written.get(each.id) for each in cut(found.lines, request.page)]
    pairs = list(zip(shown, terms, strict=True))
    text = words.line_list(pairs, first, len(found.lines), context.actor.today)
    rows = keys.digits(
        found.lines,
        request.page,
        lambda page: ProgrammeLines(there, page),
        lambda item, page: Via(OpenItem(item), (ProgrammeLines(there, page),)),
    )
    add: Row = [(words.ADD, AddLine(there))] if found.may_write else []
    await context.show(Screen(text, [*rows, add, bottom(Programme(there))]))


@on(AddLine)
async def ask_line(context: Context, request: AddLine) -> None:
    found = await _writer(context, request.programme_id)
    await context.ask(ADDING, programme_id=found.id)
    await context.show(Screen(words.ask_line(), [bottom(ProgrammeLines(found.id, 0))]))


@on_state(ADDING)
async def typed_line(context: Context, data: dict[str, Any]) -> None:
    programme_id = int(data["programme_id"])
    acted = await context.write(lines.add, programme_id, said(context))
    more: Row = [
        (words.ADD, AddLine(programme_id)),
        (words.LINES, ProgrammeLines(programme_id, 0)),
    ]
    await told(context, item_words.changed(words.ADDED), acted, more)


@on(UndoShift)
async def undo_shift(context: Context, request: UndoShift) -> None:
    done = await context.write(pausing.undo_shift, request.programme_id)
    await context.answer(words.unshifted(done.back, done.kept))
    await show_card(context, request.programme_id)


@on(ProgrammeChanges)
async def what_changed(context: Context, request: ProgrammeChanges) -> None:
    there = request.programme_id
    found = await context.read(changes.changes, there)
    shown = [_told(context, line) for line in cut(found.lines, request.page)]
    turn = pager(request.page, len(found.lines), lambda page: ProgrammeChanges(there, page))
    text = words.changes(called(context, found.pair), shown)
    await context.show(Screen(text, [turn, bottom(Programme(there))]))


def _told(context: Context, line: Changed) -> str:
    by, today = context.call(line.by) if line.by else "", context.actor.today
    if line.part is not None:
        return words.change("", words.head_changed(line.part, line.on, by, today))
    if line.action in words.STEPS:
        return words.change("", words.step_taken(line.action, line.on, by, today))
    event = history_words.event(
        line.action, line.on, by, line.told, undone=line.undone, today=today
    )
    return words.change(line.item, event)
