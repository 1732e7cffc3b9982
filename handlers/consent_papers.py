"""Consents on paper: a person's documents, undoing a paper."""

from handlers.buttons.consent_blanks import Blanks
from handlers.buttons.consent_entering import EnterPaper
from handlers.buttons.consent_lists import MyClass
from handlers.buttons.consent_papers import Documents, PaperUndo
from handlers.buttons.consent_scans import ShowScan
from handlers.buttons.erasing import AskErase, OpenErasure
from handlers.buttons.nav import bottom
from handlers.buttons.on_paper import PaperMatters
from handlers.buttons.parenting import Parents
from handlers.buttons.people import OpenPerson, PupilFacts
from handlers.consent_words import document_line
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.registry import Button, on
from handlers.ways import PAIR, PERSON, Way
from services import consent_papers, erasure_plans
from services.consent_papers import Sheet
from services.pairs.views import PairView
from services.people import PersonView
from texts import consent_papers as words
from texts import on_paper as answer_words
from texts import people as people_words


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
    return OpenPerson(view.who.id) if sees else MyClass(0)


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


@on(PaperUndo)
async def undo(context: Context, request: PaperUndo) -> None:
    person_id = await context.write(consent_papers.undo, request.consent_id)
    await show_sheet(context, person_id)
