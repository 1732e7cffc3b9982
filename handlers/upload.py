"""Any file at any moment: a roadmap is read, all else is kept until the person says for what."""

from collections.abc import Sequence
from pathlib import PurePath

from aiogram.types import Message

from db.models.roadmap import EvidenceKind
from domain import proof_files
from handlers import lists, returned
from handlers.buttons.item import OpenItem
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import MyItems
from handlers.buttons.upload import AttachElsewhere, AttachPending
from handlers.context import Context
from handlers.draft import draft_screen
from handlers.incoming import Incoming, download, of_message
from handlers.keyboards import items as keys
from handlers.keyboards.build import Row as Keys
from handlers.keyboards.build import Screen
from handlers.new_document import what_is_it
from handlers.registry import on
from imports.child import read_safely
from imports.refusals import Unreadable
from imports.roadmap import Document
from services import attachments, drafts, files
from services.attachments import Kept
from services.items import ItemLine
from texts import draft as draft_words
from texts import imports as import_words
from texts import upload as words

# What a roadmap is kept in, or is taken for one: the reader says what to do about the others.
OFFICE = frozenset({
    ".docx", ".xlsx", ".odt", ".csv", ".tsv", ".txt", ".doc", ".xls", ".ods", ".rtf", ".pdf",
    ".docm", ".xlsm", ".htm", ".html", ".zip",
})  # fmt: skip
NEAREST = 5


async def unexpected_file(context: Context, message: Message) -> None:
    """Answer whatever is not text with what can be done with it."""
    incoming = of_message(message)
    if incoming is None:
        await context.show(Screen(words.sticker(), [bottom()]))
    elif incoming.kind in ("voice", "video", "audio"):
        await context.show(Screen(words.voice(), [bottom()]))
    elif _is_office(incoming) and drafts.place_for(context.actor) is not None:
        await _read_roadmap(context, incoming)
    else:
        await _keep(context, message, incoming)


def _is_office(incoming: Incoming) -> bool:
    suffix = PurePath(incoming.name).suffix.lower()
    return incoming.kind == "document" and suffix in OFFICE


async def _read_roadmap(context: Context, incoming: Incoming) -> None:
    await context.waiting()
    data = await download(context, incoming)
    if await returned.take(context, data) or await lists.take(context, data, incoming.name):
        return
    await read_document(context, data, incoming.name)


async def read_document(context: Context, data: bytes, name: str) -> None:
    """Read a file as a roadmap, or say why it is none."""
    try:
        document = await read_safely(data, name)
    except Unreadable as refused:
        await _no_roadmap(context, import_words.refusal(refused.code, refused.data), data, name)
        return
    await _make_draft(context, document, name, data)


async def _no_roadmap(context: Context, sentence: str, data: bytes, name: str) -> None:
    """Why it is none; it may have been meant as proof, so it is kept for that."""
    nearest = await context.read(attachments.places)
    kept = bool(nearest) and proof_files.fault(name, data) is None
    if kept:
        sha = files.keep_proof(context.around.data_dir, data, name)
        album = context.message.media_group_id if context.message else None
        waiting = Kept(sha, name, EvidenceKind.FILE, album)
        if await context.write(attachments.pend, waiting) > 1:
            return  # it goes where the first of the album goes
    rows = _places(nearest) if kept else [[(draft_words.OWN_ITEMS, MyItems(0))]]
    await context.show(Screen(words.refused(sentence, kept=kept), [*rows, bottom()]))


async def _make_draft(context: Context, document: Document, name: str, data: bytes) -> None:
    sha = files.keep(context.around.data_dir, data)
    created = await context.write(drafts.create, document, name, sha)
    notes = draft_words.notes([(one.code, dict(one.data)) for one in document.warnings])
    if created.fresh:
        await what_is_it(context, created.roadmap_id, notes)
    else:
        await draft_screen(context, created.roadmap_id, notes=notes)


async def _keep(context: Context, message: Message, incoming: Incoming) -> None:
    await context.waiting()
    data = await download(context, incoming)
    if await returned.take(context, data, as_proof=True):
        return
    kind = EvidenceKind.PHOTO if incoming.kind == "photo" else EvidenceKind.FILE
    name = message.caption or incoming.name
    sha = files.keep_proof(context.around.data_dir, data, incoming.name)
    kept = Kept(sha, name, kind, message.media_group_id)
    count = await context.write(attachments.pend, kept)
    if count == 1:  # the others of an album are attached with the first
        await _offer(context, name, curator_only=_is_office(incoming))


async def _offer(context: Context, name: str, *, curator_only: bool) -> None:
    nearest = await context.read(attachments.places)
    text = words.offer(name, bool(nearest), curator_only)
    await context.show(Screen(text, [*_places(nearest), bottom()]))


def _places(nearest: Sequence[ItemLine]) -> list[Keys]:
    rows: list[Keys] = [[(line.label, AttachPending(line.id))] for line in nearest[:NEAREST]]
    return [*rows, [(words.ELSEWHERE, AttachElsewhere(0))]] if nearest[NEAREST:] else rows


@on(AttachElsewhere)
async def elsewhere(context: Context, request: AttachElsewhere) -> None:
    name = await context.read(attachments.waiting)
    found = await context.read(attachments.places)
    shown, first = keys.lines(found, request.page, context.call)
    text = words.elsewhere(name, shown, first, context.actor.today)
    rows = keys.digits(
        found, request.page, AttachElsewhere, lambda item_id, _: AttachPending(item_id)
    )
    await context.show(Screen(text, [*rows, bottom()]))


@on(AttachPending)
async def attach(context: Context, request: AttachPending) -> None:
    attached = await context.write(attachments.attach, request.item_id)
    rows: list[Keys] = [[(words.OPEN, OpenItem(attached.item_id))], bottom()]
    text = words.attached(attached.count, attached.title, paper=attached.paper)
    await context.show(Screen(text, rows))
