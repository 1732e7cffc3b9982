"""Requests of answering a questionnaire. Each carries the question that it stands under (its
number in the version, and the mentee, 0: nobody), so that an old one is known as such."""

from datetime import date

from handlers.registry import Button, button


@button("70")
class Surveys(Button):
    """«Анкеты»: what waits for the person's answers, and what may still be changed."""

    page: int


@button("71")
class OpenSurvey(Button):
    """The question that is next in a response, or its summary."""

    response_id: int


@button("72")
class Choose(Button):
    """One option by its place; of a scale the number itself."""

    response_id: int
    question: int
    about: int
    option: int


@button("73")
class Pick(Button):
    """One of several, or off again; of a ranking the next place."""

    response_id: int
    question: int
    about: int
    option: int
    on: bool


@button("74")
class PickRow(Button):
    """An option for one row of a matrix."""

    response_id: int
    question: int
    about: int
    row: int
    option: int


@button("75")
class Picked(Button):
    """What is chosen is the answer; a statement is read; own words are not needed."""

    response_id: int
    question: int
    about: int


@button("76")
class Anew(Button):
    """Nothing is chosen any more."""

    response_id: int
    question: int
    about: int


@button("77")
class Skip(Button):
    """Without an answer: skipped, or not applicable."""

    response_id: int
    question: int
    about: int
    not_applicable: bool


@button("78")
class TakeDay(Button):
    """A day as the answer."""

    response_id: int
    question: int
    about: int
    day: date


@button("79")
class TurnMonth(Button):
    """Another month of the calendar."""

    response_id: int
    question: int
    about: int
    year: int
    month: int


@button("7a")
class TakePerson(Button):
    """A person as the answer."""

    response_id: int
    question: int
    about: int
    person_id: int


@button("7b")
class TurnPage(Button):
    """Another page of options or people."""

    response_id: int
    question: int
    about: int
    page: int


@button("7c")
class Earlier(Button):
    """The question before this one."""

    response_id: int
    question: int
    about: int


@button("7i")
class KeepAnswer(Button):
    """The answer that the question has already stays; on to the next open one."""

    response_id: int
    question: int
    about: int


@button("7d")
class Answers(Button):
    """The summary: all answers, one button each."""

    response_id: int
    page: int


@button("7e")
class ChangeAnswer(Button):
    """One of the answers again."""

    response_id: int
    question: int
    about: int


@button("7f")
class SendSurvey(Button):
    """The answers are ready."""

    response_id: int


@button("7g")
class AskDecline(Button):
    """Whether the person really does not want to answer."""

    response_id: int


@button("7h")
class Decline(Button):
    """The person does not want to answer."""

    response_id: int


@button("7j")
class AnswerChanges(Button):
    """What was changed after sending, by page."""

    response_id: int
    page: int
