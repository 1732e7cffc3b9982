"""What will be sent to whom, and whom nothing reaches."""

from datetime import date, datetime, timedelta

from domain.schoolyear import lessons, school_year
from handlers.bundle import label, line_label
from handlers.buttons.nav import bottom
from handlers.buttons.organisations import OpenOrganisation
from handlers.buttons.people import Invite, OpenPerson, People
from handlers.buttons.reminders import Delivery, Errand, Forecast, ForecastFor, Horizon
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.prompting import worded
from handlers.registry import on
from services import delivery, forecast
from services.forecast import Post
from texts import reminders as words

PAGE = 12
ERRANDS = 10


@on(Forecast)
async def first(context: Context, request: Forecast) -> None:
    await _forecast(context, Horizon.WEEK, request.page)


@on(ForecastFor)
async def longer(context: Context, request: ForecastFor) -> None:
    await _forecast(context, request.horizon, request.page)


async def _forecast(context: Context, horizon: Horizon, page: int) -> None:
    today = context.actor.today
    until = _until(horizon, today)
    posts = await context.read(forecast.forecast, context.actor.organisation_id, until)
    shown = cut(posts, page, PAGE)
    text = words.forecast(
        until,
        today,
        [sending(context, each) for each in shown],
        len(posts),
        await _digests(context, until) if page == 0 else [],
    )
    others: Row = [
        (caption, ForecastFor(each, 0)) for each, caption in _CAPTIONS.items() if each != horizon
    ]
    turn = pager(page, len(posts), lambda number: ForecastFor(horizon, number), PAGE)
    there = OpenOrganisation(context.actor.organisation_id)
    await context.show(Screen(text, [turn, others, bottom(there)]))


async def _digests(context: Context, until: date) -> list[tuple[str, datetime]]:
    """Who gets a digest, and when the next one comes."""
    found = await context.read(forecast.digests, context.actor.organisation_id, until)
    return [(context.call(each.who), each.at) for each in found]


_CAPTIONS = {
    Horizon.WEEK: words.NEXT_WEEK,
    Horizon.MONTH: words.NEXT_MONTH,
    Horizon.YEAR: words.NEXT_YEAR,
}


def _until(horizon: Horizon, today: date) -> date:
    if horizon is Horizon.WEEK:
        return today + timedelta(days=7)
    if horizon is Horizon.MONTH:
        return today + timedelta(days=31)
    return max(lessons(school_year(today))[1], today + timedelta(days=31))


def sending(context: Context, post: Post) -> words.Sending:
    """A message to come in words."""
    matters = (worded(each, context.call).said.title for each in post.matters)
    lines = (line_label(line, context.call) for line in post.lines)
    return words.Sending(context.call(post.who), post.at, (*matters, *lines), post.by_hand)


@on(Delivery)
async def unreached(context: Context, request: Delivery) -> None:
    place = context.actor.organisation_id
    people = await context.read(delivery.unreached, place)
    rows: list[Row] = [
        [(
            words.unreached(context.call(each.who), each.why.value, each.things),
            Errand(place, each.who.id),
        )]
        for each in cut(people, request.page)
    ]  # fmt: skip
    turn = pager(request.page, len(people), Delivery)
    await context.show(Screen(words.delivery(len(people)), [*rows, turn, bottom(People(0))]))


@on(Errand)
async def errand(context: Context, request: Errand) -> None:
    found = await context.read(delivery.errand, request.organisation_id, request.person_id)
    points = [
        words.Point(label(line.subject), line.kind, line.due) for line in found.lines[:ERRANDS]
    ]
    text = words.errand(
        context.call(found.who.who),
        found.who.post,
        found.who.why.value,
        points,
        max(len(found.lines) - ERRANDS, 0),
        found.who.items - len(found.lines),
        found.today,
    )
    acts: Row = [(words.PERSON, OpenPerson(request.person_id)), (words.INVITE, Invite())]
    await context.show(Screen(text, [acts, bottom(Delivery(0))]))
