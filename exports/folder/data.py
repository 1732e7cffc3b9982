"""What goes into the folder: plain values that pickle into the worker process."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from exports.counting import Status

ProofKind = Literal["photo", "file", "link", "document"]


@dataclass(frozen=True, slots=True)
class Proof:
    """Proof of an item; `sha` names the kept file, links and papers have none."""

    kind: ProofKind
    title: str
    added_on: date
    sha: str | None = None
    url: str | None = None
    document_date: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the roadmap or a step of the row before it (`level` 1), with its shares' proof.

    `parts`: it is done in steps, which have lines of their own. `under`: the number of the row
    that a step without one belongs to. `spans`: its terms.
    """

    number: str
    title: str
    section: str | None
    stage: str | None
    status: Status
    written: str
    spans: tuple[tuple[date | None, date | None], ...] = ()
    done_on: date | None = None
    level: int = 0
    under: str = ""
    parts: bool = False
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderData:
    """The roadmap as of the end of a day; `since`: only what belongs to the time from then on."""

    title: str
    organisation: str
    since: date | None
    as_of: date
    entries: tuple[Entry, ...]
