"""Notes of a meeting: shared ones, and private ones that nobody else ever sees."""

from handlers import incoming
from handlers.buttons.meeting_notes import AddNote, Notes, OpenNote, RemoveNote
from handlers.buttons.meetings import OpenMeeting
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.meeting_words import title
from handlers.note_files import keep
from handlers.registry import on, on_state
from handlers.screen import HARMLESS
from services import files
from services.errors import Refusal
from services.meetings import notes, views
from services.meetings.notes import Note
from texts import meeting_notes as words

NOTE = "meeting.note"


@on(Notes)
async def listing(context: Context, request: Notes) -> None:
    await context.forget()
    await _list(context, request.meeting_id, request.page)


async def _list(context: Context, meeting_id: int, page: int) -> None:
    view = await context.read(views.view, meeting_id)
    found = await context.read(notes.listed, meeting_id)
    shown, start = cut(found, page), first_number(page, len(found))
    lines = [
        words.line(each.kind, each.text, _author(context, each), each.private) for each in shown
    ]
    add: Row = []
    if view.takes_part or view.records:
        add = [
            (words.ADD_SHARED, AddNote(view.id, False)),
            (words.ADD_PRIVATE, AddNote(view.id, True)),
        ]
    digits: Row = [(str(n), OpenNote(each.id)) for n, each in enumerate(shown, start)]
    turn = pager(page, len(found), lambda to: Notes(view.id, to))
    text = words.notes(title(context, view), lines, start)
    await context.show(Screen(text, [add, digits, turn, bottom(OpenMeeting(view.id))]))


def _author(context: Context, note: Note) -> str:
    return context.call(note.author) if note.author else ""


@on(AddNote)
async def add(context: Context, request: AddNote) -> None:
    await context.read(notes.for_adding, request.meeting_id)
    view = await context.read(views.view, request.meeting_id)
    await context.ask(NOTE, meeting_id=view.id, private=int(request.private))
    text = words.ask(title(context, view), request.private)
    await context.show(Screen(text, [bottom(Notes(view.id, 0))]))


@on_state(NOTE)
async def received(context: Context, data: dict[str, int]) -> None:
    meeting_id, private = data["meeting_id"], bool(data["private"])
    file = incoming.of_message(context.message) if context.message else None
    if file is not None:
        await keep(context, meeting_id, file, private=private)
    else:
        await context.write(notes.add, meeting_id, notes.TEXT, said(context), private=private)
    await context.forget()
    await _list(context, meeting_id, 10**6)


@on(OpenNote)
async def open_one(context: Context, request: OpenNote) -> None:
    note = await context.read(notes.one, request.note_id)
    view = await context.read(views.view, note.meeting_id)
    text = words.note(
        title(context, view), note.kind, note.text, _author(context, note), note.private
    )
    drop: Row = [(words.REMOVE, RemoveNote(note.id))] if note.mine else []
    shown = Screen(text, [drop, bottom(Notes(view.id, 0))])
    if note.sha is None:
        await context.show(shown)
    else:
        await _send(context, note, note.sha, shown)


async def _send(context: Context, note: Note, sha: str, shown: Screen) -> None:
    try:
        data = files.path(context.around.data_dir, sha).read_bytes()
    except FileNotFoundError:
        raise Refusal("note_lost") from None
    await context.waiting("upload_document")
    caption = words.caption(note.text, note.private)
    if note.kind == notes.PHOTO:
        try:
            await context.send_photo(data, "photo.jpg", caption, shown)
        except HARMLESS:  # too large or too long for a photo: it still is a file
            pass
        else:
            return
    await context.send_file(data, note.text.partition(notes.JOIN)[0], caption, shown)


@on(RemoveNote)
async def remove(context: Context, request: RemoveNote) -> None:
    meeting_id = await context.write(notes.remove, request.note_id)
    await _list(context, meeting_id, 0)
