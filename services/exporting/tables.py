"""The registry: every table that can be exported, and the next batch of its rows."""

from sqlalchemy.orm import Session

from domain.exporting import What
from exports.big.model import Batch, Table
from services.exporting import (
    audit,
    meetings,
    pairs,
    people,
    programmes,
    roadmap,
    schools,
    surveys,
)
from services.exporting.model import Scope, Source

SOURCES: dict[What, Source] = {
    What.SCHOOLS: schools.SOURCE,
    What.PEOPLE: people.SOURCE,
    What.PAIRS: pairs.SOURCE,
    What.PROGRAMMES: programmes.SOURCE,
    What.MEETINGS: meetings.SOURCE,
    What.SURVEYS: surveys.SOURCE,
    What.ROADMAP: roadmap.SOURCE,
    What.AUDIT: audit.SOURCE,
}


def table(what: What) -> Table:
    return Table(what.value, SOURCES[what].columns)


def batch(session: Session, what: What, scope: Scope, after: int) -> Batch:
    """The rows behind `after` (0: from the beginning) in a short transaction of their own."""
    return SOURCES[what].read(session, scope, after)
