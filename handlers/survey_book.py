"""The workbook of a campaign's results as plain values: whole for its keeper, or for others."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from domain.named import Named
from domain.names import Style, render
from domain.survey import AnswerStatus, Key, Kind, Question
from domain.survey.answers import NOT_APPLICABLE, SCALES, SKIPPED
from domain.survey.scoring import top
from domain.survey.statistics import LEAST, Tally
from exports.report import Value
from exports.survey_tables import ChangesTable, ResultBook, Values, file_path
from handlers.context import Context
from handlers.survey_whole import Shown, satisfied, score_lines, shown
from services.surveys import sent_files
from services.surveys.before_after import Comparison
from services.surveys.result_files import ForFile
from services.surveys.results import Results, Sent
from texts import survey_changes as change_words
from texts import survey_files as words
from texts import survey_levels as level_words
from texts import survey_results as result_words
from texts.piping import plain

CURATOR = "curator"  # an audience


def made(context: Context, found: ForFile, changes: Comparison | None) -> ResultBook:
    """The whole workbook, for who keeps the campaign."""
    kept = result_words.unshown(found.results.unshown)
    whole = _numbers(found.results, shown(found.results), kept)
    if found.results.anonymous:
        return whole
    return replace(
        whole,
        columns=tuple(_columns(found.results)),
        answers=tuple(_answers(context, found)),
        files=tuple(_files(context, found)),
        changes=None if changes is None else _changes(changes),
        how=_how(found.results, compared=changes is not None),
    )


def public(found: Results) -> ResultBook:
    """The same for whoever sees to the roadmap's line: no person, no own words, and no figures of
    fewer than LEAST. What a curator says of the school is no personal answer."""
    told = shown(found)
    if found.anonymous or found.questionnaire.audience != CURATOR:
        told = [few_hidden(each) for each in told]
    return _numbers(found, told, result_words.unshown_to_maker(found.unshown))


def few_hidden(each: Shown) -> Shown:
    groups = tuple((side, part) for side, part in each.asked.groups if part.given >= LEAST)
    tally = each.tally if each.tally.given >= LEAST else replace(each.tally, told=False)
    return replace(each, tally=tally, asked=replace(each.asked, groups=groups))


def _numbers(told: Results, every: Sequence[Shown], kept: str) -> ResultBook:
    """`kept`: in words, what is not for the reader."""
    head = (
        result_words.outside(told.sent) if told.standing
        else result_words.rate(
            told.sent, told.invited, None, several=bool(told.questionnaire.about)
        )
    )  # fmt: skip
    lines = [told.organisation, head]
    if told.anonymous:
        lines.append(result_words.unnamed())
    if told.auto and not told.standing:
        lines.append(result_words.in_rounds())
    if kept:
        lines.append(kept)
    lines += score_lines(told)
    return ResultBook(
        title=told.title,
        lines=tuple(lines),
        summary=tuple(_summary(told, every)),
        columns=(),
        answers=(),
        files=(),
        changes=None,
        codebook=tuple(_codebook(told)),
        how=_how(told, compared=False),
    )


def _how(found: Results, *, compared: bool) -> tuple[str, ...]:
    rated = any(each.question.kind is Kind.TEN for each in found.asked)
    return words.how(
        found.least if rated else None, anonymous=found.anonymous, compared=compared,
        levels=_how_scored(found),
    )  # fmt: skip


def _how_scored(found: Results) -> list[str]:
    """Of what the sum is made, and what its levels are counted from."""
    if not found.levels:
        return []
    matrix = found.questionnaire.question(found.questionnaire.scoring["matrix"])
    return [
        level_words.how(
            len(matrix.rows), top(found.questionnaire),
            {each.key: each.least for each in found.levels},
            usual=all(each.least == each.usual for each in found.levels),
        )
    ]  # fmt: skip


def _changes(found: Comparison) -> ChangesTable:
    lines = change_words.sheet_lines(found.title_before, found.title, found.matched)
    return ChangesTable(lines, tuple(_scales(found)))


def _scales(found: Comparison) -> Iterator[Values]:
    for number, each in enumerate(found.measures, 1):
        told = each.compared
        means = (None if mean is None else round(mean, 1) for mean in (told.before, told.after))
        text = plain(each.question.text)
        yield (number, text, *means, told.n, told.higher, told.same, told.lower)


def _files(context: Context, found: ForFile) -> Iterator[Values]:
    """As they stand in the archive."""
    for number, each in enumerate(sent_files.of(found.results), 1):
        about = found.names.get(each.about) if each.about else each.of
        who = _name(context, found, each.who)
        path = file_path(number, who, each.name)
        yield number, who, _name(context, found, about), plain(each.question.text), each.name, path


def _summary(found: Results, every: Sequence[Shown]) -> Iterator[Values]:
    for number, each in enumerate(every, 1):
        yield from _tally_rows(number, each.tally, "")
        for side, tally in each.groups:
            group = result_words.SIDES.get(side, side)
            yield from _tally_rows(number, tally, group, parts=False)
        if each.tally.satisfied is not None and each.tally.told:
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
    text = plain(tally.question.text)
    return f"{text} {tally.row.text}" if tally.row else text


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
    value = reply.value.get(row, SKIPPED) if row else reply.value
    if row and not isinstance(value, str):
        return words.STATUSES[(NOT_APPLICABLE if value is None else SKIPPED).status.value]
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
        head = (number, question.key, words.KINDS[question.kind], plain(question.text))
        options = [(f".{row.key}", row.text) for row in question.rows]
        options += [(option.key, option.text) for option in question.options]
        if question.kind in SCALES and any(question.ends):
            low, high = SCALES[question.kind]
            options += [(str(low), question.ends[0]), (str(high), question.ends[1])]
        for at, (code, text) in enumerate(options or [("", "")]):
            yield (*(head if at == 0 else (number, question.key, "", "")), code, text)
