"""Campaigns for who keeps them: the list, how one goes, who has not answered, the end."""

from db.models.people import OrganisationKind
from db.models.surveys import CampaignState
from domain.kinds import WorkKind
from domain.roles import Action
from exports.pictures.survey_card import survey_card
from exports.worker import in_worker
from handlers import campaign_words
from handlers.buttons.campaigns import (
    AddPerson,
    AnswerCampaign,
    AskClosing,
    AskEnd,
    AskInterim,
    AskNudge,
    CampaignGroups,
    CampaignLines,
    CampaignPeople,
    Campaigns,
    ChooseSurvey,
    Launch,
    OpenCampaign,
    PickPeople,
    RestoreCampaign,
    StaffRoom,
    SwitchInterim,
)
from handlers.buttons.item import Done
from handlers.buttons.nav import bottom
from handlers.buttons.questionnaires import Questionnaires
from handlers.buttons.survey import OpenSurvey
from handlers.buttons.survey_results import AttachResults, SurveyResults
from handlers.campaign_launch import show_draft
from handlers.campaign_paper import on_paper
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_pairs
from handlers.keyboards.pager import cut, pager
from handlers.registry import HANDLERS, Button, on
from handlers.ways import MENU, Way
from handlers.work import collect, first
from services import links
from services.card import CardView
from services.menu import MenuView
from services.surveys import campaign_list, campaigns, interim, rates
from services.surveys import work as _work  # noqa: F401 - registers a fact
from services.surveys.campaign_list import Summary
from services.surveys.rates import Going, Which
from texts import campaign_lines as line_words
from texts import campaign_people as people_words
from texts import campaigns as words
from texts import questionnaires as questionnaire_words
from texts import survey_files as file_words
from texts import survey_results as result_words

MARKED = 3  # lines that are marked from here


@MENU.way(25)
def _menu(view: MenuView) -> list[Way]:
    keeps = Action.EDIT_PAIRS in view.may and view.kind is OrganisationKind.SCHOOL
    return [(words.MENU, Campaigns(0))] if keeps else []


@first(WorkKind.SURVEY)
def launching(view: CardView) -> Way | None:
    """The first tap on a line that asks for a survey launches it; then it shows how it goes."""
    if not view.rights.edit or view.pair_id is not None:
        return collect(view)
    fact = view.fact
    if fact is not None and fact.ref:
        if fact.key != "survey_closed" or not fact.done:
            return words.OF_ITEM, OpenCampaign(fact.ref)
        return collect(view) if view.evidence else (file_words.ATTACH, AttachResults(fact.ref))
    return words.LAUNCH_ITEM, ChooseSurvey(view.id, 0)


@on(Campaigns)
async def listing(context: Context, request: Campaigns) -> None:
    await context.forget()
    await _list(context, request.page)


@on(SwitchInterim)
async def switch_interim(context: Context, _: SwitchInterim) -> None:
    await context.write(interim.switch)
    await _interim(context)


@on(AskInterim)
async def ask_interim(context: Context, _: AskInterim) -> None:
    await _interim(context)


async def _interim(context: Context) -> None:
    asked = await context.read(interim.on)
    rows: list[Row] = [[(words.switch_interim(on=asked), SwitchInterim())], bottom(Campaigns(0))]
    await context.show(Screen(words.ask_interim(on=asked), rows))


async def _list(context: Context, page: int) -> None:
    found, asked = await context.read(campaign_list.listed), await context.read(interim.on)
    rows: list[Row] = [
        [(_caption(each), SurveyResults(each.id) if each.auto else OpenCampaign(each.id))]
        for each in cut(found, page)
    ]  # fmt: skip
    new: Row = [(words.LAUNCH_NEW, ChooseSurvey(None, 0))]
    turn = pager(page, len(found), Campaigns)
    ways: list[Row] = [
        [(questionnaire_words.TITLE, Questionnaires(0, False))],
        [(words.interim(on=asked), AskInterim())],
    ]
    await context.show(Screen(words.campaigns(len(found)), [new, *rows, turn, *ways, bottom()]))


def _caption(each: Summary) -> str:
    if each.standing:
        return words.outside_button(each.title, each.sent)
    return words.campaign_button(each.title, each.state.value, each.sent, each.asked)


@on(OpenCampaign)
async def open_campaign(context: Context, request: OpenCampaign) -> None:
    await context.forget()
    view = await context.read(rates.going, request.campaign_id)
    await show_going(context, view, words.going(campaign_words.going(context, view)))


async def again(context: Context, campaign_id: int) -> Going:
    return await context.read(rates.going, campaign_id)


async def show_going(context: Context, view: Going, text: str) -> None:
    if view.state is CampaignState.DRAFT:
        await show_draft(context, view)
        return
    paper = on_paper(view) if view.counts[Which.NO_CHAT] else []
    seen = in_pairs([*_results(view), *_lists(view)])
    rows = [*([way] for way in _likely(view)), *seen, paper, *in_pairs(_acts(view))]
    await context.show(Screen(text, [*rows, bottom(Campaigns(0))]))


def _likely(view: Going) -> list[Way]:
    """Reminding while it is open, marking the line once it is over."""
    if view.state is CampaignState.OPEN and view.left and not view.nudged and view.begun:
        return [(words.REMIND, AskNudge(view.id))]
    open_ = [line.subject for line in view.lines if line.open]
    if view.state is CampaignState.CLOSED and open_:
        several = len(open_) > 1
        return [
            (line_words.mark(each.number) if several else words.MARK, Done(each.item_id))
            for each in open_[:MARKED]
        ]
    if view.state is CampaignState.CANCELLED and not view.anonymous:
        return [(words.RESTORE, RestoreCampaign(view.id))]
    return []


def _results(view: Going) -> list[Way]:
    """Of a closed one with a line also as its proof, in one tap."""
    if not view.sent:
        return []
    found: list[Way] = [(result_words.RESULTS, SurveyResults(view.id))]
    if view.state is CampaignState.CLOSED and view.lines:
        found.append((file_words.ATTACH, AttachResults(view.id)))
    return found


def _lists(view: Going) -> list[Way]:
    if view.anonymous:
        return []
    shown = [which for which in Which if view.counts[which]]
    found: list[Way] = [
        (
            people_words.list_caption(which.value, view.counts[which]),
            CampaignPeople(view.id, which, 0),
        )
        for which in shown
    ]
    if len(view.groups) > 1:
        found.append((words.GROUPS, CampaignGroups(view.id, 0)))
    return found


def _acts(view: Going) -> list[Way]:
    if view.state is CampaignState.OPEN:
        return [
            (words.ADD, PickPeople(view.id, 0, adding=True)),
            *([] if view.audience.named else [(words.STAFF_ROOM, StaffRoom(view.id))]),
            (words.WINDOW, AskEnd(view.id)),
            (line_words.TIE, CampaignLines(view.id, 0)),
        ]
    if view.state is not CampaignState.CLOSED:
        return []
    again = [] if view.anonymous else [(words.REOPEN, calendar(view))]
    return [*again, (line_words.TIE, CampaignLines(view.id, 0))]


def calendar(view: Going) -> Button:
    day = max(view.last or view.today, view.today)
    return AskClosing(view.id, day.year, day.month)


@on(AddPerson)
async def add_person(context: Context, request: AddPerson) -> None:
    await context.write(campaigns.add_people, request.campaign_id, [request.person_id])
    view = await again(context, request.campaign_id)
    text = words.added(campaign_words.going(context, view))
    await show_going(context, view, text)


# -- the beginning ----------------------------------------------------------------------------


@on(Launch)
async def launch(context: Context, request: Launch) -> None:
    await context.write(campaigns.launch, request.campaign_id)
    view = await again(context, request.campaign_id)
    await show_going(context, view, words.launched(campaign_words.going(context, view)))


# -- the staff room ---------------------------------------------------------------------------


@on(StaffRoom)
async def staff_room(context: Context, request: StaffRoom) -> None:
    view = await again(context, request.campaign_id)
    await context.waiting("upload_photo")
    link = links.https(context.around.bot_username, links.to_survey(view.id))
    said = people_words.card(view.title, view.last, view.minutes, view.today)
    png = await in_worker(survey_card, said, link)
    caption = people_words.staff_room(view.title, view.last, view.minutes, link, view.today)
    shown = Screen("", [bottom(OpenCampaign(view.id))])
    await context.send_photo(png, words.QR_FILE, caption, shown)


@on(AnswerCampaign)
async def answer(context: Context, request: AnswerCampaign) -> None:
    mine = OpenSurvey(await context.read(rates.own, request.campaign_id))
    await HANDLERS[mine.PREFIX](context, mine)
