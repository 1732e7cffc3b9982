"""A draft as the wizard goes through it: stages, what each lacks, and what it has been given.

Nothing is kept beside the rows: whatever was decided elsewhere counts here too.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from domain.deadlines import Kind, Period, SchoolCalendar
from services import calendars, terms
from services.actor import Actor
from services.draft_rows import Row, draft, rows
from services.errors import Refusal
from services.responsibles import Meaning
from services.row_people import chosen_people
from services.terms import Term
from services.tree import Group, group
from services.unowned import named, unowned

PART = 10  # rows of a document without stages that are asked about at once
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Stage:
    """`rows`: the open ones; `name` is empty where the document names no stage.

    `anchor`: the first row of the stage in the document, which stands for it in buttons.
    `whole`: a stage of the document, not some of the rows of a document without stages.
    """

    number: int
    anchor: int
    name: str
    first: int  # the numbers of its rows among all rows, from 1
    last: int
    whole: bool
    rows: tuple[Row, ...]

    def has(self, item_id: int) -> bool:
        return any(part.id == item_id for row in self.rows for part in row)


@dataclass(frozen=True, slots=True)
class Plan:
    """`free`: rows whose term the document does not surely say; `chosen`: people by item."""

    roadmap: Roadmap
    period: Period
    stages: tuple[Stage, ...]
    chosen: dict[int, Meaning]
    silent: frozenset[int]
    free: frozenset[int]

    def stage(self, item_id: int) -> Stage:
        """The stage that an item stands in. Raises Refusal("gone")."""
        for stage in self.stages:
            if stage.anchor == item_id or stage.has(item_id):
                return stage
        raise Refusal("gone")

    def undated(self, stage: Stage) -> list[Row]:
        return [row for row in stage.rows if not row.item.term_decided]

    def unowned(self, stage: Stage) -> list[Row]:
        return [row for row in stage.rows if row.item.id in self.silent]

    def complete(self, stage: Stage) -> bool:
        return not self.undated(stage) and not self.unowned(stage)

    def term(self, stage: Stage) -> Term | None:
        """The term that most of the rows have which the wizard may date."""
        return _usual(terms.of_item(row.item) for row in self._dated(stage))

    def people(self, stage: Stage) -> Meaning | None:
        """Who answers for most of the rows that name nobody in the document."""
        return _usual(meaning for _, meaning in self._given(stage))

    def to_date(self, stage: Stage) -> list[Row]:
        """The rows that an answer is for: those without a term, else those of the common one."""
        usual = self.term(stage)
        waiting = self.undated(stage)
        return waiting or [r for r in self._dated(stage) if terms.of_item(r.item) == usual]

    def to_give(self, stage: Stage) -> list[Item]:
        """The same for people."""
        usual = self.people(stage)
        waiting = [row.item for row in self.unowned(stage)]
        return waiting or [row.item for row, has in self._given(stage) if has == usual]

    def own_terms(self, stage: Stage) -> int:
        """Rows and steps whose term is another than the stage's, or the document's own."""
        usual = None if self.undated(stage) else self.term(stage)
        leaves = [leaf for row in stage.rows for leaf in row.leaves]
        decided = [leaf for leaf in leaves if leaf.term_decided]
        return sum(terms.of_item(leaf) != usual for leaf in decided)

    def _dated(self, stage: Stage) -> list[Row]:
        return [r for r in stage.rows if r.item.id in self.free and r.item.term_decided]

    def _given(self, stage: Stage) -> list[tuple[Row, Meaning]]:
        return [
            (row, self.chosen[row.item.id])
            for row in stage.rows
            if row.item.id in self.chosen and not named(row)
        ]


def _usual(values: Iterable[T]) -> T | None:
    found = Counter(values).most_common(1)
    return found[0][0] if found else None


def plan(session: Session, actor: Actor, roadmap_id: int) -> Plan:
    """Raises Refusal("gone" | "forbidden" | "draft_launched" | "wizard_period")."""
    return plan_of(session, draft(session, actor, roadmap_id))


def plan_of(session: Session, roadmap: Roadmap) -> Plan:
    """The same for a draft that was read and locked already."""
    period = terms.period_of(roadmap)
    if period is None:
        raise Refusal("wizard_period")
    every = rows(session, roadmap.id)
    calendar = calendars.schooling(session, roadmap.organisation_id)
    return Plan(
        roadmap=roadmap,
        period=period,
        stages=_stages(every),
        chosen=chosen_people(session, [row.item for row in every]),
        silent=frozenset(row.item.id for row in unowned(session, every)),
        free=frozenset(row.item.id for row in every if _free(row.item, period, calendar)),
    )


def _free(item: Item, period: Period, calendar: SchoolCalendar) -> bool:
    """Whether a person says when: the words of the document leave it open or were overruled."""
    if item.deadline is None or not item.term_decided:
        return True
    read = terms.of_phrase(item.deadline, period, calendar)
    return read.kind is Kind.NONE or terms.of_item(item) != read


def _stages(every: Sequence[Row]) -> tuple[Stage, ...]:
    """Those of which something is still to be done."""
    groups: dict[Group, list[tuple[int, Row]]] = {}
    for at, row in enumerate(every, 1):
        groups.setdefault(group(row.item), []).append((at, row))
    several = len(groups) > 1
    parts = [
        (key, several and any(key), part)
        for key, members in groups.items()
        for part in _parts(members, whole=several and any(key))
    ]
    shown = [each for each in parts if any(row.open for _, row in each[2])]
    return tuple(
        Stage(
            number=number,
            anchor=part[0][1].item.id,
            name=" · ".join(filter(None, key)),
            first=part[0][0],
            last=part[-1][0],
            whole=whole,
            rows=tuple(row for _, row in part if row.open),
        )
        for number, (key, whole, part) in enumerate(shown, 1)
    )


def _parts(members: list[tuple[int, Row]], *, whole: bool) -> list[list[tuple[int, Row]]]:
    if whole:
        return [members]
    return [members[at : at + PART] for at in range(0, len(members), PART)]
