"""The results of a closed campaign go to the roadmap's lines that it does, in one tap."""

from db.models.roadmap import EvidenceKind
from exports.worker import in_worker
from handlers import survey_book
from handlers.bundle import label
from handlers.buttons import survey_results as buttons
from handlers.buttons.item import Done, OpenItem, UndoAct
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.registry import on
from handlers.survey_drawing import bars, drawn, may_prove
from handlers.ways import Way
from services import files
from services.errors import Refusal
from services.surveys import proving, result_files
from services.surveys.proving import Attached
from texts import campaigns as campaign_words
from texts import item as item_words
from texts import survey_files as words


@on(buttons.AttachResults)
async def results(context: Context, request: buttons.AttachResults) -> None:
    from exports.survey_results import book

    there = request.campaign_id
    await context.read(proving.ensure, there)
    found = (await context.read(result_files.load, there)).results
    if not found.told:
        raise Refusal("survey_untold")
    await context.waiting("upload_document")
    made = await in_worker(book, survey_book.public(found))
    name = words.proof_name(found.title, found.sent, found.invited)
    await _attach(context, there, EvidenceKind.FILE, name, made)


@on(buttons.AttachPicture)
async def picture(context: Context, request: buttons.AttachPicture) -> None:
    from exports.pictures import survey_bars

    there = request.campaign_id
    await context.read(proving.ensure, there)
    found = (await context.read(result_files.load, there)).results
    each = drawn(found, request.at)
    if not may_prove(found, each):
        raise Refusal("survey_few_prove")
    await context.waiting("upload_photo")
    made = await in_worker(survey_bars.png, bars(found, each))
    name = words.picture_proof_name(found.title, each.tally, each.tally.given)
    await _attach(context, there, EvidenceKind.PHOTO, name, made)


async def _attach(
    context: Context, campaign_id: int, kind: EvidenceKind, name: str, made: bytes
) -> None:
    sha = files.keep(context.around.data_dir, made)
    found = await context.write(proving.attach, campaign_id, kind, name, sha)
    lines, known = ([label(each) for each in some] for some in (found.lines, found.known))
    text = words.attached(found.title, lines, known)
    back = bottom(buttons.SurveyResults(campaign_id))
    await context.show(Screen(text, [*_rows(found), back]), new=kind is EvidenceKind.PHOTO)


def _rows(found: Attached) -> list[Row]:
    first = (found.lines or found.known)[0]
    mark: Row = [(campaign_words.MARK, Done(found.open))] if found.open is not None else []
    line: Way = (words.OPEN_LINE, OpenItem(first.item_id))
    if found.event_id is None:
        return [mark, [line]]
    return [mark, [line, (item_words.UNDO, UndoAct(found.event_id))]]
