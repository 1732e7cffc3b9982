"""Pairs in the weekly message: whom to help first, meetings held and confirmed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Prompt
from domain.digest import may_name
from domain.health import Standing
from domain.meeting_rules import COUNTED
from domain.named import Named
from domain.names import Style, render
from exports.health import (
    MeetingRow,
    MeetingRows,
    PairRow,
    PairRows,
    meetings_sheet,
    pairs_sheet,
)
from services import file_names
from services.digest.parts import Before, Change, Found, Reader, SheetOf, Todo, part
from services.health import loading, states
from services.health.asking import CHECK
from services.health.facts import Book, Met
from services.health.states import PairHealth
from services.meetings import ratings
from services.pairs.views import PairCard
from texts import meeting_ratings as words

URGENCY = 2
KEY = "pairs"
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PairsNeedHelp:
    """So many pairs; `worst`: the one to begin with, where it may be named."""

    count: int
    worst: PairCard | None


@dataclass(frozen=True, slots=True)
class PairsUnmarked:
    """So many pairs lack their first marks since they were entered as they were."""

    count: int


@part(30, KEY)
def pairs(session: Session, reader: Reader, before: Before | None) -> Found:
    """Names for the curator only, and of pairs in trouble by the digest's rule."""
    place = reader.organisation_id
    book = loading.load(session, place, reader.now)
    whole = states.of_book(session, book, place, reader.now)
    shown = [each.seen_by(reader.person_id) for each in whole]
    if not shown:
        return Found()
    need = sorted(
        (each for each in shown if each.health.standing is Standing.CHECK_IN),
        key=lambda each: (each.acted_on is not None, each.health.worst, each.id),
    )
    named = _nameable(session, need, book, reader) if reader.sees_names else set()
    waiting = [each for each in need if each.acted_on is None and not each.unmarked]
    found = Found()
    if waiting:
        worst = next((each.card for each in waiting if each.id in named), None)
        found.todos.append(Todo(URGENCY, PairsNeedHelp(len(waiting), worst)))
    if unmarked := sum(each.unmarked for each in shown):
        found.todos.append(Todo(URGENCY, PairsUnmarked(unmarked)))
    met = _met(shown, book, reader, before)
    if before is not None:
        kept = [each for _, each in met if each.kept]
        counts = {"met": len(kept), "confirmed": sum(each.verdict in COUNTED for each in kept)}
        found.changes = [Change(kind, count) for kind, count in counts.items() if count]
    found.sheets = [
        SheetOf(pairs_sheet, _pair_rows(session, shown, need, named, book, reader)),
        SheetOf(meetings_sheet, _meeting_rows(session, met, reader)),
    ]
    return found


def _nameable(
    session: Session, need: Sequence[PairHealth], book: Book, reader: Reader
) -> set[int]:
    """Pairs that were asked long enough ago, and those that spoke up themselves."""
    rows = session.execute(
        select(Prompt.subject_id, func.min(Prompt.asked_at).label("at"))
        .where(
            Prompt.kind == CHECK,
            Prompt.subject_id.in_([each.id for each in need]),
            Prompt.asked_at.is_not(None),
        )
        .group_by(Prompt.subject_id)
    )
    asked = {row.subject_id: row.at for row in rows}
    found: set[int] = set()
    for each in need:
        moment = asked.get(each.id)
        day = book.days.today(moment) if moment else each.asked_on if each.said else None
        spoke = any(reason.rule in states.SPOKEN for reason in each.health.reasons)
        if spoke or (day is not None and may_name(day, reader.today, book.days.staff)):
            found.add(each.id)
    return found


def _met(
    shown: Sequence[PairHealth], book: Book, reader: Reader, before: Before | None
) -> list[tuple[PairHealth, Met]]:
    """Meetings since the last message, or of the last week; the latest first."""
    first = before.day if before is not None else reader.today - _WEEK
    rows = [
        (each, met)
        for each in shown
        for met in book.met.get(each.id, ())
        if met.held and first <= met.day <= reader.today
    ]
    return sorted(rows, key=lambda row: (row[1].day, row[0].id), reverse=True)


def _pair_rows(
    session: Session, shown: Sequence[PairHealth], need: Sequence[PairHealth], named: set[int],
    book: Book, reader: Reader,
) -> PairRows:  # fmt: skip
    counts = Counter(each.health.standing for each in shown)
    if not reader.sees_names:
        return PairRows((), 0, dict(counts))
    rest = [each for each in shown if each.health.standing is not Standing.CHECK_IN]
    names = _names(session, shown, reader)
    open_ = [*(each for each in need if each.id in named), *rest]
    rows = [_pair_row(each, book.met.get(each.id, []), reader, names) for each in open_]
    return PairRows(tuple(rows), len(need) - len(named), dict(counts))


def _pair_row(
    each: PairHealth, met: Sequence[Met], reader: Reader, names: dict[int, Named]
) -> PairRow:
    kept = [one for one in met if one.kept and one.day <= reader.today]
    return PairRow(
        title=_title(each.card, reader, names),
        standing=each.health.standing,
        reasons=each.health.reasons,
        last=kept[-1].day if kept else None,
        held=len(kept),
        confirmed=sum(one.verdict in COUNTED for one in kept),
    )


def _ratings(session: Session, reader: Reader) -> tuple[str, ...]:
    """Averages of the school, as on the screen; nothing where too few have rated."""
    found = ratings.of_school(session, reader.organisation_id, reader.today)
    if found.total is None:
        return ()
    told = words.lines(found.total, found.forms, found.hidden, found.until)
    return (*told, words.RULE)


def _meeting_rows(
    session: Session, met: Sequence[tuple[PairHealth, Met]], reader: Reader
) -> MeetingRows:
    names = _names(session, [each for each, _ in met], reader)
    rows = [
        MeetingRow(one.day, _title(each.card, reader, names), one.verdict)
        for each, one in met
        if one.verdict is not None
    ]
    return MeetingRows(tuple(rows), reader.sees_names, _ratings(session, reader))


def _names(session: Session, shown: Sequence[PairHealth], reader: Reader) -> dict[int, Named]:
    ids = {i.id for each in shown for i in (*each.card.mentors, *each.card.mentees)}
    return file_names.names(session, ids, reader.now)


def _title(card: PairCard, reader: Reader, names: dict[int, Named]) -> str:
    if not reader.sees_names:
        return ""
    mentors, mentees = (", ".join(_name(names[one.id], reader) for one in side)
                        for side in (card.mentors, card.mentees))  # fmt: skip
    return f"{mentors} → {mentees}"


def _name(person: Named, reader: Reader) -> str:
    style = Style(reader.names_in_files)
    return render(person.name, style, pupil=person.pupil, code=person.id)
