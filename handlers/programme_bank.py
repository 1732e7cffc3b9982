"""The bank of programmes; and lines of a roadmap that ask for programmes of all pairs."""

from typing import Any

from domain.kinds import WorkKind
from domain.roles import Action
from handlers.buttons.nav import bottom
from handlers.buttons.programmes import (
    Bank,
    BankProgramme,
    KeepProgramme,
    PairProgramme,
    Programme,
    RemoveKept,
    RenameKept,
    WithoutProgramme,
)
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.programme_words import called
from handlers.registry import on, on_state
from handlers.work import Step, collect, first
from services.card import CardView
from services.programmes import bank, facts
from texts import pair_names as pair_words
from texts import programme_bank as words
from texts import programmes as programme_words

NAMING = "programme.name"


@first(WorkKind.PROGRAMME)
def programmes_work(view: CardView) -> Step | None:
    """Pairs that have none; once all have one, ticking off is the likely act."""
    fact = view.fact
    if fact is None or fact.key != "programmes" or not view.rights.people:
        return collect(view)
    return (words.WITHOUT, WithoutProgramme(0)) if fact.done < fact.of else None


@on(WithoutProgramme)
async def without(context: Context, request: WithoutProgramme) -> None:
    found = await context.read(facts.without)
    rows: list[Row] = [
        [(called(context, card), PairProgramme(card.id, 0))] for card in cut(found, request.page)
    ]
    rows.append(pager(request.page, len(found), WithoutProgramme))
    rows.append([(words.BANK, Bank(None, 0))])
    await context.show(Screen(words.without(len(found)), [*rows, bottom()]))


@on(KeepProgramme)
async def keep(context: Context, request: KeepProgramme) -> None:
    kept = await context.write(bank.save, request.programme_id)
    rows: list[Row] = [[(programme_words.OPEN, Programme(request.programme_id))]]
    if context.actor.may(Action.SEE_PAIRS, context.actor.organisation_id):
        rows.append([(words.RENAME, RenameKept(kept.template_id)), (words.BANK, Bank(None, 0))])
    text = words.kept(kept.name, kept.lines, pair_words.FORMS[kept.form], again=kept.again)
    await context.show(Screen(text, [*rows, bottom(Programme(request.programme_id))]))


@on(Bank)
async def listed(context: Context, request: Bank) -> None:
    await context.forget()
    found, forms = await context.read(bank.listing, request.form)
    shown = cut(found, request.page)
    rows: list[Row] = [
        [(programme_words.begin_caption(line.name), BankProgramme(line.template_id))]
        for line in shown
    ]
    rows.append(pager(request.page, len(found), lambda page: Bank(request.form, page)))
    if len(forms) > 1:
        others = [
            (pair_words.FORMS[form], Bank(form, 0)) for form in forms if form != request.form
        ]
        every = [(words.ALL_FORMS, Bank(None, 0))] if request.form is not None else []
        rows += in_rows([*others, *every], 2)
    text = words.bank(
        [
            (line.name, pair_words.FORMS[line.form] if line.form else "", line.lines, line.school)
            for line in shown
        ],
        len(found),
        pair_words.FORMS[request.form] if request.form is not None else "",
    )
    await context.show(Screen(text, [*rows, bottom()]))


@on(BankProgramme)
async def one(context: Context, request: BankProgramme) -> None:
    await context.forget()
    await _card(context, request.template_id)


async def _card(context: Context, template_id: int) -> None:
    found = await context.read(bank.view, template_id)
    line = found.line
    rows: list[Row] = []
    if found.may_edit:
        rows.append(
            [
                (words.RENAME, RenameKept(template_id)),
                (words.REMOVE, RemoveKept(template_id, False)),
            ]
        )
    text = words.bank_card(
        line.name,
        pair_words.FORMS[line.form] if line.form else "",
        [each.title for each in found.template.lines],
        line.lines,
    )
    await context.show(Screen(text, [*rows, bottom(Bank(None, 0))]))


@on(RenameKept)
async def ask_name(context: Context, request: RenameKept) -> None:
    found = await context.read(bank.view, request.template_id)
    await context.ask(NAMING, template_id=request.template_id)
    await context.show(
        Screen(words.ask_name(found.line.name), [bottom(BankProgramme(request.template_id))])
    )


@on_state(NAMING)
async def typed_name(context: Context, data: dict[str, Any]) -> None:
    await context.write(bank.rename, int(data["template_id"]), said(context))
    await _card(context, int(data["template_id"]))


@on(RemoveKept)
async def remove(context: Context, request: RemoveKept) -> None:
    if request.sure:
        await context.write(bank.remove, request.template_id)
        await context.answer(words.removed())
        await listed(context, Bank(None, 0))
        return
    found = await context.read(bank.view, request.template_id)
    rows: list[Row] = [[(words.REMOVE_YES, RemoveKept(request.template_id, True))]]
    await context.show(
        Screen(
            words.ask_remove(found.line.name), [*rows, bottom(BankProgramme(request.template_id))]
        )
    )
