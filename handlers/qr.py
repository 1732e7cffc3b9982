"""Links to items and roadmaps with their QR pictures, and the QR picture of any address."""

import asyncio

from exports.qr import qr_png
from handlers.buttons.hubs import Files
from handlers.buttons.item import OpenItem
from handlers.buttons.links import ItemLink, QrOfSent, RoadmapLink
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import label
from handlers.keyboards.build import Row, Screen
from handlers.registry import Button, on
from handlers.ways import FILES, Way
from services import card, links, overview
from services.errors import Refusal
from services.overview import OverviewView
from texts import links as words

SENT = "qr.sent"  # the chat's state that remembers an address; no text is awaited
LONGEST = 2000  # characters; a denser picture is not readable from a screen


@FILES.way(80)
def _way(view: OverviewView) -> list[Way]:
    return [(words.LINK, RoadmapLink(view.roadmap_id))]


@on(RoadmapLink)
async def of_roadmap(context: Context, request: RoadmapLink) -> None:
    view = await context.read(overview.overview, request.roadmap_id)
    link = links.https(context.around.bot_username, links.to_roadmap(view.roadmap_id))
    await _send(context, link, words.to_roadmap(view.title, link), Files(view.roadmap_id))


@on(ItemLink)
async def of_item(context: Context, request: ItemLink) -> None:
    view = await context.read(card.card, request.item_id)
    link = links.https(context.around.bot_username, links.to_item(view.id))
    await _send(context, link, words.to_item(label(view), link), OpenItem(view.id))


async def offer(context: Context, url: str) -> None:
    """For an address that somebody sent as it is."""
    if len(url) > LONGEST:
        raise Refusal("qr_long")
    await context.ask(SENT, url=url)
    rows: list[Row] = [[(words.MAKE_QR, QrOfSent())], bottom()]
    await context.show(Screen(words.offer(url), rows))


@on(QrOfSent)
async def of_sent(context: Context, _: QrOfSent) -> None:
    state = context.state
    if state is None or state.name != SENT:
        raise Refusal("qr_gone")
    url = str(state.data["url"])
    await _send(context, url, words.to_address(url), None)


async def _send(context: Context, link: str, caption: str, back: Button | None) -> None:
    png = await asyncio.to_thread(qr_png, link)
    await context.send_photo(png, words.QR_FILE, caption, Screen("", [bottom(back)]))
