"""The end of a campaign: another last day, closing, cancelling, bringing back."""

from db.models.surveys import CampaignState
from domain.survey import anonymity
from handlers import campaign_words
from handlers.buttons.campaigns import (
    AskCancel,
    AskClose,
    AskEnd,
    Campaigns,
    CancelCampaign,
    CloseCampaign,
    OpenCampaign,
    RestoreCampaign,
    SetClosing,
)
from handlers.buttons.nav import bottom
from handlers.campaign_launch import typed_closing
from handlers.campaigns import again, calendar, show_going
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.registry import Button, on
from services.surveys import campaigns, windows
from texts import campaign_end as end_words
from texts import campaigns as words


@on(AskEnd)
async def ask_end(context: Context, request: AskEnd) -> None:
    view = await again(context, request.campaign_id)
    there = view.id
    close: Button = AskClose(there) if view.anonymous else CloseCampaign(there)
    rows: list[Row] = [
        [(words.PROLONG, calendar(view))],
        [(words.CLOSE, close), (words.CANCEL, AskCancel(there))],
        bottom(OpenCampaign(there)),
    ]
    await typed_closing(context, view)
    text = end_words.end(view.title, view.state.value, view.last, view.today)
    await context.show(Screen(text, rows))


@on(SetClosing)
async def set_closing(context: Context, request: SetClosing) -> None:
    await context.write(windows.set_closing, request.campaign_id, request.last)
    view = await again(context, request.campaign_id)
    await show_going(context, view, end_words.prolonged(campaign_words.going(context, view)))


@on(AskClose)
async def ask_close(context: Context, request: AskClose) -> None:
    """Prolonging opens another again; answers without names are parted from people for good."""
    view = await again(context, request.campaign_id)
    rows: list[Row] = [[(words.CLOSE_SURE, CloseCampaign(view.id))], bottom(AskEnd(view.id))]
    few = view.sent < anonymity.FLOOR
    await context.show(Screen(end_words.ask_close(view.title, view.sent, few=few), rows))


@on(CloseCampaign)
async def close(context: Context, request: CloseCampaign) -> None:
    await context.write(campaigns.close, request.campaign_id)
    view = await again(context, request.campaign_id)
    await show_going(context, view, end_words.closed(campaign_words.going(context, view)))


@on(AskCancel)
async def ask_cancel(context: Context, request: AskCancel) -> None:
    view = await again(context, request.campaign_id)
    if view.state is CampaignState.DRAFT:
        await context.write(campaigns.cancel, view.id)
        await context.show(Screen(end_words.discarded(), [bottom(Campaigns(0))]))
        return
    text = end_words.ask_cancel(view.title, view.sent, view.anonymous)
    rows: list[Row] = [[(words.CANCEL_SURE, CancelCampaign(view.id))], bottom(AskEnd(view.id))]
    await context.show(Screen(text, rows))


@on(CancelCampaign)
async def cancel(context: Context, request: CancelCampaign) -> None:
    await context.write(campaigns.cancel, request.campaign_id)
    view = await again(context, request.campaign_id)
    await show_going(context, view, end_words.cancelled(view.title))


@on(RestoreCampaign)
async def restore(context: Context, request: RestoreCampaign) -> None:
    await context.write(campaigns.restore, request.campaign_id)
    view = await again(context, request.campaign_id)
    await show_going(context, view, words.going(campaign_words.going(context, view)))
