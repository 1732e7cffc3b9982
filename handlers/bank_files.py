"""The bank as a table that leaves and comes back."""

from content.areas import named
from exports import bank
from exports.names import file_name
from exports.worker import in_worker
from handlers import returned
from handlers.buttons.banks import Banks, BankSheet
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.registry import on
from services.roundtrip import bank_sheet
from texts import bank_sheet as sheet_words
from texts import banks as words


@on(BankSheet)
async def table(context: Context, _: BankSheet) -> None:
    sheet = await context.write(bank_sheet.send, returned.wording(context))
    await context.answer()
    await context.waiting("upload_document")
    areas = tuple(dict.fromkeys(named().values()))
    made = await in_worker(bank.render, sheet.rows, sheet.organisation, areas, sheet.manifest)
    name = file_name(sheet_words.TITLE, sheet.organisation, context.actor.today)
    back = Screen("", [bottom(Banks(0))])
    await context.send_file(made, name, words.file_caption(len(sheet.rows)), back)
