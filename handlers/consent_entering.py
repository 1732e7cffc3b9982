"""A consent on paper, entered in four taps."""

from datetime import date, timedelta

from domain import papers as typed_papers
from domain.consents import Document
from handlers import picking
from handlers.buttons.consent_entering import (
    EnterPaper,
    PaperAnswer,
    PaperDay,
    PaperNow,
    PaperNumber,
)
from handlers.buttons.consent_papers import Documents, PaperUndo
from handlers.buttons.consent_scans import PaperScan
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.calendar import calendar
from handlers.registry import on, on_state
from services import consent_papers
from services.consent_papers import Entered, Sheet
from services.errors import Refusal
from texts import consent as consent_words
from texts import consent_papers as words

DAY, NUMBER = "consent.day", "consent.number"


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
    await receipt(context, entered)


@on(PaperNow)
async def without_number(context: Context, request: PaperNow) -> None:
    entered = await context.write(
        consent_papers.enter, request.person_id, request.document, given=request.given,
        signed_on=request.day, given_by=request.by,
    )  # fmt: skip
    await receipt(context, entered)


async def receipt(context: Context, entered: Entered) -> None:
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
