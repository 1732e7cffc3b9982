"""The schools of a coordinator's municipality: counts by school, nothing of people or items."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation
from db.models.people import OrganisationKind
from domain.progress import Progress, count
from domain.roles import Role
from domain.search import search_key
from exports.digest import SchoolRow, SchoolRows, schools_sheet
from exports.pictures.data import StageBar
from services.digest.parts import Before, Change, Found, Good, Reader, SheetOf, Todo, part
from services.digest.roadmaps import running
from services.digest.things import LateSchools

URGENCY = 1
_NAMED = 3
Counts = list[int]  # done and overdue, as the state keeps them


@part(5, "schools")
def schools(session: Session, reader: Reader, before: Before | None) -> Found:
    if reader.role is not Role.COORDINATOR:
        return Found()
    progress = {
        school: _progress(session, school.id, reader) for school in _below(session, reader)
    }
    if not progress:
        return Found()
    old: dict[str, Counts] = before.state.get("schools", {}) if before else {}
    stand = {str(s.id): [p.done, p.overdue] for s, p in progress.items() if p is not None}
    rows = tuple(_row(school, each, old) for school, each in progress.items())
    found = Found(sheets=[SheetOf(schools_sheet, SchoolRows(rows))], state={"schools": stand})
    found.todos = _todos(progress)
    found.changes = _changes(stand, old)
    late = sum(overdue for _, overdue in stand.values())
    if stand and not late and any(done for done, _ in stand.values()):
        found.good.append(Good(2, "no_late_schools"))
    found.bars, found.wide = _bars(progress), True
    return found


def _below(session: Session, reader: Reader) -> list[Organisation]:
    rows = session.scalars(
        select(Organisation).where(
            Organisation.parent_id == reader.organisation_id,
            Organisation.kind == OrganisationKind.SCHOOL,
        )
    )
    return sorted(rows, key=lambda row: (search_key(row.name), row.id))


def _progress(session: Session, school_id: int, reader: Reader) -> Progress | None:
    found = running(session, school_id)
    leaves = [leaf.leaf for each in found for leaf in each.tree.leaves()]
    return count(leaves, reader.today) if found else None


def _row(school: Organisation, progress: Progress | None, old: dict[str, Counts]) -> SchoolRow:
    if progress is None:
        return SchoolRow(school.name, None, 0, 0, 0, None)
    then = old.get(str(school.id))
    return SchoolRow(
        name=school.name,
        total=progress.total,
        done=progress.done,
        overdue=progress.overdue,
        week=progress.due_this_week,
        done_new=max(progress.done - then[0], 0) if then else None,
    )


def _bars(progress: dict[Organisation, Progress | None]) -> list[StageBar]:
    """The most overdue first: of many schools only some find room in the picture."""
    bars = [
        StageBar(school.name, each.done, each.total, each.overdue)
        for school, each in progress.items()
        if each is not None
    ]
    return sorted(bars, key=lambda bar: -bar.overdue)


def _todos(progress: dict[Organisation, Progress | None]) -> list[Todo]:
    late = [(school, each.overdue) for school, each in progress.items() if each and each.overdue]
    late.sort(key=lambda pair: -pair[1])
    if not late:
        return []
    worst = tuple(school.name for school, _ in late[:_NAMED])
    return [Todo(URGENCY, LateSchools(len(late), sum(n for _, n in late), worst))]


def _changes(stand: dict[str, Counts], old: dict[str, Counts]) -> list[Change]:
    """Schools that were there last time: how much more is done, how much more is late."""
    both: list[Any] = [(stand[key], old[key]) for key in stand.keys() & old.keys()]
    done = sum(max(now[0] - then[0], 0) for now, then in both)
    late = sum(max(now[1] - then[1], 0) for now, then in both)
    counted = [Change("schools_done", done), Change("schools_late", late)]
    return [each for each in counted if each.count]
