"""Where every file goes: folders by item, archives by stage, each within the messenger's limit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from exports.folder import names
from exports.folder.data import Entry, FolderData, Proof
from texts import folder as words

LIMIT = 45 << 20
"""Bytes of an archive: the Bot API takes files of up to 50 MB from a bot."""

ROOT = 3 << 20  # room for the inventory and the tables in the first archive
_OVERHEAD = 400  # what an archive adds to a file, with its name twice

Trouble = Literal["lost", "big"]
Size = Callable[[str], int | None]


@dataclass(frozen=True, slots=True)
class Placed:
    """A proof and its place: the path in an archive (numbered from 1), or why it has none."""

    proof: Proof
    path: str = ""
    volume: int = 0
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the inventory; `folder` is that of its item."""

    entry: Entry
    folder: str
    placed: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """Something to be written into an archive: a kept file, or an empty folder (no `sha`).

    `at`: how many lines of the inventory are through with it.
    """

    path: str
    proof: Proof | None
    size: int
    at: int


@dataclass(frozen=True, slots=True)
class Plan:
    lines: tuple[Line, ...]
    volumes: tuple[tuple[Member, ...], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """`papers`: names and bytes of the files at the top of the first archive; `missing`: how many
    items lack something."""

    plan: Plan
    papers: tuple[tuple[str, bytes], ...]
    missing: int


def make(data: FolderData, size: Size, limit: int = LIMIT) -> Plan:
    """`size` gives the bytes of a kept file, None where it is lost."""
    made = _Making(size, limit)
    folders = _folders(data.entries)
    pairs = zip(data.entries, folders, strict=True)
    for _, group in groupby(pairs, lambda pair: (pair[0].section, pair[0].stage)):
        stage = list(group)
        made.begin_stage([entry for entry, _ in stage])
        for entry, folder in stage:
            made.line(entry, folder)
    return Plan(tuple(made.lines), tuple(map(tuple, made.volumes)))


def _folders(entries: Sequence[Entry]) -> list[str]:
    """A folder for each item; a step without a number of its own shares that of its row.

    Where numbers begin anew with every stage, the stages are folders around them; where those of
    steps begin anew with every row, the rows are folders around the steps.
    """
    rows = [entry.number for entry in entries if entry.level == 0 and entry.number]
    nested = len(set(rows)) < len(rows)
    found, taken = list[str](), dict[str, set[str]]()
    limit = _limit(entries, nested)
    stages = _stage_folders(entries, limit) if nested else {}
    row, above = entries[0] if entries else None, ""
    for entry in entries:
        if entry.level and not entry.number:
            found.append(above)
            continue
        stage = stages.get((entry.section, entry.stage), "")
        parent = above if entry.level and row and _begins_anew(entry, row) else stage
        beside = taken.setdefault(parent, set())
        name = names.folder_name(entry.number, entry.title, beside, limit)
        beside.add(name.casefold())
        path = f"{parent}/{name}" if parent else name
        row, above = (row, above) if entry.level else (entry, path)
        found.append(path)
    return found


def _begins_anew(step: Entry, row: Entry) -> bool:
    """«1» under the row «2», not «2.1»."""
    return not step.number.startswith(row.number.strip().rstrip(".") + ".")


def _limit(entries: Sequence[Entry], nested: bool) -> int:
    """How long names of folders may be: the more of them lie in one another, the shorter."""
    row, inside = None, False
    for entry in entries:
        row = entry if entry.level == 0 else row
        inside |= bool(row and entry.level and entry.number and _begins_anew(entry, row))
    depth = 1 + nested + inside
    return {1: names.FOLDER_LIMIT, 2: names.NESTED_LIMIT, 3: names.DEEP_LIMIT}[depth]


def _stage_folders(
    entries: Iterable[Entry], limit: int
) -> dict[tuple[str | None, str | None], str]:
    groups = dict.fromkeys((entry.section, entry.stage) for entry in entries)
    taken, found = set[str](), dict[tuple[str | None, str | None], str]()
    for number, group in enumerate(groups, 1):
        title = group[1] or group[0] or words.NO_STAGE
        name = names.folder_name(words.stage_folder(number), title, taken, limit)
        taken.add(name.casefold())
        found[group] = name
    return found


@dataclass(slots=True)
class _Making:
    """Fills the archives line by line."""

    size: Size
    limit: int
    lines: list[Line] = field(default_factory=list)
    volumes: list[list[Member]] = field(default_factory=lambda: [[]])
    _full: int = ROOT
    _taken: dict[str, set[str]] = field(default_factory=dict)

    def begin_stage(self, entries: Iterable[Entry]) -> None:
        """A stage that one archive can hold is not torn."""
        proofs = (proof for entry in entries for proof in entry.proofs)
        sizes = [self.size(proof.sha) or 0 for proof in proofs if proof.sha is not None]
        needed = sum(size + 2 * _OVERHEAD for size in sizes if not self._is_big(size))
        if self._full + needed > self.limit and needed <= self.limit and self.volumes[-1]:
            self._next()

    def line(self, entry: Entry, folder: str) -> None:
        at = len(self.lines) + 1
        if folder not in self._taken:
            self._taken[folder] = set()
            self._put(Member(f"{folder}/", None, 0, at))
        placed = tuple(self._place(proof, folder, at) for proof in entry.proofs)
        self.lines.append(Line(entry, folder, placed))

    def _place(self, proof: Proof, folder: str, at: int) -> Placed:
        if proof.sha is None:
            return Placed(proof)
        size = self.size(proof.sha)
        if size is None:
            return Placed(proof, trouble="lost")
        if self._is_big(size):
            return Placed(proof, trouble="big")
        taken = self._taken[folder]
        name = names.proof_name(
            proof.title, proof.added_on, photo=proof.kind == "photo", default=words.PHOTO,
            taken=taken,
        )  # fmt: skip
        taken.add(name.casefold())
        path = f"{folder}/{name}"
        self._put(Member(path, proof, size, at))
        return Placed(proof, path, len(self.volumes))

    def _put(self, member: Member) -> None:
        needed = member.size + _OVERHEAD + 4 * len(member.path)
        if self._full + needed > self.limit:
            self._next()
        self.volumes[-1].append(member)
        self._full += needed

    def _is_big(self, size: int) -> bool:
        return size + 2 * _OVERHEAD > self.limit - ROOT

    def _next(self) -> None:
        self.volumes.append([])
        self._full = 0
