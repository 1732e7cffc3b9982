"""What the bot says of itself: kinds of outbox messages and their words, which features join.

Words are made at the moment of sending, of what is true then. See docs/architecture.md, «Joining
a screen».
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.named import Named
from domain.names import Style
from domain.names import render as render_name
from handlers.digest_screen import Work
from handlers.keyboards.build import Screen
from services.outbox import After, Claim


@dataclass(frozen=True, slots=True)
class Words:
    """`names`: how chats show people (NAMES_IN_CHAT), `names_in_files`: how files do;
    `zone`: that of the installation."""

    names: str
    zone: str
    names_in_files: str = Style.INITIALS.value

    def call(self, person: Named) -> str:
        """A person's name as chats show it, not yet escaped."""
        return render_name(person.name, Style(self.names), pupil=person.pupil, code=person.id)

    def call_in_files(self, person: Named) -> str:
        """The same as files show it."""
        style = Style(self.names_in_files)
        return render_name(person.name, style, pupil=person.pupil, code=person.id)


@dataclass(frozen=True, slots=True)
class Picture:
    """What follows a message without a sound and belongs to it."""

    work: Work
    screen: Screen


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message to send. `work`: the file to be made in the worker, which the words stand under;
    `sent`: what being sent changes, kept with the mark."""

    screen: Screen
    work: Work | None = None
    sent: After | None = None
    picture: Picture | None = None


# None: nothing of it is true any more, so nothing is sent.
Notice = Callable[[Any, Claim, datetime, Words], Screen | Parcel | None]
NOTICES: dict[str, Notice] = {}


def notice(kind: str) -> Callable[[Notice], Notice]:
    """Register how messages of a kind are worded; a second registration is an error."""

    def register(made: Notice) -> Notice:
        if kind in NOTICES:
            raise ValueError(f"{kind} is worded already")
        NOTICES[kind] = made
        return made

    return register
