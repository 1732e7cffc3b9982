"""What is wrong with a questionnaire, row by row."""

from collections.abc import Callable, Mapping
from typing import Any

from texts.html import clip
from texts.plural import counted

_PARTS = {
    "title": "Название", "intro": "Вступление", "thanks": "Благодарность", "text": "Вопрос",
    "help": "Подсказка", "end": "Слово у конца шкалы",
}  # fmt: skip
_COLUMN = {
    "optional": "Можно пропустить", "may_not_apply": "Бывает «не относится»",
    "each_mentee": "О каждом наставляемом", "sensitive": "Деликатный", "personal": "Личный вопрос",
    "anonymous": "Без имён", "least": "От", "most": "До",
}  # fmt: skip
_LETTERS = ("знака", "знаков", "знаков")


def _said(data: Mapping[str, Any], key: str = "said") -> str:
    return f"«{clip(str(data[key]), 40)}»"


_FAULTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    # domain.survey.checking
    "title_empty": lambda d: "у анкеты нет названия",
    "part_long": lambda d: (
        f"{_PARTS[d['part']].lower()} длиннее {counted(d['most'], *_LETTERS)} "
        f"(сейчас {d['length']})"
    ),
    "no_questions": lambda d: "нет ни одного вопроса",
    "many_questions": lambda d: f"вопросов больше {d['most']}: разделите анкету",
    "about": lambda d: f"непонятно, о ком анкета: {_said(d)}",
    "key": lambda d: (
        f"код {_said(d)} не подходит: нужны буквы, цифры, точка, дефис, до 32 букв"
    ),
    "key_twice": lambda d: f"код {_said(d)} уже есть у вопроса {d['other']}",
    "text_empty": lambda d: "нет текста вопроса",
    "options_idle": lambda d: "у этого вида вопроса не бывает вариантов",
    "options_few": lambda d: "нужны хотя бы два варианта, каждый с новой строки",
    "options_many": lambda d: f"вариантов больше {d['most']}: столько кнопок не поместится",
    "rows_none": lambda d: "у таблицы нет строк: впишите их в «Строки таблицы», каждую с новой "
    "строки",
    "rows_idle": lambda d: "строки бывают только у таблицы",
    "rows_many": lambda d: f"строк в таблице больше {d['most']}",
    "own_twice": lambda d: "свой вариант («Другое…») может быть только один",
    "own_idle": lambda d: "свой вариант («Другое…») здесь не подходит",
    "option_empty": lambda d: "есть пустой вариант",
    "option_long": lambda d: f"вариант {_said(d)} длиннее {counted(d['most'], *_LETTERS)}",
    "option_key": lambda d: f"код варианта {_said(d)} не подходит",
    "option_twice": lambda d: f"вариант {_said(d)} написан дважды",
    "option_key_twice": lambda d: f"код варианта {_said(d)} повторяется",
    "limits_idle": lambda d: "«От» и «До» у этого вида вопроса не бывает",
    "least_over_most": lambda d: (
        f"«От» ({_figure(d['least'])}) больше «До» ({_figure(d['most'])})"
    ),
    "limit_whole": lambda d: f"«От» и «До» здесь целые числа, а написано {_figure(d['said'])}",
    "limit": lambda d: (
        f"граница {_figure(d['said'])} не подходит: можно от {_figure(d['least'])} "
        f"до {_figure(d['most'])}"
    ),
    "field": lambda d: (
        f"подстановка {_said(d)} неизвестна: бывают {{name}}, {{mentee}} и {{answer:код}}"
    ),
    "field_mentee": lambda d: "{mentee} бывает только в вопросе о каждом наставляемом",
    "field_question": lambda d: f"подставить ответ нельзя: раньше нет вопроса с кодом {_said(d)}",
    "field_kind": lambda d: f"ответ на вопрос {_said(d)} слишком длинный, чтобы его подставлять",
    "piped_long": lambda d: (
        f"с подставленными ответами вопрос может быть длиннее {counted(d['most'], *_LETTERS)}"
    ),
    "if_unknown": lambda d: f"условие ссылается на вопрос {_said(d)}, а его нет",
    "if_later": lambda d: f"условие ссылается на вопрос {_said(d)}, а он идёт позже",
    "if_cycle": lambda d: f"условия ходят по кругу: этот вопрос и {_said(d)} ждут друг друга",
    "if_empty": lambda d: "условие пустое",
    "if_values": lambda d: f"в условии о вопросе {_said(d)} не сказано, какой нужен ответ",
    "if_number": lambda d: f"«не меньше» и «не больше» о вопросе {_said(d)} — только с числом",
    "if_kind": lambda d: f"о вопросе {_said(d)} условие бывает только «есть ответ»",
    "if_value": lambda d: f"у вопроса {_said(d)} нет ответа {_said(d, 'value')}",
    "bank": lambda d: "не сказано, из кого выбирать: наставники, наставляемые или сотрудники",
    "statement": lambda d: "пояснение не пропускают: уберите «да» в столбцах о пропуске",
    "anonymous": lambda d: "в анкете без имён такой вопрос выдал бы, кто отвечает",
    "unreachable": lambda d: "этот вопрос не появится ни при каких ответах: проверьте условия",
    # imports.questionnaire
    "kind_none": lambda d: "не указан вид вопроса",
    "kind": lambda d: f"вид {_said(d)} неизвестен, например: один вариант",
    "text_none": lambda d: "нет текста вопроса",
    "number": lambda d: f"в столбце «{_COLUMN[d['column']]}» нужно число, а там {_said(d)}; "
    "например: 3",
    "yes_no": lambda d: f"в «{_COLUMN[d['column']]}» нужно «да» или «нет», а там {_said(d)}",
    "if_shape": lambda d: f"условие {_said(d)} не понятно, например: 3 = «да»",
    "if_question": lambda d: f"условие ссылается на {_said(d)}, а раньше такого вопроса нет",
    "if_answer": lambda d: f"в условии ответ {_said(d)}, а у того вопроса такого нет",
    "head_audience": lambda d: f"непонятно, кто отвечает: {_said(d)}",
    "head_about": lambda d: f"непонятно, о ком анкета: {_said(d)}",
}  # fmt: skip


def _figure(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value).replace(".", ",")


def fault(code: str, data: Mapping[str, Any]) -> str:
    """What is wrong, without a full stop and a capital letter, plain."""
    return _FAULTS[code](data)


def row_fault(at: int, code: str, data: Mapping[str, Any]) -> str:
    """`at`: the row of the file; 0: the whole."""
    told = fault(code, data)
    return f"Строка {at}: {told}." if at else f"{told[:1].upper()}{told[1:]}."
