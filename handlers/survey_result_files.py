"""Files of a campaign's results, made in the worker: pictures, the workbook, the SWOT draft."""

from collections.abc import Callable, Iterator, Sequence
from zoneinfo import ZoneInfo

from domain.named import Named
from domain.names import Style, render
from domain.survey import AnswerStatus, Key, Kind, Question
from domain.survey.answers import SCALES, bounds
from domain.survey.statistics import Tally, single
from exports.names import file_name
from exports.pictures.survey_data import Bar, BarsData, Shift, ShiftsData
from exports.report import Value
from exports.survey_tables import ResultBook, SwotDraft, Values
from exports.worker import in_worker
from handlers.buttons import survey_results as buttons
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.registry import on
from handlers.survey_results import Shown, satisfied, shown
from services.errors import Refusal
from services.surveys import before_after, result_files
from services.surveys.before_after import Comparison
from services.surveys.result_files import ForFile, Swot
from services.surveys.results import Results, Sent
from texts import survey_results as words

HIGH, LOW = 0.75, 0.5  # of a scale: what counts as a strength, as a weakness


@on(buttons.ResultPicture)
async def picture(context: Context, request: buttons.ResultPicture) -> None:
    from exports.pictures import survey_bars

    found = (await context.read(result_files.load, request.campaign_id)).results
    each = next((each for each in shown(found) if each.at == request.at), None)
    if each is None or not each.tally.parts:
        raise Refusal("gone")
    await context.waiting("upload_photo")
    png = await in_worker(survey_bars.png, _bars(found, each))
    caption = words.caption(
        each.tally, found.sent, anonymous=found.anonymous, least=found.least,
        share=satisfied(each.tally),
    )  # fmt: skip
    rows = [bottom(buttons.ResultQuestion(request.campaign_id, request.at))]
    await context.send_photo(png, words.PICTURE_FILE, caption, Screen("", rows))


def _bars(found: Results, each: Shown) -> BarsData:
    tally = each.tally
    points = tally.question.kind in SCALES
    base = tally.given if single(tally.question) or points else max(tally.given, 1)
    mean = tally.numbers.mean if tally.numbers else None
    return BarsData(
        question=tally.question.text,
        lines=words.picture_head(found.title, tally, found.sent, anonymous=found.anonymous),
        bars=tuple(
            Bar(
                part.text,
                None if part.count is None else part.count / (base or 1),
                str(part.count or 0) if points else words.bar_value(part.count, part.share),
            )
            for part in tally.parts
        ),
        points=points,
        ends=tally.question.ends,
        mean=mean,
        mean_words=words.mean_mark(mean) if mean is not None else "",
    )


@on(buttons.BeforeAfterPicture)
async def shifts(context: Context, request: buttons.BeforeAfterPicture) -> None:
    from exports.pictures import survey_shifts

    found = await context.read(before_after.comparison, request.campaign_id)
    data = _shifts(found)
    if not data.shifts:
        raise Refusal("survey_no_before")
    await context.waiting("upload_photo")
    png = await in_worker(survey_shifts.png, data)
    lines = [words.change(each.question.text, each.compared) for each in found.measures]
    rows = [bottom(buttons.BeforeAfter(request.campaign_id))]
    caption = words.changes_caption(found.matched, lines)
    await context.send_photo(png, words.CHANGES_FILE, caption, Screen("", rows))


def _shifts(found: Comparison) -> ShiftsData:
    made = []
    for each in found.measures:
        told, (low, high) = each.compared, bounds(each.question)
        if told.before is None or told.after is None or low is None or high is None:
            continue
        value = words.shift(told.before, told.after, told.n)
        made.append(Shift(each.question.text, low, high, told.before, told.after, value))
    return ShiftsData(
        title=words.CHANGES,
        lines=(f"{found.title_before} → {found.title}", words.people_matched(found.matched)),
        shifts=tuple(made),
        before=words.BEFORE_MARK,
        after=words.AFTER_MARK,
    )


# -- the workbook -------------------------------------------------------------------------------


@on(buttons.ResultBook)
async def book(context: Context, request: buttons.ResultBook) -> None:
    from exports.survey_results import book as render_book

    found = await context.read(result_files.load, request.campaign_id)
    if not found.results.told:
        raise Refusal("survey_untold")
    await context.waiting("upload_document")
    made = await in_worker(render_book, _book(context, found))
    today = context.actor.today
    name = file_name(words.BOOK, found.results.organisation, today, which=found.results.title)
    rows = [bottom(buttons.SurveyResults(request.campaign_id))]
    caption = words.book_caption(found.results.title, today, today)
    await context.send_file(made, name, caption, Screen("", rows))


def _book(context: Context, found: ForFile) -> ResultBook:
    told = found.results
    lines = [told.organisation, words.rate(told.sent, told.invited, None)]
    if told.anonymous:
        lines.append(words.unnamed())
    if told.score is not None:
        lines += words.score(told.score.n, told.score.mean, told.score.most, told.score.levels)
    return ResultBook(
        title=told.title,
        lines=tuple(lines),
        summary=tuple(_summary(told)),
        columns=() if told.anonymous else tuple(_columns(told)),
        answers=() if told.anonymous else tuple(_answers(context, found)),
        codebook=tuple(_codebook(told)),
        how=words.how(told.least, anonymous=told.anonymous),
    )


def _summary(found: Results) -> Iterator[Values]:
    for number, each in enumerate(shown(found), 1):
        yield from _tally_rows(number, each.tally, "")
        for group, tally in each.groups:
            yield from _tally_rows(number, tally, words.SIDES.get(group, group), parts=False)
        if each.tally.satisfied is not None:
            chosen, _ = each.tally.satisfied
            yield (
                number, _text(each.tally), "", words.from_point(found.least), chosen,
                satisfied(each.tally), each.tally.given, None, None, None, None, None,
            )  # fmt: skip


def _tally_rows(number: int, tally: Tally, group: str, *, parts: bool = True) -> Iterator[Values]:
    found = tally.numbers
    mean = round(found.mean, 1) if found and found.mean is not None else None
    middle = found.median if found else None
    if not tally.told:
        yield (number, _text(tally), group, words.HIDDEN, *[None] * 8)
        return
    yield (
        number, _text(tally), group, "", None, None, tally.given, tally.skipped,
        tally.not_applicable, tally.not_reached, mean, middle,
    )  # fmt: skip
    for part in tally.parts if parts else ():
        count: Value = words.HIDDEN if part.count is None else part.count
        yield (number, _text(tally), group, part.text, count, part.share, *[None] * 6)


def _text(tally: Tally) -> str:
    return f"{tally.question.text} {tally.row.text}" if tally.row else tally.question.text


def _columns(found: Results) -> Iterator[tuple[str, str]]:
    yield from (("who", words.WHO), ("about", words.ABOUT), ("paper", words.PAPER))
    yield "sent", words.SENT_ON
    for question, row, own in _fields(found):
        key = question.key + (f".{row}" if row else "") + (".text" if own else "")
        yield key, key


def _fields(found: Results) -> Iterator[tuple[Question, str, bool]]:
    """The columns of answers: one a question, one a row of a matrix, one more for own words."""
    for each in found.asked:
        question = each.question
        if question.kind is Kind.MATRIX:
            yield from ((question, row.key, False) for row in question.rows)
            continue
        yield question, "", False
        if any(option.own for option in question.options):
            yield question, "", True


def _answers(context: Context, found: ForFile) -> Iterator[Values]:
    """A row for each sent sheet; of blocks about mentees one more for each of them."""
    for sent in found.results.sheets:
        about = sorted({of for _, of in sent.replies})
        for of in about if about else [0]:
            yield (
                _name(context, found, sent.who),
                _name(context, found, found.names.get(of) if of else sent.about),
                words.YES if sent.paper else "",
                _day(context, sent),
                *(
                    _cell(context, found, sent, (question.key, of), row, own=own)
                    for question, row, own in _fields(found.results)
                ),
            )


def _day(context: Context, sent: Sent) -> str:
    zone: ZoneInfo = context.actor.zone
    return f"{sent.at.astimezone(zone):%d.%m.%Y}" if sent.at else ""


def _name(context: Context, found: ForFile, who: Named | None) -> str:
    if who is None:
        return ""
    if who.id not in found.nameable:
        return words.participant(who.id)
    style = Style(context.around.names_in_files)
    return render(who.name, style, pupil=who.pupil, code=who.id)


def _cell(context: Context, found: ForFile, sent: Sent, key: Key, row: str, *, own: bool) -> Value:
    reply = sent.replies.get(key)
    if reply is None:
        return ""
    if reply.status is not AnswerStatus.GIVEN:
        return words.STATUSES[reply.status.value]
    if own:
        return reply.text
    value = reply.value.get(row, "") if row else reply.value
    question = found.results.questionnaire.question(key[0])
    if found.results.own and question.options and value:
        return _in_words(question, value)
    return _code(question, value, lambda who: _name(context, found, found.names.get(who)))


def _in_words(question: Question, value: object) -> str:
    """What was chosen: codes of a school's own questionnaire («o1») say nothing."""
    texts = {option.key: option.text for option in question.options}
    chosen = value if isinstance(value, list) else [value]
    return "; ".join(texts.get(str(each), str(each)) for each in chosen)


def _code(question: Question, value: object, name: Callable[[int], str]) -> Value:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return str(value.get("name", ""))
    if question.kind is Kind.PERSON and isinstance(value, int):
        return name(value)
    return value if isinstance(value, int | float) else str(value)


def _codebook(found: Results) -> Iterator[Values]:
    for number, each in enumerate(found.asked, 1):
        question = each.question
        head = (number, question.key, words.KINDS[question.kind], question.text)
        options = [(f".{row.key}", row.text) for row in question.rows]
        options += [(option.key, option.text) for option in question.options]
        if question.kind in SCALES and any(question.ends):
            low, high = SCALES[question.kind]
            options += [(str(low), question.ends[0]), (str(high), question.ends[1])]
        for at, (code, text) in enumerate(options or [("", "")]):
            yield (*(head if at == 0 else (number, question.key, "", "")), code, text)


# -- SWOT ---------------------------------------------------------------------------------------


@on(buttons.SurveySwot)
async def swot(context: Context, request: buttons.SurveySwot) -> None:
    from exports.survey_results import swot as render_swot

    found = await context.read(result_files.swot, request.campaign_id)
    if not found.results.told:
        raise Refusal("survey_untold")
    await context.waiting("upload_document")
    today, told = context.actor.today, found.results
    draft = SwotDraft(
        title=words.swot_title(told.title),
        made=today,
        lines=(told.organisation, words.swot_made(today, told.sent, told.invited)),
        parts=tuple(_parts(found)),
        how=words.SWOT_HOW,
    )
    made = await in_worker(render_swot, draft)
    name = file_name(words.SWOT_FILE, told.organisation, today, "docx", which=told.title)
    rows = [bottom(buttons.SurveyResults(request.campaign_id))]
    await context.send_file(made, name, words.swot_caption(told.title), Screen("", rows))


def _parts(found: Swot) -> Iterator[tuple[str, tuple[str, ...]]]:
    scales = {"strength": _scored(found.results, HIGH), "weakness": _scored(found.results, LOW)}
    for key, name in words.SWOT_PARTS.items():
        quotes = [words.swot_quote(text) for text in found.quotes.get(key, ())]
        yield name, (*scales.get(key, ()), *quotes)


def _scored(found: Results, edge: float) -> Sequence[str]:
    """Scales whose mean reaches the edge, the clearest first; figures of one question each."""
    made = []
    for each in shown(found):
        tally, numbers = each.tally, each.tally.numbers
        if tally.question.kind not in SCALES or numbers is None or numbers.mean is None:
            continue
        low, high = SCALES[tally.question.kind]
        part = (numbers.mean - low) / (high - low)
        if (part >= edge) if edge == HIGH else (part <= edge):
            point = words.swot_point(tally.question.text, numbers.mean, high, numbers.n)
            made.append((part, point))
    return [point for _, point in sorted(made, reverse=edge == HIGH)]
