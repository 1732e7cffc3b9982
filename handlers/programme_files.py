"""A programme as a file: to be signed, to be counted."""

from dataclasses import replace

from domain.named import Named
from domain.names import Style, render
from domain.pairs import Side
from domain.programmes import HeadField
from domain.shown import Shown
from exports.names import file_name
from exports.programme import (
    ProgrammeData,
    ProgrammeRow,
    programme_docx,
    programme_xlsx,
    shown,
)
from exports.worker import in_worker
from handlers.buttons.nav import bottom
from handlers.buttons.programmes import Programme, ProgrammeDocx, ProgrammeXlsx
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.registry import on
from handlers.returned import wording
from services.programmes import paper
from services.programmes.paper import Facts, Party, PlanRow
from services.roundtrip import programme
from texts import exports as export_words
from texts import pair_names as pair_words
from texts import programme_card as card_words
from texts import programme_names
from texts import programme_paper as words

_OVER = frozenset({Shown.DONE, Shown.NA})


@on(ProgrammeDocx)
async def send_docx(context: Context, request: ProgrammeDocx) -> None:
    await _send(context, request.programme_id, word=True)


@on(ProgrammeXlsx)
async def send_xlsx(context: Context, request: ProgrammeXlsx) -> None:
    await _send(context, request.programme_id, word=False)


async def _send(context: Context, programme_id: int, *, word: bool) -> None:
    facts = await context.read(paper.facts, programme_id)
    data = _data(context, facts)
    if not word and await context.read(programme.may_return, programme_id):
        sent = {row.id: (row.title, shown(row)) for row in data.rows if row.id is not None}
        manifest = await context.write(programme.keep, programme_id, wording(context), sent)
        data = replace(data, manifest=manifest)
    await context.answer()
    await context.waiting("upload_document")
    made = await in_worker(programme_docx if word else programme_xlsx, data)
    today = context.actor.today
    name = file_name(
        words.NAME, facts.organisation, today, "docx" if word else "xlsx", which=data.pair
    )
    chat = [context.call(party.who) for party in facts.parties if party.side is Side.MENTOR]
    mentees = [context.call(party.who) for party in facts.parties if party.side is Side.MENTEE]
    done = sum(row.shown in _OVER for row in facts.rows)
    caption = words.caption(pair_words.title(chat, mentees), len(facts.rows), done)
    other = ProgrammeXlsx(programme_id) if word else ProgrammeDocx(programme_id)
    again: Row = [(words.EXCEL if word else words.WORD, other)]
    await context.send_file(
        made, name, caption, Screen("", [again, bottom(Programme(programme_id))])
    )


def _data(context: Context, facts: Facts) -> ProgrammeData:
    mentors = [_name(context, each.who) for each in facts.parties if each.side is Side.MENTOR]
    mentees = [_name(context, each.who) for each in facts.parties if each.side is Side.MENTEE]
    return ProgrammeData(
        organisation=facts.organisation,
        pair=pair_words.title(mentors, mentees, 5),
        day=context.actor.today,
        facts=_facts(context, facts),
        note=tuple((part, facts.head.part(part)) for part in HeadField),
        rows=tuple(_row(context, row) for row in facts.rows),
        signers=(
            *((words.MENTOR, name) for name in mentors),
            *((words.MENTEE, name) for name in mentees),
        ),
        agreement=words.agreement(
            [(_name(context, who), day, on_paper) for who, day, on_paper in facts.agreed],
            facts.confirmed,
            facts.mark,
        ),
    )


def _facts(context: Context, facts: Facts) -> tuple[tuple[str, str], ...]:
    model = pair_words.MODELS[facts.role_model] if facts.role_model else words.NOT_SET
    mentors = [each for each in facts.parties if each.side is Side.MENTOR]
    mentees = [each for each in facts.parties if each.side is Side.MENTEE]
    return (
        (words.FORM, pair_words.FORMS[facts.form]),
        (words.MODEL, model),
        (words.KIND, ", ".join(pair_words.KINDS[kind] for kind in facts.kinds)),
        (
            words.MENTORS if len(mentors) > 1 else words.MENTOR,
            "\n".join(_party(context, each) for each in mentors),
        ),
        (
            words.MENTEES if len(mentees) > 1 else words.MENTEE,
            "\n".join(_party(context, each) for each in mentees),
        ),
        (words.TERM, words.span(*facts.period)),
        (words.BASIS, words.order(*facts.order) if facts.order else words.NOT_SET),
    )


def _party(context: Context, party: Party) -> str:
    room = words.school_class(party.school_class) if party.school_class else ""
    return words.person(_name(context, party.who), party.post or room)


def _row(context: Context, row: PlanRow) -> ProgrammeRow:
    return ProgrammeRow(
        number=row.number,
        section=row.section,
        title=row.title,
        term=card_words.term_now(row.written, row.moved),
        result=row.result,
        actual=row.actual,
        mark=programme_names.mark(row.mark).lower(),
        who=", ".join(_name(context, who) for who in row.owners),
        status=export_words.STATUSES[row.shown.value],
        id=row.id,
    )


def _name(context: Context, person: Named) -> str:
    """Files of the school have everybody's name in full, where it allows that at all."""
    style = Style(context.around.names_in_files)
    pupil = person.pupil and style is not Style.FULL
    return render(person.name, style, pupil=pupil, code=person.id)
