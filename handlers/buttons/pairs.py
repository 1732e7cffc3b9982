"""Requests about pairs and groups."""

from datetime import date
from enum import StrEnum

from domain.pair_papers import PaperKind
from domain.pairs import EndReason, Form, PairKind, RoleModel, Side
from handlers.registry import Button, button
from services.pairs.lists import Filter


class End(StrEnum):
    """Which end of a term."""

    STARTS = "starts"
    ENDS = "ends"


class Step(StrEnum):
    """A step that needs no more than the tap."""

    AGREE = "agree"
    DECLINE = "decline"
    START = "start"
    RESUME = "resume"
    COMPLETE = "complete"


class Scan(StrEnum):
    """What is done with one paper."""

    SHOW = "show"
    ATTACH = "attach"
    REMOVE = "remove"


@button("t0")
class Pairs(Button):
    """Pairs of the current school, or those that I am in."""

    which: Filter
    page: int


@button("t1")
class OpenPair(Button):
    """The card of a pair."""

    pair_id: int


@button("t2")
class FindPair(Button):
    """Ask for a part of a name."""


@button("t3")
class EnterPair(Button):
    """Choose the mentor of a pair to enter, by page."""

    page: int


@button("t4")
class EnterMentor(Button):
    """Choose the mentee, by page."""

    mentor_id: int
    page: int


@button("t5")
class EnterMentee(Button):
    """Look at the pair before it is made; no form: the guessed one."""

    mentor_id: int
    mentee_id: int
    form: Form | None


@button("t6")
class EnterNow(Button):
    """Make it. `works`: it exists already; `raised`: the mentor's limit grows."""

    mentor_id: int
    mentee_id: int
    form: Form
    works: bool
    raised: bool


@button("t7")
class EnterForms(Button):
    """Choose another form before the pair is made."""

    mentor_id: int
    mentee_id: int


@button("t8")
class UndoPair(Button):
    """Take back the last change of a pair."""

    event_id: int


@button("t9")
class PairHistory(Button):
    pair_id: int
    page: int


@button("ta")
class ChangePair(Button):
    """What can be changed in a pair."""

    pair_id: int


@button("tb")
class PairForm(Button):
    """Choose the form; none: ask."""

    pair_id: int
    form: Form | None


@button("tc")
class PairModel(Button):
    """Choose the role model; `ask`: show the choice."""

    pair_id: int
    model: RoleModel | None
    ask: bool


@button("td")
class PairKinds(Button):
    """Add or take away a kind; none: show them."""

    pair_id: int
    kind: PairKind | None


@button("te")
class PairTerm(Button):
    pair_id: int


@button("tf")
class PairDay(Button):
    """Pick an end of the term in a month."""

    pair_id: int
    end: End
    year: int
    month: int


@button("tg")
class SetPairDay(Button):
    """No day: without that end."""

    pair_id: int
    end: End
    day: date | None


@button("th")
class PairGoal(Button):
    """Ask for the goal."""

    pair_id: int


@button("ti")
class PairRhythm(Button):
    """Set the days between meetings; none: ask."""

    pair_id: int
    days: int | None


@button("tj")
class PairMembers(Button):
    """Toggles of a side, by page."""

    pair_id: int
    side: Side
    page: int


@button("tk")
class ToggleMember(Button):
    pair_id: int
    side: Side
    person_id: int
    page: int
    raised: bool


@button("tl")
class PairStates(Button):
    """Which steps there are."""

    pair_id: int


@button("tm")
class PausePair(Button):
    """Until when? A month of a calendar."""

    pair_id: int
    year: int
    month: int


@button("tn")
class PauseUntil(Button):
    """No day: till it is said."""

    pair_id: int
    day: date | None


@button("to")
class PairStep(Button):
    pair_id: int
    step: Step


@button("tp")
class EndPair(Button):
    """End it before its time; no reason: ask for it."""

    pair_id: int
    reason: EndReason | None


@button("tq")
class Transfer(Button):
    """Choose another mentor, by page."""

    pair_id: int
    page: int


@button("tr")
class TransferTo(Button):
    pair_id: int
    person_id: int
    raised: bool


@button("ts")
class StandIn(Button):
    """Choose who stands in for a mentor; no mentor: the only one, or ask which."""

    pair_id: int
    mentor_id: int | None
    page: int


@button("tO")
class StandInFor(Button):
    """Who stands in; the days are asked next."""

    pair_id: int
    mentor_id: int
    person_id: int


@button("tt")
class StandInDays(Button):
    """Pick the days of the leave, first the one, then the other; `month`: any day of it."""

    pair_id: int
    mentor_id: int
    person_id: int
    since: date | None
    month: date


@button("tu")
class SetStandIn(Button):
    pair_id: int
    mentor_id: int
    person_id: int
    since: date
    until: date | None


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


@button("tB")
class BackAgain(Button):
    """The first mentor is back: the substitute's time is over."""

    pair_id: int
    member_id: int


@button("tC")
class SchoolLimit(Button):
    """How many mentees a mentor may have; none: ask."""

    limit: int | None


@button("tD")
class OwnLimit(Button):
    """The same for one mentor; `ask`: show the choice, no limit: as in the school."""

    person_id: int
    limit: int | None
    ask: bool


@button("tE")
class Passport(Button):
    """The passport of a pair, as of a day."""

    pair_id: int
    day: date | None


@button("tF")
class PassportAs(Button):
    """Make the file."""

    pair_id: int
    day: date
    word: bool


@button("tG")
class PassportDay(Button):
    """Pick a past day."""

    pair_id: int
    year: int
    month: int


@button("tH")
class ImportPairs(Button):
    """Ask for a table of pairs."""


@button("tI")
class ExamplePairs(Button):
    """Send the table to fill in."""


@button("tJ")
class ImportPage(Button):
    """What was understood of a table, by page."""

    import_id: int
    page: int


@button("tK")
class ImportApply(Button):
    """`adding`: people that the school does not have are added too."""

    import_id: int
    adding: bool


@button("tL")
class ImportUndo(Button):
    import_id: int


@button("tM")
class ImportDrop(Button):
    """Leave the table alone."""

    import_id: int


@button("tP")
class DeclinePair(Button):
    """The mentor's no to a proposed pair, after the question."""

    pair_id: int


@button("tQ")
class AskMentors(Button):
    """Put the question to the silent mentors of a proposed pair anew."""

    pair_id: int


@button("tR")
class OtherMentor(Button):
    """Choose another mentor for a pair that was declined or is not answered, by page."""

    pair_id: int
    page: int


@button("tS")
class OtherMentorIs(Button):
    pair_id: int
    mentor_id: int
    raised: bool


@button("tT")
class MyPairs(Button):
    """The pairs that I am in as a list, even if there is only one."""

    page: int


@button("tU")
class PastPairs(Button):
    """The pairs that I was in."""

    page: int


@button("tW")
class ChoosePairs(Button):
    """Which pairs of the school to list."""

    which: Filter


@button("tX")
class PairActs(Button):
    """What else there is beside the list of pairs."""
