"""The menu of each role, and kindness to words that nobody asked for."""

from collections.abc import Sequence

from db.models.people import OrganisationKind
from domain.roles import RIGHTS, Action, Role
from handlers import typed_paper
from handlers.buttons.draft import Upload
from handlers.buttons.invitations import InviteInto
from handlers.buttons.nav import Menu, OtherRoles, SwitchRole, bottom
from handlers.buttons.organisations import NewOrganisation, OpenOrganisation
from handlers.buttons.people import Organisations, People
from handlers.buttons.roadmap import Found, MyItems, Overview, Roadmaps
from handlers.buttons.settings import Settings
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_pairs
from handlers.keyboards.pager import cut, pager
from handlers.kin_rows import draft_ways
from handlers.registry import Button, on, on_command
from handlers.ways import MENU
from services import actor as actors
from services import entry, grants, items, links
from services import menu as menus
from services.actor import Held
from services.applications import Mine
from services.menu import MenuView
from services.overview import short_query
from texts import applying as applying_words
from texts import menu as words
from texts import people as people_words

Entry = tuple[str, Button]
MAPS_OFFERED = 4
MOST = 9  # buttons of a menu, whoever sees it


async def renew(context: Context) -> None:
    """Read the actor again after a change of roles, name or consent."""
    around = context.around
    context.actor = await around.db.read(
        actors.load, context.actor.chat_id, context.actor.at, around.zone
    )


async def menu_screen(context: Context, *, new: bool) -> None:
    """The menu; before the consent the way to it."""
    if context.actor.consent is not True:
        from handlers.consent import consent_screen

        await consent_screen(context)
        return
    view = await context.read(menus.view)
    await context.show(Screen(await _text(context, view), rows(view)), new=new)


async def _text(context: Context, view: MenuView) -> str:
    held = view.current
    if view.applied is not None:
        return applied(context, view.applied)
    summary = await context.read(items.summary)
    return words.menu(
        name=view.name,
        school=held.organisation if held else "",
        role=people_words.role(held.role, held.title) if held else "",
        overdue=summary.overdue,
        week=summary.week,
        hint=_hint(view),
        whole=_whole(view),
        asked=view.asked,
        pupil=context.actor.pupil,
    )


def applied(context: Context, found: Mine) -> str:
    """What somebody reads until the school has decided."""
    return applying_words.waiting(
        school=found.school,
        role=applying_words.role_word(found.role, "", pupil=False),
        since=found.at.astimezone(context.actor.zone).date(),
        today=context.actor.today,
        deciders=[context.call(one) for one in found.deciders],
    )


def _whole(view: MenuView) -> tuple[str, int, int] | None:
    """How the school stands: who looks after it hears of others' overdue too."""
    if view.school is None:
        return None
    school = view.kind is not OrganisationKind.MUNICIPALITY
    where = words.SCHOOL_WIDE if school else words.MUNICIPALITY_WIDE
    return where, view.school.overdue, view.school.due_this_week


def _hint(view: MenuView) -> str:
    if view.current is None:
        return words.no_role()
    if not view.schools:
        return words.no_school()
    if view.vacant is not None:
        return words.no_leader(view.vacant[1])
    return ""


def rows(view: MenuView) -> list[Row]:
    """The likely act alone in the first row, the others two a row, other roles below."""
    begin = [*_appointing(view), *_work(view)]
    joined, people = MENU.of(view), _people(view)
    # Who has no work of the own here comes for the organisations first.
    found = [*begin, *joined, *people] if begin else [*people, *joined]
    crowded = bool(view.others) and len(found) + 2 > MOST
    if not crowded:  # else they are beside the other roles
        found.append((words.SETTINGS, Settings()))
    spare = _spare(view)
    if len(found) + len(spare) + bool(view.others) <= MOST:
        found[2:2] = spare
    first, *others = found
    room = 0 if crowded else MOST - len(found)
    return [[first], *in_pairs(others), *_switches(view.others, room)]


def _switches(others: Sequence[Held], room: int) -> list[Row]:
    """Each of the other roles, or one way to them where the menu would grow too long."""
    if len(others) > room:
        return [[(words.other_roles(len(others)), OtherRoles(0))]]
    return [[_switch(held)] for held in others]


def _switch(held: Held) -> Entry:
    role = people_words.role(held.role, held.title)
    return words.switch(role, held.organisation), SwitchRole(held.id)


def _appointing(view: MenuView) -> list[Entry]:
    """Without a curator nothing begins in a new school."""
    return [(words.APPOINT, InviteInto(view.vacant[0]))] if view.vacant else []


def _work(view: MenuView) -> list[Entry]:
    """Roadmaps and items. Where no roadmap runs, the next step towards one comes first."""
    if view.current is None or view.current.organisation_id is None:
        return []
    # Parents come for their children; what they answer for is one /today away.
    owns = Action.DO_OWN_ITEMS in view.may and view.current.role is not Role.PARENT
    mine = [(words.MY_ITEMS, MyItems(0))] if owns else []
    seen = [(words.ROADMAP, _roadmap(view))] if Action.SEE_ROADMAP in view.may else []
    if view.running or Action.EDIT_ROADMAP not in view.may:
        return [*mine, *seen]
    return [*(draft_ways(view.drafts) or [(words.UPLOAD, Upload())]), *mine]


def _spare(view: MenuView) -> list[Entry]:
    """What gives way to other roles, for it has a way elsewhere: the draft on the screen of the
    roadmap, roadmaps of the past among the files."""
    if Action.EDIT_ROADMAP not in view.may or view.current is None:
        return []
    return draft_ways(view.drafts) if view.running else [(words.ROADMAP, Roadmaps())]


def _roadmap(view: MenuView) -> Button:
    return Overview(view.running[0]) if len(view.running) == 1 else Roadmaps()


def _people(view: MenuView) -> list[Entry]:
    if view.current is None:
        return []
    place = view.current.organisation_id
    found: list[Entry] = []
    if place is not None:
        found = _of_school(view, place)
    if Action.CREATE_ORGANISATION in view.may:
        if not view.schools:
            found.append((words.NEW_SCHOOL, NewOrganisation(OrganisationKind.SCHOOL, None)))
        found.append((words.ORGANISATIONS, Organisations()))
    return found


def _of_school(view: MenuView, place: int) -> list[Entry]:
    school = words.MUNICIPALITY if view.kind is OrganisationKind.MUNICIPALITY else words.SCHOOL
    waiting = view.applications if Action.EDIT_PEOPLE in view.may else 0
    offered: list[tuple[bool, Entry]] = [
        (Action.SEE_PEOPLE in view.may, (words.people(waiting), People(0))),
        (Action.SCHOOL_SETTINGS in view.may, (school, OpenOrganisation(place))),
    ]
    return [given for allowed, given in offered if allowed]


async def unexpected_text(context: Context, text: str) -> None:
    """Words that nobody asked for: a pasted link works, all else may be looked for."""
    payload = entry.payload_in(text)
    if payload is None and await context.read(entry.is_admin_code, text):
        payload = text
    if payload is not None:
        from handlers.start import start

        await start(context, payload)
        return
    if text.startswith("/"):
        await context.show(Screen(words.unknown_command(), [bottom()]))
        return
    address = links.address(text)
    if address is not None and _edits(context):
        from handlers.qr import offer

        await offer(context, address)
        return
    rows = await _searches(context, text)
    if await typed_paper.offer(context, text, rows):
        return
    await context.show(Screen(words.unexpected(bool(rows)), [*rows, bottom()]))


def _edits(context: Context) -> bool:
    held = context.actor.current
    return held is not None and Action.EDIT_ROADMAP in RIGHTS[held.role]


async def _searches(context: Context, text: str) -> list[Row]:
    """The same words as a search in each of the roadmaps."""
    query = short_query(text)
    maps = await context.read(menus.searchable) if query else []
    several = len(maps) > 1
    return [
        [(words.find(text, title if several else ""), Found(roadmap_id, 0, query))]
        for roadmap_id, title in maps[:MAPS_OFFERED]
    ]


@on(Menu)
async def menu(context: Context, _: Menu) -> None:
    await context.forget()
    await menu_screen(context, new=False)


@on_command("menu")
async def menu_command(context: Context, _: str) -> None:
    await context.forget()
    await menu_screen(context, new=True)


@on_command("cancel")
async def cancel(context: Context, _: str) -> None:
    await context.forget()
    await context.show(Screen(words.cancelled(), [bottom()]))


@on(OtherRoles)
async def other_roles(context: Context, request: OtherRoles) -> None:
    held = context.actor.current
    others = [each for each in context.actor.roles if each != held]
    rows = [[_switch(each)] for each in cut(others, request.page)]
    turn = pager(request.page, len(others), OtherRoles)
    settings: Row = [(words.SETTINGS, Settings())]
    await context.show(Screen(words.ask_role(len(others)), [*rows, turn, settings, bottom()]))


@on(SwitchRole)
async def switch_role(context: Context, request: SwitchRole) -> None:
    await context.write(grants.switch, request.grant_id)
    await renew(context)
    await menu_screen(context, new=False)
