"""Questions about terms, one after another; the same screens change the term of one row."""

from typing import Any

from handlers import picking
from handlers.buttons.decisions import (
    AskTerm,
    Decide,
    NextQuestion,
    SetDay,
    SetMonth,
    SetTerm,
    SetYear,
    TermCalendar,
    TypeTerm,
)
from handlers.buttons.draft import DraftRow, OpenDraft
from handlers.buttons.nav import bottom
from handlers.buttons.wizard import Wizard
from handlers.context import Context
from handlers.draft import draft_screen, row_screen
from handlers.keyboards.build import Row as Keys
from handlers.keyboards.build import Screen, in_rows
from handlers.registry import Button, on, on_state
from handlers.typed import typed_text
from handlers.who import who_screen
from services import decisions, questions
from services.decisions import Choice, Scope, TermView
from services.questions import Question
from services.wizard import OFFERED_FROM
from texts import deadlines as deadline_words
from texts import decisions as words
from texts import wizard as wizard_words

TYPING = "draft.term"
MONTHS_A_ROW = 3
YEARS_A_ROW = 3


@on(Decide)
async def decide(context: Context, request: Decide) -> None:
    found = await context.read(questions.open_questions, request.roadmap_id)
    if not found:
        await draft_screen(context, request.roadmap_id)
        return
    await _ask(context, found[0])


@on(NextQuestion)
async def next_question(context: Context, request: NextQuestion) -> None:
    await go_on(context, request.item_id, request.entry)


async def go_on(context: Context, item_id: int, entry: int | None) -> None:
    """The question after this one; after the last the draft again."""
    roadmap_id, question = await context.read(questions.after, item_id, entry)
    if question is None:
        await draft_screen(context, roadmap_id)
        return
    await _ask(context, question)


async def _ask(context: Context, question: Question) -> None:
    if question.entry is None:
        await term_screen(context, AskTerm(question.item_id, Scope.ONE, flow=True, year=None))
    else:
        await who_screen(context, question.item_id, question.entry, 0)


@on(AskTerm)
async def ask_term(context: Context, request: AskTerm) -> None:
    await term_screen(context, request)


async def term_screen(context: Context, request: AskTerm) -> None:
    """When is a row due? Months, or years where the phrase names days without one."""
    view = await context.read(decisions.term_view, request.item_id, request.year)
    item, reading = view.item, view.reading
    md = reading.md if reading.needs_year else ()
    text = words.ask_term(
        number=view.number if request.flow else 0,
        total=view.total,
        place=item.stage or item.section or "",
        title=f"{item.number}. {item.title}" if item.number else item.title,
        written=item.deadline,
        remarks=[deadline_words.plain_warning(each) for each in reading.warnings if view.as_read],
        md=md,
        year=view.year,
        scope=_reach(view, request.scope),
    )
    choices = _years(view, request) if md else _months(view, request)
    rows = [*_wider(view, request, bool(md)), *choices, *_others(request), _last(view, request)]
    rows.append(_by_stage(view, request))
    await picking.or_typed(context, TYPING, **_awaited(item.id, request.scope, request.flow))
    await context.show(Screen(text, [*rows, _way_back(view, request)]))


def _awaited(item_id: int, scope: Scope, flow: bool) -> dict[str, int | str]:
    """What a typed term is for."""
    return {"item_id": item_id, "scope": scope.value, "flow": int(flow)}


def _reach(view: TermView, scope: Scope) -> int:
    return {Scope.ONE: 1, Scope.GROUP: view.group, Scope.ALL: view.everywhere}[scope]


def _wider(view: TermView, request: AskTerm, yearless: bool) -> list[Keys]:
    """The switch between this row and all that are like it."""
    if request.scope is not Scope.ONE:
        narrow = AskTerm(request.item_id, Scope.ONE, request.flow, request.year)
        return [[(words.ONE_ROW, narrow)]]
    if view.item.parent_id is not None or view.item.term_decided:
        return []
    if yearless:
        return _switch(request, Scope.ALL, words.all_scope(view.everywhere), view.everywhere)
    if view.group > 1 and view.group < view.everywhere:
        return _switch(request, Scope.GROUP, words.group_scope(view.group, True), view.group)
    caption = words.group_scope(view.everywhere, False)
    return _switch(request, Scope.ALL, caption, view.everywhere)


def _switch(request: AskTerm, scope: Scope, caption: str, count: int) -> list[Keys]:
    if count < 2:
        return []
    return [[(caption, AskTerm(request.item_id, scope, request.flow, request.year))]]


def _years(view: TermView, request: AskTerm) -> list[Keys]:
    item_id, scope, flow = request.item_id, request.scope, request.flow
    years = [
        (words.year_caption(year), SetYear(item_id, scope, flow, year)) for year in view.years[-6:]
    ]
    every = (words.EVERY_YEAR, SetTerm(item_id, scope, flow, Choice.EVERY_YEAR))
    return [*in_rows(years, YEARS_A_ROW), [every]]


def _months(view: TermView, request: AskTerm) -> list[Keys]:
    item_id, scope, flow = request.item_id, request.scope, request.flow
    months = [
        (caption, SetMonth(item_id, scope, flow, view.year, number))
        for caption, number in words.months()
    ]
    rows = in_rows(months, MONTHS_A_ROW)
    others = [year for year in view.years if abs(year - view.year) == 1]
    turn = [(words.year_caption(year), AskTerm(item_id, scope, flow, year)) for year in others]
    return [*rows, turn] if turn else rows


def _others(request: AskTerm) -> list[Keys]:
    item_id, scope, flow = request.item_id, request.scope, request.flow
    return [
        [
            (words.YEAR_END, SetTerm(item_id, scope, flow, Choice.YEAR_END)),
            (words.PERIOD, SetTerm(item_id, scope, flow, Choice.PERIOD)),
        ],
        [
            (words.CALENDAR, TermCalendar(item_id, scope, flow, None, None)),
            (words.TYPE, TypeTerm(item_id, scope, flow)),
        ],
    ]


def _last(view: TermView, request: AskTerm) -> Keys:
    none = (words.NO_TERM, SetTerm(request.item_id, request.scope, request.flow, Choice.NONE))
    if not request.flow:
        return [none]
    return [none, (words.LATER, NextQuestion(request.item_id, None))]


def _by_stage(view: TermView, request: AskTerm) -> Keys:
    """To the wizard, where many rows wait."""
    if not request.flow or view.everywhere < OFFERED_FROM:
        return []
    return [(wizard_words.START, Wizard(view.roadmap_id))]


def _way_back(view: TermView, request: AskTerm) -> Keys:
    back: Button = OpenDraft(view.roadmap_id) if request.flow else DraftRow(request.item_id)
    return bottom(back)


async def _decided(context: Context, item_id: int, flow: bool, count: int) -> None:
    """What follows an answer: the next question, or the card that it was asked from."""
    await context.answer(words.term_saved(count))
    if flow:
        await go_on(context, item_id, None)
    else:
        await row_screen(context, item_id)


@on(SetMonth)
async def set_month(context: Context, request: SetMonth) -> None:
    count = await context.write(
        decisions.set_month, request.item_id, request.scope,
        year=request.year, month=request.month,
    )  # fmt: skip
    await _decided(context, request.item_id, request.flow, count)


@on(SetTerm)
async def set_term(context: Context, request: SetTerm) -> None:
    count = await context.write(decisions.choose, request.item_id, request.scope, request.choice)
    await _decided(context, request.item_id, request.flow, count)


@on(SetYear)
async def set_year(context: Context, request: SetYear) -> None:
    count = await context.write(decisions.set_year, request.item_id, request.scope, request.year)
    await _decided(context, request.item_id, request.flow, count)


@on(TermCalendar)
async def term_calendar(context: Context, request: TermCalendar) -> None:
    view = await context.read(decisions.term_view, request.item_id, None)
    item_id, scope, flow = request.item_id, request.scope, request.flow
    year, month = decisions.calendar_month(view, request.year, request.month)
    rows = await picking.days(
        context,
        year,
        month,
        lambda day: SetDay(item_id, scope, flow, day),
        lambda *other: TermCalendar(item_id, scope, flow, *other),
    )
    back = AskTerm(item_id, scope, flow, None)
    await context.show(Screen(words.pick_day(view.item.title), [*rows, bottom(back)]))


@on(SetDay)
async def set_day(context: Context, request: SetDay) -> None:
    count = await context.write(decisions.set_day, request.item_id, request.scope, request.day)
    await _decided(context, request.item_id, request.flow, count)


@on(TypeTerm)
async def ask_typed(context: Context, request: TypeTerm) -> None:
    view = await context.read(decisions.term_view, request.item_id, None)
    item_id, scope, flow = request.item_id, request.scope, request.flow
    await context.ask(TYPING, **_awaited(item_id, scope, flow))
    back = bottom(AskTerm(item_id, scope, flow, None))
    await context.show(Screen(words.ask_typed_term(view.item.title), [back]))


@on_state(TYPING)
async def typed_term(context: Context, data: dict[str, Any]) -> None:
    text = await typed_text(context)
    if text is None:
        return
    count = await context.write(decisions.type_term, data["item_id"], Scope(data["scope"]), text)
    await _decided(context, data["item_id"], bool(data["flow"]), count)
