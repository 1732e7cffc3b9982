"""The table of answers from paper that comes back: of a campaign, or outside of one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, QuestionnaireVersion, Response
from domain.named import Named
from domain.survey import Key, Kind, Question, numbering
from services import people
from services.actor import Actor
from services.errors import Refusal
from services.roundtrip import paper_rows, paper_rules
from services.roundtrip.model import (
    Act,
    Additions,
    Applied,
    Line,
    Misread,
    Rule,
    State,
    Touched,
    Wanted,
    Wording,
)
from services.roundtrip.model import (
    Kind as SheetKind,
)
from services.roundtrip.paper_entering import WHOLE, Entering, take_back
from services.roundtrip.paper_rows import UNTABLED, PaperRow
from services.roundtrip.paper_rules import AnswerRule, MatrixRule, SheetDayRule
from services.surveys import banked, papers, versions
from services.surveys.slots import Slot

CODE, DAY = "paper_code", "paper_day"


def where_of(subject_id: int) -> tuple[int, int | None]:
    """The version and the campaign of a sheet's subject: a campaign knows its version."""
    return (0, subject_id) if subject_id > 0 else (-subject_id, None)


def subject_of(version_id: int, campaign_id: int | None) -> int:
    return campaign_id or -version_id


class PaperTable:
    home = "paper"
    additions: Additions | None = None

    def __init__(self, session: Session, actor: Actor, subject_id: int, wording: Wording) -> None:
        self._session, self._actor, self._wording = session, actor, wording
        version_id, campaign_id = where_of(subject_id)
        self.asked = papers.asked(session, actor, version_id, campaign_id)
        self.here = versions.here(session, self.asked)
        found = paper_rows.rows(session, actor, self.here, version_id, campaign_id)
        self.rows = {row.id: row for row in found}
        asks = {each.key for each in self.here.questions}
        self._columns = {
            key: of for key, of in _columns(self.asked.questions) if of[0].key in asks
        }
        self._names = self._called(found)
        self.rules: dict[str, Rule] = {DAY: SheetDayRule(actor.today)}
        self.rules |= {key: self._rule(*of) for key, of in self._columns.items()}
        self.lines: dict[int, Line] = {
            row.id: Line(self._label(row), self._states(row)) for row in found
        }

    def told(self, column: str) -> str:
        """A column as texts call it."""
        return numbering.told(self.asked, self.here, column)

    def _called(self, found: Sequence[PaperRow]) -> dict[int, Named]:
        """Of people whom answers name."""
        of = {each.key for each in self.asked.questions if each.kind is Kind.PERSON}
        ids = {
            reply.value
            for row in found
            for (key, _), reply in row.replies.items()
            if key in of and isinstance(reply.value, int)
        }
        return people.named(self._session, ids)

    def _call(self, person_id: int) -> str:
        found = self._names.get(person_id)
        return self._wording.name(found) if found is not None else ""

    def _rule(self, question: Question, row: int | None) -> Rule:
        if row is not None:
            return MatrixRule(question, self.rows)
        offered: list[tuple[Named, str]] = []
        if question.kind is Kind.PERSON:
            place = self._actor.organisation_id
            some = banked.offered(self._session, place, question, self._actor.at)
            offered = [(one, self._wording.name(one)) for one in some]
            self._names |= {one.id: one for one in some}
        return AnswerRule(question, self.rows, self._actor.today, offered, self._call)

    def _label(self, row: PaperRow) -> str:
        named = (row.sheet.who, row.sheet.about, row.each)
        return " · ".join(self._wording.chat(each) for each in named if each is not None)

    def _states(self, row: PaperRow) -> dict[str, State]:
        states: dict[str, State] = {DAY: row.day.isoformat() if row.day else None}
        for key, (question, at) in self._columns.items():
            reply = row.reply(question) if row.holds(question) else None
            states[key] = (
                paper_rules.state(question, reply, self._call) if at is None
                else paper_rules.row_of(question, reply, question.rows[at])
            )  # fmt: skip
        return states

    def elsewhere(self, row: PaperRow) -> list[str]:
        """Columns of questions that are answered in another row of the sheet."""
        found = [key for key, (question, _) in self._columns.items() if not row.holds(question)]
        return found if row.first else [DAY, *found]

    def check(self, row_id: int, wanted: Mapping[str, State]) -> Mapping[str, Misread]:
        if DAY not in wanted:
            return {}
        if not self.rows[row_id].first:
            return {DAY: Misread("paper_day_first")}
        return {}

    def changed(self, row_ids: Sequence[int], since: datetime) -> dict[int, Touched]:
        by_response = defaultdict(list)
        for row_id in row_ids:
            by_response[self.rows[row_id].sheet.response_id or 0].append(row_id)
        found = self._session.scalars(
            select(Response).where(Response.id.in_(by_response), Response.touched_at > since)
        )
        return {
            row_id: Touched(each.entered_by, each.touched_at.astimezone(self._actor.zone).date())
            for each in found
            if each.touched_at is not None
            for row_id in by_response[each.id]
        }

    def apply(self, edits: Mapping[int, Mapping[str, Wanted]]) -> Applied:
        acts: list[Act] = []
        failed: list[tuple[int, str, str]] = []
        notes: list[tuple[int, str, str]] = []
        by_sheet: defaultdict[Slot, list[int]] = defaultdict(list)
        for row_id in edits:
            by_sheet[self.rows[row_id].sheet.slot].append(row_id)
        for ids in by_sheet.values():
            cells = [(row_id, key) for row_id in ids for key in edits[row_id]]
            wants, days = self._wants(cells, edits)
            entering = Entering(self._session, self._actor, self.rows[ids[0]].sheet, wants)
            try:
                with self._session.begin_nested():
                    act = entering.run(date.fromisoformat(days[0]) if days else None)
                acts.append({"row": ids[0], **act})
            except Refusal as refusal:
                failed += [(row_id, key, refusal.key) for row_id, key in cells]
                continue
            for row_id, key in cells:
                if key != DAY and (why := entering.refused.get(self._key(row_id, key))):
                    failed.append((row_id, key, why))
            notes += self._notes(ids[0], entering)
        return Applied(tuple(acts), tuple(failed), tuple(notes))

    def _notes(self, row_id: int, entering: Entering) -> list[tuple[int, str, str]]:
        """What a sheet lacks: the first question that keeps it from being sent, and rows."""
        mine = {
            row.of: row.id for row in self.rows.values()
            if row.sheet.slot == self.rows[row_id].sheet.slot
        }  # fmt: skip
        columns = {(of.key, at): key for key, (of, at) in self._columns.items()}
        found = []
        for (question, about), row in entering.blank:
            rows = [each.key for each in self.asked.question(question).rows]
            at = columns[question, rows.index(row)]
            found.append((mine.get(about, row_id), at, "paper_row_blank"))
        places = {question.key: at for at, question in enumerate(self.asked.questions, 1)}
        for question, about in entering.open[:1]:
            at = numbering.column(places[question])
            found.append((mine.get(about, row_id), at, "paper_not_sent"))
        return found

    def _wants(
        self, cells: Sequence[tuple[int, str]], edits: Mapping[int, Mapping[str, Wanted]]
    ) -> tuple[dict[Key, dict[str, State]], list[State]]:
        """What is wanted of one sheet, and the days that stand on it."""
        wants: defaultdict[Key, dict[str, State]] = defaultdict(dict)
        days: list[State] = []
        for row_id, key in cells:
            wanted = edits[row_id][key].state
            if key == DAY:
                days.append(wanted)
                continue
            question, at = self._columns[key]
            part = WHOLE if at is None else question.rows[at].key
            wants[self._key(row_id, key)][part] = wanted
        return dict(wants), days

    def _key(self, row_id: int, key: str) -> Key:
        question, _ = self._columns[key]
        return question.key, self.rows[row_id].of if question.each_mentee else 0


def _columns(questions: Sequence[Question]) -> list[tuple[str, tuple[Question, int | None]]]:
    """Columns in order, with the question and the place of the row of a matrix."""
    found: list[tuple[str, tuple[Question, int | None]]] = []
    for place, question in enumerate(questions, 1):
        if question.kind in UNTABLED:
            continue
        if question.kind is Kind.MATRIX:
            rows = range(len(question.rows))
            found += [(numbering.column(place, at + 1), (question, at)) for at in rows]
        else:
            found.append((numbering.column(place), (question, None)))
    return found


def open_paper(session: Session, actor: Actor, subject_id: int, wording: Wording) -> PaperTable:
    """Raises Refusal("gone" | "forbidden" | "survey_closed" | "survey_paper_anonymous")."""
    return PaperTable(session, actor, subject_id, wording)


def undo(
    session: Session, actor: Actor, subject_id: int, acts: Sequence[Act]
) -> list[tuple[Act, str]]:
    stayed = ((act, take_back(session, actor, act)) for act in acts)
    return [(act, key) for act, key in stayed if key is not None]


def _stamp(session: Session, subject_id: int) -> str | None:
    version_id, campaign_id = where_of(subject_id)
    row: Campaign | QuestionnaireVersion | None
    if campaign_id is not None:
        row = session.get(Campaign, campaign_id)
    else:
        row = session.get(QuestionnaireVersion, version_id)
    return row.created_at.isoformat() if row is not None else None


KIND = SheetKind("paper", CODE, _stamp, open_paper, undo, PaperTable.told)
