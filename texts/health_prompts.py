"""What the bundle says of how pairs are doing."""

from collections.abc import Sequence
from datetime import date

from texts import dates
from texts.html import b, clip, esc, fit
from texts.pair_names import people
from texts.plural import counted
from texts.typography import stop, tidy

HELP = "Помочь"
WELL = "Встретились"
OTHERWISE = "Ответить иначе"
FIT_GOOD = "Всё хорошо"
_OF_PAIRS = ("пара", "пары", "пар")
UNMARKED_LINE = "С тех пор как пары внесли в бота, ни одной встречи по ним не отмечено."
FIT_LINE = "Ответ увидят только куратор и директор, другой стороне он не показывается."


def unmarked(count: int) -> str:
    """Pairs of which nothing is known since they were entered; plain."""
    return f"{counted(count, *_OF_PAIRS)} без первых отметок"


def word(name: str, by: str, text: str, agenda: Sequence[str]) -> str:
    """The message to a side of the pair; `name`: how the person is spoken to."""
    hello = f"{esc(name)}, добрый день!" if name else "Добрый день!"
    lines = [f"{hello} Пишет {esc(stop(by)) if by else 'куратор школы.'}", "", esc(text)]
    if agenda:
        lines += ["", b("Повестка ближайшей встречи"), *(f"• {esc(each)}" for each in agenda)]
    return tidy(fit(lines))


AGENDA_WORD = (
    "Предлагаю короткую повестку ближайшей встречи. Её можно менять как удобно; день "
    "предложите одним касанием."
)


def check_title(others: Sequence[str]) -> str:
    """Plain, of a point of the bundle."""
    return f"Пара: {people(others, 2)}"


def check_line(since: date | None, today: date) -> str:
    if since is None:
        return "Встреч пока не было. Всё ли в порядке?"
    return f"Встреч не было с {dates.plain(since, today)}. Всё ли в порядке?"


def fit_title(others: Sequence[str]) -> str:
    return f"Как Вам в паре: {people(others, 2)}?"


def help_title(pair: str) -> str:
    """Plain, of a point of the curator's bundle."""
    return f"Паре нужна помощь: {pair}"


def help_line(reasons: Sequence[str]) -> str:
    said = clip("; ".join(reasons), 200)
    return stop(said[:1].upper() + said[1:])
