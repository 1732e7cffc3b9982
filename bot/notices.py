"""Outbox kinds and their words: made at the moment of sending, of what is true then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.named import Named
from domain.names import Style
from domain.names import render as render_name
from handlers.bundle import bundle_screen
from handlers.buttons.nav import bottom
from handlers.keyboards.build import Screen
from services import bundles, noise, troubles
from services.bundling import KIND as BUNDLE
from services.outbox import Claim
from texts import copies as copy_words


@dataclass(frozen=True, slots=True)
class Words:
    """`names`: how chats show people (NAMES_IN_CHAT); `zone`: that of the installation."""

    names: str
    zone: str

    def call(self, person: Named) -> str:
        """A person's name as chats show it, not yet escaped."""
        return render_name(person.name, Style(self.names), pupil=person.pupil, code=person.id)


Notice = Callable[[Any, Claim, datetime, Words], Screen | None]


def render(session: Any, claim: Claim, now: datetime, words: Words) -> Screen | None:
    """What to send; None when nothing of it is true any more. KeyError for an unknown kind."""
    return KINDS[claim.kind](session, claim, now, words)


def hold_until(session: Any, person_id: int, now: datetime) -> datetime | None:
    """Quiet time or the weekly budget: the moment to wait for; None when it may go now."""
    return noise.hold_until(session, person_id, now)


def _bundle(session: Any, claim: Claim, now: datetime, words: Words) -> Screen | None:
    bundle = bundles.load(session, claim.person_id, claim.id, now)
    if bundle is None or bundle.empty:
        return None
    return bundle_screen(bundle, claim.id, words.call, late=claim.late)


def _trouble(session: Any, claim: Claim, now: datetime, words: Words) -> Screen | None:
    today = now.astimezone(ZoneInfo(words.zone)).date()
    night = date.fromisoformat(claim.payload["day"])
    return Screen(copy_words.night_failed(night, today), [bottom()])


KINDS: dict[str, Notice] = {BUNDLE: _bundle, troubles.KIND: _trouble}
