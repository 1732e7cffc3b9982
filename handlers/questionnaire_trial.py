"""A questionnaire played in the chat by who made it; each screen says that it is a trial."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.buttons.nav import bottom
from handlers.buttons.questionnaires import (
    OpenQuestionnaire,
    PublishQuestionnaire,
    Step,
    TrialStep,
    TryQuestionnaire,
)
from handlers.context import Context
from handlers.incoming import Incoming, of_message
from handlers.keyboards.build import Row, Screen
from handlers.registry import Button, on, on_state
from handlers.survey_acts import Acts
from handlers.survey_keys import page_with
from handlers.survey_screens import named, piped, screen
from services.surveys import by_words, catalogue, picking, trial
from services.surveys.trial import Act, Trial
from texts import questionnaires as words
from texts import survey as survey_words
from texts import survey_said
from texts import survey_summary as summing

_LINES = 25  # answers that the last screen names
_NO_FILE = {"sha": "0" * 64, "photo": False}  # a file of a trial is not kept


@dataclass(frozen=True, slots=True)
class TrialActs(Acts):
    """The buttons under a question of a trial. `response_id` is the version's id here."""

    def _to(self, step: Step, first: int = 0, second: int = 0) -> Button:
        return TrialStep(self.response_id, step, self.question, bool(self.about), first, second)

    def choose(self, option: int) -> Button:
        return self._to(Step.CHOOSE, option)

    def pick(self, option: int, on: bool) -> Button:
        return self._to(Step.PICK, option, int(on))

    def pick_row(self, row: int, option: int) -> Button:
        return self._to(Step.ROW, row, option)

    def picked(self) -> Button:
        return self._to(Step.PICKED)

    def anew(self) -> Button:
        return self._to(Step.ANEW)

    def skip(self, not_applicable: bool) -> Button:
        return self._to(Step.SKIP, int(not_applicable))

    def keep(self) -> Button:
        return self._to(Step.KEEP)

    def day(self, day: date) -> Button:
        return self._to(Step.DAY, day.toordinal())

    def month(self, year: int, month: int) -> Button:
        return self._to(Step.MONTH, year, month)

    def person(self, person_id: int) -> Button:
        return self._to(Step.PERSON, person_id)

    def page(self, page: int) -> Button:
        return self._to(Step.PAGE, page)

    def earlier(self) -> Button:
        return self._to(Step.EARLIER)

    def answers(self) -> Button | None:
        return None

    def leave(self) -> Button:
        return OpenQuestionnaire(self.response_id)


@on(TryQuestionnaire)
async def begin(context: Context, request: TryQuestionnaire) -> None:
    card = await context.read(catalogue.card, request.version_id)
    title = words.trial_title(card.asked.title)
    at = await context.write(trial.begin, request.version_id, title, words.TRIAL_NAME)
    await _show(context, at)


@on(TrialStep)
async def step(context: Context, request: TrialStep) -> None:
    at = await context.write(
        trial.go_on, request.version_id, _act(request), request.question, about=request.about
    )
    page = request.first if request.step is Step.PAGE else 0
    if request.step is Step.PICK:
        page = page_with(at.place, request.first)
    month = (request.first, request.second) if request.step is Step.MONTH else None
    await _show(context, at, page=page, month=month)


def _act(request: TrialStep) -> Act | None:
    """What the tap does to a response; None: only another page."""
    first, second = request.first, request.second
    match request.step:
        case Step.CHOOSE | Step.PERSON:
            return lambda s, a, at: picking.take(s, a, at, first)
        case Step.DAY:
            day = date.fromordinal(min(max(first, 1), date.max.toordinal()))
            return lambda s, a, at: picking.take(s, a, at, day)
        case Step.PICK:
            return lambda s, a, at: picking.pick(s, a, at, first, on=bool(second))
        case Step.ROW:
            return lambda s, a, at: picking.pick_row(s, a, at, first, second)
        case Step.PICKED:
            return picking.picked
        case Step.ANEW:
            return picking.anew
        case Step.SKIP:
            return lambda s, a, at: picking.skip(s, a, at, not_applicable=bool(first))
        case Step.KEEP:
            return picking.keep
        case Step.EARLIER:
            return picking.earlier
        case Step.MONTH | Step.PAGE:
            return None


@on_state(trial.STATE)
async def typed(context: Context, data: dict[str, Any]) -> None:
    """Words, or whatever comes while a question of a trial is on the screen."""
    message = context.message
    if message is None:
        return
    file = of_message(message)
    at = await context.write(
        trial.go_on, int(data["version"]), _said(message.text, file), 0, about=False
    )
    taken = message.text is not None or len(at.place.replies) > len(data["answers"])
    kind = "sticker" if file is None else file.kind
    close = at.place.questionnaire.close
    await _show(context, at, kindly="" if taken else survey_words.not_here(kind, close))


def _said(text: str | None, file: Incoming | None) -> Act | None:
    """What was typed or sent, as the answer to the question on the screen."""
    if text is not None:
        said = text
        return lambda s, a, at: by_words.words(s, a, at.response_id, said)
    if file is None or file.kind not in ("document", "photo"):
        return None
    value = {**_NO_FILE, "name": file.name}
    return lambda s, a, at: by_words.file(s, a, at.response_id, value, None)


async def _show(
    context: Context,
    at: Trial,
    *,
    page: int = 0,
    month: tuple[int, int] | None = None,
    kindly: str = "",
) -> None:
    place = at.place
    context.asked = True
    if place.step is None:
        await _end(context, at)
        return
    acts = TrialActs(at.version_id, place.step.index, place.step.about)
    if month is not None and not 1 <= month[1] <= 12:
        month = None
    shown = screen(
        place, context.call, context.actor.today, acts=acts, page=page, month=month,
        people=at.people, kindly=kindly,
    )  # fmt: skip
    await context.show(shown)


async def _end(context: Context, at: Trial) -> None:
    card = await context.read(catalogue.card, at.version_id)
    lines = _answers(context, at)
    more = max(0, len(lines) - _LINES)
    text = words.trial_end(card.asked.title, lines[:_LINES], card.asked.thanks, more)
    rows: list[Row] = [[(words.AGAIN, TryQuestionnaire(at.version_id))]]
    if card.published_at is None:
        rows.insert(0, [(words.PUBLISH, PublishQuestionnaire(at.version_id))])
    await context.show(Screen(text, [*rows, bottom(OpenQuestionnaire(at.version_id))]))


def _answers(context: Context, at: Trial) -> list[str]:
    place = at.place
    find = named(place, context.call)
    counted = [step for step in place.asked if step.counts]
    return [
        summing.answer_line(
            number,
            find(step.about) if step.about else "",
            piped(place, step.question.text, step.about, context.call),
            survey_said.answer_words(
                step.question, place.replies[step.key], find, place.questionnaire.close
            ),
        )
        for number, step in enumerate(counted, 1)
        if step.key in place.replies
    ]
