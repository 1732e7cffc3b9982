"""People of a school: the list, a card, adding, renaming, removing."""

from domain.roles import Action
from domain.roster import parse
from handlers import picking
from handlers.buttons.applying import Applications
from handlers.buttons.consent_lists import ConsentLists
from handlers.buttons.invitations import InviteInto
from handlers.buttons.nav import bottom
from handlers.buttons.people import (
    AddPeople,
    Archive,
    FindPerson,
    GiveRole,
    InvitePerson,
    OpenPerson,
    People,
    PeopleActs,
    PeopleOf,
    PupilFacts,
    RenamePerson,
    RevokeRole,
    SetPupil,
)
from handlers.buttons.reminders import Delivery
from handlers.buttons.roster import PeopleTable, RosterFile
from handlers.buttons.standing import HandSheet, Left, TakeBack
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.registry import Button, on, on_state
from handlers.ways import PERSON, Way
from services import applicants, organisations, people
from services.errors import Refusal
from services.people import PersonCard, PersonView
from services.standing import restoring
from services.standing.restoring import Gone
from texts import applying as applying_words
from texts import consent_papers as consent_words
from texts import dates
from texts import handing as hand_words
from texts import menu as menu_words
from texts import people as words
from texts import roster as roster_words

SEARCH = "person_search"
SIZE, MOST = 6, 12  # people on a page, buttons on a screen
ADDING = "people_adding"
RENAMING = "person_rename"
FACTS = "pupil_facts"


@on(People)
async def current(context: Context, request: People) -> None:
    await _list(context, context.actor.organisation_id, request.page)


@on(PeopleOf)
async def of_organisation(context: Context, request: PeopleOf) -> None:
    await _list(context, request.organisation_id, request.page)


async def _list(context: Context, place: int, page: int, query: str = "") -> None:
    """Words typed on the list are looked for: nobody has to press «Найти» first."""
    await picking.or_typed(context, SEARCH, organisation=place)
    found = await context.read(people.list_people, place, query)
    school = await context.read(organisations.named_for, place)
    shown = cut(found, page, SIZE)
    rows: list[Row] = [[(_line(context, card), OpenPerson(card.id))] for card in shown]
    if query:
        rows.append([(words.ALL, PeopleOf(place, 0))])
    else:
        rows.append(pager(page, len(found), lambda number: PeopleOf(place, number), SIZE))
    text = words.listing(school, len(found), query)
    above = [] if query else await _waiting(context, place)
    acts = _acts(context, place)
    if sum(map(len, (*above, *rows, *acts))) + 1 > MOST:
        acts = [[(words.ACTS, PeopleActs(place))]]
    await context.show(Screen(text, [*above, *rows, *acts, bottom()]))


@on(PeopleActs)
async def acts(context: Context, request: PeopleActs) -> None:
    place = request.organisation_id
    school = await context.read(organisations.named_for, place)
    await context.read(people.list_people, place, "")
    rows = _acts(context, place)
    await context.show(Screen(words.ask_act(school), [*rows, bottom(PeopleOf(place, 0))]))


async def _waiting(context: Context, place: int) -> list[Row]:
    """Who asks to be let in, and who has just left, come before who is in."""
    if not context.actor.may(Action.EDIT_PEOPLE, place):
        return []
    asked = await context.read(applicants.waiting, place)
    left = await context.read(restoring.left_lately, place)
    ways: list[Way] = []
    if asked:
        ways.append((applying_words.menu_caption(asked), Applications(place, 0)))
    if left:
        ways.append((hand_words.lately_caption(len(left)), Left(place, 0)))
    return [[way] for way in ways]


def _acts(context: Context, place: int) -> list[Row]:
    actor = context.actor
    rows: list[Row] = [[(words.FIND, FindPerson(place)), (words.INVITE, InviteInto(place))]]
    beside: list[Way] = []
    if actor.may(Action.ENTER_PAPER, place):
        beside.append((consent_words.CONSENTS, ConsentLists(place)))
    here = actor.current.organisation_id if actor.current else None
    if place == here and actor.may(Action.SEE_DELIVERY, place):
        beside.append((menu_words.DELIVERY, Delivery(0)))
    rows.append(beside)
    if actor.may(Action.EDIT_PEOPLE, place):
        adults, pupils = AddPeople(place, pupils=False), AddPeople(place, pupils=True)
        rows.append([(words.ADD_ADULTS, adults), (words.ADD_PUPILS, pupils)])
        rows.append([(roster_words.FROM_EXCEL, RosterFile(place))])
        rows.append([(roster_words.TO_EXCEL, PeopleTable(place))])
    return rows


def _line(context: Context, card: PersonCard) -> str:
    held = words.roles((grant.role, grant.title) for grant in card.grants)
    return words.line(context.call(card.named), held or card.post, chat_of(card))


def chat_of(card: PersonCard) -> str:
    """A key of texts.people.CHAT: what keeps the bot from writing comes first."""
    if card.consent is False:
        return "refused"
    if card.reach is None:
        return "none"
    if card.reach.value != "ok":
        return card.reach.value
    return "ok" if card.consent else "silent"


@on(FindPerson)
async def find(context: Context, request: FindPerson) -> None:
    await context.read(organisations.named_for, request.organisation_id)
    await context.ask(SEARCH, organisation=request.organisation_id)
    back = bottom(PeopleOf(request.organisation_id, 0))
    await context.show(Screen(words.ask_search(), [back]))


@on_state(SEARCH)
async def found(context: Context, data: dict[str, object]) -> None:
    """Stays open for another try until another button is pressed."""
    await _list(context, int(str(data["organisation"])), 0, typed(context)[:100])


@on(AddPeople)
async def add(context: Context, request: AddPeople) -> None:
    await context.read(people.require_editing, request.organisation_id)
    await context.ask(ADDING, organisation=request.organisation_id, pupils=int(request.pupils))
    back = bottom(PeopleOf(request.organisation_id, 0))
    await context.show(Screen(words.ask_people(request.pupils), [back]))


@on_state(ADDING)
async def added(context: Context, data: dict[str, object]) -> None:
    place = int(str(data["organisation"]))
    entries = parse(typed(context))
    made = await context.write(people.add_people, place, entries, pupils=bool(data["pupils"]))
    rows: list[Row] = []
    if len(made.ids) == 1:
        rows.append([(words.OPEN_CARD, OpenPerson(made.ids[0]))])
    text = words.added(len(made.ids), made.known)
    await context.show(Screen(text, [*rows, bottom(PeopleOf(place, 0))]))


@on(OpenPerson)
async def open_person(context: Context, request: OpenPerson) -> None:
    await context.forget()
    await show_card(context, request.person_id)


async def show_card(context: Context, person_id: int) -> None:
    try:
        view = await context.read(people.view, person_id)
    except Refusal as refusal:
        if refusal.key != "gone":
            raise
        await _show_gone(context, await context.read(restoring.gone, person_id))
        return
    card = view.card
    text = words.card(
        name=context.call(card.named),
        post=card.post,
        held=words.roles((grant.role, grant.title) for grant in card.grants),
        school=view.organisation,
        chat=chat_of(card),
        owned=view.owned,
        pupil=card.named.pupil,
        school_class=card.school_class,
        born=card.born_on,
    )
    await context.show(Screen(text, [*_card_rows(view), bottom(_back(view))]))


async def _show_gone(context: Context, found: Gone) -> None:
    """For a day the card of who has left says so, and the way back."""
    until = found.until.astimezone(context.actor.zone)
    text = hand_words.gone(
        context.call(found.person), found.organisation, dates.clock(until),
        tomorrow=until.date() > context.actor.today,
    )  # fmt: skip
    who = found.person.id
    rows: list[Row] = [[(hand_words.UNDO, TakeBack(who))], [(hand_words.SHEET, HandSheet(who))]]
    await context.show(Screen(text, [*rows, bottom(PeopleOf(found.organisation_id, 0))]))


def _back(view: PersonView) -> Button:
    return PeopleOf(view.organisation_id, 0)


def _card_rows(view: PersonView) -> list[Row]:
    card, rows = view.card, in_rows(PERSON.of(view), 2)
    if view.givable and card.reach is None and card.consent is not False:
        rows.append([(words.PERSONAL_LINK, InvitePerson(card.id))])
    if view.may_edit:
        pupil = card.named.pupil
        mark = words.UNMARK_PUPIL if pupil else words.MARK_PUPIL
        rows.append([(words.RENAME, RenamePerson(card.id))])
        rows.append([(mark, SetPupil(card.id, not pupil))])
        if pupil:
            rows.append([(words.FACTS, PupilFacts(card.id))])
    if view.givable:
        rows.append([(words.GIVE_ROLE, GiveRole(card.id))])
        if card.reach is not None and card.reach.value != "ok":
            rows.append([(words.PERSONAL_LINK, InvitePerson(card.id))])
    rows += [
        [(words.revoke_caption(words.role(grant.role, grant.title)), RevokeRole(grant.id))]
        for grant in card.grants[:8]
        if grant.id in view.revocable
    ]
    if view.may_archive:
        rows.append([(words.ARCHIVE, Archive(card.id))])
    return rows


@on(RenamePerson)
async def rename(context: Context, request: RenamePerson) -> None:
    view = await context.read(people.view, request.person_id)
    await context.read(people.require_editing, view.organisation_id)
    await context.ask(RENAMING, person=view.card.id)
    text = words.ask_name(context.call(view.card.named))
    await context.show(Screen(text, [bottom(OpenPerson(view.card.id))]))


@on_state(RENAMING)
async def renamed(context: Context, data: dict[str, object]) -> None:
    person_id = int(str(data["person"]))
    entries = parse(typed(context))
    name = entries[0].name if entries else ""
    post = entries[0].post if entries and entries[0].post else None
    await context.write(people.rename, person_id, name, post)
    await show_card(context, person_id)


@on(PupilFacts)
async def ask_facts(context: Context, request: PupilFacts) -> None:
    view = await context.read(people.view, request.person_id)
    await context.read(people.require_editing, view.organisation_id)
    await context.ask(FACTS, person=view.card.id)
    text = words.ask_facts(context.call(view.card.named))
    await context.show(Screen(text, [bottom(OpenPerson(view.card.id))]))


@on_state(FACTS)
async def facts(context: Context, data: dict[str, object]) -> None:
    person_id = int(str(data["person"]))
    await context.write(people.set_facts, person_id, typed(context))
    await show_card(context, person_id)


@on(SetPupil)
async def set_pupil(context: Context, request: SetPupil) -> None:
    await context.write(people.set_pupil, request.person_id, request.pupil)
    await context.answer(words.saved())
    await show_card(context, request.person_id)


def typed(context: Context) -> str:
    """The text of the message, empty for a photo or a file."""
    return (context.message.text or "") if context.message else ""
