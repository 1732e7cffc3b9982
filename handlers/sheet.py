"""The open questions as a table: sent out, and taken back filled in."""

from domain.names import Style
from exports.decisions import decisions_sheet
from exports.names import file_name
from exports.worker import in_worker
from handlers.buttons.draft import DecisionsSheet, OpenDraft
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.registry import on
from imports.refusals import Unreadable
from services import sheet
from texts import decisions as words
from texts import draft as draft_words
from texts import exports as export_words
from texts import upload as upload_words


@on(DecisionsSheet)
async def send_sheet(context: Context, request: DecisionsSheet) -> None:
    data = await context.read(sheet.sheet, request.roadmap_id)
    await context.waiting("upload_document")
    style = Style(context.around.names_in_files)
    people = [sheet.listed_name(card.named, style) for card in data.people]
    made = await in_worker(
        decisions_sheet, data.rows, data.roadmap_id, data.version, people, data.title, data.key
    )
    name = file_name(export_words.DECISIONS_SHEET, data.title, context.actor.today)
    rows = [bottom(OpenDraft(data.roadmap_id))]
    await context.send_file(made, name, words.sheet_caption(len(data.rows)), Screen("", rows))


async def take_sheet(context: Context, data: bytes) -> None:
    """Read a returned table and apply it."""
    from imports.decisions import read_decisions  # the library for tables is heavy

    try:
        answer = await in_worker(read_decisions, data)
    except Unreadable as refused:
        sentence = export_words.refusal(refused.code, refused.data)
        await context.show(Screen(upload_words.refused(sentence), [bottom()]))
        return
    taken = await context.write(sheet.take, answer, Style(context.around.names_in_files))
    text = words.taken(
        terms=taken.terms,
        owners=taken.owners,
        kept=taken.kept,
        skipped=taken.skipped,
        unclear=taken.unclear,
    )
    rows = [[(draft_words.TO_DRAFT, OpenDraft(taken.roadmap_id))], bottom()]
    await context.show(Screen(text, rows))
