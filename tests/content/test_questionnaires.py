"""Our own questionnaires: whole, answerable in minutes, alike on both sides, politely worded."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.areas import AUDIENCES, areas
from content.questionnaires import keys, questionnaire
from domain.banks import for_side
from domain.pairs import OF_PUPILS, Form, PairKind, Side
from domain.survey import AnswerStatus, Kind, Questionnaire, Reply
from domain.survey.answers import bounds, fault_of
from domain.survey.checking import faults
from domain.survey.moments import Moment
from domain.survey.reading import plain, read
from tests.questionnaire_paths import paths, table

DOC = Path(__file__).parents[2] / "docs" / "questionnaires.md"
FIVE_MINUTES = 300
CAPTION, TEXT, HELP, INTRO, END, TITLE = 38, 200, 120, 200, 20, 40  # letters
AUDIENCE = {
    "staff", "pupils", "mentor", "mentee", "parent", "curator", "psychologist", "participants",
    "outsider",
}  # fmt: skip
FILLS = {
    "", "areas", "forms", "kinds", "capacity", "hours", "times", "subject", "experience",
    "category", "goal", "traits", "motives", "past", "wants", "unwanted", "side", "training",
    "interests", "whom", "ways",
}  # fmt: skip
INTAKE = {Side.MENTEE: Moment.MENTEE_INTAKE, Side.MENTOR: Moment.MENTOR_INTAKE}
MEASURED = (Moment.BEFORE, Moment.INTERIM, Moment.AFTER)
# A mentor is a pupil in this form only; a mentee in all of OF_PUPILS.
PUPIL_MENTORS = frozenset({Form.PUPIL_PUPIL})

CLOSE_WORDS = re.compile(
    r"\b(ты|тебя|тебе|тобой|тво(й|я|ё|и|его|ей|их|им|ими|ю|ём)"
    r"|выбери|ответь|назови|расскажи|пропусти|оцени|напиши|нажми|пиши|называй|начни|хочешь)\b",
    re.IGNORECASE,
)
POLITE_WORDS = re.compile(
    r"\b(Вы|Вас|Вам|Вами|Ваш\w*)\b"
    r"|\b(выберите|ответьте|назовите|расскажите|пропустите|оцените|напишите|нажмите|пишите"
    r"|называйте|начните|приложите|хотите)\b"
)
SMALL_POLITE = re.compile(r"\b(вы|вас|вам|вами|ваш\w*)\b")
GUESSED = re.compile(
    r"\([аяи]\)|\b(готова?|рада?|уверена?|самому|самой|доволен|довольна|должен|должна|согласен"
    r"|согласна)\b|\b(Вы|ты) \w+ла?\b|\b\w+ла? ли (Вы|ты)\b",
    re.IGNORECASE,
)
BUREAUCRACY = re.compile(
    r"\b(осуществл\w+|данн(ый|ая|ое|ого|ой)|является|являются|в рамках|в целях|посредством"
    r"|реализаци\w+|обеспечени\w+|респондент\w*|вышеуказанн\w*|надлежащ\w*)\b",
    re.IGNORECASE,
)


def everything() -> list[Questionnaire]:
    return [questionnaire(key) for key in keys()]


def said(asked: Questionnaire) -> Iterator[str]:
    """Every sentence that a person may read."""
    yield from (asked.title, asked.intro, asked.thanks)
    for question in asked.questions:
        yield from (question.text, question.help, *question.ends)
        yield from (each.text for each in (*question.options, *question.rows))


def of_side(moment: Moment, side: Side, form: Form) -> list[Questionnaire]:
    return [
        each
        for each in everything()
        if each.moment == moment and each.audience == side and form in each.forms
    ]


# -- shape -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", keys())
def test_each_is_whole(key: str) -> None:
    asked = questionnaire(key)

    assert faults(asked) == ()
    assert read(plain(asked)) == asked
    assert asked.key == key
    assert asked.audience in AUDIENCE
    assert Moment(asked.moment) is not Moment.OTHER
    assert asked.intro
    assert asked.thanks
    assert set(asked.forms) <= set(Form)


def test_titles_are_told_apart() -> None:
    titles = [each.title for each in everything()]
    assert sorted(set(titles)) == sorted(titles)


@pytest.mark.parametrize("key", keys())
def test_each_fits_a_phone(key: str) -> None:
    asked = questionnaire(key)

    assert len(asked.title) <= TITLE
    assert max(len(asked.intro), len(asked.thanks)) <= INTRO
    for question in asked.questions:
        assert len(question.text) <= TEXT
        assert len(question.help) <= HELP
        assert max(len(end) for end in question.ends) <= END
        assert [each.text for each in question.options if len(each.text) > CAPTION] == []
        assert bool(question.ends[0] and question.ends[1]) is (
            question.kind in (Kind.SCALE, Kind.TEN)
        )


@pytest.mark.parametrize("key", keys())
def test_what_fills_a_bank_has_values_that_a_bank_understands(key: str) -> None:
    named = {each.key for audience in AUDIENCES for each in areas(audience)} | {"other"}
    every = questionnaire(key)
    # What is of one side is named so.
    assert {
        whose for each in every.questions if (whose := each.fills.partition(":"))[1]
        and whose[0] != "area"
    } <= {(side.value, ":", field) for side in Side for field in FILLS}  # fmt: skip
    for question in (q for side in Side for q in for_side(every, side).questions):
        area = question.fills.removeprefix("area:")
        assert question.fills in FILLS or area in named
        values = {each.key for each in question.options}
        if question.fills == "forms":
            assert values <= set(Form)
        elif question.fills == "kinds":
            assert values <= set(PairKind)
        elif question.fills == "areas":
            assert values <= named
        elif question.fills in ("capacity", "hours"):
            assert all(int(each) > 0 for each in values)


def test_years_are_told_by_their_least_and_a_course_is_no_years() -> None:
    """Criteria of the bank compare the number that an option's key is."""
    least = re.compile(r"\d+")
    for asked in everything():
        for question in asked.questions:
            if question.fills == "experience" and question.kind is Kind.ONE:
                for each in question.options:
                    course = "курс" in each.text
                    assert each.key.isdecimal() is not course
                    said_least = least.search(each.text)
                    if said_least and not each.text.startswith(("До", "Больше")):
                        assert each.key == said_least[0]


def test_the_banks_that_people_are_chosen_from() -> None:
    banks = {each.bank for asked in everything() for each in asked.questions}
    assert banks == {"", "mentors", "mentees"}


# -- a walker answers ------------------------------------------------------------------------


@pytest.mark.parametrize("key", keys())
@pytest.mark.parametrize("brief", [False, True])
def test_each_is_finished_and_every_question_reached(key: str, brief: bool) -> None:
    asked = questionnaire(key)
    reached: set[str] = set()
    for path in paths(asked, brief=brief):
        assert path.asked
        for step in path.asked:
            assert fault_of(step.question, path.replies[step.key]) is None
            reached.add(step.question.key)

    assert reached == {each.key for each in asked.questions}


@pytest.mark.parametrize("key", keys())
def test_the_longest_way_takes_less_than_five_minutes(key: str) -> None:
    longest = max(paths(questionnaire(key)), key=lambda path: path.seconds)
    assert longest.seconds < FIVE_MINUTES


def test_the_walker_counts() -> None:
    (only,) = paths(questionnaire("opinion"))
    assert (only.questions, only.taps, only.seconds) == (3, 5, 24)

    ways = list(paths(questionnaire("needs_pupils"), brief=True))
    assert {each.questions for each in ways} == {2, 3, 4, 5}


def test_the_table_of_the_guide_is_true() -> None:
    assert table() in DOC.read_text(encoding="utf-8"), f"docs/questionnaires.md:\n{table()}"


# -- both sides ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("side", Side)
def test_every_form_has_all_of_both_sides_once(form: Form, side: Side) -> None:
    close = form in (OF_PUPILS if side is Side.MENTEE else PUPIL_MENTORS)
    for moment in (INTAKE[side], *MEASURED):
        found = of_side(moment, side, form)
        assert [each.close for each in found] == [close]


@pytest.mark.parametrize("form", Form)
def test_both_sides_of_a_form_choose_from_one_list(form: Form) -> None:
    (mentor,) = of_side(Moment.MENTOR_INTAKE, Side.MENTOR, form)
    (mentee,) = of_side(Moment.MENTEE_INTAKE, Side.MENTEE, form)

    wanted, rated = _areas(mentee, form)
    offered, sure = _areas(mentor, form)
    assert wanted == offered
    assert rated == sure == wanted - {"other"}


def _areas(asked: Questionnaire, form: Form) -> tuple[set[str], set[str]]:
    """What can be chosen by who has chosen this form, and what of it is rated from 1 to 10."""
    chosen, rated = set(), set()
    for path in paths(_narrowed(asked, form)):
        for step in path.asked:
            question = step.question
            if question.fills == "areas":
                chosen |= {each.key for each in question.options}
            elif question.fills.startswith("area:"):
                assert question.kind is Kind.TEN
                rated.add(question.fills.removeprefix("area:"))
    return chosen, rated


def _narrowed(asked: Questionnaire, form: Form) -> Questionnaire:
    """The same for somebody who can choose no other form."""
    body = plain(asked)
    for question in body["questions"]:
        if question.get("fills") == "forms":
            question["options"] = [e for e in question["options"] if e["key"] == form]
            assert question["options"]
    return read(body)


@pytest.mark.parametrize("form", Form)
def test_both_sides_of_a_form_have_times_in_common(form: Form) -> None:
    (mentor,) = of_side(Moment.MENTOR_INTAKE, Side.MENTOR, form)
    (mentee,) = of_side(Moment.MENTEE_INTAKE, Side.MENTEE, form)
    assert len(_times(mentor) & _times(mentee)) >= 3


def _times(asked: Questionnaire) -> set[str]:
    (times,) = (each for each in asked.questions if each.fills == "times")
    return {each.key for each in times.options}


def test_parents_say_of_a_child_what_pupils_say_of_themselves() -> None:
    child, pupil = questionnaire("mentee_parents"), questionnaire("mentee_pupils")
    assert child.forms == pupil.forms
    assert _filled(child) == _filled(pupil)


def _filled(asked: Questionnaire) -> dict[str, tuple[Kind, set[str]]]:
    return {
        each.fills: (each.kind, {option.key for option in each.options})
        for each in asked.questions
        if each.fills
    }


MEASURES = [
    ("before_mentee", "after_mentee"),
    ("before_mentee_pupils", "after_mentee_pupils"),
    ("before_mentor", "after_mentor"),
    ("before_mentor_pupils", "after_mentor_pupils"),
    ("training_entry", "training_exit"),
    ("training_entry_pupils", "training_exit_pupils"),
]


@pytest.mark.parametrize(("before", "after"), MEASURES)
def test_before_and_after_are_the_same_scales(before: str, after: str) -> None:
    scales = _measures(questionnaire(before))
    assert len(scales) >= 5
    assert _measures(questionnaire(after)) == scales
    assert questionnaire(after).forms == questionnaire(before).forms


def _measures(asked: Questionnaire) -> list[tuple[str, Kind, tuple[str, str], bool]]:
    return [
        (each.measure, each.kind, each.ends, each.may_not_apply)
        for each in asked.questions
        if each.measure
    ]


@pytest.mark.parametrize("moment", MEASURED)
@pytest.mark.parametrize("side", Side)
def test_pupils_are_measured_as_adults_are(moment: Moment, side: Side) -> None:
    both = [each for each in everything() if each.moment == moment and each.audience == side]
    adults, pupils = sorted(both, key=lambda each: each.close)
    assert [q.key for q in adults.questions] == [q.key for q in pupils.questions]
    for one, other in zip(adults.questions, pupils.questions, strict=True):
        assert (one.kind, one.measure, one.optional) == (other.kind, other.measure, other.optional)
        assert [each.key for each in one.options] == [each.key for each in other.options]


@pytest.mark.parametrize("key", ["partner", "partner_pupils"])
def test_the_next_choice_of_a_partner_is_asked_after_the_one_before(key: str) -> None:
    asked = questionnaire(key)
    for bank in ("mentors", "mentees"):
        people = [each for each in asked.questions if each.bank == bank]
        assert [each.fills for each in people] == ["wants", "wants", "wants", "unwanted"]
        assert all(each.optional and each.sensitive for each in people)
    lengths = {path.questions for path in paths(asked)}
    assert lengths == {4, 5, 6}


@pytest.mark.parametrize(("key", "best"), [("curator_nine", 18), ("school_diagnosis", 20)])
def test_sums_reach_every_level(key: str, best: int) -> None:
    asked = questionnaire(key)
    matrix = asked.question(asked.scoring["matrix"])
    worth = [int(each.key) for each in matrix.options]

    assert max(worth) * len(matrix.rows) == best
    levels = [each["least"] for each in asked.scoring["levels"]]
    assert sorted(levels, reverse=True) == levels
    assert levels[-1] == min(worth) == 0
    assert levels[0] < best


# -- whom it is safe to ask ------------------------------------------------------------------


def test_words_of_ones_own_may_be_left_out_except_where_they_are_the_matter() -> None:
    must = {
        (asked.key, each.key)
        for asked in everything()
        for each in asked.questions
        if each.kind is Kind.LONG and not each.optional
    }
    assert must == {
        ("best_practice", "problem"), ("best_practice", "steps"), ("best_practice", "result"),
    }  # fmt: skip


def test_words_of_ones_own_are_asked_for_without_names() -> None:
    for asked in everything():
        for question in asked.questions:
            if question.kind is Kind.LONG:
                assert "имён" in question.help + asked.intro, (asked.key, question.key)


def test_an_anonymous_one_asks_for_nothing_that_tells_who_it_was() -> None:
    telling = (Kind.PERSON, Kind.FILE, Kind.DATE)
    for asked in everything():
        if asked.anonymous:
            assert asked.about == ""
            assert [each.key for each in asked.questions if each.kind in telling] == []
            assert [each.key for each in asked.questions if each.fills or each.measure] == []


def test_difficulties_and_doubts_say_who_sees_them() -> None:
    delicate = (Moment.INTERIM, Moment.AFTER, Moment.EARLY_EXIT, Moment.OPINION)
    for asked in everything():
        for question in asked.questions:
            need = asked.moment == Moment.MENTEE_INTAKE and question.fills.startswith("area")
            if need or asked.moment in delicate:
                assert question.sensitive, (asked.key, question.key)


PROMISED = {"около минуты": 1, "около двух минут": 2, "меньше минуты": 0}


@pytest.mark.parametrize("key", keys())
def test_a_promised_time_is_the_one_that_is_counted(key: str) -> None:
    asked = questionnaire(key)
    longest = max(path.seconds for path in paths(asked))
    said = [minutes for words, minutes in PROMISED.items() if words in asked.intro]
    assert said == ([round(longest / 60)] if "минут" in asked.intro else [])


# -- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", keys())
def test_pupils_are_told_thou_and_all_others_you(key: str) -> None:
    asked = questionnaire(key)
    wrong = (POLITE_WORDS,) if asked.close else (CLOSE_WORDS, SMALL_POLITE)
    assert [each for each in said(asked) for words in wrong if words.search(each)] == []


@pytest.mark.parametrize("key", keys())
def test_no_guessed_gender_and_no_bureaucracy(key: str) -> None:
    asked = questionnaire(key)
    assert [each for each in said(asked) if GUESSED.search(each)] == []
    assert [each for each in said(asked) if BUREAUCRACY.search(each)] == []


@pytest.mark.parametrize("key", keys())
def test_typography(key: str) -> None:
    for each in said(questionnaire(key)):
        assert each == " ".join(each.split())
        assert '"' not in each
        assert " - " not in each
        assert "!!" not in each


@pytest.mark.parametrize("key", keys())
def test_what_is_told_in_one_line_is_told_apart(key: str) -> None:
    """Several choices are joined by commas, rows of a matrix by semicolons."""
    for question in questionnaire(key).questions:
        several = question.kind in (Kind.SEVERAL, Kind.RANKING)
        between = re.compile("[,;:]" if several else "[;:]")
        listed = (*question.options, *question.rows)
        assert [each.text for each in listed if between.search(each.text)] == []


@pytest.mark.parametrize("key", keys())
def test_a_question_ends_as_a_sentence(key: str) -> None:
    for question in questionnaire(key).questions:
        assert question.text[-1] in "?.", question.text
        assert not question.help or question.help[-1] in "?.", question.help


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (GUESSED, "Готов ли Вы помогать?"),
        (GUESSED, "Что Вы сделал(а)?"),
        (GUESSED, "Хотела ли Вы продолжать?"),
        (CLOSE_WORDS, "Чего тебе хочется?"),
        (POLITE_WORDS, "Чего Вам хочется?"),
        (SMALL_POLITE, "Чего вам хочется?"),
        (BUREAUCRACY, "В рамках данного опроса"),
    ],
)
def test_the_lists_of_words_find_what_they_are_for(words: re.Pattern[str], sentence: str) -> None:
    assert words.search(sentence)


def test_what_must_be_answered_can_be() -> None:
    """A hasty answer of the least is enough for whatever may not be skipped."""
    for asked in everything():
        for question in asked.questions:
            least, _ = bounds(question)
            if question.kind is Kind.SEVERAL:
                assert least == 1
            if question.kind is Kind.PERSON:
                assert fault_of(question, Reply(AnswerStatus.SKIPPED)) is None


def test_pupils_write_no_more_than_they_must() -> None:
    """Long words are always the last question of theirs, and one or two."""
    for asked in everything():
        if asked.close:
            long = [at for at, q in enumerate(asked.questions) if q.kind is Kind.LONG]
            assert long == list(range(len(asked.questions)))[len(asked.questions) - len(long) :]
            assert len(long) <= 2
