"""The passport of a pair as a file."""

from collections.abc import Callable

from domain.named import Named
from domain.names import Style, render
from domain.pairs import OPEN, Side
from exports.names import file_name
from exports.pair_passport import Part, PassportData, passport_docx, passport_xlsx
from exports.worker import in_worker
from handlers import picking
from handlers.buttons.nav import bottom
from handlers.buttons.pair_files import Passport, PassportAs, PassportDay
from handlers.buttons.pairs import OpenPair
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.pair_words import title
from handlers.registry import on
from handlers.ways import PAIR, Way
from services.pairs import as_of, views
from services.pairs.history import Step
from services.pairs.views import PairView
from texts import pair_log, pair_names
from texts import pair_papers as paper_words
from texts import pair_passport as words


@PAIR.way(90)
def _passport_way(view: PairView) -> list[Way]:
    return [(words.PASSPORT, Passport(view.id, None))] if view.edit else []


@on(Passport)
async def ask(context: Context, request: Passport) -> None:
    there = request.pair_id
    days = await context.read(as_of.span, there)
    view = await context.read(views.view, there)
    today = context.actor.today
    day = request.day or today
    files: Row = [
        (words.WORD, PassportAs(there, day, word=True)),
        (words.EXCEL, PassportAs(there, day, word=False)),
    ]
    others: list[Way] = [
        (words.on_day(each, today), Passport(there, each)) for each in as_of.month_ends(days)
    ]
    others.append((words.OTHER_DAY, PassportDay(there, day.year, day.month)))
    if day != today:
        others.append((words.TODAY, Passport(there, None)))
    text = words.ask(title(context, view.card), day, today)
    await context.show(Screen(text, [files, *in_rows(others, 2), bottom(OpenPair(there))]))


@on(PassportDay)
async def pick(context: Context, request: PassportDay) -> None:
    there = request.pair_id
    days = await context.read(as_of.span, there)
    rows = await picking.days(
        context,
        request.year,
        request.month,
        lambda day: Passport(there, day),
        lambda year, month: PassportDay(there, year, month),
        first=days.first,
        last=days.today,
    )
    text = words.ask_day(days.first, days.today)
    await context.show(Screen(text, [*rows, bottom(Passport(there, None))]))


@on(PassportAs)
async def send(context: Context, request: PassportAs) -> None:
    found = await context.read(as_of.passport, request.pair_id, request.day)
    data = _data(context, found)
    await context.answer()
    await context.waiting("upload_document")
    made = await in_worker(passport_docx if request.word else passport_xlsx, data)
    ending = "docx" if request.word else "xlsx"
    name = file_name(words.NAME, found.organisation, request.day, ending, which=data.pair)
    view = await context.read(views.view, request.pair_id)
    caption = words.caption(title(context, view.card), request.day, len(found.meetings))
    other = PassportAs(request.pair_id, request.day, word=not request.word)
    again: Row = [(words.EXCEL if request.word else words.WORD, other)]
    rows = [again, bottom(OpenPair(request.pair_id))]
    await context.send_file(made, name, caption, Screen("", rows))


def _data(context: Context, found: as_of.Passport) -> PassportData:
    def call(person: Named | None) -> str:
        """Files of the school have everybody's name in full, where it allows that at all."""
        if person is None:
            return ""
        style = Style(context.around.names_in_files)
        pupil = person.pupil and style is not Style.FULL
        return render(person.name, style, pupil=pupil, code=person.id)

    present = [m for m in found.members if m.until is None or m.until >= found.day] or [
        *found.members
    ]
    mentors = [call(m.person) for m in present if m.side is Side.MENTOR and m.instead is None]
    mentees = [call(m.person) for m in present if m.side is Side.MENTEE]
    return PassportData(
        organisation=found.organisation,
        pair=pair_names.title(mentors, mentees, 5),
        day=found.day,
        made=context.actor.today,
        facts=_facts(
            found, [paper_words.lack(kind, call(who), True) for kind, who in found.lacks]
        ),
        parts=tuple(
            Part(*head, widths, rows, words.NOTHING[key])
            for key, head, widths, rows in _tables(context, found, call)
        ),
    )


def _facts(found: as_of.Passport, lacks: list[str]) -> tuple[tuple[str, str], ...]:
    why = pair_names.reason(found.ended_why)
    lack = ((words.LACKS, "; ".join(lacks) or words.ALL_THERE),) if found.state in OPEN else ()
    return (
        (words.STATE, words.state(found.state, found.paused_until, found.ended_on, why)),
        (words.FORM, pair_names.FORMS[found.form]),
        (
            words.MODEL,
            pair_names.MODELS[found.role_model] if found.role_model else words.NOT_SET,
        ),
        (words.KIND, ", ".join(pair_names.KINDS[kind] for kind in found.kinds)),
        (words.TERM, words.span(found.starts, found.ends)),
        (words.RHYTHM, words.every(found.every_days)),
        (words.GOAL, found.goal or words.NOT_SET),
        *lack,
        (words.MET, words.met(len(found.meetings), found.held_before)),
    )


Table = tuple[str, tuple[str, tuple[str, ...]], tuple[int, ...], tuple[tuple[str, ...], ...]]


def _tables(
    context: Context, found: as_of.Passport, call: Callable[[Named | None], str]
) -> list[Table]:
    """Each with its key, its heading and columns, their widths and its rows."""
    members = tuple(
        (words.side(m.side, call(m.instead)), call(m.person), m.post, words.day(m.since),
         words.day(m.until))
        for m in found.members
    )  # fmt: skip
    papers = tuple(
        (words.paper(p.kind), call(p.person), p.number, words.day(p.signed_on),
         words.pay(p.paid, p.pay, p.until))
        for p in found.papers
    )  # fmt: skip
    lines = tuple(
        (each.title, words.day(each.due),
         words.day(each.done_on) or words.STATUSES[each.status], each.result)
        for each in found.lines
    )  # fmt: skip
    meetings = tuple(
        (words.day(m.on), words.MEETING_KINDS[m.kind], m.topic,
         words.OUTCOMES[m.outcome] if m.outcome else "", m.next_step)
        for m in found.meetings
    )  # fmt: skip
    history = tuple((words.day(s.day), _said(context, s, call), call(s.by)) for s in found.history)
    return [
        ("members", words.MEMBERS, (18, 30, 26, 13, 13), members),
        ("papers", words.PAPERS_PART, (28, 26, 12, 12, 28), papers),
        ("programme", words.PROGRAMME, (44, 12, 14, 30), lines),
        ("meetings", words.MEETINGS, (12, 20, 34, 18, 26), meetings),
        ("history", words.HISTORY, (12, 60, 28), history),
    ]


def _said(context: Context, step: Step, call: Callable[[Named | None], str]) -> str:
    text = pair_log.said(
        step.action, call(step.who), step.was, step.now, step.told, context.actor.today
    )
    return f"{text} ({words.UNDONE})" if step.undone else text
