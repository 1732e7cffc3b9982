"""The outbox kinds of the ground: the daily and the weekly message, and word of trouble."""

from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from handlers.bundle import bundle_screen
from handlers.buttons.exporting import Exports
from handlers.buttons.folder import Folder
from handlers.buttons.nav import bottom
from handlers.digest_screen import message, table
from handlers.keyboards.build import Row, Screen
from handlers.notices import NOTICES, As, Parcel, Words, notice
from services import asked, bundles, errands, noise, prompts, troubles
from services.bundles import Sort
from services.bundling import KIND as BUNDLE
from services.digest import deliver, merging
from services.digest.tick import FILE_KIND as DIGEST_FILE
from services.digest.tick import KIND as DIGEST
from services.digest.tick import remember
from services.outbox import Claim
from texts import copies as copy_words
from texts import digest as digest_words
from texts import exporting as export_words
from texts import folder as folder_words

# They have a day and an hour of their own; others leave room for them.
_HAVE_A_MOMENT = noise.PROMISED | {DIGEST, DIGEST_FILE}


def render(session: Any, claim: Claim, now: datetime, words: Words) -> Parcel | None:
    """What to send; None when nothing of it is true any more. KeyError for an unknown kind."""
    found = NOTICES[claim.kind](session, claim, now, words)
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
    parts, lesser = noise.parts(claim.kind), claim.kind not in _HAVE_A_MOMENT
    held = noise.hold_until(session, claim.person_id, now, zone, parts, lesser=lesser)
    if held is None and claim.kind == BUNDLE:
        return merging.goes_first(session, claim.person_id, now)
    return held


@notice(BUNDLE)
def _bundle(session: Any, claim: Claim, now: datetime, words: Words) -> Parcel | None:
    bundle = bundles.load(session, claim.person_id, claim.id, now)
    if bundle is None or bundle.empty:
        return None
    own = [entry.occurrence_id for entry in bundle.entries if entry.sort is Sort.OWN]
    matters = [each.prompt_id for each in bundle.told]

    def told(session: Any, at: datetime) -> None:
        asked.mark(session, at, person_id=claim.person_id, occurrence_ids=own)
        prompts.mark(session, at, matters)

    return Parcel(bundle_screen(bundle, claim.id, words.call, late=claim.late), sent=told)


@notice(DIGEST)
def _digest(session: Any, claim: Claim, now: datetime, words: Words) -> Parcel | None:
    digest_id = claim.payload["digest_id"]
    said = deliver.load(session, digest_id, claim.person_id, now, words.names_in_files)
    if said is None:
        return None
    made = message(said, words.call, late=claim.late)
    then = partial(remember, digest_id=digest_id, said=said, shown=made.shown)
    kind = As.PHOTO if made.picture is not None else As.TEXT
    return Parcel(made.screen, kind, made.picture, sent=then)


@notice(DIGEST_FILE)
def _digest_file(session: Any, claim: Claim, now: datetime, words: Words) -> Parcel | None:
    """The table makes no sound: it belongs to the message before it."""
    digest_id = claim.payload["digest_id"]
    said = deliver.load(session, digest_id, claim.person_id, now, words.names_in_files)
    if said is None:
        return None
    screen = Screen(digest_words.file_caption(roadmap=bool(said.bars or said.schools)), [bottom()])
    return Parcel(screen, As.DOCUMENT, table(said, words.call_in_files), silent=True)


@notice(troubles.KIND)
def _trouble(session: Any, claim: Claim, now: datetime, words: Words) -> Screen | None:
    today = now.astimezone(ZoneInfo(words.zone)).date()
    night = date.fromisoformat(claim.payload["day"])
    return Screen(copy_words.night_failed(night, today), [bottom()])


@notice(errands.KIND)
def _errand_lost(session: Any, claim: Claim, now: datetime, words: Words) -> Screen | None:
    if "export" in claim.payload:
        back: Row = [(export_words.AGAIN, Exports(None))]
        return Screen(export_words.lost(), [back, bottom()])
    again = [(folder_words.AGAIN, Folder(claim.payload["roadmap_id"]))]
    return Screen(folder_words.lost(), [again, bottom()])
