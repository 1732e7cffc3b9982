"""The work that an item asks for: its first button, its kind, when it was held, consents."""

from datetime import timedelta

from domain.kinds import WorkKind
from handlers import picking
from handlers.bundle import label as subject_label
from handlers.buttons.invitations import InviteInto
from handlers.buttons.item import OpenItem
from handlers.buttons.kinds import (
    ChooseKind,
    Consents,
    ConsentWords,
    HeldOn,
    SetKind,
    WhenHeld,
)
from handlers.buttons.nav import bottom
from handlers.buttons.papers import Statement
from handlers.buttons.people import OpenPerson
from handlers.context import Context
from handlers.item_receipt import show_receipt
from handlers.item_words import label, told
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.calendar import calendar
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from handlers.work import Step, collect, first
from services import card, consent_list, item_done, kinds
from services.card import CardView
from services.person_cards import PersonCard
from texts import item as item_words
from texts import kinds as words


@first(WorkKind.EVENT, WorkKind.TRAINING)
def held(view: CardView) -> Step | None:
    """What goes on for ever has no day: there its papers are attached."""
    if view.check is not None:
        return collect(view)
    return words.HELD, WhenHeld(view.id, None, None)


@first(WorkKind.REPORT, WorkKind.MONITORING)
def reported(view: CardView) -> Step | None:
    if not view.rights.export:
        return collect(view)
    return words.STATEMENT, Statement(view.roadmap_id)


@first(WorkKind.CONSENTS)
def consented(view: CardView) -> Step | None:
    return (words.CONSENTS, Consents(view.id, 0)) if view.rights.people else collect(view)


@on(ChooseKind)
async def choose_kind(context: Context, request: ChooseKind) -> None:
    view = await context.read(card.card_to_edit, request.item_id)
    rows = in_rows([(words.NAMES[kind], SetKind(view.id, kind)) for kind in WorkKind], 2)
    text = words.ask_kind(label(view), view.kind)
    await context.show(Screen(text, [*rows, bottom(OpenItem(view.id))]))


@on(SetKind)
async def set_kind(context: Context, request: SetKind) -> None:
    acted = await context.write(kinds.choose, request.item_id, request.kind)
    await told(context, item_words.changed(words.chosen(request.kind)), acted)


@on(WhenHeld)
async def when_held(context: Context, request: WhenHeld) -> None:
    view = await context.read(card.card_to_act, request.item_id)
    today, item_id = context.actor.today, view.id
    rows: list[Row]
    if request.year is None or request.month is None or not 1 <= request.month <= 12:
        rows = [
            [(words.TODAY, HeldOn(item_id, today))],
            [
                (words.YESTERDAY, HeldOn(item_id, today - timedelta(days=1))),
                (words.OTHER_DAY, WhenHeld(item_id, today.year, today.month)),
            ],
        ]
    else:
        rows = [
            *calendar(
                request.year,
                request.month,
                lambda day: HeldOn(item_id, day),
                lambda year, month: WhenHeld(item_id, year, month),
                last=today,
            )
        ]
    await picking.wait(context, lambda day: HeldOn(item_id, day), last=today)
    await context.show(Screen(words.when_held(label(view)), [*rows, bottom(OpenItem(item_id))]))


@on(HeldOn)
async def held_on(context: Context, request: HeldOn) -> None:
    receipt = await context.write(item_done.mark_done, request.item_id, None, request.day)
    await show_receipt(context, receipt, attach=words.ATTACH_PROTOCOL)


@on(Consents)
async def consents(context: Context, request: Consents) -> None:
    view = await context.read(consent_list.consent_list, request.item_id)
    item_id = request.item_id
    start = first_number(request.page, len(view.people))
    shown = cut(view.people, request.page)
    text = words.consents(
        subject_label(view.subject),
        [(context.call(each.named), _state(each)) for each in shown],
        start,
        (view.given, len(view.people)),
    )
    missing = view.may_invite and view.given < len(view.people)
    rest: Row = [(words.REMIND_REST, ConsentWords(item_id))] if missing else []
    digits: Row = [(str(n), OpenPerson(each.id)) for n, each in enumerate(shown, start)]
    turn = pager(request.page, len(view.people), lambda page: Consents(item_id, page))
    await context.show(Screen(text, [rest, digits, turn, bottom(OpenItem(item_id))]))


def _state(person: PersonCard) -> words.Consent:
    if person.consent is not None:
        return words.Consent.GIVEN if person.consent else words.Consent.REFUSED
    return words.Consent.NO_CHAT if person.reach is None else words.Consent.NOT_ASKED


@on(ConsentWords)
async def consent_words(context: Context, request: ConsentWords) -> None:
    """The bot may not write to those who have not consented: people do."""
    view = await context.read(consent_list.consent_list, request.item_id)
    left = [each for each in view.people if each.consent is not True]
    text = words.to_forward([context.call(each.named) for each in left])
    invite: Row = [(words.INVITE, InviteInto(view.organisation_id))]
    await context.show(Screen(text, [invite, bottom(Consents(request.item_id, 0))]))
