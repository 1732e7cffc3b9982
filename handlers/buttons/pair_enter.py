"""Requests to enter a pair."""

from domain.pairs import Form
from handlers.registry import Button, button


@button("t3")
class EnterPair(Button):
    """Choose the mentor of a pair to enter, by page."""

    page: int


@button("t4")
class EnterMentor(Button):
    """Choose the mentee, by page."""

    mentor_id: int
    page: int


@button("t5")
class EnterMentee(Button):
    """Look at the pair before it is made; no form: the guessed one."""

    mentor_id: int
    mentee_id: int
    form: Form | None


@button("t6")
class EnterNow(Button):
    """Make it. `works`: it exists already; `raised`: the mentor's limit grows."""

    mentor_id: int
    mentee_id: int
    form: Form
    works: bool
    raised: bool


@button("t7")
class EnterForms(Button):
    """Choose another form before the pair is made."""

    mentor_id: int
    mentee_id: int
