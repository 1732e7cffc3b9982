"""Outbox kinds and their words: made at the moment of sending, of what is true then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from domain.named import Named
from domain.names import Style
from domain.names import render as render_name
from handlers.bundle import bundle_screen
from handlers.buttons.folder import Folder
from handlers.buttons.nav import bottom
from handlers.digest_screen import Work, message, table
from handlers.keyboards.build import Screen
from services import asked, bundles, errands, noise, troubles
from services.bundles import Sort
from services.bundling import KIND as BUNDLE
from services.digest import deliver, merging
from services.digest.tick import FILE_KIND as DIGEST_FILE
from services.digest.tick import KIND as DIGEST
from services.digest.tick import remember
from services.outbox import After, Claim
from texts import copies as copy_words
from texts import digest as digest_words
from texts import folder as folder_words


@dataclass(frozen=True, slots=True)
class Words:
    """`names`: how chats show people (NAMES_IN_CHAT), `names_in_files`: how files do;
    `zone`: that of the installation."""

    names: str
    zone: str
    names_in_files: str = Style.INITIALS.value

    def call(self, person: Named) -> str:
        """A person's name as chats show it, not yet escaped."""
        return render_name(person.name, Style(self.names), pupil=person.pupil, code=person.id)

    def call_in_files(self, person: Named) -> str:
        """The same as files show it."""
        style = Style(self.names_in_files)
        return render_name(person.name, style, pupil=person.pupil, code=person.id)


class As(StrEnum):
    """What a message is beside its words."""

    TEXT = "text"
    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message to send. `work`: the file to be made in the worker, without which a photo goes
    as text and a document not at all; `sent`: what being sent changes, kept with the mark."""

    screen: Screen
    kind: As = As.TEXT
    work: Work | None = None
    silent: bool = False
    sent: After | None = None


Notice = Callable[[Any, Claim, datetime, Words], Screen | Parcel | None]


def render(session: Any, claim: Claim, now: datetime, words: Words) -> Parcel | None:
    """What to send; None when nothing of it is true any more. KeyError for an unknown kind."""
    found = KINDS[claim.kind](session, claim, now, words)
    return Parcel(found) if isinstance(found, Screen) else found


def hold_until(session: Any, claim: Claim, now: datetime, zone: str) -> datetime | None:
    """Quiet time or the weekly budget: the moment to wait for; None when it may go now.

    A digest goes when there is room for both of its parts, its table and the daily message after
    it.
    """
    if claim.kind == DIGEST_FILE:
        waits = merging.comes_after(session, claim.person_id, claim.payload["digest_id"], now)
        if waits is not None:
            return waits
    held = noise.hold_until(session, claim.person_id, now, zone, noise.parts(claim.kind))
    if held is None and claim.kind == BUNDLE:
        return merging.goes_first(session, claim.person_id, now)
    return held


def _bundle(session: Any, claim: Claim, now: datetime, words: Words) -> Parcel | None:
    bundle = bundles.load(session, claim.person_id, claim.id, now)
    if bundle is None or bundle.empty:
        return None
    own = [entry.occurrence_id for entry in bundle.entries if entry.sort is Sort.OWN]
    told = partial(asked.mark, person_id=claim.person_id, occurrence_ids=own)
    return Parcel(bundle_screen(bundle, claim.id, words.call, late=claim.late), sent=told)


def _digest(session: Any, claim: Claim, now: datetime, words: Words) -> Parcel | None:
    digest_id = claim.payload["digest_id"]
    said = deliver.load(session, digest_id, claim.person_id, now, words.names_in_files)
    if said is None:
        return None
    made = message(said, words.call, late=claim.late)
    then = partial(remember, digest_id=digest_id, said=said, shown=made.shown)
    return Parcel(made.screen, As.PHOTO, made.picture, sent=then)


def _digest_file(session: Any, claim: Claim, now: datetime, words: Words) -> Parcel | None:
    """The table makes no sound: it belongs to the message before it."""
    digest_id = claim.payload["digest_id"]
    said = deliver.load(session, digest_id, claim.person_id, now, words.names_in_files)
    if said is None:
        return None
    screen = Screen(digest_words.file_caption(), [bottom()])
    return Parcel(screen, As.DOCUMENT, table(said, words.call_in_files), silent=True)


def _trouble(session: Any, claim: Claim, now: datetime, words: Words) -> Screen | None:
    today = now.astimezone(ZoneInfo(words.zone)).date()
    night = date.fromisoformat(claim.payload["day"])
    return Screen(copy_words.night_failed(night, today), [bottom()])


def _errand_lost(session: Any, claim: Claim, now: datetime, words: Words) -> Screen | None:
    again = [(folder_words.AGAIN, Folder(claim.payload["roadmap_id"]))]
    return Screen(folder_words.lost(), [again, bottom()])


KINDS: dict[str, Notice] = {
    errands.KIND: _errand_lost,
    BUNDLE: _bundle,
    troubles.KIND: _trouble,
    DIGEST: _digest,
    DIGEST_FILE: _digest_file,
}
