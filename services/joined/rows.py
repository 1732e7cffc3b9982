"""All that points to one record of a person made to point to another: in every table that there
is, so that a new one is not forgotten."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from db.models import Absence, Base, Guardian, MeetingMark, Pair, PairMember, Person, Prompt
from services import consent_prompts, family, parenting
from services.joined import answers, stored

# Prompts whose subject is a person.
_OF_PERSON = (
    consent_prompts.COMING, consent_prompts.LAPSED, family.ASKED, parenting.PAPER_DUE,
)  # fmt: skip


def pointers() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column of the database that holds a person's id."""
    person = Base.metadata.tables[Person.__tablename__]
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table is person for key in column.foreign_keys):
                yield table, column


def are_two(session: Session, one: int, other: int) -> bool:
    """Whether something shows that these are two people: they stand in one pair at a time, were
    at one meeting, or one is the parent of the other."""
    both = (one, other)
    family = exists().where(Guardian.person_id.in_(both), Guardian.child_id.in_(both))
    signs = (_one_pair(one, other), _one_meeting(one, other), family)
    return any(session.scalar(select(each)) for each in signs)


def _one_pair(one: int, other: int) -> Any:
    mine, theirs = aliased(PairMember), aliased(PairMember)
    together = and_(
        or_(mine.until.is_(None), mine.until >= theirs.since),
        or_(theirs.until.is_(None), theirs.until >= mine.since),
    )
    return exists().where(
        mine.person_id == one,
        theirs.person_id == other,
        mine.pair_id == theirs.pair_id,
        Pair.id == mine.pair_id,
        Pair.removed_at.is_(None),
        or_(mine.side != theirs.side, together),
    )


def _one_meeting(one: int, other: int) -> Any:
    mine, theirs = aliased(MeetingMark), aliased(MeetingMark)
    return exists().where(
        mine.person_id == one, theirs.person_id == other, mine.meeting_id == theirs.meeting_id
    )


def move(session: Session, gone: int, kept: int, now: datetime) -> None:
    """Everything of `gone` is of `kept` from now on. The caller has seen that they are not two,
    and has moved what has a rule of its own: roles, open items, banks."""
    answers.move(session, gone, kept)
    for table, column in pointers():
        _drop_doubles(session, table, column, gone, kept)
        session.execute(update(table).where(column == gone).values({column.name: kept}))
    _subjects(session, gone, kept)
    session.execute(
        update(Absence)
        .where(Absence.person_id == kept, Absence.deputy_id == kept)
        .values(deputy_id=None)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    _one_family(session, kept, now)
    stored.rename(session, gone, kept)


def _drop_doubles(
    session: Session, table: Table, column: Column[Any], gone: int, kept: int
) -> None:
    """Where a table allows a person one row of a thing, that of the one who stays stands."""
    for rule in table.constraints:
        if isinstance(rule, UniqueConstraint) and column.name in rule.columns:
            beside = table.alias()
            same = [beside.c[each.name] == each for each in rule.columns if each is not column]
            there = exists().where(beside.c[column.name] == kept, *same).correlate(table)
            session.execute(delete(table).where(column == gone, there))


def _subjects(session: Session, gone: int, kept: int) -> None:
    """What is asked about the one is asked about the other, once."""
    mine = (Prompt.kind.in_(_OF_PERSON), Prompt.subject_id == gone)
    beside = aliased(Prompt)
    there = exists().where(
        beside.kind == Prompt.kind,
        beside.person_id == Prompt.person_id,
        beside.subject_id == kept,
    )
    for statement in (
        delete(Prompt).where(*mine, there.correlate(Prompt)),
        update(Prompt).where(*mine).values(subject_id=kept),
    ):
        session.execute(statement.execution_options(synchronize_session=False))


def _one_family(session: Session, kept: int, now: datetime) -> None:
    """A tie that both records had is one tie."""
    rows = session.scalars(
        select(Guardian)
        .where(
            or_(Guardian.person_id == kept, Guardian.child_id == kept), Guardian.until.is_(None)
        )
        .order_by(Guardian.id)
    ).all()
    known: set[tuple[int, int]] = set()
    for row in rows:
        if (row.person_id, row.child_id) in known:
            row.until = now
        known.add((row.person_id, row.child_id))
    session.flush()
