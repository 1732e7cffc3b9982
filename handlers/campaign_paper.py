"""A campaign on paper: the questionnaire printed, the way to entering the sheets."""

from db.models.surveys import CampaignState
from exports import questionnaire_paper
from exports.worker import in_worker
from handlers.buttons.campaigns import OpenCampaign, PrintCampaign
from handlers.buttons.nav import bottom
from handlers.buttons.questionnaires import PaperPeople
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.registry import on
from services.surveys import catalogue, rates
from services.surveys.rates import Going
from texts import questionnaire_papers as paper_words
from texts import questionnaires as words


def on_paper(view: Going) -> Row:
    """What can be done for who answers on paper; nothing without names, or once it is over."""
    if view.anonymous or view.state not in (CampaignState.OPEN, CampaignState.DRAFT):
        return []
    printed: Row = [(words.PRINT, PrintCampaign(view.id))]
    if view.state is CampaignState.DRAFT or not view.begun:
        return printed
    return [*printed, (paper_words.ENTER, PaperPeople(view.version_id, view.id, 0))]


@on(PrintCampaign)
async def print_it(context: Context, request: PrintCampaign) -> None:
    view = await context.read(rates.going, request.campaign_id)
    card = await context.read(catalogue.card, view.version_id)
    await context.answer()
    await context.waiting("upload_document")
    held = context.actor.current
    made = await in_worker(
        questionnaire_paper.printed, card.here, context.actor.today,
        held.organisation if held else "",
    )  # fmt: skip
    shown = Screen("", [bottom(OpenCampaign(view.id))])
    name = f"{words.file_name(card.asked.title)}.docx"
    await context.send_file(made, name, words.print_caption(card.asked.title), shown)
