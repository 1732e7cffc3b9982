"""From the view of a programme to its words and rows."""

from datetime import date

from domain.programmes import HeadField, Stage
from handlers.buttons.nav import bottom
from handlers.buttons.pairs import OpenPair
from handlers.buttons.programmes import (
    AgreeTo,
    ConfirmProgramme,
    DeleteProgramme,
    KeepProgramme,
    ProgrammeChanges,
    ProgrammeDocx,
    ProgrammeHead,
    ProgrammeLines,
    ProgrammeXlsx,
    PutProgramme,
    ReadProgramme,
    RemarkOn,
    SignedOnPaper,
    UndoShift,
)
from handlers.context import Context
from handlers.keyboards.build import Row, in_rows
from handlers.keyboards.items import lines as shown_lines
from handlers.pair_words import title
from handlers.registry import Button
from services.pairs.views import PairCard
from services.programmes.agreeing import Answer
from services.programmes.begin import Wording
from services.programmes.view import ProgrammeView
from texts import on_paper, programme_names
from texts import programme_agreeing as agreeing_words
from texts import programme_bank as bank_words
from texts import programme_card as card_words
from texts import programme_text as text_words

Way = tuple[str, Button]
WORDING = Wording(programme_names.title, programme_names.term)
DRAFTS = (Stage.WRITING, Stage.PUT)


def called(context: Context, card: PairCard) -> str:
    return title(context, card)


def card_text(context: Context, view: ProgrammeView) -> str:
    next_ = shown_lines([view.next], 0, context.call)[0][0] if view.next is not None else None
    asked = view.put_on is not None
    return card_words.card(
        card_words.Card(
            pair=called(context, view.pair),
            stage=view.stage,
            starts=view.period[0],
            ends=view.period[1],
            goal=view.head.goal,
            lines=view.lines,
            progress=view.progress,
            next=next_,
            answers=[
                _said(context, each)
                for each in view.answers
                if asked and (each.agreed is not None or view.confirmed is None)
            ],
            confirmed=_confirmed(context, view),
            changed=view.changed,
            shift=(view.shift.lines, view.shift.days) if view.shift else None,
            empty=[part for part in HeadField if not view.head.part(part)],
            today=context.actor.today,
        )
    )


def _confirmed(context: Context, view: ProgrammeView) -> tuple[str, date] | None:
    if view.confirmed is None:
        return None
    who, on = view.confirmed
    return (context.call(who) if who else ""), on


def _said(context: Context, answer: Answer) -> card_words.Said:
    zone = context.actor.zone
    return card_words.Said(
        name=context.call(answer.who),
        agreed=answer.agreed,
        words=answer.words,
        on=answer.at.astimezone(zone).date() if answer.at else None,
        paper=_paper(context, answer),
    )


def _paper(context: Context, answer: Answer) -> str:
    if answer.signed_on is None:
        return ""
    by = context.call(answer.entered_by) if answer.entered_by else ""
    return on_paper.stamp(answer.signed_on, by, context.actor.today)


def card_rows(view: ProgrammeView) -> list[Row]:
    """The likely act alone, then the text and the plan, then papers and the rest."""
    first = _likely(view)
    others = [*_answering(view), *_writing(view), *_looking(view), *_files(view), *_rest(view)]
    rows: list[Row] = [[way] for way in first[:1]]
    return [*rows, *in_rows([*first[1:], *others], 2), bottom(OpenPair(view.pair.id))]


def _likely(view: ProgrammeView) -> list[Way]:
    there = view.id
    found: list[Way] = []
    if view.mark:
        found.append((agreeing_words.AGREE, AgreeTo(there, view.mark)))
    if view.may_put:
        caption = card_words.PUT if view.stage in DRAFTS else card_words.PUT_CHANGES
        found.append((caption, PutProgramme(there)))
    if view.stage is Stage.RUNNING:
        found.append((text_words.LINES, ProgrammeLines(there, 0)))
    if not found and view.may_write and view.stage in DRAFTS:
        found.append((card_words.WRITE_HEAD, ProgrammeHead(there)))
    return found


def _answering(view: ProgrammeView) -> list[Way]:
    there = view.id
    found: list[Way] = []
    if view.mark:
        found.append((card_words.REMARK, RemarkOn(there)))
    if view.papers:
        found.append((card_words.PAPERS, SignedOnPaper(there)))
    if view.may_confirm:
        found.append((card_words.CONFIRM, ConfirmProgramme(there)))
    return found


def _writing(view: ProgrammeView) -> list[Way]:
    there = view.id
    found: list[Way] = []
    if view.may_write and _likely(view)[:1] != [(card_words.WRITE_HEAD, ProgrammeHead(there))]:
        found.append((card_words.WRITE_HEAD, ProgrammeHead(there)))
    if view.stage is not Stage.RUNNING:
        found.append((text_words.LINES, ProgrammeLines(there, 0)))
    return found


def _looking(view: ProgrammeView) -> list[Way]:
    found: list[Way] = [(card_words.READ, ReadProgramme(view.id, 0))]
    if view.stage not in DRAFTS:
        found.append((card_words.CHANGES, ProgrammeChanges(view.id, 0)))
    if view.shift is not None:
        found.append((agreeing_words.UNDO_SHIFT, UndoShift(view.id)))
    return found


def _files(view: ProgrammeView) -> list[Way]:
    return [(card_words.DOCX, ProgrammeDocx(view.id)), (card_words.XLSX, ProgrammeXlsx(view.id))]


def _rest(view: ProgrammeView) -> list[Way]:
    found: list[Way] = []
    if view.may_write and view.lines:
        found.append((bank_words.KEEP, KeepProgramme(view.id)))
    if view.may_write and view.stage in DRAFTS:
        found.append((card_words.DELETE, DeleteProgramme(view.id)))
    return found
