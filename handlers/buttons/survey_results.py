"""Requests of the results of a campaign."""

from handlers.registry import Button, button


@button("00")
class SurveyResults(Button):
    """What came out of a campaign."""

    campaign_id: int


@button("01")
class ResultQuestions(Button):
    """Its questions, by page."""

    campaign_id: int
    page: int


@button("02")
class ResultQuestion(Button):
    """One question; of a matrix one row. `at`: its place among all, reached or not."""

    campaign_id: int
    at: int


@button("03")
class ResultPicture(Button):
    """The same as a picture."""

    campaign_id: int
    at: int


@button("04")
class ResultBook(Button):
    """All of it as .xlsx."""

    campaign_id: int


@button("05")
class OpenAnswers(Button):
    """Open answers, by page; `index`: to one question of the version, -1: to all."""

    campaign_id: int
    index: int
    page: int


@button("06")
class OpenAnswer(Button):
    """One open answer with its tags: of a response or a sheet, about a mentee (0: nobody)."""

    campaign_id: int
    index: int
    source: int
    about: int


@button("07")
class TagAnswer(Button):
    """Put one of the tags that are offered on an open answer, or take it off."""

    campaign_id: int
    index: int
    source: int
    about: int
    tag: int
    on: bool


@button("08")
class AskTag(Button):
    """Ask for a tag of the school's own."""

    campaign_id: int
    index: int
    source: int
    about: int


@button("09")
class SurveySwot(Button):
    """A draft of the SWOT analysis as .docx."""

    campaign_id: int


@button("0a")
class BeforeAfter(Button):
    """Before and after, person by person."""

    campaign_id: int


@button("0b")
class BeforeAfterPicture(Button):
    campaign_id: int


@button("0c")
class AskThreshold(Button):
    """From which point of ten on somebody is satisfied."""

    campaign_id: int


@button("0d")
class SetThreshold(Button):
    campaign_id: int
    least: int


@button("0e")
class CompareWith(Button):
    """The earlier campaigns that it can be compared with, by page."""

    campaign_id: int
    page: int


@button("0f")
class SetCompared(Button):
    """Compare it with that one; None: with nothing."""

    campaign_id: int
    earlier_id: int | None


@button("0g")
class Levels(Button):
    """From which sums on the levels of a scored questionnaire are reached; `campaign_id`: whose
    results it was opened from."""

    version_id: int
    campaign_id: int | None


@button("0h")
class AskLevel(Button):
    """Ask for the threshold of one of them, by its place from the highest down."""

    version_id: int
    campaign_id: int | None
    at: int


@button("0i")
class UsualLevels(Button):
    version_id: int
    campaign_id: int | None


@button("0j")
class SentFiles(Button):
    """The files and photos among the answers, by page."""

    campaign_id: int
    page: int


@button("0k")
class SentFile(Button):
    """One of them: of a response, to a question, about a mentee (0: nobody)."""

    campaign_id: int
    index: int
    source: int
    about: int


@button("0l")
class AllFiles(Button):
    """All of them as an archive."""

    campaign_id: int


@button("0m")
class AttachResults(Button):
    """The workbook as proof of the lines that the campaign does."""

    campaign_id: int


@button("0n")
class AttachPicture(Button):
    """The picture of one question, the same."""

    campaign_id: int
    at: int


@button("0o")
class OwnFile(Button):
    """A file that one has answered with oneself."""

    response_id: int
    index: int
    about: int
