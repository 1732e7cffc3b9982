"""What of a question fits into one message, and how many options make a page of it."""

from domain.survey.model import Kind, Question

LIMIT = 4096  # UTF-16 units, as messengers count
TEXT, HELP, OPTION = 1000, 600, 250
CUT = 38  # letters of a caption that a phone shows in a row of its own
MANY = 12  # options that are not paged
PAGE = 10
_RESERVED = 1200  # the head, whom it is about, the present answer, hints, what is wrong with one
_NUMBER = 7  # «✅ 12. » and the line's end
_RANKED = 500  # the three places with what stands on them


def units(text: str) -> int:
    """The length of a text as messengers count it."""
    return len(text) + sum(char > "\uffff" for char in text)


def is_numbered(question: Question) -> bool:
    """Captions that phones would cut stand in the text, and their numbers on the buttons."""
    return any(len(option.text) > CUT for option in question.options)


def a_page(question: Question, intro: str) -> int:
    """How many options stand on one screen, so that no part of it is ever cut. `intro`: of the
    questionnaire, which stands over the first question."""
    count = len(question.options)
    usual = count if count <= MANY else PAGE
    if not is_numbered(question):
        return usual
    left = _room(question, intro)
    fit = 0
    for length in sorted((units(each.text) for each in question.options), reverse=True)[:usual]:
        left -= length + _NUMBER
        fit += left >= 0
    if fit == usual:
        return usual
    pages = -(-count // max(1, fit))
    return -(-count // pages)


def _room(question: Question, intro: str) -> int:
    """For the options, with the longest of all that may stand beside them."""
    text = TEXT if "{" in question.text else units(question.text)
    beside = HELP if "{" in question.help else units(question.help)
    if question.kind is Kind.RANKING:
        beside += _RANKED
    rows = max((units(row.text) + _NUMBER for row in question.rows), default=0)
    return LIMIT - _RESERVED - text - beside - rows - units(intro)
