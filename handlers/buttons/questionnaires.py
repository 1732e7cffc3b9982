"""Requests of making questionnaires: the list, a card, a file of one's own, the trial."""

from datetime import date
from enum import StrEnum

from domain.survey.moments import Moment
from handlers.registry import Button, button
from services.surveys.catalogue import Side


class Step(StrEnum):
    """What is done at a question of a trial; figures of it stand in the button."""

    CHOOSE = "c"
    PICK = "p"
    ROW = "r"
    PICKED = "d"
    ANEW = "n"
    SKIP = "s"
    KEEP = "k"
    DAY = "y"
    MONTH = "m"
    PERSON = "o"
    PAGE = "g"
    EARLIER = "b"


@button("80")
class Questionnaires(Button):
    """The questionnaires that the school may ask, by page; `own`: its own ones alone."""

    page: int
    own: bool


@button("81")
class OpenQuestionnaire(Button):
    version_id: int


@button("82")
class UploadQuestionnaire(Button):
    """A file of one's own is asked for."""


@button("83")
class QuestionnaireTemplate(Button):
    """The empty spreadsheet with an example."""


@button("84")
class PrintQuestionnaire(Button):
    """On A4."""

    version_id: int


@button("85")
class TakeQuestionnaire(Button):
    """As a spreadsheet to edit."""

    version_id: int


@button("86")
class PublishQuestionnaire(Button):
    version_id: int


@button("87")
class DropQuestionnaire(Button):
    """Throw a draft away."""

    version_id: int


@button("88")
class AskArchive(Button):
    version_id: int


@button("89")
class ArchiveQuestionnaire(Button):
    """Put it away, or take it back."""

    version_id: int
    on: bool


@button("8a")
class TryQuestionnaire(Button):
    """Play it in the chat from the beginning; nothing is kept."""

    version_id: int


@button("8b")
class TrialStep(Button):
    """One tap of a trial."""

    version_id: int
    step: Step
    question: int
    about: bool
    first: int
    second: int


@button("8c")
class PaperPeople(Button):
    """Whose sheets of paper can be entered: of a campaign, or (None) outside of one; by page."""

    version_id: int
    campaign_id: int | None
    page: int


@button("8d")
class PaperOf(Button):
    """The questionnaires whose sheets can be entered for one person, by page."""

    person_id: int
    page: int


@button("8e")
class PaperSheet(Button):
    """One sheet, before it is entered: which day stands on it. `where`: a campaign, or below zero
    the version of what is answered outside of one."""

    where: int
    person_id: int
    about_id: int | None
    pair_id: int | None


@button("8f")
class PaperMonth(Button):
    """The same days by the calendar; `month`: its first day."""

    where: int
    person_id: int
    about_id: int | None
    pair_id: int | None
    month: date


@button("8g")
class PaperBegin(Button):
    """Question after question, from a sheet of that day."""

    where: int
    person_id: int
    about_id: int | None
    pair_id: int | None
    day: date


@button("8h")
class PaperBack(Button):
    """From a sheet to the others of the same questionnaire."""

    response_id: int


@button("8i")
class PaperWhere(Button):
    """The open campaigns of a questionnaire, and answering outside of them."""

    version_id: int


@button("8j")
class PaperTable(Button):
    """The sheets of a campaign, or outside of one, as a table to fill in."""

    version_id: int
    campaign_id: int | None


class By(StrEnum):
    """What questionnaires are chosen by."""

    SIDE = "s"
    MOMENT = "m"


@button("8k")
class SomeQuestionnaires(Button):
    """Those of a moment or for a side, by page."""

    page: int
    own: bool
    moment: Moment | None
    side: Side | None


@button("8l")
class QuestionnaireFilter(Button):
    """What to choose them by."""

    by: By
    own: bool
    moment: Moment | None
    side: Side | None


@button("8m")
class FoundQuestionnaires(Button):
    """Another page of what was found by words; the chat keeps these."""

    page: int
