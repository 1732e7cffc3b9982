"""Journals of mentors and hours for the accountant, made in the worker."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from domain.meeting_rules import COUNTED
from domain.named import Named
from domain.names import Style, render
from domain.schoolyear import school_year, year_bounds
from exports.journals import HoursData, HoursRow, JournalData, JournalRow
from exports.names import file_name
from exports.worker import in_worker
from handlers.buttons.meeting_plan import (
    Hours,
    Journal,
    MakeHours,
    MakeJournal,
    MakeMyJournal,
    MyJournal,
    Paper,
    Span,
)
from handlers.buttons.meetings import Meetings, PairMeetings
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Screen, in_rows
from handlers.registry import Button, on
from handlers.ways import FILES, Way
from services.meetings import journal, lists
from services.overview import OverviewView
from texts import meeting_files as words
from texts import meeting_names as shared

MONTHS_OFFERED = 6
_SPANS = {
    Span.MONTH: words.THIS_MONTH,
    Span.LAST_MONTH: words.LAST_MONTH,
    Span.YEAR: words.YEAR,
}
_PAPERS = {Paper.XLSX: words.XLSX, Paper.DOCX: words.DOCX}


@FILES.way(75)
def _way(view: OverviewView) -> list[Way]:
    return [(words.HOURS, Hours())] if view.may_export else []


@on(Journal)
async def ask(context: Context, request: Journal) -> None:
    found = await context.read(lists.of_pair, request.pair_id)
    who = shared.people(
        [context.call(each) for each in found.card.mentors],
        [context.call(each) for each in found.card.mentees],
    )
    pair = request.pair_id
    rows = [
        [
            (words.of(_SPANS[span], _PAPERS[paper]), MakeJournal(pair, span, paper))
            for paper in Paper
        ]
        for span in Span
    ]
    await context.show(Screen(words.ask(who), [*rows, bottom(PairMeetings(pair, 0))]))


@on(MakeJournal)
async def make(context: Context, request: MakeJournal) -> None:
    since, until = _bounds(request.span, context.actor.today)
    found = await context.read(journal.of_pair, request.pair_id, since, until)
    await _send(context, found, request.paper, many=False, back=Journal(request.pair_id))


@on(MyJournal)
async def ask_mine(context: Context, request: MyJournal) -> None:
    since, until = year_bounds(school_year(context.actor.today))
    found = await context.read(journal.of_mentor, request.person_id, since, until)
    mentor = request.person_id
    rows = [
        [
            (words.of(_SPANS[span], _PAPERS[paper]), MakeMyJournal(mentor, span, paper))
            for paper in Paper
        ]
        for span in Span
    ]
    who = ", ".join(context.call(each) for each in found.mentors)
    await context.show(Screen(words.ask(who), [*rows, bottom(Meetings(0))]))


@on(MakeMyJournal)
async def make_mine(context: Context, request: MakeMyJournal) -> None:
    since, until = _bounds(request.span, context.actor.today)
    found = await context.read(journal.of_mentor, request.person_id, since, until)
    await _send(context, found, request.paper, many=True, back=MyJournal(request.person_id))


async def _send(
    context: Context, found: journal.Journal, paper: Paper, *, many: bool, back: Button
) -> None:
    from exports.meetings import journal_book, journal_paper  # heavy libraries

    held = [each for each in found.entries if each.held]
    data = JournalData(
        title=words.journal_title(),
        lines=words.journal_lines(
            found.organisation, _called(context, found.mentors), _called(context, found.mentees),
            found.goal, found.since, found.until,
        ),
        rows=tuple(_row(context, each) for each in found.entries),
        notes=words.journal_notes(len(held), sum(each.verdict in COUNTED for each in held)),
        mentor=_called(context, found.mentors[:1]),
        made=context.actor.today,
        many=many,
    )  # fmt: skip
    await context.waiting("upload_document")
    build, ending = (journal_book, "xlsx") if paper is Paper.XLSX else (journal_paper, "docx")
    made = await in_worker(build, data)
    whose = found.mentees if not many else found.mentors
    name = file_name(
        words.JOURNAL_FILE, found.organisation, context.actor.today, ending,
        which=_called(context, whose[:1]),
    )  # fmt: skip
    caption = words.journal_caption(len(held))
    await context.send_file(made, name, caption, Screen("", [bottom(back)]))


def _row(context: Context, each: journal.Entry) -> JournalRow:
    place = shared.REMOTE if each.remote else shared.FACE
    return JournalRow(
        day=each.day,
        time=f"{each.at:%H:%M}" if each.at and each.held else "",
        kind=f"{shared.KINDS[each.kind]}, {place}",
        mentees=_called(context, each.mentees),
        topic=each.topic,
        text=each.text,
        outcome=shared.OUTCOMES[each.outcome] if each.outcome else "",
        step=words.step(
            each.next_step, each.next_on, shared.STEPS[each.next_state] if each.next_state else ""
        ),
        confirmed=_mark(each),
        minutes=each.minutes if each.held else None,
    )


def _mark(each: journal.Entry) -> str:
    if each.held:
        return words.MARKS[each.verdict] if each.verdict else ""
    return f"{words.MISSED}: {each.reason.lower()}" if each.reason else words.MISSED


def _called(context: Context, people: Sequence[Named]) -> str:
    """Names as files show them."""
    style = Style(context.around.names_in_files)
    return ", ".join(render(each.name, style, pupil=each.pupil, code=each.id) for each in people)


def _bounds(span: Span, today: date) -> tuple[date, date]:
    """The first and the last day of a period."""
    if span is Span.YEAR:
        return year_bounds(school_year(today))
    day = today if span is Span.MONTH else today.replace(day=1) - timedelta(days=1)
    return _month(day.year, day.month)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


@on(Hours)
async def ask_hours(context: Context, _: Hours) -> None:
    today = context.actor.today
    found = await context.read(journal.hours, *_month(today.year, today.month))
    months: list[tuple[str, Button]] = []
    for back in range(MONTHS_OFFERED):
        number = today.year * 12 + today.month - 1 - back
        year, month = number // 12, number % 12 + 1
        caption = words.month(year, month, today)
        months.append((caption, MakeHours(year, month)))
    rows = [*in_rows(months, 2), bottom(Meetings(0))]
    await context.show(Screen(words.ask_hours(found.organisation), rows))


@on(MakeHours)
async def make_hours(context: Context, request: MakeHours) -> None:
    from exports.meetings import hours_book

    year, month = min(max(request.year, 2000), 2100), min(max(request.month, 1), 12)
    since, until = _month(year, month)
    found = await context.read(journal.hours, since, until)
    rows = tuple(
        HoursRow(
            _called(context, [line.who]), line.hours.pairs, line.hours.counted,
            round(line.hours.minutes / 60, 2), line.hours.minutes, line.hours.claimed,
            line.hours.denied,
        )
        for line in found.lines
    )  # fmt: skip
    data = HoursData(
        words.hours_title(year, month),
        (found.organisation, words.period(since, until)),
        rows,
        words.HOURS_RULE,
    )
    await context.waiting("upload_document")
    made = await in_worker(hours_book, data)
    name = file_name(words.HOURS_FILE, found.organisation, until)
    caption = words.hours_caption(year, month, len(rows))
    back = bottom(Hours())
    await context.send_file(made, name, caption, Screen("", [back]))
