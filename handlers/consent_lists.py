"""Consents of a school: document by document, lists to sign, a class teacher's class, rules."""

from domain.roles import Action, Role
from exports.docx.consents import SignatureData, Signer
from exports.docx.consents import blank as make_blank
from exports.docx.consents import signatures as make_signatures
from exports.names import file_name
from exports.worker import in_worker
from handlers.buttons.consent_lists import (
    ConsentLists,
    ConsentSettings,
    ConsentsOf,
    EmptyBlank,
    MyClass,
    SetKeepYears,
    SetParentTap,
    SignatureList,
)
from handlers.buttons.consent_papers import Documents
from handlers.buttons.erasing import Erasures
from handlers.buttons.nav import bottom
from handlers.buttons.people import PeopleOf
from handlers.buttons.settings import SchoolSettings
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from handlers.ways import MENU, Way
from services import consent_lists, entering
from services.menu import MenuView
from services.preferences import Preferences
from texts import consent as consent_words
from texts import consent_papers as words
from texts import erasing as erasing_words

YEARS = (1, 3, 5)


@MENU.way(60)
def _menu_way(view: MenuView) -> list[Way]:
    held = view.current
    if held is None or held.organisation_id is None:
        return []
    if held.role is Role.SPECIALIST and entering.is_class_teacher(held.title):
        return [(words.MY_CLASS, MyClass(0))]
    return []


@on(ConsentLists)
async def lists(context: Context, request: ConsentLists) -> None:
    view = await context.read(consent_lists.overview, request.organisation_id)
    place = view.organisation_id
    choices = [
        (words.list_caption(each.document, each.of - each.done),
         ConsentsOf(place, each.document, 0))
        for each in view.counts
    ]  # fmt: skip
    more: list[Way] = []
    if context.actor.may(Action.SCHOOL_SETTINGS, place):
        more.append((words.SETTINGS, ConsentSettings(place)))
    if context.actor.may(Action.ERASE_PEOPLE, place):
        more.append((erasing_words.LIST, Erasures(place, 0)))
    text = words.lists(view.organisation, [(c.document, c.done, c.of) for c in view.counts])
    rows: list[Row] = [*([each] for each in choices), more, bottom(PeopleOf(place, 0))]
    await context.show(Screen(text, rows))


@on(ConsentsOf)
async def of_document(context: Context, request: ConsentsOf) -> None:
    place, document = request.organisation_id, request.document
    view = await context.read(consent_lists.of_document, place, document)
    left = view.missing
    shown = cut(left, request.page)
    first = first_number(request.page, len(left))
    digits: Row = [(str(n), Documents(each.who.id)) for n, each in enumerate(shown, first)]
    turn = pager(request.page, len(left), lambda to: ConsentsOf(place, document, to))
    names = [context.call(each.who) for each in shown]
    text = words.missing(document, view.organisation, names, first, len(left), len(view.people))
    files: Row = [
        (words.EMPTY, EmptyBlank(place, document)),
        (words.SIGNATURES, SignatureList(place, document)),
    ]
    await context.show(Screen(text, [digits, turn, files, bottom(ConsentLists(place))]))


@on(EmptyBlank)
async def empty_blank(context: Context, request: EmptyBlank) -> None:
    place, document = request.organisation_id, request.document
    text = await context.read(consent_lists.blank, place, document)
    await context.waiting("upload_document")
    today = context.actor.today
    made = await in_worker(make_blank, text.text, today)
    name = file_name(words.blank_name(document), "", today, "docx")
    back = Screen("", [bottom(ConsentsOf(place, document, 0))])
    await context.send_file(made, name, words.blank_caption(document, ""), back)


@on(SignatureList)
async def signature_list(context: Context, request: SignatureList) -> None:
    place, document = request.organisation_id, request.document
    view = await context.read(consent_lists.of_document, place, document)
    await context.waiting("upload_document")
    today = context.actor.today
    signers = tuple(
        Signer(each.who.name, each.about, each.number, each.on)
        for each in sorted(view.people, key=lambda each: each.who.name)
    )
    title = consent_words.DOCUMENTS[document]
    made = await in_worker(
        make_signatures, SignatureData(view.organisation, title, today, signers)
    )
    name = file_name(words.signatures_name(document), view.organisation, today, "docx")
    caption = words.signatures_caption(document, len(view.missing))
    back = Screen("", [bottom(ConsentsOf(place, document, 0))])
    await context.send_file(made, name, caption, back)


@on(MyClass)
async def my_class(context: Context, request: MyClass) -> None:
    title, pupils = await context.read(consent_lists.my_class)
    rows: list[Row] = [
        [(words.class_line(context.call(each.who), each.whole), Documents(each.who.id))]
        for each in cut(pupils, request.page)
    ]
    turn = pager(request.page, len(pupils), MyClass)
    await context.show(Screen(words.my_class(title, len(pupils)), [*rows, turn, bottom()]))


@on(ConsentSettings)
async def settings(context: Context, request: ConsentSettings) -> None:
    school, chosen = await context.read(consent_lists.rules, request.organisation_id)
    await _settings(context, request.organisation_id, school, chosen)


async def _settings(context: Context, place: int, school: str, chosen: Preferences) -> None:
    enough = chosen.parent_tap
    caption = words.TAP_NOT_ENOUGH if enough else words.TAP_ENOUGH
    years: list[Way] = [
        (words.years_caption(each), SetKeepYears(place, each))
        for each in YEARS
        if each != chosen.keep_years
    ]
    text = words.settings(school, enough, chosen.keep_years)
    rows: list[Row] = [
        [(caption, SetParentTap(place, not enough))],
        *in_rows(years, 2),
        bottom(SchoolSettings(place)),
    ]
    await context.show(Screen(text, rows))


@on(SetParentTap)
async def set_parent_tap(context: Context, request: SetParentTap) -> None:
    place = request.organisation_id
    changed = await context.write(consent_lists.set_parent_tap, place, request.enough)
    await _settings(context, place, *changed)


@on(SetKeepYears)
async def set_keep_years(context: Context, request: SetKeepYears) -> None:
    place = request.organisation_id
    changed = await context.write(consent_lists.set_keep_years, place, request.years)
    await _settings(context, place, *changed)
