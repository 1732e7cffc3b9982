"""A question of any kind as a screen, and the words in it: names, earlier answers."""

from collections.abc import Callable, Sequence
from datetime import date

from domain.named import Named
from domain.names import Style, address, render
from domain.survey import AnswerStatus, Key, Kind, Question, Reply
from domain.survey.answers import RANKS, SCALES, bounds
from domain.survey.fitting import is_numbered
from domain.survey.piping import ANSWER, fill
from handlers.keyboards.build import Screen
from handlers.survey_acts import Acts
from handlers.survey_keys import Asking, Call, page_of, rows
from services.surveys.on_screen import DECIDED, TICKED
from services.surveys.reading import Place
from texts import survey as words
from texts import survey_faults, survey_said
from texts.names import called
from texts.piping import UNSAID


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
    return Screen(words.question(_asked(asking, kindly)), rows(asking))


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
        return called(me.name)
    return address(me.name) or render(me.name, Style.INITIALS)


def _earlier(place: Place, key: str, about: int, find: Callable[[int], str]) -> str:
    keys: list[Key] = [(key, about), (key, 0)]
    found = next((place.replies[each] for each in keys if each in place.replies), None)
    if found is None or found.status is AnswerStatus.SKIPPED:
        return UNSAID
    question = place.questionnaire.question(key)
    told = survey_said.answer_words(question, found, find, place.questionnaire.close)
    return told if found.status is AnswerStatus.GIVEN else f"[{told}]"


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
        fresh=place.fresh,
        sensitive=question.sensitive,
        lines=tuple(_lines(asking)),
        now=_now(asking),
        hint=_hint(asking),
        fault=survey_faults.fault(question, fault.key, fault.data, close) if fault else "",
        kindly="" if fault else kindly,
        typed=place.typed,
        moved=place.moved,
    )


def _hint(asking: Asking) -> str:
    if asking.own:
        return words.own_words(asking.close)
    if asking.place.draft.get(TICKED):
        return words.ticked(_texts(asking.question, asking.chosen), asking.close)
    return words.hint(asking.question, asking.close)


def _now(asking: Asking) -> str:
    """The answer that is being changed."""
    reply: Reply | None = asking.place.reply
    if reply is None or asking.question.kind in (Kind.SEVERAL, Kind.STATEMENT):
        return ""
    find = named(asking.place, asking.call)
    return survey_said.answer_words(
        asking.question, reply, find, asking.close and not asking.other
    )


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
    if is_numbered(question) and not asking.own:
        lines += [
            words.numbered(at + 1, option.text, option.key in chosen)
            for at, option in page_of(asking)
        ]
    if question.kind is Kind.RANKING:
        places = int(most or RANKS)
        lines += words.ranked(_texts(question, chosen), places)
    elif question.kind is Kind.SEVERAL and not asking.own:
        lines.append(words.counter(len(chosen), least, most, len(question.options)))
    if asking.own:
        lines += words.chosen(_texts(question, chosen or [asking.place.draft[DECIDED]]))
    if question.kind is Kind.PERSON and not asking.people:
        lines.append(words.nobody_found(asking.place.typed))
    return [line for line in lines if line]


def _texts(question: Question, keys: Sequence[str]) -> list[str]:
    found = {option.key: option.text for option in question.options}
    return [found[key] for key in keys if key in found]
