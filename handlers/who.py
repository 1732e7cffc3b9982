"""The screens on which the curator says who answers: a person, a role, several people."""

from collections.abc import Sequence

from domain.named import Named
from handlers import picking
from handlers.buttons.decisions import NextQuestion
from handlers.buttons.draft import DraftRow, OpenDraft
from handlers.buttons.nav import bottom
from handlers.buttons.responsibles import (
    AddNewcomer,
    FindWho,
    ManyDone,
    Phrases,
    SetMe,
    SetPerson,
    SetRole,
    TogglePerson,
    Who,
    WhoMany,
    WhoRoles,
)
from handlers.buttons.wizard import Wizard
from handlers.context import Context
from handlers.keyboards.build import Row as Keys
from handlers.keyboards.build import Screen
from handlers.keyboards.pager import cut, pager
from handlers.keyboards.people import people
from handlers.meanings import meaning_line
from handlers.registry import Button
from services import assigning
from services.assigning import WhoView
from services.unowned import Reach
from services.wizard import OFFERED_FROM
from texts import decisions as words
from texts import responsibles as who_words
from texts import wizard as wizard_words

FINDING = "draft.who"
FOUND = 8


async def who_screen(context: Context, item_id: int, entry: int | None, page: int) -> None:
    """Who is it? People of the school are one tap away, roles two."""
    view = await context.read(assigning.who_view, item_id, entry)
    text = who_words.ask_who(
        number=view.number,
        total=view.total,
        phrase=_what(view),
        rows=view.rows,
        now=meaning_line(context, view.told),
        proposed=view.proposed,
        anybody=bool(view.staff),
        written=view.phrase is not None,
        place="" if view.phrase is not None else view.item.stage or view.item.section or "",
    )
    await picking.or_typed(context, FINDING, item_id=item_id, entry=entry)
    await context.show(Screen(text, _who_rows(context, view, item_id, entry, page)))


def _what(view: WhoView) -> str:
    if view.phrase is not None:
        return view.phrase
    item = view.item
    return f"{item.number}. {item.title}" if item.number else item.title


def _who_rows(
    context: Context, view: WhoView, item_id: int, entry: int | None, page: int
) -> list[Keys]:
    rows = _wider(view, item_id, entry)
    if view.newcomer is not None and entry is not None:
        rows.append([(who_words.newcomer(view.newcomer), AddNewcomer(item_id, entry))])
    rows += people(
        view.staff,
        page,
        context.call,
        lambda person_id: SetPerson(item_id, entry, person_id),
        lambda other: Who(item_id, entry, other),
    )
    rows.append(
        [(who_words.ROLE, WhoRoles(item_id, entry)), (who_words.ME, SetMe(item_id, entry))]
    )
    find = (who_words.FIND, FindWho(item_id, entry))
    wide = entry is not None and entry < Reach.ROW
    rows.append([find] if wide else [(who_words.MANY, WhoMany(item_id, entry, 0)), find])
    if view.number:
        rows.append([(words.LATER, NextQuestion(item_id, entry))])
        if view.phrase is None and view.everywhere >= OFFERED_FROM:
            rows.append([(wizard_words.START, Wizard(view.roadmap_id))])
    return [*rows, bottom(way_back(view, item_id))]


def _wider(view: WhoView, item_id: int, entry: int | None) -> list[Keys]:
    """The switch between this row and all that name nobody either, as terms have it."""
    if entry is None or entry >= 0 or not view.number:
        return []
    if entry != Reach.ROW:
        return [[(words.ONE_ROW, Who(item_id, Reach.ROW, 0))]]
    rows: list[Keys] = []
    if 1 < view.group < view.everywhere:
        caption = who_words.nobodys_scope(view.group, True)
        rows.append([(caption, Who(item_id, Reach.STAGE, 0))])
    if view.everywhere > 1:
        caption = who_words.nobodys_scope(view.everywhere, False)
        rows.append([(caption, Who(item_id, Reach.ALL, 0))])
    return rows


def way_back(view: WhoView, item_id: int) -> Button:
    """To the card of the row, the draft that asks, or the list of phrases."""
    if view.number:
        return OpenDraft(view.roadmap_id)
    return DraftRow(item_id) if view.phrase is None else Phrases(view.roadmap_id, 0)


async def roles_screen(context: Context, item_id: int, entry: int | None) -> None:
    view = await context.read(assigning.who_view, item_id, entry)
    rows: list[Keys] = []
    for option in view.roles:
        name = who_words.role(option.role, option.title)
        rows.append(
            [
                (
                    who_words.role_caption(name, option.count, each),
                    SetRole(item_id, entry, option.number, each),
                )
                for each in ((True, False) if option.count != 1 else (False,))
            ]
        )
    rows.append(bottom(Who(item_id, entry, 0)))
    await context.show(Screen(who_words.ask_role(_what(view)), rows))


async def many_screen(context: Context, item_id: int, entry: int | None, page: int) -> None:
    """Several people, marked one by one."""
    view = await context.read(assigning.who_view, item_id, entry)
    chosen = view.told.names if view.told and view.told.meaning.role is None else ()
    marked = {one.id for one in chosen}
    rows: list[Keys] = [
        [(
            who_words.chosen(context.call(one), one.id in marked),
            TogglePerson(item_id, entry, one.id, page),
        )]
        for one in cut(view.staff, page)
    ]  # fmt: skip
    rows.append(pager(page, len(view.staff), lambda other: WhoMany(item_id, entry, other)))
    rows.append(_finish(item_id, entry, chosen))
    rows.append(bottom(Who(item_id, entry, 0)))
    text = who_words.ask_many(_what(view), [context.call(one) for one in chosen])
    await context.show(Screen(text, rows))


def _finish(item_id: int, entry: int | None, chosen: Sequence[Named]) -> Keys:
    if len(chosen) > 1:
        return [
            (who_words.EACH, ManyDone(item_id, entry, each=True)),
            (who_words.TOGETHER, ManyDone(item_id, entry, each=False)),
        ]
    return [(who_words.READY, ManyDone(item_id, entry, each=False))] if chosen else []


async def found_screen(
    context: Context, item_id: int, entry: int | None, query: str, found: Sequence[Named]
) -> None:
    """Those whose name or post fits what was typed."""
    rows: list[Keys] = [
        [(context.call(one), SetPerson(item_id, entry, one.id))] for one in found[:FOUND]
    ]
    rows.append([(who_words.FIND, FindWho(item_id, entry))])
    rows.append(bottom(Who(item_id, entry, 0)))
    text = who_words.found(query) if found else who_words.not_found(query)
    await context.show(Screen(text, rows))
