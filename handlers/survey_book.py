"""The workbook of a campaign's results as plain values: whole for its keeper, or for others."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.survey import numbering
from domain.survey.answers import SCALES
from domain.survey.scoring import top
from domain.survey.statistics import LEAST, Tally
from exports.report import Value
from exports.survey_tables import ChangesTable, ResultBook, Values, file_path
from handlers.context import Context
from handlers.survey_rows import Answering, Naming
from handlers.survey_whole import Shown, satisfied, score_lines, shown
from services.surveys import sent_files
from services.surveys.before_after import Comparison
from services.surveys.result_files import ForFile
from services.surveys.results import Results
from texts import survey_changes as change_words
from texts import survey_files as words
from texts import survey_levels as level_words
from texts import survey_results as result_words
from texts.piping import of_table, plain

CURATOR = "curator"  # an audience


def made(context: Context, found: ForFile, changes: Comparison | None) -> ResultBook:
    """The whole workbook, for who keeps the campaign."""
    kept = result_words.unshown(found.results.unshown)
    answering = Answering(context, found)
    whole = replace(
        _numbers(found.results, shown(found.results), kept), words=tuple(answering.words())
    )
    if found.results.anonymous:
        return whole
    return replace(
        whole,
        answers=answering.sheets(),
        files=tuple(_files(context, found)),
        changes=None if changes is None else _changes(found.results, changes),
        how=_how(found.results, compared=changes is not None, named=True),
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
        answers=None,
        words=(),
        files=(),
        changes=None,
        codebook=tuple(_codebook(told)),
        how=_how(told, compared=False, named=False),
    )


def _how(found: Results, *, compared: bool, named: bool) -> tuple[str, ...]:
    return words.how(
        found.least if found.rated else None, anonymous=found.anonymous, compared=compared,
        named=named, levels=_how_scored(found),
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


def _changes(after: Results, found: Comparison) -> ChangesTable:
    lines = change_words.sheet_lines(found.title_before, found.title, found.matched)
    return ChangesTable(lines, tuple(_scales(after, found)))


def _scales(after: Results, found: Comparison) -> Iterator[Values]:
    numbers = numbering.numbers(after.questionnaire)
    for each in found.measures:
        number, told = numbers[each.question.key], each.compared
        means = (None if mean is None else round(mean, 1) for mean in (told.before, told.after))
        text = plain(each.question.text)
        yield (number, text, *means, told.n, told.higher, told.same, told.lower)


def _files(context: Context, found: ForFile) -> Iterator[Values]:
    """As they stand in the archive."""
    naming, numbers = Naming(context, found), numbering.numbers(found.results.questionnaire)
    for number, each in enumerate(sent_files.of(found.results), 1):
        about = found.names.get(each.about) if each.about else each.of
        who = naming.of(each.who)
        question = words.heading(numbers[each.question.key], plain(each.question.text))
        yield number, who, naming.of(about), question, each.name, file_path(number, who, each.name)


def _summary(found: Results, every: Sequence[Shown]) -> Iterator[Values]:
    for each in every:
        number = each.number
        yield from _tally_rows(number, each.tally, "")
        for side, tally in each.groups:
            group = result_words.SIDES.get(side, side)
            yield from _tally_rows(number, tally, group, parts=False)
        if each.tally.satisfied is not None and each.tally.told:
            chosen, _ = each.tally.satisfied
            yield (
                number, result_words.asked(each.tally), "", words.from_point(found.least), chosen,
                _part(satisfied(each.tally)), each.tally.given, None, None, None, None, None,
            )  # fmt: skip


def _tally_rows(number: int, tally: Tally, group: str, *, parts: bool = True) -> Iterator[Values]:
    found, text = tally.numbers, result_words.asked(tally)
    mean = round(found.mean, 1) if found and found.mean is not None else None
    middle = found.median if found else None
    if not tally.told:
        yield (number, text, group, words.HIDDEN, *[None] * 8)
        return
    yield (
        number, text, group, "", None, None, tally.given, tally.skipped,
        tally.not_applicable, tally.not_reached, mean, middle,
    )  # fmt: skip
    points = tally.question.kind in SCALES
    for part in tally.parts if parts else ():
        count: Value = words.HIDDEN if part.count is None else part.count
        said: Value = int(part.key) if points else part.text
        yield (number, text, group, said, count, _part(part.share), *[None] * 6)


def _part(share: int | None) -> float | None:
    """Whole per cent as a part of one."""
    return None if share is None else share / 100


def _codebook(found: Results) -> Iterator[Values]:
    numbers = numbering.numbers(found.questionnaire)
    for each in found.asked:
        question = each.question
        text, kind = plain(question.text), words.KINDS[question.kind]
        head = (numbers[question.key], text, kind)
        for row in question.rows:
            key = f"{question.key}.{row.key}"
            yield (numbers[question.key], of_table(question.text, row.text), kind, key, "", "")
        options = [(option.text, option.key) for option in question.options]
        if question.kind in SCALES and any(question.ends):
            low, high = SCALES[question.kind]
            options += [(question.ends[0], str(low)), (question.ends[1], str(high))]
        for said, code in options or [("", "")]:
            yield (*head, question.key, said, code)
