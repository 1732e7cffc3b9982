"""From an entry of a bank to its words and the ways on from its card."""

from collections.abc import Mapping
from typing import Any

from content.areas import named
from domain.banks import PEOPLE, BankState
from handlers.buttons.banks import (
    Admit,
    AskNumber,
    AskTimes,
    BankList,
    CandidateAgain,
    DeclineEntry,
    EditEntry,
    EntryCriteria,
    EntryHistory,
    EntryListing,
    Interview,
    MyEntry,
    NewerAnswers,
    OpenEntry,
    PauseEntry,
    TakeOut,
    TellRefusal,
    UndoDecision,
)
from handlers.buttons.nav import bottom
from handlers.buttons.people import OpenPerson
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_pairs
from handlers.registry import Button
from services.banks.editing import Listing, Number
from services.banks.lists import Only
from services.banks.views import Card
from texts import bank_card as words
from texts import banks as bank_words

Act = tuple[str, Button]


def card_screen(context: Context, card: Card, said: str = "") -> Screen:
    text = words.card(_shown(context, card), _decided(context, card) if card.keeps else None, said)
    if not card.keeps:
        return Screen(text, [*own_rows(card), bottom()])
    first, rest = _acts(card)
    back = bottom(BankList(card.side, card.state, None, None, Only.ALL, 0))
    return Screen(text, [first, *in_pairs(rest), back])


def own_rows(card: Card) -> list[Row]:
    """What a mentor corrects."""
    there = card.id
    caption = words.RESUME if card.paused_on else words.PAUSE
    return [
        [(words.CAPACITY, AskNumber(there, Number.CAPACITY))],
        [(words.HOURS, AskNumber(there, Number.HOURS)), (words.TIMES, AskTimes(there))],
        [(caption, PauseEntry(there, on=card.paused_on is None))],
    ]


def edit_rows(card: Card) -> list[Row]:
    there = card.id
    chosen = [
        (words.AREAS, EntryListing(there, Listing.AREAS, 0)),
        (words.FORMS_CAPTION, EntryListing(there, Listing.FORMS, 0)),
        (words.KINDS_CAPTION, EntryListing(there, Listing.KINDS, 0)),
    ]
    return [*own_rows(card), chosen]


def _acts(card: Card) -> tuple[Row, list[Act]]:
    """The likely act, alone in its row, and the others."""
    there = card.id
    acts: list[Act] = []
    if card.newer:
        acts.append((bank_words.newer_caption(len(card.newer)), NewerAnswers(there, 0)))
    acts += _steps(card)
    if card.undoable is not None:
        acts.append((words.UNDO, UndoDecision(card.undoable)))
    acts += [(words.HISTORY, EntryHistory(there, 0)), (words.PERSON, OpenPerson(card.who.id))]
    return acts[:1], acts[1:]


def _steps(card: Card) -> list[Act]:
    there = card.id
    ticks: list[Act] = [(words.CRITERIA, EntryCriteria(there))] if card.ticks else []
    looked: list[Act] = [*ticks, (words.INTERVIEW, Interview(there)), _edit(card)]
    admit: list[Act] = [(words.ADMIT, Admit(there))] if card.fit else []
    if card.state is BankState.CANDIDATE:
        return [*admit, *looked, (words.DECLINE, DeclineEntry(there))]
    if card.state is BankState.IN_BANK:
        return [_edit(card), *looked[:-1], (words.TAKE_OUT, TakeOut(there, sure=False))]
    told: list[Act] = [(words.TELL, TellRefusal(there, sure=False))] if card.letter else []
    return [*told, (words.AGAIN, CandidateAgain(there)), *admit]


def _edit(card: Card) -> Act:
    return words.EDIT, EditEntry(card.id)


def _shown(context: Context, card: Card) -> words.Shown:
    names = named()
    return words.Shown(
        name=context.call(card.who),
        about=card.school_class or card.post,
        side=card.side,
        state=card.state,
        areas={names.get(key, key): level for key, level in card.areas.items()},
        forms=card.forms,
        kinds=card.kinds,
        facts=card.facts,
        capacity=card.capacity,
        hours=card.hours,
        free=card.free,
        paused_on=card.paused_on,
        others=[context.call(each) for each in card.others],
        consent=card.consent,
        fit=card.fit,
        today=context.actor.today,
    )


def _decided(context: Context, card: Card) -> words.Decided:
    on, by = card.decided or (None, None)
    return words.Decided(
        met=sum(bool(each.met) for each in card.ticks),
        of=len(card.ticks),
        open_=[each.criterion.text for each in card.ticks if not each.met],
        mark=card.interview[0],
        interviewed=card.interview[1],
        on=on,
        by=context.call(by) if by else "",
        reason=card.reason,
        wants=[context.call(each) for each in card.wants],
        unwanted=[context.call(each) for each in card.unwanted],
        newer=len(card.newer or {}),
    )


def field(context: Context, name: str, found: Any, people: Mapping[int, str]) -> str:
    """A field of an entry in words, plain."""
    if name == "areas" and found:
        names = named()
        found = {names.get(key, key): level for key, level in found.items()}
    return words.value(name, found, people if name in PEOPLE else {})


def back_of(card: Card) -> Button:
    return OpenEntry(card.id) if card.keeps else MyEntry()
