"""Rows of a table of pairs matched with the people and pairs of a school."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.models import Person
from domain.pair_forms import Who, guess, usual_kinds, usual_term
from domain.pair_papers import PaperKind
from domain.pairs import OF_PUPILS, Form
from domain.same_person import Somebody
from domain.search import search_key
from imports.pair_list import MeetingLine, Numbered, PairLine, PairList
from services import people
from services.actor import Actor
from services.pairs import import_papers
from services.pairs.enter import open_pair
from services.pairs.import_model import Fault, Line, Past, Someone
from services.roster.matching import Known, known_of


def read(
    session: Session, actor: Actor, place: int, table: PairList
) -> tuple[list[Line], list[Past]]:
    """What the rows mean now; nothing is written."""
    known = known_of(session, place)
    lines = list(_once([_line(session, actor, known, each) for each in table.pairs]))
    return lines, [_past(session, actor, known, lines, each) for each in table.meetings]


def _line(session: Session, actor: Actor, known: Known, row: PairLine) -> Line:
    faults: list[Fault] = []
    mentors = _people(known, row.mentors, faults)
    mentees = _people(known, row.mentees, faults)
    if not row.mentors:
        faults.append(Fault("no_mentor"))
    if not row.mentees:
        faults.append(Fault("no_mentee"))
    names = {search_key(name) for name in row.mentors} & {search_key(n) for n in row.mentees}
    if names:
        faults.append(Fault("self"))
    starts, ends = _term(actor, row)
    if ends is not None and ends < starts:
        faults.append(Fault("term_order"))
    form = row.form or _guessed(session, actor, mentors, mentees)
    papers, there = tuple(_papers(row)), _there(session, mentors, mentees)
    ids = [each.id for each in mentors if each.id is not None]
    return Line(
        at=row.at,
        mentors=mentors,
        mentees=mentees,
        form=form,
        kinds=row.kinds or tuple(usual_kinds(len(mentees))),
        starts=starts,
        ends=ends,
        goal=row.goal,
        papers=papers,
        held=row.held,
        faults=tuple(faults),
        doubts=row.unclear,
        known=there,
        fills=len(import_papers.missing(session, actor, there, papers, ids)) if there else 0,
    )


def _people(known: Known, names: Sequence[str], faults: list[Fault]) -> tuple[Someone, ...]:
    found: list[Someone] = []
    for name in names:
        meant = _meant(known, name)
        if len(meant) > 1:
            faults.append(Fault("several", name))
        if len(name.split()) < 2 and not meant:
            faults.append(Fault("short", name))
        found.append(Someone(name, meant[0] if len(meant) == 1 else None))
    return tuple(found)


def _meant(known: Known, name: str) -> list[int]:
    """Whether a name of the table is an adult's or a pupil's is not said there."""
    adults, pupils = known.like(Somebody(name)), known.like(Somebody(name, pupil=True))
    sure, maybe = ({*one, *other} for one, other in zip(adults, pupils, strict=True))
    return sorted(sure or maybe)


def _term(actor: Actor, row: PairLine) -> tuple[date, date | None]:
    """What the row does not say is this school year's."""
    first, last = usual_term(actor.today)
    if row.starts is not None:
        return row.starts, row.ends or (last if row.starts <= last else None)
    return (min(first, row.ends), row.ends) if row.ends else (first, last)


def _guessed(
    session: Session, actor: Actor, mentors: Sequence[Someone], mentees: Sequence[Someone]
) -> Form:
    def pupil(people: Sequence[Someone]) -> bool:
        rows = (session.get(Person, each.id) for each in people if each.id is not None)
        return any(row is not None and row.is_pupil for row in rows)

    heads = set(people.heads(session, actor.organisation_id))
    leads = any(each.id in heads for each in mentors)
    return guess(Who(pupil=pupil(mentors), leads=leads), Who(pupil=pupil(mentees)))


def _papers(row: PairLine) -> Iterator[dict[str, Any]]:
    """What the school has is kept, asked for or not."""
    if row.order:
        yield _paper(PaperKind.ORDER, row.order)
    if row.consent:
        yield _paper(PaperKind.CONSENT, row.consent)
    if row.agreement or row.paid is not None:
        yield {
            **_paper(PaperKind.AGREEMENT, row.agreement), "paid": row.paid, "pay": row.pay[:300],
        }  # fmt: skip


def _paper(kind: PaperKind, found: Numbered) -> dict[str, Any]:
    day = found.day.isoformat() if found.day else None
    return {"kind": kind.value, "number": found.number[:64], "signed_on": day}


def _there(session: Session, mentors: Sequence[Someone], mentees: Sequence[Someone]) -> int | None:
    for one in mentors:
        for other in mentees:
            if one.id is not None and other.id is not None:
                found = open_pair(session, one.id, other.id)
                if found is not None:
                    return found
    return None


def _once(lines: Sequence[Line]) -> Iterator[Line]:
    """The second of two rows that name the same people is a mistake."""
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        pairs = [
            (search_key(one.name), search_key(other.name))
            for one in line.mentors
            for other in line.mentees
        ]
        first = next((seen[each] for each in pairs if each in seen), None)
        if first is not None:
            yield replace(line, faults=(*line.faults, Fault("twice", str(first))))
            continue
        seen.update(dict.fromkeys(pairs, line.at))
        yield line


def _past(
    session: Session, actor: Actor, known: Known, lines: Sequence[Line], row: MeetingLine
) -> Past:
    past = Past(row.at, row.day, row.kind, row.topic[:500])
    if row.day is None:
        return replace(past, faults=(Fault("day"),))
    if row.day > actor.today:
        return replace(past, faults=(Fault("day_ahead"),))
    one, other = search_key(row.mentor), search_key(row.mentee)
    for line in lines:
        if _names(line.mentors, one) and (not other or _names(line.mentees, other)):
            if line.known is not None:
                return replace(past, pair_id=line.known)
            return replace(past, pair_at=line.at)
    mine = _people(known, [row.mentor], [])
    theirs = _people(known, [row.mentee], [])
    there = _there(session, mine, theirs)
    if there is None:
        return replace(past, faults=(Fault("no_pair", f"{row.mentor} → {row.mentee}"),))
    return replace(past, pair_id=there)


def _names(people: Sequence[Someone], key: str) -> bool:
    return any(search_key(each.name) == key for each in people)


def pupils_side(form: Form) -> tuple[bool, bool]:
    """Whether new people on the side of mentors and of mentees are pupils."""
    return form is Form.PUPIL_PUPIL, form in OF_PUPILS
