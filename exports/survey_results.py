"""Results of a questionnaire as .xlsx, and the draft of a SWOT analysis as .docx."""

from exports import xlsx
from exports.docx import paper
from exports.docx.build import render
from exports.docx.paper import Line, Paper, Table, Text, cell
from exports.report import Column, Report, Row, Sheet, Workbook
from exports.survey_tables import AnswerSheets, ChangesTable, ResultBook, SwotDraft, Values
from texts import survey_answers as open_words
from texts import survey_changes as change_words
from texts import survey_files as words


def book(data: ResultBook) -> bytes:
    """Summary, before and after, answers, files, codes and how it is counted; give it to
    exports.worker.in_worker."""
    sheets = [_summary(data)]
    if data.changes is not None:
        sheets.append(_changes(data.changes))
    if data.answers is not None:
        sheets.append(_answers(data.answers))
    if data.words:
        sheets.append(_words(data))
    if data.files:
        sheets.append(files_sheet(data.files))
    if data.answers is not None:
        sheets.append(_parts(data.answers))
    return xlsx.render(Workbook((*sheets, _codebook(data), _how(data))))


def _summary(data: ResultBook) -> Sheet:
    columns = (
        Column("number", words.NUMBER, 7, kind="number"),
        Column("question", words.QUESTION, 44),
        Column("group", words.GROUP, 17),
        Column("answer", words.ANSWER, 34),
        Column("count", words.COUNT, 13, kind="number"),
        Column("share", words.SHARE, 11, kind="percent"),
        Column("given", words.GIVEN, 14, kind="number"),
        Column("skipped", words.SKIPPED, 15, kind="number"),
        Column("na", words.NOT_APPLICABLE, 17, kind="number"),
        Column("unreached", words.NOT_REACHED, 13, kind="number"),
        Column("mean", words.MEAN, 13, kind="number"),
        Column("median", words.MEDIAN, 13, kind="number"),
    )
    report = Report(data.title, data.lines, columns, _rows(data.summary))
    return Sheet(words.SUMMARY_SHEET, report)


def _answers(data: AnswerSheets) -> Sheet:
    report = Report("", (), data.columns, _rows(data.sheets), fixed=2)
    return Sheet(words.ANSWERS_SHEET, report)


def _parts(data: AnswerSheets) -> Sheet:
    columns = (
        Column("sheet", words.SHEET_NUMBER, 11, kind="number"),
        Column("who", words.WHO, 26),
        Column("about", words.ABOUT, 22),
        Column("group", words.GROUP, 17),
        Column("how", words.HOW_ANSWERED, 15),
        Column("sent", words.SENT_ON, 15, kind="date"),
        Column("number", words.QUESTION_NUMBER, 12, kind="number"),
        Column("question", words.QUESTION, 44),
        Column("row", words.ROW, 30),
        Column("answer", words.ANSWER, 34),
        Column("own", words.OWN_WORDS, 30),
        Column("value", words.VALUE, 10, kind="number"),
        Column("key", words.CODE, 18),
        Column("code", words.ANSWER_CODE, 14),
    )
    return Sheet(words.PARTS_SHEET, Report("", (), columns, _rows(data.parts), bare=True))


def _words(data: ResultBook) -> Sheet:
    named = data.answers is not None
    columns = (
        Column("number", words.NUMBER, 7, kind="number"),
        Column("question", words.QUESTION, 44),
        Column("text", words.ANSWER, 60),
        *((Column("who", words.WHO, 28), Column("about", words.ABOUT, 24)) if named else ()),
        *((Column("how", words.HOW_ANSWERED, 15),) if named else ()),
        Column("tags", words.TAGS, 28),
    )
    return Sheet(words.WORDS_SHEET, Report("", (), columns, _rows(data.words)))


def _changes(data: ChangesTable) -> Sheet:
    columns = (
        Column("number", words.NUMBER, 7, kind="number"),
        Column("question", words.QUESTION, 60),
        Column("before", change_words.BEFORE, 13, kind="number"),
        Column("after", change_words.AFTER, 13, kind="number"),
        Column("n", change_words.MATCHED, 15, kind="number"),
        Column("better", change_words.BETTER, 13, kind="number"),
        Column("same", change_words.SAME, 13, kind="number"),
        Column("worse", change_words.WORSE, 13, kind="number"),
    )
    report = Report(change_words.SHEET, data.lines, columns, _rows(data.rows))
    return Sheet(change_words.SHEET, report)


def files_sheet(rows: tuple[Values, ...]) -> Sheet:
    """Who sent which file to which question."""
    columns = (
        Column("number", words.NUMBER, 7, kind="number"),
        Column("who", words.WHO, 28),
        Column("about", words.ABOUT, 24),
        Column("question", words.QUESTION, 50),
        Column("name", words.SENT_NAME, 34),
        Column("file", words.IN_ARCHIVE, 48),
    )
    return Sheet(words.FILES, Report("", (), columns, _rows(rows)))


def _codebook(data: ResultBook) -> Sheet:
    columns = (
        Column("number", words.NUMBER, 7, kind="number"),
        Column("question", words.QUESTION, 60),
        Column("kind", words.KIND, 20),
        Column("key", words.CODE, 24),
        Column("words", words.ANSWER, 46),
        Column("code", words.ANSWER_CODE, 16),
    )
    return Sheet(words.CODEBOOK_SHEET, Report("", (), columns, _rows(data.codebook)))


def _how(data: ResultBook) -> Sheet:
    columns = (
        Column("number", words.NUMBER, 7, kind="number"), Column("what", words.HOW, 110),
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
