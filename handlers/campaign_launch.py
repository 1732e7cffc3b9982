"""Launching a questionnaire in few taps: which one, to whom, till when."""

from datetime import date

from handlers import campaign_words, picking
from handlers.bundle import label
from handlers.buttons.campaigns import (
    AskCancel,
    AskClosing,
    AskOpening,
    AskWho,
    AskWindow,
    CampaignLines,
    Campaigns,
    ChooseSurvey,
    HideNames,
    Launch,
    OpenCampaign,
    PrepareSurvey,
    SetClosing,
    SetOpening,
)
from handlers.buttons.item import OpenItem
from handlers.buttons.nav import bottom
from handlers.campaign_paper import on_paper
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import PAGE_SIZE, cut, pager
from handlers.registry import Button, on, on_state
from handlers.ways import Way
from services.surveys import campaigns, choosing, rates, windows
from services.surveys.rates import Going, Which
from texts import campaign_launch as launch_words
from texts import campaign_lines as line_words
from texts import campaigns as words

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
        on_paper(view) if view.counts[Which.NO_CHAT] else [],
        [
            (line_words.TIE, CampaignLines(there, 0)),
            _names(view),
        ],
        [(words.DISCARD, AskCancel(there))],
        bottom(_back(view)),
    ]
    await context.show(Screen(launch_words.draft(campaign_words.draft(context, view)), rows))


def _names(view: Going) -> Way:
    """The switch, as it stands now."""
    caption = launch_words.WITHOUT_NAMES if view.anonymous else launch_words.WITH_NAMES
    return caption, HideNames(view.id, not view.anonymous)


def _back(view: Going) -> Button:
    return ChooseSurvey(view.lines[0].subject.item_id if view.lines else None, 0)


@on(HideNames)
async def hide_names(context: Context, request: HideNames) -> None:
    await context.write(campaigns.hide_names, request.campaign_id, on=request.on)
    await show_draft(context, await context.read(rates.going, request.campaign_id))


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
    await typed_closing(context, view)
    await context.show(Screen(launch_words.window(view.title, opens, view.last, today), rows))


async def typed_closing(context: Context, view: Going) -> None:
    """A day that is typed on a screen of the window is the last one."""
    await picking.wait(
        context, lambda day: SetClosing(view.id, day), first=max(view.today, view.opens)
    )


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
