"""Invitation links: chosen by role, shown with a QR picture, listed, revoked."""

import asyncio

from domain.roles import Role
from exports.qr import qr_png
from handlers.buttons.invitations import (
    InviteAs,
    InviteInto,
    InviteTitle,
    Links,
    OpenLink,
    RevokeLink,
    RevokeLinkNow,
)
from handlers.buttons.nav import bottom
from handlers.buttons.people import GiveRole, Invite, InvitePerson, OpenPerson
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.registry import Button, on, on_state
from services import grants, invitations, links, organisations, people
from services.errors import Refusal
from services.invitations import Link
from services.organisations import OrganisationView
from texts import invitations as words
from texts import people as people_words

TITLE = "invite_title"
QR_NAME = "invitation.png"


@on(Invite)
async def invite(context: Context, _: Invite) -> None:
    await _whom(context, context.actor.organisation_id)


@on(InviteInto)
async def invite_into(context: Context, request: InviteInto) -> None:
    await _whom(context, request.organisation_id)


async def _whom(context: Context, organisation_id: int) -> None:
    await context.forget()
    view = await context.read(organisations.view, organisation_id)
    if not view.givable:
        raise Refusal("forbidden")
    choices: list[tuple[str, Button]] = []
    for role in view.givable:
        as_role = InviteAs(view.id, role, pupil=False, once=False)
        choices.append((people_words.role_caption(role), as_role))
        if role is Role.MENTEE:
            pupil = InviteAs(view.id, role, pupil=True, once=False)
            choices.append((words.PUPIL, pupil))
    rows = [*in_rows(choices, 2), [(words.LINKS, Links(view.id, 0))], bottom()]
    await context.show(Screen(words.ask_whom(view.name), rows))


@on(InviteAs)
async def invite_as(context: Context, request: InviteAs) -> None:
    if request.role is Role.SPECIALIST:
        await _ask_title(context, request.organisation_id)
        return
    link = await context.write(
        invitations.create,
        request.organisation_id,
        request.role,
        pupil=request.pupil,
        once=request.once,
    )
    await _show(context, link)


async def _ask_title(context: Context, organisation_id: int) -> None:
    view = await _require_specialists(context, organisation_id)
    choices = [
        (title.capitalize(), InviteTitle(view.id, number))
        for number, title in enumerate(people_words.TITLES)
    ]
    other: Row = [(people_words.OTHER_TITLE, InviteTitle(view.id, None))]
    rows = [*in_rows(choices, 2), other, bottom(InviteInto(view.id))]
    await context.show(Screen(words.ask_title(view.name), rows))


async def _require_specialists(context: Context, organisation_id: int) -> OrganisationView:
    view = await context.read(organisations.view, organisation_id)
    if Role.SPECIALIST not in view.givable:
        raise Refusal("forbidden")
    return view


@on(InviteTitle)
async def invite_title(context: Context, request: InviteTitle) -> None:
    if request.number is None:
        await _require_specialists(context, request.organisation_id)
        await context.ask(TITLE, organisation=request.organisation_id)
        back = bottom(InviteInto(request.organisation_id))
        await context.show(Screen(people_words.type_title(), [back]))
        return
    if not 0 <= request.number < len(people_words.TITLES):
        raise Refusal("gone")
    await _titled(context, request.organisation_id, people_words.TITLES[request.number])


@on_state(TITLE)
async def typed_title(context: Context, data: dict[str, object]) -> None:
    title = (context.message.text or "") if context.message else ""
    await _titled(context, int(str(data["organisation"])), grants.clean_title(title))


async def _titled(context: Context, organisation_id: int, title: str) -> None:
    link = await context.write(invitations.create, organisation_id, Role.SPECIALIST, title=title)
    await _show(context, link)


@on(InvitePerson)
async def invite_person(context: Context, request: InvitePerson) -> None:
    """A link for one known person repeats the role that is held; without one it is asked."""
    view = await context.read(people.view, request.person_id)
    held = next((g for g in view.card.grants if g.role in view.givable), None)
    if held is None:
        await context.show(
            Screen(
                people_words.ask_role(context.call(view.card.named)),
                [
                    [(people_words.GIVE_ROLE, GiveRole(view.card.id))],
                    bottom(OpenPerson(view.card.id)),
                ],
            )
        )
        return
    link = await context.write(
        invitations.create,
        view.organisation_id,
        held.role,
        title=held.title,
        pupil=view.card.named.pupil,
        person_id=view.card.id,
    )
    await _show(context, link)


async def _show(context: Context, link: Link) -> None:
    """Two messages: the words to forward, and the picture for a wall or a screen."""
    username = context.around.bot_username
    https = links.https(username, link.payload)
    role = people_words.role(link.role, link.title)
    until = link.expires_at.astimezone(context.actor.zone).date()
    text = words.made(
        school=link.organisation,
        role=role,
        person=context.call(link.person) if link.person else "",
        https=https,
        deep=links.deep(username, link.payload),
        shared=link.max_uses is None,
        until=until,
        today=context.actor.today,
        uses=link.uses,
    )
    await context.show(Screen(text, _rows(link, https)))
    png = await asyncio.to_thread(qr_png, https)
    caption = words.picture(
        school=link.organisation, role=role, https=https, until=until, today=context.actor.today
    )
    await context.send_photo(png, QR_NAME, caption, Screen("", [bottom(_back(link))]))


def _back(link: Link) -> Button:
    return OpenPerson(link.person.id) if link.person else InviteInto(link.organisation_id)


def _rows(link: Link, https: str) -> list[Row]:
    rows: list[Row] = [[(words.FORWARD, words.share_address(https, link.organisation))]]
    if link.max_uses is None and link.role is not Role.SPECIALIST:
        single = InviteAs(link.organisation_id, link.role, link.pupil, once=True)
        rows.append([(words.ONE_OFF, single)])
    every = Links(link.organisation_id, 0)
    rows.append([(words.REVOKE, RevokeLink(link.id)), (words.LINKS, every)])
    return [*rows, bottom(_back(link))]


@on(Links)
async def active(context: Context, request: Links) -> None:
    found = await context.read(invitations.active, request.organisation_id)
    view = await context.read(organisations.view, request.organisation_id)
    rows: list[Row] = [
        [(_line(context, link), OpenLink(link.id))] for link in cut(found, request.page)
    ]
    turn = pager(request.page, len(found), lambda page: Links(request.organisation_id, page))
    back = bottom(InviteInto(request.organisation_id))
    await context.show(Screen(words.listing(view.name, len(found)), [*rows, turn, back]))


def _line(context: Context, link: Link) -> str:
    return words.line(
        role=people_words.role(link.role, link.title),
        person=context.call(link.person) if link.person else "",
        shared=link.max_uses is None,
        uses=link.uses,
        until=link.expires_at.astimezone(context.actor.zone).date(),
        today=context.actor.today,
    )


@on(OpenLink)
async def open_link(context: Context, request: OpenLink) -> None:
    await _show(context, await context.read(invitations.look, request.invitation_id))


@on(RevokeLink)
async def ask_revoke(context: Context, request: RevokeLink) -> None:
    link = await context.read(invitations.look, request.invitation_id)
    rows: list[Row] = [
        [(words.REVOKE_YES, RevokeLinkNow(link.id))],
        bottom(Links(link.organisation_id, 0)),
    ]
    text = words.ask_revoke(people_words.role(link.role, link.title))
    await context.show(Screen(text, rows))


@on(RevokeLinkNow)
async def revoke(context: Context, request: RevokeLinkNow) -> None:
    organisation_id = await context.write(invitations.revoke, request.invitation_id)
    await context.answer(words.revoked())
    await active(context, Links(organisation_id, 0))
