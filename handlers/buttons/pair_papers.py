"""Requests about the papers of a pair."""

from datetime import date
from enum import StrEnum

from domain.pair_papers import PaperKind
from handlers.registry import Button, button


class Scan(StrEnum):
    """What is done with one paper."""

    SHOW = "show"
    ATTACH = "attach"
    REMOVE = "remove"


@button("tv")
class PairPapers(Button):
    pair_id: int


@button("tw")
class EnterPaper(Button):
    """Ask for a paper's number and day; of an agreement first whether pay is due."""

    pair_id: int
    kind: PaperKind
    person_id: int | None
    paid: bool | None


@button("tV")
class SameOrder(Button):
    """The order that was entered last stands for this pair too."""

    pair_id: int
    paper_id: int


@button("tN")
class NoPay(Button):
    """No additional agreement is due: mentoring is among the mentor's duties."""

    pair_id: int
    person_id: int | None


@button("tx")
class OpenPaper(Button):
    paper_id: int


@button("ty")
class PaperScan(Button):
    paper_id: int
    act: Scan


@button("tz")
class Notice(Button):
    """Pick the last day after a refusal or a notice; no person: the only mentor."""

    pair_id: int
    kind: PaperKind
    person_id: int | None
    year: int | None
    month: int | None


@button("tA")
class NoticeUntil(Button):
    pair_id: int
    kind: PaperKind
    person_id: int
    day: date
