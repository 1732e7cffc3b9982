"""Schools and municipalities: the list, a card, making and naming one."""

from db.models.people import OrganisationKind
from domain.named import Named
from domain.roles import Action, Role
from handlers.buttons.invitations import InviteInto
from handlers.buttons.nav import Menu, bottom
from handlers.buttons.organisations import (
    NewOrganisation,
    OpenOrganisation,
    OrganisationPage,
    RenameOrganisation,
    SetZone,
    TakeRole,
    Zones,
)
from handlers.buttons.people import Appoint, Organisations, PeopleOf, RevokeRole
from handlers.buttons.reminders import Forecast
from handlers.buttons.settings import SchoolSettings
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.menu import renew
from handlers.registry import Button, on, on_state
from services import grants, organisations
from services.errors import Refusal
from services.organisations import OrganisationList, OrganisationView
from texts import menu as menu_words
from texts import organisations as words
from texts import people as people_words

NAMING = "organisation_name"
RENAMING = "organisation_rename"
_TAKEN = {Role.CURATOR: words.TAKE_CURATOR, Role.HEAD: words.TAKE_HEAD}
_APPOINTED = {
    Role.CURATOR: words.APPOINT_CURATOR,
    Role.HEAD: words.APPOINT_HEAD,
    Role.COORDINATOR: words.APPOINT_COORDINATOR,
}


@on(Organisations)
async def first_page(context: Context, _: Organisations) -> None:
    await _list(context, 0)


@on(OrganisationPage)
async def page(context: Context, request: OrganisationPage) -> None:
    await _list(context, request.page)


async def _list(context: Context, page: int) -> None:
    await context.forget()
    found = await context.read(organisations.overview)
    rows: list[Row] = [
        [(words.line(line.name, line.nested), OpenOrganisation(line.id))]
        for line in cut(found.lines, page)
    ]
    rows.append(pager(page, len(found.lines), OrganisationPage))
    await context.show(Screen(words.listing(len(found.lines)), [*rows, *_making(found), bottom()]))


def _making(found: OrganisationList) -> list[Row]:
    """A coordinator's new schools stand under the own municipality, chosen on its card if many."""
    school = OrganisationKind.SCHOOL
    rows: list[Row] = []
    if len(found.parents) == 1:
        rows.append([(words.NEW_SCHOOL, NewOrganisation(school, found.parents[0]))])
    if found.may_make_municipality:
        municipality = NewOrganisation(OrganisationKind.MUNICIPALITY, None)
        rows.append([(words.NEW_MUNICIPALITY, municipality)])
    return rows


@on(NewOrganisation)
async def new(context: Context, request: NewOrganisation) -> None:
    await context.read(organisations.require_to_create, request.kind, request.parent_id)
    await context.ask(NAMING, kind=request.kind.value, parent=request.parent_id)
    municipality = request.kind is OrganisationKind.MUNICIPALITY
    await context.show(Screen(words.ask_name(municipality), [bottom(Organisations())]))


@on_state(NAMING)
async def named(context: Context, data: dict[str, object]) -> None:
    parent = data.get("parent")
    made = await context.write(
        organisations.create,
        _typed(context),
        kind=OrganisationKind(str(data["kind"])),
        parent_id=int(str(parent)) if parent is not None else None,
        timezone=context.around.zone,
    )
    await _card(context, made)


@on(OpenOrganisation)
async def open_organisation(context: Context, request: OpenOrganisation) -> None:
    await context.forget()
    await _card(context, request.organisation_id)


async def _card(context: Context, organisation_id: int) -> None:
    view = await context.read(organisations.view, organisation_id)
    text = words.card(
        name=view.name,
        parent=view.parent,
        zone=view.timezone,
        officers=[
            (people_words.role(officer.role), context.call(officer.named))
            for officer in view.officers
        ],
    )
    await context.show(Screen(text, [*_acts(context, view), bottom(_back(context))]))


def _back(context: Context) -> Button:
    """To the list for whom there is one."""
    lists = {Role.ADMINISTRATOR, Role.COORDINATOR}
    held = {grant.role for grant in context.actor.roles}
    return Organisations() if held & lists else Menu()


def _acts(context: Context, view: OrganisationView) -> list[Row]:
    rows: list[Row] = _filling(view)
    if view.may_add_school:
        school = NewOrganisation(OrganisationKind.SCHOOL, view.id)
        rows.append([(words.ADD_SCHOOL, school)])
    pair: list[tuple[str, Button]] = []
    if view.may_see_people:
        pair.append((words.PEOPLE, PeopleOf(view.id, 0)))
    if view.givable:
        pair.append((words.INVITE, InviteInto(view.id)))
    rows.append(pair)
    rows.append(_reminding(context, view.id))
    if view.may_change:
        rows.append([(words.RENAME, RenameOrganisation(view.id)), (words.ZONE, Zones(view.id))])
    rows += [
        [(_removal(context, officer.role, officer.named), RevokeRole(officer.grant_id))]
        for officer in view.officers[:10]
        if officer.revocable
    ]
    return rows


def _reminding(context: Context, place: int) -> Row:
    """How and of what the bot reminds the people of one's own organisation."""
    held = context.actor.current
    if held is None or held.organisation_id != place:
        return []
    ways: list[tuple[str, Button]] = []
    if context.actor.may(Action.SCHOOL_SETTINGS, place):
        ways.append((words.REMINDERS, SchoolSettings(place)))
    if context.actor.may(Action.SEE_FORECAST, place):
        ways.append((menu_words.FORECAST, Forecast(0)))
    return ways


def _removal(context: Context, role: Role, person: Named) -> str:
    return words.remove_caption(people_words.role(role), context.call(person))


def _filling(view: OrganisationView) -> list[Row]:
    """The offices that stand empty come first: without a curator nothing begins."""
    filled = {officer.role for officer in view.officers}
    rows: list[Row] = []
    for role in (Role.CURATOR, Role.HEAD, Role.COORDINATOR):
        if role not in view.givable:
            continue
        row: list[tuple[str, Button]] = []
        if role in _TAKEN and role not in filled and not view.mine & set(_TAKEN):
            row.append((_TAKEN[role], TakeRole(view.id, role)))
        row.append((_APPOINTED[role], Appoint(view.id, role, 0)))
        rows.append(row)
    return rows


@on(RenameOrganisation)
async def rename(context: Context, request: RenameOrganisation) -> None:
    view = await _changeable(context, request.organisation_id)
    await context.ask(RENAMING, organisation=view.id)
    await context.show(Screen(words.ask_new_name(view.name), [bottom(OpenOrganisation(view.id))]))


@on_state(RENAMING)
async def renamed(context: Context, data: dict[str, object]) -> None:
    organisation_id = int(str(data["organisation"]))
    await context.write(organisations.rename, organisation_id, _typed(context))
    await renew(context)
    await _card(context, organisation_id)


@on(TakeRole)
async def take(context: Context, request: TakeRole) -> None:
    await context.write(grants.take, request.organisation_id, request.role)
    await renew(context)
    await _card(context, request.organisation_id)


@on(Zones)
async def zones(context: Context, request: Zones) -> None:
    view = await _changeable(context, request.organisation_id)
    choices = [(words.ZONES[zone], SetZone(view.id, zone)) for zone in organisations.ZONES]
    rows = [*in_rows(choices, 2), bottom(OpenOrganisation(view.id))]
    await context.show(Screen(words.ask_zone(view.name), rows))


@on(SetZone)
async def set_zone(context: Context, request: SetZone) -> None:
    await context.write(organisations.set_zone, request.organisation_id, request.zone)
    await context.answer(words.zone_set())
    await renew(context)
    await _card(context, request.organisation_id)


async def _changeable(context: Context, organisation_id: int) -> OrganisationView:
    view = await context.read(organisations.view, organisation_id)
    if not view.may_change:
        raise Refusal("forbidden")
    return view


def _typed(context: Context) -> str:
    return (context.message.text or "") if context.message else ""
