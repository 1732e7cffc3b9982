"""Without a link: the school, the role, the consent, and waiting; the school decides."""

from datetime import date, datetime
from typing import Any

from db.models.people import ApplicationState
from handlers import menu
from handlers.buttons.applying import (
    AcceptAll,
    AcceptApplication,
    Applications,
    Apply,
    ApplyAs,
    ApplyTo,
    DeclineApplication,
    OpenApplication,
    WithdrawApplication,
)
from handlers.buttons.nav import bottom
from handlers.buttons.people import OpenPerson, PeopleOf
from handlers.buttons.settings import Settings
from handlers.consent import consent_screen, door
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.notices import Words, notice
from handlers.prompting import Call, Worded, words_of
from handlers.registry import on, on_state
from handlers.ways import MENU, SETTINGS, Way
from services import applicants, applications, entry, organisations, school_search
from services.applicants import Asked
from services.applications import Waiting
from services.menu import MenuView
from services.outbox import Claim
from services.reminder_settings import Mine
from services.school_search import School
from texts import applying as words
from texts import people as people_words
from texts.reminders import Said

SCHOOL = "apply_school"


@MENU.way(5)
def _waiting_ways(view: MenuView) -> list[Way]:
    """Whoever has no role yet applies, or takes the application back."""
    if view.applied is not None:
        return [(words.WITHDRAW, WithdrawApplication(view.applied.id))]
    return [(words.APPLY, Apply())] if view.current is None and view.schools else []


@SETTINGS.way(90)
def _elsewhere(mine: Mine) -> list[Way]:
    """People work in two schools; the roles stay apart."""
    return [(words.ELSEWHERE, Apply())] if mine.roles else []


@on(Apply, before_consent=True)
async def ask_school(context: Context, _: Apply) -> None:
    waiting = await context.read(applications.own)
    if waiting is not None and context.actor.roles:
        await _sent(context, waiting)
        return
    schools, total = await context.read(school_search.schools, "")
    if not total:
        text = words.no_schools(other=bool(context.actor.roles))
        await context.show(Screen(text, [bottom()]))
        return
    await context.ask(SCHOOL)
    text = words.ask_school(one=total == 1)
    await context.show(Screen(text, [*_schools(schools), bottom()]))


async def _sent(context: Context, waiting: applications.Mine) -> None:
    """The application of who works in another school, beside the menu of that one."""
    rows: list[Row] = [[(words.WITHDRAW, WithdrawApplication(waiting.id))], bottom(Settings())]
    await context.show(Screen(menu.applied(context, waiting), rows))


def _schools(found: list[School]) -> list[Row]:
    return [[(school.name, ApplyTo(school.id))] for school in found]


@on_state(SCHOOL, before_consent=True)
async def typed_school(context: Context, _: dict[str, Any]) -> None:
    """A part of a school's name; a link or the administrator's code is taken for what it is."""
    text = (context.message.text or "") if context.message else ""
    code = bool(text) and await context.read(entry.is_admin_code, text)
    if entry.payload_in(text) is not None or code:
        await consent_screen(context)
        return
    schools, total = await context.read(school_search.schools, text[:100])
    shown = words.found(text, len(schools), total)
    await context.show(Screen(shown, [*_schools(schools), bottom()]))


@on(ApplyTo, before_consent=True)
async def ask_role(context: Context, request: ApplyTo) -> None:
    school = await context.read(school_search.school, request.organisation_id)
    choices = [
        (caption, ApplyAs(school.id, role, pupil))
        for (role, pupil), caption in words.ROLES.items()
    ]
    await context.show(
        Screen(words.ask_role(school.name), [*in_rows(choices, 2), bottom(Apply())])
    )


@on(ApplyAs, before_consent=True)
async def apply_as(context: Context, request: ApplyAs) -> None:
    standing = await context.write(
        entry.apply, request.organisation_id, request.role, request.pupil
    )
    if standing is None:
        await menu.renew(context)
        waiting = await context.read(applications.own)
        if waiting is not None and context.actor.roles:
            await _sent(context, waiting)
        else:
            await menu.menu_screen(context, new=False)
    else:
        await door(context, standing)


@on(WithdrawApplication)
async def withdraw(context: Context, request: WithdrawApplication) -> None:
    await context.write(applications.withdraw, request.application_id)
    rows: list[Row] = [[(words.APPLY, Apply())], bottom()]
    await context.show(Screen(words.withdrawn(), rows))


@on(Applications)
async def listing(context: Context, request: Applications) -> None:
    await _list(context, request.organisation_id, request.page)


async def _list(context: Context, place: int, page: int) -> None:
    found = await context.read(applicants.listed, place)
    school = await context.read(organisations.named_for, place)
    rows: list[Row] = []
    clear = sum(not asked.alike for asked in found)
    if clear:
        rows.append([(words.accept_all_caption(clear), AcceptAll(place))])
    rows += [[(_line(context, asked), OpenApplication(asked.id))] for asked in cut(found, page)]
    rows.append(pager(page, len(found), lambda to: Applications(place, to)))
    text = words.listing(school, len(found), clear < len(found))
    await context.show(Screen(text, [*rows, bottom(PeopleOf(place, 0))]))


def _line(context: Context, asked: Asked) -> str:
    return words.line(context.call(asked.who), _role(asked), bool(asked.alike))


def _role(asked: Asked) -> str:
    return words.role_word(asked.role, asked.title, asked.who.pupil)


@on(OpenApplication)
async def open_application(context: Context, request: OpenApplication) -> None:
    await _open(context, request.application_id)


async def _open(context: Context, application_id: int) -> None:
    asked = await context.read(applicants.one, application_id)
    text = words.application(
        name=context.call(asked.who),
        role=_role(asked),
        since=_day(context, asked.at),
        today=context.actor.today,
        alike=[context.call(one) for one in asked.alike],
        state=asked.state.value,
    )
    back = bottom(Applications(asked.organisation_id, 0))
    await context.show(Screen(text, [*_acts(context, asked), back]))


def _day(context: Context, moment: datetime) -> date:
    return moment.astimezone(context.actor.zone).date()


def _acts(context: Context, asked: Asked) -> list[Row]:
    if asked.state is ApplicationState.ACCEPTED:
        return [[(people_words.OPEN_CARD, OpenPerson(asked.who.id))]]
    rows: list[Row] = [
        [(words.accept_as(context.call(one)), AcceptApplication(asked.id, one.id))]
        for one in asked.alike[:3]
    ]
    if asked.state is ApplicationState.DECLINED:
        return [*rows, [(words.ACCEPT_ANYWAY, AcceptApplication(asked.id, None))]]
    new = words.ACCEPT_NEW if asked.alike else words.ACCEPT
    accept = (new, AcceptApplication(asked.id, None))
    decline = (words.DECLINE, DeclineApplication(asked.id))
    return [*rows, [accept, decline]] if rows else [[accept], [decline]]


@on(AcceptApplication)
async def accept(context: Context, request: AcceptApplication) -> None:
    await context.write(applicants.accept, request.application_id, request.into)
    await context.answer(words.accepted_one())
    await _open(context, request.application_id)


@on(DeclineApplication)
async def decline(context: Context, request: DeclineApplication) -> None:
    await context.write(applicants.decline, request.application_id)
    await context.answer(words.declined_one())
    await _open(context, request.application_id)


@on(AcceptAll)
async def accept_all(context: Context, request: AcceptAll) -> None:
    await context.waiting()
    done = await context.write(applicants.accept_all, request.organisation_id)
    rows: list[Row] = []
    if done.left:
        rows.append([(words.LOOK, Applications(request.organisation_id, 0))])
    await context.show(Screen(words.accepted(done.done, done.left), [*rows, bottom()]))


@words_of(Waiting)
def _worded(thing: Waiting, call: Call) -> Worded:
    title, line = words.prompt([call(one) for one in thing.who])
    place = thing.organisation_id
    acts = (
        (words.accept_all_caption(len(thing.who)), AcceptAll(place)),
        (words.LOOK, Applications(place, 0)),
    )
    return Worded(Said(title, line), acts)


@notice(applications.NOTICE)
def _decided(session: Any, claim: Claim, now: datetime, _: Words) -> Screen | None:
    found = applications.outcome(session, claim.payload["application"])
    if found is None or found[0] not in (ApplicationState.ACCEPTED, ApplicationState.DECLINED):
        return None
    accepted = found[0] is ApplicationState.ACCEPTED
    rows: list[Row] = [bottom()]
    if not accepted:
        rows = [[(words.APPLY, Apply())], bottom()]
    return Screen(words.decided(accepted, found[1].name), rows)
