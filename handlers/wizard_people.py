"""Who answers for a stage, or for one row of it: a person, several, a role."""

from typing import Any

from handlers.buttons.nav import bottom
from handlers.buttons.wizard import (
    FindPerson,
    GiveMe,
    GivePerson,
    GiveRole,
    GiveSame,
    SeveralDone,
    StageMany,
    StageRoles,
    StageWho,
    ToggleOne,
)
from handlers.context import Context
from handlers.keyboards.build import Row as Keys
from handlers.keyboards.build import Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import on, on_state
from handlers.typed import typed_text
from handlers.wizard_screens import FINDING, names, went_on, where, who_screen
from services import assigning, wizard, wizard_acts, wizard_who
from services.wizard import About
from texts import responsibles as words

FOUND = 8


@on(StageWho)
async def stage_who(context: Context, request: StageWho) -> None:
    await who_screen(context, request.item_id, alone=request.alone, page=request.page)


@on(GivePerson)
async def give_person(context: Context, request: GivePerson) -> None:
    await context.write(wizard_acts.give_person, request.item_id, request.alone, request.person_id)
    await went_on(context, request.item_id, request.alone)


@on(GiveMe)
async def give_me(context: Context, request: GiveMe) -> None:
    await context.write(wizard_acts.give_me, request.item_id, request.alone)
    await went_on(context, request.item_id, request.alone)


@on(GiveSame)
async def give_same(context: Context, request: GiveSame) -> None:
    await context.write(wizard_acts.give_same, request.item_id, request.alone)
    await went_on(context, request.item_id, request.alone)


@on(StageRoles)
async def stage_roles(context: Context, request: StageRoles) -> None:
    """Roles that somebody holds: a stage is given to people, not to an empty post."""
    view = await context.read(wizard_who.who_view, request.item_id, request.alone)
    there, alone = request.item_id, request.alone
    rows: list[Keys] = []
    for option in view.roles:
        name = words.role(option.role, option.title)
        sharings = (True, False) if option.count > 1 else (False,)
        rows += [
            [(words.role_caption(name, option.count, each),
              GiveRole(there, alone, option.number, each))]
            for each in sharings if option.count
        ]  # fmt: skip
    text = words.ask_role(_name(view.about))
    await context.show(Screen(text, [*rows, bottom(StageWho(there, alone, 0))]))


def _name(here: About) -> str:
    if here.item is not None:
        return here.item.title
    return here.stage.name or where(here.stage, here.total)


@on(GiveRole)
async def give_role(context: Context, request: GiveRole) -> None:
    await context.write(
        wizard_acts.give_role, request.item_id, request.alone, request.number, request.each
    )
    await went_on(context, request.item_id, request.alone)


@on(StageMany)
async def stage_many(context: Context, request: StageMany) -> None:
    await _many_screen(context, request.item_id, request.alone, request.page)


@on(ToggleOne)
async def toggle(context: Context, request: ToggleOne) -> None:
    await context.write(
        wizard_acts.toggle_person, request.item_id, request.alone, request.person_id
    )
    await _many_screen(context, request.item_id, request.alone, request.page)


async def _many_screen(context: Context, item_id: int, alone: bool, page: int) -> None:
    """Several people, marked one by one."""
    view = await context.read(wizard_who.who_view, item_id, alone)
    chosen = view.told.names if view.told else ()
    marked = {one.id for one in chosen}
    rows: list[Keys] = [
        [(
            words.chosen(context.call(one), one.id in marked),
            ToggleOne(item_id, alone, one.id, page),
        )]
        for one in cut(view.staff, page)
    ]  # fmt: skip
    rows.append(pager(page, len(view.staff), lambda other: StageMany(item_id, alone, other)))
    rows.append(_finish(item_id, alone, len(chosen)))
    text = words.ask_many(_name(view.about), names(context, chosen))
    await context.show(Screen(text, [*rows, bottom(StageWho(item_id, alone, 0))]))


def _finish(item_id: int, alone: bool, count: int) -> Keys:
    if count > 1:
        return [
            (words.EACH, SeveralDone(item_id, alone, each=True)),
            (words.TOGETHER, SeveralDone(item_id, alone, each=False)),
        ]
    return [(words.READY, SeveralDone(item_id, alone, each=False))] if count else []


@on(SeveralDone)
async def several_done(context: Context, request: SeveralDone) -> None:
    await context.write(wizard_acts.share, request.item_id, request.alone, request.each)
    await went_on(context, request.item_id, request.alone)


@on(FindPerson)
async def ask_name(context: Context, request: FindPerson) -> None:
    await context.read(wizard.about, request.item_id, request.alone)
    await context.ask(FINDING, item_id=request.item_id, alone=int(request.alone))
    back = bottom(StageWho(request.item_id, request.alone, 0))
    await context.show(Screen(words.ask_name(), [back]))


@on_state(FINDING)
async def typed_name(context: Context, data: dict[str, Any]) -> None:
    text = await typed_text(context)
    if text is None:
        return
    item_id, alone = data["item_id"], bool(data["alone"])
    found = await context.write(assigning.find, item_id, text)
    rows: list[Keys] = [
        [(context.call(one), GivePerson(item_id, alone, one.id))] for one in found[:FOUND]
    ]
    rows.append([(words.FIND, FindPerson(item_id, alone))])
    said = words.found(text) if found else words.not_found(text)
    await context.show(Screen(said, [*rows, bottom(StageWho(item_id, alone, 0))]))
