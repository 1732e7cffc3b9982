"""The explanatory note of a programme is written: in words, or by what others often write."""

from sqlalchemy.orm import Session

from content import programmes as shelf
from db.models import Programme
from domain.programmes import TEXT_LIMIT, HeadField
from services import chat
from services.actor import Actor
from services.errors import Refusal
from services.item_acts import said
from services.pairs import log
from services.programmes.access import Access, for_writing


def write(
    session: Session, actor: Actor, programme_id: int, field: HeadField, text: str
) -> Programme:
    """Say a part anew. Raises Refusal("gone" | "forbidden" | "programme_closed" |
    "nothing_said" | "programme_long")."""
    access = for_writing(session, actor, programme_id)
    words = said(text)
    if len(words) > TEXT_LIMIT:
        raise Refusal("programme_long", limit=TEXT_LIMIT)
    _set(session, actor, access, field, words)
    chat.clear(session, actor)
    return access.programme


def take(
    session: Session, actor: Actor, programme_id: int, field: HeadField, number: int
) -> Programme:
    """Add what is often written there, or take it out again."""
    access = for_writing(session, actor, programme_id)
    known = shelf.presets(field, access.pair.pair.form)
    if not 0 <= number < len(known):
        raise Refusal("gone")
    lines = part_of(access.programme, field).splitlines()
    chosen = known[number]
    left = [line for line in lines if line != chosen]
    _set(session, actor, access, field, "\n".join(left if chosen in lines else [*lines, chosen]))
    return access.programme


def part_of(programme: Programme, field: HeadField) -> str:
    text: str = getattr(programme, field.value)
    return text


def _set(session: Session, actor: Actor, access: Access, field: HeadField, text: str) -> None:
    before = part_of(access.programme, field)
    if text == before:
        return
    setattr(access.programme, field.value, text)
    log.record(
        session, actor, access.pair.pair, f"programme_{field.value}",
        before={field.value: before}, after={field.value: text},
    )  # fmt: skip
