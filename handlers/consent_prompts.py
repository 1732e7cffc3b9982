"""Consents in the daily bundle, in words and with their next step."""

from domain.consents import Document
from handlers.buttons.consent import MyData
from handlers.buttons.consent_entering import PaperAnswer
from handlers.buttons.consent_papers import Documents, TakenDown
from handlers.buttons.erasing import Act, Erasures, OpenErasure
from handlers.buttons.nav import Menu, bottom
from handlers.buttons.parenting import Child
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.prompting import Call, Worded, words_of
from handlers.registry import on
from services import consent_prompts as told
from texts import consent_papers as paper_words
from texts import consent_prompts as words
from texts import erasing as erasing_words
from texts.reminders import Said


@words_of(told.Withdrew)
def _withdrew(thing: told.Withdrew, call: Call) -> Worded:
    said = Said(call(thing.who), words.withdrew(thing.due))
    return Worded(
        said,
        ((words.PLAN, OpenErasure(thing.erasure_id)), (erasing_words.ACT, Act(thing.erasure_id))),
    )


@words_of(told.Erased)
def _erased(thing: told.Erased, call: Call) -> Worded:
    said = Said(call(thing.who), words.erased())
    return Worded(said, ((erasing_words.ACT, Act(thing.erasure_id)),))


@words_of(told.Unpublish)
def _unpublish(thing: told.Unpublish, call: Call) -> Worded:
    said = Said(call(thing.who), words.unpublish(thing.document))
    return Worded(said, ((paper_words.TAKEN_DOWN, TakenDown(thing.consent_id)),))


@words_of(told.PaperDue)
def _paper_due(thing: told.PaperDue, call: Call) -> Worded:
    said = Said(call(thing.child), words.paper_due())
    enter = PaperAnswer(thing.child.id, Document.PARENTAL, None)
    return Worded(
        said,
        ((paper_words.ENTER, enter), (words.DOCUMENTS_WAY, Documents(thing.child.id))),
    )


@words_of(told.ParentAsked)
def _parent_asked(thing: told.ParentAsked, call: Call) -> Worded:
    said = Said(call(thing.child), words.parent_asked())
    return Worded(said, ((words.ANSWER, Child(thing.child.id)),))


@words_of(told.Coming)
def _coming(thing: told.Coming, call: Call) -> Worded:
    name = words.ME if thing.mine else call(thing.who)
    said = Said(name, words.coming(thing.document, thing.on, thing.today, mine=thing.mine))
    if thing.mine:
        return Worded(said, ((words.LOOK, MyData()),))
    if thing.parental:
        return Worded(said, ((words.LOOK, Child(thing.who.id)),))
    return Worded(said, ((words.DOCUMENTS_WAY, Documents(thing.who.id)),))


@words_of(told.Lapsed)
def _lapsed(thing: told.Lapsed, call: Call) -> Worded:
    said = Said(call(thing.who), words.lapsed(adult=thing.adult))
    return Worded(said, ((words.DOCUMENTS_WAY, Documents(thing.who.id)),))


@words_of(told.OfAge)
def _of_age(thing: told.OfAge, call: Call) -> Worded:
    said = Said(call(thing.who), words.of_age())
    return Worded(said, ((words.DOCUMENTS_WAY, Documents(thing.who.id)),))


@words_of(told.Expiring)
def _expiring(thing: told.Expiring, call: Call) -> Worded:
    said = Said(words.RETENTION, words.expiring(thing.people, thing.due))
    return Worded(said, ((words.LIST, Erasures(thing.organisation_id, 0)),))


@on(TakenDown)
async def taken_down(context: Context, request: TakenDown) -> None:
    await context.write(told.taken_down, request.consent_id)
    await context.show(Screen(words.taken_down(), [bottom(Menu())]))
