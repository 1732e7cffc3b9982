"""The consent comes first: asked at the door, read whole, refused kindly, withdrawn."""

import contextlib

from aiogram.exceptions import TelegramAPIError

from db.engine import AlreadyProcessed
from domain.consents import PUBLICATION as PUBLIC
from domain.consents import Document
from domain.roles import Role
from handlers import menu
from handlers.buttons.applying import Apply, ReleaseChat
from handlers.buttons.consent import (
    Agree,
    AskWithdraw,
    MyData,
    MyFile,
    Publish,
    Publishing,
    ReadConsent,
    Refuse,
    Withdraw,
)
from handlers.buttons.nav import Menu, bottom
from handlers.buttons.settings import Settings
from handlers.buttons.start import ChangeMyName, KeepMyName
from handlers.consent_words import choices, document_line
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.registry import on, on_state
from services import consents, entry, withdrawing
from services.entry import Situation, Standing
from services.errors import Refusal
from texts import applying as applying_words
from texts import consent as words
from texts import nav, refusals
from texts import people as people_words
from texts import start as start_words


def listed(context: Context) -> bool:
    """Whether the chat stands in ADMIN_IDS."""
    return context.chat_id in context.around.admin_ids


async def consent_screen(context: Context) -> None:
    """What a chat sees before the consent, whatever it pressed or wrote."""
    try:
        await _look(context, await _brought(context))
    except AlreadyProcessed:  # delivered twice: what it brought is remembered
        await _look(context, "")


async def _look(context: Context, brought: str) -> None:
    try:
        if brought:
            found = await context.write(entry.arrive, brought, listed(context))
        else:
            found = await context.read(entry.standing, listed(context))
    except Refusal as refusal:
        await dead_end(context, refusal)
        return
    await door(context, found)


async def _brought(context: Context) -> str:
    """A pasted link or the administrator's code; commands bring nothing here."""
    text = (context.message.text or "") if context.message else ""
    if not text or text.startswith("/"):
        return ""
    payload = entry.payload_in(text)
    if payload is not None:
        return payload
    return text if await context.read(entry.is_admin_code, text) else ""


async def door(context: Context, found: Standing) -> None:
    """The one screen that fits where the chat stands."""
    if found.situation is Situation.STRANGER:
        await context.show(Screen(words.stranger(), [[(applying_words.APPLY, Apply())]]))
    elif found.situation is Situation.INSIDE:
        await menu.menu_screen(context, new=True)
    elif found.situation is Situation.WAITING:
        text = words.waiting(operator=found.operator, on_paper=found.on_paper)
        await context.show(Screen(text, [[(words.LOOK, Menu())], [(words.REFUSE, Refuse())]]))
    elif found.applying is not None:
        await context.show(Screen(_application(found), _consent_rows()))
    elif found.consented:
        await context.show(Screen(_offer(found), _answers()))
    else:
        await context.show(Screen(_question(context, found), _consent_rows()))


async def dead_end(context: Context, refusal: Refusal) -> None:
    """A link or code of no use: its own sentence, and no waiting for it any more."""
    with contextlib.suppress(AlreadyProcessed):
        await context.forget()
    sentence = refusals.sentence(refusal.key, refusal.data)
    other: Row = []
    if refusal.key == "link_for_other":
        other = [(applying_words.OTHER_PERSON, ReleaseChat())]
    await context.show(Screen(sentence, [other, bottom()]), new=True)


def _application(found: Standing) -> str:
    pupil = found.document is Document.ASSENT
    assert found.applying is not None
    return applying_words.consent(
        school=found.operator,
        role=applying_words.role_word(found.applying, "", pupil),
        pupil=pupil,
        refused=found.refused,
    )


def _offer(found: Standing) -> str:
    if found.offer is None:
        return words.offer_first()
    return words.offer(operator=found.operator, role=role_of(found))


def role_of(found: Standing) -> str:
    return people_words.role(found.offer.role, found.offer.title) if found.offer else ""


def _question(context: Context, found: Standing) -> str:
    if found.situation is Situation.FIRST:
        return words.ask_first()
    person = found.offer.person if found.offer else None
    return words.ask(
        operator=found.operator,
        role=role_of(found),
        person=context.call(person) if person else "",
        pupil=found.document is Document.ASSENT,
        refused=found.refused,
        parent=found.offer is not None and found.offer.role is Role.PARENT,
    )


def _answers() -> list[Row]:
    return [[(words.ACCEPT, Agree())], [(words.DECLINE, Refuse())], bottom()]


def _second_thoughts() -> list[Row]:
    """The menu's button: without a consent it leads to the question."""
    return [[(words.RECONSIDER, Menu())]]


def _consent_rows() -> list[Row]:
    return [[(words.AGREE, Agree())], [(words.READ, ReadConsent(0)), (words.REFUSE, Refuse())]]


@on_state(entry.JOINING, before_consent=True)
async def joining(context: Context, _: dict[str, object]) -> None:
    """Words instead of a tap: the same question once more."""
    await consent_screen(context)


@on(Agree, before_consent=True)
async def agree(context: Context, _: Agree) -> None:
    profile = context.query.from_user.full_name if context.query else ""
    joined = await context.write(entry.agree, profile, listed(context))
    await menu.renew(context)
    for chat_id in joined.left:
        with contextlib.suppress(TelegramAPIError):
            await context.bot.send_message(int(chat_id), applying_words.moved_away())
    if not joined.fresh:
        await menu.menu_screen(context, new=False)
        return
    current = context.actor.current
    if joined.situation is Situation.APPLYING:
        keep: Row = [(start_words.KEEP, KeepMyName())]
        await context.show(Screen(applying_words.ask_name(joined.name), [keep, bottom()]))
        return
    text = start_words.ask_name(
        name=joined.name,
        operator=joined.offer.organisation if joined.offer else "",
        role=people_words.role(current.role, current.title) if current else "",
    )
    await context.show(Screen(text, [[(start_words.KEEP, KeepMyName())], bottom()]))


@on(Refuse, before_consent=True)
async def refuse(context: Context, _: Refuse) -> None:
    if context.actor.consent is True:
        await context.write(entry.decline)
        await context.show(Screen(words.declined(), [bottom()]))
        return
    await context.write(entry.refuse, listed(context))
    await context.show(Screen(words.refused(), _second_thoughts()))


@on(ReadConsent, before_consent=True)
async def read_consent(context: Context, request: ReadConsent) -> None:
    inside = context.actor.consent is True
    found = await context.read(entry.standing, listed(context))
    pages = words.pages(await context.read(consents.text, found.operator, found.document))
    page = min(max(request.page, 0), len(pages) - 1)
    rows: list[Row] = []
    if page + 1 < len(pages):
        rows.append([(words.next_page(page + 1, len(pages)), ReadConsent(page + 1))])
    if inside:
        rows.append(bottom(MyData()))
    else:
        back = [(nav.BACK, ReadConsent(page - 1) if page else Menu())]
        rows += [[(words.AGREE, Agree())], [*back, (words.REFUSE, Refuse())]]
    await context.show(Screen(pages[page], rows))


@on(MyData)
async def my_data(context: Context, _: MyData) -> None:
    data = await context.read(consents.mine)
    text = words.my_data(
        name=data.name,
        post=data.post,
        roles=people_words.roles((held.role, held.title) for held in data.roles),
        operator=data.operator,
        documents=[document_line(context, each) for each in data.documents],
    )
    more: Row = [] if data.minor else [(words.PUBLISHING, Publishing())]
    rows: list[Row] = [
        [(words.CHANGE_NAME, ChangeMyName())],
        [(words.READ, ReadConsent(0)), (words.WITHDRAW, AskWithdraw())],
        [*more, (words.MY_FILE, MyFile())],
        bottom(Settings()),
    ]
    await context.show(Screen(text, rows))


@on(Publishing)
async def publishing(context: Context, _: Publishing) -> None:
    data = await context.read(consents.mine)
    if data.minor:
        raise Refusal("forbidden")
    rows = choices(data.documents, Publish)
    lines = [document_line(context, each) for each in data.documents if each.document in PUBLIC]
    await context.show(Screen(words.publishing(lines=lines), [*rows, bottom(MyData())]))


@on(Publish)
async def publish(context: Context, request: Publish) -> None:
    await context.write(consents.answer_publication, request.document, given=request.given)
    await context.answer(words.published(given=request.given))
    await publishing(context, Publishing())


@on(AskWithdraw)
async def ask_withdraw(context: Context, _: AskWithdraw) -> None:
    follows = await context.read(withdrawing.follows, context.actor.me)
    text = words.ask_withdraw(
        pairs=follows.pairs, items=follows.items, due=follows.due, today=context.actor.today
    )
    rows: list[Row] = [[(words.WITHDRAW_YES, Withdraw())], bottom(MyData())]
    await context.show(Screen(text, rows))


@on(Withdraw)
async def withdraw(context: Context, _: Withdraw) -> None:
    done = await context.write(consents.withdraw)
    text = words.withdrawn(done.due, context.actor.today)
    await context.show(Screen(text, _second_thoughts()))
