"""What is wrong with a questionnaire, row by row."""

from collections.abc import Callable, Mapping
from typing import Any

from texts.html import clip
from texts.piping import UNSAID
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
    "no_questions": lambda d: "нет ни одного вопроса: впишите их на лист «Вопросы», каждый в свою "
    "строку",
    "many_questions": lambda d: f"вопросов больше {d['most']}: разделите анкету",
    "about": lambda d: f"непонятно, о ком анкета: {_said(d)}",
    "key": lambda d: (
        f"код {_said(d)} не подходит: нужны буквы, цифры, точка, дефис без пробелов, до 32 букв"
    ),
    "key_twice": lambda d: f"код {_said(d)} уже есть в строке {d['other']}",
    "text_empty": lambda d: "нет текста вопроса",
    "options_idle": lambda d: "у этого вида вопроса не бывает вариантов",
    "options_few": lambda d: "нужны хотя бы два варианта: каждый с новой строки или через «;»",
    "options_many": lambda d: f"вариантов больше {d['most']}: столько кнопок не поместится",
    "rows_none": lambda d: "у таблицы нет строк: впишите их в «Строки таблицы», каждую с новой "
    "строки",
    "rows_idle": lambda d: "строки бывают только у таблицы",
    "rows_many": lambda d: f"строк в таблице больше {d['most']}",
    "own_twice": lambda d: "свой вариант («Другое…») может быть только один",
    "own_idle": lambda d: "свой вариант («Другое…») здесь не подходит",
    "alone_idle": lambda d: "пометка «(только этот)» бывает лишь у вида «несколько вариантов»",
    "alone_all": lambda d: "пометка «(только этот)» стоит у всех вариантов, выбрать несколько "
    "нельзя: сделайте вид «один вариант»",
    "option_empty": lambda d: "есть пустой вариант",
    "option_long": lambda d: f"вариант {_said(d)} длиннее {counted(d['most'], *_LETTERS)}",
    "option_key": lambda d: f"код варианта {_said(d)} не подходит",
    "option_twice": lambda d: f"вариант {_said(d)} написан дважды",
    "option_key_twice": lambda d: f"код варианта {_said(d)} повторяется",
    "limits_idle": lambda d: "«От» и «До» у этого вида вопроса не бывает: оставьте их пустыми",
    "least_over_most": lambda d: (
        f"«От» ({_figure(d['least'])}) больше «До» ({_figure(d['most'])})"
    ),
    "limit_whole": lambda d: f"«От» и «До» здесь целые числа, а написано {_figure(d['said'])}",
    "limit": lambda d: (
        f"в «От» и «До» здесь могут быть числа от {_figure(d['least'])} до {_figure(d['most'])}, "
        f"а написано {_figure(d['said'])}"
    ),
    "field": lambda d: (
        f"подстановка {_said(d)} неизвестна: бывают {{name}}, {{mentee}} и {{answer:код}}"
    ),
    "field_mentee": lambda d: "{mentee} бывает только в вопросе о каждом наставляемом",
    "field_question": lambda d: f"подставить ответ нельзя: раньше нет вопроса с кодом {_said(d)}",
    "field_kind": lambda d: f"ответ на вопрос {_said(d)} слишком длинный, чтобы его подставлять",
    "field_block": lambda d: (
        f"ответ на вопрос {_said(d)} у каждого наставляемого свой: подставить его можно только в "
        "вопрос с пометкой «О каждом наставляемом»"
    ),
    "field_blank": lambda d: (
        f"на вопрос {_said(d)} могут не ответить, тогда вместо ответа здесь будет «{UNSAID}». "
        f"Чтобы вопрос в этом случае не задавали, впишите в «Показывать, если»: "
        f"{d['said']} есть ответ"
    ),
    "piped_long": lambda d: (
        f"с подставленными ответами вопрос может быть длиннее {counted(d['most'], *_LETTERS)}"
    ),
    "if_unknown": lambda d: f"условие ссылается на вопрос {_said(d)}, а его нет",
    "if_later": lambda d: f"условие ссылается на вопрос {_said(d)}, а он идёт позже",
    "if_cycle": lambda d: f"условия ходят по кругу: этот вопрос и {_said(d)} ждут друг друга",
    "if_empty": lambda d: "условие пустое",
    "if_values": lambda d: f"в условии о вопросе {_said(d)} не сказано, какой нужен ответ",
    "if_number": lambda d: f"знаки ≥ и ≤ бывают у числа и шкалы, а вопрос {_said(d)} не такой",
    "if_kind": lambda d: f"о вопросе {_said(d)} условие бывает только «есть ответ»",
    "if_value": lambda d: f"у вопроса {_said(d)} нет ответа {_said(d, 'value')}",
    "bank": lambda d: "не сказано, из кого выбирать: наставники, наставляемые или сотрудники",
    "statement": lambda d: "пояснение не пропускают: уберите «да» в столбцах о пропуске",
    "anonymous": lambda d: "в анкете без имён такой вопрос выдал бы, кто отвечает",
    "unreachable": lambda d: "этот вопрос не появится ни при каких ответах: проверьте "
    "«Показывать, если»",
    "tangled": lambda d: "условия так переплетены, что бот не смог проверить, появится ли этот "
    "вопрос: упростите их",
    "screen_long": lambda d: "вопрос с подсказкой и вариантами не помещается на экран: сократите "
    "текст, подсказку или варианты",
    "scoring": lambda d: "по таблице этой анкеты баллы не складываются в уровни",
    # imports.questionnaire
    "kind_none": lambda d: "не указан вид вопроса; у заголовка и пояснения он «только прочитать»",
    "kind": lambda d: f"вид {_said(d)} неизвестен: выберите его из списка в ячейке, например: "
    "один вариант",
    "kind_scale": lambda d: f"вид {_said(d)} не понятен: шкалы бывают «шкала 1–5» и «шкала 1–10»",
    "text_none": lambda d: "нет текста вопроса",
    "number": lambda d: f"в столбце «{_COLUMN[d['column']]}» нужно число, а там {_said(d)}; "
    "например: 3",
    "yes_no": lambda d: f"в «{_COLUMN[d['column']]}» нужно «да» или «нет», а там {_said(d)}",
    "if_shape": lambda d: f"условие {_said(d)} не понятно. Пишите так: 3 = «да»; 5 >= 4; "
    "2 есть ответ",
    "if_self": lambda d: "условие ссылается на сам этот вопрос",
    "if_row": lambda d: (
        f"условие ссылается на вопрос {_said(d)}, а в его строке ({d['row']}) ошибка: сначала "
        "исправьте её"
    ),
    "if_number_twice": lambda d: (
        f"в условии вопрос {_said(d)}, а таких номеров в столбце «№» несколько: пусть у каждого "
        "вопроса будет свой"
    ),
    "row_skipped": lambda d: (
        f"строка не прочитана, в ней заполнен только столбец «№» ({_said(d)}). Если это "
        "заголовок, перенесите его в «Вопрос» и выберите вид «только прочитать»"
    ),
    "scoring_option": lambda d: (
        f"сумма баллов и уровни больше не считаются: у варианта {_said(d)} нет баллов"
    ),
    "scoring_rows": lambda d: "сумма баллов и уровни больше не считаются: строк в таблице стало "
    "меньше, высший уровень не набрать",
    "scoring_table": lambda d: "сумма баллов и уровни больше не считаются: таблицы, по которой "
    "их считали, в анкете нет",
    "if_question": lambda d: f"условие ссылается на {_said(d)}, а такого номера и кода в "
    "таблице нет",
    "if_answer": lambda d: f"в условии ответ {_said(d)}, а у того вопроса такого нет",
    "head_audience": lambda d: f"непонятно, кто отвечает: {_said(d)}",
    "head_close": lambda d: f"в «Обращение» нужно «на Вы» или «на ты», а там {_said(d)}",
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
