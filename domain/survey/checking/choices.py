"""Options, rows of matrices, and how few or how many of them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from domain.survey.answers import LONG, RANKS, SHORT
from domain.survey.checking.figures import OPTIONS, ROWS, Told, fine_key
from domain.survey.fitting import OPTION, units
from domain.survey.model import Kind, Option, Question

_CHOICES = (Kind.ONE, Kind.SEVERAL, Kind.RANKING)


def options(question: Question) -> Told:
    chosen = question.kind in _CHOICES or question.kind is Kind.MATRIX
    if not chosen and question.options:
        yield "options_idle", {}
    if chosen and len(question.options) < 2:
        yield "options_few", {}
    if len(question.options) > OPTIONS:
        yield "options_many", {"most": OPTIONS}
    if question.kind is Kind.MATRIX and not question.rows:
        yield "rows_none", {}
    if question.kind is not Kind.MATRIX and question.rows:
        yield "rows_idle", {}
    if len(question.rows) > ROWS:
        yield "rows_many", {"most": ROWS}
    if sum(each.own for each in question.options) > 1:
        yield "own_twice", {}
    if question.kind not in (Kind.ONE, Kind.SEVERAL) and any(e.own for e in question.options):
        yield "own_idle", {}
    yield from _alone(question)
    yield from _each_option(question.options)
    yield from _each_option(question.rows)


def _each_option(options: Sequence[Option]) -> Told:
    for option in options:
        if not option.text.strip():
            yield "option_empty", {}
        if units(option.text) > OPTION:
            yield "option_long", {"said": option.text, "most": OPTION}
        if not fine_key(option.key):
            yield "option_key", {"said": option.key}
    for text in _repeated(each.text.casefold().strip() for each in options):
        yield "option_twice", {"said": text}
    for key in _repeated(each.key for each in options):
        yield "option_key_twice", {"said": key}


def _repeated(words: Iterable[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def _alone(question: Question) -> Told:
    alone = [each for each in question.options if each.alone]
    if alone and question.kind is not Kind.SEVERAL:
        yield "alone_idle", {}
    elif alone and len(alone) == len(question.options):
        yield "alone_all", {}


def limits(question: Question) -> Told:
    least, most, kind = question.least, question.most, question.kind
    if least is None and most is None:
        return
    lowest, highest = _possible(question)
    if lowest is None:
        yield "limits_idle", {}
        return
    if least is not None and most is not None and least > most:
        yield "least_over_most", {"least": least, "most": most}
    whole = kind is not Kind.NUMBER
    for limit in (least, most):
        if limit is None:
            continue
        if whole and limit != int(limit):
            yield "limit_whole", {"said": limit}
        if not lowest <= limit <= highest:
            yield "limit", {"said": limit, "least": lowest, "most": highest}


def _possible(question: Question) -> tuple[float | None, float]:
    """Between which figures a limit makes sense; None: a kind without limits."""
    far = 1e12
    if question.kind is Kind.NUMBER:
        return -far, far
    highest = {
        Kind.SEVERAL: sum(not each.alone for each in question.options),
        Kind.RANKING: min(RANKS, len(question.options)), Kind.SHORT: SHORT, Kind.LONG: LONG,
    }.get(question.kind)  # fmt: skip
    return (None, 0) if highest is None else (1, highest)
