"""Requests about the consent to the processing of personal data."""

from domain.consents import Document
from handlers.registry import Button, button


@button("ca")
class Agree(Button):
    """Give the consent, and with it join whatever the chat came for."""


@button("cr")
class ReadConsent(Button):
    """The whole document, by page."""

    page: int


@button("cn")
class Refuse(Button):
    """Say no, without any consequence."""


@button("j0")
class Publishing(Button):
    """What of me may be shown to everybody."""


@button("j1")
class Publish(Button):
    """Allow or forbid one of the two."""

    document: Document
    given: bool


@button("j2")
class MyFile(Button):
    """Everything that is kept of me, as a file."""


@button("cd")
class MyData(Button):
    """What the bot keeps of me, and my consent."""


@button("cw")
class AskWithdraw(Button):
    """Ask whether the consent is to be withdrawn, and say what follows."""


@button("cy")
class Withdraw(Button):
    pass
