"""Answers from paper: choosing the sheet and its day, then question after question as in the chat;
or all sheets by one table."""

from datetime import date, timedelta

from exports import questionnaire_answers
from exports.worker import in_worker
from handlers import returned
from handlers.buttons.campaigns import OpenCampaign, PrintCampaign
from handlers.buttons.nav import bottom
from handlers.buttons.people import OpenPerson
from handlers.buttons.questionnaires import (
    OpenQuestionnaire,
    PaperBack,
    PaperBegin,
    PaperMonth,
    PaperOf,
    PaperPeople,
    PaperSheet,
    PaperTable,
    PaperWhere,
    PrintQuestionnaire,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.calendar import calendar
from handlers.keyboards.pager import cut, pager
from handlers.registry import Button, on, on_state
from handlers.survey import show
from handlers.ways import PERSON, Way
from services.people import PersonView
from services.roundtrip import paper_sheet
from services.surveys import papers
from services.surveys.campaigns import KEEPS
from services.surveys.papers import Sheet, Where
from services.surveys.slots import Slot
from texts import questionnaire_papers as words
from texts import questionnaires as questionnaire_words

SEARCH = "paper.search"


@PERSON.way(41)
def _of_person(view: PersonView) -> list[Way]:
    return [(words.WAY, PaperOf(view.card.id, 0))] if view.may_enter else []


# -- whose sheet ----------------------------------------------------------------------------


@on(PaperWhere)
async def where(context: Context, request: PaperWhere) -> None:
    found = await context.read(papers.places, request.version_id)
    if len(found) == 1:
        await _people(context, found[0].version_id, None, 0)
        return
    rows: list[Row] = [
        [(each.title if each.campaign_id else words.OUTSIDE,
          PaperPeople(each.version_id, each.campaign_id, 0))]
        for each in found[-8:]
    ]  # fmt: skip
    text = words.where(found[-1].title)
    await context.show(Screen(text, [*rows, bottom(OpenQuestionnaire(request.version_id))]))


@on(PaperPeople)
async def people(context: Context, request: PaperPeople) -> None:
    await _people(context, request.version_id, request.campaign_id, request.page)


@on(PaperBack)
async def back(context: Context, request: PaperBack) -> None:
    found = await context.read(papers.back, request.response_id)
    await _people(context, found.version_id, found.campaign_id, 0)


@on_state(SEARCH)
async def searched(context: Context, data: dict[str, int | None]) -> None:
    message = context.message
    query = message.text if message and message.text else ""
    await _people(context, int(data["version"] or 0), data["campaign"], 0, query)


async def _people(
    context: Context, version_id: int, campaign_id: int | None, page: int, query: str = ""
) -> None:
    found = await context.read(papers.sheets, version_id, campaign_id, query)
    place = await context.read(papers.where, version_id, campaign_id)
    await context.ask(SEARCH, version=version_id, campaign=campaign_id, until=1)
    rows: list[Row] = [[(_who(context, each), _to(each))] for each in cut(found, page)]
    turn = pager(page, len(found), lambda n: PaperPeople(version_id, campaign_id, n))
    text = words.sheets(place.title, len(found), sum(each.sent for each in found), query)
    ways = _printed(context, place) if found else []
    await context.show(Screen(text, [*rows, turn, ways, bottom(_home(context, place))]))


def _printed(context: Context, place: Where) -> Row:
    """The table, and for who keeps questionnaires the sheet itself."""
    version, campaign = place.version_id, place.campaign_id
    table: Row = [(words.TABLE, PaperTable(version, campaign))]
    if not _keeps(context):
        return table
    sheet: Button = PrintCampaign(campaign) if campaign else PrintQuestionnaire(version)
    return [*table, (questionnaire_words.PRINT, sheet)]


def _home(context: Context, place: Where) -> Button | None:
    """The campaign or the questionnaire, for who keeps them: a class teacher enters alone."""
    if not _keeps(context):
        return None
    if place.campaign_id is not None:
        return OpenCampaign(place.campaign_id)
    return OpenQuestionnaire(place.version_id)


def _keeps(context: Context) -> bool:
    held = context.actor.current
    return held is not None and context.actor.may(KEEPS, held.organisation_id)


def _who(context: Context, sheet: Sheet) -> str:
    about = context.call(sheet.about) if sheet.about else ""
    return words.sheet_button(context.call(sheet.who), about, begun=sheet.begun, sent=sheet.sent)


@on(PaperOf)
async def of_person(context: Context, request: PaperOf) -> None:
    found = await context.read(papers.of_person, request.person_id)
    rows: list[Row] = [
        [(words.title_button(
            each.where.title, context.call(each.about) if each.about else "",
            begun=each.begun, sent=each.sent), _to(each))]
        for each in cut(found, request.page)
    ]  # fmt: skip
    turn = pager(request.page, len(found), lambda n: PaperOf(request.person_id, n))
    who = context.call(found[0].who) if found else ""
    text = words.of_person(who, len(found))
    await context.show(Screen(text, [*rows, turn, bottom(OpenPerson(request.person_id))]))


def _to(sheet: Sheet) -> Button:
    where, slot = sheet.where, sheet.slot
    at = where.campaign_id or -where.version_id
    return PaperSheet(at, slot.person_id, slot.about_id, slot.pair_id)


def _where(at: int) -> tuple[int, int | None]:
    """The version and the campaign of a button; a campaign knows its version."""
    return (0, at) if at > 0 else (-at, None)


# -- which day ------------------------------------------------------------------------------


@on(PaperSheet)
async def sheet(context: Context, request: PaperSheet) -> None:
    today = context.actor.today
    rows: list[Row] = [
        [(words.BEGIN, _begin(request, today))],
        [(words.YESTERDAY, _begin(request, today - timedelta(days=1))),
         (words.OTHER_DAY, _month(request, today))],
    ]  # fmt: skip
    await _day(context, request, rows)


@on(PaperMonth)
async def month(context: Context, request: PaperMonth) -> None:
    today = context.actor.today
    rows = calendar(
        request.month.year, request.month.month,
        lambda day: _begin(request, day),
        lambda y, m: _month(request, date(y, m, 1)),
        first=today - timedelta(days=366), last=today,
    )  # fmt: skip
    await _day(context, request, list(rows))


async def _day(context: Context, request: PaperSheet | PaperMonth, rows: list[Row]) -> None:
    slot = Slot(request.person_id, request.about_id, request.pair_id)
    found = await context.read(papers.one, *_where(request.where), slot)
    about = context.call(found.about) if found.about else ""
    text = words.day(found.where.title, context.call(found.who), about)
    to = PaperPeople(found.where.version_id, found.where.campaign_id, 0)
    await context.show(Screen(text, [*rows, bottom(to)]))


def _begin(request: PaperSheet | PaperMonth, day: date) -> PaperBegin:
    return PaperBegin(request.where, request.person_id, request.about_id, request.pair_id, day)


def _month(request: PaperSheet | PaperMonth, day: date) -> PaperMonth:
    first = day.replace(day=1)
    return PaperMonth(request.where, request.person_id, request.about_id, request.pair_id, first)


@on(PaperBegin)
async def begin(context: Context, request: PaperBegin) -> None:
    slot = Slot(request.person_id, request.about_id, request.pair_id)
    place = await context.write(papers.begin, *_where(request.where), slot, request.day)
    await show(context, place)


# -- by a table -----------------------------------------------------------------------------


@on(PaperTable)
async def table(context: Context, request: PaperTable) -> None:
    sheet = await context.write(
        paper_sheet.send, request.version_id, request.campaign_id, returned.wording(context)
    )
    await context.answer()
    await context.waiting("upload_document")
    made = await in_worker(
        questionnaire_answers.table, sheet.asked, sheet.lines, sheet.manifest, sheet.here
    )
    title = questionnaire_words.file_name(sheet.asked.title)
    shown = Screen("", [bottom(PaperPeople(request.version_id, request.campaign_id, 0))])
    caption = words.table_caption(sheet.title, sheet.sheets)
    await context.send_file(made, f"{words.TITLE}. {title}.xlsx", caption, shown)
