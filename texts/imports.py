"""Sentences about a file that was read, with remarks, or refused."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from texts.plural import plural

Data = Mapping[str, str | int]

_SAVE = "Откройте файл в Word и сохраните его как .docx («Файл» → «Сохранить как»)"
_NOTHING = "Ничего не изменилось."
_KINDS = {
    "docx": "документ Word (.docx)",
    "xlsx": "таблица Excel (.xlsx)",
    "odt": "документ OpenDocument (.odt)",
    "ods": "таблица OpenDocument (.ods)",
    "doc": "старый документ Word (.doc)",
    "xls": "старая таблица Excel (.xls)",
    "pdf": "документ PDF",
    "picture": "картинка или скан",
    "rtf": "документ RTF",
    "html": "веб-страница",
    "zip": "архив",
    "txt": "простой текст",
}

_REFUSALS = {
    "empty": f"Файл пустой. {_NOTHING} Проверьте файл и пришлите его ещё раз.",
    "too_heavy": f"Файл больше {{limit}} МБ. {_NOTHING} "
    "Уберите из него картинки или перенесите таблицу в новый документ.",
    "too_big_unpacked": f"В развёрнутом виде файл больше {{limit}} МБ. {_NOTHING} "
    "Скопируйте одну таблицу в новый документ и пришлите его.",
    "too_big": f"Файл слишком большой, прочитать его целиком не удалось. {_NOTHING} "
    "Скопируйте одну таблицу в новый документ и пришлите его.",
    "too_slow": f"Файл читался слишком долго. {_NOTHING} "
    "Скопируйте одну таблицу в новый документ и пришлите его.",
    "too_many_rows": f"В таблице больше {{limit}} строк. {_NOTHING} "
    "Оставьте одну таблицу или разделите файл на части и пришлите их по очереди.",
    "password": f"Файл закрыт паролем. {_NOTHING} "
    "Снимите пароль («Файл» → «Сведения» → «Защита») и пришлите файл ещё раз.",
    "broken": f"Файл повреждён или передан не целиком. {_NOTHING} "
    "Откройте его в Word или Excel, сохраните заново и пришлите ещё раз.",
    "entities": f"В файле есть посторонние вставки, такие файлы бот не открывает. {_NOTHING} "
    f"{_SAVE} под новым именем.",
    "picture": f"Вместо таблицы в файле картинка, прочитать её бот не может. {_NOTHING} "
    "Найдите исходный документ с таблицей или наберите таблицу заново и сохраните как .docx.",
    "no_table": f"В файле нет таблицы. {_NOTHING} "
    "Пришлите документ, в котором дорожная карта стоит таблицей, лучше всего .docx.",
    "no_header": f"Не нашлась таблица дорожной карты. {_NOTHING} "
    "Проверьте, что в её первой строке подписаны столбцы: «Мероприятия», «Сроки», "
    "«Ответственные».",
    "no_rows": f"В таблице есть заголовки, но нет ни одного мероприятия. {_NOTHING} "
    "Заполните таблицу и пришлите файл ещё раз.",
}

_UNSUPPORTED = {
    "doc": f"Это старый формат Word. {_NOTHING} {_SAVE} и пришлите снова.",
    "xls": f"Это старый формат Excel. {_NOTHING} "
    "Откройте файл в Excel и сохраните его как .xlsx («Файл» → «Сохранить как»).",
    "ods": f"Таблицы .ods бот не читает. {_NOTHING} Сохраните файл как .xlsx и пришлите снова.",
    "pdf": f"Из PDF таблица читается с ошибками, поэтому бот его не берёт. {_NOTHING} "
    "Найдите исходный документ или откройте PDF в Word и сохраните как .docx.",
    "picture": f"Это картинка или скан, прочитать с неё таблицу бот не может. {_NOTHING} "
    "Найдите исходный документ и сохраните его как .docx.",
    "rtf": f"Файлы RTF бот не читает. {_NOTHING} {_SAVE} и пришлите снова.",
    "html": f"Это веб-страница, а не документ. {_NOTHING} "
    "Скопируйте таблицу в Word и сохраните как .docx.",
    "zip": f"Это архив или незнакомый формат. {_NOTHING} "
    "Распакуйте архив и пришлите сам документ: .docx, .xlsx, .odt, .csv или .txt.",
}


def refusal(code: str, data: Data) -> str:
    """Why a file was not read and what to do about it. Raises KeyError for an unknown code."""
    if code == "unsupported":
        return _UNSUPPORTED.get(str(data.get("actual")), _other())
    if code == "wrong_type":
        return _wrong_type(str(data.get("claimed")), str(data.get("actual")))
    return _REFUSALS[code].format(**data)


def _other() -> str:
    return (
        f"Такие файлы бот не читает. {_NOTHING} Пришлите дорожную карту как .docx, .xlsx, .odt, "
        ".csv или .txt с табуляцией."
    )


def _wrong_type(claimed: str, actual: str) -> str:
    inside = _KINDS.get(actual, "что-то другое")
    return (
        f"Файл называется .{claimed}, но внутри\u00a0— {inside}. {_NOTHING} "
        "Откройте его в той программе, где он сделан, и сохраните как .docx или .xlsx."
    )


def _hidden_rows(data: Data) -> str:
    n = int(data["count"])
    return (
        f"В таблице Excel {plural(n, 'скрыта', 'скрыты', 'скрыто')} {n} "
        f"{plural(n, 'строка', 'строки', 'строк')}: они тоже прочитаны. Лишние удалите."
    )


def _hidden_sheets(data: Data) -> str:
    n = int(data["count"])
    return f"Скрытые листы Excel не прочитаны ({n}). Если они нужны, откройте их в файле."


def _formulas(data: Data) -> str:
    n = int(data["count"])
    cells = plural(n, "ячейке", "ячейках", "ячейках")
    return (
        f"В {n} {cells} стоит формула без сохранённого значения, они прочитаны как пустые. "
        "Откройте файл в Excel, сохраните и пришлите снова."
    )


def _errors(data: Data) -> str:
    n = int(data["count"])
    cells = plural(n, "ячейке", "ячейках", "ячейках")
    return f"В {n} {cells} Excel показывает ошибку вместо значения, они прочитаны как пустые."


def _rows_joined(data: Data) -> str:
    n = int(data["count"])
    return (
        f"{n} {plural(n, 'строка', 'строки', 'строк')} без своего мероприятия "
        f"{plural(n, 'присоединена', 'присоединены', 'присоединено')} к строке выше: "
        "видимо, таблица разорвана концом страницы. Проверьте сроки и ответственных."
    )


def _tables_ignored(data: Data) -> str:
    n = int(data["count"])
    return (
        f"Ещё {n} {plural(n, 'таблица', 'таблицы', 'таблиц')} после дорожной карты "
        f"{plural(n, 'не прочитана', 'не прочитаны', 'не прочитано')}: там другие столбцы."
    )


_WARNINGS: Mapping[str, Callable[[Data], str]] = {
    "hidden_rows": _hidden_rows,
    "hidden_sheets": _hidden_sheets,
    "formulas": _formulas,
    "errors": _errors,
    "rows_joined": _rows_joined,
    "tables_ignored": _tables_ignored,
    "column_ignored": lambda data: f"Столбец «{data['name']}» не прочитан.",
    "no_deadlines": lambda _: "В таблице нет столбца со сроками: их нужно будет назначить.",
    "no_responsible": lambda _: "В таблице нет столбца с ответственными: их нужно назначить.",
    "corrections": lambda _: (
        "В файле есть непринятые исправления: вставленное прочитано, удалённое пропущено."
    ),
}


def warning(code: str, data: Data) -> str:
    """What to check in a reading that succeeded, HTML-escaped. KeyError for an unknown code."""
    return escape(plain_warning(code, data), quote=False)


def plain_warning(code: str, data: Data) -> str:
    """The same sentence for a terminal or JSON."""
    return _WARNINGS[code](data)


def no_file(name: str) -> str:
    return f"Файл {name} не открывается. Проверьте имя и права на чтение."


def bad_period(text: str) -> str:
    return f"Период «{text}» непонятен. Напишите, например, 2022-2023 или 2022-2024 гг."


def needs_year(phrase: str) -> str:
    return f"«{phrase}»: неизвестен год. Укажите период: --period 2022-2023."


def in_row(row: int, sentence: str) -> str:
    return f"Строка {row}: {sentence}"


def table(title: str, period: str | None, rows: Sequence[Sequence[str]]) -> str:
    """A reading for the eyes: number and activity, then what is known about it."""
    lines = [title, f"Период: {period}" if period else "Период в документе не назван.", ""]
    above = ""
    for section, number, activity, deadline, people, steps in rows:
        if section != above:
            lines += ["", section, ""]
            above = section
        lines.append(f"{number} {activity}")
        known = (("срок", deadline), ("ответственные", people), ("шагов", steps))
        lines += [f"     {name}: {value}" for name, value in known if value]
    return "\n".join(lines)


def remarks(sentences: Sequence[str]) -> str:
    return "\n".join(["", "Обратите внимание:", *(f"- {text}" for text in sentences)])


def total(rows: int, steps: int) -> str:
    return (
        f"\nПрочитано: {rows} {plural(rows, 'строка', 'строки', 'строк')}, "
        f"{steps} {plural(steps, 'шаг', 'шага', 'шагов')}."
    )
