"""Consents on paper: a person's documents, a paper entered in four taps, its scan, undoing."""

from datetime import date, timedelta

from domain import papers as typed_papers
from domain.consents import Document
from exports.docx.consents import blank as make_blank
from exports.names import file_name
from exports.worker import in_worker
from handlers import incoming, picking
from handlers.buttons.consent_papers import (
    Blank,
    Blanks,
    Documents,
    EnterPaper,
    PaperAnswer,
    PaperDay,
    PaperNow,
    PaperNumber,
    PaperScan,
    PaperUndo,
    ShowScan,
)
from handlers.buttons.consent_papers import MyClass as MyClassButton
from handlers.buttons.erasing import AskErase, OpenErasure
from handlers.buttons.nav import bottom
from handlers.buttons.on_paper import PaperMatters
from handlers.buttons.parenting import Parents
from handlers.buttons.people import OpenPerson, PupilFacts
from handlers.consent_words import document_line
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.calendar import calendar
from handlers.registry import Button, on, on_state
from handlers.ways import PAIR, PERSON, Way
from services import consent_papers, erasure_plans, files
from services.consent_papers import Entered, Sheet
from services.errors import Refusal
from services.pairs.views import PairView
from services.people import PersonView
from texts import consent as consent_words
from texts import consent_papers as words
from texts import on_paper as answer_words
from texts import people as people_words

DAY, NUMBER = "consent.day", "consent.number"
SCAN = "consent.scan"


@PERSON.way(40)
def _way(view: PersonView) -> list[Way]:
    if view.may_enter:
        return [(words.WAY, Documents(view.card.id))]
    return [(words.ERASE, AskErase(view.card.id))] if view.may_erase else []


@PAIR.way(2)
def _pair_way(view: PairView) -> list[Way]:
    """Who keeps a pair from working by a missing consent."""
    lacking = view.unconsented[:1] if view.edit else ()
    return [(words.LACKING, Documents(each.id)) for each in lacking]


@on(Documents)
async def documents(context: Context, request: Documents) -> None:
    await context.forget()
    await show_sheet(context, request.person_id)


async def show_sheet(context: Context, person_id: int) -> None:
    view = await context.read(consent_papers.sheet, person_id)
    due = None
    if view.erasure is not None and view.may_erase:
        due = (await context.read(erasure_plans.view, view.erasure)).due
    text = words.sheet(
        name=context.call(view.who),
        school_class=view.school_class,
        born_on=view.born_on,
        minor=view.minor,
        lines=[document_line(context, each) for each in view.documents],
        parents=[context.call(each.who) for each in view.parents],
        erasing=due,
        today=context.actor.today,
    )
    await context.show(Screen(text, [*_rows(view), bottom(_back(context, view))]))


def _back(context: Context, view: Sheet) -> Button:
    sees = view.may_edit
    return OpenPerson(view.who.id) if sees else MyClassButton(0)


def _rows(view: Sheet) -> list[Row]:
    who = view.who.id
    rows: list[Row] = [
        [(words.ENTER, EnterPaper(who))],
    ]
    more: list[Way] = [(answer_words.WAY, PaperMatters(who, 0)), (words.PRINT, Blanks(who))]
    if view.who.pupil and view.may_edit:
        more.append((people_words.FACTS, PupilFacts(who)))
    if view.who.pupil and view.may_edit:
        more.append((words.PARENTS, Parents(who)))
    if view.erasure is not None and view.may_erase:
        more.append((words.ERASING, OpenErasure(view.erasure)))
    elif view.may_erase:
        more.append((words.ERASE, AskErase(who)))
    scans: Row = [
        (words.SHOW_SCAN, ShowScan(each.row_id))
        for each in view.documents
        if each.scan and each.row_id is not None
    ][:1]
    return [*rows, *in_rows(more, 2), scans]


@on(EnterPaper)
async def which(context: Context, request: EnterPaper) -> None:
    view = await context.read(consent_papers.sheet, request.person_id)
    ordered = sorted(view.documents, key=lambda each: not (each.needed and not each.answer))
    choices = [
        (
            consent_words.DOCUMENTS[each.document],
            PaperAnswer(view.who.id, each.document, _only_parent(view, each.by_parent)),
        )
        for each in ordered
    ]
    rows = [choices[:1], *in_rows(choices[1:], 2), bottom(Documents(view.who.id))]
    await context.show(Screen(words.which(context.call(view.who)), rows))


def _only_parent(view: Sheet, by_parent: bool) -> int | None:
    return view.parents[0].who.id if by_parent and len(view.parents) == 1 else None


@on(PaperAnswer)
async def answer(context: Context, request: PaperAnswer) -> None:
    view = await context.read(consent_papers.sheet, request.person_id)
    standing = next((each for each in view.documents if each.document is request.document), None)
    if standing is None:
        raise Refusal("gone")
    if standing.by_parent and request.by is None and len(view.parents) > 1:
        await _ask_parent(context, view, request.document)
        return
    today = context.actor.today

    def day(given: bool) -> PaperDay:
        return PaperDay(view.who.id, request.document, given, request.by, today)

    rows: list[Row] = [
        [(words.GIVEN, day(True))],
        [(words.TAKEN, day(False))],
        bottom(EnterPaper(view.who.id)),
    ]
    text = words.ask_answer(context.call(view.who), request.document)
    await context.show(Screen(text, rows))


async def _ask_parent(context: Context, view: Sheet, document: Document) -> None:
    rows: list[Row] = [
        [(context.call(each.who), PaperAnswer(view.who.id, document, each.who.id))]
        for each in view.parents[:8]
    ]
    text = words.ask_parent(context.call(view.who))
    await context.show(Screen(text, [*rows, bottom(EnterPaper(view.who.id))]))


@on(PaperDay)
async def ask_day(context: Context, request: PaperDay) -> None:
    view = await context.read(consent_papers.sheet, request.person_id)
    today = context.actor.today
    who, document, given, by = view.who.id, request.document, request.given, request.by

    def number(day: date) -> PaperNumber:
        return PaperNumber(who, document, given, by, day)

    month = min(request.month, today)
    await picking.or_typed(
        context, DAY, person=who, document=document.value, given=int(given), by=by
    )
    days = calendar(
        month.year,
        month.month,
        number,
        lambda year, month: PaperDay(who, document, given, by, date(year, month, 1)),
        last=today,
    )
    rows: list[Row] = [
        [(words.TODAY, number(today)), (words.YESTERDAY, number(today - timedelta(days=1)))],
        *days,
        bottom(PaperAnswer(who, document, by)),
    ]
    text = words.ask_day(context.call(view.who), document, given)
    await context.show(Screen(text, rows))


@on_state(DAY)
async def typed_day(context: Context, data: dict[str, str]) -> None:
    """A day, or the number with it: «№ 31 от 12.11.2026» is all that is asked for."""
    number, day, _ = typed_papers.numbered(said(context))
    if number and day:
        await _enter(context, data, number, day)
        return
    day = picking.read(context, None, context.actor.today)
    by = int(data["by"]) if data["by"] else None
    document = Document(data["document"])
    request = PaperNumber(int(data["person"]), document, bool(data["given"]), by, day)
    await ask_number(context, request)


@on(PaperNumber)
async def ask_number(context: Context, request: PaperNumber) -> None:
    view = await context.read(consent_papers.sheet, request.person_id)
    await context.ask(
        NUMBER, person=view.who.id, document=request.document.value, given=int(request.given),
        by=request.by, day=request.day.isoformat(),
    )  # fmt: skip
    now = PaperNow(view.who.id, request.document, request.given, request.by, request.day)
    day = request.day
    back = PaperDay(view.who.id, request.document, request.given, request.by, day)
    text = words.ask_number(context.call(view.who), request.document, day, context.actor.today)
    await context.show(Screen(text, [[(words.NO_NUMBER, now)], bottom(back)]))


@on_state(NUMBER)
async def typed_number(context: Context, data: dict[str, str]) -> None:
    """A day that stands with the number is that of the paper."""
    words = said(context)
    number, day, _ = typed_papers.numbered(words)
    if number and day:
        await _enter(context, data, number, day)
        return
    await _enter(context, data, words, date.fromisoformat(data["day"]))


async def _enter(context: Context, data: dict[str, str], number: str, day: date) -> None:
    entered = await context.write(
        consent_papers.enter, int(data["person"]), Document(data["document"]),
        given=bool(data["given"]), signed_on=day, number=number,
        given_by=int(data["by"]) if data["by"] else None,
    )  # fmt: skip
    await _receipt(context, entered)


@on(PaperNow)
async def without_number(context: Context, request: PaperNow) -> None:
    entered = await context.write(
        consent_papers.enter, request.person_id, request.document, given=request.given,
        signed_on=request.day, given_by=request.by,
    )  # fmt: skip
    await _receipt(context, entered)


async def _receipt(context: Context, entered: Entered) -> None:
    text = words.entered(
        name=context.call(entered.who),
        document=entered.document,
        given=entered.given,
        day=entered.signed_on,
        number=entered.number,
        parent=context.call(entered.given_by) if entered.given_by else "",
        scan=entered.scan,
        erasing=entered.erasing,
        today=context.actor.today,
    )
    scan: Row = [] if entered.scan else [(words.SCAN, PaperScan(entered.consent_id))]
    rows: list[Row] = [
        scan,
        [
            (words.ONE_MORE, EnterPaper(entered.who.id)),
            (words.UNDO, PaperUndo(entered.consent_id)),
        ],
        bottom(Documents(entered.who.id)),
    ]
    await context.show(Screen(text, rows))


@on(PaperUndo)
async def undo(context: Context, request: PaperUndo) -> None:
    person_id = await context.write(consent_papers.undo, request.consent_id)
    await show_sheet(context, person_id)


@on(PaperScan)
async def ask_scan(context: Context, request: PaperScan) -> None:
    entered = await context.read(consent_papers.entered, request.consent_id)
    await context.ask(SCAN, consent=entered.consent_id)
    back = bottom(Documents(entered.who.id))
    await context.show(Screen(words.ask_scan(entered.document), [back]))


@on_state(SCAN)
async def scanned(context: Context, data: dict[str, int]) -> None:
    entered = await context.read(consent_papers.entered, data["consent"])
    file = incoming.of_message(context.message) if context.message else None
    if file is None:
        back = bottom(Documents(entered.who.id))
        await context.show(Screen(words.ask_scan(entered.document), [back]))
        return
    await context.waiting("upload_document")
    bytes_ = await incoming.download(context, file)
    sha = files.keep_proof(context.around.data_dir, bytes_, file.name)
    await _receipt(context, await context.write(consent_papers.attach, entered.consent_id, sha))


@on(ShowScan)
async def show_scan(context: Context, request: ShowScan) -> None:
    sha = await context.read(consent_papers.scan, request.consent_id)
    entered = await context.read(consent_papers.entered, request.consent_id)
    try:
        data = files.path(context.around.data_dir, sha).read_bytes()
    except FileNotFoundError:
        raise Refusal("file_lost") from None
    ending = "pdf" if data.startswith(b"%PDF") else "jpg" if data[:2] == b"\xff\xd8" else "bin"
    name = f"{consent_words.DOCUMENTS[entered.document]}.{ending}"
    shown = Screen("", [bottom(Documents(entered.who.id))])
    await context.send_file(data, name, consent_words.DOCUMENTS[entered.document], shown)


@on(Blanks)
async def blanks(context: Context, request: Blanks) -> None:
    view = await context.read(consent_papers.sheet, request.person_id)
    choices = [
        (consent_words.DOCUMENTS[each.document], Blank(view.who.id, each.document))
        for each in view.documents
        if each.document is not Document.PHOTO  # one text of both choices
    ]
    rows = [*in_rows(choices, 2), bottom(Documents(view.who.id))]
    await context.show(Screen(words.to_print(context.call(view.who)), rows))


@on(Blank)
async def blank(context: Context, request: Blank) -> None:
    text = await context.read(consent_papers.blank, request.person_id, request.document)
    await context.waiting("upload_document")
    today = context.actor.today
    made = await in_worker(make_blank, text.text, today)
    name = file_name(words.blank_name(request.document), "", today, "docx")
    mine = request.person_id == context.actor.person_id
    back = bottom() if mine else bottom(Documents(request.person_id))
    caption = words.blank_caption(request.document, "")
    await context.send_file(made, name, caption, Screen("", [back]))
