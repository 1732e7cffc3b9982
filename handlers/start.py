"""/start with and without a link, and the name by which a person is called."""

from collections.abc import Callable

from domain.roster import parse
from handlers import menu, registry
from handlers.buttons.campaigns import AnswerCampaign
from handlers.buttons.consent import MyData
from handlers.buttons.item import OpenItem
from handlers.buttons.nav import bottom
from handlers.buttons.opinions import Opine
from handlers.buttons.roadmap import Overview
from handlers.buttons.start import ChangeMyName, KeepMyName
from handlers.consent import dead_end, door, listed
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.registry import Button, on, on_command, on_state
from services import entry, links, people
from services.errors import Refusal
from texts import start as words


@on_command("start", before_consent=True)
async def start(context: Context, payload: str) -> None:
    nonce = links.opinion(payload)
    if nonce is not None:
        await registry.HANDLERS[Opine.PREFIX](context, Opine(nonce, None, None, None))
        return
    led = links.target(payload)
    if led is not None and context.actor.consent is True:
        await _follow(context, *led)
        return
    try:
        # A link to an item opens the door only: what it leads to comes after the consent.
        found = await context.write(entry.arrive, "" if led else payload, listed(context))
    except Refusal as refusal:
        await dead_end(context, refusal)
        return
    await door(context, found)


_LED_TO: dict[links.Target, Callable[[int], Button]] = {
    links.Target.ITEM: OpenItem,
    links.Target.ROADMAP: Overview,
    links.Target.SURVEY: AnswerCampaign,
}


async def _follow(context: Context, kind: links.Target, number: int) -> None:
    """Open what a link leads to as its button would."""
    way: Button = _LED_TO[kind](number)
    await registry.HANDLERS[way.PREFIX](context, way)


@on(KeepMyName)
async def keep_name(context: Context, _: KeepMyName) -> None:
    await context.forget()
    await menu.menu_screen(context, new=False)


@on(ChangeMyName)
async def change_name(context: Context, _: ChangeMyName) -> None:
    await context.ask(entry.MY_NAME)
    await context.show(Screen(words.ask_my_name(context.actor.name), [bottom(MyData())]))


@on_state(entry.MY_NAME)
async def my_name(context: Context, _: dict[str, object]) -> None:
    """One line: the name, and the post where a comma follows."""
    entries = parse((context.message.text or "") if context.message else "")
    name = entries[0].name if entries else ""
    post = entries[0].post if entries and entries[0].post else None
    await context.write(people.rename, context.actor.me, name, post)
    await menu.renew(context)
    await menu.menu_screen(context, new=True)
