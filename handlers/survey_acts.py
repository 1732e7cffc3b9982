"""The buttons under a question of a response; a preview makes its own."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handlers.buttons import survey as buttons
from handlers.registry import Button


@dataclass(frozen=True, slots=True)
class Acts:
    """The buttons under a question of a response."""

    response_id: int
    question: int
    about: int
    # Copied from paper: any place may have been left empty there.
    paper: ClassVar[bool] = False

    @property
    def _at(self) -> tuple[int, int, int]:
        return self.response_id, self.question, self.about

    def choose(self, option: int) -> Button:
        return buttons.Choose(*self._at, option)

    def pick(self, option: int, on: bool) -> Button:
        return buttons.Pick(*self._at, option, on)

    def pick_row(self, row: int, option: int) -> Button:
        return buttons.PickRow(*self._at, row, option)

    def picked(self) -> Button:
        return buttons.Picked(*self._at)

    def anew(self) -> Button:
        return buttons.Anew(*self._at)

    def skip(self, not_applicable: bool) -> Button:
        return buttons.Skip(*self._at, not_applicable)

    def keep(self) -> Button:
        return buttons.KeepAnswer(*self._at)

    def day(self, day: date) -> Button:
        return buttons.TakeDay(*self._at, day)

    def month(self, year: int, month: int) -> Button:
        return buttons.TurnMonth(*self._at, year, month)

    def person(self, person_id: int) -> Button:
        return buttons.TakePerson(*self._at, person_id)

    def page(self, page: int) -> Button:
        return buttons.TurnPage(*self._at, page)

    def earlier(self) -> Button:
        return buttons.Earlier(*self._at)

    def answers(self) -> Button | None:
        return buttons.Answers(self.response_id, 0)

    def leave(self) -> Button:
        """From the first question."""
        return buttons.Surveys(0)
