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
    AskCancel,
    AskClosing,
    AskEnd,
    AskNudge,
    CampaignGroups,
    CampaignPeople,
    Campaigns,
    CancelCampaign,
    ChooseSurvey,
    CloseCampaign,
    Launch,
    NudgeRest,
    OpenCampaign,
    PickPeople,
    RestoreCampaign,
    SetClosing,
    StaffRoom,
    SwitchInterim,
)
from handlers.buttons.item import Done
from handlers.buttons.nav import bottom
from handlers.buttons.people import OpenPerson
from handlers.buttons.questionnaires import Questionnaires
from handlers.buttons.survey import OpenSurvey
from handlers.buttons.survey_results import SurveyResults
from handlers.campaign_launch import show_draft
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_pairs
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.registry import HANDLERS, Button, on
from handlers.ways import MENU, Way
from handlers.work import collect, first
from services import links
from services.card import CardView
from services.menu import MenuView
from services.surveys import campaigns, interim, nudging, rates
from services.surveys import work as _work  # noqa: F401 - registers a fact
from services.surveys.audience import Who
from services.surveys.rates import Going, Which
from texts import campaigns as words
from texts import questionnaires as questionnaire_words
from texts import survey_results as result_words

GROUPS_PAGE = 20


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
        over = fact.key == "survey_closed"
        return collect(view) if over and view.evidence else (words.OF_ITEM, OpenCampaign(fact.ref))
    return words.LAUNCH_ITEM, ChooseSurvey(view.id, 0)


@on(Campaigns)
async def listing(context: Context, request: Campaigns) -> None:
    await context.forget()
    await _list(context, request.page)


@on(SwitchInterim)
async def switch_interim(context: Context, _: SwitchInterim) -> None:
    await context.write(interim.switch)
    await _list(context, 0)


async def _list(context: Context, page: int) -> None:
    found, asked = await context.read(rates.campaigns), await context.read(interim.on)
    rows: list[Row] = [
        [(words.campaign_button(each.title, each.state.value, each.sent, each.asked),
          SurveyResults(each.id) if each.auto else OpenCampaign(each.id))]
        for each in cut(found, page)
    ]  # fmt: skip
    new: Row = [(words.LAUNCH_NEW, ChooseSurvey(None, 0))]
    turn = pager(page, len(found), Campaigns)
    ways: list[Row] = [
        [(questionnaire_words.TITLE, Questionnaires(0, False))],
        [(words.interim(on=asked), SwitchInterim())],
    ]
    await context.show(Screen(words.campaigns(len(found)), [new, *rows, turn, *ways, bottom()]))


@on(OpenCampaign)
async def open_campaign(context: Context, request: OpenCampaign) -> None:
    await context.forget()
    view = await context.read(rates.going, request.campaign_id)
    await _show(context, view, words.going(campaign_words.going(context, view)))


async def _again(context: Context, campaign_id: int) -> Going:
    return await context.read(rates.going, campaign_id)


async def _show(context: Context, view: Going, text: str) -> None:
    if view.state is CampaignState.DRAFT:
        await show_draft(context, view)
        return
    ways = [*_results(view), *_lists(view), *_acts(view)]
    rows = [*([way] for way in _likely(view)), *in_pairs(ways)]
    await context.show(Screen(text, [*rows, bottom(Campaigns(0))]))


def _likely(view: Going) -> list[Way]:
    """Reminding while it is open, marking the line once it is over."""
    if view.state is CampaignState.OPEN and view.left and not view.nudged and view.begun:
        return [(words.REMIND, AskNudge(view.id))]
    marked = next((line for line in view.lines if line.open), None)
    if view.state is CampaignState.CLOSED and marked is not None:
        return [(words.MARK, Done(marked.subject.item_id))]
    if view.state is CampaignState.CANCELLED and not view.anonymous:
        return [(words.RESTORE, RestoreCampaign(view.id))]
    return []


def _results(view: Going) -> list[Way]:
    return [(result_words.RESULTS, SurveyResults(view.id))] if view.sent else []


def _lists(view: Going) -> list[Way]:
    if view.anonymous:
        return []
    shown = [which for which in Which if view.counts[which]]
    found: list[Way] = [
        (words.list_caption(which.value, view.counts[which]), CampaignPeople(view.id, which, 0))
        for which in shown
    ]
    if len(view.groups) > 1:
        found.append((words.GROUPS, CampaignGroups(view.id, 0)))
    return found


def _acts(view: Going) -> list[Way]:
    if view.state is CampaignState.OPEN:
        named = view.audience.who is Who.PEOPLE
        return [
            (words.ADD, PickPeople(view.id, 0, adding=True)),
            *([] if named else [(words.STAFF_ROOM, StaffRoom(view.id))]),
            (words.WINDOW, AskEnd(view.id)),
        ]
    if view.state is CampaignState.CLOSED and not view.anonymous:
        return [(words.REOPEN, _calendar(view))]
    return []


def _calendar(view: Going) -> Button:
    day = max(view.last or view.today, view.today)
    return AskClosing(view.id, day.year, day.month)


# -- people -----------------------------------------------------------------------------------


@on(CampaignPeople)
async def of_list(context: Context, request: CampaignPeople) -> None:
    there, which = request.campaign_id, request.which
    found = await context.read(rates.listed, which, there)
    view = await _again(context, there)
    shown = cut(found, request.page)
    start = first_number(request.page, len(found))
    names = [context.call(each) for each in shown]
    text = words.people(view.title, which.value, names, len(found), start)
    digits: Row = [(str(n), OpenPerson(each.id)) for n, each in enumerate(shown, start)]
    turn = pager(request.page, len(found), lambda page: CampaignPeople(there, which, page))
    await context.show(Screen(text, [digits, turn, bottom(OpenCampaign(there))]))


@on(CampaignGroups)
async def of_groups(context: Context, request: CampaignGroups) -> None:
    view = await _again(context, request.campaign_id)
    shown = cut(view.groups, request.page, GROUPS_PAGE)
    text = words.groups(view.title, [(rate.group, rate.sent, rate.asked) for rate in shown])
    turn = pager(
        request.page, len(view.groups), lambda page: CampaignGroups(view.id, page), GROUPS_PAGE
    )
    await context.show(Screen(text, [turn, bottom(OpenCampaign(view.id))]))


@on(AskNudge)
async def ask_nudge(context: Context, request: AskNudge) -> None:
    found = await context.read(nudging.ask, request.campaign_id)
    now: Row = [(words.nudge_now(found.told), NudgeRest(request.campaign_id))]
    text = words.ask_nudge(found.title, found.told, found.already, found.without_chat)
    rows = [now if found.told else [], bottom(OpenCampaign(request.campaign_id))]
    await context.show(Screen(text, rows))


@on(NudgeRest)
async def nudge(context: Context, request: NudgeRest) -> None:
    found = await context.write(nudging.nudge, request.campaign_id)
    text = words.nudged(found.title, found.told, found.already, found.without_chat)
    await context.show(Screen(text, [bottom(OpenCampaign(request.campaign_id))]))


@on(AddPerson)
async def add_person(context: Context, request: AddPerson) -> None:
    await context.write(campaigns.add_person, request.campaign_id, request.person_id)
    view = await _again(context, request.campaign_id)
    text = words.added(campaign_words.going(context, view))
    await _show(context, view, text)


# -- beginning and end ------------------------------------------------------------------------


@on(Launch)
async def launch(context: Context, request: Launch) -> None:
    await context.write(campaigns.launch, request.campaign_id)
    view = await _again(context, request.campaign_id)
    await _show(context, view, words.launched(campaign_words.going(context, view)))


@on(AskEnd)
async def ask_end(context: Context, request: AskEnd) -> None:
    view = await _again(context, request.campaign_id)
    there = view.id
    rows: list[Row] = [
        [(words.PROLONG, _calendar(view))],
        [(words.CLOSE, CloseCampaign(there)), (words.CANCEL, AskCancel(there))],
        bottom(OpenCampaign(there)),
    ]
    text = words.end(view.title, view.state.value, view.last, view.today)
    await context.show(Screen(text, rows))


@on(SetClosing)
async def set_closing(context: Context, request: SetClosing) -> None:
    await context.write(campaigns.set_closing, request.campaign_id, request.last)
    view = await _again(context, request.campaign_id)
    await _show(context, view, words.prolonged(campaign_words.going(context, view)))


@on(CloseCampaign)
async def close(context: Context, request: CloseCampaign) -> None:
    await context.write(campaigns.close, request.campaign_id)
    view = await _again(context, request.campaign_id)
    await _show(context, view, words.closed(campaign_words.going(context, view)))


@on(AskCancel)
async def ask_cancel(context: Context, request: AskCancel) -> None:
    view = await _again(context, request.campaign_id)
    if view.state is CampaignState.DRAFT:
        await context.write(campaigns.cancel, view.id)
        await context.show(Screen(words.discarded(), [bottom(Campaigns(0))]))
        return
    text = words.ask_cancel(view.title, view.sent, view.anonymous)
    rows: list[Row] = [[(words.CANCEL_SURE, CancelCampaign(view.id))], bottom(AskEnd(view.id))]
    await context.show(Screen(text, rows))


@on(CancelCampaign)
async def cancel(context: Context, request: CancelCampaign) -> None:
    await context.write(campaigns.cancel, request.campaign_id)
    view = await _again(context, request.campaign_id)
    await _show(context, view, words.cancelled(view.title))


@on(RestoreCampaign)
async def restore(context: Context, request: RestoreCampaign) -> None:
    await context.write(campaigns.restore, request.campaign_id)
    view = await _again(context, request.campaign_id)
    await _show(context, view, words.going(campaign_words.going(context, view)))


# -- the staff room ---------------------------------------------------------------------------


@on(StaffRoom)
async def staff_room(context: Context, request: StaffRoom) -> None:
    view = await _again(context, request.campaign_id)
    await context.waiting("upload_photo")
    link = links.https(context.around.bot_username, links.to_survey(view.id))
    said = words.card(view.title, view.last, view.minutes, view.today)
    png = await in_worker(survey_card, said, link)
    caption = words.staff_room(view.title, view.last, view.minutes, link, view.today)
    shown = Screen("", [bottom(OpenCampaign(view.id))])
    await context.send_photo(png, words.QR_FILE, caption, shown)


@on(AnswerCampaign)
async def answer(context: Context, request: AnswerCampaign) -> None:
    mine = OpenSurvey(await context.read(rates.own, request.campaign_id))
    await HANDLERS[mine.PREFIX](context, mine)
