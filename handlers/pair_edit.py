"""Changing a pair: form, role model, kinds, term, goal, rhythm, who is in it; limits."""

from domain.named import Named
from domain.pair_forms import offered, usual_term
from domain.pairs import ROLE_MODELS, PairKind, Side
from handlers import picking
from handlers.buttons.nav import bottom
from handlers.buttons.pair_edit import (
    ChangePair,
    End,
    OwnLimit,
    PairDay,
    PairForm,
    PairGoal,
    PairKinds,
    PairMembers,
    PairModel,
    PairRhythm,
    PairTerm,
    SchoolLimit,
    SetPairDay,
    ToggleMember,
)
from handlers.buttons.pair_substitutes import StandIn
from handlers.buttons.pairs import OpenPair, Pairs
from handlers.buttons.people import OpenPerson
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.pair_words import over_limit, receipt, title
from handlers.registry import on, on_state
from handlers.ways import PAIR, PERSON, Way
from services import people
from services.errors import Refusal
from services.pairs import capacity, edit, enter, lists, views
from services.pairs.lists import Filter
from services.pairs.views import PairView
from services.people import PersonView
from texts import pair_edit as words
from texts import pair_names
from texts import pair_substitutes as substitute_words

GOAL = "pair.goal"
LIMITS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 30)


@PAIR.way(80)
def _change_way(view: PairView) -> list[Way]:
    return [(words.CHANGE, ChangePair(view.id))] if view.edit and view.open else []


@on(ChangePair)
async def change(context: Context, request: ChangePair) -> None:
    await context.forget()
    view = await context.read(views.to_change, request.pair_id)
    there = view.id
    ways: list[Way] = [
        (words.CHANGE_TERM, PairTerm(there)),
        (words.CHANGE_RHYTHM, PairRhythm(there, None)),
        (words.CHANGE_FORM, PairForm(there, None)),
        (words.CHANGE_MODEL, PairModel(there, None, ask=True)),
        (words.CHANGE_KINDS, PairKinds(there, None)),
        (words.CHANGE_GOAL, PairGoal(there)),
        (words.CHANGE_MENTEES, PairMembers(there, Side.MENTEE, 0)),
        (words.CHANGE_MENTORS, PairMembers(there, Side.MENTOR, 0)),
        (substitute_words.STAND_IN, StandIn(there, None, 0)),
    ]
    text = words.change(title(context, view.card))
    await context.show(Screen(text, [*in_rows(ways, 2), bottom(OpenPair(there))]))


@on(PairForm)
async def form(context: Context, request: PairForm) -> None:
    there = request.pair_id
    if request.form is not None:
        acted = await context.write(edit.set_form, there, request.form)
        await receipt(context, words.now_is(pair_names.FORMS[request.form]), acted)
        return
    view = await context.read(views.to_change, there)
    pupil = any(each.pupil for each in view.card.mentees)
    rows: list[Row] = [
        [(words.chosen(pair_names.FORMS[each], each is view.card.form), PairForm(there, each))]
        for each in offered(pupil)
    ]
    text = words.choose_form(view.card.form)
    await context.show(Screen(text, [*rows, bottom(ChangePair(there))]))


@on(PairModel)
async def model(context: Context, request: PairModel) -> None:
    there = request.pair_id
    if not request.ask:
        acted = await context.write(edit.set_model, there, request.model)
        chosen = pair_names.MODELS[request.model] if request.model else words.SKIP
        await receipt(context, words.now_is(chosen), acted)
        return
    view = await context.read(views.to_change, there)
    now = view.role_model
    rows: list[Row] = [
        [(words.chosen(pair_names.MODELS[each], each is now), PairModel(there, each, ask=False))]
        for each in ROLE_MODELS[view.card.form]
    ]
    rows.append([(words.chosen(words.SKIP, now is None), PairModel(there, None, ask=False))])
    text = words.choose_model(view.card.form, now)
    await context.show(Screen(text, [*rows, bottom(ChangePair(there))]))


@on(PairKinds)
async def kinds(context: Context, request: PairKinds) -> None:
    there = request.pair_id
    if request.kind is not None:
        await context.write(edit.toggle_kind, there, request.kind)
        await context.answer(words.saved())
    view = await context.read(views.to_change, there)
    ways: list[Way] = [
        (words.chosen(pair_names.KINDS[each], each.value in view.kinds), PairKinds(there, each))
        for each in PairKind
    ]
    rows = [*in_rows(ways, 2), [(words.DONE, OpenPair(there))], bottom(ChangePair(there))]
    await context.show(Screen(words.choose_kinds(), rows))


@on(PairTerm)
async def term(context: Context, request: PairTerm) -> None:
    there, today = request.pair_id, context.actor.today
    view = await context.read(views.to_change, there)
    _, last = usual_term(today)
    start, end = view.starts or today, view.ends or last
    ways: list[Way] = [
        (words.THIS_YEAR, SetPairDay(there, End.ENDS, last)),
        (words.NO_END, SetPairDay(there, End.ENDS, None)),
        (words.FROM, PairDay(there, End.STARTS, start.year, start.month)),
        (words.TO, PairDay(there, End.ENDS, end.year, end.month)),
    ]
    text = words.ask_term(view.starts, view.ends, today)
    await context.show(Screen(text, [*in_rows(ways, 2), bottom(ChangePair(there))]))


@on(PairDay)
async def pick_day(context: Context, request: PairDay) -> None:
    there, which = request.pair_id, request.end
    view = await context.read(views.to_change, there)
    rows = await picking.days(
        context,
        request.year,
        request.month,
        lambda day: SetPairDay(there, which, day),
        lambda year, month: PairDay(there, which, year, month),
        first=view.starts if which is End.ENDS else None,
    )
    text = words.ask_day(first=which is End.STARTS)
    await context.show(Screen(text, [*rows, bottom(PairTerm(there))]))


@on(SetPairDay)
async def set_day(context: Context, request: SetPairDay) -> None:
    view = await context.read(views.to_change, request.pair_id)
    starts, ends = view.starts, view.ends
    if request.end is End.STARTS:
        starts = request.day
    else:
        ends = request.day
    acted = await context.write(edit.set_term, view.id, starts, ends)
    await receipt(context, words.term_is(starts, ends, context.actor.today), acted)


@on(PairGoal)
async def goal(context: Context, request: PairGoal) -> None:
    view = await context.read(views.to_change, request.pair_id)
    await context.ask(GOAL, pair=view.id)
    await context.show(Screen(words.ask_goal(view.goal), [bottom(ChangePair(view.id))]))


@on_state(GOAL)
async def goal_typed(context: Context, data: dict[str, int]) -> None:
    text = said(context)
    if not text.strip():
        raise Refusal("not_understood")
    acted = await context.write(edit.set_goal, data["pair"], text)
    await receipt(context, words.now_is(text), acted)


@on(PairRhythm)
async def rhythm(context: Context, request: PairRhythm) -> None:
    there = request.pair_id
    if request.days is not None:
        acted = await context.write(edit.set_rhythm, there, request.days)
        await receipt(context, words.rhythm_is(request.days), acted)
        return
    view = await context.read(views.view, there)
    ways: list[Way] = [
        (words.chosen(caption, days == view.every_days), PairRhythm(there, days))
        for days, caption in words.RHYTHMS.items()
    ]
    back = bottom(ChangePair(there) if view.edit else OpenPair(there))
    await context.show(Screen(words.ask_rhythm(view.every_days), [*in_rows(ways, 2), back]))


@on(PairMembers)
async def members(context: Context, request: PairMembers) -> None:
    there, side = request.pair_id, request.side
    view = await context.read(views.to_change, there)
    inside = {each.id for each in _side(view, side)}
    across = {each.id for each in _side(view, _other(side))}
    found = await context.read(enter.candidates, side, tuple(across))
    ordered = sorted(found, key=lambda each: each.named.id not in inside)
    rows: list[Row] = [
        [
            (
                words.toggled(context.call(each.named), each.named.id in inside),
                ToggleMember(there, side, each.named.id, request.page, raised=False),
            )
        ]
        for each in cut(ordered, request.page)
    ]
    rows.append(pager(request.page, len(ordered), lambda to: PairMembers(there, side, to)))
    rows.append([(words.DONE, OpenPair(there))])
    text = words.members(side.value, title(context, view.card))
    await context.show(Screen(text, [*rows, bottom(ChangePair(there))]))


def _side(view: PairView, side: Side) -> tuple[Named, ...]:
    return view.card.mentors if side is Side.MENTOR else view.card.mentees


def _other(side: Side) -> Side:
    return Side.MENTEE if side is Side.MENTOR else Side.MENTOR


@on(ToggleMember)
async def toggle(context: Context, request: ToggleMember) -> None:
    there, side, who = request.pair_id, request.side, request.person_id
    try:
        await context.write(edit.toggle_member, there, side, who, raised=request.raised)
    except Refusal as refusal:
        raised = ToggleMember(there, side, who, request.page, raised=True)
        await over_limit(context, refusal, raised, PairMembers(there, side, request.page))
        return
    await context.answer(words.saved())
    await members(context, PairMembers(there, side, request.page))


@on(SchoolLimit)
async def school_limit(context: Context, request: SchoolLimit) -> None:
    if request.limit is not None:
        await context.write(capacity.set_school, request.limit)
        await context.answer(words.limit_set())
    found = await context.read(lists.of_school)
    if not found.edit:
        raise Refusal("forbidden")
    ways: list[Way] = [
        (words.chosen(str(each), each == found.mentees), SchoolLimit(each)) for each in LIMITS
    ]
    rows = [*in_rows(ways, 5), bottom(Pairs(Filter.OPEN, 0))]
    await context.show(Screen(words.limit(found.mentees), rows))


@PERSON.way(60)
def _limit_way(view: PersonView) -> list[Way]:
    mentors = any(grant.role.value == "mentor" for grant in view.card.grants)
    return (
        [(words.PERSON_LIMIT, OwnLimit(view.card.id, None, ask=True))]
        if mentors and view.may_enter
        else []
    )


@on(OwnLimit)
async def own_limit(context: Context, request: OwnLimit) -> None:
    who = request.person_id
    if not request.ask:
        await context.write(capacity.set_own, who, request.limit)
        await context.answer(words.limit_set())
    load = await context.read(capacity.of_mentor, who)
    view = await context.read(people.view, who)
    ways: list[Way] = [
        (words.chosen(str(each), load.own and each == load.limit), OwnLimit(who, each, ask=False))
        for each in LIMITS
    ]
    usual: Row = [(words.chosen(words.AS_SCHOOL, not load.own), OwnLimit(who, None, ask=False))]
    text = words.own_limit(context.call(view.card.named), load.mentees, load.limit, load.own)
    await context.show(Screen(text, [*in_rows(ways, 5), usual, bottom(OpenPerson(who))]))
