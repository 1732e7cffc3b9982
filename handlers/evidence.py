"""Proof of an item: sent as a photo, file, voice, link or number of a paper; opened again."""

from datetime import date

from domain.papers import read
from handlers import incoming, returned
from handlers.buttons.item import (
    AddEvidence,
    Done,
    EvidenceList,
    OpenEvidence,
    OpenItem,
    RemoveEvidence,
    UndoAct,
)
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import label, proof, said, told
from handlers.keyboards import items as keys
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import on, on_state
from handlers.screen import HARMLESS
from services import card, evidence, files, tree
from services.errors import Refusal
from services.evidence import Added, EvidenceKind, Proof
from services.item_acts import Acted
from texts import evidence as words
from texts import item as item_words
from texts import kinds as kind_words

PROVING = "item.evidence"
# Recordings come without a name of their own.
_ENDINGS = {"voice": ".ogg", "video": ".mp4", "audio": ".mp3"}


@on(AddEvidence)
async def ask(context: Context, request: AddEvidence) -> None:
    view = await context.read(card.card_to_act, request.item_id)
    await context.ask(PROVING, item_id=view.id, more=0)
    text = words.ask_evidence(view.number, view.title, asked=kind_words.ASK.get(view.kind, ""))
    await context.show(Screen(text, [bottom(OpenItem(view.id))]))


@on_state(PROVING)
async def received(context: Context, data: dict[str, int]) -> None:
    """Whatever comes is attached; of text, after the first proof, only what looks like one."""
    item_id = data["item_id"]
    file = incoming.of_message(context.message) if context.message else None
    if file is not None:
        kept = await _keep_file(context, item_id, file)
        if kept is None:
            return
        added = kept
        name = words.proof_name(_kind_of(file).value, _named(file), None)
    else:
        typed = read(said(context))
        if typed is None:
            raise Refusal("not_proof")
        if typed.kind == "title" and data["more"]:
            raise Refusal("not_proof_more")
        added = await _keep_words(context, item_id, typed.title, typed.url, typed.day)
        name = words.proof_name("document", typed.title, typed.day)
    await _attached(context, added, name)


async def _keep_file(context: Context, item_id: int, file: incoming.Incoming) -> Added | None:
    """None for an edited table of ours: it was answered as that."""
    await context.read(card.card_to_act, item_id)
    await context.waiting("upload_document")
    data = await incoming.download(context, file)
    if await returned.take(context, data, as_proof=True):
        return None
    sha = files.keep_proof(context.around.data_dir, data, _named(file))
    return await context.write(
        evidence.attach, item_id, _kind_of(file), _named(file), sha=sha, state=PROVING
    )


async def _keep_words(
    context: Context, item_id: int, title: str, url: str | None, day: date | None
) -> Added:
    kind = EvidenceKind.LINK if url else EvidenceKind.DOCUMENT
    return await context.write(
        evidence.attach, item_id, kind, title, url=url, document_date=day, state=PROVING
    )


def _named(file: incoming.Incoming) -> str:
    """A name with which the file opens when it is sent back."""
    return file.name + _ENDINGS.get(file.kind, "")


def _kind_of(file: incoming.Incoming) -> EvidenceKind:
    photo = file.kind == "photo"
    return EvidenceKind.PHOTO if photo else EvidenceKind.FILE


async def _attached(context: Context, added: Added, name: str) -> None:
    view = await context.read(card.card, added.item_id)
    done = view.rights.act and not (view.steps or view.shares or view.status in tree.OVER)
    rows: list[Row] = [
        [(item_words.DONE, Done(view.id))] if done and view.check is None else [],
        [(words.ENOUGH, OpenItem(view.id))],
        [(item_words.UNDO, UndoAct(added.event_id))],
        bottom(OpenItem(view.id)),
    ]
    text = words.ask_evidence(view.number, view.title, name)
    await context.show(Screen(text, rows))


@on(EvidenceList)
async def listing(context: Context, request: EvidenceList) -> None:
    view = await context.read(card.card_to_see_proof, request.item_id)
    found, page = view.evidence, request.page
    first = keys.first_number(page, len(found))
    shown = list(enumerate(cut(found, page), first))
    digits: Row = [(str(number), OpenEvidence(line.id)) for number, line in shown]
    turn = pager(page, len(found), lambda to: EvidenceList(view.id, to))
    text = words.evidence_list(label(view), [proof(line) for _, line in shown], first, len(found))
    more: Row = [(words.ATTACH, AddEvidence(view.id))] if view.rights.act else []
    await context.show(Screen(text, [more, digits, turn, bottom(OpenItem(view.id))]))


@on(OpenEvidence)
async def open_one(context: Context, request: OpenEvidence) -> None:
    """A file comes again as a file, a photo as a photo; links and papers are words."""
    found = await context.read(evidence.open_evidence, request.evidence_id)
    view = await context.read(card.card, found.item_id)
    name = words.proof_name(found.kind.value, found.title, found.document_date)
    text = words.proof(label(view), name)
    rows: list[Row] = [[(words.OPEN_LINK, found.url)]] if found.url else []
    if not view.closed:
        rows.append([(words.REMOVE_PROOF, RemoveEvidence(found.id))])
    shown = Screen(text, [*rows, bottom(EvidenceList(view.id, 0))])
    if found.sha is None:
        await context.show(shown)
    else:
        await _send(context, found, found.sha, shown)


async def _send(context: Context, found: Proof, sha: str, shown: Screen) -> None:
    try:
        data = files.path(context.around.data_dir, sha).read_bytes()
    except FileNotFoundError:
        raise Refusal("file_lost") from None
    await context.waiting("upload_document")
    if found.kind is EvidenceKind.PHOTO:
        try:
            await context.send_photo(data, found.title, shown.text, shown)
        except HARMLESS:  # too large or too long for a photo: it still is a file
            pass
        else:
            return
    await context.send_file(data, found.title, shown.text, shown)


@on(RemoveEvidence)
async def remove(context: Context, request: RemoveEvidence) -> None:
    removed = await context.write(evidence.remove_evidence, request.evidence_id)
    acted = Acted(removed.item_id, removed.event_id)
    await told(context, item_words.changed(words.PROOF_REMOVED), acted)
