"""The statement of what was planned and what was done: for the head, the founder, the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.ownfiles import OwnFile
from domain.planfact import Fact, Summary
from domain.progress import Progress
from exports.docx.paper import (
    Block,
    Cell,
    Column,
    Line,
    Numbered,
    Paper,
    Signature,
    Table,
    Text,
    cell,
)
from texts import statement as words


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A piece of work with its facts of the period; `heading`: a row that has steps below it.

    `written`: the term in the words of the document. `status`: what it shows where no fact says
    more.
    """

    section: str
    stage: str
    number: str
    title: str
    written: str
    owner: str
    status: str
    proof: tuple[str, ...]
    facts: tuple[Fact, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Late:
    """Something overdue; `reason`: the notes of it, empty where nobody has written any."""

    number: str
    title: str
    due: date
    days: int
    owner: str
    reason: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What the statement is about and founded on; `approval`: lines of the stamp."""

    organisation: str
    title: str
    approval: tuple[str, ...]
    launched: date


@dataclass(frozen=True, slots=True)
class StatementData:
    """`progress`: the whole roadmap as of the day; `summary`: the period; `whole`: it has all
    rows; `unproved`: how many of the rows shown are done without evidence."""

    basis: Basis
    first: date
    last: date
    as_of: date
    made: date
    post: str
    name: str
    progress: Progress
    summary: Summary
    rows: tuple[StatementRow, ...]
    late: tuple[Late, ...]
    unproved: int
    whole: bool


def statement(data: StatementData) -> bytes:
    """The statement as .docx bytes; give it to exports.worker.in_worker."""
    from exports.docx import build  # the library is heavy, and only the worker needs it

    return build.render(statement_paper(data))


def statement_paper(data: StatementData) -> Paper:
    return Paper(
        title=words.statement_title(data.basis.title),
        made=data.made,
        blocks=tuple(_blocks(data)),
        landscape=True,
        own=OwnFile.STATEMENT,
    )


def _blocks(data: StatementData) -> Iterator[Block]:
    basis = data.basis
    yield Text(basis.organisation, "center")
    yield Text(words.STATEMENT_HEAD, "center", bold=True)
    yield Text(basis.title, "center", with_next=True)
    yield Text(words.period(data.first, data.last))
    yield Text(words.as_of(data.as_of))
    yield Text(words.purpose())
    yield Text(words.basis(basis.approval, basis.launched))
    yield _caption(words.TOTALS)
    yield Text(words.standing(data.progress, data.as_of))
    yield Text(words.of_period(data.summary))
    yield _caption(words.PLAN_FACT if data.whole else words.PLAN_FACT_OF_PERIOD)
    yield _table(data) if data.rows else Text(words.NO_ROWS)
    yield _caption(words.LATE)
    if data.late:
        yield Numbered(tuple(words.late(*_told(one)) for one in data.late))
    else:
        yield Text(words.NOTHING_LATE)
    yield _caption(words.CONCLUSIONS)
    yield Numbered(tuple(_conclusions(data)))
    yield Signature(data.post, data.name, words.EMPTY_DATE)


def _caption(text: str) -> Text:
    return Text(text, "left", bold=True, with_next=True)


def _told(late: Late) -> tuple[str, str, date, int, str, str]:
    return late.number, late.title, late.due, late.days, late.owner, late.reason


def _table(data: StatementData) -> Table:
    columns = (
        Column(words.NUMBER, 11, "center"),
        Column(words.ACTIVITY),
        Column(words.TERM, 28),
        Column(words.OWNER, 30, weight=0.7),
        Column(words.FACT, 25, "center"),
        Column(words.PROOF, 30, weight=0.5),
        Column(words.DELAY, 25, "center"),
    )
    return Table(columns, tuple(_lines(data)))


def _lines(data: StatementData) -> Iterator[Line]:
    above: StatementRow | None = None
    for row in data.rows:
        new = above is None or row.section != above.section
        if row.section and new:
            yield Line((cell(row.section),), "section")
        if row.stage and row.stage != row.title and (new or row.stage != (above and above.stage)):
            yield Line((cell(row.stage),), "stage")
        yield from _facts(row, data.as_of)
        above = row


def _facts(row: StatementRow, day: date) -> Iterator[Line]:
    """A line for every term, so that plan and fact stand side by side."""
    for at, fact in enumerate(row.facts or (None,)):
        told = ("", "", "") if fact is None else _told_of(fact, row, day)
        plan, done, delay = map(cell, told)
        yield Line(
            (
                cell(row.number, joined=at > 0),
                cell(row.title, bold=row.heading, joined=at > 0),
                plan,
                cell(row.owner, joined=at > 0),
                done,
                Cell(row.proof, joined=at > 0),
                delay,
            )
        )


def _told_of(fact: Fact, row: StatementRow, day: date) -> tuple[str, str, str]:
    plan = words.planned(fact.starts, fact.due, row.written)
    return plan, _fact(fact, row, day), words.delay(fact.late(day))


def _fact(fact: Fact, row: StatementRow, day: date) -> str:
    """The day, how many have done it, or what it shows instead."""
    if fact.done:
        return words.done_on(fact.on)
    if fact.total > 1:
        return words.part(fact.closed, fact.total)
    return words.NOT_DONE if fact.late(day) is not None else row.status


def _conclusions(data: StatementData) -> Iterator[str]:
    """Plain words made of the numbers; a person may rewrite them."""
    yield words.share_done(data.progress)
    if data.summary.due:
        yield words.in_time(data.summary)
    if data.late:
        worst = max(data.late, key=lambda one: one.days)
        yield words.worst(worst.number, worst.title, worst.days, len(data.late))
    if data.unproved:
        yield words.unproved(data.unproved)
    if data.progress.done < data.progress.total:
        yield words.ahead(data.progress)
