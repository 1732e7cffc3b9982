"""Entering a pair that exists: mentor, mentee, and a look at what is guessed."""

from collections.abc import Callable, Sequence

from domain.pair_forms import offered
from domain.pairs import Form, Side
from handlers.buttons.nav import bottom
from handlers.buttons.pair_edit import PairMembers
from handlers.buttons.pair_enter import EnterForms, EnterMentee, EnterMentor, EnterNow, EnterPair
from handlers.buttons.pair_papers import PairPapers
from handlers.buttons.pairs import OpenPair, Pairs, UndoPair
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.people import people as people_rows
from handlers.pair_words import called, lacks, title
from handlers.registry import Button, on, on_state
from services.errors import Refusal
from services.pairs import enter, views
from services.pairs.enter import Candidate
from services.pairs.lists import Filter
from texts import pair_card as card_words
from texts import pair_edit as edit_words
from texts import pair_enter as words
from texts import pair_names
from texts import pair_papers as paper_words

MENTOR, MENTEE = "pair.mentor", "pair.mentee"


@on(EnterPair)
async def choose_mentor(context: Context, request: EnterPair) -> None:
    await _mentors(context, request.page)


@on_state(MENTOR)
async def mentor_named(context: Context, _: dict[str, object]) -> None:
    await _mentors(context, 0, said(context)[:100])


async def _mentors(context: Context, page: int, query: str = "") -> None:
    found = await context.read(enter.candidates, Side.MENTOR, (), query)
    await context.ask(MENTOR)
    rows = _rows(context, found, page, lambda each: EnterMentor(each, 0), EnterPair)
    text = words.choose_mentor(query)
    await context.show(Screen(text, [*rows, bottom(Pairs(Filter.OPEN, 0))]))


@on(EnterMentor)
async def choose_mentee(context: Context, request: EnterMentor) -> None:
    await _mentees(context, request.mentor_id, request.page)


@on_state(MENTEE)
async def mentee_named(context: Context, data: dict[str, int]) -> None:
    await _mentees(context, data["mentor"], 0, said(context)[:100])


async def _mentees(context: Context, mentor_id: int, page: int, query: str = "") -> None:
    mentor = await _named(context, Side.MENTOR, mentor_id)
    found = await context.read(enter.candidates, Side.MENTEE, (mentor_id,), query)
    await context.ask(MENTEE, mentor=mentor_id)
    rows = _rows(
        context,
        found,
        page,
        lambda each: EnterMentee(mentor_id, each, None),
        lambda to: EnterMentor(mentor_id, to),
    )
    text = words.choose_mentee(mentor, query)
    await context.show(Screen(text, [*rows, bottom(EnterPair(0))]))


async def _named(context: Context, side: Side, person_id: int) -> str:
    everyone = await context.read(enter.candidates, side)
    found = [each.named for each in everyone if each.named.id == person_id]
    if not found:
        raise Refusal("gone")
    return context.call(found[0])


def _rows(
    context: Context,
    found: Sequence[Candidate],
    page: int,
    pick: Callable[[int], Button],
    turn: Callable[[int], Button],
) -> list[Row]:
    return people_rows([each.named for each in found], page, context.call, pick, turn)


@on(EnterMentee)
async def look(context: Context, request: EnterMentee) -> None:
    await context.forget()
    one, other = request.mentor_id, request.mentee_id
    made = await context.read(enter.offer, one, other, request.form)
    rows: list[Row]
    if made.known is not None:
        rows = [[(card_words.OPEN_CARD, OpenPair(made.known))]]
    else:
        form = made.form
        rows = [
            [(words.CONFIRM, EnterNow(one, other, form, works=True, raised=False))],
            [(words.OTHER_FORM, EnterForms(one, other))],
            [(words.PROPOSE, EnterNow(one, other, form, works=False, raised=False))],
        ]
    text = words.confirm(
        context.call(made.mentor), context.call(made.mentee), made.form, made.starts, made.ends,
        context.actor.today, known=made.known is not None,
    )  # fmt: skip
    await context.show(Screen(text, [*rows, bottom(EnterMentor(one, 0))]))


@on(EnterForms)
async def forms(context: Context, request: EnterForms) -> None:
    one, other = request.mentor_id, request.mentee_id
    made = await context.read(enter.offer, one, other)
    rows: list[Row] = [
        [
            (
                edit_words.chosen(pair_names.FORMS[form], form is made.form),
                EnterMentee(one, other, form),
            )
        ]
        for form in offered(made.mentee.pupil)
    ]
    back = bottom(EnterMentee(one, other, None))
    await context.show(Screen(edit_words.choose_form(made.form), [*rows, back]))


@on(EnterNow)
async def enter_now(context: Context, request: EnterNow) -> None:
    one, other, form = request.mentor_id, request.mentee_id, request.form
    try:
        made = await context.write(
            enter.enter, [one], [other], form, works=request.works, raised=request.raised
        )
    except Refusal as refusal:
        if refusal.key != "pair_capacity":
            raise
        await _full(context, request, form, refusal)
        return
    view = await context.read(views.view, made.pair_id)
    missing = lacks(context, view.lacks, len(view.card.mentors))
    text = words.entered(
        title(context, view.card), request.works, missing, called(context, view.unconsented)
    )
    ways: list[tuple[str, Button]] = [
        (paper_words.ENTER_MISSING, PairPapers(made.pair_id)),
        (words.ANOTHER, EnterPair(0)),
        (words.GROUP, PairMembers(made.pair_id, Side.MENTEE, 0)),
        (card_words.UNDO, UndoPair(made.event_id)),
    ]
    rows = [ways[:1], *in_rows(ways[1:], 2)]
    await context.show(Screen(text, [*rows, bottom(OpenPair(made.pair_id))]))


async def _full(context: Context, request: EnterNow, form: Form, refusal: Refusal) -> None:
    """One more tap lets this mentor have more than the school allows."""
    made = await context.read(enter.offer, request.mentor_id, request.mentee_id)
    raised = EnterNow(request.mentor_id, request.mentee_id, form, works=request.works, raised=True)
    text = words.full(
        context.call(made.mentor), int(refusal.data["limit"]), int(refusal.data["wanted"])
    )
    back = bottom(EnterMentor(request.mentor_id, 0))
    await context.show(Screen(text, [[(words.RAISE, raised)], back]))
