"""The keyboard under a question of any kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.named import Named
from domain.survey import Kind, Option, Question
from domain.survey.answers import FIRST_DAY, LAST_DAY, RANKS, SCALES, bounds
from domain.survey.fitting import a_page, is_numbered
from handlers.buttons.nav import bottom
from handlers.keyboards.build import Row, Target, in_pairs, in_rows
from handlers.keyboards.calendar import calendar
from handlers.keyboards.pager import PAGE_SIZE, cut, pager
from handlers.survey_acts import Acts
from services.surveys.on_screen import DECIDED
from services.surveys.picking import NO_ROW, SKIP_ROW
from services.surveys.reading import Place
from texts import survey as words

DIGITS = 5  # in a row
TINY = 4  # letters of options that stand in one row
THREE, THIRD = 3, 8  # so many options of so many letters stand in one row too
Call = Callable[[Named], str]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question about to be shown. `page`: of options or people; `month`: of the calendar;
    `people`: who may be chosen now."""

    place: Place
    question: Question
    acts: Acts
    call: Call
    today: date
    page: int = 0
    month: tuple[int, int] | None = None
    people: Sequence[Named] = ()

    @property
    def page_size(self) -> int:
        return a_page(self.question, self.place.questionnaire.intro)

    @property
    def close(self) -> bool:
        return self.place.questionnaire.close

    @property
    def other(self) -> bool:
        """Whether it is asked about somebody else."""
        step = self.place.step
        return bool(self.place.about or (step is not None and step.about))

    @property
    def own(self) -> bool:
        """Whether own words beside a choice are awaited."""
        return bool(self.place.draft.get("own"))

    @property
    def chosen(self) -> list[str]:
        """Of several: kept so far, else the answer that it has."""
        kept = self.place.draft.get(DECIDED)
        if kept is not None:
            return list(kept) if isinstance(kept, list) else []
        reply = self.place.reply
        return list(reply.value) if reply and isinstance(reply.value, list) else []

    @property
    def row(self) -> tuple[int, Option]:
        """The first row of the matrix without a choice."""
        done = self.place.draft.get(DECIDED) or {}
        found = [(at, row) for at, row in enumerate(self.question.rows) if row.key not in done]
        return found[0] if found else (0, self.question.rows[0])


def page_of(asking: Asking) -> list[tuple[int, Option]]:
    """The options of the page, with their places."""
    listed = list(enumerate(asking.question.options))
    return list(cut(listed, asking.page, asking.page_size))


def page_with(place: Place, option: int) -> int:
    """The page on which an option of the question on the screen stands."""
    if place.step is None or place.moved:
        return 0
    return option // a_page(place.step.question, place.questionnaire.intro)


def rows(asking: Asking) -> list[Row]:
    if asking.own:
        again: Row = [(words.OTHER_CHOICE, asking.acts.anew())]
        return [[(words.NO_WORDS, asking.acts.picked())], again, *_ways(asking)]
    return [*_KINDS[asking.question.kind](asking), *_without(asking), *_ways(asking)]


def _choice(asking: Asking) -> list[Row]:
    return _options(asking, lambda at, option: (option.text, asking.acts.choose(at)))


def _options(asking: Asking, make: Callable[[int, Option], tuple[str, Target]]) -> list[Row]:
    """A button an option: one or two a row, or digits where captions would be cut."""
    made = [make(at, option) for at, option in page_of(asking)]
    if is_numbered(asking.question):
        numbers = [
            (_as_number(caption, at), to)
            for (caption, to), (at, _) in zip(made, page_of(asking), strict=True)
        ]
        rows = in_rows(numbers, DIGITS)
    elif all(len(caption) <= TINY for caption, _ in made):
        rows = in_rows(made, DIGITS)
    elif len(made) == THREE and all(len(caption) <= THIRD for caption, _ in made):
        rows = [made]
    else:
        rows = in_pairs(made)
    count = len(asking.question.options)
    turn = pager(asking.page, count, asking.acts.page, asking.page_size)
    return [*rows, turn]


def _as_number(caption: str, at: int) -> str:
    number = str(at + 1)
    return words.CHOSEN.format(number) if caption.startswith(words.CHOSEN.format("")) else number


def _several(asking: Asking) -> list[Row]:
    chosen = asking.chosen

    def make(at: int, option: Option) -> tuple[str, Target]:
        on = option.key in chosen
        caption = words.CHOSEN.format(option.text) if on else option.text
        return caption, asking.acts.pick(at, not on)

    least, _ = bounds(asking.question)
    enough = len(chosen) >= (least or 1)
    done: Row = [(words.DONE, asking.acts.picked())] if enough else []
    return [*_options(asking, make), done]


def _ranking(asking: Asking) -> list[Row]:
    chosen = asking.chosen
    free = [
        (option.text, asking.acts.pick(at, True))
        if not is_numbered(asking.question)
        else (str(at + 1), asking.acts.pick(at, True))
        for at, option in page_of(asking)
        if option.key not in chosen
    ]
    _, most = bounds(asking.question)
    left = free if len(chosen) < int(most or RANKS) else []
    rows = in_rows(left, DIGITS) if is_numbered(asking.question) else in_pairs(left)
    count = len(asking.question.options)
    turn = pager(asking.page, count, asking.acts.page, asking.page_size)
    ready: Row = [(words.DONE, asking.acts.picked()), (words.CLEAR, asking.acts.anew())]
    return [*rows, turn, ready if chosen else []]


def _scale(asking: Asking) -> list[Row]:
    low, high = SCALES[asking.question.kind]
    return in_rows([(str(n), asking.acts.choose(n)) for n in range(low, high + 1)], DIGITS)


def _matrix(asking: Asking) -> list[Row]:
    at, _ = asking.row
    rows = _options(asking, lambda n, option: (option.text, asking.acts.pick_row(at, n)))
    none: list[tuple[str, Target]] = []
    if skip := _skip(asking):
        none.append((skip, asking.acts.pick_row(at, SKIP_ROW)))
    if asking.question.may_not_apply:
        caption = words.not_applicable(asking.close, asking.other)
        none.append((caption, asking.acts.pick_row(at, NO_ROW)))
    return [*rows, none]


def _date(asking: Asking) -> list[Row]:
    shown = _answered(asking) or asking.today
    year, month = asking.month or (shown.year, shown.month)
    return list(
        calendar(year, month, asking.acts.day, asking.acts.month, first=FIRST_DAY, last=LAST_DAY)
    )


def _answered(asking: Asking) -> date | None:
    """The day that is being changed."""
    reply = asking.place.reply
    return date.fromisoformat(reply.value) if reply and reply.value else None


def _person(asking: Asking) -> list[Row]:
    found = [
        (asking.call(each), asking.acts.person(each.id))
        for each in cut(asking.people, asking.page)
    ]
    turn = pager(asking.page, len(asking.people), asking.acts.page, PAGE_SIZE)
    searched = [(words.ALL_PEOPLE, asking.acts.page(0))] if asking.place.typed else []
    return [*([one] for one in found), turn, searched]


def _statement(asking: Asking) -> list[Row]:
    return [[(words.NEXT, asking.acts.picked())]]


def _nothing(asking: Asking) -> list[Row]:
    return []


_KINDS: dict[Kind, Callable[[Asking], list[Row]]] = {
    Kind.ONE: _choice, Kind.SEVERAL: _several, Kind.SCALE: _scale, Kind.TEN: _scale,
    Kind.MATRIX: _matrix, Kind.NUMBER: _nothing, Kind.DATE: _date, Kind.SHORT: _nothing,
    Kind.LONG: _nothing, Kind.PERSON: _person, Kind.RANKING: _ranking, Kind.FILE: _nothing,
    Kind.STATEMENT: _statement,
}  # fmt: skip


# A button of theirs stores what is there already.
_READY = (Kind.SEVERAL, Kind.RANKING, Kind.STATEMENT)


def _without(asking: Asking) -> list[Row]:
    """The ways past a question without an answer; a matrix has them row by row."""
    question = asking.question
    if question.kind in (Kind.STATEMENT, Kind.MATRIX):
        return []
    row: list[tuple[str, Target]] = []
    if skip := _skip(asking):
        row.append((skip, asking.acts.skip(False)))
    if question.may_not_apply:
        row.append((words.not_applicable(asking.close, asking.other), asking.acts.skip(True)))
    return [row]


def _skip(asking: Asking) -> str:
    """What passing by is called; "": there is an answer wanted."""
    if asking.question.optional:
        return words.SKIP
    return words.BLANK if asking.acts.paper else ""


def _ways(asking: Asking) -> list[Row]:
    """Back to the question before, and all answers as soon as there are some."""
    place = asking.place
    matrix = asking.question.kind is Kind.MATRIX
    first = place.step == place.asked[0] and not (matrix and place.draft.get(DECIDED))
    back = asking.acts.leave() if first else asking.acts.earlier()
    answers = asking.acts.answers() if place.replies else None
    kept: list[tuple[str, Target]] = []
    if place.reply is not None and asking.question.kind not in _READY and not asking.own:
        kept.append((words.KEEP_ANSWER, asking.acts.keep()))
    return [[*kept, *([(words.ANSWERS, answers)] if answers else [])], bottom(back)]
