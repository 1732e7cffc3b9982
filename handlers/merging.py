"""Two records of one person; another phone; a chat that becomes somebody else's."""

from handlers.buttons.applying import (
    Different,
    Merge,
    MergeNow,
    MergeWith,
    NewPhone,
    ReleaseChat,
    ReleaseNow,
)
from handlers.buttons.nav import bottom
from handlers.buttons.people import InvitePerson, OpenPerson
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.people import people as people_rows
from handlers.people import show_card
from handlers.prompting import Call, Worded, words_of
from handlers.registry import on
from handlers.ways import PERSON, Way
from services import chats, merging, people
from services.errors import Refusal
from services.merging import Twin
from services.people import PersonView
from texts import applying as words
from texts.reminders import Said


@PERSON.way(80)
def _ways(view: PersonView) -> list[Way]:
    """Of somebody with a chat."""
    if not view.may_edit or view.card.reach is None or view.myself:
        return []
    found: list[Way] = [(words.NEW_PHONE, NewPhone(view.card.id))] if view.givable else []
    return [*found, (words.MERGE, Merge(view.card.id, 0))]


@on(Merge)
async def choose(context: Context, request: Merge) -> None:
    found = await context.read(merging.choice, request.person_id)
    person_id = found.who.id
    rows = people_rows(
        found.paper,
        request.page,
        context.call,
        lambda paper_id: MergeWith(person_id, paper_id),
        lambda page: Merge(person_id, page),
    )
    text = words.ask_merge(context.call(found.who), len(found.paper))
    await context.show(Screen(text, [*rows, bottom(OpenPerson(person_id))]))


@on(MergeWith)
async def ask(context: Context, request: MergeWith) -> None:
    twin = await context.read(merging.pair, request.person_id, request.paper_id)
    text = words.ask_merge_with(context.call(twin.who), context.call(twin.paper))
    rows: list[Row] = [
        [(words.MERGE_YES, MergeNow(twin.who.id, twin.paper.id))],
        [(words.TWO, Different(twin.who.id))],
        bottom(OpenPerson(twin.who.id)),
    ]
    await context.show(Screen(text, rows))


@on(MergeNow)
async def merge(context: Context, request: MergeNow) -> None:
    await context.write(merging.merge, request.person_id, request.paper_id)
    await context.answer(words.merged())
    await show_card(context, request.paper_id)


@on(Different)
async def different(context: Context, request: Different) -> None:
    await context.write(merging.different, request.person_id)
    await context.answer(words.kept_apart())
    await show_card(context, request.person_id)


@words_of(Twin)
def _worded(thing: Twin, call: Call) -> Worded:
    title, line = words.twin_prompt(call(thing.who), call(thing.paper))
    acts = (
        (words.ONE, MergeWith(thing.who.id, thing.paper.id)),
        (words.TWO, Different(thing.who.id)),
    )
    return Worded(Said(title, line), acts)


@on(NewPhone)
async def new_phone(context: Context, request: NewPhone) -> None:
    view = await context.read(people.view, request.person_id)
    if not view.may_edit or not view.givable:
        raise Refusal("forbidden")
    rows: list[Row] = [
        [(words.MAKE_LINK, InvitePerson(view.card.id))],
        bottom(OpenPerson(view.card.id)),
    ]
    await context.show(Screen(words.new_phone(context.call(view.card.named)), rows))


@on(ReleaseChat)
async def ask_release(context: Context, _: ReleaseChat) -> None:
    rows: list[Row] = [[(words.RELEASE_YES, ReleaseNow())], bottom()]
    await context.show(Screen(words.ask_release(context.actor.name), rows))


@on(ReleaseNow)
async def release(context: Context, _: ReleaseNow) -> None:
    await context.write(chats.release)
    await context.show(Screen(words.released(), [bottom()]))
