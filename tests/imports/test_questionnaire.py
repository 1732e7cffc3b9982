"""A questionnaire in a spreadsheet: out and back without loss, and as people write it."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace

import openpyxl
import pytest

from content import questionnaires as shipped
from domain.survey import Compare, Condition, Kind, Questionnaire
from domain.survey.checking import faults
from exports.questionnaire_table import table
from imports import lists
from imports.questionnaire import Built, Looked, Problem, build, find, look, titled
from texts.questionnaire_faults import row_fault


def built(text: str, name: str = "опрос.csv", origin: Questionnaire | None = None) -> Built:
    found = find(lists.read(text.encode(), name))
    assert found is not None
    return build(titled(found, name), origin)


def told(made: Built) -> list[str]:
    return [row_fault(each.at, each.code, each.data) for each in made.problems]


@pytest.mark.parametrize("key", sorted(shipped.keys()))
def test_a_ready_one_comes_back_as_it_left(key: str) -> None:
    asked = shipped.questionnaire(key)
    found = find(lists.read(table(asked), "анкета.xlsx"))
    assert found is not None
    made = build(found, asked)
    assert (made.problems, made.questionnaire) == ((), replace(asked, key=f"own_{key}"))


def test_an_edited_ready_one_keeps_what_banks_and_comparisons_need() -> None:
    asked = shipped.questionnaire("mentor_teachers")
    book = openpyxl.load_workbook(io.BytesIO(table(asked)))
    sheet = book.worksheets[0]
    rows = {row[1].value: row for row in sheet.iter_rows() if row[1].value}
    areas = rows["areas"]
    areas[3].value = "С чем Вы готовы помочь коллеге?"
    texts = areas[5].value.split("\n")
    areas[5].value = "\n".join([*texts[1:], "Робототехника"])
    out = io.BytesIO()
    book.save(out)
    found = find(lists.read(out.getvalue(), "анкета.xlsx"))
    assert found is not None
    made = build(found, asked)
    before, after = asked.question("areas"), made.questionnaire.question("areas")
    assert (after.text, after.fills) == ("С чем Вы готовы помочь коллеге?", before.fills)
    known = [each.key for each in after.options if each in before.options]
    assert known == [each.key for each in before.options[1:]]
    assert after.options[-1].text == "Робототехника"
    assert after.options[-1].key not in {each.key for each in before.options}


def test_a_personal_question_is_marked_in_its_own_column() -> None:
    made = built(
        "Вид;Вопрос;Деликатный;Личный вопрос\n"
        "число;Сколько Вам лет?;;да\nчисло;Сколько встреч было?;да;\n"
    )
    assert told(made) == []
    assert [(q.text, q.personal, q.sensitive) for q in made.questionnaire.questions] == [
        ("Сколько Вам лет?", True, False), ("Сколько встреч было?", False, True),
    ]  # fmt: skip
    back = find(lists.read(table(made.questionnaire), "анкета.xlsx"))
    assert back is not None
    again = build(back, None).questionnaire
    assert [each.personal for each in again.questions] == [True, False]


def test_a_personal_mark_that_is_not_understood_names_its_column() -> None:
    made = built("Вид;Вопрос;Личный вопрос\nчисло;Сколько Вам лет?;наверное\n")
    assert len(told(made)) == 1
    assert "«Личный вопрос»" in told(made)[0]


def test_the_template_holds_no_questions_yet() -> None:
    found = find(lists.read(table(), "образец.xlsx"))
    assert found is not None
    made = build(titled(found, "образец.xlsx"), None)
    assert [each.code for each in faults(made.questionnaire)] == ["no_questions"]
    assert told(made) == []


def test_columns_in_any_order_and_words_of_people() -> None:
    made = built(
        "Варианты;Тип вопроса;Формулировка;Условие;Обязательный;Можно пропустить\n"
        '"Чай\nКофе\nДругое…";один из списка;Что пьёте?;;;нет\n'
        ";Число;Сколько чашек?;1 = Кофе;;+\n"
        ";шкала от 1 до 10;Вкусно?;вопрос 2 ≥ 2 и (1 = «Кофе» или 1 ≠ Чай);;\n"
    )
    assert told(made) == []
    one, number, ten = made.questionnaire.questions
    assert made.questionnaire.title == "опрос"
    assert [each.text for each in one.options] == ["Чай", "Кофе", "Другое"]
    assert [each.own for each in one.options] == [False, False, True]
    assert (one.kind, number.kind, ten.kind) == (Kind.ONE, Kind.NUMBER, Kind.TEN)
    assert (one.optional, number.optional) == (False, True)
    assert number.shown_if == Condition("q1", values=("o2",))
    assert ten.shown_if == Condition(
        all_of=(
            Condition("q2", Compare.AT_LEAST, (2,)),
            Condition(
                any_of=(
                    Condition("q1", values=("o2",)), Condition("q1", Compare.IS_NOT, ("o1",)),
                )
            ),
        )
    )  # fmt: skip
    assert faults(made.questionnaire) == ()


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("1 = Да", Condition("q1", values=("o1",))),
        ('в.1 = "да"', Condition("q1", values=("o1",))),
        ("№1=да, нет и больше", Condition("q1", values=("o1", "o2"))),
        ("q1 есть ответ", Condition("q1", Compare.ANSWERED)),
        ("1 = нет и больше", Condition("q1", values=("o2",))),
        ("1 = да или 1 есть ответ",
         Condition(any_of=(Condition("q1", values=("o1",)), Condition("q1", Compare.ANSWERED)))),
    ],
)  # fmt: skip
def test_conditions_as_people_write_them(cell: str, wanted: Condition) -> None:
    made = built(
        f"Вопрос\tВид\tВарианты\tЕсли\nА?\tодин\tДа; Нет и больше\t\nБ?\tдата\t\t{cell}\n"
    )
    assert told(made) == []
    assert made.questionnaire.questions[1].shown_if == wanted


def test_rows_that_are_not_understood_are_named_by_their_numbers() -> None:
    made = built(
        "Вопрос;Вид;Варианты;Если;До;Можно пропустить\n"
        "А?;один;Да\n"
        "Б?;чисел\n"
        ";короткий текст\n"
        "\n"
        "В?;число;;17 = да\n"
        "Г?;число;;1 = может быть\n"
        "Д?;число;;1 =\n"
        "Е?;число;;;много\n"
        "Ж?;число;;;;иногда\n"
        "З?;;\n"
        "И?;человек;\n"
    )
    assert told(made) == [
        "Строка 3: вид «чисел» неизвестен: выберите его из списка в ячейке, например: один "
        "вариант.",
        "Строка 4: нет текста вопроса.",
        "Строка 6: условие ссылается на «17», а такого номера и кода в таблице нет.",
        "Строка 7: в условии ответ «может быть», а у того вопроса такого нет.",
        "Строка 8: условие «1 =» не понятно. Пишите так: 3 = «да»; 5 >= 4; 2 есть ответ.",
        "Строка 9: в столбце «До» нужно число, а там «много»; например: 3.",
        "Строка 10: в «Можно пропустить» нужно «да» или «нет», а там «иногда».",
        "Строка 11: не указан вид вопроса; у заголовка и пояснения он «только прочитать».",
        "Строка 12: не сказано, из кого выбирать: наставники, наставляемые или сотрудники.",
    ]
    assert made.rows == (2,)


def test_what_is_said_of_the_whole_stands_over_the_questions() -> None:
    made = built(
        "Название;Чай\nВступление;Две минуты.\nКто отвечает;учителя\nО ком;о себе\n"
        "Обращение;на «ты»\nБез имён;да\nВопрос;Вид\nВкусно?;шкала 1–5\n"
    )
    asked = made.questionnaire
    assert (asked.title, asked.intro, asked.audience) == ("Чай", "Две минуты.", "staff")
    assert (asked.close, asked.anonymous, asked.about) == (True, True, "")
    assert asked.key == built("Название;Чай\nВопрос;Вид\nА?;дата\n").questionnaire.key
    wrong = built("Название;Чай\nКто отвечает;марсиане\nВопрос;Вид\nА?;дата\n")
    assert told(wrong) == ["Непонятно, кто отвечает: «марсиане»."]


def test_a_file_without_questions_is_none() -> None:
    assert find(lists.read("Фамилия;Класс\nОрлов;7 Б\n".encode(), "список.csv")) is None


HEAD = "№;Вопрос;Вид;Варианты;Показывать, если\n"


@pytest.mark.parametrize(("first", "second"), [("1.", "2."), ("1)", "2)"), ("№ 1", "№ 2")])
def test_numbers_with_a_stop_or_a_bracket_are_the_same_numbers(first: str, second: str) -> None:
    made = built(
        f'{HEAD}{first};Чай?;один;"Да\nНет";\n{second};Почему?;текст;;1 = Да\n'
        "3;Ещё?;текст;;№ 2 есть ответ\n"
    )
    assert told(made) == []
    shown = [each.shown_if for each in made.questionnaire.questions]
    assert shown == [None, Condition("q1", values=("o1",)), Condition("q2", Compare.ANSWERED)]


def looked(text: str, origin: Questionnaire | None = None) -> Looked:
    found = find(lists.read(text.encode(), "опрос.csv"))
    assert found is not None
    return look(titled(found, "опрос.csv"), origin)


def said(found: Sequence[Problem]) -> list[str]:
    return [row_fault(each.at, each.code, each.data) for each in found]


def test_rows_with_words_in_the_number_alone_are_named_and_numbers_are_not() -> None:
    found = looked(f"{HEAD}Раздел 1;;;;\n1;Чай?;текст;;\n2;;;;\nИтого;;;;\n")
    assert [each.text for each in found.questionnaire.questions] == ["Чай?"]
    assert (found.wrong, [(each.at, each.data["said"]) for each in found.notes]) == (
        (), [(2, "Раздел 1"), (5, "Итого")],
    )  # fmt: skip
    assert "Раздел 1" in said(found.notes)[0]


@pytest.mark.parametrize(
    ("shown_if", "told"),
    [
        ("2 = Да", "Строка 3: условие ссылается на сам этот вопрос."),
        ("3 = Да", "Строка 3: условие ссылается на вопрос «3», а он идёт позже."),
        ("4 = Да", "Строка 3: условие ссылается на «4», а такого номера и кода в таблице нет."),
        ("1 = Да и 1 = Нет",
         "Строка 3: этот вопрос не появится ни при каких ответах: проверьте «Показывать, если»."),
        ("1 >= 2", "Строка 3: знаки ≥ и ≤ бывают у числа и шкалы, а вопрос «1» не такой."),
    ],
)  # fmt: skip
def test_a_condition_that_leads_nowhere_is_told_in_plain_words(shown_if: str, told: str) -> None:
    text = f'{HEAD}1;Чай?;один;"Да\nНет";\n2;Почему?;текст;;{shown_if}\n3;Ещё?;текст;;\n'
    assert said(looked(text).wrong) == [told]


def test_a_condition_on_a_row_with_a_mistake_waits_for_that_row() -> None:
    found = looked(f"{HEAD}1;Чай?;звёзды;;\n2;Почему?;текст;;1 = Да\n")
    assert said(found.wrong)[1] == (
        "Строка 3: условие ссылается на вопрос «1», а в его строке (2) ошибка: сначала исправьте "
        "её."
    )


def test_equal_numbers_are_told_only_where_a_condition_needs_them() -> None:
    rows = f"{HEAD}1;Чай?;текст;;\n1;Сок?;текст;;\n"
    assert looked(rows).wrong == ()
    assert [each.code for each in looked(f"{rows}2;Ещё?;текст;;1 есть ответ\n").wrong] == [
        "if_number_twice"
    ]


def test_all_that_is_unclear_of_the_whole_is_told_and_the_title_stays() -> None:
    found = looked(
        "Название;Чай\nКто отвечает;марсиане\nО ком;о коте\nОбращение;как-нибудь\n"
        "Без имён;может быть\nВопрос;Вид\nВкусно?;шкала 1–5\n"
    )
    assert [each.code for each in found.wrong] == [
        "head_audience", "head_about", "head_close", "yes_no",
    ]  # fmt: skip
    assert found.questionnaire.title == "Чай"


def test_scales_that_a_spreadsheet_took_for_days_are_scales() -> None:
    made = built("Вопрос;Вид\nА?;01.05.2026\nБ?;01.10.2026\nВ?;шкала\n")
    assert [each.kind for each in made.questionnaire.questions] == [Kind.SCALE, Kind.TEN]
    assert told(made) == [
        "Строка 4: вид «шкала» не понятен: шкалы бывают «шкала 1–5» и «шкала 1–10»."
    ]


NINE = shipped.questionnaire("curator_nine")


def edited(sheet_change: Callable[[str], str]) -> Looked:
    """The nine statements of the curator, with every cell changed so."""
    book = openpyxl.load_workbook(io.BytesIO(table(NINE)))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = sheet_change(cell.value)
    out = io.BytesIO()
    book.save(out)
    found = find(lists.read(out.getvalue(), "анкета.xlsx"))
    assert found is not None
    return look(found, NINE)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("Отчасти\nНет", "Отчасти\nНет\nНе знаю", "scoring_option"),
        ("statements", "mine", "scoring_table"),
        ("Документы в порядке и не отнимают лишнего времени\n", "", None),
        ("\n".join(each.text for each in NINE.question("statements").rows[2:]) , "Прочее",
         "scoring_rows"),
    ],
)  # fmt: skip
def test_points_that_can_be_counted_no_more_are_dropped_and_that_is_said(
    before: str, after: str, code: str | None
) -> None:
    found = edited(lambda cell: cell.replace(before, after))
    assert found.wrong == ()
    assert [each.code for each in found.notes] == ([code] if code else [])
    assert bool(found.questionnaire.scoring) == (code is None)
    assert all(each.endswith(".") for each in said(found.notes))


def test_an_answer_that_may_be_missing_inside_of_a_text_is_told() -> None:
    rows = (
        "Код;Вопрос;Вид;Можно пропустить;Показывать, если\na;Что трудно?;текст;да;\n"
        "b;Почему {answer:a}?;текст;;"
    )
    assert said(looked(f"{rows}a есть ответ\n").notes) == []
    assert said(looked(f"{rows}\n").notes) == [
        "Строка 3: на вопрос «a» могут не ответить, тогда вместо ответа здесь будет «[без "
        "ответа]». Чтобы вопрос в этом случае не задавали, впишите в «Показывать, если»: a есть "
        "ответ."
    ]
