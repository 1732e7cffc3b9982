"""A parent's screens: children, their documents and meetings; parents brought in by the school."""

from domain.consents import PUBLICATION, Document
from domain.roles import Role
from domain.roster import parse
from handlers.buttons.consent_papers import Documents
from handlers.buttons.invitations import OpenLink
from handlers.buttons.nav import bottom
from handlers.buttons.parenting import (
    AddParent,
    AskChildWithdraw,
    Child,
    ChildAnswer,
    ChildDocument,
    ChildFile,
    ChildMeetings,
    ChildPublish,
    ChildPublishing,
    Children,
    ChildWithdraw,
    EndParent,
    ParentLink,
    Parents,
)
from handlers.buttons.people import OpenPerson
from handlers.consent_words import choices, document_line
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.registry import HANDLERS, on, on_state
from handlers.ways import MENU, Way
from services import consent_papers, parenting
from services.consent_standing import Standing
from services.errors import Refusal
from services.menu import MenuView
from services.parenting import ChildView, MeetingLine
from texts import consent as consent_words
from texts import parenting as words

PARENT = "consent.parent"
SHOWN = 8


@MENU.way(5)
def _menu_way(view: MenuView) -> list[Way]:
    parent = view.current is not None and view.current.role is Role.PARENT
    return [(words.CHILDREN, Children())] if parent else []


@on(Children)
async def children(context: Context, _: Children) -> None:
    found = await context.read(parenting.children)
    if len(found) == 1:
        await _child(context, found[0].who.id)
        return
    rows: list[Row] = [
        [(words.child_caption(context.call(each.who), each.waits), Child(each.who.id))]
        for each in found[:20]
    ]
    waiting = sum(each.waits for each in found)
    await context.show(Screen(words.children(len(found), waiting), [*rows, bottom()]))


@on(Child)
async def child(context: Context, request: Child) -> None:
    await _child(context, request.child_id)


async def _child(context: Context, child_id: int) -> None:
    view = await context.read(parenting.view, child_id)
    text = words.child(
        name=context.call(view.who),
        school=view.school,
        school_class=view.school_class,
        lines=[document_line(context, each) for each in view.documents],
        pairs=view.pairs,
        meetings=view.meetings,
        to_answer=bool(view.to_answer),
    )
    await context.show(Screen(text, [*_child_rows(view), bottom(Children())]))


def _child_rows(view: ChildView) -> list[Row]:
    who = view.who.id
    rows: list[Row] = [
        [(_caption(each), ChildDocument(who, each.document, 0))] for each in view.to_answer
    ]
    more: list[Way] = [(words.MEETINGS, ChildMeetings(who, 0)), (words.FILE, ChildFile(who))]
    if any(each.by_parent and each.document in PUBLICATION for each in view.documents):
        more.append((consent_words.PUBLISHING, ChildPublishing(who)))
    given = next((e for e in view.documents if e.document is Document.PARENTAL), None)
    if given is not None and given.answer:
        more += [
            (consent_words.READ, ChildDocument(who, Document.PARENTAL, 0)),
            (consent_words.WITHDRAW, AskChildWithdraw(who)),
        ]
    return [*rows, *in_rows(more, 2)]


def _caption(standing: Standing) -> str:
    return words.GIVE_AGAIN if standing.answer is False else words.ANSWER


@on(ChildDocument)
async def document(context: Context, request: ChildDocument) -> None:
    child_id, kind = request.child_id, request.document
    text = await context.read(parenting.document, child_id, kind)
    view = await context.read(parenting.view, child_id)
    pages = consent_words.pages(text.text)
    page = min(max(request.page, 0), len(pages) - 1)
    rows: list[Row] = []
    if page + 1 < len(pages):
        caption = consent_words.next_page(page + 1, len(pages))
        rows.append([(caption, ChildDocument(child_id, kind, page + 1))])
    standing = next(each for each in view.documents if each.document is kind)
    if not standing.answer:
        rows.append([(consent_words.AGREE, ChildAnswer(child_id, kind, True))])
        rows.append([(words.REFUSE, ChildAnswer(child_id, kind, False))])
    back = ChildDocument(child_id, kind, page - 1) if page else Child(child_id)
    await context.show(Screen(pages[page], [*rows, bottom(back)]))


@on(ChildAnswer)
async def answer(context: Context, request: ChildAnswer) -> None:
    now = await context.write(
        parenting.answer, request.child_id, request.document, given=request.given
    )
    view = await context.read(parenting.view, request.child_id)
    text = words.answered(
        request.document, context.call(view.who), given=request.given, provisional=now.provisional
    )
    rows: list[Row] = [[(words.GO_ON, Child(request.child_id))], bottom(Children())]
    await context.show(Screen(text, rows))


@on(ChildPublishing)
async def publishing(context: Context, request: ChildPublishing) -> None:
    view = await context.read(parenting.view, request.child_id)
    mine = [each for each in view.documents if each.by_parent and each.document in PUBLICATION]
    rows = choices(mine, lambda kind, given: ChildPublish(view.who.id, kind, given))
    lines = [document_line(context, each) for each in mine]
    text = consent_words.publishing(lines=lines, child=context.call(view.who))
    await context.show(Screen(text, [*rows, bottom(Child(view.who.id))]))


@on(ChildPublish)
async def publish(context: Context, request: ChildPublish) -> None:
    if request.document not in PUBLICATION:
        raise Refusal("forbidden")
    await context.write(parenting.answer, request.child_id, request.document, given=request.given)
    await context.answer(consent_words.published(given=request.given))
    await publishing(context, ChildPublishing(request.child_id))


@on(AskChildWithdraw)
async def ask_withdraw(context: Context, request: AskChildWithdraw) -> None:
    view = await context.read(parenting.view, request.child_id)
    follows = await context.read(parenting.follows, request.child_id)
    text = consent_words.ask_withdraw(
        pairs=follows.pairs,
        items=follows.items,
        due=follows.due,
        today=context.actor.today,
        child=context.call(view.who),
    )
    rows: list[Row] = [
        [(consent_words.WITHDRAW_YES, ChildWithdraw(request.child_id))],
        bottom(Child(request.child_id)),
    ]
    await context.show(Screen(text, rows))


@on(ChildWithdraw)
async def withdraw(context: Context, request: ChildWithdraw) -> None:
    done = await context.write(parenting.withdraw, request.child_id)
    view = await context.read(parenting.view, request.child_id)
    text = words.withdrawn(context.call(view.who), done.due, context.actor.today)
    rows: list[Row] = [[(words.GO_ON, Child(request.child_id))], bottom(Children())]
    await context.show(Screen(text, rows))


@on(ChildMeetings)
async def meetings(context: Context, request: ChildMeetings) -> None:
    view = await context.read(parenting.view, request.child_id)
    found = await context.read(parenting.meetings, request.child_id)
    lines = [_line(context, each) for each in cut(found, request.page, SHOWN)]
    turn = pager(request.page, len(found), lambda to: ChildMeetings(view.who.id, to), SHOWN)
    text = words.meetings(context.call(view.who), lines, len(found))
    await context.show(Screen(text, [turn, bottom(Child(view.who.id))]))


def _line(context: Context, each: MeetingLine) -> str:
    return words.meeting_line(
        kind=each.kind,
        state=each.state,
        on=each.on,
        at=each.at,
        with_=[context.call(who) for who in each.with_[:2]],
        confirmed=each.confirmed,
        today=context.actor.today,
    )


@on(Parents)
async def parents(context: Context, request: Parents) -> None:
    await context.forget()
    await _parents(context, request.child_id)


async def _parents(context: Context, child_id: int) -> None:
    view = await context.read(consent_papers.sheet, child_id)
    lines = [
        ", ".join(filter(None, (context.call(each.who), each.basis))) for each in view.parents
    ]
    who = view.who.id
    rows: list[Row] = []
    if view.may_edit:
        rows.append([(words.LINK, ParentLink(who)), (words.ADD, AddParent(who))])
        rows += [[(context.call(each.who), OpenPerson(each.who.id))] for each in view.parents[:4]]
        rows += [
            [(words.end_caption(context.call(each.who)), EndParent(each.id))]
            for each in view.parents[:4]
        ]
    text = words.parents(context.call(view.who), lines)
    await context.show(Screen(text, [*rows, bottom(Documents(who))]))


@on(AddParent)
async def add_parent(context: Context, request: AddParent) -> None:
    who = await context.read(parenting.require_edit, request.child_id)
    await context.ask(PARENT, child=who.id)
    text = words.ask_parent(context.call(who))
    await context.show(Screen(text, [bottom(Parents(who.id))]))


@on_state(PARENT)
async def typed_parent(context: Context, data: dict[str, int]) -> None:
    entries = parse(said(context))
    name, basis = (entries[0].name, entries[0].post) if entries else ("", "")
    await context.write(parenting.add, data["child"], name, basis)
    await _parents(context, data["child"])


@on(ParentLink)
async def parent_link(context: Context, request: ParentLink) -> None:
    link = await context.write(parenting.link, request.child_id)
    await HANDLERS[OpenLink.PREFIX](context, OpenLink(link.id))


@on(EndParent)
async def end_parent(context: Context, request: EndParent) -> None:
    child_id = await context.write(parenting.end, request.guardian_id)
    await context.answer(words.ended())
    await _parents(context, child_id)
