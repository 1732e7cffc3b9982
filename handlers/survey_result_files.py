"""Files of a campaign's results, made in the worker: pictures, the workbook, the SWOT draft."""

from collections.abc import Iterator, Sequence

from domain.survey import appraising
from domain.survey.answers import SCALES
from exports.names import file_name
from exports.survey_tables import SwotDraft
from exports.worker import in_worker
from handlers import survey_book
from handlers.buttons import survey_results as buttons
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.registry import on
from handlers.survey_drawing import bars, drawn, may_prove
from handlers.survey_whole import satisfied, shown
from services.errors import Refusal
from services.surveys import before_after, proving, result_files
from services.surveys.result_files import Swot
from services.surveys.results import Results
from texts import survey_answers as open_words
from texts import survey_files as words
from texts import survey_results as result_words
from texts.campaign_names import in_file_name
from texts.piping import plain

HIGH, LOW = 0.75, 0.5  # of a scale: what counts as a strength, as a weakness


@on(buttons.ResultPicture)
async def picture(context: Context, request: buttons.ResultPicture) -> None:
    from exports.pictures import survey_bars

    found = (await context.read(result_files.load, request.campaign_id)).results
    each = drawn(found, request.at)
    await context.waiting("upload_photo")
    png = await in_worker(survey_bars.png, bars(found, each))
    caption = result_words.caption(
        each.tally, found.sent, anonymous=found.anonymous, least=found.least,
        share=satisfied(each.tally),
    )  # fmt: skip
    there = request.campaign_id
    proves = await context.read(proving.lines, there) and may_prove(found, each)
    proof: Row = [(words.ATTACH_PICTURE, buttons.AttachPicture(there, request.at))]
    rows = [proof if proves else [], bottom(buttons.ResultQuestion(there, request.at))]
    await context.send_photo(png, words.PICTURE_FILE, caption, Screen("", rows))


@on(buttons.ResultBook)
async def book(context: Context, request: buttons.ResultBook) -> None:
    from exports.survey_results import book as render_book

    found = await context.read(result_files.load, request.campaign_id)
    if not found.results.told:
        raise Refusal("survey_untold")
    changes = None
    if found.results.before_id is not None and not found.results.anonymous:
        changes = await context.read(before_after.comparison, request.campaign_id)
    await context.waiting("upload_document")
    made = await in_worker(render_book, survey_book.made(context, found, changes))
    today = context.actor.today
    which = in_file_name(found.results.title)
    name = file_name(words.BOOK, found.results.organisation, today, which=which)
    rows = [bottom(buttons.SurveyResults(request.campaign_id))]
    caption = words.book_caption(found.results.title, today, today)
    await context.send_file(made, name, caption, Screen("", rows))


# -- SWOT ---------------------------------------------------------------------------------------


@on(buttons.SurveySwot)
async def swot(context: Context, request: buttons.SurveySwot) -> None:
    from exports.survey_results import swot as render_swot

    found = await context.read(result_files.swot, request.campaign_id)
    if not found.results.told:
        raise Refusal("survey_untold")
    await context.waiting("upload_document")
    today, told = context.actor.today, found.results
    draft = SwotDraft(
        title=open_words.swot_title(told.title),
        made=today,
        lines=(told.organisation, open_words.swot_made(today, told.sent, told.invited)),
        parts=tuple(_parts(found)),
        how=open_words.SWOT_HOW,
    )
    made = await in_worker(render_swot, draft)
    which = in_file_name(told.title)
    name = file_name(open_words.SWOT_FILE, told.organisation, today, "docx", which=which)
    rows = [bottom(buttons.SurveyResults(request.campaign_id))]
    await context.send_file(made, name, open_words.swot_caption(told.title), Screen("", rows))


def _parts(found: Swot) -> Iterator[tuple[str, tuple[str, ...]]]:
    scales = {"strength": _scored(found.results, HIGH), "weakness": _scored(found.results, LOW)}
    for key, name in open_words.SWOT_PARTS.items():
        quotes = [
            open_words.swot_quote(each.text, plain(each.question.text))
            for each in found.quotes.get(key, ())
        ]
        yield name, (*scales.get(key, ()), *quotes)


def _scored(found: Results, edge: float) -> Sequence[str]:
    """Scales whose mean reaches the edge, the clearest first; figures of one question each."""
    made = []
    for each in shown(found):
        tally, numbers = each.tally, each.tally.numbers
        if tally.question.kind not in SCALES or numbers is None or numbers.mean is None:
            continue
        if not appraising.appraises(found.questionnaire, tally.question):
            continue
        low, high = SCALES[tally.question.kind]
        part = (numbers.mean - low) / (high - low)
        if (part >= edge) if edge == HIGH else (part <= edge):
            text = plain(tally.question.text)
            point = open_words.swot_point(text, numbers.mean, high, numbers.n)
            made.append((part, point))
    return [point for _, point in sorted(made, reverse=edge == HIGH)]
