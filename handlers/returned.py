"""A file that says it is a sheet of ours: read, compared, shown as a difference."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from content.areas import named
from db.models.roundtrip import ReturnState
from domain.named import Named
from domain.names import Style, render
from domain.progress import Status
from handlers.buttons.banks import Banks
from handlers.buttons.draft import OpenDraft
from handlers.buttons.nav import bottom
from handlers.buttons.people import PeopleOf
from handlers.buttons.programmes import ProgrammeOfPlan
from handlers.buttons.questionnaires import PaperPeople
from handlers.buttons.roadmap import MyItems, Overview
from handlers.buttons.roundtrip import (
    ApplyReturn,
    DropReturn,
    ShowConflict,
    ShowReturn,
    ShowWrong,
    TakeRows,
    UndoReturn,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import Button
from imports.child import read_returned
from imports.ownfiles import own_kind
from imports.refusals import Unreadable
from imports.roundtrip import claims
from services.errors import Refusal
from services.roundtrip import paper, proposing, return_view, term_rule
from services.roundtrip.model import State, Wording
from services.roundtrip.return_view import Edit, ReturnView
from texts import bank_sheet as bank_words
from texts import draft as draft_words
from texts import draft_rows as row_words
from texts import programme_names as programme_words
from texts import responsibles as role_words
from texts import returned as words
from texts import roundtrip as shared
from texts import roundtrip_cells as cell_words
from texts import roundtrip_faults as fault_words
from texts import sheets as sheet_words

HOMES: dict[str, Callable[[int], Button]] = {
    "draft": OpenDraft, "roadmap": Overview, "people": lambda place: PeopleOf(place, 0),
    "programme": ProgrammeOfPlan, "bank": lambda _: Banks(0),
    "paper": lambda subject: PaperPeople(*paper.where_of(subject), 0),
}  # fmt: skip
HOME_CAPTIONS = {
    "draft": words.TO_DRAFT, "roadmap": words.TO_ROADMAP, "people": words.TO_PEOPLE,
    "programme": words.TO_PROGRAMME, "bank": words.TO_BANK, "paper": words.TO_PAPER,
}  # fmt: skip


def wording(context: Context) -> Wording:
    """How cells are written here: names as files have them."""
    style = Style(context.around.names_in_files)
    return Wording(
        term=lambda t: sheet_words.term_cell(t.kind, t.spans, t.rule, t.phrase or ""),
        owners=sheet_words.owners_cell,
        role=role_words.role,
        name=lambda one: render(one.name, style, pupil=one.pupil, code=one.id),
        chat=context.call,
    )


async def take(context: Context, data: bytes, *, as_proof: bool = False) -> bool:
    """Answer a sheet that came back, or a file of ours that is only read; False for any other.

    `as_proof`: it was sent to prove something, and is left for that where nothing in it is
    edited or the person may not edit.
    """
    if not claims(data):
        return not as_proof and await _only_read(context, data)
    try:
        returned = await read_returned(data)
        return_id = await context.write(proposing.propose, returned, wording(context))
    except Unreadable as refused:
        sentence = fault_words.refusal(refused.code, refused.data)
        await context.show(Screen(fault_words.unread(sentence), [bottom()]))
        return True
    except Refusal:
        if as_proof:
            return False
        raise
    view = await context.read(return_view.view, return_id, wording(context))
    if as_proof and not (view.edits or view.conflicts or view.wrong):
        return False
    await show(context, view, 0)
    return True


async def _only_read(context: Context, data: bytes) -> bool:
    """Say of a file of ours what it is, and what can be sent instead."""
    kind = own_kind(data)
    if kind is None:
        return False
    rows: list[Row] = [[(draft_words.OWN_ITEMS, MyItems(0))], bottom()]
    await context.show(Screen(words.only_read(kind.value), rows))
    return True


async def show(context: Context, view: ReturnView, page: int) -> None:
    shown = cut(view.edits, page)
    text = words.summary(
        view.kind,
        edits=len(view.edits),
        conflicts=len(view.conflicts),
        wrong=len(view.wrong),
        notes=view.notes if page == 0 else {},
        lines=[edit_line(context, view, edit) for edit in shown],
        settled=sum(edit.take is not None for edit in view.conflicts),
        draft=view.home == "draft",
        state=view.state.value,
    )
    turn = pager(page, len(view.edits), lambda to: ShowReturn(view.id, to))
    home = HOMES[view.home](view.subject_id)
    await context.show(Screen(text, [*_acts(view), turn, *_last(view), bottom(home)]))


def _acts(view: ReturnView) -> list[Row]:
    if view.state is ReturnState.APPLIED:
        return [[(shared.UNDO, UndoReturn(view.id))]]
    if view.state is not ReturnState.PROPOSED:
        return []
    rows: list[Row] = []
    if view.ready:
        new = sum(edit.take is not False for edit in view.new_rows)
        caption = words.apply_caption(view.ready, new)
        rows.append([(caption, ApplyReturn(view.id))])
    beside: list[tuple[str, Button]] = []
    if view.conflicts:
        caption = words.conflicts_caption(len(view.conflicts))
        beside.append((caption, ShowConflict(view.id, 0)))
    if view.wrong:
        caption = words.wrong_caption(len(view.wrong))
        beside.append((caption, ShowWrong(view.id, 0)))
    return [*rows, beside, _new_rows(view)]


def _new_rows(view: ReturnView) -> Row:
    """Whoever wrote them for himself leaves them out of the plan."""
    found = view.new_rows
    taken = any(edit.take is not False for edit in found)
    caption = words.without_rows(len(found)) if taken else words.with_rows(len(found))
    return [(caption, TakeRows(view.id, take=not taken))] if found else []


def _last(view: ReturnView) -> list[Row]:
    if view.state is not ReturnState.PROPOSED:
        return []
    if view.ready:
        return [[(words.DROP, DropReturn(view.id))]]
    if view.before is not None and not (view.edits or view.conflicts):
        return [[(shared.BEFORE, ShowReturn(view.before, 0))]]
    return []


def edit_line(context: Context, view: ReturnView, edit: Edit) -> str:
    """An edit as a line of the difference (HTML)."""
    if edit.column == words.ROW:
        return words.new_row(
            edit.label, *_row_said(context, view, edit.wanted), left_out=edit.take is False
        )
    before, after = said(context, view, edit, edit.present), said(context, view, edit, edit.wanted)
    return words.edit_line(edit.label, edit.column, before, after)


def said(context: Context, view: ReturnView, edit: Edit, state: State) -> str:
    """A value of a cell in words, plain."""
    return _SAID.get(edit.column, _answer)(context, view, state)


def _row_said(context: Context, view: ReturnView, state: State) -> tuple[str, str, str]:
    """The stage, the term and the people of a row to be added."""
    term = _term(context, view, state["term"]) if state["term"] else ""
    owner = _owner(context, view, state["owner"]) if state["owner"] else ""
    return state["stage"], term, owner


def _term(context: Context, _: ReturnView, state: State) -> str:
    term = term_rule.decoded(state)
    today = context.actor.today
    return row_words.term(term.kind, term.spans, term.rule, today, decided=term.decided)


def _owner(context: Context, view: ReturnView, state: State) -> str:
    names = [context.call(view.names[id_]) for id_ in state["ids"] if id_ in view.names]
    return cell_words.owners(names, state["each"])


def _status(_: Context, __: ReturnView, state: State) -> str:
    return cell_words.status(Status(state["status"]).value)


def _note(_: Context, __: ReturnView, state: State) -> str:
    return cell_words.note(state)


def _mark(_: Context, __: ReturnView, state: State) -> str:
    return cell_words.note(programme_words.mark(state).lower())


def _day(context: Context, _: ReturnView, state: State) -> str:
    return cell_words.day(date.fromisoformat(state) if state else None, context.actor.today)


def _papers(_: Context, __: ReturnView, state: Sequence[Any]) -> str:
    return cell_words.papers(
        [(title, url, date.fromisoformat(day) if day else None) for title, url, day in state]
    )


def _person_name(context: Context, _: ReturnView, state: State) -> str:
    return context.call(Named(0, state["name"], state["pupil"]))


def _plain(_: Context, __: ReturnView, state: State) -> str:
    return cell_words.note(state)


def _areas(_: Context, __: ReturnView, state: State) -> str:
    names = named()
    found = {names.get(key, key): level for key, level in (state or {}).items()}
    return cell_words.note(bank_words.areas(found))


def _number(_: Context, __: ReturnView, state: State) -> str:
    return cell_words.note("" if state is None else str(state))


def _answer(_: Context, __: ReturnView, state: State) -> str:
    """Of a question on a sheet of paper."""
    return cell_words.note(state["say"] if state else "")


_SAID: dict[str, Callable[[Context, ReturnView, State], str]] = {
    "term": _term,
    "owner": _owner,
    "status": _status,
    "note": _note,
    "actual": _note,
    "mark": _mark,
    "fact_date": _day,
    "evidence": _papers,
    "person_name": _person_name,
    "person_post": _plain,
    "person_class": _plain,
    "person_born": _day,
    "bank_areas": _areas,
    "bank_forms": lambda _, __, state: cell_words.note(bank_words.forms(state)),
    "bank_kinds": lambda _, __, state: cell_words.note(bank_words.kinds(state)),
    "bank_capacity": _number,
    "bank_hours": _number,
    "bank_times": _plain,
    "bank_mark": _number,
    "bank_day": _day,
    "paper_day": _day,
}
