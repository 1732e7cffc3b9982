"""The wizard's screens, shown by handlers/wizard.py and handlers/wizard_people.py."""

from collections.abc import Sequence

from domain.named import Named
from domain.rhythm import Months
from handlers import picking
from handlers.buttons.draft import OpenDraft
from handlers.buttons.launch import Launch
from handlers.buttons.nav import bottom
from handlers.buttons.settling import Past
from handlers.buttons.wizard import (
    FindPerson,
    GiveMe,
    GivePerson,
    GiveRole,
    GiveSame,
    OpenStage,
    SetDates,
    SetLasting,
    SkipStage,
    StageList,
    StageMany,
    StageMonths,
    StageRoles,
    StageRow,
    StageRows,
    StageWho,
)
from handlers.context import Context
from handlers.keyboards.build import Row as Keys
from handlers.keyboards.build import Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.meanings import meaning_line
from services import wizard, wizard_who
from services.decisions import Choice
from services.terms import Term
from services.wizard import About, StageLine, StageView
from services.wizard_stages import Stage
from services.wizard_who import WhoView
from texts import draft as draft_words
from texts import draft_rows as row_words
from texts import responsibles as who_words
from texts import wizard as words

TYPING, FINDING = "wizard.term", "wizard.who"  # what may be typed
PEOPLE = 6  # a page: roles and other ways stand below
ROLES = 2


def where(stage: Stage, total: int) -> str:
    return words.place(stage.number, total, stage.first, stage.last, stage.whole)


def term_line(context: Context, term: Term | None) -> str:
    """A term in one plain line; empty without one."""
    if term is None or not term.decided:
        return ""
    today = context.actor.today
    return row_words.term(term.kind, term.spans, term.rule, today, decided=True)


async def went_on(context: Context, item_id: int, alone: bool) -> None:
    """What follows an answer: the stage while it lacks something, then the next that does."""
    await context.answer(who_words.saved())
    if alone:
        await rows_screen(context, item_id, 0)
    else:
        await step_on(context, item_id, skip=False)


async def step_on(context: Context, item_id: int, *, skip: bool) -> None:
    here = await context.read(wizard.stage_view, item_id)
    anchor = await context.read(wizard.onward, item_id, skip=skip)
    if anchor is None:
        await list_screen(context, here.roadmap_id, 0)
    else:
        await stage_screen(context, anchor)


async def stage_screen(context: Context, item_id: int) -> None:
    """What the stage lacks is asked: first when, then who; else what it has is shown."""
    view = await context.read(wizard.stage_view, item_id)
    if view.undated:
        await picking.or_typed(context, TYPING, item_id=view.stage.anchor, alone=0)
        await context.show(_ask_term(context, view))
    elif view.unowned:
        await who_screen(context, item_id, alone=False, page=0)
    else:
        await context.show(_complete(context, view))


def _ask_term(context: Context, view: StageView) -> Screen:
    today, proposed = context.actor.today, view.months
    text = words.ask_term(
        where=where(view.stage, view.total),
        name=view.stage.name,
        things=view.things,
        own=view.own,
        proposed=_months(context, proposed),
        over=words.day(proposed.last, today) if proposed else "",
    )
    anchor = view.stage.anchor
    request = (
        SetDates(anchor, alone=False, first=proposed.first, last=proposed.last)
        if proposed
        else SetLasting(anchor, alone=False, choice=Choice.PERIOD)
    )
    other = StageMonths(anchor, alone=False, page=0)
    rows: list[Keys] = [
        [(words.accept(_months(context, proposed)), request)],
        [(words.OTHER_TERM, other), (words.ROWS_APART, StageRows(anchor, 0))],
        [(words.SKIP if view.stage.whole else words.SKIP_PART, SkipStage(anchor))],
        ways(view.roadmap_id, view.previous),
    ]
    return Screen(text, [*rows, bottom(OpenDraft(view.roadmap_id))])


def _months(context: Context, months: Months | None) -> str:
    if months is None:
        return words.whole_period()
    return words.months(months.first, months.last, context.actor.today)


def ways(roadmap_id: int, previous: int | None) -> Keys:
    """To the stage before this one, and to all of them."""
    every = (words.ALL_STAGES, StageList(roadmap_id, 0))
    return [every] if previous is None else [(words.PREVIOUS, OpenStage(previous)), every]


def _complete(context: Context, view: StageView) -> Screen:
    anchor = view.stage.anchor
    text = words.stage(
        where=where(view.stage, view.total),
        name=view.stage.name,
        things=view.things,
        term=term_line(context, view.term),
        now=meaning_line(context, view.told),
        own=view.own,
    )
    change: list[Keys] = []
    if view.term is not None:
        change.append([(words.CHANGE_TERM, StageMonths(anchor, alone=False, page=0))])
    if view.told is not None:
        change.append([(words.CHANGE_WHO, StageWho(anchor, alone=False, page=0))])
    change.append([(words.ROWS_APART, StageRows(anchor, 0))])
    rows: list[Keys] = [
        [(words.NEXT, SkipStage(anchor))],
        *in_rows([key for row in change for key in row], 2),
        ways(view.roadmap_id, view.previous),
    ]
    return Screen(text, [*rows, bottom(OpenDraft(view.roadmap_id))])


async def who_screen(context: Context, item_id: int, *, alone: bool, page: int) -> None:
    """Who answers: people are one tap away, and so are the roles that several hold."""
    view = await context.read(wizard_who.who_view, item_id, alone)
    here = view.about
    if here.item is not None:
        things, previous = [here.item.title], None
        name = here.stage.name
    else:
        stage = await context.read(wizard.stage_view, item_id)
        things, previous, name = list(stage.things), stage.previous, here.stage.name
    text = words.ask_who(
        where=where(here.stage, here.total),
        name=name,
        things=things,
        term=term_line(context, here.term),
        now=meaning_line(context, view.told),
        rows=len(things),
    )
    await picking.or_typed(context, FINDING, item_id=item_id, alone=int(alone))
    await context.show(Screen(text, _who_rows(context, view, page, previous)))


def _who_rows(context: Context, view: WhoView, page: int, previous: int | None) -> list[Keys]:
    here = view.about
    alone = here.item is not None
    there = here.item.id if here.item is not None else here.anchor
    rows: list[Keys] = []
    if view.last is not None:
        rows.append([(words.same(meaning_line(context, view.last)), GiveSame(there, alone))])
    rows += [
        [(context.call(one), GivePerson(there, alone, one.id))]
        for one in cut(view.recent, page, PEOPLE)
    ]
    rows.append(pager(page, len(view.recent), lambda other: StageWho(there, alone, other), PEOPLE))
    rows += _held(view, there, alone) if page == 0 else []
    rows += [
        [(who_words.ROLE, StageRoles(there, alone)), (who_words.ME, GiveMe(there, alone))],
        [(who_words.MANY, StageMany(there, alone, 0)), (who_words.FIND, FindPerson(there, alone))],
    ]
    if alone:
        return [*rows, bottom(StageRow(there))]
    skip = words.SKIP if here.stage.whole else words.SKIP_PART
    rows += [[(skip, SkipStage(there))], ways(here.roadmap_id, previous)]
    return [*rows, bottom(OpenDraft(here.roadmap_id))]


def _held(view: WhoView, there: int, alone: bool) -> list[Keys]:
    """The roles that several people hold, each of them doing it."""
    several = [option for option in view.roles if option.count > 1][:ROLES]
    return [
        [(
            who_words.role_caption(who_words.role(o.role, o.title), o.count, True),
            GiveRole(there, alone, o.number, each=True),
        )]
        for o in several
    ]  # fmt: skip


async def rows_screen(context: Context, item_id: int, page: int) -> None:
    """The rows and steps of a stage."""
    here, lines = await context.read(wizard.row_lines, item_id)
    rows: list[Keys] = [
        [(words.row_caption(line.label, bool(line.mark)), StageRow(line.id))]
        for line in cut(lines, page)
    ]
    rows.append(pager(page, len(lines), lambda other: StageRows(here.anchor, other)))
    rows.append([(words.NEXT, OpenStage(here.anchor))])
    text = words.row_list(where(here.stage, here.total), here.stage.name, len(lines))
    await context.show(Screen(text, [*rows, bottom(OpenStage(here.anchor))]))


async def list_screen(context: Context, roadmap_id: int, page: int) -> None:
    """All stages; the way to what is lacking, or on to the launch."""
    found = await context.read(wizard.stage_list, roadmap_id)
    lacking = sum(line.lacks for line in found.lines)
    rows: list[Keys] = []
    if found.following is not None:
        rows.append([(words.GO_ON, OpenStage(found.following))])
    elif found.past:
        rows.append([(draft_words.settle(found.past), Past(roadmap_id))])
    elif found.lines:
        rows.append([(draft_words.LAUNCH, Launch(roadmap_id))])
    rows += [
        [(_caption(context, line), OpenStage(line.anchor))] for line in cut(found.lines, page)
    ]
    rows.append(pager(page, len(found.lines), lambda other: StageList(roadmap_id, other)))
    text = words.stage_list(found.title, len(found.lines), lacking, found.past)
    await context.show(Screen(text, [*rows, bottom(OpenDraft(roadmap_id))]))


def _caption(context: Context, line: StageLine) -> str:
    told = [term_line(context, line.term), meaning_line(context, line.told)]
    name = line.name or words.unnamed(line.first, line.last)
    return words.stage_caption(line.number, name, line.lacks, told)


def names(context: Context, found: Sequence[Named]) -> list[str]:
    return [context.call(one) for one in found]


def back_to(here: About, there: int) -> Keys:
    """The way back from a choice: to the stage, or to the row it is for."""
    return bottom(StageRow(there) if here.item is not None else OpenStage(here.anchor))
