"""A line of a list of people as it was understood; kept as JSON until it is added."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from domain.people_rows import Held
from domain.roles import Role
from domain.same_person import Somebody

SAME, OTHER = "same", "other"


@dataclass(frozen=True, slots=True)
class Line:
    """`at` and `sheet`: where it stands in the file; `typed`: its cells, for the file to mend.

    `code`: what is wrong with it, a key of texts/roster.py, else empty. `known`: who it is of
    those in the school; `maybe`: whom it may be; `take`: what was decided about that.
    """

    at: int
    sheet: str
    typed: Mapping[str, str]
    name: str = ""
    post: str = ""
    school_class: str = ""
    born: date | None = None
    pupil: bool = False
    held: tuple[Held, ...] = ()
    own_role: bool = False  # the file says it; else it is chosen once for all
    code: str = ""
    data: Mapping[str, str | int] = field(default_factory=dict)
    known: int | None = None
    maybe: tuple[int, ...] = ()
    take: str = ""

    @property
    def somebody(self) -> Somebody:
        return Somebody(self.name, self.school_class, self.born, self.pupil)

    @property
    def doubtful(self) -> bool:
        return not self.code and bool(self.maybe)

    @property
    def waits(self) -> bool:
        return self.doubtful and not self.take

    @property
    def whom(self) -> int | None:
        """The person of the school that it is about; None: a new one."""
        return self.maybe[0] if self.maybe and self.take == SAME else self.known

    @property
    def new(self) -> bool:
        return not self.code and not self.waits and self.whom is None

    def wrong(self, code: str, **data: str | int) -> "Line":
        return replace(self, code=code, data=data)


def kept(line: Line) -> dict[str, Any]:
    found = asdict(line)
    found["born"] = line.born.isoformat() if line.born else None
    return found


def line_of(found: Mapping[str, Any]) -> Line:
    values = dict(found)
    values["born"] = date.fromisoformat(found["born"]) if found["born"] else None
    values["held"] = tuple(Held(Role(one["role"]), one["title"]) for one in found["held"])
    values["maybe"] = tuple(found["maybe"])
    return Line(**values)
