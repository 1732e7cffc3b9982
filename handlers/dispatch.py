"""From an update to its handler: by the button's prefix, the command, or the awaited state."""

from collections.abc import Awaitable

from aiogram.types import CallbackQuery, Message

from db.engine import AlreadyProcessed
from handlers import picking, registry
from handlers.buttons.nav import Menu
from handlers.consent import consent_screen
from handlers.context import ALERT_LIMIT, Context, NotAdmitted
from handlers.keyboards.build import Screen
from handlers.menu import menu_screen, unexpected_text
from handlers.upload import unexpected_file
from services import chat
from services.errors import Refusal
from texts import refusals as words


def _allowed(context: Context, key: str) -> bool:
    """Without a consent only the way to it is open; who is not known yet is asked for it by the
    write."""
    return key in registry.BEFORE_CONSENT or not context.known or context.actor.admitted


async def on_callback(context: Context, query: CallbackQuery) -> None:
    """Every press is answered, whatever happens inside."""
    try:
        request = registry.parse(query.data or "")
    except registry.StaleButton:
        await context.answer(words.stale_button())
        await menu_screen(context, new=True)
        return
    context.ways = registry.ways(query.data or "")
    if not _allowed(context, request.PREFIX):
        await consent_screen(context)
        return
    try:
        await guarded(context, registry.HANDLERS[request.PREFIX](context, request))
    except NotAdmitted:
        await consent_screen(context)
        return
    await picking.leave(context)
    await context.answer()


async def guarded(context: Context, work: Awaitable[None]) -> None:
    """Turn a refusal into its sentence; an update seen before shows where the chat is now."""
    try:
        await work
    except Refusal as refusal:
        await refuse(context, refusal)
    except AlreadyProcessed:
        await guarded(context, _again(context))


async def _again(context: Context) -> None:
    """The question that the chat is asked, else the menu. What is awaited stays so."""
    context.asked, state = True, context.state
    shown = registry.AGAIN.get(state.name) if state is not None else None
    if state is not None and shown is not None:
        await shown(context, state.data)
    else:
        await menu_screen(context, new=False)


async def refuse(context: Context, refusal: Refusal) -> None:
    sentence = words.sentence(refusal.key, refusal.data, close=context.actor.pupil)
    if context.may_answer and len(sentence) <= ALERT_LIMIT:
        await context.answer(sentence, alert=True)
        return
    await context.show(Screen(sentence, [[(words.to_menu(), Menu())]]), new=True)


async def on_message(context: Context, message: Message) -> None:
    """Commands first, then what the chat was asked for, then kindness."""
    text = message.text or ""
    if text.startswith("/"):
        await _command(context, text)
        return
    state = context.actor.state
    awaited = registry.STATES.get(state.name) if state is not None else None
    if state is not None and picking.passes(state, message):
        awaited = None
    if state is not None and awaited is not None and _allowed(context, f"state:{state.name}"):
        kept = state.data.get(chat.WAYS)
        context.ways = registry.ways(registry.WAY + kept) if kept else ()
        await guarded(context, awaited(context, state.data))
    elif not _allowed(context, "text"):
        await consent_screen(context)
    elif message.text is None:
        await guarded(context, unexpected_file(context, message))
    else:
        await guarded(context, unexpected_text(context, text))


async def _command(context: Context, text: str) -> None:
    name, _, rest = text[1:].partition(" ")
    name = name.partition("@")[0].lower()
    if not _allowed(context, f"/{name}"):
        await consent_screen(context)
        return
    handler = registry.COMMANDS.get(name)
    if handler is None:
        await guarded(context, unexpected_text(context, text))
        return
    await guarded(context, handler(context, rest.strip()))
    await picking.leave(context)
