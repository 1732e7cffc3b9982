"""Blanks of consents to print."""

from domain.consents import Document
from exports.docx.consents import blank as make_blank
from exports.names import file_name
from exports.worker import in_worker
from handlers.buttons.consent_blanks import Blank, Blanks
from handlers.buttons.consent_papers import Documents
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Screen, in_rows
from handlers.registry import on
from services import consent_papers
from texts import consent as consent_words
from texts import consent_papers as words


@on(Blanks)
async def blanks(context: Context, request: Blanks) -> None:
    view = await context.read(consent_papers.sheet, request.person_id)
    choices = [
        (consent_words.DOCUMENTS[each.document], Blank(view.who.id, each.document))
        for each in view.documents
        if each.document is not Document.PHOTO  # one text of both choices
    ]
    rows = [*in_rows(choices, 2), bottom(Documents(view.who.id))]
    await context.show(Screen(words.to_print(context.call(view.who)), rows))


@on(Blank)
async def blank(context: Context, request: Blank) -> None:
    text = await context.read(consent_papers.blank, request.person_id, request.document)
    await context.waiting("upload_document")
    today = context.actor.today
    made = await in_worker(make_blank, text.text, today)
    name = file_name(words.blank_name(request.document), "", today, "docx")
    mine = request.person_id == context.actor.person_id
    back = bottom() if mine else bottom(Documents(request.person_id))
    caption = words.blank_caption(request.document, "")
    await context.send_file(made, name, caption, Screen("", [back]))
