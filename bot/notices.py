"""The outbox kinds of the ground: the daily and the weekly message, and word of trouble."""

from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from handlers.bundle import bundle_screen
from handlers.buttons.exporting import Exports
from handlers.buttons.folder import Folder
from handlers.buttons.nav import bottom
from handlers.digest_screen import Daily, message, table
from handlers.keyboards.build import Row, Screen
from handlers.notices import NOTICES, Parcel, Picture, Words, notice
from services import asked, bundles, errands, noise, prompts, troubles
from services.bundles import Bundle, Sort
from services.bundling import KIND as BUNDLE
from services.digest import deliver, merging
from services.digest.compose import Weekly
from services.digest.tick import KIND as DIGEST
from services.digest.tick import remember
from services.outbox import Claim
from texts import copies as copy_words
from texts import exporting as export_words
from texts import folder as folder_words
from texts.digest import POINTS_SHOWN

# They have a day and an hour of their own; others leave room for them.
_HAVE_A_MOMENT = noise.PROMISED | {DIGEST}
# Its rows may be left of a version that sent the table apart.
_TABLE_APART = "digest_file"


def render(session: Any, claim: Claim, now: datetime, words: Words) -> Parcel | None:
    """What to send; None when nothing of it is true any more. KeyError for an unknown kind."""
    found = NOTICES[claim.kind](session, claim, now, words)
    return Parcel(found) if isinstance(found, Screen) else found


def hold_until(session: Any, claim: Claim, now: datetime, zone: str) -> datetime | None:
    """Quiet time or the weekly budget: the moment to wait for; None when it may go now."""
    if claim.kind != BUNDLE:
        weight = noise.FIXED if claim.kind in _HAVE_A_MOMENT else noise.LESSER
        held = noise.hold_until(session, claim.person_id, now, zone, weight)
        if held is None and claim.kind == DIGEST:
            return merging.gathers(session, claim.person_id, claim.id, now)
        return held

    def presses() -> bool:
        bundle = bundles.load(session, claim.person_id, claim.id, now)
        return bundle is None or bundle.empty or bundle.presses

    weight = noise.Weight(presses=presses)
    held = noise.hold_until(session, claim.person_id, now, zone, weight)
    return held or merging.goes_first(session, claim.person_id, now)


@notice(BUNDLE)
def _bundle(session: Any, claim: Claim, now: datetime, words: Words) -> Parcel | None:
    bundle = bundles.load(session, claim.person_id, claim.id, now)
    if bundle is None or bundle.empty:
        return None
    screen = bundle_screen(bundle, claim.id, words.call, late=claim.late)
    return Parcel(screen, sent=partial(_told, person_id=claim.person_id, bundle=bundle))


def _told(session: Any, at: datetime, *, person_id: int, bundle: Bundle) -> None:
    own = [entry.occurrence_id for entry in bundle.entries if entry.sort is Sort.OWN]
    asked.mark(session, at, person_id=person_id, occurrence_ids=own)
    prompts.mark(session, at, [each.prompt_id for each in bundle.told])


@notice(DIGEST)
def _digest(session: Any, claim: Claim, now: datetime, words: Words) -> Parcel | None:
    """The table, under it the words with what is said on that day anyway; the picture after it."""
    digest_id, person_id = claim.payload["digest_id"], claim.person_id
    said = deliver.load(session, digest_id, person_id, now, words.names_in_files)
    if said is None:
        return None
    daily = _daily(session, said, person_id, now)
    rest = daily and daily.bundle.without(said.first(POINTS_SHOWN), *Sort)
    beside = Daily(daily.message_id, rest) if daily and rest and not rest.empty else None
    made = message(said, words.call, late=claim.late, daily=beside)

    def sent(session: Any, at: datetime) -> None:
        remember(session, at, digest_id=digest_id, said=said, shown=made.shown)
        if daily is not None:
            merging.take_along(session, at, daily.message_id)
            _told(session, at, person_id=person_id, bundle=daily.bundle)

    beside_it = Screen(made.standing, [bottom()])
    picture = Picture(made.picture, beside_it) if made.picture else None
    return Parcel(made.screen, table(said, words.call_in_files), sent, picture)


def _daily(session: Any, said: Weekly, person_id: int, now: datetime) -> Daily | None:
    """The day's own message, which goes within the weekly one."""
    message_id = merging.taken_along(session, person_id, now, said.moment.date())
    bundle = bundles.load(session, person_id, message_id, now) if message_id else None
    return Daily(message_id, bundle) if message_id and bundle and not bundle.empty else None


@notice(_TABLE_APART)
def _table_apart(session: Any, claim: Claim, now: datetime, words: Words) -> None:
    """It goes with the message now."""


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
