"""The inventory of the folder: what is missing first, then item by item what there is."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from domain.labels import outlined
from domain.ownfiles import OwnFile
from exports.docx.build import render
from exports.docx.paper import Block, Cell, Column, Paper, Table, Text, cell
from exports.docx.paper import Line as TableLine
from exports.folder.data import Entry, FolderData
from exports.folder.plan import Line, Placed, Plan
from texts import folder as words
from texts.roadmap import term_in_file

_MISSING: Final = (
    Column(words.NUMBER, 14),
    Column(words.ITEM),
    Column(words.TERM, 30),
    Column(words.WHAT_IS_MISSING, 60),
)
_ALL: Final = (
    Column(words.NUMBER, 14),
    Column(words.ITEM, 60),
    Column(words.TERM, 28),
    Column(words.DONE, 26),
    Column(words.PROOF, 45),
    Column(words.PLACE, 45),
)


def inventory(data: FolderData, plan: Plan) -> bytes:
    """The file; give it to exports.worker.in_worker."""
    return render(paper(data, plan))


def paper(data: FolderData, plan: Plan) -> Paper:
    several = len(plan.volumes) > 1
    missing = [line for line in plan.lines if missing_of(line)]
    blocks: list[Block] = [
        Text(words.INVENTORY, "center", bold=True, with_next=True),
        Text(data.title, "center", with_next=True),
        Text(data.organisation, "center", with_next=True),
        Text(words.as_of(data.since, data.as_of), "center", with_next=True),
        Text(words.summary(*_counts(plan)), "left"),
        Text(words.MISSING_HEAD, "left", bold=True, with_next=True),
        _missing(missing) if missing else Text(words.NOTHING_MISSING, "left"),
        Text(words.ALL_HEAD, "left", bold=True, with_next=True),
        Table(_ALL, tuple(_in_groups(plan.lines, several))),
    ]
    return Paper(words.INVENTORY, data.as_of, tuple(blocks), True, OwnFile.INVENTORY)


def missing_of(line: Line) -> list[str]:
    """What an inspector would ask for: the deed, its proof, a file that is not in the folder."""
    entry, found = line.entry, list[str]()
    if entry.status == "overdue" and not entry.parts:
        found.append(words.OVERDUE)
    if entry.status == "done" and not line.placed and not entry.parts:
        found.append(words.NO_PROOF)
    return found + [
        words.trouble(placed.trouble, placed.proof.title)
        for placed in line.placed
        if placed.trouble is not None
    ]


def _counts(plan: Plan) -> tuple[int, int, int, int]:
    """Items, done ones, proofs, files in the archives."""
    smallest = [line for line in plan.lines if not line.entry.parts]
    placed = [one for line in plan.lines for one in line.placed]
    return (
        len([line for line in smallest if line.entry.status != "na"]),
        len([line for line in smallest if line.entry.status == "done"]),
        len(placed),
        len([one for one in placed if one.path]),
    )


def _missing(lines: Sequence[Line]) -> Table:
    return Table(
        _MISSING,
        tuple(
            TableLine((*_named(line.entry), cell("\n".join(missing_of(line))))) for line in lines
        ),
    )


def _in_groups(lines: Iterable[Line], several: bool) -> Iterator[TableLine]:
    """Section and stage headings over their lines."""
    section = None
    for (new, stage), group in groupby(lines, lambda line: (line.entry.section, line.entry.stage)):
        if new and new != section:
            yield TableLine((Cell((new,), bold=True),), "section")
        section = new
        if stage:
            yield TableLine((Cell((stage,), bold=True),), "stage")
        for line in group:
            yield from _rows(line, several)


def _rows(line: Line, several: bool) -> Iterator[TableLine]:
    """A line for each proof, so that its place stands beside it; the item's cells are joined."""
    if line.entry.parts and not line.placed:
        yield TableLine((*_named(line.entry), cell(""), cell(""), cell("")))
        return
    head = (*_named(line.entry), cell(_done(line.entry)))
    first, *others = line.placed or (None,)
    yield TableLine((*head, *_proof(first, several)))
    for placed in others:
        yield TableLine((*(Cell(joined=True),) * len(head), *_proof(placed, several)))


def _named(entry: Entry) -> tuple[Cell, Cell, Cell]:
    term = entry.written or term_in_file(entry.spans)
    title = words.step(entry.title) if entry.level and not entry.number else entry.title
    number = outlined(entry.number, entry.under) or entry.under
    return cell(number), cell(title, bold=entry.parts), cell(term)


def _done(entry: Entry) -> str:
    return words.done(entry.status, entry.done_on)


def _proof(placed: Placed | None, several: bool) -> tuple[Cell, Cell]:
    if placed is None:
        return cell(words.NONE), cell("")
    proof = placed.proof
    said = words.proof(proof.kind, proof.title, proof.document_date)
    if placed.trouble is not None:
        return cell(said), cell(words.trouble(placed.trouble, ""))
    if proof.sha is None:
        return cell(said), cell(proof.url or words.AT_SCHOOL)
    where = words.place(_place(placed.path), placed.volume if several else None)
    return cell(said), cell(where)


def _place(path: str) -> str:
    """Folders go by the item's number, then the name of the file is enough; not where numbers
    begin anew and folders lie in one another."""
    *folders, name = path.split("/")
    return name if len(folders) < 2 else f"{folders[-1]}/{name}"
