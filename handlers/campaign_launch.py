"""Launching a questionnaire in few taps: which one, to whom, till when."""

from datetime import date

from handlers import campaign_words, picking
from handlers.bundle import label
from handlers.buttons.campaigns import (
    AddPerson,
    AskCancel,
    AskClosing,
    AskOpening,
    AskWho,
    AskWindow,
    CampaignLines,
    Campaigns,
    ChooseSurvey,
    FindPeople,
    Launch,
    OpenCampaign,
    PickPeople,
    PickValues,
    PrepareSurvey,
    SetClosing,
    SetOpening,
    SetWho,
    TogglePerson,
    ToggleValue,
)
from handlers.buttons.item import OpenItem
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import PAGE_SIZE, cut, pager
from handlers.registry import Button, on, on_state
from services.errors import Refusal
from services.surveys import campaigns, choosing, rates, windows
from services.surveys.audience import Who
from services.surveys.rates import Going
from texts import campaign_launch as launch_words
from texts import campaign_lines as line_words
from texts import campaigns as words

SEARCH = "campaign.people"
FINDING = "campaign.questionnaire"


@on(ChooseSurvey)
async def choose(context: Context, request: ChooseSurvey) -> None:
    """Words typed on the list are looked for."""
    item = request.item_id
    await picking.or_typed(context, FINDING, item=item)
    view = await context.read(choosing.questionnaires, item)
    turn = pager(request.page, len(view.found), lambda page: ChooseSurvey(item, page))
    back: Button = OpenItem(item) if item is not None else Campaigns(0)
    text = launch_words.choose(label(view.line) if view.line else "", len(view.found))
    await context.show(Screen(text, [*_titles(view, item, request.page), turn, bottom(back)]))


def _titles(view: choosing.Questionnaires, item: int | None, page: int) -> list[Row]:
    shown = cut(view.found, page)
    return [[(title, PrepareSurvey(version, item))] for version, title in shown]


@on_state(FINDING)
async def found(context: Context, data: dict[str, int | None]) -> None:
    item, query = data["item"], said(context)[:100]
    await picking.or_typed(context, FINDING, item=item)
    view = await context.read(choosing.questionnaires, item, query)
    text = launch_words.found(query, len(view.found), PAGE_SIZE)
    back = bottom(ChooseSurvey(item, 0))
    await context.show(Screen(text, [*_titles(view, item, 0), back]))


@on(PrepareSurvey)
async def prepare(context: Context, request: PrepareSurvey) -> None:
    made = await context.write(campaigns.draft, request.version_id, request.item_id)
    await show_draft(context, await context.read(rates.going, made))


async def show_draft(context: Context, view: Going) -> None:
    there = view.id
    launch: Row = [(words.LAUNCH, Launch(there))] if view.people else []
    rows: list[Row] = [
        launch,
        [(words.WHO, AskWho(there)), (words.WHEN, AskWindow(there))],
        [(line_words.TIE, CampaignLines(there, 0))],
        [(words.DISCARD, AskCancel(there))],
        bottom(_back(view)),
    ]
    await context.show(Screen(launch_words.draft(campaign_words.draft(context, view)), rows))


def _back(view: Going) -> Button:
    return ChooseSurvey(view.lines[0].subject.item_id if view.lines else None, 0)


# -- to whom ----------------------------------------------------------------------------------


@on(AskWho)
async def ask_who(context: Context, request: AskWho) -> None:
    view = await context.read(rates.going, request.campaign_id)
    there = view.id
    offered = [each for each in Who if each is not Who.OWNERS or view.lines]
    ways = [
        (words.tick(words.WHOM[each.value], each is view.audience.who), SetWho(there, each))
        for each in offered
    ]
    text = launch_words.ask_who(view.title, campaign_words.whom(context, view))
    await context.show(Screen(text, [*in_rows(ways, 2), bottom(OpenCampaign(there))]))


@on(SetWho)
async def set_who(context: Context, request: SetWho) -> None:
    there = request.campaign_id
    await context.write(campaigns.set_who, there, request.who)
    if request.who in (Who.SUBJECT, Who.CLASS):
        await _values(context, there, 0)
    elif request.who is Who.PEOPLE:
        await _people(context, there, 0, adding=False)
    else:
        await show_draft(context, await context.read(rates.going, there))


@on(PickValues)
async def pick_values(context: Context, request: PickValues) -> None:
    await _values(context, request.campaign_id, request.page)


@on(ToggleValue)
async def toggle_value(context: Context, request: ToggleValue) -> None:
    there = request.campaign_id
    view = await context.read(choosing.values, there)
    if not 0 <= request.at < len(view.found):
        raise Refusal("gone")
    await context.write(campaigns.toggle, there, view.found[request.at], on=request.on)
    await _values(context, there, request.page)


async def _values(context: Context, there: int, page: int) -> None:
    view = await context.read(choosing.values, there)
    shown = cut(view.found, page)
    start = view.found.index(shown[0]) if shown else 0
    ways = [
        (
            words.tick(name, name in view.chosen),
            ToggleValue(there, at, name not in view.chosen, page),
        )
        for at, name in enumerate(shown, start)
    ]
    width = 2 if all(len(name) <= 12 for name in view.found) else 1
    ready: Row = [(words.CHOOSE_READY, OpenCampaign(there))] if view.chosen else []
    turn = pager(page, len(view.found), lambda number: PickValues(there, number))
    text = launch_words.pick_values(
        view.title, view.who is Who.CLASS, len(view.chosen), bool(view.found)
    )
    rows = [ready, *in_rows(ways, width), turn, bottom(AskWho(there))]
    await context.show(Screen(text, rows))


@on(PickPeople)
async def pick_people(context: Context, request: PickPeople) -> None:
    await _people(context, request.campaign_id, request.page, adding=request.adding)


@on(TogglePerson)
async def toggle_person(context: Context, request: TogglePerson) -> None:
    there = request.campaign_id
    await context.write(campaigns.toggle, there, request.person_id, on=request.on)
    await _people(context, there, request.page, adding=False)


@on(FindPeople)
async def find_people(context: Context, request: FindPeople) -> None:
    view = await context.read(rates.going, request.campaign_id)
    await context.ask(SEARCH, campaign=view.id, adding=int(request.adding))
    back = PickPeople(view.id, 0, request.adding)
    await context.show(Screen(launch_words.ask_name(view.title), [bottom(back)]))


@on_state(SEARCH)
async def found_people(context: Context, data: dict[str, int]) -> None:
    query = said(context).strip()
    await _people(context, data["campaign"], 0, adding=bool(data["adding"]), query=query)


async def _people(
    context: Context, there: int, page: int, *, adding: bool, query: str = ""
) -> None:
    view = await context.read(choosing.everybody, there, query, adding=adding)
    await picking.or_typed(context, SEARCH, campaign=there, adding=int(adding))
    rows: list[Row] = []
    for each in cut(view.found, page):
        chosen = each.id in view.chosen and not adding
        act: Button = TogglePerson(there, each.id, not chosen, page)
        if adding:
            act = AddPerson(there, each.id)
        rows.append([(words.tick(context.call(each), chosen), act)])
    ready: Row = []
    if view.chosen and not adding:
        ready = [(words.CHOOSE_READY, OpenCampaign(there))]
    more: Row = [(words.WHOLE_LIST, PickPeople(there, 0, adding))]
    if not query:
        more = pager(page, len(view.found), lambda number: PickPeople(there, number, adding))
    find: Row = [(words.SEARCH, FindPeople(there, adding))]
    if query or len(view.found) <= PAGE_SIZE:
        find = []
    back = OpenCampaign(there) if adding else AskWho(there)
    text = launch_words.pick_people(view.title, len(view.chosen), query, len(view.found), adding)
    await context.show(Screen(text, [ready, *rows, more, find, bottom(back)]))


# -- till when --------------------------------------------------------------------------------


@on(AskWindow)
async def ask_window(context: Context, request: AskWindow) -> None:
    view = await context.read(rates.going, request.campaign_id)
    there, today, last = view.id, view.today, view.last or view.today
    opens = view.opens if view.opens > today else None
    now: Row = [(words.NOW, SetOpening(there, None))] if opens else []
    rows: list[Row] = [
        [(words.OTHER_LAST, AskClosing(there, last.year, last.month))],
        now,
        [(words.OTHER_FIRST, AskOpening(there, today.year, today.month))],
        bottom(OpenCampaign(there)),
    ]
    await context.show(Screen(launch_words.window(view.title, opens, view.last, today), rows))


@on(AskOpening)
async def ask_opening(context: Context, request: AskOpening) -> None:
    view = await context.read(rates.going, request.campaign_id)
    there = view.id

    def make(day: date) -> Button:
        return SetOpening(there, day)

    rows = await picking.days(
        context, *_month(request.year, request.month, view.today), make,
        lambda year, month: AskOpening(there, year, month), first=view.today,
    )  # fmt: skip
    text = launch_words.ask_first(view.title)
    await context.show(Screen(text, [*rows, bottom(AskWindow(there))]))


@on(SetOpening)
async def set_opening(context: Context, request: SetOpening) -> None:
    await context.write(windows.set_opening, request.campaign_id, request.day)
    await show_draft(context, await context.read(rates.going, request.campaign_id))


@on(AskClosing)
async def ask_closing(context: Context, request: AskClosing) -> None:
    view = await context.read(rates.going, request.campaign_id)
    there = view.id

    def make(day: date) -> Button:
        return SetClosing(there, day)

    rows = await picking.days(
        context, *_month(request.year, request.month, view.today), make,
        lambda year, month: AskClosing(there, year, month), first=max(view.today, view.opens),
    )  # fmt: skip
    text = launch_words.ask_last(view.title)
    await context.show(Screen(text, [*rows, bottom(OpenCampaign(there))]))


def _month(year: int, month: int, today: date) -> tuple[int, int]:
    return (
        (year, month) if 1 <= month <= 12 and 2000 <= year <= 2100 else (today.year, today.month)
    )
