"""Making questionnaires: what is wrong with one, its spreadsheet, its screens and the trial."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from domain.survey import Kind, Questionnaire
from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

REFUSALS = {
    "questionnaire_published": "Эта анкета уже опубликована и не меняется. Чтобы изменить её, "
    "скачайте её в Excel, поправьте и пришлите файл: получится новая версия.",
    "questionnaire_faulty": "В анкете есть ошибки, поэтому она не опубликована. Исправьте файл и "
    "пришлите его ещё раз.",
    "questionnaire_format": "Пришлите таблицу .xlsx или .csv. Ничего не изменилось.",
    "questionnaire_unread": "В файле не нашлось вопросов: нужна строка заголовков со словами "
    "«Вопрос» и «Вид». Ничего не изменилось. Удобнее начать с образца.",
    "trial_over": "Проба прервана: бот её не хранит. Начните её ещё раз.",
}

TITLE = "Анкеты школы"
QUESTIONS = ("вопрос", "вопроса", "вопросов")

UPLOAD, TEMPLATE = "Прислать свою", "📎 Образец Excel"
TRY, PUBLISH, DROP = "Попробовать", "✅ Опубликовать", "Удалить черновик"
PRINT, TAKE, PAPER = "📎 Напечатать", "📎 Скачать в Excel", "Внести с бумаги"
ARCHIVE, RESTORE = "Убрать в архив", "Вернуть из архива"
ALL, OF_SCHOOL = "Все анкеты", "Только наши"
TO_CARD, AGAIN = "К анкете", "Сначала"
LIST = "Анкета"

KINDS: dict[Kind, str] = {
    Kind.ONE: "один вариант", Kind.SEVERAL: "несколько вариантов", Kind.SCALE: "шкала 1–5",
    Kind.TEN: "шкала 1–10", Kind.MATRIX: "таблица", Kind.NUMBER: "число", Kind.DATE: "дата",
    Kind.SHORT: "короткий текст", Kind.LONG: "длинный текст", Kind.PERSON: "человек",
    Kind.RANKING: "по важности", Kind.FILE: "файл или фото", Kind.STATEMENT: "только прочитать",
}  # fmt: skip
BANKS = {"mentors": "наставники", "mentees": "наставляемые", "staff": "сотрудники"}
AUDIENCES = {
    "": "", "staff": "сотрудники", "pupils": "ученики", "mentor": "наставники",
    "mentee": "наставляемые", "parent": "родители", "curator": "куратор",
    "psychologist": "психолог", "participants": "участники программы", "outsider": "гости",
}  # fmt: skip
ABOUT = {
    "": "о себе", "mentee": "о каждом наставляемом", "child": "о своём ребёнке",
    "pupil": "об ученике, которого назовёт куратор", "partner": "о напарнике по паре",
}  # fmt: skip
YES, NO = "да", "нет"
CLOSE, POLITE = "на «ты»", "на «Вы»"


# -- what is wrong --------------------------------------------------------------------------

_PARTS = {
    "title": "Название", "intro": "Вступление", "thanks": "Благодарность", "text": "Вопрос",
    "help": "Подсказка", "end": "Слово у конца шкалы",
}  # fmt: skip
_COLUMN = {
    "optional": "Можно пропустить", "may_not_apply": "Бывает «не относится»",
    "each_mentee": "О каждом наставляемом", "sensitive": "Деликатный", "anonymous": "Без имён",
    "least": "От", "most": "До",
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
    "rows_none": lambda d: "у таблицы нет строк: впишите их в «Строки таблицы»",
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
    "number": lambda d: f"в столбце «{_COLUMN[d['column']]}» нужно число, а там {_said(d)}",
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


# -- the screens ----------------------------------------------------------------------------


def listed(count: int, drafts: int, *, own: bool) -> str:
    """The head of «Анкеты школы»."""
    if own and not count:
        return f"{b(TITLE)}\nСвоих анкет пока нет. Возьмите образец или готовую анкету."
    lines = [
        b(TITLE),
        f"{counted(count, 'анкета', 'анкеты', 'анкет')}: "
        + ("свои." if own else "готовые и свои."),
    ]
    if drafts:
        lines.append(f"Черновиков: {drafts}. Их ещё не опубликовали.")
    return tidy("\n".join([*lines, "Выберите анкету или пришлите файл со своей."]))


def list_button(title: str, *, own: bool, draft: bool, archived: bool) -> str:
    mark = "🕒 " if draft else "⏸ " if archived else "📋 " if own else ""
    return f"{mark}{clip(title, 50)}"


def card(
    asked: Questionnaire,
    least: int,
    most: int,
    minutes: int,
    *,
    version: int,
    published: date | None,
    today: date,
    own: bool,
    archived: bool,
) -> str:
    """What a questionnaire is: how long, for whom, which version."""
    about = f", {ABOUT[asked.about]}" if asked.about else ""
    questions = counted(most, *QUESTIONS) if least == most else f"от {least} до {most} вопросов"
    lines = [
        f"{b(TITLE)} · {b(clip(asked.title, 80))}",
        esc(clip(asked.intro, 600)),
        f"{questions}, около {counted(minutes, 'минуты', 'минут', 'минут')}.",
        f"Отвечают: {AUDIENCES.get(asked.audience) or 'кого выберете'}{about}."
        + (" Без имён." if asked.anonymous else ""),
        _version(version, published, today, own=own),
        "⏸ Анкета в архиве: новых опросов по ней не начать." if archived else "",
    ]
    return tidy("\n".join(line for line in lines if line))


def _version(version: int, published: date | None, today: date, *, own: bool) -> str:
    whose = "Анкета школы" if own else "Готовая анкета"
    if published is None:
        return f"{whose}, черновик. Попробуйте её, потом опубликуйте."
    if not own:
        return f"{whose}, версия {version}."
    return f"{whose}, версия {version}, опубликована {dates.plain(published, today)}."


def ask_file() -> str:
    return tidy(
        f"{b(TITLE)} · своя анкета\nПришлите таблицу .xlsx или .csv: строка — вопрос. В образце "
        "есть пример и пояснения. Можно скачать готовую анкету, поправить и прислать: она станет "
        "анкетой школы, готовая не изменится."
    )


def refused(name: str, problems: Sequence[str], more: int) -> str:
    """A file whose rows are wrong: which ones and why."""
    lines = [
        f"{b(TITLE)} · {esc(clip(name, 60))}",
        "Анкета не принята, ничего не изменилось. Исправьте и пришлите файл ещё раз:",
        *(esc(clip(each, 200)) for each in problems),
        f"И ещё {counted(more, 'замечание', 'замечания', 'замечаний')}." if more else "",
    ]
    return tidy(fit([line for line in lines if line]))


def drafted(asked: Questionnaire, minutes: int, *, ignored: Sequence[str], newer: bool) -> str:
    lines = [
        f"{b(TITLE)} · {b(clip(asked.title, 80))}",
        f"Файл понят: {counted(len(asked.questions), *QUESTIONS)}, "
        f"около {counted(minutes, 'минуты', 'минут', 'минут')}. Ошибок нет.",
        "Это новая версия: идущие опросы останутся на прежней." if newer else "",
        f"Не прочитаны столбцы: {esc(clip(', '.join(ignored), 200))}." if ignored else "",
        "Попробуйте её в чате, потом опубликуйте.",
    ]
    return tidy("\n".join(line for line in lines if line))


def same(title: str) -> str:
    return tidy(
        f"{b(TITLE)} · {b(clip(title, 80))}\nТакая анкета уже опубликована, в файле ничего нового."
    )


def published(title: str) -> str:
    return tidy(
        f"{b(TITLE)} · {b(clip(title, 80))}\nОпубликовано. Теперь по этой анкете можно начать "
        "опрос, напечатать её и вносить ответы с бумаги."
    )


def ask_archive(title: str) -> str:
    return tidy(
        f"{b(TITLE)} · {b(clip(title, 80))}\nУбрать анкету в архив? Новых опросов по ней не "
        "начать. Идущие опросы и ответы останутся, вернуть анкету можно в любой день."
    )


def dropped() -> str:
    return f"{b(TITLE)}\nЧерновик удалён."


def file_name(title: str) -> str:
    """Without what file systems refuse."""
    return "".join(letter for letter in title if letter not in '\\/:*?"<>|').strip(" .")[:60]


def print_caption(title: str) -> str:
    return tidy(f"{b(clip(title, 80))}\nАнкета для печати на А4. Ответы с листа внесёте сюда же.")


def table_caption(title: str) -> str:
    return tidy(
        f"{b(clip(title, 80))}\nПоправьте таблицу и пришлите её в этот чат: она станет анкетой "
        "школы. Готовая не изменится."
    )


def template_caption() -> str:
    return "Образец анкеты: заполните лист «Вопросы» и пришлите файл в этот чат."


# -- the trial ------------------------------------------------------------------------------

TRIAL_NAME = "Примеров Пётр Ильич"


def trial_title(title: str) -> str:
    """Stands at the head of each screen of a trial."""
    return f"Проба: {title}"


def trial_end(title: str, answers: Sequence[str], thanks: str, more: int) -> str:
    """After the last question; `answers` are escaped lines."""
    lines = [
        f"{b('Проба: ' + clip(title, 80))} · конец",
        "Так анкету увидит тот, кто отвечает. Ответы пробы не сохранены.",
        *([f"В конце бот скажет: «{esc(clip(thanks, 300))}»"] if thanks else []),
        "",
        *answers,
        *([f"И ещё {counted(more, 'ответ', 'ответа', 'ответов')}."] if more else []),
    ]
    return tidy(fit(lines))
