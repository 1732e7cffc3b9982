"""What two documents say of one item, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from db.models import Item
from domain.named import Named
from services import terms
from services.correction import is_same, same_people, same_phrase
from services.terms import Term


class Part(StrEnum):
    """What of an item a document may say otherwise."""

    TITLE = "t"
    TERM = "d"
    WHO = "w"
    CONTENT = "c"
    RESULT = "r"


@dataclass(frozen=True, slots=True)
class PartChange:
    """The words before and after; of a term also what is in force and what it will be.

    A term that is not understood (`means` undecided) changes nothing: the old one stays. Nor do
    new words change who answers where people were chosen by hand: `stay`.
    """

    part: Part
    before: str
    after: str
    meant: Term | None = None
    means: Term | None = None
    stay: tuple[Named, ...] = ()


def parts_of(old: Item, new: Item, *, whole: bool) -> Iterator[PartChange]:
    """`whole`: a row; a step has only its title, the rest it has of its row."""
    if not is_same(old.title, new.title):
        yield PartChange(Part.TITLE, old.title, new.title)
    if not whole:
        return
    if not same_phrase(old.deadline, new.deadline):
        yield _term_change(old, new)
    if not same_people(old.responsible, new.responsible):
        before, after = (", ".join(map(str, each.responsible)) for each in (old, new))
        yield PartChange(Part.WHO, before, after)
    for part, was, now in (
        (Part.CONTENT, old.content, new.content),
        (Part.RESULT, old.result, new.result),
    ):
        if not is_same(was, now):
            yield PartChange(part, was or "", now or "")


def whole(item: Item, *, gone: bool) -> Iterator[PartChange]:
    """What is said of a row that only one of the documents has."""
    term = terms.of_item(item)
    people = ", ".join(map(str, item.responsible))
    for part, text in (
        (Part.TERM, item.deadline), (Part.WHO, people), (Part.CONTENT, item.content),
        (Part.RESULT, item.result),
    ):  # fmt: skip
        known = term if part is Part.TERM else None
        if text:
            before, after = (text, "") if gone else ("", text)
            yield PartChange(part, before, after, known if gone else None, None if gone else known)


def _term_change(old: Item, new: Item) -> PartChange:
    words = old.deadline or "", new.deadline or ""
    return PartChange(Part.TERM, *words, terms.of_item(old), terms.of_item(new))
