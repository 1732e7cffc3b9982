"""A proposed pair: the mentor's no, asking again, another mentor."""

from domain.pairs import PairState
from handlers.buttons.nav import bottom
from handlers.buttons.pair_offers import AskMentors, DeclinePair, OtherMentor, OtherMentorIs
from handlers.buttons.pair_states import PairStep, Step
from handlers.buttons.pairs import OpenPair
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.pair_words import called, mentor_rows, over_limit, receipt, title
from handlers.registry import on
from handlers.ways import Way
from services.errors import Refusal
from services.pairs import offers, views
from texts import pair_offers as words


async def ask_decline(context: Context, pair_id: int) -> None:
    """One tap ends nothing."""
    view = await context.read(views.view, pair_id)
    if view.state is not PairState.PROPOSED:
        raise Refusal("pair_state")
    text = words.ask_decline(title(context, view.card), len(view.card.mentors) > 1)
    sure: Row = [(words.DECLINE, DeclinePair(pair_id))]
    await context.show(Screen(text, [sure, bottom(OpenPair(pair_id))]))


@on(DeclinePair)
async def decline(context: Context, request: DeclinePair) -> None:
    acted = await context.write(offers.decline, request.pair_id)
    await context.show(Screen(words.declined(acted.goes_on), [bottom()]))


@on(AskMentors)
async def ask_again(context: Context, request: AskMentors) -> None:
    there = request.pair_id
    asked = await context.write(offers.ask_again, there)
    ways: list[Way] = [
        (words.ANSWER_FOR, PairStep(there, Step.AGREE)),
        (words.OTHER_MENTOR, OtherMentor(there, 0)),
    ]
    text = words.asked_again(called(context, asked))
    await context.show(Screen(text, [*in_rows(ways, 2), bottom(OpenPair(there))]))


@on(OtherMentor)
async def other_mentor(context: Context, request: OtherMentor) -> None:
    view = await context.read(views.view, request.pair_id)
    if not view.edit:
        raise Refusal("forbidden")
    if not (view.state is PairState.PROPOSED or view.declined):
        raise Refusal("pair_state")
    there = view.id
    rows = await mentor_rows(
        context, view, request.page,
        lambda each: OtherMentorIs(there, each, raised=False), lambda to: OtherMentor(there, to),
    )  # fmt: skip
    text = words.ask_other(title(context, view.card))
    await context.show(Screen(text, [*rows, bottom(OpenPair(there))]))


@on(OtherMentorIs)
async def other_mentor_is(context: Context, request: OtherMentorIs) -> None:
    there, who = request.pair_id, request.mentor_id
    try:
        acted = await context.write(offers.another, there, who, raised=request.raised)
    except Refusal as refusal:
        await over_limit(
            context, refusal, OtherMentorIs(there, who, raised=True), OtherMentor(there, 0)
        )
        return
    view = await context.read(views.view, acted.pair_id)
    await receipt(context, words.other_asked(title(context, view.card)), acted)
