"""What the curator says of responsible phrases and of the people of single rows."""

from typing import Any

from handlers.buttons.decisions import Decide
from handlers.buttons.draft import OpenDraft
from handlers.buttons.nav import bottom
from handlers.buttons.responsibles import (
    AddNewcomer,
    ConfirmRest,
    FindWho,
    ManyDone,
    Phrases,
    SetMe,
    SetPerson,
    SetRole,
    TogglePerson,
    Who,
    WhoMany,
    WhoRoles,
)
from handlers.context import Context
from handlers.decisions import go_on
from handlers.draft import row_screen
from handlers.keyboards.build import Row as Keys
from handlers.keyboards.build import Screen
from handlers.keyboards.pager import cut, pager
from handlers.meanings import meaning_line
from handlers.registry import on, on_state
from handlers.typed import typed_text
from handlers.who import FINDING, found_screen, many_screen, roles_screen, who_screen
from services import assigning
from texts import draft as draft_words
from texts import responsibles as words


@on(Who)
async def who(context: Context, request: Who) -> None:
    await who_screen(context, request.item_id, request.entry, request.page)


@on(WhoRoles)
async def who_roles(context: Context, request: WhoRoles) -> None:
    await roles_screen(context, request.item_id, request.entry)


@on(WhoMany)
async def who_many(context: Context, request: WhoMany) -> None:
    await many_screen(context, request.item_id, request.entry, request.page)


async def _decided(context: Context, item_id: int, entry: int | None) -> None:
    """The next question, or the card that the row was opened from."""
    await context.answer(words.saved())
    if entry is None:
        await row_screen(context, item_id)
    else:
        await go_on(context, item_id, entry)


@on(SetPerson)
async def set_person(context: Context, request: SetPerson) -> None:
    await context.write(assigning.assign_person, request.item_id, request.entry, request.person_id)
    await _decided(context, request.item_id, request.entry)


@on(SetMe)
async def set_me(context: Context, request: SetMe) -> None:
    await context.write(assigning.assign_me, request.item_id, request.entry)
    await _decided(context, request.item_id, request.entry)


@on(SetRole)
async def set_role(context: Context, request: SetRole) -> None:
    await context.write(
        assigning.assign_role, request.item_id, request.entry, request.number, request.each
    )
    await _decided(context, request.item_id, request.entry)


@on(AddNewcomer)
async def add_newcomer(context: Context, request: AddNewcomer) -> None:
    await context.write(assigning.add_newcomer, request.item_id, request.entry)
    await _decided(context, request.item_id, request.entry)


@on(TogglePerson)
async def toggle(context: Context, request: TogglePerson) -> None:
    await context.write(assigning.toggle_person, request.item_id, request.entry, request.person_id)
    await many_screen(context, request.item_id, request.entry, request.page)


@on(ManyDone)
async def many_done(context: Context, request: ManyDone) -> None:
    await context.write(assigning.share, request.item_id, request.entry, request.each)
    await _decided(context, request.item_id, request.entry)


@on(FindWho)
async def ask_name(context: Context, request: FindWho) -> None:
    await context.read(assigning.who_view, request.item_id, request.entry)
    await context.ask(FINDING, item_id=request.item_id, entry=request.entry)
    back = bottom(Who(request.item_id, request.entry, 0))
    await context.show(Screen(words.ask_name(), [back]))


@on_state(FINDING)
async def typed_name(context: Context, data: dict[str, Any]) -> None:
    text = await typed_text(context)
    if text is None:
        return
    found = await context.write(assigning.find, data["item_id"], text)
    await found_screen(context, data["item_id"], data["entry"], text, found)


@on(Phrases)
async def phrases(context: Context, request: Phrases) -> None:
    """Every phrase with what it means; what was understood is confirmed at once."""
    here = request.roadmap_id
    title, lines = await context.read(assigning.phrase_list, here)
    unknown = sum(line.told is None for line in lines)
    proposed = sum(line.phrase.proposed for line in lines)
    rows: list[Keys] = []
    if proposed:
        rows.append([(words.REST_IS_RIGHT, ConfirmRest(here))])
    elif unknown:
        rows.append([(draft_words.decide(unknown), Decide(here))])
    for line in cut(lines, request.page):
        phrase = line.phrase
        now = meaning_line(context, line.told)
        caption = words.phrase_caption(phrase.text, now, phrase.proposed)
        rows.append([(caption, Who(phrase.item_id, phrase.entry, 0))])
    rows.append(pager(request.page, len(lines), lambda page: Phrases(here, page)))
    rows.append(bottom(OpenDraft(here)))
    text = words.phrase_list(title, len(lines), proposed, unknown)
    await context.show(Screen(text, rows))


@on(ConfirmRest)
async def confirm_rest(context: Context, request: ConfirmRest) -> None:
    count = await context.write(assigning.confirm, request.roadmap_id)
    await context.answer(words.confirmed(count))
    await phrases(context, Phrases(request.roadmap_id, 0))
