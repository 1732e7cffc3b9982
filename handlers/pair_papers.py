"""Papers of a pair: what is there and what is missing, numbers and days, scans, clocks."""

from domain import papers as typed_papers
from domain.pair_papers import ENDING, PaperKind
from handlers import incoming, picking
from handlers.buttons.nav import bottom
from handlers.buttons.pair_papers import (
    EnterPaper,
    NoPay,
    Notice,
    NoticeUntil,
    OpenPaper,
    PairPapers,
    PaperScan,
    SameOrder,
    Scan,
)
from handlers.buttons.pair_states import PairStates
from handlers.buttons.pairs import OpenPair, UndoPair
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.pair_words import lacks, receipt, title
from handlers.registry import on, on_state
from handlers.ways import PAIR, Way
from services import files
from services.errors import Refusal
from services.pairs import capacity, notices, papers, views
from services.pairs.papers import Paper, Papers
from services.pairs.views import PairView
from texts import pair_card as card_words
from texts import pair_papers as words
from texts import pair_states as state_words

ASKED, SCANNING = "pair.paper", "pair.scan"
SHOWN = 20


@PAIR.way(20)
def _papers_way(view: PairView) -> list[Way]:
    if not (view.edit or view.mentoring):
        return []
    caption = words.ENTER_MISSING if view.lacks and view.edit else words.DOCUMENTS
    return [(caption, PairPapers(view.id))]


@on(PairPapers)
async def listing(context: Context, request: PairPapers) -> None:
    await context.forget()
    view = await context.read(views.view, request.pair_id)
    found = await context.read(papers.listing, request.pair_id)
    lines = [_line(context, each, found) for each in found.papers]
    text = words.listing(
        title(context, view.card), lines, lacks(context, found.lacks, len(found.mentors))
    )
    rows = [*in_rows(_entering(context, found), 1), *in_rows(_opening(found), 2)]
    await context.show(Screen(text, [*rows, bottom(OpenPair(request.pair_id))]))


def _entering(context: Context, found: Papers) -> list[Way]:
    """What is missing first; then what else there may be."""
    if not (found.edit and found.open):
        return []
    several = len(found.mentors) > 1
    missing: list[Way] = [
        (
            words.enter(each.kind, context.call(each.person) if several and each.person else ""),
            EnterPaper(found.pair_id, each.kind, each.person.id if each.person else None, None),
        )
        for each in found.lacks
    ]
    return missing[:SHOWN]


def _opening(found: Papers) -> list[Way]:
    if not found.edit:
        return []
    return [(words.open_caption(each.kind), OpenPaper(each.id)) for each in found.papers[:SHOWN]]


def _line(context: Context, paper: Paper, found: Papers) -> str:
    several = len(found.mentors) > 1 or paper.person not in found.mentors
    person = context.call(paper.person) if paper.person and several else ""
    return words.line(_told(paper), person, context.actor.today)


def _told(paper: Paper) -> words.Told:
    return words.Told(
        paper.kind, paper.number, paper.signed_on, paper.pay, paper.paid, paper.until,
        scanned=paper.sha is not None,
    )  # fmt: skip


@on(EnterPaper)
async def ask(context: Context, request: EnterPaper) -> None:
    view = await context.read(views.view, request.pair_id)
    if not view.edit:
        raise Refusal("forbidden")
    there = request.pair_id
    if request.kind is PaperKind.AGREEMENT and request.paid is None:
        ways: list[Row] = [
            [(caption, EnterPaper(there, request.kind, request.person_id, paid))]
            for caption, paid in ((words.PAID, True), (words.UNPAID, False))
        ]
        await context.show(Screen(words.ask_paid(), [*ways, bottom(PairPapers(there))]))
        return
    paid = None if request.paid is None else int(request.paid)
    await context.ask(
        ASKED, pair=there, kind=request.kind.value, person=request.person_id, paid=paid
    )
    rows: list[Row] = []
    if request.paid is False:
        rows = [[(words.JOB, NoPay(there, request.person_id))]]
    if request.kind is PaperKind.ORDER:
        last = await context.read(papers.last_order, there)
        rows = [[(words.same(_told(last)), SameOrder(there, last.id))]] if last else []
    text = words.ask(request.kind, paid=request.paid)
    await context.show(Screen(text, [*rows, bottom(PairPapers(there))]))


@on(SameOrder)
async def same_order(context: Context, request: SameOrder) -> None:
    _, last = await context.read(papers.one, request.paper_id)
    number, day = last.number, last.signed_on
    acted = await context.write(
        papers.add, request.pair_id, PaperKind.ORDER, number=number, signed_on=day
    )
    text = words.entered(PaperKind.ORDER, number, day) + await _over(context, acted.pair_id)
    await receipt(context, text, acted, *await _further(context, acted.pair_id))


@on(NoPay)
async def no_pay(context: Context, request: NoPay) -> None:
    acted = await context.write(
        papers.add, request.pair_id, PaperKind.AGREEMENT, request.person_id, paid=False,
        pay=words.JOB_REASON,
    )  # fmt: skip
    text = words.entered(PaperKind.AGREEMENT)
    await receipt(context, text, acted, *await _further(context, acted.pair_id))


@on_state(ASKED)
async def typed(context: Context, data: dict[str, str | int | None]) -> None:
    """«№ 15 от 12.10.2026», or its scan; of an agreement also the pay after the date."""
    kind = PaperKind(str(data["kind"]))
    there = int(str(data["pair"]))
    person = int(str(data["person"])) if data["person"] is not None else None
    paid = None if data["paid"] is None else bool(data["paid"])
    number, day = "", None
    file = incoming.of_message(context.message) if context.message else None
    if file is not None:
        sha = await _kept(context, file)
        acted = await context.write(papers.add, there, kind, person, paid=paid, sha=sha)
    else:
        number, day, rest = typed_papers.numbered(said(context))
        pay = rest if paid is not None else ""
        if paid is False:
            number, day, pay = "", None, " ".join(said(context).split())
        if paid and not (number or day):
            raise Refusal("paper_empty")
        acted = await context.write(
            papers.add, there, kind, person, number=number, signed_on=day, pay=pay, paid=paid
        )
    text = words.entered(kind, number, day)
    text += await _over(context, there) if kind is PaperKind.ORDER else ""
    await receipt(context, text, acted, *await _further(context, there))


async def _over(context: Context, pair_id: int) -> str:
    """Whose limit an order has passed: the paper is a fact, so it is entered all the same."""
    found = await context.read(capacity.over, pair_id)
    return words.over([(context.call(e.mentor), e.mentees, e.limit) for e in found])


async def _further(context: Context, pair_id: int) -> list[Row]:
    """What is still missing comes first."""
    found = await context.read(papers.listing, pair_id)
    return [*in_rows(_entering(context, found)[:1], 1), *_on(pair_id)]


def _on(pair_id: int) -> list[Row]:
    return [[(words.DOCUMENTS, PairPapers(pair_id))]]


async def _kept(context: Context, file: incoming.Incoming) -> str:
    await context.waiting("upload_document")
    data = await incoming.download(context, file)
    return files.keep_proof(context.around.data_dir, data, file.name)


@on(OpenPaper)
async def open_paper(context: Context, request: OpenPaper) -> None:
    await context.forget()
    there, paper = await context.read(papers.one, request.paper_id)
    found = await context.read(papers.listing, there)
    ways: list[Way] = []
    if paper.sha:
        ways.append((words.SHOW_SCAN, PaperScan(paper.id, Scan.SHOW)))
    if found.edit:
        owner = paper.person.id if paper.person else None
        if paper.kind not in ENDING and found.open:
            ways.append((words.MEND, EnterPaper(there, paper.kind, owner, None)))
        ways.append((words.ATTACH, PaperScan(paper.id, Scan.ATTACH)))
        ways.append((words.REMOVE, PaperScan(paper.id, Scan.REMOVE)))
    text = words.one(_line(context, paper, found))
    await context.show(Screen(text, [*in_rows(ways, 2), bottom(PairPapers(there))]))


@on(PaperScan)
async def scan(context: Context, request: PaperScan) -> None:
    there, paper = await context.read(papers.one, request.paper_id)
    if request.act is Scan.REMOVE:
        acted = await context.write(papers.remove, paper.id)
        await receipt(context, words.removed(), acted, *_on(there))
    elif request.act is Scan.ATTACH:
        await context.ask(SCANNING, paper=paper.id)
        await context.show(Screen(words.ask_scan(), [bottom(OpenPaper(paper.id))]))
    else:
        await _send(context, there, paper)


async def _send(context: Context, there: int, paper: Paper) -> None:
    if paper.sha is None:
        raise Refusal("gone")
    try:
        data = files.path(context.around.data_dir, paper.sha).read_bytes()
    except FileNotFoundError:
        raise Refusal("file_lost") from None
    await context.waiting("upload_document")
    shown = Screen("", [bottom(PairPapers(there))])
    name = words.scan_name(paper.kind, data[:4])
    caption = words.one(words.line(_told(paper), "", context.actor.today))
    await context.send_file(data, name, caption, shown)


@on_state(SCANNING)
async def scanned(context: Context, data: dict[str, int]) -> None:
    file = incoming.of_message(context.message) if context.message else None
    if file is None:
        raise Refusal("paper_scan")
    await context.read(papers.one, data["paper"])
    sha = await _kept(context, file)
    acted = await context.write(papers.attach, data["paper"], sha)
    await receipt(context, words.scan_kept(), acted, *_on(acted.pair_id))


@on(Notice)
async def notice(context: Context, request: Notice) -> None:
    there, kind = request.pair_id, request.kind
    found = await context.read(papers.listing, there)
    edit = found.edit
    if edit and request.person_id is None and len(found.mentors) > 1:
        rows: list[Row] = [
            [(context.call(each), Notice(there, kind, each.id, None, None))]
            for each in found.mentors
        ]
        await context.show(Screen(words.whose(kind), [*rows, bottom(PairStates(there))]))
        return
    if not found.mentors:
        raise Refusal("gone")
    who = (request.person_id or found.mentors[0].id) if edit else context.actor.me
    back = bottom(PairStates(there) if edit else OpenPair(there))
    least = await context.read(notices.earliest_end, there, kind)
    notice_day = await context.read(notices.earliest_end, there, PaperKind.NOTICE)
    likely = list(dict.fromkeys((least, notice_day)))
    ready: list[Way] = [
        (words.day_caption(day, context.actor.today), NoticeUntil(there, kind, who, day))
        for day in likely
    ]
    days = await picking.days(
        context,
        request.year or least.year,
        request.month or least.month,
        lambda day: NoticeUntil(there, kind, who, day),
        lambda year, month: Notice(there, kind, who, year, month),
        first=least,
    )
    text = words.ask_until(kind, least, context.actor.today)
    await context.show(Screen(text, [*in_rows(ready, 1), *days, back]))


@on(NoticeUntil)
async def notice_until(context: Context, request: NoticeUntil) -> None:
    acted = await context.write(
        notices.give_notice, request.pair_id, request.kind, request.person_id, request.day
    )
    view = await context.read(views.view, request.pair_id)
    if not view.edit:
        text = state_words.refused(request.day, context.actor.today)
        await context.show(Screen(text, [bottom(OpenPair(view.id))]))
        return
    only = len(view.card.mentors) < 2
    text = words.noticed(request.kind, request.day, context.actor.today, only=only)
    rows: list[Row] = [
        [(card_words.OPEN_CARD, OpenPair(view.id))],
        [(card_words.UNDO, UndoPair(acted.event_id))],
        bottom(OpenPair(view.id)),
    ]
    await context.show(Screen(text, rows))
