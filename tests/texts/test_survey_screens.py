"""A question as its screen: never longer than a message, and nothing of it is cut."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.survey import Kind, Question
from domain.survey.checking import faults
from domain.survey.fitting import LIMIT, a_page
from tests.survey_factories import options, question, questionnaire
from texts import survey as words
from texts.html import visible_len

letters = st.sampled_from(["ы", "т ", "😀"])


@st.composite
def long_questions(draw: st.DrawFn) -> tuple[Question, str]:
    """Near or at every limit, and the introduction."""

    def text(most: int) -> str:
        letter = draw(letters)
        size = draw(st.integers(most // 3, most)) // (len(letter) + (letter == "😀"))
        return (letter * size).strip()

    kind = draw(st.sampled_from([Kind.ONE, Kind.SEVERAL, Kind.RANKING, Kind.MATRIX]))
    texts = [f"{n}{text(240)}" for n in range(draw(st.integers(2, 90)))]
    given_ = {"rows": options("а" * 250, "б")} if kind is Kind.MATRIX else {}
    asked = question(
        "q1",
        kind,
        text=text(1000),
        help=text(600),
        options=options(*texts),
        sensitive=True,
        **given_,
    )
    return asked, text(draw(st.sampled_from([6, 300, 600])))


@settings(deadline=None, max_examples=60)
@given(long_questions(), st.integers(0, 9))
def test_what_checking_lets_pass_fits(made: tuple[Question, str], page: int) -> None:
    asked, intro = made
    if faults(questionnaire(asked, intro=intro)):
        return
    size = a_page(asked, intro)
    pages = -(-len(asked.options) // size)
    shown = list(enumerate(asked.options))[page % pages * size :][:size]
    lines = [words.numbered(at + 1, each.text, True) for at, each in shown]
    if asked.kind is Kind.MATRIX:
        lines.insert(0, words.row(asked.rows[0].text, 1, 50))
    if asked.kind is Kind.RANKING:
        lines += words.ranked([each.text for each in asked.options[:3]], 3)
    if asked.kind is Kind.SEVERAL:
        lines.append(words.counter(10, 10, 20, 90))
    told = words.question(
        words.Asked(
            title="Н" * 80, close=False, number=100, total=100, minutes=99, text=asked.text,
            help=asked.help, intro=intro, about="Рождественская-Преображенская А. А.",
            anonymous=True, fresh=True, sensitive=True, lines=tuple(lines), now="о" * 3000,
            hint="", fault="ф" * 300, typed="н" * 3000, moved=True,
        )
    )  # fmt: skip
    assert visible_len(told) <= LIMIT
    assert f"⚠️ {'ф' * 300}" in told
    assert all(any(line == each.replace("\u00a0", " ") for each in plain(told)) for line in lines)


def plain(told: str) -> list[str]:
    return [re.sub("<[^>]*>", "", line).replace("\u00a0", " ") for line in told.split("\n")]


def test_short_options_are_paged_as_ever_and_long_ones_evenly() -> None:
    def size(*texts: str, kind: Kind = Kind.SEVERAL, intro: str = "", **given_: str) -> int:
        return a_page(question("q1", kind, options=options(*texts), **given_), intro)

    assert [size(*map(str, range(n))) for n in (2, 12, 13, 90)] == [2, 12, 10, 10]
    long = [f"{n} " + "ы" * 246 for n in range(12)]
    assert size(*long, text="Что?") == 6
    assert size(*long, text="т" * 1000, help="п" * 600) == 4


def test_what_was_typed_gets_the_room_that_is_left() -> None:
    def told(text: str) -> str:
        return words.question(
            words.Asked(
                title="Анкета", close=False, number=1, total=2, minutes=1, text=text, help="",
                lines=("ы" * 2400,), fault="Нужно число.", typed="н" * 3000,
            )
        )  # fmt: skip

    assert f"«{'н' * 699}…»" in told("Сколько?")
    assert "«ннн" in told("т" * 1000)
    assert visible_len(told("т" * 1000)) <= LIMIT
