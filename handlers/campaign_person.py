"""One person of a campaign: what was answered, or the way to an answer on paper."""

from db.models.surveys import ResponseState
from domain.survey import Kind
from handlers.buttons.campaigns import (
    CampaignPeople,
    CampaignPerson,
    PrintCampaign,
    SentAnswers,
)
from handlers.buttons.nav import bottom
from handlers.buttons.people import OpenPerson
from handlers.buttons.questionnaires import PaperSheet
from handlers.buttons.survey_results import SentFile
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from handlers.ways import Way
from services.surveys import of_person
from services.surveys.of_person import Answered, Line, OfPerson
from services.surveys.rates import Which
from services.surveys.slots import Slot
from texts import campaign_people as words
from texts import questionnaires as questionnaire_words
from texts import survey_said, survey_summary
from texts.piping import plain


@on(CampaignPerson)
async def person(context: Context, request: CampaignPerson) -> None:
    found = await context.read(of_person.of, request.campaign_id, request.person_id)
    readable = [each for each in found.parts if each.readable]
    if request.which is Which.SENT and len(found.parts) == 1 and readable:
        await _answers(context, found.campaign_id, readable[0].response_id, 0)
        return
    parts = [
        words.Part(context.call(each.about) if each.about else "", each.state.value, each.sent_on)
        for each in found.parts
    ]
    text = words.person(
        context.call(found.who), found.title, parts, reachable=found.reachable, today=found.today
    )
    back = bottom(CampaignPeople(found.campaign_id, request.which, 0))
    card: Row = [(words.CARD, OpenPerson(found.who.id))]
    await context.show(Screen(text, [*_acts(context, found), card, back]))


def _acts(context: Context, found: OfPerson) -> list[Row]:
    """Reading what was sent first, then entering the rest from paper."""
    there, several = found.campaign_id, len(found.parts) > 1
    rows: list[Row] = []
    for each in found.parts:
        about = context.call(each.about) if several and each.about else ""
        if each.readable:
            rows.append([(words.answers_of(about), SentAnswers(there, each.response_id, 0))])
        elif each.sheet is not None and not each.sheet.sent:
            rows.append([(words.paper_of(about), _to_sheet(there, each.sheet.slot))])
    if any(each.sheet and each.state is not ResponseState.SENT for each in found.parts):
        rows.append([(questionnaire_words.PRINT, PrintCampaign(there))])
    return rows


def _to_sheet(there: int, slot: Slot) -> PaperSheet:
    return PaperSheet(there, slot.person_id, slot.about_id, slot.pair_id)


@on(SentAnswers)
async def answers(context: Context, request: SentAnswers) -> None:
    await _answers(context, request.campaign_id, request.response_id, request.page)


async def _answers(context: Context, there: int, response_id: int, page: int) -> None:
    found = await context.read(of_person.answers, there, response_id)
    shown = cut(found.lines, page)
    about = context.call(found.about) if found.about else ""
    numbers = {each.number for each in found.lines}
    text = words.answers(
        context.call(found.who), about, found.title, found.sent_on, found.paper_on, found.today,
        [_line(context, found, each) for each in shown],
        gaps=max(numbers, default=0) > len(numbers),
    )  # fmt: skip
    turn = pager(page, len(found.lines), lambda to: SentAnswers(there, response_id, to))
    files: list[Way] = [
        (survey_summary.open_file(each.number),
         SentFile(there, each.index, response_id, each.about))
        for each in shown
        if each.question.kind is Kind.FILE and each.reply is not None and each.reply.value
    ]  # fmt: skip
    card: Row = [(words.CARD, OpenPerson(found.who.id))]
    back = bottom(CampaignPeople(there, Which.SENT, 0))
    await context.show(Screen(text, [turn, *in_rows(files, 1), card, back]))


def _line(context: Context, found: Answered, line: Line) -> str:
    def call(person_id: int) -> str:
        return context.call(found.names[person_id]) if person_id in found.names else ""

    said = survey_summary.NOT_REACHED
    if line.reply is not None:
        said = survey_said.answer_words(line.question, line.reply, call)
    about = call(line.about) if line.about else ""
    return words.answer(line.number, about, plain(line.question.text), said)
