"""A question of any kind as a screen; the buttons are made by whoever asks (a preview too)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.named import Named
from domain.names import Style, address, render
from domain.survey import Key, Kind, Option, Question, Reply
from domain.survey.answers import FIRST_DAY, LAST_DAY, RANKS, SCALES, bounds
from domain.survey.piping import ANSWER, fill
from handlers.buttons import survey as buttons
from handlers.buttons.nav import bottom
from handlers.keyboards.build import Row, Screen, Target, in_pairs, in_rows
from handlers.keyboards.calendar import calendar
from handlers.keyboards.pager import PAGE_SIZE, cut, pager
from handlers.registry import Button
from services.surveys.picking import DECIDED
from services.surveys.reading import Place
from texts import survey as words

CUT = 38  # letters of a caption that a phone shows in a row of its own
MANY = 12  # options that are not paged
PAGE = 10
DIGITS = 5  # in a row
TINY = 4  # letters of options that stand in one row
Call = Callable[[Named], str]


@dataclass(frozen=True, slots=True)
class Acts:
    """The buttons under a question of a response."""

    response_id: int
    question: int
    about: int

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
    def close(self) -> bool:
        return self.place.questionnaire.close

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


def screen(
    place: Place,
    call: Call,
    today: date,
    *,
    acts: Acts | None = None,
    page: int = 0,
    month: tuple[int, int] | None = None,
    people: Sequence[Named] = (),
    kindly: str = "",
) -> Screen:
    """The question of a place. `kindly`: what is said to something that is no answer at all."""
    step = place.step
    assert step is not None
    asking = Asking(
        place=place, question=step.question,
        acts=acts or Acts(place.response_id, step.index, step.about), call=call, today=today,
        page=page, month=month, people=people,
    )  # fmt: skip
    return Screen(words.question(_asked(asking, kindly)), _rows(asking))


def named(place: Place, call: Call) -> Callable[[int], str]:
    """A name by the person's id, as chats show it."""

    def find(person_id: int) -> str:
        found = place.names.get(person_id)
        return call(found) if found else render("", Style.CODE, code=person_id)

    return find


def piped(place: Place, text: str, about: int, call: Call) -> str:
    """The words of a question with names and earlier answers in them."""
    find = named(place, call)

    def field(name: str) -> str:
        if name.startswith(ANSWER):
            return _earlier(place, name.removeprefix(ANSWER), about, find)
        if name == "mentee":
            return find(about or place.about) if about or place.about else ""
        me = place.names.get(place.person)
        return _addressed(me) if me else ""

    return fill(text, field)


def _addressed(me: Named) -> str:
    """«Ольга Сергеевна», of a pupil the given name."""
    if me.pupil:
        return render(me.name, Style.INITIALS, pupil=True).partition("\u00a0")[0]
    return address(me.name) or render(me.name, Style.INITIALS)


def _earlier(place: Place, key: str, about: int, find: Callable[[int], str]) -> str:
    keys: list[Key] = [(key, about), (key, 0)]
    found = next((place.replies[each] for each in keys if each in place.replies), None)
    if found is None:
        return "…"
    question = place.questionnaire.question(key)
    return words.answer_words(question, found, find, place.questionnaire.close)


def _asked(asking: Asking, kindly: str) -> words.Asked:
    place, question = asking.place, asking.question
    step, progress, close = place.step, place.progress, asking.close
    assert step is not None
    about = step.about or place.about
    fault = place.fault
    counts = progress is not None and step.counts
    return words.Asked(
        title=place.title,
        close=close,
        number=progress.number if progress and counts else 0,
        total=progress.total if progress and counts else 0,
        minutes=place.minutes,
        text=piped(place, question.text, step.about, asking.call),
        help=piped(place, question.help, step.about, asking.call),
        intro=place.questionnaire.intro if place.fresh else "",
        about=named(place, asking.call)(about) if about else "",
        anonymous=place.anonymous,
        sensitive=question.sensitive,
        lines=tuple(_lines(asking)),
        now=_now(asking),
        hint=words.own_words(close) if asking.own else words.hint(question, close),
        fault=words.fault(question, fault.key, fault.data, close) if fault else kindly,
        typed=place.typed,
        moved=place.moved,
    )


def _now(asking: Asking) -> str:
    """The answer that is being changed."""
    reply: Reply | None = asking.place.reply
    if reply is None or asking.question.kind in (Kind.SEVERAL, Kind.STATEMENT):
        return ""
    find = named(asking.place, asking.call)
    return words.answer_words(asking.question, reply, find, asking.close)


def _lines(asking: Asking) -> list[str]:
    """What belongs to the kind of the question, between its text and its buttons."""
    question = asking.question
    least, most = bounds(question)
    chosen = asking.chosen
    lines: list[str] = []
    if question.kind is Kind.MATRIX:
        at, row = asking.row
        lines.append(words.row(row.text, at + 1, len(question.rows)))
    if question.kind in SCALES:
        lines.append(words.ends(question))
    if _is_numbered(question) and not asking.own:
        lines += [
            words.numbered(at + 1, option.text, option.key in chosen)
            for at, option in _page(asking)
        ]
    if question.kind is Kind.RANKING:
        places = int(most or RANKS)
        lines += words.ranked(_texts(question, chosen), places, asking.close)
    elif question.kind is Kind.SEVERAL and not asking.own:
        lines.append(words.counter(len(chosen), least, most, len(question.options)))
    if asking.own:
        lines += _texts(question, chosen or [asking.place.draft[DECIDED]])
    if question.kind is Kind.PERSON and not asking.people:
        lines.append(words.nobody_found(asking.place.typed))
    return [line for line in lines if line]


def _texts(question: Question, keys: Sequence[str]) -> list[str]:
    found = {option.key: option.text for option in question.options}
    return [found[key] for key in keys if key in found]


def _is_numbered(question: Question) -> bool:
    """Captions that phones would cut stand in the text, and their numbers on the buttons."""
    return any(len(option.text) > CUT for option in question.options)


def _page(asking: Asking) -> list[tuple[int, Option]]:
    """The options of the page, with their places."""
    listed = list(enumerate(asking.question.options))
    return listed if len(listed) <= MANY else list(cut(listed, asking.page, PAGE))


def _rows(asking: Asking) -> list[Row]:
    if asking.own:
        again: Row = [(words.OTHER_CHOICE, asking.acts.anew())]
        return [[(words.NO_WORDS, asking.acts.picked())], again, *_ways(asking)]
    return [*_KINDS[asking.question.kind](asking), *_without(asking), *_ways(asking)]


def _choice(asking: Asking) -> list[Row]:
    return _options(asking, lambda at, option: (option.text, asking.acts.choose(at)))


def _options(asking: Asking, make: Callable[[int, Option], tuple[str, Target]]) -> list[Row]:
    """A button an option: one or two a row, or digits where captions would be cut."""
    made = [make(at, option) for at, option in _page(asking)]
    if _is_numbered(asking.question):
        numbers = [
            (_as_number(caption, at), to)
            for (caption, to), (at, _) in zip(made, _page(asking), strict=True)
        ]
        rows = in_rows(numbers, DIGITS)
    elif all(len(caption) <= TINY for caption, _ in made):
        rows = in_rows(made, DIGITS)
    else:
        rows = in_pairs(made)
    count = len(asking.question.options)
    turn = pager(asking.page, count, asking.acts.page, PAGE) if count > MANY else []
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
        if not _is_numbered(asking.question)
        else (str(at + 1), asking.acts.pick(at, True))
        for at, option in _page(asking)
        if option.key not in chosen
    ]
    _, most = bounds(asking.question)
    left = free if len(chosen) < int(most or RANKS) else []
    rows = in_rows(left, DIGITS) if _is_numbered(asking.question) else in_pairs(left)
    count = len(asking.question.options)
    turn = pager(asking.page, count, asking.acts.page, PAGE) if count > MANY else []
    ready: Row = [(words.DONE, asking.acts.picked()), (words.CLEAR, asking.acts.anew())]
    return [*rows, turn, ready if chosen else []]


def _scale(asking: Asking) -> list[Row]:
    low, high = SCALES[asking.question.kind]
    return in_rows([(str(n), asking.acts.choose(n)) for n in range(low, high + 1)], DIGITS)


def _matrix(asking: Asking) -> list[Row]:
    at, _ = asking.row
    rows = _options(asking, lambda n, option: (option.text, asking.acts.pick_row(at, n)))
    question = asking.question
    if not (question.optional or question.may_not_apply):
        return rows
    none = words.not_applicable(asking.close) if question.may_not_apply else words.SKIP
    return [*rows, [(none, asking.acts.pick_row(at, -1))]]


def _date(asking: Asking) -> list[Row]:
    year, month = asking.month or (asking.today.year, asking.today.month)
    return list(
        calendar(year, month, asking.acts.day, asking.acts.month, first=FIRST_DAY, last=LAST_DAY)
    )


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


def _without(asking: Asking) -> list[Row]:
    """The ways past a question without an answer; a matrix has them row by row."""
    question = asking.question
    if question.kind in (Kind.STATEMENT, Kind.MATRIX):
        return []
    row: list[tuple[str, Target]] = []
    if question.optional:
        row.append((words.SKIP, asking.acts.skip(False)))
    if question.may_not_apply:
        row.append((words.not_applicable(asking.close), asking.acts.skip(True)))
    return [row]


def _ways(asking: Asking) -> list[Row]:
    """Back to the question before, and all answers as soon as there are some."""
    place = asking.place
    first = place.step == place.asked[0]
    back = asking.acts.leave() if first else asking.acts.earlier()
    answers = asking.acts.answers() if place.replies else None
    return [[(words.ANSWERS, answers)] if answers else [], bottom(back)]
