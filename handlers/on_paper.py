"""What somebody has answered on paper about pairs, meetings and programmes, entered for them."""

from datetime import date, timedelta

from domain.on_paper import Kind
from handlers import picking
from handlers.buttons.consent_papers import Documents
from handlers.buttons.meetings import OpenMeeting
from handlers.buttons.nav import bottom
from handlers.buttons.on_paper import (
    PaperMatter,
    PaperMatterIs,
    PaperMatterMonth,
    PaperMatters,
)
from handlers.buttons.pairs import OpenPair
from handlers.buttons.programmes import Programme
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.calendar import calendar
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from services.on_paper import doors
from services.on_paper.model import Matter
from texts import consent_papers as shared
from texts import meetings as meeting_words
from texts import on_paper as words
from texts import programmes as programme_words


@on(PaperMatters)
async def matters(context: Context, request: PaperMatters) -> None:
    await context.forget()
    await _matters(context, request.person_id, request.page)


async def _matters(context: Context, person_id: int, page: int) -> None:
    found = await context.read(doors.of_person, person_id)
    shown, first = cut(found.matters, page), first_number(page, len(found.matters))
    lines = [
        words.line(number, _title(context, each, found.today), *_stamp(context, each), found.today)
        for number, each in enumerate(shown, first)
    ]
    rows: list[Row] = [
        [
            (
                words.caption(number, _title(context, each, found.today)),
                PaperMatter(person_id, each.kind, each.subject_id, found.today),
            )
        ]
        for number, each in enumerate(shown, first)
    ]
    turn = pager(page, len(found.matters), lambda to: PaperMatters(person_id, to))
    text = words.matters(context.call(found.who), found.school_class, lines)
    await context.show(Screen(text, [*rows, turn, bottom(Documents(person_id))]))


def _title(context: Context, each: Matter, today: date) -> str:
    others = [context.call(one) for one in each.others]
    return words.title(each.kind, others, each.day, each.at, each.step, today)


def _stamp(context: Context, each: Matter) -> tuple[date | None, str]:
    if each.stamp is None:
        return None, ""
    return each.stamp.on, context.call(each.stamp.by) if each.stamp.by else ""


@on(PaperMatter)
async def matter(context: Context, request: PaperMatter) -> None:
    who, kind, subject, day = request.person_id, request.kind, request.subject_id, request.day
    found = await context.read(doors.one, who, kind, subject)
    name = await _name(context, who)
    today = context.actor.today
    day = min(day, today)
    answers = [
        (words.ANSWERS[kind][each], PaperMatterIs(who, kind, subject, day, each))
        for each in found.answers
    ]
    digits = kind is Kind.RATING
    rows: list[Row] = [answers] if digits else [answers[:1], *in_rows(answers[1:], 2)]
    rows.append([(words.OTHER_DAY, PaperMatterMonth(who, kind, subject, day))])
    text = words.ask(
        name, kind, _title(context, found, today), day, *_stamp(context, found), today
    )
    await context.show(Screen(text, [*rows, bottom(PaperMatters(who, 0))]))


async def _name(context: Context, person_id: int) -> str:
    return context.call((await context.read(doors.of_person, person_id)).who)


@on(PaperMatterMonth)
async def month(context: Context, request: PaperMatterMonth) -> None:
    who, kind, subject = request.person_id, request.kind, request.subject_id
    found = await context.read(doors.one, who, kind, subject)
    today = context.actor.today
    shown = min(request.month, today)

    def on_day(day: date) -> PaperMatter:
        return PaperMatter(who, kind, subject, day)

    await picking.wait(context, on_day, last=today)
    days = calendar(
        shown.year,
        shown.month,
        on_day,
        lambda year, month: PaperMatterMonth(who, kind, subject, date(year, month, 1)),
        last=today,
    )
    near: Row = [
        (shared.TODAY, on_day(today)), (shared.YESTERDAY, on_day(today - timedelta(days=1)))
    ]  # fmt: skip
    text = words.ask_day(await _name(context, who), _title(context, found, today))
    await context.show(Screen(text, [near, *days, bottom(on_day(shown))]))


@on(PaperMatterIs)
async def entered(context: Context, request: PaperMatterIs) -> None:
    who, kind, subject = request.person_id, request.kind, request.subject_id
    found = await context.read(doors.one, who, kind, subject)
    title = _title(context, found, context.actor.today)
    await context.write(doors.enter, who, kind, subject, request.answer, request.day)
    left = await context.read(doors.of_person, who)
    by = context.call(await context.read(doors.entered_by))
    text = words.entered(
        context.call(left.who), title, words.ANSWERS[kind][request.answer], kind, request.day, by,
        left.today,
    )  # fmt: skip
    rows: list[Row] = [[(words.MORE, PaperMatters(who, 0))], _ways(kind, subject, left.sees_pairs)]
    await context.show(Screen(text, [*rows, bottom(Documents(who))]))


def _ways(kind: Kind, subject: int, sees: bool) -> Row:
    """To what it was about, for who may see it."""
    if kind is Kind.PROGRAMME:
        return [(programme_words.OPEN, Programme(subject))] if sees else []
    if kind in (Kind.HELD, Kind.RATING, Kind.TIME, Kind.STEP):
        return [(meeting_words.OPEN, OpenMeeting(subject))] if sees else []
    return [(words.TO_PAIR, OpenPair(subject))] if sees else []
