"""Parts made out of a whole: steps of a row, shares of what everybody does."""

from db.models import Item
from db.models.roadmap import ItemLevel
from domain.search import search_key


def copy(item: Item, level: ItemLevel, title: str, position: int) -> Item:
    """A part of an item, with its place and term."""
    return Item(
        roadmap_id=item.roadmap_id,
        parent_id=item.id,
        level=level,
        position=position,
        section=item.section,
        stage=item.stage,
        number=item.number if level is ItemLevel.SHARE else None,
        title=title,
        search=search_key(f"{item.number or ''} {title}"),
        deadline=item.deadline,
        term_kind=item.term_kind,
        spans=list(item.spans),
        rule=item.rule,
        term_decided=item.term_decided,
        responsible=list(item.responsible),
        kind=item.kind if level is ItemLevel.SHARE else None,
        kind_chosen=level is ItemLevel.SHARE and item.kind_chosen,
    )


def share_title(title: str, school: str) -> str:
    """The title of a share: with the school's name where it is a school's."""
    return f"{title} · {school}" if school else title
