"""The list of open questions as a table: what goes out, and what came back filled in."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.models import Roadmap
from domain.deadlines import Kind
from domain.named import Named
from domain.names import Style, render
from domain.search import key_of, search_key
from exports.decisions import DecisionRow
from imports.decisions import Decision, DecisionsAnswer
from imports.responsible import split
from services import people, responsibles
from services.actor import Actor
from services.assigning import give_row, row_meaning
from services.decisions import apply_term, typed
from services.draft_rows import Row, changing, draft, rows
from services.errors import Refusal
from services.people import PersonCard
from services.questions import open_questions
from services.responsibles import Guesser, Meaning, Phrase
from services.terms import Term


@dataclass(frozen=True, slots=True)
class SheetData:
    """Plain values for exports.decisions; names in the style of files are put in by the caller."""

    roadmap_id: int
    version: int
    title: str
    rows: tuple[DecisionRow, ...]
    people: tuple[PersonCard, ...]
    key: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a returned table. `unclear`: cells that nobody could understand, as typed."""

    roadmap_id: int
    terms: int
    owners: int
    kept: int  # answered in the chat since the table was made: left as they are
    unclear: tuple[str, ...]
    skipped: int  # rows that are not ours


def sheet(session: Session, actor: Actor, roadmap_id: int) -> SheetData:
    """The rows with open questions, or all rows where nothing is open."""
    roadmap = draft(session, actor, roadmap_id)
    every = rows(session, roadmap_id)
    asked = _asked(session, actor, roadmap, every)
    chosen = [row for row in every if row.item.id in asked] or every
    return SheetData(
        roadmap_id=roadmap.id,
        version=roadmap.version,
        key=draft_key(roadmap),
        title=roadmap.title,
        rows=tuple(_line(row) for row in chosen),
        people=tuple(
            card for card in people.staff(session, roadmap.organisation_id) if not card.named.pupil
        ),
    )


def _asked(session: Session, actor: Actor, roadmap: Roadmap, every: Sequence[Row]) -> set[int]:
    """Rows of which a question is open: no sure term, an unknown phrase, or nobody named."""
    found = open_questions(session, actor, roadmap.id)
    undated = {q.item_id for q in found if q.entry is None or q.entry < 0}
    unknown = {p.key for p in _phrases(session, roadmap, every) if p.meaning is None}
    return undated | {
        row.item.id
        for row in every
        if row.open and any(key_of(str(entry)) in unknown for entry in row.item.responsible)
    }


def _phrases(session: Session, roadmap: Roadmap, every: Sequence[Row]) -> list[Phrase]:
    return responsibles.phrases(session, roadmap, every)


def _line(row: Row) -> DecisionRow:
    item = row.item
    return DecisionRow(
        item_id=item.id,
        number=item.number or "",
        activity=item.title,
        term_written=item.deadline or "",
        term="",
        responsible_written=", ".join(map(str, item.responsible)),
        responsible="",
    )


def draft_key(roadmap: Roadmap) -> int:
    """Tells a draft from one that had the same id before it; fits a spreadsheet's number."""
    told = f"{roadmap.id} {roadmap.source_sha} {roadmap.created_at.isoformat()}"
    return int(hashlib.sha256(told.encode()).hexdigest()[:12], 16)


def take(session: Session, actor: Actor, answer: DecisionsAnswer, style: Style) -> Taken:
    """Apply a returned table.

    Raises Refusal("gone" | "forbidden" | "draft_launched" | "sheet_of_other").
    A table made before the last change only fills what is still open. `style`: how the table
    lists the people that can be chosen.
    """
    roadmap = changing(session, actor, answer.roadmap_id)
    if answer.key != draft_key(roadmap):
        raise Refusal("sheet_of_other")
    listed = _listed(session, roadmap.organisation_id, style)
    return _Taking(session, actor, roadmap, answer, listed).run()


def _listed(session: Session, organisation_id: int, style: Style) -> dict[str, int]:
    """People by the words that stand for them in the table; not those whom two share."""
    cards = [card.named for card in people.staff(session, organisation_id)]
    shown = [search_key(listed_name(one, style)) for one in cards]
    return {
        name: one.id
        for name, one in zip(shown, cards, strict=True)
        if shown.count(name) == 1 and not one.pupil
    }


def listed_name(person: Named, style: Style) -> str:
    """How the table names somebody."""
    return render(person.name, style, pupil=person.pupil, code=person.id)


class _Taking:
    def __init__(
        self,
        session: Session,
        actor: Actor,
        roadmap: Roadmap,
        answer: DecisionsAnswer,
        listed: dict[str, int],
    ) -> None:
        self._session = session
        self._listed = listed
        self._roadmap = roadmap
        self._answer = answer
        self._every = rows(session, roadmap.id)
        self._rows = {row.item.id: row for row in self._every}
        # `changing` has counted this very change already.
        self._outdated = answer.version != roadmap.version - 1
        self._open = _asked(session, actor, roadmap, self._every)
        self._guess = Guesser(session, roadmap.organisation_id)
        self._unclear: list[str] = []
        self._terms = self._owners = self._kept = 0

    def run(self) -> Taken:
        known = [one for one in self._answer.rows if one.item_id in self._rows]
        for decision in known:
            if decision.term is not None:
                self._term(self._rows[decision.item_id], decision.term)
        self._people([one for one in known if one.responsible is not None])
        self._session.flush()
        return Taken(
            roadmap_id=self._roadmap.id,
            terms=self._terms,
            owners=self._owners,
            kept=self._kept,
            unclear=tuple(dict.fromkeys(self._unclear)),
            skipped=self._answer.skipped + len(self._answer.rows) - len(known),
        )

    def _term(self, row: Row, written: str | date) -> None:
        if self._outdated and row.item.term_decided:
            self._kept += 1
            return
        try:
            term = self._meant(written)
        except Refusal:
            self._unclear.append(str(written))
            return
        apply_term(row, term)
        self._terms += 1

    def _meant(self, written: str | date) -> Term:
        if isinstance(written, date):
            return Term(Kind.DATES, ((None, written),))
        return typed(self._session, written, self._roadmap)

    def _people(self, decisions: Sequence[Decision]) -> None:
        """An answer that is the same wherever a phrase stands alone is remembered for it."""
        alone: dict[str, list[tuple[Row, Meaning]]] = {}
        for decision in decisions:
            row = self._rows[decision.item_id]
            meaning = self._named(row, str(decision.responsible))
            if meaning is not None:
                entries = {key_of(str(entry)) for entry in row.item.responsible}
                key = next(iter(entries)) if len(entries) == 1 else ""
                alone.setdefault(key, []).append((row, meaning))
        for key, answers in alone.items():
            self._give(key, answers)

    def _give(self, key: str, answers: list[tuple[Row, Meaning]]) -> None:
        self._owners += len(answers)
        place = self._roadmap.organisation_id
        if key and len({meaning for _, meaning in answers}) == 1:
            responsibles.remember(self._session, place, key, answers[0][1])
            return
        for row, meaning in answers:
            give_row(self._session, row.item, self._spelled_out(meaning))

    def _spelled_out(self, meaning: Meaning) -> Meaning:
        place = self._roadmap.organisation_id
        found = responsibles.carriers(self._session, place, meaning)
        ids = dict.fromkeys(id_ for carrier in found for id_ in carrier.person_ids)
        return Meaning(tuple(ids), each=meaning.each)

    def _named(self, row: Row, written: str) -> Meaning | None:
        if self._outdated and (row.item.id not in self._open or self._chosen(row)):
            self._kept += 1
            return None
        parts = [self._one(part) for part in split([written])]
        found = [part for part in parts if part is not None]
        if not found or len(found) < len(parts):
            self._unclear.append(written)
            return None
        if len(found) == 1:
            return found[0]
        ids = [id_ for part in found for id_ in self._spelled_out(part).person_ids]
        return Meaning(tuple(dict.fromkeys(ids)), each=any(part.each for part in found))

    def _chosen(self, row: Row) -> bool:
        return row_meaning(self._session, row.item) is not None

    def _one(self, written: str) -> Meaning | None:
        """A name of the list of people, a name with initials, a role or a post."""
        listed = self._listed.get(search_key(written))
        if listed is not None:
            return Meaning((listed,))
        return self._guess.exact(written) or self._guess.meaning(written)
