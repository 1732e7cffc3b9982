"""Tables of people that leave: the example, the lines to mend, everybody."""

from domain.names import Style
from exports import roster as tables
from exports.names import file_name
from exports.worker import in_worker
from handlers import returned
from handlers.buttons.nav import bottom
from handlers.buttons.people import PeopleOf
from handlers.buttons.roster import (
    PeopleTable,
    RosterExample,
    RosterFile,
    RosterMend,
    ShowRoster,
)
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.registry import on
from services import organisations, people
from services.errors import Refusal
from services.roster import mending, proposals
from services.roundtrip import people_sheet
from texts import people as people_words
from texts import roster as roster_words
from texts import roster_files as words


@on(RosterMend)
async def mend(context: Context, request: RosterMend) -> None:
    found = await context.read(proposals.view, request.import_id)
    if not found.wrong:
        raise Refusal("gone")
    await context.waiting("upload_document")
    rows = mending.rows(found.wrong, roster_words.fault)
    made = await in_worker(tables.mend, rows)
    name = file_name(words.MEND_NAME, found.organisation, context.actor.today)
    back = Screen("", [bottom(ShowRoster(found.id))])
    await context.send_file(made, name, words.file_caption(example=False, count=len(rows)), back)


@on(RosterExample)
async def example(context: Context, request: RosterExample) -> None:
    place = request.organisation_id
    await context.read(people.require_editing, place)
    school = await context.read(organisations.named_for, place)
    await context.waiting("upload_document")
    made = await in_worker(tables.example)
    name = file_name(words.EXAMPLE_NAME, school, context.actor.today)
    back = Screen("", [bottom(RosterFile(place))])
    await context.send_file(made, name, words.file_caption(example=True), back)


@on(PeopleTable)
async def everybody(context: Context, request: PeopleTable) -> None:
    place = request.organisation_id
    full = context.around.names_in_files == Style.FULL
    sheet = await context.write(
        people_sheet.send, place, returned.wording(context), people_words.roles, full
    )
    await context.answer()
    await context.waiting("upload_document")
    made = await in_worker(tables.people, sheet.rows, sheet.organisation, sheet.manifest, full)
    name = file_name(words.PEOPLE_TITLE, sheet.organisation, context.actor.today)
    back = Screen("", [bottom(PeopleOf(place, 0))])
    await context.send_file(made, name, words.people_caption(len(sheet.rows)), back)
