"""A questionnaire as a file: the spreadsheet to make one, and the sheet to print."""

from collections.abc import Callable, Mapping

from domain.survey import Compare, Condition, Kind, Question, Questionnaire
from texts.questionnaires import ABOUT, AUDIENCES, BANKS, CLOSE, KINDS, NO, POLITE, YES
from texts.survey import ends as _ends
from texts.typography import tidy

SHEET, HEAD_SHEET = "Вопросы", "Анкета"
SHOWN_SHEET, HOW_SHEET = "Пример", "Пояснения"
TEMPLATE_NAME = "Образец анкеты"
PART, MEANING = "Что", "Ответ"
COLUMN, EXPLAINED = "Столбец", "Что в нём писать"
HEAD_NOTE = ("Левый столбец не меняйте, ответы пишите в правом.",)
TABLE_NOTE = (
    "Строка — вопрос, сверху вниз. Обязательны столбцы «Вид» и «Вопрос», остальные по надобности.",
)

# Heading, width, what it is for.
COLUMNS: dict[str, tuple[str, float, str]] = {
    "number": ("№", 5, "Номер вопроса: на него ссылаются условия."),
    "code": (
        "Код", 12,
        "Имя вопроса для условий и подстановок. В готовых анкетах код связывает ответы с банком "
        "наставников и сравнением «до» и «после»: оставьте его как есть. У новых вопросов может "
        "быть пустым.",
    ),
    "kind": ("Вид", 22, "Как отвечают: выберите из списка."),
    "text": (
        "Вопрос", 46,
        "Текст вопроса, до 1000 знаков. {name} станет именем отвечающего, {answer:код} — его "
        "ответом на прежний вопрос, {mentee} — именем наставляемого.",
    ),
    "help": ("Подсказка", 28, "Пояснение мелким шрифтом, если оно нужно."),
    "options": (
        "Варианты", 34,
        "Каждый с новой строки (Alt+Enter) или через точку с запятой. Вариант с многоточием "
        "(«Другое…») попросит ответить своими словами. Вариант с пометкой «(только этот)» снимает "
        "остальные: «Пока ничему (только этот)».",
    ),
    "rows": ("Строки таблицы", 30, "Для вида «таблица»: что оценивают, каждое с новой строки."),
    "low": ("Слева", 16, "Для шкалы: что значит 1."),
    "high": ("Справа", 16, "Для шкалы: что значит 5 или 10."),
    "least": ("От", 7, "Наименьшее число; для нескольких вариантов — сколько выбрать не меньше."),
    "most": ("До", 7, "Наибольшее число; для нескольких вариантов — сколько выбрать не больше."),
    "optional": ("Можно пропустить", 12, "да, если вопрос необязательный."),
    "may_not_apply": ("Бывает «не относится»", 13, "да, если вопрос не ко всем."),
    "shown_if": (
        "Показывать, если", 34,
        "Условие на прежний вопрос: 3 = «да»; areas = «Оценивание», «Порядок в классе»; 5 ≥ 4 "
        "(можно 5 >= 4); 3 ≠ «нет»; 2 есть ответ. Условия соединяют «и», «или», скобки.",
    ),
    "each_mentee": (
        "О каждом наставляемом", 14, "да, если вопрос задают о каждом наставляемом отдельно.",
    ),
    "sensitive": ("Деликатный", 12, "да: при вопросе будет сказано, кто увидит ответ."),
    "personal": (
        "Личный вопрос", 12,
        "да: о возрасте, образовании, категории и подобном. Такие вопросы администратор может "
        "отключить сразу во всех анкетах.",
    ),
    "bank": ("Из кого выбирать", 16, "Для вида «человек»: из каких людей школы."),
}  # fmt: skip

HEAD: dict[str, tuple[str, str]] = {
    "title": ("Название", "До 80 знаков."),
    "intro": ("Вступление", "Зачем анкета и кто увидит ответы, одно-два предложения."),
    "thanks": ("Благодарность", "Что бот скажет в конце."),
    "audience": (
        "Кто отвечает",
        "Наставники, наставляемые, родители, сотрудники, ученики, куратор.",
    ),
    "about": ("О ком", "О себе, о наставляемом, о ребёнке, об ученике, о напарнике."),
    "close": ("Обращение", "На «Вы» или на «ты»."),
    "anonymous": ("Без имён", "да: ответы приходят без имён, итоги видны только группой от 5."),
    "origin": ("Код анкеты", "Из какой анкеты сделана эта. Не меняйте."),
}
SHORT_ABOUT = {
    "": "о себе", "mentee": "о наставляемом", "child": "о ребёнке", "pupil": "об ученике",
    "partner": "о напарнике",
}  # fmt: skip
YES_NO = (YES, NO)
KIND_HELP: dict[Kind, str] = {
    Kind.ONE: "кнопка на каждый вариант, ответ один",
    Kind.SEVERAL: "можно отметить несколько, «От» и «До» ограничивают",
    Kind.SCALE: "пять кнопок, «Слева» и «Справа» говорят, что значат края",
    Kind.TEN: "десять кнопок в два ряда",
    Kind.MATRIX: "строки отвечают по очереди, варианты у всех одни",
    Kind.NUMBER: "число сообщением",
    Kind.DATE: "день по календарю",
    Kind.SHORT: "до 200 знаков",
    Kind.LONG: "до 3000 знаков",
    Kind.PERSON: "имя из списка школы",
    Kind.RANKING: "до трёх вариантов, начиная с главного",
    Kind.FILE: "документ или снимок",
    Kind.STATEMENT: "текст без ответа, кнопка «Дальше»",
}

EXAMPLE: tuple[dict[str, str], ...] = (
    {"number": "1", "kind": KINDS[Kind.TEN], "text": "Насколько полезен был педсовет?",
     "low": "не пригодится", "high": "пригодится завтра"},
    {"number": "2", "kind": KINDS[Kind.ONE], "text": "Была ли практика в группах?",
     "options": "Да\nНет"},
    {"number": "3", "kind": KINDS[Kind.SEVERAL], "text": "Что возьмёте в работу?", "most": "2",
     "options": "Приёмы\nШаблоны\nИдеи коллег\nДругое…", "shown_if": "2 = «Да»"},
    {"number": "4", "kind": KINDS[Kind.LONG], "text": "Чего не хватило?", "optional": YES,
     "shown_if": "1 ≤ 6"},
)  # fmt: skip


def condition(shown_if: Condition, find: Callable[[str], Question | None]) -> str:
    """As a cell has it, so that it can be read again: «areas = «Оценивание»»."""
    for parts, word in ((shown_if.all_of, " и "), (shown_if.any_of, " или ")):
        if parts:
            return word.join(_piece(each, find) for each in parts)
    question = find(shown_if.question)
    if shown_if.test is Compare.ANSWERED:
        return f"{shown_if.question} есть ответ"
    values = ", ".join(_value(value, question) for value in shown_if.values)
    return f"{shown_if.question} {_SIGNS[shown_if.test]} {values}"


_SIGNS = {Compare.IS: "=", Compare.IS_NOT: "≠", Compare.AT_LEAST: "≥", Compare.AT_MOST: "≤"}


def _piece(part: Condition, find: Callable[[str], Question | None]) -> str:
    told = condition(part, find)
    return f"({told})" if part.all_of or part.any_of else told


def _value(value: str | float, question: Question | None) -> str:
    if not isinstance(value, str):
        return f"{value:g}"
    option = (
        next((each for each in question.options if each.key == value), None) if question else None
    )
    text = option.text if option else value
    return f"«{value if '»' in text else text}»"


# -- on paper -------------------------------------------------------------------------------

BOX, CIRCLE = "□", "○"
NAME_LINE = "Фамилия, имя, отчество: ____________________________________________"
ABOUT_LINE = "О ком: ____________________________________________________________"
DAY = "«____» ______________ 20____ г."
DAY_LINE = f"Дата заполнения: {DAY}"
OPEN_LINE = "_" * 74
FILE_NOTE = "Приложите к листу документ или фото."
RANK_NOTE = "Впишите номера мест: 1 — самое важное."
NUMBER_LINE = "________"
NOT_APPLICABLE = f"{BOX} не относится ко мне"
CLOSE_NOT_APPLICABLE = f"{BOX} не про меня"
SKIPPED = "Можно не отвечать."


def paper_head(asked: Questionnaire) -> list[str]:
    """Under the title: who answers, what is promised."""
    lines = [asked.intro] if asked.intro else []
    if asked.anonymous:
        lines.append("Анкета без имён: не подписывайте лист.")
    return [tidy(line) for line in lines]


def who_sees(asked: Questionnaire) -> str:
    return (
        "Ответ увидят только куратор и руководитель школы."
        if not asked.anonymous
        else "Ответ без имени."
    )


def how_to(question: Question, *, close: bool) -> str:
    """What to do on paper, in brackets behind the question."""
    mark = "отметь" if close else "отметьте"
    if question.kind in (Kind.ONE, Kind.SCALE, Kind.TEN):
        return f"{mark} одно"
    if question.kind is Kind.MATRIX:
        return how_to_rows(close=close)
    if question.kind is Kind.SEVERAL:
        return f"{mark} {_how_many(question)}"
    return ""


def how_to_rows(*, close: bool) -> str:
    return f"{'отметь' if close else 'отметьте'} одно в каждой строке"


def only_marked(number: int) -> str:
    """Over scales that belong to the options marked in an earlier question."""
    return f"Только то, что отмечено в вопросе {number}."


def _how_many(question: Question) -> str:
    least, most = question.least, question.most
    if most is not None and most < len(question.options):
        return f"не больше {int(most)}"
    return f"не меньше {int(least)}" if least and least > 1 else "всё, что подходит"


def ends(question: Question) -> str:
    return _ends(question)


def limits(question: Question) -> str:
    """Of a number: «(от 1 до 40)»."""
    least, most = question.least, question.most
    parts = [
        f"от {least:g}" if least is not None else "",
        f"до {most:g}" if most is not None else "",
    ]
    told = " ".join(part for part in parts if part)
    return f"({told})" if told else ""


def told_condition(
    shown_if: Condition, numbers: Mapping[str, int], find: Callable[[str], Question | None]
) -> str:
    """«Если в вопросе 3 «да»»: in words, for who reads paper."""
    return f"Если {_told(shown_if, numbers, find)}:"


def _told(
    shown_if: Condition, numbers: Mapping[str, int], find: Callable[[str], Question | None]
) -> str:
    for parts, word in ((shown_if.all_of, " и "), (shown_if.any_of, " или ")):
        if parts:
            return word.join(_told(each, numbers, find) for each in parts)
    where = f"в вопросе {numbers.get(shown_if.question, 0)}"
    question = find(shown_if.question)
    values = " или ".join(_value(value, question) for value in shown_if.values)
    return {
        Compare.IS: f"{where} {_chosen(question)}{values}",
        Compare.IS_NOT: f"{where} не отмечено {values}",
        Compare.AT_LEAST: f"{where} {values} или больше",
        Compare.AT_MOST: f"{where} {values} или меньше",
        Compare.ANSWERED: f"на вопрос {numbers.get(shown_if.question, 0)} есть ответ",
    }[shown_if.test]


def _chosen(question: Question | None) -> str:
    marked = question is not None and question.kind in (Kind.SEVERAL, Kind.RANKING)
    return "отмечено " if marked else ""


EACH_MENTEE = "Вопросы ниже — отдельно о каждом наставляемом. Наставляемый: ____________________"
OWN_LINE = "________________________________"
OWN_MARK = "…"
ALONE_MARK = " (только этот)"
ALONE_ON_PAPER = " (тогда без других)"


__all__ = ["ABOUT", "AUDIENCES", "BANKS", "CLOSE", "KINDS", "NO", "POLITE", "YES"]
