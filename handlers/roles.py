"""Roles of a person given and taken away; who holds an office next."""

from domain.roles import Role
from handlers.buttons.invitations import InviteAs
from handlers.buttons.nav import bottom
from handlers.buttons.organisations import OpenOrganisation
from handlers.buttons.people import (
    Appoint,
    AppointNow,
    GiveRole,
    GiveRoleAs,
    GiveTitle,
    OpenPerson,
    RevokeRole,
    RevokeRoleNow,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.people import people as people_rows
from handlers.people import show_card, typed
from handlers.registry import on, on_state
from services import grants, organisations, people
from services.entering import is_class_teacher
from services.errors import Refusal
from texts import people as words

TITLE, CLASS = "person_title", "person_class"


@on(GiveRole)
async def choose(context: Context, request: GiveRole) -> None:
    view = await context.read(people.view, request.person_id)
    choices = [(words.role_caption(role), GiveRoleAs(view.card.id, role)) for role in view.givable]
    text = words.ask_role(context.call(view.card.named))
    await context.show(Screen(text, [*in_rows(choices, 2), bottom(OpenPerson(view.card.id))]))


@on(GiveRoleAs)
async def give_as(context: Context, request: GiveRoleAs) -> None:
    if request.role is not Role.SPECIALIST:
        await _give(context, request.person_id, request.role, "")
        return
    view = await context.read(people.view, request.person_id)
    if Role.SPECIALIST not in view.givable:
        raise Refusal("forbidden")
    choices = [
        (title.capitalize(), GiveTitle(view.card.id, number))
        for number, title in enumerate(words.TITLES)
    ]
    other: Row = [(words.OTHER_TITLE, GiveTitle(view.card.id, None))]
    rows = [*in_rows(choices, 2), other, bottom(OpenPerson(view.card.id))]
    await context.show(Screen(words.ask_title(context.call(view.card.named)), rows))


@on(GiveTitle)
async def give_title(context: Context, request: GiveTitle) -> None:
    if request.number is None:
        await context.read(people.view, request.person_id)
        await context.ask(TITLE, person=request.person_id)
        await context.show(Screen(words.type_title(), [bottom(OpenPerson(request.person_id))]))
        return
    if not 0 <= request.number < len(words.TITLES):
        raise Refusal("gone")
    if is_class_teacher(words.TITLES[request.number]):
        # Without the class the role opens nobody's papers (services.entering.teaches).
        await context.read(people.view, request.person_id)
        await context.ask(CLASS, person=request.person_id)
        await context.show(Screen(words.type_class(), [bottom(OpenPerson(request.person_id))]))
        return
    await _give(context, request.person_id, Role.SPECIALIST, words.TITLES[request.number])


@on_state(TITLE)
async def typed_title(context: Context, data: dict[str, object]) -> None:
    title = grants.clean_title(typed(context))
    await _give(context, int(str(data["person"])), Role.SPECIALIST, title)


@on_state(CLASS)
async def typed_class(context: Context, data: dict[str, object]) -> None:
    title = grants.clean_title(words.class_teacher(typed(context)))
    await _give(context, int(str(data["person"])), Role.SPECIALIST, title)


async def _give(context: Context, person_id: int, role: Role, title: str) -> None:
    view = await context.read(people.view, person_id)
    await context.write(grants.give, person_id, view.organisation_id, role=role, title=title)
    await context.answer(words.given())
    await show_card(context, person_id)


@on(RevokeRole)
async def ask_revoke(context: Context, request: RevokeRole) -> None:
    """The only curator stays until there is another: who that is to be is asked first."""
    ending = await context.read(grants.ending, request.grant_id)
    if ending.last:
        await _appoint(
            context, Appoint(ending.organisation_id, ending.role, 0), words.LAST_CURATOR
        )
        return
    text = words.ask_revoke(
        context.call(ending.named), words.role(ending.role, ending.title), ending.owned
    )
    rows: list[Row] = [[(words.REVOKE_YES, RevokeRoleNow(request.grant_id))]]
    await context.show(Screen(text, [*rows, bottom(OpenOrganisation(ending.organisation_id))]))


@on(RevokeRoleNow)
async def revoke(context: Context, request: RevokeRoleNow) -> None:
    """An office that fell empty is offered to somebody else at once."""
    ended = await context.write(grants.revoke, request.grant_id)
    await context.answer(words.revoked())
    if ended.role in (Role.CURATOR, Role.HEAD, Role.COORDINATOR):
        await appoint(context, Appoint(ended.organisation_id, ended.role, 0))
    else:
        await show_card(context, ended.named.id)


@on(Appoint)
async def appoint(context: Context, request: Appoint) -> None:
    await _appoint(context, request)


async def _appoint(context: Context, request: Appoint, why: str = "") -> None:
    view = await context.read(organisations.view, request.organisation_id)
    if request.role not in view.givable:
        raise Refusal("forbidden")
    place, role = view.id, request.role
    cards = await context.read(people.list_people, place) if view.may_see_people else []
    named = [card.named for card in cards if all(g.role is not role for g in card.grants)]
    rows: list[Row] = [
        [(words.APPOINT_BY_LINK, InviteAs(place, role, pupil=False, once=True))],
        *people_rows(
            [person for person in named if not person.pupil],
            request.page,
            context.call,
            lambda person_id: AppointNow(place, role, person_id),
            lambda page: Appoint(place, role, page),
        ),
        bottom(OpenOrganisation(place)),
    ]
    await context.show(Screen(words.ask_appoint(role, view.name, bool(named), why), rows))


@on(AppointNow)
async def appoint_now(context: Context, request: AppointNow) -> None:
    await context.write(grants.give, request.person_id, request.organisation_id, role=request.role)
    await context.show(
        Screen(words.appointed(request.role), [bottom(OpenOrganisation(request.organisation_id))])
    )
