"""A corrected document is taken into the roadmap that runs (taken out: correction_undo).

Every item that changes has it in its history; what was done, proved, noted and decided by hand
stays. The first event keeps what an item does not: the document, its title, the order of rows.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, ItemOwner, Roadmap
from db.models.roadmap import ItemLevel
from domain.search import key_of, search_key
from services import audit, casting, held, responsibles, settling, terms
from services.actor import Actor
from services.changes import Change, together
from services.correction import corrected
from services.correction_order import ordered, positions, reorder
from services.correction_parts import (
    HEADER,
    chosen_by_hand,
    header,
    is_free,
    leaves_of,
    people_beside,
    proved,
    retime,
    retitle,
    settle,
    shares_of,
)
from services.difference_parts import Part
from services.differences import Comparison, Difference, Pair, What, compare
from services.draft_rows import Row, draft, rows
from services.errors import Refusal
from services.item_acts import parts
from services.item_rights import Access
from services.row_people import chosen_people
from services.tree import OVER

CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Corrected:
    """What came of a correction. `event_id`: by which it is undone; None: nothing to undo."""

    roadmap_id: int
    title: str
    added: int
    changed: int
    gone: int
    event_id: int | None


def unsettled(session: Session, actor: Actor, new: Roadmap) -> int:
    """Rows of the document that would come with a term that is over."""
    every = rows(session, new.id)
    return len(settling.past_rows(every, terms.period_of(new), actor.today))


def confirm(session: Session, actor: Actor, draft_id: int) -> Corrected:
    """Make every change that was not refused; the draft is used up.

    Raises Refusal("gone" | "forbidden" | "draft_launched" | "not_correction" | "closed" |
    "past_unsettled").
    """
    new = draft(session, actor, draft_id, lock=True)
    if new.corrects_id is None:
        raise Refusal("not_correction")
    with together(session, actor, new.corrects_id):
        old = corrected(session, actor, new.corrects_id)
        if unsettled(session, actor, new):
            raise Refusal("past_unsettled")
        responsibles.confirm(session, new, rows(session, draft_id))
        work = _Correcting(session, actor, compare(session, actor, draft_id), old)
        work.run()
    return work.finish()


class _Correcting:
    def __init__(self, session: Session, actor: Actor, found: Comparison, old: Roadmap) -> None:
        self._session, self._actor, self._found, self._old = session, actor, found, old
        self._new = found.draft
        self._pairs = {pair.old.id: pair for pair in found.pairs}
        self._rows = rows(session, self._new.id)
        self._document: dict[int, Row] = {row.item.id: row for row in self._rows}
        self._made = [one for one in found.found if one.apply]
        # The owners to come are looked up while the draft's rows are still its own.
        added = {one.item_id for one in self._made if one.what is What.ADDED}
        present = [row.item.id for row in rows(session, old.id)]
        self._order = ordered(present, self._rows, self._pairs, added)
        # So are those of new steps, while the others of their rows are there.
        self._rows_of = self._running_rows(added)
        by_hand = chosen_by_hand(session, actor, old) if self._rows_of else set()
        self._people = people_beside(session, self._rows_of, by_hand)
        self._proved = proved(session, old.id)
        self._events: list[ItemEvent] = []
        self._before = {
            "roadmap": header(old),
            "positions": positions(session, old.id),
        }

    def _running_rows(self, added: Container[int]) -> dict[int, int]:
        """The running row of each new step."""
        ours = {pair.new.id: pair.old.id for pair in self._found.pairs}
        steps = [(ours.get(row.item.id), step.id) for row in self._rows for step in row.steps]
        return {step: row for row, step in steps if row is not None and step in added}

    def run(self) -> None:
        """Every change of an item."""
        self._place()
        self._change([one for one in self._made if one.what is What.CHANGED])
        for one in self._made:
            if one.what is What.GONE:
                self._remove(one)
        self._add([one for one in self._made if one.what is What.ADDED])

    def finish(self) -> Corrected:
        """The roadmap itself."""
        steps = {pair.old.id: pair.new.position for pair in self._found.pairs}
        reorder(self._session, self._old.id, self._order, steps)
        self._head()
        return self._result()

    def _save(self, change: Change, action: str, **told: str | int | None) -> None:
        self._events.append(change.record(action, correction=self._new.source_sha[:12], **told))

    def _change_of(self, item: Item) -> Change:
        whole = Access(item, self._old, None, act=True, edit=True)
        return Change(self._session, self._actor, whole)

    def _place(self) -> None:
        """Numbers and stages of all rows in one go: asked about they would hide the rest."""
        if not self._found.places:
            return
        change = self._change_of(self._found.places[0].old.item)
        for pair in self._found.places:
            every = [pair.old.item, *shares_of(self._session, pair.old.item)]
            change.touch(*every)
            for item in every:
                item.number = pair.new.number
                item.section, item.stage = pair.new.section, pair.new.stage
                item.search = search_key(f"{item.number or ''} {item.title}")
        self._save(change, CORRECTED, parts="p")

    def _change(self, found: Sequence[Difference]) -> None:
        changes = [(one, self._change_of(self._pairs[one.item_id].old.item)) for one in found]
        self._recast([
            (change, self._pairs[one.item_id])
            for one, change in changes
            if any(part.part is Part.WHO for part in one.parts)
        ])  # fmt: skip
        for one, change in changes:
            self._rewrite(one, change)

    def _rewrite(self, one: Difference, change: Change) -> None:
        pair = self._pairs[one.item_id]
        item, new = pair.old.item, pair.new
        shares = shares_of(self._session, item)
        change.touch(item, *shares)
        for part in one.parts:
            if part.part is Part.TITLE:
                retitle(item, shares, new.title)
            elif part.part is Part.TERM:
                retime(self._session, change, item, new)
            elif part.part is Part.CONTENT:
                item.content = new.content
            elif part.part is Part.RESULT:
                for each in [item, *shares]:
                    each.result = new.result
        self._settle(change, pair)
        self._save(change, CORRECTED, parts="".join(part.part for part in one.parts))

    def _settle(self, change: Change, pair: Pair) -> None:
        """A term that was over in the document was settled there: done earlier, or not needed."""
        row = self._document.get(pair.new.id)
        answers = {step.carried_from_id: step.status for step in row.steps} if row else {}
        for leaf in leaves_of(self._session, pair.old.item):
            answer = answers.get(leaf.id, pair.new.status)
            if answer in OVER and leaf.status not in OVER and not parts(self._session, leaf):
                change.touch(leaf)
                leaf.status = answer

    def _recast(self, found: Sequence[tuple[Change, Pair]]) -> None:
        """New words for who answers; new owners where the words are known and nobody chose."""
        chosen = chosen_by_hand(self._session, self._actor, self._old) if found else set()
        waiting: list[tuple[Change, Row]] = []
        for change, pair in found:
            item = pair.old.item
            leaves = [
                leaf
                for leaf in leaves_of(self._session, item)
                if is_free(self._session, leaf, self._proved)
            ]
            change.touch(item, *leaves)
            for each in [item, *leaves]:
                each.responsible = list(pair.new.responsible)
            if leaves and not chosen & {item.id, *(leaf.id for leaf in leaves)}:
                steps = tuple(leaf for leaf in leaves if leaf.id != item.id)
                waiting.append((change, Row(item, steps)))
        known = {
            phrase.key
            for phrase in responsibles.phrases(
                self._session, self._old, [row for _, row in waiting]
            )
            if phrase.meaning
        }
        self._cast([
            (change, row)
            for change, row in waiting
            if known & {key_of(str(entry)) for entry in row.item.responsible}
        ])  # fmt: skip

    def _cast(self, found: Sequence[tuple[Change, Row]]) -> None:
        """Owners and shares by the words that the rows have now."""
        changes = {leaf.id: change for change, row in found for leaf in row.leaves}
        for change, row in found:
            for leaf in row.leaves:
                shares = shares_of(self._session, leaf)
                change.touch(*shares)
                for share in shares:
                    share.removed_at = self._actor.at
        held.own(self._session, self._old.id, {leaf: [] for leaf in changes})
        self._session.flush()
        given = casting.give(self._session, self._actor, self._old, [row for _, row in found], {})
        held.reread(self._session, self._old.id, changes)
        for item in given.leaves:
            if item.id not in changes and item.parent_id is not None:
                changes[item.parent_id].created(item)

    def _remove(self, one: Difference) -> None:
        item = self._session.get_one(Item, one.item_id)
        change = self._change_of(item)
        change.touch(item)
        item.removed_at = self._actor.at
        self._touch_above(change, item)
        self._save(change, "removed")

    def _add(self, found: Sequence[Difference]) -> None:
        """The rows themselves go over from the draft, with the people chosen there."""
        items = {one.item_id: self._session.get_one(Item, one.item_id) for one in found}
        moving: list[Row] = []
        for item in items.values():
            if item.level is ItemLevel.ROW:
                moving.append(self._document[item.id])
            elif item.parent_id is not None:
                moving.append(Row(item, ()))
        every = [each for row in moving for each in row]
        chosen = self._people | chosen_people(self._session, every)
        self._session.execute(
            delete(ItemOwner).where(ItemOwner.item_id.in_([each.id for each in every]))
        )
        for each in every:
            each.roadmap_id = self._old.id
            each.carried_from_id = None
            each.parent_id = self._rows_of.get(each.id, each.parent_id)
            settle(each)
        self._session.flush()
        casting.give(self._session, self._actor, self._old, moving, chosen)
        for row in moving:
            change = self._change_of(row.item)
            for each in row:
                change.created(each)
            self._touch_above(change, row.item)
            self._save(change, "added")

    def _touch_above(self, change: Change, item: Item) -> None:
        """What gets its first step, or loses its last, is reminded of otherwise."""
        if item.parent_id is not None:
            change.touch(self._session.get_one(Item, item.parent_id))

    def _head(self) -> None:
        """The roadmap is from now on that of the new document."""
        old, new = self._old, self._new
        audit.record(
            self._session, self._actor, "roadmap_corrected", f"roadmap:{old.id}",
            old.organisation_id, before=old.source_sha, after=new.source_sha,
            event=self._events[0].id if self._events else None,
        )  # fmt: skip
        for field in HEADER:
            setattr(old, field, getattr(new, field))
        self._session.flush()
        self._session.execute(delete(Roadmap).where(Roadmap.id == new.id))

    def _result(self) -> Corrected:
        counts = {what: sum(one.what is what for one in self._made) for what in What}
        ids = [event.id for event in self._events]
        for first in self._events[:1]:
            first.before = {**first.before, **self._before, "correction": ids}
        return Corrected(
            roadmap_id=self._old.id,
            title=self._old.title,
            added=counts[What.ADDED],
            changed=counts[What.CHANGED],
            gone=counts[What.GONE],
            event_id=ids[0] if ids else None,
        )
