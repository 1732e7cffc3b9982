"""The act of what was erased of a person and what stays, with the reasons.

What an act must name: order of Roskomnadzor of 28.10.2022 No. 179.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.erasing import Kept, Reason, Share
from exports.docx.paper import Block, Column, Line, Paper, Signature, Table, Text, cell
from texts import erasing as words


@dataclass(frozen=True, slots=True)
class ActData:
    """`done_on` None: a plan that waits for `due`."""

    organisation: str
    code: str
    reason: Reason
    asked_on: date
    due: date
    done_on: date | None
    shares: tuple[Share, ...]
    kept: tuple[Kept, ...]
    made: date


def act(data: ActData) -> bytes:
    """The paper as .docx bytes; give it to exports.worker.in_worker."""
    from exports.docx import build  # the library is heavy, and only the worker needs it

    return build.render(act_paper(data))


def act_paper(data: ActData) -> Paper:
    head = words.ACT_HEAD if data.done_on else words.PLAN_HEAD
    return Paper(title=head.replace("\n", " "), made=data.made, blocks=tuple(_blocks(data, head)))


def _blocks(data: ActData, head: str) -> Iterator[Block]:
    for line in head.split("\n"):
        yield Text(line, "center", bold=True, with_next=True)
    for line in words.act_lines(
        organisation=data.organisation, code=data.code, reason=data.reason,
        asked_on=data.asked_on, due=data.due, done_on=data.done_on,
    ):  # fmt: skip
        yield Text(line, "left")
    title = words.ERASED_TITLE if data.done_on else words.TO_ERASE_TITLE
    yield Text(title, "left", bold=True, with_next=True)
    yield _erased(data) if data.shares else Text(words.NOTHING, "left")
    yield Text(words.KEPT_TITLE, "left", bold=True, with_next=True)
    yield _kept(data)
    yield Text(words.NOTE)
    signer = words.PLANNER if data.done_on is None else words.SIGNER
    yield Signature(signer, "", words.EMPTY_DATE)


def _erased(data: ActData) -> Table:
    columns = (
        Column(words.WHAT), Column(words.HOW_MANY, 22, "center"), Column(words.WAY, 48),
    )  # fmt: skip
    lines = (
        Line(
            (cell(_up(words.PARTS[each.part])), cell(str(each.count)), cell(words.way(each.part)))
        )
        for each in data.shares
    )
    return Table(columns, tuple(lines))


def _kept(data: ActData) -> Table:
    """The words of what stays name the reason after a colon."""
    told = [words.KEPT[each].partition(": ") for each in data.kept]
    lines = (Line((cell(_up(what)), cell(why))) for what, _, why in told)
    return Table((Column(words.WHAT), Column(words.WHY, 58)), tuple(lines))


def _up(text: str) -> str:
    return text[:1].upper() + text[1:]
