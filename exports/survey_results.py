"""Results of a questionnaire as .xlsx, and the draft of a SWOT analysis as .docx."""

from exports import xlsx
from exports.docx import paper
from exports.docx.build import render
from exports.docx.paper import Line, Paper, Table, Text, cell
from exports.report import Column, Report, Row, Sheet, Workbook
from exports.survey_tables import ChangesTable, ResultBook, SwotDraft, Values
from texts import survey_answers as open_words
from texts import survey_changes as change_words
from texts import survey_files as words

_WIDE = 28


def book(data: ResultBook) -> bytes:
    """Summary, before and after, answers, files, codes and how it is counted; give it to
    exports.worker.in_worker."""
    sheets = [_summary(data)]
    if data.changes is not None:
        sheets.append(_changes(data.changes))
    if data.columns:
        sheets.append(_answers(data))
    if data.files:
        sheets.append(files_sheet(data.files))
    return xlsx.render(Workbook((*sheets, _codebook(data), _how(data))))


def _summary(data: ResultBook) -> Sheet:
    columns = (
        Column("number", words.NUMBER, 6, kind="number"),
        Column("question", words.QUESTION, 44),
        Column("group", words.GROUP, 16),
        Column("answer", words.ANSWER, 34),
        Column("count", words.COUNT, 10, kind="number"),
        Column("share", words.SHARE, 10, kind="number"),
        Column("given", words.GIVEN, 11, kind="number"),
        Column("skipped", words.SKIPPED, 13, kind="number"),
        Column("na", words.NOT_APPLICABLE, 14, kind="number"),
        Column("unreached", words.NOT_REACHED, 11, kind="number"),
        Column("mean", words.MEAN, 10, kind="number"),
        Column("median", words.MEDIAN, 10, kind="number"),
    )
    report = Report(data.title, data.lines, columns, _rows(data.summary))
    return Sheet(words.SUMMARY_SHEET, report)


def _answers(data: ResultBook) -> Sheet:
    columns = tuple(Column(key, heading, _WIDE) for key, heading in data.columns)
    return Sheet(words.ANSWERS_SHEET, Report("", (), columns, _rows(data.answers)))


def _changes(data: ChangesTable) -> Sheet:
    columns = (
        Column("number", words.NUMBER, 6, kind="number"),
        Column("question", words.QUESTION, 60),
        Column("before", change_words.BEFORE, 12, kind="number"),
        Column("after", change_words.AFTER, 12, kind="number"),
        Column("n", change_words.MATCHED, 14, kind="number"),
        Column("better", change_words.BETTER, 12, kind="number"),
        Column("same", change_words.SAME, 12, kind="number"),
        Column("worse", change_words.WORSE, 12, kind="number"),
    )
    report = Report(change_words.SHEET, data.lines, columns, _rows(data.rows))
    return Sheet(change_words.SHEET, report)


def files_sheet(rows: tuple[Values, ...]) -> Sheet:
    """Who sent which file to which question."""
    columns = (
        Column("number", words.NUMBER, 6, kind="number"),
        Column("who", words.WHO, 28),
        Column("about", words.ABOUT, 24),
        Column("question", words.QUESTION, 50),
        Column("name", words.SENT_NAME, 34),
        Column("file", words.IN_ARCHIVE, 48),
    )
    return Sheet(words.FILES, Report("", (), columns, _rows(rows)))


def _codebook(data: ResultBook) -> Sheet:
    columns = (
        Column("number", words.NUMBER, 6, kind="number"),
        Column("key", words.CODE, 22),
        Column("kind", words.KIND, 20),
        Column("question", words.QUESTION, 60),
        Column("code", words.ANSWER, 16),
        Column("words", words.WORDS, 46),
    )
    return Sheet(words.CODEBOOK_SHEET, Report("", (), columns, _rows(data.codebook)))


def _how(data: ResultBook) -> Sheet:
    columns = (
        Column("number", words.NUMBER, 6, kind="number"), Column("what", words.HOW, 110),
    )  # fmt: skip
    rows = _rows(tuple(enumerate(data.how, 1)))
    return Sheet(words.HOW_SHEET, Report("", (), columns, rows, filtered=False))


def _rows(values: tuple[Values, ...]) -> tuple[Row, ...]:
    return tuple(Row(each) for each in values)


def swot(data: SwotDraft) -> bytes:
    """A table of four fields, then how it was sorted; give it to exports.worker.in_worker."""
    (strong, weak, chances, risks) = (_field(name, items) for name, items in data.parts)
    table = Table(
        (paper.Column(strong[0], 80), paper.Column(weak[0], 80)),
        (
            Line((cell(strong[1]), cell(weak[1]))),
            Line((cell(chances[0], bold=True), cell(risks[0], bold=True))),
            Line((cell(chances[1]), cell(risks[1]))),
        ),
    )
    return render(
        Paper(
            data.title,
            data.made,
            (
                Text(data.title, "center", bold=True, with_next=True),
                *(Text(line, "left") for line in data.lines),
                table,
                Text(data.how, "left"),
            ),
        )
    )


def _field(name: str, items: tuple[str, ...]) -> tuple[str, str]:
    return name, "\n".join(f"{at}. {item}" for at, item in enumerate(items, 1)) or (
        open_words.SWOT_NOTHING
    )
