"""The first sheet of the weekly message: what to do, the first thing on top."""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.report import Column, Report, Row, Sheet
from texts import digest_file as texts
from texts import exports as words


@dataclass(frozen=True, slots=True)
class TodoRow:
    """One thing to do: what, whose it is (or of how many people), by when, and how.

    `where`: the roadmap, where several run.
    """

    what: str
    whose: str
    when: str
    how: str
    where: str = ""


def todo_sheet(rows: Sequence[TodoRow], subtitle: Sequence[str]) -> Sheet:
    """With a column of its own for roadmaps where there is something to say in it."""
    several = any(row.where for row in rows)
    shown = [
        Row((n, row.what, *((row.where,) if several else ()), row.whose, row.when, row.how))
        for n, row in enumerate(rows, 1)
    ]
    return Sheet(
        texts.TODO_SHEET,
        Report(
            title=texts.TODO_TITLE,
            subtitle=tuple(subtitle),
            columns=(
                Column("number", words.NUMBER, 6, kind="number"),
                Column("what", texts.WHAT, 52),
                *((Column("where", texts.WHERE, 30),) if several else ()),
                Column("whose", texts.WHOSE, 26),
                Column("when", words.TERM, 26),
                Column("how", texts.HOW, 34),
            ),
            rows=tuple(shown),
            notes=() if shown else (texts.NOTHING_WAITS,),
            filtered=bool(shown),
        ),
    )
