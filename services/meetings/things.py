"""What the bundle says of meetings, thing by thing."""

from dataclasses import dataclass
from datetime import date

from domain.named import Named
from services.meetings.briefs import Brief
from services.meetings.next_step import Decision


@dataclass(frozen=True, slots=True)
class About:
    """A meeting spoken of to somebody: `others` are those of the other side."""

    brief: Brief
    others: tuple[Named, ...]
    today: date

    @property
    def id(self) -> int:
        return self.brief.id


class ToAgree(About):
    """A time waits for the person's yes."""


class Agreed(About):
    """The other side has said yes."""


@dataclass(frozen=True, slots=True)
class Unanswered(About):
    """Its time has passed without the other side's word; `records`: the person may log it."""

    records: bool = False


class Eve(About):
    """It is tomorrow, or on the next working day."""


class ToLog(About):
    """Its time has passed and nobody has said how it went."""


class ToLogSeries(About):
    """The same of a meeting that was called for many pairs."""


class ToConfirm(About):
    """The mentor says that it was held."""


class Denied(About):
    """The other side says that it was not."""


@dataclass(frozen=True, slots=True)
class Off(About):
    """It was cancelled; `stopped`: for want of a consent, so that there is no other time."""

    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Promised(About):
    """The day of the next step has come."""

    step: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Decided(About):
    """What a closing meeting has decided of the pair."""

    decision: Decision = Decision.END


@dataclass(frozen=True, slots=True)
class ToPlan:
    """The pair's rhythm is over and no meeting is planned."""

    pair_id: int
    others: tuple[Named, ...]
    first: bool
