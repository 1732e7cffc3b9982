"""Deadline phrases: a table of examples, the five known roadmaps, and properties of any text."""

import csv
import io
import json
from calendar import monthrange
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.commands.deadline import run
from content.calendar import default_calendar
from domain.deadlines import (
    Deadline,
    Kind,
    Period,
    Rule,
    SchoolCalendar,
    Slot,
    Span,
    Warning_,
    parse,
    to_json,
)
from domain.deadlines.tokens import distance
from domain.deadlines.words import LEXICON
from texts.deadlines import plain_warning, warning

EXAMPLES = Path(__file__).with_name("deadline_examples.tsv")
ROADMAPS = Path(__file__).parents[3] / "shared" / "roadmaps" / "truth.json"
YEAR = Period.school_year(2022)
FORMS = [
    (form, int(meaning[1]))
    for form, meaning in LEXICON.items()
    if meaning[0] == "month" and len(form) > 2
]
years = st.integers(min_value=1995, max_value=2095)
days = st.dates(min_value=date(1995, 1, 1), max_value=date(2095, 12, 31))
phrases = st.lists(
    st.sampled_from(
        [*LEXICON, "2022", "2023", "15", "31", "III", "-", ".", ",", "/", "X", "15.10"]
    ),
    max_size=8,
).map(" ".join)
periods = st.none() | st.builds(lambda pair: Period(min(pair), max(pair)), st.tuples(days, days))


def rows() -> list[dict[str, str]]:
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def written(deadline: Deadline) -> dict[str, str]:
    spans = "; ".join(f"{start or ''}..{end or ''}" for start, end in deadline.spans)
    return {
        "kind": deadline.kind.value,
        "spans": spans,
        "rule": deadline.rule or "",
        "months": " ".join(map(str, deadline.months)),
        "md": "; ".join(f"{start or ''}..{end or ''}" for start, end in deadline.md),
        "warnings": " ".join(told.code for told in deadline.warnings),
    }


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['phrase']}@{row['school_year']}")
def test_example(row: dict[str, str]) -> None:
    phrase = row["phrase"].replace("<SHY>", "\u00ad").replace("<NBSP>", "\u00a0")
    period = Period.parse(row["school_year"]) if row["school_year"] else None
    expected = {key: row[key] for key in ("kind", "spans", "rule", "months", "md", "warnings")}

    assert written(parse(phrase, period)) == expected


@pytest.mark.skipif(not ROADMAPS.exists(), reason="../shared/roadmaps is not here")
def test_five_roadmaps_read_as_their_truth_says() -> None:
    wrong = []
    for roadmap in json.loads(ROADMAPS.read_text(encoding="utf-8"))["roadmaps"]:
        start, end = map(date.fromisoformat, roadmap["period"]["dates"])
        for row in roadmap["rows"]:
            read = to_json(parse(row["deadline"], Period(start, end)))
            if (read["kind"], read["spans"]) != (row["kind"], row["spans"]):
                wrong.append(row["deadline"])

    assert wrong == []


@pytest.mark.skipif(not ROADMAPS.exists(), reason="../shared/roadmaps is not here")
def test_stated_periods_of_the_roadmaps() -> None:
    roadmaps = json.loads(ROADMAPS.read_text(encoding="utf-8"))["roadmaps"]
    stated = [roadmap["period"] for roadmap in roadmaps if roadmap["period"]["stated"]]

    read = [Period.parse(period["label"]) for period in stated]

    assert read == [Period(*map(date.fromisoformat, period["dates"])) for period in stated]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022-2023", YEAR),
        ("2022/23", YEAR),
        ("на 2022–2023 учебный год", YEAR),
        ("2022-2023 уч. г.", YEAR),
        ("2022– 2024 гг.", Period(date(2022, 1, 1), date(2024, 12, 31))),
        ("2022-2023 годы", Period(date(2022, 1, 1), date(2023, 12, 31))),
        ("2023 год", Period(date(2023, 1, 1), date(2023, 12, 31))),
        ("01.10.2022-30.04.2023", Period(date(2022, 10, 1), date(2023, 4, 30))),
        ("с 1 сентября", None),
        ("2023-2022", None),
        ("приказ от 14.12.2022", None),
        ("", None),
    ],
)
def test_period(text: str, period: Period | None) -> None:
    assert Period.parse(text) == period


CALENDAR_YEARS = Period(date(2022, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("phrase", "period", "spans", "needs_year"),
    [
        ("сентябрь", CALENDAR_YEARS, (), True),
        ("ежегодно, май", CALENDAR_YEARS, tuple(
            (date(year, 5, 1), date(year, 5, 31)) for year in (2022, 2023, 2024)
        ), False),
        ("ежегодно до 1 июня", CALENDAR_YEARS, tuple(
            (None, date(year, 6, 1)) for year in (2022, 2023, 2024)
        ), False),
        ("в течение учебного года", CALENDAR_YEARS, ((date(2022, 1, 1), date(2024, 12, 31)),),
         False),
        ("сентябрь", Period(date(2022, 4, 1), date(2022, 12, 31)),
         ((date(2022, 9, 1), date(2022, 9, 30)),), False),
        ("январь", Period(date(2022, 4, 1), date(2022, 12, 31)), (), True),
        ("май", Period(date(1, 1, 1), date(9999, 12, 31)), (), True),
    ],
)  # fmt: skip
def test_a_year_is_taken_only_when_one_fits(
    phrase: str, period: Period, spans: tuple[Span, ...], needs_year: bool
) -> None:
    read = parse(phrase, period)

    assert (read.spans, read.needs_year) == (spans, needs_year)


def test_quarters_of_the_schools_own_calendar() -> None:
    own = (date(2022, 11, 7), date(2022, 12, 28))
    calendar = SchoolCalendar(quarters=((date(2022, 9, 1), date(2022, 10, 28)), own))

    assert parse("II четверть", YEAR, calendar) == Deadline(Kind.DATES, spans=(own,))


def test_own_calendar_of_several_years_and_the_usual_one_for_others() -> None:
    own = SchoolCalendar(
        trimesters=tuple(
            (date(year, month, 2), date(year, month, 28))
            for year, month in ((2022, 9), (2022, 12), (2023, 3), (2023, 9))
        ),
        breaks=((date(2022, 11, 1), date(2022, 11, 8)), (date(2022, 12, 29), date(2023, 1, 11))),
        usual=default_calendar(),
    )

    read = [
        parse(phrase, YEAR, own)
        for phrase in ("II триместр", "осенние каникулы", "весенние каникулы", "II четверть")
    ]

    assert [(one.spans, [told.code for told in one.warnings]) for one in read] == [
        (((date(2022, 12, 2), date(2022, 12, 28)),), []),
        (((date(2022, 11, 1), date(2022, 11, 8)),), []),
        (((date(2023, 3, 25), date(2023, 4, 1)),), ["default_breaks"]),
        (((date(2022, 11, 5), date(2022, 12, 30)),), ["default_quarters"]),
    ]


def test_holidays_without_a_calendar_are_those_of_the_default_one() -> None:
    phrases = ("осенние каникулы", "зимние каникулы", "весенние каникулы")

    assert [parse(phrase, YEAR).spans for phrase in phrases] == [
        (part.dates(2022),) for part in default_calendar().breaks
    ]


@pytest.mark.parametrize(
    ("phrase", "slots"),
    [
        ("каждый понедельник", [Slot(weekday=0)]),
        ("по средам", [Slot(weekday=2)]),
        ("каждый понедельник и среду", [Slot(weekday=0), Slot(weekday=2)]),
        ("1 раз в неделю (пятница)", [Slot(weekday=4)]),
        ("еженедельно", []),
        ("до 5 числа каждого месяца", [Slot(first=1, last=5)]),
        ("до 10 числа ежемесячно", [Slot(first=1, last=10)]),
        ("20 числа каждого месяца", [Slot(first=20, last=20)]),
        ("ежемесячно, 5 и 20 числа", [Slot(first=5, last=5), Slot(first=20, last=20)]),
        ("с 5 по 10 число каждого месяца", [Slot(first=5, last=10)]),
        ("не ранее 5 числа каждого месяца", [Slot(first=5, last=-1)]),
        ("после 20 числа каждого месяца", [Slot(first=21, last=-1)]),
        ("двадцать пятого числа каждого месяца", [Slot(first=25, last=25)]),
        ("последнее число каждого месяца", [Slot(first=-1, last=-1)]),
        ("первые числа каждого месяца", [Slot(first=1, last=10)]),
        ("последняя пятница месяца", [Slot(weekday=4, n=-1)]),
        ("каждую вторую среду месяца", [Slot(weekday=2, n=2)]),
        ("последняя неделя каждого месяца", [Slot(first=-7, last=-1)]),
        ("первая неделя месяца", [Slot(first=1, last=7)]),
        ("третья декада каждого месяца", [Slot(first=21, last=-1)]),
        ("до 15 октября, далее ежемесячно", [Slot(first=1, last=15)]),
        ("до 15 октября, далее еженедельно", [Slot(weekday=5)]),
        ("до 15 октября, далее до 5 числа каждого месяца", [Slot(first=1, last=5)]),
        ("ежегодно, до 15 октября", []),
    ],
)
def test_days_of_a_repeat(phrase: str, slots: list[Slot]) -> None:
    assert list(parse(phrase, YEAR).slots) == slots


def test_calendar_of_another_year_is_not_used() -> None:
    calendar = SchoolCalendar(quarters=((date(2021, 9, 1), date(2021, 10, 28)),))

    assert parse("I четверть", YEAR, calendar) == Deadline(
        Kind.DATES,
        spans=((date(2022, 9, 1), date(2022, 10, 31)),),
        warnings=(Warning_("default_quarters"),),
    )


def test_remainder_is_told_and_the_rest_stays() -> None:
    assert parse("сентябрь 2022, после дождичка, ежемесячно и в понедельник") == Deadline(
        Kind.RECURRING,
        spans=((date(2022, 9, 1), date(2022, 9, 30)),),
        rule=Rule.MONTHLY,
        months=(9,),
        warnings=(Warning_("not_understood", ("понедельник",)),),
    )


def test_json_has_the_promised_keys() -> None:
    assert to_json(parse("ежегодно, до 1 июня", YEAR)) == {
        "kind": "recurring",
        "spans": [[None, "2023-06-01"]],
        "rule": "yearly",
        "months": [6],
        "needs_year": False,
        "md": [],
        "warnings": [],
    }


def test_sentence_of_a_warning_is_escaped_for_messages() -> None:
    told = Warning_("not_understood", ("<b>",))

    assert (plain_warning(told), warning(told)) == (
        "Не удалось понять: «<b>».",
        "Не удалось понять: «&lt;b&gt;».",
    )


@pytest.mark.parametrize("phrase", [None, "", "  ", "\u00a0", "-", "–", "...", "???", "нет"])
def test_nothing_is_no_deadline(phrase: str | None) -> None:
    assert parse(phrase, YEAR) == Deadline(Kind.NONE)


@pytest.mark.parametrize(
    ("left", "right", "errors"),
    [("сентбярь", "сентябрь", 1), ("октябьрь", "октябрь", 1), ("май", "мая", 1), ("", "мая", 3)],
)
def test_distance(left: str, right: str, errors: int) -> None:
    assert distance(left, right) == errors


@given(st.text() | phrases, periods)
@example("1-" * 300, None)
@example("9" * 5000, YEAR)
@example("\udcff", YEAR)
@example("в течение " * 300, YEAR)
def test_any_text_is_answered_in_order(text: str, period: Period | None) -> None:
    read = parse(text, period)

    assert list(read.spans) == sorted(
        read.spans, key=lambda span: (span[0] or date.min, span[1] or date.max)
    )
    assert [span for span in read.spans if span == (None, None)] == []
    assert [(a, b) for a, b in read.spans if a is not None and b is not None and a > b] == []
    assert read.needs_year == bool(read.md)
    assert all(plain_warning(told) for told in read.warnings)


@given(
    st.sampled_from(FORMS),
    years,
    st.sampled_from(["{} {}", "{}{} г.", "в {}  {} году", "{}* {}."]),
)
def test_every_month_in_every_case_and_year(form: tuple[str, int], year: int, dress: str) -> None:
    word, month = form
    for text in (word, word.upper(), word.capitalize()):
        read = parse(dress.format(text, year))

        last = monthrange(year, month)[1]
        assert read == Deadline(
            Kind.DATES, spans=((date(year, month, 1), date(year, month, last)),)
        )


GENITIVE = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"


def in_words(day: date) -> str:
    return f"{day.day} {GENITIVE.split()[day.month - 1]} {day.year} года"


@given(days, days)
def test_a_written_span_reads_back(one: date, other: date) -> None:
    start, end = min(one, other), max(one, other)
    dresses = (
        f"с {in_words(start)} по {in_words(end)}",
        f"{start:%d.%m.%Y}-{end:%d.%m.%Y}",
        f"{start:%d.%m.%Y} г. – {end:%d.%m.%Y} г.",
        f"{start.isoformat()} — {end.isoformat()}",
        f"в период с {start:%d/%m/%Y} до {end:%d/%m/%Y}",
    )

    assert [parse(dress).spans for dress in dresses] == [((start, end),)] * len(dresses)


@given(days)
def test_an_open_span_reads_back(day: date) -> None:
    read = [
        parse(f"{words} {in_words(day)}").spans
        for words in ("до", "не позднее", "в срок до", "к", "с", "не ранее")
    ]

    assert read == [((None, day),)] * 4 + [((day, None),)] * 2


@given(st.dates(min_value=date(2022, 9, 1), max_value=date(2023, 5, 31)))
def test_a_day_of_the_school_year_finds_its_year(day: date) -> None:
    words = in_words(day).split()

    assert parse(f"{words[0]} {words[1]}", YEAR).spans == ((day, day),)
    assert parse(f"{day:%d.%m}", YEAR).spans == ((day, day),)


def stdin_of(lines: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))


def test_command_answers_each_line_and_survives_bad_ones(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "\ufeffсентябрь\t2022-2023\r\n\nсентябрь\nмай 2023\tпозже\n".encode()
    stdin_of(lines + b"\xff\xfe\t\xff\n31.04.2023\t2022/23", monkeypatch)

    assert run("-", None, as_json=False) == 0

    read = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["kind"], one["spans"], one["md"]) for one in read] == [
        ("dates", [["2022-09-01", "2022-09-30"]], []),
        ("none", [], []),
        ("dates", [], [["09-01", "09-30"]]),
        ("dates", [["2023-05-01", "2023-05-31"]], []),
        ("none", [], []),
        ("none", [], []),
    ]
    assert [len(one["warnings"]) for one in read] == [0, 0, 0, 1, 1, 1]


def test_command_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("Ежегодно, до 1 июня", "2022-2023", as_json=False) == 0

    assert capsys.readouterr().out == (
        "Вид: повторяется\nКак часто: каждый год\nМесяцы: июнь\nСрок: до 01.06.2023\n"
    )


@pytest.mark.parametrize(
    ("phrase", "often"),
    [
        ("каждую пятницу", "каждую неделю, в пятницу"),
        ("по вторникам", "каждую неделю, во вторник"),
        ("еженедельно", "каждую неделю"),
        ("до 5 числа каждого месяца", "каждый месяц, до 5 числа"),
        ("20 числа каждого месяца", "каждый месяц, 20 числа"),
        ("с 5 по 10 число каждого месяца", "каждый месяц, с 5 по 10 число"),
        ("последний день месяца", "каждый месяц, в последний день"),
        ("последняя неделя месяца", "каждый месяц, в последние 7 дней"),
        ("конец каждого месяца", "каждый месяц, с 21 числа до конца"),
        ("каждую вторую среду месяца", "каждый месяц, во вторую среду"),
        ("последнее воскресенье месяца", "каждый месяц, в последнее воскресенье"),
    ],
)
def test_command_names_the_day_of_a_repeat(
    phrase: str, often: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(phrase, None, as_json=False) == 0

    assert capsys.readouterr().out == f"Вид: повторяется\nКак часто: {often}\n"


def test_command_reads_quarters_by_the_default_calendar(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("II четверть", "2022-2023", as_json=False) == 0

    assert capsys.readouterr().out == (
        "Вид: даты\nСрок: 05.11.2022 — 30.12.2022\nПроверьте: Даты четвертей взяты примерные. "
        "Проверьте и при необходимости укажите даты.\n"
    )


def test_command_refuses_a_school_year_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("май", "когда-нибудь", as_json=True) == 2

    assert capsys.readouterr() == (
        "",
        "Учебный год «когда-нибудь» не прочитан. Напишите, например, 2022-2023.\n",
    )
