"""What a school has chosen about reminders; the keys of Organisation.preferences and defaults."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import time
from typing import Any

from sqlalchemy.orm import Session

from db.models import Organisation
from domain.reminders import Rhythm
from domain.roles import Action
from services import audit
from services.actor import Actor, require
from services.errors import Refusal

MAX_DAYS = 90
MAX_STEPS = 6
# The escalation follows the last reminder by so many days, weekend or not.
ESCALATION_GAP = 3
PRESETS = (
    Rhythm(),
    Rhythm((7, 1, 0), (2,), 5),
    Rhythm((30, 14, 3, 0), (2, 5), 8),
    Rhythm((3, 0), (2,), 5),
)
_NUMBER = re.compile(r"\+?\d+")


@dataclass(frozen=True, slots=True)
class Preferences:
    """Hours are local and full; nothing unasked-for comes from `quiet_from` to `quiet_to`."""

    rhythm: Rhythm = field(default_factory=Rhythm)
    six_day: bool = False
    bundle_hour: int = 16
    curator_hour: int = 9
    quiet_from: int = 20
    quiet_to: int = 8
    parent_tap: bool = False  # counts without the paper (services.gate)
    keep_years: int = 3  # school years after leaving (services.consent_days)
    mentees: int = 3  # of one mentor at once (services.pairs.capacity)
    interim: bool = True  # pairs are asked how it goes by themselves (services.surveys.interim)

    @property
    def quiet(self) -> tuple[time, time]:
        return time(self.quiet_from), time(self.quiet_to)

    def is_open(self, hour: int) -> bool:
        """Whether messages may come at this hour."""
        return self.quiet_to <= hour < self.quiet_from


def read(stored: Mapping[str, Any]) -> Preferences:
    """The choices of a school; what it has not chosen has its default."""
    known = {key: stored[key] for key in Preferences.__slots__ if key in stored}
    if "rhythm" in known:
        rhythm = known["rhythm"]
        known["rhythm"] = Rhythm(
            tuple(rhythm["before"]), tuple(rhythm["after"]), rhythm["escalate_after"]
        )
    return Preferences(**known)


def of(session: Session, organisation_id: int) -> Preferences:
    """Raises Refusal("gone")."""
    return read(_organisation(session, organisation_id).preferences)


def parse_rhythm(text: str) -> Rhythm:
    """«14, 3, 0, +2»: days before the term, with a plus after it.

    Raises Refusal("rhythm_unclear" | "rhythm_long").
    """
    words = _NUMBER.findall(text)
    if not words or _NUMBER.sub("", text).strip(" ,;.\t\n"):
        raise Refusal("rhythm_unclear")
    after = sorted({_days(word) for word in words if word.startswith("+")} - {0})
    before = sorted({_days(word) for word in words if not word.startswith("+")}, reverse=True)
    if len(before) + len(after) > MAX_STEPS or max([*before, *after], default=0) > MAX_DAYS:
        raise Refusal("rhythm_long", days=MAX_DAYS, steps=MAX_STEPS)
    return Rhythm(tuple(before), tuple(after), max(after, default=0) + ESCALATION_GAP)


def _days(word: str) -> int:
    """A number of days; Python refuses to read thousands of digits."""
    return int(word[:9])


def change(
    session: Session, actor: Actor, organisation_id: int, **changes: Rhythm | bool | int
) -> Preferences:
    """Change some of the choices; the caller reschedules (services.reminders.reschedule_school).

    Raises Refusal("forbidden" | "gone" | "hour_quiet").
    """
    require(session, actor, Action.SCHOOL_SETTINGS, organisation_id)
    organisation = _organisation(session, organisation_id)
    changed = replace(read(organisation.preferences), **changes)  # type: ignore[arg-type]
    if not all(map(changed.is_open, (changed.bundle_hour, changed.curator_hour))):
        raise Refusal("hour_quiet", start=changed.quiet_from, end=changed.quiet_to)
    organisation.preferences = {
        **organisation.preferences,
        **asdict(changed),
    }
    audit.record(
        session, actor, "preferences", f"organisation:{organisation_id}", organisation_id,
        changed=",".join(sorted(changes)),
    )  # fmt: skip
    session.flush()
    return changed


def _organisation(session: Session, organisation_id: int) -> Organisation:
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise Refusal("gone")
    return organisation
