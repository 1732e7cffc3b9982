"""`python -m bot deadline`: what a phrase means, as words or as JSON."""

import json
import sys
from dataclasses import replace

from content.calendar import default_calendar
from domain.deadlines import Deadline, Period, SchoolCalendar, Warning_, parse, to_json
from texts.deadlines import BAD_SCHOOL_YEAR, bad_school_year, describe, plain_warning

STDIN = "-"


def run(phrase: str, school_year: str | None, as_json: bool) -> int:
    """Print the meaning of a phrase; exit code 2 when the school year cannot be read.

    With «-» for the phrase each line of standard input, "phrase<TAB>school year or nothing", gives
    one line of JSON; `school_year` stands for lines that name none, and no line stops the rest.
    """
    period = Period.parse(school_year) if school_year else None
    if school_year and period is None:
        print(bad_school_year(school_year), file=sys.stderr)
        return 2
    if phrase == STDIN:
        _answer_lines(period)
        return 0
    deadline = parse(phrase, period, _usual())
    _say(_json(deadline) if as_json else describe(deadline))
    return 0


def _answer_lines(default: Period | None) -> None:
    for number, raw in enumerate(sys.stdin.buffer):
        line = raw.decode("utf-8-sig" if number == 0 else "utf-8", errors="replace")
        _say(_json(_read_line(line.rstrip("\r\n"), default)))


def _read_line(line: str, default: Period | None) -> Deadline:
    phrase, _, school_year = (part.strip() for part in line.partition("\t"))
    period = Period.parse(school_year) if school_year else default
    deadline = parse(phrase, period, _usual())
    if school_year and period is None:
        bad = Warning_(BAD_SCHOOL_YEAR, (school_year,))
        deadline = replace(deadline, warnings=(*deadline.warnings, bad))
    return deadline


def _usual() -> SchoolCalendar:
    return SchoolCalendar(usual=default_calendar())


def _json(deadline: Deadline) -> str:
    told = [plain_warning(one) for one in deadline.warnings]
    return json.dumps({**to_json(deadline), "warnings": told}, ensure_ascii=False)


def _say(text: str) -> None:
    """Terminals of Windows have not every letter: what they lack is shown as «?»."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, errors="replace").decode(encoding), flush=True)
