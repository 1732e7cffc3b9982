"""Who has answered a campaign and who has not, by list and group; reminding the rest."""

from db.models.surveys import CampaignState
from handlers.buttons.campaigns import (
    AskNudge,
    CampaignGroups,
    CampaignPeople,
    CampaignPerson,
    NudgeRest,
    OpenCampaign,
)
from handlers.buttons.nav import bottom
from handlers.campaign_paper import on_paper
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from services.surveys import nudging, rates
from texts import campaign_people as people_words
from texts import campaigns as words

GROUPS_PAGE = 20
PAPER = (rates.Which.NO_CHAT, rates.Which.WAITING)  # lists of who may answer on paper


@on(CampaignPeople)
async def of_list(context: Context, request: CampaignPeople) -> None:
    there, which = request.campaign_id, request.which
    found = await context.read(rates.listed, which, there)
    view = await context.read(rates.going, there)
    shown = cut(found, request.page)
    start = first_number(request.page, len(found))
    names = [context.call(each) for each in shown]
    open_ = view.state is CampaignState.OPEN
    text = people_words.people(view.title, which.value, names, len(found), start, open_=open_)
    digits: Row = [
        (str(n), CampaignPerson(there, which, each.id)) for n, each in enumerate(shown, start)
    ]
    turn = pager(request.page, len(found), lambda page: CampaignPeople(there, which, page))
    paper = on_paper(view) if found and which in PAPER else []
    await context.show(Screen(text, [digits, turn, paper, bottom(OpenCampaign(there))]))


@on(CampaignGroups)
async def of_groups(context: Context, request: CampaignGroups) -> None:
    view = await context.read(rates.going, request.campaign_id)
    shown = cut(view.groups, request.page, GROUPS_PAGE)
    text = words.groups(view.title, [(rate.group, rate.sent, rate.asked) for rate in shown])
    turn = pager(
        request.page, len(view.groups), lambda page: CampaignGroups(view.id, page), GROUPS_PAGE
    )
    await context.show(Screen(text, [turn, bottom(OpenCampaign(view.id))]))


@on(AskNudge)
async def ask_nudge(context: Context, request: AskNudge) -> None:
    found = await context.read(nudging.ask, request.campaign_id)
    now: Row = [(people_words.nudge_now(found.told), NudgeRest(request.campaign_id))]
    text = people_words.ask_nudge(
        found.title, found.told, found.coming, found.already, found.without_chat, found.spent
    )
    names = await _by_hand(context, request.campaign_id, found.spent)
    rows = [now if found.told else [], *names, bottom(OpenCampaign(request.campaign_id))]
    await context.show(Screen(text, rows))


@on(NudgeRest)
async def nudge(context: Context, request: NudgeRest) -> None:
    found = await context.write(nudging.nudge, request.campaign_id)
    text = people_words.nudged(
        found.title, found.told, found.coming, found.already, found.without_chat, found.spent
    )
    names = await _by_hand(context, request.campaign_id, found.spent)
    await context.show(Screen(text, [*names, bottom(OpenCampaign(request.campaign_id))]))


async def _by_hand(context: Context, campaign_id: int, spent: int) -> list[Row]:
    """The lists of those who are awaited, for passing on personally; an anonymous campaign has
    no names."""
    if not spent:
        return []
    view = await context.read(rates.going, campaign_id)
    if view.anonymous:
        return []
    waiting = (rates.Which.WAITING, rates.Which.BEGUN)
    return [
        [(people_words.list_caption(each.value, view.counts[each]),
          CampaignPeople(campaign_id, each, 0))]
        for each in waiting
        if view.counts[each]
    ]  # fmt: skip
