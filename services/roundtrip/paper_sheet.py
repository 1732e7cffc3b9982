"""The table of answers from paper on its way out."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.returning import Manifest
from domain.survey import Questionnaire
from exports.questionnaire_answers import PaperLine
from services import audit
from services.actor import Actor
from services.roundtrip import paper, sending
from services.roundtrip.model import State, Wording
from services.roundtrip.paper import DAY, PaperTable
from services.roundtrip.paper_rows import PaperRow
from texts import questionnaire_papers as words


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """`here`: what of it is asked in this installation."""

    asked: Questionnaire
    here: Questionnaire
    title: str
    lines: tuple[PaperLine, ...]
    sheets: int
    manifest: Manifest


def send(
    session: Session, actor: Actor, version_id: int, campaign_id: int | None, wording: Wording
) -> PaperSheet:
    """All sheets that the actor may enter. Raises Refusal as services.surveys.papers.sheets."""
    subject, place = paper.subject_of(version_id, campaign_id), actor.organisation_id
    table = paper.open_paper(session, actor, subject, wording)
    lines = [_line(table, row, wording) for row in table.rows.values()]
    rows = {line.id: sending.row_of(line.code, table.lines[line.id], line.cells) for line in lines}
    manifest = sending.keep(session, actor, paper.KIND, subject, place, rows)
    first = next(iter(table.rows.values()), None)
    title = first.sheet.where.title if first is not None else table.asked.title
    audit.record(session, actor, "export_paper", f"organisation:{place}", place)
    sheets = sum(row.first for row in table.rows.values())
    return PaperSheet(table.asked, table.here, title, tuple(lines), sheets, manifest)


def _line(table: PaperTable, row: PaperRow, wording: Wording) -> PaperLine:
    states = table.lines[row.id].states
    cells = {key: _shown(key, found) for key, found in states.items()}
    for key in table.elsewhere(row):
        cells[key] = words.NOT_HERE
    sheet = row.sheet
    return PaperLine(
        row.id, row.code, wording.name(sheet.who),
        wording.name(sheet.about) if sheet.about else "",
        wording.name(row.each) if row.each else "", row.day, cells,
    )  # fmt: skip


def _shown(key: str, found: State) -> str:
    if found is None:
        return ""
    if key == DAY:
        year, month, day = str(found).split("-")
        return f"{day}.{month}.{year}"
    return str(found["say"])
