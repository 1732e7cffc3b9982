"""From a pair's view to its words and usual buttons."""

from collections.abc import Callable, Sequence

from domain.named import Named
from domain.pairs import PairKind, Side
from handlers.bundle import remaining
from handlers.buttons.nav import bottom
from handlers.buttons.pairs import OpenPair, UndoPair
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.people import people as people_rows
from handlers.registry import Button
from services.errors import Refusal
from services.pairs import enter
from services.pairs.lacking import Lack
from services.pairs.states import Acted
from services.pairs.views import PairCard, PairView
from texts import pair_card as card_words
from texts import pair_enter as enter_words
from texts import pair_names
from texts import pair_papers as paper_words


def called(context: Context, people: Sequence[Named]) -> list[str]:
    return [context.call(person) for person in people]


def title(context: Context, card: PairCard) -> str:
    """«Ветрова О. С. → Ким А. Л.», plain."""
    return pair_names.title(called(context, card.mentors), called(context, card.mentees))


def lacks(context: Context, found: Sequence[Lack], mentors: int) -> list[str]:
    """Missing papers in words."""
    return [
        paper_words.lack(each.kind, context.call(each.person) if each.person else "", mentors > 1)
        for each in found
    ]


async def over_limit(context: Context, refusal: Refusal, raise_: Button, back: Button) -> None:
    """The mentor has as many as may be: raise the limit, or choose another. Any other refusal
    goes on."""
    if refusal.key != "pair_capacity":
        raise refusal
    text = enter_words.full("", int(refusal.data["limit"]), int(refusal.data["wanted"]))
    await context.show(Screen(text, [[(enter_words.RAISE, raise_)], bottom(back)]))


def card_text(context: Context, view: PairView, health: str = "") -> str:
    """Papers and reasons are for who keeps the pair; the other side never reads them."""
    card, today = view.card, context.actor.today
    own = view.edit or view.mentoring
    return card_words.card(
        card_words.Card(
            mentors=called(context, card.mentors),
            mentees=called(context, card.mentees),
            form=card.form,
            model=view.role_model,
            kinds=[PairKind(kind) for kind in view.kinds],
            state=card.state,
            goal=view.goal,
            starts=view.starts,
            ends=view.ends,
            ended_on=view.ended_on,
            ended_why=view.ended_why if view.edit else "",
            paused_until=view.paused_until,
            every_days=view.every_days,
            lacks=lacks(context, view.lacks, len(card.mentors)) if own else (),
            barred=called(context, view.unconsented),
            notices=[
                card_words.notice(each.kind, context.call(each.person), each.until, today)
                for each in view.leaving
                if view.edit and view.open
            ],
            health=health,
            own=view.own,
            stand_ins=[
                card_words.stand_in(
                    context.call(each.person), context.call(each.instead), each.since, each.until,
                    today,
                )
                for each in (() if view.own else view.stand_ins)
            ],
            today=today,
        )
    )  # fmt: skip


async def receipt(context: Context, text: str, acted: Acted, *rows: Row) -> None:
    """What was done, with the way back and the way on."""
    shown: list[Row] = [
        *rows,
        [(card_words.OPEN_CARD, OpenPair(acted.pair_id))],
        [(card_words.UNDO, UndoPair(acted.event_id))],
        await remaining(context),
        bottom(OpenPair(acted.pair_id)),
    ]
    await context.show(Screen(text, shown))


async def mentor_rows(
    context: Context, view: PairView, page: int, chosen: Callable[[int], Button],
    more: Callable[[int], Button],
) -> list[Row]:  # fmt: skip
    """Who else may mentor this pair, a button each."""
    inside = tuple(each.id for each in (*view.card.mentors, *view.card.mentees))
    found = await context.read(enter.candidates, Side.MENTOR, inside)
    return people_rows([each.named for each in found], page, context.call, chosen, more)
