"""People chosen by name for a questionnaire: one by one, or as a pasted list."""

from collections.abc import Collection, Sequence

from handlers import picking
from handlers.buttons.campaigns import (
    AddPerson,
    AskWho,
    FindPeople,
    OpenCampaign,
    PickPeople,
    TogglePerson,
)
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import PAGE_SIZE, cut, pager
from handlers.registry import Button, on, on_state
from services.person_cards import PersonCard
from services.surveys import campaigns, choosing, pasted, rates
from services.surveys.audience import Who
from services.surveys.choosing import People
from services.surveys.pasted import Doubt
from texts import campaign_audience as audience_words
from texts import campaigns as words

STATE = "campaign.people"
LEFT = "left"  # of the state: the lines of a pasted list that are not settled yet
DOUBTS = 3  # of these, on the screen at once


def ready(there: int, chosen: Collection[object]) -> Row:
    return [(words.CHOOSE_READY, OpenCampaign(there))] if chosen else []


@on(PickPeople)
async def pick_people(context: Context, request: PickPeople) -> None:
    """The whole list: what of a pasted one was doubtful is left."""
    there = request.campaign_id
    waiting = await context.read(pasted.sort, there, _lines(_left(context)))
    left = "\n".join(waiting.unknown)
    await show_people(context, there, request.page, adding=request.adding, left=left)


@on(TogglePerson)
async def toggle_person(context: Context, request: TogglePerson) -> None:
    there = request.campaign_id
    await context.write(campaigns.toggle, there, Who.PEOPLE, request.person_id, on=request.on)
    await show_people(context, there, request.page, adding=False, left=_left(context))


@on(FindPeople)
async def find_people(context: Context, request: FindPeople) -> None:
    view = await context.read(rates.going, request.campaign_id)
    await _ask(context, view.id, _left(context), adding=request.adding)
    back = PickPeople(view.id, 0, request.adding)
    await context.show(Screen(audience_words.ask_name(view.title), [bottom(back)]))


@on_state(STATE)
async def found_people(context: Context, data: dict[str, int]) -> None:
    """A part of a name is looked for; several names are taken."""
    there, adding, text = data["campaign"], bool(data["adding"]), said(context).strip()
    listed = pasted.lines(text)
    if len(listed) < 2:
        left = _left(context)
        await show_people(context, there, 0, adding=adding, query=text[:100], left=left)
        return
    found = await context.read(pasted.sort, there, listed)
    if found.sure:
        await context.write(campaigns.name_people, there, found.sure, adding=adding)
    left = "\n".join(found.left)
    await show_people(context, there, 0, adding=adding, left=left, taken=len(found.sure))


async def _ask(context: Context, there: int, left: str, *, adding: bool) -> None:
    await picking.or_typed(context, STATE, campaign=there, adding=int(adding), left=left)


def _left(context: Context) -> str:
    """The lines of a pasted list that wait."""
    state = context.state
    return str(state.data.get(LEFT) or "") if state is not None and state.name == STATE else ""


def _lines(left: str) -> list[str]:
    return left.split("\n") if left else []


async def show_people(
    context: Context, there: int, page: int, *, adding: bool, query: str = "", left: str = "",
    taken: int | None = None,
) -> None:  # fmt: skip
    """`left`: lines of a pasted list that wait; `taken`: so many were taken just now."""
    await _ask(context, there, left, adding=adding)
    view = await context.read(choosing.everybody, there, query, adding=adding)
    waiting = await context.read(pasted.sort, there, _lines(left))
    doubts = [each for each in waiting.doubts if not view.chosen & {p.id for p in each.people}]
    rows = _candidates(context, view, doubts[:DOUBTS], there, adding=adding)
    if query or not doubts:
        rows = [*rows, *_names(context, view, there, page, query, adding=adding)]
    else:
        rows.append([(words.WHOLE_LIST, PickPeople(there, 0, adding))])
    text = audience_words.pick_people(
        view.title, len(view.chosen), query, len(view.found), adding,
        audience_words.Pasted(
            taken,
            [(each.line, each.exact) for each in doubts[:DOUBTS]],
            max(0, len(doubts) - DOUBTS), waiting.unknown,
        ),
    )  # fmt: skip
    done = [] if adding else ready(there, view.chosen)
    back = OpenCampaign(there) if adding else AskWho(there)
    await context.show(Screen(text, [done, *rows, bottom(back)]))


def _act(view: People, there: int, person_id: int, page: int, *, adding: bool) -> Button:
    if adding:
        return AddPerson(there, person_id)
    return TogglePerson(there, person_id, person_id not in view.chosen, page)


def _candidates(
    context: Context, view: People, doubts: Sequence[Doubt], there: int, *, adding: bool
) -> list[Row]:
    """The namesakes of a pasted list, told apart by post or class."""

    def caption(card: PersonCard) -> str:
        return audience_words.candidate(context.call(card.named), card.school_class or card.post)

    shown = {card.id: card for doubt in doubts for card in doubt.people}
    return [
        [(caption(card), _act(view, there, card.id, 0, adding=adding))] for card in shown.values()
    ]


def _names(
    context: Context, view: People, there: int, page: int, query: str, *, adding: bool
) -> list[Row]:
    rows: list[Row] = [
        [(words.tick(context.call(each), each.id in view.chosen and not adding),
          _act(view, there, each.id, page, adding=adding))]
        for each in cut(view.found, page)
    ]  # fmt: skip
    if query:
        return [*rows, [(words.WHOLE_LIST, PickPeople(there, 0, adding))]]
    rows.append(pager(page, len(view.found), lambda number: PickPeople(there, number, adding)))
    if len(view.found) > PAGE_SIZE:
        rows.append([(words.SEARCH, FindPeople(there, adding))])
    return rows
